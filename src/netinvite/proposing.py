"""Times to propose: in working hours, none on a holiday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from netinvite.dates import weekday_name

SUGGESTED = ((1, time(10, 0)), (3, time(14, 30)), (2, time(13, 0)), (4, time(9, 0)), (0, time(13, 0)))


def off_work(day: date, lang: str) -> str:
    """Why few are at work on ``day``: a weekend, a holiday's name, or "" on a working day.

    Danish days for ``da``, with 5 June, 24 and 31 December; those of England else.
    """
    if day.weekday() >= 5:
        return weekday_name(day, lang)
    if lang == "da" and (name := _DANISH_CUSTOM.get((day.month, day.day))):
        return name
    return str(_holidays(lang, day.year).get(day, ""))


_DANISH_CUSTOM = {(6, 5): "grundlovsdag", (12, 24): "juleaften", (12, 31): "nytårsaften"}


@cache
def _holidays(lang: str, year: int) -> Any:
    import holidays

    if lang == "da":
        return holidays.country_holidays("DK", years=year, language="da")
    return holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB")


def suggest_times(now: datetime, lang: str, count: int = 3) -> tuple[datetime, ...]:
    """``count`` times in working hours on different days, from next week on, none on a holiday."""
    monday = now.date() + timedelta(days=7 - now.weekday())
    for week in range(8):
        times = _in_week(monday + timedelta(weeks=week), lang)
        if len(times) >= count:
            return tuple(sorted(times[:count]))
    return ()


def _in_week(monday: date, lang: str) -> Sequence[datetime]:
    days = ((monday + timedelta(days=ahead), clock) for ahead, clock in SUGGESTED)
    return [
        datetime.combine(day, clock) for day, clock in days if not (off_work(day, lang) or _christmas(day))
    ]


def _christmas(day: date) -> bool:
    return (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)
