"""The ``prepare`` command: whom, in which language, with which answers; asked for or from files."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from netinvite import clock, drafts, files, given, needs, screen, sender, verdict
from netinvite.errors import UnfinishedError, UnfitError, UsageError
from netinvite.everyone.addresses import shared
from netinvite.interview import Interview
from netinvite.language import _, activate, choose, refusal
from netinvite.names import Person, matches, unknown
from netinvite.preparation import Preparation
from netinvite.presence import holding
from netinvite.proposing import suggest_times
from netinvite.questions import Question
from netinvite.shipped import templates_dir
from netinvite.values import Value
from netinvite.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line says: ``person`` as typed, names of answers files, ``key=value`` settings."""

    person: str | None
    answers: list[str]
    settings: list[str]
    new: bool
    lang: str
    no_input: bool
    change_organiser: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A preparation taken up, and the answers given for it; ``chosen``: the order says who is meant,
    ``change_organiser``: it allows another organiser's answers."""

    preparation: Preparation
    answers: given.Given
    chosen: bool
    change_organiser: bool = False


def take_up(workspace: Workspace, order: Order) -> Opened:
    """Read the answers that the order gives, and find the person and the language it means."""
    answers = given.gather([_source(name) for name in order.answers], order.settings)
    if not order.no_input and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("netinvite prepare asks questions and needs a terminal;"),
            _("for scripts there is --answers FILE --no-input."),
        )
    person = _person(workspace, order, answers)
    preparation = _open(workspace, order, answers, person)
    chosen = person is not None or order.new or bool(answers)
    return Opened(preparation, answers, chosen, order.change_organiser)


@dataclass(frozen=True, slots=True)
class OpenedInterview:
    """A conversation taken up, and the answers given for it."""

    interview: Interview
    answers: given.Given


def take_up_interview(workspace: Workspace, order: Order, *, last: bool) -> OpenedInterview:
    """Read the answers that the order gives, and find the conversation it means."""
    answers = given.gather([_source(name) for name in order.answers], order.settings)
    if not order.no_input and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("netinvite interview asks questions and needs a terminal;"),
            _("for scripts there is --answers FILE --no-input."),
        )
    person = workspace.find(order.person)
    lang = choose(
        order.lang,
        person.lang,
        os.environ.get("NETINVITE_LANG", ""),
        _workspace_lang(workspace),
        env=os.environ,
    )
    activate(lang)
    return OpenedInterview(Interview.open(workspace, lang, person, last=last), answers)


def run_scripted(opened: Opened) -> None:
    """Take the answers, ask nothing, write the drafts and say so."""
    report(_scripted(opened.preparation, opened.answers, change_organiser=opened.change_organiser))


def _source(name: str) -> tuple[str, str]:
    if name == "-":
        return (_("standard input"), sys.stdin.buffer.read().decode("utf-8", "replace"))
    try:
        data = files.read_given(Path(name))
        if len(data) > files.LARGEST:
            raise OSError(errno.EFBIG, _("it has more than 5 MB"))
        return (name, data.decode("utf-8"))
    except UnicodeDecodeError:
        raise UsageError(
            _("%(file)s is not UTF-8 text.") % {"file": name}, _("Save it again as UTF-8 in your editor.")
        ) from None
    except OSError as error:
        raise UsageError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": refusal(error)},
            _("Give the path of a TOML file with answers."),
        ) from None


def _person(workspace: Workspace, order: Order, answers: given.Given) -> Person | None:
    """Who is meant; ``None`` for somebody new, or for whoever the wizard finds."""
    if order.new:
        return None
    if order.person is not None:
        if order.person in workspace.slugs() or matches(order.person, workspace.people()):
            return workspace.find(order.person)
        if any(mark in order.person for mark in "/\\") or not order.person.strip():
            raise unknown(order.person, workspace.people())
        workspace.refuse_odd(order.person)
        return None
    name = answers.typed.get("person.name") or answers.raw.get("person.name")
    if not isinstance(name, str):
        return None
    same = workspace.called(name)
    if len(same) > 1:
        return workspace.find(name)
    return same[0] if same else None


def _new_name(order: Order, person: Person | None) -> str:
    return order.person if order.person and person is None else ""


def _open(workspace: Workspace, order: Order, answers: given.Given, person: Person | None) -> Preparation:
    lang = choose(
        order.lang,
        answers.lang,
        person.lang if person else "",
        os.environ.get("NETINVITE_LANG", ""),
        _workspace_lang(workspace),
        env=os.environ,
    )
    preparation = Preparation.open(workspace, lang, person)
    activate(lang)
    if name := _new_name(order, person):
        answers.raw.setdefault("person.name", name)
        answers.where.setdefault("person.name", _("command line"))
    return preparation


def _workspace_lang(workspace: Workspace) -> str:
    from netinvite.workspace import language_of

    return language_of(workspace.root)


# Without asking ------------------------------------------------------------------------------------


def values_of(preparation: Preparation, answers: given.Given) -> dict[str, Value | None]:
    """What was given, as values; everything wrong is refused at once."""
    values = given.values(answers, preparation.guide, preparation.walk, clock.now())
    given.refuse(answers, ())
    return values


def _scripted(preparation: Preparation, answers: given.Given, *, change_organiser: bool = False) -> Saved:
    values = given.values(answers, preparation.guide, preparation.walk, clock.now())
    if not change_organiser:
        sender.refuse_changed(preparation, values)
    before = preparation.walk.answers.get(needs.NEEDS)
    preparation.put(values)
    preparation.put(given.defaults(preparation.walk, preparation.unfit))
    given.refuse(answers, preparation.missing(), preparation.unfit)
    texts = {document: preparation.render(document) for document in preparation.documents()}
    # Answers and drafts under one lock: where it is refused, nothing was changed.
    with preparation.workspace.lock():
        preparation.workspace.open_for_writing()
        preparation.save(strict=True)
        judged = verdict.judge(preparation, texts)
        saved = keep_edited(preparation, texts, judged)
    if told := shared_address(preparation):
        screen.tell(told)
    if judged.errors:
        screen.tell(verdict.told(judged.errors))
    for name in needs.gone(before, preparation.walk.answers.get(needs.NEEDS)):
        if people := needs.covering(preparation.workspace, name):
            screen.tell(needs.concerns(name, people))
    return saved


def shared_address(preparation: Preparation) -> str:
    """A sentence that names who else has the person's mail address; "" where nobody has."""
    email = preparation.walk.answers.get("person.email")
    return shared(preparation.workspace, preparation.slug, email) if isinstance(email, str) else ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Files written, and edited ones that were left as they are."""

    preparation: Preparation
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def keep_edited(preparation: Preparation, texts: dict[str, str], judged: verdict.Verdict) -> Saved:
    """Under the lock: save the texts whose files nobody edited, leave the others as they are."""
    kept = {document for document in texts if is_edited(preparation, document, texts[document])}
    new = {document: text for document, text in texts.items() if document not in kept}
    verdict.save(preparation, new, judged)
    folder = preparation.workspace.folder(preparation.slug)
    return Saved(
        preparation,
        tuple(folder / drafts.file_name(document) for document in new),
        tuple(folder / drafts.file_name(document) for document in texts if document in kept),
    )


def is_edited(preparation: Preparation, document: str, text: str) -> bool:
    """Whether somebody changed the saved draft by hand, so that it is not the new text."""
    draft = drafts.look(preparation.workspace, preparation.slug, document)
    return draft.saved and draft.edited and drafts.digest(draft.text) != drafts.digest(text)


def report(saved: Saved) -> None:
    """Say on standard error what was written and what was kept."""
    for file in saved.written:
        screen.tell(_("Written: %(file)s") % {"file": file})
    for file in saved.kept:
        screen.tell(_("Kept, because it was edited by hand: %(file)s") % {"file": file})


def refresh(workspace: Workspace, slug: str, document: str) -> drafts.Draft:
    """Render a draft that nobody edited afresh, save it, and return it."""
    person = workspace.person(slug)
    lang = person.lang or _workspace_lang(workspace) or choose("", env=os.environ)
    preparation = Preparation.open(workspace, lang, person)
    missing = preparation.missing()
    for question in missing:
        if why := preparation.no_fit(question):
            raise _no_longer_fits(person, question, why)
    if missing:
        raise UnfinishedError(
            _("The preparation of %(name)s is not finished: %(count)s answers are missing.")
            % {"name": person.name, "count": len(missing)},
            _("Go on with: netinvite prepare %(slug)s") % {"slug": slug},
        )
    text = preparation.render(document)
    with holding(workspace, slug, person.name):
        # Somebody may have begun to edit it.
        if not is_edited(preparation, document, text):
            verdict.save(preparation, {document: text})
        return drafts.look(workspace, slug, document)


def _no_longer_fits(person: Person, question: Question, why: str) -> UnfitError:
    return UnfitError(
        _("%(name)s: the answer to “%(ask)s” does not fit any more: %(why)s")
        % {"name": person.name, "ask": question.ask, "why": why},
        _("It is asked again with: netinvite prepare %(slug)s") % {"slug": person.slug},
    )


# The example ---------------------------------------------------------------------------------------


def _rule(title: str) -> str:
    return f"── {title} " + "─" * max(3, screen.width() - len(title) - 4)


def example(order: Order) -> None:
    """The whole result on a ready example, in a temporary workspace that is named at the end."""
    lang = choose(order.lang, os.environ.get("NETINVITE_LANG", ""), env=os.environ)
    activate(lang)
    folder = Path(tempfile.mkdtemp(prefix="netinvite-example-"))
    saved = _scripted(Preparation.open(Workspace(folder), lang), example_answers(lang))
    for file in saved.written:
        screen.put(_("Here is %(file)s:") % {"file": file.name} if screen.plain() else _rule(file.name))
        screen.put(screen.wrap(file.read_text(encoding="utf-8")))
    screen.tell(_("The example lies in %(folder)s; your own files were not touched.") % {"folder": folder})
    screen.tell(_("Your turn: netinvite prepare"))


def example_answers(lang: str) -> given.Given:
    """The shipped example answers, with proposed times that lie ahead."""
    file = templates_dir() / lang / "example.toml"
    if not file.is_file():
        file = templates_dir() / "en" / "example.toml"
    answers = given.gather([(file.name, file.read_text(encoding="utf-8"))], [])
    answers.raw["contact.times"] = list(suggest_times(clock.now(), lang, count=2))
    return answers
