"""What a question is put together from, and what a terminal must be able to do to ask it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from netinvite.prompts.outcome import Answered, Asked, Back
from netinvite.questions import Question

# Nobody types the next key or line this soon after Enter; a paste does. Seconds.
PASTE_GAP = 0.02
# The label of a field that has no words of its own.
MARK = ">"


def nothing() -> str:
    """The half-given answer of a prompt that keeps none."""
    return ""


def as_typed(text: str) -> str:
    """The half-given answer of a question that is one field: what stands in it."""
    return text


@dataclass(frozen=True, slots=True)
class Field:
    """What to type: ``parse`` gives the value or raises ``AnswerError``; ``start`` stands there already.

    ``lines``: several lines, ``items``: several things that are also told apart by commas. ``names`` are
    known and can be completed. ``whole`` makes of what stands in the field the question's half-given
    answer, where a question is asked with several prompts. ``proposed``: nobody typed ``start``, so the
    first letter typed takes its place.
    """

    parse: Callable[[str], Any]
    start: str = ""
    label: str = MARK
    lines: bool = False
    items: bool = False
    names: Sequence[str] = ()
    whole: Callable[[str], str] = as_typed
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a menu; ``number`` is typed to reach it."""

    value: Any
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Menu:
    """``at``: the item pointed to first; ``kept``: it is an old answer or a default, not just the first.

    ``parse`` may refuse a choice with an ``AnswerError``; ``across``: numbers on one line.
    """

    items: Sequence[Item]
    at: int = 0
    kept: bool = False
    ticked: frozenset[int] = frozenset()
    parse: Callable[[Any], Any] = lambda value: value
    whole: Callable[[str], str] = as_typed
    across: bool = False


def numbered(values: Sequence[tuple[Any, str]]) -> list[Item]:
    """Items numbered from 1."""
    return [Item(value, label, number) for number, (value, label) in enumerate(values, 1)]


class Page(Protocol):
    """Where words are printed."""

    @property
    def room(self) -> int:
        """How long the beginning of a sentence may be to stand in the field itself."""

    def say(self, text: str, style: str = "") -> None:
        """Print a paragraph wrapped at words, control characters made visible."""


class Terminal(Page, Protocol):
    """Where a question is asked. Its prompts raise ``WentBack`` and ``Left`` with what was half typed."""

    def type_in(self, field: Field) -> Any:
        """The value typed."""

    def pick(self, menu: Menu) -> Any:
        """The value of the one item chosen."""

    def tick(self, menu: Menu) -> Any:
        """What ``menu.parse`` makes of the values of the items ticked."""


def label_of(question: Question, terminal: Page) -> str:
    """The sentence that the answer completes, where it leaves room to write, else a mark."""
    return question.stem if 0 < len(question.stem) <= terminal.room else MARK


class Front(Protocol):
    """What a person sits in front of: drawn (``prompts.Drawn``) or line by line (``plain.Plain``)."""

    def ask(self, asked: Asked) -> Answered | Back:
        """Ask one question; ``Left`` is raised when somebody leaves, ``Ended`` when a signal came."""

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a paragraph, wrapped at words; never markup."""

    def heading(self, *parts: str) -> None:
        """A blank line and a heading."""

    def show(self, name: str, text: str) -> None:
        """A text as it would be saved, under its file's name."""
