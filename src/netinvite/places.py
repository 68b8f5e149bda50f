"""The line of a TOML file at which something stands, however it is written: in a table, dotted, inline.

``tomllib`` reads a file and forgets that. What is scanned here it has read before: nothing is checked again.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from typing import TypeAlias

# Keys, and of what stands in a list its number from 0: ("step", 0, "question", 2, "ask").
Path: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:\\.|[^"\\\n])*"|'[^'\n]*'|[\w-]+)[ \t]*""")
_STRING = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*\'''', re.DOTALL
)
_OTHER = re.compile(r"[^,\]}\n#]*")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, from 1, of everything in the TOML ``text``; nothing of what is no TOML."""
    try:
        return _Scan(text).lines
    except (AttributeError, IndexError, ValueError, RecursionError):
        return {}


def twice_in(text: str) -> tuple[str, int, int] | None:
    """The first key, or table, that the TOML ``text`` says twice, and on which two lines, from 1; ``None``
    where there is none before anything else that is wrong."""
    try:
        _Twice(text)
    except _TwiceError as found:
        return found.key, found.first, found.second
    except (AttributeError, IndexError, ValueError, RecursionError):
        pass
    return None


def nearest_line(lines: Mapping[Path, int], path: Path) -> int:
    """The line of ``path``, or of the nearest of what it stands in; 1 where nothing of it is there."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)


class _Scan:
    """One reading of a text, statement by statement."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text.removeprefix("\ufeff"), 0
        self.ends = [found.start() for found in re.finditer("\n", self.text)]
        self.lines: dict[Path, int] = {}
        # How many tables each list of them has by now.
        self.counts: dict[Path, int] = {}
        table: Path = ()
        while self._skip() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> int:
        self.at = _found(_BLANK.match(self.text, self.at)).end()
        return self.at

    def _note(self, path: Path) -> None:
        self.lines.setdefault(path, bisect_right(self.ends, self.at - 1) + 1)

    def _header(self) -> Path:
        several = self.text.startswith("[[", self.at)
        start, self.at = self.at, self.at + 1 + several
        *outer, last = self._keys()
        path: Path = ()
        for key in outer:
            path = self._latest((*path, key))
        path = (*path, last)
        after, self.at = self.at + 1 + several, start
        if several:
            self._note(path)
            self.counts[path] = self.counts.get(path, 0) + 1
        self._note(path := self._latest(path))
        self.at = after
        return path

    def _latest(self, path: Path) -> Path:
        """The table, or the one that was begun last where there are several."""
        return (*path, self.counts[path] - 1) if path in self.counts else path

    def _keys(self) -> list[str]:
        keys = []
        while True:
            found = _found(_KEY.match(self.text, self.at))
            self.at = found.end()
            quoted = found[1][0] in "\"'"
            keys.append(str(tomllib.loads(f"key = {found[1]}")["key"]) if quoted else found[1])
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _pair(self, table: Path) -> None:
        self._skip()
        start = self.at
        keys = self._keys()
        after, self.at = self.at + 1, start
        for end in range(1, len(keys) + 1):
            self._note((*table, *keys[:end]))
        self.at = after
        self._value((*table, *keys))

    def _value(self, path: Path) -> None:
        self._skip()
        if self.text[self.at] in "[{":
            self._several(path, "]" if self.text[self.at] == "[" else "}")
        else:
            found = _STRING.match(self.text, self.at) or _OTHER.match(self.text, self.at)
            self.at = _found(found).end()

    def _several(self, path: Path, close: str) -> None:
        """A list, or an inline table."""
        self.at += 1
        number = 0
        self._skip()
        while self.text[self.at] != close:
            if close == "]":
                self._note((*path, number))
                self._value((*path, number))
            else:
                self._pair(path)
            number += 1
            self._skip()
            if self.text[self.at] == ",":
                self.at += 1
                self._skip()
            elif self.text[self.at] != close:
                raise ValueError
        self.at += 1


class _TwiceError(Exception):
    def __init__(self, path: Path, first: int, second: int) -> None:
        self.key, self.first, self.second = (
            ".".join(key for key in path if isinstance(key, str)),
            first,
            second,
        )


class _Twice(_Scan):
    """A reading that ends where something is said a second time."""

    def __init__(self, text: str) -> None:
        self.begun: dict[Path, int] = {}
        super().__init__(text)

    def _header(self) -> Path:
        several, line = self.text.startswith("[[", self.at), self._line()
        path = super()._header()
        if not several:
            self._refuse(path, line, self.begun)
            self.begun[path] = line
        return path

    def _pair(self, table: Path) -> None:
        self._skip()
        start, line = self.at, self._line()
        path = (*table, *self._keys())
        self.at = start
        self._refuse(path, line, self.lines)
        super()._pair(table)

    def _line(self) -> int:
        return bisect_right(self.ends, self.at - 1) + 1

    def _refuse(self, path: Path, line: int, there: Mapping[Path, int]) -> None:
        if path in there:
            raise _TwiceError(path, there[path], line)


def _found(match: re.Match[str] | None) -> re.Match[str]:
    if match is None:
        raise ValueError
    return match
