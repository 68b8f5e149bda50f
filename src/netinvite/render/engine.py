"""One text from one template, here and now: the Jinja sandbox, and what it says when it fails.

A template sees the steps of the guide (``network.theme``), ``questions`` (the open questions to bring along,
each a text; ``question.then`` is its second breath, or "") and the filters and functions of ``filters`` and
``functions``. Every key of the guide is there, "" where it has no answer; an outgoing document has no private
keys at all. Answers are data, never templates. The sandbox does not bound time and memory: for templates of a
user's own see ``limits``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    ModuleLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.utils import missing

from netinvite.errors import TemplateError
from netinvite.language import _, templates_dir
from netinvite.model import wording
from netinvite.render.faults import (
    PlacedError,
    copy_one,
    out_of_memory,
    out_of_time,
    syntax_error,
    unknown_name,
)
from netinvite.render.jobs import Asked, Job, Step, filters, functions, steps_of
from netinvite.render.sandbox import SETTINGS, Sandbox, compiled

LONGEST = 1_000_000


class TooLong(Exception):  # noqa: N818  # raised into a template that is at work, from outside
    """A template has had its time."""


class Compiled(BytecodeCache):
    """Templates compiled once for many renderings: most of the time that a trial takes.

    For texts that nobody gets: a filter over words of the template itself was applied as the first
    rendering's names had it.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, str, bool], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get(self._key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[self._key(bucket)] = bucket.code

    def _key(self, bucket: Bucket) -> tuple[str, str, bool]:
        return bucket.key, bucket.checksum, bool(bucket.environment.autoescape)


def render(job: Job, compiled: Compiled | None = None) -> str:
    """The text of the job's document; a ``PlacedError`` says what is wrong with a template, and where."""
    steps = steps_of(job.values, set(job.keys), job.hidden)
    made = (environment if compiled else _kept)(job.lang, job.own, html=job.document.html)
    if compiled:
        made.bytecode_cache = compiled
    where = job.template
    questions = [Asked(question) for question in job.questions]
    try:
        return wording.tidy(_generate(made, where, {**steps, "questions": questions}))
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


class _Unknown(StrictUndefined):
    """Says its full name when it is used, for the error message."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        step = f"{obj.step_}." if isinstance(obj, Step) else ""
        super().__init__(hint or f"{step}{name}", obj, name, exc)


def environment(lang: str, own: Path | None, *, html: bool = False) -> Sandbox:
    """The sandbox for templates of ``lang``: a user's own first, then the shipped ones."""
    folders = [*([own / lang] if own else []), templates_dir() / lang]
    made = Sandbox(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=_Unknown,
        # By the document's kind: what is typed into a mail or a Markdown file is what stands there.
        autoescape=html,
        **SETTINGS,
    )
    made.filters.update(filters(lang))
    made.globals.update(functions())
    return made


@lru_cache(maxsize=4)
def _kept(lang: str, own: Path | None, *, html: bool) -> Sandbox:
    """For a page that is read anew while one types: what is compiled by then is compiled. Changed files are
    seen; the shipped ones need not be compiled at all, where they were beforehand."""
    made = environment(lang, own, html=html)
    alone = not (html or (own and (own / lang).is_dir()))
    if alone and (folder := compiled(lang)):
        made.loader = ModuleLoader(folder)
    return made


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
    words = {"name": str(error.name or where), "lang": lang}
    return TemplateError(message % words, copy_one(words["name"], lang))


def _unknown(error: UndefinedError, where: str, hidden: frozenset[str], known: Iterable[str]) -> PlacedError:
    return unknown_name(*_place(error, where), error.message or "", hidden, known)
