"""What this desktop does with a mail: its mail program opens it, or its clipboard takes the text."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyperclip

from netinvite.errors import NetinviteError
from netinvite.language import _

MAIL, LINK = "message/rfc822", "x-scheme-handler/mailto"
# Seconds until a program of the desktop that does not answer counts as gone.
PATIENCE = 10
# These open files through GIO, which has ideas of its own: without a mail program it takes a mail for text.
BY_GIO = {"GNOME", "Unity", "Budgie", "Cinnamon", "X-Cinnamon", "MATE", "XFCE"}
_KIND = re.compile(r"[\w.+-]+/[\w.+-]+")


def opens_as_mail(target: str) -> bool | None:
    """Whether a mail program opens this file or ``mailto:`` link; None where that cannot be known.

    The exit status of ``xdg-open`` does not tell: from xdg-utils 1.2 on it is 0 when nothing was opened.
    """
    link = target.startswith("mailto:")
    kind = LINK if link else _kind(target)
    # Plain window managers ask ``file``, which takes some mails for text; an editor would open then.
    if kind.startswith("text/"):
        return False
    program = _said("xdg-mime", "query", "default", kind)
    if not program:
        return None if program is None else False
    if (other := _by_gio(kind)) and _is_mail_program(other) is False:
        return False
    return _is_mail_program(program.split(";")[0])


def _by_gio(kind: str) -> str:
    """The entry of the program that GIO would take, where this desktop asks it; else ""."""
    if not BY_GIO & set(os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")):
        return ""
    found = re.search(r": (\S+\.desktop)$", (_said("gio", "mime", kind) or "").partition("\n")[0])
    return found[1] if found else ""


def _kind(file: str) -> str:
    found = (_said("xdg-mime", "query", "filetype", file) or "").partition(";")[0]
    return found if _KIND.fullmatch(found) else MAIL


def _said(name: str, *question: str) -> str | None:
    """What a program answers, in plain words; None where it cannot be asked."""
    answer = _ran((name, *question), env={**os.environ, "LC_ALL": "C"}, read=True)
    return None if answer is None else answer.decode("utf-8", "replace").strip()


def _ran(
    command: tuple[str, ...], data: bytes = b"", *, env: Mapping[str, str] | None = None, read: bool = False
) -> bytes | None:
    """What a program said; None where it failed, or is not there.

    A clipboard's owner goes on in the background: it must hold neither our caller's pipe nor the terminal.
    """
    program = shutil.which(command[0])
    if not program:
        return None
    try:
        done = subprocess.run(
            [program, *command[1:]],
            input=data,
            stdout=subprocess.PIPE if read else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=env,
            start_new_session=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if done.returncode else done.stdout or b""


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


# The clipboard -------------------------------------------------------------------------------------

# What terminals take in one OSC 52 sequence, in bytes of base64 (xterm's limit).
LONGEST_OSC_52 = 100_000
# GNU screen passes on no longer string at once (256 in its oldest versions in use).
SCREENFUL = 200
# Seconds in which a clipboard may show what was put there; how often that is looked at.
SETTLING, LOOK_AGAIN = 1.0, 0.05


class ClipboardError(NetinviteError):
    """There is nothing to copy to."""


class _Clipboard(NamedTuple):
    """A clipboard's commands on a desktop that this variable of the environment names."""

    variable: str
    copy: tuple[str, ...]
    paste: tuple[str, ...]


PROGRAMS = (
    _Clipboard("WAYLAND_DISPLAY", ("wl-copy",), ("wl-paste", "--no-newline")),
    _Clipboard("DISPLAY", ("xclip", "-selection", "clipboard"), ("xclip", "-selection", "clipboard", "-out")),
    _Clipboard("DISPLAY", ("xsel", "--clipboard", "--input"), ("xsel", "--clipboard", "--output")),
)


def copy(text: str, otherwise: str) -> str:
    """Put ``text`` on the clipboard; a sentence that says on which, and how far that is certain.
    ``otherwise`` is the command that prints it.

    ``ClipboardError`` where there is none.
    """
    data = text.encode("utf-8", "replace")
    in_tmux = _tmux(data)
    # Over SSH, the clipboard of this computer is not that of whoever sits there.
    remote = os.environ.get("SSH_TTY") or os.environ.get("SSH_CONNECTION")
    if not remote and _on_clipboard(data):
        return _("Copied to the clipboard of this computer.")
    if in_tmux:
        return in_tmux
    _osc_52(data, otherwise)
    return _(
        "Sent to the clipboard of your terminal (OSC 52), which does not say whether it takes it. If pasting "
        "gives nothing, print the text and copy it yourself: %(command)s"
    ) % {"command": otherwise}


def _same(found: bytes | None, data: bytes) -> bool:
    """Whether what was read back is what was copied; line ends and blank lines at the end may differ."""
    return found is not None and found.replace(b"\r\n", b"\n").rstrip() == data.rstrip()


def _on_clipboard(data: bytes) -> bool:
    """Whether the text is on this computer's clipboard: what a program says of itself is no proof."""
    return any(_on(program, data) for program in PROGRAMS) or _by_pyperclip(data)


def _on(program: _Clipboard, data: bytes) -> bool:
    if not os.environ.get(program.variable) or _ran(program.copy, data) is None:
        return False
    # It has gone to the background before it has what it was given.
    until = time.monotonic() + SETTLING
    while not (there := _same(_ran(program.paste, read=True), data)) and time.monotonic() < until:
        time.sleep(LOOK_AGAIN)
    return there


def _by_pyperclip(data: bytes) -> bool:
    """Windows, also below it (WSL), and macOS; elsewhere it trusts programs that can end with it."""
    if sys.platform not in ("win32", "cygwin", "darwin") and not os.environ.get("WSL_DISTRO_NAME"):
        return False
    try:
        pyperclip.copy(data.decode())
        return _same(pyperclip.paste().encode("utf-8", "replace"), data)
    except Exception:  # errors of many kinds, of several systems
        return False


def _tmux(data: bytes) -> str:
    """Into the buffer of tmux; what to say then, "" where there is no tmux around us."""
    if not os.environ.get("TMUX"):
        return ""
    if _ran(("tmux", "load-buffer", "-w", "-"), data) is not None:
        return _(
            "Copied to the buffer of tmux: paste it with the prefix key and ]. It is on the clipboard of "
            "your terminal as well where tmux and the terminal allow that (set-clipboard)."
        )
    # Before 3.2 it has no -w.
    if _ran(("tmux", "load-buffer", "-"), data) is not None:
        return _("Copied to the buffer of tmux: paste it with the prefix key and ].")
    return ""


def _osc_52(data: bytes, otherwise: str) -> None:
    """Ask the terminal to take it; nothing but a terminal is ever sent the sequence."""
    hint = _("Print the text instead: %(command)s") % {"command": otherwise}
    terminal = next((stream for stream in (sys.stderr, sys.stdout) if stream.isatty()), None)
    if terminal is None or os.environ.get("TERM", "") in ("", "dumb"):
        raise ClipboardError(_("No clipboard was found."), hint)
    encoded = base64.b64encode(data).decode("ascii")
    if len(encoded) > LONGEST_OSC_52:
        raise ClipboardError(_("The email is too long for the clipboard of a terminal."), hint)
    terminal.write(_through(f"\x1b]52;c;{encoded}\x07"))
    terminal.flush()


def _through(sequence: str) -> str:
    """The sequence as tmux and GNU screen pass it on to the terminal that they run in."""
    if os.environ.get("TMUX"):
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}\x1b\\"
    if os.environ.get("STY"):
        parts = (sequence[start : start + SCREENFUL] for start in range(0, len(sequence), SCREENFUL))
        return "".join(f"\x1bP{part}\x1b\\" for part in parts)
    return sequence
