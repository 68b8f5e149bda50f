"""A question of a command that changes much: answered by a typed word, never by a bare Enter."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping

from netinvite import screen
from netinvite.errors import UsageError
from netinvite.language import _

# So often a question is put again that nothing answers.
_TRIES = 3
# Seconds without a key after which a paste is over, and after which no more of it is waited for.
QUIET = 0.1
LONGEST_PASTE = 2.0


def type_in(question: str, otherwise: str) -> str:
    """What is typed on one line; without a terminal a ``UsageError`` with the hint ``otherwise``."""
    if not sys.stdin.isatty():
        raise UsageError(_("There is no terminal to ask on."), otherwise)
    _drop_typed()
    screen.tell(question)
    try:
        return sys.stdin.readline().strip()
    finally:
        # Of a paste the first line answers; the rest is not for the shell to run.
        _drop_pasted()


def chosen(question: str, words: Mapping[str, str]) -> str | None:
    """What the word typed stands for in ``words``; None where it is none of them each time, or input ends."""
    _drop_typed()
    for _time in range(_TRIES):
        screen.tell(question)
        line = sys.stdin.readline()
        if not line:
            return None
        if (typed := line.strip().casefold()) in words:
            return words[typed]
    return None


def agreed(typed: str) -> bool:
    """Whether the typed word is a yes or its first letter, in the language in use or in English."""
    return typed.casefold() in (_("yes"), _("yes")[0], "yes", "y")


def _drop_typed() -> None:
    """Keys pressed before the question was there do not answer it."""
    try:
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
    except (ImportError, OSError, ValueError):
        return


def _drop_pasted() -> None:
    """All lines of a paste, which a terminal hands over piece by piece, until it is quiet."""
    until = time.monotonic() + LONGEST_PASTE
    _drop_typed()
    while time.monotonic() < until and _goes_on():
        _drop_typed()
    # A last line without its end is no line to be read yet.
    _drop_typed()


def _goes_on() -> bool:
    """Whether a line comes before it is quiet; a terminal that was closed could be read for ever."""
    import select

    try:
        return bool(select.select([sys.stdin], [], [], QUIET)[0]) and os.isatty(sys.stdin.fileno())
    except (OSError, ValueError):
        return False
