"""The rules about the pitch."""

from __future__ import annotations

from collections.abc import Iterator

from netinvite.checks import content, questions
from netinvite.checks.material import Material
from netinvite.checks.rule import Spot
from netinvite.checks.text import words_of
from netinvite.checks.words import Words
from netinvite.language import _

SHORTEST, LONGEST = 30, 90


def seconds(material: Material, words: Words) -> int:
    """How long the text takes aloud, at the speaking pace of its language."""
    count = sum(len(words_of(sentence.text)) for sentence in material.sentences if not sentence.heading)
    return round(60 * count / words.numbers["words_a_minute"])


def wrong_length(material: Material, words: Words) -> Iterator[Spot]:
    """P001."""
    taken = seconds(material, words)
    figures = {"seconds": taken, "shortest": SHORTEST, "longest": LONGEST}
    if taken > LONGEST:
        yield Spot(
            1, _("It takes %(seconds)s seconds aloud; at most %(longest)s hold the attention.") % figures
        )
    if taken < SHORTEST:
        yield Spot(1, _("It takes %(seconds)s seconds aloud; %(shortest)s is the least.") % figures)


def no_own_reason(material: Material, words: Words) -> Iterator[Spot]:
    """P002."""
    if not content.says_own_reason(material, words):
        yield Spot(1, _("It does not say why this matters to you."))


def no_purpose(material: Material, words: Words) -> Iterator[Spot]:
    """P003."""
    if not content.says_purpose(material, words):
        yield Spot(1, _("It does not say what the network is for."))


def no_value(material: Material, words: Words) -> Iterator[Spot]:
    """P004."""
    text = " ".join(sentence.text for sentence in material.sentences).casefold()
    named = any(value.strip(" .").casefold() in text for value in material.known.values if value.strip(" ."))
    if not named and not words.first("values", text):
        yield Spot(1, _("It names no value that gives the network direction."))


def no_why_you(material: Material, words: Words) -> Iterator[Spot]:
    """P005."""
    if not content.says_why_you(material, words):
        yield Spot(1, _("It does not say what this person brings."))


def no_open_end(material: Material, words: Words) -> Iterator[Spot]:
    """P006."""
    last = content.last_sentence(material)
    if last is None or questions.kind(last, words) != questions.OPEN:
        yield Spot(last.line if last else 1, _("It does not end in an open question."))


def long_sentences(material: Material, words: Words) -> Iterator[Spot]:
    """P007."""
    for sentence, count in content.too_long(material, words):
        beginning = " ".join(sentence.text.split()[:4])
        figures = {"count": count, "words": beginning}
        yield Spot(sentence.line, _("The sentence “%(words)s …” has %(count)s words.") % figures)
