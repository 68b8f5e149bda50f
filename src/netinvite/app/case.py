"""One person, as the sentences on what is next need them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from netinvite.app import going
from netinvite.model.keys import WAY
from netinvite.store import drafts, namesakes
from netinvite.store.inventory import INVITATION
from netinvite.store.network import Network
from netinvite.store.owners import first
from netinvite.store.reading import text_at
from netinvite.store.records import PERSONAL
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.model.due import Due
    from netinvite.model.standing import Facts


class Case(NamedTuple):
    """One person: what is known, where the answers lie (parsed), the full ``name``, with the folder where
    another one has it too, and what is open with them first; ``came_back``: an email that went to the address
    known has just done so."""

    workspace: Network
    facts: Facts
    data: dict[str, Any]
    name: str
    next: Due | None = None
    came_back: bool = False

    @classmethod
    def of(cls, workspace: Network, facts: Facts, data: dict[str, Any], next: Due | None) -> Case:
        """The same, by the name that sentences have."""
        return cls(workspace, facts, data, namesakes.told(workspace, facts.id, facts.name), next)

    @property
    def state(self) -> str:
        """Where the person stands."""
        # As in ``case``.
        from netinvite.model.standing import state

        return state(self.facts)

    @property
    def who(self) -> str:
        """The name, with a phone number where one is known."""
        return f"{self.name} ({self.facts.phone})" if self.facts.phone else self.name

    @property
    def personal(self) -> bool:
        """Whether the contact is to be made in person, or by phone."""
        return text_at(self.data, *WAY.path) in PERSONAL

    @property
    def has_mail(self) -> bool:
        """Whether a mail is written, or needs no more answers to be."""
        draft = drafts.path(self.workspace, self.facts.id, INVITATION)
        return not self.personal or os.path.exists(draft)  # noqa: PTH110  # a text, no Path

    @property
    def is_anothers(self) -> bool:
        """Whether somebody else writes to them than whoever works here."""
        return self.is_other(self.facts.owner)

    @property
    def first(self) -> str:
        """What is to be done before a mail that is written can go, "" for nothing; another's is not one's to
        send."""
        if self.is_anothers or not self.has_mail:
            return ""
        return going.first(self.workspace, self.facts.id, self.name)

    def is_other(self, slug: str) -> bool:
        """Whether an organiser ("" for the first) is another one than whoever works here."""
        if not (by := self.workspace.by):
            return False
        return by != (slug or first(self.workspace))

    def command(self, name: str, *more: str) -> str:
        """A command line for this person that works from the present folder."""
        return self.workspace.command(name, self.facts.id, *more)
