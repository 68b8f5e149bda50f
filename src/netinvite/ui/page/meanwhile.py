"""What is done while a page is read: what is needed later, piece by piece, and what earlier pages left."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import suppress

from netinvite.ui.fronts import NOTHING

# Seconds after a page or a key is drawn until what it left is looked for; after them until a piece is done;
# between two pieces.
_DRAWN, _QUIET, _GAP = 0.03, 0.3, 0.02
# New objects after which they are looked through: a key makes 200, and Python itself waits for 20,000.
_YOUNG = 2_000
# Pages after which garbage is looked for everywhere.
_ALL = 20


class Meanwhile:
    """Does one of the ``pieces`` after the other in the ``loop`` of a page; ``waits``: whether a key does."""

    def __init__(self, loop: asyncio.AbstractEventLoop, waits: Callable[[], bool]) -> None:
        self._loop, self._waits = loop, waits
        self.pieces: Iterator[object] = NOTHING
        self._timer: asyncio.TimerHandle | None = None
        self._touched = 0.0
        self._pages = 0
        self._sweeping: asyncio.TimerHandle | None = None

    def touch(self) -> None:
        """A key was typed."""
        self._touched = self._loop.time()
        if self._pages:
            self._stop_sweeping()
            self._sweeping = self._loop.call_later(_DRAWN, self._sweep)

    def _sweep(self) -> None:
        if gc.get_count()[0] > _YOUNG and not self._waits():
            gc.collect(0)

    def _stop_sweeping(self) -> None:
        if self._sweeping:
            self._sweeping.cancel()

    def begin(self) -> None:
        """A page is drawn, and somebody reads it."""
        self.touch()
        self.end()
        if self.pieces is not NOTHING:
            self._timer = self._loop.call_later(_DRAWN, self._tidy)

    def end(self) -> None:
        """The page is answered."""
        self._stop_sweeping()
        if self._timer:
            self._timer.cancel()

    def _tidy(self) -> None:
        """Garbage is looked for now, for later that would hold up an answer; what is loaded stays."""
        if not self._pages:
            gc.freeze()
        elif not self._waits():
            # All of it takes 15 ms, what is young 1.
            gc.collect(1 if self._pages % _ALL else 2)
        self._pages += 1
        self._go_on()

    def _go_on(self) -> None:
        rest = self._touched + _QUIET - self._loop.time()
        if rest <= 0 and not self._waits():
            # Whatever is wrong is told where it is needed.
            with suppress(Exception):
                next(self.pieces)
                gc.freeze()
                self._timer = self._loop.call_later(_GAP, self._go_on)
        else:
            self._timer = self._loop.call_later(max(rest, _GAP), self._go_on)
