"""The user's own config, outside every network: a calendar, and who sits here in which network.

Nobody who shares a network's folder can write to it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite.errors import (
    NetinviteError,
    UnreadableError,
    UsageError,
    WorkspaceError,
    did_you_mean,
    line_of,
    nearest,
    on_line,
)
from netinvite.language import _
from netinvite.libraries import at_first_use
from netinvite.model.people import fold
from netinvite.store import files, reading
from netinvite.store.identity import slug_in
from netinvite.store.inventory import SITS
from netinvite.store.joining import is_in_git, setting
from netinvite.store.reading import text_at

if TYPE_CHECKING:
    import platformdirs

    from netinvite.store import organisers, writing
    from netinvite.store.network import Network
    from netinvite.store.organisers import Organiser
else:
    # 7 ms, for whoever proposes times, and where several organise; and 3; to write TOML takes 35 ms, and is
    # needed once.
    platformdirs = at_first_use("platformdirs")
    organisers = at_first_use("netinvite.store.organisers")
    writing = at_first_use("netinvite.store.writing")

CONFIG = "config.toml"
CALENDAR, ORGANISER = "calendar", "organiser"
KEYS = (CALENDAR, ORGANISER)


def file() -> Path | None:
    """Where it lies; ``None`` where the system knows no home."""
    if (linux := _on_linux()) is not None:
        return linux
    try:
        folder = platformdirs.user_config_path("netinvite", appauthor=False)
    except (OSError, RuntimeError):
        return None
    # An older platformdirs gives a path that begins with "~", which is no folder.
    return folder / CONFIG if folder.is_absolute() else None


def _on_linux() -> Path | None:
    """What platformdirs says there, without loading it: a mail where several organise looks here."""
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ:
        return None
    base = os.environ.get("XDG_CONFIG_HOME", "")
    folder = base if base.strip() else os.path.expanduser("~/.config")  # noqa: PTH111  # a Path refuses a home unknown
    return Path(folder, "netinvite", CONFIG) if os.path.isabs(folder) else None  # noqa: PTH117


def read(root: Path) -> tuple[Path | None, Mapping[str, Any]]:
    """The file and what it says; nothing where there is none, or where it lies in the network's folder
    ``root``, which others may write to. A ``WorkspaceError`` with file and line where it says something that
    is not known."""
    found = file()
    if found is None or not files.is_there(found) or found.is_relative_to(root):
        return None, {}
    mend = _("Fix that line in an editor, or take the file away.")
    data = reading.toml(files.read(found), str(found), WorkspaceError, mend)
    for key in data:
        if key not in KEYS:
            problem = _("“%(key)s” is not known here.") % {"key": key}
            raise wrong(found, key, problem, did_you_mean(nearest(key, KEYS)) or mend)
    return found, data


def wrong(found: Path, key: str, problem: str, hint: str) -> WorkspaceError:
    """The error for what a key of the config says."""
    return WorkspaceError(on_line(found, line_of(found, key), problem), hint)


def how_named() -> str:
    """How the config names a calendar."""
    return _('Write calendar = "/path/to/calendar.ics".')


def organiser(root: Path) -> str:
    """As whom its owner works in the network's folder ``root``, by slug or name; "" where nobody said."""
    found, data = read(root)
    table = data.get(ORGANISER, {})
    if found and not isinstance(table, dict):
        hint = _("Below [organiser] stands the network's folder and who you are in it.")
        raise wrong(found, ORGANISER, _("“%(key)s” must be a table.") % {"key": ORGANISER}, hint)
    return text_at({ORGANISER: table}, ORGANISER, str(root.resolve()))


def keep_organiser(root: Path, slug: str) -> Path | None:
    """Remember as whom its owner works in ``root``; where that is kept, ``None`` where it cannot be."""
    found = file()
    if found is None or found.is_relative_to(root):
        return None
    text = files.read(found) if files.is_there(found) else ""
    data = reading.toml(text, str(found), WorkspaceError, "")
    text = writing.ended(text.removeprefix("\ufeff"))
    made = writing.changed(text, writing.document_of(text), data, {(ORGANISER, str(root.resolve())): slug})
    files.write(found, made.text)
    return found


# Who sits here, without being named --------------------------------------------------------------------


def by_oneself(network: Network) -> tuple[Organiser | None, bool]:
    """Who sits here as their own ``config.toml`` says, else git, ``None`` where neither does; and whether git
    alone says so. A ``WorkspaceError`` where a file that would tell cannot be read, or git means two."""
    if configured := organiser(network.root):
        # Whoever has left is asked anew, and nothing else says who it is.
        with suppress(UsageError):
            return organisers.find(network, configured), False
        return None, False
    me = _in_git(network)
    return me, me is not None


def is_oneself(network: Network, by: str) -> bool:
    """Whether whoever sits here is the organiser ``by`` (``named``), whatever ``--as`` says: it may be
    another one, who was told to write in that name. Where nothing else says who it is, that counts as long as
    no git tells copies apart."""
    with suppress(NetinviteError):
        named = os.environ.get(SITS, "").strip()
        me = organisers.find(network, named) if named else by_oneself(network)[0]
        return me.slug == slug_in(by) if me else not is_in_git(network.root)
    return False


def _in_git(network: Network) -> Organiser | None:
    # What git writes under what is committed in the network's folder.
    email = fold(setting(network.root, "user.email"))
    if not email:
        return None
    found = [one for one in organisers.everyone(network)[0] if fold(one.email) == email]
    if len(found) > 1:
        raise WorkspaceError(
            _("%(one)s and %(other)s have the same address, %(email)s, so git does not tell who you are.")
            % {"one": found[0].file, "other": found[1].file, "email": email},
            _("Give one of them another, or say who you are with --as."),
        )
    if not found:
        _refuse_unread(network, email)
    return found[0] if found else None


def _refuse_unread(network: Network, email: str) -> None:
    """A ``WorkspaceError`` where this address stands in the file of an organiser that cannot be read."""
    alone = re.compile(rf"(?<![\w.+-]){re.escape(email)}(?![\w.-])")
    for slug in organisers.unread(network):
        with suppress(UnreadableError):
            if slug and alone.search(fold(network.text(network.organiser_file(slug)))):
                organisers.further(network, slug)
