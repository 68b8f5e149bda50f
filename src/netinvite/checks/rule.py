"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from netinvite.checks.material import Material
from netinvite.checks.words import Words

ERROR, WARNING, HINT = SEVERITIES = ("error", "warning", "hint")
ABOUT = ("pitch", "invitation", "guide", "reflection", "followup", "leaflet")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text (``line`` from 1) and what is wrong there, in one sentence."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``about`` is the text that it judges; the words are English and translated when shown."""

    id: str
    severity: str
    about: str
    title: str
    hint: str
    why: str
    bad: str
    good: str
    find: Callable[[Material, Words], Iterable[Spot]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, and where: ``file`` as it is shown, ``line`` from 1."""

    rule: str
    severity: str
    file: str
    line: int
    message: str
    hint: str


def later(message: str) -> str:
    """Marks a text for the catalogue; it is translated when it is shown."""
    return message
