"""What comes in one breath: a paste that no terminal has bracketed, a key that is held down."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

if TYPE_CHECKING:
    from netinvite.ui.page.sitting import Sitting

try:
    import fcntl
    import termios
except ImportError:  # Windows
    fcntl = termios = None  # type: ignore[assignment]

_ENTERS = (Keys.ControlM, Keys.ControlJ)
# So many characters are not typed ahead while one key is taken in.
_PASTED = 16
# Seconds between two Enters of a key that is held down, at most.
_HELD = 0.06


def is_pasted(event: KeyPressEvent, typed: str, sitting: Sitting) -> bool:
    """Whether letters came in one breath behind this Enter, in a terminal of which nobody knows that it
    brackets its pastes. GNU screen brackets none of its own."""
    # What is typed before the page is there was typed to the shell's own line, and is no paste.
    if sitting.typed_before or (sitting.brackets and "STY" not in os.environ):
        return False
    queued = [press.key for press in event.key_processor.input_queue if press.data]
    if any(key not in _ENTERS for key in queued if key != Keys.CPRResponse):
        return True
    # Several Enters in a row are somebody who skips ahead.
    return bool(typed.strip()) and not queued and _waiting(event.app.input) >= _PASTED


def _waiting(source: Input) -> int:
    """How many characters nobody has read yet; 0 where that cannot be told."""
    if fcntl is None:
        return 0
    try:
        count = fcntl.ioctl(source.fileno(), termios.FIONREAD, b"\0\0\0\0")
    except (OSError, ValueError, NotImplementedError):
        return 0
    return int.from_bytes(count, sys.byteorder)


def is_held(sitting: Sitting) -> bool:
    """Whether Enter comes as soon after Enter as from a key that is held down."""
    before, sitting.entered = sitting.entered, time.monotonic()
    return sitting.entered - before < _HELD
