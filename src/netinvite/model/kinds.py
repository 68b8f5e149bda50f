"""The kinds of question, a class each: what the guide may say of one, how an answer is read, written, told.

A new kind is a class here and its name in ``KINDS``; where it is asked in a way of its own, ``ui.asking`` has
that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model import answers
from netinvite.model.answers import TIME_FORMAT, Choices, Clock, Kind, Say, Wrong, normal, written_otherwise
from netinvite.model.keys import NAME, NEEDS
from netinvite.model.questions import Need, Question, Referral, Value
from netinvite.model.typed import (
    Email,
    Line,
    Lines,
    List,
    Long,
    Person,
    Phone,
    Sentence,
    Text,
    no_text,
    one_or_several,
)
from netinvite.model.wording import written
from netinvite.values import parts

if TYPE_CHECKING:
    from random import Random


class OneOf(Kind):
    """One of the guide's choices; the value is its key."""

    name, way, holds, chosen, tells = "choice", "one", ("choice",), True, "closed"

    def wrong(self, question: Question, choices: Choices) -> Iterator[Wrong]:
        yield from self.begun(question)
        if not (question.choices or question.choices_from):
            yield Wrong(_("a %(kind)s needs choices.") % {"kind": self.name})
        if question.choices_from == NAME:
            yield Wrong(_("what somebody is called can be typed too: kind = “text”."))
        if question.default is None:
            return
        if isinstance(question.default, tuple) is not self.several:
            many, one = _("“%(key)s” must be a list of texts."), _("“%(key)s” must be a text.")
            yield Wrong((many if self.several else one) % {"key": "default"})
            return
        allowed = tuple(choice.key for choice in choices)
        for key in answers.each(question.default):
            if key not in allowed:
                yield Wrong(_("the default “%(value)s” is no choice.") % {"value": key}, allowed, key)

    def read(self, question: Question, raw: Any) -> Value | None:
        if isinstance(raw, int) and not isinstance(raw, bool):
            raw = str(raw)
        if not isinstance(raw, str) or len(raw) > answers.LONGEST:
            raise no_text(self.example)
        return normal(raw)

    def validate(self, question: Question, value: Value | None, choices: Choices = ()) -> Value | None:
        if question.choices_from != NEEDS:
            answers.check_choices(answers.each(value or ()), [choice.key for choice in choices])
        return super().validate(question, value, choices)

    def told(self, item: Any, labels: Mapping[str, str], say: Say) -> str:
        return labels.get(item) or super().told(item, labels, say)


class SomeOf(OneOf):
    """Some of the choices, or of what other answers name; what the network needs may be named here too."""

    name, way, holds, several, between = "choices", "some", ("choices",), True, "\n"
    example = '["…", "…"]'

    def in_a_line(self, value: Value, labels: Mapping[str, str], say: Say) -> str:
        told = [self.told(item, labels, say) for item in answers.each(value)]
        # Whole questions have their own marks.
        return (" " if any(one.endswith("?") for one in told) else "; ").join(told)

    def read(self, question: Question, raw: Any) -> Value | None:
        return answers.texts(raw, self.example)

    def from_typed(self, question: Question, typed: str, choices: Choices, clock: Clock) -> Any:
        parts = [part.strip() for part in typed.split(",") if part.strip()]
        if question.choices_from != NEEDS or len(parts) < 2:
            return parts
        known = {choice.key for choice in choices}
        if (whole := typed.strip() in known) is not known.issuperset(parts):
            return [typed.strip()] if whole else parts
        raise one_or_several(typed, parts)


class Scale(Kind):
    """A whole number from 0 to 10."""

    name, way, holds, example, tells = "scale", "number", ("number",), "7", "closed"

    def read(self, question: Question, raw: Any) -> Value | None:
        if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= 10:
            raise written_otherwise(_("a whole number from 0 to 10"))
        return raw

    def from_typed(self, question: Question, typed: str, choices: Choices, clock: Clock) -> Any:
        number = typed.strip()
        return int(number) if number.isdecimal() and len(number) < 5 else typed


class Date(Kind):
    """A day."""

    name, way, holds, example, tells = "date", "day", ("day",), '"2027-01-31"', "closed"

    def read(self, question: Question, raw: Any) -> Value | None:
        try:
            if isinstance(raw, datetime):
                return raw.date()
            return raw if isinstance(raw, date) else date.fromisoformat(raw)
        except (TypeError, ValueError):
            raise written_otherwise(self.example, _("a day")) from None

    def timely(self, question: Question, value: Value, clock: Clock) -> None:
        # A day whose default is today is one on which something has happened.
        if question.default == "today" and isinstance(value, date):
            clock.refuse_to_come(value)

    def item_to_toml(self, item: Any) -> Any:
        return item.isoformat()

    def from_typed(self, question: Question, typed: str, choices: Choices, clock: Clock) -> Any:
        return clock.day(typed.strip())

    def from_given(self, raw: Any, clock: Clock) -> Any:
        return clock.day(raw.strip()) if isinstance(raw, str) and raw.strip() and not _iso(raw) else raw


class Times(Kind):
    """Several moments, local and naive."""

    name, way, holds, several, proposes_times = "times", "times", ("times",), True, True
    example, between, tells = '["2027-01-12 10:00", "2027-01-14 14:30"]', "; ", "closed"

    def read(self, question: Question, raw: Any) -> Value | None:
        if not isinstance(raw, list):
            raise written_otherwise(self.example, _("a list of times"))
        try:
            times = tuple(map(_moment, raw))
        except (TypeError, ValueError):
            raise written_otherwise(self.example, _("a list of times")) from None
        if len(set(times)) != len(times):
            raise AnswerError(_("The same time stands there twice."))
        return times

    def timely(self, question: Question, value: Value, clock: Clock) -> None:
        for moment in value if isinstance(value, tuple) else ():
            if isinstance(moment, datetime) and moment <= clock.now:
                raise AnswerError(_("%(time)s has gone by.") % {"time": f"{moment:{TIME_FORMAT}}"})

    def item_to_toml(self, item: Any) -> Any:
        return f"{item:{TIME_FORMAT}}"

    def from_typed(self, question: Question, typed: str, choices: Choices, clock: Clock) -> Any:
        return list(clock.times(typed))

    def from_given(self, raw: Any, clock: Clock) -> Any:
        lines = [raw] if isinstance(raw, str) and raw.strip() else raw
        if not isinstance(lines, list) or not all(isinstance(line, str | datetime) for line in lines):
            return raw
        return sorted(moment for line in lines for moment in _moments(line, clock))

    def sample(self, question: Question, chance: Random) -> Value:
        first, count = datetime(2026, 12, 1, 10), chance.randint(1, question.max or 3)
        return tuple(first + timedelta(days=day, minutes=30 * chance.randint(0, 12)) for day in range(count))


def _iso(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        return None


def _moments(line: str | datetime, clock: Clock) -> tuple[datetime, ...]:
    """A moment as it is kept, or those that a line says in words; a zone is no part of either."""
    with suppress(ValueError):
        moment = line if isinstance(line, datetime) else datetime.fromisoformat(line.strip())
        # A day alone would be its midnight.
        if moment.tzinfo is None and not (isinstance(line, str) and _iso(line)):
            return (_moment(moment),)
    return clock.times(str(line))


def _moment(raw: Any) -> datetime:
    moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(raw)
    return moment.replace(tzinfo=None, second=0, microsecond=0)


class Needs(Kind):
    """What the network needs: a name, and what kind of thing it is, where somebody has said."""

    name, way, holds, several = "needs", "things", ("needs",), True
    example = '[{ name = "…", kind = "knowledge" }]'
    parts: ClassVar[Mapping[str, str]] = {"name": "text"}
    columns: ClassVar[tuple[str, ...]] = ("name", "kind")
    # What stands for a part that nobody gave, where it is no text.
    blanks: ClassVar[Mapping[str, Any]] = {}

    def read(self, question: Question, raw: Any) -> Value | None:
        tables = answers.tables(raw, self.columns, self.example)
        needs = tuple(Need(normal(item["name"]), item.get("kind", "")) for item in tables)
        if len({need.name.casefold() for need in needs}) != len(needs):
            raise AnswerError(_("The same need stands there twice."))
        return needs

    def half_typed(self, raw: Any) -> str:
        """A line of JSON for each; what is none of them stands where a name is typed."""
        rows = [self._row(item) for item in raw] if isinstance(raw, list) else [None]
        told = rows if all(rows) else [[written(raw)]]
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in told)

    def _row(self, item: Any) -> list[Any] | None:
        """The parts of one; ``None`` where it is something else."""
        item = {"name": item} if isinstance(item, str) else item
        if not isinstance(item, dict) or not set(item) <= set(self.columns) or not item.get("name"):
            return None
        blanks = [self.blanks.get(name, "") for name in self.columns]
        found = [item.get(name, blank) for name, blank in zip(self.columns, blanks, strict=True)]
        return found if list(map(type, found)) == list(map(type, blanks)) else None

    def item_to_toml(self, item: Any) -> Any:
        return {name: value for name, value in parts(item).items() if name != "kind" or value}

    def told(self, item: Any, labels: Mapping[str, str], say: Say) -> str:
        return str(item.name)


class Referrals(Needs):
    """People who were named: each what they bring, and whether one may say who named them."""

    name, holds, names_people = "referrals", ("referrals",), True
    example = '[{ name = "…", gives = "…", kind = "access", mention = true }]'
    parts: ClassVar[Mapping[str, str]] = {"name": "person", "gives": "text"}
    columns: ClassVar[tuple[str, ...]] = ("name", "gives", "kind", "mention")
    blanks: ClassVar[Mapping[str, Any]] = {"mention": False}

    def read(self, question: Question, raw: Any) -> Value | None:
        tables = answers.tables(raw, self.columns, self.example)
        if not all(isinstance(item.get("mention", False), bool) for item in tables):
            raise written_otherwise(self.example)
        return tuple(
            Referral(**{**item, "name": normal(item["name"]), "gives": normal(str(item.get("gives", "")))})
            for item in tables
        )


# The ways of asking that are a menu, in which nothing is typed.
MENUS = ("one", "some", "number")
# A capital where no sentence begins.
_NAMED = regex(r"(?<=[\w,;&/–-]\s)[^\W\d_]+|(?<=-)[^\W\d_]+")
_ANY_WORD = regex(r"[^\W\d_]+")


def names_in(questions: Iterable[Question], given: Mapping[str, Value | None]) -> Iterator[str]:
    """The words that stand in the answers as names do: each of a name that was asked for, and elsewhere what
    has a capital in mid-sentence."""
    for question in questions:
        value = given.get(question.key)
        if isinstance(value, str) and isinstance(of(question), Text):
            found = (_ANY_WORD if of(question).name in ("text", "person") else _NAMED).findall(value)
            yield from (word for word in found if word[0].isupper())


TEXT = Text()
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        *(TEXT, Sentence(), Line(), Lines(), Long(), Email(), Phone(), List(), Person()),
        *(OneOf(), SomeOf(), Scale(), Date(), Times(), Needs(), Referrals()),
    )
}
# Those that are answered by typing into one field.
TYPED: dict[str, Text] = {name: kind for name, kind in KINDS.items() if isinstance(kind, Text)}


def of(question: Question) -> Kind:
    """The kind of ``question``, which knows all that depends on it."""
    return KINDS[question.kind]
