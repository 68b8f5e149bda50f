"""One's own texts against the shipped ones, and what the shipped ones have become since they were copied."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from netinvite import files
from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import _
from netinvite.texts.copies import Origin, remembered, spoken
from netinvite.texts.shelf import Text, resolve, shipped_files, texts
from netinvite.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Difference:
    """Unified diffs, "" where nothing differs: ``own`` from the shipped text to the user's own, ``since``
    from the shipped text as it was when it was copied (``version``) to the shipped text now."""

    text: Text
    own: str
    since: str = ""
    version: str = ""


def differences(workspace: Workspace, name: str = "") -> list[Difference]:
    """How every own text differs, or the one called ``name``; a ``UsageError`` when that is not one's own."""
    mine = [text for text in texts(workspace) if text.own]
    if name:
        wanted = resolve(name, (text.name for text in texts(workspace)))
        mine = [text for text in mine if text.name == wanted]
        if not mine:
            raise UsageError(
                _("%(name)s is the shipped text; you have none of your own to compare.") % {"name": wanted},
                _("To have one: netinvite templates copy %(name)s") % {"name": wanted},
            )
    origins = remembered(workspace)
    return [_difference(text, origins.get(f"{text.lang}/{text.name}")) for text in mine]


def _difference(text: Text, origin: Origin | None) -> Difference:
    shipped = files.read(text.shipped) if text.shipped else ""
    theirs = _("%(name)s (shipped)") % {"name": f"{text.lang}/{text.name}"}
    own = _diff(shipped, files.read(text.file), theirs, files.shown(text.file)) if text.shipped else ""
    return Difference(text, own, *_since(text, origin)) if origin else Difference(text, own)


def _since(text: Text, origin: Origin) -> tuple[str, str]:
    now = shipped_files(origin.lang).get(text.name)
    if now is None:
        return "", ""
    place = f"{origin.lang}/{text.name}"
    then = _("%(name)s (as you copied it)") % {"name": place}
    today = _("%(name)s (shipped now)") % {"name": place}
    return _diff(origin.text, files.read(now), then, today), origin.version


def _diff(before: str, after: str, before_name: str, after_name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), before_name, after_name, lineterm=""
    )
    return "\n".join(lines)


def states(workspace: Workspace) -> Iterator[tuple[Text, str]]:
    """Every text, and in a few words where the one in force comes from."""
    origins = remembered(workspace)
    for text in texts(workspace):
        yield text, _state(text, origins.get(f"{text.lang}/{text.name}"))


def _state(text: Text, origin: Origin | None) -> str:
    if text.own is None:
        return _("shipped")
    try:
        if origin and _since(text, origin)[0]:
            return _("your own; the shipped one has changed since you copied it")
        return _("your own, still as shipped") if _untouched(text, origin) else _("your own")
    except WorkspaceError as error:
        return error.message


def _untouched(text: Text, origin: Origin | None) -> bool:
    if text.shipped is None and origin is None:
        return False
    before = origin.text if origin else files.read(text.shipped or text.file)
    return spoken(before, text.lang).splitlines() == files.read(text.file).splitlines()
