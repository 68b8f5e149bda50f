"""How a sentence begins and ends: small letters, and closing marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from netinvite.checks.text import LONGEST
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.libraries import regex

_MARKS = regex(r"(?<![.?!…])[.?!…](?:\s*[.?!…])+(?=[\s\"'”’»)*_\]]|$)")
_BEGINS = regex(r"[\"“”»«'(]*([^\W\d_][\w'’-]*)(?:\s+(\w))?")
# A word and its full stop are taken whole: of a run of signs without a blank, no part is looked at again.
_INNER = regex(r"(?<!\S)(\S++)(?<=[^\W\d_]\.)\s++(?=[^\W\d_])")
# "(a) Monday", "b) Tuesday"
_LABEL = regex(r"\(?[^\W_]{1,2}\)\s")
SHORTEST = 3


def two_marks(text: str, words: Words) -> str:
    """What is wrong where two marks close a sentence; "" where none do."""
    for found in _MARKS.finditer(text):
        marks = re.sub(r"\s", "", found[0])
        dots = marks.count(".") + marks.count("…")
        # An ellipsis may have a mark of its own, surprise asks, and "??" is how somebody asks loudly.
        if "…" in marks or "..." in marks or (not dots and (marks == found[0] or len(marks) > 2)):
            continue
        before = text[max(0, found.start() - LONGEST) : found.start()].rsplit(None, 1)[-1:] or [""]
        if marks[0] == "." and marks[1] != "." and _is_short(before[0], words):
            continue
        shown = " ".join([*text[: found.start()].split()[-2:]]) + found[0]
        return _("“%(words)s” has two closing marks.") % {"words": shown}
    return ""


def _is_short(word: str, words: Words) -> bool:
    """Whether a full stop behind ``word`` can be that of an abbreviation."""
    bare = word.strip("(\"'“”»«*_").casefold()
    known = bare in words.lists["abbreviations"] or bare in words.lists["shortened"]
    return known or "." in bare or len(bare) < SHORTEST


def is_small(text: str, words: Words) -> bool:
    """Whether a sentence begins with a small letter, and not with a name that does (iPad, von Bülow) or an
    address."""
    found = _BEGINS.match(text)
    if _LABEL.match(text):
        return False
    if not found or not found[1][0].islower():
        return False
    word = text.split(None, 1)[0]
    if not found[1].islower() or "@" in word or "/" in word or word.startswith("www."):
        return False
    return not (found[2] and found[2].isupper() and words.holds("particles", found[1]))


def small_inside(text: str, words: Words) -> Iterator[str]:
    """What follows a full stop and begins with a small letter."""
    for found in _INNER.finditer(text):
        rest = text[found.end() :]
        if not _is_short(found[1][:-1], words) and is_small(rest, words):
            yield rest


def as_written(text: str, words: Words) -> list[str]:
    """A sentence cut where somebody who writes no capitals begins another one."""
    starts = [len(text) - len(rest) for rest in small_inside(text, words)]
    return [text[start:end].strip() for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
