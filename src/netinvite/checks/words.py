"""Word lists: phrases as people write them in ``words.toml``, found in running text.

In a phrase ``*`` is the rest of a word, ``#`` a number, ``...`` up to five words, ``(a|b)`` a choice.
Case, the kind of apostrophe, and a comma between two words make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from netinvite.errors import TemplateError
from netinvite.language import _

_GAP = r"(?:,?\s+[\w'-]+){0,5}?,?\s+"
_PLACES = {"*": r"[\w'-]*", "#": r"\d+", "(": "(?:", ")": ")", "|": "|"}


def plain(text: str) -> str:
    """``text`` with one kind of apostrophe and quotation mark; every character keeps its place."""
    return text.translate(_PLAIN)


_PLAIN = str.maketrans("’‘´`“”„", "''''\"\"\"")


def _regex(phrase: str) -> str:
    parts = [_between_gaps(part.strip()) for part in phrase.split("...")]
    return _GAP.join(parts)


def _between_gaps(part: str) -> str:
    return r",?\s+".join(
        "".join(_PLACES.get(sign, re.escape(sign)) for sign in word) for word in part.split()
    )


@lru_cache(maxsize=512)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile("|".join(_bounded(phrase) for phrase in phrases), re.IGNORECASE)


def _bounded(phrase: str) -> str:
    """The phrase, between word boundaries where it begins or ends with a word."""
    before = "" if phrase[:1] in ".,?!" else r"(?<!\w)"
    after = "" if phrase[-1:] in ".,?!" else r"(?!\w)"
    return f"(?:{before}{_regex(phrase)}{after})"


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists and measures of one language."""

    lang: str
    lists: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]

    @classmethod
    def parse(cls, lang: str, shipped: Mapping[str, Any], own: Mapping[str, Any], where: str = "") -> Words:
        """The shipped lists, with those of ``own`` (read from ``where``) in their place, key by key."""
        for key, value in own.items():
            _refuse_unknown(key, shipped, where)
            _refuse_misshapen(key, value, shipped[key], where)
        both = {**shipped, **own}
        lists = {key: tuple(map(plain, value)) for key, value in both.items() if isinstance(value, list)}
        return cls(lang, lists, {key: value for key, value in both.items() if isinstance(value, int)})

    def first(self, name: str, text: str) -> str:
        """The first words of ``text`` that the list ``name`` holds, as they stand there; "" for none."""
        found = self._search(name).search(plain(text))
        return text[found.start() : found.end()] if found else ""

    def spans(self, name: str, text: str) -> list[tuple[int, int]]:
        """Where the words of the list ``name`` stand in ``text``."""
        return [found.span() for found in self._search(name).finditer(plain(text))]

    def opening(self, name: str, text: str) -> str:
        """The words of the list ``name`` that ``text`` begins with; "" for none."""
        found = self._search(name).match(plain(text))
        return text[: found.end()] if found else ""

    def holds(self, name: str, word: str) -> bool:
        """Whether ``word``, alone, is in the list ``name``."""
        return self._search(name).fullmatch(plain(word)) is not None

    def without(self, names: Iterable[str], text: str) -> str:
        """``text`` with the words of these lists blanked out, every other character in its place."""
        for name in names:
            for start, end in self.spans(name, text):
                text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _search(self, name: str) -> re.Pattern[str]:
        return _pattern(self.lists[name])


def _refuse_unknown(key: str, shipped: Mapping[str, Any], where: str) -> None:
    if key in shipped:
        return
    close = get_close_matches(key, shipped, n=1)
    raise TemplateError(
        _("%(file)s: “%(key)s” is no word list.") % {"file": where, "key": key},
        _("Did you mean “%(name)s”?") % {"name": close[0]} if close else "",
    )


def _refuse_misshapen(key: str, value: Any, shipped: Any, where: str) -> None:
    words = {"file": where, "key": key}
    if isinstance(shipped, int):
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise TemplateError(_("%(file)s: “%(key)s” must be a whole number.") % words)
        return
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise TemplateError(_("%(file)s: “%(key)s” must be a list of texts.") % words)
    for phrase in value:
        try:
            _pattern((plain(phrase),))
        except re.error:
            problem = _("%(file)s: “%(phrase)s” has a bracket that is not closed.")
            raise TemplateError(problem % {"file": where, "phrase": phrase}) from None
