"""When people are at work: days off, and times to propose, which overlap nothing of one's own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import combinations, count, islice, product
from typing import TYPE_CHECKING, Any

from netinvite.clock import shifted
from netinvite.language import _
from netinvite.libraries import at_first_use
from netinvite.model import dates
from netinvite.speech import speech
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    import holidays
else:
    # 30 ms, for who proposes times or judges them.
    holidays = at_first_use("holidays")

# Minutes of a conversation where nobody said, as the guide proposes.
MINUTES = 20


def off_work(day: date, lang: str) -> str:
    """Why few are at work on ``day``: a weekend, a holiday's name, or "" on a working day.

    Holidays are those of the language's country, and the days off that its ``speech.toml`` adds.
    """
    if day.weekday() >= 5:
        return dates.weekday_name(day, lang)
    return speech(lang).days_off.get(f"{day:%m-%d}") or str(
        _holidays(lang, day.year, speech(lang).country).get(day, "")
    )


@cache
def _holidays(lang: str, year: int, of: str) -> Any:
    country, _dash, part = of.partition("-")
    with suppress(ImportError):
        at_first_use("holidays.countries")
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=year)
        names = next(
            (name for name in (dates.locale_of(lang), lang) if name in found.supported_languages), None
        )
        return holidays.country_holidays(country, subdiv=part or None, years=year, language=names)
    except NotImplementedError:
        problem = _("“%(country)s” is no country whose days off are known.")
        raise speech(lang).wrong("country", problem % {"country": of}) from None


# One's own calendar --------------------------------------------------------------------------------


class Range(NamedTuple):
    """From ``start`` to ``end``, local and naive."""

    start: datetime
    end: datetime


class Busy:
    """When somebody has something else to do; of what it is nothing is known here."""

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._ranges = sorted(ranges)
        # How late it is over by then with all that began before: a long one may hide behind a short one.
        self._latest: list[Range] = []
        for one in self._ranges:
            last = self._latest[-1] if self._latest else one
            self._latest.append(one if one.end >= last.end else last)

    def overlap(self, start: datetime, minutes: int) -> Range | None:
        """What lies across a talk of so many minutes from ``start`` (local, naive); ``None`` where nothing
        does. Of several it is the one that is over last."""
        before = bisect_left(self._ranges, (shifted(start, timedelta(minutes=minutes)),))
        found = self._latest[before - 1] if before else None
        return found if found and found.end > start else None

    def offered(self, start: datetime, minutes: int) -> str:
        """To whom else that time is offered, in a line; nobody, as far as a calendar says."""
        return ""

    def is_free(self, start: datetime, minutes: int) -> bool:
        """Whether a talk then overlaps neither."""
        return not (self.overlap(start, minutes) or self.offered(start, minutes))


FREE = Busy()


def in_the_way(start: datetime, found: Range, lang: str) -> str:
    """The sentence that a talk at ``start`` overlaps something, and from when to when that is; never what."""
    words = {"talk": dates.format_time(start, lang), "time": dates.format_range(found.start, found.end, lang)}
    return _("Mind that %(talk)s overlaps something in your calendar: %(time)s") % words


def none_is_free() -> str:
    """That no time is proposed, and why."""
    told = _(
        "Your calendar, and what you have offered to others, leave no time free in the next %(count)s weeks, "
        "so none is proposed."
    )
    return told % {"count": WEEKS_AHEAD}


# Times to propose ----------------------------------------------------------------------------------

# The times of each half of a day, the best first.
HALVES = ((time(10), time(9), time(11)), (time(14, 30), time(13), time(15, 30)))
# How well each weekday suits, Monday first; less is better.
_SUITS = (4, 0, 3, 1, 2)
# Weeks that are looked through before mornings alone, or afternoons, will do; and then.
WEEKS_AHEAD = 16
_WEEKS = (range(4), range(4, WEEKS_AHEAD))
_DAY = timedelta(days=1)
# The free times of a day, by its halves.
_Day = tuple[date, tuple[Sequence[datetime], ...]]


def suggest_times(
    now: datetime, lang: str, count: int = 3, *, busy: Busy = FREE, minutes: int = MINUTES
) -> tuple[datetime, ...]:
    """``count`` times to propose (local, naive), in order: from next week on, in working hours, mornings and
    afternoons in turn, each on its own day and no three days running. Fewer where there are not so many.

    None before the second working day after ``now``, on a day off, on a Friday after a Thursday off, around
    Christmas or in the weeks in which the language's country is away; none at which a talk of so many
    ``minutes`` is not ``busy.is_free``.
    """
    first, monday = _second_working_day(now.date(), lang), now.date() + (7 - now.weekday()) * _DAY
    for wanted in range(count, 0, -1):
        for weeks, in_turn in product(_WEEKS, (True, False)):
            for week in weeks:
                days = _fortnight(max(first, monday + 7 * week * _DAY), lang, busy, minutes)
                if found := _best(list(days), wanted, in_turn):
                    return found
    return ()


def _second_working_day(day: date, lang: str) -> date:
    to_come = (day + ahead * _DAY for ahead in count(1))
    return next(islice((day for day in to_come if not off_work(day, lang)), 1, None))


def _fortnight(first: date, lang: str, busy: Busy, minutes: int) -> Iterator[_Day]:
    """The days from ``first`` to the end of the week after it on which there is a free time."""
    for day in (first + ahead * _DAY for ahead in range(14 - first.weekday())):
        if not _unfit(day, lang):
            moments = ([datetime.combine(day, clock) for clock in half] for half in HALVES)
            free = tuple([one for one in half if busy.is_free(one, minutes)] for half in moments)
            if any(free):
                yield day, free


def _unfit(day: date, lang: str) -> bool:
    """Whether nothing is proposed on ``day``, though people may be at work."""
    bridged = day.weekday() == 4 and off_work(day - _DAY, lang)
    away = day.isocalendar().week in speech(lang).weeks_away
    return bool(off_work(day, lang) or bridged or away or _christmas(day))


def _christmas(day: date) -> bool:
    return (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)


def _best(days: Sequence[_Day], wanted: int, in_turn: bool) -> tuple[datetime, ...]:
    """The times on those ``wanted`` days that suit best; () where there are not so many."""
    ways = [tuple((start + place) % 2 for place in range(wanted)) for start in (0, 1)]
    if not in_turn:
        ways = list(product((0, 1), repeat=wanted))
    scored = (
        (_score([day for day, _free in chosen], way, days[0][0]), _times(chosen, way))
        for chosen in combinations(days, wanted)
        if not any(last[0] - first[0] == 2 * _DAY for first, last in zip(chosen, chosen[2:], strict=False))
        for way in ways
        if all(free[half] for (_day, free), half in zip(chosen, way, strict=True))
    )
    return min(scored, default=(None, ()))[1]


def _score(days: Sequence[date], way: Sequence[int], first: date) -> tuple[int, int, Sequence[int]]:
    """Less is better: in the week of ``first``, on the days that suit, in the morning first."""
    late = sum((day - first).days + first.weekday() >= 7 for day in days)
    return late, sum(_SUITS[day.weekday()] for day in days), way


def _times(chosen: Sequence[_Day], way: Sequence[int]) -> tuple[datetime, ...]:
    """On each day a time of its half, at another hour than before where there is one."""
    times: list[datetime] = []
    for (_day, free), half in zip(chosen, way, strict=True):
        hours = {one.time() for one in times}
        times.append(next((one for one in free[half] if one.time() not in hours), free[half][0]))
    return tuple(times)
