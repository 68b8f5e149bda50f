"""Which files of the workspace netinvite keeps itself: nothing else is written over them, and most are for
nobody else's eyes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from netinvite.language import languages
from netinvite.store import inventory
from netinvite.store.inventory import DOCUMENTS, ORGANISERS, PEOPLE, TEMPLATES, Document
from netinvite.store.network import Network

# What the conversation guide was called before.
_BEFORE = Document("guide.md", outgoing=False)


def path_in(network: Network, file: Path) -> tuple[str, ...]:
    """The path of a file within the workspace, links followed, in small letters: some file systems know no
    others; () for one that lies elsewhere."""
    with suppress(OSError, RuntimeError, ValueError):
        path = file.resolve().relative_to(network.root.resolve()).parts
        return tuple(map(str.casefold, path))
    return ()


def is_settings(path: Sequence[str]) -> bool:
    """Whether answers, settings or notes lie at this path: organisers, one's own texts, what begins with a
    dot or is TOML, earlier versions of it too."""
    return bool(path) and (
        path[0] in (ORGANISERS, TEMPLATES) or any(one.startswith(".") for one in path) or ".toml" in path[-1]
    )


def text_at(network: Network, path: Sequence[str]) -> Document | None:
    """Which of somebody's texts lies at this path, or is put beside an edited one; ``None`` for none."""
    if len(path) < 3 or path[0] != PEOPLE:
        return None
    own = network.own_templates
    added = [one for lang in languages(own) for one in inventory.added(own, lang).values()]
    for one in (*DOCUMENTS.values(), _BEFORE, *added):
        if path[-1] in (one.file.casefold(), inventory.beside(Path(one.file)).name.casefold()):
            return one
    return None


def is_kept(network: Network, file: Path) -> bool:
    """Whether netinvite itself keeps something in a file, or would."""
    path = path_in(network, file)
    return is_settings(path) or text_at(network, path) is not None
