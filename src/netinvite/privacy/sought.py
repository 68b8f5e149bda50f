"""Whom to look for, by name, mail address, phone number and folder; and where they are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from netinvite.libraries import regex
from netinvite.model.addresses import wire_domain
from netinvite.model.people import Person, slug_of
from netinvite.model.phones import numbers_in
from netinvite.privacy.names import Hit, Name, among, put_in, spelled, spelling, squeezed
from netinvite.privacy.texts import ENCODED, Role, Roles, comments, in_lines, path_of, readings
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.privacy.sources import Circle, Owner, Source

# A number of fewer digits may be a year or a price.
CERTAIN_DIGITS = 6
# A number with as many may stand directly behind its country's without a plus.
WHOLE_NUMBER = 8
# Countries whose number has one digit, and those with three; all others have two (ITU-T E.164).
_ONE, _THREE = regex("[17]"), regex("2[1-689]|3[578]|42|5[09]|6[789]|8[035789]|9[679]")
_GAP = r"[\s().\-\u2010-\u2015/·]{0,3}"
_DATE = regex(r"\d{4}([-./])\d\d\1\d\d|\d\d?([-./])\d\d?\2\d{4}")
# Fewer letters than these stand in other words too.
FEWEST = 8


@dataclass(frozen=True)
class Address:
    """One mail address, in any case and composed or decomposed; its domain in IDNA too."""

    typed: str

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """All ways to write it."""
        typed = self.typed.strip()
        found = [unicodedata.normalize("NFC", typed), unicodedata.normalize("NFD", typed)]
        local, _at, domain = found[0].rpartition("@")
        if wire := wire_domain(f"a@{domain}"):
            found += [f"{unicodedata.normalize(form, local)}@{wire}" for form in ("NFC", "NFD")]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        any_of = "|".join(map(re.escape, self.spellings))
        return re.compile(rf"(?<![\w+%-])(?<!\w\.)(?:{any_of})(?![\w-])(?!\.\w)", re.IGNORECASE)

    def hits(self, text: str) -> Iterator[Hit]:
        """Where it stands."""
        return (Hit(*found.span(), sure=True) for found in self._pattern.finditer(text))

    @cached_property
    def keys(self) -> frozenset[str]:
        """All ways in one spelling, for a quick look."""
        return frozenset(spelled(text) for text in self.spellings)

    def same(self, other: Address | Phone) -> bool:
        """Whether somebody else's is this one."""
        return isinstance(other, Address) and bool(self.keys & other.keys)


@dataclass(frozen=True)
class Phone:
    """One phone number: ``core`` without the country's and without a leading 0; ``country`` or ""."""

    core: str
    country: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        core = _GAP.join(self.core)
        prefix = rf"(?:\+|00){_GAP}(?P<country>\d{{1,3}}){_GAP}(?:\(0\){_GAP})?|0"
        if self.country:
            prefix += rf"|{self.country}{_GAP}"
        elif len(self.core) >= WHOLE_NUMBER:
            prefix += r"|(?P<perhaps>\d{2,3})(?=\d)"
        return re.compile(rf"\(?(?<![\d+])(?:{prefix})?{core}(?!\d)")

    def hits(self, text: str) -> Iterator[Hit]:
        """Where it stands, with blanks, hyphens, brackets and the country's number or without."""
        for found in self._pattern.finditer(text):
            country = found["country"]
            if country and self.country and country != self.country:
                continue
            written = found[0]
            start = found.start() + (written.startswith("(") and ")" not in written)
            perhaps = not self.country and len(self.core) >= WHOLE_NUMBER and found["perhaps"]
            sure = len(self.core) >= CERTAIN_DIGITS and not perhaps and not _DATE.fullmatch(written)
            yield Hit(start, found.end(), sure)

    def same(self, other: Address | Phone) -> bool:
        """Whether somebody else's is this one."""
        if not isinstance(other, Phone) or self.core != other.core:
            return False
        return not (self.country and other.country) or self.country == other.country


def phones(typed: str) -> Iterator[Phone]:
    """The numbers in what was typed to a question of kind phone: one, or several with , ; or / between."""
    parts = [part for part in re.split(r"[,;/]", typed) if _digits(part)]
    if not all(len(_digits(part)) >= CERTAIN_DIGITS for part in parts):
        parts = [typed]
    for part in parts:
        first, *others = [*numbers_in(part)] or [""]
        for number in (first, *(other for other in others if len(_digits(other)) >= CERTAIN_DIGITS)):
            if phone := _phone(number):
                yield phone


def _phone(typed: str) -> Phone | None:
    digits = _digits(typed.replace("(0)", ""))
    if re.match(r"\(?\s*(?:\+|00)", typed):
        digits = digits.removeprefix("00") if not typed.lstrip("( ").startswith("+") else digits
        long = 1 if _ONE.match(digits) else 3 if _THREE.match(digits) else 2
        country, core = digits[:long], digits[long:]
    else:
        country, core = "", digits
    core = core.removeprefix("0") or core
    return Phone(core, country) if len(core) >= 3 else None


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


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
    letters = squeezed(text)
    found = {plain for plain, other in sought.ways if other in letters}
    said = spelling(text) if found else ""
    return any(plain not in said for plain in found)


def _ways(sought: Sought) -> Iterator[tuple[str, str]]:
    """How each is looked for, and another way of writing it."""
    words = sought.name.full.split()
    turned = " ".join([words[-1], *words[:-1]])
    for name in (sought.name.full, turned, slug_of(sought.name.full)) if len(words) > 1 else ():
        if len(letters := squeezed(name)) >= FEWEST:
            yield spelled(sought.name.full), letters
    for address in sought.addresses:
        for key in address.keys if isinstance(address, Address) else ():
            for dot in (".", " dot "):
                yield key, squeezed(key.replace("@", " at ").replace(".", dot))
            yield key, squeezed(key)


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
        among(full, others),
        person.slug,
        tuple(dict.fromkeys(address for address in mine if address not in taken)),
        tuple(dict.fromkeys(owner.source.path for owner, _address in shared)),
        frozenset(owner.source.slug for owner in others if owner.by(full)),
    )


def _has(owner: Owner, address: Address | Phone) -> bool:
    return any(address.same(other) for other in owner.addresses)


def _written_name(text: str) -> str:
    match = re.search(r"""(?m)^\s*(?:person\.)?name\s*=\s*["'](.+?)["']\s*(?:#.*)?$""", text)
    return match[1] if match else ""
