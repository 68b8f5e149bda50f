"""Word lists: phrases as people write them in ``words.toml``, found in running text.

In a phrase ``*`` is the rest of a word, ``#`` a number, ``...`` up to five words, ``(a|b)`` a choice.
Case, the kind of apostrophe, and a comma between two words make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from netinvite.errors import LanguageError, did_you_mean, nearest
from netinvite.language import _
from netinvite.libraries import PATTERNS, regex
from netinvite.values import Frozen

_GAP = r"(?:,?\s+[\w'-]+){0,5}?,?\s+"
_CHOICE = regex(r"\(([^()]*)\)")
_LITERAL = regex(r"[^\s*#]+")
# Lists of before: whoever wrote their own need not know that they are gone.
RETIRED = frozenset(
    (
        *("reasons_for_you", "pointing_back", "not_about_you", "reasons_for_anybody", "own_reasons"),
        *("own_stories", "no_reasons", "attempts", "purposes", "asks_to_join", "joining_is_open"),
        *("ways_out", "ways_out_begin", "demands", "important", "unimportant", "leading", "loaded"),
    )
)
_Pieces: TypeAlias = tuple[tuple[str, ...], ...]
_PLACES = {"*": r"[\w'-]*", "#": r"\d+", "(": "(?:", ")": ")", "|": "|"}


def plain(text: str) -> str:
    """``text`` with one kind of apostrophe and quotation mark; every character keeps its place."""
    return text.translate(_PLAIN)


def _all_plain(phrases: list[str]) -> tuple[str, ...]:
    """All at once, for there are a thousand; TOML has no NUL that would part one."""
    return tuple(plain("\0".join(phrases)).split("\0")) if phrases else ()


_PLAIN = str.maketrans("’‘´`“”„", "''''\"\"\"")


def _regex(phrase: str) -> str:
    parts = [_between_gaps(part.strip()) for part in phrase.split("...")]
    return _GAP.join(parts)


def _between_gaps(part: str) -> str:
    return r",?\s+".join(
        "".join(_PLACES.get(sign, re.escape(sign)) for sign in word) for word in part.split()
    )


def compiled(lang: str) -> Path:
    """Where the shipped phrases of ``lang`` lie, as far as they were compiled when the package was built."""
    return PATTERNS.with_name(f"phrases.{lang}")


@cache
def pattern_of(phrase: str) -> re.Pattern[str]:
    """The phrase, between word boundaries where it begins or ends with a word: "lay-by" does not say "by"."""
    before = "" if phrase[:1] in ".,?!" else r"(?<!\w)(?<!\w-)"
    after = "" if phrase[-1:] in ".,?!" else r"(?!\w)"
    return re.compile(f"{before}(?:{_regex(phrase)}){after}", re.IGNORECASE)


class _Phrases:
    """A list: of each phrase what is looked for first, where it has one spelling (else ""), the rest, it."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self.needed = tuple((*_first_and_rest(_pieces(phrase)), phrase) for phrase in phrases)


# Known again by itself: to look at each of its phrases for that takes as long as a search.
_listed = cache(_Phrases)


def _first_and_rest(pieces: _Pieces) -> tuple[str, _Pieces]:
    return (pieces[0][0], pieces[1:]) if pieces and len(pieces[0]) == 1 else ("", pieces)


def _pieces(phrase: str) -> _Pieces:
    """What stands in every text in which the phrase is found, each in one of its spellings; the longest
    first. Nothing is known of a choice in a choice."""
    folded = _folded(phrase).replace("...", " ")
    outside = _CHOICE.sub(" ", folded)
    if any(sign in outside for sign in "(|)"):
        return ()
    choices = [tuple(map(_longest, found[1].split("|"))) for found in _CHOICE.finditer(folded)]
    pieces = [*((piece,) for piece in _LITERAL.findall(outside)), *filter(all, choices)]
    return tuple(sorted(pieces, key=lambda piece: -min(map(len, piece))))


def _longest(text: str) -> str:
    return max(_LITERAL.findall(text), key=len, default="")


def _folded(text: str) -> str:
    """``text`` such that whatever two letters are the same to ``re.IGNORECASE`` are the same letter."""
    return text.replace("\u0130", "i").casefold().replace("\u0131", "i")


# Each list asks for the same sentences; so many stand in the longest text.
@lru_cache(maxsize=8192)
def _both(text: str) -> tuple[str, str]:
    """``text``, plain and folded."""
    even = plain(text)
    return even, _folded(even)


def _stand(pieces: _Pieces, folded: str) -> bool:
    for piece in pieces:
        for spelling in piece:
            if spelling in folded:
                break
        else:
            return False
    return True


class _Search:
    """What a list finds in one text, as one pattern of all its phrases would: the first that stands there,
    and of two at the same place the one that the list names first.

    Only phrases that can stand in the text are made into patterns: of a thousand that is a handful, and to
    make all of them takes longer than all else that ``mail`` does.
    """

    def __init__(self, phrases: _Phrases, text: str) -> None:
        self.text, folded = _both(text)
        self.patterns = [
            pattern_of(phrase)
            for first, rest, phrase in phrases.needed
            if first in folded and _stand(rest, folded)
        ]

    def first(self, start: int = 0) -> re.Match[str] | None:
        """The first words found from ``start`` on."""
        if not self.patterns:
            return None
        found = [match for pattern in self.patterns if (match := pattern.search(self.text, start))]
        return min(found, key=re.Match.start, default=None)

    def all(self) -> Iterator[re.Match[str]]:
        """Everything found; no two overlap."""
        start = 0
        while start <= len(self.text) and (match := self.first(start)):
            yield match
            start = max(match.end(), match.start() + 1)

    def opening(self) -> re.Match[str] | None:
        """What the text begins with."""
        return next((match for pattern in self.patterns if (match := pattern.match(self.text))), None)

    def whole(self) -> bool:
        """Whether the text is one of the phrases."""
        return any(pattern.fullmatch(self.text) for pattern in self.patterns)


class Words(Frozen):
    """The word lists and measures of one language."""

    lang: str
    lists: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]

    @cached_property
    def _known(self) -> dict[str, _Phrases]:
        return {}

    @classmethod
    def parse(
        cls,
        lang: str,
        shipped: Mapping[str, Any],
        own: Mapping[str, Any],
        where: str = "",
        line_of: Callable[[str], int] = lambda key: 1,
    ) -> Words:
        """The shipped lists, with those of ``own`` in their place, key by key.

        ``where`` is the file of ``own``, in which ``line_of`` finds a key; a ``LanguageError`` names both.
        """
        own = {key: value for key, value in own.items() if key not in RETIRED}
        for key, value in own.items():
            if problem := _unknown(key, shipped) or _misshapen(key, value, shipped[key]):
                raise LanguageError(
                    where,
                    line_of(key),
                    problem,
                    did_you_mean(nearest(key, shipped)) if key not in shipped else "",
                )
        both = {**shipped, **own}
        lists = {key: _all_plain(value) for key, value in both.items() if isinstance(value, list)}
        return cls(lang, lists, {key: value for key, value in both.items() if isinstance(value, int)})

    def first(self, name: str, text: str) -> str:
        """The first words of ``text`` that the list ``name`` holds, as they stand there; "" for none."""
        found = self._search(name, text).first()
        return text[found.start() : found.end()] if found else ""

    def spans(self, name: str, text: str) -> list[tuple[int, int]]:
        """Where the words of the list ``name`` stand in ``text``."""
        return [found.span() for found in self._search(name, text).all()]

    def opening(self, name: str, text: str) -> str:
        """The words of the list ``name`` that ``text`` begins with; "" for none."""
        found = self._search(name, text).opening()
        return text[: found.end()] if found else ""

    def holds(self, name: str, word: str) -> bool:
        """Whether ``word``, alone, is in the list ``name``."""
        return self._search(name, word).whole()

    def without(self, names: Iterable[str], text: str) -> str:
        """``text`` with the words of these lists blanked out, every other character in its place."""
        for name in names:
            for start, end in self.spans(name, text):
                text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _search(self, name: str, text: str) -> _Search:
        phrases = self._known.get(name) or self._known.setdefault(name, _listed(self.lists[name]))
        return _search(phrases, text)


# Several rules ask the same of the same sentence.
@lru_cache(maxsize=2048)
def _search(phrases: _Phrases, text: str) -> _Search:
    return _Search(phrases, text)


def _unknown(key: str, shipped: Mapping[str, Any]) -> str:
    return "" if key in shipped else _("“%(key)s” is no word list.") % {"key": key}


def _misshapen(key: str, value: Any, shipped: Any) -> str:
    """What is wrong with the value of a key; "" for nothing."""
    if isinstance(shipped, int):
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return "" if fits else _("“%(key)s” must be a whole number.") % {"key": key}
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        return _("“%(key)s” must be a list of texts.") % {"key": key}
    for phrase in value:
        try:
            pattern_of(plain(phrase))
        except re.error:
            return _("“%(phrase)s” has a bracket that is not closed.") % {"phrase": phrase}
    return ""
