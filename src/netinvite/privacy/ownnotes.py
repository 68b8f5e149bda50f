"""What the program notes for itself beside somebody's answers, told for whoever reads a page of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from netinvite.language import _, later
from netinvite.store.inventory import CHECKED, DRAFTS, DRAFTS_BEFORE, INDEX, REHEARSALS

_WRITTEN = later("which texts the program wrote, so that it knows those that you changed; who has seen them")
_KINDS = {
    DRAFTS: _WRITTEN,
    DRAFTS_BEFORE: _WRITTEN,
    INDEX: later("of which answers each text was made, and until when nothing is found wrong in it"),
    CHECKED: later("what you left as it is in a text, and which questions about it you have answered"),
    REHEARSALS: later("how long it took to say the pitch aloud"),
}


def is_one(path: str) -> bool:
    """Whether a file is such a note; any other hidden one may hold somebody's words."""
    return PurePosixPath(path).name in _KINDS


def told(paths: Iterable[str]) -> Iterator[str]:
    """A line for each kind of note among these files."""
    names = {PurePosixPath(path).name for path in paths}
    yield from (f"- {kind}: {_(says)}" for kind, says in _KINDS.items() if kind in names)
