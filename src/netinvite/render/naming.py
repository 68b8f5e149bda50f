"""What a template names, whatever a guide asks for: told from its source alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, TemplateError, nodes

__all__ = ["TemplateError", "naming"]

_LOADING = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
# Filters that read an attribute whose name is a text.
_BY_NAME = ("attr",)
# Nothing is rendered with it.
_SYNTAX = Environment(autoescape=True)


def naming(source: str) -> dict[str, Any]:
    """What a template names in any branch: ``parts`` as "step.name", ``alone`` the names that stand without a
    part, ``taken_in`` the templates that see its answers. ``untold``: it names something in a way that cannot
    be followed."""
    parts: set[str] = set()
    alone: set[str] = set()
    taken_in: list[str] = []
    untold = False
    for node in _inside(_SYNTAX.parse(source), parts):
        if isinstance(node, nodes.Filter) and node.name in _BY_NAME:
            untold = True
        if isinstance(node, nodes.Name) and node.ctx == "load":
            alone.add(node.name)
        # What is imported without the context sees no answers.
        if isinstance(node, _LOADING) and getattr(node, "with_context", True):
            name = getattr(node, "template", None)
            if isinstance(name, nodes.Const) and isinstance(name.value, str):
                taken_in.append(name.value)
            else:
                untold = True
    return {"parts": sorted(parts), "alone": sorted(alone), "taken_in": taken_in, "untold": untold}


def _inside(tree: nodes.Node, parts: set[str]) -> Iterator[nodes.Node]:
    """All nodes but names with a part behind them, which go into ``parts``."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            parts.add(f"{node.node.name}.{node.attr}")
            continue
        yield node
        waiting += node.iter_child_nodes()
