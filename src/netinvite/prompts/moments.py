"""Dates and proposed times, typed as people say them and repeated as they were understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from netinvite.answers import TIME_FORMAT, validate
from netinvite.dates import format_date, format_time
from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.prompts.outcome import Asked, WentBack
from netinvite.prompts.parts import Field, Menu, Terminal, numbered
from netinvite.proposing import off_work
from netinvite.schedule import TimeAmbiguous, parse_date, parse_time
from netinvite.values import Value

SEPARATOR = "; "


def ask_date(asked: Asked, terminal: Terminal) -> Value | None:
    """A day; the old answer, or today where that is the default, stands there already."""
    today = asked.question.default == "today"
    old = asked.value if isinstance(asked.value, date) else asked.now.date() if today else None
    before = format_date(old, asked.lang) if old else ""

    def parse(typed: str) -> date | None:
        if not typed.strip():
            validate(asked.question, None)
            return None
        if old and typed.strip() == before:
            return old
        return parse_date(typed, asked.lang, asked.now, future=not today, past=today)

    start = asked.unfinished or before
    proposed = not asked.unfinished and not isinstance(asked.value, date)
    field = Field(parse, start, proposed=proposed, whole=lambda typed: _changed(typed, before))
    day: date | None = terminal.type_in(field)
    if day:
        terminal.say(_("Understood: %(time)s") % {"time": format_date(day, asked.lang)})
    return day


def _changed(typed: str, before: str) -> str:
    return "" if typed == before else typed


def ask_times(asked: Asked, terminal: Terminal) -> Value | None:
    """Times proposed by the program, or typed one after the other; Esc goes back one time."""
    sitting = _Times(asked, terminal)
    sitting.restore()
    if not sitting.texts and asked.suggestions:
        return _offer(sitting)
    return sitting.type_all()


def _offer(sitting: _Times) -> Value | None:
    asked, terminal = sitting.asked, sitting.terminal
    offered = asked.suggestions[: asked.question.max]
    while True:
        terminal.say("\n".join(f"- {format_time(time, asked.lang)}" for time in offered))
        choices = [(True, _("Propose these")), (False, _("Write my own"))]
        if terminal.pick(Menu(numbered(choices))):
            return offered
        try:
            return sitting.type_all()
        except WentBack as back:
            if back.unfinished:
                raise


@dataclass(slots=True)
class _Times:
    """The times of one question: ``texts`` as they stand in the fields, ``known`` what some of them mean."""

    asked: Asked
    terminal: Terminal
    texts: list[str] = field(default_factory=list)
    known: dict[str, datetime] = field(default_factory=dict)
    place: int = 0

    def restore(self) -> None:
        """Put in what was half given, else the old answer."""
        half = [part for part in self.asked.unfinished.split(SEPARATOR.strip()) if part.strip()]
        old = self.asked.value if isinstance(self.asked.value, tuple) else ()
        self.texts = [self._restored(part.strip()) for part in half] or [
            self._remember(time) for time in old if isinstance(time, datetime)
        ]
        if half:
            complete = all(text in self.known for text in self.texts)
            self.place = max(len(self.texts) - (0 if complete and len(half) < self.most else 1), 0)

    def _restored(self, text: str) -> str:
        try:
            return self._remember(datetime.strptime(text, TIME_FORMAT))
        except ValueError:
            return text

    def _remember(self, time: datetime) -> str:
        text = format_time(time, self.asked.lang)
        self.known[text] = time
        return text

    @property
    def most(self) -> int:
        """How many times may be given."""
        return self.asked.question.max or 10

    def type_all(self) -> Value | None:
        """All times, from the present place on."""
        while self.place < self.most:
            try:
                time = self._type_one()
            except WentBack as back:
                if self.place == 0:
                    raise
                self._put(back.text)
                self.place -= 1
                continue
            if time is None:
                break
            self._put(self._remember(time))
            self._repeat(time)
            self.place += 1
        return self._given() or None

    def _given(self) -> tuple[datetime, ...]:
        return tuple(self.known[text] for text in self.texts[: self.place])

    def _put(self, text: str) -> None:
        self.texts[self.place : self.place + 1] = [text] if text.strip() else []

    def _type_one(self) -> datetime | None:
        start = self.texts[self.place] if self.place < len(self.texts) else ""
        label = _("Time %(number)s:") % {"number": self.place + 1}
        while True:
            entry: Any = self.terminal.type_in(Field(self._parse, start, label, whole=self._whole))
            if not isinstance(entry, _Ambiguous):
                return entry  # type: ignore[no-any-return]  # what _parse returns
            start = entry.typed
            try:
                return self._choose(entry)
            except WentBack:
                continue

    def _choose(self, entry: _Ambiguous) -> datetime:
        self.terminal.say(_("That can be read in several ways; which one is meant?"))
        items = numbered([(time, format_time(time, self.asked.lang)) for time in entry.candidates])
        menu = Menu(items, parse=self._fresh, whole=lambda _typed: self._whole(entry.typed))
        time: datetime = self.terminal.pick(menu)
        return time

    def _parse(self, typed: str) -> datetime | _Ambiguous | None:
        text = typed.strip()
        if not text:
            validate(self.asked.question, self._given())
            return None
        if text in self.known:
            return self._fresh(self.known[text])
        try:
            return self._fresh(parse_time(text, self.asked.lang, self.asked.now))
        except TimeAmbiguous as ambiguous:
            return _Ambiguous(text, ambiguous.candidates)

    def _fresh(self, time: datetime) -> datetime:
        if time in self._given():
            raise AnswerError(_("That time is there already."))
        return time

    def _repeat(self, time: datetime) -> None:
        self.terminal.say(_("Understood: %(time)s") % {"time": format_time(time, self.asked.lang)})
        if reason := off_work(time.date(), self.asked.lang):
            self.terminal.say(_("Mind that few are at work then: %(reason)s") % {"reason": reason})

    def _whole(self, typed: str) -> str:
        """All that stands in the fields, "" where that is the old answer."""
        texts = [*self.texts[: self.place], typed, *self.texts[self.place + 1 :]]
        stored = [self._stored(text) for text in texts if text.strip()]
        old: Sequence[object] = self.asked.value if isinstance(self.asked.value, tuple) else ()
        same = stored == [f"{time:{TIME_FORMAT}}" for time in old if isinstance(time, datetime)]
        return "" if same else SEPARATOR.join(stored)

    def _stored(self, text: str) -> str:
        return f"{self.known[text]:{TIME_FORMAT}}" if text in self.known else text


@dataclass(frozen=True, slots=True)
class _Ambiguous:
    typed: str
    candidates: tuple[datetime, ...]
