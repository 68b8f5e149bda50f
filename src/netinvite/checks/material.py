"""What the rules judge: one text with its lines, and what is known besides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from netinvite.checks import letter, times
from netinvite.checks.letter import Letter
from netinvite.checks.text import Line, Sentence, lines_of, sentences
from netinvite.checks.times import Proposal
from netinvite.checks.words import Words
from netinvite.parsed import normalized

MINUTES = 30


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as recorded. ``asked``: the referral question was answered, with nobody perhaps."""

    outcome: str = ""
    next_date: date | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The answers and facts beside a text; whatever nobody said is empty.

    ``private`` and ``public`` are answers' texts; ``brings`` says what the person brings, ``reason`` why
    the organiser does this, ``purpose`` what it is for. ``considered`` names the answered questions of
    the reflection. ``named_on`` is the day when somebody named the person, ``contacted`` whether anybody
    has written or talked to them. ``participants`` are the names in the workspace. ``practical`` holds
    the answers for the leaflet by key.
    """

    name: str = ""
    phone: str = ""
    person: str = ""
    way: str = ""
    tried: str = ""
    minutes: int = 0
    referrer: str = ""
    mention_referrer: bool = False
    private: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    reason: str = ""
    purpose: str = ""
    values: tuple[str, ...] = ()
    considered: frozenset[str] = frozenset()
    conversations: tuple[Conversation, ...] = ()
    named_on: date | None = None
    contacted: bool = False
    participants: tuple[str, ...] = ()
    practical: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Material:
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
    def lines(self) -> tuple[Line, ...]:
        """The text's lines, composed (NFC)."""
        text = normalized("NFC", self.raw).removeprefix("\ufeff")
        return lines_of(text.replace("\r\n", "\n").replace("\r", "\n"))

    @cached_property
    def letter(self) -> Letter:
        """The text as an invitation."""
        return letter.read(self.lines, self.words, self.known.name)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text; of an invitation, those of its body."""
        lines = self.letter.body if self.about == "invitation" else self.lines
        return tuple(sentences(lines, frozenset(self.words.lists["abbreviations"])))

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The times that an invitation proposes, in the order of the text."""
        return tuple(times.proposals(self.sentences, self.words, self.now))

    @cached_property
    def minutes(self) -> int:
        """How long the conversation is to take: as the text says, else as answered."""
        return times.minutes(self.sentences, self.words) or self.known.minutes or MINUTES
