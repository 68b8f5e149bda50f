"""The clipboard of this computer, of tmux, or of the terminal: it takes a text, and what it says of itself is
no proof."""

from __future__ import annotations

import base64
import os
import sys
import time
from typing import NamedTuple

import pyperclip

from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.mail.desktop import ran

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
    if not os.environ.get(program.variable) or ran(program.copy, data) is None:
        return False
    # It has gone to the background before it has what it was given.
    until = time.monotonic() + SETTLING
    while not (there := _same(ran(program.paste, read=True), data)) and time.monotonic() < until:
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
