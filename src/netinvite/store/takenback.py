"""What was recorded last with somebody, taken back: an entry of the contact log, or a conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import _
from netinvite.model import contacts
from netinvite.model.contacts import LOG, TAKEN_BACK, TALKED, Entry
from netinvite.model.keys import CONVERSATION as STEP
from netinvite.model.keys import DATE, REFERRALS, UNFINISHED
from netinvite.model.people import fold, noted_day
from netinvite.store import faulty, inventory, logfiles, logs, owners
from netinvite.store.asked import half_typed
from netinvite.store.contacts import is_mine
from netinvite.store.earlier import is_earlier
from netinvite.store.kept import About, keep_beside
from netinvite.store.parsed import ABSENT, Keys
from netinvite.store.presence import holding
from netinvite.store.referrals import Named, unrefer
from netinvite.store.talks import TO_CONFIRM, names_in, said, tables
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple


class TakenBack(NamedTuple):
    """What was taken back: an entry, or a ``talk``, of which the entry says the day and by whom it was; what
    was said in it is ``kept`` in a file, and those who were ``named`` in it are told with what became of
    them."""

    entry: Entry
    talk: Mapping[str, Any] | None = None
    kept: Path | None = None
    named: tuple[Named, ...] = ()


class _Last(NamedTuple):
    """What stands in a file at a place, and when it was noted: the minute, and which it was in that."""

    file: Path
    place: int
    entry: Entry
    noted: tuple[datetime, int]
    talk: Mapping[str, Any] | None = None


def take_back(
    workspace: Workspace,
    slug: str,
    name: str = "",
    stays: Callable[[Entry], bool] = lambda entry: False,
    called: Callable[[str], str] = lambda by: "",
) -> TakenBack | None:
    """Take out what was recorded last, and say what that was; ``None`` where nothing is. Where several
    organise it is what whoever works here recorded last. What ``stays`` is passed over. Raises as ``append``
    does, a ``WorkspaceError`` where an entry cannot be read, and a ``UsageError`` where all is another
    organiser's, whom ``called`` names."""
    with holding(workspace, slug, name):
        # Of what two copies noted in one minute what every copy shows last counts, as ``Recorded`` has it.
        files_of = [*reversed(logfiles.of_each(workspace, slug)), workspace.answers_file(slug)]
        last = [found for file in files_of if (found := _last_in(workspace, slug, file, stays))]
        mine = [one for one in last if is_mine(workspace, one.entry.by, slug)]
        # Of files of before, in the same minute what was later counts.
        found = max(mine or last, key=lambda one: (one.noted, one.entry.moment), default=None)
        said = [one for file in files_of if (one := _last_said(workspace, slug, file))]
        talk = max(said, key=lambda one: one.noted, default=None)
        if talk and not (mine and found and found.noted >= talk.noted):
            return _without_talk(workspace, talk, About(slug, name or workspace.name_of(slug)))
        if found is None:
            return None
        if not mine:
            _refuse_anothers(workspace, found.entry, called)
        workspace.update(found.file, _without(workspace.read(found.file), found.place, found.entry))
        return TakenBack(found.entry)


def _last_in(workspace: Workspace, slug: str, file: Path, stays: Callable[[Entry], bool]) -> _Last | None:
    """What was recorded last in a file by whoever works here, else by anybody."""
    anothers = None
    log = logs.tables(file, workspace.read(file))
    for place in reversed(range(len(log))):
        entry = _at(workspace, file, log, place)
        if stays(entry):
            continue
        last = _Last(file, place, entry, logs.noted(log[place]) or (entry.moment, 1))
        if is_mine(workspace, entry.by, slug):
            return last
        anothers = anothers or last
        if file.parent.name == inventory.LOG:
            break
    return anothers


def _at(workspace: Workspace, file: Path, log: list[Any], place: int) -> Entry:
    entries, unfit = contacts.read({LOG: log[place : place + 1]})
    if not entries:
        found = faulty.of_log((file, one._replace(path=(place, *one.path[1:]))) for one in unfit)
        hint = _("Fix that in an editor; nothing was changed.")
        raise WorkspaceError("\n".join(faulty.told(workspace, found)), hint)
    return entries[0]


def _without(data: Mapping[str, Any], place: int, entry: Entry) -> dict[Keys, Any]:
    changes: dict[Keys, Any] = {(LOG, place): ABSENT, (TAKEN_BACK,): contacts.taken_back(data) + 1}
    if is_earlier(data) and entry.what == contacts.SENT:
        log = [one for at, one in enumerate(data[LOG]) if at != place]
        before = [one.day for one in contacts.read({LOG: log})[0] if one.what == contacts.SENT]
        changes[("invited", "date")] = before[-1].isoformat() if before else ABSENT
    return changes


def _refuse_anothers(workspace: Workspace, entry: Entry, called: Callable[[str], str]) -> None:
    by = entry.by or owners.first(workspace)
    words = {"by": by, "name": called(by), "note": entry.note or entry.what}
    if not words["name"]:
        raise UsageError(
            _("What was recorded last was not recorded by you: “%(note)s”.") % words,
            _("Nothing was changed."),
        )
    raise UsageError(
        _("What was recorded last was recorded by %(name)s: “%(note)s”.") % words,
        _("Nothing was changed. To take it back in that name: --as %(by)s") % words,
    )


def _last_said(workspace: Workspace, slug: str, file: Path) -> _Last | None:
    """The conversation that whoever works here noted last in a file, where it is known when."""
    found = None
    for place, talk in enumerate(tables(workspace.read(file), str(file))):
        noted, by = logs.noted(talk), str(talk.get("by", ""))
        if noted and is_mine(workspace, by, slug):
            last = _Last(
                file, place, Entry(noted_day(talk.get(DATE.name)) or noted[0], TALKED, by=by), noted, talk
            )
            found = last if found is None or noted >= found.noted else found
    return found


def _without_talk(workspace: Workspace, last: _Last, about: About) -> TakenBack:
    """Take a conversation out; what was said is kept first, and what is half typed as that."""
    talk, data = last.talk or {}, workspace.read(last.file)
    words: dict[Keys, Any] = {(STEP, key): value for key, value in said(talk).items()}
    # What is half typed would go with the conversation before.
    half = half_typed(data) if talk.get(TO_CONFIRM) else {}
    words |= {(UNFINISHED, key): text for key, text in half.items()}
    day: dict[Keys, Any] = {(STEP, DATE.name): talk[DATE.name]} if words and DATE.name in talk else {}
    kept = keep_beside(workspace, about, {**day, **words})
    gone: dict[Keys, Any] = {(STEP, last.place): ABSENT, (TAKEN_BACK,): contacts.taken_back(data) + 1}
    gone |= {(UNFINISHED, key): ABSENT for key in half}
    workspace.update(last.file, gone)
    named = unrefer(workspace, about.name, talk, _still_named(workspace, about.slug))
    return TakenBack(last.entry, talk, kept, tuple(named))


def _still_named(workspace: Workspace, slug: str) -> set[str]:
    """Who are named in the conversations that are left, as folded names."""
    data = workspace.read(workspace.answers_file(slug))
    talks = logs.read(workspace, slug, data).talks
    return {fold(name) for talk in talks for name in names_in(talk.get(REFERRALS.name))}
