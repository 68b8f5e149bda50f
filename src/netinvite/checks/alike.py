"""Which words of two texts are the same, whatever their ending."""

from __future__ import annotations

from netinvite.checks.text import words_of
from netinvite.checks.words import Words

# Letters of a content word, of the part that two forms of one share, and of a word in a compound.
CONTENT_WORD, STEM, INSIDE = 4, 4, 5
# Letters that an ending has at most, and content words of an answer that are looked for.
ENDING, MOST = 2, 200


def folded(text: str) -> list[str]:
    return [word.casefold() for word in words_of(text)]


def content(text: str, words: Words) -> frozenset[str]:
    """Its words of four letters and more that are no mere joints of a sentence; where there are only those,
    they are."""
    found = {word for word in folded(text) if len(word) >= CONTENT_WORD and not word.isdigit()}
    told = {word for word in found if word not in words.lists["common"]}
    return frozenset(sorted(told or found)[:MOST])


def common(wanted: frozenset[str], said: frozenset[str]) -> int:
    """How many of the wanted words stand there, whatever their ending, or in a compound."""
    begun: dict[str, list[str]] = {}
    for word in said:
        begun.setdefault(word[:STEM], []).append(word)
    return sum(
        any(_alike(word, other) for other in begun.get(word[:STEM], ()))
        or any(_inside(word, other) for other in said)
        for word in wanted
    )


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter[: max(STEM, len(shorter) - ENDING)])


def _inside(one: str, other: str) -> bool:
    """ "Klubben" in "fritidsklubben"."""
    return (len(one) >= INSIDE and one in other) or (len(other) >= INSIDE and other in one)


def names(text: str) -> frozenset[str]:
    """The numbers in a text and the words in it that begin with a capital, but the first."""
    return frozenset(word.casefold() for word in words_of(text)[1:] if word[0].isupper() or word[0].isdigit())
