"""What commands print: a saved draft, or bytes for another program."""

from __future__ import annotations

import sys

from netinvite import drafts, screen
from netinvite.errors import UnfitError
from netinvite.language import _


def draft_of(looks: drafts.Looks, slug: str, document: str) -> drafts.Draft:
    """A person's draft to print: as saved when it is current or edited, else rendered afresh."""
    draft = looks.look(slug, document)
    if draft.saved and draft.edited and not draft.current:
        screen.tell(
            _("%(file)s was edited by hand and is printed as it is; the answers have changed since.")
            % {"file": draft.file}
        )
    if draft.saved and (draft.edited or draft.current):
        return draft
    from netinvite.prepare import refresh

    try:
        return refresh(looks.workspace, slug, document)
    except UnfitError as error:
        if not draft.saved:
            raise
        screen.tell(f"{error.message} {error.hint}")
        screen.tell(_("%(file)s is printed as it was saved.") % {"file": draft.file})
        return draft


def print_draft(draft: drafts.Draft) -> None:
    """Wrapped at words on a terminal; elsewhere as it is."""
    text = draft.text.rstrip("\n")
    screen.put(screen.wrap(text) if sys.stdout.isatty() else text)


def put_bytes(data: bytes) -> None:
    """Onto standard output, at once; on a terminal with control characters made visible."""
    if sys.stdout.isatty():
        data = screen.visible(data.decode("utf-8", "replace").replace("\r\n", "\n")).encode()
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
