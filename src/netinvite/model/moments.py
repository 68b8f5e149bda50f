"""A time that was read, and why a line says none, or several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model.dates import format_date, format_range, format_time
from netinvite.values import NamedTuple

_TWO = 2


class Moment(NamedTuple):
    """A time: when it begins, and when it ends where that was said (a range, a length)."""

    start: datetime
    end: datetime | None = None

    def __lt__(self, other: tuple[Any, ...]) -> bool:
        start, end = other
        return (self.start, self.end or self.start) < (start, end or start)


class TimeRefused(AnswerError):  # noqa: N818  # it is what a field answers
    """What cannot be read as a time: ``word`` as it was typed, "" where no single word is the reason."""

    def __init__(self, message: str, hint: str = "", word: str = "") -> None:
        super().__init__(message, hint)
        self.word = word


class NoSuchClock(TimeRefused):
    """A time of day that there is not, on any day or on this one, or a time that ends before it begins."""


class GoneBy(AnswerError):  # noqa: N818  # it is what a field answers
    """A day or a time that has gone by: ``said``, with its year where that has to be known."""

    def __init__(self, message: str, said: str) -> None:
        super().__init__(message)
        self.said = said


class TimeAmbiguous(AnswerError):  # noqa: N818  # it is a question back, not a fault
    """A line that can be read in several ways: ``readings``, each with all its moments, earliest first."""

    def __init__(self, readings: Sequence[tuple[Moment, ...]], lang: str, *, days: bool = False) -> None:
        self.readings = tuple(sorted(set(readings)))
        told = _("That can be read in two ways: %(times)s.")
        if len(self.readings) > _TWO:
            told = _("That can be read in several ways: %(times)s.")
        ways = (", ".join(_written(one, lang, days) for one in reading) for reading in self.readings)
        super().__init__(told % {"times": "; ".join(ways)})

    @property
    def candidates(self) -> tuple[Moment, ...]:
        """Of each reading the first moment in which it differs from the others, each such moment once."""
        common = set(self.readings[0]).intersection(*self.readings[1:])
        differing = (
            next((one for one in reading if one not in common), reading[0]) for reading in self.readings
        )
        return tuple(dict.fromkeys(differing))


def _written(moment: Moment, lang: str, days: bool) -> str:
    if days:
        return format_date(moment.start.date(), lang)
    if moment.end is None:
        return format_time(moment.start, lang)
    return format_range(moment.start, moment.end, lang)


class DayOrTime(TimeRefused):
    """Figures that can be a day or a time of day: ``day``, and ``moment``."""

    def __init__(self, message: str, day: date, moment: datetime) -> None:
        super().__init__(message)
        self.day, self.moment = day, moment
