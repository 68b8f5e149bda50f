"""Which times are offered to somebody already: those to come of emails that are ready or have gone, and have
had no answer. One organiser can keep each once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cached_property

from netinvite import clock
from netinvite.app.busy import OwnCalendar, length, overlaps
from netinvite.app.given import Given
from netinvite.app.people import Register, read
from netinvite.app.preparation import Preparation
from netinvite.errors import NetinviteError
from netinvite.language import _, active
from netinvite.model import keys
from netinvite.model.contacts import BOUNCED, SENT
from netinvite.model.dates import format_time
from netinvite.model.moments import Moment
from netinvite.model.readback import few_at_work, read_back
from netinvite.model.standing import INVITED, Facts, state
from netinvite.model.wording import listed
from netinvite.model.workdays import FREE, MINUTES, Busy, Range
from netinvite.store.network import Network
from netinvite.values import NamedTuple

# In these states nobody has answered yet.
OPEN = ("ready", "tried", INVITED)
# No conversation is longer.
_LONGEST = timedelta(days=1)
# Times, and people, that are named in a line.
MOST = 5


class Offer(NamedTuple):
    """A time (local, naive) that is offered to somebody, by slug and by ``name``, and how long the
    conversation is."""

    start: datetime
    slug: str
    name: str = ""
    minutes: int = MINUTES

    @property
    def end(self) -> datetime:
        """When it is over."""
        return clock.shifted(self.start, timedelta(minutes=self.minutes))


def offered(facts: Facts) -> tuple[datetime, ...]:
    """The times on offer to a person: those that the last email proposed, or the one that is ready."""
    if state(facts) not in OPEN:
        return ()
    went = [entry for entry in facts.log if entry.what in (SENT, BOUNCED)]
    if not went:
        return facts.times if facts.finished else ()
    return went[-1].times if went[-1].what == SENT else ()


def _in_a_line(names: Sequence[str]) -> str:
    return listed([*names[:MOST], "…"]) if len(names) > MOST else listed(names, _("and"))


class Offers:
    """The times on offer in one organiser's name."""

    def __init__(self, offers: Iterable[Offer] = ()) -> None:
        self.offers = sorted(offers)

    def across(self, start: datetime, minutes: int, but: str = "") -> list[Offer]:
        """Those that overlap a conversation of so many minutes, with whoever else."""
        ends = clock.shifted(start, timedelta(minutes=minutes))
        first, last = (bisect_left(self.offers, (one,)) for one in (clock.shifted(start, -_LONGEST), ends))
        near = (one for one in self.offers[first:last] if one.slug != but)
        return [one for one in near if one.end > start]

    def names(self, start: datetime, minutes: int, but: str = "") -> str:
        """Whose those are, in a line."""
        names = list(dict.fromkeys(one.name for one in self.across(start, minutes, but)))
        return _in_a_line(names)


def of(network: Network, organiser: str = "", but: str = "") -> Offers:
    """What is on offer in the name of an organiser, of the first one where none is named; nothing where there
    is nobody ``but`` one person, or that cannot be read, which is told where it is looked at."""
    with suppress(NetinviteError):
        if {*network.slugs()} <= {but}:
            return Offers()
        return _of(read(network), organiser)
    return Offers()


def _of(register: Register, organiser: str) -> Offers:
    whose = (organiser,) if organiser else ("", register.team.first)
    now, names = clock.now(), register.names
    mine = [facts for facts in register.everyone if facts.owner in whose]
    each = ((facts, start) for facts in mine for start in offered(facts) if start > now)
    return Offers(Offer(start, facts.id, names[facts.id], facts.minutes or MINUTES) for facts, start in each)


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
    meant = {*slugs}
    found: dict[str, str] = {}
    for organiser in dict.fromkeys(facts.owner for facts in register.everyone if facts.id in meant):
        offers = _of(register, organiser)
        # Whoever has the same time stands in the names of the first.
        firsts = {one.start: one for one in reversed(offers.offers) if one.slug in meant}
        for one in sorted(firsts.values()):
            if others := offers.across(one.start, one.minutes, one.slug):
                names = list(dict.fromkeys(sorted([one.name, *(other.name for other in others)])))
                found.setdefault(format_time(one.start, active()), _in_a_line(names))
    return list(_of_several(found))


def _of_several(found: dict[str, str]) -> Iterator[str]:
    if found:
        each = [f"{time} ({names})" for time, names in found.items()]
        more = [_("and %(count)s more") % {"count": len(each) - MOST}] if len(each) > MOST else []
        words = {"times": "; ".join([*each[:MOST], *more])}
        yield _("The same time is offered to several people: %(times)s.") % words
