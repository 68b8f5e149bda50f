"""Files that commands write where ``--output`` leads: an ordinary file is replaced whole, a device or a pipe
is written to.

A link is followed, as ``>`` follows it: what it leads to is written, and the link stays.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.cli.output import put_bytes
from netinvite.errors import EDQUOT, UnwritableError, UsageError, WorkspaceError
from netinvite.language import _, refusal
from netinvite.store import files, folders

if TYPE_CHECKING:
    from netinvite.store.network import Network

# As elsewhere on a command line: standard output in the place of a file.
STANDARD = "-"
# Seconds in which the reader of a named pipe may come; and how often it is looked for.
PATIENCE, LOOK_AGAIN = 2.0, 0.05
# The only files of their kind; the rest is made from them.
_ANSWERS = ("network.toml", "answers.toml")
# This process's own outputs: replaced, what the shell opened would be another file than the one written.
_OWN = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


def refuse_to_overwrite(network: Network, file: Path, *, force: bool) -> None:
    """A ``UsageError`` where ``file`` is there already and ``--force`` is not given; into a device or a pipe
    nothing is written over. What netinvite keeps itself is not written over with ``--force`` either, nor is
    anything through a link out of the workspace."""
    words, another = {"file": file}, _("Choose another name.")
    if _target(file).name in _ANSWERS:
        raise UsageError(_("%(file)s would be a file of answers.") % words, another)
    if file.absolute().is_relative_to(network.root.absolute()) and folders.leads_out(network.root, file):
        raise UsageError(
            _("%(file)s leads out of the network's folder.") % words, _("Name the file that it leads to.")
        )
    # 2 ms, which what is printed need not wait for.
    from netinvite.store.ownfiles import is_kept

    if is_kept(network, file):
        told = _("%(file)s is a file that netinvite keeps itself; nothing is written over it.")
        raise UsageError(told % words, another)
    if not force and not _is_stream(file) and files.is_there(_target(file)):
        raise UsageError(
            _("%(file)s is there already.") % {"file": file},
            _("Choose another name, or overwrite it with --force."),
        )


def write_file(file: Path, content: bytes, *, public: bool = False, option: str = "-o") -> None:
    """Write all of ``content``; a ``WorkspaceError`` says why it cannot be written.

    ``public``: others may read it. ``option`` named it. ``STANDARD`` is no file.
    """
    if str(file) == STANDARD:
        put_bytes(content)
        return
    if not _is_stream(file):
        try:
            files.write(_target(file), content, public=public)
        except UnwritableError as error:
            if error.number is None:
                raise
            raise WorkspaceError(error.message, _another(error.number, option)) from None
        return
    try:
        with os.fdopen(_opened(file), "wb") as stream:
            stream.write(content)
    except OSError as error:
        raise _unwritable(file, error) from None


def _target(file: Path) -> Path:
    """What a link leads to; a ``WorkspaceError`` where it leads to itself."""
    if not file.is_symlink():
        return file
    try:
        target = file.resolve(strict=False)
        # From Python 3.13 on, a link that leads to itself is resolved to itself.
        if not target.is_symlink():
            return target
        raise OSError
    except (RuntimeError, OSError):
        raise _unwritable(file, OSError(errno.ELOOP, os.strerror(errno.ELOOP))) from None


def _is_stream(file: Path) -> bool:
    """Whether it is anything but a file, a folder, or not there."""
    try:
        mode = os.stat(file).st_mode  # noqa: PTH116  # a Path asks three times
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or str(file.absolute()).startswith(_OWN)


def _opened(file: Path) -> int:
    """A handle to write to; a pipe that nobody reads is not waited for without end."""
    mode = file.stat().st_mode
    if stat.S_ISBLK(mode):
        raise OSError(errno.EINVAL, _("it is no ordinary file"))
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOCTTY", 0)
    if not stat.S_ISFIFO(mode):
        return os.open(file, flags)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            handle = os.open(file, flags | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() > until:
                raise OSError(errno.ENXIO, _("it is a pipe that nobody reads")) from None
            time.sleep(LOOK_AGAIN)
        else:
            os.set_blocking(handle, True)
            return handle


def _another(number: int | None, option: str) -> str:
    """What to do where a file that an ``option`` names cannot be written."""
    if number in (errno.ENOSPC, EDQUOT):
        told = _("Nothing was changed there. Make room on that disk, or name another place with %(option)s.")
    elif number == errno.EISDIR:
        told = _("A folder has that name. Name another file with %(option)s.")
    else:
        told = _("Nothing was changed there. Name another place with %(option)s.")
    return told % {"option": option}


def _unwritable(file: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        _("%(path)s cannot be written: %(reason)s.") % {"path": file, "reason": refusal(error)},
        _("Choose another place."),
    )
