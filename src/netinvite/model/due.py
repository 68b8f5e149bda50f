"""Who is due, why and since when, without anybody having set a date.

Pure: what is known of people (``Facts``), the moment, and how many days each reason takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from netinvite.language import active
from netinvite.model import contacts, promises, standing
from netinvite.model.alphabet import order
from netinvite.model.contacts import BOUNCED, MOVED, NO_ANSWER, NOTED, REPLIED, SENT, SPOKEN, WENT_OUT, Entry
from netinvite.model.counted import Days, at_work, later, never
from netinvite.model.standing import Facts, state
from netinvite.values import NamedTuple

READY, TIMES, NAMED = "ready", "times", "named"
TRIED, OTHER_WAY, INVITED, ANSWERED = "tried", "other-way", "invited", "answered"
TALKED, CONSIDERS, LATER = "talked", "considers", "later"
STEP, DECLINES, PUT_OFF = "step", standing.DECLINES, "moved"
CAME_BACK = BOUNCED
# Days until somebody is due, by the reasons that ``[followup]`` in the network's file may change; ``TIMES``:
# before the first proposed time. ``STEP`` (its day), ``DECLINES`` and ``CAME_BACK`` (at once) take no days.
DAYS = {
    READY: 7,
    TIMES: 3,
    NAMED: 14,
    TRIED: 3,
    INVITED: 7,
    ANSWERED: 2,
    TALKED: 14,
    CONSIDERS: 14,
    LATER: 90,
    STEP: 1,
    DECLINES: 1,
    CAME_BACK: 1,
}
# So many attempts, and another way is wanted.
TRIES = 3
COMING = 7
# What somebody else waits for comes first.
_AWAITED = (ANSWERED, STEP, TIMES)


class Due(NamedTuple):
    """Somebody who is due: the ``reason`` (one of those above), the day, and how many days ago that was;
    fewer than 0 where it is still to come. ``was``: the reason that was put off, "" where nothing was due."""

    id: str
    reason: str
    day: date
    overdue: int = 0
    was: str = ""


def due(everyone: Iterable[Facts], now: datetime, days: Mapping[str, int] = DAYS) -> list[Due]:
    """Who is due at ``now``, each once, the most urgent first."""
    return due_and_coming(everyone, now, days)[0]


def due_and_coming(
    everyone: Iterable[Facts], now: datetime, days: Mapping[str, int] = DAYS, by: str = ""
) -> tuple[list[Due], list[Due]]:
    """``due``, and who will be within the next seven days, by day: worked out together."""
    found = all_open(everyone, now, days, by)
    ahead = [one for one in found if -COMING <= one.overdue < 0]
    return [one for one in found if one.overdue >= 0], sorted(ahead, key=lambda one: one.day)


def all_open(
    everyone: Iterable[Facts], now: datetime, days: Mapping[str, int] = DAYS, by: str = ""
) -> list[Due]:
    """Everyone with whom something is open, whenever it is due; what others wait for first, then by day, and
    by name. ``by``: as of ``of``."""
    found = [(urgency(one, facts.name), one) for facts in everyone if (one := of(facts, now, days, by))]
    return [one for _key, one in sorted(found)]


def urgency(one: Due, name: str) -> tuple[bool, bool, date, tuple[str, str], str]:
    """The key of that order, in the alphabet of the language in use."""
    awaited = (one.was or one.reason) in _AWAITED
    return one.overdue < 0, not awaited, one.day, order(name, active()), one.id


def of(facts: Facts, now: datetime, days: Mapping[str, int] = DAYS, by: str = "") -> Due | None:
    """What is open with one person and due first; ``None`` where nothing is. ``by``: the organiser who asks;
    of somebody else's person that is what they promised themselves."""
    today = now.date()
    course = _Course(facts, days, today)
    open_ = course.open() if facts.owner == by or not by else course.promised(by)
    found = [one for one in open_ if days.get(_switch(one[0]), 1)]
    if not found:
        return None
    reason, day = min(found, key=lambda one: one[1])
    return Due(facts.id, reason, day, (today - day).days, course.was if reason == PUT_OFF else "")


def _switch(reason: str) -> str:
    """The name under which a reason is switched off."""
    return TRIED if reason == OTHER_WAY else reason


class _Course:
    """What is open with one person: ``waits``, and a promised step, as one entry follows the other."""

    def __init__(self, facts: Facts, days: Mapping[str, int], today: date) -> None:
        self.facts, self.days = facts, days
        self.off = days.off if isinstance(days, Days) else never
        self.step, self.tries, self.answering = promises.promised(facts), 0, False
        # Whose it is to keep that; what others promised is for them to keep.
        self.keepers, by = frozenset({self.step.by}), self.step.by
        found = promises.promises(facts) if facts.organisers else []
        self.others = [(STEP, one.day) for one in found if one.day and one.by != by]
        # The reason that was put off, and the times that were proposed last.
        self.was, self.times = "", tuple[datetime, ...]()
        self.last: Entry | None = None
        # What counts until something is recorded.
        self.state = facts.talks[-1].state if facts.talks else state(facts._replace(log=()))
        self.waits = self._after_talk() if facts.talks else self._before(today)
        for entry in standing.afterwards(facts):
            self._take(entry)

    def open(self) -> list[tuple[str, date]]:
        """Reason and day of each."""
        return self.waits + self.others + ([(STEP, self.step.day)] if self.step.day else [])

    def promised(self, by: str) -> list[tuple[str, date]]:
        """What one organiser promised."""
        return [(STEP, one.day) for one in promises.promises(self.facts) if one.day and one.by == by]

    def _after_talk(self) -> list[tuple[str, date]]:
        last = self.facts.talks[-1]
        if last.day and self.state == DECLINES:
            asked = any(talk.asked for talk in self.facts.talks)
            return [] if asked else [(DECLINES, last.day)]
        # A day that was agreed on takes the place of the days that are counted.
        return self._anew(last.day) if last.day and not self.step.day else []

    def _before(self, today: date) -> list[tuple[str, date]]:
        """Nobody has been in contact yet."""
        found, facts = [], self.facts
        if self.state == READY:
            found = self._anew(min(facts.ready or today, today))
            before = [later(first.date(), -self.days[TIMES]) for first in sorted(facts.times)[:1]]
            # Nobody is due before they were begun.
            begun = min(facts.ready or date.min, today)
            found += [(TIMES, max(self._at_work(day, -1), begun)) for day in before]
        if facts.named_on:
            found.append((NAMED, self._counted(facts.named_on, self.days[NAMED] + 1)))
        return found

    def _anew(self, day: date) -> list[tuple[str, date]]:
        """What the state asks for when its time is counted from ``day``."""
        if self.state == "thinking":
            return [(NAMED, self._counted(day, self.days[NAMED] + 1))] if self.facts.named_on else []
        if self.state == TRIED:
            return self._tried(day)
        return [(self.state, self._counted(day, self.days[self.state]))] if self.state in _COUNTED else []

    def _tried(self, day: date) -> list[tuple[str, date]]:
        return [(TRIED if self.tries < TRIES else OTHER_WAY, self._counted(day, self.days[TRIED]))]

    def _counted(self, day: date, days: int) -> date:
        """So many days after ``day``, and on a working day."""
        return self._at_work(later(day, days), 1)

    def _at_work(self, day: date, step: int) -> date:
        return at_work(day, step, self.off)

    # Entries ---------------------------------------------------------------------------------------

    def _take(self, entry: Entry) -> None:
        before, answering = self.step, self.answering
        self.keepers = promises.keeping(self.facts, self.keepers, entry)
        kept = promises.keeper(self.facts, entry.by) in self.keepers
        if kept:
            self.step = promises.after(self.step, entry, answering=answering)
        self.answering = standing.answering(entry, before=answering)
        if entry.what == MOVED:
            self._move(entry, answering, kept=kept)
        elif entry.what == NO_ANSWER:
            self._try(entry, kept=kept)
        elif entry.what == BOUNCED:
            self._come_back(entry)
        elif entry.what != NOTED:
            self.tries, self.last = 0, None
            self._become(entry.what)
            if entry.what == REPLIED:
                self.waits = [(ANSWERED, self._to_answer(entry))]
            else:
                self.times = entry.times or self.times if entry.what in WENT_OUT else ()
                # A day that was agreed on counts until it is there.
                ahead = before.day and before.day > entry.day
                waits = [] if ahead else self._contacted(entry)
                self.waits = self._left(entry) or waits

    def _left(self, entry: Entry) -> list[tuple[str, date]]:
        """What was put off to a day that is still to come, where an entry leaves it as it is: the invitation
        that goes, and what is written or said to somebody who waits for an answer, is what was put off."""
        done = entry.what == SENT or (self.was == ANSWERED and entry.what != NO_ANSWER)
        left = [] if done else [one for one in self.waits if one[0] == PUT_OFF and one[1] > entry.day]
        if left and not self.facts.talks and self.was != ANSWERED:
            self.was = self._tried(entry.day)[0][0] if self.state == TRIED else self.state
        return left

    def _become(self, what: str) -> None:
        if not self.facts.talks and (self.state != TALKED or what in SPOKEN):
            self.state = standing.STATE_AFTER[what]

    def _move(self, entry: Entry, answering: bool, *, kept: bool) -> None:
        if entry.until is None:
            if answering:
                # It is the answer that is done, and it went out.
                self.tries = 0
                self._become(SENT)
            self.waits = [] if self.step.day and kept else self._anew(entry.day)
            return
        self.was = ANSWERED if answering else self._first()
        # Of an answer and a promise for a later day the answer is put off.
        self.waits = [] if self.step.day and kept and not answering else [(PUT_OFF, entry.until)]

    def _first(self) -> str:
        """The reason that is due first; of what was put off before it stays."""
        on = [one for one in self.waits if self.days.get(_switch(one[0]), 1)]
        reason, _day = min(on, key=lambda one: one[1], default=("", None))
        return self.was if reason == PUT_OFF else reason

    def _to_answer(self, entry: Entry) -> date:
        """By when: before the first of the times that were proposed and are still to come, if there are."""
        day = self._counted(entry.day, self.days[ANSWERED])
        to_come = [moment.date() for moment in self.times if moment > entry.moment]
        if not to_come:
            return day
        return min(day, max(entry.day, self._at_work(later(min(to_come), -1), -1)))

    def _try(self, entry: Entry, *, kept: bool) -> None:
        self.tries += not contacts.is_same_try(entry, self.last)
        self.last = entry
        self._become(NO_ANSWER)
        if self._left(entry):
            return
        if self.state == DECLINES:
            self._ask_again(entry, kept=kept)
            return
        ahead = self.step.day and self.step.day > entry.day
        settled = self.state not in _COUNTED and self.state not in (TRIED, ANSWERED)
        # What is promised for a day to come waits for it; an answer does not.
        if (ahead and not self.waits) or (settled and not self.open()):
            return
        if self.step.day and not ahead and kept:
            self.step = promises.Step()
        self.waits = self._tried(entry.day)

    def _come_back(self, entry: Entry) -> None:
        """What was written did not arrive, and nothing of it counts; an answer that waits waits on."""
        self.times = ()
        if self.answering:
            return
        self._become(BOUNCED)
        if self.state != DECLINES:
            self.waits = [(CAME_BACK, entry.day)]
        elif not any(talk.asked for talk in self.facts.talks):
            self.waits = [(DECLINES, entry.day)]

    def _ask_again(self, entry: Entry, *, kept: bool) -> None:
        """Who said no is called again for what was open alone, for whom they know ``TRIES`` times at most."""
        again = self._counted(entry.day, self.days[TRIED] or DAYS[TRIED])
        if kept and self.step.day and self.step.day <= entry.day:
            self.step, self.waits = promises.Step(), [(STEP, again)]
        elif self.answering or any(reason == STEP for reason, _day in self.waits):
            self.waits = [(ANSWERED if self.answering else STEP, again)]
        elif self.waits:
            asked = any(talk.asked for talk in self.facts.talks)
            self.waits = [] if asked or self.tries >= TRIES else [(DECLINES, again)]

    def _contacted(self, entry: Entry) -> list[tuple[str, date]]:
        to_come = [moment.date() for moment in entry.times if moment.date() >= entry.day]
        if to_come and entry.what in WENT_OUT and self.state == INVITED:
            return [(INVITED, self._counted(max(to_come), 1))]
        return self._anew(entry.day)


# States whose days are counted.
_COUNTED = (READY, INVITED, TALKED, CONSIDERS, LATER)
