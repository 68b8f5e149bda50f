"""The C library that makes calls on files go wrong: built with gcc, driven from Python."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
COUNT, FAIL, KILL, CUT, FULL = range(5)
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE")
# What is done at each place: the call fails, the disk is full from there on, the process is killed before the
# call or in its middle.
WAYS = (*((FAIL, name) for name in ERRORS), (FULL, "ENOSPC"), (KILL, "EIO"), (CUT, "EIO"))
# Opening a file or a folder to read it needs no room, and changes nothing that a kill could cut.
WAYS_OF_READING = tuple((FAIL, name) for name in ("EIO", "EACCES", "EMFILE"))


def ways(call: str) -> tuple[tuple[int, str], ...]:
    """How a call of this name can go wrong: mode and error."""
    return WAYS_OF_READING if call == "read" else WAYS


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
        self.library.shim_arm.argtypes = (ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int)
        self.library.shim_journal.restype = ctypes.c_char_p

    def arm(self, folder: Path, nth: int, mode: int, error: str) -> None:
        """From now on, the ``nth`` call on a file below ``folder`` goes wrong."""
        self.library.shim_arm(os.fsencode(folder), nth, mode, getattr(errno, error))

    def journal(self) -> list[str]:
        """The calls on files below the folder so far, in order; no more are counted."""
        names = self.library.shim_journal().decode("ascii").split()
        self.library.shim_disarm()
        return names
