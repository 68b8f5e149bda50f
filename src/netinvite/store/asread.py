"""A text is written over only as it was read: the editor that changes it meanwhile takes no lock."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.store import files
from netinvite.store.drafts import text_of


def is_as_read(file: Path, text: str) -> bool:
    """Whether a draft still is the ``text`` that was read; one that is gone or cannot be read is not."""
    with suppress(WorkspaceError):
        return text_of(file) == text
    return False


def write(file: Path, text: str, before: str) -> bool:
    """Write ``text`` where the draft still is what was read ``before``; whether that was so. To be done under
    the workspace's lock, which other commands take."""
    if found := is_as_read(file, before):
        files.write(file, text)
    return found


def changed(file: Path) -> str:
    """What is said where it was not."""
    return _("%(file)s was changed meanwhile; what stands there now was read anew.") % {
        "file": files.shown(file)
    }
