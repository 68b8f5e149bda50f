"""Texts that somebody left while they were editing them: what is said of them until they are looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from netinvite.errors import NetinviteError, UsageError
from netinvite.language import _
from netinvite.model.standing import Facts, state
from netinvite.store import drafts, files, namesakes, ours
from netinvite.store.inventory import FILES, INVITATION
from netinvite.store.network import Network

# The states in which an email may go that was not sent yet.
_MAY_GO = ("ready", "tried")


def leave(file: Path, text: str) -> None:
    """Let this text, which is about to be written there, go nowhere until it is looked at (``ours.release``).
    Under the lock."""
    known = ours.read(file.parent)
    known.half = {one for one in known.half if one[0] != file.name} | {(file.name, drafts.digest(text))}
    ours.write(file.parent, known)


def may_be(network: Network, slug: str) -> bool:
    """Whether one of a person's texts may be; of thousands, all that is noted of them is not read for it."""
    with suppress(OSError):
        record = f"{network.people_folder}{os.sep}{slug}{os.sep}{ours.RECORD}"
        return b"half " in files.read_bytes(record)
    return False


def is_one(draft: drafts.Draft) -> bool:
    """Whether a draft lies there as it was left half typed."""
    file = draft.file
    return draft.held and (file.name, drafts.digest(draft.text)) in ours.read(file.parent).half


def refuse(network: Network, slug: str, name: str, draft: drafts.Draft) -> None:
    """A ``UsageError`` for the email to somebody, called ``name``, that is half typed."""
    if is_one(draft):
        raise refused(network, slug, name)


def refused(network: Network, slug: str, name: str) -> UsageError:
    """What is said of it."""
    told = _("The email to %(name)s is half typed; it goes nowhere until you have looked at it.")
    return UsageError(told % {"name": namesakes.told(network, slug, name)}, _look(network, slug, INVITATION))


def told(network: Network, slug: str, document: str, draft: drafts.Draft) -> str:
    """The sentence on a draft that is half typed; "" for any other."""
    if not is_one(draft):
        return ""
    return " ".join([_("%(file)s is half typed.") % {"file": draft.file}, _look(network, slug, document)])


def of_everyone(network: Network, people: Iterable[Facts], names: Callable[[], dict[str, str]]) -> list[str]:
    """A sentence for each email that somebody left half typed, to those of these ``people`` to whom it may go
    still; ``names``: what each is called, by id."""
    may = [one for one in people if state(one) in _MAY_GO and may_be(network, one.id)]
    looks, told, called = drafts.Looks(network), list[str](), names() if may else {}
    for facts in may:
        with suppress(NetinviteError):
            if is_one(looks.look(facts.id, INVITATION)):
                told.append(refused(network, facts.id, called[facts.id]).in_full)
    return told


def of(network: Network, slug: str) -> list[str]:
    """``told`` of each of a person's drafts; one that cannot be read is told of elsewhere."""
    return [*filter(None, (of_one(network, slug, document) for document in FILES))]


def of_one(network: Network, slug: str, document: str) -> str:
    """The same of one of them; "" for a whole one."""
    with suppress(NetinviteError):
        return told(network, slug, document, drafts.look(network, slug, document))
    return ""


def _look(network: Network, slug: str, document: str) -> str:
    name = "mail" if document == INVITATION else document
    return _("Look at it: %(command)s") % {"command": network.command("edit", slug, name)}
