"""What a question is put together from, what a terminal must be able to do to ask it, and how it can end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model.around import Around
from netinvite.model.questions import Choice, Progress, Question, Value
from netinvite.model.sentences import Open, Whole, unclosed
from netinvite.model.workdays import FREE, MINUTES, Range
from netinvite.values import Frozen


class Talk(Frozen):
    """How long a conversation is to be, as the answers say: ``minutes``. ``lengths`` can be answered in its
    place, which ``settle`` does."""

    minutes: int
    lengths: tuple[int, ...] = ()
    settle: Callable[[int], None] = lambda minutes: None


class Asked(Frozen):
    """A question with all that its prompt may need.

    ``value`` is the old answer, ``unfinished`` what was half typed the last time (it comes first);
    ``choices`` apply now; ``people`` are known names, ``suggestions`` proposed times, ``proposed`` a whole
    answer; ``now`` is local and naive. ``overlap(start, minutes)`` gives what in one's own calendar lies
    across a talk at that time, or ``None``; ``offered``, of the same, to whom else it is offered, or "";
    ``minutes`` is how long it is to be, and ``talk`` what the
    answers say of that, ``None`` where they say nothing. ``searched``: the choices may be so many that they
    are looked for by what is typed. ``around`` finds the text that the answer will stand in; ``other_way``:
    what another way through the questions asks; ``background``: what can be read meanwhile; ``names`` finds
    the words that are known as names, ``private`` the answers that this one may not give away. ``progress``:
    where it is in a walk, ``None`` where there is none.
    ``claims``: what is chosen says how something is, which nobody but a person knows. ``unfit``: an answer
    lies there that does not fit, and stays until another one is given. ``about``: whom it is about, "" for
    oneself and the network.
    """

    question: Question
    choices: tuple[Choice, ...]
    value: Value | None
    unfinished: str
    lang: str
    now: datetime
    people: tuple[str, ...] = ()
    suggestions: tuple[datetime, ...] = ()
    proposed: Value | None = None
    overlap: Callable[[datetime, int], Range | None] = FREE.overlap
    offered: Callable[[datetime, int], str] = FREE.offered
    minutes: int = MINUTES
    talk: Talk | None = None
    searched: bool = False
    around: Callable[[], Around | None] | None = None
    other_way: str = ""
    background: str = ""
    names: Callable[[], Iterable[str]] = tuple
    private: Callable[[], Iterable[str]] = tuple
    progress: Progress | None = None
    claims: bool = False
    unfit: bool = False
    about: str = ""

    @property
    def goes_back(self) -> bool:
        """Whether something comes before it."""
        return not (self.progress and self.progress.first)


class Answered(Frozen):
    """The answer; ``None`` when the question was skipped."""

    value: Value | None


class Back(Frozen):
    """Somebody went back; ``unfinished`` is what was half typed, "" where nothing changed."""

    unfinished: str = ""


class Turned(Frozen):
    """Somebody wants the other way through the questions; ``unfinished`` is what was half typed."""

    unfinished: str = ""


class Turn(Exception):  # noqa: N818  # an outcome, not an error
    """The same, at one prompt."""

    def __init__(self, unfinished: str = "") -> None:
        super().__init__()
        self.unfinished = unfinished


class Left(Exception):  # noqa: N818  # an outcome, not an error
    """Somebody left; ``unfinished`` is what was half typed, "" where nothing changed, ``None`` where nothing
    that is kept was asked."""

    def __init__(self, unfinished: str | None = "") -> None:
        super().__init__()
        self.unfinished = unfinished


class WentBack(Exception):  # noqa: N818  # an outcome, not an error
    """Esc at one prompt: ``text`` stood in it, ``unfinished`` is the question's whole half-given answer."""

    def __init__(self, text: str, unfinished: str) -> None:
        super().__init__()
        self.text = text
        self.unfinished = unfinished


# Nobody types the next key or line this soon after Enter; a paste does. Seconds.
PASTE_GAP = 0.02
# The label of a field that has no words of its own.
MARK = ">"


def nothing() -> str:
    """The half-given answer of a prompt that keeps none."""
    return ""


# What begins a new line where a text comes from, besides a line break.
_BREAKS = "\v\f\x85\u2028\u2029"


def in_one_line(text: str) -> str:
    """``text`` with a blank for every line break and tab in it."""
    return re.sub(rf"[ \t]*[\n\t{_BREAKS}]+[ \t]*", " ", text.strip(f"\n{_BREAKS}"))


def as_typed(text: str) -> str:
    """The half-given answer of a question that is one field: what stands in it."""
    return text


class Field(Frozen):
    """What to type: ``parse`` gives the value or raises ``AnswerError``; ``start`` stands there already.

    ``lines``: several lines, ``items``: several things that are also told apart by commas. ``names`` are
    known and can be completed. ``whole`` makes of what stands in the field the question's half-given
    answer, where a question is asked with several prompts. ``proposed``: nobody typed ``start``, so the
    first letter typed takes its place.

    ``closes``: Enter sets a full stop behind ``start`` where none closes it, and so none stands in the field.

    ``begun`` stands in the field where ``start`` is empty: the words that the answer begins with, of which
    ``first`` belong to it. Where nobody sees a field with them, ``reading`` tells what a line means, and
    what comes of it is said whole and kept with Enter; ``None``: it means what it says. ``taken``: ``start``
    is proposed. ``editor``: it can be written in an editor of one's own. ``doubt`` says what may not have
    been meant in a text; it is asked about once. ``stands``: the lines of a refused text that need not be
    typed again where nobody sees them. ``listed`` gives the lines that tell which several things a text is.
    """

    parse: Callable[[str], Any]
    start: str = ""
    label: str = MARK
    lines: bool = False
    items: bool = False
    names: Sequence[str] = ()
    whole: Callable[[str], str] = as_typed
    proposed: bool = False
    closes: bool = False
    begun: str = ""
    first: str = ""
    reading: Callable[[str], Whole | Open] | None = None
    taken: bool = False
    editor: bool = False
    doubt: Callable[[str], str] = lambda text: ""
    stands: Callable[[str], str] = lambda text: ""
    listed: Callable[[str], list[str]] = lambda text: []

    @property
    def in_sight(self) -> str:
        """``start`` as it stands in a field that is drawn."""
        return unclosed(self.start) if self.closes else self.start

    def reading_of(self, text: Callable[[], str]) -> Callable[[], Any]:
        """What Enter makes of ``text()``: its value, or an ``AnswerError``, which a doubt is once."""
        doubted = ""

        def read() -> Any:
            nonlocal doubted
            typed = text()
            value = self.parse(typed)
            if typed != doubted and (doubt := self.doubt(typed)):
                doubted = typed
                raise AnswerError(" ".join(filter(None, (doubt, self._way_back(typed)))))
            return value

        return read

    def _way_back(self, typed: str) -> str:
        """The key that brings the first words back, where somebody seems to have gone on from them."""
        if not self.first or typed.startswith(self.first) or not typed[:1].islower():
            return ""
        return _("In an empty field Ctrl+U brings back “%(words)s”.") % {"words": self.first}


class Item(Frozen):
    """One line of a menu; ``number`` is typed to reach it, ``letter`` to take it at once. ``does``: what
    that leads to."""

    value: Any
    label: str
    number: int
    letter: str = ""
    does: str = ""


class Menu(Frozen):
    """``at``: the item pointed to first, ``None`` where Enter alone is to choose nothing; ``kept``: it is an
    old answer or a default, not just the first.

    ``parse`` may refuse a choice with an ``AnswerError``; ``across``: numbers on one line; ``taken``: what is
    kept is proposed. ``named``: what is
    no item can be typed by its name, which this makes a value of; a menu that cannot be typed to has the item
    ``OTHER`` for it. ``searched``: what is typed leaves the items that have it in their labels.
    """

    items: Sequence[Item]
    at: int | None = 0
    kept: bool = False
    ticked: frozenset[int] = frozenset()
    parse: Callable[[Any], Any] = lambda value: value
    whole: Callable[[str], str] = as_typed
    across: bool = False
    taken: bool = False
    named: Callable[[str], Any] | None = None
    searched: bool = False

    def explained(self) -> list[str]:
        """What each item leads to, where that is said."""
        return [f"{item.label} – {item.does}" for item in self.items if item.does]


# The value of an item for what is no item.
OTHER = ""


def unchosen(*, letters: bool = False) -> AnswerError:
    """Enter, where no item is pointed to; of a menu whose ``letters`` stand before its items."""
    if letters:
        return AnswerError(_("Choose first: one of the letters, or a line with the arrows."))
    return AnswerError(_("Choose a line first: arrows or its number point to it."))


def numbered(values: Sequence[tuple[Any, str]]) -> list[Item]:
    """Items numbered from 1."""
    return [Item(value, label, number) for number, (value, label) in enumerate(values, 1)]


class Page(Protocol):
    """Where words are printed."""

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


class Drawable(Page, Protocol):
    """A screen on which prompts are drawn: ``keys`` stand under each."""

    @property
    def keys(self) -> Sequence[str]:
        """The keys that the question has, and what each does."""

    def streams(self) -> dict[str, Any]:
        """``input`` and ``output`` as questionary takes them, where they are not the process's own."""


def takes(parse: Callable[[Any], Any], empty: object) -> bool:
    """Whether a question can be left empty."""
    try:
        parse(empty)
    except AnswerError:
        return False
    return True
