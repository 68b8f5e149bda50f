"""Which days a line means, where what is said of one may hold for those beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from netinvite.language import _
from netinvite.model.days import days_beside
from netinvite.model.moments import TimeRefused
from netinvite.model.timepairs import Said
from netinvite.model.timeparts import Day
from netinvite.values import NamedTuple

# Nobody means as many: lines in which many words can be read in two ways.
_MOST_READINGS = 8


def first_of_lines(found: Sequence[Said]) -> frozenset[Day]:
    """The days that begin a line."""
    return frozenset(one.day for one in found if one.day and one.first)


class _Chosen(NamedTuple):
    """A day of a line and which one it is; ``beside``: only by what is said of the days beside it, ``None``
    where it is the same by itself."""

    day: Day
    date: date
    beside: bool | None = None


def choices(
    days: Sequence[Day], first: frozenset[Day], lang: str, now: datetime, back: bool
) -> list[tuple[date, ...]]:
    """Each way to understand these days, one after the other."""
    ways: list[tuple[_Chosen, ...]] = [()]
    for place, day in enumerate(days):
        behind = _telling(days[place + 1 :], first)
        found: list[tuple[_Chosen, ...]] = []
        for way in ways:
            before = way[-1] if way and day not in first else None
            read = days_beside(
                day, lang, now.date(), back=back, before=_anchors(day, way, first), behind=behind
            )
            found += [(*way, one) for one in _chosen(day, before, *read)]
        if len(found) > _MOST_READINGS:
            raise TimeRefused(_("Too much of that can be read in two ways; write the dates."))
        ways = found
    return [tuple(one.date for one in way) for way in ways]


def _telling(behind: Sequence[Day], first: frozenset[Day]) -> Day | None:
    """The next day on the line of which more than a weekday or a number is said."""
    for day in behind:
        if day in first or not day.alone:
            return None if day in first else day
    return None


def _anchors(day: Day, way: Sequence[_Chosen], first: frozenset[Day]) -> list[tuple[Day, date]]:
    """The days before it on the line from which it can be counted: each of them with its date behind such a
    one, else the last of them with the date of the day before it."""
    if not way or day in first:
        return []
    found: list[_Chosen] = []
    for one in reversed(way):
        if day.counts_from(one.day) and not (found and one.date > found[-1].date):
            found.append(one)
        if one.day in first:
            break
    if found and found[0] is way[-1]:
        return [(one.day, one.date) for one in found]
    return [(one.day, way[-1].date) for one in found[:1]] or [(way[-1].day, way[-1].date)]


def _chosen(
    day: Day, before: _Chosen | None, alone: tuple[date, ...], beside: tuple[date, ...]
) -> Iterator[_Chosen]:
    """The days that it can be; where the one before it was by itself, or by those beside, it is as well."""
    both = set(alone) & set(beside)
    ways = {one: None if one in both else one in beside for one in (*alone, *beside)}
    in_a_row = before and before.day.alone and day.alone and not day.counts_from(before.day)
    same = before.beside if before and in_a_row else None
    fitting = [one for one, way in ways.items() if same is None or way is None or way == same]
    for one in sorted(fitting or ways):
        dated = day._replace(year=one.year) if day.month and not day.year and ways[one] else day
        yield _Chosen(dated, one, ways[one])
