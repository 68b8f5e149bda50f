"""Several files, all of them written or none; of many, what makes each last is waited for together."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.store import files

# Files; so few are waited for one by one, of more so many at once: a disk confirms what came meanwhile, too.
FEW, TOGETHER = 8, 16
One = TypeVar("One")


def write(texts: Mapping[Path, str]) -> None:
    """Write every file; when one fails those written are put back, and the fault is raised.

    The old files keep a second name meanwhile: putting them back needs no room on a full disk.
    """
    new = {file for file in texts if not os.path.exists(os.path.dirname(file))}  # noqa: PTH110, PTH120
    before = {file: _read(file) if file not in new and file.exists() else None for file in texts}
    begun: list[Path] = []
    kept: dict[Path, Path] = {}
    try:
        kept.update(_second_names([file for file in texts if before[file] is not None]))
        for file in (file for file in texts if file not in new):
            begun.append(file)
            files.write(file, texts[file])
        _write_new({file: text for file, text in texts.items() if file in new}, begun)
    except BaseException as error:
        remaining = _undo(begun, before, kept)
        if remaining:
            raise WorkspaceError(
                _("The import broke off, and these files could not be put back: %(files)s.")
                % {"files": ", ".join(str(file) for file in remaining)},
                error.message if isinstance(error, WorkspaceError) else "",
            ) from None
        raise
    finally:
        for name in kept.values():
            with contextlib.suppress(OSError):
                files.remove(name)


def _write_new(texts: Mapping[Path, str], begun: list[Path]) -> None:
    """As ``files.write``, each file in a new folder of its own; what waits for the disk waits together."""
    temporary: dict[Path, str] = {}
    try:
        for file, text in texts.items():
            begun.append(file)
            with _told(file):
                os.mkdir(place := os.path.dirname(file), files.PRIVATE_FOLDER)  # noqa: PTH102, PTH120
                handle, temporary[file] = files.begun(place)
                _write_all(handle, text.encode())
        _each(list(temporary.items()), _last)
        for file in texts:
            with _told(file):
                os.replace(temporary[file], file)  # noqa: PTH105  # of thousands
            del temporary[file]
        _each(list(texts), files.confirm)
        # The names of the folders, too.
        for folder in {file.parent.parent: file.parent for file in texts}.values():
            files.confirm(folder)
    finally:
        for name in temporary.values():
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108  # as above


def _write_all(handle: int, data: bytes) -> None:
    try:
        while data:
            data = data[os.write(handle, data) :]
    finally:
        os.close(handle)


def _last(written: tuple[Path, str]) -> None:
    """Make what was written outlast a power cut."""
    file, temporary = written
    with _told(file):
        handle = os.open(temporary, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _each(all_of_them: list[One], settle: Callable[[One], None]) -> None:
    """Of many, so many threads take one after the other; where one fails, nobody goes on."""
    waiting = iter(all_of_them)

    def take(_thread: int = 0) -> None:
        try:
            for one in waiting:
                settle(one)
        finally:
            deque(waiting, maxlen=0)

    if len(all_of_them) < FEW:
        take()
        return
    with ThreadPoolExecutor(TOGETHER) as together:
        try:
            list(together.map(take, range(TOGETHER)))
        finally:
            deque(waiting, maxlen=0)


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    """What the system refuses is said in a sentence."""
    try:
        yield
    except OSError as error:
        raise files.unwritable(file, error) from None


def _second_names(existing: list[Path]) -> Iterator[tuple[Path, Path]]:
    """A hard link beside each file, where the file system has them; swept like any temporary file."""
    for file in existing:
        files.look_through(file.parent)
        name = file.with_name(f"{files.PREFIX}{os.urandom(8).hex()}{files.SUFFIX}")
        with contextlib.suppress(OSError):
            name.hardlink_to(file)
            yield file, name


def _read(file: Path) -> bytes:
    try:
        return files.read_bytes(file)
    except OSError as error:
        raise files.unreadable(file, error) from None


def _undo(begun: list[Path], before: Mapping[Path, bytes | None], kept: Mapping[Path, Path]) -> list[Path]:
    """Put everything back as it was, new files first (that makes room); those that would not go."""
    remaining = []
    for file in sorted(begun, key=lambda file: before[file] is not None):
        old = before[file]
        try:
            if old is None:
                files.remove(file)
                with contextlib.suppress(OSError):
                    file.parent.rmdir()
                    files.settle(file.parent.parent)
            elif file.read_bytes() != old:
                _put_back(file, old, kept.get(file))
        except (OSError, WorkspaceError):
            remaining.append(file)
    return remaining


def _put_back(file: Path, old: bytes, kept: Path | None) -> None:
    if kept:
        with contextlib.suppress(OSError):
            kept.replace(file)
            return
    files.write(file, old)
