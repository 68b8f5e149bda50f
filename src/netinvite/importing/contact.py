"""What all address books share: contacts, how much is read at once, their letters, and what in them may be an
address or a number. Time grows with the length of a file only."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from netinvite.errors import AnswerError, NetinviteError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model import keys, kinds, phones
from netinvite.model.addresses import is_ordinary
from netinvite.model.characters import DIRECTION
from netinvite.model.proposals import ways_to_call
from netinvite.model.questions import Question

FIELDS = ("name", "called", "role", "organisation", "email", "phone")


def label(name: str) -> str:
    """A field in the words of the language in use."""
    words = {
        "name": _("name"),
        "called": _("name in a greeting"),
        "role": _("role"),
        "organisation": _("organisation"),
        "email": _("email address"),
        "phone": _("phone number"),
    }
    return words.get(name, name)


LARGEST_FILE = 50_000_000
LARGEST_RECORD = 1_000_000
# Of one cell or line so many pieces are looked at.
_TRIED = 20
# Digits; fewer make an extension.
_SHORTEST = 6
_NUMBER = regex(r"\+?[0-9][0-9 ]{5,13}[0-9]")
_ADDRESS = Question(*keys.EMAIL.path, "email", ask="")
_PHONE = Question(*keys.PHONE.path, "phone", ask="")
_MARKS = {
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-"),
    **dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F), " "),
    **dict.fromkeys(map(ord, DIRECTION + "\u200b\ufeff")),
}


class ContactsError(NetinviteError):
    """A file that is no address book, or one too large."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, or an organisation without one (its name is then ``name``); ``line`` is where it begins.

    ``called``: what the file says of it, where the name alone leaves open what is said in a greeting.
    ``guessed``: some of its letters are no UTF-8, and Windows-1252 was tried. ``owner``: to which organiser
    the person belongs, as the file has it.
    """

    line: int
    name: str = ""
    role: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    guessed: bool = field(default=False, compare=False)
    owner: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something left out: ``line`` of the file (0: it is not about the file), whose, and why."""

    line: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds; ``left``: the names of fields that are not taken and are not empty; ``headings``:
    what the file itself calls a field, where it has columns. ``alone``: the heading of its only column, where
    that may stand above anything."""

    contacts: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    alone: str = ""


@dataclass(slots=True)
class Finding:
    """What is found so far."""

    contacts: list[Contact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left: dict[str, None] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    alone: str = ""

    def done(self) -> Found:
        """All of it."""
        found = tuple(self.contacts), tuple(self.problems), tuple(self.left)
        return Found(*found, self.headings, self.alone)


def in_greeting(name: str, given: str = "", organisation: str = "") -> str:
    """What a file says that somebody of this ``name`` is called: their ``given`` name, where it is part of a
    name that leaves it open; an ``organisation`` all of its name. "" where that need not be said."""
    if name and name == organisation:
        return name if " " in name else ""
    return given if ways_to_call(name) and f" {given} " in f" {name} " else ""


def best_address(values: Iterable[str]) -> str:
    """The first of ``values`` that is a mail address, without what stands round it; else the first."""
    return _first(_ADDRESS, values, _addresses, is_ordinary)


def best_phone(values: Iterable[str]) -> str:
    """The first of ``values`` that is a phone number, an extension last; else the first."""
    return _first(_PHONE, values, _phones, _is_ordinary_phone)


def _is_ordinary_phone(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _first(
    question: Question,
    values: Iterable[str],
    apart: Callable[[str], Iterator[str]],
    is_ordinary: Callable[[str], bool],
) -> str:
    values = [value for value in values if value]
    # Of ten thousand, most need no closer look.
    if values and is_ordinary(values[0]):
        return values[0]
    found = [text for value in values for text in islice(apart(value), _TRIED) if fits(question, text)]
    # What is a number and nothing else goes before one with words beside it, or two of them.
    found.sort(key=lambda text: question is _PHONE and not phones.is_alone(text))
    long = (text for text in found if question is _ADDRESS or phones.digits(text) >= _SHORTEST)
    return next(long, next(iter(found), values[0] if values else ""))


def fits(question: Question, text: str) -> bool:
    """Whether ``text`` can be the answer."""
    try:
        return kinds.of(question).from_toml(question, text) is not None
    except AnswerError:
        return False


def is_address(text: str) -> bool:
    """Whether ``text`` is a mail address and nothing else."""
    return "@" in text and len(text) < 400 and fits(_ADDRESS, text)


def _addresses(text: str) -> Iterator[str]:
    """What in a cell or a line may be an address: Google's ``a ::: b``, ``Name <a>``, a list, a link."""
    for piece in re.split(r":::|[;,\s<>()\[\]\"']+", text):
        if "@" in piece:
            yield re.sub(r"(?i)^(mailto|smtp|internet):|\?.*$", "", piece.strip(".").strip())


def _phones(text: str) -> Iterator[str]:
    """What may be a number: all of it, then its parts."""
    plain = tidy_phone(text)
    yield plain
    yield from (part.strip() for part in re.split(r":::|[;,|/\n]", plain))


def addresses_in(text: str) -> list[str]:
    """The addresses in a cell."""
    return [one for one in islice(_addresses(text), _TRIED) if fits(_ADDRESS, one)]


def numbers_in(text: str) -> list[str]:
    """The numbers in a cell, where there are several."""
    _whole, *parts = islice(_phones(text), _TRIED)
    found = [one for one in parts if phones.digits(one) >= _SHORTEST and fits(_PHONE, one)]
    return found if len(found) > 1 else []


def tidy_phone(typed: str) -> str:
    """A number without the marks of direction that telephones wrap it in, and with common dashes."""
    return re.sub(r"(?i)^['\s]*(?:tel:)?|;ext=.*$", "", typed.translate(_MARKS)).strip()


def too_large() -> str:
    """Why a record is skipped that has more than ``LARGEST_RECORD`` characters."""
    return _("skipped: it has more than 1 MB.")


# Letters -------------------------------------------------------------------------------------------

UNREADABLE = "\ufffd"
_FALLBACK = "netinvite-cp1252"
# As "surrogateescape" keeps a byte that is no UTF-8.
_KEPT = regex("[\udc80-\udcff]")
# Programs say these of what is UTF-8; what is really in them is hardly ever UTF-8 as well.
_LATIN = ("ascii", "iso8859-1", "iso8859-15", "cp1252")
# No encodings of letters, or slow ones.
_REFUSED = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem", "utf-7")


def readable(text: str, charset: str = "") -> tuple[str, bool]:
    """``text`` in letters, and whether Windows-1252 was tried for some; what is neither is UNREADABLE.

    ``charset`` is the encoding that a line says it has.
    """
    if text.isascii() or not (charset or _KEPT.search(text)):
        return text, False
    return decoded(text.encode("utf-8", "surrogateescape"), charset)


def letters_of(value: str, named: Mapping[str, str]) -> tuple[str | None, bool]:
    """``readable`` for a line of a card whose parameters are ``named``; ``None`` where it cannot be read."""
    encoding, charset = named.get("ENCODING", "").strip('"').upper(), named.get("CHARSET", "")
    if encoding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in named:
        return decoded(binascii.a2b_qp(value.encode("utf-8", "surrogateescape")), charset)
    if encoding in ("B", "BASE64") or "BASE64" in named:
        try:
            return decoded(binascii.a2b_base64(value.encode("ascii", "strict")), charset)
        except ValueError:
            return None, False
    return readable(value, charset)


def decoded(data: bytes, charset: str = "") -> tuple[str, bool]:
    """``data`` in the encoding it says it has, else UTF-8, else Windows-1252; whether it had to be tried."""
    named = _known(charset)
    for encoding in ("utf-8", named) if named in _LATIN else (named, "utf-8"):
        try:
            return data.decode(encoding or "utf-8"), False
        except (LookupError, UnicodeError):
            continue
    return data.decode("utf-8", _FALLBACK), True


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset.strip('" ')).name if charset else ""
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if name.replace("_", "-") in _REFUSED else name


def _from_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _from_windows)
