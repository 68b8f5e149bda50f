"""What of a text from anywhere is the letter, and what is not its writer's: quotations, what stands below
"-- ", small print, what a phone adds. Here alone it is said.

It is blanked out, line by line, so that every finding keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from netinvite.checks.letters import FIELD
from netinvite.checks.words import Words
from netinvite.libraries import regex
from netinvite.values import NamedTuple

SIGNATURE = regex(r"--\s?")
_QUOTED = regex(r"\s{0,3}>")
# "-----Original Message-----", and the line of an answer's header by which other programs begin a quotation.
_ORIGINAL = regex(r"\s*(?:-{2,}\s*[^-].{0,60}[^-]\s*-{2,}|_{10,})\s*")
# A header as programs set it above what is answered: "From:", and of "Sent:", "To:", "Subject:" two or more.
_FROM = regex(r"[\s>*_]*(?:from|fra|von|från|de)[*_]*\s?:[*_]*\s*\S", re.IGNORECASE)
_BELOW_FROM = regex(
    r"[\s>*_]*(sent|date|to|cc|subject|sendt|dato|til|kopi|emne|gesendet|datum|an|betreff|skickat|till|ämne)"
    r"[*_]*\s?:",
    re.IGNORECASE,
)
HEADER, FEWEST_FIELDS = 8, 2
# "On Tue, 3 Nov 2026 at 10:12, Hugh <hugh@example.org> wrote:": a figure and an address in any language, or a
# year, or a time of day, and the word that programs use; broken into so many lines at most.
_WRITTEN = regex(
    r"(?=.{0,120}\d)\S.{0,300}(?:<\S+@[^\s>]+>.{0,120}"
    r"|(?:\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b).{0,200}\b(?:wrote|skrev|schrieb|a écrit)\b.{0,120}):\s*",
    re.IGNORECASE,
)
BROKEN = 3
_FENCE = regex(r"\s{0,3}(?:```|~~~)")
# Words from which on small print is small print: nobody closes with fewer.
FEWEST = 12


class Own(NamedTuple):
    """What the writer says, the rest blank, and what stands ``below`` the body: a signature, small print."""

    text: str
    below: str


def own(text: str, words: Words) -> Own:
    """The text without what is not to be judged; line ends are ``\\n``."""
    lines = text.split("\n")
    foreign = {*_quoted(lines, words), *_code(lines), *_added(lines, words)}
    kept = ["" if number in foreign else line for number, line in enumerate(lines)]
    end = next((number for number, line in enumerate(kept) if SIGNATURE.fullmatch(line)), len(kept))
    small = set(_small_print(kept[:end], words))
    below = [line for number, line in enumerate(kept) if number > end]
    said = ["" if number >= end or number in small else line for number, line in enumerate(kept)]
    # Behind the letter nothing is left of what was set aside.
    return Own("\n".join(said).rstrip() + "\n", "\n".join(below))


def _quoted(lines: Sequence[str], words: Words) -> Iterator[int]:
    """Lines that begin with ">", what says who wrote them, and all below the message that is answered."""
    for number, line in enumerate(lines):
        if _QUOTED.match(line):
            yield number
            before = next(
                (one for one in range(number - 1, max(number - 4, -1), -1) if lines[one].strip()), -1
            )
            if before >= 0 and lines[before].rstrip().endswith(":") and not _QUOTED.match(lines[before]):
                yield from _said_who(lines, before)
        elif _begins_original(lines, number):
            yield from range(number, len(lines))
            return


def _said_who(lines: Sequence[str], last: int) -> Iterator[int]:
    """The line that says who wrote what is quoted, and those that it was broken off from."""
    for first in range(last, max(last - BROKEN, -1), -1):
        if not lines[first].strip():
            break
        if _WRITTEN.fullmatch(" ".join(lines[first : last + 1])):
            yield from range(first, last + 1)
            return
    yield last


def _begins_original(lines: Sequence[str], number: int) -> bool:
    """Whether here begins the message that is answered: a rule and a header behind it, a header alone, or who
    wrote it and when."""
    if not lines[number].strip():
        return False
    if _ORIGINAL.fullmatch(lines[number]):
        behind = [line for line in lines[number + 1 : number + 4] if line.strip()]
        return any(FIELD.match(line) or re.match(r"[*_]*\w+[*_]*:\s", line) for line in behind[:2])
    return _is_header(lines, number) or _says_who(lines, number)


def _is_header(lines: Sequence[str], number: int) -> bool:
    """Whether a message's header stands here, in the middle of a text: who wrote it first, and when, to whom
    or what about right below."""
    if not number or not _FROM.match(lines[number]):
        return False
    names = set()
    for line in lines[number + 1 : number + HEADER]:
        if found := _BELOW_FROM.match(line):
            names.add(found[1].casefold())
    return len(names) >= FEWEST_FIELDS


def _says_who(lines: Sequence[str], number: int) -> bool:
    """Whether a paragraph says who wrote when, and nothing below is marked as quoted."""
    if number and lines[number - 1].strip():
        return False
    end = number + 1
    while end < min(number + BROKEN, len(lines)) and lines[end].strip() and not _ends_who(lines[end - 1]):
        end += 1
    if not _WRITTEN.fullmatch(" ".join(line.strip() for line in lines[number:end])):
        return False
    below = next((line for line in lines[end:] if line.strip()), ">")
    return not _QUOTED.match(below)


def _ends_who(line: str) -> bool:
    return line.rstrip().endswith(":")


def _added(lines: Sequence[str], words: Words) -> Iterator[int]:
    """The last line, where a phone or a program put it there."""
    last = next((number for number in range(len(lines) - 1, -1, -1) if lines[number].strip()), -1)
    if last >= 0 and words.opening("added", lines[last].strip()):
        yield last


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

# Words by which a language can be known, and percent of them that another one has; of fewer than ``FEW``
# nobody can say, and of fewer than ``ENOUGH`` only where no more are of this language than of another.
FEW, ENOUGH, FOREIGN = 10, 25, 5
_WORD = regex(r"[^\W\d_]+")


def reads_as(text: str, words: Words) -> bool:
    """Whether a text is in the language of ``words``; of a short one nobody can say."""
    said = [word.casefold() for word in _WORD.findall(text[:20_000])]
    usual, foreign = (frozenset(words.lists[name]) for name in ("usual", "foreign"))
    own, others = (100 * sum(word in these for word in said) for these in (usual, foreign))
    if len(said) < ENOUGH:
        return len(said) < FEW or own > others
    return own >= words.numbers["usual_percent"] * len(said) and others < FOREIGN * len(said)
