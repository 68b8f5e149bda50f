"""A text changed as a whole, by hand: from then on an edited draft. What others saved meanwhile stays."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, count
from pathlib import Path

from netinvite.app import halftyped, verdicts
from netinvite.app.preparation import Preparation
from netinvite.store import asread, drafts, files, inventory
from netinvite.store.presence import holding


def keep(
    preparation: Preparation, document: str, text: str, seen: Collection[str], *, half: bool = False
) -> str:
    """Write ``text`` as the person's draft, and return ""; one that is ``half`` typed waits to be looked at.
    What the answers make of it is written first where nothing lies there, so that what differs can be told.
    Where somebody's words lie there that are none of those ``seen``, nothing is written, and they are
    returned."""
    workspace, slug = preparation.workspace, preparation.slug
    with holding(workspace, slug, preparation.name):
        draft = drafts.look(workspace, slug, document)
        if draft.saved and draft.edited and draft.text not in {*seen, _ended(text)}:
            return draft.text
        if not draft.saved:
            verdicts.save(preparation, {document: preparation.render(document)})
        if half:
            halftyped.leave(draft.file, _ended(text))
        files.write(draft.file, _ended(text))
    return ""


def keep_beside(preparation: Preparation, document: str, text: str) -> Path:
    """Write ``text`` beside the person's draft, and over nothing; the file."""
    workspace, slug = preparation.workspace, preparation.slug
    with holding(workspace, slug, preparation.name):
        file = beside(workspace.folder(slug) / drafts.file_name(document), _ended(text))
        files.write(file, _ended(text))
    return file


def change_places(preparation: Preparation, document: str, text: str, other: str) -> Path | None:
    """Write ``text`` as the person's draft, and the ``other`` that lies there beside it; that file, or
    ``None`` where something else lies there by now."""
    workspace, slug = preparation.workspace, preparation.slug
    file = workspace.folder(slug) / drafts.file_name(document)
    with holding(workspace, slug, preparation.name):
        if not asread.is_as_read(file, other):
            return None
        files.write(aside := beside(file, other), other)
        files.write(file, _ended(text))
    return aside


def beside(file: Path, text: str) -> Path:
    """The file for another ``text`` beside a draft: one that is not there, or holds just this."""
    first = inventory.beside(file)
    each = chain([first], (first.with_stem(f"{first.stem}-{number}") for number in count(2)))
    return next(one for one in each if _is_free(one, text))


def _is_free(file: Path, text: str) -> bool:
    return not files.is_there(file) or asread.is_as_read(file, text)


def _ended(text: str) -> str:
    return f"{text.rstrip()}\n"
