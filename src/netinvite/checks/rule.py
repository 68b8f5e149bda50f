"""What a rule judges, what it is, and what it finds."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from netinvite import ready
from netinvite.checks import letters, times
from netinvite.checks.known import Answer, First, Known
from netinvite.checks.letters import Letter
from netinvite.checks.listed import Item, listed
from netinvite.checks.spoken import aloud
from netinvite.checks.text import Line, Paragraph, Sentence, lines_of, paragraphs, sentences
from netinvite.checks.times import Impossible, Proposal
from netinvite.checks.words import Words
from netinvite.model.moments import NoSuchClock
from netinvite.model.people import normalized
from netinvite.model.weekdays import NoSuchDay
from netinvite.values import Frozen

__all__ = ["Answer", "Finding", "First", "Known", "Material", "Rule", "Spot", "rule", "texts"]

MINUTES = 30


class Material(Frozen):
    """One text (a saved draft, or the answers file for what is about answers) at the moment ``now``."""

    about: str
    raw: str
    words: Words
    now: datetime
    known: Known

    @property
    def lang(self) -> str:
        """The language of the text."""
        return self.words.lang

    @cached_property
    def text(self) -> str:
        """The text, composed (NFC), with one kind of line end."""
        text = normalized("NFC", self.raw).removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The text's lines."""
        return lines_of(self.text)

    def column(self, line: Line, place: int) -> int:
        """The column, from 1, of the character at ``place`` of what a rule reads of a line."""
        number = line.number - 1
        whole = self.whole_lines[number] if 0 <= number < len(self.whole_lines) else ""
        return max(whole.find(line.text), 0) + place + 1

    @cached_property
    def whole_lines(self) -> list[str]:
        """The text's lines as they stand in it."""
        return self.text.split("\n")

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What is said between two blank lines; of an invitation, in its body."""
        lines = self.letter.body if self.about == "invitation" else self.lines
        return tuple(paragraphs(lines))

    def paragraph_of(self, line: int) -> int:
        """The number, from 1, of the paragraph in which a line stands; 0 before the first."""
        return bisect_right(self._starts, line)

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.line for paragraph in self.paragraphs]

    @cached_property
    def letter(self) -> Letter:
        """The text as an invitation."""
        return letters.read(self.lines, self.words, self.known.name)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text; of an invitation, those of its body."""
        lines = self.letter.body if self.about == "invitation" else self.lines
        return tuple(sentences(lines, frozenset(self.words.lists["abbreviations"])))

    @cached_property
    def spoken(self) -> tuple[Sentence, ...]:
        """The sentences that are said aloud: none of a line that is for the eye."""
        return tuple(sentences(aloud(self.lines), frozenset(self.words.lists["abbreviations"])))

    @cached_property
    def whole(self) -> str:
        """All sentences in a row."""
        return " ".join(sentence.text for sentence in self.sentences)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The times that an invitation proposes, in the order of the text: those of its lists; where none
        stands there, those of its sentences."""
        return tuple(self._listed()) or self._in_sentences

    @cached_property
    def _in_sentences(self) -> tuple[Proposal, ...]:
        return tuple(times.proposed(self._dated, self.words, self.now))

    @cached_property
    def _dated(self) -> tuple[times.Dated, ...]:
        return tuple(times.with_days(self.sentences, self.words))

    @cached_property
    def beside(self) -> tuple[Proposal, ...]:
        """The times of sentences beside lists that propose: they are read by nobody as what is proposed, but
        can be wrong, or gone by."""
        if self.proposals == self._in_sentences:
            return ()
        return tuple(one for one in self._in_sentences if one.line not in self._listed_lines)

    @cached_property
    def proposed(self) -> frozenset[int]:
        """The lines on which a time is proposed."""
        return frozenset(one.line for one in self.proposals)

    def _listed(self) -> Iterator[Proposal]:
        """Of each line of a list what it says; what can be made of it, where it cannot be read whole."""
        for item in self.items:
            if item.moments:
                yield from (Proposal(one.start, item.line, item.text, end=one.end) for one in item.moments)
            else:
                end = item.line + item.lines
                yield from (one for one in self._in_sentences if item.line <= one.line < end)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The lines of the lists in which times stand."""
        lines = self.letter.body if self.about == "invitation" else self.lines
        return tuple(listed(lines, self.words, self.now))

    @cached_property
    def _listed_lines(self) -> frozenset[int]:
        return frozenset(item.line + more for item in self.items for more in range(item.lines))

    @cached_property
    def impossible(self) -> tuple[Impossible, ...]:
        """What is proposed and cannot be, in the order of the text."""
        elsewhere = [one for one in self._dated if one[0].line not in self._listed_lines]
        found = [*self._impossible_items(), *times.impossible(elsewhere, self.words, self.now)]
        return tuple(sorted(found, key=lambda one: one.line))

    def _impossible_items(self) -> Iterator[Impossible]:
        for item in self.items:
            if isinstance(item.wrong, NoSuchDay | NoSuchClock):
                end = item.line + item.lines
                there = [one for one in self._in_sentences if item.line <= one.line < end]
                # What is told of one that has gone by, or has another weekday, says more.
                if not any(one.wrong or one.moment <= self.now for one in there):
                    yield Impossible(item.line, item.text, item.wrong.message)

    @cached_property
    def minutes(self) -> int:
        """How long the conversation is to take: as the text says, else as answered."""
        return times.minutes(self.sentences, self.words) or self.known.minutes or MINUTES


# A question to the writer has no severity: it is asked, and never found.
ERROR, WARNING, HINT = SEVERITIES = ("error", "warning", "hint")
# What the text itself says for certain; what the person's own answers show; what only the writer knows.
FACT, EVIDENCE, QUESTION = SORTS = ("fact", "evidence", "question")


class Spot(Frozen):
    """A place in a text and what is wrong there, in one sentence; ``hint``: what to do about just that, where
    it is not what the rule says.

    ``line`` from 1, ``words`` as they stand from there on ("" where something is missing), ``column`` from 1
    (0: not looked up yet; in what a rule gives, they stand there or to the right). ``asks``: nobody but the
    writer can know, so the message is not told, but asked; where it is "", the rule's question is. ``typed``:
    it is asked where an answer is typed, too. ``kind``: which of several things that its rule can find of the
    same words this is, whatever the language of the message; one that is accepted is no other.
    """

    line: int
    message: str
    hint: str = ""
    words: str = ""
    column: int = 0
    asks: bool = False
    typed: bool = False
    kind: str = ""


class Text(Frozen):
    """A rule in English words, translated when shown: what it finds, what to do, why, and a sentence that
    breaks it and one that does not; ``question``: what it asks where it does not know."""

    title: str
    hint: str
    why: str
    bad: str
    good: str
    question: str = ""


Find: TypeAlias = Callable[[Material, Words], Iterable[Spot]]


class Rule(Frozen):
    """One rule: ``sort`` says what it leans on, ``about`` are the kinds of text that it judges, ``find`` what
    finds a fault there. The ``severity`` of one that only asks is its sort."""

    id: str
    sort: str
    severity: str
    about: tuple[str, ...]
    find: Find

    @property
    def text(self) -> Text:
        """Its words."""
        return texts()[self.id]

    @property
    def asks(self) -> bool:
        """Whether it asks where it does not know, or only asks."""
        return bool(self.text.question)


# All rules by id, each from the moment on when the module that holds it is loaded.
MARKED: dict[str, Rule] = {}


def rule(name: str, sort: str, severity: str, *about: str) -> Callable[[Find], Find]:
    """Marks the function that finds what the rule called ``name`` is about."""

    def mark(find: Find) -> Find:
        MARKED[name] = Rule(name, sort, severity, about, find)
        return find

    return mark


@cache
def texts() -> dict[str, Text]:
    """The words of the rules by id; read when one is shown, for most texts break none."""
    told = Path(__file__).with_name(ready.RULES).read_text(encoding="utf-8")
    data = ready.rules(told) or tomllib.loads(told)
    return {name: Text(**words) for name, words in data.items()}


class Finding(Frozen):
    """What a rule found, and where: ``file`` as it is shown, ``line`` and ``column`` from 1, the ``words``
    that it is about. ``place`` is what the finding is remembered by, and never shown."""

    rule: str
    severity: str
    file: str
    line: int
    column: int
    words: str
    message: str
    hint: str
    place: str = ""

    _apart = frozenset(("place",))
