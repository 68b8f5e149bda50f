"""Keystrokes for prompts: each group of keys is sent once the one before it has been dealt with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest.mock import patch

from prompt_toolkit.application import get_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from netinvite.ui import breath

ENTER = "\r"
ESC = "\x1b"
CTRL_C = "\x03"
CTRL_D = "\x04"
CTRL_E = "\x05"
CTRL_J = "\n"
BACK_TAB = "\x1b[Z"
ALT_ENTER = "\x1b\r"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
ERASE = "\x15"

# Between groups, so that the screen is drawn. Seconds.
GAP = 0.03
# After Esc the terminal waits for the rest of an arrow key; longer than the prompts do. Seconds.
AFTER_ESC = 0.25
# Two Enters that come sooner are one that was pressed twice: here those within SOON. Seconds.
AFTER_ENTER, SOON = 0.08, 0.06
TURNS = 5


def paste(text: str) -> str:
    """What a terminal sends for a bracketed paste."""
    return f"\x1b[200~{text}\x1b[201~"


class Screen(DummyOutput):
    """An output that keeps what was written."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.written = ""
        self._size = Size(rows=rows, columns=columns)

    def write(self, data: str) -> None:
        """Keep text."""
        self.written += data

    def write_raw(self, data: str) -> None:
        """Keep escape sequences out."""

    def get_rows_below_cursor_position(self) -> int:
        """Unknown, as in a terminal without cursor reports."""
        raise NotImplementedError

    def get_size(self) -> Size:
        """As it was made."""
        return self._size


class _Feeder:
    """Sends the next group when the loop has dealt with the last one, also across prompts."""

    def __init__(self, source: Any, groups: tuple[str, ...]) -> None:
        self.source = source
        self.groups = list(groups)
        self.unread = False
        self.timer: asyncio.TimerHandle | None = None
        self.delay = GAP
        self._read: Callable[[], list[Any]] = source.read_keys
        self._attach: Callable[[Callable[[], None]], AbstractContextManager[None]] = source.attach
        source.read_keys = self.read_keys
        source.attach = self.attach

    def read_keys(self) -> list[Any]:
        keys = self._read()
        self.unread = False
        self._plan()
        return keys

    def attach(self, ready: Callable[[], None]) -> AbstractContextManager[None]:
        if not self.unread:
            self._plan()
        return self._attach(ready)

    def _plan(self, turns: int = TURNS) -> None:
        """In turns, so that also after a machine stood still the prompt's own timers come first."""
        if self.timer:
            self.timer.cancel()
        next_turn = (lambda: self._plan(turns - 1)) if turns > 1 else self._send
        self.timer = asyncio.get_running_loop().call_later(self.delay / TURNS, next_turn)

    def _send(self) -> None:
        if get_app().invalidated:
            self._plan()
            return
        if self.groups and not self.unread:
            group = self.groups.pop(0)
            self.unread = True
            self.delay = AFTER_ESC if group.endswith(ESC) else AFTER_ENTER if group.endswith(ENTER) else GAP
            self.source.send_bytes(group.encode("utf-8", "surrogateescape"))


@contextmanager
def typing(*groups: str) -> Iterator[Any]:
    """An input that types these groups of keys one after the other; all must have been asked for."""
    with create_pipe_input() as source, patch.object(breath, "SOON", SOON):
        feeder = _Feeder(source, groups)
        yield source
        assert not feeder.groups, f"never asked for: {feeder.groups}"
