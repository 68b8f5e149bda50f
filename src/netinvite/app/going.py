"""Whether an email may go: what goes nowhere is refused, and nobody has sent it then."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from netinvite import errors
from netinvite.app import unseen
from netinvite.errors import UsageError, WorkspaceError
from netinvite.model.keys import OWNER
from netinvite.model.people import Person
from netinvite.store import drafts, logs
from netinvite.store.inventory import organisers
from netinvite.store.network import Network
from netinvite.store.reading import at


def refuse_unseen(looks: drafts.Looks, slug: str, told: Mapping[str, Any] | None = None) -> None:
    """A ``UsageError`` for an email that would say what nobody has seen here (``unseen.has_changed``), a
    ``WorkspaceError`` where git left two versions of what was recorded: it may have gone already."""
    network = looks.workspace
    for file in logs.of_each(network, slug):
        errors.refuse_conflict(file, network.text(file))
    if unseen.has_changed(looks, slug, told):
        raise unseen.changed(network, slug, network.person(slug).name)


def refuse_draft(network: Network, slug: str, draft: drafts.Draft) -> None:
    """A ``UsageError`` for an email that is held, or signed by another one than goes with it."""
    if draft.held:
        unseen.refuse_held(network, slug, network.person(slug).name, draft)
    if draft.edited or not draft.current:
        _refuse_signature(network, slug, draft)


def _refuse_signature(network: Network, slug: str, draft: drafts.Draft) -> None:
    left = unseen.left_in(network, slug, draft.text)
    if left or organisers(network.root):
        # 8 ms, where several organise.
        from netinvite.app import sitting

        who, answers = network.person(slug), network.read(network.answers_file(slug))
        sitting.refuse_signature(network, Person(slug, who.name), at(answers, *OWNER), draft, left)


def wrongly_signed(network: Network, slug: str) -> str:
    """The sentence for an edited email that is signed by another one than it goes from; "" for any other."""
    with suppress(WorkspaceError):
        draft = unseen.settled(drafts.Looks(network), slug)
        try:
            if draft.saved and draft.edited:
                _refuse_signature(network, slug, draft)
        except UsageError as error:
            return f"{draft.file}: {error.message} {error.hint}"
    return ""


def refuse_to_have_gone(network: Network, slug: str) -> None:
    """As both, and a ``WorkspaceError`` for a text with git's marks: what goes nowhere has not gone."""
    looks = drafts.Looks(network)
    refuse_unseen(looks, slug)
    draft = unseen.settled(looks, slug)
    errors.refuse_conflict(draft.file, draft.text)
    # One that nobody edited was written anew before it went.
    if draft.edited:
        refuse_draft(network, slug, draft)
