"""What now: the last words of a command, for where somebody stands. One table for all commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from netinvite import clock
from netinvite.app.case import Case
from netinvite.language import _, active
from netinvite.model.dates import format_date
from netinvite.model.keys import OUTCOME, TRIED
from netinvite.store.network import Network
from netinvite.store.reading import text_at

if TYPE_CHECKING:
    from netinvite.model.contacts import Entry


def case(workspace: Network, slug: str) -> Case:
    """Somebody as their files have them now; a ``WorkspaceError`` where one is damaged."""
    # 6 ms, which the wizard's first question does not wait for.
    from netinvite.app.entries import Source, facts_of
    from netinvite.app.people import days_of, organised
    from netinvite.model import due

    facts = organised(workspace, facts_of(slug, Source(workspace).entry(slug)))
    data = workspace.read(workspace.answers_file(slug))
    return Case.of(workspace, facts, data, due.of(facts, clock.now(), days_of(workspace)))


def told(case: Case) -> list[str]:
    """The sentences for where somebody stands, with the commands that come next."""
    return list(TABLE[case.state](case))


def recorded(case: Case, entry: Entry) -> list[str]:
    """The sentences after an entry of the contact log: what is put off or done waits; of a note none."""
    from netinvite.model.contacts import BOUNCED, MAIL, MOVED, NOTED, SPOKEN  # as in ``case``

    if entry.what == NOTED:
        return []
    case = case._replace(came_back=(entry.what, entry.how) == (BOUNCED, MAIL))
    if entry.what == MOVED and (case.next is None or _ahead(case)):
        return list(_reminder(case))
    # Of whoever is "talked" it is said anyway.
    talk = entry.what in SPOKEN and case.state != "talked"
    said = _("Note what was said: %(command)s") % _with(case, "interview")
    return [*([said] if talk else ()), *told(case)]


def of(workspace: Network, slug: str) -> list[str]:
    """The sentences for somebody as their files have them now; raises as ``case`` does."""
    return told(case(workspace, slug))


def to_prepare(workspace: Network, slugs: list[str]) -> list[str]:
    """What to do with people of whom nothing but their address is known."""
    if len(slugs) == 1:
        return of(workspace, slugs[0])
    told = _("Prepare the first contact to one of them: %(command)s")
    return [told % {"command": workspace.command("prepare")}] if slugs else []


# By state ----------------------------------------------------------------------------------------


def _thinking(case: Case) -> Iterator[str]:
    yield _("Prepare the first contact to %(name)s: %(command)s") % _with(case, "prepare")


def _ready(case: Case) -> Iterator[str]:
    yield _("Say the pitch aloud a few times: %(command)s") % _with(case, "pitch")
    words = {"name": case.who, "command": case.command("mail")}
    if case.personal:
        told = _("Then make contact with %(name)s, and bring the conversation guide along (conversation.md).")
        yield told % words
        # Where no mail is written yet, it needs more than is known by now, and is asked for there.
        if case.first:
            yield case.first
        elif not case.is_anothers:
            again = _with(case, "mail" if case.has_mail else "prepare")
            yield _("Should %(name)s be hard to reach: %(command)s") % again
    elif case.is_anothers or case.first:
        yield from filter(None, [case.first])
        yield _("Try to call %(name)s.") % words
    else:
        yield from _before_the_mail(case, words)
    yield from _outcome(case)


def _before_the_mail(case: Case, words: dict[str, str]) -> Iterator[str]:
    tried = text_at(case.data, *TRIED.path)
    told = _("Try to call %(name)s first; if that fails, print the email: %(command)s")
    rung = _("Try to call %(name)s once more; if that fails, print the email: %(command)s")
    both = _("You have called and come by, so print the email to %(name)s: %(command)s")
    yield {"rung": rung, "both": both}.get(tried, told) % words
    if tried not in ("", "no"):
        noted = _with(case, "log", "no-answer", "--date", _("yesterday"))
        yield _("Note on which day you tried, so that it counts: %(command)s") % noted


def _outcome(case: Case) -> Iterator[str]:
    """How to record what came of a call."""
    if case.state != "ready" or text_at(case.data, *TRIED.path) != "both":
        yield _("If nobody answers: %(command)s") % _with(case, "log", "no-answer")
    yield _talk(case)


def _talk(case: Case) -> str:
    return _("After the conversation: %(command)s") % _with(case, "interview")


def _tried(case: Case) -> Iterator[str]:
    # As in ``case``.
    from netinvite.model.due import CAME_BACK, OTHER_WAY

    ahead = _ahead(case)
    if case.next and case.next.reason == CAME_BACK:
        words = {**_with(case, "prepare"), "name": case.who}
        yield _("Try another way to reach %(name)s, or correct the address: %(command)s") % words
    elif case.next and case.next.reason == OTHER_WAY:
        yield _several_tries(case)
    elif ahead:
        yield _("Try to call %(name)s again on %(day)s.") % {"name": case.who, "day": ahead}
    else:
        yield _("Try to call %(name)s again.") % {"name": case.who}
    if case.came_back:
        pass
    elif case.first:
        yield case.first
    elif case.has_mail and not case.is_anothers:
        yield _("Or write instead: %(command)s") % _with(case, "mail")
    yield from _outcome(case)
    yield _put_off(case)


def _several_tries(case: Case) -> str:
    # As in ``case``.
    from netinvite.model.contacts import NO_ANSWER

    if any(entry.what == NO_ANSWER and case.is_other(entry.by) for entry in case.facts.log):
        told = _("There have been several attempts: another way may reach %(name)s better.")
    else:
        told = _("You have tried several times: another way may reach %(name)s better.")
    return told % {"name": case.name}


def _invited(case: Case) -> Iterator[str]:
    if ahead := _ahead(case):
        yield _("If nothing has come by %(day)s, call %(name)s.") % {"name": case.who, "day": ahead}
    else:
        yield _("Call %(name)s and ask whether the invitation arrived.") % {"name": case.who}
    yield _("When an answer comes: %(command)s") % _with(case, "log", "replied")
    yield _talk(case)


def _answered(case: Case) -> Iterator[str]:
    yield _("%(name)s waits for you now: answer, and agree on when you talk.") % {"name": case.who}
    yield _talk(case)
    yield _put_off(case)


def _talked(case: Case) -> Iterator[str]:
    """How it ended is not known yet, or not all that is needed is noted."""
    yield from _reminder(case)
    last = case.facts.talks[-1:]
    if last and last[0].missing != OUTCOME.name and last[0].to_confirm:
        told = _("The conversation with %(name)s is not noted to the end yet; go on with: %(command)s")
        yield told % _with(case, "interview")
    else:
        yield _("When you know how it ended: %(command)s") % _with(case, "interview", *(last and ["--last"]))
        yield _put_off(case)


def _joins(case: Case) -> Iterator[str]:
    told = _("Hand over the leaflet, and say what you agreed and when: %(command)s")
    yield told % {"command": case.workspace.command("leaflet")}
    yield from _reminder(case)


def _considers(case: Case) -> Iterator[str]:
    yield _("%(name)s is thinking it over; leave time for it.") % {"name": case.name}
    yield from _reminder(case)
    yield _("When you have talked again: %(command)s") % _with(case, "interview")


def _later(case: Case) -> Iterator[str]:
    yield _("%(name)s does not want to be asked just now.") % {"name": case.name}
    yield from _reminder(case)
    yield _put_off(case)


def _declines(case: Case) -> Iterator[str]:
    # As in ``case``.
    from netinvite.app import afterno

    yield from afterno.told(case, _reminder(case))


TABLE: dict[str, Callable[[Case], Iterator[str]]] = {
    "thinking": _thinking,
    "ready": _ready,
    "tried": _tried,
    "invited": _invited,
    "answered": _answered,
    "talked": _talked,
    "joins": _joins,
    "considers": _considers,
    "later": _later,
    "declines": _declines,
}


# Parts of sentences ------------------------------------------------------------------------------


def _with(case: Case, command: str, *more: str) -> dict[str, str]:
    return {"name": case.name, "command": case.command(command, *more)}


def _ahead(case: Case) -> str:
    """The day on which something is due, in words; "" where that is now, or never."""
    if case.next is None or case.next.overdue >= 0:
        return ""
    return format_date(case.next.day, active())


def _reminder(case: Case) -> Iterator[str]:
    if ahead := _ahead(case):
        words = {"name": case.name, "day": ahead, "command": case.workspace.command("today")}
        yield _("%(command)s reminds you of %(name)s on %(day)s.") % words


def _put_off(case: Case) -> str:
    return _("On another day: %(command)s") % _with(case, "later", _("in two weeks"))
