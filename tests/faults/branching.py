"""Runs that part where a call on a file goes wrong: what comes before it is run once for all of them.

The trunk is a run that nothing disturbs. Before each of its calls on a file it forks, once for each way in
which the call can go wrong; such a branch meets its fault and goes on to its end, the folder is put back as
it was, and the trunk goes on to its next call. To itself a branch is the process that it was.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from faults.scenarios import Files, entries
from faults.shim import Shim, ways

LOCKED = "lock:"


class Fault(NamedTuple):
    """The ``nth`` call of a run, its name, and how it goes wrong."""

    nth: int
    call: str
    mode: int
    error: str


class Kept(NamedTuple):
    """A file that is to stay what it is, also for whoever has it open."""

    inode: int
    data: bytes
    written: int


class Open(NamedTuple):
    """A file that a run has open: where in it, and whether it holds its lock."""

    handle: int
    place: int
    locked: bool


@dataclass(slots=True)
class Ground:
    """``folder`` with its files and folders as they are; ``aside`` holds a second name of every file."""

    folder: Path
    aside: Path
    files: dict[str, Kept] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    opened: list[Open] = field(default_factory=list)

    def keep(self) -> None:
        """Remember how everything is."""
        self.files.clear()
        self.folders.clear()
        for path, entry in entries(self.folder):
            if entry.is_dir():
                self.folders.add(path)
                continue
            found = entry.stat()
            with contextlib.suppress(FileExistsError):
                os.link(entry.path, self.aside / str(found.st_ino))
            self.files[path] = Kept(found.st_ino, Path(entry.path).read_bytes(), found.st_mtime_ns)
        self.opened = list(_opened(self.folder))

    def put_back(self) -> Files:
        """Make it so again; what was there until then."""
        found: Files = {}
        there = list(entries(self.folder))
        for path, entry in there:
            found[f"{path}/" if entry.is_dir() else path] = (
                b"" if entry.is_dir() else Path(entry).read_bytes()
            )
        for path, entry in reversed(there):
            if entry.is_dir():
                if path not in self.folders:
                    Path(entry).rmdir()
            elif path not in self.files or entry.inode() != self.files[path].inode:
                Path(entry).unlink()
        for path in sorted(self.folders):
            (self.folder / path).mkdir(exist_ok=True)
        for path, kept in self.files.items():
            self._put(self.folder / path, kept)
        for handle, place, locked in self.opened:
            os.lseek(handle, place, os.SEEK_SET)
            if locked:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return found

    def _put(self, file: Path, kept: Kept) -> None:
        if not file.exists():
            os.link(self.aside / str(kept.inode), file)
        if file.read_bytes() != kept.data:
            # Its inode stays: the trunk may have it open.
            file.write_bytes(kept.data)
        if file.stat().st_mtime_ns != kept.written:
            os.utime(file, ns=(kept.written, kept.written))


def _opened(folder: Path) -> Iterator[Open]:
    for link in Path("/proc/self/fd").iterdir():
        # The one that this list is read from is closed by now.
        with contextlib.suppress(FileNotFoundError):
            handle = int(link.name)
            if link.readlink().is_relative_to(folder) and stat.S_ISREG(os.fstat(handle).st_mode):
                locked = LOCKED in Path(f"/proc/self/fdinfo/{handle}").read_text("ascii")
                yield Open(handle, os.lseek(handle, 0, os.SEEK_CUR), locked)


@dataclass(slots=True)
class Trunk:
    """A run and its branches: each fault of this worker's ``share`` (number, of how many), how the branch
    ended, what stood on standard error (``said``, open for writing) and the files that it left.
    """

    shim: Shim
    ground: Ground
    said: int
    share: tuple[int, int]
    # Each call fails in every way, or in one after the other by turns.
    thorough: bool = True
    branches: list[tuple[Fault, int, str, Files]] = field(default_factory=list)
    # In a branch: nothing of what is after the run is its own.
    is_branch: bool = False
    broken: BaseException | None = None
    _calls: int = 0
    _same: dict[bytes, bytes] = field(default_factory=dict)

    def run(self, program: Callable[[], int]) -> int:
        """Run the program, all branches too; how it ended."""
        shutil.rmtree(self.ground.aside, ignore_errors=True)
        self.ground.aside.mkdir()
        self.shim.tell(self._part)
        try:
            code = program()
        except BaseException:
            if not self.is_branch:
                raise
            traceback.print_exc()
            code = 1
        if self.is_branch:
            sys.stderr.flush()
            os._exit(code)
        self.shim.tell(None)
        if self.broken:
            raise self.broken
        return code

    def _part(self, call: bytes) -> None:
        """Before each call; what is raised here would get lost in C."""
        self._calls += 1
        try:
            # All that becomes of a call is one worker's: mostly it leaves the same files.
            if self._calls % self.share[1] == self.share[0] and not self.broken:
                self._branch_off(call.decode("ascii"))
        except BaseException as error:
            self.broken = error

    def _branch_off(self, call: str) -> None:
        self.ground.keep()
        for mode, error in ways(call, None if self.thorough else self._calls):
            begun = os.lseek(self.said, 0, os.SEEK_CUR)
            child = self.shim.fork(mode, error)
            if not child:
                self.is_branch = True
                return
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            left = {path: self._same.setdefault(data, data) for path, data in self.ground.put_back().items()}
            said = os.pread(self.said, 1 << 20, 0).decode("utf-8", "replace")
            os.ftruncate(self.said, begun)
            os.lseek(self.said, begun, os.SEEK_SET)
            self.branches.append((Fault(self._calls, call, mode, error), code, said, left))
