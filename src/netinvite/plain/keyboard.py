"""Typed lines, as the terminal's own line editing hands them over, and what is half typed when one leaves."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

from netinvite import leaving, screen
from netinvite.leaving import Ended
from netinvite.prompts.parts import PASTE_GAP

try:
    import termios
except ImportError:  # Windows: its console edits lines too, but lets nobody look at a half-typed one
    termios = None  # type: ignore[assignment]

# Bytes; what is typed beyond them on one line is thrown away by the terminal.
LONGEST_LINE = 4095
_LOCAL_MODES, _CONTROL_CHARACTERS = 3, 6


class Keyboard:
    """Reads lines from a terminal in its usual (canonical) mode; ``source`` is a file descriptor."""

    def __init__(self, source: int | None = None) -> None:
        self.source = sys.stdin.fileno() if source is None else source
        self._data = b""

    def line(self) -> str:
        """The next line, without its end; ``EOFError`` when there is none (Ctrl+D, terminal closed).

        ``Ended`` when a signal ended the sitting and all lines typed before it are taken.
        """
        while b"\n" not in self._data:
            self._wait()
            chunk = self._read()
            if not chunk:
                leaving.end_if_noted()
                raise EOFError
            self._data += chunk
        line, _end, self._data = self._data.partition(b"\n")
        return _decoded(line.removesuffix(b"\r"))

    def pasted(self) -> bool:
        """Whether more came together with the last line, a line without its Enter too."""
        return self._waiting() or bool(self.half())

    def _waiting(self) -> bool:
        return b"\n" in self._data or self._readable(PASTE_GAP)

    def half(self) -> str:
        """What is typed and not yet ended with Enter. It is taken off the terminal and kept here."""
        self._data += self._pending()
        return _decoded(self._data.rpartition(b"\n")[2])

    def rest(self) -> list[str]:
        """All lines that are there already, a last one without its Enter too: what is left of a paste."""
        lines = []
        while self._waiting():
            try:
                lines.append(self.line())
            except (EOFError, Ended):
                # What was read before is an answer; whatever is asked next ends.
                break
        if half := self.half():
            lines.append(half)
        self._data = b""
        return lines

    def _wait(self) -> None:
        """Wait for something to read; ``Ended`` when there is nothing and the sitting is to end."""
        # A Windows console cannot be waited for in this way: there the reading itself ends with Ctrl+C.
        with contextlib.suppress(OSError, ValueError), self._put_aside_whole():
            if self.source not in select.select([self.source, *leaving.alarm()], [], [])[0]:
                leaving.end_if_noted()

    @contextlib.contextmanager
    def _put_aside_whole(self) -> Iterator[None]:
        """Let Ctrl+Z take the half-typed line along: left in the terminal, it would be typed to the shell."""
        number = getattr(signal, "SIGTSTP", None)
        if number is None or threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(number, self._put_aside)
        try:
            yield
        finally:
            signal.signal(number, before)

    def _put_aside(self, _number: int, _frame: FrameType | None) -> None:
        self.half()
        os.kill(0, signal.SIGSTOP)
        # The shell has set its own modes meanwhile.
        leaving.keep_half_lines()
        with leaving.printing():
            sys.stdout.write(screen.visible(self.half()))
            sys.stdout.flush()

    def _read(self) -> bytes:
        try:
            return os.read(self.source, 65536)
        except OSError:
            return b""  # the terminal went away

    def _readable(self, seconds: float) -> bool:
        try:
            return bool(select.select([self.source], [], [], seconds)[0])
        except (OSError, ValueError):
            return False  # a Windows console cannot be waited for in this way

    def _pending(self) -> bytes:
        """The half-typed line: a terminal that stops editing lines hands it over at once."""
        with self._modes(lambda modes: _at_once(_off(modes, termios.ICANON))) as changed:
            return self._read() if changed else b""

    @contextlib.contextmanager
    def _modes(self, change: Any) -> Iterator[bool]:
        """The terminal in other modes, and back; yields False where it has none."""
        try:
            before = termios.tcgetattr(self.source) if termios else None
        except (termios.error, OSError):
            before = None
        if before is None:
            yield False
            return
        try:
            self._set(change([*before[:_CONTROL_CHARACTERS], [*before[_CONTROL_CHARACTERS]]]))
            yield True
        finally:
            self._set(before)

    def _set(self, modes: list[Any]) -> None:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(self.source, termios.TCSANOW, modes)


def _off(modes: list[Any], flag: int) -> list[Any]:
    modes[_LOCAL_MODES] &= ~flag
    return modes


def _at_once(modes: list[Any]) -> list[Any]:
    modes[_CONTROL_CHARACTERS][termios.VMIN] = 0
    modes[_CONTROL_CHARACTERS][termios.VTIME] = 0
    return modes


def _decoded(data: bytes) -> str:
    # What is not UTF-8 becomes characters that no answer may hold, and is refused with a reason.
    return data.decode("utf-8", "surrogateescape")
