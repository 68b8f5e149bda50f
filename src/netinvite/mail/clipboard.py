"""The clipboard of this computer, of tmux, or of the terminal: it takes a text, and what it says of itself is
no proof."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

import pyperclip

from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.mail.desktop import outcome, ran
from netinvite.values import NamedTuple

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
    if not _is_remote() and _on_clipboard(data):
        return _("Copied to the clipboard of this computer.")
    if in_tmux:
        return in_tmux
    _osc_52(data, otherwise)
    return _(
        "Sent to the clipboard of your terminal (OSC 52), which does not say whether it takes it. If pasting "
        "gives nothing, print the text and copy it yourself: %(command)s"
    ) % {"command": otherwise}


class Found(NamedTuple):
    """The clipboard that ``copy`` would turn to: a ``program``'s name, "tmux", "terminal", or "" for none.

    ``answers``: whether it does, ``None`` where only copying would show that.
    """

    program: str
    answers: bool | None


def found(seconds: float) -> Found:
    """Which clipboard is there, with nothing put on it; all programs together may take so many seconds."""
    until, silent = time.monotonic() + seconds, ""
    for program in () if _is_remote() else PROGRAMS:
        if (answers := _answers(program, until - time.monotonic())) is not False:
            return Found(program.copy[0], answers)
        silent = silent or (program.copy[0] if _is_meant(program) else "")
    if not _is_remote() and _has_pyperclip():
        return Found("pyperclip", None)
    if os.environ.get("TMUX") and shutil.which("tmux"):
        return Found("tmux", True)
    # What is asked may print into a file, and be told of on the terminal all the same.
    if _takes_osc_52() and any(map(os.isatty, range(3))):
        return Found("terminal", None)
    return Found(silent, False)


def _is_meant(program: _Clipboard) -> bool:
    return bool(os.environ.get(program.variable) and shutil.which(program.copy[0]))


def _answers(program: _Clipboard, seconds: float) -> bool | None:
    if seconds <= 0 or not _is_meant(program):
        return False
    status = outcome(program.paste, seconds=seconds)[0]
    # An empty clipboard is an error of theirs, as a desktop that is not there is.
    return status is not None and (status == 0 or _is_there(program.variable))


def _is_there(variable: str) -> bool | None:
    """Whether the desktop that this variable names takes calls; ``None`` where it is another computer's."""
    named, family = os.environ[variable], getattr(socket, "AF_UNIX", None)
    host, _colon, number = named.rpartition(":")
    if family is None or (variable == "DISPLAY" and host not in ("", "unix")):
        return None
    x11 = f"/tmp/.X11-unix/X{number.partition('.')[0]}"
    wayland = str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), named))
    for place in (x11, f"\0{x11}") if variable == "DISPLAY" else (wayland,):
        with socket.socket(family) as caller, suppress(OSError):
            caller.connect(place)
            return True
    return False


def _is_remote() -> bool:
    """Whether somebody sits elsewhere: over SSH, the clipboard of this computer is not theirs."""
    return bool(os.environ.get("SSH_TTY") or os.environ.get("SSH_CONNECTION"))


def _has_pyperclip() -> bool:
    """Windows, also below it (WSL), and macOS; elsewhere it trusts programs that can end with it."""
    return sys.platform in ("win32", "cygwin", "darwin") or bool(os.environ.get("WSL_DISTRO_NAME"))


def _takes_osc_52() -> bool:
    return os.environ.get("TERM", "") not in ("", "dumb")


def _same(found: bytes | None, data: bytes) -> bool:
    """Whether what was read back is what was copied; line ends and blank lines at the end may differ."""
    return found is not None and found.replace(b"\r\n", b"\n").rstrip() == data.rstrip()


def _on_clipboard(data: bytes) -> bool:
    """Whether the text is on this computer's clipboard: what a program says of itself is no proof."""
    return any(_on(program, data) for program in PROGRAMS) or _by_pyperclip(data)


def _on(program: _Clipboard, data: bytes) -> bool:
    if not os.environ.get(program.variable) or ran(program.copy, data) is None:
        return False
    # It has gone to the background before it has what it was given.
    until = time.monotonic() + SETTLING
    while not (there := _same(ran(program.paste, read=True), data)) and time.monotonic() < until:
        time.sleep(LOOK_AGAIN)
    return there


def _by_pyperclip(data: bytes) -> bool:
    if not _has_pyperclip():
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
    if ran(("tmux", "load-buffer", "-w", "-"), data) is not None:
        return _(
            "Copied to the buffer of tmux: paste it with the prefix key and ]. It is on the clipboard of "
            "your terminal as well where tmux and the terminal allow that (set-clipboard)."
        )
    # Before 3.2 it has no -w.
    if ran(("tmux", "load-buffer", "-"), data) is not None:
        return _("Copied to the buffer of tmux: paste it with the prefix key and ].")
    return ""


def _osc_52(data: bytes, otherwise: str) -> None:
    """Ask the terminal to take it; nothing but a terminal is ever sent the sequence."""
    hint = _("Print the text instead: %(command)s") % {"command": otherwise}
    terminal = next((stream for stream in (sys.stderr, sys.stdout) if stream.isatty()), None)
    if terminal is None or not _takes_osc_52():
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
