"""The guide as data: steps and questions, read from ``templates/<lang>/guide.toml`` and validated.

A question is a frozen value that knows nothing of a terminal. Whatever a guide file says that cannot
be asked is a ``GuideError`` naming file and question, and what is allowed there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from netinvite.errors import GuideError
from netinvite.language import _
from netinvite.parsed import toml_file
from netinvite.questions import (
    ABOUT,
    CHOICE_SOURCES,
    KINDS,
    Choice,
    Condition,
    Guide,
    Note,
    OpenQuestion,
    Question,
    Step,
)
from netinvite.shipped import guide_file as guide_file
from netinvite.shipped import languages as languages
from netinvite.shipped import templates_dir as templates_dir

SCHEMA = 1


class QuestionError(GuideError):
    """A ``GuideError`` that knows where in the guide it is: ``key`` is a step's or a question's."""

    def __init__(self, message: str, hint: str, key: str) -> None:
        super().__init__(message, hint)
        self.key = key


def load(lang: str, own: Path | None = None) -> Guide:
    """Read and validate the guide of ``lang``; ``GuideError`` where it cannot be asked."""
    file = guide_file(lang, own)
    if lang not in languages(own):
        raise GuideError(
            _("There is no guide for the language “%(lang)s”.") % {"lang": lang},
            _("These are there: %(known)s.") % {"known": ", ".join(languages(own))},
        )
    hint = _("Mend that line, or remove the file to go back to the shipped guide.")
    data = toml_file(file, GuideError, hint)
    guide = parse(data, str(file))
    if guide.lang != lang:
        raise GuideError(
            _("%(file)s says that it is in “%(said)s”, but it lies in the folder “%(lang)s”.")
            % {"file": file, "said": guide.lang, "lang": lang},
            _('Write lang = "%(lang)s" at the top of the file.') % {"lang": lang},
        )
    return guide


def parse(data: Mapping[str, Any], where: str) -> Guide:
    """Build a ``Guide`` from the parsed file; ``where`` names it in error messages."""
    reader = _Reader(where)
    reader.only(data, ("schema", "lang", "title", "step", "questions"), where="")
    if data.get("schema") != SCHEMA:
        raise reader.error("", _("schema must be %(schema)s.") % {"schema": SCHEMA})
    guide = Guide(
        lang=reader.text(data, "lang", "", required=True),
        title=reader.text(data, "title", ""),
        steps=tuple(reader.step(item) for item in reader.tables(data, "step", "")),
        open_questions=tuple(reader.open_question(item) for item in reader.tables(data, "questions", "")),
    )
    _check_whole(guide, reader)
    return guide


def _check_whole(guide: Guide, reader: _Reader) -> None:
    reader.unique([step.key for step in guide.steps])
    reader.unique([question.key for question in guide.open_questions])
    seen: dict[str, Question] = {}
    for question in guide.questions():
        if question.key in seen:
            raise reader.error(question.key, _("this key stands twice."))
        _check_condition(question, seen, guide, reader)
        _check_defaults(question, guide, reader)
        seen[question.key] = question


def _check_condition(question: Question, seen: Mapping[str, Question], guide: Guide, reader: _Reader) -> None:
    condition = question.when
    if condition is None:
        return
    earlier = seen.get(condition.key)
    if earlier is None:
        problem = (
            _("when points ahead to “%(key)s”; it can only point to an earlier question.")
            if guide.question(condition.key)
            else _("when points to “%(key)s”, which is no question.")
        )
        raise reader.error(question.key, problem % {"key": condition.key}, tuple(seen), condition.key)
    if condition.one_of:
        allowed = tuple(choice.key for choice in earlier.choices)
        for value in condition.one_of:
            if value not in allowed:
                problem = _("when names “%(value)s”, which is no choice of %(key)s.")
                raise reader.error(
                    question.key, problem % {"value": value, "key": condition.key}, allowed, value
                )


def _check_defaults(question: Question, guide: Guide, reader: _Reader) -> None:
    if question.kind not in ("choice", "choices") or question.default is None:
        return
    allowed = tuple(choice.key for choice in question.choices)
    if question.choices_from == "questions":
        allowed = tuple(item.key for item in guide.open_questions)
    wanted = (question.default,) if isinstance(question.default, str) else question.default
    for value in wanted:
        if value not in allowed:
            problem = _("the default “%(value)s” is no choice.") % {"value": value}
            raise reader.error(question.key, problem, allowed, value)


QUESTION_KEYS = (
    "key",
    "kind",
    "ask",
    "help",
    "example",
    "required",
    "private",
    "any_language",
    "choices",
    "choices_from",
    "min",
    "max",
    "default",
    "when",
    "note",
)


class _Reader:
    """Typed access to a parsed guide file; every complaint names the file and the question."""

    def __init__(self, where: str) -> None:
        self.where = where

    def error(
        self, question: str, problem: str, allowed: Iterable[str] = (), given: str = ""
    ) -> QuestionError:
        known = sorted(allowed)
        close = get_close_matches(given, known, n=1) if given else []
        hint = _("Did you mean “%(close)s”?") % {"close": close[0]} + " " if close else ""
        if known:
            hint += _("Allowed: %(known)s.") % {"known": ", ".join(known)}
        place = f"{self.where}, {question}" if question else self.where
        return QuestionError(f"{place}: {problem}", hint.strip(), question)

    def only(self, table: Mapping[str, Any], allowed: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in allowed:
                raise self.error(where, _("“%(key)s” is not known here.") % {"key": key}, allowed, key)

    def unique(self, keys: list[str]) -> None:
        for key, count in Counter(keys).items():
            if count > 1:
                raise self.error(key, _("this key stands twice."))

    def text(self, table: Mapping[str, Any], key: str, where: str, *, required: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.error(where, _("“%(key)s” must be a text.") % {"key": key})
        return value

    def flag(self, table: Mapping[str, Any], key: str, where: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self.error(where, _("“%(key)s” must be true or false.") % {"key": key})
        return value

    def number(self, table: Mapping[str, Any], key: str, where: str) -> int | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.error(where, _("“%(key)s” must be a whole number.") % {"key": key})
        return value

    def texts(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(where, _("“%(key)s” must be a list of texts.") % {"key": key})
        return tuple(value)

    def text_or_texts(self, table: Mapping[str, Any], key: str, where: str) -> str | tuple[str, ...]:
        if isinstance(table.get(key), list):
            return self.texts(table, key, where)
        return self.text(table, key, where)

    def tables(self, table: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(where, _("“%(key)s” must be a list of tables.") % {"key": key})
        return value

    def one_of(self, table: Mapping[str, Any], key: str, where: str, allowed: tuple[str, ...]) -> str:
        value = self.text(table, key, where, required=True)
        if value not in allowed:
            problem = _("%(key)s “%(value)s” is not known.") % {"key": key, "value": value}
            raise self.error(where, problem, allowed, value)
        return value

    def step(self, table: Mapping[str, Any]) -> Step:
        key = self.text(table, "key", _("a step"), required=True)
        self.only(table, ("key", "about", "title", "intro", "question"), key)
        return Step(
            key=key,
            about=self.one_of(table, "about", key, ABOUT),
            title=self.text(table, "title", key, required=True),
            intro=self.text(table, "intro", key),
            questions=tuple(self.question(item, key) for item in self.tables(table, "question", key)),
        )

    def question(self, table: Mapping[str, Any], step: str) -> Question:
        name = self.text(table, "key", step, required=True)
        where = f"{step}.{name}"
        self.only(table, QUESTION_KEYS, where)
        source = self.text(table, "choices_from", where)
        if source and source not in CHOICE_SOURCES:
            problem = _("choices_from “%(value)s” is not known.") % {"value": source}
            raise self.error(where, problem, CHOICE_SOURCES, source)
        question = Question(
            step=step,
            name=name,
            kind=self.one_of(table, "kind", where, KINDS),
            ask=self.text(table, "ask", where, required=True),
            help=self.text(table, "help", where),
            example=self.text_or_texts(table, "example", where),
            required=self.flag(table, "required", where),
            private=self.flag(table, "private", where),
            any_language=self.flag(table, "any_language", where),
            choices=tuple(self.choice(item, where) for item in self.tables(table, "choices", where)),
            choices_from=source,
            min=self.number(table, "min", where),
            max=self.number(table, "max", where),
            default=self.text_or_texts(table, "default", where) if "default" in table else None,
            when=self.condition(table["when"], where) if "when" in table else None,
            note=self.note(table["note"], where) if "note" in table else None,
        )
        self.choices_fit(question)
        return question

    def choices_fit(self, question: Question) -> None:
        chosen = question.kind in ("choice", "choices")
        if chosen and not (question.choices or question.choices_from):
            raise self.error(question.key, _("a %(kind)s needs choices.") % {"kind": question.kind})
        if not chosen and (question.choices or question.choices_from):
            raise self.error(question.key, _("a %(kind)s has no choices.") % {"kind": question.kind})
        self.unique([choice.key for choice in question.choices])
        if question.min is not None and question.max is not None and question.min > question.max:
            raise self.error(question.key, _("min is larger than max."))

    def choice(self, table: Mapping[str, Any], where: str) -> Choice:
        self.only(table, ("key", "label"), where)
        return Choice(
            self.text(table, "key", where, required=True), self.text(table, "label", where, required=True)
        )

    def condition(self, table: object, where: str) -> Condition:
        if not isinstance(table, dict):
            raise self.error(where, _("“%(key)s” must be a table.") % {"key": "when"})
        self.only(table, ("key", "is", "at_least", "at_most", "answered"), where)
        condition = Condition(
            key=self.text(table, "key", where, required=True),
            one_of=self.texts(table, "is", where),
            at_least=self.number(table, "at_least", where),
            at_most=self.number(table, "at_most", where),
            answered=self.flag(table, "answered", where),
        )
        if condition == Condition(condition.key):
            raise self.error(where, _("when needs is, at_least, at_most or answered."))
        return condition

    def note(self, table: object, where: str) -> Note:
        if not isinstance(table, dict):
            raise self.error(where, _("“%(key)s” must be a table.") % {"key": "note"})
        self.only(table, ("is", "text"), where)
        return Note(self.texts(table, "is", where), self.text(table, "text", where, required=True))

    def open_question(self, table: Mapping[str, Any]) -> OpenQuestion:
        key = self.text(table, "key", "questions", required=True)
        self.only(table, ("key", "group", "ask"), key)
        return OpenQuestion(key, self.text(table, "group", key), self.text(table, "ask", key, required=True))
