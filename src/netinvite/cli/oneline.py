"""One line typed on a terminal; Esc ends it at once, as it leaves a page."""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from netinvite.ui import screen

try:
    import termios
except ImportError:  # Windows: its console takes Esc for itself, and empties the line
    termios = None  # type: ignore[assignment]

_ESC = b"\x1b"
# What an arrow key sends, a key with Alt, or F1.
_KEY = rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\x1b\r\n])"
# Seconds until a lone Esc is taken for Esc, and not for the beginning of such a key.
_DELAY = 0.05
_LONGEST = 65536
_LOCAL_MODES, _CONTROL_CHARACTERS = 3, 6


def line() -> str | None:
    """What is typed, without its end; ``None`` where Esc ended it, or input did. Where no terminal edits the
    line, Esc counts once Enter is pressed."""
    source = _terminal()
    if source is None:
        typed = sys.stdin.readline().encode("utf-8", "surrogateescape")
    else:
        with _modes(source, _end_lines_at_esc):
            typed = _read(source)
        if typed.endswith(_ESC):
            # No Enter has ended the row.
            screen.tell("")
    if not typed or typed.rstrip().endswith(_ESC):
        return None
    return typed.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _terminal() -> int | None:
    """Standard input, where it is a terminal that edits lines."""
    with suppress(AttributeError, OSError, ValueError):
        source = sys.stdin.fileno()
        return source if termios and os.isatty(source) else None
    return None


def _read(source: int) -> bytes:
    """A line with its end, which may be Esc; b"" where input ends. Keys that would move the cursor are no
    part of it."""
    typed = b""
    while chunk := _chunk(source):
        if chunk.endswith(_ESC):
            chunk += _behind(source)
        typed = re.sub(_KEY, b"", typed + chunk)
        if typed.endswith((_ESC, b"\n")):
            return typed
    return b""


def _chunk(source: int) -> bytes:
    try:
        return os.read(source, _LONGEST)
    except OSError:
        return b""  # the terminal went away


def _behind(source: int) -> bytes:
    """What came in one breath with an Esc: no line yet, so the terminal hands it over only where it edits
    none."""
    with _modes(source, _edit_no_lines):
        return _chunk(source) if select.select([source], [], [], _DELAY)[0] else b""


@contextmanager
def _modes(source: int, change: Any) -> Iterator[None]:
    """The terminal in other modes, and back."""
    before = termios.tcgetattr(source)
    modes = [*before[:_CONTROL_CHARACTERS], [*before[_CONTROL_CHARACTERS]]]
    change(modes)
    termios.tcsetattr(source, termios.TCSANOW, modes)
    try:
        yield
    finally:
        with suppress(OSError, termios.error):
            termios.tcsetattr(source, termios.TCSANOW, before)


def _end_lines_at_esc(modes: list[Any]) -> None:
    modes[_CONTROL_CHARACTERS][termios.VEOL] = _ESC


def _edit_no_lines(modes: list[Any]) -> None:
    modes[_LOCAL_MODES] &= ~termios.ICANON
    modes[_CONTROL_CHARACTERS][termios.VMIN] = 0
    modes[_CONTROL_CHARACTERS][termios.VTIME] = 0
