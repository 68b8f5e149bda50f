"""Days of the calendar as they are said: "d. 3/12", "3. december", "the first Monday in December",
"2026-12-03"."""

from __future__ import annotations

import re

from netinvite.libraries import regex
from netinvite.model.clockwords import CLOCK, ClockReader
from netinvite.model.timeparts import Day, Unread
from netinvite.model.timewords import END, NUMBER

_YEAR_FIRST = regex(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(?:t(?=\d))?", re.IGNORECASE)
_WITH_YEAR = regex(
    # "9-10.30" is a time from … to …
    r"(?!\d{1,2} ?- ?\d{1,2}\.\d)(?P<day>\d{1,2})\.? ?[./-] ?(?P<month>\d{1,2})\.?"
    r"(?: ?[./-] ?(?P<short>\d{4}|\d{2})| (?P<year>(?:19|20)\d\d))(?!\d|[.:h]\d)"
)
_SLASHED = regex(r"(\d{1,2}) ?/ ?(\d{1,2})(?!\d|[.:]\d)")
DOTTED = regex(r"(\d{1,2})\.( ?)(\d{1,2})(?!\d)(\.?)(?!\d)")
HYPHENED = regex(r"(\d{1,2}) ?- ?(\d{1,2})(?!\d|[.:h]\d)")
_SHORT_YEAR = regex(r"(?:(') ?(?=\d\d)|(?=2[4-9]|[3-9]\d))(\d\d)(?![\w%]|[.:/-]\d)")
# Figures of a day of the month: "0830." is a time at the end of a sentence.
LONGEST_DAY = 2
_YEARS = range(1900, 2200)
_CENTURY = 2000


class DateReader(ClockReader):
    """Reads days of the calendar."""

    def name_of_day(self) -> int | None:
        if (number := self.take("weekday")) is not None:
            return number
        # "Man" is a word of its own in Danish, "sat" in English.
        if not self.in_prose or self._follows_two_letters():
            for role in ("short_weekday", "weekdays"):
                if (number := self.take(role)) is not None:
                    return number
        first = not self.found or not isinstance(self.found[-1], Day)
        if first and self.has("two_letters") and self._follows_two_letters():
            return self.take("two_letters")
        return None

    def _follows_two_letters(self) -> bool:
        behind = self.ahead()
        return NUMBER in behind.roles or self.has("date_mark", 1) or self.has("at", 1)

    def of_a_month(self) -> Day | None:
        """ "3. december", "the 3rd of December", "December 3rd, 2026", "første mandag i december", "27.
        ds."."""
        self.took("on", "date_mark")
        self.took("date_mark")
        start = self.place
        found = self._month_first()
        if found is None:
            self.place = start
            found = self._ordinal_weekday()
        if found is None:
            self.place = start
            number = self._number_of_day()
            found = None if number is None else self._with_month(number)
        return found

    def _number_of_day(self) -> int | None:
        """ "3", "3.", "3rd", "third", "twenty-third"."""
        tens, start = self.number(), self.place
        if tens in (20, 30) and NUMBER not in self.token.roles:
            self.place += 1
            self.took_sign("-")
            if (units := self.take("ordinals")) is not None and units < 10:
                return tens + units
            self.place = start
        if (number := self.take("ordinals")) is not None:
            return number
        number = self.take(NUMBER)
        figures = self.tokens[start]
        if (
            number is not None
            and len(figures.text) <= LONGEST_DAY
            and not CLOCK.match(self.line, figures.start)
        ):
            self._pass_ordinal()
            return number
        self.place = start
        return None

    def _pass_ordinal(self) -> bool:
        """Over "." or "rd" right behind a number."""
        token = self.token
        if self.tokens[self.place - 1].end == token.start and (token.sign == "." or "ordinal" in token.roles):
            self.place += 1
            return True
        return False

    def _with_month(self, number: int) -> Day | None:
        for role, ahead in (("this_month", 0), ("next_month", 1)):
            if self.took(role):
                return Day(day=number, month_ahead=ahead)
        if not self.took("of"):
            self.took_sign("/-,")
        month = self._month()
        if month is None:
            return None
        return Day(day=number, month=month, year=self._year())

    def _month(self) -> int | None:
        month = self.take("month")
        return self.take("months") if month is None else month

    def _year(self) -> int | None:
        """A year of four figures, behind a comma perhaps; "'26", and 26 where it can be no hour."""
        start = self.place
        if (match := self.match(_SHORT_YEAR)) and (match[1] or not self._counted(1)):
            self.pass_by(match)
            return _CENTURY + int(match[2])
        if not self.took_sign(",/-"):
            self.took("of")
        token = self.token
        if len(token.text) == 4 and token.roles.get(NUMBER) in _YEARS:
            self.place += 1
            return token.roles[NUMBER]
        self.place = start
        return None

    def _apostrophed(self) -> int | None:
        """A year as in "3/12 '26"."""
        return self._year() if self.token.sign == "'" else None

    def _month_first(self) -> Day | None:
        month = self._month()
        if month is None:
            return None
        self.took_sign("/-,")
        self.took("date_mark")
        start = self.place
        number = self._number_of_day() or self._number_in_words()
        # "Dec 10.30", "December 10-11", "December 10am" say no day.
        if number is None or self._is_an_hour():
            raise Unread(self.tokens[start - 1].text, self.tokens[start - 1].start)
        return Day(day=number, month=month, year=self._year())

    def _number_in_words(self) -> int | None:
        """ "Twenty nine", behind a month."""
        number = self.take("numbers")
        if number in (20, 30) and (units := self.token.roles.get("numbers", 10)) < 10:
            self.place += 1
            return number + units
        return number

    def _is_an_hour(self) -> bool:
        return self.has("am") or self.has("pm") or self.has("oclock") or (self.token.sign == ":")

    def _ordinal_weekday(self) -> Day | None:
        nth = self.take("ordinals")
        if nth is None:
            nth = -1 if self.took("last") else None
        number = self.name_of_day() if nth is not None else None
        return None if nth is None or number is None else self.nth(nth, number)

    def nth(self, nth: int, weekday: int) -> Day | None:
        for role, ahead in (("this_month", 0), ("next_month", 1)):
            if self.took(role):
                return Day(weekday=weekday, nth=nth, month_ahead=ahead)
        self.took("of")
        month = self._month()
        return None if month is None else Day(weekday=weekday, nth=nth, month=month, year=self._year())

    def in_figures_alone(self, *, marked: bool = False) -> Day | None:
        """ "2026-12-03", "3/12", "3/12-26", "3. 12.", and behind "d." also "3.12" and "3-12"."""
        if NUMBER not in self.token.roles:
            return None
        if match := self.match(_YEAR_FIRST):
            self.pass_by(match)
            self.by_the_clock = True
            return Day(day=int(match[4]), month=int(match[3]), year=int(match[1]))
        if (match := self.match(_WITH_YEAR)) and int(match["month"]) <= 12:
            self.pass_by(match)
            year = match["year"] or match["short"]
            return Day(
                day=int(match["day"]),
                month=int(match["month"]),
                year=int(year) + (_CENTURY if len(year) == 2 else 0),
                figures=True,
            )
        if match := self.match(_SLASHED):
            self.pass_by(match)
            return Day(day=int(match[1]), month=int(match[2]), figures=True, year=self._apostrophed())
        match = self.match(DOTTED)
        if match and int(match[3]) <= 12 and (marked or match[2] or match[4] or len(match[3]) == 1):
            self.pass_by(match)
            return Day(day=int(match[1]), month=int(match[3]), figures=True, year=self._apostrophed())
        match = self.match(HYPHENED)
        if match and marked:
            self.pass_by(match)
            return Day(day=int(match[1]), month=int(match[2]), figures=True)
        return None

    def marked_day(self) -> Day | None:
        """ "D. 3.", "den 3.", "the 3rd", "on 15", "3rd": a day of the month that comes."""
        marked = self.took("on")
        marked = self.took("date_mark") or marked
        if marked and (found := self.in_figures_alone(marked=True)):
            return found
        in_figures = NUMBER in self.token.roles
        number = self._number_of_day()
        if number is None:
            return None
        # "Tirsdag den første", "Friday 3rd".
        behind_a_day = bool(self.found) and isinstance(self.found[-1], Day) and not in_figures
        return Day(day=number) if marked or behind_a_day or self._is_ordinal() else None

    def _is_ordinal(self) -> bool:
        """Whether "3rd" or "3." ends here; a full stop at the end of a line belongs to the line."""
        last = self.tokens[self.place - 1]
        if last.sign != ".":
            return "ordinal" in last.roles
        return self.token is not END and self.token.sign != "\n"
