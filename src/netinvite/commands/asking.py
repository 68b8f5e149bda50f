"""A question of a command that changes much: answered by a typed word, never by a bare Enter."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from netinvite import screen
from netinvite.errors import UsageError
from netinvite.language import _


def type_in(question: str, otherwise: str) -> str:
    """What is typed on one line; without a terminal a ``UsageError`` with the hint ``otherwise``."""
    if not sys.stdin.isatty():
        raise UsageError(_("There is no terminal to ask on."), otherwise)
    _drop_typed_ahead()
    screen.tell(question)
    return sys.stdin.readline().strip()


def chosen(question: str, words: Mapping[str, str]) -> str | None:
    """What the word typed stands for in ``words``; asked again until it is one. None at the end of input."""
    _drop_typed_ahead()
    while True:
        screen.tell(question)
        line = sys.stdin.readline()
        if not line:
            return None
        if (typed := line.strip().casefold()) in words:
            return words[typed]


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
