"""What a desk works on, and how far somebody has read of its texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from netinvite.model.questions import Guide, Question, Value
from netinvite.model.walk import Walk
from netinvite.store.workspace import Workspace


class Sitting(Protocol):
    """What a desk works on: a walk whose answers are saved at once."""

    workspace: Workspace
    guide: Guide
    walk: Walk
    unfinished: dict[str, str]

    @property
    def slug(self) -> str:
        """The person's folder, or "" before it is known."""

    @property
    def name(self) -> str:
        """The person's name, or "" before it is known."""

    def answer(self, value: Value | None) -> None:
        """Answer the present question, and save."""

    def back(self, unfinished: str = "") -> bool:
        """Go back; False at the first question."""

    def leave(self, unfinished: str | None = None) -> None:
        """Keep what was half typed; ``None`` leaves that as it is."""

    def settle(self, answers: Mapping[str, Value | None]) -> None:
        """Take answers besides the one that is being given."""

    def no_fit(self, question: Question) -> str:
        """Why an earlier answer does not fit the question; "" where it does."""

    def take_news(self) -> list[str]:
        """What others did meanwhile, each sentence once."""


class Reading:
    """How far somebody has read. ``texts``: those that are to be read, ``made``: what the answers make of
    each, ``lies``: what lay there then; ``seen``: as they were gone on from, ``last``: as they were last on
    the screen, and ``placed``: which answers stood in them then. ``edited``: what the answers made of a text
    when it was edited here; ``changing``: the question that a number led to, ``left``: the text that was last
    on the screen; ``let_go``: those of which was said that they go out as they are; ``passed``: what was open
    already when a number led to a question, and is not asked on the way back; ``aside``: what was said of
    texts that were put beside."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.made: dict[str, str] = {}
        self.lies: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self.placed: dict[str, list[str]] = {}
        self.edited: dict[str, str] = {}
        self.changing = self.left = ""
        self.let_go: set[str] = set()
        self.passed: frozenset[str] = frozenset()
        self.aside: list[str] = []
