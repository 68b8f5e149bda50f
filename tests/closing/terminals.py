"""The program in pseudo-terminals of its own, many at once, and what was seen there.

Each is forked from a process that has loaded everything already: of a thousand starts, none is waited for.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path

import pyte
from terminal import TwoScreens

# What a trial says to whoever runs it: go on at this moment (time.monotonic), and look again meanwhile.
Waits = Generator[float, None, None]
# Seconds; longer than this nothing may take on a machine that does much else.
PATIENCE = 40.0
TICK = 0.01
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\-_]|[\s\x00-\x1f]")


class Terminal:
    """One run of the program; ``raw`` is all that it wrote."""

    def __init__(self, arguments: list[str], home: Path, **env: str) -> None:
        self.raw, self.open, self.code = b"", True, None
        self.pid, self.master = pty.fork()
        if not self.pid:
            _become(arguments, home, env)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.set_blocking(self.master, False)
        self.modes = termios.tcgetattr(self.master)
        self._screen = TwoScreens(80, 24)
        self._stream, self._fed = pyte.ByteStream(self._screen), 0

    def page(self) -> list[str]:
        """The rows of its screen, as they are now."""
        self._stream.feed(self.raw[self._fed :])
        self._fed = len(self.raw)
        return [row.rstrip() for row in self._screen.display]

    def seen(self, since: int, until: int | None = None) -> str:
        """What was written, without escape sequences, blanks and line ends."""
        return _ESCAPES.sub("", self.raw[since:until].decode("utf-8", "replace"))

    def read(self) -> None:
        """Take in what there is."""
        with contextlib.suppress(BlockingIOError):
            try:
                data = os.read(self.master, 65536)
            except OSError as error:
                if isinstance(error, BlockingIOError):
                    raise
                data = b""
            self.raw += data
            if not data:
                self.open = False

    def type(self, keys: str) -> None:
        """Type keys, where there is still a window."""
        if self.open:
            with contextlib.suppress(OSError):
                os.write(self.master, keys.encode())

    def close(self) -> None:
        """Close the window."""
        if self.master >= 0:
            os.close(self.master)
        self.master, self.open = -1, False

    def unread(self) -> int:
        """How many bytes of finished lines the program has not read yet."""
        try:
            other = os.open(_name(self.master), os.O_RDWR | os.O_NOCTTY)
        except OSError:
            return 0
        try:
            return struct.unpack("i", fcntl.ioctl(other, termios.FIONREAD, b"\0\0\0\0"))[0]
        finally:
            os.close(other)

    def kill(self, number: int) -> None:
        """Send a signal to the program alone."""
        if self.code is None:
            os.kill(self.pid, number)

    def ended(self) -> bool:
        """Whether it has ended; ``code`` is then as a shell would say it."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.code = code if code >= 0 else 128 - code
        return self.code is not None


def _name(master: int) -> str:
    number = struct.unpack("I", fcntl.ioctl(master, 0x80045430, b"\0\0\0\0"))[0]  # TIOCGPTN
    return f"/dev/pts/{number}"


def _become(arguments: list[str], home: Path, env: dict[str, str]) -> None:
    """In the child: the program, as if it had just been started in its terminal. Never returns."""
    os.closerange(3, 1024)
    os.environ.update(env)
    for name in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "DOCUMENTS_DIR"):
        os.environ[f"XDG_{name}"] = str(home / name.lower())
    os.environ.update(HOME=str(home), TMPDIR=str(home))
    os.environ.pop("COLUMNS", None)
    tempfile.tempdir = str(home)
    os.chdir(home)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["netinvite", *arguments]
    from netinvite.__main__ import main

    main()


def until(condition: object, seconds: float = PATIENCE) -> Iterator[float]:
    """Wait until ``condition()`` holds; a ``TimeoutError`` where it never does."""
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > end:
            raise TimeoutError
        yield time.monotonic() + TICK


def side_by_side(trials: Iterator[tuple[Terminal, list[Waits]]], at_once: int) -> None:
    """Run all trials, ``at_once`` at a time: each a terminal and what is done there at the same time."""
    running: list[tuple[Terminal, list[list]]] = []
    while True:
        for terminal, parts in islice(trials, at_once - len(running)):
            running.append((terminal, [[0.0, part] for part in parts]))
        if not running:
            return
        _wait(running)
        for _terminal, parts in running:
            _turn(parts)
        running = [(terminal, parts) for terminal, parts in running if parts]


def _wait(running: list[tuple[Terminal, list[list]]]) -> None:
    soonest = min((part[0] for _terminal, parts in running for part in parts), default=0.0)
    seconds = min(max(soonest - time.monotonic(), 0.0), TICK)
    masters = {terminal.master: terminal for terminal, _parts in running if terminal.open}
    for master in select.select(list(masters), [], [], seconds)[0]:
        masters[master].read()


def _turn(parts: list[list]) -> None:
    for part in list(parts):
        if part[0] <= time.monotonic():
            try:
                part[0] = next(part[1])
            except StopIteration:
                parts.remove(part)
