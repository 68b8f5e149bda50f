"""What the parsed files of a workspace say beyond the guide's answers. Nothing here trusts their shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from netinvite.checks.material import Conversation


def conversation(talk: Mapping[str, Any]) -> Conversation:
    """A ``[[conversation]]`` table."""
    return Conversation(str(talk.get("outcome", "")), day(talk.get("next_date")), "referrals" in talk)


def day(value: object) -> date | None:
    """A date, a moment's date, or an ISO text as a date; ``None`` for anything else."""
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None


def names(referrals: object) -> Iterator[str]:
    """Who was named in a conversation."""
    for referral in referrals if isinstance(referrals, list) else ():
        if isinstance(referral, dict):
            yield str(referral.get("name", ""))
