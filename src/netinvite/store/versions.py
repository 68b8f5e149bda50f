"""The two versions that git left in a person's file of answers, answer by answer, and one made of them.

What both say stays; which of two answers is right nobody but a person knows. What was recorded is joined
where the version is known that both had before: an entry that one of them took back would come back else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from netinvite.errors import conflict_in
from netinvite.libraries import regex
from netinvite.model.contacts import LOG, TAKEN_BACK, taken_back
from netinvite.model.keys import NOTED_BY, SET_ASIDE, UNFINISHED
from netinvite.store.parsed import ABSENT, Keys, found
from netinvite.store.reading import TALKS, loads, misshapen
from netinvite.store.talks import IN_MINUTE, RECORDED
from netinvite.store.writing import changed, document_of
from netinvite.values import NamedTuple

# What git writes above, between (of three ways the second is of before) and below.
_PLACE = regex(
    r"^<{7} [^\n]*\n(?P<one>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\r?\n(?P<other>.*?)^>{7} [^\n]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


# What was recorded, and how often something of it was taken back.
RECORDS = (LOG, TALKS, TAKEN_BACK)


class Versions(NamedTuple):
    """Both as TOML, this copy's first, what each says, and where they ``differ``: by the key of the question,
    or of what is none, the paths in the file. ``recorded``: of what was recorded, the names of what they have
    differently."""

    texts: tuple[str, str]
    said: tuple[dict[str, Any], dict[str, Any]]
    differ: dict[str, list[Keys]]
    recorded: tuple[str, ...] = ()


def of(text: str) -> Versions | None:
    """What stands in a file of answers that git could not join; ``None`` where it left no two versions, where
    one of them is no TOML, or where they differ in more than answers."""
    if (texts := sides(text)) is None:
        return None
    with suppress(ValueError, RecursionError):
        one, other = map(loads, texts)
        # Of two organisers' files the ids differ, which nobody answered.
        paths = [path for path in _differing(one, other) if path != ("id",)]
        if misshapen(one) or misshapen(other) or any(conflict_in(side) for side in texts):
            return None
        recorded = tuple(path[0] for path in paths if path[0] in RECORDS)
        differ: dict[str, list[Keys]] = {}
        for path in paths:
            if path[0] not in recorded:
                differ.setdefault(_key(path), []).append(path)
        if all(len(path) == 2 for each in differ.values() for path in each):
            return Versions(texts, (one, other), differ, recorded)
    return None


def sides(text: str) -> tuple[str, str] | None:
    """The two whole texts that git left in one, this copy's first; ``None`` where it did not."""
    if not conflict_in(text):
        return None
    return _PLACE.sub(lambda one: one["one"], text), _PLACE.sub(lambda one: one["other"], text)


def adds_nothing(text: str, both: tuple[str, str]) -> bool:
    """Whether every line of a text in which git left two versions stands in one of them, so that nobody
    typed anything into it since."""
    found = sides(text)
    known = {line for side in both for line in side.splitlines()}
    return found is not None and known.issuperset(line for side in found for line in side.splitlines())


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Keys]:
    """The paths at which two files say different things; of what is no table, or one on one side alone that
    holds no answers, the name."""
    for name in dict.fromkeys((*one, *other)):
        here, there = one.get(name, {}), other.get(name, {})
        if not (isinstance(here, dict) and isinstance(there, dict)):
            if here != there:
                yield (name,)
            continue
        for key in dict.fromkeys((*here, *there)):
            if here.get(key, ABSENT) != there.get(key, ABSENT):
                yield name, key


def _key(path: Keys) -> str:
    table, *names = map(str, path)
    return names[0] if names and table in (SET_ASIDE, UNFINISHED) else ".".join((table, *names))


def half_typed(key: str) -> Keys:
    """Where a text stands that waits to be looked at."""
    return UNFINISHED, key


def is_answered(data: Mapping[str, Any], key: str) -> bool:
    """Whether one version has an answer, besides what stands half typed."""
    return found(data, tuple(key.split(".", 1))) is not ABSENT


def of_one_side(versions: Versions, base: str) -> dict[str, int]:
    """By key, which of the two alone changed what both had before (``base``, as TOML); nothing of what both
    changed, or where that is not known."""
    with suppress(ValueError, RecursionError):
        before = loads(base) if base else {}
        if before and not misshapen(before):
            sides = {key: _changed_by(versions, before, key) for key in versions.differ}
            return {key: changed_by[0] for key, changed_by in sides.items() if len(changed_by) == 1}
    return {}


def _changed_by(versions: Versions, before: Mapping[str, Any], key: str) -> list[int]:
    paths = versions.differ[key]
    return [
        side
        for side, said in enumerate(versions.said)
        if any(found(said, path) != found(before, path) for path in paths)
    ]


def recorded(versions: Versions, base: str) -> dict[str, Any] | None:
    """By name, what both versions recorded: what both had before (``base``, as TOML) but for what one of them
    took back, and what is new in either. ``None`` where that is not known, or both changed the same entry."""
    before = said_by(base)
    if versions.recorded and not before:
        return None
    found: dict[str, Any] = {}
    for name in versions.recorded:
        if name == TAKEN_BACK:
            one, other, had = map(taken_back, (*versions.said, before))
            found[name] = max(one + other - had, 0)
            continue
        lists = [said.get(name, []) for said in (*versions.said, before)]
        if not all(map(_is_tables, lists)) or (joined := _of_both(*lists)) is None:
            return None
        found[name] = joined
    return found


def added(versions: Versions, base: str, key: str, name: str) -> list[dict[str, Any]] | None:
    """The list of tables ``key`` with what either version added to it, each known by its ``name``; what one
    of them took out of what both had before (``base``, as TOML) stays away. ``None`` where both say different
    things of one of them, or it is no such list."""
    before = said_by(base)
    lists = [found(said, tuple(key.split(".", 1))) for said in (*versions.said, before)]
    lists = [[] if one is ABSENT else one for one in lists]
    if not all(map(_is_tables, lists)):
        return None
    one, other, had = ({str(table.get(name)).casefold(): table for table in tables} for tables in lists)
    both: list[dict[str, Any]] = []
    for called in dict.fromkeys((*one, *other)):
        here, there, was = (tables.get(called) for tables in (one, other, had))
        if here is None or there is None:
            # One has it alone: added there, unless the other took it out.
            both += [table for table in (here, there) if table is not None and was != table]
            if was is not None and (here or there) != was:
                return None
        elif here == there or there == was:
            both.append(here)
        elif here == was:
            both.append(there)
        else:
            return None
    return both


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _of_both(
    one: list[dict[str, Any]], other: list[dict[str, Any]], before: list[dict[str, Any]]
) -> list[dict[str, Any]] | None:
    new = [entry for entry in one if entry not in before]
    there = [entry for entry in other if entry not in (*before, *new)]
    changed_by_both = any(entry not in one and entry not in other for entry in before)
    if changed_by_both and (there or any(entry not in other for entry in new)):
        return None
    stays = [entry for entry in before if entry in one and entry in other]
    return [*stays, *sorted([*new, *there], key=_noted)]


def _noted(entry: Mapping[str, Any]) -> tuple[str, int, str]:
    """When it was recorded, which it was in that minute; of those that two copies recorded in one, what
    it says: so they stand in one order whichever copy joins them."""
    place = entry.get(IN_MINUTE)
    said = sorted((key, str(value)) for key, value in entry.items())
    return str(entry.get(RECORDED) or entry.get("when")), place if isinstance(place, int) else 1, str(said)


def follows(versions: Versions, key: str) -> str:
    """Of a key that says who noted an answer which both versions have differently: that answer, which it
    follows; "" for any other."""
    table, _dot, answer = key.partition(".")
    return answer if table == NOTED_BY and answer in versions.differ else ""


def said_by(text: str) -> dict[str, Any]:
    """What one whole version says, as TOML; nothing where it cannot be read."""
    with suppress(ValueError, RecursionError):
        data = loads(text)
        return {} if misshapen(data) else data
    return {}


def joined(
    versions: Versions,
    chosen: Mapping[str, int],
    noted: Mapping[str, str] = MappingProxyType({}),
    together: Mapping[str, Any] = MappingProxyType({}),
    lists: Mapping[Keys, Any] = MappingProxyType({}),
) -> str:
    """One text of both; ``chosen``: by key, which of the two is right. Where that is an answer, and the other
    a text to be looked at, nothing has to be looked at any more. ``noted``: who noted an answer, by key, ""
    for nobody else than whose the person is; ``together``: what both ``recorded``; ``lists``: by path, what
    both ``added`` to."""
    text, data = versions.texts[0], versions.said[0]
    changes: dict[Keys, Any] = {}
    for key, side in chosen.items():
        answered, other = (is_answered(versions.said[one], key) for one in (side, 1 - side))
        if answered and not other:
            changes[half_typed(key)] = ABSENT
        changes |= {path: found(versions.said[side], path) for path in versions.differ[key]}
    changes |= {(NOTED_BY, key): by or ABSENT for key, by in noted.items()}
    changes |= lists
    for name, entries in together.items():
        changes |= {(name,): entries} if name == TAKEN_BACK else _in_place(name, data.get(name, []), entries)
    return changed(text, document_of(text), data, changes).text


def _in_place(name: str, there: list[Any], entries: list[dict[str, Any]]) -> dict[Keys, Any]:
    """What makes a list of tables another one; what both begin with stays as it is written."""
    pairs = enumerate(zip(there, entries, strict=False))
    alike = next((place for place, (one, other) in pairs if one != other), min(len(there), len(entries)))
    gone: dict[Keys, Any] = {(name, place): ABSENT for place in reversed(range(alike, len(there)))}
    return gone | {
        (name, place, key): value
        for place, entry in enumerate(entries[alike:], alike)
        for key, value in entry.items()
    }
