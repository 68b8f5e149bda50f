"""Where a name stands in a text: composed or decomposed, and whether it is certain that it is the name.

A name is found as a whole: “Anna Jensen” in “Anna Jensens hold”, not in “Johanna Jensen”, and not where
it is part of the longer name of somebody else. A name of one word may be any word (“Will”, “Bo”, “Hope”):
it is certain only with its own capitals, inside a sentence and beside no other capital; else it is for a
person to look at, and never changed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from netinvite.language import _

_GENITIVES = ("'s", "’s", "s")
# Written without blanks, a whole name is one word of three signs or more.
_WHOLE_NAME = 3
# How far around a word is looked for what a sentence begins with: more blanks than this hold no sentence.
_AROUND = 80
# After these a sentence goes on.
_GOES_ON = ",;&+/"
_JOINS = "-‐@._/\\&+'’"
_WORD = re.compile(r"[^\W_][\w'’-]*$")
_NEXT_CAPITAL = re.compile(r"(?:['’]?s|['’])?[ \t\u00a0]+([^\W\d_])")


def spelling(text: str) -> str:
    """``text`` without the differences of spelling: decomposed, without case, single blanks."""
    return " ".join(_decomposed(text).split())


# Of names only, for all are compared with each: whole texts would fill it.
spelled = lru_cache(maxsize=20_000)(spelling)


def _decomposed(text: str) -> str:
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
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
        folded, places = _mapped(text)
        others = [span for name in self.longer for span in _whole(folded, spelled(name))]
        found = [
            (places[start][0], places[end - 1][1])
            for start, end in _whole(folded, wanted)
            if not any(low <= start and end <= high for low, high in others)
        ]
        judged = [(start, end, self._judged(text, start, end, field, title)) for start, end in found]
        return [Hit(start, end, sure) for start, end, sure in judged if sure is not None]

    def _judged(self, text: str, start: int, end: int, field: bool, title: bool) -> bool | None:
        """Whether it is certain that the name is meant; ``None`` where certainly it is not."""
        if self.shared:
            return False
        if not self.one_word or (field and spelling(text) == spelled(self.full)):
            return True
        written = unicodedata.normalize("NFC", text[start:end])
        name = unicodedata.normalize("NFC", self.full.strip())
        if written != name:
            return None if written.islower() and not name.islower() else False
        if self.doubtful or title or not any(sign.isupper() for sign in name):
            return False
        begun = _begins(text, start) and not (field or _has_inner_capital(name))
        return not (begun or _is_joined(text, start, end) or _has_capital_beside(text, start, end))

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


def is_one_word(name: str) -> bool:
    """Whether a name is one word; Chinese, Japanese and Korean whole names are written as one."""
    wanted = spelled(name)
    return " " not in wanted and not (
        len(wanted) >= _WHOLE_NAME and all(unicodedata.east_asian_width(sign) == "W" for sign in name.strip())
    )


def _has_inner_capital(name: str) -> bool:
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


def _mapped(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The spelling of ``text``, and for each of its characters where it comes from."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        part = _decomposed(text[start:end])
        if part.isspace():
            if folded and folded[-1] == " ":
                continue
            part = " "
        folded.extend(part)
        places.extend([(start, end)] * len(part))
    return "".join(folded), places


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield start, place
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
    return tomllib.loads(text.replace("\r\n", "\n"))


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
