"""Everyone whose file lies in a workspace, and what belongs to one of them alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from netinvite.names import Person
from netinvite.parsed import text_at
from netinvite.privacy.addresses import Address, Phone, phones
from netinvite.privacy.mentions import Name, is_one_word, is_whole_in, spelled, spelling, strings
from netinvite.privacy.roles import Role, Roles
from netinvite.privacy.sought import Sought
from netinvite.privacy.sources import Source
from netinvite.workspace import Workspace

_TITLES = ("organiser", "organisation"), ("person", "organisation"), ("network", "name")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a file of answers is about: their name, what they are called, the names of things in it, and their
    mail addresses and phone numbers."""

    source: Source
    name: str
    called: str
    titles: tuple[str, ...]
    addresses: tuple[Address | Phone, ...]


Circle = Mapping[Path, Owner]


def circle(known: Mapping[Path, Source], roles: Roles) -> Circle:
    """The owner of each file of answers."""
    return {file: _owner(source, roles) for file, source in known.items()}


def _owner(source: Source, roles: Roles) -> Owner:
    table = source.table or {}
    about = "person" if source.slug else "organiser"
    return Owner(
        source,
        # A damaged file is known by its folder, as everywhere.
        text_at(table, about, "name") or source.slug,
        text_at(table, about, "greeting"),
        tuple(text for keys in _TITLES if (text := text_at(table, *keys))),
        tuple(_addresses(source, roles)),
    )


def _addresses(source: Source, roles: Roles) -> Iterator[Address | Phone]:
    for text in _written(source, roles):
        if "@" in text:
            yield Address(text)
        else:
            yield from phones(text)


def _written(source: Source, roles: Roles) -> Iterator[str]:
    """The mail addresses and phone numbers that a file of answers gives as its person's."""
    if source.table is None:
        for line in re.finditer(r"""(?m)^\s*(?:person\.)?(?:email|phone)\s*=\s*["'](.+?)["']""", source.text):
            yield line[1]
    for keys, text in strings(source.table or {}):
        if text.strip() and roles.of(keys) is Role.ADDRESS:
            yield text


def sought(workspace: Workspace, person: Person, circle: Circle, full: str = "") -> Sought:
    """What to look for; ``full``: the name, where it is known already.

    It is found in a damaged file too, where the person is known by the slug.
    """
    own = circle.get(workspace.answers_file(person.slug))
    full = full or person.name
    if own and full == person.slug:
        full = _written_name(own.source.text) or full
    others = [owner for owner in circle.values() if owner is not own]
    mine = own.addresses if own else ()
    shared = [(owner, address) for owner in others for address in mine if _has(owner, address)]
    taken = {address for _owner, address in shared}
    return Sought(
        _name(full, others),
        person.slug,
        tuple(dict.fromkeys(address for address in mine if address not in taken)),
        tuple(dict.fromkeys(owner.source.path for owner, _address in shared)),
        frozenset(owner.source.slug for owner in others if _is_called(full, owner)),
    )


def _has(owner: Owner, address: Address | Phone) -> bool:
    return any(address.same(other) for other in owner.addresses)


def _written_name(text: str) -> str:
    match = re.search(r"""(?m)^\s*(?:person\.)?name\s*=\s*["'](.+?)["']\s*(?:#.*)?$""", text)
    return match[1] if match else ""


def _name(full: str, others: list[Owner]) -> Name:
    wanted = spelled(full)
    longer = tuple(dict.fromkeys(o.name for o in others if wanted in spelled(o.name) != wanted))
    shared = any(spelled(owner.name) == wanted for owner in others)
    doubtful = is_one_word(full) and (
        len(wanted) < 2 or _is_a_word(wanted) or any(_is_in_a_name(full, owner) for owner in others)
    )
    return Name(full, longer, doubtful, shared)


def _is_called(full: str, owner: Owner) -> bool:
    """Whether the person of a file is called by the one word of the name."""
    return is_one_word(full) and any(is_whole_in(full, name) for name in (owner.name, owner.called))


def _is_in_a_name(full: str, owner: Owner) -> bool:
    return _is_called(full, owner) or any(is_whole_in(full, title) for title in owner.titles)


@lru_cache
def _is_a_word(wanted: str) -> bool:
    """Whether a word has a capital for another reason: a month, a day, a country, a language."""
    from babel import Locale

    for lang in ("da", "en"):
        words = Locale(lang)
        named: list[Any] = [*words.territories.values(), *words.languages.values()]
        for calendar in (words.months, words.days):
            named += [name for width in calendar["format"].values() for name in width.values()]
        if any(spelling(name) == wanted for name in named):
            return True
    return False
