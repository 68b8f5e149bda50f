"""How a sitting at the terminal ends before it is over: Ctrl+C, SIGTERM, a closed window.

A signal interrupts nothing: it is noted, and whoever waits for a key or a line is woken and ends with what is
half typed. What is being saved or printed is finished first. The first signal counts; what comes after it
changes nothing.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from netinvite.errors import NetinviteError

try:
    import termios
except ImportError:  # Windows
    termios = None  # type: ignore[assignment]


class LeftError(NetinviteError):
    """Somebody left with Ctrl+C; everything is saved."""

    exit_code = 130


class TerminatedError(LeftError):
    """The program was told to end (SIGTERM); everything is saved."""

    exit_code = 143


class HungUpError(LeftError):
    """The terminal went away (SIGHUP); everything is saved."""

    exit_code = 129


class BrokenError(LeftError):
    """Something went wrong while a question was asked; everything is saved. ``fault`` is what did."""

    fault: Exception


def broken_by(fault: Exception) -> type[BrokenError]:
    """The error with which such a sitting ends."""
    return type("BrokenError", (BrokenError,), {"fault": fault})


class Ended(Exception):  # noqa: N818  # an outcome, not an error
    """A signal or a fault ended the sitting; ``unfinished`` is what stood in the field, ``None`` where none
    was."""

    def __init__(self, error: type[LeftError], unfinished: str | None = None) -> None:
        super().__init__()
        self.error = error
        self.unfinished = unfinished


# Windows has no SIGHUP; what it sends when its window is closed is SIGBREAK.
_ERRORS = {"SIGINT": LeftError, "SIGTERM": TerminatedError, "SIGHUP": HungUpError, "SIGBREAK": HungUpError}
_LOCAL_MODES = 3
# Seconds until a terminal that takes nothing (Ctrl+S, a window that hangs) holds the end up no longer, and
# between two looks at it.
STUCK, AGAIN = 2.0, 0.5


class _Sitting:
    """What was noted; ``alarm`` can be read then, so that a ``select`` ends."""

    def __init__(self) -> None:
        self.first: type[LeftError] | None = None
        self.number = 0
        self.wakers: list[Callable[[], None]] = []
        self.alarm, self._ring = os.pipe()
        if hasattr(os, "set_blocking"):  # Windows got it late, and has no such crowd of signals
            os.set_blocking(self._ring, False)

    def note(self, error: type[LeftError], number: int = 0) -> None:
        if self.first is None:
            self.first, self.number = error, number
            if hasattr(signal, "setitimer"):
                signal.signal(signal.SIGALRM, _let_output_go)
                signal.setitimer(signal.ITIMER_REAL, STUCK, AGAIN)
        with contextlib.suppress(OSError):
            os.write(self._ring, b"!")
        for wake in tuple(self.wakers):
            wake()

    def wait_for(self, source: int) -> bool:
        """See ``is_readable``."""
        with self._rung_at_once():
            while not self.first:
                if source in select.select([source, self.alarm], [], [])[0]:
                    return True
                # A signal that ends nothing, as Ctrl+Z.
                os.read(self.alarm, 4096)
        return bool(select.select([source], [], [], 0)[0])

    @contextlib.contextmanager
    def _rung_at_once(self) -> Iterator[None]:
        """Let a signal ring by itself: Python looks for one before it begins to wait, and misses one that
        comes between."""
        before = -1
        # In the main thread alone.
        with contextlib.suppress(ValueError):
            before = signal.set_wakeup_fd(self._ring, warn_on_full_buffer=False)
        try:
            yield
        finally:
            with contextlib.suppress(ValueError):
                signal.set_wakeup_fd(before)

    def close(self) -> None:
        os.close(self.alarm)
        os.close(self._ring)


_sitting: _Sitting | None = None


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """A sitting: Ctrl+C, SIGTERM and SIGHUP are noted, and what is half typed outlives Ctrl+C.

    Where it ends because of one, or with a ``LeftError``, the program is about to end: what else comes is
    ignored.
    """
    global _sitting
    sitting = _sitting = _Sitting()

    def note(number: int, _frame: FrameType | None) -> None:
        sitting.note(_ERRORS[signal.Signals(number).name], number)

    numbers = [getattr(signal, name) for name in _ERRORS if hasattr(signal, name)]
    before = {number: signal.signal(number, note) for number in numbers}
    try:
        with _half_lines_kept():
            yield
    except BaseException as error:
        if sitting.first or isinstance(error, LeftError):
            before = dict.fromkeys(before, signal.SIG_IGN)
        raise
    else:
        if sitting.first and hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _sitting = None
        sitting.close()
    if sitting.number:
        # It came in the last moment, for whatever comes now.
        signal.raise_signal(sitting.number)


def _let_output_go(_number: int, _frame: FrameType | None) -> None:
    """Throw away what a terminal does not take, so that whoever prints goes on. What one takes, it gets
    whole, however late somebody reads it."""
    for number in (1, 2):
        with contextlib.suppress(termios.error, OSError, ValueError):
            if select.select([], [number], [], 0)[1]:
                continue
            termios.tcflow(number, termios.TCOON)
            termios.tcflush(number, termios.TCOFLUSH)


@contextlib.contextmanager
def _half_lines_kept() -> Iterator[None]:
    """Let Ctrl+C leave the half-typed line where it is; a terminal throws it away (NOFLSH)."""
    before = _modes()
    keep_half_lines()
    try:
        yield
    finally:
        if before:
            _set(before)


def keep_half_lines() -> None:
    """Put the terminal into that mode (again), where there is one and a sitting."""
    modes = _modes()
    if modes and _sitting:
        _set([*modes[:_LOCAL_MODES], modes[_LOCAL_MODES] | termios.NOFLSH, *modes[_LOCAL_MODES + 1 :]])


def _modes() -> list[Any] | None:
    try:
        return termios.tcgetattr(sys.stdin.fileno()) if termios else None
    except (termios.error, OSError, ValueError):
        return None


def _set(modes: list[Any]) -> None:
    with contextlib.suppress(termios.error, OSError):
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, modes)


def let_keys_signal(terminal: int, wanted: bool) -> None:
    """Whether Ctrl+C and Ctrl+Z typed to a terminal in raw mode are signals, as they are otherwise."""
    if not termios:
        return
    with contextlib.suppress(termios.error, OSError):
        modes = termios.tcgetattr(terminal)
        local = modes[_LOCAL_MODES] | termios.ISIG if wanted else modes[_LOCAL_MODES] & ~termios.ISIG
        modes[_LOCAL_MODES] = local
        termios.tcsetattr(terminal, termios.TCSANOW, modes)


def note(error: type[LeftError]) -> None:
    """Note that the sitting is to end, as a signal does; nothing where there is no sitting."""
    if _sitting:
        _sitting.note(error)


def noted() -> type[LeftError] | None:
    """Why the sitting is to end; ``None`` while it is not."""
    return _sitting.first if _sitting else None


def end_if_noted(unfinished: str | None = None) -> None:
    """Raise ``Ended`` where the sitting is to end: between two things, when the first is done."""
    if error := noted():
        raise Ended(error, unfinished)


def is_readable(source: int) -> bool:
    """Wait until something can be read from ``source``; whether it can, for a sitting that is to end waits no
    longer. Raises as ``select`` does."""
    return _sitting.wait_for(source) if _sitting else bool(select.select([source], [], [])[0])


@contextlib.contextmanager
def woken_by(wake: Callable[[], None]) -> Iterator[None]:
    """Call ``wake`` when something is noted. It is called by a signal handler: it may only hand on."""
    wakers = _sitting.wakers if _sitting else []
    wakers.append(wake)
    try:
        yield
    finally:
        wakers.remove(wake)


@contextlib.contextmanager
def printing() -> Iterator[None]:
    """Print in a sitting: a terminal that went away ends it at the next question, with what is half given."""
    try:
        yield
    except OSError:
        if not _sitting:
            raise
        note(HungUpError)
