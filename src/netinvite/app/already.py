"""What was sent or said to somebody already, as their answers tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from netinvite.app.team import begun
from netinvite.language import _, active
from netinvite.model.standing import Facts, course, state
from netinvite.store import logs
from netinvite.store.network import Network
from netinvite.values import NamedTuple


class Already(NamedTuple):
    """A state past *ready* (see ``people``), and the day of it where it is known."""

    state: str
    day: date | None = None


def already(workspace: Network, slug: str, data: Mapping[str, Any]) -> Already | None:
    """What the answers (``Network.read``) and the log tell; ``None`` where nothing was tried or said yet.

    An invitation without a day that can be read is one all the same: nobody is written to twice for a typing
    mistake.
    """
    recorded = logs.read(workspace, slug, data)
    last, log = recorded.last_talk(), recorded.entries
    found = state(Facts("", "", log=tuple(log), talks=(last,) if last else ()))
    if last:
        return Already(found, last.day)
    if found != "thinking":
        return Already(found, max(day for was, day in course(log) if was == found))
    return Already("invited") if recorded.unfit or data.get("invited") else None


def sentence(name: str, found: Already, today: date, other: str = "") -> str:
    """Where the person stands, said to whoever is about to write; ``other``: who it was, where not they."""
    by = {
        "tried": _("%(other)s has tried to reach %(name)s already%(when)s."),
        "talked": _("%(other)s has talked with %(name)s already%(when)s."),
    }
    sentences = {
        "tried": _("You have tried to reach %(name)s already%(when)s."),
        "invited": _("%(name)s has been invited already%(when)s."),
        "answered": _("%(name)s has answered already%(when)s."),
        "talked": _("You have talked with %(name)s already%(when)s."),
        "joins": _("%(name)s has joined already%(when)s."),
        "considers": _("%(name)s has not decided yet%(when)s."),
        "later": _("%(name)s has asked to wait%(when)s."),
        "declines": _("%(name)s has declined%(when)s."),
    }
    told = (by if other and found.state in by else sentences)[found.state]
    return begun(told % {"name": name, "when": _when(found.day, today), "other": other})


def _when(day: date | None, today: date) -> str:
    if day is None:
        return ""
    # Names of days and months take 10 ms to load, and are for those alone who were written to before.
    from netinvite.model.dates import format_date

    told = format_date(day, active())
    year = f" {day.year}" if day.year != today.year and str(day.year) not in told else ""
    return f" ({told}{year})"


def reasons() -> dict[str, str]:
    """The states in words that stand before names: who got no mail."""
    return {
        "thinking": _("not prepared to the end"),
        "tried": _("tried already"),
        "invited": _("invited already"),
        "answered": _("answered already"),
        "talked": _("talked with already"),
        "joins": _("joined already"),
        "considers": _("not decided yet"),
        "later": _("asked to wait"),
        "declines": _("declined"),
    }
