"""Who is due, told: a page of each, a line of each, what programs read; and what is said where nobody is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from netinvite.app import deeds, going, team, todo
from netinvite.app.promised import on
from netinvite.app.reasons import why
from netinvite.app.team import Known
from netinvite.language import _
from netinvite.model import coverage, due, inwords, standing
from netinvite.model.due import Due
from netinvite.model.people import shortened
from netinvite.model.phones import dialled
from netinvite.model.promises import Standing, Step, promises
from netinvite.model.standing import Facts
from netinvite.model.wording import listed
from netinvite.store import drafts
from netinvite.store.inventory import INVITATION
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.app.people import Register
    from netinvite.store.network import Network

# Letters; of longer last words and steps the beginning is shown, so that a page stays a page.
LONGEST = 240
NOTHING = Known()


def row(facts: Facts, stands: Standing, one: Due | None, now: datetime, known: Known) -> dict[str, Any]:
    """One person as programs read it: days as ISO dates, ``None`` for what nobody knows; ``why`` is "" where
    nothing is due. ``owner``, and ``by`` whom was done what ``why`` tells of, are ``None`` where there is one
    organiser."""
    return {
        "id": facts.id,
        "name": facts.name,
        "state": stands.state,
        "due": _iso(one.day if one else None),
        "why": why(one, facts, now, known) if one else "",
        "since": _iso(stands.since),
        "last_contact": _iso(stands.last_contact),
        "phone": facts.phone or None,
        "email": facts.email or None,
        "owner": facts.owner or None,
        "by": deeds.by(one, facts, known.team) if one else None,
    }


class Line(NamedTuple):
    """A line of a person's page: ``text``, after ``before``, leads to ``target`` unless that is ""."""

    text: str
    before: str = ""
    target: str = ""


def page(
    facts: Facts,
    one: Due | None,
    now: datetime,
    known: Known = NOTHING,
    longest: int = LONGEST,
) -> list[Line]:
    """All that one needs before dialling; the first line is the name, the second why now."""
    lines = [Line(known.names.get(facts.id, facts.name))]
    if one:
        lines.append(Line(cut(why(one, facts, now, known), longest)))
    if what := listed((facts.role, facts.organisation)):
        lines.append(Line(cut(what, longest)))
    if facts.phone:
        number = dialled(facts.phone)
        lines.append(Line(facts.phone, _("Phone: "), f"tel:{number}" if number else ""))
    if facts.email:
        lines.append(Line(facts.email, _("Email: ")))
    if not facts.phone and not facts.email:
        lines.append(Line(_("Neither a phone number nor an email address is noted.")))
    if facts.owner:
        lines.append(Line(known.team.name(facts.owner), _("Organiser: ")))
    if said := team.last_noted(facts, known.team, on):
        lines.append(Line(cut(said, longest)))
    told = deeds.promise(one, facts) if one and one.reason == due.STEP else None
    steps = [step for step in promises(facts) if step.words]
    asked = todo.asked_for(one, facts, todo.to_do()) if one else ""
    if asked and asked not in (step.words for step in steps):
        lines.append(Line(_("Next step: %(step)s") % {"step": asked}))
    return [*lines, *(Line(cut(_next_step(step, known), longest)) for step in steps if step != told)]


def _next_step(step: Step, known: Known) -> str:
    """What is promised; of another organiser, by whom."""
    who = known.team.other(step.by) if step.by else ""
    words = {"day": on(step.day) if step.day else "", "step": step.words, "who": who}
    if who:
        told = (
            _("Next step by %(who)s, %(day)s: %(step)s") if step.day else _("Next step by %(who)s: %(step)s")
        )
    else:
        told = _("Next step, %(day)s: %(step)s") if step.day else _("Next step: %(step)s")
    return told % words


def cut(text: str, longest: int = LONGEST) -> str:
    """``text`` in a line; of a long one the beginning, up to a blank where there is one near."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    begun = text[: longest - 2]
    return (begun.rpartition(" ")[0] or begun) + " …"


def coming(found: list[Due], register: Register, now: datetime) -> list[str]:
    """A line for each who will be due: the day, who, and why."""
    known, people = register.known, {facts.id: facts for facts in register.everyone}
    told = [(one, people[one.id]) for one in found]
    return [f"{on(one.day)}: {known.names[one.id]}. {why(one, facts, now, known)}" for one, facts in told]


def missing(register: Register) -> list[str]:
    """A line for each need that nobody covers yet: who may, or whom to ask."""
    names = register.names
    found = coverage.coverage(register.needs, register.everyone)
    return [uncovered(one, names) for one in found if not one.covered_by]


def uncovered(one: coverage.Coverage, names: Mapping[str, str]) -> str:
    """A need that nobody covers yet, and who may; else whom to ask."""
    if one.possible:
        possible = shortened([names[id] for id in one.possible])
        return f"{one.need.name}: " + _("perhaps %(names)s") % {"names": possible}
    ask = _("; ask %(names)s") % {"names": shortened(one.ask)} if one.ask else ""
    return f"{one.need.name}: " + _("nobody yet") + ask


def nothing_due(register: Register, now: datetime, network: Network) -> list[str]:
    """What is said where nobody is due, and what could be done next."""
    if not register.everyone:
        # Somebody whose file is damaged is told of by whoever called.
        begin = _("You have not prepared anyone yet. Begin with: %(command)s") % {
            "command": network.command("prepare")
        }
        return [] if register.problems else [begin]
    return [_("Nobody is due today."), *filter(None, [_could_be_done(register, now, network)])]


def _could_be_done(register: Register, now: datetime, network: Network) -> str:
    me = register.team.me
    # Nobody is told to write in another's name.
    mine = (
        [facts for facts in register.meant if not me or facts.owner == me]
        if register.team.names
        else register.meant
    )
    states, names = {facts.id: standing.state(facts) for facts in mine}, register.names
    for facts in mine:
        if states[facts.id] == "ready":
            command = _first(network, facts.id)
            if command == "mail" and (wait := going.first(network, facts.id, names[facts.id])):
                if wait in register.problems:
                    continue
                return wait
            words = {"name": names[facts.id], "command": network.command(command, facts.id)}
            return _("%(name)s is ready for a first contact; the texts: %(command)s") % words
    for facts in mine:
        if states[facts.id] == "thinking":
            words = {"name": names[facts.id], "command": network.command("prepare", facts.id)}
            return _("%(name)s is not prepared yet; go on with: %(command)s") % words
    for need in coverage.coverage(register.needs, register.everyone):
        if not need.covered_by and not need.possible:
            words = {"need": need.need.name, "command": network.command("prepare", "--new")}
            return _("Nobody is there for %(need)s yet; somebody new: %(command)s") % words
    if later := due.all_open(register.meant, now, register.days):
        first = min(later, key=lambda one: one.day)
        when = inwords.Days().tell(first.day, year=first.day.year != now.year)
        return _("Next is %(name)s, %(when)s.") % {"name": names[first.id], "when": when}
    return ""


def _first(network: Network, slug: str) -> str:
    """The command for a first contact: the email where one is written, else what is to be said."""
    # A text, no Path: this is on the way to the first line.
    return "mail" if os.path.exists(drafts.path(network, slug, INVITATION)) else "pitch"  # noqa: PTH110


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
