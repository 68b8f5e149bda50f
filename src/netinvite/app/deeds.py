"""Which entry of a log a reason to be due tells of, and so by whom it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import takewhile

from netinvite.app.team import Team
from netinvite.model import due, promises, standing
from netinvite.model.contacts import (
    BOUNCED,
    MOVED,
    NO_ANSWER,
    NOTED,
    REPLIED,
    SPOKEN,
    WENT_OUT,
    Entry,
    is_same_try,
)
from netinvite.model.due import Due
from netinvite.model.promises import Step, keeper, kept_by
from netinvite.model.standing import Facts, Talk


def tries(facts: Facts) -> list[Entry]:
    """The attempts since anything else came of it, the last one first; what came back is none."""
    aside = (BOUNCED, MOVED, NOTED)
    entries = [one for one in reversed(list(standing.afterwards(facts))) if one.what not in aside]
    found = list(takewhile(lambda one: one.what == NO_ANSWER, entries))
    before = [*found[1:], None]
    return [one for one, other in zip(found, before, strict=False) if not is_same_try(one, other)]


def sender(facts: Facts) -> str:
    """By whom went out what came back; by whoever noted that, where nothing else is known."""
    back = max(place for place, entry in enumerate(facts.log) if entry.what == BOUNCED)
    went = (entry for entry in reversed(facts.log[:back]) if entry.what in WENT_OUT)
    return next(went, facts.log[back]).by


def answer(facts: Facts) -> Entry:
    """The last answer that came."""
    return next(entry for entry in reversed(facts.log) if entry.what == REPLIED)


def spoke(facts: Facts) -> tuple[date | None, str]:
    """The last day on which there was a conversation, and who had it."""
    spoken = [(entry.day, entry.by) for entry in facts.log if entry.what in SPOKEN]
    talks = [(talk.day, talk.by) for talk in facts.talks if talk.day]
    last = facts.talks[-1].by if facts.talks else ""
    return max((*spoken, *talks), key=lambda one: one[0], default=(None, last))


def promise(one: Due, facts: Facts) -> Step:
    """The promise that is due."""
    found = promises.promises(facts)
    rest = next((step for step in found if step.day is None), found[0] if found else Step())
    return next((step for step in found if step.day == one.day), rest)


def since(step: Step, facts: Facts) -> tuple[Talk | None, Entry | None]:
    """What others did after a promise that somebody else keeps: the last conversation, and the last time that
    they put something off."""
    made = promises.made(facts, step)
    after = facts.talks[facts.talks.index(made) + 1 :] if made in facts.talks else ()
    those = (entry for entry in standing.afterwards(kept_by(facts, step.by)) if entry.until)
    moved = [entry for entry in those if keeper(facts, entry.by) != step.by]
    return next(reversed(after), None), next(reversed(moved), None)


def by(one: Due, facts: Facts, team: Team) -> str | None:
    """Who did what ``why`` tells of, by slug, for programs; ``None`` where nobody has done anything, or one
    organises."""
    if one.reason == due.STEP:
        return team.by(promise(one, facts).by or _last_talk(facts))
    return team.by(_BY[one.reason](facts)) if one.reason in _BY else None


def _last_try(facts: Facts) -> str:
    found = tries(facts)
    return found[0].by if found else sender(facts)


def _went(facts: Facts) -> str:
    if done := standing.answered(facts):
        return done.by
    return next(entry for entry in reversed(facts.log) if entry.what in WENT_OUT).by


def _last_talk(facts: Facts) -> str:
    return facts.talks[-1].by


_BY: dict[str, Callable[[Facts], str]] = {
    due.NAMED: lambda facts: facts.named_by,
    due.TRIED: _last_try,
    due.OTHER_WAY: _last_try,
    due.CAME_BACK: sender,
    due.INVITED: _went,
    due.ANSWERED: lambda facts: answer(facts).by,
    due.TALKED: lambda facts: spoke(facts)[1],
    due.CONSIDERS: _last_talk,
    due.LATER: _last_talk,
    due.DECLINES: _last_talk,
    due.PUT_OFF: lambda facts: next(one for one in reversed(facts.log) if one.what == MOVED).by,
}
