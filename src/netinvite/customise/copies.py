"""Shipped texts copied to be changed, and held against what the shipped ones are now."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netinvite import __version__
from netinvite.customise.lacking import WORDS, empty_words
from netinvite.customise.shelf import Text, own_place, resolve, shipped_files, texts
from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import DEFAULT, _, languages
from netinvite.libraries import regex
from netinvite.model.dates import language_code
from netinvite.store import files
from netinvite.store.inventory import REMEMBERED, TEMPLATES
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple

_DATES = regex(r"^\[dates\]\n(?:.+\n)+", re.MULTILINE)
_SAYS_LANGUAGE = regex(r'^((?:\{% set )?lang\s*=\s*)"[^"\n]*"', re.MULTILINE)


class Copied(NamedTuple):
    """Files written, and files that were there already and stayed as they were; ``lang`` if a whole one."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...] = ()
    lang: str = ""


class Origin(NamedTuple):
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
                _("How it differs from the shipped one: %(command)s")
                % {"command": workspace.command("templates", "diff", text)},
            )
    return Copied((target,))


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
    words = own_place(workspace, lang, WORDS.as_posix())
    with workspace.lock():
        copied = _copy(workspace, shipped_files(origin), lang, origin)
        if lang not in languages() and not words.exists():
            files.make_folder(words.parent)
            files.write(words, empty_words(lang))
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
        files.write(places[name], spoken(text, lang, origin))
    return Copied(tuple(places[name] for name in new), tuple(places[name] for name in sorted(kept)))


def spoken(text: str, lang: str, origin: str) -> str:
    """``text`` with the line that says its language saying ``lang``; how another language writes its dates is
    only kept as an example, for Babel knows it better."""
    said = _SAYS_LANGUAGE.sub(rf'\g<1>"{lang}"', text, count=1)
    return said if lang == origin else _DATES.sub(lambda found: re.sub("(?m)^(?=.)", "# ", found[0]), said)


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
                _("To have one: %(command)s") % {"command": workspace.command("templates", "copy", wanted)},
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


def untranslated(workspace: Workspace, lang: str) -> list[str]:
    """The texts of a language that are word for word what they were copied from in another one; but for those
    that have no words."""
    found, origins = list[str](), remembered(workspace)
    for text in texts(workspace):
        origin = origins.get(f"{lang}/{text.name}") if text.own and text.lang == lang else None
        # One that cannot be read is told of as such.
        with suppress(WorkspaceError):
            if origin and origin.lang != lang and not _is_wordless(text.name) and _untouched(text, origin):
                found.append(text.name)
    return found


def _is_wordless(name: str) -> bool:
    """Whether a text is the same in all shipped languages."""
    shipped = [shipped_files(lang) for lang in languages()]
    return len({files.read(one[name]) if name in one else None for one in shipped}) == 1


def _untouched(text: Text, origin: Origin | None) -> bool:
    if text.shipped is None and origin is None:
        return False
    before = origin.text if origin else files.read(text.shipped or text.file)
    return (
        spoken(before, text.lang, origin.lang if origin else text.lang).splitlines()
        == files.read(text.file).splitlines()
    )
