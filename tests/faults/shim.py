"""The C library that makes calls on files go wrong: built with gcc, driven from Python."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

TOLD = ctypes.CFUNCTYPE(None, ctypes.c_char_p)
SOURCE = Path(__file__).with_name("shim.c")
FAIL, KILL, CUT, FULL = range(1, 5)
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE")
# The call fails; the process is killed before the call or in its middle; the disk is full from there on.
FAILS = tuple((FAIL, name) for name in ERRORS)
KILLS = ((KILL, "EIO"), (CUT, "EIO"))
FILLS = ((FULL, "ENOSPC"),)
# What takes room on the disk.
MAKING = ("open", "write", "mkdir", "link")
# Opening a file or a folder to read it needs no room, and changes nothing that a kill could cut.
WAYS_OF_READING = tuple((FAIL, name) for name in ("EIO", "EACCES", "EMFILE"))


def ways(call: str, turn: int | None = None) -> tuple[tuple[int, str], ...]:
    """How a call of this name can go wrong: mode and error; of the errors all, or one by turns."""
    fails = WAYS_OF_READING if call == "read" else FAILS
    if turn is not None:
        fails = (fails[turn % len(fails)],)
    if call == "read":
        return fails
    return (*fails, *(FILLS if call in MAKING else ()), *KILLS)


def missing() -> str:
    """Why the harness cannot run here; "" where it can."""
    if not sys.platform.startswith("linux"):
        return "the harness preloads a library, which is done so on Linux only"
    if not shutil.which("gcc"):
        return "gcc is not installed"
    return ""


def build(folder: Path) -> Path:
    """Compile the shim into ``folder``."""
    library = folder / "shim.so"
    command = ["gcc", "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return library


def preloaded(library: Path) -> dict[str, str]:
    """The environment of a Python that has the shim below everything else."""
    here = str(Path(__file__).parent.parent)
    paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


class Shim:
    """The preloaded library, inside the process that has it."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self.library.shim_arm.argtypes = (ctypes.c_char_p,)
        self.library.shim_journal.restype = ctypes.c_char_p
        # Python's own fork tells every library that the process is another one.
        self._fork = ctypes.PyDLL(os.environ["LD_PRELOAD"]).shim_fork
        self._told = TOLD()

    def arm(self, folder: Path) -> None:
        """From now on, the calls on files below ``folder`` are counted."""
        self.library.shim_arm(os.fsencode(folder))

    def tell(self, of_each_call: Callable[[bytes], None] | None) -> None:
        """Call it with the name of each call that is about to be made; what it does is not counted."""
        self._told = TOLD(of_each_call) if of_each_call else TOLD()
        self.library.shim_tell(self._told)

    def fork(self, mode: int, error: str) -> int:
        """As ``os.fork``, while a call is told of: in the new process that one goes wrong."""
        return int(self._fork(mode, getattr(errno, error)))

    def journal(self) -> list[str]:
        """The calls on files below the folder so far, in order; no more are counted."""
        names = self.library.shim_journal().decode("ascii").split()
        self.library.shim_disarm()
        return names
