"""The walk through a guide: which question now, what is answered. Pure and immutable."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from netinvite.model import keys, proposals
from netinvite.model.needs import named, needs_in, unsorted
from netinvite.model.questions import FULL, SHORT, Choice, Condition, Guide, Progress, Question, Step, Value
from netinvite.values import Frozen, replace


class Walk(Frozen):
    """A place in a guide. ``position`` is a question's key, or "" at the end (the review).

    ``answers`` maps a key to its value, ``None`` for skipped. ``furthest`` is the question from which
    somebody went back: up to it the answered questions are shown again, beyond it only open ones. ``wanted``
    are questions that apply, and are asked, though their condition does not hold; ``unasked`` are not asked
    though they apply. ``depth``: the short way asks less than applies; ``by``: the command that asks, for
    some steps are asked by one alone. ``seen``: what was answered on this walk. ``last``: what was answered
    for the person before, to be proposed. ``half``: questions whose answer stands half typed; they are asked
    where they apply, and nothing is taken as proposed for them.
    """

    guide: Guide
    about: tuple[str, ...]
    answers: Mapping[str, Value | None] = MappingProxyType({})
    position: str = ""
    furthest: str = ""
    wanted: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()
    depth: str = SHORT
    by: str = ""
    seen: frozenset[str] = frozenset()
    last: Mapping[str, Value] = MappingProxyType({})
    half: frozenset[str] = frozenset()

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

    def visible(self) -> tuple[Question, ...]:
        """The questions that apply, in order."""
        return self._visible

    @cached_property
    def _visible(self) -> tuple[Question, ...]:
        # Asked for a dozen times between two questions.
        applying: set[str] = set()
        found = []
        for question in self.guide.questions():
            if self._applies(question, applying):
                applying.add(question.key)
                if self.guide.about(question) in self.about:
                    found.append(question)
        return tuple(found)

    def asked(self) -> Iterator[Question]:
        """The questions that apply and that this way asks, and those that have an answer already."""
        return (question for question in self.visible() if self._asks(question) or self._answered(question))

    def answerable(self) -> Iterator[Question]:
        """The same, and those that were skipped or emptied: each can be answered once more."""
        return (one for one in self.visible() if one.key in self.answers or self._asks(one))

    def _answered(self, question: Question) -> bool:
        return self.answers.get(question.key) not in (None, ())

    def _asks(self, question: Question) -> bool:
        if question.choices_from == keys.NAME and not self._is_called_for(question):
            return False
        if question.key in self.wanted:
            return True
        if keys.ASKED_BY.get(question.asked_in, "") != self.by:
            return False
        if question.key in self.half:
            return True
        if question.key in self.unasked or not self._hold(question.asked_when):
            return False
        if question.depth == SHORT or self.depth == FULL:
            return True
        return bool(question.short_when) and self._hold(question.short_when)

    def _is_called_for(self, question: Question) -> bool:
        """Whether it was said what somebody is called, or their name leaves it open and something takes it up
        that is open, or follows a name given on this walk."""
        if self._answered(question) or not self.choices(question):
            return self._answered(question)
        counting, renamed = self._counting(), keys.NAME in self.seen
        return any(
            self.is_open(one) or (renamed and self.answers[one.key] == self._proposed(one, counting))
            for one in self.visible()
            if proposals.takes_up(one, question.key)
        )

    def _hold(self, conditions: Iterable[Condition]) -> bool:
        return all(condition.holds(self.answers.get(condition.key)) for condition in conditions)

    def _applies(self, question: Question, applying: set[str]) -> bool:
        # What the network needs, and what somebody is called, can be typed as well.
        if question.choices_from not in ("", keys.NEEDS, keys.NAME) and not self.choices(question):
            return False
        return (
            not question.when
            or question.key in self.wanted
            or all(one.key in applying and one.holds(self.answers.get(one.key)) for one in question.when)
        )

    def open_questions(self) -> Iterator[Question]:
        """The questions that this way asks and that were never answered nor skipped."""
        return (question for question in self.visible() if self._asks(question) and self.is_open(question))

    def more(self) -> tuple[Question, ...]:
        """What the full way would ask besides."""
        full = replace(self, depth=FULL)
        return tuple(question for question in full.open_questions() if not self._asks(question))

    def is_open(self, question: Question) -> bool:
        """Whether ``question`` waits for an answer: never asked, or needed and empty."""
        if question.key not in self.answers:
            return True
        if question.key == keys.NEEDS and self.depth == FULL and question.key not in self.seen:
            return unsorted(self.answers[question.key])
        return question.required and self.answers[question.key] is None

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """What there is to choose from, as the answers stand now."""
        if question.choices_from not in (keys.NEEDS, keys.NAME):
            return self.guide.choices(question)
        value = self.answers.get(question.choices_from)
        needs = question.choices_from == keys.NEEDS
        names = [need.name for need in needs_in(value)] if needs else proposals.ways_to_call(value)
        return tuple(Choice(name, name) for name in names)

    def answer(self, value: Value | None) -> Walk:
        """Give the present question a value (``None`` skips it) and go on."""
        if not self.position:
            return self
        seen = self.seen | {self.position}
        return replace(self, answers=self._with({self.position: value}), seen=seen)._forward()

    def _with(self, given: Mapping[str, Value | None]) -> dict[str, Value | None]:
        """The answers with those ``given``; a proposal that was taken as it was follows them."""
        answers = proposals.still_called(self.answers, given)
        if isinstance(covers := given.get(keys.COVERS), tuple) and self.guide.question(keys.NEEDS):
            answers[keys.COVERS], answers[keys.NEEDS] = named(covers, answers.get(keys.NEEDS))
        before = None
        for question in self.guide.questions(*self.about):
            key = question.key
            if key in given or answers.get(key) is None:
                continue
            now = proposals.begun(question, self.answers, answers, self.guide)
            if question.propose:
                before = before or self._counting()
                after = replace(self, answers=answers)._counting
                now = proposals.anew(question, now, before, after, self.guide, self.last)
            answers[key] = now
        return answers

    def greetings(self, question: Question) -> tuple[Choice, ...]:
        """The greetings to choose from, where ``question`` is about one and the name leaves it open."""
        return proposals.greetings(question, self._counting(), self.guide, self.last)

    def ready(self, question: Question) -> Question:
        """``question`` with its first words as the answers stand, to be asked."""
        first = proposals.first_words(question, self._counting(), self.guide)
        return question if first == question.first else replace(question, first=first)

    def proposed(self, question: Question) -> Value | None:
        """The whole answer that is proposed as the answers stand; ``None`` where there is none."""
        return self._proposed(question, self._counting()) if question.propose else None

    def _proposed(self, question: Question, counting: Mapping[str, Value | None]) -> Value | None:
        return proposals.made(question, counting, self.guide, self.last)

    def _counting(self) -> dict[str, Value | None]:
        """The answers to questions that apply."""
        return {question.key: self.answers.get(question.key) for question in self.visible()}

    def take_proposals(self, besides: Container[str] = ()) -> Walk:
        """Take whatever is proposed for open questions, as whoever is not asked would; none for the keys
        ``besides``."""
        walk = self
        for question in self.guide.questions(*self.about):
            if question.key in besides or question.key in self.half or not question.propose:
                continue
            if question in set(walk.open_questions()) and (made := walk.proposed(question)) is not None:
                walk = replace(walk, answers=walk._with({question.key: made}))
        return walk.at_open()

    def back(self) -> Walk:
        """The visible question before this one; the walk stays where it is at the first."""
        if not (before := [question.key for question in self._before(self.position)]):
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
        walk = replace(self, half=frozenset(unfinished))
        waits = (one for one in walk.asked() if walk.is_open(one) or one.key in walk.half)
        return replace(walk, position=_key(next(waits, None)))

    def put(self, answers: Mapping[str, Value | None]) -> Walk:
        """Take several answers at once and stand at the first open question."""
        return replace(self, answers=self._with(answers), furthest="").at_open()

    def along(self, answers: Mapping[str, Value | None]) -> Walk:
        """Take several answers at once and stand where one stood."""
        return replace(self, answers=self._with(answers))

    def want(self, wanted: Iterable[str]) -> Walk:
        """Let these questions apply too, and stand at the first open question."""
        return replace(self, wanted=self.wanted | frozenset(wanted)).at_open()

    def at_open(self) -> Walk:
        """Stand at the first open question, or at the end."""
        return replace(self, position=_key(next(self.open_questions(), None)))

    def _forward(self) -> Walk:
        here, until = self._place(self.position), self._place(self.furthest)
        for question in self.asked():
            place = self._place(question.key)
            if place > here and (place <= until or self.is_open(question)):
                return replace(self, position=question.key)
        return replace(self, position=_key(next(self.open_questions(), None)), furthest="")

    def _before(self, position: str) -> Iterable[Question]:
        return (q for q in self.asked() if not position or self._place(q.key) < self._place(position))

    def _place(self, key: str) -> int:
        """The place in the guide; -1 for no question. Order never changes with the answers."""
        return self.guide.places.get(key, -1)

    def rendered(self) -> dict[str, Value]:
        """The answers that may stand in a document: of visible questions, given, among today's choices."""
        out: dict[str, Value] = {}
        # Proposals name earlier questions alone.
        counting: dict[str, Value | None] = {}
        for question in self.visible():
            value = counting[question.key] = self.answers.get(question.key)
            if question.choices_from and isinstance(value, tuple):
                there = {choice.key for choice in self.choices(question)}
                value = tuple(item for item in value if isinstance(item, str) and item in there)
            if question.propose and self._is_left_out(question):
                # Nobody was asked, so it is as it was proposed.
                value = self._proposed(question, counting)
            if value is not None and value != ():
                out[question.key] = value
        return out

    def _is_left_out(self, question: Question) -> bool:
        """Whether nobody was asked, answered or began to."""
        return not (question.key in self.answers or question.key in self.half) and not self._asks(question)

    def steps(self) -> tuple[Step, ...]:
        """The steps in which a question is asked, in order."""
        names = dict.fromkeys(question.asked_in for question in self.asked())
        return tuple(self.guide.step(name) for name in names)

    def progress(self) -> Progress:
        """Where the walk is and how much is left."""
        asks, current = [q for q in self.visible() if self._asks(q)], self.current
        steps = list(dict.fromkeys(q.asked_in for q in asks))
        new = (q for q in asks if q.key not in self.wanted - self.seen or q is current or self.is_open(q))
        counted = [self._place(q.key) for q in new if not q.when]
        return Progress(
            step=steps.index(current.asked_in) + 1 if current and current.asked_in in steps else len(steps),
            steps=len(steps),
            left=len(open_now := list(self.open_questions())),
            required=sum(question.required for question in open_now),
            number=sum(place <= self._place(self.position) for place in counted) if current in asks else 0,
            count=len(counted),
            first=next(iter(self._before(self.position)), None) is None,
        )


def _key(question: Question | None) -> str:
    return question.key if question else ""
