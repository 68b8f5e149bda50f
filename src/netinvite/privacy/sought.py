"""Whom to look for, by name, mail address, phone number and folder; and where they are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from netinvite.privacy.addresses import Address, Phone
from netinvite.privacy.mentions import (
    ENCODED,
    Hit,
    Name,
    comments,
    in_lines,
    path_of,
    put_in,
    spelled,
    strings,
)
from netinvite.privacy.readings import readings
from netinvite.privacy.roles import Role, Roles
from netinvite.privacy.sources import Source


class Found(NamedTuple):
    """Where somebody is found in a file: a key or line, the text there, and whether it is certain."""

    key: str
    text: str
    sure: bool


@dataclass
class Sought:
    """``name`` with all that belongs to the person of the folder ``slug`` alone.

    ``theirs``: the files of those who have the same address or number, which is looked for nowhere then.
    ``bearers``: folders of people in whose files the one word of the name means themselves.
    """

    name: Name
    slug: str
    addresses: tuple[Address | Phone, ...] = ()
    theirs: tuple[str, ...] = ()
    bearers: frozenset[str] = frozenset()

    @cached_property
    def _folder(self) -> re.Pattern[str] | None:
        return re.compile(rf"(?<![\w-]){re.escape(self.slug)}(?![\w-])") if "-" in self.slug else None

    @cached_property
    def _words(self) -> tuple[str, ...]:
        mails = [key for address in self.addresses if isinstance(address, Address) for key in address.keys]
        return (spelled(self.name.full), self.slug, *mails)

    @cached_property
    def _numbers(self) -> tuple[str, ...]:
        return tuple(phone.core for phone in self.addresses if isinstance(phone, Phone))

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
        found += self.name.hits(text, field=field, title=title)
        if self._folder:
            linked = text == self.slug and (field or title)
            found += [Hit(*link.span(), sure=linked) for link in self._folder.finditer(text)]
        if role is Role.CLOSED:
            # A choice that says so can only be looked at.
            found = [] if self.name.one_word else [hit._replace(sure=False) for hit in found]
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
            for keys, text in strings(source.table)
            for sure in dict.fromkeys(hit.sure for hit in self.hits(text, roles.of(keys)))
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
