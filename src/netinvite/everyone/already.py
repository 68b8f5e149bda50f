"""Who got a mail or had a talk already, from a person's file alone: ``mail`` has no time for the guide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from netinvite.errors import WorkspaceError
from netinvite.language import _


class Already(NamedTuple):
    """A state past *ready* (see ``people``), and the day of it where it is known."""

    state: str
    day: date | None = None


def already(data: Mapping[str, Any], where: str) -> Already | None:
    """What parsed answers tell; ``None`` where nothing was said or sent yet.

    An invitation without a day that can be read is one all the same: nobody is written to twice for a typing
    mistake. A ``WorkspaceError`` naming ``where`` for conversations that are none.
    """
    from netinvite.everyone.people import Facts, Talk, state

    talks = data.get("conversation") or []
    if not isinstance(talks, list) or not all(isinstance(talk, dict) for talk in talks):
        raise WorkspaceError(
            _("%(file)s: %(problem)s")
            % {"file": where, "problem": _("“%(key)s” must be a list of tables.") % {"key": "conversation"}}
        )
    if talks:
        last = Talk(_day(talks[-1].get("date")), str(talks[-1].get("outcome", "")))
        return Already(state(Facts("", "", talks=(last,))), last.day)
    invited = data.get("invited")
    day = invited.get("date") if isinstance(invited, dict) else invited
    return Already("invited", _day(day)) if day else None


def _day(found: object) -> date | None:
    if isinstance(found, datetime):
        return found.date()
    try:
        return found if isinstance(found, date) else date.fromisoformat(str(found))
    except ValueError:
        return None


def sentence(name: str, found: Already, today: date) -> str:
    """Where the person stands, said to whoever is about to write."""
    sentences = {
        "invited": _("%(name)s has been invited already%(when)s."),
        "talked": _("You have talked with %(name)s already%(when)s."),
        "joins": _("%(name)s has joined already%(when)s."),
        "considers": _("%(name)s has not decided yet%(when)s."),
        "later": _("%(name)s has asked to wait%(when)s."),
        "declines": _("%(name)s has declined%(when)s."),
    }
    return sentences[found.state] % {"name": name, "when": _when(found.day, today)}


def _when(day: date | None, today: date) -> str:
    if day is None:
        return ""
    from netinvite.dates import format_date
    from netinvite.language import active

    told = format_date(day, active())
    year = f" {day.year}" if day.year != today.year and str(day.year) not in told else ""
    return f" ({told}{year})"


def reasons() -> dict[str, str]:
    """The states in words that stand before names: who got no mail."""
    return {
        "thinking": _("not prepared to the end"),
        "invited": _("invited already"),
        "talked": _("talked with already"),
        "joins": _("joined already"),
        "considers": _("not decided yet"),
        "later": _("asked to wait"),
        "declines": _("declined"),
    }
