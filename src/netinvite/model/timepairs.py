"""Which time of day belongs to which day of a line.

A day is carried on to the times behind it; a time at the end belongs to all days before it that have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from netinvite.model.clocks import NoSuchTime, halved, minutes_of, with_half
from netinvite.model.timelines import parts
from netinvite.model.timeparts import Break, Clock, Day, Half, Length, Part, Span, Unread
from netinvite.values import NamedTuple


class Said(NamedTuple):
    """One time as it was said: its day, its time of day (``None`` where a day is asked for), its minutes."""

    day: Day | None
    clock: Clock | Span | None
    minutes: int | None = None
    # Whether its day is the first thing on a line of its own.
    first: bool = False


def said(line: str, lang: str, *, days: bool = False) -> list[Said]:
    """The times of an evened line, in the order in which they were said; ``days``: days alone are asked for.

    ``Unread`` with the first word that is no part of a time.
    """
    return list(_paired(_items(_segments(_headed(parts(line, lang, days=days)))), days))


def _headed(found: Sequence[Part]) -> list[Part]:
    """ "Uge 50: tirsdag eller onsdag kl. 10": the week is that of the days behind it, on lines below too
    where no more than a weekday is said."""
    kept: list[Part] = []
    head: Day | None = None
    below = has_a_day = False
    for place, part in enumerate(found):
        behind = found[place + 1] if place + 1 < len(found) else None
        if isinstance(part, Day) and _is_a_week(part) and isinstance(behind, Break) and behind.words == ":":
            head, below = part, False
            continue
        if isinstance(part, Day) and head:
            head = None if below and not part.plain else head
            part = _of_the_week(head, part) if head else part
        below = below or (has_a_day and isinstance(part, Break) and part.words in ("\n", ";"))
        has_a_day = has_a_day or isinstance(part, Day)
        kept.append(part)
    return kept


def _is_a_week(day: Day) -> bool:
    return day.weekday is None and not day.dated and (day.week is not None or day.ahead is not None)


def _of_the_week(head: Day, day: Day) -> Day:
    both = merged(head, day)
    if both is None or day.which:
        raise Unread(head.words, -1)
    return both


class _Item:
    """What stands between two breaks; ``parted``: the break before it."""

    __slots__ = ("clock_first", "clocks", "day", "half", "minutes", "parted")

    def __init__(self, parted: Break | None) -> None:
        self.parted = parted
        self.day: Day | None = None
        self.clocks: list[Clock | Span] = []
        self.half: Half | None = None
        self.minutes: int | None = None
        # "Kl. 10, tirsdag": what follows can still say more of the day.
        self.clock_first = False

    def take(self, part: Part) -> None:
        """Take a part in; ``Unread`` where it does not go with the others."""
        if isinstance(part, Day):
            both = part if self.day is None else merged(self.day, part)
            if both is None:
                raise Unread(part.words, -1)
            self.clock_first = self.clock_first or (self.day is None and bool(self.clocks))
            self.day = both
        elif isinstance(part, Clock | Span):
            if self.clocks:
                raise Unread(part.words, -1)
            self.clocks.append(part)
        elif isinstance(part, Half):
            self.half = self._half(part)
        elif isinstance(part, Length):
            self.minutes = part.minutes

    def ends_before(self, part: Part) -> bool:
        """Whether the full stop of an abbreviation ends a sentence as well: "Tuesday at 3 pm. Thursday"."""
        if not isinstance(part, Day) or self.day is None or merged(self.day, part):
            return False
        return bool(self.clocks) and self.clocks[-1].words.endswith(".")

    def _half(self, part: Half) -> Half:
        if self.half is not None and self.half.name != part.name:
            raise Unread(part.words, -1)
        return part

    @property
    def first(self) -> bool:
        """Whether it begins a line; a semicolon ends one too."""
        return self.parted is None or self.parted.words in ("\n", ";")

    @property
    def bare(self) -> bool:
        """Whether it has neither a day nor a time of day."""
        return self.day is None and not self.clocks


def merged(one: Day, other: Day) -> Day | None:
    """Two things said of one day ("tirsdag", "d. 3/12"), as one; ``None`` where both say the same thing."""
    both: dict[str, object] = {}
    for name in Day._fields:
        first, second = getattr(one, name), getattr(other, name)
        if name == "words":
            both["words"] = f"{first} {second}"
        elif _unsaid(first) or _unsaid(second):
            both[name] = second if _unsaid(first) else first
        else:
            return None
    if one.dated and other.dated:
        return None
    return Day(**both)  # type: ignore[arg-type]  # the fields of two of them


def _unsaid(value: object) -> bool:
    return value is None or value is False or value in ("", ())


def _segments(found: Sequence[Part]) -> Iterator[_Item]:
    """What stands between breaks."""
    item = _Item(None)
    for part in found:
        if isinstance(part, Break):
            if not (item.bare and item.half is None and item.minutes is None):
                yield item
                item = _Item(part)
            elif item.parted is not None or part.strong:
                item.parted = part if part.strong or item.parted is None else item.parted
        else:
            if item.ends_before(part):
                yield item
                item = _Item(Break(False, ""))
            item.take(part)
    if not (item.bare and item.half is None and item.minutes is None):
        yield item


def _items(segments: Iterable[_Item]) -> list[_Item]:
    """Segments between commas that say one time, as one."""
    items: list[_Item] = []
    for segment in segments:
        weak = segment.parted is not None and not segment.parted.strong
        if not (items and weak and _join(items[-1], segment)):
            items.append(segment)
    return items


def _join(item: _Item, segment: _Item) -> bool:
    """Take a segment into an item where both say one time; whether they do."""
    assert segment.parted is not None
    if segment.day is not None and item.day is not None:
        if segment.parted.words == "-":
            raise Unread("-", -1)
        both = merged(item.day, segment.day)
        apart = item.clocks and not item.clock_first and segment.parted.words != "("
        if both is None or apart or (item.clocks and segment.clocks):
            return False
        item.day = both
    elif item.clocks and segment.clocks:
        return False
    elif segment.day is not None:
        if segment.clocks and item.clocks:
            return False
        item.day = segment.day
        item.clock_first = bool(item.clocks)
    item.clocks += segment.clocks
    item.half = segment.half or item.half
    item.minutes = segment.minutes if item.minutes is None else item.minutes
    return True


def _paired(items: Sequence[_Item], days: bool) -> Iterator[Said]:
    if days:
        yield from (Said(item.day, None, first=item.first) for item in items if item.day is not None)
        if not any(item.day for item in items):
            yield from (Said(None, clock) for item in items for clock in item.clocks[:1])
        return
    yield from _with_halves(_spread(_carried(items)))


def _carried(items: Sequence[_Item]) -> list[tuple[Said, Half | None]]:
    """Each time of day with its day: the one beside it, the one before it, or the first one that comes."""
    found: list[tuple[Said, Half | None]] = []
    group: list[Day] = []
    waiting: list[Day] = []
    early: list[tuple[Clock | Span, Half | None]] = []
    half: Half | None = None
    for item in items:
        if item.bare:
            found = [
                (said if said.minutes else said._replace(minutes=item.minutes), one) for said, one in found
            ]
            half = item.half or half
            continue
        if item.day is not None:
            if waiting and half and not (item.half and item.half.name == half.name):
                # "Wednesday morning or Thursday at 3" says no time for Wednesday.
                day = waiting.pop()
                found.append((Said(day._replace(words=f"{day.words} {half.words}"), None), None))
            half = None
            waiting.append(item.day)
        half = item.half or half
        if not item.clocks:
            continue
        if not waiting and not group:
            early += [(clock, half) for clock in item.clocks]
            continue
        if waiting:
            group, waiting = _of_one_month(waiting), []
            found += [(Said(group[-1], clock), one) for clock, one in early]
            early = []
        firsts = {item.day} if item.first else set()
        found += [
            (Said(day, clock, item.minutes, day in firsts), half) for clock in item.clocks for day in group
        ]
        if item.minutes:
            found = [
                (said if said.minutes else said._replace(minutes=item.minutes), one) for said, one in found
            ]
    found += [(Said(day, None), None) for day in waiting]
    return found + [(Said(None, clock), one) for clock, one in early]


def _of_one_month(days: list[Day]) -> list[Day]:
    found = list(days)
    for place in range(len(found) - 2, -1, -1):
        found[place] = of_the_month(found[place], found[place + 1])
    return found


def of_the_month(day: Day, following: Day) -> Day:
    """A day that shares the time of day of the following one: "den 30. og 31. december" are of one month,
    "tirsdag og onsdag i uge 50" of one week."""
    if day.monthless and (day.day or 0) < (following.day or 0):
        return day._replace(month=following.month, year=following.year, month_ahead=following.month_ahead)
    if day.plain and following.in_a_week and (day.weekday or 0) < (following.weekday or 0):
        return day._replace(week=following.week, ahead=following.ahead, shifts=following.shifts)
    return day


def _spread(found: Sequence[tuple[Said, Half | None]]) -> list[Said]:
    """The half of the day that is said of a day, with each of its times of day."""
    return [
        said._replace(clock=halved(said.clock, half.name)) if half and said.clock else said
        for said, half in found
    ]


def _with_halves(found: list[Said]) -> Iterator[Said]:
    """ "7 or 8 in the evening", "8pm or 9": what is said of one goes for one beside it where they ascend."""
    for step in (-1, 1):
        places = range(len(found))[:: -1 if step == -1 else 1]
        for place in places:
            beside = place - step
            if 0 <= beside < len(found):
                found[place] = _as_beside(found[place], found[beside], before=step == -1)
    yield from found


def _as_beside(one: Said, other: Said, *, before: bool) -> Said:
    mine, theirs = one.clock, other.clock
    if one.day is not other.day or not isinstance(mine, Clock) or not isinstance(theirs, Clock):
        return one
    if mine.half or mine.exact or not theirs.half:
        return one
    given = with_half(mine, theirs.half)
    try:
        alone, said, beside = minutes_of(mine), minutes_of(given), minutes_of(theirs)
    except NoSuchTime:
        return one
    ascends = said < beside if before else beside < said
    needed = before or alone <= beside
    return one._replace(clock=given) if ascends and needed else one
