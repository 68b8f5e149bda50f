"""The follow-up as a calendar file: steps for a whole day, talks at a time, and what has ended.

Published, not sent: cancelled entries go in the same file as the others, since a file has one method, and a
file of the method CANCEL may hold nothing else (RFC 5546, 3.2.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Alarm, Event

from netinvite import clock
from netinvite.mail import calendar
from netinvite.model.characters import header_line
from netinvite.values import NamedTuple

# After the day has begun; before the talk begins.
MORNING, BEFORE = timedelta(hours=9), -timedelta(minutes=15)
# How often a program that subscribes is to look again.
_EVERY = "PT1H"


class Entry(NamedTuple):
    """One entry: a day, or a moment (local, naive) and the ``minutes`` that it takes; lines of ``text``."""

    uid: str
    sequence: int
    when: date | datetime
    summary: str
    text: Sequence[str] = ()
    minutes: int = 0
    ended: bool = False


class Feed(NamedTuple):
    """What tells a file that is subscribed to: the ``mark`` of its network, and its name."""

    mark: str
    name: str


def written(entries: Sequence[Entry], place: ZoneInfo | None, now: datetime, feed: Feed | None) -> bytes:
    """All entries in one calendar file, the talks in the time zone ``place``."""
    found = calendar.empty()
    if feed:
        found.add("x-netinvite-feed", feed.mark)
        found.add("x-wr-calname", header_line(feed.name))
        found.add("x-published-ttl", _EVERY)
    events = [_event(entry, place, now) for entry in entries]
    times = [entry.when for entry in entries if isinstance(entry.when, datetime) and not entry.ended]
    if place and any("TZID" in event["DTSTART"].params for event in events):
        found.add_component(calendar.told(place, min(times), max(times)))
    for event in events:
        found.add_component(event)
    return bytes(found.to_ical())


def _event(entry: Entry, place: ZoneInfo | None, now: datetime) -> Any:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", clock.aware(now).astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("summary", header_line(entry.summary))
    if entry.ended or not isinstance(entry.when, datetime):
        _last_a_day(event, entry.when)
    else:
        calendar.last(event, entry.when, entry.minutes, place)
    if entry.ended:
        event.add("status", "CANCELLED")
        return event
    is_talk = isinstance(entry.when, datetime)
    event.add("status", "TENTATIVE" if is_talk else "CONFIRMED")
    if lines := [header_line(line) for line in entry.text]:
        event.add("description", "\n".join(lines))
    event.add_component(_alarm(entry.summary, BEFORE if is_talk else MORNING))
    return event


def _last_a_day(event: Any, when: date) -> None:
    day = when.date() if isinstance(when, datetime) else when
    event.add("dtstart", day)
    # Without an end it is that one day; after the last day that there is none follows.
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _alarm(summary: str, trigger: timedelta) -> Any:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", header_line(summary))
    alarm.add("trigger", trigger)
    return alarm
