"""What the heading of a column means, by ``headings.toml``; one that is not there means nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from netinvite.model.people import fold
from netinvite.store.reading import loads

_NUMBERS = ("", "1", "2", "3", "4", "5")
# What says in a heading of any language that names stand below it.
_OF_NAMES = ("name", "navn", "namn")


def plain(heading: str) -> str:
    """``heading`` as it stands in ``headings.toml``: small letters, only letters and digits."""
    return " ".join(re.findall(r"[^\W_]+", fold(heading)))


@cache
def _table() -> Mapping[str, Mapping[str, int]]:
    data = loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
    return {key: {word: rank for rank, word in enumerate(_numbered(words))} for key, words in data.items()}


def _numbered(words: Sequence[str]) -> list[str]:
    """All headings, those with number 1 before those with number 2."""
    made = [[" ".join(word.replace("#", number).split()) for word in words] for number in _NUMBERS]
    # What has no place for a number is the same each time.
    return list(dict.fromkeys(word for several in made for word in several))


def meaning(headings: Sequence[str]) -> dict[str, list[int]]:
    """For each field of ``headings.toml`` its columns, best first."""
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        places.setdefault(plain(heading), []).append(place)
    found = {}
    for key, rank in _table().items():
        found[key] = [n for word in sorted(rank.keys() & places, key=rank.__getitem__) for n in places[word]]
    found["role"] = _roles(headings, found)
    return found


def _roles(headings: Sequence[str], found: Mapping[str, Sequence[int]]) -> list[int]:
    """The columns of what somebody does. A title is Mr. or Mrs. where it stands right before the first name,
    or where another column says what somebody does (Outlook)."""
    named, titles = {place: plain(headings[place]) for place in found["role"]}, _table()["titles"]
    said = any(word not in (*titles, "role") for word in named.values())
    return [
        place
        for place, word in named.items()
        if word not in titles or not (said or place + 1 in found["first_name"])
    ]


@cache
def _words() -> frozenset[str]:
    return frozenset(word for words in _table().values() for word in words)


def is_known(heading: str) -> bool:
    """Whether ``headings.toml`` has it."""
    return plain(heading) in _words()


def is_alone_of_names(heading: str) -> bool:
    """Whether names and nothing else stand below a heading that is the only one: a word such as “Person” may
    stand above anything."""
    return any(word in plain(heading) for word in _OF_NAMES)


def has_marks(heading: str) -> bool:
    """Whether more than words stands there, as in “[person]”."""
    return bool(re.search(r"[^\w\s.:*-]", heading.strip("\"' ")))
