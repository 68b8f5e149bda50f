"""The child that reads a calendar file: an order as JSON in, when its owner is busy as JSON out.

It reads what ``skimming`` leaves of it, in so much time and memory and no more.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from netinvite.mail.skimming import DAY, Fault, skimmed
from netinvite.values import NamedTuple

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# Bytes of a file, seconds of computing, seconds in all on a computer that has other things to do, and bytes
# of address space.
LARGEST = 5_000_000
SECONDS = 2.0
WAITING = 4.0
MEMORY = 1024**3
# Characters; no zone's name has more.
LONGEST_ZONE = 60
# What it ends with when its time is over; by a signal it ends with that one's number.
LATE = 14
# Of a pipe that somebody put there at the last moment, nothing is waited for.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

# Of Outlook's states those in which somebody can be met.
_FREE = frozenset(("FREE", "WORKINGELSEWHERE"))


class Order(NamedTuple):
    """Which file, from when to when (local, naive), in which zone ("" for this computer's), and the
    addresses that are its owner's."""

    file: str
    first: datetime
    last: datetime
    zone: str
    mine: Sequence[str]


def main() -> None:
    """Read one calendar; whatever it takes, it is over in two seconds."""
    given = json.load(sys.stdin)
    first, last = (datetime.fromisoformat(given.pop(name)) for name in ("first", "last"))
    _bound_memory()
    _bound_time()
    json.dump(answer(Order(first=first, last=last, **given)), sys.stdout)


def answer(order: Order) -> dict[str, Any]:
    """``busy`` as pairs of ISO times, ``partly`` where something was left out, ``zones`` that nobody knows;
    or the ``fault``."""
    try:
        found = _busy(_contents(order.file), order)
    except Fault as fault:
        return {"fault": str(fault)}
    except OSError as error:
        return {"fault": "refused", "errno": error.errno, "strerror": error.strerror}
    except MemoryError:
        return {"fault": "memory"}
    # The libraries raise errors of many kinds at what they did not expect.
    except Exception:
        return {"fault": "damaged"}
    busy = sorted({(one.isoformat(), other.isoformat()) for one, other in found.busy})
    return {"busy": busy, "partly": found.partly, "zones": sorted(found.zones)}


def _bound_time() -> None:
    """End in time, whatever is done then: by the system, or where it cannot by a thread."""
    if sys.platform != "win32":
        for number, timer, seconds in (
            (signal.SIGPROF, signal.ITIMER_PROF, SECONDS),
            (signal.SIGALRM, signal.ITIMER_REAL, WAITING),
        ):
            signal.signal(number, signal.SIG_DFL)
            signal.setitimer(timer, seconds)
        return
    waiting = threading.Timer(WAITING, os._exit, (LATE,))
    waiting.daemon = True
    waiting.start()


def _bound_memory() -> None:
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _contents(file: str) -> bytes:
    """What an ordinary file holds; a pipe or a device is not even opened."""
    _regular(os.stat(file))  # noqa: PTH116  # a name as the system has it
    with os.fdopen(os.open(file, _AT_ONCE), "rb") as stream:
        _regular(os.fstat(stream.fileno()))
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Fault("large")
    return data


def _regular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Fault("kind")
    if found.st_size > LARGEST:
        raise Fault("large")


# Events --------------------------------------------------------------------------------------------


class _Found(NamedTuple):
    """From when to when (local, naive) the owner is busy, whether something is left out, and the names of
    time zones that nobody knows."""

    busy: list[tuple[datetime, datetime]]
    partly: bool
    zones: set[str]


def _busy(data: bytes, order: Order) -> _Found:
    lines = "\r\n".join(skimmed(data, order.first.date(), order.last.date()))
    partly, found, zones = False, [], set[str]()
    for calendar in Calendar.from_ical(lines, multiple=True):
        if _said(calendar, "METHOD") == "CANCEL":
            continue
        mine = {name.casefold() for name in (*order.mine, str(calendar.get("X-WR-CALNAME", ""))) if name}
        events, left_out = _occurrences(calendar, order)
        events, partly = [event for event in events if not _is_free(event, mine)], partly or left_out
        zones |= _unknown_zones(calendar, {str(event.get("UID", "")) for event in events})
        found += [(event["DTSTART"].dt, event["DTEND"].dt) for event in events]
        found += _published(calendar)
    return _Found(list(_placed(found, order)), partly, zones)


def _unknown_zones(calendar: Any, wanted: set[str]) -> set[str]:
    """The names of the zones in which no time of these events could be placed."""
    times = [
        time
        for event in calendar.walk("VEVENT")
        if str(event.get("UID", "")) in wanted
        for time in (event.get("DTSTART"), event.get("DTEND"))
    ]
    named = ((str(getattr(time, "params", {}).get("TZID", "")), getattr(time, "dt", None)) for time in times)
    return {name[:LONGEST_ZONE] for name, dt in named if name and isinstance(dt, datetime) and not dt.tzinfo}


def _occurrences(calendar: Any, order: Order) -> tuple[list[Any], bool]:
    """The events between these times, each time of one that recurs; whether some could not be read."""
    events = calendar.walk("VEVENT")
    # Of many kinds, as above; then what can be read.
    try:
        return _between(events, order), any(event.errors for event in events)
    except Exception:
        pass
    found = []
    for series in _series(events):
        with contextlib.suppress(Exception):
            found += _between(series, order)
    return found, True


def _series(events: Iterable[Any]) -> Iterable[list[Any]]:
    """The events that are one: what recurs, and what of it is otherwise."""
    series: dict[str, list[Any]] = {}
    for event in events:
        series.setdefault(str(event.get("UID", "")), []).append(event)
    return series.values()


def _between(events: Iterable[Any], order: Order) -> list[Any]:
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    # In other zones a day may begin earlier.
    return list(recurring_ical_events.of(calendar).between(order.first - DAY, order.last + DAY))


def _said(component: Any, key: str) -> str:
    return str(component.get(key, "")).strip().upper()


def _is_free(event: Any, mine: set[str]) -> bool:
    return (
        _said(event, "TRANSP") == "TRANSPARENT"
        or _said(event, "STATUS") == "CANCELLED"
        or _said(event, "X-MICROSOFT-CDO-BUSYSTATUS") in _FREE
        or _is_declined(event, mine)
    )


def _is_declined(event: Any, mine: set[str]) -> bool:
    """By its owner, as far as their address is known: what others declined may take place all the same."""
    own = (one for one in _listed(event.get("ATTENDEE")) if mine & set(_addresses(one)))
    return any(str(one.params.get("PARTSTAT", "")).upper() == "DECLINED" for one in own)


def _addresses(attendee: Any) -> Iterator[str]:
    for said in (str(attendee), str(attendee.params.get("EMAIL", ""))):
        yield re.sub("^mailto:", "", said.strip(), flags=re.IGNORECASE).casefold()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _published(calendar: Any) -> Iterator[tuple[Any, Any]]:
    """What a calendar of busy times alone holds."""
    for component in calendar.walk("VFREEBUSY"):
        for period in _listed(component.get("FREEBUSY")):
            if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                start, end = period.dt
                yield start, start + end if isinstance(end, timedelta) else end


def _placed(found: Iterable[tuple[Any, Any]], order: Order) -> Iterator[tuple[datetime, datetime]]:
    """Each as this computer's clock has it, as far as it lies in the time that was asked for."""
    local = _clock(order.zone)
    for start, end in found:
        first, last = local(start), local(end)
        if first < last and first < order.last and last > order.first:
            yield max(first, order.first), min(last, order.last)


def _clock(zone: str) -> Callable[[date], datetime]:
    try:
        place = ZoneInfo(zone) if zone else None
    except (KeyError, ValueError, OSError):
        place = None

    def local(moment: date) -> datetime:
        if not isinstance(moment, datetime):
            return datetime.combine(moment, datetime.min.time())
        # A day before the first one, or after the last, is none.
        if not date.min.year < moment.year < date.max.year:
            return moment.replace(tzinfo=None)
        return moment.astimezone(place).replace(tzinfo=None) if moment.tzinfo else moment

    return local


if __name__ == "__main__":
    main()
