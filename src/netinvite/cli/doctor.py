"""``netinvite doctor``. What it asks, imported in its function, takes 60 ms to load."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from netinvite.cli.options import AsJson, Folder, Language, Plain
from netinvite.cli.place import locate
from netinvite.errors import UsageError
from netinvite.language import _, active
from netinvite.store.inventory import NETWORK_FILE, language_of, nearest
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.app.doctor import Terminal
    from netinvite.app.states import Place, Row


def doctor(
    as_json: AsJson = False,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    from netinvite.app import doctor as looking

    place = _place(workspace)
    rows = looking.look(place, _seen(), _speaker(lang, place.root))
    if as_json:
        screen.put_all(_in_json(rows, works=looking.works(rows)))
    else:
        screen.put_all(_listed(rows))
        screen.tell(_("None of your names and folders stands in this; it can be sent to whoever helps you."))
    raise typer.Exit(int(not looking.works(rows)))


def _place(option: str | None) -> Place:
    from netinvite.app.states import Place

    try:
        root = locate(option, os.environ)
    except UsageError:
        return Place(None)
    return Place(root, _namer(option, root))


def _namer(option: str | None, root: Path) -> str:
    """What says that it is this folder; "" for the usual one."""
    if option:
        return "--workspace"
    if os.environ.get("NETINVITE_WORKSPACE"):
        return "NETINVITE_WORKSPACE"
    return _("the current folder") if nearest(os.environ) == root else ""


def _speaker(option: str | None, root: Path | None) -> str:
    """What names the language, in the order in which it counts; "" where nothing does."""
    with suppress(OSError):
        said = language_of(root) if root else ""
        named = {"--lang": option, "NETINVITE_LANG": os.environ.get("NETINVITE_LANG"), NETWORK_FILE: said}
        named |= {name: os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")}
        return next((name for name, value in named.items() if value), "")
    return ""


def _seen() -> Terminal:
    from netinvite.app.doctor import Terminal

    size = None
    for stream in (1, 2, 0):
        with suppress(OSError):
            columns, rows = os.get_terminal_size(stream)
            size = size or (columns, rows)
    wish = os.environ.get("NETINVITE_PLAIN", "")
    known = wish == "0" or os.name == "nt" or screen.knows(os.environ.get("TERM", ""))
    return Terminal(size, known, wish not in ("", "0"), screen.colours(), screen.encoding())


def _in_json(rows: Sequence[Row], *, works: bool) -> Iterator[str]:
    yield f'{{"works": {json.dumps(works)},\n"language": {json.dumps(active())},\n"rows": ['
    yield ",\n".join(json.dumps(row._asdict(), ensure_ascii=False) for row in rows)
    yield "]}"


def _labels() -> dict[str, str]:
    return {
        "version": "netinvite",
        "python": "Python",
        "terminal": _("terminal"),
        "letters": _("letters"),
        "language": _("language"),
        "workspace": _("network's folder"),
        "clipboard": _("clipboard"),
        "mail": _("email program"),
        "editor": _("editor"),
        "pdf": "PDF",
        "calendar": _("calendar"),
    }


def _listed(rows: Sequence[Row]) -> Iterator[str]:
    """Each thing and how it is, and below it what is told of it and what is to be done, set in."""
    states = {
        "works": _("works"),
        "fails": _("does not work"),
        "unknown": _("shows when it is used"),
        "unused": _("not in use"),
    }
    labels = _labels()
    for row in rows:
        yield f"{labels[row.name]}: {states[row.state]}"
        for text in filter(None, (row.told, row.to_do)):
            yield textwrap.fill(
                screen.visible(text),
                screen.width(),
                initial_indent="  ",
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
