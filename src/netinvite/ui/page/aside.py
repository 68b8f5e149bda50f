"""The program put aside (Ctrl+Z, SIGTSTP) and taken up again (fg, SIGCONT) while a page is there."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.utils import suspend_to_background_supported


def stop() -> None:
    """Give the shell its terminal back and stop; the page is drawn again when the shell says so."""
    if suspend_to_background_supported():
        run_in_terminal(lambda: os.kill(0, signal.SIGSTOP))


def listen(
    app: Application[Any],
    loop: asyncio.AbstractEventLoop,
    put_aside: Callable[[], None],
    come_back: Callable[[], None],
) -> Callable[[], None]:
    """Let a SIGTSTP from outside do what Ctrl+Z does, and a SIGCONT draw anew; a function undoes that."""
    if not suspend_to_background_supported():
        return lambda: None

    def later(act: Callable[[], None]) -> Callable[[int, FrameType | None], None]:
        def handle(_number: int, _frame: FrameType | None) -> None:
            if app.context is not None:
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(act, context=app.context)

        return handle

    before = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    for number, act in ((signal.SIGTSTP, put_aside), (signal.SIGCONT, come_back)):
        signal.signal(number, later(act))

    def undo() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    return undo
