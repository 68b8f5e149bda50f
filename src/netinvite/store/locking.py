"""One at a time: the system's own lock on a file, as ``filelock`` takes it on Unix, so that each keeps the
other out. To load that library takes as long as to save an answer; it is asked where there is no such lock.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from errno import EACCES, EAGAIN, ENOSYS
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.libraries import at_first_use

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    import filelock
else:
    filelock = at_first_use("filelock")

# Seconds; looked at more seldom, a lock that many want is hardly ever seen free.
LOOK_AGAIN = 0.01
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def taken(path: Path, seconds: float) -> Callable[[], None] | None:
    """Take the lock of the file ``path``, which is made and stays: what gives it back; ``None`` where another
    holds it all those ``seconds``. An ``OSError`` where it cannot be had at all."""
    if fcntl:
        handle = os.open(path, _FLAGS, 0o600)
        try:
            if not _waited(handle, time.monotonic() + seconds):
                os.close(handle)
                return None
            return partial(_give_back, handle)
        except BaseException as error:
            os.close(handle)
            if not isinstance(error, OSError) or error.errno != ENOSYS:
                raise
    return _by_library(path, seconds)


def _waited(handle: int, end: float) -> bool:
    """Whether it is had before the ``end``."""
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Some file systems refuse what is held by somebody else.
            if error.errno not in (EACCES, EAGAIN):
                raise
        else:
            return True
        if time.monotonic() >= end:
            return False
        time.sleep(LOOK_AGAIN)


def _give_back(handle: int) -> None:
    # A process that this one began may hold the file open as well.
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_UN)
    os.close(handle)


def _by_library(path: Path, seconds: float) -> Callable[[], None] | None:
    # Where the system knows no locks, a file that is there is the lock.
    if not issubclass(filelock.FileLock, filelock.SoftFileLock):
        # Made here, it needs no change of its mode, which not every file system has.
        with contextlib.suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    lock = filelock.FileLock(path, timeout=seconds, mode=0o600)
    try:
        lock.acquire(poll_interval=LOOK_AGAIN)
    except filelock.Timeout:
        return None
    return lock.release
