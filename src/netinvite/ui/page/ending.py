"""How an open question ends, other than by an answer."""

from __future__ import annotations

import sys

from netinvite import leaving
from netinvite.leaving import HungUpError
from netinvite.values import Frozen


class Gone(Frozen):
    """Somebody goes ``back``, or leaves."""

    back: bool


class Told(Frozen):
    """A signal ends the sitting."""


class Turned(Frozen):
    """Somebody wants the other way through the questions."""


class Broken(Frozen):
    """Something went wrong in a key, or while something was drawn."""

    error: Exception


def what_broke(error: Exception) -> Gone | Told | Broken:
    """A terminal that went away, or a fault; a file that cannot be used has a name."""
    if not isinstance(error, EOFError | OSError) or getattr(error, "filename", None):
        return Broken(error)
    if sys.stdin.isatty():
        return Gone(back=False)
    # The window is gone, and its signal may be still to come.
    leaving.note(HungUpError)
    return Told()
