"""Hand a mail to the desktop: the mail program, or the clipboard. Nothing passes through a shell."""

from __future__ import annotations

import base64
import mimetypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from netinvite.errors import NetinviteError
from netinvite.language import _

# What terminals take in one OSC 52 sequence, in bytes of base64 (xterm's limit).
LONGEST_OSC_52 = 100_000
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


def copy(text: str) -> str:
    """Put ``text`` on the clipboard; says how: the name of the way that was used."""
    if not (os.environ.get("SSH_TTY") or os.environ.get("SSH_CONNECTION")):
        import pyperclip

        try:
            pyperclip.copy(text)
        except pyperclip.PyperclipException:
            pass
        else:
            return _("the clipboard of this computer")
    _osc_52(text)
    return _("the clipboard of your terminal (OSC 52)")


def _osc_52(text: str) -> None:
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > LONGEST_OSC_52 or not sys.stderr.isatty():
        raise HandoverError(
            _("No clipboard was found."),
            _("Print the text instead: netinvite mail NAME --format text"),
        )
    sys.stderr.write(f"\x1b]52;c;{encoded}\x07")
    sys.stderr.flush()
