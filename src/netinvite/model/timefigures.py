"""What numbers in a line are, by what stands beside them: a day of a month, a date, or a time of day."""

from __future__ import annotations

from collections.abc import Sequence

from netinvite.model.timeparts import Break, Clock, Day, Figures, Gap, Half, Part, Span, Unread

# Parts; nobody looks further for what belongs together, and a long text takes no longer than its length.
NEAR = 20
# What may stand between a day and a time of day of it.
BETWEEN = (Half, Break, Clock, Span)


def decided(found: Sequence[Part], days: bool) -> list[Part]:
    """The parts of a line with each number as what it is; ``days``: days alone are asked for. ``Unread``
    where one can be nothing."""
    parts = _days_of_a_month(found)
    for place, part in enumerate(parts):
        if isinstance(part, Figures):
            parts[place] = _Context(parts, place, days).decide(part)
    return parts


def in_prose(found: Sequence[Part]) -> list[Part]:
    """The parts of a text, in which a number is part of a time only beside a day; elsewhere a ``Gap``."""
    parts = list(found)
    for place, part in enumerate(parts):
        if isinstance(part, Figures):
            parts[place] = _of_prose(_Context(parts, place, days=False), part)
    return parts


def _of_prose(context: _Context, part: Figures) -> Part:
    if not context.is_beside_a_day():
        return Gap(part.words)
    try:
        return context.decide(part)
    except Unread:
        return Gap(part.words)


def _days_of_a_month(found: Sequence[Part]) -> list[Part]:
    """ "1, 2 or 3 December": numbers that begin a line, or follow one another, before a day of a month."""
    parts = list(found)
    for place in range(len(parts) - 3, -1, -1):
        part, between, behind = parts[place : place + 3]
        before = parts[place - 1] if place else None
        further = parts[place - 2] if place > 1 else None
        ascends = isinstance(behind, Day) and isinstance(part, Figures) and part.first < (behind.day or 0)
        if not (ascends and isinstance(part, Figures) and not part.mark and isinstance(between, Break)):
            continue
        assert isinstance(behind, Day)
        if between.words == "\n" or behind.weekday is not None or not (behind.month or behind.monthless):
            continue
        begins = before is None or (isinstance(before, Break) and before.words in ("\n", ";"))
        if begins or (isinstance(before, Break) and isinstance(further, Figures)):
            parts[place] = Day(day=part.first, words=part.words)
        elif isinstance(before, Break) and _is_clock(further):
            # "Tuesday at 10 or 11, 12 December": an hour, or a day.
            raise Unread(part.words, -1)
    return parts


class _Context:
    """What stands beside figures that can be a day or a time of day."""

    __slots__ = ("days", "parts", "place")

    def __init__(self, parts: list[Part], place: int, days: bool) -> None:
        self.parts, self.place, self.days = parts, place, days

    def decide(self, part: Figures) -> Part:
        if part.mark == ".":
            return self._dotted(part)
        if part.mark == "-":
            return self._hyphened(part)
        return self._alone(part)

    def _alone(self, part: Figures) -> Part:
        day, clock = (
            Day(day=part.first, words=part.words),
            Clock(part.first, words=part.words, exact=part.padded),
        )
        before, behind = self._at(-1), self._at(1)
        if isinstance(before, Break) and isinstance(self._at(-2), Clock | Span) and not _is_clock(behind):
            return clock
        weekday = isinstance(before, Day) and not before.dated
        if weekday and isinstance(behind, Break) and behind.strong and _is_clock(self._at(2)):
            return clock
        shared = self._at(2)
        of_one_month = isinstance(shared, Day) and shared.month and part.first < (shared.day or 0)
        if isinstance(behind, Break) and of_one_month:
            return day
        first = weekday or before is None or isinstance(before, Break)
        if first and (self._is_timed() or (self.days and weekday)):
            return day
        dated = next((one for one in (before, behind) if isinstance(one, Day) and one.dated), None)
        if dated or isinstance(behind, Half):
            return clock
        raise Unread(part.words, -1)

    def _hyphened(self, part: Figures) -> Part:
        assert part.second is not None
        before = self._at(-1)
        dated = isinstance(before, Day) and before.dated
        a_day = self.days or (self._is_timed() and not self._goes_on())
        if a_day and not dated and part.second <= 12:
            return Day(day=part.first, month=part.second, figures=True, words=part.words)
        first, last = Clock(part.first, exact=part.padded), Clock(part.second)
        return Span(first, last, part.words)

    def _dotted(self, part: Figures) -> Part:
        assert part.second is not None
        clock = Clock(part.first, part.second, exact=part.padded, words=part.words)
        day = Day(day=part.first, month=part.second, figures=True, words=part.words)
        before = self._at(-1) or self._at(1)
        if not 1 <= part.second <= 12 or self._goes_on() or (isinstance(before, Day) and before.dated):
            return clock
        if isinstance(before, Day) and before.weekday is not None and not self._is_timed():
            return day if self.days else clock._replace(either=day)
        return day if self.days or self._is_timed() else clock

    def _goes_on(self) -> bool:
        """Whether it stands behind a time of day and a comma or "or"."""
        return isinstance(self._at(-1), Break) and isinstance(self._at(-2), Clock | Span)

    def is_beside_a_day(self) -> bool:
        """Whether a day stands right before it or right behind it, a comma or a half of the day not
        counted."""
        return any(self._meets_a_day(step) for step in (-1, 1))

    def _meets_a_day(self, step: int) -> bool:
        beside = (self._at(step * count) for count in range(1, NEAR))
        return isinstance(next((one for one in beside if not isinstance(one, BETWEEN)), None), Day)

    def _is_timed(self) -> bool:
        """Whether another time of day stands in the same item, a comma not counted as an end of it."""
        return any(self._meets_a_time(step) for step in (-1, 1))

    def _meets_a_time(self, step: int) -> bool:
        parted = False
        for count in range(1, NEAR):
            part = self._at(step * count)
            if not isinstance(part, Half | Break | Day) or (isinstance(part, Break) and part.strong):
                return _is_clock(part)
            # Behind a comma another day begins another time.
            if parted and isinstance(part, Day):
                return False
            parted = parted or isinstance(part, Break)
        return False

    def _at(self, step: int) -> Part | None:
        place = self.place + step
        return self.parts[place] if 0 <= place < len(self.parts) else None


def _is_clock(part: Part | None) -> bool:
    return isinstance(part, Clock | Span)
