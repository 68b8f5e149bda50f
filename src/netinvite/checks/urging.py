"""The rules about what an invitation wants of the reader: a yes to joining (M008), in a hurry (M011).

Both know a small closed list of words and look only at what is asked of the reader; where they find nothing,
the writer is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from netinvite.checks import wordorder
from netinvite.checks.rule import FACT, HINT, WARNING, Material, Spot, rule
from netinvite.checks.text import Sentence, unquoted
from netinvite.checks.words import Words
from netinvite.language import _

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\"”»]", re.IGNORECASE)
# What a place on the web is called at which one signs up.
_FORM = re.compile(
    r"(?:[/.?=_-]|^)(?:sign-?up|register|registration|rsvp|join|enrol\w*|forms?|survey|surveys"
    r"|tilmeld\w*|skema|spoergeskema|blanket|doodle|eventbrite|billetto|nemtilmeld)(?:[/.?=_#&-]|$)",
    re.IGNORECASE,
)
# Words before one that presses, within which it can be denied.
NEAR = 6


def _subject_and_body(material: Material) -> Iterator[Sentence]:
    subject = material.letter.subject
    if subject.text:
        yield Sentence(subject.text, subject.number)
    yield from material.sentences


@rule("M008", FACT, WARNING, "invitation")
def asks_to_join(material: Material, words: Words) -> Iterator[Spot]:
    """In a question, an imperative or "you must", and a link to a form. What is denied, an open question,
    what is told of others, and the answer on what the network is for are fine."""
    yield from _or_asks(_asked(material, words), material)


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
        return sentence.text[start:end]
    for name in ("joining_told", "joining_bid"):
        for start, end in words.spans(name, text):
            begins = name == "joining_told" or _begins_clause(text[:start], words)
            if begins and not words.first("negations", _clause(text, start, end)):
                return sentence.text[start:end]
    return ""


_CUT = re.compile(r"[.;:!?()–—]|\s-\s")
_BEFORE = re.compile(r"(?:^|[.;:!?()–—,]|\s-)\s*$")


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
    yield from _or_asks(found, material)


def _or_asks(found: Iterator[Spot], material: Material) -> Iterator[Spot]:
    """What is found; where nothing is, the rule's question."""
    first = next(found, None)
    yield from chain([first or Spot(material.letter.start, "", asks=True)], found)


def pressing(sentence: Sentence, words: Words) -> str:
    """The words that press: those that always do so, and a date where an answer is asked for; "" for none,
    and in an open question."""
    said = _pressing(sentence, words)
    return "" if said and wordorder.kind(sentence, words) == wordorder.OPEN else said


def _pressing(sentence: Sentence, words: Words) -> str:
    text = words.without(("no_pressure",), unquoted(sentence.text))
    wants = words.first("answering", text) and _is_to_reader(text, words)
    for name in ("pressure", "haste") if wants else ("pressure",):
        for start, end in words.spans(name, text):
            if not words.first("negations", " ".join(text[:start].split()[-NEAR:])):
                return sentence.text[start:end]
    return ""


def _is_to_reader(text: str, words: Words) -> bool:
    """Whether it speaks to the reader: names them, or bids."""
    if words.first("second_person", text) or words.first("to_us", text):
        return True
    return any(_begins_clause(text[:start], words) for start, _end in words.spans("answering", text))
