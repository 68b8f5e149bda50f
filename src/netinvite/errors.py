"""The one base error, and what each kind of fault owes its reader."""

from __future__ import annotations

from typing import ClassVar


class NetinviteError(Exception):
    """What went wrong in one sentence, with a hint on what to do.

    ``exit_code`` is what the program ends with: 1 a failed job, 2 wrong usage, 130 interrupted.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(NetinviteError):
    """The command cannot be carried out as it was written."""

    exit_code = 2


class UnfinishedError(UsageError):
    """A text is asked for before the answers that it cannot do without are there."""


class GuideError(NetinviteError):
    """A guide file says something that cannot be asked."""

    exit_code = 2


class AnswerError(NetinviteError):
    """A value does not fit its question; the message is shown at the field."""

    exit_code = 2


class MistypedError(AnswerError):
    """A file holds something else than what the question takes: a number where text belongs."""


class WorkspaceError(NetinviteError):
    """A file of the workspace cannot be read or written."""


class UnreadableError(WorkspaceError):
    """A file is there and the system does not give it; whether it is damaged is not known.

    ``of_this_file``: the reason lies in the file and not in the moment, so that others can be read.
    """

    def __init__(self, message: str, hint: str = "", *, of_this_file: bool = True) -> None:
        super().__init__(message, hint)
        self.of_this_file = of_this_file


class UnfitError(WorkspaceError):
    """An answer does not fit its question any more: the guide was changed after it was given."""


class GoneError(WorkspaceError):
    """Whom a change is about is not in the workspace any more."""


class ChangedError(WorkspaceError):
    """Somebody else has changed the same thing meanwhile; nothing was written."""


class TemplateError(NetinviteError):
    """A text cannot be made from its template."""
