"""What is put right for certain: a doubled word, a missing closing mark, times out of order.

Nothing else: what a sentence was to say, nobody knows but its writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from netinvite.checks.alike import folded
from netinvite.checks.joined import pieces, time_in, together
from netinvite.checks.joints import doubled
from netinvite.checks.listed import Item
from netinvite.checks.rule import Material
from netinvite.checks.text import MARK, Line, is_item, words_of
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model.timeparts import Clock, Day, Span
from netinvite.model.weekdays import capital
from netinvite.values import NamedTuple

_OPEN_END = regex(r"[\w)\"”’»][*_]*$")
# Words of a paragraph that is a sentence; fewer can be a heading or a name.
FEWEST = 5


class Mend(NamedTuple):
    """What was put right on a line of a text, numbered from 1, in a sentence; ``fault`` names what it was."""

    line: int
    told: str
    fault: str


class Mended(NamedTuple):
    """A text as it is after what was put right in it; ``left``: what is not as it should be, and why it stays
    so, each with its line."""

    text: str
    mends: tuple[Mend, ...]
    left: tuple[tuple[int, str], ...] = ()

    @property
    def told(self) -> list[tuple[int, str]]:
        """All of it in sentences, each with its line."""
        return sorted([*((mend.line, mend.told) for mend in self.mends), *self.left])


def mended(material: Material) -> Mended:
    """A text with what is certain put right, in its own line ends; the same text where nothing is."""
    lines = material.raw.splitlines(keepends=True)
    if len(lines) != len(material.text.split("\n")) - material.text.endswith("\n"):
        return Mended(material.raw, ())
    body = material.letter.body if material.about == "invitation" else material.lines
    mends = [
        *_in_order(lines, material),
        *_once(lines, body, material.words),
        *_closed(lines, body, material),
    ]
    return Mended("".join(lines), tuple(sorted(mends)), tuple(_left(material)))


def _put(lines: list[str], number: int, text: str) -> None:
    """Another text on a line, with the line end that it has."""
    old = lines[number - 1]
    lines[number - 1] = text + old[len(old.rstrip("\r\n")) :]


def _at(lines: Sequence[str], number: int) -> str:
    return lines[number - 1].rstrip("\r\n")


class Gone(NamedTuple):
    """An item of a list in which a time has gone by; ``start`` and ``end``: where on the line of the file it
    stands, nowhere (``end`` 0) where its words cannot be told from those beside it for certain."""

    item: Item
    line: int
    words: str
    moment: datetime
    lasts: timedelta | None = None
    start: int = 0
    end: int = 0


def gone_by(material: Material) -> list[Gone]:
    """The items of a list of times that say one that has gone by."""
    lines = material.raw.splitlines()
    found = []
    for item in material.items:
        said = [one for one in material.proposals if item.line <= one.line < item.line + item.lines]
        past = next((one for one in said if one.moment <= material.now), None)
        if past:
            line, start, end = _time_of(item, lines, material.lang) if len(said) == 1 else (item.line, 0, 0)
            words = lines[line - 1][start:end] if end else " ".join(item.text.split())
            lasts = past.end - past.moment if past.end else None
            found.append(Gone(item, line, words, past.moment, lasts, start, end))
    return found


def _time_of(item: Item, lines: Sequence[str], lang: str) -> tuple[int, int, int]:
    """The line on which an item says its one time, and from where to where."""
    found = []
    for number in range(item.line, item.line + item.lines):
        mark = MARK.match(lines[number - 1]) if number == item.line else None
        start = mark.end() if mark else 0
        said = together(pieces(lines[number - 1][start:], lang))
        if any(isinstance(one.part, Day | Clock | Span) for one in said):
            found.append((number, start))
    if len(found) == 1:
        number, start = found[0]
        if span := time_in(lines[number - 1][start:], lang):
            return number, start + span[0], start + span[1]
    return item.line, 0, 0


def with_time(material: Material, gone: Gone, told: str) -> str:
    """The text with the words of another time in the place of one that has gone by; what stands beside it
    stays."""
    lines = material.raw.splitlines(keepends=True)
    line = _at(lines, gone.line)
    told = capital(told) if line[gone.start].isupper() else told
    _put(lines, gone.line, line[: gone.start] + told + line[gone.end :])
    return "".join(lines)


# Times ------------------------------------------------------------------------------------------------


def _in_order(lines: list[str], material: Material) -> Iterator[Mend]:
    """The items of a list that each say one time, the earliest first; marks and numbers stay."""
    for block, certain in _out_of_order(material):
        if not (certain and _alike(block, material)):
            continue
        said = [_at(lines, line) for line in sorted(block, key=block.__getitem__)]
        for line, text in zip(block, said, strict=True):
            here = MARK.match(_at(lines, line))
            there = MARK.match(text)
            assert here and there
            _put(lines, line, here[0] + text[there.end() :])
        yield Mend(min(block), _("The times stand in their order now."), _("times out of order"))


def _left(material: Material) -> Iterator[tuple[int, str]]:
    for block, certain in _out_of_order(material):
        if not certain:
            told = _(
                "The times are out of order, and a line among them does not say one time; they are left."
            )
            yield min(block), told
        elif not _alike(block, material):
            told = _("The times are out of order, but their lines begin or end differently; they are left.")
            yield min(block), told


def _begins(material: Material) -> dict[int, datetime]:
    """When the one time begins that an item on one line says, also one that has gone by; by its line."""
    found = {}
    for item in material.items:
        said = [one.start for one in item.moments]
        if not said:
            there = [one for one in material.proposals if one.line == item.line]
            said = [one.moment for one in there if one.moment <= material.now and not one.wrong]
            said = said if len(there) == 1 else []
        if len(said) == item.lines == 1:
            found[item.line] = said[0]
    return found


def _out_of_order(material: Material) -> Iterator[tuple[dict[int, datetime], bool]]:
    """Times on lines that follow one another, by their line; and whether the whole list is in order once they
    are, though lines stand among them that say no one time."""
    begins = _begins(material)
    for listed in _lists(material.items):
        blocks = list(_blocks(listed, begins))
        ordered = [moment for block in blocks for moment in sorted(block.values())]
        for block in blocks:
            if [*block.values()] != sorted(block.values()):
                yield block, ordered == sorted(ordered)


def _alike(block: Mapping[int, datetime], material: Material) -> bool:
    """Whether the lines have the same before their times, and the same behind; "or" and a comma belong to
    their place in the list."""
    texts = [item.text for item in material.items if item.line in block]
    small = {text[:1].islower() for text in texts if text[:1].isalpha()}
    return len({_around(text, material.words) for text in texts}) == 1 and len(small) < 2


def _around(text: str, words: Words) -> tuple[str, str]:
    """What stands before the day or the time of day that comes first, and behind the last."""
    found = [one for one in together(pieces(text, words.lang)) if isinstance(one.part, Day | Clock | Span)]
    start, end = (found[0].start, max(one.end for one in found)) if found else (0, 0)
    return text[:start].strip(), text[end:].strip()


def _lists(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Items that follow one another without a line between."""
    listed: list[Item] = []
    for item in items:
        if listed and item.line != listed[-1].line + listed[-1].lines:
            yield listed
            listed = []
        listed.append(item)
    if listed:
        yield listed


def _blocks(listed: Sequence[Item], begins: Mapping[int, datetime]) -> Iterator[dict[int, datetime]]:
    """Those of them with one time on one line, without others between."""
    block: dict[int, datetime] = {}
    for item in listed:
        if item.line in begins:
            block[item.line] = begins[item.line]
        elif block:
            yield block
            block = {}
    if block:
        yield block


# Words ------------------------------------------------------------------------------------------------


def _once(lines: list[str], body: Sequence[Line], words: Words) -> Iterator[Mend]:
    """A word said twice that never is, on one line or at the end of one and the beginning of the next."""
    numbers = dict.fromkeys(line.number for line in body)
    for number in numbers:
        text = _at(lines, number)
        twice = list(doubled(text, words))
        for found in reversed(twice):
            text = text[: found.end(1)] + text[found.end() :]
            yield _said_once(number, found)
        if twice:
            _put(lines, number, text)
        if number - 1 in numbers and (over := _over(_at(lines, number - 1), text, words)):
            found, text = over
            yield _said_once(number, found)
            _put(lines, number, text)


def _over(before: str, text: str, words: Words) -> tuple[re.Match[str], str] | None:
    """A word at the end of the line ``before`` that ``text`` says once more, and the text without it;
    ``None`` where it does not, or nothing else stands there."""
    start = before.rstrip()
    indent = text[: len(text) - len(text.lstrip())]
    for found in doubled(f"{start} {text.lstrip()}", words):
        rest = found.string[found.end() :].lstrip()
        if found.end(1) == len(start) and rest:
            return found, indent + rest
    return None


def _said_once(number: int, found: re.Match[str]) -> Mend:
    told = _("“%(words)s” stands there once now.") % {"words": found[1]}
    return Mend(number, told, _("a doubled word"))


# Closing marks ----------------------------------------------------------------------------------------


def _closed(lines: list[str], body: Sequence[Line], material: Material) -> Iterator[Mend]:
    """A full stop behind a paragraph that states something and has none, where the others have."""
    ends = [last for last, follows in _paragraphs(body) if not follows]
    open_ends = [line for line in ends if _OPEN_END.search(line.text.rstrip())]
    # Who closes no sentence does so on purpose.
    for line in open_ends if 2 * len(open_ends) <= len(ends) else []:
        text = _at(lines, line.number).rstrip()
        if _states(text, material.words):
            _put(lines, line.number, f"{text}.")
            yield Mend(line.number, _("A full stop closes the sentence now."), _("a missing full stop"))


def _paragraphs(body: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """The last line of each paragraph of prose, and whether a list follows it."""
    behind: Line | None = None
    found = []
    blank = True
    for line in reversed(body):
        ends = bool(line.text.strip()) and blank
        prose = not is_item(line) and not line.text.lstrip().startswith(("#", "*", "_", "-", ">"))
        if ends and prose:
            found.append((line, behind is not None and is_item(behind)))
        blank = not line.text.strip()
        behind = behind if blank else line
    yield from reversed(found)


def _states(text: str, words: Words) -> bool:
    """Whether a line ends in a statement: enough words, no address at its end, no question."""
    last = re.split(r"[.?!…:]\s+", text)[-1]
    said = folded(last)
    ends = text.split()[-1]
    if len(words_of(text)) < FEWEST or not said or "@" in ends or "/" in ends or "www." in ends:
        return False
    return not (words.holds("verbs", said[0]) or words.opening("question_words", last))
