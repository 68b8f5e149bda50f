"""A random id of the workspace, so that what leaves it can be known again and names nobody.

It lies in a file of its own: in ``network.toml`` it would make every draft one of older answers. Git carries
it to every copy of the workspace.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from netinvite import files
from netinvite.errors import WorkspaceError
from netinvite.workspace import Workspace

FILE = ".workspace-id"
BYTES = 16
_ID = re.compile(rf"(?m)^[0-9a-f]{{{2 * BYTES}}}$")


def of(workspace: Workspace) -> str:
    """The workspace's id, made when it is first asked for.

    Where nothing can be written it follows from the folder's path, so that it is at least the same next time.
    """
    file = workspace.root / FILE
    if found := _read(file):
        return found
    try:
        with workspace.lock():
            return _read(file) or _made(file)
    except WorkspaceError:
        if os.access(workspace.root, os.W_OK) and not file.exists():
            raise
        return sha256(os.fsencode(workspace.root.resolve())).hexdigest()[: 2 * BYTES]


def _read(file: Path) -> str:
    """The first id in the file: two copies that each made one are joined by git as a conflict."""
    try:
        found = _ID.search(files.read(file))
    except WorkspaceError:
        return ""
    return found[0] if found else ""


def _made(file: Path) -> str:
    fresh = token_hex(BYTES)
    files.write(file, f"{fresh}\n")
    return fresh
