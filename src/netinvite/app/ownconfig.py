"""The user's own config, outside every network: a calendar, and who sits here in which network.

Nobody who shares a network's folder can write to it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from netinvite.errors import WorkspaceError, did_you_mean, line_of, nearest, on_line
from netinvite.language import _
from netinvite.store import files, reading
from netinvite.store.reading import text_at

CONFIG = "config.toml"
CALENDAR, ORGANISER = "calendar", "organiser"
KEYS = (CALENDAR, ORGANISER)


def file() -> Path | None:
    """Where it lies; ``None`` where the system knows no home."""
    if (linux := _on_linux()) is not None:
        return linux
    # 7 ms, for whoever proposes times, and where several organise.
    from platformdirs import user_config_path

    try:
        folder = user_config_path("netinvite", appauthor=False)
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
    # To write TOML takes 35 ms to load, and is needed once.
    from netinvite.store import writing

    found = file()
    if found is None or found.is_relative_to(root):
        return None
    text = files.read(found) if files.is_there(found) else ""
    data = reading.toml(text, str(found), WorkspaceError, "")
    text = writing.ended(text.removeprefix("\ufeff"))
    made = writing.changed(text, writing.document_of(text), data, {(ORGANISER, str(root.resolve())): slug})
    files.write(found, made.text)
    return found
