"""Who is due on a day, said a second time: from the words of what is promised, not from the program.

A claim names the reasons that would do, the first day on which somebody may be due for it, and the day on
which they must be; where the words leave it open, the two differ, or there is no such day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

STANDS = {
    "no-answer": "tried",
    "bounced": "tried",
    "replied": "answered",
    "sent": "invited",
    "message": "invited",
    "post": "invited",
}
OUT, SPOKEN = ("sent", "message", "post"), ("talked", "met")
IN_PLAY = ("ready", "tried", "invited", "answered", "talked", "considers", "later")
# Nobody who said no hears of anything but whom they know: else of what the organiser promised, put off, or of
# an answer that they gave themselves.
TO_A_NO = {"declines", "step", "moved", "answered"}


class Event(NamedTuple):
    """What happened: a word of the log, ``note``, ``later`` (to ``until``), ``done``, or ``talk`` with its
    ``outcome``, a promised day (``until``) and whether whom they know was ``asked``. ``seen``: for which
    reason the person was due to whoever did it."""

    moment: datetime
    what: str
    seen: str = ""
    until: date | None = None
    times: tuple[datetime, ...] = ()
    outcome: str = ""
    asked: bool = False

    @property
    def day(self) -> date:
        return self.moment.date()


class Claim(NamedTuple):
    """Due for one of the ``reasons`` from ``may`` on, and from ``must`` on for certain."""

    reasons: frozenset[str]
    may: date
    must: date | None


@dataclass
class Life:
    """All that is known of one made person; ``times``: those to be proposed where it goes by mail."""

    name: str
    ready: date | None = None
    times: tuple[datetime, ...] = ()
    named: date | None = None
    events: list[Event] = field(default_factory=list)

    @property
    def talks(self) -> list[Event]:
        return [event for event in self.events if event.what == "talk"]

    @property
    def asked(self) -> bool:
        return any(talk.asked for talk in self.talks)

    def state(self) -> str:
        """*thinking, ready, tried, invited, answered, talked, joins, considers, later, declines*."""
        if self.talks:
            return self.talks[-1].outcome or "talked"
        whats = [event.what for event in self.events]
        if any(what in SPOKEN for what in whats):
            return "talked"
        stood, waits = "ready" if self.ready else "thinking", False
        for what in whats:
            # If an answer was due, done means the answer.
            stood = "invited" if what == "done" and waits else STANDS.get(what, stood)
            waits = what == "replied" or (waits and what not in ("done", *OUT))
        return stood


def claim(reasons: Iterable[str], may: date, must: date | None) -> Claim:
    return Claim(frozenset(reasons), may, must)


# England's, in the days that are played, but for weekends.
OFF = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}


def at_work(day: date, step: int = 1) -> date:
    """What is counted never falls on a Saturday, a Sunday or a day off: the next working day."""
    while day.weekday() >= 5 or day in OFF:
        day += timedelta(step)
    return day


def after(day: date, count: int) -> date:
    return day + timedelta(count)


def claims(life: Life, days: Mapping[str, int]) -> list[Claim]:
    """What is open with one person after all that happened."""
    return _Words(life, days).read()


class _Words:
    def __init__(self, life: Life, days: Mapping[str, int]) -> None:
        self.life, self.days = life, days
        self.state = "ready" if life.ready else "thinking"
        self.open: list[Claim] = []
        self.step: date | None = None
        # The day to which words without a day were put off.
        self.loose: date | None = None
        # The day that was named in putting something off, and whether that was an answer.
        self.named: date | None = None
        self.owed = False
        self.tries = self.all_tries = 0
        self.last_try: datetime | None = None
        self.spoken = False
        # Whether an answer of theirs waits.
        self.answer = False

    def read(self) -> list[Claim]:
        self._begin()
        for event in self.life.events:
            self._take(event)
        loose = [claim({"step"}, self.loose, None)] if self.loose else []
        return self.open + ([claim({"step"}, self.step, self.step)] if self.step else loose)

    def _exactly(self, reason: str, day: date, *more: str) -> Claim:
        due = at_work(after(day, self.days[reason]))
        return claim({reason, *more}, due, due)

    def _begin(self) -> None:
        """Ready since 7 days; ready, by mail, the first time within 3 days; named, and not contacted after
        14 days."""
        life = self.life
        if life.ready:
            self.open.append(self._exactly("ready", life.ready))
            if life.times:
                # Before a time, the working day before; and never before the person was ready.
                day = max(at_work(after(min(life.times).date(), -self.days["times"]), -1), life.ready)
                self.open.append(claim({"times"}, day, day))
        if life.named:
            day = after(life.named, self.days["named"])
            self.open.append(claim({"named"}, day, at_work(after(day, 1))))

    def _take(self, event: Event) -> None:
        how = {"no-answer": self._tried, "later": self._later, "done": self._done, "talk": self._talk}
        how |= {"replied": self._replied, "bounced": self._came_back, "note": lambda event: None}
        open_ = self.open
        how.get(event.what, self._contacted)(event)
        if event.what == "later":
            self.named, self.owed = event.until, self.answer
        elif event.what in ("talk", "replied", "bounced", "done", "sent"):
            self.named = None
        elif event.what != "note" and self.named and not (self.owed and event.what != "no-answer"):
            # A try before the day that was named leaves it as it is.
            if event.day < self.named:
                self.open = open_
            else:
                self.named = None
        elif event.what not in ("note", "no-answer"):
            self.named = None

    def _talk(self, event: Event) -> None:
        """The day agreed, else 14 and 90 days; a no: whom they know, if nobody asked yet."""
        # A promise without a day: a week after it where nothing else reminds of it.
        step = after(event.day, 7) if event.outcome in ("joins", "declines") else None
        self.tries, self.step, self.loose, self.answer = 0, event.until or step, None, False
        self.state, self.open, self.spoken = event.outcome or "talked", [], True
        asked = any(talk.asked for talk in self.life.talks if talk.moment <= event.moment)
        if self.state == "declines":
            self.open = [] if asked else [claim({"declines"}, event.day, after(event.day, 1))]
        elif self.state != "joins" and not self.step:
            self.open = [self._exactly(self.state, event.day)]
        # Of one minute nobody can say which was first.
        if any(one.what == "replied" and one.moment == event.moment for one in self.life.events):
            self.open = [*self.open, claim({"answered"}, event.day, None)]

    def _tried(self, event: Event) -> None:
        """Again after 3 days; after three tries another way."""
        # The same within ten minutes is one try.
        new = event.moment != self.last_try
        self.tries, self.all_tries, self.last_try = self.tries + new, self.all_tries + new, event.moment
        again, promised = at_work(after(event.day, self.days["tried"])), self.step or self.loose
        ahead = promised and promised > event.day
        reasons = {"tried", "other-way"} if self.all_tries >= 3 else {"tried"}
        if self.tries >= 3:
            reasons = {"other-way"}
        if not ahead:
            self.loose = None
        if self.state == "declines":
            # Nobody who said no is called again, but for what was promised, or not asked yet.
            step, self.step = self.step, self.step if ahead else None
            if (step and not ahead) or self.open:
                self.open = [claim({"declines", "step", "answered"}, after(event.day, 1), None)]
        elif ahead or (self.state == "joins" and not self.step):
            # Nothing says what follows from an attempt for nothing that is open.
            self.open = [claim(reasons, again, again if any(one.must for one in self.open) else None)]
        else:
            if self.state in ("thinking", "ready", "invited", "answered"):
                self.state = "tried"
            self.step, self.open = None, [claim(reasons, again, again)]

    def _contacted(self, event: Event) -> None:
        """Invited: call after 7 days, or the day after the last proposed time."""
        ahead = self.step and self.step > event.day
        self.tries, self.step, self.answer = 0, self.step if ahead else None, False
        self.loose = self.loose if self.loose and self.loose > event.day else None
        if event.what in SPOKEN and not self.spoken:
            self.state = "talked"
        elif not self.spoken and self.state != "talked":
            self.state = "invited"
        if self.state in ("joins", "declines"):
            self.open = []
        elif self.state == "invited":
            week = at_work(after(event.day, self.days["invited"]))
            to_come = [time.date() for time in event.times if time.date() >= event.day]
            last = at_work(after(max(to_come), 1)) if to_come else week
            self.open = [claim({"invited"}, min(week, last), max(week, last))]
        else:
            must = None if ahead or self.loose else at_work(after(event.day, self.days[self.state]))
            self.open = [claim({self.state, "invited"}, after(event.day, 1), must)]

    def _replied(self, event: Event) -> None:
        """Answered: within 2 days."""
        self.tries, self.answer = 0, True
        if not self.spoken and self.state != "talked":
            self.state = "answered"
        self.open = [claim({"answered"}, event.day, at_work(after(event.day, self.days["answered"])))]

    def _came_back(self, event: Event) -> None:
        """At once, in another way; nobody who said no is chased, and an answer that waits waits on."""
        if self.answer:
            return
        if not self.spoken and self.state != "talked":
            self.state = "tried"
        if self.state != "declines":
            self.open = [claim({"bounced"}, event.day, event.day)]
        elif not self.life.asked:
            self.open = [claim({"declines"}, event.day, None)]

    def _later(self, event: Event) -> None:
        """Postponed: nothing before that day, and then it is due. If an answer was due, it is the answer that
        is put off; what was promised for a later day stays."""
        self.loose = event.until if self.spoken else None
        if not self.answer or (self.step and self.step < event.until):
            self.step = event.until if self.step else None
        self.open = [claim({"moved", "step", event.seen}, event.until, event.until)]

    def _done(self, event: Event) -> None:
        """What was due is done; whoever is in play comes back, but not the next day. What was promised for a
        day to come stays promised. If an answer was due, it is the answer that is done."""
        self.loose = None
        if self.answer and not self.spoken and self.state != "talked":
            self.state, self.tries = "invited", 0
        self.answer = False
        if event.seen == "step" or (self.step and self.step <= event.day):
            self.step = None
        elif self.step and not event.seen:
            self.step, self.open = None, [claim({"step"}, self.step, None)]
            return
        if self.state == "thinking" and not self.life.named:
            self.open = []
        elif self.state in (*IN_PLAY, "thinking") and not self.step:
            counted = "named" if self.state == "thinking" else self.state
            reasons = {counted, self.state} | ({"tried", "other-way"} if self.state == "tried" else set())
            until = at_work(after(event.day, (self.days[counted] or 14) + 1))
            self.open = [claim(reasons, after(event.day, 1), until)]
        else:
            self.open = []


def judged(life: Life, today: date, days: Mapping[str, int]) -> tuple[bool, set[str]]:
    """Whether somebody must be due, and for which reasons they may be; ``days`` as ``[followup]`` has them, 0
    switches one off."""

    def on(reason: str) -> bool:
        return days.get("tried" if reason == "other-way" else reason, 1) != 0

    found = claims(life, days)
    must = any(one.must and one.must <= today and all(map(on, one.reasons)) for one in found)
    return must, {reason for one in found if one.may <= today for reason in one.reasons if on(reason)}
