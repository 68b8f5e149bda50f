"""Where each person stands, since when, and what is open with them: worked out from log and conversations.

Nothing of it is kept anywhere. What is due, and when, says ``due``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from netinvite.model.contacts import BOUNCED, MOVED, NO_ANSWER, NOTED, REPLIED, SPOKEN, WENT_OUT, Entry
from netinvite.values import NamedTuple

STATES = (
    *("thinking", "ready", "tried", "invited", "answered"),
    *("talked", "joins", "considers", "later", "declines"),
)
INVITED, DECLINES = "invited", "declines"
# After these the conversation goes on another day, so that day has to be named.
OPEN_OUTCOMES = ("considers", "later")
OUTCOMES = ("joins", *OPEN_OUTCOMES, DECLINES)
# Who may still cover a need: everyone but those who said no.
IN_PLAY = tuple(state for state in STATES if state not in ("joins", DECLINES))
# Where somebody stands after an entry of the log; after any other where they stood.
STATE_AFTER = {
    NO_ANSWER: "tried",
    BOUNCED: "tried",
    REPLIED: "answered",
    **dict.fromkeys(WENT_OUT, INVITED),
    **dict.fromkeys(SPOKEN, "talked"),
}
# What reached the other person, or was to: it settles a step whose day has come.
CONTACTS = (*WENT_OUT, *SPOKEN)


class Talk(NamedTuple):
    """A conversation as it was recorded; ``outcome``, ``next_step`` and ``changes`` (the other's words) are
    "" where nobody said. ``asked``: whom the person knows was asked; ``named``: whom they named.

    ``recorded``: when it was noted first, ``promised``: when its next step was; ``None`` where that is not
    known. ``by``: as of an entry of the log. ``to_confirm``: it is not noted to the end; what is ``missing``
    of it first: "outcome", "next", "next_date", or "" for a yes to all of it."""

    day: date | None = None
    outcome: str = ""
    next_step: str = ""
    next_date: date | None = None
    changes: str = ""
    asked: bool = False
    named: tuple[str, ...] = ()
    recorded: datetime | None = None
    promised: datetime | None = None
    by: str = ""
    to_confirm: bool = False
    missing: str = ""

    @property
    def state(self) -> str:
        """Where it left the person; of one that is not noted to the end nobody has said yet how it ended."""
        return self.outcome if self.outcome in OUTCOMES and not self.to_confirm else "talked"


def by_day(talks: Iterable[Talk]) -> tuple[Talk, ...]:
    """Conversations in the order in which they were, from that in which they were recorded, which stays for
    those of one day. One without a day is of the day on which it was recorded; where that is not known
    either, it stays behind the one that it stands after."""
    found, day = list[tuple[date, Talk]](), date.min
    for talk in talks:
        day = talk.day or (talk.recorded.date() if talk.recorded else day)
        found.append((day, talk))
    return tuple(talk for _day, talk in sorted(found, key=lambda one: one[0]))


class Facts(NamedTuple):
    """What is known of one person; ``covers`` names needs, ``former`` what is no need any more,
    ``referred_by`` is a person's id or "", ``named_on`` the day on which that person named them, in a talk
    that ``named_by`` noted. ``log`` and ``talks`` are in order. ``ready``: since when ``finished`` is so;
    ``times`` are those to be proposed, none where no mail is wanted. So many entries were ``taken_back``.
    ``owner``: in whose name the person is written to, by slug; "" where there is one organiser.
    ``minutes``: how long the conversation is to be, 0 where nobody said. ``organisers``: who they are, where
    there are several, the first one first. ``alternative`` is a thought of the organiser ``alternative_by``,
    "" for the owner.
    """

    id: str
    name: str
    finished: bool = False
    log: tuple[Entry, ...] = ()
    talks: tuple[Talk, ...] = ()
    covers: tuple[str, ...] = ()
    referred_by: str = ""
    alternative: str = ""
    former: tuple[str, ...] = ()
    named_on: date | None = None
    ready: date | None = None
    times: tuple[datetime, ...] = ()
    phone: str = ""
    email: str = ""
    role: str = ""
    organisation: str = ""
    taken_back: int = 0
    owner: str = ""
    named_by: str = ""
    minutes: int = 0
    organisers: tuple[str, ...] = ()
    alternative_by: str = ""


def state(facts: Facts) -> str:
    """One of ``STATES``: the outcome of the last conversation, else the last contact, else how far the
    preparation is.

    Whoever was spoken with stays *talked*, whatever is tried or written afterwards.
    """
    if facts.talks:
        return facts.talks[-1].state
    states = [state for state, _day in course(facts.log)]
    if states:
        return "talked" if "talked" in states else states[-1]
    return "ready" if facts.finished else "thinking"


def course(log: Iterable[Entry]) -> Iterator[tuple[str, date]]:
    """The states that the entries of a log lead to, each with its day, conversations apart. Whoever wrote an
    answer and had one back, which is what *done* says then, is *invited*."""
    waits = False
    for entry in log:
        if entry.what in STATE_AFTER:
            yield STATE_AFTER[entry.what], entry.day
        elif waits and is_done(entry):
            yield INVITED, entry.day
        waits = answering(entry, before=waits)


def is_done(entry: Entry) -> bool:
    """Whether an entry says that there is nothing to do for now."""
    return entry.what == MOVED and entry.until is None


def answered(facts: Facts) -> Entry | None:
    """The *done* with which an answer was seen to, where nothing has come of it since."""
    found, waits = None, False
    for entry in afterwards(facts):
        if entry.what in STATE_AFTER:
            found = None
        elif waits and is_done(entry):
            found = entry
        waits = answering(entry, before=waits)
    return found


def since(facts: Facts) -> date | None:
    """The day on which the present state began; ``None`` where that is not known."""
    now = state(facts)
    if now in ("thinking", "ready"):
        return facts.ready if now == "ready" else None
    reached = list(course(facts.log))
    if now == "talked":
        reached = [one for one in reached if one[0] == "talked"]
    talks = [(talk.state, talk.day) for talk in facts.talks]
    found = [*reached, *talks] if now == "talked" or not talks else talks
    first = None
    for was, day in reversed(found):
        if was != now:
            break
        first = day or first
    return first


def last_contact(facts: Facts) -> date | None:
    """The last day on which there was contact, or an attempt at it."""
    days = [entry.day for entry in facts.log if entry.what not in (MOVED, NOTED)]
    return max((*days, *(talk.day for talk in facts.talks if talk.day)), default=None)


def last_words(facts: Facts) -> tuple[str, date | None, str]:
    """What was last noted or said, when, and by whom, as of an entry of the log; what the program noted
    itself nobody said."""
    said = [(_spoken_at(talk), talk.changes, talk.day, talk.by) for talk in facts.talks if talk.changes]
    notes = (one for one in facts.log if one.note and not (one.taken_from or one.name_of))
    noted = [(one.moment, one.note, one.day, one.by) for one in notes]
    nothing: tuple[datetime, str, date | None, str] = datetime.min, "", None, ""
    return max((*said, *noted), key=lambda one: one[0], default=nothing)[1:]


def _spoken_at(talk: Talk) -> datetime:
    """For the order among notes: of a conversation noted on another day it is the end of its own."""
    if talk.recorded and (talk.day is None or talk.recorded.date() == talk.day):
        return talk.recorded
    return datetime.combine(talk.day, time.max) if talk.day else datetime.min


# What is open ------------------------------------------------------------------------------------


def afterwards(facts: Facts) -> Iterator[Entry]:
    """The entries after the last conversation."""
    for entry in facts.log:
        if not facts.talks or _follows(entry, facts.talks[-1]):
            yield entry


def _follows(entry: Entry, talk: Talk) -> bool:
    """Whether an entry is of after the conversation. Of what was put off and what was promised that counts
    which was decided last; on the day of the conversation anything else is of after it if it was noted later.

    Where the time of either is not known, an answer of that day, and what was put off on it, count, and so
    does an answer of that minute: nothing that somebody waits for is lost. Anything else led to it."""
    day = talk.day or date.min
    if entry.what == MOVED and (decided := max(filter(None, (talk.recorded, talk.promised)), default=None)):
        return entry.when >= decided if isinstance(entry.when, datetime) else entry.when >= decided.date()
    if entry.day != day:
        return entry.day > day
    if talk.recorded and talk.recorded.date() == day and isinstance(entry.when, datetime):
        return entry.when > talk.recorded or (entry.what == REPLIED and entry.when == talk.recorded)
    return entry.what in (MOVED, REPLIED)


def answering(entry: Entry, *, before: bool) -> bool:
    """Whether an answer waits after an entry; ``before``: whether one did."""
    put_off = entry.what == MOVED and entry.until is not None
    return entry.what == REPLIED or (before and (put_off or entry.what in (NO_ANSWER, BOUNCED, NOTED)))
