"""Files that are never half written: atomic replacement, private modes, leftovers swept."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import time
from functools import cache
from pathlib import Path
from typing import Any

from netinvite import errors
from netinvite.errors import UnreadableError, UnwritableError, WorkspaceError, cannot_be_read
from netinvite.language import _, refusal

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed
    fcntl = None  # type: ignore[assignment]

PREFIX, SUFFIX = ".netinvite-", ".tmp"
PRIVATE_FOLDER = 0o700
# No text that a person writes is longer; a file that is, is something else.
LARGEST = 5_000_000
# An empty temporary file may be one that is about to be written.
JUST_MADE = 60.0
A_DAY = 86_400.0
# What a file system says that cannot confirm the change of a folder (network drives).
_UNCONFIRMED = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}
# What a system says that has too much to do, whatever the file.
_OF_THE_MOMENT = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}


def make_folder(folder: Path, mode: int = PRIVATE_FOLDER) -> None:
    """Create ``folder`` (and what is above it), readable for its owner alone unless ``mode`` says more."""
    try:
        for place in (*reversed(folder.parents), folder):
            if not place.is_dir():
                place.mkdir(mode=mode, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None


def write(file: Path, content: str | bytes, *, public: bool = False) -> None:
    """Replace ``file`` (text as UTF-8): temporary file beside it, fsync, rename, fsync of the folder.

    After a fault the old file stands unchanged; the fault is a ``WorkspaceError``. What a killed run left
    in the same folder goes. Only the owner can read it; what is ``public``, whoever the umask lets.
    """
    make_folder(file.parent, 0o777 if public else PRIVATE_FOLDER)
    look_through(file.parent)
    temporary = ""
    try:
        handle, temporary = begun(file.parent)
        with os.fdopen(handle, "wb") as stream:
            claim(handle)
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)
            stream.flush()
            if public:
                _open_up(temporary)
            os.fsync(handle)
        Path(temporary).replace(file)
    except BaseException as error:
        if temporary:
            with contextlib.suppress(OSError):
                remove(Path(temporary))
        if isinstance(error, OSError):
            raise unwritable(file, error) from None
        raise
    confirm(file)


def begun(folder: str | Path) -> tuple[int, str]:
    """A temporary file of one's own, open for writing. ``tempfile`` takes longer to load than that."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    file = f"{folder}{os.sep}{PREFIX}{os.urandom(8).hex()}{SUFFIX}"
    return os.open(file, flags, 0o600), file


@cache
def look_through(folder: Path) -> None:
    """Once for each folder: take away what a killed run left there."""
    sweep([folder])


def _open_up(file: str) -> None:
    """The mode that any other program's new file has; a file system without modes goes on without."""
    mask = os.umask(0o077)
    os.umask(mask)
    with contextlib.suppress(OSError):
        Path(file).chmod(0o666 & ~mask)


def claim(handle: int) -> None:
    """While this process lives, no other one takes the file for a leftover."""
    if fcntl:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def confirm(file: Path) -> None:
    """Make the rename last; ``WorkspaceError`` where the disk does not confirm it."""
    try:
        settle(file.parent)
    except OSError as error:
        raise UnwritableError(
            _("%(file)s is written, but the disk does not confirm it: %(reason)s.")
            % {"file": file, "reason": refusal(error)},
            _("Look at the file before you rely on it."),
        ) from None


def settle(folder: Path) -> None:
    """Make what was renamed or removed in ``folder`` outlast a power cut.

    An ``OSError`` where the disk fails to; a file system that cannot (network drives) is taken as it is.
    """
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _UNCONFIRMED:
            raise


def remove(file: Path) -> None:
    """Take a file away so that it does not come back after a power cut; an ``OSError`` says what failed."""
    file.unlink(missing_ok=True)
    settle(file.parent)


def read(file: str | Path, most: int = LARGEST) -> str:
    """The text of ``file``, of at most ``most`` bytes; a ``WorkspaceError`` says why it cannot be read."""
    try:
        return read_bytes(file, most).decode("utf-8")
    except UnicodeDecodeError:
        told = _("%(file)s is not UTF-8 text.") % {"file": file}
        raise WorkspaceError(told, _("Save it again as UTF-8 in your editor.")) from None
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
        # Nothing can have a name that is too long.
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise unreadable(file, error) from None
    return True


def read_bytes(file: str | Path, most: int = LARGEST) -> bytes:
    """What an ordinary file holds; an ``OSError`` for a pipe or a device, which could go on for ever, and
    for more than ``most`` bytes."""
    found = os.stat(file)  # noqa: PTH116  # of thousands, a Path of each takes too long
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, _("it is no ordinary file"))
    if found.st_size > most:
        raise OSError(errno.EFBIG, _("it has more than %(size)s kB") % {"size": most // 1000})
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


def read_json(file: str | Path, most: int = LARGEST) -> dict[str, Any]:
    """The object in a file of netinvite's own; {} where there is none or it is damaged.

    An ``UnreadableError`` where the system does not give it: it is not to be taken for one that is not there.
    """
    try:
        found = json.loads(read_bytes(file, most))
    except (FileNotFoundError, ValueError, RecursionError):
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
    for folder in (one for one in folders if not one.is_symlink()):
        with contextlib.suppress(OSError):
            leftovers = [entry for entry in folder.iterdir() if is_leftover(entry.name)]
            if sum(_swept(leftover) for leftover in leftovers):
                settle(folder)


def _swept(leftover: Path) -> bool:
    with contextlib.suppress(OSError):
        found = leftover.lstat()
        if stat.S_ISDIR(found.st_mode):
            return _swept_folder(leftover)
        young = not found.st_size and time.time() - found.st_mtime < JUST_MADE
        if stat.S_ISREG(found.st_mode) and not young and not in_use(leftover):
            leftover.unlink()
            return True
    return False


def _swept_folder(leftover: Path) -> bool:
    """What an editor was given. It may be open still, after a kill too: only what is a day old goes."""
    inner = list(leftover.iterdir())
    if max(entry.lstat().st_mtime for entry in (leftover, *inner)) > time.time() - A_DAY:
        return False
    for entry in inner:
        entry.unlink()
    leftover.rmdir()
    return True


def in_use(temporary: Path) -> bool:
    """Whether a living process has claimed the file."""
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
    return UnreadableError(cannot_be_read(path, error), of_this_file=error.errno not in _OF_THE_MOMENT)


def unwritable(path: Path, error: OSError) -> UnwritableError:
    """The sentence for a file or folder that cannot be written, with what helps."""
    if isinstance(error, FileExistsError):
        return errors.no_folder(error.filename or path)
    return errors.cannot_be_written(path, error)
