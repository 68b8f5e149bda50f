"""Where a name stands in a text: composed or decomposed, and whether it is certain that it is the name.

A name is found as a whole: “Anna Jensen” in “Anna Jensens hold”, not in “Johanna Jensen”, and not where
it is part of the longer name of somebody else. A name of one word may be any word (“Will”, “Bo”, “Hope”):
it is certain only with its own capitals, inside a sentence and beside no other capital; else it is for a
person to look at, and never changed."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any
from urllib.parse import unquote

from babel import Locale

from netinvite.language import languages
from netinvite.libraries import regex
from netinvite.model.dates import locale_of
from netinvite.model.people import REPLACEMENTS, normalized
from netinvite.values import NamedTuple

_GENITIVES = ("'s", "’s", "s")
_NO_SIGN = regex(r"[\W_]+")
_ASCII_SIGNS = {place: None for place in range(128) if not chr(place).isalnum()}
_BLANKS_OR_NOT = regex(r"\s+|\S+")
# Written without blanks, a whole name is one word of three signs or more.
_WHOLE_NAME = 3
# How far around a word is looked for what a sentence begins with: more blanks than this hold no sentence.
_AROUND = 80
# After these a sentence goes on.
_GOES_ON = ",;&+/"
_JOINS = "-‐@._/\\&+'’"
_WORD = regex(r"[^\W_][\w'’-]*$")
# A short word with a full stop may be an abbreviation.
_OPENS = regex(r"(?:^|[^\W\d_]{4}[.?!…][\"'”’»)]*\s+)[\"'“”‘„«(]*$")
_NEXT_CAPITAL = regex(r"(?:['’]?s|['’])?[ \t\u00a0]+([^\W\d_])")


def spelling(text: str) -> str:
    """``text`` without the differences of spelling: decomposed, without case, single blanks."""
    return " ".join(_decomposed(text).split())


# Of names only, for all are compared with each: whole texts would fill it.
spelled = lru_cache(maxsize=20_000)(spelling)


def _decomposed(text: str) -> str:
    folded = normalized("NFD", normalized("NFD", text).casefold())
    return folded.replace("ı", "i")


def squeezed(text: str) -> str:
    """The letters and digits of ``text``, without case."""
    text = unquote(text).casefold()
    for letter, plain in REPLACEMENTS if not text.isascii() else ():
        text = text.replace(letter, plain)
    # A tenth of the time, for most texts.
    return text.translate(_ASCII_SIGNS) if text.isascii() else _NO_SIGN.sub("", text)


def occurs(name: str, text: str) -> bool:
    """Whether the characters of ``name`` stand anywhere in ``text``, even inside a longer word."""
    wanted = spelled(name)
    return bool(wanted) and wanted in spelling(text)


class Hit(NamedTuple):
    """Where somebody is found in a text: first place, and the one after the last; whether it is certain."""

    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A full name to look for; ``longer`` are other people's names that contain it.

    ``doubtful``: nothing but a field that holds the name alone is certain to mean it, for the word is also
    something else; ``shared``: somebody else has the very same name, so that no mention is certain;
    ``seen``: whoever forgets has looked at each place, and a sentence may begin with it.
    """

    full: str
    longer: tuple[str, ...] = ()
    doubtful: bool = False
    shared: bool = False
    seen: bool = False

    @property
    def one_word(self) -> bool:
        """Whether the name is one word, which may be any word."""
        return is_one_word(self.full)

    def hits(self, text: str, *, field: bool = False, title: bool = False) -> list[Hit]:
        """Where the name stands. ``field``: the text is an answer that names people; ``title``: it is a name
        of something, in which capitals say nothing."""
        wanted, folded = spelled(self.full), spelling(text)
        if not wanted or not any(_whole(folded, wanted)):
            return []
        mapped = _Mapped(text)
        inside = set(self._inside_longer(mapped.spelling))
        found = [
            (mapped.place(start)[0], mapped.place(end - 1)[1])
            for start, end in _whole(mapped.spelling, wanted)
            if start not in inside
        ]
        if self.shared or not self.one_word or (field and folded == wanted):
            return [Hit(start, end, not self.shared) for start, end in found]
        judged = [(start, end, self._judged(text, start, end, field, title)) for start, end in found]
        return [Hit(start, end, sure) for start, end, sure in judged if sure is not None]

    def _inside_longer(self, text: str) -> Iterator[int]:
        """Where the name begins in other people's longer names."""
        wanted = spelled(self.full)
        for name in map(spelled, self.longer):
            places = [place for place in range(len(name)) if name.startswith(wanted, place)]
            for start, _end in _whole(text, name):
                yield from (start + place for place in places)

    def _judged(self, text: str, start: int, end: int, field: bool, title: bool) -> bool | None:
        """Whether it is certain that one word is the name; ``None`` where certainly it is not."""
        written, name = unicodedata.normalize("NFC", text[start:end]), _composed(self.full)
        if written != name:
            return None if written.islower() and not name.islower() else False
        if self.doubtful or title or name.upper() == name.lower() or name.islower():
            return False
        return is_certain(text, start, end, begins=field or self.seen or has_inner_capital(name))


def put_in(text: str, hits: list[Hit], words: str, *, capitals: bool = False) -> str:
    """``text`` with ``words`` in the place of every hit that is certain; ``capitals``: with a capital where
    they begin a sentence."""
    parts, done = [], 0
    for start, end, sure in hits:
        if sure:
            first = capitals and _OPENS.search(text[:start])
            parts += [text[done:start], words[:1].upper() + words[1:] if first else words]
            done = end
    return "".join([*parts, text[done:]])


@lru_cache
def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())


@lru_cache
def is_one_word(name: str) -> bool:
    """Whether a name is one word; Chinese, Japanese and Korean whole names are written as one."""
    wanted = spelled(name)
    return " " not in wanted and not (
        len(wanted) >= _WHOLE_NAME and all(unicodedata.east_asian_width(sign) == "W" for sign in name.strip())
    )


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody's name, what they are called, and the names of things in their file."""

    name: str
    called: str
    titles: tuple[str, ...]

    def by(self, word: str) -> bool:
        """Whether they are called by the one word of a name."""
        return is_one_word(word) and any(is_whole_in(word, name) for name in (self.name, self.called))


def among(full: str, others: Sequence[Called]) -> Name:
    """A full name as it is to be looked for where ``others`` have theirs."""
    wanted = spelled(full)
    longer = tuple(dict.fromkeys(other.name for other in others if wanted in spelled(other.name) != wanted))
    shared = any(spelled(other.name) == wanted for other in others)
    said = (other.by(full) or any(is_whole_in(full, title) for title in other.titles) for other in others)
    doubtful = is_one_word(full) and (len(wanted) < 2 or _is_a_word(wanted) or any(said))
    return Name(full, longer, doubtful, shared)


@lru_cache
def _is_a_word(wanted: str) -> bool:
    """Whether a word has a capital for another reason: a month, a day, a country, a language."""
    for lang in languages():
        words = Locale.parse(locale_of(lang))
        named: list[Any] = [*words.territories.values(), *words.languages.values()]
        for calendar in (words.months, words.days):
            named += [name for width in calendar["format"].values() for name in width.values()]
        if any(spelling(name) == wanted for name in named):
            return True
    return False


class _Mapped:
    """The spelling of a text, and where each character of it comes from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = [found.span() for found in _BLANKS_OR_NOT.finditer(text)]
        parts = [" " if text[start].isspace() else _decomposed(text[start:end]) for start, end in self._words]
        self.spelling = "".join(parts)
        self._offsets = list(accumulate(map(len, parts), initial=0))
        self._last: tuple[int, list[tuple[int, int]]] = (-1, [])

    def place(self, index: int) -> tuple[int, int]:
        """First place, and the one after the last, of what became the character at ``index``."""
        word = bisect_right(self._offsets, index) - 1
        start, end = self._words[word]
        if self.text[start].isspace():
            return start, end
        if self.text.isascii():
            return start + index - self._offsets[word], start + index - self._offsets[word] + 1
        if self._last[0] != word:
            self._last = (word, list(_places(self.text[start:end])))
        first, last = self._last[1][index - self._offsets[word]]
        return start + first, start + last


def _places(word: str) -> Iterator[tuple[int, int]]:
    """For each character of the spelling of a word, where it comes from."""
    start = 0
    for place in range(1, len(word) + 1):
        if place == len(word) or not unicodedata.combining(word[place]):
            yield from [(start, place)] * len(_decomposed(word[start:place]))
            start = place


def _whole(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    start = text.find(wanted)
    while start >= 0 and wanted:
        end = start + len(wanted)
        if not _in_word(text[start - 1 : start] if start else "") and _ends(text[end : end + 3]):
            yield start, end
        start = text.find(wanted, start + 1)


def is_whole_in(name: str, text: str) -> bool:
    """Whether ``name`` stands in ``text`` as a whole, in whatever case."""
    return any(_whole(spelling(text), spelled(name)))


def _in_word(character: str) -> bool:
    return character.isalnum() or bool(character and unicodedata.combining(character))


def _ends(rest: str) -> bool:
    if not _in_word(rest[:1]):
        return True
    return any(rest.startswith(end) and not _in_word(rest[len(end) :][:1]) for end in _GENITIVES)


def is_certain(text: str, start: int, end: int, *, begins: bool) -> bool:
    """Whether the word from ``start`` to ``end`` has its capital as a name alone.

    ``begins``: also where a sentence begins, as for a name that no common word is like.
    """
    if _begins(text, start) and not begins:
        return False
    return not (_is_joined(text, start, end) or _has_capital_beside(text, start, end))


def has_inner_capital(name: str) -> bool:
    """“Anne-Lise”, “McKay”, as no common word; not “ANNA”."""
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
    joined = before[-1:] and before[-1] in _JOINS and before[:-1].isalnum()
    if joined or before[-1:] in ("@", "_") or after[:1] == "_":
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
    return bool((following := _NEXT_CAPITAL.match(text, end)) and following[1].isupper())
