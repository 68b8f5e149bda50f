"""Proposed times as calendar entries: one .ics for each, tentative, with its time zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from netinvite.clock import EARLIEST, LATEST
from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.mail import Attachment

KIND = "text/calendar; charset=utf-8; method=PUBLISH"


def zone(name: str) -> ZoneInfo:
    """The time zone called ``name`` (Europe/Copenhagen), or this computer's when "" is given."""
    if not name:
        from tzlocal import get_localzone_name

        name = get_localzone_name() or "UTC"
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(
            _("There is no time zone “%(name)s”.") % {"name": name},
            _('Write timezone = "Europe/Copenhagen" at the top of network.toml.'),
        ) from None


def invitations(
    times: Sequence[datetime], minutes: int, summary: str, place: ZoneInfo, now: datetime
) -> list[Attachment]:
    """One calendar file for each of ``times`` (local, naive), ``minutes`` long."""
    return [
        Attachment(f"{time:%Y-%m-%d-%H%M}.ics", KIND, _calendar(time, minutes, summary, place, now))
        for time in times
    ]


def next_steps(steps: Sequence[tuple[str, date]], now: datetime) -> bytes:
    """One calendar file with an entry for the whole day of each step: what to do, and when."""
    from icalendar import Event

    calendar = _empty()
    for summary, day in steps:
        event = Event()
        event.add("uid", _uid(summary, day.isoformat()))
        event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
        event.add("dtstart", day)
        # Without an end it is that one day; after the last day that there is none follows.
        if day < date.max:
            event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(summary: str, when: str) -> str:
    """The same entry keeps its identifier, so that a calendar takes it over instead of adding one."""
    return f"{sha256(f'{summary}{when}'.encode()).hexdigest()[:32]}@netinvite"


def _empty() -> Any:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//netinvite//netinvite//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def _refuse_far(time: datetime) -> None:
    """Zones and their changes are looked up a year before and two after a moment."""
    if not EARLIEST <= time.year <= LATEST:
        raise UsageError(
            _("No calendar entry can be made for %(time)s.") % {"time": f"{time:%Y-%m-%d %H:%M}"},
            _("Propose another time: netinvite prepare NAME"),
        )


def _calendar(time: datetime, minutes: int, summary: str, place: ZoneInfo, now: datetime) -> bytes:
    from icalendar import Event

    _refuse_far(time)
    start = time.replace(tzinfo=place)
    event = Event()
    event.add("uid", _uid(summary, start.isoformat()))
    event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", start)
    # Added on the clock, as people mean it; across a change of clocks the end stays minutes later.
    event.add("dtend", (start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(place))
    event.add("summary", summary)
    event.add("status", "TENTATIVE")
    calendar = _empty()
    calendar.add_component(event)
    calendar.add_missing_timezones(first_date=date(time.year - 1, 1, 1), last_date=date(time.year + 2, 1, 1))
    return bytes(calendar.to_ical())
