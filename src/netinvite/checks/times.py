"""The times that a text proposes: a day and a time of day that belong together, read by
``model.timelines``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path

from netinvite.checks.joined import ClockOrSpan, together
from netinvite.checks.text import Sentence
from netinvite.checks.words import Words, plain
from netinvite.errors import AnswerError
from netinvite.language import folders
from netinvite.model.clocks import NoSuchTime, halved, minutes_of, span_of
from netinvite.model.days import days_beside, days_meant
from netinvite.model.timefigures import NEAR
from netinvite.model.timelines import placed
from netinvite.model.timepairs import of_the_month
from netinvite.model.timeparts import Break, Clock, Day, Gap, Half, Length, Placed, Span
from netinvite.model.timewords import evened, may_say_lengths, may_say_times
from netinvite.model.weekdays import NoSuchDay
from netinvite.values import Frozen, replace


class Proposal(Frozen):
    """A proposed time. ``wrong`` says what is wrong with its words (a weekday that does not fit), or "";
    ``several``: two days can be meant. ``end``, where it is said."""

    moment: datetime
    line: int
    words: str
    wrong: str = ""
    several: bool = False
    end: datetime | None = None

    def until(self, minutes: int) -> datetime:
        """When it ends; where it does not say, after so many minutes."""
        return self.end or self.moment + timedelta(minutes=minutes)


class Piece:
    """A day in a sentence, where it stands, and the times of day that belong to it."""

    def __init__(self, day: Day, start: int, end: int, clocks: list[ClockOrSpan] | None = None) -> None:
        self.day, self.start, self.end = day, start, end
        self.clocks: list[ClockOrSpan] = clocks or []


# Characters before a day in which a word for a limit stands; of a long text the whole would take too long.
LOOK_BACK = 120


def proposals(found: Sequence[Sentence], words: Words, now: datetime) -> Iterator[Proposal]:
    """The times proposed in these sentences; what is told of the past and deadlines are none."""
    yield from islice(_proposals(found, words, now), MOST)


def _proposals(found: Sequence[Sentence], words: Words, now: datetime) -> Iterator[Proposal]:
    heading: Piece | None = None
    stories: list[Proposal] = []
    any_other = False
    for sentence in found:
        if not pieces(sentence.text, words.lang):
            heading = None if sentence.text.endswith(":") or not sentence.item else heading
            continue
        if words.first("memory", sentence.text) and not words.first("proposing", sentence.text):
            continue
        days = list(paired(sentence.text, words, heading if sentence.item else None))
        loose = [day for day in days if not day.clocks]
        if sentence.text.endswith(":") or not sentence.item:
            heading = loose[-1] if loose and sentence.text.endswith(":") else None
        read = list(_moments(days, sentence, words, now))
        if _is_story(read, sentence, words, now):
            # Two in one sentence are a choice, of a mail that lay for long.
            stories += read if len(read) > 1 else []
            continue
        any_other = any_other or bool(read)
        yield from read
    if not any_other:
        yield from stories


def _is_story(read: Sequence[Proposal], sentence: Sentence, words: Words, now: datetime) -> bool:
    """Whether a sentence of its own tells of times gone by, and proposes and asks nothing."""
    past = bool(read) and all(one.moment <= now and not one.wrong for one in read)
    if not past or sentence.item or sentence.asks:
        return False
    return not words.first("proposing", sentence.text)


def _moments(days: Sequence[Piece], sentence: Sentence, words: Words, now: datetime) -> Iterator[Proposal]:
    """The times of a sentence; "tomorrow, Thursday 26 November," names one day twice."""
    relative: dict[datetime, bool] = {}
    before: tuple[Day, date] | None = None
    for place, day in enumerate(days):
        named = bool(day.day.shifts)
        behind = days[place + 1].day if place + 1 < len(days) else None
        reader = _Reader(day.day, words.lang, now, before, behind)
        before = reader.first
        for clock in day.clocks:
            read = reader.read(clock)
            if read and relative.setdefault(read.moment, named) == named:
                standing = _standing(sentence.text, day, clock)
                yield replace(read, line=sentence.line, words=standing or read.words)


def _standing(text: str, day: Piece, clock: ClockOrSpan) -> str:
    """The words from a day to its time of day, or the other way round, as they stand there; only one of them
    where the other does not."""
    behind = text.find(clock.words, day.end)
    before = text.rfind(clock.words, 0, day.start)
    if behind >= 0:
        return text[day.start if day.end else behind : behind + len(clock.words)]
    return text[before if before >= 0 else day.start : day.end]


# Characters; a sentence that is longer is none, and reading it takes its time.
LONGEST = 5_000
# Nobody proposes as many.
MOST = 100


def pieces(text: str, lang: str) -> tuple[Placed, ...]:
    """The parts of a sentence; a day by its number alone counts only beside a weekday or behind a mark."""
    return _pieces(plain(text[:LONGEST]), lang, folders())


# The rules ask for the same sentences one after the other; so many stand in the longest text.
@lru_cache(maxsize=8192)
def _pieces(text: str, lang: str, _among: tuple[Path, ...]) -> tuple[Placed, ...]:
    return tuple(placed(evened(text), lang)) if may_say_times(text, lang) else ()


def tells(sentence: Sentence, words: Words) -> bool:
    """Whether a sentence has a time of day in it."""
    found = together(pieces(sentence.text, words.lang))
    return any(isinstance(one.part, Clock | Span) for one in found)


def paired(text: str, words: Words, heading: Piece | None) -> Iterator[Piece]:
    """The days of a sentence with the times of day that belong to them."""
    found = together(pieces(text, words.lang))
    days: list[Piece] = []
    if heading is not None and not any(isinstance(one.part, Day) for one in found):
        days = [Piece(heading.day, 0, 0)]
    early: list[ClockOrSpan] = []
    for place, one in enumerate(found):
        if isinstance(one.part, Day):
            days.append(Piece(one.part, one.start, one.end, early))
            early = []
        elif isinstance(one.part, Clock | Span):
            clock = _in_its_half(found, place)
            if _leads(found, place):
                early = [*early, clock]
            elif days:
                days[-1].clocks.append(clock)
    yield from _shared(found, [day for day in days if not _no_proposal(text, day, words)])


def _in_its_half(found: Sequence[Placed], place: int) -> ClockOrSpan:
    """A time of day in the half of the day that is said right beside it."""
    clock = found[place].part
    assert isinstance(clock, Clock | Span)
    for step in (-1, 1):
        beside = found[place + step].part if 0 <= place + step < len(found) else None
        if isinstance(beside, Half):
            return halved(clock, beside.name)
    return clock


def _leads(found: Sequence[Placed], place: int) -> bool:
    """Whether a time of day belongs to the day right behind it ("at 10 on Tuesday")."""
    behind = [one.part for one in found[place + 1 : place + 3]]
    if behind and isinstance(behind[0], Half):
        behind = behind[1:]
    halves = (found[there].part for there in range(place - 1, max(place - NEAR, -1), -1))
    before = next((part for part in halves if not isinstance(part, Half)), None)
    return bool(behind) and isinstance(behind[0], Day) and not isinstance(before, Day)


def _shared(found: Sequence[Placed], days: list[Piece]) -> Iterator[Piece]:
    """ "Tuesday or Thursday at 10": a day without a time of day shares that of the next one; "Tuesday to
    Thursday" are no two days."""
    ranges = set()
    for place in range(len(days) - 2, -1, -1):
        first = bisect_left(found, days[place].end, key=_start)
        between = [one.part for one in found[first : bisect_left(found, days[place + 1].start, key=_start)]]
        if days[place + 1].end and between and all(_is_until(part) for part in between):
            ranges |= {place, place + 1}
        elif not days[place].clocks and all(isinstance(part, Break) for part in between):
            days[place].clocks.extend(days[place + 1].clocks)
            days[place].day = of_the_month(days[place].day, days[place + 1].day)
    yield from (day for place, day in enumerate(days) if place not in ranges)


def _start(one: Placed) -> int:
    return one.start


def _is_until(part: object) -> bool:
    return (isinstance(part, Break) and part.words == "-") or (isinstance(part, Gap) and part.until)


def _no_proposal(text: str, day: Piece, words: Words) -> bool:
    """A deadline ("by Friday"), or one of many days ("every Thursday")."""
    before = words.without(("no_deadlines",), text[max(0, day.start - LOOK_BACK) : day.start].rstrip())
    spans = (*words.spans("deadlines", before), *words.spans("every", before))
    return any(end >= len(before) for _start, end in spans)


class _Reader(Frozen):
    """Reads the times of a day that stands between others."""

    day: Day
    lang: str
    now: datetime
    before: tuple[Day, date] | None
    behind: Day | None

    @property
    def first(self) -> tuple[Day, date] | None:
        """The day, and the first one that it can be."""
        try:
            return self.day, self._meant()[0]
        except AnswerError:
            return None

    def _meant(self) -> tuple[date, ...]:
        read = days_beside(self.day, self.lang, self.now.date(), before=self.before, behind=self.behind)
        return tuple(sorted({*read[0], *read[1]}))

    def read(self, clock: ClockOrSpan) -> Proposal | None:
        try:
            begins, ends = (minutes_of(clock), 0) if isinstance(clock, Clock) else span_of(clock)
        except NoSuchTime:
            return None
        found = self._beginning(begins, f"{self.day.words} {clock.words}".strip())
        return (
            replace(found, end=found.moment + timedelta(minutes=ends - begins)) if found and ends else found
        )

    def _beginning(self, begins: int, words: str) -> Proposal | None:
        try:
            meant = _ahead(self._meant(), begins, self.now)
            return Proposal(_at(meant[0], begins), 0, words, several=len(meant) > 1)
        except NoSuchDay as error:
            there, wrong = _without_weekday(self.day, self.lang, self.now), error.message
        except AnswerError as error:
            there, wrong = _gone(self.day, self.lang, self.now), error.message
            # Nobody who proposes a day that has gone by means the one a year later.
            wrong = "" if there and _at(there, begins) <= self.now else wrong
        return None if there is None else Proposal(_at(there, begins), 0, words, wrong)


def _ahead(meant: tuple[date, ...], begins: int, now: datetime) -> tuple[date, ...]:
    """Without those that have gone by, where others are left."""
    return tuple(one for one in meant if _at(one, begins) > now) or meant


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _without_weekday(day: Day, lang: str, now: datetime) -> date | None:
    if day.weekday is None or not day.dated:
        return None
    return _gone(day._replace(weekday=None, which="", ahead=None, week=None), lang, now)


def _gone(day: Day, lang: str, now: datetime) -> date | None:
    """The day that is meant, the past one where there is none ahead."""
    for back in (False, True):
        try:
            return days_meant(day, lang, now.date(), back=back)[0]
        except AnswerError:
            continue
    return None


def minutes(found: Sequence[Sentence], words: Words) -> int:
    """How many minutes a text says that the conversation takes; 0 where it does not say."""
    return next((count for one in found if (count := measured(one.text, words))), 0)


def measured(text: str, words: Words) -> int:
    """How many minutes it says that something takes; 0 for none."""
    found = pieces(text, words.lang) if may_say_lengths(text, words.lang) else ()
    return next((one.part.minutes for one in found if isinstance(one.part, Length)), 0)
