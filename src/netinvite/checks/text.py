"""A text as the rules read it: lines, sentences and words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from netinvite.libraries import regex
from netinvite.values import Frozen, NamedTuple

LONG_WORD = 6
# Characters of a line or a paragraph that are judged together; what people write is shorter.
LONGEST = 2_000
_WORD = regex(r"[^\W_]+(?:['’.:/-][^\W_]+)*")
_END = regex(r"(?:[?!…]|\.)+[\"'”’)»*_]*(?=\s|$)")
# What an item of a list begins with.
MARK = regex(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+(?=\S)")
_HEADING = regex(r"\s*#+\s+")
# A rule across the page.
_RULE = regex(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|~{3,})\s*$")
_NEXT_SIGN = regex(r"\s+[\"'“‘(«*_]*(\w)")
_QUOTED = regex(r"[\"“”„][^\"“”„\n]*[\"“”„]|[»«][^»«\n]*[»«]", needs='"“”„»«')
_INITIAL = regex(r"(?:^|\s)[^\W\d_]$")


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Line(NamedTuple):
    """A line of a file, numbered from 1."""

    number: int
    text: str


class Sentence(Frozen):
    """A sentence and the line it begins on; ``item``: it stands in a list, ``heading``: it is one."""

    text: str
    line: int
    item: bool = False
    heading: bool = False

    @property
    def asks(self) -> bool:
        """Whether it ends in a question mark, which brackets may close."""
        return _bare_end(self.text.removesuffix(".") if self.text.endswith(").") else self.text).endswith("?")


def _bare_end(text: str) -> str:
    return text.rstrip("\"'”’)»*_ ")


def is_item(line: Line) -> bool:
    """Whether a line begins an item of a list."""
    return MARK.match(line.text) is not None


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text; of one that is longer than any paragraph its parts, all with its number."""
    return tuple(
        Line(number, part) for number, line in enumerate(text.splitlines(), 1) for part in _parts(line)
    )


def _parts(line: str) -> Iterator[str]:
    """``line`` cut at blanks, so that no rule looks through more than it can in a moment."""
    start = 0
    while len(line) - start > LONGEST:
        blank = line.rfind(" ", start, start + LONGEST)
        end = blank if blank > start else start + LONGEST
        yield line[start:end]
        start = end + (end == blank)
    yield line[start:]


def unquoted(text: str) -> str:
    """``text`` with what stands in quotation marks blanked out, every other character in its place."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


def words_of(text: str) -> list[str]:
    """The words of a text; a number or a time of day is one."""
    return _WORD.findall(text)


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand in it."""
    return [found.span() for found in _WORD.finditer(text)]


def is_blank(line: Line) -> bool:
    """Whether nothing stands there, or a rule across the page."""
    return not line.text.strip() or bool(_RULE.match(line.text))


def sentences(lines: Sequence[Line], abbreviations: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of these lines: a list item, a heading and a paragraph each begin a new one."""
    for block in _blocks(lines):
        yield from _split(block, abbreviations)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    length = 0
    for line in lines:
        length += len(line.text) + 1
        blank = is_blank(line)
        fresh = length > LONGEST or blank or MARK.match(line.text) or _HEADING.match(line.text)
        if block and (fresh or _HEADING.match(block[0].text)):
            yield block
            block, length = [], len(line.text)
        if not blank:
            block.append(line)
    if block:
        yield block


def _split(block: list[Line], abbreviations: frozenset[str]) -> Iterator[Sentence]:
    item, heading = MARK.match(block[0].text), _HEADING.match(block[0].text)
    marker = item or heading
    cut = marker.end() if marker else 0
    text = " ".join([block[0].text[cut:], *(line.text for line in block[1:])])
    starts = _starts(block, cut)
    places = [start for start, _number in starts]
    begin = 0
    for end in [*_ends(text, abbreviations), len(text)]:
        body = text[begin:end].strip()
        # Full stops and dashes alone are none.
        if any(map(str.isalnum, body)):
            at = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
            number = starts[bisect_right(places, at) - 1][1]
            yield Sentence(body, number, bool(item), bool(heading))
        begin = end


def _starts(block: list[Line], cut: int) -> list[tuple[int, int]]:
    out, place = [], 0
    for line in block:
        out.append((place, line.number))
        place += len(line.text) - (cut if line is block[0] else 0) + 1
    return out


def _ends(text: str, abbreviations: frozenset[str]) -> Iterator[int]:
    for found in _END.finditer(text):
        full_stop = "?" not in found[0] and "!" not in found[0]
        if full_stop and (
            _goes_on(text, found.end())
            or _abbreviated(text[: found.start()], text[found.end() :].lstrip(), abbreviations)
        ):
            continue
        yield found.end()


def _goes_on(text: str, end: int) -> bool:
    """Whether what follows has no capital."""
    following = _NEXT_SIGN.match(text, end)
    return following is not None and following[1].islower()


def _abbreviated(before: str, after: str, abbreviations: frozenset[str]) -> bool:
    """Whether a full stop belongs to an abbreviation; one listed with # does so only before a figure."""
    last = before.rsplit(None, 1)[-1].casefold().strip("(\"'") if before.split() else ""
    if f"{last} #" in abbreviations and after[:1].isdigit():
        return True
    return last in abbreviations or _INITIAL.search(before[-2:]) is not None


def lix(found: Sequence[str]) -> float:
    """LIX of these sentences: words a sentence and the percentage of words over six letters.

    Björnsson, *Läsbarhet*, 1968. Below 30 is very easy, 40 the middle, above 50 hard. 0.0 without words.
    """
    words = [word for sentence in found for word in words_of(sentence)]
    if not words:
        return 0.0
    long = sum(sum(map(str.isalpha, word)) > LONG_WORD for word in words)
    return words_a_sentence(found) + 100 * long / len(words)


def words_a_sentence(found: Sequence[str]) -> float:
    """The mean number of words in a sentence; sentences without words do not count."""
    counts = [count for count in (len(words_of(sentence)) for sentence in found) if count]
    return sum(counts) / len(counts) if counts else 0.0


class Paragraph(Frozen):
    """What is said between two blank lines, and the line that it begins on."""

    line: int
    text: str


def paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """The paragraphs of these lines, no longer than what people write."""
    block: list[Line] = []
    length = 0
    for line in lines:
        length += len(line.text) + 1
        blank = is_blank(line)
        if block and (blank or length > LONGEST):
            yield Paragraph(block[0].number, "\n".join(one.text for one in block))
            block, length = [], len(line.text)
        if not blank:
            block.append(line)
    if block:
        yield Paragraph(block[0].number, "\n".join(one.text for one in block))
