"""The rules about what was thought of beforehand, and about what came after a conversation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from netinvite.checks.material import Material
from netinvite.checks.rule import Spot
from netinvite.checks.words import Words
from netinvite.dates import format_date
from netinvite.language import _

PATIENCE = timedelta(days=14)


def _line(material: Material, *patterns: str) -> int:
    """The last line on which one of these begins, the first pattern that is there deciding; else 1."""
    for pattern in patterns:
        found = [line.number for line in material.lines if re.match(rf"\s*{pattern}", line.text)]
        if found:
            return found[-1]
    return 1


def not_considered(name: str, message: Callable[[], str]) -> Callable[[Material, Words], Iterator[Spot]]:
    """The rule that the reflection's question ``name`` has an answer (R001 to R003)."""

    def find(material: Material, words: Words) -> Iterator[Spot]:
        if name not in material.known.considered:
            yield Spot(_line(material, rf"{name}\s*=", r"\[reflection\]"), message())

    return find


no_barrier = not_considered("barrier", lambda: _("Nobody has thought of what could hold the person back."))
no_alternative = not_considered("alternative", lambda: _("There is nobody else to ask on a no."))
no_assumption = not_considered(
    "assumption", lambda: _("What you take for granted about the person is not examined.")
)


def overdue(material: Material, words: Words) -> Iterator[Spot]:
    """F001."""
    conversations = material.known.conversations
    day = conversations[-1].next_date if conversations else None
    if day is not None and day < material.now.date():
        message = _("The next step was due %(day)s.") % {"day": format_date(day, material.lang)}
        yield Spot(_line(material, r"next_date\s*=", r"\[\[conversation\]\]"), message)


def no_without_referral(material: Material, words: Words) -> Iterator[Spot]:
    """F002."""
    conversations = material.known.conversations
    declined = bool(conversations) and conversations[-1].outcome == "declines"
    if declined and not any(conversation.asked for conversation in conversations):
        message = _("It was a no, and nobody asked whom the person knows.")
        yield Spot(_line(material, r"outcome\s*=", r"\[\[conversation\]\]"), message)


def referred_and_forgotten(material: Material, words: Words) -> Iterator[Spot]:
    """F003."""
    day = material.known.named_on
    if day is None or material.known.contacted or material.now.date() - day <= PATIENCE:
        return
    message = _("The person was named %(day)s and has not been contacted since.")
    line = _line(material, r"\[referral\]", r"referred_by\s*=")
    yield Spot(line, message % {"day": format_date(day, material.lang)})
