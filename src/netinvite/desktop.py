"""What a desktop of freedesktop.org would open a mail with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

MAIL, LINK = "message/rfc822", "x-scheme-handler/mailto"
# Seconds that a desktop may think about it.
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
    program = _asked("query", "default", kind)
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
    found = (_asked("query", "filetype", file) or "").partition(";")[0]
    return found if _KIND.fullmatch(found) else MAIL


def _asked(*question: str) -> str | None:
    """What xdg-mime answers; None where it cannot be asked."""
    return _said("xdg-mime", *question)


def _said(name: str, *question: str) -> str | None:
    program = shutil.which(name)
    if not program:
        return None
    try:
        answer = subprocess.run(
            [program, *question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if answer.returncode else answer.stdout.decode("utf-8", "replace").strip()


def _is_mail_program(name: str) -> bool | None:
    """What the program's own entry says of it; None where there is none, or where nobody would see it."""
    entry = next((found for file in _entries(name) if (found := _read(file))), "")
    if not entry:
        return None
    said = dict(re.findall(r"(?m)^(Categories|MimeType|Terminal)\s*=\s*(.*)$", entry))
    if "Email" not in said.get("Categories", "").split(";") and LINK not in said.get("MimeType", "").split(
        ";"
    ):
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
