"""Answers: what a text may be, and what a question of any kind does with one. The kinds are in ``kinds``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

from netinvite.errors import AnswerError, MistypedError
from netinvite.language import _
from netinvite.model import phones
from netinvite.model.addresses import is_address
from netinvite.model.characters import LINE_ENDS, TURNING, is_control, refuse_bytes
from netinvite.model.questions import NEED_KINDS, Choice, Question, Value
from netinvite.model.wording import written
from netinvite.speech import everywhere
from netinvite.values import NamedTuple, replace

if TYPE_CHECKING:
    from random import Random

LONGEST = 5_000
LONGEST_LINE = 300
# How much longer a text may be before blanks are taken off and letters composed.
ROOM = 4
TIME_FORMAT = "%Y-%m-%d %H:%M"


def normal(text: str) -> str:
    """``text`` composed (NFC), without blanks at its ends."""
    return unicodedata.normalize("NFC", text).strip()


def check_characters(text: str, *, lines: bool) -> None:
    """Refuse control characters; newline and tab pass where ``lines``.

    Bidirectional overrides are refused with them: they make a text read otherwise than it is.
    """
    # As a rule: of what is refused nothing counts as printable.
    if text.isprintable():
        return
    refuse_bytes(text)
    for character in text:
        if lines and character in "\n\t":
            continue
        if character in "\r\n":
            raise AnswerError(_("There is a line break in it; write it on one line."))
        if is_control(character) or character in TURNING + LINE_ENDS:
            told = _("There is a control character in it (U+%(code)s); take it out.")
            raise AnswerError(told % {"code": f"{ord(character):04X}"})


def text_of(typed: str, *, lines: bool, longest: int | None = None) -> str:
    """What was typed, as the text that is meant; an ``AnswerError`` where it is too long or holds what no
    text may."""
    limit = longest or (LONGEST if lines else LONGEST_LINE)
    if len(typed) > ROOM * limit:
        # Before it is composed, which of many marks on one letter takes long.
        raise _too_long(limit, len(typed))
    text = normal(typed.replace("\r\n", "\n").replace("\r", "\n") if lines else typed)
    check_characters(text, lines=lines)
    if len(text) > limit:
        raise _too_long(limit, len(text))
    return text


def check_item(text: str) -> None:
    """Refuse one of several texts, or a part of a table, that is too long or holds control characters."""
    if len(text) > LONGEST:
        raise _too_long(LONGEST, len(text))
    check_characters(text, lines=False)


def _too_long(limit: int, count: int) -> AnswerError:
    return AnswerError(
        _("At most %(limit)s characters, please; you have %(count)s.") % {"limit": limit, "count": count}
    )


def require(question: Question) -> None:
    """An ``AnswerError`` where ``question`` cannot be left empty."""
    if question.required:
        if question.kind in ("sentence", "long"):
            raise AnswerError(_("This one is needed; a few words are enough."))
        raise AnswerError(_("This one is needed."))


def check_count(question: Question, count: int) -> None:
    """An ``AnswerError`` where ``question`` takes fewer answers, or more."""
    if question.max is not None and count > question.max:
        raise AnswerError(
            _("At most %(max)s, please; you have %(count)s.") % {"max": question.max, "count": count}
        )
    if question.min is not None and count < question.min:
        raise AnswerError(
            _("At least %(min)s, please; you have %(count)s.") % {"min": question.min, "count": count}
        )


def check_choices(chosen: Sequence[object], allowed: Sequence[str]) -> None:
    """An ``AnswerError`` for the first that is not ``allowed``."""
    for item in chosen:
        if item not in allowed:
            raise AnswerError(
                _("“%(value)s” is no choice here; choose among %(allowed)s.")
                % {"value": item, "allowed": ", ".join(allowed) or "–"}
            )


def written_otherwise(how: str, what: str = "") -> MistypedError:
    """What is said of something in a file that is not written like ``how``; it must be ``what``."""
    words = {"how": how, "what": what}
    return MistypedError((_("Write it as %(what)s: %(how)s.") if what else _("Write it as %(how)s.")) % words)


def check_address(text: str) -> None:
    """An ``AnswerError`` for what cannot be an email address."""
    if not is_address(text):
        raise AnswerError(_("That does not look like an email address; write it as name@example.org."))


def check_phone(text: str) -> None:
    """An ``AnswerError`` where there is no phone number; what else is said of it may stand beside it."""
    if not phones.number_in(text):
        raise AnswerError(_("That does not look like a phone number; write it as 12 34 56 78."))


def items_of(text: str) -> tuple[str, ...]:
    """The several things that a line names, none of them twice; where semicolons part them, no comma does."""
    parts = text.split(";" if ";" in text else ",")
    # "curiosity, courage and trust": the last comma is a word.
    if len(parts) > 1 and ";" not in text:
        joins = "|".join(map(re.escape, everywhere("joins")))
        parts[-1:] = re.split(rf"\s+(?:{joins})\s+|^\s*(?:{joins})\s+", parts[-1])
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def texts(raw: Any, how: str) -> tuple[str, ...]:
    """The texts of a list, none of them twice."""
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise written_otherwise(how, _("a list of texts"))
    for item in raw:
        check_item(item)
    return tuple(dict.fromkeys(text for item in raw if (text := normal(item))))


def tables(raw: Any, allowed: tuple[str, ...], how: str) -> list[dict[str, Any]]:
    """The tables of a list, each with a name and no other keys than ``allowed``."""
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise written_otherwise(how)
    for item in raw:
        if not set(item) <= set(allowed) or not isinstance(item.get("name"), str) or not item["name"].strip():
            raise written_otherwise(how)
        for text in item.values():
            if isinstance(text, str):
                check_item(text)
        if item.get("kind", "") not in ("", *NEED_KINDS):
            told = _("“%(kind)s” is no kind; choose among %(allowed)s.")
            raise MistypedError(told % {"kind": item["kind"], "allowed": ", ".join(NEED_KINDS)})
    return raw


def each(value: Any) -> tuple[Any, ...]:
    """The several things of an answer, or the only one."""
    return value if isinstance(value, tuple) else (value,)


# A kind of question --------------------------------------------------------------------------------

Choices: TypeAlias = Sequence[Choice]
# How a day or a moment is told in the language of an answer.
Say: TypeAlias = Callable[[date], str]


class Clock(Protocol):
    """How days and times are read in a language, from ``now`` on; each raises ``AnswerError``."""

    @property
    def now(self) -> datetime:
        """The present moment, local and naive."""

    def day(self, typed: str) -> date:
        """The day that is meant."""

    def times(self, typed: str) -> tuple[datetime, ...]:
        """The moments that are meant."""

    def refuse_to_come(self, day: date) -> None:
        """Refuse a day after today."""


class Wrong(NamedTuple):
    """What the guide says of a question and its kind cannot do: ``given`` in place of what is ``allowed``."""

    problem: str
    allowed: tuple[str, ...] = ()
    given: str = ""


class Kind:
    """What is the same for most kinds. There is one object of each, without a state."""

    name: ClassVar[str]
    # The way of asking, one of ``ui.asking.WAYS``.
    way: ClassVar[str]
    # What code may count on, as ``keys`` says it.
    holds: ClassVar[tuple[str, ...]]
    # An answer as TOML has it.
    example: ClassVar[str] = '"…"'
    several: ClassVar[bool] = False
    between: ClassVar[str] = ", "
    # Chosen among the choices of the guide, or those that other answers give.
    chosen: ClassVar[bool] = False
    # The answer is what was typed into one field.
    typed: ClassVar[bool] = False
    # The guide may give its first words.
    begins: ClassVar[bool] = False
    # What helps to answer: the names of people who are known, times that are proposed.
    names_people: ClassVar[bool] = False
    proposes_times: ClassVar[bool] = False
    # What the answer tells, one of ``privacy.Role``; of tables, what each part tells.
    tells: ClassVar[str] = "text"
    parts: ClassVar[Mapping[str, str]] = {}

    def wrong(self, question: Question, choices: Choices) -> Iterator[Wrong]:
        """What the guide says of ``question`` that does not fit its kind."""
        yield from self.begun(question)
        if question.choices or question.choices_from:
            yield Wrong(_("a %(kind)s has no choices.") % {"kind": self.name})

    def begun(self, question: Question) -> Iterator[Wrong]:
        """First words where none can stand, or more of them where there are none."""
        for key, text in (("first", question.first), ("lead", question.lead)):
            if text and not self.begins:
                yield Wrong(_("a %(kind)s has no first words (%(key)s).") % {"kind": self.name, "key": key})
        if self.begins and question.lead and not question.first:
            yield Wrong(_("lead goes on from first, and there is none."))

    def read(self, question: Question, raw: Any) -> Value | None:
        """The value of what TOML holds, neither "" nor []; ``AnswerError`` says how to write it."""
        raise NotImplementedError

    def from_toml(self, question: Question, raw: Any, choices: Choices = ()) -> Value | None:
        """The value that a TOML file holds for ``question``; ``choices`` are those that apply now."""
        if raw in ("", []):
            require(question)
            return None
        return self.validate(question, self.read(question, raw), choices)

    def validate(self, question: Question, value: Value | None, choices: Choices = ()) -> Value | None:
        """``value`` if it may stand as the answer; an ``AnswerError`` says why it may not."""
        if value is None or value in ("", ()):
            require(question)
            return None
        if isinstance(value, tuple):
            check_count(question, len(value))
        return value

    def timely(self, question: Question, value: Value, clock: Clock) -> None:
        """Refuse an answer that cannot be given now, though it may stand where it was given before."""

    def to_toml(self, value: Value | None) -> Any:
        """What is written to a TOML file: texts, numbers, lists and inline tables only."""
        if isinstance(value, tuple):
            return [self.item_to_toml(item) for item in value]
        return self.item_to_toml(value) if value is not None else [] if self.several else ""

    def item_to_toml(self, item: Any) -> Any:
        """One of several, or the only one, as a TOML file has it."""
        return item

    def from_typed(self, question: Question, typed: str, choices: Choices, clock: Clock) -> Any:
        """What stands behind ``--set KEY=``, not empty, in the form that a TOML file would have it."""
        return typed

    def from_given(self, raw: Any, clock: Clock) -> Any:
        """What stands in a file of answers, where days and times may be words, in the form in which they are
        kept."""
        return raw

    def half_typed(self, raw: Any) -> str:
        """What TOML holds, whatever it is, as it would stand half typed where the question is asked."""
        return self.between.join(map(written, raw)) if isinstance(raw, list) else written(raw)

    def in_a_line(self, value: Value, labels: Mapping[str, str], say: Say) -> str:
        """The answer as a person reads it; ``labels`` of choices by their keys."""
        return "; ".join(self.told(item, labels, say) for item in each(value))

    def told(self, item: Any, labels: Mapping[str, str], say: Say) -> str:
        """One of several, or the only one, as a person reads it."""
        return say(item) if isinstance(item, date) else str(item).replace("\n", " ")

    def sample(self, question: Question, chance: Random) -> Value:
        """A made-up answer, to try templates with: the example, which may be of another size."""
        raw = tomllib.loads(f"value = {self.example}")["value"]
        return self.read(replace(question, min=None, max=None), raw) or ""
