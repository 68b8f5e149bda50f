"""Characters that are no letters: that control, that nobody sees, that turn a text around; single lines."""

from __future__ import annotations

import re
import unicodedata

from netinvite.libraries import regex

# The controls of C0 and C1, and halves of a character.
CONTROL, SURROGATE = regex("[\x00-\x1f\x7f-\x9f]"), regex("[\ud800-\udfff]")
_BREAKS = regex("[\t-\r\x1c-\x1f\x85\u2028\u2029 ]+")
# Overrides, embeddings and isolates make a text read otherwise than it is: "ude" + "\u202egpj.exe" looks like
# a picture. A mark of direction alone does so only beside digits and signs; Arabic and Hebrew may need it.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
DIRECTION = TURNING + "\u061c\u200e\u200f"
LINE_ENDS = "\u2028\u2029"
# Beside the category Cf: joiners, fillers and variation selectors.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u3164\uffa0").union(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def is_control(sign: str) -> bool:
    """Whether it is a control character, or half of a character."""
    return unicodedata.category(sign) in ("Cc", "Cs")


def is_unseen(sign: str) -> bool:
    """Whether nobody sees it in a text."""
    return unicodedata.category(sign) == "Cf" or sign in _UNSEEN


def without_unseen_start(text: str, also: str = "") -> str:
    """``text`` from the first character on that is seen, and is none of ``also``."""
    first = text[:1]
    if first and first.isascii() and first not in also:
        return text
    place = next((n for n, sign in enumerate(text) if sign not in also and not is_unseen(sign)), len(text))
    return text[place:]


def one_line(text: str) -> str:
    """``text`` with one blank for every run of blanks and line ends of any kind."""
    return " ".join(text.split())


def header_line(text: str) -> str:
    """``text`` on one line, without control characters; U+00A0, which breaks no line, stays, and half a
    character becomes U+FFFD."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    whole = CONTROL.sub("", _BREAKS.sub(" ", SURROGATE.sub("\ufffd", text)))
    return re.sub(" +", " ", whole).strip()
