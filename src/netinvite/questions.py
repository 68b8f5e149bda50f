"""What can be asked, as data: steps and questions of a guide.

A question is a frozen value that knows nothing of a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

KINDS = (
    "text",
    "long",
    "email",
    "phone",
    "list",
    "choice",
    "choices",
    "scale",
    "date",
    "times",
    "needs",
    "person",
    "referrals",
)
ABOUT = ("network", "person", "conversation")
NEED_KINDS = ("knowledge", "skill", "access", "resource")
CHOICE_SOURCES = ("network.needs", "questions")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from: the key is stored, the label is shown."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
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


@dataclass(frozen=True, slots=True)
class Note:
    """Something said once, kindly, after certain answers."""

    one_of: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Question:
    """One question of the guide."""

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
    when: Condition | None = None
    note: Note | None = None

    @cached_property
    def key(self) -> str:
        """The question's key in the whole guide: ``step.name``."""
        return f"{self.step}.{self.name}"

    @property
    def stem(self) -> str:
        """The beginning of the sentence that the answer completes, or ""."""
        return self.ask.removesuffix("...").rstrip() if self.ask.endswith("...") else ""


@dataclass(frozen=True, slots=True)
class Step:
    """Questions that belong together, about the network, a person or a conversation."""

    key: str
    about: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to bring along to the motivation interview."""

    key: str
    group: str
    ask: str


@dataclass(frozen=True)
class Guide:
    """All steps and questions of one language."""

    lang: str
    title: str
    steps: tuple[Step, ...]
    open_questions: tuple[OpenQuestion, ...]

    def questions(self, *about: str) -> Iterator[Question]:
        """Questions in order; with ``about``, only those of such steps."""
        for step in self.steps:
            if not about or step.about in about:
                yield from step.questions

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

    def step(self, key: str) -> Step:
        """The step with this key; a ``KeyError`` when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def private(self) -> frozenset[str]:
        """Keys whose answers never leave the folder."""
        return frozenset(question.key for question in self.questions() if question.private)
