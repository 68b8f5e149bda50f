"""Text in rows that break at words: where each begins and ends, how wide it is, and what of it may be drawn.

A place in a text is counted in characters, a width in columns of the terminal.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from netinvite.libraries import regex
from netinvite.ui import screen

Span: TypeAlias = tuple[int, int]
Styled: TypeAlias = tuple[str, str]

_WORD = regex(r"[^ \t]*[ \t]*")
# Signs that take one column each and belong to none before them.
_NARROW = regex("[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20ac]*")
# What is set in, and the mark of a list's item.
_LEAD = regex(r" *(?:[-–] |\d{1,2}[.)] )?")
# An abbreviation and its number, "kl. 14", are not parted where they are read.
_ABBREVIATED = regex(r"\b[^\W\d_]{1,3}\. (?=\d)")
_JOINER = "\u200d"
# Narrower than this nothing can be read; what is wider is cut by the terminal.
_NARROWEST = 2
_ALL = slice(None)


def drawn(text: str) -> str:
    """``text`` as it may reach the terminal: no control characters, a blank for a tab, and for one that parts
    no row, which prompt_toolkit would mark in a colour of its own."""
    return screen.visible(text).replace("\t", " ").replace("\u00a0", " ")


@lru_cache(8192)
def cells(text: str) -> int:
    """The columns that ``text`` takes, a line of it."""
    return get_cwidth(drawn(text))


def clusters(text: str) -> Iterator[str]:
    """Pieces that are never parted: a character with those of no width that follow it."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or _parts(text[place - 1], text[place]):
            yield text[start:place]
            start = place


def _parts(before: str, sign: str) -> bool:
    return "\n" in (before, sign) or (cells(sign) > 0 and before != _JOINER)


def rows(text: str, width: int) -> list[Span]:
    """Where each row of ``text`` begins and ends, in ``width`` columns.

    No word that fits on a row is broken. Blanks at a row's end may hang over its edge; nothing but line
    breaks is left out, so every place of a cursor is on a row.
    """
    spans: list[Span] = []
    begin = 0
    for line in text.split("\n"):
        spans += [(begin + start, begin + end) for start, end in _rows_of_line(line, max(width, _NARROWEST))]
        begin += len(line) + 1
    return spans


@lru_cache(64)
def _rows_of_line(line: str, width: int) -> tuple[Span, ...]:
    if _NARROW.fullmatch(line):
        return _rows_of_narrow(line, width)
    spans: list[Span] = []
    start = place = used = 0
    for found in _WORD.finditer(line):
        word = found[0].rstrip(" \t")
        for piece in _pieces(word, width):
            size = cells(piece)
            if used + size > width and place > start:
                spans.append((start, place))
                start, used = place, 0
            place, used = place + len(piece), used + size
        blanks = len(found[0]) - len(word)
        place, used = place + blanks, used + blanks
    spans.append((start, place))
    return tuple(spans)


def _rows_of_narrow(line: str, width: int) -> tuple[Span, ...]:
    """The same, row by row and not word by word: it is done after every key."""
    spans: list[Span] = []
    start, last = 0, len(line.rstrip(" "))
    while last - start > width:
        end = start + width
        if line[end] == " ":
            end += len(line[end:]) - len(line[end:].lstrip(" "))
        elif (blank := line.rfind(" ", start, end)) >= 0:
            end = blank + 1
        spans.append((start, end))
        start = end
    return (*spans, (start, len(line)))


def _pieces(word: str, width: int) -> Iterator[str]:
    """The parts of a word between which a row may end: itself where it fits, each wide character."""
    if len(word) <= width and word.isascii() and word.isprintable():
        if word:
            yield word
        return
    run = ""
    for cluster in clusters(word):
        wide = cells(cluster) > 1
        if run and (wide or cells(run) + cells(cluster) > width):
            yield run
            run = ""
        run += cluster
        if wide:
            yield run
            run = ""
    if run:
        yield run


def row_at(spans: Sequence[Span], place: int) -> int:
    """The row on which the cursor is shown at ``place``: behind the blank that a row breaks at it is on the
    next."""
    return max(bisect_right(spans, place, key=lambda span: span[0]) - 1, 0)


def read_rows(text: str, width: int) -> list[Span]:
    """As ``rows``, of a text that is only read: the further rows of what is set in, and of a list's item, are
    as much narrower as they will be ``indented``; an abbreviation is not parted from its number."""
    spans: list[Span] = []
    begin = 0
    for line in text.split("\n"):
        indent = _indent(line, width)
        kept = _ABBREVIATED.sub(lambda found: f"{found[0][:-1]}\u00a0", line[indent:])
        (_start, first), *others = rows(kept, width - indent)
        begin += indent
        spans += [(begin - indent, begin + first), *((begin + start, begin + end) for start, end in others)]
        begin += len(line) - indent + 1
    return spans


def _indent(line: str, width: int) -> int:
    lead = len(_LEAD.match(line)[0])  # type: ignore[index]  # it matches nothing, too
    return max(0, min(lead, width // 2, width - _NARROWEST))


def wrapped(
    text: str, width: int, style: str = "", *styled: tuple[Span, str], part: slice = _ALL
) -> list[list[Styled]]:
    """``text`` to be read in ``width`` columns, a list for each of ``read_rows``, or for each of a ``part``
    of them; what lies within one of ``styled`` has its style, that of the last where there are several, all
    else ``style``."""
    lines = []
    for start, end in read_rows(text, width)[part]:
        parts = [*_parts_of(text, (start, end), style, styled)]
        begin = text.rfind("\n", 0, start) + 1
        if start > begin and (indent := _indent(text[begin:start], width)):
            parts.insert(0, (style, " " * indent))
        lines.append(_without_last_blanks(parts))
    return lines


def balanced(text: str, width: int, style: str = "") -> list[list[Styled]]:
    """``wrapped``; no paragraph ends in a row of one short word where that takes no more rows. For what does
    not change while it is read: a letter typed moves words of earlier rows."""
    return [row for line in text.split("\n") for row in wrapped(line, _even(line, width), style)]


@lru_cache(256)
def _even(line: str, width: int) -> int:
    """The columns in which the last row of a paragraph has more than one short word; ``width`` where none of
    at most so many does."""
    wanted = _rows_of_line(line, max(width, _NARROWEST))
    if len(wanted) == 1 or _indent(line, width) or not _is_short(line, wanted[-1], width):
        return width
    for narrower in range(width - 1, width * 6 // 7, -1):
        spans = _rows_of_line(line, narrower)
        if len(spans) > len(wanted):
            break
        if not _is_short(line, spans[-1], width):
            return narrower
    return width


def _is_short(line: str, span: Span, width: int) -> bool:
    """Whether a row is one word that takes less than a third of the columns."""
    words = line[slice(*span)].split()
    return len(words) == 1 and cells(words[0]) < width // 3


def _parts_of(text: str, span: Span, style: str, styled: Sequence[tuple[Span, str]]) -> Iterator[Styled]:
    start, end = span
    cuts = {start, end, *(place for within, _style in styled for place in within if start < place < end)}
    for begin, stop in pairwise(sorted(cuts)):
        found = [one for within, one in styled if within[0] <= begin and stop <= within[1]]
        yield (found[-1] if found else style), drawn(text[begin:stop])


def _without_last_blanks(parts: list[Styled]) -> list[Styled]:
    kept: list[Styled] = []
    for style, text in reversed(parts):
        text = text if kept else text.rstrip(" ")
        if text:
            kept.insert(0, (style, text))
    return kept


def indented(lines: Sequence[Sequence[Styled]], first: Styled, rest: Styled) -> list[StyleAndTextTuples]:
    """Rows with ``first`` before the first, and ``rest`` before each other."""
    return [[first if number == 0 else rest, *line] for number, line in enumerate(lines)]
