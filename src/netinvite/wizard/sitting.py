"""What a desk works on."""

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
