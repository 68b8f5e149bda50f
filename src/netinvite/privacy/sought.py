"""Whom to look for, by name, mail address, phone number and folder; and where they are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from netinvite.model.people import Person, slug_of
from netinvite.privacy.names import Hit, Name, among, put_in, spelled, spelling, squeezed
from netinvite.privacy.reached import Address, Phone
from netinvite.privacy.texts import ENCODED, Role, Roles, comments, in_lines, path_of, readings
from netinvite.store import kept
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.privacy.sources import Circle, Owner, Source

# Fewer letters than these stand in other words too.
FEWEST = 8


class Found(NamedTuple):
    """Where somebody is found in a file: a key or line, the text there, and whether it is certain."""

    key: str
    text: str
    sure: bool


@dataclass
class Sought:
    """``name`` with all that belongs to the person of the folder ``slug`` alone.

    ``also``: what they were called before, or are by some. ``theirs``: the files of those who have the same
    address or number, which is looked for nowhere then. ``bearers``: folders of people in whose files the one
    word of a name means themselves.
    """

    name: Name
    slug: str
    addresses: tuple[Address | Phone, ...] = ()
    theirs: tuple[str, ...] = ()
    bearers: frozenset[str] = frozenset()
    also: tuple[Name, ...] = ()

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """All names that are looked for."""
        return (self.name, *self.also)

    @cached_property
    def one_word(self) -> bool:
        """Whether each name is one word, which may be any word."""
        return all(name.one_word for name in self.names)

    @cached_property
    def _folder(self) -> re.Pattern[str] | None:
        return re.compile(rf"(?<![\w-]){re.escape(self.slug)}(?![\w-])") if "-" in self.slug else None

    @cached_property
    def _words(self) -> tuple[str, ...]:
        mails = [key for address in self.addresses if isinstance(address, Address) for key in address.keys]
        return (*(spelled(name.full) for name in self.names), self.slug, *mails)

    @cached_property
    def _numbers(self) -> tuple[str, ...]:
        return tuple(phone.core for phone in self.addresses if isinstance(phone, Phone))

    ways = cached_property(lambda self: tuple(_ways(self)))

    def may_stand_in(self, source: Source) -> bool:
        """A quick look at all that a file says."""
        said = source.said
        for words in self._words:
            if words in said:
                return True
        return any(number in source.digits for number in self._numbers)

    def hits(self, text: str, role: Role = Role.TEXT) -> list[Hit]:
        """Where the person stands in a text of this role; none lies in another."""
        found = [hit for address in self.addresses for hit in address.hits(text)]
        if role in (Role.OWN, Role.ADDRESS):
            return _apart(found)
        field, title = role is Role.PERSON, role is Role.TITLE
        for name in self.names:
            found += name.hits(text, field=field, title=title)
        if self._folder:
            linked = text == self.slug and (field or title)
            found += [Hit(*link.span(), sure=linked) for link in self._folder.finditer(text)]
        if role is Role.CLOSED:
            # A choice that says so can only be looked at.
            found = [] if self.one_word else [hit._replace(sure=False) for hit in found]
        return _apart(found)

    def without(self, text: str, words: str, role: Role = Role.TEXT) -> str:
        """``text`` with ``words`` in the place of every certain mention."""
        return put_in(text, self.hits(text, role), words)

    def found(self, source: Source, roles: Roles) -> list[Found]:
        """Every mention in a file: of TOML each value and comment, else each line."""
        if not self.may_stand_in(source):
            return []
        if source.table is None:
            return list(self.in_text(source.text)) or list(self._encoded(source))
        values = [
            Found(path_of(keys), text, sure)
            for keys, text, role in roles.texts(source.table)
            for sure in dict.fromkeys(hit.sure for hit in self.hits(text, role))
        ]
        return values + list(self._in_comments(source.text))

    def in_text(self, text: str) -> Iterator[Found]:
        """Every line of a text where a mention begins."""
        return in_places(text, self.hits(text))

    def _encoded(self, source: Source) -> Iterator[Found]:
        """Mentions in what is no plain text: in another encoding, or in a mail."""
        for text in readings(source.file, source.data):
            if found := [one._replace(key=ENCODED) for one in self.in_text(text)]:
                yield from dict.fromkeys(found)
                return

    def _in_comments(self, text: str) -> Iterator[Found]:
        said = [
            (place + hit.start, hit.sure) for place, comment in comments(text) for hit in self.hits(comment)
        ]
        lines = in_lines(text, (place for place, _sure in said))
        yield from dict.fromkeys(Found(*line, sure) for line, (_place, sure) in zip(lines, said, strict=True))


def in_places(text: str, hits: list[Hit]) -> Iterator[Found]:
    """The lines in which the hits begin."""
    lines = in_lines(text, (hit.start for hit in hits))
    yield from dict.fromkeys(Found(*line, hit.sure) for line, hit in zip(lines, hits, strict=True))


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """In order, and of those that overlap the longer one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def hidden(sought: Sought, text: str) -> bool:
    """Whether the person stands in ``text`` only in another way than they are looked for."""
    return bool(_hidden_ways(sought, text))


def hidden_in(sought: Sought, text: str) -> Iterator[Found]:
    """The lines in which they stand so; none for what stands in no line alone."""
    ways, starts, start = _hidden_ways(sought, text), [], 0
    for line in text.splitlines(keepends=True):
        letters = squeezed(line)
        starts += [start] if any(other in letters for other in ways) else []
        start += len(line)
    yield from dict.fromkeys(Found(*line, sure=False) for line in in_lines(text, starts))


def _hidden_ways(sought: Sought, text: str) -> list[str]:
    letters = squeezed(text)
    found = [(plain, other) for plain, other in sought.ways if other in letters]
    said = spelling(text) if found else ""
    return [other for plain, other in found if plain not in said]


def _ways(sought: Sought) -> Iterator[tuple[str, str]]:
    """How each is looked for, and another way of writing it."""
    for full in (name.full for name in sought.names):
        words = full.split()
        turned = " ".join([words[-1], *words[:-1]])
        for name in (full, turned, slug_of(full)) if len(words) > 1 else ():
            if len(letters := squeezed(name)) >= FEWEST:
                yield spelled(full), letters
    # The folder keeps the name under which the person came.
    came = re.sub(r"-\d+$", "", sought.slug)
    is_known = any(slug_of(name.full) == came for name in sought.names)
    if "-" in came and not is_known and len(letters := squeezed(came)) >= FEWEST:
        # A link to the folder does not say that all else is found.
        yield "\0", letters
    for address in sought.addresses:
        for key in address.keys if isinstance(address, Address) else ():
            for dot in (".", " dot "):
                yield key, squeezed(key.replace("@", " at ").replace(".", dot))
            yield key, squeezed(key)


def sought(
    workspace: Workspace,
    person: Person,
    circle: Circle,
    full: str = "",
    also: Iterable[str] = (),
    seen: Iterable[str] = (),
) -> Sought:
    """What to look for; ``full``: the name, where it is known already; ``also``: other names, besides those
    under which something typed about the person is kept; ``seen``: names of which each place was looked at.

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
    names = [
        " ".join(name.split()) for name in (full, *also, *seen, *kept.names_in(workspace.folder(person.slug)))
    ]
    others_too = {spelled(name): name for name in reversed(names) if spelled(name) not in ("", spelled(full))}
    return Sought(
        among(full, others),
        person.slug,
        tuple(dict.fromkeys(address for address in mine if address not in taken)),
        tuple(dict.fromkeys(owner.source.path for owner, _address in shared)),
        frozenset(owner.source.slug for owner in others for name in names if owner.by(name)),
        tuple(replace(among(name, others), seen=name in seen) for name in reversed(others_too.values())),
    )


def _has(owner: Owner, address: Address | Phone) -> bool:
    return any(address.same(other) for other in owner.addresses)


def _written_name(text: str) -> str:
    match = re.search(r"""(?m)^\s*(?:person\.)?name\s*=\s*["'](.+?)["']\s*(?:#.*)?$""", text)
    return match[1] if match else ""
