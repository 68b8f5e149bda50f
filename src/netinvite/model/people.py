"""People: by name, the folders named after them, and whom a name means."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from netinvite.errors import OnlyFolderError, UsageError, did_you_mean, nearest
from netinvite.language import _
from netinvite.libraries import at_first_use, regex
from netinvite.model.characters import SURROGATE
from netinvite.model.wording import listed
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    import slugify
else:
    # 10 ms, for who is new.
    slugify = at_first_use("slugify")


# Letters at once.
PIECE = 2_000
SLUG_LENGTH = 60
_LONGEST = SLUG_LENGTH - 4
# A line of names is read; a wall of them is not.
NAMES_SHOWN = 12
# As in difflib: of fifteen letters two may be others.
_ALIKE = 0.86
_PLAIN = regex("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
REPLACEMENTS = (("æ", "ae"), ("Æ", "Ae"), ("ø", "oe"), ("Ø", "Oe"), ("å", "aa"), ("Å", "Aa"))


def normalized(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """``unicodedata.normalize`` in pieces: of very many marks on one letter it takes the square of their
    number. A piece ends where a letter begins."""
    if len(text) <= PIECE or text.isascii():
        return unicodedata.normalize(form, text)
    pieces, start = [], 0
    while start < len(text):
        end = start + PIECE
        while end < min(len(text), start + PIECE + 100) and unicodedata.combining(text[end]):
            end += 1
        pieces.append(unicodedata.normalize(form, text[start:end]))
        start = end
    return "".join(pieces)


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
    composed = normalized("NFC", name)
    slug = _simply(composed) or slugify.slugify(composed, replacements=REPLACEMENTS, max_length=_LONGEST)
    slug = slug or "person"
    return f"{slug}-1" if slug in _RESERVED else slug


def _simply(name: str) -> str:
    """The same of a name in plain letters, without the library; "" for any other."""
    for letter, letters in REPLACEMENTS:
        name = name.replace(letter, letters)
    return name.lower().replace(" ", "-") if len(name) <= _LONGEST and _PLAIN.fullmatch(name) else ""


def is_text(name: str) -> bool:
    """Whether a file name that the system gave is UTF-8; otherwise it could be written into no file."""
    return name.isascii() or not SURROGATE.search(name)


def fold(text: str) -> str:
    """``text`` for comparing names: composed, without case, single blanks."""
    return " ".join(normalized("NFC", text).casefold().split())


def matches(name: str, people: list[Person]) -> list[Person]:
    """Whom ``name`` can mean: who is called so, before the folder of this very name, before parts of names.
    What a folder is called counts as far as its person is called so still; else see ``by_folder``."""
    wanted = fold(name)
    if not wanted:
        return []
    exact = [one for one in people if wanted == fold(one.name)] or [one for one in people if name == one.slug]
    if exact:
        return exact
    slug = _sought(name)
    return [one for one in people if wanted in fold(one.name) or (_lies_in(one, slug) and _tells(one, slug))]


def by_folder(name: str, people: list[Person]) -> list[Person]:
    """Of whom only the folder is called so, for they had another name before."""
    slug = _sought(name)
    return [one for one in people if _lies_in(one, slug) and not _tells(one, slug)]


def _sought(name: str) -> str:
    """What the folder of somebody of this name is called; "" where it could be no name."""
    # Marks that a folder's name leaves out tell people apart: "Åse Lund !" is not "Åse Lund ?".
    return slug_of(name) if re.fullmatch(r"[\w\s.'’-]+", normalized("NFC", name)) and fold(name) else ""


def _lies_in(person: Person, slug: str) -> bool:
    return bool(slug) and slug in person.slug


def _tells(person: Person, slug: str) -> bool:
    """Whether the person's own name says what this part of the folder's name does."""
    own = slug_of(person.name)
    return slug in own or re.sub(r"-\d+$", "", person.slug) == own


def is_part(name: str, of: str) -> bool:
    """Whether somebody who is called ``of`` can be meant by this name."""
    return bool(matches(name, [Person(slug_of(of), of)]))


def alike(name: str, people: Iterable[Person]) -> list[Person]:
    """Who has this name, or nearly: a letter or two are others, it is written without its marks, in another
    order, or with a name more."""
    wanted, plain, words = fold(name), slug_of(name), _words(name)

    def has(other: str) -> bool:
        if len(words) > 1 and len(theirs := _words(other)) > 1 and (words <= theirs or theirs <= words):
            return True
        return bool(nearest(wanted, [fold(other)], _ALIKE) or nearest(plain, [slug_of(other)], _ALIKE))

    return [one for one in people if has(one.name)]


def with_more(name: str, people: Iterable[Person]) -> list[Person]:
    """Who has this name and more: Ben Cole, of "Ben"."""
    words = _words(name)
    return [one for one in people if words and words < _words(one.name)]


def perhaps(name: str, people: list[Person]) -> list[Person]:
    """Who has this name, nearly or with more, or had it before."""
    found = [*alike(name, people), *with_more(name, people), *by_folder(name, people)]
    return list(dict.fromkeys(found))


def _words(name: str) -> set[str]:
    return {*re.findall(r"\w+", fold(name))}


def shortened(names: Sequence[str], between: str = "") -> str:
    """Names in a line, parted as ``listed`` does or by ``between``; of many the first ones, and how many more
    there are."""
    more = len(names) - NAMES_SHOWN
    few = between.join(names[:NAMES_SHOWN]) if between else listed(names[:NAMES_SHOWN])
    return few + " " + _("and %(count)s more") % {"count": more} if more > 0 else few


def apart(names: Mapping[str, str]) -> dict[str, str]:
    """What people are called, by folder: the name, and the folder's with it where another has the same."""
    same = {name for name, count in Counter(names.values()).items() if count > 1}
    return {slug: f"{name} ({slug})" if name in same else name for slug, name in names.items()}


def unknown(name: str, people: list[Person], begin: str) -> UsageError:
    """The sentence for a person who is not in the workspace; ``begin`` is the command that makes one."""
    # A mistyped first name is as near as a mistyped full one.
    called = {word: person for person in people for word in (*fold(person.name).split(), fold(person.name))}
    if close := nearest(fold(name), called, cutoff=0.7):
        hint = did_you_mean(called[close])
    elif people:
        hint = _("These are there: %(known)s.") % {"known": shortened([person.slug for person in people])}
    else:
        hint = _("Begin with: %(command)s") % {"command": begin}
    return UsageError(_("Nobody here is called “%(name)s”.") % {"name": name}, hint)


def only_folder(name: str, people: list[Person]) -> OnlyFolderError:
    """The sentence for a name that only folders have, those of these ``people``."""
    words = {"name": name, "people": shortened([str(person) for person in people], "; ")}
    return OnlyFolderError(
        _("Nobody here is called “%(name)s”; only the folder of %(people)s is.") % words,
        _("If you mean them, type what stands in the brackets."),
        people,
    )


def noted_day(value: object) -> date | None:
    """A day as files of answers hold it: a date, a moment's date, or an ISO text; ``None`` for
    anything else."""
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None
