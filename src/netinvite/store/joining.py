"""The folder in git: what is said there of how git is to join two copies of its files.

In ``.gitattributes`` beside the network's file, once: where each line stands for itself, git keeps the lines
of both. That is said of nothing that somebody answered or recorded: two answers to one question are for
people to join, and a line that was taken back, or from which a name was taken out, would come back.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from netinvite.errors import WorkspaceError
from netinvite.libraries import regex
from netinvite.store import files
from netinvite.store.inventory import COPY, DRAFTS, PEOPLE

ATTRIBUTES = ".gitattributes"
_COPY = regex(r"[0-9a-f]{6}")
# Each line says one thing, whatever stands above or below it.
_UNITED = f"{PEOPLE}/*/{DRAFTS}"
_SAID = f"# netinvite: of these, git keeps the lines of both sides.\n{_UNITED} merge=union\n"


def is_in_git(root: Path) -> bool:
    """Whether a folder is a git repository, or lies in one."""
    return any((place / ".git").exists() for place in (root, *root.parents))


def copy_id(root: Path) -> str:
    """What tells this copy of the folder from other ones, made where there is none yet: whoever works in two
    copies records in two files. "" where no git carries it, or nothing can be written."""
    file, ignore = root / COPY, root / ".gitignore"
    with suppress(WorkspaceError, OSError):
        if not is_in_git(root):
            return ""
        if not files.is_there(file):
            # Of a folder of before: shared, it would tell no copy from another.
            if files.is_there(ignore) and COPY not in (text := files.read(ignore)):
                files.write(ignore, f"{text.rstrip()}\n{COPY}\n")
            files.write(file, f"{os.urandom(3).hex()}\n")
        found = _COPY.fullmatch(files.read(file).strip())
        return found[0] if found else ""
    return ""


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
