"""Whether two are the same person: by name, mail address and phone number, and when that is in doubt.

A name and an address alone are no proof: namesakes have one name, couples and offices one address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from netinvite.importing.contact import Contact
from netinvite.language import _
from netinvite.mail.address import key as address_key
from netinvite.model import keys
from netinvite.model.addresses import FEW
from netinvite.model.people import fold
from netinvite.model.phones import number_in

# Digits at the end of a number; before them may stand a country's code or none.
_NATIONAL = 8


# Each contact's is asked for again and again.
@lru_cache(FEW)
def phone_key(phone: str) -> str:
    """The last digits of a number, without what else is said of it; "" where it is none."""
    digits = "".join(str(int(sign)) for sign in number_in(phone) if sign.isdecimal())
    return digits[-_NATIONAL:] if len(digits) >= 4 else ""


@dataclass(slots=True, eq=False)
class Target:
    """Somebody who may be given answers; ``answered`` is read when they are first met.

    ``line`` is where they stand in the file, 0 for somebody who is in the workspace already.
    """

    slug: str
    name: str
    email: str
    phone: str = ""
    new: bool = False
    line: int = 0
    answered: dict[str, Any] | None = None
    damage: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    organisation: str = ""
    address: str = field(init=False)
    number: str = field(init=False)

    def __post_init__(self) -> None:
        self.address, self.number = address_key(self.email), phone_key(self.phone)

    def give(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Fill what is empty; the fields that stay though the value is another one."""
        there = {**(self.answered or {}), **self.values}
        self.values.update({key: value for key, value in values.items() if there.get(key) in (None, "", [])})
        self.email = self.email or str(self.values.get(keys.EMAIL, ""))
        self.phone = self.phone or str(self.values.get(keys.PHONE, ""))
        self.organisation = self.organisation or str(self.values.get(keys.ORGANISATION, ""))
        self.address, self.number = address_key(self.email), phone_key(self.phone)
        return tuple(
            key.partition(".")[2]
            for key, value in values.items()
            if there.get(key) not in (None, "", []) and fold(str(there[key])) != fold(str(value))
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """Who is meant: ``person``, or in doubt one of ``like`` (``by`` name, mail or phone), or nobody known."""

    person: Target | None = None
    like: tuple[Target, ...] = ()
    by: str = ""

    def doubt(self, line: int, name: str, email: str, phone: str) -> Doubt:
        """What is to be asked of somebody in ``line`` of the file."""
        like = (Like(one.slug, one.name, one.email, one.phone, one.line * one.new) for one in self.like)
        return Doubt(line, name, email, phone, self.by, tuple(like))


class Everyone:
    """All who are known, by name, mail address and phone number."""

    def __init__(self) -> None:
        self._by_name: dict[str, tuple[Target, ...]] = {}
        self._by_mail: dict[str, tuple[Target, ...]] = {}
        self._by_phone: dict[str, tuple[Target, ...]] = {}
        self._shared: set[str] = set()
        self._several: set[str] = set()

    def are_several(self, contacts: Iterable[Contact]) -> None:
        """Of a name that stands in a file with different mail addresses, a name alone tells nobody."""
        addresses: dict[str, set[str]] = {}
        for contact in contacts:
            if contact.name and contact.email:
                addresses.setdefault(fold(contact.name), set()).add(address_key(contact.email))
        self._several.update(name for name, found in addresses.items() if len(found) > 1)

    def add(self, target: Target) -> None:
        """Somebody new, or whose answers have changed."""
        _put(self._by_name, fold(target.name), target)
        _put(self._by_mail, target.address, target)
        _put(self._by_phone, target.number, target)

    def share(self, phone: str) -> None:
        """A number that several people have: it tells nothing from now on."""
        self._shared.add(phone_key(phone))

    def at(self, address: str) -> tuple[Target, ...]:
        """Who has this mail address."""
        return self._by_mail.get(address, ())

    def shared(self, contacts: Iterable[Contact]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Mail addresses of a file that several people have, with these people's names."""
        addresses: dict[str, str] = {}
        for contact in contacts:
            address = address_key(contact.email)
            if len(self.at(address)) > 1:
                addresses.setdefault(address, contact.email)
        for address, email in addresses.items():
            yield email, tuple(target.name for target in self.at(address))

    def like(self, name: str, email: str, phone: str, organisation: str = "") -> Likeness:
        """Whom somebody of a file means: nobody else than a namesake with nothing against it."""
        address, number = address_key(email), phone_key(phone)
        if namesakes := self._by_name.get(fold(name)):
            several = fold(name) in self._several
            return _among(namesakes, address, number, fold(organisation), several=several)
        if at := self.at(address):
            return Likeness(like=at, by="mail")
        near = () if number in self._shared else self._by_phone.get(number, ())
        # Two names and two addresses are two people with one telephone.
        near = tuple(one for one in near if not (address and one.address))
        return Likeness(like=near, by="phone" if near else "")


def _put(index: dict[str, tuple[Target, ...]], key: str, target: Target) -> None:
    there = index.get(key, ())
    if key and target not in there:
        index[key] = (*there, target)


def _among(
    namesakes: tuple[Target, ...], address: str, number: str, organisation: str, *, several: bool
) -> Likeness:
    exact = tuple(one for one in namesakes if address and one.address == address)
    if not exact:
        exact = tuple(one for one in namesakes if _fits(one, address, number, organisation))
        if several or len(namesakes) > 1:
            exact = tuple(one for one in exact if number and one.number == number)
    if len(exact) == 1:
        return Likeness(exact[0], by="name")
    return Likeness(like=exact or namesakes, by="name")


def _fits(one: Target, address: str, number: str, organisation: str) -> bool:
    """Whether nothing known of a namesake says otherwise."""
    there = fold(one.organisation)
    return (
        not (address and one.address)
        and not (number and one.number and number != one.number)
        and not (organisation and there and organisation != there and not (number and number == one.number))
    )


# Where it is in doubt ------------------------------------------------------------------------------

# Of many who have the same address so many are named.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Like:
    """Somebody whom a contact is like; ``line`` is 0 for those who are in the workspace."""

    slug: str
    name: str
    email: str
    phone: str
    line: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A contact that may be somebody known or not, ``by`` the same name, mail or phone."""

    line: int
    name: str
    email: str
    phone: str
    by: str
    like: tuple[Like, ...]


# What may be said to a doubt, besides the slug of who is meant.
SOMEBODY_ELSE = "+"
LEFT_OUT = "-"
# Where nobody was asked.
UNASKED = "?"
Ask = Callable[[Doubt], str]


def in_words(people: tuple[Like, ...]) -> str:
    """Those whom a contact is like, each with an address or number and where they stand."""
    named = "; ".join(_whole(one) for one in people[:_NAMED])
    more = len(people) - _NAMED
    return named if more <= 0 else named + "; " + _("and %(count)s more") % {"count": more}


def _whole(one: Like) -> str:
    place = _("line %(line)s") % {"line": one.line} if one.line else one.slug
    return ", ".join(text for text in (one.name, one.email or one.phone) if text) + f" ({place})"


def why(doubt: Doubt) -> str:
    """What the doubt is, in a sentence that names the others."""
    if len(doubt.like) > 1 and doubt.by == "name":
        text = _("several people have this name: %(others)s.")
    elif doubt.by == "name":
        text = _("this name has another address or number: %(others)s.")
    elif doubt.by == "mail":
        text = _("this email address has another name: %(others)s.")
    else:
        text = _("this phone number has another name: %(others)s.")
    return text % {"others": in_words(doubt.like)}
