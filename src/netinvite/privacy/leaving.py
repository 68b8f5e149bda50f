"""An organiser who leaves: the people are handed to another one, and the file of their own goes, or the place
that was the first one's.

That goes last: after a fault the same command finds it again, and goes on.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netinvite import clock
from netinvite.app import belonging, going, team, unseen, verdicts, waiting
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
from netinvite.language import _, active
from netinvite.model import contacts, keys
from netinvite.model.contacts import made
from netinvite.model.people import fold, slug_of
from netinvite.model.wording import listed
from netinvite.privacy import succession, traces
from netinvite.privacy.export import library
from netinvite.privacy.lying import Left
from netinvite.privacy.names import spelling
from netinvite.privacy.sources import Source
from netinvite.store import drafts, files, inventory, logfiles, organisers, ours
from netinvite.store.contacts import note
from netinvite.store.inventory import FILES, is_slug
from netinvite.store.organisers import Organiser
from netinvite.store.parsed import ABSENT, Keys
from netinvite.store.reading import at, text_at
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace


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
        succession.refuse_nobody(workspace, who, to)
    heir = organisers.find(workspace, to) if to else None
    people = tuple(
        text_at(data, *keys.NAME.path) or slug
        for slug, data in _everybody(workspace)
        if _is_theirs(workspace, slug, data, who)
    )
    if heir and heir.slug == who.slug:
        raise UsageError(_("%(name)s cannot take over from themselves.") % {"name": who.name})
    if heir and not who.further:
        succession.refuse_unfit(workspace, heir)
    if people and heir is None:
        told = _("%(name)s has people here, who would be left to nobody: %(people)s.")
        words = {"name": who.name, "people": listed(people)}
        raise UsageError(told % words, _("Say who takes them over, with --to."))
    own = tuple(file for slug in workspace.slugs() for file in logfiles.of_one(workspace, slug, who.slug))
    return Leave(who, heir, people, files.is_there(who.file), own)


def _lost(workspace: Workspace, name: str) -> Organiser | None:
    """Somebody whose file is gone, and who recorded something here, has people, or is named as somebody who
    organised; by the name of the file or by the full name."""
    known = {organisers.first(workspace).slug, *inventory.organisers(workspace.root)}
    slug = name if is_slug(name) else slug_of(name)
    if slug in known or slug in team.nobodies(workspace.own_templates):
        return None
    if any(slug in traces.of(workspace, one, data) for one, data in _everybody(workspace)):
        called = going.called(workspace, slug) if is_slug(name) else ""
        return Organiser(slug, called or name, "", workspace.organiser_file(slug), slug)
    return None


def _is_theirs(workspace: Workspace, slug: str, data: Mapping[str, Any], who: Organiser) -> bool:
    """Whether somebody whose answers are ``data`` belongs to an organiser, or came back of one who has left;
    without an owner to the first."""
    if traces.is_gone(who) and traces.came_back(workspace, slug, data, who):
        return True
    return at(data, *keys.OWNER) in ({who.slug} if who.further else {who.slug, ""})


def _everybody(workspace: Workspace) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Everyone's folder and answers; a ``WorkspaceError`` where they cannot be read, for nobody could say
    whose they are."""
    for problem in workspace.odd().values():
        raise WorkspaceError(problem)
    for slug in workspace.slugs():
        yield slug, workspace.read(workspace.answers_file(slug))


@dataclass(frozen=True, slots=True)
class Gone:
    """What was done: how many texts were ``written`` anew, whose answers (name and what was asked, by folder)
    are still as the one who left gave them of themselves, and where the name stands yet."""

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
        handed = dict(_without_traces(workspace, plan))
        for slug, waits in handed.items():
            with _as_far_as_it_can_be_read():
                preparation = _hand_over(workspace, plan, slug, again=again)
                if asks := _asks_of_theirs(preparation, again=again):
                    theirs[slug] = preparation.name, asks
                written += _write_anew(preparation)
                if waits:
                    ours.unsee(workspace.folder(slug), FILES[inventory.INVITATION])
        for slug in _heirs(workspace, plan, handed):
            # Handed over by a run that broke off.
            with _as_far_as_it_can_be_read():
                _write_anew(Preparation.of(workspace, workspace.person(slug)))
        left = _still_there(workspace, plan, handed)
        if who.further and files.is_there(who.file):
            files.remove(who.file)
        elif plan.to and not who.further:
            succession.take_place(workspace, plan.to)
            left += _named_besides(workspace, who)
    return Gone(written, theirs, tuple(left))


def _asks_of_theirs(preparation: Preparation, *, again: bool) -> tuple[str, ...]:
    """The questions whose answers are still as the one who left gave them, or one before, as they are asked
    in the reader's language."""
    found = {*preparation.unfinished}
    if not again:
        found = {*belonging.of_the_owner(preparation), *(found & {*belonging.OF_THE_OWNER})}
    guide = preparation.guide
    with suppress(NetinviteError):
        guide = load_guide(active(), preparation.workspace.own_templates)
    keys_of = (one.key for one in preparation.guide.questions("person") if one.key in found)
    return tuple(question.ask for question in map(guide.question, keys_of) if question)


def _without_traces(workspace: Workspace, plan: Leave) -> Iterator[tuple[str, bool]]:
    """Take out of everybody's logs who it was; whoever is to be handed over, and whether the email to them
    waited to be looked at before."""
    for slug, data in list(_everybody(workspace)):
        mine = _is_theirs(workspace, slug, data, plan.who)
        if mine and plan.to is None:
            raise UsageError(
                _("Somebody new belongs to %(name)s meanwhile.") % {"name": plan.who.name},
                _("Say who takes them over, with --to."),
            )
        waits, was_there = mine and _waits(workspace, slug), plan.who.slug in traces.of(workspace, slug, data)
        says_whose = traces.take_out(workspace, slug, plan.who)
        if mine or was_there:
            traces.look_for(workspace.folder(slug), slug_of(plan.who.name))
        if mine:
            yield slug, waits
        elif says_whose:
            with _as_far_as_it_can_be_read():
                _write_anew(Preparation.of(workspace, workspace.person(slug)), ("conversation",))


def _waits(workspace: Workspace, slug: str) -> bool:
    """Whether the email to somebody waits to be looked at; so it does in another's name."""
    with suppress(NetinviteError):
        return unseen.has_changed(drafts.Looks(workspace), slug)
    return False


def _heirs(workspace: Workspace, plan: Leave, handed: Container[str]) -> list[str]:
    """Whoever belonged to the one who takes over before this, and has a text that nobody edited and that was
    held when they were taken over."""
    further, looks = plan.to.further if plan.to else None, drafts.Looks(workspace)

    def is_stale(slug: str) -> bool:
        found = (looks.look(slug, document) for document in FILES)
        return any(draft.held and not draft.edited for draft in found)

    return [
        slug
        for slug, data in _everybody(workspace)
        if slug not in handed and at(data, *keys.OWNER) == further and is_stale(slug)
    ]


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
    with team.in_its_language(workspace):
        entry = made(contacts.NOTED, clock.now(), by=plan.to.slug, note=team.taken_over_from(_("someone")))
    entry = entry._replace(taken_from=team.LEFT)
    try:
        preparation = Preparation.of(workspace, workspace.person(slug))
        preparation.hand_to(plan.to.further, entry, team.LEFT)
        if again:
            belonging.ask_again(preparation, team.LEFT)
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


def _write_anew(
    preparation: Preparation, documents: tuple[str, ...] = ("pitch", inventory.INVITATION, "conversation")
) -> int:
    """Write those ``documents`` anew that are there and that nobody edited, and those of own templates; how
    many. None while an answer is missing, or waits to be looked at."""
    if preparation.missing() or waiting.in_(preparation):
        return 0
    workspace, slug = preparation.workspace, preparation.slug
    there = [one for one in documents if drafts.look(workspace, slug, one).saved]
    there += [one for one in preparation.documents() if one not in (*there, *FILES)]
    texts = preparation.texts(there)
    new = {one: text for one, text in texts.items() if not is_edited(preparation, one, text)}
    verdicts.save(preparation, new)
    return len(new)


def _still_there(workspace: Workspace, plan: Leave, handed: Container[str]) -> list[Left]:
    """The drafts of those who were ``handed`` over that somebody edited, and the files in which the name
    stands yet, each with what is to be done; edited drafts first, which are held. What goes or is written
    anew is not among them."""
    found, wanted = library(workspace), spelling(plan.who.name)
    gone = {plan.who.file, *([plan.to.file] if plan.to and not plan.who.further else ())}
    edited, others = [], []
    for source in found.sources:
        draft, named = found.drafts.of(source), wanted in source.said and source.file not in gone
        if draft and draft.edited and source.slug in handed and not named:
            edited.append(Left(source.path, belonging.to_look_at(workspace, source.slug, draft.document)))
        if not named:
            continue
        if draft and draft.edited:
            traces.hold(source.file, drafts.text_of(source.file), fold(plan.who.name))
            edited.append(
                Left(source.path, _("edited by hand, and the name stands there; change it yourself"))
            )
        elif draft:
            command = workspace.command("prepare", source.slug)
            told = _("it is written anew once the preparation is finished: %(command)s")
            others.append(Left(source.path, told % {"command": command}))
        else:
            others.append(_look_yourself(source))
    return edited + others


def _named_besides(workspace: Workspace, who: Organiser) -> list[Left]:
    """The network's file, where the first one's name stands there yet."""
    sources, wanted = library(workspace).sources, spelling(who.name)
    return [_look_yourself(one) for one in sources if one.file == who.file and wanted in one.said]


def _look_yourself(source: Source) -> Left:
    return Left(source.path, _("the name stands there; look yourself"))
