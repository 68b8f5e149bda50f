"""The lines of a calendar file that say when its owner is busy; what else stands there is dropped unread.

So no title gets any further, and events of other days do not either, which is most of them in a calendar of
some years: the libraries need a millisecond for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from netinvite.libraries import regex

DAY = timedelta(days=1)
_PARTS = frozenset(("VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT", "VFREEBUSY"))
# In an event that begins with a line break; looked for in megabytes, so without a pattern where one can.
_OFTEN = ("\nRRULE", "\nRDATE", "\nRECURRENCE-ID")
_DATED = regex(r"\nDT(START|END)\b.*:([0-9]{8})(?:T[0-9]{6}Z?)?[ \t]*(?=\n|\Z)")
_KEPT = frozenset(
    (
        *("VERSION", "METHOD", "X-WR-CALNAME", "X-WR-TIMEZONE"),
        *("TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"),
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SEQUENCE", "FREEBUSY"),
        *("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
        *("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "ATTENDEE"),
    )
)


class Fault(Exception):  # noqa: N818  # an outcome, not an error
    """Why there is nothing to be told; one word for the parent."""


def skimmed(data: bytes, first: date, last: date) -> Iterator[str]:
    """The lines, unfolded, that say when somebody is busy between these days; a ``Fault`` where it is no
    calendar, or not all of one."""
    text = re.sub(rb"\n[ \t]", b"", re.sub(rb"\r\n?", b"\n", data)).decode("utf-8-sig", "replace")
    inside: list[str] = []
    known = wanted = False
    for line in _without_others(text, first, last).split("\n"):
        name = _name(line)
        if wanted and name in _KEPT:
            # Large letters, for libraries of before.
            yield name + line[len(name) :]
        elif name in ("BEGIN", "END"):
            part = line.partition(":")[2].strip().upper()
            known = known or part == "VCALENDAR"
            before, wanted = wanted, _moved(inside, name, part, known)
            if wanted if name == "BEGIN" else before:
                yield f"{name}:{part}"
    if inside or not known:
        raise Fault("cut" if known else "none")


def _without_others(text: str, first: date, last: date) -> str:
    """The calendar without events of other days, as far as that is seen at once."""
    head, *events = text.split("\nBEGIN:VEVENT\n")
    kept = [head]
    for event in events:
        inside, end, rest = f"{event}\n".partition("\nEND:VEVENT\n")
        kept.append(
            f"BEGIN:VEVENT\n{event}" if not end or _matters(f"\n{inside}".upper(), first, last) else rest
        )
    return "\n".join(kept)


def _moved(inside: list[str], name: str, part: str, known: bool) -> bool:
    """Enter a part of the calendar, or leave it; whether what comes next is of use."""
    if name == "BEGIN":
        inside.append(part)
    elif not inside or inside.pop() != part:
        raise Fault("cut" if known else "none")
    return bool(inside) and _PARTS.issuperset(inside)


def _name(line: str) -> str:
    return line.partition(":")[0].partition(";")[0].strip().upper()


def _matters(event: str, first: date, last: date) -> bool:
    """Whether the event of these lines may lie between these days; one that recurs always may."""
    if any(name in event for name in _OFTEN):
        return True
    days = dict(_DATED.findall(event))
    start = days.get("START", "")
    # An event that says how long it lasts may go on.
    over = days.get("END") or ("" if "\nDURATION" in event else start)
    # A day more on either side, for the clocks of other zones.
    return not ((over and over < f"{first - DAY:%Y%m%d}") or (start > f"{last + DAY:%Y%m%d}"))
