"""What was promised, told: whose promise it is, and what others did meanwhile, which leaves it as it is."""

from __future__ import annotations

from datetime import date
from functools import cache

from netinvite import clock
from netinvite.app.deeds import promise, since
from netinvite.app.team import Known
from netinvite.language import _, active
from netinvite.model import inwords, promises
from netinvite.model.contacts import Entry
from netinvite.model.due import Due
from netinvite.model.promises import Step
from netinvite.model.standing import Facts, Talk


def on(day: date) -> str:
    """A day, told without its weekday."""
    return _plain(day, active(), clock.now().date())


@cache
def _plain(day: date, _lang: str, today: date) -> str:
    """Told once: thousands of people share the days of a few months."""
    return inwords.Days().tell(day, year=inwords.is_far(day, today))


def promised(one: Due, facts: Facts, known: Known) -> str:
    """The sentence on a promise whose day has come, and what others did meanwhile."""
    step = promise(one, facts)
    who = known.team.other(step.by) if step.by else ""
    words = {"day": on(one.day), "step": " ".join(step.words.split()), "who": who}
    if promises.is_undated(facts, step):
        talked = promises.made(facts, step).day
        told = (_undated_by_another if who else _undated_by_you)(is_known=talked is not None)
        words["day"] = on(talked) if talked else ""
        return " ".join([told % words, *_since_promised(step, facts, known)])
    is_moved = promises.promised(promises.kept_by(facts, step.by)).day != one.day
    told = (_by_another if who else _by_you)(is_moved=is_moved, says=bool(words["step"]))
    return " ".join([told % words, *_since_promised(step, facts, known)])


def stays(facts: Facts, known: Known) -> list[str]:
    """A sentence for each promise that another organiser keeps, where somebody put off, or said done, what is
    due: that leaves it as it is."""
    told = _("What %(who)s promised for %(day)s stays until %(who)s keeps it or puts it off: %(step)s")
    return [
        told % {"who": who, "day": on(step.day), "step": " ".join(step.words.split())}
        for step in promises.promises(facts)
        if step.by and step.day and step.words and (who := known.team.other(step.by))
    ]


def _undated_by_you(*, is_known: bool) -> str:
    if is_known:
        return _("Promised on %(day)s, without a day: %(step)s")
    return _("Promised, without a day: %(step)s")


def _undated_by_another(*, is_known: bool) -> str:
    if is_known:
        return _("%(who)s promised on %(day)s, without a day: %(step)s")
    return _("%(who)s promised, without a day: %(step)s")


def _by_you(*, is_moved: bool, says: bool) -> str:
    if not says:
        return _("Agreed for %(day)s.")
    return (
        _("Promised, and put off until %(day)s: %(step)s")
        if is_moved
        else _("Promised for %(day)s: %(step)s")
    )


def _by_another(*, is_moved: bool, says: bool) -> str:
    if not says:
        return _("%(who)s agreed on %(day)s.")
    if is_moved:
        return _("%(who)s promised it, and put it off until %(day)s: %(step)s")
    return _("%(who)s promised for %(day)s: %(step)s")


def _since_promised(step: Step, facts: Facts, known: Known) -> list[str]:
    """What others did meanwhile, which leaves the promise as it is."""
    talk, moved = since(step, facts)
    return [*([_talked_too(talk, known)] if talk else ()), *([_moved_too(moved, known)] if moved else ())]


def _talked_too(talk: Talk, known: Known) -> str:
    words = {"who": known.team.other(talk.by), "day": on(talk.day) if talk.day else ""}
    if not words["day"]:
        return (
            _("(%(who)s had a conversation too.)") if words["who"] else _("(You had a conversation too.)")
        ) % words
    if words["who"]:
        return _("(%(who)s had a conversation too, on %(day)s.)") % words
    return _("(You had a conversation too, on %(day)s.)") % words


def _moved_too(moved: Entry, known: Known) -> str:
    words = {"who": known.team.other(moved.by), "day": on(moved.until) if moved.until else ""}
    if words["who"]:
        return _("(%(who)s put the next contact off until %(day)s.)") % words
    return _("(You put the next contact off until %(day)s.)") % words
