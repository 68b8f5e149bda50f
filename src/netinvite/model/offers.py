"""Which times are offered to whom: those to come of emails that are ready or have gone, and have had no
answer. One organiser can keep each once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from datetime import datetime, timedelta

from netinvite import clock
from netinvite.language import _, active
from netinvite.model.contacts import BOUNCED, SENT
from netinvite.model.dates import format_time
from netinvite.model.standing import INVITED, Facts, state
from netinvite.model.wording import listed
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
    name: str
    minutes: int

    @property
    def end(self) -> datetime:
        """When it is over."""
        return _after(self.start, self.minutes)


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
        times = clock.shifted(start, -_LONGEST), _after(start, minutes)
        first, last = (bisect_left(self.offers, (one,)) for one in times)
        near = (one for one in self.offers[first:last] if one.slug != but)
        return [one for one in near if one.end > start]

    def names(self, start: datetime, minutes: int, but: str = "") -> str:
        """Whose those are, in a line."""
        names = list(dict.fromkeys(one.name for one in self.across(start, minutes, but)))
        return _in_a_line(names)


def twice(offers: Iterable[Offer], meant: Container[str]) -> dict[str, str]:
    """The times of these people, by slug, that one organiser offers to somebody else as well, as text; with
    the names of all to whom each is offered. Names are of one person each."""
    names, asked = dict[tuple[datetime, int], list[str]](), dict[datetime, int]()
    for one in offers:
        names.setdefault((one.start, one.minutes), []).append(one.name)
        if one.slug in meant:
            asked[one.start] = max(one.minutes, asked.get(one.start, 0))
    each, found = sorted(names), dict[str, str]()
    longest = max((minutes for _start, minutes in each), default=0)
    for start, minutes in sorted(asked.items()):
        times = _after(start, -longest), _after(start, minutes)
        first, last = (bisect_left(each, (time,)) for time in times)
        across = (names[other] for other in each[first:last] if _after(*other) > start)
        if len(called := {name for some in across for name in some}) > 1:
            found[format_time(start, active())] = _in_a_line(sorted(called))
    return found


def _after(start: datetime, minutes: int) -> datetime:
    return clock.shifted(start, timedelta(minutes=minutes))


def of_several(found: dict[str, str]) -> list[str]:
    """A sentence on what is offered ``twice``; nothing where nothing is."""
    if not found:
        return []
    each = [f"{time} ({names})" for time, names in found.items()]
    more = [_("and %(count)s more") % {"count": len(each) - MOST}] if len(each) > MOST else []
    words = {"times": "; ".join([*each[:MOST], *more])}
    return [_("The same time is offered to several people: %(times)s.") % words]
