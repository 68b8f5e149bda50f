"""What is said of one thing on this computer: whether it works, and what to do."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from netinvite.values import NamedTuple


class State(StrEnum):
    """``UNKNOWN``: only doing it would show. ``UNUSED``: there is nothing that could fail."""

    WORKS = "works"
    FAILS = "fails"
    UNKNOWN = "unknown"
    UNUSED = "unused"


class Row(NamedTuple):
    """One thing: its ``name`` for programs, the sentence that says how it is, and what is ``to_do``."""

    name: str
    state: State
    told: str
    to_do: str = ""


class Place(NamedTuple):
    """The network's folder, ``None`` where nothing says which; and what names it ("" for the usual one)."""

    root: Path | None
    by: str = ""
