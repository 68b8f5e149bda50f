"""What can be asked, as data: steps and questions of a guide, and the values that answer them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TypeAlias

from netinvite.model.keys import NAME, NEEDS
from netinvite.model.keys import OPEN_QUESTIONS as QUESTIONS
from netinvite.values import Frozen


class Need(Frozen):
    """Something the network lacks; ``kind`` is knowledge, skill, access or resource, or "" where nobody has
    said."""

    name: str
    kind: str = ""


class Referral(Frozen):
    """Somebody named in a conversation: what they bring (``kind`` as of a need), and whether the one who
    named them may be named."""

    name: str
    gives: str = ""
    kind: str = ""
    mention: bool = False


A_DAY = 24 * 60


def minutes_in(value: object) -> int:
    """The minutes, from 1 to a day's, that an answer gives; 0 where it is none such: an own guide may ask for
    anything."""
    said = str(value)
    return int(said) if said.isdecimal() and len(said) < 5 and int(said) <= A_DAY else 0


Value: TypeAlias = (
    str | int | date | tuple[str, ...] | tuple[datetime, ...] | tuple[Need, ...] | tuple[Referral, ...]
)


ABOUT = ("network", "person", "conversation")
NEED_KINDS = ("knowledge", "skill", "access", "resource")
# Where choices come from: what the network needs, the words of a name, or the questions to bring along.
OPEN_QUESTIONS = "questions"
CHOICE_SOURCES = (NEEDS, NAME, OPEN_QUESTIONS)


class Choice(Frozen):
    """One of the answers to choose from: the key is stored, the label is shown.

    ``letter``: typed to choose it, where the program itself asks; ``does``: what that leads to, for whoever
    asks for help; ``number``: its own, 0 for its place among the others.
    """

    key: str
    label: str
    letter: str = ""
    does: str = ""
    number: int = 0


class Condition(Frozen):
    """When a question applies: the answer to an earlier one is one of these, or a number in a range, or there
    is one at all (``answered``)."""

    key: str
    one_of: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    answered: bool = False

    def holds(self, value: object) -> bool:
        """Whether ``value``, the answer to the earlier question, lets the question apply."""
        if self.one_of:
            return value in self.one_of
        if self.answered:
            return value not in (None, ())
        if not isinstance(value, int):
            return False
        low = self.at_least if self.at_least is not None else value
        high = self.at_most if self.at_most is not None else value
        return low <= value <= high


class Note(Frozen):
    """Something said once, kindly, after certain answers."""

    one_of: tuple[str, ...]
    text: str


class Proposal(Frozen):
    """A whole answer, proposed where all of ``when`` hold and no more than ``longest`` characters come out.

    ``text`` may hold placeholders: see ``proposals``.
    """

    text: str
    when: tuple[Condition, ...] = ()
    longest: int | None = None


SHORT, FULL = "short", "full"


class Question(Frozen):
    """One question of the guide.

    ``step`` is the step whose table holds the answer, ``asked_in`` the one in which it is asked. ``first``
    are the words that begin the answer, ``lead`` more of them that are typed into the field but do not
    belong to them. ``depth``: whether the short way asks it; where all of ``short_when`` hold, it does.
    ``asked_when``: it is asked only where all of them hold, though an answer that is there always counts.
    """

    step: str
    name: str
    kind: str
    ask: str
    help: str = ""
    example: str | tuple[str, ...] = ""
    required: bool = False
    private: bool = False
    any_language: bool = False
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    min: int | None = None
    max: int | None = None
    default: str | tuple[str, ...] | None = None
    when: tuple[Condition, ...] = ()
    note: Note | None = None
    asked_in: str = ""
    first: str = ""
    lead: str = ""
    depth: str = SHORT
    short_when: tuple[Condition, ...] = ()
    asked_when: tuple[Condition, ...] = ()
    propose: tuple[Proposal, ...] = ()

    @cached_property
    def key(self) -> str:
        """The question's key in the whole guide: ``step.name``."""
        return f"{self.step}.{self.name}"


class Step(Frozen):
    """Questions that belong together, about the network, a person or a conversation."""

    key: str
    about: str
    title: str
    intro: str
    questions: tuple[Question, ...]


class OpenQuestion(Frozen):
    """A question to bring along to the motivation interview; ``then`` is asked once it is answered."""

    key: str
    group: str
    ask: str
    then: str = ""


class Guide(Frozen):
    """All steps and questions of one language."""

    lang: str
    title: str
    steps: tuple[Step, ...]
    open_questions: tuple[OpenQuestion, ...]

    def questions(self, *about: str) -> Iterator[Question]:
        """Questions in the order in which they are asked; with ``about``, only those whose answers are about
        that."""
        return (one for one in self._all if not about or self._abouts[one.step] in about)

    @cached_property
    def _all(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    def about(self, question: Question) -> str:
        """Whether an answer is about the network, a person or a conversation, and so where it is kept."""
        return self._abouts[question.step]

    @cached_property
    def _abouts(self) -> dict[str, str]:
        return {step.key: step.about for step in self.steps}

    def question(self, key: str) -> Question | None:
        """The question with this key (``step.name``), if there is one."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions()}

    @cached_property
    def places(self) -> dict[str, int]:
        """Each question's place in the guide, from 0."""
        return {key: place for place, key in enumerate(self._by_key)}

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """What there is to choose from, as far as no answer decides it."""
        if question.choices_from == OPEN_QUESTIONS:
            return tuple(Choice(item.key, item.ask) for item in self.open_questions)
        return question.choices

    def step(self, key: str) -> Step:
        """The step with this key; a ``KeyError`` when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def chosen(self, answers: Mapping[str, Value]) -> list[OpenQuestion]:
        """The open questions to bring along to a conversation, in the order chosen."""
        chosen, known = answers.get(QUESTIONS), {item.key: item for item in self.open_questions}
        keys = [key for key in chosen if isinstance(key, str)] if isinstance(chosen, tuple) else []
        return [known[key] for key in keys if key in known]

    def private(self) -> frozenset[str]:
        """Keys whose answers never leave the folder."""
        return self._private

    @cached_property
    def _private(self) -> frozenset[str]:
        return frozenset(question.key for question in self.questions() if question.private)


def by_step(answers: Mapping[str, Value]) -> dict[str, dict[str, object]]:
    """Answers by step and name, as the texts take them."""
    values: dict[str, dict[str, object]] = {}
    for key, value in answers.items():
        step, name = key.split(".", 1)
        values.setdefault(step, {})[name] = value
    return values


class Progress(Frozen):
    """Where a walk is: step ``step`` of ``steps``, ``left`` open questions, ``required`` of them needed; the
    ``number``-th (0: none) of ``count`` questions that this way asks, less those of others that were known
    before; what follows from an answer counts with it. ``first`` of all."""

    step: int
    steps: int
    left: int
    required: int
    number: int = 0
    count: int = 0
    first: bool = False
