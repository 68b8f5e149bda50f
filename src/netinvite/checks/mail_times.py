"""The rules about the times that an invitation proposes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from netinvite.checks.material import Material
from netinvite.checks.rule import Spot
from netinvite.checks.words import Words
from netinvite.dates import format_time
from netinvite.language import _
from netinvite.proposing import off_work

FEWEST, MOST = 2, 3
OPENS, CLOSES = 8, 18
# Each time is compared with so many before it; nobody proposes as many.
LOOKED_BACK = 100


def no_time(material: Material, words: Words) -> Iterator[Spot]:
    """M001."""
    if not material.proposals:
        yield Spot(material.letter.start, _("No time is proposed, with its day and time of day."))


def too_few_or_many(material: Material, words: Words) -> Iterator[Spot]:
    """M002."""
    count = len({proposal.moment for proposal in material.proposals})
    first = material.proposals[0].line if count else 1
    if 0 < count < FEWEST:
        yield Spot(first, _("Only one time is proposed."))
    if count > MOST:
        yield Spot(
            first, _("%(count)s times are proposed; that is a lot to look through.") % {"count": count}
        )


def gone_or_overlapping(material: Material, words: Words) -> Iterator[Spot]:
    """M003: also a day whose weekday is another one, since the reader cannot know which is meant."""
    length = timedelta(minutes=material.minutes)
    for place, proposal in enumerate(material.proposals):
        if proposal.wrong:
            yield Spot(proposal.line, proposal.wrong)
        elif proposal.moment <= material.now:
            named = format_time(proposal.moment, material.lang)
            yield Spot(proposal.line, _("“%(time)s” has gone by.") % {"time": named})
        earlier = material.proposals[max(0, place - LOOKED_BACK) : place]
        near = next((one for one in earlier if abs(one.moment - proposal.moment) < length), None)
        if near:
            first, second = (format_time(one.moment, material.lang) for one in (near, proposal))
            both = {"first": first, "second": second}
            yield Spot(proposal.line, _("“%(first)s” and “%(second)s” overlap.") % both)


def at_odd_hours(material: Material, words: Words) -> Iterator[Spot]:
    """M004."""
    for proposal in material.proposals:
        named = {"time": format_time(proposal.moment, material.lang)}
        if day := off_work(proposal.moment.date(), material.lang):
            yield Spot(proposal.line, _("“%(time)s” is on a day off: %(day)s.") % {**named, "day": day})
        elif not OPENS <= proposal.moment.hour < CLOSES:
            yield Spot(proposal.line, _("“%(time)s” is outside 8 to 18.") % named)
