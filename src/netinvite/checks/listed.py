"""The times of a draft's lists: each line is read whole, as what is typed at a question is, or not at all.

In a sentence a time can be denied, be somebody else's, or tell of the past; in a list with a day or a time of
day in it each line proposes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from netinvite.checks.joined import pieces, together
from netinvite.checks.text import MARK, Line, is_item
from netinvite.checks.words import Words
from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model.moments import Moment, TimeRefused
from netinvite.model.timepairs import Said, said
from netinvite.model.timeparts import Clock, Day, Length, Span, Unread
from netinvite.model.times import LONGEST, read_times
from netinvite.model.timewords import Token, evened, tokens
from netinvite.speech import speech
from netinvite.values import Frozen, replace

# Items of a list; nobody proposes as many.
MOST = 100
# Characters from which on an item is no time, whatever stands in parentheses.
FAR_TOO_LONG = 4 * LONGEST
# Characters of a paragraph that are looked through for a week or a month.
_NEAR = 2_000
_PARENTHESIS = regex(r"\([^()]*\)")
# An entry begins at one time: what leaves it open, or says more of it, is none of it.
_OPEN = ("roughly", "roughly_behind", "between")
_WEEKS = frozenset(("week", "week_unit", "last_week", "this_week", "next_week", "after_next_week"))
_MONTHS = frozenset(("month", "months", "month_unit", "this_month", "next_month"))
# As they are written by the program itself where a time was answered.
_EXACTLY = regex(r"(\d{4}-\d\d-\d\d \d\d:\d\d)")


class Item(Frozen):
    """A line of a list, with what belongs to it (``lines`` in all): the times that it says, or why it says
    none (``wrong``); ``read``: the words that were read, with those of its heading."""

    line: int
    lines: int
    text: str
    moments: tuple[Moment, ...] = ()
    wrong: AnswerError | None = None
    read: str = ""


def listed(lines: Sequence[Line], words: Words, now: datetime) -> list[Item]:
    """The items of each list in which a day or a time of day stands, in the order of the text."""
    blocks = list(_blocks(lines))
    texts = ["" if is_item(block[0]) else " ".join(line.text.strip() for line in block) for block in blocks]
    found: list[Item] = []
    for place, block in enumerate(blocks):
        items = list(islice(_items(block), MOST)) if is_item(block[0]) else []
        if len(found) < MOST and any(_says_a_time(item.text, words) for item in items):
            above, below = texts[place - 1] if place else "", "".join(texts[place + 1 : place + 2])
            beside = _Beside(above[-_NEAR:], below[:_NEAR])
            found += (_read(item, beside, words, now) for item in items)
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lists with the lines that belong to their items, and the paragraphs between; blank lines between items
    end no list."""
    block: list[Line] = []
    blank = False
    for line in lines:
        if not line.text.strip():
            blank = True
            continue
        in_list = bool(block) and is_item(block[0])
        goes_on = is_item(line) or line.text[:1] in " \t" or not blank
        if block and (not goes_on if in_list else (blank or is_item(line))):
            yield block
            block = []
        block.append(line)
        blank = False
    if block:
        yield block


def _items(block: Sequence[Line]) -> Iterator[Item]:
    starts = [place for place, line in enumerate(block) if is_item(line)]
    for start, end in zip(starts, [*starts[1:], len(block)], strict=True):
        mark = MARK.match(block[start].text)
        assert mark
        first = block[start].text[mark.end() :]
        text = " ".join([first, *(line.text for line in block[start + 1 : end])]).strip()
        yield Item(block[start].number, block[end - 1].number - block[start].number + 1, text)


def _says_a_time(text: str, words: Words) -> bool:
    return any(isinstance(one.part, Day | Clock | Span) for one in together(pieces(text, words.lang)))


# One line ------------------------------------------------------------------------------------------


class _Beside(Frozen):
    """The paragraphs above and below a list."""

    above: str
    below: str

    def heading(self, words: Words) -> str:
        """The end of the one above, where it ends in a colon and says a day or a week."""
        if not self.above.endswith(":"):
            return ""
        last = re.split(r"[?!…]\s|\.\s(?=[^\W\d_])", self.above)[-1]
        return last if _says_a_time(last, words) or self.says(_WEEKS, words.lang, last) else ""

    def says(self, roles: frozenset[str], lang: str, text: str = "") -> bool:
        """Whether a week, or a month, is told of."""
        table = speech(lang).times
        stems = table.week_unit if roles == _WEEKS else table.month_unit

        def tells(token: Token) -> bool:
            return not roles.isdisjoint(token.roles) or token.text.startswith(stems)

        return any(map(tells, tokens(evened(text or f"{self.above}\n{self.below}"), lang)))


def _read(item: Item, beside: _Beside, words: Words, now: datetime) -> Item:
    text = item.text.rstrip(" ,.;")
    if exactly := _EXACTLY.fullmatch(text):
        return replace(item, moments=(Moment(datetime.fromisoformat(exactly[1])),))
    # What is longer than any entry is refused as it stands.
    read = _without_asides(text, words) if len(text) <= FAR_TOO_LONG else text
    try:
        read = _to_read(read, beside, words)
        return replace(item, moments=read_times(read, words.lang, now), read=read)
    except AnswerError as error:
        return replace(item, wrong=error, read=read)


def days_in(item: Item, lang: str) -> list[Day]:
    """The days that an item says, as they were said."""
    return [one.day for one in _said(item.read, lang) if one.day]


def _without_asides(text: str, words: Words) -> str:
    """Without what stands in parentheses and says nothing of a time."""

    def kept(found: re.Match[str]) -> str:
        inside = [one.part for one in pieces(found[0], words.lang)]
        timely = any(isinstance(part, Day | Clock | Span | Length) for part in inside)
        return found[0] if timely or any(map(str.isdigit, found[0])) else " "

    return _PARENTHESIS.sub(kept, text).strip(" ,.;")


def _to_read(text: str, beside: _Beside, words: Words) -> str:
    """An item's words with those of its heading, where they say no date; an ``AnswerError`` where they are
    nothing for an entry of a list."""
    lang = words.lang
    if len(text) > LONGEST:
        return text
    for token in tokens(evened(text), lang):
        if any(role in token.roles for role in _OPEN):
            told = _("“%(word)s” is nothing for a calendar entry; write the time without it.")
            word = text[token.start : token.end]
            raise TimeRefused(told % {"word": word}, word=word)
    found = _said(text, lang)
    days = [one.day for one in found if one.day]
    for one in found:
        if isinstance(one.clock, Clock) and one.clock.either:
            told = _("“%(words)s” can be a day or a time of day.")
            raise TimeRefused(told % {"words": one.clock.words}, word=one.clock.words)
    if days and not any(day.alone for day in days):
        return text
    if heading := beside.heading(words):
        return f"{heading} {text}"
    if days:
        numbered = any(day.monthless for day in days)
        if beside.says(_WEEKS, lang) or (numbered and beside.says(_MONTHS, lang)):
            told = _("“%(words)s” has no date, and a week or a month is told of beside the list.")
            raise TimeRefused(told % {"words": text}, _("Write it with its date."))
    return text


def _said(text: str, lang: str) -> list[Said]:
    try:
        return said(evened(text), lang)
    except Unread:
        return []
