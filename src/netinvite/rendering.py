"""One text from one template, here and now: the Jinja sandbox, and what it says when it fails.

A template sees the steps of the guide (``network.theme``), ``questions`` (the texts of the open questions
to bring along) and the filters and functions of ``filters`` and ``functions``. Every key of the guide is
there, "" where it has no answer; an outgoing document has no private keys at all. Answers are data, never
templates. The sandbox does not bound time and memory: for templates of a user's own see ``confined``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from netinvite import dates, mail, wording
from netinvite.errors import TemplateError
from netinvite.inventory import Document
from netinvite.language import _
from netinvite.shipped import templates_dir
from netinvite.wording import Wording

LONGEST = 1_000_000
_NAMES = (
    ("organiser", "name"),
    ("organiser", "organisation"),
    ("network", "name"),
    ("person", "name"),
    ("person", "organisation"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """All that a text is made of. ``values`` holds the typed answers by step and name, ``keys`` every key
    of the guide (``step.name``), ``own`` the user's folder of templates."""

    document: Document
    lang: str
    values: Mapping[str, Mapping[str, object]]
    questions: tuple[str, ...]
    own: Path | None
    private: frozenset[str]
    keys: tuple[str, ...]

    @property
    def template(self) -> str:
        """The name of the document's template."""
        return f"{self.document.file}.j2"

    @property
    def hidden(self) -> frozenset[str]:
        """The keys that the document must not show."""
        return self.private if self.document.outgoing else frozenset()


class PlacedError(TemplateError):
    """What is wrong in a template: ``reason``, in ``file`` at ``line`` (0 where no line is to blame)."""

    def __init__(self, file: str, line: int, reason: str, hint: str = "") -> None:
        place = _("%(file)s, line %(line)s: %(reason)s") if line else _("%(file)s: %(reason)s")
        super().__init__(place % {"file": file, "line": line, "reason": reason}, hint)
        self.file, self.line, self.reason = file, line, reason


class TooLong(Exception):  # noqa: N818  # raised into a template that is at work, from outside
    """A template has had its time."""


def render(job: Job) -> str:
    """The text of the job's document; a ``PlacedError`` says what is wrong with a template, and where."""
    steps = _steps(job.values, set(job.keys), job.hidden)
    made = environment(job.lang, job.values, job.own, html=job.document.html)
    where = job.template
    try:
        return wording.tidy(_generate(made, where, {**steps, "questions": job.questions}))
    except TemplateNotFound as error:
        raise _not_found(error, where, job.lang) from None
    except TemplateSyntaxError as error:
        raise syntax_error(error, where) from None
    except UndefinedError as error:
        known = {f"{step}.{name}" for step, of in steps.items() for name in vars(of)}
        known = {name for name in known if not name.endswith(".step_")} | steps.keys() | made.globals.keys()
        raise _unknown(error, where, job.hidden, known) from None
    except SecurityError as error:
        raise PlacedError(*_place(error, where), _("not allowed in a template: %s") % error) from None
    except TemplateRuntimeError as error:
        raise PlacedError(*_place(error, where), str(error)) from None
    except RecursionError as error:
        raise PlacedError(
            *_place(error, where), _("this includes or calls itself without end, or is nested too deeply.")
        ) from None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, SyntaxError) as error:
        raise PlacedError(*_place(error, where), str(error)) from None
    except MemoryError as error:
        raise PlacedError(*_place(error, where), *out_of_memory()) from None
    except TooLong as error:
        raise PlacedError(*_place(error, where), *out_of_time()) from None


def out_of_memory() -> tuple[str, str]:
    """What is said of a template that wants too much memory, with a hint."""
    return (
        _("this needs more memory than a text may take, and was ended."),
        _("Look for something made very long there: a width, a repetition, a text joined to itself."),
    )


def out_of_time() -> tuple[str, str]:
    """What is said of a template that does not come to an end, with a hint."""
    return (
        _("this takes longer than a text may take, and was ended."),
        _("Look for a loop (for) that goes round too many times, or one inside another."),
    )


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


class Sandbox(ImmutableSandboxedEnvironment):
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


def environment(
    lang: str, values: Mapping[str, Mapping[str, object]], own: Path | None, *, html: bool = False
) -> Sandbox:
    """The sandbox for templates of ``lang``: a user's own first, then the shipped ones."""
    folders = [*([own / lang] if own else []), templates_dir() / lang]
    made = Sandbox(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=_Unknown,
        # By the document's kind: what is typed into a mail or a Markdown file is what stands there.
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    words = Wording(lang, tuple(wording.one_line(values.get(step, {}).get(name)) for step, name in _NAMES))
    made.filters.update(filters(words))
    made.globals.update(functions(words))
    return made


def filters(words: Wording) -> dict[str, Callable[..., Any]]:
    """What a template may write behind a ``|``, besides Jinja's own."""
    of_language = ("clause", "after", "completes", "sentence", "question", "joined", "workplace")
    plain = (
        wording.one_line,
        wording.header,
        wording.heading,
        wording.first_name,
        wording.greeting,
        wording.typst,
    )

    def moment(value: Any) -> str:
        return dates.format_time(value, words.lang)

    moment.__doc__ = dates.format_time.__doc__
    found: dict[str, Callable[..., Any]] = {name: getattr(words, name) for name in of_language}
    return {**found, **{function.__name__: function for function in plain}, "moment": moment}


def functions(words: Wording) -> dict[str, Callable[..., Any]]:
    """What a template may call, besides Jinja's own."""

    def address(name: object, email: object) -> str:
        return mail.address(wording.header(name), wording.header(email))

    address.__doc__ = mail.address.__doc__
    return {
        "address": address,
        "byline": words.byline,
        "fitting": wording.fitting,
        "prose": wording.prose,
    }


def _generate(environment: Sandbox, name: str, context: Mapping[str, object]) -> str:
    pieces: list[str] = []
    length = 0
    for piece in environment.get_template(name).generate(context):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST:
            raise PlacedError(
                name, 0, _("the text grew longer than %(limit)s characters.") % {"limit": LONGEST}
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


def _not_found(error: TemplateNotFound, where: str, lang: str) -> TemplateError:
    message = _("There is no template “%(name)s” for the language “%(lang)s”.")
    words = {"name": error.name or where, "lang": lang}
    return TemplateError(
        message % words, _("Copy one: netinvite templates copy %(name)s --lang %(lang)s") % words
    )


def syntax_error(error: TemplateSyntaxError, where: str) -> PlacedError:
    """A syntax error of Jinja's as a ``PlacedError``."""
    return PlacedError(error.filename or error.name or where, error.lineno, error.message or "")


def _unknown(error: UndefinedError, where: str, hidden: frozenset[str], known: Iterable[str]) -> PlacedError:
    return unknown_name(*_place(error, where), error.message or "", hidden, known)


def unknown_name(
    file: str, line: int, name: str, hidden: frozenset[str], known: Iterable[str]
) -> PlacedError:
    """What is said of a name that a template may not use: private, or not there at all."""
    if name in hidden:
        reason = _("“%(name)s” is private and never stands in a text that others see.")
        return PlacedError(file, line, reason % {"name": name}, _("Take it out of the template."))
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    hint = _("Did you mean “%(name)s”?") % {"name": close[0]} if close else ""
    return PlacedError(file, line, _("“%(name)s” is not known.") % {"name": name}, hint)
