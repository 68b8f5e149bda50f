"""The times that a text proposes: a day and a time of day that belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TypeAlias

from netinvite.checks.joined import ClockOrSpan, Piece, paired, pieces, together
from netinvite.checks.text import Sentence, unquoted
from netinvite.checks.words import Words
from netinvite.errors import AnswerError
from netinvite.libraries import regex
from netinvite.model.clocks import EndsFirst, NoSuchTime, minutes_of, span_of
from netinvite.model.days import days_beside, days_meant
from netinvite.model.refusals import no_such
from netinvite.model.timeparts import Clock, Day, Length, Span
from netinvite.model.timewords import may_say_lengths
from netinvite.model.weekdays import NoSuchDay
from netinvite.values import Frozen, NamedTuple, replace


class Proposal(Frozen):
    """A proposed time. ``wrong`` says what is wrong with its words (a weekday that does not fit), or "";
    ``several``: two days can be meant. ``end``, where it is said. ``sure``: its sentence asks, proposes or
    leaves a choice, or none does, and takes nothing back; another one may be told of, as when a shop is open
    or the network meets. ``day``: as it was said."""

    moment: datetime
    line: int
    words: str
    wrong: str = ""
    several: bool = False
    end: datetime | None = None
    sure: bool = True
    day: Day = Day()

    def until(self, minutes: int) -> datetime:
        """When it ends; where it does not say, after so many minutes."""
        return self.end or self.moment + timedelta(minutes=minutes)


# "10:75", "25.00": not the 54 of a street, nor what something costs.
_IN_FIGURES = regex(r"(?:^|\D)[012]?\d[.:]\d\d(?!\d)")

# A sentence that can propose, with its days.
Dated: TypeAlias = tuple[Sentence, list[Piece]]


class Impossible(Frozen):
    """A day or a time of day that is proposed and that there is not: ``wrong`` says so."""

    line: int
    words: str
    wrong: str


def impossible(found: Iterable[Dated], words: Words, now: datetime) -> Iterator[Impossible]:
    """Those of sentences that propose or ask; elsewhere figures can be anything, and "at 54 Friday Street" is
    no time of day there either."""
    for sentence, days in found:
        if sentence.item or sentence.asks or words.first("proposing", sentence.text):
            for day in days:
                for clock in day.clocks:
                    if wrong := _no_such(day.day, clock, words.lang, now):
                        standing = _standing(sentence.text, day, clock)
                        yield Impossible(sentence.line, standing or clock.words, wrong)


def _no_such(day: Day, clock: ClockOrSpan, lang: str, now: datetime) -> str:
    """That there is no such time of day, or no such day; "" where there is."""
    try:
        minutes_of(clock) if isinstance(clock, Clock) else span_of(clock)
        days_meant(day, lang, now.date())
    except EndsFirst:
        return ""
    except NoSuchTime as error:
        return no_such(error, clock, lang) if _IN_FIGURES.search(clock.words) else ""
    except NoSuchDay as error:
        # With another weekday, or counted otherwise, there is one.
        return "" if _without_weekday(day, lang, now) else error.message
    except AnswerError:
        return ""
    return ""


def proposals(found: Sequence[Sentence], words: Words, now: datetime) -> Iterator[Proposal]:
    """The times proposed in these sentences; what is told of the past, of opening hours and of deadlines is
    none."""
    yield from proposed(with_days(found, words), words, now)


def proposed(found: Iterable[Dated], words: Words, now: datetime) -> Iterator[Proposal]:
    """The same of sentences ``with_days``."""
    yield from islice(_proposals(found, words, now), MOST)


class _Told(NamedTuple):
    """The times of a sentence; ``proposes``: it asks, proposes or leaves a choice; ``back``: it takes one
    back."""

    times: list[Proposal]
    proposes: bool
    back: bool


def _proposals(found: Iterable[Dated], words: Words, now: datetime) -> Iterator[Proposal]:
    told: list[_Told] = []
    stories: list[Proposal] = []
    for sentence, days in found:
        read = list(_moments(days, sentence, words, now))
        if _is_story(read, sentence, words, now):
            # Two in one sentence are a choice, of a mail that lay for long.
            stories += read if len(read) > 1 else []
        elif read:
            asks = sentence.item or sentence.asks or words.first("proposing", sentence.text)
            back = bool(words.first("taken_back", sentence.text))
            told.append(_Told(read, bool(asks) or len(read) > 1, back))
    some_propose = any(one.proposes for one in told)
    for one in told:
        sure = (one.proposes or not some_propose) and not one.back
        yield from (replace(time, sure=sure) for time in one.times)
    if not told:
        yield from stories


# Without any of these a sentence proposes nothing.
_TELLING = (Day, Clock, Span)


def with_days(found: Sequence[Sentence], words: Words) -> Iterator[Dated]:
    """The sentences that can propose, with their days; an item of a list has the day of its heading. What
    stands in a quotation was said elsewhere."""
    heading: Piece | None = None
    for sentence in found:
        said = unquoted(sentence.text)
        if not any(isinstance(one.part, _TELLING) for one in pieces(said, words.lang)):
            heading = None if sentence.text.endswith(":") or not sentence.item else heading
            continue
        if words.first("memory", sentence.text) and not words.first("proposing", sentence.text):
            continue
        days = list(paired(said, words, heading if sentence.item else None))
        loose = [day for day in days if not day.clocks]
        if sentence.text.endswith(":") or not sentence.item:
            heading = loose[-1] if loose and sentence.text.endswith(":") else None
        yield sentence, days


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
                yield replace(read, line=sentence.line, words=standing or read.words, day=day.day)


def _standing(text: str, day: Piece, clock: ClockOrSpan) -> str:
    """The words from a day to its time of day, or the other way round, as they stand there; only one of them
    where the other does not."""
    behind = text.find(clock.words, day.end)
    before = text.rfind(clock.words, 0, day.start)
    if behind >= 0:
        return text[day.start if day.end else behind : behind + len(clock.words)]
    return text[before if before >= 0 else day.start : day.end]


# Nobody proposes as many.
MOST = 100


def tells(sentence: Sentence, words: Words) -> bool:
    """Whether a sentence has a time of day in it."""
    found = together(pieces(sentence.text, words.lang))
    return any(isinstance(one.part, Clock | Span) for one in found)


def begins(sentence: Sentence, words: Words) -> bool:
    """Whether a sentence begins with a day or a time of day."""
    found = together(pieces(sentence.text, words.lang))
    return any(one.start == 0 and isinstance(one.part, Day | Clock | Span) for one in found[:1])


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
        before = (self.before,) if self.before else ()
        read = days_beside(self.day, self.lang, self.now.date(), before=before, behind=self.behind)
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
            # With a weekday that is not its own, too.
            there = _gone(self.day, self.lang, self.now) or _without_weekday(self.day, self.lang, self.now)
            wrong = error.message
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
