"""Own guides checked: what a guide file cannot say, and languages that drifted apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netinvite.commands import command
from netinvite.customise.shelf import Problem
from netinvite.errors import damaged_line, line_of
from netinvite.language import _, refusal
from netinvite.model.guide import parse
from netinvite.model.keys import LANG, NOW
from netinvite.model.proposals import keys_in
from netinvite.model.questions import Guide, Question
from netinvite.model.tables import Lines, QuestionError, tables_in, whole_key
from netinvite.render.jobs import functions
from netinvite.store.reading import loads

# Tables and keys that the workspace's files, or the templates, use for something else.
RESERVED_STEPS = frozenset(
    ("schema", "lang", "set_aside", "unfinished", "check", "questions", "range", "dict", "lipsum", "cycler",
     "joiner", "namespace", "loop", "self", "true", "false", "none")
)  # fmt: skip
RESERVED_QUESTIONS = frozenset((".".join(LANG),))
_PROBLEMS_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class GuideFile:
    """A guide that can be asked, its file, and the line at which each step and question stands."""

    guide: Guide
    file: Path
    lines: Mapping[str, int]

    def line(self, key: str) -> int:
        """The line of a step, a question (``step.name``) or an open question (``questions.key``)."""
        return self.lines.get(key, 1)


def read(file: Path) -> tuple[GuideFile | None, list[Problem]]:
    """The guide in ``file``, ``None`` when it cannot be asked, and all that is wrong with it."""
    data, problems = read_toml(file)
    if data is None:
        return None, problems
    lines = Lines(data, file.read_text(encoding="utf-8-sig"))
    for error in _errors(data):
        problems.append(Problem(file, lines.of(error), error.reason, error.hint))
    if problems:
        return None, problems
    found = GuideFile(parse(data, ""), file, lines.keys)
    return found, [*_wrong_language(found), *_gone(found), *_names(found)]


def read_toml(file: Path) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The data of a TOML file, or the problem that keeps it from being read."""
    try:
        raw = file.read_bytes()
        return loads(raw.decode()), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        hint = _("Save it again as UTF-8 in your editor.")
        return None, [Problem(file, line, _("this is not UTF-8 text."), hint)]
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is no TOMLDecodeError
        return None, [Problem(file, damaged_line(raw.decode(), error), _("this is not valid TOML."))]
    except OSError as error:
        message = _("this cannot be read: %(reason)s.") % {"reason": refusal(error)}
        return None, [Problem(file, 1, message)]


# One guide -----------------------------------------------------------------------------------------


def _errors(data: dict[str, Any]) -> Iterator[QuestionError]:
    """Each error that reading the guide meets: a wrong question is told, and left out for the rest."""
    known: set[str] = set()
    for _count in range(_PROBLEMS_AT_MOST):
        try:
            parse(data, "")
            return
        except QuestionError as error:
            # What was left out is missing after that, by our own doing.
            if error.key not in known:
                yield error
            known.add(error.key)
            if not _without(data, error.key):
                return


def _without(data: dict[str, Any], key: str) -> bool:
    """Take the question ``key`` out, and all in others that looks at it; False when it is not there."""
    open_questions = tables_in(data, "questions")
    left = [one for one in open_questions if f"questions.{one.get('key')}" != key]
    if found := len(left) < len(open_questions):
        data["questions"] = left
    for step in data.get("step", []) if "." in key else []:
        questions = step.get("question", [])
        step["question"] = [item for item in questions if whole_key(step, item) != key]
        found = found or len(step["question"]) < len(questions)
        for item in step["question"]:
            _forget(item, key)
    return found


def _forget(table: dict[str, Any], key: str) -> None:
    """Take out of a question or a proposal what looks at the answer ``key``."""
    for name in ("when", "short_when", "asked_when"):
        if any(isinstance(one, dict) and one.get("key") == key for one in _each(table.get(name))):
            del table[name]
    for name in ("first", "propose"):
        if any(key in keys_in(text) for text in _texts(table.get(name))):
            del table[name]
    for one in _each(table.get("propose")):
        if isinstance(one, dict):
            _forget(one, key)


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> Iterator[str]:
    """The texts of first words or of proposals."""
    for one in _each(value):
        text = one.get("text") if isinstance(one, dict) else one
        if isinstance(text, str):
            yield text


def _wrong_language(found: GuideFile) -> Iterator[Problem]:
    lang = found.file.parent.name
    if found.guide.lang != lang:
        yield Problem(
            found.file,
            line_of(found.file, "lang"),
            _("the file says that it is in “%(said)s”, but it lies in the folder “%(lang)s”.")
            % {"said": found.guide.lang, "lang": lang},
            _('Write lang = "%(lang)s" at the top of the file.') % {"lang": lang},
        )


def _gone(found: GuideFile) -> Iterator[Problem]:
    """Questions of before where what took their place is not asked: no text has their answers any more."""
    for question in found.guide.questions():
        if (now := NOW.get(question.key)) and found.guide.question(now) is None:
            words = {"key": question.key, "new": now}
            message = _("“%(key)s” is gone; “%(new)s” is asked in its place.") % words
            hint = _("Take that question from the shipped guide: %(command)s")
            look = command("templates", "diff", "guide.toml")
            yield Problem(found.file, found.line(question.key), message, hint % {"command": look})


def _names(found: GuideFile) -> Iterator[Problem]:
    """Keys that a template could not name, or that mean something else already."""
    taken = RESERVED_STEPS | functions().keys()
    for step in found.guide.steps:
        if step.key in taken:
            yield _reserved(found, step.key)
        elif not _usable(step.key):
            yield _unusable(found, step.key, step.key)
    for question in found.guide.questions():
        if question.key in RESERVED_QUESTIONS:
            yield _reserved(found, question.key)
        elif not _usable(question.name):
            yield _unusable(found, question.key, question.name)


def _usable(name: str) -> bool:
    return name.isidentifier() and name.isascii() and not name.startswith("_") and not name.endswith("step_")


def _reserved(found: GuideFile, key: str) -> Problem:
    message = _("“%(key)s” is used for something else already.") % {"key": key}
    return Problem(found.file, found.line(key), message, _("Choose another key."))


def _unusable(found: GuideFile, place: str, name: str) -> Problem:
    message = _("the key “%(key)s” cannot be used in a template.") % {"key": name}
    hint = _("Begin with a letter from a to z, and use only such letters, digits and “_”.")
    return Problem(found.file, found.line(place), message, hint)


# Several guides ------------------------------------------------------------------------------------

_COMPARED: Mapping[str, Callable[[Question], object]] = {
    "kind": lambda question: question.kind,
    "private": lambda question: question.private,
    "required": lambda question: question.required,
    "choices": lambda question: tuple(choice.key for choice in question.choices),
    "choices_from": lambda question: question.choices_from,
    "when": lambda question: question.when,
    "first": lambda question: bool(question.first),
    "depth": lambda question: question.depth,
    "short_when": lambda question: question.short_when,
    "asked_when": lambda question: question.asked_when,
    "propose": lambda question: bool(question.propose),
}


def drift(one: GuideFile, other: GuideFile, own: frozenset[str]) -> Iterator[Problem]:
    """Where two languages no longer ask the same. ``own`` names the languages whose file can be changed;
    a problem is placed there."""
    yield from _missing(one, other, own)
    yield from _missing(other, one, own)
    for question in one.guide.questions():
        match = other.guide.question(question.key)
        for what, value in _COMPARED.items() if match else ():
            if match and value(question) != value(match):
                yield _different(one, other, own, question.key, what)


def _keys(found: GuideFile) -> list[str]:
    guide = found.guide
    keys = [step.key for step in guide.steps] + [question.key for question in guide.questions()]
    return keys + [f"questions.{question.key}" for question in guide.open_questions]


def _missing(has: GuideFile, lacks: GuideFile, own: frozenset[str]) -> Iterator[Problem]:
    there = set(_keys(lacks))
    for key in _keys(has):
        if key in there or key.partition(".")[0] not in there | {"questions", key}:
            continue
        words = {"key": key, "has": has.guide.lang, "lacks": lacks.guide.lang}
        message = _("“%(key)s” is in %(has)s and not in %(lacks)s.") % words
        if has.guide.lang in own:
            yield Problem(has.file, has.line(key), message, _add_hint(lacks, own))
        else:
            yield Problem(lacks.file, 1, message, _("Put it there too; it may be empty in the texts."))


def _add_hint(lacks: GuideFile, own: frozenset[str]) -> str:
    lang = lacks.guide.lang
    if lang in own:
        return _("Put it into templates/%(lang)s/guide.toml too.") % {"lang": lang}
    copy_it = command("templates", "copy", "guide.toml", "--lang", lang)
    return _("Copy that guide and put it there too: %(command)s") % {"command": copy_it}


def _different(one: GuideFile, other: GuideFile, own: frozenset[str], key: str, what: str) -> Problem:
    here, there = (other, one) if other.guide.lang in own else (one, other)
    message = _("%(what)s of “%(key)s” is not the same in %(here)s and %(there)s.")
    words = {"what": what, "key": key, "here": here.guide.lang, "there": there.guide.lang}
    return Problem(here.file, here.line(key), message % words, _("Make them the same."))
