"""The leaflet in its three forms, made from the answers on organiser, network and practical matters.

It is about nobody in particular: no person's answer and no private one is in reach of its templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from netinvite import documents, formats, outputs
from netinvite.errors import UnfitError, UsageError
from netinvite.inventory import Document
from netinvite.language import _
from netinvite.leaflet import press
from netinvite.leaflet.logo import Logo
from netinvite.names import slug_of
from netinvite.preparation import Preparation
from netinvite.questions import Question
from netinvite.walk import by_step
from netinvite.workspace import Workspace

# What ``mail --attach`` calls it.
WORD = "leaflet"
ABOUT = "network"
# What a leaflet should say; the moment, the values, the organiser's role and organisation may be missing.
NEEDED = (
    "network.name",
    "network.theme",
    "network.purpose",
    "practical.contribution",
    "practical.gain",
    "practical.meetings",
    "practical.place",
    "practical.period",
    "practical.costs",
    "organiser.name",
    "organiser.phone",
    "organiser.email",
)
_FILE_WORDS = {"da": "pjece"}


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A finished leaflet: its file name and content, the questions whose answers are missing in it, and
    what else its maker should know (``notes``)."""

    name: str
    data: bytes
    missing: tuple[Question, ...]
    notes: tuple[str, ...]


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
ENDINGS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".pdf": "pdf"}


def make(workspace: Workspace, lang: str, form: str, logo: Logo | None = None) -> Leaflet:
    """The leaflet in one of ``FORMS``.

    Without any answers yet, or with a logo for Markdown, a ``UsageError``; what is wrong with a template
    is a ``TemplateError``, a PDF that cannot be made a ``LeafletError``.
    """
    if not workspace.exists:
        raise UsageError(
            _("There is no network in %(folder)s yet.") % {"folder": workspace.root},
            _("Begin with: netinvite prepare"),
        )
    preparation = Preparation.open(workspace, lang)
    for key, why in preparation.unfit.items():
        raise UnfitError(
            _("%(file)s: %(problem)s") % {"file": workspace.network_file, "problem": f"{key}: {why}"},
            _("It is asked again with: netinvite prepare"),
        )
    pressed = FORMS[form].press(_text(preparation, FORMS[form].document), logo)
    name = f"{file_stem(preparation)}.{form}"
    return Leaflet(name, pressed.data, _missing(preparation), pressed.notes)


def as_file(workspace: Workspace, lang: str) -> tuple[str, bytes]:
    """Name and content of the leaflet as a mail takes it along: PDF where typst is installed, else HTML."""
    made = make(workspace, lang, "pdf" if find_spec("typst") else "html")
    return made.name, made.data


def form_of(form: str, output: Path | None) -> str:
    """The form that is asked for: by name, else by the file's ending, else Markdown."""
    if form:
        formats.refuse_unknown(form, FORMS)
    if form or output is None or output.is_dir():
        return form or "md"
    if output.suffix.lower() not in ENDINGS:
        raise UsageError(
            _("The ending of %(file)s names no form of the leaflet.") % {"file": output},
            _("End it with .md, .html or .pdf, or add --format."),
        )
    return ENDINGS[output.suffix.lower()]


def write(made: Leaflet, output: Path, *, force: bool) -> Path:
    """Write the leaflet to a file, or under its own name into a folder; the file."""
    file = output / made.name if output.is_dir() else output
    outputs.refuse_to_overwrite(file, force=force)
    # Made to be handed out: on a shared drive, others are to open it.
    outputs.write(file, made.data, public=True)
    return file


def also_a_file(folder: Path) -> str:
    """What to say when ``mail --attach leaflet`` could mean a file in ``folder`` as well; else ""."""
    if not (folder / WORD).exists():
        return ""
    return _("“leaflet” is taken for the leaflet; the file of that name is ./leaflet.")


def file_stem(preparation: Preparation) -> str:
    """``pjece-netvaerk-om-unge``: the leaflet and the network, safe as a file name anywhere."""
    word = _FILE_WORDS.get(preparation.guide.lang, WORD)
    name = str(preparation.walk.answers.get("network.name") or "")
    return f"{word}-{slug_of(name)}" if re.search(r"\w", name) else word


def _text(preparation: Preparation, document: Document) -> str:
    guide = preparation.guide
    keys = [question.key for question in guide.questions(ABOUT)]
    values = by_step({key: value for key, value in preparation.walk.rendered().items() if key in keys})
    own = preparation.workspace.own_templates
    return documents.render_found(document, guide.lang, values, own=own, private=guide.private(), keys=keys)


def _missing(preparation: Preparation) -> tuple[Question, ...]:
    answered = preparation.walk.rendered()
    needed = (preparation.guide.question(key) for key in NEEDED)
    return tuple(question for question in needed if question and question.key not in answered)
