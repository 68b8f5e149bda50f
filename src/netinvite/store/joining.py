"""The folder in git: what is said there of how git is to join two copies of its files.

In ``.gitattributes`` beside the network's file, once: where each line stands for itself, git keeps the lines
of both. That is said of nothing that somebody answered: two answers to one question are for people to join.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from netinvite.errors import WorkspaceError
from netinvite.store import files
from netinvite.store.inventory import DRAFTS, PEOPLE

ATTRIBUTES = ".gitattributes"
# Each line says one thing, whatever stands above or below it.
_UNITED = f"{PEOPLE}/*/{DRAFTS}"
_SAID = f"# netinvite: of these, git keeps the lines of both sides.\n{_UNITED} merge=union\n"


def is_in_git(root: Path) -> bool:
    """Whether a folder is a git repository, or lies in one."""
    return any((place / ".git").exists() for place in (root, *root.parents))


def say(root: Path) -> None:
    """Say it where nothing says it yet, below what somebody else wrote there; whoever wants it otherwise
    writes another line about these files, or a # before this one. A file that cannot be read or written, or
    is a link, is left alone: git asks, then, where it could have joined."""
    file = root / ATTRIBUTES
    with suppress(WorkspaceError, OSError):
        if file.is_symlink() or not is_in_git(root):
            return
        text = files.read(file) if files.is_there(file) else ""
        if _UNITED not in text:
            files.write(file, f"{text.rstrip()}\n\n{_SAID}" if text.strip() else _SAID)
