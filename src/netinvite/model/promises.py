"""What was promised, whose it is to keep, and what is left of it; and with that where somebody stands.

Where several organise, each keeps what they promised: nobody else settles it, or puts it off.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from netinvite.clock import shifted
from netinvite.model import contacts
from netinvite.model.contacts import MOVED, Entry
from netinvite.model.standing import (
    CONTACTS,
    DECLINES,
    Facts,
    Talk,
    afterwards,
    answering,
    last_contact,
    since,
    state,
)
from netinvite.values import NamedTuple

# So many days after the conversation a promise is due that was given without a day; where somebody has not
# decided yet the days that are counted remind of it.
UNDATED, SETTLED = 7, ("joins", DECLINES)


class Step(NamedTuple):
    """A promised next step; ``day`` is that to which it was put off, where it was; ``by``: whose it is to
    keep, "" where one organises. Without words and a day nothing is promised."""

    words: str = ""
    day: date | None = None
    by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether anything is promised."""
        return bool(self.words or self.day)


class Standing(NamedTuple):
    """Where one person stands.

    ``since``: the day on which the state began; ``last_contact``: the last day on which there was contact, or
    an attempt at it; both ``None`` where nobody knows.
    """

    id: str
    name: str
    state: str
    next_step: str = ""
    next_date: date | None = None
    overdue: bool = False
    covers: tuple[str, ...] = ()
    referred_by: str = ""
    since: date | None = None
    last_contact: date | None = None
    role: str = ""
    organisation: str = ""


def keeper(facts: Facts, by: str) -> str:
    """Whose it is to keep what an organiser promised, or to say what became of it: their own, and of one who
    organises no more whoever has the person; "" where one organises."""
    if not facts.organisers:
        return ""
    by = by or facts.organisers[0]
    return by if by in facts.organisers else facts.owner or facts.organisers[0]


def kept_by(facts: Facts, by: str) -> Facts:
    """With no other conversations than those of which it is ``by`` to keep what was promised."""
    return facts._replace(talks=tuple(talk for talk in facts.talks if keeper(facts, talk.by) == by))


def _in_its_place(talk: Talk) -> date | None:
    """The day of a promise that was given without one, where no days are counted that would remind of it."""
    day = talk.day or (talk.recorded.date() if talk.recorded else None)
    if not talk.next_step or talk.next_date or talk.state not in SETTLED or day is None:
        return None
    return shifted(day, timedelta(UNDATED))


def is_undated(facts: Facts, step: Step) -> bool:
    """Whether a promise stands on the day that it was given in the place of one."""
    talk = made(facts, step)
    return bool(step.words) and talk.next_date is None and step.day in (None, _in_its_place(talk))


def made(facts: Facts, step: Step) -> Talk:
    """The conversation in which something was promised."""
    return next((talk for talk in reversed(facts.talks) if keeper(facts, talk.by) == step.by), Talk())


def promised(facts: Facts) -> Step:
    """What was promised in the last conversation, as it was left there. As long as that is noted, and says
    nothing of it, what was promised before stays, but for what the conversation itself was to be."""
    last = facts.talks[-1] if facts.talks else Talk()
    step = Step(last.next_step, last.next_date or _in_its_place(last), by := keeper(facts, last.by))
    if step.is_open or not last.to_confirm:
        return step
    before = _left(kept_by(facts._replace(talks=facts.talks[:-1]), by))
    return after(before, Entry(last.day, contacts.TALKED)) if last.day else before


def after(step: Step, entry: Entry, *, answering: bool = False) -> Step:
    """What is left of a promised step after an entry: put off, done, or settled by a contact on its day or
    later. ``answering``: an answer waits, which is what is put off, or done, as long as the step has no
    day of before."""
    if not step.is_open:
        return step
    if entry.what == MOVED and entry.until:
        stays = answering and (step.day is None or step.day > entry.until)
        return step if stays else step._replace(day=entry.until)
    if entry.what == MOVED:
        return step if answering and (step.day is None or step.day > entry.day) else Step()
    return Step() if entry.what in CONTACTS and step.day and step.day <= entry.day else step


def keeping(facts: Facts, keepers: Collection[str], entry: Entry) -> frozenset[str]:
    """Who keeps a promise after an entry: whoever takes the person over, too."""
    return frozenset((*keepers, keeper(facts, entry.by)) if entry.taken_from else keepers)


def _left(facts: Facts) -> Step:
    """What is left of what was promised last: nobody settles, or puts off, what another one promised."""
    step, waits = promised(facts), False
    keepers = frozenset({step.by})
    for entry in afterwards(facts):
        keepers = keeping(facts, keepers, entry)
        if keeper(facts, entry.by) in keepers:
            step = after(step, entry, answering=waits)
        waits = answering(entry, before=waits)
    return step


def promises(facts: Facts) -> list[Step]:
    """What was promised and is still open, by day: of each organiser what that one promised last."""
    each = dict.fromkeys(keeper(facts, talk.by) for talk in reversed(facts.talks))
    found = [step for by in each if (step := _left(kept_by(facts, by))).is_open]
    return sorted(found, key=lambda step: step.day or date.max)


def next_step(facts: Facts) -> Step:
    """What was promised and is still open, of several the first."""
    return next(iter(promises(facts)), Step())


def standing(facts: Facts, today: date) -> Standing:
    """Where a person stands; overdue is a next step whose day is before ``today``."""
    step = next_step(facts)
    return Standing(
        id=facts.id,
        name=facts.name,
        state=state(facts),
        next_step=step.words,
        next_date=step.day,
        overdue=step.day is not None and step.day < today,
        covers=facts.covers,
        referred_by=facts.referred_by,
        since=since(facts),
        last_contact=last_contact(facts),
        role=facts.role,
        organisation=facts.organisation,
    )
