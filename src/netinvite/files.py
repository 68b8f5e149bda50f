"""Files that are never half written: atomic replacement, private modes, leftovers swept."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from pathlib import Path
from typing import Any

from netinvite.errors import UnreadableError, WorkspaceError
from netinvite.language import _, refusal
from netinvite.parsed import json_of

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed
    fcntl = None  # type: ignore[assignment]

PREFIX = ".netinvite-"
SUFFIX = ".tmp"
# No text that a person writes is longer; a file that is, is something else.
LARGEST = 5_000_000
# An empty temporary file may be one that is about to be written.
JUST_MADE = 60.0
# What a file system says that cannot confirm the change of a folder (network drives).
_UNCONFIRMED = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}
# What a system says that has too much to do, whatever the file.
_OF_THE_MOMENT = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}
_looked_through: set[Path] = set()


def make_folder(folder: Path) -> None:
    """Create ``folder`` (and what is above it) readable for its owner alone."""
    try:
        for place in (*reversed(folder.parents), folder):
            if not place.is_dir():
                place.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None


def write(file: Path, content: str | bytes) -> None:
    """Replace ``file`` (text as UTF-8): temporary file beside it, fsync, rename, fsync of the folder.

    After a fault the old file stands unchanged; the fault is a ``WorkspaceError``. What a killed run left
    in the same folder goes.
    """
    make_folder(file.parent)
    look_through(file.parent)
    import tempfile

    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=PREFIX, suffix=SUFFIX)
        with os.fdopen(handle, "wb") as stream:
            _claim(handle)
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)
            stream.flush()
            os.fsync(handle)
        Path(temporary).replace(file)
    except BaseException as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unwritable(file, error) from None
        raise
    _sync(file)


def look_through(folder: Path) -> None:
    """Once for each folder: take away what a killed run left there."""
    if folder not in _looked_through:
        _looked_through.add(folder)
        sweep([folder])


def _claim(handle: int) -> None:
    """While this process lives, no other one takes the file for a leftover."""
    if fcntl:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sync(file: Path) -> None:
    """Make the rename last; ``WorkspaceError`` where the disk does not confirm it."""
    if os.name == "nt":
        return
    try:
        handle = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno in _UNCONFIRMED:
            return
        raise WorkspaceError(
            _("%(file)s is written, but the disk does not confirm it: %(reason)s.")
            % {"file": file, "reason": refusal(error)},
            _("Look at the file before you rely on it."),
        ) from None


def read(file: str | Path) -> str:
    """The text of ``file``; a ``WorkspaceError`` says why it cannot be read."""
    try:
        return read_bytes(file).decode("utf-8")
    except UnicodeDecodeError:
        raise WorkspaceError(
            _("%(file)s is not UTF-8 text.") % {"file": file},
            _("Save it again as UTF-8 in your editor."),
        ) from None
    except OSError as error:
        raise unreadable(file, error) from None


def is_there(file: str | Path) -> bool:
    """Whether something bears this name, be it a link that leads nowhere; ``UnreadableError`` where the
    system does not say, for what cannot be seen is not to be taken for what is not there."""
    try:
        os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise unreadable(file, error) from None
    return True


def read_bytes(file: str | Path) -> bytes:
    """What an ordinary file holds; an ``OSError`` for a pipe or a device, which could go on for ever, and
    for more than ``LARGEST`` bytes."""
    found = os.stat(file)  # noqa: PTH116  # of thousands, a Path of each takes too long
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, _("it is no ordinary file"))
    if found.st_size > LARGEST:
        raise OSError(errno.EFBIG, _("it has more than 5 MB"))
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123
        return stream.read()


def stamp(file: str | Path) -> str:
    """Time of change (ns) and size (bytes) of a file, as one text; "" where there is none."""
    try:
        return stamped(os.stat(file))  # noqa: PTH116  # of thousands, a Path of each takes too long
    except OSError:
        return ""


def stamped(found: os.stat_result) -> str:
    """The stamp of what the system says of a file."""
    return f"{found.st_mtime_ns} {found.st_size}"


def read_json(file: str | Path) -> dict[str, Any]:
    """The object in a file of netinvite's own; {} where there is none or it is damaged.

    An ``UnreadableError`` where the system does not give it: it is not to be taken for one that is not there.
    """
    try:
        found = json_of(read_bytes(file))
    except (FileNotFoundError, ValueError):
        return {}
    except OSError as error:
        raise unreadable(file, error) from None
    return found if isinstance(found, dict) else {}


def read_given(file: Path, most: int = LARGEST) -> bytes:
    """What a person hands over, a pipe too (``<(command)``), as far as one byte more than ``most``.

    A named pipe that nothing writes to is an ``OSError``, and is not waited for.
    """
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if stat.S_ISFIFO(os.fstat(handle).st_mode):
            first = _first_of(handle)
            os.set_blocking(handle, True)
            return first + stream.read(most + 1 - len(first))
        return stream.read(most + 1)


def _first_of(pipe: int) -> bytes:
    """The first byte of a pipe somebody writes to; nothing where they are not that far yet."""
    try:
        first = os.read(pipe, 1)
    except BlockingIOError:
        return b""
    if not first:
        raise OSError(errno.EPIPE, _("it is a pipe that nothing is written to"))
    return first


def is_leftover(name: str) -> bool:
    """Whether a file of this name is a temporary file of netinvite's."""
    return name.startswith(PREFIX) and name.endswith(SUFFIX)


def sweep(folders: list[Path]) -> None:
    """Remove temporary files that a killed run left; those that a living process writes stay."""
    for folder in folders:
        if folder.is_symlink():
            continue
        with contextlib.suppress(OSError):
            for leftover in [entry for entry in folder.iterdir() if is_leftover(entry.name)]:
                _remove(leftover)


def _remove(leftover: Path) -> None:
    with contextlib.suppress(OSError):
        found = leftover.lstat()
        young = not found.st_size and time.time() - found.st_mtime < JUST_MADE
        if stat.S_ISREG(found.st_mode) and not young and not _in_use(leftover):
            leftover.unlink()


def _in_use(temporary: Path) -> bool:
    if not fcntl:
        return False
    handle = os.open(temporary, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def shown(file: Path) -> str:
    """A file as people and programs find it: from the current folder where it lies below, else in full."""
    try:
        return str(file.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(file)


def unreadable(path: str | Path, error: OSError) -> UnreadableError:
    """The sentence for a file or folder that cannot be read."""
    return UnreadableError(
        _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": refusal(error)},
        of_this_file=error.errno not in _OF_THE_MOMENT,
    )


def unwritable(path: Path, error: OSError) -> WorkspaceError:
    """The sentence for a file or folder that cannot be written."""
    return WorkspaceError(
        _("%(path)s cannot be written: %(reason)s.") % {"path": path, "reason": refusal(error)},
        _("Nothing was changed there. Make room or choose another folder with --workspace."),
    )
