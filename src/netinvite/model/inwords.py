"""Days in the program's own words, for sentences and columns: without Babel, which takes 60 ms to load."""

from __future__ import annotations

from datetime import date, datetime

from netinvite.language import _

# Days; some ten months. What lies further away is told with its year.
FAR = 304


class Days:
    """Tells days in the language in use; ``short``: with the month as short as it can be."""

    def __init__(self, *, short: bool = False) -> None:
        self.months = _short_months() if short else _months()
        self.pattern = _("%(day)s %(month)s")

    def tell(self, day: date, *, year: bool) -> str:
        """Day and month, without the weekday: "26 November", "26. nov."; ``year``: with it."""
        told = self.pattern % {"day": day.day, "month": self.months[day.month - 1]}
        return f"{told} {day.year}" if year else told


def _short_months() -> tuple[str, ...]:
    return (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )


def _months() -> tuple[str, ...]:
    return (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )


def is_far(day: date, today: date) -> bool:
    """Whether ``day`` is so far away from ``today`` that its year has to be said."""
    return abs((day - today).days) > FAR


def away(day: date, now: datetime) -> str:
    """How far away a day is, in words: "tomorrow", "in 6 days", "2 days ago"."""
    days = (day - now.date()).days
    if near := {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(days):
        return near
    return (_("in %(count)s days") if days > 0 else _("%(count)s days ago")) % {"count": abs(days)}


def times(count: int) -> str:
    """How often something was, more than once: "twice", "three times"; from eleven on in figures."""
    said = (
        *(_("twice"), _("three times"), _("four times"), _("five times"), _("six times")),
        *(_("seven times"), _("eight times"), _("nine times"), _("ten times")),
    )
    return said[count - 2] if 2 <= count <= 10 else _("%(count)s times") % {"count": count}
