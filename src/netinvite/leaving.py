"""How a sitting at the terminal ends before it is over: Ctrl+C, SIGTERM, a closed window."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

from netinvite.errors import NetinviteError


class LeftError(NetinviteError):
    """Somebody left with Ctrl+C; everything is saved."""

    exit_code = 130


class TerminatedError(LeftError):
    """The program was told to end (SIGTERM); everything is saved."""

    exit_code = 143


class HungUpError(LeftError):
    """The terminal went away (SIGHUP); everything is saved."""

    exit_code = 129


class Ended(Exception):  # noqa: N818  # an outcome, not an error
    """A signal ended the sitting; ``unfinished`` is what stood in the field."""

    def __init__(self, error: type[LeftError], unfinished: str) -> None:
        super().__init__()
        self.error = error
        self.unfinished = unfinished


def listen(current_text: Callable[[], str], stop: Callable[[BaseException], bool]) -> None:
    """Let SIGTERM and SIGHUP end the sitting as Ctrl+C does: saved, with a sane terminal.

    ``stop`` ends what is on the screen with the ``Ended`` that it is given, and is false where nothing
    is there to be ended; then ``Ended`` is raised at once.
    """

    def end(number: int, _frame: FrameType | None) -> None:
        error = HungUpError if number == getattr(signal, "SIGHUP", None) else TerminatedError
        outcome = Ended(error, current_text())
        if not stop(outcome):
            raise outcome

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, end)
