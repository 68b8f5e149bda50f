"""What of a text from anywhere is not its writer's: quotations, what stands below "-- ", small print, HTML.

It is blanked out, line by line, so that every finding keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from netinvite.checks.letters import FIELD
from netinvite.checks.words import Words

SIGNATURE = re.compile(r"--\s?")
_QUOTED = re.compile(r"\s{0,3}>")
# "-----Original Message-----", and the line of an answer's header by which other programs begin a quotation.
_ORIGINAL = re.compile(r"\s*(?:-{2,}\s*[^-].{0,60}[^-]\s*-{2,}|_{10,})\s*")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
# What begins what is never shown, and what ends it.
_HIDDEN = re.compile(r"<(?:(script|style|head)\b|!--)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_PAGE = re.compile(r"\s*(?:<!doctype\s+html|<html)\b", re.IGNORECASE)
# Words from which on small print is small print: nobody closes with fewer.
FEWEST = 12


class Own(NamedTuple):
    """What the writer says, the rest blank, and what stands ``below`` the body: a signature, small print."""

    text: str
    below: str


def own(text: str, words: Words) -> Own:
    """The text without what is not to be judged; line ends are ``\\n``."""
    if is_page(text):
        text = without_tags(text)
    lines = text.split("\n")
    foreign = {*_quoted(lines, words), *_code(lines)}
    kept = ["" if number in foreign else line for number, line in enumerate(lines)]
    end = next((number for number, line in enumerate(kept) if SIGNATURE.fullmatch(line)), len(kept))
    small = set(_small_print(kept[:end], words))
    below = [line for number, line in enumerate(kept) if number > end]
    said = ["" if number >= end or number in small else line for number, line in enumerate(kept)]
    # Behind the letter nothing is left of what was set aside.
    return Own("\n".join(said).rstrip() + "\n", "\n".join(below))


def is_page(text: str) -> bool:
    """Whether a text is a page of HTML."""
    return _PAGE.match(text) is not None


def without_tags(text: str) -> str:
    """A page of HTML as what is read on it, each line in its place."""
    blank = "".join(_shown(text))
    return unescape(_TAG.sub(lambda found: "\n" * found[0].count("\n"), blank))


def _shown(text: str) -> Iterator[str]:
    """The parts of a page that are shown, and the line ends of the others; what is never ended hides all."""
    place = 0
    while found := _HIDDEN.search(text, place):
        yield text[place : found.start()]
        ends = re.compile(rf"</{found[1]}\s*>" if found[1] else "-->", re.IGNORECASE)
        end = ends.search(text, found.end())
        place = end.end() if end else len(text)
        yield "\n" * text.count("\n", found.start(), place)
    yield text[place:]


def _quoted(lines: Sequence[str], words: Words) -> Iterator[int]:
    """Lines that begin with ">", the one that says who wrote them, and all below an original message."""
    for number, line in enumerate(lines):
        if _QUOTED.match(line):
            yield number
            before = next(
                (one for one in range(number - 1, max(number - 4, -1), -1) if lines[one].strip()), -1
            )
            if before >= 0 and lines[before].rstrip().endswith(":") and not _QUOTED.match(lines[before]):
                yield before
        elif _begins_original(lines, number):
            yield from range(number, len(lines))
            return


def _begins_original(lines: Sequence[str], number: int) -> bool:
    """Whether here begins the message that is answered: a rule, and a header behind it."""
    if not _ORIGINAL.fullmatch(lines[number]):
        return False
    behind = [line for line in lines[number + 1 : number + 4] if line.strip()]
    return any(FIELD.match(line) or re.match(r"[*_]*\w+[*_]*:\s", line) for line in behind[:2])


def _code(lines: Sequence[str]) -> Iterator[int]:
    """The lines of what is fenced off in Markdown."""
    inside = False
    for number, line in enumerate(lines):
        fence = _FENCE.match(line) is not None
        if inside or fence:
            yield number
        inside = inside != fence


def _small_print(lines: Sequence[str], words: Words) -> Iterator[int]:
    """The lines of each paragraph below a closing phrase that says who may read the mail."""
    closing = [number for number, line in enumerate(lines) if words.opening("closings", line.strip())]
    start = next((number for number in reversed(closing) if len(lines[number].split()) <= FEWEST), None)
    paragraph: list[int] = []
    for number in range(len(lines) if start is None else start, len(lines) + 1):
        if number < len(lines) and lines[number].strip():
            paragraph.append(number)
            continue
        said = " ".join(lines[one] for one in paragraph)
        if len(said.split()) >= FEWEST and words.first("disclaimers", said):
            yield from paragraph
        paragraph = []


# The language -----------------------------------------------------------------------------------------

# Words by which a language can be known, and percent of them that another one has.
ENOUGH, FOREIGN = 25, 5
_WORD = re.compile(r"[^\W\d_]+")


def reads_as(text: str, words: Words) -> bool:
    """Whether a text is in the language of ``words``; of a short one nobody can say."""
    said = [word.casefold() for word in _WORD.findall(text[:20_000])]
    if len(said) < ENOUGH:
        return True
    usual, foreign = (frozenset(words.lists[name]) for name in ("usual", "foreign"))
    own, others = (100 * sum(word in these for word in said) for these in (usual, foreign))
    return own >= words.numbers["usual_percent"] * len(said) and others < FOREIGN * len(said)
