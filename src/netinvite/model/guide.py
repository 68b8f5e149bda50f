"""The guide as data: steps and questions, read from ``templates/<lang>/guide.toml`` and validated.

A question is a frozen value that knows nothing of a terminal. Whatever a guide file says that cannot
be asked is a ``GuideError`` naming file and question, and what is allowed there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from netinvite.commands import command
from netinvite.language import _
from netinvite.model import keys, kinds, proposals
from netinvite.model.questions import (
    ABOUT,
    CHOICE_SOURCES,
    FULL,
    SHORT,
    Choice,
    Condition,
    Guide,
    Note,
    OpenQuestion,
    Proposal,
    Question,
    Step,
)
from netinvite.model.tables import Reader, tables_in, whole_key

SCHEMA = 2


def parse(data: Mapping[str, Any], where: str, *, known: bool = False) -> Guide:
    """Build a ``Guide`` from the parsed file; ``where`` names it in error messages. ``known``: that its
    questions go together was seen before."""
    reader = _Reader(where)
    reader.only(data, ("schema", "lang", "title", "step", "questions"), where="")
    if data.get("schema") != SCHEMA:
        problem = _("schema must be %(schema)s.") % {"schema": SCHEMA}
        raise reader.error("", problem, hint=_changed(data)).inside(data, "schema")
    guide = Guide(
        lang=reader.text(data, "lang", "", required=True),
        title=reader.text(data, "title", ""),
        steps=tuple(reader.step(item) for item in reader.tables(data, "step", "")),
        open_questions=tuple(reader.open_question(item) for item in reader.tables(data, "questions", "")),
    )
    if not known:
        _check_whole(guide, reader)
    return guide


def _changed(data: Mapping[str, Any]) -> str:
    """How to come from a guide of before to one of today; "" where it never was one."""
    if data.get("schema") not in range(1, SCHEMA):
        return ""
    told = _(
        "This guide was written for an earlier netinvite. Questions have first words now (first) and say "
        "which way asks them (depth). What is new: %(command)s"
    ) % {"command": command("templates", "diff", "guide.toml")}
    named = [_("%(old)s (now %(new)s)") % {"old": key, "new": keys.NOW[key]} for key in _gone(data)]
    return told + (" " + _("These keys are gone: %(keys)s.") % {"keys": ", ".join(named)} if named else "")


def _gone(data: Mapping[str, Any]) -> Iterator[str]:
    """The keys of before that questions have; of data of which nothing is known."""
    for step in tables_in(data, "step"):
        for question in tables_in(step, "question"):
            if (key := whole_key(step, question)) in keys.NOW:
                yield key


def _check_whole(guide: Guide, reader: _Reader) -> None:
    reader.unique([step.key for step in guide.steps])
    reader.unique([f"questions.{question.key}" for question in guide.open_questions])
    _check_steps(guide, reader)
    seen: dict[str, Question] = {}
    for question in guide.questions():
        if question.key in seen:
            raise reader.error(question.key, _("this key stands twice."))
        for condition in _conditions(question):
            _check_condition(question, condition, seen, guide, reader)
        _check_places(question, seen, guide, reader)
        for wrong in kinds.of(question).wrong(question, guide.choices(question)):
            raise reader.error(question.key, *wrong)
        seen[question.key] = question
    for key, problem, allowed in keys.wrong(guide, kinds.KINDS):
        raise reader.error(key, problem, allowed)


def _check_steps(guide: Guide, reader: _Reader) -> None:
    """A question may be asked in another step than its answer belongs to, but both must be there."""
    steps = {step.key: step.about for step in guide.steps}
    for step in guide.steps:
        if problem := keys.wrong_step(step):
            raise reader.error(step.key, problem)
        for question in step.questions:
            if question.step not in steps:
                problem = _("there is no step “%(step)s”.") % {"step": question.step}
                raise reader.error(f"{step.key}.{question.key}", problem, tuple(steps), question.step)
            if (steps[question.step] == keys.CONVERSATION) is not (step.about == keys.CONVERSATION):
                problem = _("what is asked about a conversation must stand in the step “%(step)s”.")
                raise reader.error(question.key, problem % {"step": keys.CONVERSATION})


def _conditions(question: Question) -> Iterator[Condition]:
    yield from (*question.when, *question.short_when, *question.asked_when)
    for proposed in question.propose:
        yield from proposed.when


def _check_places(question: Question, seen: Mapping[str, Question], guide: Guide, reader: _Reader) -> None:
    """The answers that first words and proposals name must have been asked for before."""
    for text in (question.first, *(proposed.text for proposed in question.propose)):
        unknown = [key for key in proposals.keys_in(text, last=True) if guide.question(key) is None]
        for key in (*unknown, *(key for key in proposals.keys_in(text) if key not in seen)):
            problem = (
                _("“{%(key)s}” is asked only later; name an earlier question.")
                if guide.question(key)
                else _("“{%(key)s}” is no question.")
            )
            raise reader.error(question.key, problem % {"key": key}, tuple(seen), key)
        for key in (*proposals.keys_in(text), *proposals.keys_in(text, last=True)):
            if not question.private and (named := guide.question(key)) and named.private:
                # It would stand in the field, and from there in a text.
                problem = _("“{%(key)s}” is private, and this answer is not.")
                raise reader.error(question.key, problem % {"key": key}, hint=_("Take it out."))


def _check_condition(
    question: Question, condition: Condition, seen: Mapping[str, Question], guide: Guide, reader: _Reader
) -> None:
    earlier = seen.get(condition.key)
    if earlier is None:
        problem = (
            _("when points ahead to “%(key)s”; it can only point to an earlier question.")
            if guide.question(condition.key)
            else _("when points to “%(key)s”, which is no question.")
        )
        raise reader.error(question.key, problem % {"key": condition.key}, tuple(seen), condition.key)
    allowed = tuple(choice.key for choice in earlier.choices)
    for value in condition.one_of:
        if value not in allowed:
            problem = _("when names “%(value)s”, which is no choice of %(key)s.")
            words = {"value": value, "key": condition.key}
            raise reader.error(question.key, problem % words, allowed, value)


STEP_KEYS = ("key", "about", "title", "intro", "question")
OPEN_KEYS = ("key", "group", "ask", "then")
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
    "first",
    "lead",
    "depth",
    "short_when",
    "asked_when",
    "propose",
)


class _Reader(Reader):
    """What a guide says, table by table."""

    def step(self, table: Mapping[str, Any]) -> Step:
        self.only(table, STEP_KEYS, str(table.get("key", _("a step"))))
        key = self.text(table, "key", _("a step"), required=True)
        return Step(
            key=key,
            about=self.one_of(table, "about", key, ABOUT),
            title=self.text(table, "title", key, required=True),
            intro=self.text(table, "intro", key),
            questions=tuple(self.question(item, key) for item in self.tables(table, "question", key)),
        )

    def question(self, table: Mapping[str, Any], step: str) -> Question:
        self.only(table, QUESTION_KEYS, whole_key({"key": step}, table) if "key" in table else step)
        name = self.text(table, "key", step, required=True)
        where = name if "." in name else f"{step}.{name}"
        home, _dot, name = where.partition(".")
        source = self.text(table, "choices_from", where)
        if source and source not in CHOICE_SOURCES:
            problem = _("choices_from “%(value)s” is not known.") % {"value": source}
            raise self.error(where, problem, CHOICE_SOURCES, source).inside(table, "choices_from")
        question = Question(
            step=home,
            name=name,
            asked_in=step,
            kind=self.one_of(table, "kind", where, tuple(kinds.KINDS)),
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
            when=self.conditions(table, "when", where),
            note=self.note(table["note"], where) if "note" in table else None,
            first=self.text(table, "first", where).rstrip(),
            lead=self.text(table, "lead", where).rstrip(),
            depth=self.one_of(table, "depth", where, (SHORT, FULL)),
            short_when=self.conditions(table, "short_when", where),
            asked_when=self.conditions(table, "asked_when", where),
            propose=tuple(self.proposals(table, where)),
        )
        self.unique_in(self.tables(table, "choices", where), where)
        if question.min is not None and question.max is not None and question.min > question.max:
            raise self.error(question.key, _("min is larger than max."))
        return question

    def choice(self, table: Mapping[str, Any], where: str) -> Choice:
        self.only(table, ("key", "label"), where)
        return Choice(
            self.text(table, "key", where, required=True), self.text(table, "label", where, required=True)
        )

    def proposals(self, table: Mapping[str, Any], where: str) -> Iterator[Proposal]:
        if isinstance(table.get("propose"), str):
            yield Proposal(self.text(table, "propose", where, required=True))
            return
        for item in self.tables(table, "propose", where):
            self.only(item, ("text", "when", "longest"), where)
            text = self.text(item, "text", where, required=True)
            yield Proposal(
                text, self.conditions(item, "when", where), self.number(item, "longest", where) or None
            )

    def conditions(self, table: Mapping[str, Any], key: str, where: str) -> tuple[Condition, ...]:
        found = table.get(key, [])
        items = found if isinstance(found, list) else [found]
        return tuple(self.condition(item, where) for item in items)

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
        self.only(table, OPEN_KEYS, f"questions.{table['key']}" if "key" in table else "questions")
        key = self.text(table, "key", "questions", required=True)
        where = f"questions.{key}"
        ask = self.text(table, "ask", where, required=True)
        return OpenQuestion(key, self.text(table, "group", where), ask, self.text(table, "then", where))


def leads_to(guide: Guide, keys: Iterable[str]) -> set[str]:
    """``keys``, and those of the answers that decide whether one of them applies or what is proposed."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found and (question := guide.question(key)):
            found.add(key)
            waiting += _leading(question)
    return found


def _leading(question: Question) -> Iterator[str]:
    yield from (condition.key for condition in _conditions(question))
    for text in (question.first, *(proposed.text for proposed in question.propose)):
        yield from proposals.keys_in(text)
    if question.choices_from in (keys.NEEDS, keys.NAME):
        yield question.choices_from
