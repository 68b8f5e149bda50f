"""Which day is meant, counted from now: what was not said is completed by these rules, and by nothing
else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import TypeAlias

from netinvite.errors import AnswerError
from netinvite.language import _, region
from netinvite.model.timeparts import Day
from netinvite.model.weekdays import SOON, NoSuchDay, Weekdays, gone_by, no_such_day
from netinvite.speech import speech

LONGEST_AHEAD = timedelta(days=731)
A_YEAR = timedelta(days=366)
_SHORTEST_MONTH = 28
Finder: TypeAlias = Callable[[Day, int], date]


def days_meant(day: Day, lang: str, today: date, *, back: bool = False) -> tuple[date, ...]:
    """The days that can be meant, earliest first: mostly one; ``back``: the last such day, today at the
    latest.

    An ``AnswerError`` says why there is none.
    """
    return _Calendar(lang, today, back).meant(day)


def days_beside(
    day: Day,
    lang: str,
    today: date,
    *,
    back: bool = False,
    before: Sequence[tuple[Day, date]] = (),
    behind: Day | None = None,
) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The same of a day that is said between others: ``before``, each with the day that it is, and
    ``behind``; those that it can be by itself, and those that it can be with what is said of the others.

    A weekday or a number alone may be the first such one behind a day that is said with its date, a weekday
    also behind "d. 8.", a number alone before a day of a month one of that month, a weekday before "tirsdag
    i uge 50" one of that week.
    """
    alone: tuple[date, ...] = ()
    wrong: AnswerError | None = None
    try:
        alone = days_meant(day, lang, today, back=back)
    except AnswerError as error:
        wrong = error
    beside: set[date] = set()
    for one, start in _completed(day, today, before, behind):
        with suppress(AnswerError):
            beside |= set(days_meant(one, lang, start, back=back and start == today))
    if wrong and not beside:
        raise wrong
    return alone, tuple(sorted(beside))


def _completed(
    day: Day, today: date, before: Sequence[tuple[Day, date]], behind: Day | None
) -> Iterator[tuple[Day, date]]:
    """The day with what is said of those beside it, and from where it is counted."""
    for other, start in before:
        if day.counts_from(other) or _lacks_the_year(day, other):
            yield day, start
    if behind is None:
        return
    if day.monthless and (day.day or 0) < (behind.day or 0) and not behind.monthless:
        yield day._replace(month=behind.month, year=behind.year, month_ahead=behind.month_ahead), today
    if day.plain and behind.in_a_week:
        yield day._replace(week=behind.week, ahead=behind.ahead, shifts=behind.shifts), today
    if day.plain and behind.later and behind.weekday is not None:
        yield day._replace(later=behind.later), today
    if _lacks_the_year(day, behind):
        yield day._replace(year=behind.year), today


def _lacks_the_year(day: Day, other: Day) -> bool:
    return bool(other.year and day.month and not day.year)


class _Calendar(Weekdays):
    """Days of the calendar, and those counted from today."""

    def meant(self, day: Day) -> tuple[date, ...]:
        found = self._found(day)
        if day.later and day.weekday == self.today.weekday() and not day.dated and not self.back:
            # "Tuesday week" on a Tuesday.
            found = (self.today, *found)
        if day.later and not day.shifts:
            found = tuple(self.moved(one, day.later) for one in found)
        for one in found:
            self._refuse_too_far(one, day.words)
        return tuple(sorted(set(found)))

    def _found(self, day: Day) -> tuple[date, ...]:
        if day.shifts:
            return self._shifted(day)
        if day.nth:
            return (self._yearly(day, self._nth),)
        if day.month:
            return self._dated(day)
        if day.day:
            return (self.fitting(day, self._of_month(day)),)
        return self.weekday(day)

    def _shifted(self, day: Day) -> tuple[date, ...]:
        if day.in_a_week and day.ahead is None and day.week is None:
            return self._weekday_of_weeks(day)
        if day.month_ahead:
            return (self.fitting(day, self._months_away(day.month_ahead, day.words)),)
        found = (self.moved(self.today, shift + (day.later or 0)) for shift in day.shifts)
        return tuple(self.fitting(day, one) for one in found)

    def _months_away(self, months: int, words: str) -> date:
        """Today's day in that month, or its last one where it has no such day."""
        year, month = self._month_ahead(months)
        for day in range(self.today.day, _SHORTEST_MONTH, -1):
            with suppress(NoSuchDay):
                return self._built(year, month, day, words)
        return self._built(year, month, min(self.today.day, _SHORTEST_MONTH), words)

    def _weekday_of_weeks(self, day: Day) -> tuple[date, ...]:
        """ "Mandag om 14 dage": in Danish that weekday of the week after next; of other weeks, in English and
        looking back, to some counted from the next, or the last, such day."""
        assert day.weekday is not None
        weeks, rest = divmod(day.shifts[0], 7)
        if rest or len(day.shifts) > 1:
            raise NoSuchDay(_("“%(words)s” names two days.") % {"words": day.words})
        there = self.in_week(weeks, day.weekday)
        near = self.coming(day.weekday) if weeks > 0 else self.gone(day.weekday, today=day.which != "last")
        counted = self.moved(near, 7 * weeks)
        if day.which == "last":
            return (counted,)
        certain = weeks == 2 and not speech(self.lang).times.fortnight_asks
        return (there,) if certain or there == counted else tuple(sorted((there, counted)))

    # Days of the calendar ---------------------------------------------------------------------------

    def _dated(self, day: Day) -> tuple[date, ...]:
        turned = day._replace(day=day.month, month=day.day) if self._month_may_be_first(day) else None
        if turned is None:
            return (self._yearly(day, self._of_calendar),)
        found: list[date] = []
        wrong: AnswerError | None = None
        for one in (day, turned):
            try:
                found.append(self._yearly(one, self._of_calendar))
            except AnswerError as error:
                wrong = wrong or error
        if wrong and not found:
            raise wrong
        return tuple(found)

    def _month_may_be_first(self, day: Day) -> bool:
        if not (day.figures and day.day and day.day != day.month):
            return False
        said = speech(self.lang).times
        return (said.region or region(os.environ)) in said.month_first

    def _yearly(self, day: Day, find: Finder) -> date:
        """A day that comes once a year, in its year, or in the one that the rules choose."""
        if day.year or day.month_ahead is not None:
            return self.fitting(day, find(day, day.year or self.today.year))
        return self.fitting(day, self._past_year(day, find) if self.back else self._coming_year(day, find))

    def _coming_year(self, day: Day, find: Finder) -> date:
        year = self.today.year
        if (day.month, day.day) == (2, 29):
            return self._leap_day(day, find)
        there = find(day, year)
        # In January a day of December may have just gone by, too.
        last, coming = (there, year + 1) if there < self.today else (find(day, year - 1), year)
        following = find(day, coming)
        if self.today - last <= SOON:
            raise gone_by(last, following, self.lang)
        return following

    def _leap_day(self, day: Day, find: Finder) -> date:
        for year in (self.today.year, self.today.year + 1):
            try:
                there = find(day, year)
            except NoSuchDay:
                continue
            if timedelta() <= there - self.today <= A_YEAR:
                return there
        told = _("“%(day)s” does not come within a year; write it with its year.")
        raise NoSuchDay(told % {"day": day.words})

    def _past_year(self, day: Day, find: Finder) -> date:
        for year in range(self.today.year, self.today.year - 9, -1):
            try:
                there = find(day, year)
            except NoSuchDay:
                continue
            if there <= self.today or there - self.today <= SOON:
                return there
        raise no_such_day(day.words)

    def _of_calendar(self, day: Day, year: int) -> date:
        return self._built(year, day.month or 0, day.day or 0, day.words)

    def _nth(self, day: Day, year: int) -> date:
        month = day.month or 0
        if day.month_ahead is not None:
            year, month = self._month_ahead(day.month_ahead)
        assert day.weekday is not None and day.nth
        first = self._built(year, month, 1, day.words)
        days = [first + timedelta(days=n) for n in range(31)]
        fitting = [one for one in days if one.month == month and one.weekday() == day.weekday]
        try:
            return fitting[day.nth - 1 if day.nth > 0 else -1]
        except IndexError:
            raise no_such_day(day.words) from None

    def _month_ahead(self, ahead: int) -> tuple[int, int]:
        years, month = divmod(self.today.month - 1 + ahead, 12)
        return self.today.year + years, month + 1

    def _of_month(self, day: Day) -> date:
        """The next, or the last, month that has such a day."""
        assert day.day
        if day.month_ahead is not None:
            return self._built(*self._month_ahead(day.month_ahead), day.day, day.words)
        for ahead in range(12):
            year, month = self._month_ahead(-ahead if self.back else ahead)
            try:
                there = date(year, month, day.day)
            except ValueError:
                continue
            if (there <= self.today) if self.back else (there >= self.today):
                return there
        raise no_such_day(day.words)

    def _built(self, year: int, month: int, day: int, words: str) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            raise no_such_day(words) from None

    def _refuse_too_far(self, found: date, words: str) -> None:
        if found - self.today > LONGEST_AHEAD:
            raise AnswerError(_("%(day)s is more than two years ahead.") % {"day": f"{found:%Y-%m-%d}"})
