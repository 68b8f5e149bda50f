"""What of the follow-up stands in a calendar: one entry for each person and kind of it.

Worked out from what is recorded alone, ended entries too: nobody has to remember what a calendar was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from netinvite.model import promises, standing
from netinvite.model.contacts import BOUNCED, MOVED, SPOKEN, WENT_OUT
from netinvite.model.counted import later
from netinvite.model.due import DAYS, PUT_OFF, of
from netinvite.model.standing import Facts
from netinvite.values import NamedTuple

# A promised step, or a day to which somebody was put off; a conversation at a time that was proposed.
STEP, TALK = KINDS = ("step", "talk")


class Planned(NamedTuple):
    """One entry: ``when`` is a day for a step, a moment (local, naive) for a talk; ``also`` are the further
    times that were proposed.

    ``words`` say what was promised, "" for nothing but the day. ``sequence`` grows with all that is recorded
    of the person. What has ``ended`` stands on a day that is over.
    """

    facts: Facts
    kind: str
    when: date | datetime
    sequence: int
    words: str = ""
    also: tuple[datetime, ...] = ()
    ended: bool = False


def planned(everyone: Iterable[Facts], now: datetime, days: Mapping[str, int] = DAYS) -> Iterator[Planned]:
    """The entries of all people, each kind of each person at most once."""
    for facts in everyone:
        # What is taken back leaves one less, and is news all the same.
        count = len(facts.log) + len(facts.talks) + 2 * facts.taken_back
        yield from _step(facts, now, days, count)
        yield from _talk(facts, now, count)


def _step(facts: Facts, now: datetime, days: Mapping[str, int], count: int) -> Iterator[Planned]:
    step = promises.next_step(facts)
    open_one = of(facts, now, days)
    if step.day:
        yield Planned(facts, STEP, step.day, count, step.words)
    elif open_one and open_one.reason == PUT_OFF:
        yield Planned(facts, STEP, open_one.day, count, step.words)
    elif facts.talks or any(entry.what == MOVED for entry in facts.log):
        over = _over(facts, now)
        yield Planned(facts, STEP, over, count, promises.promised(facts).words, ended=True)


def _talk(facts: Facts, now: datetime, count: int) -> Iterator[Planned]:
    times = waiting(facts, now)
    if times:
        yield Planned(facts, TALK, times[0], count, also=times[1:])
    elif any(entry.times for entry in facts.log):
        over = datetime.combine(_over(facts, now), datetime.min.time())
        yield Planned(facts, TALK, over, count, ended=True)


def waiting(facts: Facts, now: datetime) -> tuple[datetime, ...]:
    """The times that were proposed last, as long as nothing was said of them; those of today until it is
    over, though the first be past."""
    times: tuple[datetime, ...] = ()
    for entry in standing.afterwards(facts):
        if entry.what in WENT_OUT:
            times = entry.times or times
        elif entry.what in (BOUNCED, MOVED, *SPOKEN):
            times = ()
    left = sorted({moment for moment in times if moment.date() >= now.date()})
    return tuple([moment for moment in left if moment >= now] or left[-1:])


def _over(facts: Facts, now: datetime) -> date:
    """The day of the last contact, and yesterday at the latest, so that nothing is in the way from now on."""
    yesterday = later(now.date(), -1)
    return min(standing.last_contact(facts) or yesterday, yesterday)
