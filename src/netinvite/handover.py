"""Hand a mail to the desktop's mail program. Nothing passes through a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from netinvite import desktop
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


def open_file(target: str) -> bool:
    """Open a mail, as a file or a ``mailto:`` link, with whatever the desktop has for it; whether that is
    known to be a mail program. ``HandoverError`` where there is nothing, or where a file would open in an
    editor."""
    if sys.platform == "win32":
        try:
            os.startfile(target)
        except OSError:
            raise _no_program_for(target, "Windows") from None
        return True
    program = opener()
    if not program:
        raise HandoverError(
            _("This computer has no xdg-open to find a mail program with."),
            _("Write the mail to a file instead: netinvite mail NAME --output NAME.eml"),
        )
    fit = sys.platform == "darwin" or desktop.opens_as_mail(target)
    # A link goes to a browser where nothing else takes it, and that may know what to do with it.
    if (fit is False and not target.startswith("mailto:")) or _failed([program, target]):
        raise _no_program_for(target, Path(program).name)
    return fit is True


def _no_program_for(target: str, program: str) -> HandoverError:
    return HandoverError(
        _("%(program)s found no program for %(target)s.") % {"program": program, "target": target[:60]},
        _("Write the mail to a file instead: netinvite mail NAME --output NAME.eml"),
    )


def _failed(command: list[str]) -> bool:
    """Start a program; one that still runs after a moment is the mail program, and goes on without us."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return bool(process.wait(PATIENCE))
    except subprocess.TimeoutExpired:
        return False
