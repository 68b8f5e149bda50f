"""Days and times of day in a sentence, as they belong together; read by ``model.timelines``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from netinvite.checks.words import Words, plain
from netinvite.language import folders
from netinvite.model.clocks import NoSuchTime, halved, span_of
from netinvite.model.timefigures import BETWEEN, NEAR
from netinvite.model.timelines import placed
from netinvite.model.timepairs import merged, of_the_month
from netinvite.model.timeparts import Break, Clock, Day, Gap, Half, Placed, Span
from netinvite.model.timewords import evened, may_say_times, tokens

ClockOrSpan: TypeAlias = Clock | Span
# Made once: a text has thousands of parts.
_CLOCKS = (Clock, Span)


def together(found: Sequence[Placed]) -> list[Placed]:
    """Days said twice over as one ("tirsdag, den 1. december"), and no time of day that can be something
    else; "10 to 12" in figures is from one to the other."""
    kept: list[Placed] = []
    found = [_as_a_span(one) if isinstance(one.part, Clock) else one for one in found]
    for place, one in enumerate(found):
        counted = isinstance(one.part, _CLOCKS) and not _is_clear(one.part)
        if counted and (not _beside_a_day(found, place) or _is_one_day(found, place)):
            one = one._replace(part=Gap(one.part.words))
        if isinstance(one.part, Day):
            near = range(len(kept) - 1, max(len(kept) - NEAR, -1), -1)
            before = next((there for there in near if not _is_comma(kept[there])), -1)
            if before >= 0 and _is_one_of_many(kept[before].part, one.part):
                kept[before:] = [Placed(Gap(one.part.words), kept[before].start, one.end)]
                continue
            both = _merged(kept[before].part, one.part) if before >= 0 else None
            if both is not None:
                kept[before:] = [Placed(both, kept[before].start, one.end)]
                continue
        kept.append(one)
    return [one._replace(part=Gap(one.part.words)) if _is_number_alone(one.part) else one for one in kept]


def _as_a_span(one: Placed) -> Placed:
    """Who counts minutes before an hour seldom does so in figures alone; where no span can be, they did."""
    clock = one.part
    if not isinstance(clock, Clock) or clock.span is None or not clock.words[:1].isdigit():
        return one
    try:
        span_of(clock.span)
    except NoSuchTime:
        return one
    return one._replace(part=clock.span._replace(words=clock.words))


def _merged(before: object, day: Day) -> Day | None:
    return merged(before, day) if isinstance(before, Day) else None


def _is_one_of_many(before: object, day: Day) -> bool:
    """ "The first Sunday of the month": a number in letters before a weekday counts weekdays."""
    if not isinstance(before, Day) or not _is_number_alone(before) or any(map(str.isdigit, before.words)):
        return False
    return day.weekday is not None and not day.dated


def _is_comma(one: Placed) -> bool:
    return isinstance(one.part, Break) and not one.part.strong and one.part.words in (",", "(", ".")


def _is_number_alone(part: object) -> bool:
    """ "3." and "the first" can count anything."""
    marked = isinstance(part, Day) and part.words[:1].isalpha() and any(sign.isdigit() for sign in part.words)
    return isinstance(part, Day) and part == Day(day=part.day, words=part.words) and not marked


def _is_clear(clock: ClockOrSpan) -> bool:
    return clock.clear if isinstance(clock, Clock) else clock.first.clear or clock.last.clear


def _beside_a_day(found: Sequence[Placed], place: int) -> bool:
    return any(isinstance(next_to(found, place, step), Day) for step in (-1, 1))


def _is_one_day(found: Sequence[Placed], place: int) -> bool:
    """ "One Friday" is told of, and no Friday at one."""
    clock = found[place].part
    alone = isinstance(clock, Clock) and clock.hour == 1 and clock.words.isalpha()
    return alone and _is_day(found[place + 1 : place + 2])


def next_to(found: Sequence[Placed], place: int, step: int) -> object:
    """What stands beside it, a half of the day, a comma and other times of day not counted."""
    beside = (place + step * count for count in range(1, NEAR))
    parts = (found[there].part for there in beside if 0 <= there < len(found))
    return next((part for part in parts if not isinstance(part, BETWEEN)), None)


# Characters; a sentence that is longer is none, and reading it takes its time.
LONGEST = 5_000


def pieces(text: str, lang: str) -> tuple[Placed, ...]:
    """The parts of a sentence; a day by its number alone counts only beside a weekday or behind a mark."""
    return _pieces(plain(text[:LONGEST]), lang, folders())


# The rules ask for the same sentences one after the other; so many stand in the longest text.
@lru_cache(maxsize=8192)
def _pieces(text: str, lang: str, _among: tuple[Path, ...]) -> tuple[Placed, ...]:
    return tuple(placed(evened(text), lang)) if may_say_times(text, lang) else ()


# What can stand inside a time that is told in one go; what marks or parts words belongs to those.
_INSIDE = (Day, Clock, Span, Half)
_FOREIGN = frozenset('()[]{}*_<>"“”„«»')
# What leaves a time open: who wrote it said more than a time.
_OPEN = frozenset(("roughly", "roughly_behind"))


def time_in(text: str, lang: str) -> tuple[int, int] | None:
    """Where in a line its one time stands, from the day to the time of day or the other way round; ``None``
    where there are several days or times of day, other words stand among them, or it is left open."""
    found = together(pieces(text, lang))
    timed = [place for place, one in enumerate(found) if isinstance(one.part, _INSIDE)]
    if not timed:
        return None
    told = [one.part for one in found[timed[0] : timed[-1] + 1] if not _is_mark(one.part)]
    start, end = found[timed[0]].start, found[timed[-1]].end
    read = tokens(evened(text), lang)
    if isinstance(told[0], Day):
        # "On Tuesday": the word before the day is the sentence's.
        start = next((one.end for one in read if one.start == start and "on" in one.roles), start)
        start += len(text[start:end]) - len(text[start:end].lstrip())
    once = sum(isinstance(part, Day) for part in told) <= 1 == sum(isinstance(part, _CLOCKS) for part in told)
    alone = once and all(isinstance(part, _INSIDE) for part in told) and _FOREIGN.isdisjoint(text[start:end])
    # "About" can stand behind the time, and counts there.
    is_open = any(_OPEN.intersection(token.roles) for token in read)
    return (start, end) if alone and not is_open else None


def _is_mark(part: object) -> bool:
    return isinstance(part, Break) and not part.strong


class Piece:
    """A day in a sentence, where it stands, and the times of day that belong to it."""

    def __init__(self, day: Day, start: int, end: int, clocks: list[ClockOrSpan] | None = None) -> None:
        self.day, self.start, self.end = day, start, end
        self.clocks: list[ClockOrSpan] = clocks or []


# Characters before a day in which a word for a limit stands; of a long text the whole would take too long.
LOOK_BACK = 120


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
        elif isinstance(one.part, _CLOCKS):
            clock = _in_its_half(found, place)
            if _leads(found, place, timed=bool(days and days[-1].clocks)):
                early = [*early, clock]
            elif days:
                days[-1].clocks.append(clock)
    yield from _shared(found, [day for day in days if not _no_proposal(text, day, words)])


def _in_its_half(found: Sequence[Placed], place: int) -> ClockOrSpan:
    """A time of day in the half of the day that is said right beside it."""
    clock = found[place].part
    assert isinstance(clock, _CLOCKS)
    for step in (-1, 1):
        beside = found[place + step].part if 0 <= place + step < len(found) else None
        if isinstance(beside, Half):
            return halved(clock, beside.name)
    return clock


def _leads(found: Sequence[Placed], place: int, *, timed: bool) -> bool:
    """Whether a time of day belongs to the day right behind it ("at 10 on Tuesday"), and not to one before
    it, though a comma stands between, where that behind has its own and this one is not ``timed`` yet:
    "Tuesday, 10.15 Thursday, 11.15", on two lines."""
    behind = [one for one in found[place + 1 : place + NEAR] if not isinstance(one.part, Half)]
    before = [one for one in reversed(found[max(place - NEAR, 0) : place]) if not isinstance(one.part, Half)]
    if not (behind and _is_day(behind[:1])) or _is_day(before[:1]):
        return False
    said = next((one.part for one in behind[1:] if not _is_comma(one)), None)
    parted = before and _is_comma(before[0]) and _is_day(before[1:2])
    return timed or not (isinstance(said, _CLOCKS) and parted)


def _is_day(found: Sequence[Placed]) -> bool:
    return any(isinstance(one.part, Day) for one in found)


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
