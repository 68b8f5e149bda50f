"""Which time of day is meant: what was not said is completed by these rules, and by nothing else."""

from __future__ import annotations

from netinvite.model.timeparts import Clock, Span


class NoSuchTime(Exception):  # noqa: N818  # the reason is said by whoever asked
    """A time of day that there is not, as it was typed."""


class Midnight(NoSuchTime):
    """Midnight by a name that two days share, or minutes after it."""


class EndsFirst(NoSuchTime):
    """A time from … to … that ends before it begins."""


_A_DAY = 24 * 60
_TWELVE, _MIDNIGHT, _AT_NIGHT = 12, 24, ("am", "evening")
# The hours that a half of the day can have.
_RANGES = {
    "am": range(12),
    "pm": range(12, 24),
    "morning": range(12),
    "forenoon": range(6, 13),
    "afternoon": range(12, 19),
    "evening": range(17, 24),
}
_NIGHT = range(1, 5)
AFTERNOON = range(1, 7)


def with_half(clock: Clock, half: str) -> Clock:
    """A time of day in this half of the day, where none was said of it."""
    if clock.half:
        return clock
    span = clock.span and clock.span._replace(last=with_half(clock.span.last, half))
    return clock._replace(half=half, span=span)


def halved(clock: Clock | Span, half: str) -> Clock | Span:
    """The same of a half that was said of a day: nobody means the night by "Monday morning at 3"."""
    if isinstance(clock, Clock):
        night = half == "morning" and clock.hour in _NIGHT and not clock.exact
        return with_half(clock, "forenoon" if night else half)
    first, last = (halved(one, half) for one in (clock.first, clock.last))
    assert isinstance(first, Clock) and isinstance(last, Clock)
    return clock._replace(first=first, last=last)


def minutes_of(clock: Clock) -> int:
    """The minutes since midnight: 1 to 6 without a half of the day is in the afternoon, 7 to 12 before it."""
    hour = _hour_of(clock)
    if (hour, clock.minute) == (_MIDNIGHT, 0):
        raise Midnight(clock.words)
    if not (0 <= hour <= 23 and 0 <= clock.minute <= 59):
        raise NoSuchTime(clock.words)
    return (hour * 60 + clock.minute + clock.shift) % _A_DAY


def _hour_of(clock: Clock) -> int:
    if not clock.half:
        return clock.hour + 12 if clock.hour in AFTERNOON and not clock.exact else clock.hour
    hours = _RANGES[clock.half]
    # 12 at night has two names, and nobody knows which day it is of.
    if clock.hour == _TWELVE and clock.half in _AT_NIGHT and 0 <= clock.minute <= 59:
        raise Midnight(clock.words)
    if clock.hour in hours and (clock.hour or clock.exact):
        return clock.hour
    if clock.hour < 12 and clock.hour + 12 in hours and clock.hour:
        return clock.hour + 12
    raise NoSuchTime(clock.words)


def span_of(span: Span) -> tuple[int, int]:
    """The minutes since midnight of both ends; ``NoSuchTime`` where it ends before it begins."""
    first, last = span.first, span.last
    tries = [(first, last)]
    if last.half and not first.half:
        tries.insert(0, (with_half(first, last.half), last))
    elif first.half and not last.half:
        tries.append((first, with_half(last, first.half)))
    elif not first.half and first.hour in AFTERNOON and not (first.exact or last.exact):
        tries.append((with_half(first, "pm"), with_half(last, "pm")))
    for one, other in tries:
        try:
            begins, ends = minutes_of(one), minutes_of(other)
        except NoSuchTime:
            continue
        if begins < ends:
            return begins, ends
    minutes_of(first)
    minutes_of(last)
    raise EndsFirst(span.words)
