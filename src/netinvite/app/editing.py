"""A text changed as a whole, by hand: from then on an edited draft."""

from __future__ import annotations

from netinvite.app import verdicts
from netinvite.app.preparation import Preparation
from netinvite.store import drafts, files
from netinvite.store.presence import holding


def keep(preparation: Preparation, document: str, text: str) -> None:
    """Write ``text`` as the person's draft. What the answers make of it is written first where nothing lies
    there, so that what differs can be told."""
    workspace, slug = preparation.workspace, preparation.slug
    with holding(workspace, slug, preparation.name):
        draft = drafts.look(workspace, slug, document)
        if not draft.saved:
            verdicts.save(preparation, {document: preparation.render(document)})
        files.write(draft.file, f"{text.rstrip()}\n")
