"""Markdown as it will be read: without its marks, headings and what is bold in a style of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from netinvite.libraries import regex
from netinvite.model.around import NOWHERE, Place
from netinvite.values import Frozen

# Endings of files that hold it.
ENDINGS = (".md",)
# The texts that are written in it.
MARKED = ("pitch", "conversation", "leaflet")
_HEADING = regex(r"^(#{1,6} +)(.*)$", re.MULTILINE)
_LINE = regex(r"(?:\A|(?<=\n\n))-{3,}\n+|^-{3,}$", re.MULTILINE)
_BOLD = regex(r"(?<!\\)(\*\*)(?=\S)([^\n]*?\S)(\*\*)")
_ITALIC = regex(r"(?<![\\*\w])(\*)(?=[^\s*])([^*\n]*[^\s*])(\*)(?![*\w])")


class Readable(Frozen):
    """A text without marks: ``styled`` are places in it with their styles, ``places`` those asked for."""

    text: str
    styled: tuple[tuple[Place, str], ...]
    places: tuple[Place, ...]


def readable(text: str, places: Sequence[Place] = ()) -> Readable:
    """``text`` as whoever it is for reads it, and where ``places`` of it are then."""
    gone: list[Place] = []
    styled: list[tuple[Place, str]] = []
    for found in _HEADING.finditer(text):
        gone.append(found.span(1))
        styled.append((found.span(2), "class:heading"))
    # It parts what stands above from what stands below, as the blank row before it does.
    gone += [found.span() for found in _LINE.finditer(text)]
    for pattern, style in ((_BOLD, "class:strong"), (_ITALIC, "")):
        for found in pattern.finditer(text):
            gone += [found.span(1), found.span(3)]
            if style:
                styled.append((found.span(2), style))
    gone.sort()
    kept = _without(text, gone)
    return Readable(
        kept,
        tuple((_moved(place, gone), style) for place, style in styled),
        tuple(place if place == NOWHERE else _moved(place, gone) for place in places),
    )


@lru_cache(2)
def as_read(document: str, text: str, place: Place) -> tuple[str, Place, tuple[tuple[Place, str], ...]]:
    """A text without the marks of Markdown, where ``place`` is then, and what has a style of its own."""
    if document not in MARKED:
        return text, place, ()
    read = readable(text, [place])
    # A line that parted it from what stands above leaves nothing to read.
    blank = len(read.text) - len(read.text.lstrip("\n"))
    found = [(max(start - blank, 0), max(end - blank, 0)) for (start, end), _style in read.styled]
    start, end = read.places[0]
    moved = (start - blank, end - blank) if end else NOWHERE
    return read.text[blank:], moved, tuple(zip(found, (style for _place, style in read.styled), strict=True))


def _without(text: str, gone: Sequence[Place]) -> str:
    parts, done = [], 0
    for start, end in gone:
        parts.append(text[done:start])
        done = end
    return "".join([*parts, text[done:]])


def _moved(place: Place, gone: Sequence[Place]) -> Place:
    start, end = (at - sum(min(end, at) - start for start, end in gone if start < at) for at in place)
    return start, end
