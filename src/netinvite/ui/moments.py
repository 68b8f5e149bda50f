"""Times, typed as people say them; what can be read in two ways is asked, the rest said back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, combinations, groupby, islice, product

from netinvite.app.given import read_times
from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.answers import TIME_FORMAT
from netinvite.model.dates import format_time
from netinvite.model.moments import Moment, TimeAmbiguous
from netinvite.model.questions import Value
from netinvite.model.readback import few_at_work, in_full, read_back
from netinvite.ui.lengths import minutes_of, settled, too_long
from netinvite.ui.parts import Asked, Field, Menu, Terminal, WentBack, numbered
from netinvite.values import Frozen, replace

# What a stored answer has between two times, where it is half typed.
BETWEEN = kinds.KINDS["times"].between
# Nobody has more to keep of lines that were refused.
_MOST_LINES = 12


class Typed(Frozen):
    """What was typed, and each way to read it."""

    text: str
    readings: Sequence[tuple[Moment, ...]]

    @property
    def open(self) -> bool:
        """Whether somebody has to say which is meant."""
        return len(self.readings) > 1


def pick_reading(terminal: Terminal, typed: Typed, labels: Sequence[str], field: Field) -> tuple[Moment, ...]:
    """Which of the readings is meant, each told by a label; a ``WentBack`` leads to the ``field`` again."""
    terminal.say(_("That can be read in several ways; which one is meant?"))
    items = numbered(list(zip(typed.readings, labels, strict=True)))
    menu = Menu(items, None, whole=lambda _ticked: field.whole(typed.text))
    chosen: tuple[Moment, ...] = terminal.pick(menu)
    return chosen


# Several times ---------------------------------------------------------------------------------------


def ask_times(asked: Asked, terminal: Terminal) -> Value | None:
    """Times, in one field: those of the old answer stand there, or those that are proposed."""
    times = _Times(asked)
    field = times.field()
    while True:
        typed: Typed | None = terminal.type_in(field)
        if typed is None:
            return None
        try:
            if typed.open:
                chosen = pick_reading(terminal, typed, times.labels(typed), field)
                field = replace(field, start=times.written(chosen), proposed=False, taken=False)
                continue
            moments = settled(asked, terminal, typed.readings[0], partial(field.whole, typed.text))
        except WentBack:
            field = replace(field, start=typed.text, proposed=False, taken=False)
            continue
        _say_back(asked, terminal, moments)
        return tuple(one.start for one in moments)


def _say_back(asked: Asked, terminal: Terminal, moments: Sequence[Moment]) -> None:
    told = [read_back(one, asked.lang, asked.now) for one in moments]
    if len(told) == 1:
        terminal.say(_("Understood: %(time)s") % {"time": told[0]})
    else:
        terminal.say("\n".join([_("Understood:"), *(f"- {line}" for line in told)]))


class _Times:
    """The times of one question. ``known``: what lines mean that the program wrote itself; ``kept`` are the
    times that stood there, about which nobody is asked."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.known: dict[str, Moment] = {}
        self.kept: frozenset[datetime] = frozenset()

    def field(self) -> Field:
        """The field as it opens."""
        asked = self.asked
        old = (
            [one for one in asked.value if isinstance(one, datetime)]
            if isinstance(asked.value, tuple)
            else []
        )
        there = old or asked.suggestions[: asked.question.max]
        self.kept = frozenset(there)
        before = "\n".join(self._line(Moment(one), format_time(one, asked.lang)) for one in sorted(there))
        proposed = bool(there) and not old and not asked.unfinished
        return Field(
            self._parse,
            self._restored(asked.unfinished) or before,
            lines=True,
            items=True,
            whole=lambda typed: "" if typed == before else typed,
            proposed=proposed,
            taken=proposed,
            doubt=self._doubt,
            stands=self._stands,
        )

    def _line(self, moment: Moment, text: str) -> str:
        self.known[text] = moment
        return text

    def _restored(self, half: str) -> str:
        """What was half typed; as people write it where it was a stored answer."""
        parts = half.split(BETWEEN.strip())
        try:
            times = [datetime.strptime(part.strip(), TIME_FORMAT) for part in parts]
        except ValueError:
            return half
        return "\n".join(self._line(Moment(one), format_time(one, self.asked.lang)) for one in times)

    def labels(self, typed: Typed) -> list[str]:
        """The readings, each with all its times; one alone also with how far away it is."""
        lang, now = self.asked.lang, self.asked.now
        return [
            read_back(reading[0], lang, now)
            if len(reading) == 1
            else "; ".join(in_full(one, lang, now) for one in reading)
            for reading in typed.readings
        ]

    def written(self, moments: Sequence[Moment]) -> str:
        """A reading as it stands in the field, from where it is read in no other way."""
        lines = [(one, in_full(one, self.asked.lang, self.asked.now)) for one in moments]
        return "\n".join(self._line(one, line) for one, line in lines)

    # Reading -------------------------------------------------------------------------------------------

    def _parse(self, typed: str) -> Typed | None:
        lines = [line.strip() for line in typed.split("\n") if line.strip()]
        if not lines:
            kinds.of(self.asked.question).validate(self.asked.question, ())
            return None
        found = Typed(typed, self._readings(lines))
        wrong = [self._wrong(reading, () if found.open else lines) for reading in found.readings]
        # Nobody is asked which reading is meant where none could be chosen.
        if wrong[0] and all(wrong):
            raise wrong[0]
        return found

    def _wrong(self, reading: Sequence[Moment], lines: Sequence[str]) -> AnswerError | None:
        """Why these times are no answer."""
        starts = tuple(one.start for one in reading)
        if len(set(starts)) < len(starts) or self._is_said_twice(lines):
            return AnswerError(_("The same time stands there twice."))
        try:
            kinds.of(self.asked.question).validate(self.asked.question, starts)
        except AnswerError as error:
            return error
        return None

    def _readings(self, lines: Sequence[str]) -> Sequence[tuple[Moment, ...]]:
        """Each way to read the lines. A day holds for the lines behind it too; where one that stood there
        cannot be given any more, the others are read without it."""
        try:
            return self._read(lines)
        except AnswerError:
            if self.known.keys().isdisjoint(lines):
                raise
        parts = [self._read(list(part)) for _known, part in groupby(lines, lambda line: line in self.known)]
        ways = [tuple(sorted(set(chain(*one)))) for one in product(*parts)]
        return ways if len(ways) < 2 else TimeAmbiguous(ways, self.asked.lang).readings

    def _read(self, lines: Sequence[str]) -> Sequence[tuple[Moment, ...]]:
        if all(line in self.known for line in lines):
            return [tuple(sorted(self.known[line] for line in lines))]
        try:
            return [read_times("\n".join(lines), self.asked.lang, self.asked.now)]
        except TimeAmbiguous as two:
            return two.readings

    def _stands(self, typed: str) -> str:
        """Those lines of a refused text that can be read, each with the ones before it; "" where there are
        too many."""
        kept: list[str] = []
        count = 0
        for line in islice(filter(str.strip, typed.split("\n")), _MOST_LINES):
            with suppress(AnswerError):
                found = self._read([*kept, line])
                if len(found) == 1 and not self._is_said_twice([*kept, line]):
                    kept, count = [*kept, line], len(found[0])
        return "\n".join(kept) if count <= (self.asked.question.max or count) else ""

    def _is_said_twice(self, lines: Sequence[str]) -> bool:
        """Whether two parts that say a time each say the same one; read together they would be one."""
        parts = (re.split("[,;]", line) if line not in self.known else [line] for line in lines)
        starts: list[datetime] = []
        for part in filter(str.strip, chain(*parts)):
            try:
                (reading,) = self._read([part.strip()])
            except (AnswerError, ValueError):
                continue
            starts += [one.start for one in reading]
        return len(set(starts)) < len(starts)

    # What may not have been meant ----------------------------------------------------------------------

    def _doubt(self, typed: str) -> str:
        """What speaks against the times; "" where nothing does, or that is to be asked first."""
        found = self._parse(typed)
        if found is None or found.open:
            return ""
        told = [*self._doubts(found.readings[0])]
        return " ".join([*told, _("Enter once more keeps it.")]) if told else ""

    def _doubts(self, moments: Sequence[Moment]) -> Iterator[str]:
        asked = self.asked
        for one in moments:
            if told := too_long(one, asked):
                yield told
            if one.start in self.kept:
                continue
            if few_at_work(one, asked.lang):
                told = read_back(one, asked.lang, asked.now)
                yield f"{told[:1].upper()}{told[1:]}."
            if found := asked.overlap(one.start, minutes_of(one) or asked.minutes):
                talk, busy = (in_full(time, asked.lang, asked.now) for time in (one, Moment(*found)))
                words = {"talk": f"{talk[:1].upper()}{talk[1:]}", "time": busy}
                yield _("%(talk)s overlaps something in your calendar (%(time)s).") % words
            if names := asked.offered(one.start, minutes_of(one) or asked.minutes):
                talk = in_full(one, asked.lang, asked.now)
                words = {"time": f"{talk[:1].upper()}{talk[1:]}", "names": names}
                yield _("%(time)s is offered to %(names)s as well.") % words
        for one, other in combinations(moments, 2):
            ends = one.end or one.start + timedelta(minutes=asked.minutes)
            if ends > other.start and not self.kept >= {one.start, other.start}:
                times = {
                    "one": format_time(one.start, asked.lang),
                    "other": format_time(other.start, asked.lang),
                }
                yield _("The conversation at %(one)s is not over at %(other)s.") % times
