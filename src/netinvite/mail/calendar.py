"""Calendar entries: one .ics for each proposed time, tentative; and their time zones."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress
from tzlocal import get_localzone_name

from netinvite import clock
from netinvite.errors import NetinviteError, UsageError
from netinvite.language import _
from netinvite.mail.address import MailError, mailbox, wire_address
from netinvite.mail.attachments import Attachment
from netinvite.model.characters import header_line
from netinvite.values import NamedTuple

KIND = "text/calendar; charset=utf-8; method=PUBLISH"
# How long before and after an entry its time zone is told.
AROUND = timedelta(days=366)
# What a calendar has no use for, and date arithmetic no room.
LONGEST_AHEAD = timedelta(days=3660)
# Files beside the zones that are called otherwise on every other computer.
_OWN_FILES = ("posix/", "posixrules", "right/", "localtime", "Factory")
# What a mailto link may hold as it is (RFC 6068).
_PLAIN = "@!$'*+-./=_~"


class InviteError(NetinviteError):
    """A time that no calendar entry can say."""


class Talk(NamedTuple):
    """What the entries say: ``minutes`` long, in the time zone ``place``, or without one where it is None.

    ``organiser`` is name and address, each perhaps ""; ``uid`` gives the identifier of an entry by its time.
    """

    summary: str
    minutes: int
    place: ZoneInfo | None
    uid: Callable[[datetime], str]
    organiser: tuple[str, str] = ("", "")


# Time zones ----------------------------------------------------------------------------------------


def zone(name: str) -> ZoneInfo:
    """The time zone called ``name`` (Europe/Copenhagen); a ``UsageError`` where there is none."""
    found = _known(name)
    if found is None:
        raise UsageError(
            _("There is no time zone “%(name)s”.") % {"name": name},
            _('Write timezone = "Europe/Copenhagen" at the top of network.toml.'),
        )
    return found


def own_zone(times: Sequence[datetime]) -> ZoneInfo | None:
    """This computer's time zone, where its name is certain: its clock says the same at all these times
    (local, naive). None else, and for UTC: that is the clock of servers, whoever sits there."""
    for name in _names():
        found = _known(name)
        if found and all(_agrees(time, found) and not _is_utc(time, found) for time in times):
            return found
    return None


def _names() -> Iterator[str]:
    yield os.environ.get("TZ", "").removeprefix(":")
    yield _configured()


def _configured() -> str:
    """What the system's own settings call the time zone; "" where they do not say or contradict."""
    # What it has to say of contradictory settings is for programmers; here the clock decides.
    logging.getLogger("tzlocal").addHandler(logging.NullHandler())
    try:
        with warnings.catch_warnings(action="ignore"):
            return str(get_localzone_name() or "")
    except Exception:  # errors of many kinds on systems that are set up oddly
        return ""


def _known(name: str) -> ZoneInfo | None:
    """The zone that goes by this name everywhere."""
    try:
        return None if not name or name.startswith(_OWN_FILES) else ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _agrees(time: datetime, place: ZoneInfo) -> bool:
    return _offsets(time, place) == _offsets(time, None)


def _is_utc(time: datetime, place: ZoneInfo) -> bool:
    nowhere = place.key.startswith("Etc/") or "/" not in place.key
    return nowhere and not time.replace(tzinfo=place).utcoffset()


def _offsets(time: datetime, place: ZoneInfo | None) -> list[timedelta | None]:
    """The two readings of a local time, in ``place`` or by this computer's clock: they differ in the hour
    that is skipped or comes twice when the clocks change."""
    readings = [time.replace(fold=fold, tzinfo=place) for fold in (0, 1)]
    return [(one if place else one.astimezone()).utcoffset() for one in readings]


def settle(name: str, times: Sequence[datetime], now: datetime) -> ZoneInfo | None:
    """The time zone of entries at these times: the one called ``name``, or where that is "" this computer's,
    as far as it is certain.

    An ``InviteError`` for a time that no clock there shows, and for one that is many years away.
    """
    for time in times:
        if abs(time - now) > LONGEST_AHEAD:
            raise InviteError(
                _("%(time)s is too far away for a calendar.") % {"time": _plainly(time)},
                _("Correct the year."),
            )
    place = zone(name) if name else own_zone(times)
    for time in times:
        first, second = _offsets(time, place)
        if first is not None and second is not None and first < second:
            raise InviteError(
                _("There is no %(time)s: the clocks go forward then.") % {"time": _plainly(time)},
                _("Propose another time."),
            )
    return place


def _plainly(time: datetime) -> str:
    return f"{time.date().isoformat()} {time:%H:%M}"


def twice(times: Iterable[datetime], place: ZoneInfo | None) -> list[datetime]:
    """The times that come twice, since the clocks go back; an entry means the first."""
    offsets = {time: _offsets(time, place) for time in times}
    return [time for time, (first, second) in offsets.items() if first != second]


# Entries -------------------------------------------------------------------------------------------


def invitations(times: Sequence[datetime], talk: Talk, now: datetime) -> list[Attachment]:
    """One calendar file for each of ``times`` (local, naive)."""
    return [Attachment(f"{time:%Y-%m-%d-%H%M}.ics", KIND, _calendar(time, talk, now)) for time in times]


def uid(workspace: str, slug: str, kind: str) -> str:
    """The identifier of an entry, from the random id of the workspace, the person and what the entry is.

    The same entry keeps it, so that a calendar takes it over instead of adding one; it tells no name.
    """
    whole = "\0".join((workspace, slug, kind)).encode("utf-8", "surrogateescape")
    return f"{sha256(whole).hexdigest()[:32]}@netinvite"


def empty() -> Any:
    """A calendar without entries, as it is published."""
    calendar = Calendar()
    calendar.add("prodid", "-//netinvite//netinvite//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def _calendar(time: datetime, talk: Talk, now: datetime) -> bytes:
    calendar, event = empty(), _event(time, talk, now)
    # UTC needs no telling, and has none.
    if talk.place and "TZID" in event["DTSTART"].params:
        calendar.add_component(told(talk.place, time, time))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(time: datetime, talk: Talk, now: datetime) -> Any:
    event = Event()
    event.add("uid", talk.uid(time))
    event.add("dtstamp", clock.aware(now).astimezone(UTC))
    last(event, time, talk.minutes, talk.place)
    event.add("summary", header_line(talk.summary))
    event.add("status", "TENTATIVE")
    if organiser := _organiser(*talk.organiser):
        event.add("organizer", organiser)
    return event


def last(event: Any, time: datetime, minutes: int, place: ZoneInfo | None) -> None:
    """Let an entry begin at a local ``time`` (naive) and last so long."""
    event.add("dtstart", time.replace(tzinfo=place))
    length = timedelta(minutes=minutes)
    end = _end(time, length, place)
    if twice([end], place):
        event.add("duration", length)
    else:
        event.add("dtend", end.replace(tzinfo=place))


def _end(time: datetime, length: timedelta, place: ZoneInfo | None) -> datetime:
    """The local time, naive, at which the talk ends, minutes later also across a change of clocks."""
    if place is None:
        return time + length
    return (
        (time.replace(tzinfo=place).astimezone(UTC) + length).astimezone(place).replace(tzinfo=None, fold=0)
    )


def _organiser(name: str, email: str) -> Any:
    """Who invites; None where there is no address that mail can be sent to."""
    try:
        known, address = mailbox(email)
        organiser = vCalAddress(f"mailto:{quote(wire_address(address), safe=_PLAIN)}")
    except MailError:
        return None
    # A quotation mark cannot stand in a parameter, and not every program knows how it is written instead.
    if shown := header_line(name or known).replace('"', "'"):
        organiser.params["CN"] = shown
    return organiser


def told(place: ZoneInfo, begin: datetime, end: datetime) -> Any:
    """The changes of clocks from a year before ``begin`` to a year after ``end`` (local, naive), each from
    the moment on at which it happens (RFC 5545, 3.6.5).

    icalendar makes such a component too, which begins summer time an hour late.
    """
    found = Timezone()
    found.add("tzid", place.key)
    first, after = (time.replace(tzinfo=place).astimezone(UTC) for time in (begin, end))
    first, after = first - AROUND, after + AROUND
    before = _offset(first, place)
    for onset in (first, *_changes(place, first, after)):
        found.add_component(_observance(place, onset, before))
        before = _offset(onset, place)
    return found


def _observance(place: ZoneInfo, onset: datetime, before: timedelta) -> Any:
    local = onset.astimezone(place)
    found = TimezoneDaylight() if local.dst() else TimezoneStandard()
    found.add("dtstart", (onset + before).replace(tzinfo=None, microsecond=0))
    found.add("tzoffsetfrom", before)
    found.add("tzoffsetto", _offset(onset, place))
    found.add("tzname", local.tzname())
    return found


def _changes(place: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The moments (UTC, to the second) between these two at which the clocks change."""
    day = timedelta(days=1)
    while first < last:
        low, high = first, first + day
        if _offset(low, place) != _offset(high, place):
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                low, high = (middle, high) if _offset(middle, place) == _offset(low, place) else (low, middle)
            yield high.replace(microsecond=0)
        first += day


def _offset(moment: datetime, place: ZoneInfo) -> timedelta:
    offset = moment.astimezone(place).utcoffset()
    assert offset is not None
    return offset
