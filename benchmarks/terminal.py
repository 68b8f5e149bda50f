"""A pseudo-terminal that types and takes the time until something stands on it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from environments import environment

ASKS_FOR_CURSOR = b"\x1b[6n"
CURSOR = b"\x1b[1;1R"
# Every terminal says what it can do; most say their background too.
ASKS_WHAT, TELLS_WHAT = b"\x1b[c", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1b[?62;22c"
PATIENCE = 30.0
# Seconds without output after which a screen is at rest.
AT_REST = 0.04


class Terminal:
    """A program on a terminal of ``size``, columns and rows. ``reports``: it says where its cursor is."""

    def __init__(
        self,
        line: Sequence[str],
        *,
        folder: Path | None = None,
        env: Mapping[str, str] | None = None,
        reports: bool = True,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self.reports = reports
        self.seen = b""
        self.start = time.perf_counter()
        self.process, self.handle = pty.fork()
        if not self.process:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size[::-1], 0, 0))
            os.chdir(folder or Path.cwd())
            os.execve(line[0], list(line), {**environment(), **(env or {})})

    def wait(self, words: str) -> float:
        """Read until ``words`` come; the moment at which they did, and what came before is forgotten."""
        wanted, end = words.encode(), time.perf_counter() + PATIENCE
        while wanted not in self.seen:
            ready, _, _ = select.select([self.handle], [], [], max(0.0, end - time.perf_counter()))
            if not ready:
                raise TimeoutError(f"{words!r} never came: {self.seen[-400:]!r}")
            self._read()
        now = time.perf_counter()
        self.seen = self.seen.partition(wanted)[2]
        return now

    def _read(self) -> None:
        data = os.read(self.handle, 65_536)
        for _ in range(data.count(ASKS_WHAT)):
            os.write(self.handle, TELLS_WHAT)
        if self.reports:
            for _ in range(data.count(ASKS_FOR_CURSOR)):
                os.write(self.handle, CURSOR)
        self.seen += data

    def settle(self) -> None:
        """Read until nothing more is drawn, and forget it: the next keys meet a screen at rest."""
        while select.select([self.handle], [], [], AT_REST)[0]:
            self._read()
        self.seen = b""

    def send(self, keys: str) -> float:
        """Type; the moment at which it was done."""
        os.write(self.handle, keys.encode())
        return time.perf_counter()

    def close(self) -> None:
        """End the program as a window that is closed does."""
        os.kill(self.process, signal.SIGHUP)
        os.close(self.handle)
        os.waitpid(self.process, 0)
