"""The walk through a guide: which question now, and what is answered. Pure and immutable.

Every move returns a new ``Walk``. Answers to questions that no longer apply stay aside: they come back
when their branch does, and until then stand in no document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from netinvite.questions import Choice, Guide, Question, Step
from netinvite.values import Need, Value


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a walk is: step ``step`` of ``steps``, ``left`` open questions, ``required`` of them needed."""

    step: int
    steps: int
    left: int
    required: int


@dataclass(frozen=True, slots=True)
class Walk:
    """A place in a guide. ``position`` is a question's key, or "" at the end (the review).

    ``answers`` maps a key to its value, ``None`` for skipped. ``furthest`` is the question from which
    somebody went back: up to it the answered questions are shown again, beyond it only open ones. ``wanted``
    are questions that apply though their condition does not hold.
    """

    guide: Guide
    about: tuple[str, ...]
    answers: Mapping[str, Value | None] = field(default_factory=dict)
    position: str = ""
    furthest: str = ""
    wanted: frozenset[str] = frozenset()

    @classmethod
    def start(
        cls, guide: Guide, about: tuple[str, ...], answers: Mapping[str, Value | None] | None = None
    ) -> Walk:
        """A walk at its first open question, or at its end when none is open."""
        return cls(guide, about, dict(answers or {})).at_open()

    @property
    def current(self) -> Question | None:
        """The question to ask now; ``None`` at the end."""
        return self.guide.question(self.position) if self.position else None

    @property
    def done(self) -> bool:
        """Whether no visible question is open."""
        return next(self.open_questions(), None) is None

    def visible(self) -> Iterator[Question]:
        """The questions that apply, in order."""
        applying: set[str] = set()
        for question in self.guide.questions():
            if self._applies(question, applying):
                applying.add(question.key)
                if self.guide.step(question.step).about in self.about:
                    yield question

    def _applies(self, question: Question, applying: set[str]) -> bool:
        if question.choices_from and not self.choices(question):
            return False
        condition = question.when
        if condition is None or question.key in self.wanted:
            return True
        return condition.key in applying and condition.holds(self.answers.get(condition.key))

    def open_questions(self) -> Iterator[Question]:
        """The visible questions that were never answered nor skipped."""
        return (question for question in self.visible() if self.is_open(question))

    def is_open(self, question: Question) -> bool:
        """Whether ``question`` waits for an answer: never asked, or needed and empty."""
        if question.key not in self.answers:
            return True
        return question.required and self.answers[question.key] is None

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """What there is to choose from, as the answers stand now."""
        if question.choices_from == "questions":
            return tuple(Choice(item.key, item.ask) for item in self.guide.open_questions)
        if question.choices_from:
            needs = self.answers.get(question.choices_from) or ()
            items = needs if isinstance(needs, tuple) else ()
            names = [need.name for need in items if isinstance(need, Need)]
            return tuple(Choice(name, name) for name in names)
        return question.choices

    def answer(self, value: Value | None) -> Walk:
        """Give the present question a value (``None`` skips it) and go on."""
        if not self.position:
            return self
        return replace(self, answers={**self.answers, self.position: value})._forward()

    def skip(self) -> Walk:
        """Leave the present question empty and go on."""
        return self.answer(None)

    def back(self) -> Walk:
        """The visible question before this one; the walk stays where it is at the first."""
        before = [question.key for question in self._before(self.position)]
        if not before:
            return self
        furthest = self.furthest if self._place(self.furthest) > self._place(self.position) else self.position
        return replace(self, position=before[-1], furthest=furthest)

    def jump(self, key: str) -> Walk:
        """Straight to a visible question; after its answer, on to whatever is open."""
        if key not in {question.key for question in self.visible()}:
            raise KeyError(key)
        return replace(self, position=key, furthest="")

    def waiting(self, unfinished: Iterable[str]) -> Walk:
        """Stand at the first question that is open or whose answer was left half typed."""
        keys = set(unfinished)
        found = next((q for q in self.visible() if q.key in keys or self.is_open(q)), None)
        return replace(self, position=_key(found))

    def put(self, answers: Mapping[str, Value | None]) -> Walk:
        """Take several answers at once and stand at the first open question."""
        return replace(self, answers={**self.answers, **answers}, furthest="").at_open()

    def want(self, keys: Iterable[str]) -> Walk:
        """Let these questions apply too, and stand at the first open question."""
        return replace(self, wanted=self.wanted | frozenset(keys)).at_open()

    def at_open(self) -> Walk:
        """Stand at the first open question, or at the end."""
        return replace(self, position=_key(next(self.open_questions(), None)))

    def _forward(self) -> Walk:
        here, until = self._place(self.position), self._place(self.furthest)
        for question in self.visible():
            place = self._place(question.key)
            if place > here and (place <= until or self.is_open(question)):
                return replace(self, position=question.key)
        first_open = next(self.open_questions(), None)
        return replace(self, position=_key(first_open), furthest="")

    def _before(self, position: str) -> Iterable[Question]:
        here = self._place(position) if position else None
        return (q for q in self.visible() if here is None or self._place(q.key) < here)

    def _place(self, key: str) -> int:
        """The place in the guide; -1 for no question. Order never changes with the answers."""
        return self.guide.places.get(key, -1)

    def rendered(self) -> dict[str, Value]:
        """The answers that may stand in a document: of visible questions, given, among today's choices."""
        out: dict[str, Value] = {}
        for question in self.visible():
            value = self.answers.get(question.key)
            if question.choices_from and isinstance(value, tuple):
                keys = {choice.key for choice in self.choices(question)}
                value = tuple(item for item in value if isinstance(item, str) and item in keys)
            if value is not None and value != ():
                out[question.key] = value
        return out

    def steps(self) -> tuple[Step, ...]:
        """The steps that hold a visible question, in order."""
        keys = dict.fromkeys(question.step for question in self.visible())
        return tuple(self.guide.step(key) for key in keys)

    def progress(self) -> Progress:
        """Where the walk is and how much is left."""
        steps = [step.key for step in self.steps()]
        current = self.current
        open_now = list(self.open_questions())
        return Progress(
            step=steps.index(current.step) + 1 if current and current.step in steps else len(steps),
            steps=len(steps),
            left=len(open_now),
            required=sum(question.required for question in open_now),
        )


def by_step(answers: Mapping[str, Value]) -> dict[str, dict[str, object]]:
    """Answers by step and name, as the texts take them."""
    values: dict[str, dict[str, object]] = {}
    for key, value in answers.items():
        step, name = key.split(".", 1)
        values.setdefault(step, {})[name] = value
    return values


def _key(question: Question | None) -> str:
    return question.key if question else ""
