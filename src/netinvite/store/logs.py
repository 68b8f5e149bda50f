"""What each organiser recorded with a person, where several organise: in a file of their own.

``people/<slug>/log/<organiser>.toml`` has entries of the contact log, one a line, and conversations as the
answers have theirs; where git carries the folder it is a file for each copy that an organiser works in, as
``bo-krag.3f9a2c.toml``. Who record something with one person at the same time, each in a copy of the folder,
change two files, and git has nothing to ask: no union of lines could be trusted with what is taken back, or
from which a name is taken out. What was recorded while one organised, or by hand, stands in the answers and
stays there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from netinvite import clock
from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.model import contacts
from netinvite.model.contacts import LOG, Entry, Unfit
from netinvite.model.keys import DATE, OUTCOME
from netinvite.model.people import noted_day
from netinvite.model.standing import Talk, by_day
from netinvite.store import inventory, logfiles
from netinvite.store.inventory import is_slug
from netinvite.store.network import Network
from netinvite.store.reading import TALKS
from netinvite.store.talks import IN_MINUTE, RECORDED, TO_CONFIRM, is_only_begun
from netinvite.store.talks import tables as talks_in


class Recorded:
    """Everything that was recorded with a person, by the ``files`` that it stands in, the answers first.

    ``entries`` of the contact log as they happened: those of one minute by the names of their files, so that
    they are in one order in every copy of the folder, and in one file as they stand there. ``unfit``: what
    does not fit, with its file. ``talks``: the conversations in which something is said, in the order in
    which they were noted. So many entries were ``taken_back``.
    """

    # No NamedTuple: a mail would pay for making it.
    def __init__(
        self,
        files: dict[Path, Mapping[str, Any]],
        entries: list[Entry],
        unfit: list[tuple[Path, Unfit]],
        talks: list[dict[str, Any]],
        taken_back: int,
    ) -> None:
        self.files, self.entries, self.unfit = files, entries, unfit
        self.talks, self.taken_back = talks, taken_back

    def last_talk(self) -> Talk | None:
        """When the conversation of the latest day was, how it ended and by whom it was recorded."""
        return next(reversed(by_day(map(_brief, self.talks))), None)


def _brief(talk: Mapping[str, Any]) -> Talk:
    day, recorded = noted_day(talk.get(DATE.name)), contacts.read_when(talk.get(RECORDED))
    noted = recorded if isinstance(recorded, datetime) else None
    outcome, by = str(talk.get(OUTCOME.name, "")), str(talk.get("by", ""))
    return Talk(day, outcome, recorded=noted, by=by, to_confirm=bool(talk.get(TO_CONFIRM)))


def read(workspace: Network, slug: str, data: Mapping[str, Any]) -> Recorded:
    """What the answers, parsed as ``data``, and each organiser's file say; a ``WorkspaceError`` where a file
    is damaged."""
    files_of = {file: workspace.read(file) for file in logfiles.of_each(workspace, slug)}
    found = {workspace.answers_file(slug): data, **files_of}
    entries, unfit = list[Entry](), list[tuple[Path, Unfit]]()
    for file, told in found.items():
        those, odd = contacts.read(told)
        entries += those
        unfit += [(file, one) for one in odd]
    return Recorded(
        found,
        sorted(entries, key=lambda entry: entry.moment),
        unfit,
        [talk for talk in _all_talks(found) if not is_only_begun(talk)],
        sum(map(contacts.taken_back, found.values())),
    )


def ahead(workspace: Network, slug: str, now: datetime) -> list[str]:
    """What of the logs lies in the future, each sentence with the file that it stands in."""
    found = read(workspace, slug, workspace.read(workspace.answers_file(slug)))
    each = ((file, contacts.read(told)[0]) for file, told in found.files.items())
    return [f"{file}: {told}" for file, entries in each for told in contacts.ahead(entries, now)]


def _all_talks(found: Mapping[Path, Mapping[str, Any]]) -> list[dict[str, Any]]:
    return _in_order(talks_in(told, str(file)) for file, told in found.items())


def _in_order(each: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Conversations of several files by when they were noted; one of which that is not known stays behind
    the one that it stands after."""
    found: list[tuple[tuple[datetime, int], dict[str, Any]]] = []
    several = 0
    for talks in each:
        when, several = (datetime.min, 1), several + bool(talks)
        for talk in talks:
            when = noted(talk) or when
            found.append((when, talk))
    return [talk for _when, talk in (sorted(found, key=lambda one: one[0]) if several > 1 else found)]


def whole(workspace: Network, slug: str, data: dict[str, Any]) -> dict[str, Any]:
    """The answers with what all recorded in the place of their own."""
    found = read(workspace, slug, data)
    logs = [told.get(LOG, []) for told in found.files.values()]
    together = [entry for log in logs if isinstance(log, list) for entry in log]
    tables = {LOG: together, TALKS: _all_talks(found.files)}
    return {**data, **{name: table for name, table in tables.items() if table}}


def noted(table: Mapping[str, Any]) -> tuple[datetime, int] | None:
    """When an entry or a conversation was noted: the minute, and which it was of all in that one; ``None``
    where only the day is known, or not even that."""
    minute, place = contacts.read_when(table.get(RECORDED, table.get("when"))), table.get(IN_MINUTE)
    if not isinstance(minute, datetime):
        return None
    return minute.replace(second=0, microsecond=0), place if isinstance(place, int) else 1


def noted_now(recorded: Recorded) -> dict[str, Any]:
    """What tells when something is noted now, and which it is of all that is noted with a person in this
    minute, where it is not the first: what was noted last can be taken back."""
    minute = clock.now().replace(second=0, microsecond=0)
    tables = (data.get(name) for data in recorded.files.values() for name in (LOG, TALKS))
    each = (one for found in tables for one in (found if isinstance(found, list) else ()))
    places = [at[1] for one in each if isinstance(one, dict) and (at := noted(one)) and at[0] == minute]
    return {RECORDED: f"{minute:%Y-%m-%d %H:%M}", **({IN_MINUTE: max(places) + 1} if places else {})}


def signed(file: Path, data: Mapping[str, Any], *, by_entries: bool) -> set[str]:
    """By whom a file is, by its name; and ``by_entries`` by whom what stands in it is, where that can be an
    organiser's file."""
    found = {logfiles.whose(file)} if file.parent.name == inventory.LOG else set()
    if by_entries:
        told = [one for name in (LOG, TALKS) if isinstance(data.get(name), list) for one in data[name]]
        found |= {str(one.get("by", "")) for one in told if isinstance(one, dict)}
    return {by for by in found if is_slug(by)}


def tables(file: Path, data: Mapping[str, Any]) -> list[Any]:
    """The entries in a parsed file, as they stand there; a ``WorkspaceError`` for no log."""
    log = data.get(LOG, [])
    if not isinstance(log, list):
        problem = _("“%(key)s” must be a list of tables.") % {"key": LOG}
        raise WorkspaceError(
            _("%(file)s: %(problem)s") % {"file": file, "problem": problem},
            _("Fix that in an editor; nothing was changed."),
        )
    return log
