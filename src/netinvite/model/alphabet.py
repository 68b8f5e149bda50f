"""Names in the order in which people look for them: that of the alphabet of a language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# The letters after z; and what is sorted as one of them. All others are sorted without their marks.
_DANISH = ("æøå", {"ä": "æ", "ö": "ø", "aa": "å"})
_SWEDISH = ("åäö", {"æ": "ä", "ø": "ö"})
_LAST: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "da": _DANISH,
    "nb": _DANISH,
    "nn": _DANISH,
    "sv": _SWEDISH,
    "fi": _SWEDISH,
}
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss"})


@lru_cache(maxsize=4096)
def order(name: str, lang: str) -> tuple[str, str]:
    """A key by which names are sorted as in ``lang``; those that differ in marks alone by these."""
    last, alike = _LAST.get(lang, ("", {}))
    text = unicodedata.normalize("NFC", name).casefold()
    whole = text
    for letters, letter in alike.items():
        text = text.replace(letters, letter)
    if not text.isascii():
        text = text.translate({ord(letter): chr(ord("z") + place) for place, letter in enumerate(last, 1)})
    # As most names are: nothing in it has a mark.
    if text.isascii():
        return text, whole
    bare = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)), whole
