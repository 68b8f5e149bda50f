"""What may be wrong where an answer goes on from its first words, as far as the words themselves say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from netinvite.checks.known import First, Known
from netinvite.checks.marks import small_inside
from netinvite.checks.text import unquoted, words_of
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model import doubts
from netinvite.model.again import heads, in_the_same_letters
from netinvite.model.keys import CURIOUS, MOTIVATION, PURPOSE, WHY
from netinvite.model.sentences import is_closed
from netinvite.values import NamedTuple

_WORD = regex(r"[^\W_]+(?:['’.:/-][^\W_]+)*")
_TWICE = regex(r"(?<![\w'’-])([^\W\d_]+)[ \t]+(\1)(?![\w'’-])", re.IGNORECASE)
# "2 2 days", but for a telephone number, a time or a part of either; "you you've".
_NUMBER_TWICE = regex(r"(?<![\w'’.,:/+-])(\d{1,3})[ \t]+(\1)(?![\w'’-]|[.,:/]\d)")
_JOINED_TWICE = regex(r"(?<![\w'’-])([^\W\d_]+)[ \t]+(\1)['’]\w+", re.IGNORECASE)
_NUMBERED, _CALLED = regex(r"(?<![\w'’-])[^\W\d_a-zæøåäöü][\w'’-]*\s+$"), regex(r"\s*[,!?…–-]")
_LABEL = regex(r"[\s>_#]*(?:\*\*[^*]+:\*\*\s*|\*\s+)?[\"“”»«'(*_]*")
_APOSTROPHE = regex("['’]")
_ASKS = regex(r"\?[*_\s]*$")
# First words that somebody changed ("… for os, fordi") are known by so many of theirs, where there are as
# many as that to be known by; they are no longer than these by more than that.
ALIKE, FEWEST, LONGER = 0.6, 4, 2
# Of these questions the first words go on in a clause, which one word is none of.
CLAUSES = frozenset(map(str, (CURIOUS, WHY, MOTIVATION, PURPOSE)))
# No more words are first ones, and one behind them.
LONGEST_FIRST = 40
# So many words begin nothing else by chance.
CERTAIN = 3


class Fault(NamedTuple):
    """What is wrong in a sentence, and the words that it is about as they stand there; "" for all of it."""

    told: str
    words: str = ""


def faults(text: str, firsts: Sequence[First], words: Words, *, answer: bool, alone: bool) -> Iterator[Fault]:
    """What is wrong behind the first words that the sentence ``text`` begins with; the gravest comes first.

    ``answer``: it is one; in a letter, few words can be a sentence, unless it stands ``alone``.
    """
    body = text[_LABEL.match(text).end() :]  # type: ignore[union-attr]  # it matches whatever stands there
    known = [(first, _folded_words(first.text)) for first in sorted(firsts, key=lambda one: -len(one.text))]
    longest = max((len(begun) for _first, begun in known), default=0)
    found = list(islice(_WORD.finditer(body), longest + LONGER))
    said = tuple(_folded(word[0]) for word in found)
    for first, begun in known:
        if place := _end(said[: len(begun) + LONGER], begun):
            end = found[place - 1].end()
            joint = _Joint(body[:end], body[end:], first, words)
            certain = answer or len(begun) >= CERTAIN
            yield from joint.faults(certain, certain or alone)
            return


def twice(text: str, words: Words) -> Iterator[tuple[re.Match[str], bool]]:
    """The words, in no quotation, that stand twice in a row and can be no name, the second in group 2; and
    whether they never stand so, which nobody can have meant."""
    said = unquoted(text)
    for found in _TWICE.finditer(said):
        if not _may_be_name(found) and (len(found[1]) > 1 or found[1] == found[2]):
            yield found, _is_slip(found, words)
    for found in _JOINED_TWICE.finditer(said):
        if not _may_be_name(found):
            yield found, False
    for found in _NUMBER_TWICE.finditer(said):
        beside = said[: found.start()].rstrip()[-1:], said[found.end() :].lstrip()[:1]
        if not any(map(str.isdigit, beside)):
            yield found, False


def doubled(text: str, words: Words) -> Iterator[re.Match[str]]:
    """Those of ``twice`` that never stand so."""
    return (found for found, never in twice(text, words) if never)


def one_word(text: str, firsts: Sequence[First]) -> tuple[str, str] | None:
    """The first words that ask for a clause and have a single word behind them, and that word."""
    body = text[_LABEL.match(text).end() :]  # type: ignore[union-attr]  # see below
    found = list(islice(_WORD.finditer(body), LONGEST_FIRST))
    said = tuple(_folded(word[0]) for word in found)
    known = (one.text for one in firsts if one.key in CLAUSES and said[:-1] == _folded_words(one.text))
    return next(((first, found[-1][0]) for first in known), None)


def doubted(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """What the field asks about where an answer joins its first words and where it ends, of a sentence in a
    text: what, and its words."""
    body = text[_LABEL.match(text).end() :]  # type: ignore[union-attr]  # see below
    first = next((one for one in known.firsts if body.startswith(f"{one.text} ")), None)
    begun = first or next((one for one in known.firsts if _is_said(body, known.answer(one.key))), None)
    wanted = (
        {doubts.AGAIN, doubts.MORE, doubts.ANEW, doubts.LIST, doubts.CAPITAL} if first else {doubts.ALONE}
    )
    wanted |= {doubts.QUESTION} if first and not first.asks else set()
    wanted |= {doubts.COMMA} if is_closed(body) else set()
    first = begun or First("")
    found = doubts.doubts(body, first.text, first.lead, lambda: known.names(first.key))
    return (one for one in found if one[0] in wanted)


def _is_said(sentence: str, answer: str) -> bool:
    return bool(answer) and answer.startswith(sentence)


def _may_be_name(found: re.Match[str]) -> bool:
    """Whether both have a capital, as "Duran Duran"."""
    return len(found[1]) > 1 and found[1][0].isupper() and found[2][0].isupper()


def _is_slip(found: re.Match[str], words: Words) -> bool:
    """Whether a word never stands so, or not where a sentence begins, which its capital tells. A letter
    behind a capital can be a number ("Christian I I"), and a mark behind tells of a call ("My my!")."""
    before, behind = found.string[: found.start()], found.string[found.end() :]
    if words.holds("never_twice", found[1]):
        # "the The Hague office"
        named = found[1].islower() and found[2][0].isupper()
        return not named if len(found[1]) > 1 else not _NUMBERED.search(before)
    begins = found[1][0].isupper() and found[2].islower() and not _CALLED.match(behind)
    return begins and words.holds("seldom_twice", found[1])


def _end(said: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    """How many of the words that were ``said`` are the first words ``wanted``, as they are or changed a
    little; 0 where it begins otherwise."""
    count = len(wanted)
    if said[:count] == wanted:
        return count
    if count < FEWEST or wanted[-1] not in said[1:]:
        return 0
    last = said.index(wanted[-1], 1) + 1
    common = sum(word in said[:last] for word in wanted)
    return last if common >= ALIKE * max(count, last) else 0


@lru_cache(maxsize=64)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(map(_folded, words_of(text)))


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")


class _Joint:
    """First words, as they stand there (``head``), and what follows them."""

    def __init__(self, head: str, rest: str, first: First, words: Words) -> None:
        self.head, self.rest, self.first, self.words = head, rest, first, words
        self.whole, self.heads = head + rest, list(_WORD.finditer(head))
        self.every = [*self.heads, *_WORD.finditer(self.whole, len(head))]
        self.found = list(_WORD.finditer(rest))
        self.typed = [_folded(word[0]) for word in self.found]
        self.said = [_folded(word) for word in words_of(head)]
        self.lead = [_folded(word) for word in words_of(first.lead)]

    def faults(self, certain: bool, alone: bool) -> Iterator[Fault]:
        if self._is_alone(alone):
            yield Fault(_("Nothing follows “%(words)s”.") % {"words": self.head})
            return
        if not self.typed:
            return
        if told := doubts.digits_alone(self.whole, self.head):
            yield Fault(told)
            return
        yield from self._of_somebody_else()
        yield from self._between(self.said, 0)
        if self.lead and self.typed[: len(self.lead)] == self.lead:
            yield from self._between([*self.said, *self.lead], len(self.lead))
        if certain and not self.first.asks and self._asks():
            yield Fault(_("“%(words)s …” does not go on to a question.") % {"words": self.head})

    def _asks(self) -> bool:
        """Whether a question mark closes the first sentence: none that goes on in a small letter, nor what is
        asked behind a colon."""
        if ":" in self.rest or not _ASKS.search(self.rest):
            return False
        return not any(small_inside(self.rest, self.words))

    def _is_alone(self, sure: bool) -> bool:
        if self.typed:
            return self.typed == self.lead
        if self.first.named and "," not in self.rest:
            return False
        return sure or bool(re.match(r"\s*,|\s+[.?!…]", self.rest))

    def _of_somebody_else(self) -> Iterator[Fault]:
        word = self.found[0][0]
        if self.first.of_reader and word[0].islower() and self.words.holds("third_person", _stem(word)):
            said = self._at(-1, 1)
            told = _("“%(words)s” speaks of the reader as of somebody else.")
            yield Fault(told % {"words": " ".join(said.split())}, said)

    def _between(self, said: Sequence[str], place: int) -> Iterator[Fault]:
        """Between ``said`` and the word at ``place`` behind it: what is said twice, what cannot follow."""
        if place >= len(self.typed) or not self._joined(place):
            return
        typed = self.typed if self.first.named else heads(" ".join(self.typed))
        for count in range(min(len(said), len(self.typed) - place), 0, -1):
            if typed[place : place + count] == list(said[-count:]):
                yield self._again(place, count)
                return
        following = self.rest[self.found[place].start() :]
        if following[0].islower() and (found := self._cannot(f"{said[-1]} {following}")):
            yield Fault(
                _("“%(words)s” does not go together.") % {"words": found}, self._at(place - 1, place + 1)
            )

    def _again(self, place: int, count: int) -> Fault:
        """``count`` words from ``place`` on that stand just before it already, as they stand there."""
        before, again = self._at(place - count, place), " ".join(self._at(place, place + count).split())
        both = self._at(place - count, place + count)
        if not in_the_same_letters(again, before):
            return Fault(doubts.told(doubts.MORE, again), both)
        said = [_stem(one[0]) for one in self.found[place : place + count]]
        return Fault(_("“%(words)s” stands there twice.") % {"words": " ".join(said)}, both)

    def _at(self, start: int, end: int) -> str:
        """The words from ``start`` to ``end`` as they stand there, counted from where the first words end;
        those before have numbers below 0."""
        before = len(self.heads)
        return self.whole[self.every[max(before + start, 0)].start() : self.every[before + end - 1].end()]

    def _cannot(self, probe: str) -> str:
        if self.words.opening("can_follow", probe):
            return ""
        found = self.words.opening("cannot_follow", probe)
        # "on in-work poverty", "because that's"
        return found if probe[len(found) : len(found) + 1] not in ("-", "'", "’", "/") else ""

    def _joined(self, place: int) -> bool:
        """Whether only blanks stand before the word at ``place``, and the comma of the first words."""
        before = self.found[place - 1].end() if place else 0
        gap = self.rest[before : self.found[place].start()]
        return not gap.strip() or (not place and self.first.text.endswith(",") and gap.strip() == ",")


def _stem(word: str) -> str:
    """ "she" of "she's"."""
    return _APOSTROPHE.split(word)[0]
