"""Where a name stands in a text: composed or decomposed, and whether it is certain that it is the name.

A name is found as a whole: “Anna Jensen” in “Anna Jensens hold”, not in “Johanna Jensen”, and not where
it is part of the longer name of somebody else. A name of one word may be any word (“Will”, “Bo”, “Hope”):
it is certain only with its own capitals, inside a sentence and beside no other capital; else it is for a
person to look at, and never changed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from netinvite.language import _
from netinvite.parsed import loads, normalized
from netinvite.privacy.capitals import has_inner_capital, is_certain

_GENITIVES = ("'s", "’s", "s")
_BLANKS_OR_NOT = re.compile(r"\s+|\S+")
# Written without blanks, a whole name is one word of three signs or more.
_WHOLE_NAME = 3


def spelling(text: str) -> str:
    """``text`` without the differences of spelling: decomposed, without case, single blanks."""
    return " ".join(_decomposed(text).split())


# Of names only, for all are compared with each: whole texts would fill it.
spelled = lru_cache(maxsize=20_000)(spelling)


def _decomposed(text: str) -> str:
    folded = normalized("NFD", normalized("NFD", text).casefold())
    return folded.replace("ı", "i")


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
    something else; ``shared``: somebody else has the very same name, so that no mention is certain.
    """

    full: str
    longer: tuple[str, ...] = ()
    doubtful: bool = False
    shared: bool = False

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
        return is_certain(text, start, end, begins=field or has_inner_capital(name))

    def stands_in(self, text: str) -> bool:
        """Whether ``text`` mentions the person, for certain or perhaps."""
        return bool(self.hits(text))

    def replace(self, text: str, words: str) -> str:
        """``text`` with every certain mention replaced; a genitive keeps its ending."""
        return put_in(text, self.hits(text), words)


def put_in(text: str, hits: list[Hit], words: str) -> str:
    """``text`` with ``words`` in the place of every hit that is certain."""
    parts, done = [], 0
    for start, end, sure in hits:
        if sure:
            parts += [text[done:start], words]
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


# TOML ----------------------------------------------------------------------------------------------

Keys = tuple[str | int, ...]
# The place of what stands in no line of the file as it is.
ENCODED = "encoded"
# A string, which may hold the sign of a comment, or a comment.
_TOKENS = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|(?P<comment>#[^\n]*)',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody is mentioned: the file (from the workspace's folder on), the place in it, the text."""

    file: str
    key: str
    text: str


def strings(data: Any, path: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Every string in parsed TOML, with its keys and places."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, (*path, str(key)))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from strings(value, (*path, number))


def in_toml(data: Any, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The path (``conversation[0].referrals[1].name``) and text of every string that is ``wanted``."""
    return ((path_of(keys), text) for keys, text in strings(data) if wanted(text))


def path_of(keys: Keys) -> str:
    """Keys as they are told: ``conversation[0].referrals[1].name``."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return "".join(parts).removeprefix(".")


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Every comment of a valid TOML text: its place, and what it says."""
    return ((found.start(), found[0]) for found in _TOKENS.finditer(text) if found["comment"])


def in_lines(text: str, places: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The number (``line 3``) and text of the line of each of ``places``, which are in order."""
    number, counted = 1, 0
    for place in places:
        number, counted = number + text.count("\n", counted, place), place
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        yield f"line {number}", text[start : end if end >= 0 else len(text)].strip()


def told(key: str) -> str:
    """Where a mention stands, in the words of the language in use."""
    if key == ENCODED:
        return _("in another encoding")
    return _("line %(number)s") % {"number": key[5:]} if key.startswith("line ") else key


def without(text: str, change: Callable[[str], str], at: Callable[[Keys, str], str] | None = None) -> str:
    """TOML with ``change`` made to every comment and value, or ``at`` to a value that stands at its keys.

    Keys, and all else, stay as they were written.
    """
    import tomlkit

    document = tomlkit.parse(text)
    _change(document, at or (lambda _keys, value: change(value)), ())
    values = tomlkit.dumps(document)
    return _TOKENS.sub(lambda found: change(found[0]) if found["comment"] else found[0], values)


def parsed(text: str) -> dict[str, Any]:
    """TOML whose line ends may be those of Windows."""
    return loads(text.replace("\r\n", "\n"))


def _change(container: Any, change: Callable[[Keys, str], str], path: Keys) -> None:
    import tomlkit

    places = container if isinstance(container, dict) else range(len(container))
    for place in list(places):
        item, keys = container[place], (*path, place)
        if isinstance(item, str):
            new = change(keys, str(item))
            if new != item:
                container[place] = tomlkit.string(new, multiline="\n" in new)
        elif isinstance(item, (dict, list)):
            _change(item, change, keys)
