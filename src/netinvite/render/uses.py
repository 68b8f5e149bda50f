"""Which answers a text can hold: what its template and those that it takes in name, in any branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, TemplateError, nodes

from netinvite.model.keys import OPEN_QUESTIONS
from netinvite.render import engine
from netinvite.render.sandbox import Sandbox
from netinvite.store.inventory import Document

_LOADING = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
# Filters that read an attribute whose name is a text.
_BY_NAME = ("attr",)
QUESTIONS = "questions"
# Nothing is rendered with it.
_SYNTAX = Environment(autoescape=True)


def uses(document: Document, lang: str, own: Path | None, keys: Iterable[str]) -> frozenset[str] | None:
    """Those of ``keys`` (``step.name``) that the document names; ``None`` where that cannot be told."""
    known = frozenset(keys)
    steps = frozenset(key.partition(".")[0] for key in known)
    try:
        found = set(_named(engine.environment(lang, own), f"{document.file}.j2", steps, set()))
    except (TemplateError, OSError, UnicodeError, RecursionError, _Untold):
        return None
    return known & found


class _Untold(Exception):  # noqa: N818  # an outcome, not an error
    """A template names something in a way that cannot be followed."""


class _Names(NamedTuple):
    """What one template names of its own, and which templates it takes in."""

    keys: frozenset[str]
    taken_in: tuple[str, ...]


def _named(made: Sandbox, template: str, steps: frozenset[str], seen: set[str]) -> Iterator[str]:
    if template in seen:
        return
    seen.add(template)
    loader = made.loader
    assert loader is not None
    source = loader.get_source(made, template)[0]
    if len(source) > engine.LONGEST:
        raise _Untold
    names = _names(source, steps)
    yield from names.keys
    for name in names.taken_in:
        yield from _named(made, name, steps, seen)


# Several documents take in the same template, which may be long.
@lru_cache(maxsize=32)
def _names(source: str, steps: frozenset[str]) -> _Names:
    keys: set[str] = set()
    taken_in: list[str] = []
    for node in _inside(_SYNTAX.parse(source), steps, keys):
        if isinstance(node, nodes.Filter) and node.name in _BY_NAME:
            raise _Untold
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name == QUESTIONS:
            keys.add(OPEN_QUESTIONS)
        # What is imported without the context sees no answers.
        if isinstance(node, _LOADING) and getattr(node, "with_context", True):
            name = getattr(node, "template", None)
            if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
                raise _Untold
            taken_in.append(name.value)
    return _Names(frozenset(keys), tuple(taken_in))


def _inside(tree: nodes.Node, steps: frozenset[str], keys: set[str]) -> Iterator[nodes.Node]:
    """All nodes but the steps themselves, of which the answers that are named go into ``keys``.

    A step as a whole, handed to something else, may be looked at in any way.
    """
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name in steps:
            keys.add(f"{node.node.name}.{node.attr}")
            continue
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name in steps:
            raise _Untold
        yield node
        waiting += node.iter_child_nodes()
