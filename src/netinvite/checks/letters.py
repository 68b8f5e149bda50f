"""A letter as the rules read it: headers, greeting, body and signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from netinvite.checks.text import Line, is_item, words_of
from netinvite.checks.words import Words
from netinvite.libraries import regex
from netinvite.mail.draft import FIELDS, is_header
from netinvite.values import Frozen

# A header that is none of a draft's.
OTHER = "other"
FIELD = regex(rf"({'|'.join(FIELDS)})[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_ENDED = regex(r"[.?!…:]\W*$")
_KISSES = regex(r"\s+x+$")
LONGEST_GREETING, LONGEST_CLOSING, LONGEST_SIGNATURE = 6, 6, 6
MOST_BELOW, MOST_BELOW_NAME, LONGEST_NAME, LONGEST_PARTICLE = 8, 20, 5, len("van")


class Letter(Frozen):
    """The parts of a draft; a header that is not there is "" on line 1, a greeting "" on line 0. ``headers``:
    which of them are there, "to" and "subject"."""

    to: Line
    subject: Line
    greeting: Line
    body: tuple[Line, ...]
    signature: tuple[Line, ...]
    headers: frozenset[str] = frozenset()

    @property
    def start(self) -> int:
        """The line on which the text begins."""
        return next((line for line in (self.greeting, *self.body) if line.text.strip()), self.subject).number

    @property
    def text(self) -> tuple[Line, ...]:
        """Greeting and body."""
        return (*((self.greeting,) if self.greeting.text else ()), *self.body)


def read(lines: Sequence[Line], words: Words, sender: str) -> Letter:
    """Read a draft; ``sender`` is the organiser's name, which may sign without a closing phrase.

    A postscript below the signature belongs to the body.
    """
    fields, rest = _headers(lines)
    body, signature = _signed(rest, words, sender)
    own = next((n for n, line in enumerate(rest) if words.opening("postscripts", line.text)), len(rest))
    if above := _signed(rest[:own], words, sender)[1]:
        signature = above
        body = [*rest[: own - len(above)], *rest[own:]]
    greeting = Line(0, "")
    first = next((place for place, line in enumerate(body) if line.text.strip()), None)
    if first is not None and _greets(body[first].text, words):
        greeting, body = body[first], body[first + 1 :]
    nowhere = Line(lines[0].number if lines else 1, "")
    return Letter(
        fields.get("to", nowhere),
        fields.get("subject", nowhere),
        greeting,
        tuple(body),
        tuple(signature),
        frozenset(fields),
    )


def _headers(lines: Sequence[Line]) -> tuple[dict[str, Line], list[Line]]:
    """To and Subject by name, and the lines below the head; other headers may stand in it."""
    fields: dict[str, Line] = {}
    first = next((place for place, line in enumerate(lines) if line.text.strip()), len(lines))
    last = ""
    for place in range(first, len(lines)):
        line = lines[place]
        if found := FIELD.match(line.text):
            last = FIELDS[found[1].lower()]
            fields.setdefault(last, Line(line.number, found[2].strip()))
        elif is_header(line.text):
            last = OTHER
        elif last and line.text[:1] in (" ", "\t") and line.text.strip():
            before = fields.get(last, line)
            fields[last] = Line(before.number, f"{before.text} {line.text.strip()}".strip())
        else:
            return _head(lines, fields, place)
    return _head(lines, fields, len(lines))


def _head(lines: Sequence[Line], fields: dict[str, Line], end: int) -> tuple[dict[str, Line], list[Line]]:
    """What the lines up to ``end`` say; they are no head where neither To nor Subject stands in it."""
    own = {name: line for name, line in fields.items() if name != OTHER}
    return own, list(lines[end if own else 0 :])


def _greets(text: str, words: Words) -> bool:
    short = len(words_of(text)) <= LONGEST_GREETING
    return short and bool(words.opening("greetings", text.strip())) and not _ENDED.search(text)


def _signed(lines: list[Line], words: Words, sender: str) -> tuple[list[Line], list[Line]]:
    """The lines before the closing phrase (or the sender's name, or the short lines at the end); the rest."""
    filled = [place for place, line in enumerate(lines) if line.text.strip()]
    for below, place in enumerate(reversed(filled[-MOST_BELOW_NAME:]), 1):
        # Title, address and what else an office adds can be long below a name.
        near = below <= MOST_BELOW or (is_name(lines[filled[-below + 1]].text))
        if place and near and _closes(lines[place:], words):
            return lines[:place], lines[place:]
    for place in filled[-LONGEST_SIGNATURE:]:
        if signs(lines[place].text, sender):
            return lines[:place], lines[place:]
    place = _signed_without_closing(lines, words)
    return lines[:place], lines[place:]


def _closes(lines: Sequence[Line], words: Words) -> bool:
    """Whether the first of these lines is a closing phrase, with no question and no list below it."""
    text = lines[0].text.strip()
    if len(words_of(text)) > LONGEST_CLOSING or not words.opening("closings", text):
        return False
    return not any(line.text.rstrip().endswith("?") or is_item(line) for line in lines)


def _signed_without_closing(lines: Sequence[Line], words: Words) -> int:
    """Where the short lines begin that stand at the end and are no sentences, if a name is among them."""
    start = len(lines)
    while start and len(lines) - start < MOST_BELOW and _is_no_sentence(lines[start - 1], words):
        start -= 1
    return start if any(is_name(line.text) for line in lines[start:]) else len(lines)


def _is_no_sentence(line: Line, words: Words) -> bool:
    text = line.text.strip()
    if _ENDED.search(text) or is_item(line) or words.first("weekdays", text):
        return False
    return len(words_of(text)) <= LONGEST_SIGNATURE and not words.opening("greetings", text)


def may_sign(line: Line, words: Words) -> bool:
    """Whether a line can be a name, however it is written: short, no sentence, and closing nothing."""
    text = line.text.strip()
    said = text[len(words.opening("closings", text)) :]
    return any(map(str.isalpha, said)) and _is_no_sentence(line, words)


def is_name(text: str, *, after_closing: bool = False) -> bool:
    """Whether a line is a name, a title perhaps behind a comma: capitals, no figures; below a closing phrase
    "Maja from the library" is one."""
    name = text.partition(",")[0]
    found = words_of(name)
    if not 0 < len(found) <= LONGEST_NAME or not name.strip()[:1].isupper() or any(map(str.isdigit, name)):
        return False
    particles = all(word[:1].isupper() or len(word) <= LONGEST_PARTICLE for word in found)
    return after_closing or (particles and found[-1][:1].isupper())


def signs(line: str, sender: str) -> bool:
    """Whether a line is the sender's name, or the first of their names; kisses may stand behind it."""
    name = sender.strip().casefold()
    said = _KISSES.sub("", line.strip(" ,.–-/").casefold())
    return bool(name) and said in (name, name.split()[0])
