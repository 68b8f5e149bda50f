"""The contact log of a person: read, and added to under the lock.

An entry finds its place by a fresh read, so that two at once give two. Comments in the file stay. A file of
an earlier schema stays one: an older netinvite reads on, and finds its ``[invited]`` day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import _
from netinvite.model import contacts
from netinvite.model.contacts import LOG, Entry
from netinvite.model.people import Person
from netinvite.store import inventory, joining, logfiles, logs, owners
from netinvite.store.earlier import is_earlier
from netinvite.store.inventory import is_slug
from netinvite.store.network import Network
from netinvite.store.presence import holding
from netinvite.store.talks import PROMISED, RECORDED

if TYPE_CHECKING:
    from netinvite.store.parsed import Keys
    from netinvite.store.workspace import Workspace


def of(workspace: Network, slug: str) -> list[Entry]:
    """Everything in a person's log, as it happened; a ``WorkspaceError`` where a file is damaged. What does
    not fit is passed over: ``faulty`` tells of it."""
    return logs.read(workspace, slug, workspace.read(workspace.answers_file(slug))).entries


def append(
    workspace: Workspace, slug: str, entry: Entry, name: str = "", *, told: bool = False
) -> Entry | None:
    """Record an entry of somebody whose folder is ``slug``, and who is called ``name``; a ``GoneError`` where
    they are not there (any more), another ``WorkspaceError`` where a file is damaged or held.

    What is noted already is not recorded once more, and given back: the mail of a day, which whoever says it
    again after a fault finds there, and else the same within ten minutes, or, where somebody ``told`` when,
    of the very same time. Who it was, where nobody says so, is whoever works here; where several organise, it
    stands in that one's file (``logs``).
    """
    entry = entry._replace(by=entry.by or workspace.by)
    file = workspace.answers_file(slug)
    with holding(workspace, slug, name):
        data = workspace.read(file)
        within = timedelta(0) if told else contacts.AGAIN
        recorded = logs.read(workspace, slug, data)
        if there := _there(data, recorded, entry, within):
            return there
        earlier = is_earlier(data) and entry.what == contacts.SENT
        noted = _noted_now(recorded, told=told)
        if not earlier and (own := to_record_in(workspace, slug, entry.by)):
            _put(workspace, own, entry, noted)
            return None
        new = [entry]
        changes: dict[Keys, Any] = {}
        if earlier:
            new = [*contacts.invited(data), entry]
            changes[("invited", "date")] = entry.day.isoformat()
        workspace.update(file, {**changes, **added(data, new, noted)})
    return None


def to_record_in(workspace: Network, slug: str, by: str) -> Path | None:
    """The file in which whoever works here records something in this copy of the folder; ``None`` where one
    organises, and the answers have it. A ``WorkspaceError`` for one that lies outside of the workspace."""
    if not is_slug(by) or not (inventory.organisers(workspace.root) or _is_new(workspace, by)):
        return None
    name = ".".join(filter(None, (by, joining.copy_id(workspace.root), "toml")))
    file = workspace.folder(slug) / inventory.LOG / name
    logfiles.refuse_outside(workspace, file)
    return file


def _is_new(workspace: Network, by: str) -> bool:
    """Whether whoever works here is another than the one who organises, with no file as yet."""
    return by != owners.first(workspace)


def _put(workspace: Workspace, own: Path, entry: Entry, noted: Mapping[str, Any]) -> None:
    known = logs.tables(own, workspace.read(own))
    workspace.update(own, {(LOG,): [*known, {**contacts.written(entry), **noted}]})


def _noted_now(recorded: logs.Recorded, *, told: bool = False) -> dict[str, Any]:
    """As ``logs.noted_now``; when that is, only of what was at another time, as somebody ``told``."""
    return {key: value for key, value in logs.noted_now(recorded).items() if told or key != RECORDED}


def note(workspace: Workspace, slug: str, data: Mapping[str, Any], entry: Entry) -> dict[Keys, Any]:
    """Note, under the lock, what goes with a change of the answers that say ``data``; what that change has to
    take along, where the note stands in the answers too. Where it stands in a file of its own it is noted
    first: who changes them after a fault finds it there, and it does not stand there twice."""
    own = to_record_in(workspace, slug, entry.by)
    noted = _noted_now(logs.read(workspace, slug, data))
    if own is None:
        return added(data, [entry], noted)
    last = contacts.read(workspace.read(own))[0][-1:]
    if not (last and _is_same(last[0], entry) and entry.moment - last[0].moment <= contacts.AGAIN):
        _put(workspace, own, entry, noted)
    return {}


def _there(data: Mapping[str, Any], found: logs.Recorded, entry: Entry, within: timedelta) -> Entry | None:
    """The entry that says the same already, if one does."""
    log = found.entries
    if entry.what == contacts.SENT:
        # What came back did not go.
        returned = max((place for place, one in enumerate(log) if one.what == contacts.BOUNCED), default=-1)
        # A day that only the answers of before tell is not in the log yet.
        told = contacts.invited(data) if data.get(LOG) is None else []
        known = [
            one
            for one in log[returned + 1 :]
            if one.day == entry.day and _is_same(one._replace(by=entry.by), entry) and one not in told
        ]
        return known[-1] if known else None
    last = next((one for one in reversed(log) if one.moment <= entry.moment), None)
    if last is None or not _is_same(last, entry) or _talked_since(found.talks, last):
        return None
    alike = isinstance(last.when, datetime) == isinstance(entry.when, datetime)
    return last if alike and entry.moment - last.moment <= within else None


def _is_same(one: Entry, other: Entry) -> bool:
    return one._replace(when=other.when) == other


def _talked_since(talks: Iterable[Mapping[str, Any]], entry: Entry) -> bool:
    """Whether one of the conversations was noted after the entry."""
    found = [contacts.read_when(talk.get(key)) for talk in talks for key in (RECORDED, PROMISED)]
    return any(isinstance(one, datetime) and one >= entry.moment for one in found)


def is_mine(workspace: Network, by: str, slug: str) -> bool:
    """Whether what was recorded with somebody (``slug``) and bears this ``by`` is of whoever works here; what
    names nobody is the first organiser's, and that of one who has left is of the one whose the person is."""
    if not workspace.by:
        return True
    if by == contacts.LEFT:
        return owners.owner(workspace, workspace.read(workspace.answers_file(slug))) == workspace.by
    return (by or owners.first(workspace)) == workspace.by


def own_talk(workspace: Network, person: Person, talks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The last of the conversations that whoever works here recorded; a ``UsageError`` where all are another
    organiser's."""
    for talk in reversed(talks):
        found: dict[str, Any] = talk
        if is_mine(workspace, str(talk.get("by", "")), person.slug):
            return found
    raise UsageError(
        _("The last conversation with %(name)s was recorded by somebody else.") % {"name": person.name},
        _("Record one of your own, or change it in that name, with --as: %(command)s")
        % {"command": workspace.command("interview", person.slug)},
    )


def added(data: Mapping[str, Any], entries: list[Entry], noted: Mapping[str, Any]) -> dict[Keys, Any]:
    """What adds the entries to a person's log, whose file says ``data``; a ``WorkspaceError`` for no log.
    ``noted``: what tells when the last of them is noted."""
    log = data.get(LOG, [])
    if not isinstance(log, list):
        raise WorkspaceError(
            _("“%(key)s” must be a list of tables.") % {"key": LOG},
            _("Fix that in an editor; nothing was changed."),
        )
    tables = [contacts.written(entry) for entry in entries]
    tables[-1] |= noted
    return {
        (LOG, place, key): value
        for place, table in enumerate(tables, len(log))
        for key, value in table.items()
    }
