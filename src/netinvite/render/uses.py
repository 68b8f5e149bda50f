"""Which answers a text can hold: what its template and those that it takes in name, in any branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite import ready
from netinvite.language import templates_dir
from netinvite.libraries import at_first_use
from netinvite.model.keys import OPEN_QUESTIONS
from netinvite.store.inventory import ENDING, Document, has_templates

if TYPE_CHECKING:
    from netinvite.render import naming
else:
    # 40 ms, Jinja2; of the shipped templates it is known what they name.
    naming = at_first_use("netinvite.render.naming")

QUESTIONS = "questions"
# Bytes; what is longer is no template of a text.
LARGEST = 1_000_000


def uses(document: Document, lang: str, own: Path | None, keys: Iterable[str]) -> frozenset[str] | None:
    """Those of ``keys`` (``step.name``) that the document names; ``None`` where that cannot be told."""
    known = frozenset(keys)
    steps = frozenset(key.partition(".")[0] for key in known)
    try:
        found = set(_named(_Templates(lang, own), f"{document.file}{ENDING}", steps, set()))
    except (OSError, UnicodeError, RecursionError, _Untold):
        return None
    return known & found


class _Untold(Exception):  # noqa: N818  # an outcome, not an error
    """A template names something in a way that cannot be followed."""


class _Templates:
    """What each template of a language names; where all are the shipped ones, that is known already."""

    def __init__(self, lang: str, own: Path | None) -> None:
        self.known: dict[str, Any] = {} if has_templates(own, lang) else ready.named(lang)
        self.folders = [*([own / lang] if own else []), templates_dir() / lang]

    def naming(self, template: str) -> Any:
        """As ``naming.naming``."""
        return self.known.get(template) or _naming(self._source(template))

    def _source(self, template: str) -> str:
        found = next((file for folder in self.folders if (file := folder / template).is_file()), None)
        if found is None or found.stat().st_size > LARGEST:
            raise _Untold
        return found.read_text(encoding="utf-8")


def _named(made: _Templates, template: str, steps: frozenset[str], seen: set[str]) -> Iterator[str]:
    if template in seen:
        return
    seen.add(template)
    names = made.naming(template)
    # A step as a whole, handed to something else, may be looked at in any way.
    if names["untold"] or not steps.isdisjoint(names["alone"]):
        raise _Untold
    yield from names["parts"]
    if QUESTIONS in names["alone"] or any(part.startswith(f"{QUESTIONS}.") for part in names["parts"]):
        yield OPEN_QUESTIONS
    for name in names["taken_in"]:
        yield from _named(made, name, steps, seen)


# Several documents take in the same template, which may be long.
@lru_cache(maxsize=32)
def _naming(source: str) -> Any:
    try:
        return naming.naming(source)
    except naming.TemplateError:
        raise _Untold from None
