"""Days as they are said: "tirsdag", "i uge 49", "i morgen", "in two weeks", and those of the calendar."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from netinvite.model.datewords import DateReader
from netinvite.model.timeparts import HALVES, Day, Half, Part
from netinvite.model.timewords import NUMBER, lexicon
from netinvite.speech import speech

# What each way to say a day begins with.
_FIGURES = frozenset((NUMBER,))
_RELATIVE = frozenset((NUMBER, "numbers", "one", "later_before", "days", "ahead", "later", "lasting"))
_OF_TODAY = frozenset(("tonight", "last_evening", "this_morning", "this_half"))
_HALF_OF_A_DAY = (("tonight", 0, "evening"), ("last_evening", -1, "evening"), ("this_morning", 0, "morning"))
_WHICH = ("this", "coming", "next", "last", "previous", "on")
_WEEKDAY = frozenset((*_WHICH, "gone", "date_mark", "weekday", "short_weekday", "weekdays", "two_letters"))
_WEEK = frozenset(("last_week", "this_week", "next_week", "after_next_week", "week"))
_WEEKS_AHEAD = (("last_week", -1), ("this_week", 0), ("next_week", 1), ("after_next_week", 2))
_OF_A_MONTH = frozenset((NUMBER, "numbers", "ordinals", "last", "month", "months", "on", "date_mark"))
_MARKED = frozenset((NUMBER, "numbers", "ordinals", "on", "date_mark"))


class DayReader(DateReader):
    """Reads days."""

    def day(self) -> Part | list[Part] | None:
        start = self.place
        for kind in _kinds(frozenset(self.token.roles)):
            found = kind(self)
            if found is not None:
                return found
            self.place = start
        return None

    # Days counted from this one ---------------------------------------------------------------------

    def _relative(self) -> Part | None:
        """ "I morgen", "i dag otte dage", "om 14 dage", "a week today", "two days from now", "two weeks
        ago"."""
        later = self.take("later_before")
        shift = self.take("days")
        if shift is not None:
            behind = self._weeks_behind() if later is None else later
            # "A week yesterday" has been to some, and is still to come to others.
            return None if behind and shift < 0 else Day(shifts=(shift,), later=behind)
        if later is not None:
            return self._weekday_behind(later) or self._counted_from(later) or self._counted_back(later)
        if self.took("ahead"):
            return self._counted_ahead()
        if self._opens("ahead") and (behind := self.take("later")) is not None:
            return Day(shifts=self._either(8 if behind == 7 else behind))
        behind = self.took("lasting")
        counted = self.place
        if (later := self.take("later")) is not None and self.took("ago"):
            return self._ago(8 if later == 7 else later)
        self.place = counted
        found = self._count()
        if found is None:
            return None
        days, months = found
        if not behind and self.took("from_now"):
            return Day(shifts=self._either(days)) if not months else Day(shifts=(0,), month_ahead=months)
        if not (behind or months) and (day := self._counted_from(days)):
            return day
        if not self.took("ago"):
            return None
        return Day(shifts=(0,), month_ahead=-months) if months else self._ago(days)

    def _weeks_behind(self) -> int | None:
        """Days behind a day that is said: "i dag otte dage", "i morgen om to uger"."""
        if (later := self.take("later")) is not None:
            return later
        start = self.place
        counted = self._counted_ahead() if self.took("ahead") else None
        if counted and not counted.month_ahead and len(counted.shifts) == 1 and not counted.shifts[0] % 7:
            return counted.shifts[0]
        self.place = start
        return None

    def _counted_from(self, days: int) -> Day | None:
        """ "Two weeks from Tuesday"; in English "two weeks today", "two weeks on Tuesday" too."""
        start = self.place
        said = self.took("start")
        if said or (days % 7 == 0 and speech(self.lang).times.later_before):
            if (shift := self.take("days")) is not None and shift >= 0:
                return Day(shifts=(shift,), later=days)
            if day := self._weekday_behind(days):
                return day
        self.place = start
        return None

    def _either(self, days: int) -> tuple[int, ...]:
        """Where a week is called eight days they are a week to some, and eight days to others."""
        named = lexicon(self.lang)[0]
        eight = any(roles.get("numbers") == days and self._is_a_week(word) for word, roles in named.items())
        return (7, days) if days == 8 and eight else (days,)

    def _is_a_week(self, number: str) -> bool:
        """Whether the language calls a week so many days."""
        later = speech(self.lang).times.later
        return any(later.get(f"{number} {unit}") == 7 for unit in speech(self.lang).times.day_unit)

    def _ago(self, days: int) -> Day:
        return Day(shifts=tuple(-one for one in reversed(self._either(days))))

    def _opens(self, role: str) -> bool:
        """Whether the first word of several that mean one thing has this role by itself."""
        first = self.token.text.partition(" ")[0]
        return role in lexicon(self.lang)[0].get(first, {})

    def _weekday_behind(self, later: int) -> Day | None:
        start = self.place
        self.took("coming", "on")
        number = self.name_of_day()
        if number is not None:
            return Day(weekday=number, later=later)
        self.place = start
        return None

    def _counted_back(self, days: int) -> Day | None:
        if self.took("from_now"):
            return Day(shifts=(days,))
        return Day(shifts=(-days,)) if self.took("ago") else None

    def _counted_ahead(self) -> Day | None:
        days = self.take("later_before")
        if days is None:
            days = self.take("later")
        if days is not None:
            return Day(shifts=(days,))
        found = self._count()
        if found is None:
            return None
        return Day(shifts=(0,), month_ahead=found[1]) if found[1] else Day(shifts=self._either(found[0]))

    def _count(self) -> tuple[int, int] | None:
        """So many days, or so many months: "tre dage", "en uge", "two months"."""
        count = 1 if self.has("one") else self.number()
        if count is None:
            return None
        self.place += 1
        for role, days in (("day_unit", 1), ("week_unit", 7)):
            if self.took(role):
                return count * days, 0
        return (0, count) if self.took("month_unit") else None

    def _half_of_today(self) -> list[Part] | None:
        """ "I eftermiddag", "tonight", "i aftes"."""
        start = self.place
        for role, shift, half in _HALF_OF_A_DAY:
            if self.took(role):
                return [Day(shifts=(shift,), words=self.words(start)), Half(half, self.words(start))]
        if not self.took("this_half"):
            return None
        name = next((name for name in HALVES if self.took(name)), "")
        return [Day(shifts=(0,), words=self.words(start)), Half(name, self.words(start))] if name else None

    # Weekdays -----------------------------------------------------------------------------------------

    def _weekday(self) -> Day | None:
        if self.has("date_mark") and self.has("weekday", 1) and self.has("later", 2):
            # "The Tuesday after next".
            self.place += 1
        which = next((name for name in _WHICH if self.took(name)), "")
        if which == "next":
            self.took("coming")
        if not which and self.has("gone") and self.has("weekday_gone", 1):
            self.place += 1
            return Day(weekday=self.take("weekday_gone"), which="last")
        number = self.name_of_day()
        if number is None:
            return None
        if which == "last" and self.has("of"):
            return self.nth(-1, number)
        day = Day(weekday=number, which="" if which == "on" else which)
        return self._with_week(day) if day.which in ("", "coming") else day

    def _with_week(self, day: Day) -> Day:
        """ "Onsdag otte dage", "onsdag om 14 dage"."""
        start = self.place
        if (later := self.take("later")) is not None and NUMBER not in self.token.roles:
            return day._replace(later=later)
        self.place = start
        if self.took("ahead") and (counted := self._counted_ahead()):
            if counted.shifts == (7, 8):
                return day._replace(later=7)
            return day._replace(shifts=counted.shifts, month_ahead=counted.month_ahead)
        self.place = start
        found = self._count()
        if found is not None and found[0] and self.took("from_now"):
            return day._replace(shifts=(found[0],))
        self.place = start
        return day

    def _week(self) -> Day | None:
        """ "I næste uge", "uge 49"; the weekday stands beside it."""
        for role, ahead in _WEEKS_AHEAD:
            if self.took(role):
                self.took("coming", "on")
                return Day(ahead=ahead)
        if self.took("week"):
            number = self.take(NUMBER)
            return None if number is None else Day(week=number)
        return None


_Kind: TypeAlias = Callable[[DayReader], Part | list[Part] | None]
_KINDS: tuple[tuple[_Kind, frozenset[str]], ...] = (
    (DayReader._relative, _RELATIVE),
    (DayReader._half_of_today, _OF_TODAY),
    (DayReader._weekday, _WEEKDAY),
    (DayReader._week, _WEEK),
    (DayReader.of_a_month, _OF_A_MONTH),
    (DayReader.in_figures_alone, _FIGURES),
    (DayReader.marked_day, _MARKED),
)
# What a day can begin with.
DAYS = frozenset().union(*(opened_by for _kind, opened_by in _KINDS))


@lru_cache(maxsize=512)
def _kinds(roles: frozenset[str]) -> tuple[_Kind, ...]:
    """How a day can be said that a word of these roles begins."""
    return tuple(kind for kind, opened_by in _KINDS if not roles.isdisjoint(opened_by))
