"""Days that are counted: so many, and on which day that ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from netinvite.clock import shifted

# Days; no country is off for longer at a time.
_LONGEST_OFF = 31


def never(_day: date) -> bool:
    """No day is off."""
    return False


class Days(dict[str, int]):
    """How many days each reason to be due takes. ``off`` says of a day whether nobody is at work on it: what
    is counted ends on the next working day then, or before a time on the one before."""

    def __init__(self, numbers: Mapping[str, int], off: Callable[[date], bool] = never) -> None:
        super().__init__(numbers)
        self.off = off


def later(day: date, days: int) -> date:
    """So many days after ``day``, or before; the last or first day there is where there is none."""
    return shifted(day, timedelta(days))


def at_work(day: date, step: int, off: Callable[[date], bool]) -> date:
    """The first day from ``day`` on, in this direction, on which somebody is at work."""
    for _try in range(_LONGEST_OFF):
        if not off(day):
            break
        day = later(day, step)
    return day
