"""The leaflet in its three forms, made from the answers on organiser, network and practical matters.

It is about nobody in particular: no person's answer and no private one is in reach of its templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from netinvite.errors import NetinviteError, UnfitError, UsageError, WaitingError
from netinvite.language import _, ngettext
from netinvite.model import keys, kinds
from netinvite.model.around import MARK, NOWHERE, Around, Place, around
from netinvite.model.people import slug_of
from netinvite.model.proposals import first_words
from netinvite.model.questions import FULL, Question, by_step
from netinvite.model.sentences import opened
from netinvite.model.typed import Sentence, Text
from netinvite.model.walk import Walk
from netinvite.pages import press
from netinvite.pages.logo import Logo
from netinvite.render import documents
from netinvite.speech import speech
from netinvite.store.inventory import Document, language_of
from netinvite.store.network import Network
from netinvite.store.owners import first, owner_in
from netinvite.store.records import Record, Told, refuse_damaged, walk_of
from netinvite.values import replace

# What ``mail --attach`` calls it.
WORD = "leaflet"
ABOUT = "network"
# What a leaflet should say; the moment, the values and the signature may be missing.
NEEDED = (
    *(keys.HEADING, keys.ABOUT, keys.PURPOSE),
    *(keys.CONTRIBUTION, keys.GAIN, keys.MEETINGS, keys.PLACE, keys.PERIOD, keys.COSTS),
    *(keys.OWN_NAME, keys.OWN_PHONE, keys.OWN_EMAIL),
)
# Whom to ask; a preparation asks for it only where a mail is written.
OWN = (keys.OWN_EMAIL, keys.OWN_PHONE)


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A finished leaflet: its file name and content, the questions whose answers are missing in it, and
    what else its maker should know (``notes``). Of those missing, ``waits`` are the keys of answers that
    wait to be looked at, ``asked`` of what the leaflet itself asks on a terminal, ``never`` of what nobody
    was asked yet."""

    name: str
    data: bytes
    missing: tuple[Question, ...]
    notes: tuple[str, ...]
    waits: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """``press`` turns the template's text and the logo into the file's bytes, with notes."""

    document: Document
    press: Callable[[str, Logo | None], press.Pressed]


FORMS = {
    "md": Form(Document("leaflet.md", outgoing=True), press.markdown),
    "html": Form(Document("leaflet.html", outgoing=True, html=True), press.html),
    "pdf": Form(Document("leaflet.typ", outgoing=True), press.pdf),
}


def make(workspace: Network, lang: str, form: str, logo: Logo | None = None) -> Leaflet:
    """The leaflet in one of ``FORMS``.

    Without any answers yet, or with a logo for Markdown, a ``UsageError``; what is wrong with a template
    is a ``TemplateError``, a PDF that cannot be made a ``LeafletError``.
    """
    if not workspace.exists:
        raise UsageError(
            _("There is no network in %(folder)s yet.") % {"folder": workspace.root},
            _("Begin with: %(command)s") % {"command": workspace.command("prepare")},
        )
    with press.ahead(own=workspace.own_templates is not None) if form == "pdf" else nullcontext():
        walk = _answers(workspace, lang)
        pressed = FORMS[form].press(_text(workspace, walk, FORMS[form].document), logo)
    missing = _missing(walk)
    never = frozenset(one.key for one in missing if one.key not in walk.answers)
    asked = never & {one.key for one in to_ask(walk).open_questions()}
    name = f"{file_stem(walk)}.{form}"
    return Leaflet(name, pressed.data, missing, pressed.notes, never & walk.half, asked, never)


def finished(workspace: Network, lang: str) -> str:
    """The folder of a person written to in ``lang`` of whom nothing is missing and nothing waits, so that an
    answer can be given with theirs unasked; "" where there is none."""
    return next((slug for slug, walk, again in _people(workspace, lang) if not _lacks(walk, again)), "")


def anyone(workspace: Network, lang: str) -> str:
    """The folder of a person written to in ``lang``, whose preparation asks about the network as well; "" for
    nobody."""
    return next((slug for slug, _walk, _again in _people(workspace, lang)), "")


def _people(workspace: Network, lang: str) -> Iterator[tuple[str, Walk, Container[str]]]:
    """Whoever is written to in ``lang``, with the keys of what is asked again; where it is known who works
    here, of their own people."""
    told = Told(workspace, lang)
    for slug in workspace.slugs():
        with suppress(NetinviteError):
            data = workspace.read(workspace.answers_file(slug))
            mine = not workspace.by or owner_in(data, told.data) == workspace.by
            if mine and told.own(data) == lang:
                walk, record = told.walk_and_record(slug, data)
                yield slug, walk, walk.half | record.unfit.keys()


def _lacks(walk: Walk, again: Container[str]) -> bool:
    return any(question.required or question.key in again for question in walk.open_questions())


def _answers(workspace: Network, lang: str) -> Walk:
    """The network's answers; an ``UnfitError`` for one that does not fit its question any more."""
    guide, network = Told(workspace, lang).network(lang)
    refuse_damaged(workspace.network_file, network.problems)
    for key, why in network.unfit.items():
        raise UnfitError(
            _("%(file)s: %(problem)s") % {"file": workspace.network_file, "problem": f"{key}: {why}"},
            _("It is asked again with: %(command)s") % {"command": workspace.command("prepare")},
        )
    return _of_a_leaflet(walk_of(guide, network, Record()))


def _of_a_leaflet(walk: Walk) -> Walk:
    return replace(walk, about=(ABOUT,), by=WORD, depth=FULL)


def to_ask(walk: Walk) -> Walk:
    """The walk through all that the leaflet asks for, whom to ask too."""
    return _of_a_leaflet(walk).want(OWN)


def is_open(workspace: Network, lang: str) -> bool:
    """Whether something was never asked that the leaflet asks for."""
    return workspace.exists and not to_ask(_answers(workspace, lang)).done


def as_file(workspace: Network, lang: str, folder: Path) -> tuple[str, bytes, list[str]]:
    """Name and content of the leaflet as a mail takes it along: PDF where typst is installed, else HTML; and
    what its sender should know, who writes in ``folder``."""
    _refuse_unseen(workspace, lang)
    made = make(workspace, lang, "pdf" if find_spec("typst") else "html")
    told = [also_a_file(folder), _gaps(made, workspace, lang)]
    return made.name, made.data, [one for one in told if one]


def as_text(workspace: Network, lang: str) -> str:
    """What the leaflet says, in Markdown."""
    return make(workspace, lang, "md").data.decode()


def _gaps(made: Leaflet, workspace: Network, lang: str) -> str:
    """That answers are missing in it, and what lists them; "" where none are."""
    count = len(made.missing)
    told = ngettext(
        "One answer is missing, and its part is left out of the leaflet. Which it is: %(command)s",
        "%(count)s answers are missing, and their parts are left out of the leaflet. Which they are: "
        "%(command)s",
        count,
    )
    more = [] if lang == language_of(workspace.root) else ["--lang", lang]
    return told % {"count": count, "command": workspace.command(WORD, *more)} if count else ""


def _refuse_unseen(workspace: Network, lang: str) -> None:
    """A ``WaitingError`` where answers stand half typed: nobody who attaches a leaflet sees what it lacks."""
    if not workspace.exists:
        return
    walk = _answers(workspace, lang)
    waits = {one.step for one in walk.visible() if one.key in walk.half and walk.is_open(one)}
    if waits:
        command = workspace.command(WORD if waits == {keys.PRACTICAL} else "prepare")
        raise WaitingError(
            _("Answers for the leaflet wait to be looked at."),
            _("Look at them with: %(command)s") % {"command": command},
        )


def also_a_file(folder: Path) -> str:
    """What to say when ``mail --attach leaflet`` could mean a file in ``folder`` as well; else ""."""
    if not (folder / WORD).exists():
        return ""
    return _("“leaflet” is taken for the leaflet; the file of that name is ./leaflet.")


def file_stem(walk: Walk) -> str:
    """``pjece-netvaerk-om-unge``: the leaflet and the network, safe as a file name anywhere."""
    word = slug_of(speech(walk.guide.lang).leaflet) or WORD
    name = _named(walk)
    return f"{word}-{slug_of(name)}" if re.search(r"\w", name) else word


def _named(walk: Walk) -> str:
    """What the network goes by: the leaflet's heading, else what it is about in the writer's own words."""
    heading, theme = (str(walk.answers.get(key) or "") for key in (keys.HEADING, keys.THEME))
    question = walk.guide.question(keys.THEME)
    return heading or (question and opened(theme, first_words(question, walk.answers, walk.guide))) or ""


def _text(workspace: Network, walk: Walk, document: Document) -> str:
    guide, own = walk.guide, workspace.own_templates
    known = [question.key for question in guide.questions(ABOUT)]
    values = by_step({key: value for key, value in walk.rendered().items() if key in known})
    return documents.render_found(document, guide.lang, values, own=own, private=guide.private(), keys=known)


def _missing(walk: Walk) -> tuple[Question, ...]:
    answered = walk.rendered()
    needed = (walk.guide.question(key) for key in NEEDED)
    return tuple(question for question in needed if question and question.key not in answered)


# Read on a terminal --------------------------------------------------------------------------------


def text_around(workspace: Network, walk: Walk, question: Question) -> Around | None:
    """The leaflet that the answer to ``question`` will stand in; ``None`` where it does not stand there once,
    or is no text. Errors of templates are those of rendering."""
    kind = kinds.of(question)
    if question.private or not isinstance(kind, Text):
        return None

    def render(answer: str) -> str:
        answers = {**walk.answers, question.key: answer or None}
        return text_of(workspace, replace(walk, answers=answers))

    # A sentence gets a closing mark where it has none: this one has.
    return around(WORD, render, f"{MARK}." if isinstance(kind, Sentence) else MARK, lines=kind.lines)


def text_of(workspace: Network, walk: Walk) -> str:
    """The leaflet in Markdown."""
    return _text(workspace, walk, FORMS["md"].document)


def to_change(workspace: Network, walk: Walk, text: str) -> tuple[str, list[tuple[Place, str]]]:
    """``text`` with the questions behind it that have no answer, and what in both can be changed, in its
    order: where it stands, and the key of its question."""
    changing = [one for one in walk.visible() if not one.private and _is_ours(workspace, one.key)]
    found = [(_place(workspace, walk, one, text), one.key) for one in changing]
    places: list[tuple[Place, str]] = []
    for place, key in sorted(found, key=lambda one: (one[0][0], -one[0][1])):
        if place != NOWHERE and (not places or place[0] >= places[-1][0][1]):
            places.append((place, key))
    answered, asked = walk.rendered(), {one.key for one in walk.asked()}
    lacking = [one for one in changing if one.key not in answered and one.key in (*NEEDED, *asked)]
    if lacking:
        told = _("Left out, for nothing is answered:")
        text = f"{text.rstrip()}\n\n**{told}**\n"
    for question in lacking:
        places.append(((len(text) + 2, len(text) + 2 + len(question.ask)), question.key))
        text += f"- {question.ask}\n"
    return text, places


def _is_ours(workspace: Network, key: str) -> bool:
    """Whether whoever works here may answer it: the leaflet names the first organiser."""
    if not (workspace.by and keys.is_personal(key)):
        return True
    return workspace.by == first(workspace)


def _place(workspace: Network, walk: Walk, question: Question, text: str) -> Place:
    # 15 ms: what a preparation needs.
    from netinvite.app.reading import once

    value = walk.rendered().get(question.key)
    if not isinstance(kinds.of(question), Text) or not isinstance(value, str):
        return NOWHERE
    # There lines are joined.
    for words in (value.strip(), ", ".join(map(str.strip, value.splitlines()))):
        if (found := once(text, words)) != NOWHERE:
            return found
    # The same words stand elsewhere as well.
    letter = text_around(workspace, walk, question)
    whole, place = letter.read(value) if letter else ("", NOWHERE)
    return place if whole == text else NOWHERE
