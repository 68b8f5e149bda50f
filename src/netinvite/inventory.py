"""Which documents there are: the shipped ones and those that a user's own templates add.

Needs no template engine, so that looking at a saved draft is quick.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from netinvite.shipped import templates_dir

ENDING = ".j2"


class Document(NamedTuple):
    """``outgoing``: the other person may see or hear it, so it never holds a private answer."""

    file: str
    outgoing: bool
    html: bool = False


DOCUMENTS = {
    "pitch": Document("pitch.md", outgoing=True),
    "invitation": Document("invitation.txt", outgoing=True),
    "guide": Document("guide.md", outgoing=False),
}
_NAME = re.compile(r"[^\W_][\w-]*\.(txt|md|html)")
_PRIVATE = re.compile(r"\s*\{#[-+]?\s*private\s*[-+]?#\}")


def is_part(template: str) -> bool:
    """Whether a template only serves others, which include it: its name begins with "_"."""
    return template.startswith("_")


def is_document_name(template: str) -> bool:
    """Whether a template's file name makes a document: ``reminder.txt.j2``, ``thanks.md.j2``."""
    return bool(_NAME.fullmatch(template.removesuffix(ENDING))) and template.endswith(ENDING)


def shipped_names() -> frozenset[str]:
    """The names of the shipped templates, of all languages."""
    return frozenset(file.name for file in templates_dir().glob(f"*/*{ENDING}"))


def added(own: Path | None, lang: str) -> dict[str, Document]:
    """The documents that a user's own templates add in ``lang``, by file name (``reminder.txt``).

    The other person may see them, unless the first line of the template is ``{# private #}``.
    """
    if own is None or not (own / lang).is_dir():
        return {}
    templates = sorted(
        file for file in (own / lang).glob(f"*{ENDING}") if is_document_name(file.name) and file.is_file()
    )
    shipped = shipped_names() if templates else frozenset()
    return {
        file.stem: _seen(file.stem)._replace(outgoing=not _declared_private(file))
        for file in templates
        if file.name not in shipped
    }


def _declared_private(template: Path) -> bool:
    try:
        with template.open(encoding="utf-8-sig", errors="replace") as stream:
            return bool(_PRIVATE.match(stream.readline(200)))
    except OSError:
        return False


def others(lang: str) -> dict[str, Document]:
    """The shipped documents that are no drafts (the leaflet), by file name; anybody may see them."""
    taken = {document.file for document in DOCUMENTS.values()}
    files = {file.stem for file in (templates_dir() / lang).glob(f"*{ENDING}") if not is_part(file.name)}
    return {file: _seen(file) for file in sorted(files - taken)}


def _seen(file: str) -> Document:
    return Document(file, outgoing=True, html=file.endswith(".html"))


def find(document: str, own: Path | None, lang: str) -> Document | None:
    """The document of this name, a draft (``pitch``) or another one by its file (``leaflet.html``, a user's
    ``reminder.txt``); ``None`` when there is none."""
    if document in DOCUMENTS:
        return DOCUMENTS[document]
    found = added(own, lang).get(document)
    if found is None and f"{document}{ENDING}" in shipped_names() and not is_part(document):
        return _seen(document)
    return found


def has_templates(own: Path | None, lang: str) -> bool:
    """Whether the user has templates (code, not only a guide) of their own in ``lang``."""
    return own is not None and next((own / lang).rglob(f"*{ENDING}"), None) is not None
