"""The network's folder closed to others where git has just made it and let them in: a clone has the rights
that are usual on a system. What somebody may have opened is told, once, and stays open."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from netinvite.store.files import PRIVATE_FOLDER, is_there
from netinvite.store.inventory import COPY, INDEX, NETWORK_FILE
from netinvite.store.joining import git_of

_OTHERS = 0o077
# A group may write there, or what is made there is the group's: that is no system's usual way.
_SHARED = stat.S_ISGID | stat.S_IWGRP
# What netinvite leaves in a copy in which somebody works, and git does not carry.
_USED = (INDEX, COPY, ".lock")
# In git's own folder, which goes nowhere: that somebody was told.
_TOLD = "netinvite-told-open"


def is_open(root: Path) -> bool:
    """Whether others on this computer can open a network's folder, of whoever works here."""
    if os.name == "nt":
        return False
    with suppress(OSError):
        found = root.stat()
        return bool(found.st_mode & _OTHERS) and found.st_uid == os.geteuid()
    return False


def close(root: Path) -> bool:
    """Let nobody else into a folder as git made it, in a clone in which nobody has worked yet; whether that
    was to be done, and could be. Rights that somebody may have set stay as they are."""
    if not is_open(root):
        return False
    with suppress(OSError, RuntimeError):
        if root != Path.home() and (root / NETWORK_FILE).is_file() and _is_as_made(root):
            root.chmod(PRIVATE_FOLDER)
            return not is_open(root)
    return False


def is_open_untold(root: Path) -> bool:
    """Whether others can open a folder in git, nothing says that this is meant, and nobody was told in this
    copy; from now on somebody was. What a group may write to, or hands its group on, is meant."""
    with suppress(OSError):
        if not is_open(root) or root.stat().st_mode & _SHARED or not (git := git_of(root)):
            return False
        if (git / _TOLD).exists() or not (root / NETWORK_FILE).is_file():
            return False
        (git / _TOLD).touch()
        return True
    return False


def _is_as_made(root: Path) -> bool:
    """Whether nothing was done to a folder since git made it with its own, as far as can be known: the rights
    and the group are those, and netinvite has left nothing there."""
    if not (git := git_of(root)):
        return False
    own, made = root.stat(), git.stat()
    same = (own.st_mode, own.st_gid) == (made.st_mode, made.st_gid)
    return same and not own.st_mode & _SHARED and not any(map(is_there, (root / one for one in _USED)))
