"""Times of day, and lengths, as they are said: "kl. 10", "half past nine", "10-11", "30 minutes"."""

from __future__ import annotations

import re

from netinvite.libraries import regex
from netinvite.model.clocks import minutes_of
from netinvite.model.timeparts import HALVES, Clock, Cursor, Day, Length, Part, Span, Unread
from netinvite.model.timewords import END, NUMBER

_ALL_HALVES = ("am", "pm", *HALVES)
_HALVED = frozenset((*_ALL_HALVES, "oclock", "roughly_behind"))
CLOCK = regex(r"(\d{1,2})(?: ?: ?|\.|h)(\d{2})(?:[:.]00)?(?!\d)", re.IGNORECASE)
_HOURS = regex(r"(\d{1,2})h(?!\w)", re.IGNORECASE)
_RUN = regex(r"(\d{1,2})(\d{2})(?!\d)")
_PAIR = regex(r"(\d{1,2}) (\d{2})(?![\d.:/]| ?[-/] ?\d|\. ?[^\W\d_])")
_YEARS = range(1900, 2200)
_LAST_HOUR, _NOON, _MIDNIGHT = 23, 12, 24


class ClockReader(Cursor):
    """Reads times of day."""

    def clock_or_span(self, *, marked: bool, between: bool = False, opened: bool = False) -> Part | None:
        first = self._clock(marked=marked, opened=opened)
        if first is None:
            return None
        behind = self.place
        if self.took_sign("-") or self.took("until") or (between and self.took("both")):
            self.took("at")
            last = self._clock(marked=True, opened=True)
            if last is not None:
                return Span(first, last)
            self.place = behind
        return first

    def _clock(self, *, marked: bool, opened: bool = False) -> Clock | None:
        """A time of day; ``marked``: a word before it says that it is one."""
        start = self.place
        said = (None if opened else self.spelled()) or self._in_figures(marked=marked)
        if said is None and (marked or self.hours_alone):
            said = self._in_words(marked=marked)
        if said is None and self.took("noon"):
            said = Clock(12, exact=True)
        if said is None and not self.in_prose and self.took("midnight"):
            said = Clock(_MIDNIGHT, exact=True)
        if said is None and opened:
            said = self.spelled()
        if said is None:
            self.place = start
            return None
        said = self._with_half(said)
        words = self.words(start)
        if said.span:
            last = said.span.last._replace(half=said.half)
            said = said._replace(span=said.span._replace(last=last, words=words))
        return said._replace(words=words)

    def _with_half(self, said: Clock) -> Clock:
        """With what stands behind the hour: o'clock, "noon", a half of the day."""
        half = said.half
        while True:
            if self.took("oclock", "roughly_behind") or (said.hour == 12 and self.took("noon")):
                said = said._replace(clear=True)
                continue
            if said.hour == 12 and not self.in_prose and self.took("midnight"):
                return said._replace(hour=_MIDNIGHT, clear=True)
            start = self.place
            name = self._half()
            if not name:
                return said._replace(half=half, clear=said.clear or bool(half))
            if half and not _agree(half, name):
                raise Unread(self.words(start), self.tokens[start].start)
            half = half or name

    def _half(self) -> str:
        return next((name for name in _ALL_HALVES if self.took(name)), "")

    def spelled(self) -> Clock | None:
        """ "Halv ti", "kvart over ni", "fem i halv ti", "half past nine", "20 minutes to 2"."""
        start = self.place
        shift = self.take("half")
        if shift is None:
            shift = self._minutes_aside()
        if shift is not None:
            on_the_hour = self._hour_of_twelve()
            if on_the_hour is not None:
                return Clock(on_the_hour, shift=shift, clear=True, span=self._span_since(start, on_the_hour))
        self.place = start
        return None

    def _span_since(self, start: int, hour: int) -> Span | None:
        """From "ten" to "twelve", where that can be meant too; behind "at" words are the time alone."""
        first, to = self.tokens[start], self.tokens[start + 1].roles
        number = first.roles.get(NUMBER, first.roles.get("numbers"))
        told = start and "at" in self.tokens[start - 1].roles and NUMBER not in first.roles
        if number is None or number > _LAST_HOUR or told or not ("to" in to and "until" in to):
            return None
        return Span(Clock(number), Clock(hour))

    def _minutes_aside(self) -> int | None:
        """The minutes before (below 0) or past an hour, which follows."""
        minutes = self.take("quarter")
        if minutes is None:
            minutes = self.number()
            if minutes is None or not 0 < minutes < 60:
                return None
            self.place += 1
            figures = NUMBER in self.ahead(-1).roles
            if not self.took("minute") and figures and not (self.has("past") or self._can_be_to(minutes)):
                return None
        side = 1 if self.took("past") else -1 if self.took("to") else 0
        if not side:
            return None
        return side * minutes + (self.take("half") or 0)

    def _can_be_to(self, minutes: int) -> bool:
        """Whether figures before "to" can be minutes: "15 to noon"; "14 to 15" is from one to the other."""
        if not self.has("to") or self._is_to_a_clock():
            return False
        hour = self.number(1)
        if hour is None or hour > _LAST_HOUR:
            return self.has("noon", 1) or self.has("half", 1)
        return minutes > _LAST_HOUR or hour <= _NOON or minutes_of(Clock(minutes)) >= minutes_of(Clock(hour))

    def _is_to_a_clock(self) -> bool:
        """Whether hour and minutes stand behind "to", to which nobody counts minutes: "10 to 11.30"."""
        start = self.place
        clock = self.took("to") and self.match(CLOCK)
        self.place = start
        return bool(clock)

    def _hour_of_twelve(self) -> int | None:
        if self.took("noon"):
            return 12
        hour = self.number()
        most = 23 if NUMBER in self.token.roles else 12
        if hour is None or not 1 <= hour <= most or self._counted(1) or self.ahead().sign in (":", "/"):
            return None
        self.place += 1
        return hour

    def _counted(self, ahead: int) -> bool:
        """Whether what stands there is what a number before it counts."""
        return any(
            self.has(role, ahead) for role in ("minute", "hour", "day_unit", "week_unit", "month_unit")
        )

    def _in_figures(self, *, marked: bool) -> Clock | None:
        token = self.token
        if NUMBER not in token.roles:
            return None
        exact = self.by_the_clock or (token.text.startswith("0") and len(token.text) in (2, 4))
        if match := self.match(CLOCK):
            hour, minute = int(match[1]), int(match[2])
            sure = marked or "." not in match[0] or minute == 0 or minute > 12 or hour > 31
            self.pass_by(match)
            if self._counts_the_clock(match[1]):
                return Clock(hour, minute, exact=True, clear=True)
            if sure or self._ahead_of_span(certain=False) or self._any_half():
                return Clock(hour, minute, exact=exact, clear=True)
            return None
        if match := self.match(_HOURS):
            self.pass_by(match)
            return Clock(int(match[1]), exact=exact)
        if (match := self.match(_PAIR)) and (marked or self._is_pair(match)):
            self.pass_by(match)
            return Clock(int(match[1]), int(match[2]), exact=exact)
        return self._run(exact=exact, marked=marked) or self._hour(exact=exact, marked=marked)

    def _ahead_of_span(self, *, certain: bool = True) -> bool:
        """Whether a time follows behind a dash that is certainly one: "10.10-11.00", "10-11am"."""
        start = self.place
        # "10 to 11 am" is a time from … to …, or ten minutes before eleven.
        to_hour = self.has("to") and not self._is_to_a_clock()
        dash = self.took_sign("-") or (not to_hour and self.took("until"))
        word = dash and self.tokens[self.place - 1].sign != "-"
        behind = self.match(CLOCK) if dash else None
        if behind and ("." not in behind[0] or certain or not 1 <= int(behind[2]) <= 12):
            follows = True
        else:
            follows = dash and NUMBER in self.token.roles and not _HALVED.isdisjoint(self.ahead().roles)
            follows = follows or (word and self._ends_the_line_or_item())
        self.place = start
        return follows

    def _ends_the_line_or_item(self) -> bool:
        """Whether a number stands here with nothing behind it that it could be a day of; behind a day."""
        after_a_day = bool(self.found) and isinstance(self.found[-1], Day)
        behind = self.ahead()
        over = behind is END or behind.sign in (",", ";", "\n", "?") or "either" in behind.roles
        return after_a_day and over and NUMBER in self.token.roles and len(self.token.text) <= 2

    def _any_half(self) -> bool:
        return self.has_any(_HALVED)

    def _is_pair(self, match: re.Match[str]) -> bool:
        """Whether "10 30" tells the time without a word before it: behind a day, and minutes that are no
        hour."""
        before = self.found[-1] if self.found else None
        return isinstance(before, Day) and (before.dated or match[2] == "00" or int(match[2]) > 24)

    def _run(self, *, exact: bool, marked: bool) -> Clock | None:
        """ "1030", and "930" where a word says that it is a time."""
        match = self.match(_RUN)
        if match is None:
            return None
        start = self.place
        self.pass_by(match)
        if self._counts_the_clock(match[1]):
            return Clock(int(match[1]), int(match[2]), exact=True)
        year = len(match[0]) == 4 and int(match[0]) in _YEARS
        if marked or self._any_half() or (len(match[0]) == 4 and not year):
            return Clock(int(match[1]), int(match[2]), exact=exact)
        self.place = start
        return None

    def _counts_the_clock(self, hour: str) -> bool:
        """Whether "hrs" stands behind the figures of a clock of 24 hours: "1400hrs", "09.00 hrs"."""
        return len(hour) == len("14") and self.took("hour")

    def _hour(self, *, exact: bool, marked: bool) -> Clock | None:
        token = self.token
        if len(token.text) > 2:
            return None
        self.place += 1
        if marked and self._counts_the_clock(token.text):
            return Clock(token.roles[NUMBER], exact=True)
        if marked and self._counted(0):
            return None
        noon = token.text == "12" and (self.has("noon") or (self.has("midnight") and not self.in_prose))
        if marked or noon or self._any_half() or self._ahead_of_span(certain=False):
            return Clock(token.roles[NUMBER], exact=exact)
        return None

    def _in_words(self, *, marked: bool) -> Clock | None:
        hour = self.token.roles.get("numbers")
        if hour is None or not 1 <= hour <= (_LAST_HOUR if marked else _NOON) or self._counted(1):
            return None
        self.place += 1
        minute = self.token.roles.get("numbers", 0)
        if minute >= 10 and not self._counted(1):
            self.place += 1
            return Clock(hour, minute)
        return Clock(hour)

    # Lengths --------------------------------------------------------------------------------------

    def length(self) -> Part | None:
        self.took("lasting")
        minutes = self.take("length")
        if minutes is not None:
            return Length(minutes, "")
        count = self.number() if not self.has("one") else 1
        # "1400 hrs" is a time of day.
        if count is None or (NUMBER in self.token.roles and len(self.token.text) == len("1400")):
            return None
        self.place += 1
        self.took_sign("-")
        if self.took("minute"):
            return Length(count, "")
        return Length(count * 60, "") if self.took("hour") else None


def _agree(one: str, other: str) -> bool:
    """Whether two halves of the day can be said of one hour: "8pm in the evening"."""
    early = ("am", "morning", "forenoon")
    return one == other or ((one in early) == (other in early) and {one, other} & {"am", "pm"} != set())
