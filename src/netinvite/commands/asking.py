"""A question of a command that changes much: answered by a typed word, never by a bare Enter."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from netinvite import screen
from netinvite.errors import UsageError
from netinvite.language import _

# So often a question is put again that nothing answers.
_TRIES = 3


def type_in(question: str, otherwise: str) -> str:
    """What is typed on one line; without a terminal a ``UsageError`` with the hint ``otherwise``."""
    if not sys.stdin.isatty():
        raise UsageError(_("There is no terminal to ask on."), otherwise)
    _drop_typed_ahead()
    screen.tell(question)
    return sys.stdin.readline().strip()


def chosen(question: str, words: Mapping[str, str]) -> str | None:
    """What the word typed stands for in ``words``; None where it is none of them each time, or input ends."""
    _drop_typed_ahead()
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


def _drop_typed_ahead() -> None:
    """Keys pressed before the question was there do not answer it."""
    try:
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
    except (ImportError, OSError):
        return
