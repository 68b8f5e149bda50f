"""What stands in a line that says times, part by part: days, times of day, lengths, and what lies between
them.

The order of the words in a part is here; the words themselves are in the language's table. Nothing is
skipped: a word that is no part of anything is refused by name.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from netinvite.model.timewords import END, NUMBER, Token, tokens
from netinvite.speech import speech
from netinvite.values import NamedTuple


class Unread(Exception):  # noqa: N818  # the reason is said by whoever asked
    """A word that is no part of a time, as it was typed, and where it stands."""

    def __init__(self, word: str, start: int) -> None:
        super().__init__(word)
        self.word, self.start = word, start


class Day(NamedTuple):
    """What is said of a day; what is not said is ``None``.

    ``which``: this, next, last, previous or coming weekday. ``ahead``: weeks from this one. ``later``: days
    behind the day that is said. ``shifts``: days from today, several where it can be either. ``nth``: the
    first (1) or last (-1) weekday of a month, or day of it where no weekday is said. ``month_ahead``: months
    from this one.
    """

    weekday: int | None = None
    which: str = ""
    ahead: int | None = None
    week: int | None = None
    later: int | None = None
    shifts: tuple[int, ...] = ()
    day: int | None = None
    month: int | None = None
    year: int | None = None
    month_ahead: int | None = None
    nth: int | None = None
    # Two numbers of which either can be the month, where somebody comes from a place that writes it first.
    figures: bool = False
    words: str = ""

    @property
    def dated(self) -> bool:
        """Whether more than a weekday is said."""
        return bool(self.day or self.nth or self.shifts or self.month_ahead is not None)

    @property
    def monthless(self) -> bool:
        """Whether it is a day of a month of which nothing is said."""
        return bool(self.day) and self.month is None and self.month_ahead is None and not self.shifts

    @property
    def plain(self) -> bool:
        """Whether nothing but a weekday is said."""
        return not (
            self.dated
            or self.which not in ("", "coming")
            or self.later
            or self.week
            or self.ahead is not None
        )

    @property
    def in_a_week(self) -> bool:
        """Whether it is a weekday of a week that is said: "tirsdag i uge 50", "Tuesday in two weeks"."""
        weeks = self.week or self.ahead is not None or any(abs(shift) >= 7 for shift in self.shifts)
        return self.weekday is not None and bool(weeks)

    @property
    def moves(self) -> bool:
        """Whether it is another day on another day that it is read, whatever weekday it says: "tomorrow",
        "next Tuesday", "the 3rd of next month"."""
        counted = self.shifts or self.later or self.ahead is not None or self.month_ahead is not None
        fixed = self.week is not None or (self.day and self.month)
        return bool(counted or self.which not in ("", "coming")) and not fixed

    @property
    def alone(self) -> bool:
        """Whether nothing is said but a weekday, or a number: what stands beside it may say the rest."""
        return self.plain or self.monthless

    def counts_from(self, other: Day) -> bool:
        """Whether it can be the first such day behind ``other``, of which more is said: a weekday behind
        "tirsdag d. 8.", too."""
        return not other.plain if self.plain else self.monthless and not other.alone


class Clock(NamedTuple):
    """A time of day; ``half``: am, pm, morning, afternoon or evening, "" where none was said; ``exact``: by
    the clock of 24 hours; ``shift``: minutes from the hour, "halv ti"."""

    hour: int
    minute: int = 0
    half: str = ""
    exact: bool = False
    shift: int = 0
    words: str = ""
    # "10.12": the day that it is, perhaps.
    either: Day | None = None
    # "Ten to twelve": the time from … to … that it is, perhaps.
    span: Span | None = None
    # Whether it can be nothing else, wherever it stands: "kl. 10", "10:30", "half past nine".
    clear: bool = False


class Span(NamedTuple):
    """From one time of day to another."""

    first: Clock
    last: Clock
    words: str = ""


class Half(NamedTuple):
    """A half of the day, said by itself."""

    name: str
    words: str


class Length(NamedTuple):
    """Minutes."""

    minutes: int
    words: str


class Break(NamedTuple):
    """What stands between times: ``strong`` for words and marks that never stand inside one."""

    strong: bool
    words: str


class Figures(NamedTuple):
    """Numbers that can be a day or a time of day: "12", "10.12" or "10-11", by ``mark``."""

    first: int
    second: int | None
    mark: str
    words: str
    padded: bool = False


class Gap(NamedTuple):
    """A word of a text that is no part of a time; ``until``: it can stand between two of them ("to")."""

    words: str
    until: bool = False


Part: TypeAlias = Day | Clock | Span | Half | Length | Break | Figures | Gap


class Placed(NamedTuple):
    """A part, and where in the text it stands."""

    part: Part
    start: int
    end: int


HALVES = ("morning", "forenoon", "afternoon", "evening")


class Cursor:
    """A line read word by word: looks at words, and takes them."""

    __slots__ = (
        "by_the_clock",
        "found",
        "hours_alone",
        "in_prose",
        "lang",
        "length_of_line",
        "line",
        "place",
        "tokens",
    )

    def __init__(self, line: str, lang: str, *, in_prose: bool = False) -> None:
        read = tokens(line, lang)
        self.line, self.lang, self.place = line, lang, 0
        # Nobody looks further ahead than two words.
        self.tokens, self.length_of_line = [*read, END, END, END], len(read)
        self.found: list[Part] = []
        self.hours_alone = speech(lang).times.hours_alone
        # Of a text that says other things too, only what can hardly be anything else.
        self.in_prose = in_prose
        # After "2026-12-01" hours are those of the clock.
        self.by_the_clock = False

    @property
    def token(self) -> Token:
        """The present word; ``END`` behind the last one."""
        return self.tokens[self.place]

    def ahead(self, count: int = 1) -> Token:
        return self.tokens[self.place + count]

    def has(self, role: str, ahead: int = 0) -> bool:
        return role in self.tokens[self.place + ahead].roles

    def has_any(self, roles: frozenset[str]) -> bool:
        return not roles.isdisjoint(self.tokens[self.place].roles)

    def take(self, role: str) -> int | None:
        """The value of the present word in this role, and on to the next word; ``None`` where it has none."""
        value = self.tokens[self.place].roles.get(role)
        if value is not None:
            self.place += 1
        return value

    def took(self, *roles: str) -> bool:
        """Whether the present word has one of these roles; if so, on to the next."""
        there = self.tokens[self.place].roles
        for role in roles:
            if role in there:
                self.place += 1
                return True
        return False

    def took_sign(self, signs: str) -> bool:
        there = self.tokens[self.place].sign
        if there and there in signs:
            self.place += 1
            return True
        return False

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What the pattern finds in the line at the present word, to its last sign."""
        token = self.tokens[self.place]
        return pattern.match(self.line, token.start) if token is not END else None

    def pass_by(self, match: re.Match[str]) -> None:
        """On to the first word behind what was found."""
        end = match.end()
        while self.place < self.length_of_line and self.tokens[self.place].start < end:
            self.place += 1

    def words(self, start: int) -> str:
        """What was typed from one word to before the present one."""
        return self.line[self.tokens[start].start : self.tokens[self.place - 1].end]

    def number(self, ahead: int = 0) -> int | None:
        """A number in figures or in words."""
        roles = self.tokens[self.place + ahead].roles
        return roles.get(NUMBER, roles.get("numbers"))
