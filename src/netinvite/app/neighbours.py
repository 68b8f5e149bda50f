"""Whether the programs that netinvite turns to are there; nothing is opened, copied or written.

What they are asked for is over in ``SECONDS``.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module

from netinvite.app import busy
from netinvite.app.states import Place, Row, State
from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.mail import clipboard as clipboards
from netinvite.mail import desktop
from netinvite.pages.press import how_to_have_typst
from netinvite.store import ownconfig

# Until a program that does not answer is given up.
SECONDS = 2.0


def clipboard() -> Row:
    """What ``mail --copy`` would turn to; nothing is copied."""
    by_hand = _("Print the text, and copy it by hand: %(command)s") % {"command": _mail("--format text")}
    program, answers = clipboards.found(SECONDS)
    words = {"program": program}
    if not program:
        told = _("No clipboard was found.")
        return Row("clipboard", State.FAILS, told, " ".join([*_to_install(), by_hand]))
    if answers is False:
        told = _("%(program)s is here, and this desktop does not answer it.") % words
        return Row("clipboard", State.FAILS, told, by_hand)
    if program == "terminal":
        told = _("The terminal's own (OSC 52), which does not say whether it takes anything.")
        return Row("clipboard", State.UNKNOWN, told, " ".join(_to_install()))
    state = State.WORKS if answers else State.UNKNOWN
    return Row("clipboard", state, _("By %(program)s.") % words)


def _to_install() -> Iterator[str]:
    wanted = {"WAYLAND_DISPLAY": "wl-clipboard", "DISPLAY": "xclip"}
    if named := next((program for name, program in wanted.items() if os.environ.get(name)), ""):
        yield _("Install %(program)s.") % {"program": named}


def _mail(option: str) -> str:
    """The command for a mail, as whoever reads it types it with a name of theirs."""
    return f"netinvite mail {_('NAME')} {option}"


def mail_program() -> Row:
    """What ``mail --open`` would turn to; nothing is opened."""
    by_hand = _("Without it: %(command)s") % {"command": _mail(f"--output {_('NAME')}.eml")}
    if sys.platform in ("win32", "darwin"):
        told = _("The system has one or has none, and does not say so before a mail is opened.")
        return Row("mail", State.UNKNOWN, told, by_hand)
    if not desktop.opener():
        told = _("This computer has no xdg-open to find an email program with.")
        return Row("mail", State.FAILS, told, by_hand)
    known = desktop.taken_by_mail_program(desktop.MAIL, SECONDS)
    if known is False:
        to_do = _("Choose an email program in the settings of your desktop.")
        return Row("mail", State.FAILS, _("No email program opens files of emails."), f"{to_do} {by_hand}")
    if known is None:
        told = _("This desktop does not say what it opens an email with.")
        return Row("mail", State.UNKNOWN, told, by_hand)
    return Row("mail", State.WORKS, _("Emails open in an email program."))


def editor() -> Row:
    """What Ctrl+E opens."""
    named = desktop.editors()
    to_do = _("Set EDITOR to the one you want.")
    for name, line in named.items():
        if _can_be_started(line):
            told = _("%(variable)s names one that is here.") % {"variable": name}
            return Row("editor", State.WORKS, told)
    if named:
        told = _("%(variable)s names one that is not here.") % {"variable": next(reversed(named))}
        return Row("editor", State.FAILS, told, to_do)
    if here := next(filter(shutil.which, desktop.EDITORS), ""):
        return Row("editor", State.WORKS, f"{here}.")
    return Row("editor", State.FAILS, _("There is none."), to_do)


def _can_be_started(line: str) -> bool:
    try:
        words = shlex.split(line)
    except ValueError:
        return False
    return bool(words) and shutil.which(words[0]) is not None


def pdf() -> Row:
    """Whether a leaflet can be set as PDF."""
    try:
        typst = import_module("typst")
    except ModuleNotFoundError:
        return Row("pdf", State.FAILS, _("A PDF needs typst, which is not installed."), how_to_have_typst())
    except (ImportError, OSError):
        return Row("pdf", State.FAILS, _("typst is here and cannot be loaded."), how_to_have_typst())
    return Row("pdf", State.WORKS, f"typst {getattr(typst, '__version__', '')}".strip() + ".")


def calendar(place: Place) -> Row:
    """Whether one's own calendar can be read, where one is named."""
    try:
        by, reason = busy.look(place.root, SECONDS)
    except NetinviteError:
        told = _("Your own %(file)s is damaged, or says something that is not known.")
        to_do = _("Mend it in an editor, or take it away.")
        return Row("calendar", State.FAILS, told % {"file": ownconfig.CONFIG}, to_do)
    words = {"by": by, "reason": reason}
    if not by:
        return Row("calendar", State.UNUSED, _("No calendar of your own is named."))
    if reason:
        to_do = _("Name another file in %(by)s.") % words
        return Row(
            "calendar", State.FAILS, _("The one that %(by)s names cannot be used: %(reason)s.") % words, to_do
        )
    return Row("calendar", State.WORKS, _("The one that %(by)s names can be read.") % words)
