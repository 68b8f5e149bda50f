"""The first organiser's place in ``network.toml``, which another one takes when the first leaves.

What the other one says of themselves moves there, and their own file goes last: as long as it says what
``network.toml`` says already, that has broken off (``organisers.moved``), and the next run ends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from netinvite.app import sitting
from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.model import keys
from netinvite.model.people import slug_of
from netinvite.privacy.traces import BY, entries, rename_who
from netinvite.store import earlier, files, inventory, logfiles, organisers, owners
from netinvite.store.madeof import told_by
from netinvite.store.organisers import Organiser
from netinvite.store.parsed import ABSENT, Keys, with_changes
from netinvite.store.reading import at
from netinvite.store.records import guides
from netinvite.store.workspace import Workspace


def refuse_nobody(workspace: Workspace, who: Organiser, to: str | None) -> None:
    """A ``UsageError`` where nobody is there, or nobody was named, who takes the place of the first one."""
    others = inventory.organisers(workspace.root)
    if not others:
        command = workspace.command("prepare", "--as", sitting.nobodys(workspace))
        raise UsageError(
            _("%(name)s organises alone here, and nobody could take over.") % {"name": who.name},
            _("Let somebody else begin here first: %(command)s") % {"command": command},
        )
    if not to:
        raise UsageError(
            _("%(name)s is the first organiser, whose place in %(file)s another one has to take.")
            % {"name": who.name, "file": who.file},
            _("Say who, with --to: %(names)s.") % {"names": sitting.either(others)},
        )


def refuse_unfit(workspace: Workspace, heir: Organiser) -> None:
    """A ``UsageError`` for one who would have the name of another one's file there: the first one is known by
    the name alone."""
    called = slug_of(heir.name)
    if called != heir.further and called in inventory.organisers(workspace.root):
        raise UsageError(
            _("%(name)s would be taken for %(file)s as the first organiser.")
            % {"name": heir.name, "file": workspace.organiser_file(called)},
            _("Give one of them another name."),
        )


def take_place(workspace: Workspace, heir: Organiser) -> None:
    """Under the lock: let one whose people all name them stand in ``network.toml`` instead of the first."""
    now = workspace.read(workspace.network_file)
    converted = earlier.network(now, guides(workspace.own_templates))
    now = with_changes(now, converted)
    told = told_by(now, workspace.read(heir.file))
    workspace.update(workspace.network_file, {**converted, **dict(_differing(now, told))})
    _settle(workspace, heir)


def end_what_broke_off(workspace: Workspace) -> Organiser | None:
    """Who has taken the place of the first by a run that broke off, which this one ends; ``None`` where
    nothing did."""
    with workspace.lock():
        if heir := organisers.moved(workspace):
            _settle(workspace, heir)
    return heir


def _differing(
    now: Mapping[str, Any], then: Mapping[str, Any], path: Keys = ()
) -> Iterator[tuple[Keys, Any]]:
    """What makes ``then`` of ``now``, answer by answer, so that comments stay."""
    for key in {**then, **now}:
        one, other = now.get(key, ABSENT), then.get(key, ABSENT)
        if isinstance(other, dict):
            yield from _differing(one if isinstance(one, dict) else {}, other, (*path, key))
        elif one != other:
            yield (*path, key), other


def _settle(workspace: Workspace, heir: Organiser) -> None:
    """Nobody names the first one any more; what is recorded by them is by the name that the first one has."""
    called = slug_of(heir.name)
    for slug in workspace.slugs():
        file = workspace.answers_file(slug)
        for one in (file, *logfiles.of_each(workspace, slug)):
            data = workspace.read(one)
            changes = dict(_renamed(data, heir.further, called)) if called != heir.further else {}
            if one == file and at(data, *keys.OWNER) == heir.further:
                changes[keys.OWNER] = ABSENT
            workspace.update(one, changes)
        if called != heir.further:
            rename_who(workspace.folder(slug), heir.further, called)
            _rename(workspace, slug, heir.further, called)
    files.remove(heir.file)


def _renamed(data: Mapping[str, Any], before: str, called: str) -> Iterator[tuple[Keys, Any]]:
    for table, place, entry in entries(data):
        if entry.get(BY) == before:
            yield (table, place, BY), called
    for key, by in owners.noted_by(data).items():
        if by == before:
            yield (keys.NOTED_BY, key), called


def _rename(workspace: Workspace, slug: str, before: str, called: str) -> None:
    """The files of what one organiser recorded with a person; one that would be another's stays."""
    for file in logfiles.of_one(workspace, slug, before):
        new = file.with_name(file.name.replace(before, called, 1))
        if not files.is_there(new):
            file.replace(new)
            files.settle(file.parent)
