"""The shipped texts without Jinja2, whose loading takes ten times as long as they do.

When the package is built Jinja2 writes each shipped template as Python; here that runs with as much of
Jinja2's world as the email, the pitch and the leaflet need. Whatever else a text may need, and whatever goes
wrong in it, is ``Unfit``: then Jinja2 itself renders it, or says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NoReturn

from netinvite import ready
from netinvite.render.jobs import Asked, Job, filters, functions, steps_of


class Unfit(Exception):  # noqa: N818  # an outcome, not an error
    """Jinja2 has to do it."""


def rendered(job: Job) -> str | None:
    """The text of the job's document, as Jinja2 would write it; ``None`` where that has to do it."""
    file = _file(job.lang, job.template)
    if job.document.html or not file.is_file():
        return None
    given: dict[str, Any] = dict(steps_of(job.values, set(job.keys), job.hidden))
    try:
        written = _Written(job.lang)
        return "".join(written.root(job.template, {**written.known, **given, "questions": _asked(job)}))
    except Exception:
        # What it is that does not work is for Jinja2 to say.
        return None


def _file(lang: str, template: str) -> Path:
    return ready.PLAIN / lang / f"{template}.py"


def _asked(job: Job) -> list[Asked]:
    return [Asked(question) for question in job.questions]


class _Written:
    """Jinja2's environment, as far as what it wrote asks for it."""

    concat = staticmethod("".join)

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.known: dict[str, Any] = dict(functions())
        self.filters: dict[str, Callable[..., Any]] = {**filters(lang), **_FILTERS}
        self.tests: dict[str, Callable[..., Any]] = {}
        self.undefined = _unfit

    def root(self, template: str, given: Mapping[str, Any]) -> Iterator[str]:
        """The pieces of a template's text."""
        pieces: Iterator[str] = self._module(template).root(_Context(given))
        return pieces

    def _module(self, template: str) -> ModuleType:
        module = _module(_file(self.lang, template))
        vars(module)["environment"] = self
        return module

    def get_template(self, template: str, _parent: str) -> SimpleNamespace:
        """What another template takes in: without its answers, as Jinja2 does unless it is told otherwise."""

        def with_answers(given: Mapping[str, Any], _shared: bool, own: Mapping[str, Any]) -> SimpleNamespace:
            if any(value is not missing for value in own.values()):
                raise Unfit
            return self._taken_in(template, given)

        return SimpleNamespace(
            _get_default_module=lambda _context: self._taken_in(template, self.known),
            make_module=with_answers,
        )

    def _taken_in(self, template: str, given: Mapping[str, Any]) -> SimpleNamespace:
        context = _Context(given)
        for _piece in self._module(template).root(context):
            pass
        return SimpleNamespace(**{name: context.vars[name] for name in context.exported_vars})

    def getattr(self, of: Any, name: str) -> Any:
        """A part, or a method; what the sandbox looks at is for the sandbox."""
        if name.startswith(("_", "format")) or not hasattr(of, name):
            raise Unfit
        return getattr(of, name)

    def getitem(self, of: Any, key: Any) -> Any:
        """What a list or a table holds there."""
        return of[key]

    def call(self, _context: _Context, called: Callable[..., Any], *given: Any) -> Any:
        """What comes of it."""
        return called(*given)


class _Context:
    """The names that a template sees, and those that it gives itself."""

    eval_ctx = SimpleNamespace(autoescape=False)

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given
        self.vars: dict[str, Any] = {}
        self.exported_vars: set[str] = set()

    def get_all(self) -> dict[str, Any]:
        """All of them."""
        return {**self.given, **self.vars}

    def resolve_or_missing(self, name: str) -> Any:
        """What a name stands for."""
        return self.vars[name] if name in self.vars else self.given.get(name, missing)


@lru_cache(maxsize=16)
def _module(file: Path) -> ModuleType:
    spec = spec_from_file_location(f"{__name__}.{file.parent.name}.{file.stem}", file)
    if not spec or not spec.loader:
        raise Unfit
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _unfit(*_given: Any, **_named: Any) -> NoReturn:
    raise Unfit


def _int(value: str) -> int:
    if value and not value.isdecimal():
        raise Unfit
    return int(value or 0)


def _string(value: object) -> str:
    if type(value) not in (str, int):
        raise Unfit
    return str(value)


def _format(pattern: str, *given: Any) -> str:
    return pattern % given


def _join(_how: object, values: Iterable[Any], between: str) -> str:
    return between.join(map(_string, values))


def _list(_how: object, values: Iterable[Any]) -> list[Any]:
    return list(values)


def _map(_context: _Context, values: Iterable[Any], name: str) -> Iterator[str]:
    if name != "trim":
        raise Unfit
    return (_string(value).strip() for value in values)


def _select(_context: _Context, values: Iterable[Any]) -> Iterator[Any]:
    return filter(None, values)


def _select_by(_context: _Context, values: Iterable[Any], key: int) -> Iterator[Any]:
    return (value for value in values if value[key])


# Jinja2's own, for the values that the shipped texts have.
_FILTERS: dict[str, Callable[..., Any]] = {
    "format": _format,
    "int": _int,
    "join": _join,
    "length": len,
    "list": _list,
    "map": _map,
    "select": _select,
    "selectattr": _select_by,
    "string": _string,
}


# What Jinja2's modules ask its runtime for.


class Macro:
    """A text with gaps, of which each is filled."""

    def __init__(
        self, _of: Any, write: Callable[..., str], _name: str, gaps: tuple[str, ...], *more: Any
    ) -> None:
        if any(more):
            raise Unfit
        self.write, self.gaps = write, gaps

    def __call__(self, *given: Any) -> str:
        if len(given) != len(self.gaps):
            raise Unfit
        return self.write(*given)


def identity(value: Any) -> Any:
    """The very thing."""
    return value


def str_join(parts: Iterable[Any]) -> str:
    """What stands between tildes, as one text."""
    return "".join(map(_string, parts))


missing: Any = object()
internalcode = identity
LoopContext = Markup = Namespace = TemplateReference = Undefined = escape = markup_join = _unfit
TemplateNotFound = TemplateRuntimeError = Unfit
