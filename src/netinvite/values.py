"""The values that answer questions.

A value is ``str`` (text, long, email, phone, choice, person), ``tuple[str, ...]`` (list, choices),
``int`` (scale, 0 to 10), ``date``, ``tuple[datetime, ...]`` (times: local, naive), a tuple of ``Need``
or of ``Referral``. ``None`` says that the question was asked and skipped; it is written as "" or [].
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Need:
    """Something the network lacks; ``kind`` is knowledge, skill, access or resource."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody named in a conversation: what they bring, and whether the one who named them may be named."""

    name: str
    gives: str = ""
    kind: str = "knowledge"
    mention: bool = False


A_DAY = 24 * 60


def minutes_in(value: object) -> int:
    """The minutes, from 1 to a day's, that an answer gives; 0 where it is none such: an own guide may ask for
    anything."""
    said = str(value)
    return int(said) if said.isdecimal() and len(said) < 5 and int(said) <= A_DAY else 0


Value: TypeAlias = (
    str | int | date | tuple[str, ...] | tuple[datetime, ...] | tuple[Need, ...] | tuple[Referral, ...]
)
