"""The follow-up in a calendar program: a file to be imported, or one that is subscribed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from netinvite.app import team
from netinvite.app.appointments import Lengths, id_of, on_zone
from netinvite.app.people import Register
from netinvite.errors import WorkspaceError
from netinvite.language import _, active
from netinvite.mail import calendar
from netinvite.mail.agenda import Entry, Feed, written
from netinvite.mail.calendar import InviteError
from netinvite.model.agenda import TALK, Planned, planned
from netinvite.model.dates import format_date, format_time
from netinvite.model.standing import Facts
from netinvite.store import feeds, files
from netinvite.store.network import Network
from netinvite.store.reading import at
from netinvite.values import NamedTuple


class Agenda(NamedTuple):
    """The calendar file; ``left_out`` says who is missing in it and why, ``notes`` what else its user should
    know."""

    data: bytes
    left_out: list[str]
    notes: list[str]


class Kept(NamedTuple):
    """Where a feed was written, and whether nothing was there before; ``problems`` and ``notes`` for its
    user."""

    file: Path
    new: bool
    problems: list[str]
    notes: list[str]


def agenda(workspace: Network, register: Register, now: datetime) -> Agenda:
    """Everyone's open steps and proposed times, and those that have ended as cancelled: to be imported."""
    entries = list(planned(_told_apart(register), now, register.days))
    return _agenda(workspace, register.team, entries, now, None)


def keep(workspace: Network, register: Register, now: datetime, file: Path, *, force: bool) -> Kept:
    """Write ``file`` anew, which programs subscribe to: what has ended is not in it.

    A ``UsageError`` where it may not be replaced (see ``feeds.target``), a ``WorkspaceError`` where it cannot
    be written.
    """
    mark = feeds.mark_of(id_of(workspace))
    place = feeds.target(workspace, file, mark, force=force)
    going_on = [one for one in planned(_told_apart(register), now, register.days) if not one.ended]
    made = _agenda(workspace, register.team, going_on, now, Feed(mark, workspace.root.resolve().name))
    new = not files.is_there(place)
    files.write(place, made.data)
    try:
        feeds.remember(workspace, place)
    except WorkspaceError as error:
        return Kept(place, new, [*made.left_out, error.message], made.notes)
    return Kept(place, new, made.left_out, made.notes)


def _told_apart(register: Register) -> list[Facts]:
    names = register.names
    return [facts._replace(name=names[facts.id]) for facts in register.everyone]


def _agenda(
    workspace: Network, organise: team.Team, entries: list[Planned], now: datetime, feed: Feed | None
) -> Agenda:
    zone = at(workspace.read(workspace.network_file), "timezone")
    entries, left_out = _possible(entries, zone, now)
    times = [one.when for one in entries if isinstance(one.when, datetime) and not one.ended]
    place = calendar.settle(zone, times, now) if times else None
    id = id_of(workspace) if entries else ""
    lengths = Lengths(workspace) if times else None
    made = [_entry(id, one, lengths, organise) for one in entries]
    return Agenda(written(made, place, now, feed), left_out, on_zone(times, place) if times else [])


def _possible(entries: Iterable[Planned], zone: str, now: datetime) -> tuple[list[Planned], list[str]]:
    """Those that a calendar can say, and why not the others: their mail says what it says."""
    found, notes = [], []
    for one in entries:
        try:
            if isinstance(one.when, datetime) and not one.ended:
                calendar.settle(zone, [one.when], now)
            found.append(one)
        except InviteError as error:
            words = {"name": one.facts.name, "reason": error.message}
            notes.append(_("%(name)s is left out: %(reason)s") % words)
    return found, notes


def _entry(id: str, one: Planned, lengths: Lengths | None, organise: team.Team) -> Entry:
    uid = calendar.uid(id, one.facts.id, one.kind)
    if one.ended:
        return Entry(uid, one.sequence, one.when, _summary(one), ended=True)
    minutes = lengths.of(one.facts.id) if lengths and one.kind == TALK else 0
    return Entry(uid, one.sequence, one.when, _summary(one), list(_text(one, organise)), minutes)


def _summary(one: Planned) -> str:
    told = {"name": one.facts.name, "step": one.words}
    if one.kind == TALK:
        return _("%(name)s: conversation, as proposed") % told
    if one.words:
        return f"{one.facts.name}: {one.words}"
    return one.facts.name if one.ended else _("%(name)s: get in touch again") % told


def _text(one: Planned, organise: team.Team) -> Iterator[str]:
    """What one needs before dialling, as ``status`` and ``today`` show it."""
    facts, lang = one.facts, active()
    if one.kind == TALK:
        yield _("It is not noted yet which time suits.")
    if one.also:
        also = "; ".join(format_time(moment, lang) for moment in one.also)
        yield _("Proposed too: %(times)s.") % {"times": also}
    if facts.phone:
        yield _("Phone: %(number)s") % {"number": facts.phone}
    if said := team.last_noted(facts, organise, lambda day: format_date(day, lang)):
        yield said
