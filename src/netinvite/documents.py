"""The texts: answers in, text out, through the templates of ``templates/<lang>/``.

A template sees the steps of the guide (``network.theme``), ``questions`` (the texts of the open questions
to bring along) and the filters and functions of ``_environment``. Every key of the guide is there, ""
where it has no answer; an outgoing document has no private keys at all. Answers are data, never templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from netinvite import mail, schedule, wording
from netinvite.errors import TemplateError
from netinvite.guide import templates_dir
from netinvite.language import _
from netinvite.wording import Wording

LONGEST = 1_000_000


class Document(NamedTuple):
    """``outgoing``: the other person may see or hear it, so it never holds a private answer."""

    file: str
    outgoing: bool


DOCUMENTS = {
    "pitch": Document("pitch.md", outgoing=True),
    "invitation": Document("invitation.txt", outgoing=True),
    "guide": Document("guide.md", outgoing=False),
}
_NAMES = (
    ("organiser", "name"),
    ("organiser", "organisation"),
    ("network", "name"),
    ("person", "name"),
    ("person", "organisation"),
)


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
    """The text of ``document`` in ``lang``.

    ``values`` holds the typed answers by step and name, ``keys`` every key of the guide (``step.name``),
    ``questions`` the texts of the chosen open questions, ``own`` the user's folder of templates. What is
    wrong with a template is a ``TemplateError`` that names file and line.
    """
    kind = DOCUMENTS[document]
    hidden = private if kind.outgoing else frozenset()
    steps = _steps(values, set(keys), hidden)
    environment = _environment(lang, values, own)
    where = f"{kind.file}.j2"
    try:
        return wording.tidy(_generate(environment, where, {**steps, "questions": tuple(questions)}))
    except TemplateNotFound as error:
        raise TemplateError(
            _("There is no template “%(name)s” for the language “%(lang)s”.")
            % {"name": error.name, "lang": lang}
        ) from None
    except TemplateSyntaxError as error:
        raise TemplateError(_at(error.filename or where, error.lineno, error.message or "")) from None
    except UndefinedError as error:
        known = {f"{step}.{name}" for step, of in steps.items() for name in vars(of)}
        raise _unknown(error, where, hidden, known | steps.keys() | environment.globals.keys()) from None
    except SecurityError as error:
        raise TemplateError(_at(*_place(error, where), _("not allowed in a template: %s") % error)) from None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        raise TemplateError(_at(*_place(error, where), str(error))) from None


class _Step(SimpleNamespace):
    """The answers of one step; plain attributes, so that ``network.values`` is the answer, not a method."""


class _Unknown(StrictUndefined):
    """Says its full name when it is used, for the error message."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        step = f"{obj.step_}." if isinstance(obj, _Step) else ""
        super().__init__(hint or f"{step}{name}", obj, name, exc)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Besides what the sandbox forbids: nothing that makes something huge out of something small."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            raise SecurityError(f"{operator}")
        return left * right


def _steps(
    values: Mapping[str, Mapping[str, object]], keys: set[str], hidden: frozenset[str]
) -> dict[str, _Step]:
    answered = {f"{step}.{name}": value for step, named in values.items() for name, value in named.items()}
    steps: dict[str, _Step] = {}
    for key in sorted(keys | answered.keys()):
        step, name = key.split(".", 1)
        space = steps.setdefault(step, _Step(step_=step))
        if key not in hidden:
            value = answered.get(key)
            setattr(space, name, "" if value is None else value)
    return steps


def _environment(lang: str, values: Mapping[str, Mapping[str, object]], own: Path | None) -> _Sandbox:
    folders = [*([own / lang] if own else []), templates_dir() / lang]
    environment = _Sandbox(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=_Unknown,
        # None of these documents is HTML: what is typed is what stands there.
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    names = tuple(wording.one_line(values.get(step, {}).get(name)) for step, name in _NAMES)
    words = Wording(lang, names)
    for of_language in ("clause", "after", "completes", "sentence", "question", "joined", "workplace"):
        environment.filters[of_language] = getattr(words, of_language)
    for plain in (wording.one_line, wording.header, wording.heading, wording.first_name, wording.greeting):
        environment.filters[plain.__name__] = plain
    environment.filters["moment"] = lambda moment: schedule.format_time(moment, lang)
    environment.globals.update(
        address=lambda name, email: mail.address(wording.header(name), wording.header(email)),
        byline=words.byline,
        fitting=wording.fitting,
        prose=wording.prose,
    )
    return environment


def _generate(environment: _Sandbox, name: str, context: Mapping[str, object]) -> str:
    pieces: list[str] = []
    length = 0
    for piece in environment.get_template(name).generate(context):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST:
            raise TemplateError(
                _("%(file)s: the text grew longer than %(limit)s characters.")
                % {"file": name, "limit": LONGEST}
            )
    return "".join(pieces)


def _place(error: BaseException, where: str) -> tuple[str, int]:
    """File and line of the innermost template that the error came through."""
    found, trace = (where, 0), error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _at(file: str, line: int, reason: str) -> str:
    return _("%(file)s, line %(line)s: %(reason)s") % {"file": file, "line": line, "reason": reason}


def _unknown(
    error: UndefinedError, where: str, hidden: frozenset[str], known: Iterable[str]
) -> TemplateError:
    name, place = error.message or "", _place(error, where)
    if name in hidden:
        reason = _("“%(name)s” is private and never stands in a text that others see.")
        return TemplateError(_at(*place, reason % {"name": name}), _("Take it out of the template."))
    close = get_close_matches(name, [item for item in known if not item.endswith("step_")], n=1, cutoff=0.5)
    hint = _("Did you mean “%(name)s”?") % {"name": close[0]} if close else ""
    return TemplateError(_at(*place, _("“%(name)s” is not known.") % {"name": name}), hint)
