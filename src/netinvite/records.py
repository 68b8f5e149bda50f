"""What a file of answers holds, as a guide asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netinvite.answers import from_toml
from netinvite.errors import AnswerError, MistypedError
from netinvite.language import _
from netinvite.parsed import text_at
from netinvite.questions import Choice, Guide, Question
from netinvite.values import Value

SET_ASIDE = "set_aside"
UNFINISHED = "unfinished"
LANGUAGES = "languages"
# Kinds of question that are answered by typing a text.
TYPED = ("text", "long", "list", "email", "phone", "person")


class Record:
    """What one file holds: ``answers`` by key, ``raw`` as written, ``unfinished`` texts, ``lang``.

    ``aside`` are the keys of answers that did not apply when they were kept. ``unfit`` says, by key, why an
    answer does not fit its question; such a one counts as not answered, and lies where it is until it is
    answered anew. ``mistyped`` tells of those that no change of a guide alone explains; ``problems`` are of
    the file itself.
    """

    # No dataclass, for every start would pay for making it.
    def __init__(self, lang: str = "") -> None:
        self.answers: dict[str, Value | None] = {}
        self.raw: dict[str, Any] = {}
        self.unfinished: dict[str, str] = {}
        self.aside: set[str] = set()
        self.unfit: dict[str, str] = {}
        self.mistyped: list[str] = []
        self.problems: list[str] = []
        self.lang = lang


def record_of(data: Mapping[str, Any], guide: Guide, *about: str) -> Record:
    """The answers in parsed TOML; one that does not fit is ``unfit``, and a text stands in its field again.

    Choices are checked against the guide's own; those that other answers decide (the network's needs)
    are settled by the walk.
    """
    record = Record(lang=text_at(data, "person", "lang") or text_at(data, "lang"))
    for table in dict.fromkeys((*(q.step for q in guide.questions(*about)), SET_ASIDE, UNFINISHED)):
        if not isinstance(data.get(table, {}), dict):
            record.problems.append(_("“%(key)s” must be a table.") % {"key": table})
    for question in guide.questions(*about):
        found = _raw(data, question)
        if found is None:
            continue
        record.raw[question.key] = found[0]
        if not _in_place(data, question):
            record.aside.add(question.key)
        try:
            record.answers[question.key] = _value(question, found[0], guide)
        except AnswerError as error:
            record.unfit[question.key] = error.message
            if isinstance(error, MistypedError):
                record.mistyped.append(f"{question.key}: {error.message}")
    unfinished = data.get(UNFINISHED, {})
    if isinstance(unfinished, dict):
        record.unfinished = {k: v for k, v in unfinished.items() if isinstance(v, str)}
    for key in record.unfit.keys() - record.unfinished.keys():
        if half := _in_a_field(guide.question(key), record.raw[key]):
            record.unfinished[key] = half
    return record


def _in_a_field(question: Question | None, raw: Any) -> str:
    """An answer that no longer fits, as it would have been typed; "" where nothing is typed."""
    if question is None or question.kind not in TYPED:
        return ""
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return ", ".join(raw)
    return raw if isinstance(raw, str) else ""


def network_of(data: Mapping[str, Any], guide: Guide) -> Record:
    """The answers about the network in the guide's language.

    In another language than the network's own they stand in ``[languages.<lang>.<step>]``, but for those
    that are the same in every language: a sentence in Danish cannot be set into an English mail.
    """
    record = record_of(data, guide, "network")
    if not record.lang or record.lang == guide.lang:
        return record
    tables = data.get(LANGUAGES, {})
    table = tables.get(guide.lang, {}) if isinstance(tables, dict) else {}
    found = record_of(table if isinstance(table, dict) else {}, guide, "network")
    same = {question.key for question in guide.questions("network") if question.any_language}
    for key in same & record.answers.keys():
        found.answers[key], found.raw[key] = record.answers[key], record.raw[key]
    found.unfit.update({key: why for key, why in record.unfit.items() if key in same})
    found.problems += record.problems
    found.lang = record.lang
    return found


def _in_place(data: Mapping[str, Any], question: Question) -> bool:
    table = data.get(question.step, {})
    return isinstance(table, dict) and question.name in table


def _raw(data: Mapping[str, Any], question: Question) -> tuple[Any] | None:
    if _in_place(data, question):
        return (data[question.step][question.name],)
    aside = data.get(SET_ASIDE, {})
    if isinstance(aside, dict) and question.key in aside:
        return (aside[question.key],)
    return None


def _value(question: Question, raw: Any, guide: Guide) -> Value | None:
    choices = question.choices
    if question.choices_from == "questions":
        choices = tuple(Choice(item.key, item.ask) for item in guide.open_questions)
    elif question.choices_from and isinstance(raw, list):
        choices = tuple(Choice(item, item) for item in raw if isinstance(item, str))
    return from_toml(question, raw, choices)
