"""Why somebody is due, or will be: a sentence for each reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import takewhile

from netinvite.app.deeds import answer, sender, spoke, tries
from netinvite.app.promised import on, promised
from netinvite.app.team import Known, begun
from netinvite.language import _
from netinvite.model import due, inwords, standing
from netinvite.model.contacts import (
    BOUNCED,
    MAIL,
    MESSAGE,
    MET,
    POST,
    WENT_OUT,
)
from netinvite.model.due import Due
from netinvite.model.keys import NEXT, NEXT_DATE, OUTCOME
from netinvite.model.standing import Facts
from netinvite.values import NamedTuple

NOTHING = Known()


def why(one: Due, facts: Facts, now: datetime, known: Known = NOTHING) -> str:
    """The sentence that says why somebody is due, or will be."""
    return _say(one.reason, one, facts, now, known)


def _say(reason: str, one: Due, facts: Facts, now: datetime, known: Known) -> str:
    return begun(_SAID[reason](one, facts, now, known))


def _ready(_one: Due, facts: Facts, now: datetime, _known: Known) -> str:
    if facts.ready is None or facts.ready > now.date():
        return _("The first contact is ready.")
    return _("The first contact has been ready since %(day)s.") % {"day": on(facts.ready)}


def _times(_one: Due, facts: Facts, now: datetime, _known: Known) -> str:
    first = min(facts.times)
    words = {"day": on(first.date()), "away": inwords.away(first.date(), now)}
    if first < now:
        return _("The invitation has not gone yet; the first time it proposes was %(day)s, %(away)s.") % words
    return _("The invitation has not gone yet; the first time it proposes is %(day)s, %(away)s.") % words


def _named(_one: Due, facts: Facts, _now: datetime, known: Known) -> str:
    words = {
        "name": known.names.get(facts.referred_by, ""),
        "day": on(facts.named_on) if facts.named_on else "",
        "who": known.team.other(facts.named_by),
    }
    if words["name"] and words["who"]:
        return _("%(name)s gave %(who)s the name on %(day)s; there has been no contact yet.") % words
    if words["name"]:
        return _("%(name)s gave you the name on %(day)s; there has been no contact yet.") % words
    if words["who"]:
        return _("%(who)s got the name on %(day)s; there has been no contact yet.") % words
    return _("You got the name on %(day)s; there has been no contact yet.") % words


def _tried(_one: Due, facts: Facts, _now: datetime, known: Known) -> str:
    found = tries(facts)
    if not found:
        return _came_back(_one, facts, _now, known)
    who = {known.team.other(one.by) for one in found}
    words = {
        "times": inwords.times(len(found)),
        "day": on(found[0].day),
        "who": known.team.other(found[0].by),
    }
    if len(who) > 1:
        if not words["who"]:
            return _("Tried %(times)s in all, last by you on %(day)s, without an answer.") % words
        return _("Tried %(times)s in all, last by %(who)s on %(day)s, without an answer.") % words
    if len(found) > 1 and words["who"]:
        return _("%(who)s has tried %(times)s, last on %(day)s, and got no answer.") % words
    if len(found) > 1:
        return _("You have tried %(times)s, last on %(day)s, and got no answer.") % words
    return (_tried_by_another if words["who"] else _tried_by_you)(found[0].how) % words


def _tried_by_you(how: str) -> str:
    return {
        MET: _("You came by on %(day)s and met nobody."),
        MAIL: _("You wrote on %(day)s and got no answer."),
        MESSAGE: _("You sent a message on %(day)s and got no answer."),
        POST: _("You sent a letter on %(day)s and got no answer."),
    }.get(how, _("You called on %(day)s and got no answer."))


def _tried_by_another(how: str) -> str:
    return {
        MET: _("%(who)s came by on %(day)s and met nobody."),
        MAIL: _("%(who)s wrote on %(day)s and got no answer."),
        MESSAGE: _("%(who)s sent a message on %(day)s and got no answer."),
        POST: _("%(who)s sent a letter on %(day)s and got no answer."),
    }.get(how, _("%(who)s called on %(day)s and got no answer."))


def _came_back(_one: Due, facts: Facts, _now: datetime, known: Known) -> str:
    last = next(entry for entry in reversed(facts.log) if entry.what == BOUNCED)
    words = {"day": on(last.day), "who": known.team.other(sender(facts))}
    if last.how != MAIL and words["who"]:
        return _("What %(who)s sent came back on %(day)s; it takes another way.") % words
    if last.how != MAIL:
        return _("What you sent came back on %(day)s; it takes another way.") % words
    if facts.phone:
        return _("The email came back on %(day)s; call instead.") % words
    return _("The email came back on %(day)s; it takes another address, or another way.") % words


def _other_way(_one: Due, facts: Facts, _now: datetime, known: Known) -> str:
    found = tries(facts)
    who = {known.team.other(one.by) for one in found}
    words = {"times": inwords.times(len(found)), "day": on(found[0].day), "who": "".join(who)}
    if len(who) > 1:
        return _("Tried %(times)s in all, last on %(day)s; another way may be better.") % words
    if words["who"]:
        return _("%(who)s has tried %(times)s, last on %(day)s; another way may be better.") % words
    return _("You have tried %(times)s, last on %(day)s; another way may be better.") % words


def _invited(_one: Due, facts: Facts, now: datetime, known: Known) -> str:
    if done := standing.answered(facts):
        words = {"day": on(done.day), "who": known.team.other(done.by)}
        if words["who"]:
            return _("%(who)s answered on %(day)s; nothing since.") % words
        return _("You answered on %(day)s; nothing since.") % words
    since = list(takewhile(lambda entry: entry.what not in WENT_OUT, reversed(facts.log)))
    last = facts.log[-1 - len(since)]
    times = [moment for moment in last.times if moment.date() >= last.day]
    who = known.team.other(last.by)
    # Once it is done the days are counted anew.
    if times and not any(map(standing.is_done, since)):
        words = {"day": on(max(times).date()), "who": who}
        return (_proposed_by_another if who else _proposed_by_you)(past=max(times) < now) % words
    said = {
        MESSAGE: _("%(who)s sent a message %(ago)s; no answer yet.")
        if who
        else _("You sent a message %(ago)s; no answer yet."),
        POST: _("%(who)s sent a letter %(ago)s; no answer yet.")
        if who
        else _("You sent a letter %(ago)s; no answer yet."),
    }.get(
        last.what if last.how == MAIL else last.how or last.what,
        _("The invitation went %(ago)s; no answer yet."),
    )
    return said % {"ago": inwords.away(last.day, now), "who": who}


def _proposed_by_you(*, past: bool) -> str:
    if past:
        return _("The last time you proposed was %(day)s; no answer yet.")
    return _("The last time you proposed is %(day)s; no answer yet.")


def _proposed_by_another(*, past: bool) -> str:
    if past:
        return _("The last time %(who)s proposed was %(day)s; no answer yet.")
    return _("The last time %(who)s proposed is %(day)s; no answer yet.")


def _answered(_one: Due, facts: Facts, _now: datetime, known: Known) -> str:
    words = {"day": on(answer(facts).day), "who": known.team.other(facts.owner) if facts.owner else ""}
    if words["who"]:
        return _("An answer came on %(day)s; now it is for %(who)s to answer.") % words
    return _("An answer came on %(day)s; now it is your turn.") % words


class Open(NamedTuple):
    """What is open of a conversation: in the middle of a sentence, and as something to do."""

    told: str
    to_do: str


def open_of_a_talk(facts: Facts) -> Open:
    """What is open of the last one."""
    last = facts.talks[-1] if facts.talks else None
    missing = last.missing if last and last.to_confirm else OUTCOME.name
    if missing == OUTCOME.name:
        return Open(_("how it ended is still open"), _("note how it ended"))
    if missing == NEXT.name:
        return Open(_("what comes next is still open"), _("note what comes next"))
    if missing == NEXT_DATE.name:
        return Open(_("when it goes on is still open"), _("note when it goes on"))
    return Open(_("all is noted, and the last page waits for a yes"), _("read through what you noted"))


def _talked(_one: Due, facts: Facts, _now: datetime, known: Known) -> str:
    day, by = spoke(facts)
    words = {"day": on(day) if day else "", "who": known.team.other(by), "open": open_of_a_talk(facts).told}
    if words["who"]:
        if day is None:
            return _("%(who)s had the conversation; %(open)s.") % words
        return _("%(who)s had the conversation on %(day)s; %(open)s.") % words
    if day is None:
        return _("You talked; %(open)s.") % words
    return _("You talked on %(day)s; %(open)s.") % words


def _considers(_one: Due, facts: Facts, _now: datetime, _known: Known) -> str:
    day = standing.since(facts)
    if day is None:
        return _("Still thinking it over.")
    return _("Has been thinking it over since %(day)s.") % {"day": on(day)}


def _later(_one: Due, facts: Facts, now: datetime, _known: Known) -> str:
    day = facts.talks[-1].day
    if day is None:
        return _("The answer was “later”.")
    return _("The answer on %(day)s was “later” (%(ago)s).") % {"day": on(day), "ago": inwords.away(day, now)}


def _declines(one: Due, facts: Facts, _now: datetime, known: Known) -> str:
    words = {"day": on(facts.talks[-1].day or one.day)}
    if known.team.other(facts.talks[-1].by):
        return _("It was a no on %(day)s; nobody has asked yet who else comes to mind.") % words
    return _("It was a no on %(day)s; you have not asked yet who else comes to mind.") % words


def _put_off(one: Due, facts: Facts, now: datetime, known: Known) -> str:
    words = {"day": on(one.day)}
    if one.was == due.ANSWERED:
        last = answer(facts)
        told = {
            MAIL: _("Put off until %(day)s: answer the email from %(came)s."),
            MESSAGE: _("Put off until %(day)s: answer the message from %(came)s."),
            POST: _("Put off until %(day)s: answer the letter from %(came)s."),
        }.get(last.how, _("Put off until %(day)s: answer what came on %(came)s."))
        return told % {**words, "came": on(last.day)}
    told = _("Put off until %(day)s.") % words
    return f"{told} {_say(one.was, one, facts, now, known)}" if one.was else told


_SAID: dict[str, Callable[[Due, Facts, datetime, Known], str]] = {
    due.READY: _ready,
    due.TIMES: _times,
    due.NAMED: _named,
    due.TRIED: _tried,
    due.OTHER_WAY: _other_way,
    due.CAME_BACK: _came_back,
    due.INVITED: _invited,
    due.ANSWERED: _answered,
    due.TALKED: _talked,
    due.CONSIDERS: _considers,
    due.LATER: _later,
    due.STEP: lambda one, facts, _now, known: promised(one, facts, known),
    due.DECLINES: _declines,
    due.PUT_OFF: _put_off,
}
