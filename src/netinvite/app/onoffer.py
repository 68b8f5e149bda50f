"""Which times are offered to somebody already, as everyone's answers tell it, and what is told of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cached_property

from netinvite import clock
from netinvite.app.busy import OwnCalendar, length, overlaps
from netinvite.app.given import Given
from netinvite.app.people import Register, read
from netinvite.app.preparation import Preparation
from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.model import keys, offers
from netinvite.model.dates import format_time
from netinvite.model.moments import Moment
from netinvite.model.offers import Offer, Offers, offered
from netinvite.model.readback import few_at_work, read_back
from netinvite.model.workdays import FREE, MINUTES, Busy, Range
from netinvite.store.network import Network


def of(network: Network, organiser: str = "", but: str = "") -> Offers:
    """What is on offer in the name of an organiser, of the first one where none is named; nothing where there
    is nobody ``but`` one person, or that cannot be read, which is told where it is looked at."""
    with suppress(NetinviteError):
        if {*network.slugs()} <= {but}:
            return Offers()
        return Offers(_of(read(network), organiser))
    return Offers()


def _of(register: Register, organiser: str) -> Iterator[Offer]:
    whose = (organiser,) if organiser else ("", register.team.first)
    now, names = clock.now(), register.names
    mine = [facts for facts in register.everyone if facts.owner in whose]
    each = ((facts, start) for facts in mine for start in offered(facts) if start > now)
    return (Offer(start, facts.id, names[facts.id], facts.minutes or MINUTES) for facts, start in each)


class Taken(Busy):
    """What one's ``own`` calendar says, and what is on offer to others, which is read when asked for."""

    def __init__(self, own: Busy, preparation: Preparation) -> None:
        super().__init__()
        self.own, self.preparation = own, preparation

    @cached_property
    def _offers(self) -> Offers:
        return of(self.preparation.workspace, self.preparation.organiser, self.preparation.slug)

    def overlap(self, start: datetime, minutes: int) -> Range | None:
        return self.own.overlap(start, minutes)

    def offered(self, start: datetime, minutes: int) -> str:
        return self._offers.names(start, minutes, self.preparation.slug)


def told(
    calendar: OwnCalendar | None, preparation: Preparation, given: Given, *, scripted: bool = False
) -> list[str]:
    """What is to be said of times that were given beforehand: on which of them few are at work, which overlap
    something in one's own calendar, and which are offered to somebody else. ``scripted``: nobody is asked
    anything, so that the calendar is held against those that were there before, too."""
    answers, lang, now = preparation.walk.answers, preparation.guide.lang, clock.now()
    there = answers.get(keys.TIMES)
    times = [one for one in there if isinstance(one, datetime)] if isinstance(there, tuple) else []
    new = times if {*given.raw, *given.typed} & {keys.TIMES} else []
    taken, minutes = Taken(FREE, preparation), length(answers)
    off = [read_back(one, lang, now) for one in map(Moment, new) if few_at_work(one, lang)]
    names = [(time, taken.offered(time, minutes)) for time in new]
    return [
        *(f"{told[:1].upper()}{told[1:]}." for told in off),
        *overlaps(calendar, preparation, [one for one in times if one > now] if scripted else new),
        *(is_offered(format_time(time, lang), found) for time, found in names if found),
    ]


def is_offered(time: str, names: str) -> str:
    """That a time is offered to others as well."""
    told = _("%(time)s is offered to %(names)s as well.") % {"time": time, "names": names}
    return f"{told[:1].upper()}{told[1:]}"


# Everyone's ------------------------------------------------------------------------------------------


def twice(register: Register, slugs: Iterable[str]) -> list[str]:
    """A sentence that names the times of these people that are offered to somebody else as well; nothing
    where there are none."""
    meant, found = {*slugs}, dict[str, str]()
    for organiser in dict.fromkeys(facts.owner for facts in register.everyone if facts.id in meant):
        for time, names in offers.twice(_of(register, organiser), meant).items():
            found.setdefault(time, names)
    return offers.of_several(found)
