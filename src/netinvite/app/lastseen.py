"""Of which answers this copy of the folder wrote a text last, and which have changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from netinvite import places
from netinvite.model.keys import SET_ASIDE
from netinvite.store import drafts, inventory, joining, ours
from netinvite.store.madeof import answered, each_answered
from netinvite.store.network import Network
from netinvite.store.owners import owner


def made_of(document: str, uses: Sequence[str], answers: Mapping[str, Any], by: str) -> dict[str, Any]:
    """What this copy is to know of the answers that a text ``uses``, written now in the name of the organiser
    ``by``; of the email, each for itself."""
    each = {"each": each_answered(uses, answers)} if document == inventory.INVITATION else {}
    return {"uses": [*uses], "answers": answered(uses, answers, by), "by": _checksum(by), **each}


def _checksum(by: str) -> str:
    """In whose name, without the name: whoever leaves is named nowhere."""
    return drafts.digest(by)[:8]


def of(
    index: Mapping[str, Mapping[str, Any]], document: str = inventory.INVITATION, by: str = ""
) -> dict[str, Any]:
    """Of which answers this copy wrote a text last, as its ``index`` has it; nothing where it never did, or
    did so in the name of another organiser than ``by`` (a slug; "" for anybody's)."""
    noted: dict[str, Any] = ours.seen(index, drafts.file_name(document)).get("seen", {})
    is_anothers = bool(by and "by" in noted and noted["by"] != _checksum(by))
    return {} if is_anothers else noted


def here(network: Network, slug: str, document: str = inventory.INVITATION, by: str = "") -> dict[str, Any]:
    """``of`` a text on somebody, the email."""
    return of(ours.index(network.folder(slug)), document, by)


def is_left(network: Network, slug: str, document: str) -> bool:
    """Whether answers about the person that a text is made of are others than when this copy wrote it last:
    somebody changed one and left before the texts were saved."""
    noted, answers = here(network, slug, document), network.read(network.answers_file(slug))
    return bool(noted) and noted["answers"] != answered(noted["uses"], answers, owner(network, answers))


def changed(network: Network, slug: str, document: str = inventory.INVITATION) -> list[str]:
    """The keys of the answers about a person that have changed since this copy wrote a text last in the name
    of whoever has the person now, the email; none where that is not known."""
    answers = network.read(network.answers_file(slug))
    noted = here(network, slug, document, owner(network, answers))
    if not isinstance(before := noted.get("each"), str):
        return []
    now = each_answered(noted["uses"], answers).split()
    pairs = zip(sorted(noted["uses"]), before.split(), now, strict=False)
    return [key for key, then, one in pairs if then != one]


def author(network: Network, slug: str, key: str) -> str:
    """Who changed an answer about a person last, as git tells; "" where it stands nowhere, or git does not
    know."""
    file = network.answers_file(slug)
    lines, text = places.lines_of(said := network.text(file)), said.splitlines()
    for path in (tuple(key.split(".", 1)), (SET_ASIDE, key)):
        if first := lines.get(path):
            last = min((line - 1 for line in lines.values() if line > first), default=len(text))
            last = max(line for line in range(first, last + 1) if line == first or text[line - 1].strip())
            return joining.author_of(file, first, last)
    return ""
