"""The rules about what an invitation wants of the reader: a yes to joining (M008), in a hurry (M011).

Both know a small closed list of words and look only at what is asked of the reader; where they find nothing
and a word gives cause for it, the writer is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from textwrap import shorten

from netinvite.checks import joined, times, wordorder
from netinvite.checks.rule import FACT, HINT, WARNING, Material, Spot, rule
from netinvite.checks.text import Sentence, spans_of, unquoted
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.libraries import regex

_LINK = regex(r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\"”»]", re.IGNORECASE)
# What a place on the web is called at which one signs up.
_FORM = regex(
    r"(?:[/.?=_-]|^)(?:sign-?up|register|registration|rsvp|join|enrol\w*|forms?|survey|surveys"
    r"|tilmeld\w*|skema|spoergeskema|blanket|doodle|eventbrite|billetto|nemtilmeld)(?:[/.?=_#&-]|$)",
    re.IGNORECASE,
)
# Words before one that presses, within which it can be denied.
NEAR = 6
# Letters of a word that can stand before what a talk is called ("a short call"), at most.
LONGEST_BETWEEN = 5


def _subject_and_body(material: Material) -> Iterator[Sentence]:
    subject = material.letter.subject
    if subject.text:
        yield Sentence(subject.text, subject.number)
    yield from material.sentences


@rule("M008", FACT, WARNING, "invitation")
def asks_to_join(material: Material, words: Words) -> Iterator[Spot]:
    """In a question, an imperative or "you must", and a link to a form. What is denied, an open question,
    what is told of others, and the answer on what the network is for are fine."""
    told = _("Does “%(words)s” ask for more than a talk?")
    yield from _or_asks(_asked(material, words), _may_ask_to_join(material, words), told)


def _asked(material: Material, words: Words) -> Iterator[Spot]:
    for sentence in _subject_and_body(material):
        if link := next((link[0] for link in _LINK.finditer(sentence.text) if _FORM.search(link[0])), ""):
            yield Spot(sentence.line, _("“%(words)s” leads to a form.") % {"words": link}, words=link)
        elif not _is_purpose(sentence.text, material) and (said := asked_for(sentence, words)):
            yield Spot(sentence.line, _("“%(words)s” asks for a yes.") % {"words": said}, words=said)


def asked_for(sentence: Sentence, words: Words) -> str:
    """The words that ask for a yes; "" for none, and in an open question."""
    said = _asked_for(sentence, words)
    return "" if said and wordorder.kind(sentence, words) == wordorder.OPEN else said


def _asked_for(sentence: Sentence, words: Words) -> str:
    text = words.without(("no_joining",), unquoted(sentence.text))
    for start, end in words.spans("joining_asked", text) if sentence.asks else ():
        if not _is_a_talk(text, end, words):
            return sentence.text[start:end]
    for name in ("joining_told", "joining_bid"):
        for start, end in words.spans(name, text):
            begins = name == "joining_told" or _begins_clause(text[:start], words)
            denied = words.first("negations", _clause(text, start, end))
            if begins and not denied and not _is_a_talk(text, end, words):
                return sentence.text[start:end]
    return ""


def _is_a_talk(text: str, end: int, words: Words) -> bool:
    """Whether what is to be joined, or confirmed, is a talk or its time: a word for one close behind, nothing
    longer between; so many minutes; a day with its time of day."""
    behind = _COMMA.split(text[end:])[0]
    if times.measured(behind, words):
        return True
    clocked = (day.start for day in joined.paired(behind, words, None) if day.clocks)
    time_at = min(clocked, default=len(behind))
    for start, stop in spans_of(behind)[:NEAR]:
        if start >= time_at or words.opening("talks", behind[start:]):
            return True
        if stop - start > LONGEST_BETWEEN:
            return False
    return False


def _may_ask_to_join(material: Material, words: Words) -> Iterator[Sentence]:
    """The sentences that say a word of joining to the reader, deny nothing and are no open question."""
    for sentence in _subject_and_body(material):
        text = words.without(("no_joining",), unquoted(sentence.text))
        spans = words.spans("joining", text) if _is_said_to_reader(text, words, "joining") else ()
        if wordorder.kind(sentence, words) != wordorder.OPEN and any(
            not words.first("negations", _clause(text, start, end)) and not _is_a_talk(text, end, words)
            for start, end in spans
        ):
            yield sentence


_CUT = regex(r"[.;:!?()–—]|\s-\s")
_COMMA = regex(r"[,;:!?()–—]\s|\.\s(?=[^\W\d_])")
_BEFORE = regex(r"(?:^|[.;:!?()–—,]|\s-)\s*$")


def _clause(text: str, start: int, end: int) -> str:
    """What stands around ``start`` and ``end`` up to the next mark, commas not counted."""
    before, behind = _CUT.split(text[:start])[-1], _CUT.split(text[end:])[0]
    return f"{before} {text[start:end]} {behind}"


def _begins_clause(before: str, words: Words) -> bool:
    """Whether nothing but "and", "so", "please" stands between the last mark and here."""
    while not _BEFORE.search(before):
        last = before.split()[-1]
        if not words.holds("before_bidding", last.casefold()):
            return False
        before = before.rstrip()[: -len(last)]
    return True


def _is_purpose(text: str, material: Material) -> bool:
    """Whether this is the answer on what the network is for, behind its first words, and not about the
    reader."""
    said, purpose = (one.rstrip(" .!…") for one in (text, material.known.purpose))
    if not purpose or not said.endswith(purpose) or material.words.first("second_person", text):
        return False
    return said.removesuffix(purpose).strip() in ("", *(first.text for first in material.known.firsts))


@rule("M011", FACT, HINT, "invitation")
def presses(material: Material, words: Words) -> Iterator[Spot]:
    found = (
        Spot(sentence.line, _("“%(words)s” presses.") % {"words": said}, words=said)
        for sentence in _subject_and_body(material)
        if (said := pressing(sentence, words))
    )
    yield from _or_asks(found, _may_press(material, words), _("Does “%(words)s” press for an answer?"))


def _may_press(material: Material, words: Words) -> Iterator[Sentence]:
    """The sentences that say a word of haste, or of what can press, and deny nothing before it."""
    for sentence in _subject_and_body(material):
        text = words.without(("no_pressure",), unquoted(sentence.text))
        spans = [span for name in ("pressure", "urging") for span in words.spans(name, text)]
        if words.first("answering", text):
            spans += words.spans("haste", text)
        if wordorder.kind(sentence, words) != wordorder.OPEN and any(
            not words.first("negations", text[:start]) for start, _end in spans
        ):
            yield sentence


# Characters of a sentence that a question shows.
SHOWN = 80


def _or_asks(found: Iterator[Spot], causes: Iterator[Sentence], told: str) -> Iterator[Spot]:
    """What is found; where nothing is, whether the first sentence that gives cause to ask does it."""
    first = next(found, None)
    if first:
        yield from chain([first], found)
    elif cause := next(causes, None):
        said = shorten(cause.text, SHOWN, placeholder=" …")
        yield Spot(cause.line, told % {"words": said}, words=cause.text, asks=True)


def pressing(sentence: Sentence, words: Words) -> str:
    """The words that press: those that always do so, and a date where an answer is asked for; "" for none,
    and in an open question."""
    said = _pressing(sentence, words)
    return "" if said and wordorder.kind(sentence, words) == wordorder.OPEN else said


def _pressing(sentence: Sentence, words: Words) -> str:
    text = words.without(("no_pressure",), unquoted(sentence.text))
    # "Last Chance" is what somebody's shop is called.
    if (said := words.opening("pressure_first", text)) and not said.istitle():
        return said
    wants = words.first("answering", text) and _is_to_reader(text, words)
    for name in ("pressure", "haste") if wants else ("pressure",):
        for start, end in words.spans(name, text):
            if not words.first("negations", " ".join(text[:start].split()[-NEAR:])):
                return sentence.text[start:end]
    return ""


def _is_to_reader(text: str, words: Words) -> bool:
    """Whether it speaks to the reader: names them, or bids."""
    return bool(words.first("to_us", text)) or _is_said_to_reader(text, words, "answering")


def _is_said_to_reader(text: str, words: Words, bids: str) -> bool:
    """Whether it names the reader, or begins a clause with one of the words of the list ``bids``."""
    if words.first("second_person", text):
        return True
    return any(_begins_clause(text[:start], words) for start, _end in words.spans(bids, text))
