"""What comes in one breath: a paste that no terminal has bracketed, what is typed ahead, a key held down."""

from __future__ import annotations

import os
import select
import sys
import time

from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

from netinvite.ui.parts import PASTE_GAP
from netinvite.values import Changing

try:
    import fcntl
    import termios
except ImportError:  # Windows
    fcntl = termios = None  # type: ignore[assignment]

# Seconds until a lone Esc is taken for Esc, and not for the beginning of an arrow key or of Alt+Enter.
ESCAPE_DELAY = 0.05
# What was typed before a signal is taken in first, a thousand letters at a time.
ROUNDS = 100
_ENTERS = (Keys.ControlM, Keys.ControlJ)
# So many characters are not typed ahead while one key is taken in.
_PASTED = 16
# Seconds. So soon after a page came, or after what an Enter led to, nobody has read what there is: a key was
# pressed twice; and so soon do the Enters of a key come that is held down.
SOON, _HELD = 0.25, 0.06


class Breath(Changing):
    """What is known of how one terminal's keys come. ``brackets``: a bracketed paste was seen, so what comes
    without brackets is typed; ``typed_before``: what comes was typed before anything was there to type to, so
    its Enter is Ctrl+J."""

    brackets: bool = False
    typed_before: bool = False
    _presses: int = 0
    # Of the last Enter: after which key, and when; when what is there came.
    _entered: int = -1
    _when: float = 0.0
    _seen: float = 0.0

    def is_pasted(self, event: KeyPressEvent, typed: str) -> bool:
        """Whether letters came in one breath behind this Enter, in a terminal of which nobody knows that it
        brackets its pastes; ``typed`` stands in the field. GNU screen brackets none of its own."""
        # What is typed before the page is there was typed to the shell's own line, and is no paste.
        if self.typed_before or (self.brackets and "STY" not in os.environ):
            return False
        queued = [press.key for press in event.key_processor.input_queue if press.data]
        if any(key not in _ENTERS for key in queued if key != Keys.CPRResponse):
            return True
        # Several Enters in a row are no paste.
        return bool(typed.strip()) and not queued and _waiting(event.app.input) >= _PASTED

    def note_page(self) -> None:
        """A page comes now, or something is said on it."""
        self._seen = time.monotonic()

    def note_press(self, count: int = 1) -> None:
        """So many keys came; those that are put back did not."""
        self._presses += count

    def note_enter(self, event: KeyPressEvent) -> bool:
        """Note an Enter; whether it follows the one before so soon that nobody can have meant what there is
        now. With letters behind it, it was typed ahead."""
        now = time.monotonic()
        when, self._when = self._when, now
        before, self._entered = self._entered, self._presses
        ahead = any(press.data.isprintable() and press.data for press in event.key_processor.input_queue)
        return self._presses == before + 1 and (now - self._seen < SOON or now - when < _HELD) and not ahead


def _waiting(source: Input) -> int:
    """How many characters nobody has read yet; 0 where that cannot be told."""
    if fcntl is None:
        return 0
    try:
        count = fcntl.ioctl(source.fileno(), termios.FIONREAD, b"\0\0\0\0")
    except (OSError, ValueError, NotImplementedError):
        return 0
    return int.from_bytes(count, sys.byteorder)


def came_with_more(event: KeyPressEvent) -> bool:
    """Whether more came together with this key: a letter that is taken at once is none of a paste."""
    return bool(event.key_processor.input_queue) or has_more(event.app.input, PASTE_GAP)


def has_more(source: Input, seconds: float = 0.0) -> bool:
    """Whether more was typed, or is within so many seconds."""
    try:
        return bool(select.select([source.fileno()], [], [], seconds)[0])
    except (OSError, ValueError, NotImplementedError):
        return False  # a Windows console cannot be waited for in this way; its pastes come bracketed
