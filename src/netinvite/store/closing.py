"""The network's folder closed to others where another program made it and let them in: a clone has the rights
that are usual on a system, and so has what git brings into it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from netinvite.store.files import PRIVATE_FOLDER
from netinvite.store.inventory import NETWORK_FILE
from netinvite.store.joining import is_in_git

_OTHERS = 0o077


def is_open(root: Path) -> bool:
    """Whether others on this computer can open a network's folder, of whoever works here."""
    if os.name == "nt":
        return False
    with suppress(OSError):
        found = root.stat()
        return bool(found.st_mode & _OTHERS) and found.st_uid == os.geteuid()
    return False


def close(root: Path) -> bool:
    """Let nobody else into a folder that git made; whether that was to be done, and could be. One that a
    group shares on purpose (setgid) stays as it is, and so does a home folder."""
    if not is_open(root):
        return False
    with suppress(OSError, RuntimeError):
        is_shared = root.stat().st_mode & stat.S_ISGID or root == Path.home()
        if not is_shared and (root / NETWORK_FILE).is_file() and is_in_git(root):
            root.chmod(PRIVATE_FOLDER)
            return not is_open(root)
    return False
