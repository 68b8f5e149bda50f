"""What lies among the people's folders and is nobody who can be read: told, and otherwise left alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from netinvite import files
from netinvite.language import _
from netinvite.names import is_text

# Where these lie, answers lay too.
DRAFTS = frozenset((".drafts.json", "pitch.md", "invitation.txt", "guide.md"))


def wrong_with(folder: Path, answers: str, holds: Callable[[Path], bool]) -> str:
    """What is wrong with a folder among the people, in which ``answers`` should lie; "" for what never was a
    person's. ``holds``: whether a path lies in the workspace, also after its links are followed."""
    try:
        if folder.is_symlink() and not (folder.exists() and holds(folder)):
            return _("%(path)s is a link that leads nowhere or out of the network's folder.") % {
                "path": folder
            }
        if not folder.is_dir():
            return ""
        if not is_text(folder.name):
            return _("The name of the folder %(path)s is not UTF-8; rename it.") % {"path": folder}
        names = set(os.listdir(folder))  # noqa: PTH208  # Path.iterdir makes a Path of each
    except OSError as error:
        return files.unreadable(folder, error).message
    except RuntimeError:
        # How Python before 3.13 tells of a link that leads to itself.
        return _("%(path)s is a link that leads nowhere or out of the network's folder.") % {"path": folder}
    if answers in names:
        return _("%(path)s is not an ordinary file of this folder.") % {"path": folder / answers}
    if names & DRAFTS:
        return _("%(path)s is missing, though drafts lie beside it.") % {"path": folder / answers}
    return ""
