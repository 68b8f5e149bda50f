"""Parts of days and times in a sentence, as they belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from netinvite.model.clocks import NoSuchTime, span_of
from netinvite.model.timefigures import BETWEEN, NEAR
from netinvite.model.timepairs import merged
from netinvite.model.timeparts import Break, Clock, Day, Gap, Placed, Span

ClockOrSpan: TypeAlias = Clock | Span
# Made once: a text has thousands of parts.
_CLOCKS = (Clock, Span)


def together(found: Sequence[Placed]) -> list[Placed]:
    """Days said twice over as one ("tirsdag, den 1. december"), and no time of day that can be something
    else; "10 to 12" in figures is from one to the other."""
    kept: list[Placed] = []
    found = [_as_a_span(one) if isinstance(one.part, Clock) else one for one in found]
    for place, one in enumerate(found):
        if isinstance(one.part, _CLOCKS) and not (_is_clear(one.part) or _beside_a_day(found, place)):
            one = one._replace(part=Gap(one.part.words))
        if isinstance(one.part, Day):
            near = range(len(kept) - 1, max(len(kept) - NEAR, -1), -1)
            before = next((there for there in near if not _is_comma(kept[there])), -1)
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


def next_to(found: Sequence[Placed], place: int, step: int) -> object:
    """What stands beside it, a half of the day, a comma and other times of day not counted."""
    beside = (place + step * count for count in range(1, NEAR))
    parts = (found[there].part for there in beside if 0 <= there < len(found))
    return next((part for part in parts if not isinstance(part, BETWEEN)), None)
