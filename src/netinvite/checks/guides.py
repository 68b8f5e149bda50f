"""The rules about the conversation guide."""

from __future__ import annotations

from collections.abc import Iterator

from netinvite.checks import questions
from netinvite.checks.material import Material
from netinvite.checks.rule import Spot
from netinvite.checks.text import Sentence
from netinvite.checks.words import Words
from netinvite.language import _

FEWEST, MOST = 3, 6


def _shared(material: Material, words: Words) -> Iterator[Sentence]:
    """The sentences before what is for the organiser alone."""
    for sentence in material.sentences:
        if words.opening("for_you_alone", sentence.text.lstrip("*_# ")):
            return
        yield sentence


def asked(material: Material, words: Words) -> list[Sentence]:
    """The questions to bring along: list items that are questions, or begin as one."""
    return [
        sentence
        for sentence in _shared(material, words)
        if sentence.item and (sentence.asks or questions.kind(sentence, words, always=True) == questions.OPEN)
    ]


def wrong_number(material: Material, words: Words) -> Iterator[Spot]:
    """G001."""
    found = asked(material, words)
    figures = {"count": len(found), "fewest": FEWEST, "most": MOST}
    if not FEWEST <= len(found) <= MOST:
        message = _("The guide has %(count)s questions; %(fewest)s to %(most)s leave room to listen.")
        yield Spot(found[0].line if found else 1, message % figures)


def closed_questions(material: Material, words: Words) -> Iterator[Spot]:
    """G002."""
    for sentence in asked(material, words):
        if questions.kind(sentence, words, always=True) == questions.CLOSED:
            message = _("“%(question)s” can be answered by yes or no.")
            yield Spot(sentence.line, message % {"question": sentence.text})


def leading_questions(material: Material, words: Words) -> Iterator[Spot]:
    """G003."""
    for sentence in asked(material, words):
        if found := _leads(sentence, words):
            yield Spot(
                sentence.line, _("“%(words)s” puts the answer into the other's mouth.") % {"words": found}
            )


def _leads(sentence: Sentence, words: Words) -> str:
    """The words that lead; "not" does so only where the verb comes first ("What would you not …" asks)."""
    if found := words.first("loaded", sentence.text) or words.first("tags", sentence.text):
        return found
    if questions.kind(sentence, words, always=True) == questions.OPEN:
        return ""
    return words.first("leading", sentence.text)


def no_referral_question(material: Material, words: Words) -> Iterator[Spot]:
    """G004."""
    shared = (sentence for sentence in _shared(material, words))
    if not any(sentence.asks and words.first("referral", sentence.text) for sentence in shared):
        yield Spot(1, _("Nothing asks whom the person knows."))
