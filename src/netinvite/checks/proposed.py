"""The rules about the times that a text proposes."""

from __future__ import annotations

from collections.abc import Iterator

from netinvite.checks.joined import paired, pieces, time_in
from netinvite.checks.listed import days_in
from netinvite.checks.rule import ERROR, FACT, HINT, WARNING, Material, Spot, rule
from netinvite.checks.times import Proposal
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.model.dates import format_time
from netinvite.model.moments import Moment
from netinvite.model.readback import few_at_work
from netinvite.model.timeparts import Day
from netinvite.model.workdays import off_work

FEWEST, MOST = 2, 3
# Each time is compared with so many before it; nobody proposes as many.
LOOKED_BACK = 100


@rule("M001", FACT, ERROR, "invitation")
def no_time(material: Material, words: Words) -> Iterator[Spot]:
    """Where the answers propose none, the mail may ask for one."""
    asks = material.known.untimed and words.first("asks_when", material.whole)
    if not material.proposals and not material.impossible and not asks:
        yield Spot(
            material.letter.start, _("No time is proposed, with its day and time of day."), _own(material)
        )


def _own(material: Material) -> str:
    """The times that were answered and are still ahead, as they would stand there."""
    ahead = [format_time(one, material.lang) for one in material.known.times if one > material.now]
    return _("You answered: “%(sentence)s”") % {"sentence": "; ".join(ahead)} if ahead else ""


@rule("M002", FACT, WARNING, "invitation")
def too_few_or_many(material: Material, words: Words) -> Iterator[Spot]:
    found = material.proposals
    if not found:
        return
    first, count = found[0], len({proposal.moment for proposal in found if proposal.sure})
    count_of_all = len({proposal.moment for proposal in found}) + len(material.impossible)
    if count_of_all < FEWEST and not _names_another_day(material, first):
        yield Spot(first.line, _("Only one time is proposed."), words=first.words, kind="few")
    if count > MOST:
        told = _("%(count)s times are proposed; that is a lot to look through.") % {"count": count}
        yield Spot(first.line, told, words=first.words, kind=f"many {count}")


def _names_another_day(material: Material, one: Proposal) -> bool:
    """Whether a date is said beside it ("at the same time" proposes that, too), or in its paragraph another
    day."""
    words = material.words
    for sentence in material.sentences:
        if words.first("memory", sentence.text) and not words.first("proposing", sentence.text):
            continue
        days = [day.day for day in paired(sentence.text, words, None)]
        if sentence.asks:
            # "Or the twenty-seventh, at three?"
            days += [said.part for said in pieces(sentence.text, material.lang) if isinstance(said.part, Day)]
        beside = material.paragraph_of(sentence.line) == material.paragraph_of(one.line)
        if any(_is_another(day, one) and (beside or day.dated) for day in days):
            return True
    return False


def _is_another(day: Day, one: Proposal) -> bool:
    other_day = day.weekday not in (None, one.moment.weekday())
    return other_day or day.day not in (None, one.moment.day)


@rule("M003", FACT, ERROR, "invitation")
def gone_or_overlapping(material: Material, words: Words) -> Iterator[Spot]:
    """Also a day whose weekday is another one, since the reader cannot know which is meant, and one that the
    calendar does not have."""
    for one in material.impossible:
        yield Spot(one.line, one.wrong, words=one.words, kind="no such time")
    for proposal in material.beside:
        yield from _gone_or_wrong(proposal, material)
    for place, proposal in enumerate(material.proposals):
        yield from _gone_or_wrong(proposal, material)
        earlier = material.proposals[max(0, place - LOOKED_BACK) : place]
        near = [one for one in earlier if _overlap(one, proposal, material.minutes)]
        if near:
            first, second = (_standing(one, material) for one in (near[0], proposal))
            both = {"first": first, "second": second}
            told = _("“%(first)s” and “%(second)s” overlap.") % both
            kind = " ".join(["overlap", *(str(one.moment) for one in (*near, proposal))])
            yield Spot(proposal.line, told, words=proposal.words, kind=kind)


def _gone_or_wrong(proposal: Proposal, material: Material) -> Iterator[Spot]:
    if proposal.sure and proposal.moment <= material.now:
        told = _("“%(time)s” has gone by.") % {"time": _standing(proposal, material)}
        if not _is_dated(proposal, material):
            year = proposal.moment.year != material.now.year
            read = {"time": format_time(proposal.moment, material.lang, year=year)}
            told = f"{told} {_('It is read as %(time)s.') % read}"
        yield Spot(proposal.line, told, words=proposal.words, kind="gone by")
    elif proposal.wrong:
        kind = f"weekday {proposal.moment.date()}"
        yield Spot(proposal.line, proposal.wrong, words=proposal.words, kind=kind)


def _standing(one: Proposal, material: Material) -> str:
    """A time as it stands in the text, without the words beside it where they can be told apart."""
    start, end = time_in(one.words, material.lang) or (0, len(one.words))
    return one.words[start:end].rstrip(" ,.;")


def _is_dated(one: Proposal, material: Material) -> bool:
    """Whether its words say of which day it is, the year too where it is another one."""
    days = [said.part for said in pieces(one.words, material.lang) if isinstance(said.part, Day)]
    is_near = one.moment.year == material.now.year
    return any(day.day is not None and (is_near or day.year is not None) for day in days)


def _overlap(one: Proposal, other: Proposal, minutes: int) -> bool:
    """Whether two proposed times do: each lasts as long as it says, else so many minutes."""
    if not (one.sure and other.sure):
        return False
    return one.moment < other.until(minutes) and other.moment < one.until(minutes)


@rule("M004", FACT, HINT, "invitation")
def at_odd_hours(material: Material, words: Words) -> Iterator[Spot]:
    """In the words of the field. An hour that was answered was said there, and kept; a day off is told all
    the same, for whoever kept it may have looked at the hour. Of a time that cannot be, M003 tells; one that
    is told of is no proposal."""
    for proposal in material.proposals:
        if not proposal.sure or proposal.wrong or proposal.moment <= material.now:
            continue
        off = off_work(proposal.moment.date(), material.lang)
        if not off and proposal.moment in material.known.times:
            continue
        if few := few_at_work(Moment(proposal.moment), material.lang):
            told = _("“%(time)s”: %(few)s.") % {"time": _standing(proposal, material), "few": few}
            yield Spot(proposal.line, told, words=proposal.words, kind="day off" if off else "hours")


@rule("M022", FACT, WARNING, "invitation")
def without_date(material: Material, words: Words) -> Iterator[Spot]:
    """A day that is counted from today is another one each day that the email lies there; which one a weekday
    means, only the writer knows. With its date beside it, both are known."""
    for one, day in _as_said(material):
        if one.wrong or one.moment <= material.now or not one.sure or _has_date_beside(one, material):
            continue
        named = {"words": one.words, "time": format_time(one.moment, material.lang)}
        if day.weekday is not None:
            told = _("“%(words)s” says no date; read today it is %(time)s. Is it the day that you mean?")
            if one.several:
                told = _("“%(words)s” says no date, and not everyone reads the same day there. Which is it?")
            yield Spot(one.line, told % named, words=one.words, asks=True)
        else:
            told = _("“%(words)s” is another day each day that the email lies here; today it is %(time)s.")
            yield Spot(one.line, told % named, words=one.words, kind="moves")


def _as_said(material: Material) -> Iterator[tuple[Proposal, Day]]:
    """The proposed times of which the day says no date, each with that day."""
    said = {item.line: days_in(item, material.lang) for item in material.items if item.moments}
    for one in material.proposals:
        days = said.get(one.line, [one.day])
        yield from ((one, day) for day in days[:1] if day.moves or day.plain)


def _has_date_beside(one: Proposal, material: Material) -> bool:
    """Whether the date of the time stands among its words ("tomorrow, Tuesday 1 December, at 10")."""
    days = (said.part for said in pieces(one.words, material.lang) if isinstance(said.part, Day))
    return any(not day.moves and day.day == one.moment.day for day in days)
