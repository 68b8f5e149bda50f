"""Everybody's logs without the name of an organiser who leaves: what was done stays, and so does when.

And where the name of one who has left stands yet, or again: another copy of the folder gave it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netinvite.app import team
from netinvite.model import contacts, keys
from netinvite.model.people import slug_of
from netinvite.store import files, inventory, logfiles, logs, ours, owners
from netinvite.store.asked import half_typed
from netinvite.store.identity import slug_in
from netinvite.store.joining import is_in_git
from netinvite.store.organisers import Organiser
from netinvite.store.parsed import Keys
from netinvite.store.reading import TALKS, at
from netinvite.store.talks import NOTED, PROMISED, RECORDED, TO_CONFIRM
from netinvite.store.workspace import Workspace

BY, NOTE = "by", "note"
# Of a conversation: what is not written in words of one's own.
_NO_WORDS = frozenset(
    (BY, *NOTED, PROMISED, TO_CONFIRM, *(one.name for one in (keys.DATE, keys.OUTCOME, keys.NEXT_DATE)))
)


def of(workspace: Workspace, slug: str, data: Mapping[str, Any]) -> set[str]:
    """Whom a person's files name as organisers, by slug: to whom the person belongs, who recorded or noted
    something, and in whose name somebody saw the email. ``data``: the answers."""
    told = {workspace.answers_file(slug): data}
    told |= {file: workspace.read(file) for file in logfiles.of_each(workspace, slug)}
    signed = {by for file, said in told.items() for by in logs.signed(file, said, by_entries=True)}
    own = workspace.own_templates
    names = {
        name for said in told.values() for _t, _p, one in entries(said) for name in team.named_in(one, own)
    }
    noted_by, seen = owners.noted_by(data).values(), ours.read(workspace.folder(slug)).who()
    return {at(data, *keys.OWNER), *signed, *noted_by, *seen, *map(slug_of, names)}


def is_gone(who: Organiser) -> bool:
    """Whether it is one who has left already: by the name of a file that is not there."""
    return bool(who.further) and not files.is_there(who.file)


def came_back(workspace: Workspace, slug: str, data: Mapping[str, Any], who: Organiser) -> bool:
    """Whether somebody whom the answers (``data``) give to nobody was prepared by the first organiser, who
    has left, in another copy of the folder: ``who`` saw the texts, and nobody has taken the person over
    since."""
    if at(data, *keys.OWNER) or who.slug not in ours.read(workspace.folder(slug)).who():
        return False
    return not team.is_handed_over(workspace, slug)


def take_out(workspace: Workspace, slug: str, who: Organiser) -> bool:
    """Take out of one person's logs, and what is noted of the texts, who it was; what lies in files of that
    organiser's goes into the answers. What names nobody is the first one's. Whether a text may say yet whose
    a thought was."""
    noted = who.slug in owners.noted_by(workspace.read(workspace.answers_file(slug))).values()
    own = logfiles.of_one(workspace, slug, who.slug)
    for file in (workspace.answers_file(slug), *logfiles.of_each(workspace, slug)):
        told = workspace.read(file) if file not in own else {}
        if changes := _changes(who, told, workspace.own_templates):
            workspace.update(file, changes)
    forget_who(workspace.folder(slug), who.slug)
    for file in own:
        workspace.update(workspace.answers_file(slug), _recorded(workspace, file, slug))
        files.remove(file)
    return noted


def _changes(who: Organiser, data: Mapping[str, Any], own: Path | None) -> dict[Keys, Any]:
    """What leaves no name of whoever it was in a person's logs."""
    changes: dict[Keys, Any] = {}
    theirs = {who.slug} if who.further else {who.slug, ""}
    for table, place, entry in entries(data):
        if entry.get(BY, "") in theirs:
            changes[table, place, BY] = team.LEFT
        whom, note = team.without_name(str(entry.get(NOTE, "")), own) if table == contacts.LOG else ("", "")
        if _is_called(who, whom):
            changes[table, place, NOTE] = note
        changes |= {
            (table, place, key): team.LEFT
            for key in (contacts.TAKEN_FROM, contacts.NAME_OF)
            if _is_called(who, entry.get(key))
        }
    noted = data.get(keys.NOTED_BY, {})
    for key, by in noted.items() if isinstance(noted, dict) else ():
        if by == who.slug:
            changes[keys.NOTED_BY, key] = team.LEFT
    return changes if who.further else {**changes, **_invited(data)}


def _is_called(who: Organiser, name: object) -> bool:
    """Whether this is the name of whoever leaves; of one who has left the name of the file alone is known."""
    return name == who.name or (bool(name) and is_gone(who) and slug_of(str(name)) == who.slug)


def entries(data: Mapping[str, Any]) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """What is recorded in a parsed file: its table, its place there, itself."""
    for table in (contacts.LOG, TALKS):
        found = data.get(table, [])
        for place, entry in enumerate(found if isinstance(found, list) else ()):
            if isinstance(entry, dict):
                yield table, place, entry


def _invited(data: Mapping[str, Any]) -> dict[Keys, Any]:
    """What a file of before says of an invitation alone, as an entry that can say by whom."""
    log = data.get(contacts.LOG, [])
    return {
        (contacts.LOG, place, key): value
        for place, entry in enumerate(contacts.invited(data), len(log) if isinstance(log, list) else 0)
        for key, value in contacts.written(entry._replace(by=team.LEFT)).items()
    }


def _recorded(workspace: Workspace, own: Path, slug: str) -> dict[Keys, Any]:
    """What was recorded in a file of the one who leaves, to stand in the answers; what is there already, of a
    run that broke off, or as another copy gave the file back, does not stand there twice."""
    file = workspace.answers_file(slug)
    answers, told = workspace.read(file), workspace.read(own)
    nobodies = team.nobodies(workspace.own_templates)
    changes: dict[Keys, Any] = {}
    for table in (contacts.LOG, TALKS):
        there, found = _tables(file, answers, table), _tables(own, told, table)
        known = {place: {**one, BY: team.LEFT} for place, one in enumerate(there) if one.get(BY) in nobodies}
        theirs = [{**one, BY: team.LEFT} for one in found]
        theirs = [one for one in theirs if one not in known.values()]
        again = {place: one for one in theirs for place in known if _is_same_talk(known[place], one)}
        for place, one in again.items():
            changes |= {(table, place, key): value for key, value in _of_both(known[place], one).items()}
        new = enumerate((one for one in theirs if one not in again.values()), len(answers.get(table, [])))
        changes |= {(table, place, key): value for place, entry in new for key, value in entry.items()}
    if count := contacts.taken_back(told):
        changes[(contacts.TAKEN_BACK,)] = contacts.taken_back(answers) + count
    half = answers.get(keys.UNFINISHED, {})
    typed = half_typed(told).items()
    return changes | {(keys.UNFINISHED, key): text for key, text in typed if key not in half}


def _is_same_talk(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both are one conversation, which was noted at one moment and changed since."""
    return bool(one.get(RECORDED)) and all(one.get(key) == other.get(key) for key in NOTED)


def _of_both(here: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """One conversation of two versions: as the one who had it says it now, and no words are lost."""

    def told(key: str) -> Any:
        mine, theirs = here.get(key), there.get(key, here.get(key))
        both = (
            isinstance(mine, str) and isinstance(theirs, str) and key not in _NO_WORDS and mine not in theirs
        )
        return f"{theirs} / {mine}" if both else theirs

    return {key: told(key) for key in {**here, **there}}


def _tables(file: Path, data: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    found = logs.tables(file, data) if table == contacts.LOG else data.get(table, [])
    return [one for one in found if isinstance(one, dict)]


def rename_who(folder: Path, before: str, called: str) -> None:
    """Let what an organiser has seen be said of the name that they are called by now."""
    known = ours.read(folder)
    if before in known.who():
        known.seen = {(one[0], _renamed(one[1], before, called), *one[2:]) for one in known.seen}
        known.let = {(one[0], _renamed(one[1], before, called), one[2]) for one in known.let}
        known.begun = {_renamed(one, before, called) for one in known.begun}
        ours.write(folder, known)


def _renamed(by: str, before: str, called: str) -> str:
    return called if slug_in(by) == before else by


def forget_who(folder: Path, by: str) -> None:
    """Let nothing say any more whom an organiser began to prepare, what they have seen, or let go."""
    known = ours.read(folder)
    if by in known.who():
        known.seen = {one for one in known.seen if slug_in(one[1]) != by}
        known.let = {one for one in known.let if slug_in(one[1]) != by}
        known.begun = {one for one in known.begun if slug_in(one) != by}
        ours.write(folder, known)


def hold(file: Path, text: str, name: str) -> None:
    """Let this very text go nowhere, in which the ``name`` (folded) of somebody stands who has left; of the
    email alone it is asked later whether it stands there yet."""
    known = ours.read(file.parent)
    known.held.add((file.name, ours.digest(text)))
    if file.name == inventory.FILES[inventory.INVITATION]:
        known.left.add((file.name, ours.digest(name)))
    ours.write(file.parent, known)


def look_for(folder: Path, slug: str) -> None:
    """Let each email to a person be looked through for the one who has left and whose name gives this slug,
    where git may bring one in which it stands."""
    if is_in_git(folder):
        known = ours.read(folder)
        known.left.add((inventory.FILES[inventory.INVITATION], ours.digest(slug)))
        ours.write(folder, known)
