"""Whether the times that a text proposes are certain: nothing beside them may be a time that was not read.

What ``times`` reads is enough to advise a writer. Where something follows from it – a calendar entry – a time
overlooked, or half a time, would be a wrong one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, pairwise

from netinvite.checks.text import Line, Sentence, is_item
from netinvite.checks.times import LOOK_BACK, NEAR, Piece, Proposal, paired, pieces_of, proposals
from netinvite.checks.words import Words, plain
from netinvite.errors import AnswerError
from netinvite.schedule import TimeAmbiguous, parse_time

_RANGE = re.compile(
    r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:[ap]\.?m\b\.?)?\s*(?:-|–|—|til|to|og|and)\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\d+\s*(?:-\s*)?min\w*", re.IGNORECASE)
# "at 5 schools" is no time of day by itself; these are.
_CLEAR = re.compile(r"kl|\d[.:]\d|[ap]\.?m\b|o'clock|noon|midday", re.IGNORECASE)
# "10:00 CET": another clock than the reader takes it for.
_ZONE = re.compile(r"\s*\(?(?:[A-Z]{2,5}\b|Z\b|[+-]\d)")
# "10.12" is ten o'clock and twelve minutes, or the tenth of December.
_DATE_TOO = re.compile(r"\d{1,2}\.(?:0?[1-9]|1[0-2])")
HALF_A_DAY = 12 * 60


def doubts(
    lines: Sequence[Line], found: Sequence[Sentence], words: Words, now: datetime, minutes: int
) -> Iterator[int]:
    """The lines of a letter (its body, and its sentences) that may say another time than is read there.

    ``minutes``: a time from … to … is certain where it is as long as the talk.
    """
    proposed = list(proposals(found, words, now))
    yield from (one.line for one in proposed if one.wrong or _ambiguous(one, words, now))
    read = {one.line for one in proposed}
    for sentence in found:
        if _doubtful(sentence, sentence.line in read, words, minutes):
            yield sentence.line
    yield from _unread_items(lines, read)


def _ambiguous(one: Proposal, words: Words, now: datetime) -> bool:
    try:
        parse_time(one.words, words.lang, now)
    except TimeAmbiguous:
        return True
    except AnswerError:
        return False
    return False


def _doubtful(sentence: Sentence, read: bool, words: Words, minutes: int) -> bool:
    text = plain(sentence.text)
    found = list(pieces_of(text, words))
    clocks = [piece for piece in found if piece.kind == "clock"]
    if read:
        loose = any(not day.clocks for day in paired(sentence.text, words, None))
        other = any(_another(text, clock, words, minutes) for clock in clocks)
        return loose or other or _figures_left(text, found) or _apart(text, found, item=sentence.item)
    days = any(piece.kind == "day" for piece in found)
    return not days and any(_CLEAR.search(clock.words) for clock in clocks)


def _another(text: str, clock: Piece, words: Words, minutes: int) -> bool:
    """Whether a time of day is a limit, in a time zone, or a range that is not as long as the talk."""
    before = text[max(0, clock.start - LOOK_BACK) : clock.start].rstrip()
    if any(end >= len(before) for _start, end in words.spans("deadlines", before)):
        return True
    if _ZONE.match(text, clock.end) or _DATE_TOO.fullmatch(clock.words):
        return True
    found = _RANGE.search(clock.words)
    if not found:
        return False
    begins, ends = (int(found[n]) * 60 + int(found[n + 1] or 0) for n in (1, 3))
    return (ends - begins) % HALF_A_DAY != minutes % HALF_A_DAY


def _apart(text: str, found: Sequence[Piece], *, item: bool) -> bool:
    """Whether a word stands between a day and its time of day ("Tuesday after 10"); in a list, or several."""
    for day, clock in pairwise(found):
        between = text[day.end : clock.start].strip(" (")
        words = 0 if NEAR.fullmatch(between) else len(between.split())
        if (day.kind, clock.kind) == ("day", "clock") and (words == 1 or (words and item)):
            return True
    return False


def _figures_left(text: str, found: Sequence[Piece]) -> bool:
    """Whether figures stand there that belong to no day, time of day or length."""
    free = list(text)
    for piece in found:
        free[piece.start : piece.end] = "_" * (piece.end - piece.start)
    return any(sign.isdigit() for sign in _LENGTH.sub("", "".join(free)))


def _unread_items(lines: Sequence[Line], read: set[int]) -> Iterator[int]:
    """In a list in which times stand, the items without one."""
    known = sorted(read)
    for numbered in _lists(lines):
        items = [line.number for line in numbered if is_item(line)]
        ends = [*items[1:], numbered[-1].number + 1]
        without = [
            start
            for start, end in zip(items, ends, strict=True)
            if bisect_left(known, start) == bisect_left(known, end)
        ]
        if len(without) < len(items):
            yield from without


def _lists(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of items with what belongs to them; blank lines between them end no list."""
    filled = [line for line in lines if line.text.strip()]
    for listed, run in groupby(filled, key=lambda line: is_item(line) or line.text[:1] in " \t"):
        together = list(run)
        if listed and is_item(together[0]):
            yield together
