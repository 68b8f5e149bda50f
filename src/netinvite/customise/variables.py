"""What a template names, found in its syntax tree, in every branch, without running it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, meta, nodes

from netinvite.customise.shelf import Problem
from netinvite.errors import did_you_mean, nearest
from netinvite.language import _
from netinvite.render import engine, faults
from netinvite.render.faults import PlacedError
from netinvite.render.sandbox import Sandbox

# Filters that read an attribute whose name is a text.
_BY_NAME = frozenset(
    ("attr", "map", "selectattr", "rejectattr", "sum", "groupby", "sort", "unique", "min", "max")
)
_LOADING = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Names:
    """What templates of one language may name: the guide's keys (``step.name``), and which are private."""

    keys: frozenset[str]
    private: frozenset[str]

    @property
    def steps(self) -> frozenset[str]:
        """The steps of the keys."""
        return frozenset(key.partition(".")[0] for key in self.keys)


class _Reading(Sandbox):
    """Computes nothing ahead: what is constant in a template may still be huge."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))


@dataclass(slots=True)
class Examination:
    """One document's template and all that it includes, held against ``names``."""

    lang: str
    own: Path | None
    names: Names
    outgoing: bool
    seen: set[str] = field(default_factory=set)
    _environment: Sandbox = field(init=False)

    def __post_init__(self) -> None:
        self._environment = engine.environment(self.lang, self.own)

    def problems(self, template: str) -> Iterator[Problem]:
        """All that is wrong with ``template`` and what it includes; each template is read once."""
        if template in self.seen:
            return
        self.seen.add(template)
        loader: Any = self._environment.loader
        try:
            source, file, _current = loader.get_source(self._environment, template)
        except UnicodeDecodeError:
            place = self.own / self.lang / template if self.own else Path(template)
            yield Problem(place, 1, _("this is not UTF-8 text."), _("Save it again as UTF-8 in your editor."))
            return
        try:
            if len(source) > LONGEST:
                raise RecursionError
            tree = self._environment.parse(source, template, file)
            yield from self._in_tree(tree, Path(file))
            included = list(_included(tree))
        except TemplateSyntaxError as error:
            yield _problem(Path(file), faults.syntax_error(error, file))
            return
        except RecursionError:
            yield Problem(Path(file), 1, _("this is too large or nested too deeply to be a template."))
            return
        for name, line in included:
            yield from self._loaded(name, Path(file), line)

    def _loaded(self, name: str, file: Path, line: int) -> Iterator[Problem]:
        try:
            yield from self.problems(name)
        except TemplateNotFound:
            message = _("There is no template “%(name)s” for the language “%(lang)s”.")
            words = {"name": name, "lang": self.lang}
            known = self._environment.list_templates()
            yield Problem(file, line, message % words, did_you_mean(nearest(name, known)))

    def _in_tree(self, tree: nodes.Template, file: Path) -> Iterator[Problem]:
        scope = _Scope.of(tree, self.names.steps)
        yield from self._tools(tree, file)
        yield from self._undeclared(tree, file)
        for base, name, line in _read_attributes(tree):
            yield from self._attribute(scope, base, name, file, line)

    def _attribute(
        self, scope: _Scope, base: nodes.Node, name: str, file: Path, line: int
    ) -> Iterator[Problem]:
        step = scope.step(base)
        hidden = self.names.private if self.outgoing else frozenset()
        if name.startswith("_"):
            yield Problem(file, line, _("not allowed in a template: %s") % name)
        elif step and f"{step}.{name}" not in self.names.keys - hidden:
            known = self.names.keys - hidden
            yield _problem(file, faults.unknown_name(str(file), line, f"{step}.{name}", hidden, known))
        elif not step and name in {key.partition(".")[2] for key in hidden}:
            key = next(key for key in sorted(hidden) if key.endswith(f".{name}"))
            yield _problem(file, faults.unknown_name(str(file), line, key, hidden, ()))

    def _undeclared(self, tree: nodes.Template, file: Path) -> Iterator[Problem]:
        # Jinja counts what only an {% if %} sets among them.
        stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
        known = self.names.steps | stored | {"questions"}
        near = self.names.keys | known | self._environment.globals.keys()
        for name in sorted(undeclared(self._environment, tree) - known):
            line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 1)
            yield _problem(file, faults.unknown_name(str(file), line, name, frozenset(), near))

    def _tools(self, tree: nodes.Template, file: Path) -> Iterator[Problem]:
        """Filters and tests that are not there."""
        for kind, known, message in (
            (nodes.Filter, self._environment.filters, _("There is no filter “%(name)s”.")),
            (nodes.Test, self._environment.tests, _("There is no test “%(name)s”.")),
        ):
            for node in tree.find_all(kind):
                if node.name in known:
                    continue
                if kind is nodes.Filter and (past := faults.gone(str(file), node.lineno, node.name)):
                    yield _problem(file, past)
                    continue
                yield Problem(
                    file,
                    node.lineno,
                    message % {"name": node.name},
                    did_you_mean(nearest(node.name, known)),
                )


def undeclared(environment: Sandbox, tree: nodes.Template) -> set[str]:
    """The names that a template takes from its context."""
    reading = _Reading()
    reading.globals.update(environment.globals)
    # Stand-ins, since Jinja computes constant parts of a template when it reads it.
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        table: dict[str, Any] = reading.filters if isinstance(node, nodes.Filter) else reading.tests
        table[node.name] = lambda *_arguments, **_named: ""
    tree.environment, before = reading, tree.environment
    try:
        return meta.find_undeclared_variables(tree)
    finally:
        tree.environment = before


def _problem(file: Path, error: PlacedError) -> Problem:
    return Problem(file, error.line or 1, error.reason, error.hint)


def _included(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """The templates that a template loads by name, with the line."""
    for node in tree.find_all(_LOADING):
        template = node.template  # type: ignore[attr-defined]  # each of these four has one
        optional = isinstance(node, nodes.Include) and node.ignore_missing
        if isinstance(template, nodes.Const) and isinstance(template.value, str) and not optional:
            yield template.value, node.lineno


def _read_attributes(tree: nodes.Template) -> Iterator[tuple[nodes.Node, str, int]]:
    """Every attribute that is read, as (of what, name, line): ``a.b``, ``a["b"]``, ``a | attr("b")``."""
    for dotted in tree.find_all(nodes.Getattr):
        yield dotted.node, dotted.attr, dotted.lineno
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and isinstance(item.arg.value, str):
            yield item.node, item.arg.value, item.lineno
    for used in tree.find_all(nodes.Filter):
        if used.name in _BY_NAME and used.node is not None:
            yield from _named_texts(used)


def _named_texts(used: nodes.Filter) -> Iterator[tuple[nodes.Node, str, int]]:
    base = used.node if used.name == "attr" and used.node is not None else used
    for argument in (*used.args, *(keyword.value for keyword in used.kwargs)):
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            for part in argument.value.split("."):
                yield base, part, used.lineno


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which names mean a step of the guide: the step's own, and others that were set to it."""

    meaning: Mapping[str, str]

    @classmethod
    def of(cls, tree: nodes.Template, steps: frozenset[str]) -> _Scope:
        meaning = {step: step for step in steps}
        given = list(_given(tree))
        for name, value in given:
            # A name that is set to something else somewhere may be anything.
            if isinstance(value, nodes.Name) and value.name in meaning:
                meaning[name] = meaning[value.name]
            else:
                meaning.pop(name, None)
        return cls(meaning)

    def step(self, node: nodes.Node) -> str:
        """The step that ``node`` means, or "" when it is none or cannot be told."""
        return self.meaning.get(node.name, "") if isinstance(node, nodes.Name) else ""


def _given(tree: nodes.Template) -> Iterator[tuple[str, nodes.Node | None]]:
    """Every name that a template sets, with what it is set to where that is plain to see."""
    plain: set[int] = set()
    for node in tree.find_all((nodes.Assign, nodes.With)):
        pairs = (
            [(node.target, node.node)]
            if isinstance(node, nodes.Assign)
            else zip(node.targets, node.values, strict=True)  # type: ignore[attr-defined]  # a With
        )
        for target, value in pairs:
            if isinstance(target, nodes.Name):
                plain.add(id(target))
                yield target.name, value
    for name in tree.find_all(nodes.Name):
        if name.ctx in ("store", "param") and id(name) not in plain:
            yield name.name, None
