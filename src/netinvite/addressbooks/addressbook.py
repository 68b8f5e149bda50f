"""What an address book holds, and how much of it may be read at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from netinvite.answers import ORDINARY, parse_text
from netinvite.errors import AnswerError, NetinviteError
from netinvite.language import _
from netinvite.questions import Question

FIELDS = ("name", "role", "organisation", "email", "phone")


def label(name: str) -> str:
    """A field in the words of the language in use."""
    words = {
        "name": _("name"),
        "role": _("role"),
        "organisation": _("organisation"),
        "email": _("mail address"),
        "phone": _("phone number"),
    }
    return words.get(name, name)


LARGEST_FILE = 50_000_000
LARGEST_RECORD = 1_000_000
# Of one cell or line so many pieces are looked at.
_TRIED = 20
# Digits; fewer make an extension.
_SHORTEST = 6
_NUMBER = re.compile(r"\+?[0-9][0-9 ]{5,13}[0-9]")
_ADDRESS = Question("person", "email", "email", ask="")
_PHONE = Question("person", "phone", "phone", ask="")
_MARKS = {
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-"),
    **dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F), " "),
    **dict.fromkeys((0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)),
}


class ContactsError(NetinviteError):
    """A file that is no address book, or one too large."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, or an organisation without one (its name is then ``name``); ``line`` is where it begins.

    ``guessed``: some of its letters are no UTF-8, and Windows-1252 was tried.
    """

    line: int
    name: str = ""
    role: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    guessed: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something left out: ``line`` of the file (0: it is not about the file), whose, and why."""

    line: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds; ``left``: the names of fields that are not taken and are not empty."""

    contacts: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class Finding:
    """What is found so far."""

    contacts: list[Contact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left: dict[str, None] = field(default_factory=dict)

    def done(self) -> Found:
        """All of it."""
        return Found(tuple(self.contacts), tuple(self.problems), tuple(self.left))


def one_line(text: str) -> str:
    """``text`` with single blanks for blanks and line ends of any kind."""
    return " ".join(text.split())


def best_address(values: Iterable[str]) -> str:
    """The first of ``values`` that is a mail address, without what stands round it; else the first."""
    return _first(_ADDRESS, values, _addresses, ORDINARY)


def best_phone(values: Iterable[str]) -> str:
    """The first of ``values`` that is a phone number, an extension last; else the first."""
    return _first(_PHONE, values, _phones, _NUMBER)


def _first(
    question: Question,
    values: Iterable[str],
    apart: Callable[[str], Iterator[str]],
    ordinary: re.Pattern[str],
) -> str:
    values = [value for value in values if value]
    # Of ten thousand, most need no closer look.
    if values and len(values[0]) < _TRIED * 2 and ordinary.fullmatch(values[0]):
        return values[0]
    found = [text for value in values for text in islice(apart(value), _TRIED) if fits(question, text)]
    long = (text for text in found if question is _ADDRESS or sum(map(str.isdigit, text)) >= _SHORTEST)
    return next(long, next(iter(found), values[0] if values else ""))


def fits(question: Question, text: str) -> bool:
    """Whether ``text`` can be the answer."""
    try:
        return parse_text(question, text) is not None
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


def tidy_phone(typed: str) -> str:
    """A number without the marks of direction that telephones wrap it in, and with common dashes."""
    return re.sub(r"(?i)^['\s]*(?:tel:)?|;ext=.*$", "", typed.translate(_MARKS)).strip()


def too_large() -> str:
    """Why a record is skipped that has more than ``LARGEST_RECORD`` characters."""
    return _("skipped: it has more than 1 MB.")
