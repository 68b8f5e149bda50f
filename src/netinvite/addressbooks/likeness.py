"""Whether two are the same person: by name, mail address and phone number, and when that is in doubt.

A name and an address alone are no proof: namesakes have one name, couples and offices one address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from netinvite.mail.address import key as address_key
from netinvite.names import fold

# Digits at the end of a number; before them may stand a country's code or none.
_NATIONAL = 8


def phone_key(phone: str) -> str:
    """The last digits of a number, without an extension; "" where it is none."""
    number = re.split(r"(?i)\s*(?:ext|x)", phone)[0]
    digits = "".join(str(int(sign)) for sign in number if sign.isdecimal())
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
        self.email = self.email or str(self.values.get("person.email", ""))
        self.phone = self.phone or str(self.values.get("person.phone", ""))
        self.organisation = self.organisation or str(self.values.get("person.organisation", ""))
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


class Everyone:
    """All who are known, by name, mail address and phone number."""

    def __init__(self) -> None:
        self._by_name: dict[str, tuple[Target, ...]] = {}
        self._by_mail: dict[str, tuple[Target, ...]] = {}
        self._by_phone: dict[str, tuple[Target, ...]] = {}
        self._shared: set[str] = set()
        self._several: set[str] = set()

    def are_several(self, names: Iterable[str]) -> None:
        """Names that several people of a file have: of these a name alone tells nobody."""
        self._several.update(map(fold, names))

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
