"""What a text says of the person, of the reason and of the purpose: shared by the mail and the pitch."""

from __future__ import annotations

from collections.abc import Iterator

from netinvite.checks.material import Material
from netinvite.checks.text import Sentence, stems, words_of
from netinvite.checks.words import Words

# How much of an answer's content words a sentence has to share to say the same.
SAME = 0.5
# In a single sentence shorter words count too: the theme alone is not the reason.
SENTENCE = 4


LOOKS_BACK = 2


def says_why_you(material: Material, words: Words) -> bool:
    """Whether the text says what it is about this person, and not something that holds for anybody."""
    told = [sentence.text for sentence in material.sentences if not sentence.asks]
    told = [text for text in told if not words.first("reasons_for_anybody", text)]
    whole = " ".join(told)
    if words.first("second_person", whole) and shares(whole, material.known.brings):
        return True
    return any(_is_why(place, told, words) for place in range(len(told)))


def _is_why(place: int, told: list[str], words: Words) -> bool:
    """A sentence that says it, or one that points back ("That is why …") to what was said of the reader."""
    text = words.without(("not_about_you",), told[place])
    if words.first("reasons_for_you", text):
        return True
    before = told[max(0, place - LOOKS_BACK) : place]
    of_reader = any(words.first("second_person", one) for one in before)
    return of_reader and bool(words.first("pointing_back", text))


def says_own_reason(material: Material, words: Words) -> bool:
    """Whether a sentence says why this matters to the one who writes or speaks."""
    return any(_is_own_reason(sentence, material, words) for sentence in material.sentences)


def _is_own_reason(sentence: Sentence, material: Material, words: Words) -> bool:
    text = sentence.text
    if sentence.asks:
        return False
    if shares(text, (material.known.reason,), SENTENCE):
        return True
    rest = words.without(("no_reasons", "attempts"), text)
    if words.first("own_reasons", rest):
        return True
    return bool(words.first("own_stories", rest)) and not words.first("second_person", text)


def says_purpose(material: Material, words: Words) -> bool:
    """Whether a sentence says what becomes better, and for whom."""
    return any(
        words.first("purposes", sentence.text) or shares(sentence.text, (material.known.purpose,), SENTENCE)
        for sentence in material.sentences
        if not sentence.asks
    )


def shares(text: str, answers: tuple[str, ...], shortest: int = 5) -> bool:
    """Whether ``text`` says what one of these answers says: half of its content words, at least two.

    Content words have ``shortest`` letters or more.
    """
    said = stems([text], shortest)
    for answer in answers:
        wanted = stems([answer], shortest)
        common = len(said & wanted)
        if common >= 2 and common >= SAME * len(wanted):
            return True
    return False


def last_sentence(material: Material) -> Sentence | None:
    """The last sentence that is not a heading."""
    spoken = [sentence for sentence in material.sentences if not sentence.heading]
    return spoken[-1] if spoken else None


def too_long(material: Material, words: Words) -> Iterator[tuple[Sentence, int]]:
    """The sentences with more words than one can say or read at a breath, and how many they have."""
    for sentence in material.sentences:
        count = len(words_of(sentence.text))
        if count > words.numbers["words_a_sentence"]:
            yield sentence, count
