"""What ``prepare`` and ``interview`` take up: whom, in which language, with which answers; texts unasked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite import clock
from netinvite.app import clone, given, meant, onoffer, refreshing, repeated, turning, verdicts, waiting
from netinvite.app.busy import OwnCalendar
from netinvite.app.concerned import concerns_need, covering, needs_gone, new_needs, refuse_other_organiser
from netinvite.app.preparation import Preparation
from netinvite.language import _, activate, active, choose, of_environment, speaking
from netinvite.model import keys
from netinvite.model.people import Person
from netinvite.model.questions import SHORT, Value
from netinvite.store import drafts, namesakes
from netinvite.store.inventory import in_several_names, language_of, organisers
from netinvite.store.workspace import Workspace
from netinvite.values import Frozen, replace

if TYPE_CHECKING:
    from netinvite.app.turning import Turn
    from netinvite.store.conversations import Interview
    from netinvite.store.organisers import Organiser


class Order(Frozen):
    """What the command line says: ``person`` as typed, answers as (name, TOML text), ``key=value``, the way
    through the questions (``depth``), which ``calendar`` is one's own; ``rename``: answers may give somebody
    who is here another name."""

    person: str | None = None
    answers: Sequence[tuple[str, str]] = ()
    settings: Sequence[str] = ()
    new: bool = False
    lang: str = ""
    change_organiser: bool = False
    depth: str = SHORT
    calendar: OwnCalendar | None = None
    sits: str | None = None
    take_over: bool = False
    rename: bool = False


class Opened(Frozen):
    """A preparation taken up, and the answers given for it; ``chosen``: the order says who is meant,
    ``turns``: the person was written to in another language so far; ``recognised``: only the name in the
    answers says who is meant. ``me``: who sits here, ``None`` where
    several organise and nobody has said; ``reader``: their language; ``named``: what the order calls
    somebody who may be new. The rest as in the order."""

    preparation: Preparation
    answers: given.Given
    chosen: bool
    change_organiser: bool = False
    turns: Turn | None = None
    calendar: OwnCalendar | None = None
    me: Organiser | None = None
    take_over: bool = False
    sits: str | None = None
    reader: str = ""
    lang: str = ""
    named: str = ""
    rename: bool = False
    recognised: bool = False


def take_up(workspace: Workspace, order: Order) -> Opened:
    """Take the answers that the order gives, and find the person and the language it means."""
    reader = active()
    workspace.adopts = order.take_over
    answers = given.gather(order.answers, order.settings)
    person = None if order.new else meant.person(workspace, order.person, answers)
    if person:
        refreshing.settle(workspace, person.slug)
    me = _sitting(workspace, order, person)
    before = turning.own_language(workspace, person) if person else ""
    preparation = _open(workspace, order, answers, person, before, me.further if me else "")
    if me and me.name and not person and preparation.walk.answers.get(keys.OWN_NAME) is None:
        preparation.put({keys.OWN_NAME: me.name})
    turn = turning.turn(preparation, person, before) if person else None
    chosen = person is not None or order.new or bool(answers)
    named = "" if order.new else meant.new_name(order.person, person, answers)
    recognised = person is not None and order.person is None
    more = me, order.take_over, order.sits, reader, order.lang, named, order.rename, recognised
    return Opened(preparation, answers, chosen, order.change_organiser, turn, order.calendar, *more)


def _sitting(workspace: Workspace, order: Order, person: Person | None) -> Organiser | None:
    typed = order.sits or workspace.by
    if not (order.take_over or in_several_names(workspace.root, typed, os.environ)):
        return None
    # 3 ms, where several organise.
    from netinvite.app import sitting

    return sitting.for_preparing(workspace, typed, person if order.take_over else None)


class OpenedInterview(Frozen):
    """A conversation taken up, and the answers given for it."""

    interview: Interview
    answers: given.Given


def take_up_interview(
    workspace: Workspace, order: Order, *, last: bool, asks: bool = True
) -> OpenedInterview:
    """Take the answers of the order, and find the conversation it means; ``asks``: somebody is asked."""
    # 3 ms, for ``interview`` alone.
    from netinvite.store.conversations import Interview

    answers = given.gather(order.answers, order.settings)
    person = workspace.find(order.person)
    lang = choose(
        *(order.lang, of_environment(os.environ), turning.own_language(workspace, person)),
        env=os.environ,
    )
    activate(lang)
    return OpenedInterview(Interview.open(workspace, lang, person, last=last, asks=asks), answers)


def _open(
    workspace: Workspace,
    order: Order,
    answers: given.Given,
    person: Person | None,
    own: str,
    organiser: str = "",
) -> Preparation:
    """``own``: the language that the person is written to in, which only the command line changes;
    ``organiser``: to whom somebody new belongs."""
    lang = choose(
        *(order.lang, own, answers.lang, of_environment(os.environ), language_of(workspace.root)),
        env=os.environ,
    )
    if person and own and answers.lang not in ("", lang):
        raise turning.refused(namesakes.told(workspace, person.slug, person.name), own, answers.lang)
    preparation = Preparation.open(workspace, lang, person, order.depth, organiser)
    if not order.new:
        meant.refuse_two_names(order.person or "" if person is None else "", answers)
    activate(lang)
    if person is None and order.person:
        answers.raw.setdefault(keys.NAME, order.person)
        answers.where.setdefault(keys.NAME, _("command line"))
    return preparation


# Without asking ------------------------------------------------------------------------------------


def values_of(preparation: Preparation, answers: given.Given) -> dict[str, Value | None]:
    """What was given, as values; everything wrong is refused at once."""
    values = given.values(answers, preparation.guide, preparation.walk, clock.now())
    given.refuse(answers, ())
    return values


def run_scripted(opened: Opened) -> Saved:
    """Take the answers, ask nothing, write the drafts."""
    with speaking(opened.reader or active()):
        meant.refuse_doubts(opened.preparation, opened.answers, opened.named, rename=opened.rename)
        theirs = _settle_whose(opened)
    if opened.turns:
        turning.apply(opened.preparation, opened.turns)
    waiting.before_writing(opened.preparation, is_said=bool(opened.sits))
    if opened.recognised:
        theirs += meant.keep_name(opened.preparation, opened.answers, rename=opened.rename)
    may = {"change_organiser": opened.change_organiser, "recognised": opened.recognised}
    saved = scripted(opened.preparation, opened.answers, **may)
    theirs += _held(opened) or waiting.unlooked(opened.preparation)
    times = onoffer.told(opened.calendar, saved.preparation, opened.answers, scripted=True)
    return replace(saved, notes=(*saved.notes, *theirs, *times, *_shared(opened)))


def _held(opened: Opened) -> list[str]:
    """What is said of edited texts of somebody who was taken over."""
    if not opened.take_over:
        return []
    # See above.
    from netinvite.app import belonging

    return belonging.held(opened.preparation)


def _shared(opened: Opened) -> list[str]:
    """What two organisers share, where one of them was answered for."""
    root = opened.preparation.workspace.root
    if not (organisers(root) and {keys.OWN_NAME, keys.OWN_EMAIL} & opened.answers.where.keys()):
        return []
    # See above.
    from netinvite.store.organisers import shared

    return shared(opened.preparation.workspace)


def _settle_whose(opened: Opened) -> list[str]:
    workspace, given = opened.preparation.workspace, {*opened.answers.where}
    if not (opened.take_over or in_several_names(workspace.root, opened.sits, os.environ)):
        return []
    # See above.
    from netinvite.app import belonging

    if opened.me:
        workspace.by = opened.me.slug
    return belonging.without_asking(opened.preparation, opened.me, take_over=opened.take_over, given=given)


def scripted(
    preparation: Preparation,
    answers: given.Given,
    *,
    change_organiser: bool = False,
    repeat: bool = True,
    recognised: bool = False,
) -> Saved:
    values = given.values(answers, preparation.guide, preparation.walk, clock.now())
    if not change_organiser:
        refuse_other_organiser(preparation, values)
    if recognised:
        meant.refuse_another(preparation, values)
    before = preparation.walk
    preparation.put(values)
    preparation.walk = preparation.walk.put(given.defaults(preparation.walk, preparation.unfit))
    # What is half typed, or does not fit any more, is somebody's own: no proposal takes its place.
    preparation.walk = preparation.walk.take_proposals({*preparation.unfit, *preparation.unfinished})
    missing = [preparation.walk.ready(question) for question in preparation.missing()]
    given.refuse(answers, missing, preparation.unfit, preparation.unfinished, command=_command(preparation))
    texts = preparation.texts(preparation.documents())
    # Answers and drafts under one lock: where it is refused, nothing was changed.
    with preparation.workspace.lock():
        preparation.workspace.open_for_writing()
        preparation.take_half(answers.half)
        preparation.save(strict=True)
        judged = verdicts.verdict_on(preparation, texts)
        saved = keep_edited(preparation, texts, judged)
    told = repeated.told(answers, before, preparation, judged.told)
    notes = [*(told if repeat else ()), *preparation.take_news(), shared_address(preparation), judged.told]
    gone = needs_gone(before.answers.get(keys.NEEDS), preparation.walk.answers.get(keys.NEEDS))
    concerned = {name: covering(preparation.workspace, name) for name in gone}
    notes += [concerns_need(name, people) for name, people in concerned.items() if people]
    notes += [new_needs(values.get(keys.NEEDS, before.answers.get(keys.NEEDS)), preparation.walk.answers)]
    notes += waiting.half_typed(preparation, _command(preparation))
    return replace(saved, notes=tuple(note for note in notes if note))


def _command(preparation: Preparation) -> str:
    """What asks the person's open questions in this language; "" for nobody who is there yet."""
    workspace, slug, lang = preparation.workspace, preparation.slug, preparation.guide.lang
    if not slug:
        return ""
    own = turning.own_language(workspace, workspace.person(slug))
    return workspace.command("prepare", slug, *([] if lang == own else ["--lang", lang]))


def shared_address(preparation: Preparation) -> str:
    """A sentence that names who else has the person's mail address; "" where nobody has."""
    # Mails take 20 ms to load (email); nothing is asked about one at first.
    from netinvite.app.addressee import shared

    email = preparation.walk.answers.get(keys.EMAIL)
    return shared(preparation.workspace, preparation.slug, email) if isinstance(email, str) else ""


class Saved(Frozen):
    """Files written, edited ones that were left as they are, and ``notes`` on what they say."""

    preparation: Preparation
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    notes: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """All of it in sentences."""
        written = [_("Written: %(file)s") % {"file": file} for file in self.written]
        told = _("Kept, because it was edited by hand: %(file)s")
        # Git's marks are nobody's edit.
        kept = [clone.told_of(file) or told % {"file": file} for file in self.kept]
        return list(dict.fromkeys([*self.notes, *written, *kept]))


def keep_edited(preparation: Preparation, texts: dict[str, str], judged: verdicts.Verdict) -> Saved:
    """Under the lock: save the texts whose files nobody edited, leave the others as they are."""
    kept = {document for document in texts if refreshing.is_edited(preparation, document, texts[document])}
    new = {document: text for document, text in texts.items() if document not in kept}
    verdicts.save(preparation, new, judged, looked=True)
    folder = preparation.workspace.folder(preparation.slug)
    return Saved(
        preparation,
        tuple(folder / drafts.file_name(document) for document in new),
        (
            *(folder / drafts.file_name(document) for document in texts if document in kept),
            *waiting.of_before(preparation),
        ),
    )
