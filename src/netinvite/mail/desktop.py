"""The programs of this desktop: which one opens a mail, and that it does; which one edits a text."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.libraries import regex

MAIL, LINK = "message/rfc822", "x-scheme-handler/mailto"
# Seconds until a program of the desktop that does not answer counts as gone.
PATIENCE = 10
# These open files through GIO, which has ideas of its own: without a mail program it takes a mail for text.
BY_GIO = {"GNOME", "Unity", "Budgie", "Cinnamon", "X-Cinnamon", "MATE", "XFCE"}
_KIND = regex(r"[\w.+-]+/[\w.+-]+")


def opens_as_mail(target: str) -> bool | None:
    """Whether a mail program opens this file or ``mailto:`` link; None where that cannot be known.

    The exit status of ``xdg-open`` does not tell: from xdg-utils 1.2 on it is 0 when nothing was opened.
    """
    link = target.startswith("mailto:")
    kind = LINK if link else _kind(target)
    # Plain window managers ask ``file``, which takes some mails for text; an editor would open then.
    return False if kind.startswith("text/") else taken_by_mail_program(kind)


def taken_by_mail_program(kind: str, seconds: float = PATIENCE) -> bool | None:
    """Whether files, or links, of this kind go to a mail program.

    None where that cannot be known, also where no answer comes within so many seconds.
    """
    until = time.monotonic() + seconds
    program = _said("xdg-mime", "query", "default", kind, seconds=seconds)
    if not program:
        return None if program is None else False
    if (other := _by_gio(kind, max(until - time.monotonic(), 0.0))) and _is_mail_program(other) is False:
        return False
    return _is_mail_program(program.split(";")[0])


def _by_gio(kind: str, seconds: float) -> str:
    """The entry of the program that GIO would take, where this desktop asks it; else ""."""
    if not BY_GIO & set(os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")):
        return ""
    found = re.search(
        r": (\S+\.desktop)$", (_said("gio", "mime", kind, seconds=seconds) or "").partition("\n")[0]
    )
    return found[1] if found else ""


def _kind(file: str) -> str:
    found = (_said("xdg-mime", "query", "filetype", file) or "").partition(";")[0]
    return found if _KIND.fullmatch(found) else MAIL


def _said(name: str, *question: str, seconds: float = PATIENCE) -> str | None:
    """What a program answers, in plain words; None where it cannot be asked."""
    answer = ran((name, *question), env={**os.environ, "LC_ALL": "C"}, read=True, seconds=seconds)
    return None if answer is None else answer.decode("utf-8", "replace").strip()


def ran(
    command: tuple[str, ...],
    data: bytes = b"",
    *,
    env: Mapping[str, str] | None = None,
    read: bool = False,
    seconds: float | None = None,
) -> bytes | None:
    """What a program said; None where it failed, is not there, or took longer than so many seconds."""
    status, said = outcome(command, data, env=env, read=read, seconds=seconds)
    return said if status == 0 else None


def outcome(
    command: tuple[str, ...],
    data: bytes = b"",
    *,
    env: Mapping[str, str] | None = None,
    read: bool = False,
    seconds: float | None = None,
) -> tuple[int | None, bytes]:
    """What a program ended with and what it said; None where it is not there or did not answer.

    A clipboard's owner goes on in the background: it must hold neither our caller's pipe nor the terminal.
    """
    program = shutil.which(command[0])
    if not program:
        return None, b""
    try:
        with subprocess.Popen(
            [program, *command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if read else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=env,
            start_new_session=True,
        ) as process:
            try:
                said = process.communicate(data, PATIENCE if seconds is None else seconds)[0]
            except subprocess.TimeoutExpired:
                _end(process)
                return None, b""
    except OSError:
        return None, b""
    return process.returncode, said or b""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that does not answer, with whatever it started."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _is_mail_program(name: str) -> bool | None:
    """What the program's own entry says of it; None where there is none, or where nobody would see it."""
    entry = next((found for file in _entries(name) if (found := _read(file))), "")
    if not entry:
        return None
    said = dict(re.findall(r"(?m)^(Categories|MimeType|Terminal)\s*=\s*(.*)$", entry))
    kinds = f"{said.get('Categories', '')};{said.get('MimeType', '')}".split(";")
    if "Email" not in kinds and LINK not in kinds:
        return False
    seen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return True if seen and said.get("Terminal", "false").strip() != "true" else None


def _entries(name: str) -> Iterator[Path]:
    """Where the entry may lie; a hyphen in its name can stand for a folder."""
    home = os.environ.get("XDG_DATA_HOME") or f"{os.environ.get('HOME', '')}/.local/share"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for place in (home, *shared.split(":")):
        for file in (name, name.replace("-", "/", 1)):
            yield Path(place) / "applications" / file


def _read(file: Path) -> str:
    """The part of an entry that is about the program; "" where there is none."""
    try:
        text = file.read_text("utf-8", "replace") if file.is_file() else ""
    except OSError:
        return ""
    return text.partition("[Desktop Entry]")[2].partition("\n[")[0]


# Editors -------------------------------------------------------------------------------------------

# The variables that name one, the first that is set counts; and what is tried where none is.
NAMING_EDITORS = ("VISUAL", "EDITOR")
EDITORS = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "editor", "nano", "vi", "emacs")


def editors() -> dict[str, str]:
    """The editors that the environment names, each as a command line, by the variable that names it."""
    return {name: named for name in NAMING_EDITORS if (named := os.environ.get(name))}


# Opening -------------------------------------------------------------------------------------------

# Seconds until a program that was started counts as open.
PATIENCE_TO_OPEN = 5


class HandoverError(NetinviteError):
    """The desktop does not take it."""


def opener() -> str:
    """The program that opens files on this desktop; "" where there is none."""
    if sys.platform == "darwin":
        return "open"
    return shutil.which("xdg-open") or ""


def open_file(target: str) -> bool:
    """Open a mail, as a file or a ``mailto:`` link, with whatever the desktop has for it; whether that is
    known to be a mail program. ``HandoverError``, without a hint, where there is nothing, or where a file
    would open in an editor."""
    if sys.platform == "win32":
        try:
            os.startfile(target)
        except OSError:
            raise _no_program_for(target, "Windows") from None
        return True
    program = opener()
    if not program:
        raise HandoverError(
            _("This computer has no xdg-open to find an email program with."),
        )
    fit = sys.platform == "darwin" or opens_as_mail(target)
    # A link goes to a browser where nothing else takes it, and that may know what to do with it.
    if (fit is False and not target.startswith("mailto:")) or _failed([program, target]):
        raise _no_program_for(target, Path(program).name)
    return fit is True


def _no_program_for(target: str, program: str) -> HandoverError:
    return HandoverError(
        _("%(program)s found no program for %(target)s.") % {"program": program, "target": target[:60]},
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
        return bool(process.wait(PATIENCE_TO_OPEN))
    except subprocess.TimeoutExpired:
        return False


# Git Bash ------------------------------------------------------------------------------------------


def in_mintty() -> bool:
    """Whether this is Git Bash's own window, in which no program of Windows finds a terminal."""
    if sys.platform != "win32" or os.isatty(0):
        return False
    return bool(os.environ.get("MSYSTEM")) or os.environ.get("TERM_PROGRAM") == "mintty"


def no_terminal_in_mintty() -> str:
    """The sentence that says so."""
    return _("Git Bash's own window (mintty) is no terminal for programs of Windows.")


def use_winpty() -> str:
    """The sentence that says what to do then."""
    return _("Put winpty before the command, or use PowerShell.")
