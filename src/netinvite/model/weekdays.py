"""Which weekday is meant, counted from now."""

from __future__ import annotations

from datetime import date, timedelta

from netinvite.errors import AnswerError
from netinvite.language import _, active
from netinvite.model.dates import plain_day, weekday_name
from netinvite.model.moments import GoneBy, TimeRefused
from netinvite.model.timeparts import Day
from netinvite.speech import speech

_SUNDAY = 6
# What went by, or comes, within these days is no slip of a year.
SOON = timedelta(days=60)


class NoSuchDay(AnswerError):  # noqa: N818  # it is what a field answers
    """A day that the calendar does not have, or a weekday that is not the date's."""


class DayUnsaid(TimeRefused):
    """Words that say no day, and perhaps when: "after New Year", "in a couple of days"."""


class DayLeftOpen(NoSuchDay, DayUnsaid):
    """Words that say when, and not which day: "next week"."""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def no_such_day(words: str) -> NoSuchDay:
    return NoSuchDay(_("There is no such day: %(day)s.") % {"day": words.rstrip(".")})


def gone_by(there: date, following: date, lang: str) -> GoneBy:
    """What is said of a day that went by not long ago: nobody means the one a year later."""
    told = _("%(day)s has gone by; for the next one write %(following)s.")
    day, next_one = (plain_day(one, lang, year=True) for one in (there, following))
    return GoneBy(told % {"day": day, "following": next_one}, day)


class Weekdays:
    """Weekdays as they are meant on a day; ``back``: the last such one, today at the latest."""

    __slots__ = ("back", "lang", "today")

    def __init__(self, lang: str, today: date, back: bool) -> None:
        self.lang, self.today, self.back = lang, today, back

    def moved(self, day: date, days: int) -> date:
        try:
            return day + timedelta(days=days)
        except OverflowError:
            raise NoSuchDay(_("No day is %(count)s days away.") % {"count": days}) from None

    def in_week(self, ahead: int, weekday: int) -> date:
        return self.moved(self.today, 7 * ahead + weekday - self.today.weekday())

    def coming(self, weekday: int) -> date:
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def gone(self, weekday: int, *, today: bool) -> date:
        latest = self.today if today else self.today - timedelta(days=1)
        return latest - timedelta(days=(latest.weekday() - weekday) % 7)

    def weekday(self, day: Day) -> tuple[date, ...]:
        weekday = day.weekday
        if weekday is None:
            told = _("“%(words)s” does not say which day. Which weekday?")
            raise DayLeftOpen(told % {"words": day.words})
        if day.week is not None:
            return (self._in_numbered_week(day.week, weekday, day.words),)
        if day.ahead is not None:
            return (self.in_week(day.ahead, weekday),)
        if day.which == "this":
            there = self.in_week(0, weekday)
            # On a Sunday, or when this week's has gone, the next one is meant.
            return (there if self.back or there >= self.today else self.coming(weekday),)
        if day.which == "previous":
            # The last one to some, last week's to others.
            return tuple(sorted({self.gone(weekday, today=False), self.in_week(-1, weekday)}))
        if day.which == "last" or (self.back and day.which not in ("next", "coming")):
            return (self.gone(weekday, today=day.which != "last"),)
        if day.which == "next":
            return self._next(weekday)
        return (self.coming(weekday),)

    def _next(self, weekday: int) -> tuple[date, ...]:
        """This week's to some where it lies ahead, next week's to others; on a Sunday in English the coming
        week's or the one after."""
        sunday = self.today.weekday() == _SUNDAY and speech(self.lang).times.sunday_asks
        following = self.in_week(1, weekday)
        if sunday:
            return following, following + timedelta(weeks=1)
        this = self.in_week(0, weekday)
        return (this, following) if this > self.today else (following,)

    def _in_numbered_week(self, week: int, weekday: int, words: str) -> date:
        """The next such week that is not over, or the last such day."""
        years = range(self.today.year - 1, self.today.year + 2)
        mondays = [monday for year in years if (monday := _monday(year, week))]
        days = [monday + timedelta(days=weekday) for monday in mondays]
        sundays = [monday + timedelta(days=_SUNDAY) for monday in mondays]
        if self.back:
            # One of the weeks that come was not meant a year ago.
            found = [day for day in days if day <= self.today + SOON][-1:]
        else:
            found = [day for day, sunday in zip(days, sundays, strict=True) if sunday >= self.today][:1]
            gone = [day for day, sunday in zip(days, sundays, strict=True) if sunday < self.today][-1:]
            if gone and found and self.today - gone[0] <= SOON:
                raise gone_by(gone[0], found[0], self.lang)
        if not found:
            raise no_such_day(words)
        return found[0]

    def fitting(self, day: Day, found: date) -> date:
        """``found``, where it is the weekday, and the week, that was said."""
        if day.nth:
            return found
        if day.weekday is None:
            return self._in_its_week(day, found)
        if found.weekday() != day.weekday:
            problem = _("%(day)s is a %(weekday)s.")
            words = {"day": plain_day(found, active()), "weekday": weekday_name(found, active())}
            raise NoSuchDay(capital(problem % words))
        meant = self.weekday(day)
        if (
            day.which in ("this", "next", "last", "previous") or day.ahead is not None or day.week
        ) and found not in meant:
            raise self._two_days(day, (*meant, found))
        return found

    def _in_its_week(self, day: Day, found: date) -> date:
        """A day without a weekday, where it is in the week that was said."""
        if day.week is None and day.ahead is None:
            return found
        meant = self.weekday(day._replace(weekday=found.weekday()))
        if found not in meant:
            raise self._two_days(day, (*meant, found))
        return found

    def _two_days(self, day: Day, days: tuple[date, ...]) -> NoSuchDay:
        named = "; ".join(plain_day(one, self.lang) for one in days)
        return NoSuchDay(_("“%(words)s” names two days: %(days)s.") % {"words": day.words, "days": named})


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
