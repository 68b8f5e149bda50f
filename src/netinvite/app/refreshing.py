"""A draft that nobody edited, rendered afresh."""

from __future__ import annotations

from contextlib import suppress

from netinvite.app import clone, verdicts, waiting
from netinvite.app.preparation import Preparation
from netinvite.errors import NetinviteError, UnfinishedError, UnfitError
from netinvite.language import _, ngettext
from netinvite.model.contacts import SENT
from netinvite.model.people import Person
from netinvite.model.questions import Question
from netinvite.store import drafts, namesakes
from netinvite.store.inventory import FILES, INVITATION, organisers
from netinvite.store.network import Network
from netinvite.store.presence import holding
from netinvite.store.workspace import Workspace

GUIDE = "conversation"
# Stands for whoever reads where nobody has said who that is; no slug.
NOBODY = "-"


def is_edited(preparation: Preparation, document: str, text: str) -> bool:
    """Whether somebody changed the saved draft by hand, so that it is not the new text."""
    return _differs(drafts.look(preparation.workspace, preparation.slug, document), text)


def _differs(draft: drafts.Draft, text: str) -> bool:
    return draft.saved and draft.edited and drafts.digest(draft.text) != drafts.digest(text)


def settled(network: Network, slug: str, draft: drafts.Draft, document: str) -> drafts.Draft:
    """A draft that seems edited, looked at once more: what nobody noted, as git joined the texts of two, is
    nobody's edit where the answers give this very text. Remembered in this copy, for as long as they do."""
    if not draft.saved or not draft.edited or draft.current:
        return draft
    workspace = Workspace.of(network)
    with suppress(NetinviteError):
        person = workspace.person(slug)
        lang = drafts.language(workspace, slug, document)
        of = Preparation.open(workspace, lang, person) if lang else Preparation.of(workspace, person)
        if not of.missing():
            of.note_made(document, of.render(document))
            return drafts.look(workspace, slug, document)
    return draft


def settle(network: Network, slug: str) -> None:
    """``settled`` for all of a person's drafts, before their answers change and give other ones."""
    # What git left in two versions of texts that nobody edited.
    clone.marks_in(network, slug)
    looks = drafts.Looks(network)
    with suppress(NetinviteError):
        for document in FILES:
            settled(network, slug, looks.look(slug, document), document)


def refresh(network: Network, slug: str, document: str) -> drafts.Draft:
    """Render a draft that nobody edited afresh, save it, and return it.

    Where several organise the email alone is saved, by the one in whose name it goes, and by that one the
    conversation guide with thoughts of others in it: whoever only looks would change what git carries, and be
    in the way of what others wrote.
    """
    workspace = Workspace.of(network)
    person = workspace.person(slug)
    preparation = Preparation.of(workspace, person)
    missing = preparation.missing()
    for question in missing:
        if why := preparation.no_fit(question):
            raise _no_longer_fits(workspace, person, question, why)
    if wait := waiting.in_(preparation):
        raise wait
    unwanted = document == INVITATION and not preparation.wants_mail
    # One that was written before goes on following the answers.
    if unwanted and not drafts.look(workspace, slug, document).saved:
        raise UnfinishedError(
            _without_email(workspace, person),
            _("Should it be one: choose “Save, and write the email as well” at the end of %(command)s")
            % {"command": workspace.command("prepare", slug)},
        )
    if missing:
        raise unfinished(preparation, len(missing))
    noted, names = preparation.noted_by, document == GUIDE and preparation.was_handed_on()
    preparation.keep_whose()
    text = preparation.render(document)
    with holding(workspace, slug, person.name):
        # Somebody may have begun to edit it.
        draft = drafts.look(workspace, slug, document)
        if _differs(draft, text):
            return draft
        writes = (document == INVITATION or names) and _is_mine(preparation)
        if organisers(network.root) and not writes:
            return draft._replace(text=text, edited=False, current=True)
        if names:
            preparation.noted_by = noted
        texts = {document: text}
        verdict = verdicts.verdict_on(preparation, texts, seams=False) if document == INVITATION else None
        verdicts.save(preparation, texts, verdict)
        return drafts.look(workspace, slug, document)


def name_anew(network: Network, slug: str) -> None:
    """Let the conversation guide, of which git left two versions that nobody edited, say whose each private
    thought in it is; where answers are missing, or wait, it stays as it is."""
    workspace = Workspace.of(network)
    preparation = Preparation.of(workspace, workspace.person(slug))
    if not (preparation.missing() or waiting.in_(preparation)) and preparation.was_handed_on():
        noted = preparation.noted_by
        preparation.keep_whose()
        text = preparation.render(GUIDE)
        # Of whom nothing is known, the answers say no more for it.
        preparation.noted_by = noted
        preparation.save_drafts({GUIDE: text})


def as_read(network: Network, slug: str, document: str, draft: drafts.Draft) -> drafts.Draft | None:
    """A draft that nobody edited, as another one reads it than whose the person is: each private thought says
    whose it is. ``None`` where that cannot be said at the words themselves."""
    preparation = Preparation.of(workspace := Workspace.of(network), workspace.person(slug))
    if draft.edited or not draft.current or preparation.missing() or waiting.in_(preparation):
        return None
    preparation.keep_whose()
    # Whoever has not said who reads is nobody here.
    preparation.reader = network.by or NOBODY
    return draft._replace(text=preparation.render(document))


def _without_email(network: Network, person: Person) -> str:
    told = _("No email was written for %(name)s: you meet or call.")
    return told % {"name": namesakes.told(network, person.slug, person.name)}


def _is_mine(preparation: Preparation) -> bool:
    return preparation.mine == preparation.workspace.by


def would_be_written(network: Network, slug: str, document: str) -> bool:
    """Whether a text that is not there yet would be written, were it asked for now."""
    workspace = Workspace.of(network)
    preparation = Preparation.of(workspace, workspace.person(slug))
    wanted = document != INVITATION or preparation.wants_mail
    return wanted and not (preparation.missing() or waiting.in_(preparation))


def refuse_unwritten(network: Network, person: Person) -> None:
    """An ``UnfinishedError`` where no email to somebody can have gone: none lies there, and answers that one
    needs are missing."""
    if drafts.look(network, person.slug, INVITATION).saved:
        return
    preparation = Preparation.of(Workspace.of(network), person)
    log = network.command("log", person.slug, SENT)
    elsewhere = _("One that you wrote elsewhere is noted with: %(log)s") % {"log": log}
    if not preparation.wants_mail:
        raise UnfinishedError(_without_email(network, person), elsewhere)
    if missing := preparation.missing():
        told = _("No email to %(name)s is written yet. What is missing: %(asks)s")
        asks = "; ".join(question.ask for question in missing)
        go_on = _("Go on with: %(command)s") % {"command": network.command("prepare", person.slug)}
        name = namesakes.told(network, person.slug, person.name)
        raise UnfinishedError(told % {"name": name, "asks": asks}, f"{go_on}\n{elsewhere}")


def unwritten(network: Network, slug: str, name: str) -> str:
    """What ``refuse_unwritten`` says in full of somebody called ``name``; "" where an email can have gone, or
    where that cannot be told."""
    try:
        refuse_unwritten(network, Person(slug, name))
    except UnfinishedError as error:
        return error.in_full
    except NetinviteError:
        pass
    return ""


def is_open(network: Network, slug: str) -> bool:
    """Whether answers of a person are missing, or wait to be looked at, so that no text is written anew."""
    workspace = Workspace.of(network)
    preparation = Preparation.of(workspace, workspace.person(slug))
    return bool(preparation.missing() or waiting.in_(preparation))


def unfinished(preparation: Preparation, count: int) -> UnfinishedError:
    """So many answers are missing."""
    told = ngettext(
        "The preparation of %(name)s is not finished: one answer is missing.",
        "The preparation of %(name)s is not finished: %(count)s answers are missing.",
        count,
    )
    workspace, slug = preparation.workspace, preparation.slug
    name, command = namesakes.told(workspace, slug, preparation.name), workspace.command("prepare", slug)
    return UnfinishedError(
        told % {"name": name, "count": count}, _("Go on with: %(command)s") % {"command": command}
    )


def _no_longer_fits(workspace: Network, person: Person, question: Question, why: str) -> UnfitError:
    return UnfitError(
        _("%(name)s: the answer to “%(ask)s” does not fit any more: %(why)s")
        % {"name": namesakes.told(workspace, person.slug, person.name), "ask": question.ask, "why": why},
        _("It is asked again with: %(command)s") % {"command": workspace.command("prepare", person.slug)},
    )
