"""Whether a word in a text is there as a name, or could have its capital for another reason."""

from __future__ import annotations

import re
import unicodedata

# How far around a word is looked for what a sentence begins with: more blanks than this hold no sentence.
_AROUND = 80
# After these a sentence goes on.
_GOES_ON = ",;&+/"
_JOINS = "-‐@._/\\&+'’"
_WORD = re.compile(r"[^\W_][\w'’-]*$")
_NEXT_CAPITAL = re.compile(r"(?:['’]?s|['’])?[ \t\u00a0]+([^\W\d_])")


def is_certain(text: str, start: int, end: int, *, begins: bool) -> bool:
    """Whether the word from ``start`` to ``end`` has its capital as a name alone.

    ``begins``: also where a sentence begins, as for a name that no common word is like.
    """
    if _begins(text, start) and not begins:
        return False
    return not (_is_joined(text, start, end) or _has_capital_beside(text, start, end))


def has_inner_capital(name: str) -> bool:
    """As no common word has: “Anne-Lise”, “McKay”; not “ANNA”."""
    return name[:1].isupper() and any(sign.isupper() for sign in name[1:]) and not name.isupper()


def _begins(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation may begin at ``start``, so that any word has a capital."""
    before = text[max(0, start - _AROUND) : start]
    said = before.rstrip()
    if not said or "\n" in before[len(said) :] or "\r" in before[len(said) :]:
        return True
    return not (said[-1].isalnum() or said[-1] in _GOES_ON or unicodedata.combining(said[-1]))


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a longer one: a compound, an address, a path."""
    before, after = text[max(0, start - 2) : start], text[end : end + 3]
    if before[-1:] and before[-1] in _JOINS and before[:-1].isalnum():
        return True
    if before[-1:] == "@" or after[:1] == "_" or before[-1:] == "_":
        return True
    apostrophe = after[:1] and after[0] in "'’"
    if apostrophe and after[1:2] == "s" and not after[2:3].isalnum():
        return False
    return bool(after[:1]) and after[0] in _JOINS and after[1:2].isalnum()


def _has_capital_beside(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital stands just before or after: then it may be part of a longer name."""
    before = text[max(0, start - _AROUND) : start]
    said = before.rstrip(" \t\u00a0")
    word = _WORD.search(said) if said != before else None
    if word and word[0][0].isupper():
        return True
    following = _NEXT_CAPITAL.match(text, end)
    return bool(following and following[1].isupper())
