"""What an address book holds, and how much of it may be read at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from netinvite.errors import NetinviteError
from netinvite.language import _

FIELDS = ("name", "role", "organisation", "email", "phone")
LARGEST_FILE = 50_000_000
LARGEST_RECORD = 1_000_000


class ContactsError(NetinviteError):
    """A file that is no address book, or one too large."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, or an organisation without one (its name is then ``name``); ``line`` is where it begins."""

    line: int
    name: str = ""
    role: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""


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


def too_large() -> str:
    """Why a record is skipped that has more than ``LARGEST_RECORD`` characters."""
    return _("skipped: it has more than 1 MB.")
