"""What no input may do: write outside, open a socket, start a program, hang, or swell."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

SECONDS = 5
MEGABYTES = 300
_BIDIRECTIONAL = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
)
_OUTSIDE = ("socket.connect", "socket.bind", "os.system", "os.exec", "os.posix_spawn", "shutil.rmtree")


class Broken(AssertionError):  # noqa: N818  # something that must hold did not
    """An input did what no input may do."""


class Hung(Broken):
    """An input took longer than five seconds."""


class Watch:
    """An audit hook: every change outside the allowed folders is noted."""

    def __init__(self) -> None:
        self.allowed: tuple[str, ...] = ()
        self.children = False
        self.seen: list[str] = []
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.allowed:
            return
        if event == "open":
            path, _mode, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and isinstance(path, str | bytes):
                self._judge(event, path)
        elif event in _CHANGES:
            self._judge(event, arguments[0])
            if event in ("os.rename", "os.link"):
                self._judge(event, arguments[1])
        elif event in _OUTSIDE or (event == "subprocess.Popen" and not self.children):
            self.seen.append(f"{event} {arguments!r}"[:200])

    def _judge(self, event: str, path: object) -> None:
        if isinstance(path, int):
            return
        place = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else repr(path)
        if place != os.devnull and not os.path.realpath(place).startswith(self.allowed):
            self.seen.append(f"{event} {place!r}"[:200])

    @contextlib.contextmanager
    def over(self, *folders: Path) -> Iterator[None]:
        """Nothing outside of these folders may change; ``Broken`` says what did."""
        self.seen.clear()
        self.allowed = tuple(f"{folder}{os.sep}" for folder in folders) + tuple(map(str, folders))
        # What Python keeps of a module that is loaded for the first time is no change of the input's.
        kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            yield
        finally:
            self.allowed, sys.dont_write_bytecode = (), kept
        if self.seen:
            raise Broken(f"outside of the workspace: {self.seen}")


@contextlib.contextmanager
def in_time() -> Iterator[None]:
    """``Hung`` after five seconds at work, or thirty of waiting: a busy machine alone makes nothing hang."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise Hung(f"longer than {SECONDS} s")

    before = [signal.signal(number, ring) for number in (signal.SIGPROF, signal.SIGALRM)]
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, SECONDS * 6)
    try:
        yield
    finally:
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(timer, 0)
        for number, handler in zip((signal.SIGPROF, signal.SIGALRM), before, strict=True):
            signal.signal(number, handler)


def megabytes() -> int:
    """The most memory that this process ever took."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def harmless(shown: str) -> None:
    """``Broken`` where text for a terminal holds a control character: C0, C1, or one of direction."""
    for character in set(shown) - {"\n", "\t"}:
        if unicodedata.category(character) in ("Cc", "Cs") or character in _BIDIRECTIONAL:
            raise Broken(f"{character!r} reached the terminal: {shown[:200]!r}")
