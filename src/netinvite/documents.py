"""The texts: answers in, text out, through the templates of ``templates/<lang>/``.

What a template sees stands in ``rendering``. Shipped templates are rendered here and now; where a user has
templates of their own in a language, a child with limits renders them (``confined``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from netinvite import inventory
from netinvite.errors import TemplateError
from netinvite.inventory import DOCUMENTS, Document
from netinvite.language import _

__all__ = ["DOCUMENTS", "Document", "render", "render_found"]


def render(
    document: str,
    lang: str,
    values: Mapping[str, Mapping[str, object]],
    questions: Sequence[str],
    own: Path | None = None,
    *,
    private: frozenset[str] = frozenset(),
    keys: Iterable[str] = (),
) -> str:
    """The text of ``document`` (``pitch``, ``invitation``, ``guide``; any other by its file:
    ``leaflet.html``, a user's own ``reminder.txt``) in ``lang``. HTML is escaped.

    ``values`` holds the typed answers by step and name, ``keys`` every key of the guide (``step.name``),
    ``questions`` the texts of the chosen open questions, ``own`` the user's folder of templates. What is
    wrong with a template is a ``TemplateError`` that names file and line.
    """
    found = inventory.find(document, own, lang)
    if found is None:
        raise TemplateError(
            _("There is no template “%(name)s” for the language “%(lang)s”.")
            % {"name": f"{document}.j2", "lang": lang}
        )
    return render_found(found, lang, values, questions, own, private=private, keys=keys)


def render_found(
    found: Document,
    lang: str,
    values: Mapping[str, Mapping[str, object]],
    questions: Sequence[str] = (),
    own: Path | None = None,
    *,
    private: frozenset[str] = frozenset(),
    keys: Iterable[str] = (),
) -> str:
    """As ``render``, for a document that is known already; also one that is about no person."""
    from netinvite.rendering import Job, render

    job = Job(found, lang, values, tuple(questions), own, private, tuple(keys))
    if not inventory.has_templates(own, lang):
        return render(job)
    # A subprocess is not paid for where all templates are the shipped ones.
    from netinvite import confined

    return confined.render(job)
