"""Words of the first ones that somebody typed once more, as far as letters tell: a word, capitals and marks
aside, is the same word, and one with an apostrophe behind it is the word before that ("you've", "you")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from netinvite.libraries import regex

_APOSTROPHE = regex(r"(?<=\w)['’](?=\w)")
_ENDED = regex(r"[.?!…][\"'”’»«)\]]*$")
# So many of the first words in a row, or all but a few of those that lead to the last one, begin nothing else
# by chance; of the shortest first words one in two does.
FEWEST, ALIKE, HALF = 3, 0.75, 0.5
# Words that may stand before those that come again, and by which they may be more than the first ones.
AHEAD, LONGER = 2, 2


def bare(word: str) -> str:
    """A word to be compared, in small letters and without the mark behind it."""
    return word.strip(",;:").casefold()


def heads(text: str, most: int = -1) -> list[str]:
    """The words of ``text`` to be compared, each without what an apostrophe joins to it; the first ``most``,
    or all."""
    return [_APOSTROPHE.split(bare(word), maxsplit=1)[0] for word in begun(text, most)]


def in_the_same_letters(said: str, before: str) -> bool:
    """Whether words that come again stand ``before`` in their own letters, but for the capital that a
    sentence begins with."""
    words, there = _lettered(said), _lettered(before)
    if there and words and words[0][0].islower():
        there[0] = there[0][0].lower() + there[0][1:]
    return any(there[at : at + len(words)] == words for at in range(len(there)))


def _lettered(text: str) -> list[str]:
    return [_APOSTROPHE.split(found, maxsplit=1)[0] for word in text.split() if (found := word.strip(",;:"))]


def begun(text: str, most: int) -> list[str]:
    """The first ``most`` words of ``text``, or all (-1): of a long one the rest is not parted."""
    return text.split(maxsplit=most)[: most if most >= 0 else None]


def ends_joined(word: str) -> bool:
    """Whether an apostrophe joins something to a word."""
    return bool(_APOSTROPHE.search(word))


def repeated(first: str, text: str) -> int:
    """How many of the last of the first words ``text`` begins with."""
    words = heads(first)
    typed = heads(text, len(words))
    return next((n for n in range(len(words), 0, -1) if typed[:n] == words[-n:]), 0)


def begins_inside(first: str, text: str) -> str:
    """The last of the first words with which ``text`` begins, too few to say what all of them do; "" for
    none."""
    count, words = repeated(first, text), len(first.split())
    return _shown(begun(text, count)) if count and not _is_enough(count, words) else ""


def _is_enough(count: int, words: int) -> bool:
    return count >= FEWEST or count >= HALF * words


def without_lead(text: str, lead: str) -> str | None:
    """``text`` behind the words that lead on from the first ones; ``None`` where it has others."""
    wanted = heads(lead)
    if not wanted or heads(text, len(wanted)) != wanted:
        return None
    return " ".join(text.split()[len(wanted) :])


def twice(first: str, lead: str, text: str) -> str:
    """The last of the first words, or of what leads on from them, with which ``text`` behind them begins once
    more, or after one other word; "" for none."""
    if count := repeated(first, text):
        return _shown(begun(text, count))
    rest = without_lead(text, lead)
    if rest is None:
        return ""
    if count := max(repeated(first, rest), repeated(f"{first} {lead}", rest)):
        return _shown(begun(rest, count))
    ahead = heads(rest, AHEAD)
    # "because you, you": a comma parts them.
    joined = not begun(text, 1)[0].endswith(",")
    comes = joined and len(ahead) == AHEAD and ahead[1] == heads(lead)[-1]
    return _shown(begun(rest, AHEAD)[1:]) if comes else ""


def anew(first: str, text: str) -> str:
    """The words with which ``text`` says the first ones again where it begins, as they are or changed a
    little; "" where it says something of its own."""
    words = heads(first)
    typed = heads(_sentence(text, AHEAD + len(words) + LONGER))
    found = max(_as_they_are(words, typed), _on_the_way(words, typed), _changed(words, typed))
    return _shown(begun(text, sum(found))[found[1] :]) if found[0] else ""


def _sentence(text: str, most: int) -> str:
    """The words of the first sentence, ``most`` at most."""
    words = begun(text, most)
    end = next((place for place, word in enumerate(words, 1) if _ENDED.search(word)), len(words))
    return " ".join(words[:end])


# How many words come again, and from which one on.
_Run = tuple[int, int]


def _as_they_are(words: Sequence[str], typed: Sequence[str]) -> _Run:
    """The words that ``typed`` begins with, all of them first ones, in any order."""
    left = Counter(words)
    count = 0
    for word in typed:
        if not left[word]:
            break
        left[word] -= 1
        count += 1
    return (count, 0) if count and _is_enough(count, len(words)) else (0, 0)


def _on_the_way(words: Sequence[str], typed: Sequence[str]) -> _Run:
    """Those in a row of which few stand before, so many that they say what the first ones do; two where these
    end in them."""
    found = (0, 0)
    for start in range(1, AHEAD + 1):
        for count in range(len(words), 1, -1):
            run = list(typed[start : start + count])
            stands = any(run == words[at : at + count] for at in range(len(words) - count + 1))
            if stands and (count >= FEWEST or run == words[-count:]):
                found = max(found, (count, start))
    return found


def _changed(words: Sequence[str], typed: Sequence[str]) -> _Run:
    """All up to the last of the first words, most of them first ones."""
    near = list(typed[: len(words) + LONGER])
    if not words or words[-1] not in near:
        return (0, 0)
    count = near.index(words[-1]) + 1
    common = sum((Counter(words) & Counter(near[:count])).values())
    return (count, 0) if common >= FEWEST and common >= ALIKE * count else (0, 0)


def _shown(words: Sequence[str]) -> str:
    """Words as they were typed, without the mark behind the last one and what an apostrophe joins to it."""
    text = " ".join(words).rstrip(",;:")
    last = text.rpartition(" ")[2]
    return text[: len(text) - len(last)] + _APOSTROPHE.split(last, maxsplit=1)[0]
