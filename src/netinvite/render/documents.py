"""The texts: answers in, text out, through the templates of ``templates/<lang>/``.

What a template sees stands in ``engine``. Shipped templates are rendered here and now, most of them as they
were written when the package was built (``plain``); where a user has templates of their own in a language, a
child with limits renders them (``limits``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.commands import command
from netinvite.errors import TemplateError
from netinvite.language import _
from netinvite.libraries import at_first_use
from netinvite.model import wording
from netinvite.model.questions import OpenQuestion
from netinvite.render import plain
from netinvite.render.jobs import Job
from netinvite.store import inventory
from netinvite.store.inventory import DOCUMENTS, Document

if TYPE_CHECKING:
    from netinvite.render import engine, limits
else:
    # 40 ms, Jinja2: most texts are rendered without it.
    engine, limits = at_first_use("netinvite.render.engine"), at_first_use("netinvite.render.limits")

__all__ = ["DOCUMENTS", "Document", "render", "render_found"]


def render(
    document: str,
    lang: str,
    values: Mapping[str, Mapping[str, object]],
    questions: Sequence[OpenQuestion],
    own: Path | None = None,
    *,
    private: frozenset[str] = frozenset(),
    keys: Iterable[str] = (),
) -> str:
    """The text of ``document`` (``pitch``, ``invitation``, ``conversation``; any other by its file:
    ``leaflet.html``, a user's own ``reminder.txt``) in ``lang``. HTML is escaped.

    ``values`` holds the typed answers by step and name, ``keys`` every key of the guide (``step.name``),
    ``questions`` the open questions that were chosen, ``own`` the user's folder of templates. What is
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
    questions: Sequence[OpenQuestion] = (),
    own: Path | None = None,
    *,
    private: frozenset[str] = frozenset(),
    keys: Iterable[str] = (),
) -> str:
    """As ``render``, for a document that is known already; also one that is about no person."""
    refuse_renamed(found, own, lang)
    job = Job(found, lang, values, tuple(questions), own, private, tuple(keys))
    if inventory.has_templates(own, lang):
        return limits.render(job)
    text = plain.rendered(job)
    return engine.render(job) if text is None else wording.tidy(text)


def refuse_renamed(found: Document, own: Path | None, lang: str) -> None:
    """A ``TemplateError`` where the user's own template for this document goes by its name of before: the
    shipped one would silently stand in for it."""
    for before, now in inventory.RENAMED.items():
        if own and now == f"{found.file}{inventory.ENDING}" and (own / lang / before).is_file():
            raise TemplateError(
                _("%(file)s is called %(name)s now.") % {"file": own / lang / before, "name": now},
                _("Rename it, and put it into today's form: %(command)s")
                % {"command": command("templates", "diff", now)},
            )
