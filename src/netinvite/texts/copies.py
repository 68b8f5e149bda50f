"""Shipped texts copied into the workspace, to be changed there; what they were then is remembered.

``templates/.shipped.json`` keeps, for each copy, its language, the version and the text as it was shipped,
so that an upgrade can be told from a change of one's own. It can be deleted: then nothing is remembered.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netinvite import __version__, files
from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import DEFAULT, _
from netinvite.shipped import languages
from netinvite.texts.shelf import own_place, resolve, shipped_files
from netinvite.workspace import TEMPLATES, Workspace

REMEMBERED = ".shipped.json"
_CODE = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?")
_SAYS_LANGUAGE = re.compile(r'^((?:\{% set )?lang\s*=\s*)"[^"\n]*"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Copied:
    """Files written, and files that were there already and stayed as they were; ``lang`` if a whole one."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...] = ()
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a copy was made of: the shipped text of language ``lang`` as it was in ``version``."""

    lang: str
    version: str
    text: str


def copy(workspace: Workspace, name: str, lang: str, origin: str = "") -> Copied:
    """Copy a text of ``lang``, or all texts of a language when ``name`` is a language's code.

    ``origin`` is the shipped language to copy from, where it is another one. Never over a file that is
    there. ``UsageError`` for a name that is none.
    """
    if new := language_code(name):
        return _copy_language(workspace, new, _origin(workspace, new, origin, lang))
    _refuse_no_language(workspace, lang)
    source = _origin(workspace, lang, origin, lang)
    shipped = shipped_files(source)
    text = resolve(name, shipped)
    target = own_place(workspace, lang, text)
    with workspace.lock():
        if not _copy(workspace, {text: shipped[text]}, lang, source).written:
            raise WorkspaceError(
                _("%(file)s is there already, and stays as it is.") % {"file": files.shown(target)},
                _("How it differs from the shipped one: netinvite templates diff %(name)s") % {"name": text},
            )
    return Copied((target,))


def language_code(typed: str) -> str:
    """``typed`` as a language's code ("sv", "pt_BR"), or "" when it is none that is known."""
    from babel import Locale, UnknownLocaleError

    match = _CODE.fullmatch(typed)
    if match is None:
        return ""
    code = "_".join(part for part in match.groups() if part)
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return ""
    return code


def language_name(code: str, inside: str) -> str:
    """What a language is called, in the language ``inside``: "Swedish"."""
    from babel import Locale

    return str(Locale.parse(code).get_display_name(inside) or code)


def _refuse_no_language(workspace: Workspace, lang: str) -> None:
    """A language becomes a folder's name, so it must be one."""
    if lang not in languages(workspace.own_templates) and language_code(lang) != lang:
        raise UsageError(
            _("“%(lang)s” is no language's code.") % {"lang": lang},
            _("Swedish is “sv”, German “de”, Brazilian Portuguese “pt_BR”."),
        )


def _origin(workspace: Workspace, lang: str, wish: str, spoken: str) -> str:
    """The shipped language to copy from: as wished, the same one, as before, the one spoken, English."""
    if wish and wish not in languages():
        raise UsageError(
            _("No texts in “%(lang)s” are shipped.") % {"lang": wish},
            _("These are there: %(known)s.") % {"known": ", ".join(languages())},
        )
    before = [origin.lang for place, origin in remembered(workspace).items() if place.startswith(f"{lang}/")]
    candidates = (wish, lang, *before, spoken, DEFAULT)
    return next(candidate for candidate in candidates if candidate in languages())


def _copy_language(workspace: Workspace, lang: str, origin: str) -> Copied:
    with workspace.lock():
        copied = _copy(workspace, shipped_files(origin), lang, origin)
    return Copied(copied.written, copied.kept, lang)


def _copy(workspace: Workspace, texts: dict[str, Path], lang: str, origin: str) -> Copied:
    """Copy those that are not there yet; hold the workspace's lock."""
    places = {name: own_place(workspace, lang, name) for name in texts}
    kept = {name for name, place in places.items() if place.exists() or place.is_symlink()}
    new = {name: files.read(file) for name, file in texts.items() if name not in kept}
    memory = _memory(workspace)
    for name, text in new.items():
        memory[f"{lang}/{name}"] = {"from": origin, "version": __version__, "text": text}
    if new:
        # Before the copies: one that a broken-off run left without its origin would stay so.
        files.write(
            workspace.root / TEMPLATES / REMEMBERED, json.dumps(memory, ensure_ascii=False, indent=1) + "\n"
        )
    for name, text in new.items():
        files.write(places[name], spoken(text, lang))
    return Copied(tuple(places[name] for name in new), tuple(places[name] for name in sorted(kept)))


def spoken(text: str, lang: str) -> str:
    """``text`` with the line that says its language saying ``lang``."""
    return _SAYS_LANGUAGE.sub(rf'\g<1>"{lang}"', text, count=1)


def remembered(workspace: Workspace) -> dict[str, Origin]:
    """What each copy was made of, by its place (``da/pitch.md.j2``)."""
    found = {}
    for place, entry in _memory(workspace).items():
        if isinstance(entry, dict):
            parts = [entry.get(key) for key in ("from", "version", "text")]
            if all(isinstance(part, str) for part in parts):
                found[place] = Origin(*map(str, parts))
    return found


def _memory(workspace: Workspace) -> dict[str, Any]:
    return files.read_json(workspace.root / TEMPLATES / REMEMBERED)
