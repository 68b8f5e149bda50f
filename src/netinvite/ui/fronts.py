"""What a person sits in front of, and what it is told beside a question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from netinvite.language import _
from netinvite.model.around import Place
from netinvite.ui.parts import Answered, Asked, Back, Turned
from netinvite.values import Frozen


class Stage(Frozen):
    """A step that begins: the ``step``-th of ``steps``, and in words how many questions are ``left``;
    ``about``: whom it is about, "" for oneself and the network."""

    title: str
    intro: str
    step: int
    steps: int
    left: str = ""
    about: str = ""

    @property
    def place(self) -> list[str]:
        """The words for where it is; none where there is but one step."""
        if self.steps < 2:
            return []
        return [_("Step %(step)s of %(steps)s") % {"step": self.step, "steps": self.steps}]


NOTHING: Iterator[object] = iter(())
# The answer of whoever wants to change a text as a whole.
EDIT = "edit"


class Proof(Frozen):
    """A text before it is saved. ``places`` that can be changed have ``numbers``, () for one by one from 1;
    ``fresh`` are those that have changed since it was last looked at; ``told`` what there is to say of it,
    ``asks`` what is asked of it, which going on answers, each with examples on further lines. ``whole``: it
    can be edited as a whole. It is the ``number``-th of ``count``, and ``about`` somebody. ``lacking`` are
    the questions that have no answer in it; their numbers come behind those of the places."""

    name: str
    title: str
    text: str
    places: tuple[Place, ...] = ()
    fresh: tuple[Place, ...] = ()
    told: str = ""
    asks: tuple[str, ...] = ()
    whole: bool = True
    number: int = 1
    count: int = 1
    numbers: tuple[int, ...] = ()
    lacking: tuple[str, ...] = ()
    about: str = ""


class Front(Protocol):
    """What a person sits in front of: pages (``page.front.Paged``), drawn prompts (``drawn.Drawn``) or lines
    (``plain.Plain``)."""

    def open(self, ahead: Iterator[object] = NOTHING) -> AbstractContextManager[None]:
        """A sitting of several questions. ``ahead``: what is needed later, done piece by piece where somebody
        reads and types nothing."""

    def begin_step(self, stage: Stage) -> None:
        """Where one is from now on."""

    def ask(self, asked: Asked) -> Answered | Back | Turned:
        """Ask one question; ``Left`` is raised when somebody leaves, ``Ended`` when a signal came."""

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a paragraph, wrapped at words; never markup."""

    def explain(self, text: str) -> None:
        """Say what is no news to anybody, and gives way to the question where there is little room."""

    def heading(self, *parts: str) -> None:
        """A blank line and a heading."""

    def link(self, before: str, text: str, target: str) -> None:
        """A line of ``before`` and ``text``, which leads to ``target`` where the terminal shows links."""

    @property
    def follows(self) -> bool:
        """Whether the text that an answer will stand in can be read while it is typed."""

    def show(self, name: str, text: str) -> None:
        """A text as it would be saved, under its file's name."""

    def look(self, proof: Proof) -> Answered | Back:
        """The same, to be looked at: the answer is the number of a place to change, ``EDIT``, or ``None`` for
        going on."""

    def edit(self, title: str, text: str, at: int = 0) -> Answered | Back:
        """A whole text to be changed, first ``at`` a place of it; the answer is what becomes of it."""
