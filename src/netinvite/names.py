"""People by name: folders named after them, and whom a name means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.parsed import normalized

SLUG_LENGTH = 60
# A line of names is read; a wall of them is not.
NAMES_SHOWN = 12
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
_REPLACEMENTS = (("æ", "ae"), ("Æ", "Ae"), ("ø", "oe"), ("Ø", "Oe"), ("å", "aa"), ("Å", "Aa"))


class Person(NamedTuple):
    """A person of the workspace, as a list shows them."""

    slug: str
    name: str
    organisation: str = ""
    lang: str = ""

    def __str__(self) -> str:
        known = f"{self.name}, {self.organisation}" if self.organisation else self.name
        return f"{known} ({self.slug})"


def slug_of(name: str) -> str:
    """A file name from a person's name: ASCII, never empty, never reserved, at most 60 characters."""
    from slugify import slugify

    composed = normalized("NFC", name)
    slug = slugify(composed, replacements=_REPLACEMENTS, max_length=SLUG_LENGTH - 4) or "person"
    return f"{slug}-1" if slug in _RESERVED else slug


def is_text(name: str) -> bool:
    """Whether a file name that the system gave is UTF-8; otherwise it could be written into no file."""
    return name.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in name)


def fold(text: str) -> str:
    """``text`` for comparing names: composed, without case, single blanks."""
    return " ".join(normalized("NFC", text).casefold().split())


def matches(name: str, people: list[Person]) -> list[Person]:
    """Whom ``name`` can mean: exact names before parts of names."""
    wanted = fold(name)
    if not wanted:
        return []
    exact = [person for person in people if wanted in (fold(person.name), person.slug)]
    if exact:
        return exact
    if re.search(r"[/\\]", name):
        return []
    slug = slug_of(name)
    return [person for person in people if wanted in fold(person.name) or slug in person.slug]


def shortened(names: Sequence[str], between: str = ", ") -> str:
    """Names in a line; of many the first ones, and how many more there are."""
    more = len(names) - NAMES_SHOWN
    few = between.join(names[:NAMES_SHOWN])
    return few + " " + _("and %(count)s more") % {"count": more} if more > 0 else few


def unknown(name: str, people: list[Person]) -> UsageError:
    """The sentence for a person who is not in the workspace."""
    from difflib import get_close_matches

    # A mistyped first name is as near as a mistyped full one.
    called = {word: person for person in people for word in (*fold(person.name).split(), fold(person.name))}
    if close := get_close_matches(fold(name), called, n=1, cutoff=0.7):
        hint = _("Did you mean %(person)s?") % {"person": called[close[0]]}
    elif people:
        hint = _("These are there: %(known)s.") % {"known": shortened([person.slug for person in people])}
    else:
        hint = _("Begin with: netinvite prepare")
    return UsageError(_("Nobody here is called “%(name)s”.") % {"name": name}, hint)
