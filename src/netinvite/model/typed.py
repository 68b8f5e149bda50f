"""The kinds of question that are answered by typing into one field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from netinvite.errors import AnswerError, MistypedError
from netinvite.language import _
from netinvite.model import answers, sentences
from netinvite.model.addresses import without_name
from netinvite.model.answers import Choices, Clock, Kind, Wrong, written_otherwise
from netinvite.model.keys import NAME
from netinvite.model.questions import Question, Value
from netinvite.model.sentences import Open, Whole
from netinvite.model.wording import listed, written
from netinvite.speech import everywhere


def one_or_several(typed: str, parts: Iterable[str]) -> AnswerError:
    """What is said of a text whose commas part several things or belong to one, as ``parts`` has them."""
    ways = (json.dumps(way, ensure_ascii=False) for way in ([typed.strip()], [*parts]))
    told = "".join(f"\n    {way}" for way in ways)
    return AnswerError(_("It can be read in several ways. Write the one that is meant:") + told)


def no_text(how: str) -> MistypedError:
    """What is said of something in a file that must be a text, written like ``how``."""
    return written_otherwise(how, _("a text in quotation marks"))


class Text(Kind):
    """A line of text."""

    name, way, typed = "text", "field", True
    holds: ClassVar[tuple[str, ...]] = ("line",)
    lines: ClassVar[bool] = False
    longest: ClassVar[int | None] = None
    # Long enough to be written in an editor of one's own.
    edited: ClassVar[bool] = False

    def wrong(self, question: Question, choices: Choices) -> Iterator[Wrong]:
        # Chosen out of a name, or typed.
        yield from self.begun(question) if question.choices_from == NAME else super().wrong(question, choices)

    def clean(self, typed: str) -> str:
        """What was typed, as a text; an ``AnswerError`` where it is too long or holds what none may."""
        return answers.text_of(typed, lines=self.lines, longest=self.longest)

    def parse(self, question: Question, typed: str) -> Value | None:
        """What was typed, as a value; empty or first words alone are ``None``, an ``AnswerError`` says what
        does not fit."""
        if question.first and sentences.is_alone(typed, question.first, question.lead):
            typed = ""
        if text := self.clean(typed):
            return self.value(question, text)
        answers.require(question)
        return None

    def value(self, question: Question, text: str) -> Value:
        """The value of a text that is not empty."""
        return text

    def meant(self, question: Question, text: str) -> Whole | Open:
        """What somebody meant who saw no field with the first words in it."""
        return Whole(text)

    def repeated(self, question: Question) -> bool:
        """Whether such an answer is repeated as it was taken."""
        return False

    def start(self, question: Question) -> str:
        """What stands in the field before anybody has answered; the first words have no places any more."""
        if question.first:
            return " ".join(filter(None, (question.first, question.lead))) + " "
        return self.half_typed([*answers.each(question.default or "")])

    def read(self, question: Question, raw: Any) -> Value | None:
        if not isinstance(raw, str):
            raise no_text(self.example)
        return self.parse(question, raw)

    def half_typed(self, raw: Any) -> str:
        return listed(map(written, raw)) if isinstance(raw, list) else written(raw)


class Long(Text):
    """A text of several lines."""

    name, holds, lines, edited = "long", ("lines",), True, True


class Line(Text):
    """A line that stands in a text as it is; where the guide's example asks, behind the first words if there
    are such, a mark closes the question."""

    name, begins = "line", True

    def value(self, question: Question, text: str) -> Value:
        asks = isinstance(question.example, str) and question.example.endswith("?")
        return sentences.asking(text) if asks and text.startswith(question.first) else text

    def read(self, question: Question, raw: Any) -> Value | None:
        # What is kept stands as it is, without a mark too.
        if not isinstance(raw, str):
            raise no_text(self.example)
        if not sentences.is_alone(raw, question.first, question.lead):
            return self.clean(raw)
        answers.require(question)
        return None

    def meant(self, question: Question, text: str) -> Whole | Open:
        typed = sentences.completed_line(question.first, text, question.lead)
        return Whole(str(self.value(question, typed.text)))

    def repeated(self, question: Question) -> bool:
        return bool(question.first)


class Lines(Text):
    """Several lines that stand in a text as they are."""

    name, holds, lines, edited = "lines", ("lines",), True, True


class Sentence(Text):
    """A sentence, or some, that stand in every text as they were typed, closed by a mark.

    The first words stand in the field already. Alone they are no answer.
    """

    name, begins, longest, edited = "sentence", True, answers.LONGEST, True

    def value(self, question: Question, text: str) -> Value:
        return sentences.closed(text)

    def read(self, question: Question, raw: Any) -> Value | None:
        # What is kept stands as it is, without a mark too.
        if not isinstance(raw, str):
            raise no_text(self.example)
        return self.clean(raw) or None

    def meant(self, question: Question, text: str) -> Whole | Open:
        return sentences.completed(question.first, text, question.lead)

    def repeated(self, question: Question) -> bool:
        return True


class Email(Text):
    """A mail address."""

    name, holds, tells = "email", ("address",), "address"
    example = '"name@example.org"'

    def value(self, question: Question, text: str) -> Value:
        address = without_name(text)
        answers.check_address(address)
        return address


class Phone(Text):
    """A phone number."""

    name, holds, tells = "phone", ("phone",), "address"
    example = '"12 34 56 78"'

    def value(self, question: Question, text: str) -> Value:
        answers.check_phone(text)
        return text


def several_in(name: str) -> tuple[str, ...]:
    """The names that stand in a name, perhaps, where a comma, another mark or an "and" of any language parts
    them; () where nothing does. It can be one name, too: that is for whoever typed it to say."""
    joins = "|".join(map(re.escape, everywhere("joins")))
    parts = re.split(rf"\s*[,;/&+]\s*(?:(?:{joins})\s+)?|\s+(?:{joins})\s+", name, flags=re.IGNORECASE)
    found = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    return found if len(found) > 1 else ()


def as_one(name: str) -> list[str]:
    """The sentence that says that a name in which several may stand was taken for one, where nobody was
    asked; none for any other."""
    words = {"name": name, "names": " | ".join(found := several_in(name))}
    told = _("“%(name)s” was taken as one person. If that is several, give each name by itself: %(names)s")
    return [told % words] if found else []


class Person(Text):
    """A person's name."""

    name, names_people, tells = "person", True, "person"

    def value(self, question: Question, text: str) -> Value:
        return " ".join(text.split())


class List(Text):
    """Several texts, with commas between them; or with semicolons, and then a comma parts nothing."""

    name, holds, example = "list", ("texts",), '["…", "…"]'
    several = True

    def value(self, question: Question, text: str) -> Value:
        items = answers.items_of(text)
        answers.check_count(question, len(items))
        return items

    def read(self, question: Question, raw: Any) -> Value | None:
        return self.parse(question, raw) if isinstance(raw, str) else answers.texts(raw, self.example)

    def from_given(self, raw: Any, clock: Clock) -> Any:
        # Nobody sees how a line is parted, as in a field.
        if isinstance(raw, str) and ";" not in raw and len(parts := answers.items_of(raw)) > 1:
            raise one_or_several(raw, parts)
        return raw

    def half_typed(self, raw: Any) -> str:
        text = super().half_typed(raw)
        if not text or not isinstance(raw, list) or answers.items_of(text) == tuple(raw):
            return text
        # What has a comma or an "and" in it stays one thing.
        return "; ".join(raw) + ";"
