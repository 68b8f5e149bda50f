"""Calendar files that programs subscribe to: whose they are, and where they were put.

They lie wherever their user wants. ``.feeds`` in the workspace remembers the places so that they can be
named. It is never written by them: the workspace may be shared, and whoever writes into it would say which
files of others are replaced.
"""

from __future__ import annotations

import json
import os
import re
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.store import files
from netinvite.store.inventory import FEEDS
from netinvite.store.network import Network
from netinvite.store.workspace import Workspace

_MARKED = regex(rb"^X-NETINVITE-FEED:([0-9a-f]{32})\r?$", re.MULTILINE)
_OURS = regex(rb"^PRODID:-//netinvite//", re.MULTILINE)
# Bytes. The mark stands before the first entry or time zone; what is behind it can be long.
_HEAD = 4_000


def mark_of(id: str) -> str:
    """What a feed of the network with this random ``id`` bears."""
    return sha256(f"{id}\0feed".encode()).hexdigest()[:32]


def target(workspace: Network, file: Path, mark: str, *, force: bool) -> Path:
    """Where a feed called ``file`` is written: what a link leads to, and the link stays.

    ``UsageError`` where a link in the workspace leads out of it, for something that is no ordinary file, and,
    unless by ``force``, for one that is there and no feed with this ``mark``.
    """
    called = Path(os.path.abspath(file))  # noqa: PTH100  # links are looked at below
    try:
        found = called.resolve()
    except OSError as error:
        raise files.unwritable(file, error) from None
    except RuntimeError:  # a link that leads to itself
        raise files.unwritable(file, OSError(_("it is a link"))) from None
    if called.is_relative_to(workspace.root.absolute()) and not workspace.holds(found):
        raise UsageError(
            _("%(file)s leads out of the network's folder.") % {"file": file},
            _("Name the file that it leads to."),
        )
    if files.is_there(found):
        _refuse(file, found, mark, force)
    return found


def _refuse(file: Path, found: Path, mark: str, force: bool) -> None:
    if not stat.S_ISREG(found.lstat().st_mode):
        raise UsageError(
            _("%(file)s is no ordinary file.") % {"file": file},
            _("A calendar that programs subscribe to is kept in a file of its own."),
        )
    if not force and _mark_in(found) != mark:
        raise UsageError(
            _("%(file)s is there already, and is no calendar that this network keeps.") % {"file": file},
            _("Choose another name, or overwrite it with --force."),
        )


def is_export(file: Path) -> bool:
    """Whether it is an ordinary file that ``status --ics`` wrote, and no feed."""
    head = _head(file) if file.is_file() else b""
    return _OURS.search(head) is not None and not _MARKED.search(head)


def _mark_in(file: Path) -> str:
    marked = _MARKED.search(_head(file))
    return marked[1].decode() if marked else ""


def _head(file: Path) -> bytes:
    """What a calendar says of itself; nothing for any other file."""
    with suppress(OSError):
        with file.open("rb") as stream:
            before, _begin, rest = stream.read(_HEAD).partition(b"BEGIN:VCALENDAR")
        return rest.partition(b"\nBEGIN:")[0] if not before else b""
    return b""


def known(workspace: Network) -> list[str]:
    """The places of the network's feeds, as far as this copy of the workspace remembers."""
    try:
        found = json.loads(files.read(workspace.root / FEEDS))
    except (WorkspaceError, ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def remember(workspace: Network, file: Path) -> None:
    """Note where a feed is; a ``WorkspaceError`` where nothing can be written."""
    if str(file) in known(workspace):
        return
    with Workspace.of(workspace).lock():
        places = sorted({*known(workspace), str(file)})
        _keep_out_of_git(workspace.root / ".gitignore")
        files.write(workspace.root / FEEDS, json.dumps(places, ensure_ascii=True, indent=0) + "\n")


def _keep_out_of_git(ignore: Path) -> None:
    """A ``.gitignore`` of before does not name the file yet."""
    text = files.read(ignore) if files.is_there(ignore) else ""
    lines = text.splitlines()
    if ".lock" in lines and FEEDS not in lines:
        files.write(ignore, f"{text.rstrip()}\n{FEEDS}\n")
