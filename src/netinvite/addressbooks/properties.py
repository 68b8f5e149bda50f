"""The lines of a vCard: unfolded, with their parameters, in letters. Time grows with their length only."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from netinvite.addressbooks.lettering import decoded, readable, relettered

_NAME = re.compile(r"(?:([\w-]+)\.)?([\w-]+)\s*(?=[;:])", re.ASCII)
_HEAD = re.compile(r'((?:[^":]++|"[^"]*+")*+):')
_PARAMETER = re.compile(r'(?:[^";]++|"[^"]*+"|")++')
_PART = re.compile(r"((?:[^;\\]++|\\.|\\$)*+)(?:;|$)", re.DOTALL)
_PARTS = 10
_QUOTED_PRINTABLE = re.compile(r"[;=]\s*quoted-printable\s*(?:[;:]|$)", re.IGNORECASE)
# A letter of two to four bytes that a soft line break went through, with the blank of a folded line in it.
_CUT, _ITS_REST = re.compile(r"=[c-f][0-9a-f]$", re.IGNORECASE), re.compile(r"[ \t]=[89ab]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Property:
    """One line: ``value`` is in letters and still has vCard's escapes; ``guessed``: see ``lettering``."""

    name: str
    group: str
    value: str
    guessed: bool
    parameters: tuple[tuple[str, str], ...]

    def types(self) -> set[str]:
        """The words that say what kind of value it is, in capitals; PREF where it is preferred."""
        found = {word.strip('" ').upper() for key, value in self.parameters for word in _words(key, value)}
        return found | {key for key, _value in self.parameters if key == "PREF"}

    def rank(self) -> int:
        """From 1, the most wanted one, to 101."""
        wish = next((value.strip('"') for key, value in self.parameters if key == "PREF"), "")
        if wish.isascii() and wish.isdigit() and len(wish) < 4:
            return int(wish)
        return 1 if "PREF" in self.types() else 101

    def parts(self) -> list[str]:
        """The first parts of a structured value, without its escapes."""
        return [unescaped(match[1]) for match in islice(_PART.finditer(self.value), _PARTS)]


def _words(key: str, value: str) -> list[str]:
    # In vCard 2.1 a type may stand without its key.
    return value.strip('"').split(",") if key == "TYPE" else [key] if not value else []


def unescaped(text: str) -> str:
    """``text`` without vCard's escapes, on one line."""
    plain = re.sub(r"\\(.)", lambda match: " " if match[1] in "nN" else match[1], text, flags=re.DOTALL)
    return " ".join(plain.split())


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """The lines as they were before they were broken (a blank at the beginning, or a ``=`` at the end)."""
    parts: list[str] = []
    soft = quoted = False
    for line in lines:
        if soft:
            parts.append(_joined(parts[-1], line))
        elif line[:1] in (" ", "\t") and line.strip() and parts:
            parts.append(line[1:])
        else:
            if parts:
                yield "".join(parts)
            parts = [line] if line.strip() else []
            quoted = _QUOTED_PRINTABLE.search(line.partition(":")[0] + ":") is not None
        soft = quoted and bool(parts) and parts[-1].rstrip(" \t").endswith("=")
        if soft:
            parts[-1] = parts[-1].rstrip(" \t")[:-1]
    if parts:
        yield "".join(parts)


def _joined(before: str, line: str) -> str:
    return line[1:] if _CUT.search(before[-3:]) and _ITS_REST.match(line) else line


def name_of(line: str) -> tuple[str, str]:
    """Group and name of a line, in capitals; "" where it is no property."""
    match = _NAME.match(line)
    return ((match[1] or "").upper(), match[2].upper().replace("_", "-")) if match else ("", "")


def read(line: str) -> Property | None:
    """One unfolded line; None where it cannot be read."""
    group, name = name_of(line)
    match = _HEAD.match(line)
    # With a quotation mark that is not closed, the first colon divides.
    head, value = (match[1], line[match.end() :]) if match else line.partition(":")[::2]
    if not name or len(head) == len(line):
        return None
    parameters = tuple(_parameter(text) for text in _PARAMETER.findall(head)[1:])
    text, guessed = _letters(value, parameters)
    return None if text is None else Property(name, group, text, guessed, parameters)


def _parameter(text: str) -> tuple[str, str]:
    key, _mark, value = text.partition("=")
    return key.strip().upper(), value.strip()


def _letters(value: str, parameters: tuple[tuple[str, str], ...]) -> tuple[str | None, bool]:
    named = dict(reversed(parameters))
    encoding = named.get("ENCODING", "").strip('"').upper()
    charset = named.get("CHARSET", "")
    if encoding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in named:
        return decoded(binascii.a2b_qp(value.encode("utf-8", "surrogateescape")), charset)
    if encoding in ("B", "BASE64") or "BASE64" in named:
        try:
            return decoded(binascii.a2b_base64(value.encode("ascii", "strict")), charset)
        except ValueError:
            return None, False
    return relettered(value, charset) if charset else readable(value)
