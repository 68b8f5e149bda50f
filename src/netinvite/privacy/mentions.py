"""Where a full name stands in a text, in TOML or in a file: composed or decomposed, in any case.

A name is found as a whole: “Anna Jensen” in “Anna Jensens hold”, not in “Johanna Jensen”, and not where
it is part of the longer name of somebody else.
"""

from __future__ import annotations

import email
import email.policy
import json
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netinvite.language import _
from netinvite.parsed import json_of, loads, normalized

_GENITIVES = ("'s", "’s", "s")


def spelling(text: str) -> str:
    """``text`` without the differences of spelling: decomposed, without case, single blanks."""
    return " ".join(_decomposed(text).split())


def _decomposed(text: str) -> str:
    folded = normalized("NFD", normalized("NFD", text).casefold())
    return folded.replace("ı", "i")


def occurs(name: str, text: str) -> bool:
    """Whether the characters of ``name`` stand anywhere in ``text``, even inside a longer word."""
    wanted = spelling(name)
    return bool(wanted) and wanted in spelling(text)


@dataclass(frozen=True, slots=True)
class Name:
    """A full name to look for; ``longer`` are other people's names that contain it."""

    full: str
    longer: tuple[str, ...] = ()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the name stands in ``text``: first place, and the one after the last."""
        wanted = spelling(self.full)
        if not occurs(self.full, text):
            return []
        folded, places = _mapped(text)
        others = [span for name in self.longer for span in _whole(folded, spelling(name))]
        return [
            (places[start][0], places[end - 1][1])
            for start, end in _whole(folded, wanted)
            if not any(low <= start and end <= high for low, high in others)
        ]

    def stands_in(self, text: str) -> bool:
        """Whether ``text`` mentions the person."""
        return bool(self.spans(text))

    def replace(self, text: str, words: str) -> str:
        """``text`` with every mention replaced; a genitive keeps its ending."""
        for start, end in reversed(self.spans(text)):
            text = text[:start] + words + text[end:]
        return text


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


def _in_word(character: str) -> bool:
    return character.isalnum() or bool(character and unicodedata.combining(character))


def _ends(rest: str) -> bool:
    if not _in_word(rest[:1]):
        return True
    return any(rest.startswith(end) and not _in_word(rest[len(end) :][:1]) for end in _GENITIVES)


# TOML ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody is mentioned: the file (from the workspace's folder on), the place in it, the text."""

    file: str
    key: str
    text: str


def in_toml(data: Any, wanted: Callable[[str], bool], path: str = "") -> Iterator[tuple[str, str]]:
    """The path (``conversation[0].referrals[1].name``) and text of every string that is ``wanted``."""
    if isinstance(data, str):
        if wanted(data):
            yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from in_toml(value, wanted, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from in_toml(value, wanted, f"{path}[{number}]")


def in_lines(text: str, name: Name) -> Iterator[tuple[str, str]]:
    """The number (``line 3``) and text of every line where a mention begins."""
    lines = text.split("\n")
    for number in dict.fromkeys(text.count("\n", 0, start) for start, _end in name.spans(text)):
        yield f"line {number + 1}", lines[number].strip()


def told(key: str) -> str:
    """Where a mention stands, in the words of the language in use."""
    return _("line %(number)s") % {"number": key[5:]} if key.startswith("line ") else key


def without(text: str, change: Callable[[str], str]) -> str:
    """TOML with ``change`` made to every string and comment; all else stays as it was written."""
    import tomlkit

    document = tomlkit.parse(text)
    _change(document, change)
    values = tomlkit.dumps(document)
    everywhere = change(values)
    with suppress(ValueError, RecursionError):
        if _parsed(everywhere) == _parsed(values):
            return everywhere
    return values


def _parsed(text: str) -> dict[str, Any]:
    return loads(text)


def _change(container: Any, change: Callable[[str], str]) -> None:
    import tomlkit

    places = container if isinstance(container, dict) else range(len(container))
    for place in list(places):
        item = container[place]
        if isinstance(item, str):
            new = change(str(item))
            if new != item:
                container[place] = tomlkit.string(new, multiline="\n" in new)
        elif isinstance(item, (dict, list)):
            _change(item, change)


# Files ---------------------------------------------------------------------------------------------


def readings(file: Path, data: bytes) -> Iterator[str]:
    """All that the bytes of a file can say: as text in several encodings, and with escapes resolved."""
    try:
        text = data.decode("utf-8")
        yield text
    except UnicodeDecodeError:
        text = ""
        yield data.decode("utf-8", "ignore")
        yield data.decode("cp1252", "replace")
    if b"\0" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "replace")
    if reading := _RESOLVED.get(file.suffix.lower()):
        # A file that is not what its name says was read as text above.
        with suppress(ValueError, LookupError, AttributeError, RecursionError):
            yield reading(text, data)


def _mail(text: str, data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    said = [str(value) for value in message.values()]
    for part in message.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            said.append(content.decode("utf-8", "replace"))
    return "\n".join(said)


def _json(text: str, data: bytes) -> str:
    return json.dumps(json_of(text), ensure_ascii=False)


def _toml(text: str, data: bytes) -> str:
    parsed = _parsed(text.removeprefix("\ufeff"))
    return "\n".join(said for _path, said in in_toml(parsed, lambda said: True))


_RESOLVED: dict[str, Callable[[str, bytes], str]] = {
    ".eml": _mail,
    ".mbox": _mail,
    ".json": _json,
    ".toml": _toml,
}
