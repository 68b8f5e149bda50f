"""What the headings of a table mean: ``headings.toml``, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from netinvite.names import fold

NAME_PARTS = ("first_name", "middle_name", "last_name")
_TITLES = ("title", "titel", "tittel")
_NUMBERS = ("", "1", "2", "3", "4", "5")


def plain(heading: str) -> str:
    """``heading`` as it stands in the table: small letters, only letters and digits."""
    return " ".join(re.findall(r"[^\W_]+", fold(heading)))


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    text = Path(__file__).with_name("headings.toml").read_text("utf-8")
    return {key: tuple(_numbered(words)) for key, words in tomllib.loads(text).items()}


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
    found = {field: [n for word in words for n in places.get(word, ())] for field, words in _table().items()}
    found["role"] = _roles(headings, found)
    return found


def _roles(headings: Sequence[str], found: Mapping[str, Sequence[int]]) -> list[int]:
    """The columns of what somebody does. A title is Mr. or Mrs. where it stands right before the first name,
    or where another column says what somebody does (Outlook)."""
    named = {place: plain(headings[place]) for place in found["role"]}
    said = any(word not in (*_TITLES, "role") for word in named.values())
    return [
        place
        for place, word in named.items()
        if word not in _TITLES or not (said or place + 1 in found["first_name"])
    ]


@cache
def _words() -> frozenset[str]:
    return frozenset(word for words in _table().values() for word in words)


def is_known(heading: str) -> bool:
    """Whether ``headings.toml`` has it."""
    return plain(heading) in _words()


def unknown(headings: Sequence[str]) -> list[str]:
    """The headings that ``headings.toml`` does not have."""
    return [heading for heading in headings if heading and not is_known(heading)]
