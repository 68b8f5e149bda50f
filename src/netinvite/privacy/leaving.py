"""An organiser who leaves: the people are handed to another one, and the file of their own goes.

It goes last: after a fault the same command finds it again, and goes on.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netinvite import clock
from netinvite.app import belonging, team, verdicts, waiting
from netinvite.app.preparation import Preparation
from netinvite.app.refreshing import is_edited
from netinvite.errors import (
    GuideError,
    NetinviteError,
    TemplateError,
    UnreadableError,
    UnwritableError,
    UsageError,
    WorkspaceError,
)
from netinvite.language import _
from netinvite.model import contacts, keys
from netinvite.model.contacts import made
from netinvite.privacy.export import library
from netinvite.privacy.names import spelling
from netinvite.privacy.survey import Left
from netinvite.store import drafts, files, inventory, logs, organisers, ours
from netinvite.store.asked import half_typed
from netinvite.store.contacts import note
from netinvite.store.inventory import FILES, is_slug
from netinvite.store.organisers import Organiser
from netinvite.store.parsed import ABSENT, Keys
from netinvite.store.reading import TALKS, at, text_at
from netinvite.store.workspace import Workspace

BY, NOTE = "by", "note"


@dataclass(frozen=True, slots=True)
class Leave:
    """Who leaves, to whom the ``people`` go; whether the own file is ``there``, and those recorded in."""

    who: Organiser
    to: Organiser | None
    people: tuple[str, ...]
    there: bool
    logs: tuple[Path, ...]


def plan_leave(workspace: Workspace, name: str, to: str | None) -> Leave:
    """What would be done; nothing is changed. A ``UsageError`` for the first organiser while others are
    there, for one nobody knows, and where people would be left to nobody. Whoever has left already may be
    called by the name of their file, where what they did meanwhile in another copy came back."""
    who = _lost(workspace, name) or organisers.find(workspace, name)
    if not who.further:
        raise UsageError(
            _("%(name)s is the first organiser, to whom everybody without an owner belongs.")
            % {"name": who.name},
            _(
                "Let another one take that place: put their [organiser] table into %(file)s in its stead, "
                "take their own file in organisers/ away, and their owner lines out of their people's "
                "answers."
            )
            % {"file": who.file},
        )
    heir = organisers.find(workspace, to) if to else None
    people = tuple(
        text_at(data, *keys.NAME.path) or slug
        for slug, data in _everybody(workspace)
        if at(data, *keys.OWNER) == who.slug
    )
    if heir and heir.slug == who.slug:
        raise UsageError(_("%(name)s cannot take over from themselves.") % {"name": who.name})
    if people and heir is None:
        raise UsageError(
            _("%(name)s has people here, who would be left to nobody: %(people)s.")
            % {"name": who.name, "people": ", ".join(people)},
            _("Say who takes them over, with --to."),
        )
    own = tuple(file for slug in workspace.slugs() for file in logs.of_one(workspace, slug, who.slug))
    return Leave(who, heir, people, files.is_there(who.file), own)


def _lost(workspace: Workspace, name: str) -> Organiser | None:
    """Somebody whose file is gone, and who recorded something here, or has people."""
    known = {organisers.first(workspace).slug, *inventory.organisers(workspace.root)}
    if not is_slug(name) or name in known or name in team.nobodies(workspace.own_templates):
        return None
    for slug, data in _everybody(workspace):
        files_of = {file: workspace.read(file) for file in logs.of_each(workspace, slug)}
        told = {workspace.answers_file(slug): data, **files_of}.items()
        signed = {by for file, said in told for by in logs.signed(file, said, by_entries=True)}
        if name in (at(data, *keys.OWNER), *signed):
            return Organiser(name, name, "", workspace.organiser_file(name), name)
    return None


def _everybody(workspace: Workspace) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Everyone's folder and answers; a ``WorkspaceError`` where they cannot be read, for nobody could say
    whose they are."""
    for problem in workspace.odd().values():
        raise WorkspaceError(problem)
    for slug in workspace.slugs():
        yield slug, workspace.read(workspace.answers_file(slug))


@dataclass(frozen=True, slots=True)
class Gone:
    """What was done: how many texts were ``written`` anew, whose answers (name and keys, by folder) are still
    as the one who left gave them of themselves, and where the name stands yet."""

    written: int
    theirs: dict[str, tuple[str, tuple[str, ...]]]
    left: tuple[Left, ...]


def leave(workspace: Workspace, plan: Leave, *, again: bool = False) -> Gone:
    """Carry it out: everybody is taken over as ``prepare --take-over`` does it, but that the log does not say
    from whom. ``again``: what may be true of the one who left alone waits to be looked at, as after a
    taking over on a terminal."""
    who, written, theirs = plan.who, 0, {}
    workspace.adopts = True
    with workspace.lock():
        handed = list(_without_traces(workspace, plan))
        for slug in handed:
            with _as_far_as_it_can_be_read():
                preparation = _hand_over(workspace, plan, slug, again=again)
                if found := preparation.unfinished if again else belonging.of_the_owner(preparation):
                    theirs[slug] = preparation.name, tuple(found)
                written += _write_anew(preparation)
        for slug in _heirs(workspace, plan, handed):
            # Handed over by a run that broke off.
            with _as_far_as_it_can_be_read():
                _write_anew(Preparation.of(workspace, workspace.person(slug)))
        left = tuple(_still_there(workspace, who, handed))
        if files.is_there(who.file):
            files.remove(who.file)
    return Gone(written, theirs, left)


def _heirs(workspace: Workspace, plan: Leave, handed: Container[str]) -> list[str]:
    """Whoever belonged to the one who takes over before this, and has a text that nobody edited and that is
    not of today's answers."""
    further, looks = plan.to.further if plan.to else None, drafts.Looks(workspace)

    def is_stale(slug: str) -> bool:
        found = (looks.look(slug, document) for document in FILES)
        return any(draft.saved and not draft.edited and not draft.current for draft in found)

    return [
        slug
        for slug, data in _everybody(workspace)
        if slug not in handed and at(data, *keys.OWNER) == further and is_stale(slug)
    ]


def _without_traces(workspace: Workspace, plan: Leave) -> Iterator[str]:
    """Take out of everybody's logs who it was; whoever is to be handed over."""
    notes = team.without_name(plan.who.name, workspace.own_templates)
    for slug, data in list(_everybody(workspace)):
        mine = at(data, *keys.OWNER) == plan.who.slug
        if mine and plan.to is None:
            raise UsageError(
                _("Somebody new belongs to %(name)s meanwhile.") % {"name": plan.who.name},
                _("Say who takes them over, with --to."),
            )
        own = logs.of_one(workspace, slug, plan.who.slug)
        for file in (workspace.answers_file(slug), *logs.of_each(workspace, slug)):
            told = workspace.read(file) if file not in own else {}
            if changes := _changes(plan.who, told, notes):
                workspace.update(file, changes)
        for file in own:
            workspace.update(workspace.answers_file(slug), _recorded(workspace, file, slug))
            files.remove(file)
        if mine:
            yield slug


def _recorded(workspace: Workspace, own: Path, slug: str) -> dict[Keys, Any]:
    """What was recorded in a file of the one who leaves, to stand in the answers; what is there already, of a
    run that broke off, or as another copy gave the file back, does not stand there twice."""
    file = workspace.answers_file(slug)
    answers, told = workspace.read(file), workspace.read(own)
    nobodies = team.nobodies(workspace.own_templates)
    changes: dict[Keys, Any] = {}
    for table in (contacts.LOG, TALKS):
        there, found = _tables(file, answers, table), _tables(own, told, table)
        known = [{**one, BY: team.LEFT} for one in there if one.get(BY) in nobodies]
        theirs = [{**one, BY: team.LEFT} for one in found]
        new = enumerate((one for one in theirs if one not in known), len(answers.get(table, [])))
        changes |= {(table, place, key): value for place, entry in new for key, value in entry.items()}
    if again := contacts.taken_back(told):
        changes[(contacts.TAKEN_BACK,)] = contacts.taken_back(answers) + again
    half = answers.get(keys.UNFINISHED, {})
    typed = half_typed(told).items()
    return changes | {(keys.UNFINISHED, key): text for key, text in typed if key not in half}


def _tables(file: Path, data: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    found = logs.tables(file, data) if table == contacts.LOG else data.get(table, [])
    return [one for one in found if isinstance(one, dict)]


def _changes(who: Organiser, data: Mapping[str, Any], notes: Mapping[str, str]) -> dict[Keys, Any]:
    """What leaves no name of whoever it was in a person's logs."""
    changes: dict[Keys, Any] = {}
    for table in (contacts.LOG, TALKS):
        entries = data.get(table, [])
        for place, entry in enumerate(entries if isinstance(entries, list) else ()):
            if not isinstance(entry, dict):
                continue
            if entry.get(BY) == who.slug:
                changes[table, place, BY] = team.LEFT
            if table == contacts.LOG and (note := notes.get(str(entry.get(NOTE, "")))):
                changes[table, place, NOTE] = note
    return changes


# What lies in no answer and no text of theirs.
_NOT_THEIRS = (UnreadableError, UnwritableError, GuideError, TemplateError)


@contextmanager
def _as_far_as_it_can_be_read() -> Iterator[None]:
    """Somebody whose answers or texts are not in order is handed over all the same."""
    try:
        yield
    except _NOT_THEIRS:
        raise
    except NetinviteError:
        pass


def _hand_over(workspace: Workspace, plan: Leave, slug: str, *, again: bool) -> Preparation:
    """Let somebody belong to the one who takes over, with a note in the log and the proposals that follow; a
    ``NetinviteError`` where no more than the owner could be changed. ``again``: as of ``leave``."""
    assert plan.to
    entry = made(contacts.NOTED, clock.now(), by=plan.to.slug, note=team.taken_over_from(_("someone")))
    try:
        preparation = Preparation.of(workspace, workspace.person(slug))
        preparation.hand_to(plan.to.further, entry)
        if again:
            belonging.ask_again(preparation)
        preparation.save(strict=True)
        return preparation
    except _NOT_THEIRS:
        raise
    except NetinviteError:
        file = workspace.answers_file(slug)
        ours.hold_all(workspace.folder(slug))
        changes: dict[Keys, Any] = {keys.OWNER: plan.to.further or ABSENT}
        workspace.update(file, changes | note(workspace, slug, workspace.read(file), entry))
        raise


def _write_anew(preparation: Preparation) -> int:
    """Write the texts anew that are there and that nobody edited; how many. None while an answer is missing,
    or waits to be looked at."""
    if preparation.missing() or waiting.in_(preparation):
        return 0
    workspace, slug = preparation.workspace, preparation.slug
    there = [
        one for one in ("pitch", "invitation", "conversation") if drafts.look(workspace, slug, one).saved
    ]
    there += [one for one in preparation.documents() if one not in (*there, *FILES)]
    texts = preparation.texts(there)
    new = {one: text for one, text in texts.items() if not is_edited(preparation, one, text)}
    verdicts.save(preparation, new)
    return len(new)


def _still_there(workspace: Workspace, who: Organiser, handed: Container[str]) -> list[Left]:
    """The drafts of those who were ``handed`` over that somebody edited, and the files in which the name
    stands yet, each with what is to be done; edited drafts first, which are held."""
    found, wanted = library(workspace), spelling(who.name)
    edited, others = [], []
    for source in found.sources:
        draft, named = found.drafts.of(source), wanted in source.said and source.file != who.file
        if draft and draft.edited and source.slug in handed and not named:
            edited.append(Left(source.path, belonging.to_look_at(workspace, source.slug, draft.document)))
        if not named:
            continue
        if draft and draft.edited:
            ours.hold(source.file, drafts.text_of(source.file))
            edited.append(
                Left(source.path, _("edited by hand, and the name stands there; change it yourself"))
            )
        elif draft:
            command = workspace.command("prepare", source.slug)
            told = _("it is written anew once the preparation is finished: %(command)s")
            others.append(Left(source.path, told % {"command": command}))
        else:
            others.append(Left(source.path, _("the name stands there; look yourself")))
    return edited + others
