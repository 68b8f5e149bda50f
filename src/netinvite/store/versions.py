"""The two versions that git left in a person's file of answers, answer by answer, and one made of them.

What both say stays; which of two answers is right nobody but a person knows. What was recorded is not taken
apart: an entry that one of them took back would come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from netinvite.errors import conflict_in
from netinvite.libraries import regex
from netinvite.model.keys import NOTED_BY, SET_ASIDE, UNFINISHED
from netinvite.store.parsed import ABSENT, Keys, found
from netinvite.store.reading import loads, misshapen
from netinvite.store.writing import changed, document_of
from netinvite.values import NamedTuple

# What git writes above, between (of three ways the second is of before) and below.
_PLACE = regex(
    r"^<{7} [^\n]*\n(?P<one>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\r?\n(?P<other>.*?)^>{7} [^\n]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


class Versions(NamedTuple):
    """Both as TOML, this copy's first, what each says, and where they ``differ``: by the key of the question,
    or of what is none, the paths in the file."""

    texts: tuple[str, str]
    said: tuple[dict[str, Any], dict[str, Any]]
    differ: dict[str, list[Keys]]


def of(text: str) -> Versions | None:
    """What stands in a file of answers that git could not join; ``None`` where it left no two versions, where
    one of them is no TOML, or where they differ in more than answers."""
    if not conflict_in(text):
        return None
    texts = _PLACE.sub(lambda one: one["one"], text), _PLACE.sub(lambda one: one["other"], text)
    with suppress(ValueError, RecursionError):
        one, other = map(loads, texts)
        # Of two organisers' files the ids differ, which nobody answered.
        paths = [path for path in _differing(one, other) if path != ("id",)]
        if misshapen(one) or misshapen(other) or any(conflict_in(side) for side in texts):
            return None
        if all(len(path) == 2 for path in paths):
            differ: dict[str, list[Keys]] = {}
            for path in paths:
                differ.setdefault(_key(path), []).append(path)
            return Versions(texts, (one, other), differ)
    return None


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
    table, name = map(str, path)
    return name if table in (SET_ASIDE, UNFINISHED) else f"{table}.{name}"


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
    versions: Versions, chosen: Mapping[str, int], noted: Mapping[str, str] = MappingProxyType({})
) -> str:
    """One text of both; ``chosen``: by key, which of the two is right. Where that is an answer, and the other
    a text to be looked at, nothing has to be looked at any more. ``noted``: who noted an answer, by key, ""
    for nobody else than whose the person is."""
    text, data = versions.texts[0], versions.said[0]
    changes: dict[Keys, Any] = {}
    for key, side in chosen.items():
        answered, other = (is_answered(versions.said[one], key) for one in (side, 1 - side))
        if answered and not other:
            changes[half_typed(key)] = ABSENT
        changes |= {path: found(versions.said[side], path) for path in versions.differ[key]}
    changes |= {(NOTED_BY, key): by or ABSENT for key, by in noted.items()}
    return changed(text, document_of(text), data, changes).text
