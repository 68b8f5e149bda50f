"""What an import would do: who is new, who is given what, who is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from netinvite.addressbooks.addressbook import Found, Problem
from netinvite.language import _

# Of many who have the same address so many are named.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person is to be given: ``values`` by question (``person.email``), as TOML has them."""

    line: int
    slug: str
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A contact that is somebody known (or met earlier in the file); ``asked``: because somebody said so.
    ``kept``: the fields where the answer that is there stays though the file says otherwise."""

    line: int
    given: str
    slug: str
    name: str
    asked: bool = False
    kept: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. ``filled`` are known people with empty answers that the file can fill;
    ``doubts`` are left out, and among the problems too; ``shared`` are mail addresses with the names of those
    who have them; ``said`` is what was said to doubts, by the place of the contact in the file."""

    found: Found
    new: tuple[Entry, ...] = ()
    filled: tuple[Entry, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    said: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.filled)


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
        text = _("this mail address has another name: %(others)s.")
    else:
        text = _("this phone number has another name: %(others)s.")
    return text % {"others": in_words(doubt.like)}
