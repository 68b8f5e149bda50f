"""Answers on their way into a text: as they stand, in a header line, as a string of another language.

Nothing here opens a sentence up: what somebody typed is what stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from netinvite.libraries import regex
from netinvite.model import characters

_BLANK_LINES = regex(r"\n{3,}")


def one_line(text: object) -> str:
    """``text`` with every run of blanks and line breaks as one blank."""
    return characters.one_line(str(text or ""))


def header(text: object) -> str:
    """``text`` for a header line: one line, no control characters."""
    return characters.header_line(str(text or ""))


def typst(text: object) -> str:
    """``text`` as a string of the typesetting language typst, with its quotation marks: never markup."""
    escaped = header(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def prose(*sentences: object) -> str:
    """The sentences that are not empty, with a blank between."""
    return " ".join(str(sentence) for sentence in sentences if sentence)


def unstopped(text: str) -> str:
    """``text`` as it stands at the end of a sentence that has a full stop of its own."""
    return text if text.endswith("..") else text.removesuffix(".")


def listed(items: Iterable[object], last: str = "") -> str:
    """Several things in a line, but for those that are empty: commas between them, or semicolons as soon as
    there is a comma in one; ``last`` ("and") before the last one."""
    texts = [items] if isinstance(items, str) else [str(item) for item in items if item]
    parts = "; " if any(mark in text for text in texts for mark in ",;") else ", "
    if not last or len(texts) < 2:
        return parts.join(texts)
    *others, end = texts
    return f"{parts.join(others)}{parts.rstrip(', ')} {last} {end}"


def tidy(text: str) -> str:
    """No doubled blank lines, no trailing blanks, one line break at the end."""
    lines = "\n".join(line.rstrip(" \t\r") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip("\n") + "\n"


def written(raw: object) -> str:
    """What TOML holds, whatever it is, as a text: a text as it stands, all else as it is written."""
    return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, default=str).strip('"')
