"""Hand a mail to the desktop's mail program. Nothing passes through a shell."""

from __future__ import annotations

import mimetypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from netinvite.errors import NetinviteError
from netinvite.language import _

# Seconds until a program that was started counts as open.
PATIENCE = 5


class HandoverError(NetinviteError):
    """The desktop does not take it."""


def opener() -> str:
    """The program that opens files on this desktop; "" where there is none."""
    if sys.platform == "darwin":
        return "open"
    return shutil.which("xdg-open") or ""


def open_file(target: str) -> None:
    """Open a file or a ``mailto:`` link with whatever the desktop has for it."""
    if sys.platform == "win32":
        try:
            os.startfile(target)
        except OSError:
            raise _no_program_for(target, "Windows") from None
        return
    program = opener()
    if not program:
        raise HandoverError(
            _("This computer has no xdg-open to find a mail program with."),
            _("Write the mail to a file instead: netinvite mail NAME --output NAME.eml"),
        )
    if not _has_program(target) or _failed([program, target]):
        raise _no_program_for(target, Path(program).name)


def _no_program_for(target: str, program: str) -> HandoverError:
    return HandoverError(
        _("%(program)s found no program for %(target)s.") % {"program": program, "target": target[:60]},
        _("Write the mail to a file instead: netinvite mail NAME --output NAME.eml"),
    )


def _has_program(target: str) -> bool:
    """Whether this desktop opens such files; True where it cannot be asked.

    The exit status of ``xdg-open`` does not tell: from xdg-utils 1.2 on it is 0 when nothing was opened.
    """
    ask, kind = shutil.which("xdg-mime"), mimetypes.guess_type(target)[0]
    if not ask or not kind or sys.platform == "darwin":
        return True
    answer = subprocess.run([ask, "query", "default", kind], capture_output=True, check=False)
    return answer.returncode != 0 or bool(answer.stdout.strip())


def _failed(command: list[str]) -> bool:
    """Start a program; one that still runs after a moment is the mail program, and goes on without us."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return bool(process.wait(PATIENCE))
    except subprocess.TimeoutExpired:
        return False
