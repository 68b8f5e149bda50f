"""An answer that is a sentence: first words, closing mark, and what was meant where nobody saw a field.

What was typed is never changed but for blanks at its ends and a closing mark where it has none.
"""

from __future__ import annotations

import re
import unicodedata

from netinvite.libraries import regex
from netinvite.values import Frozen

# Closing marks, and what may stand behind one: quotation marks and brackets.
_ENDS = " .?!…。．！？｡؟۔।॥։՞።፧‼⁇⁈⁉"
_CLOSED = regex(rf"[{_ENDS[1:]}][\"'”’»«)\]」』]*$")
_LETTERS = regex(r"[^\W\d_]+")
# A face at the end, written with marks; those that are drawn are symbols (So), with what colours them.
_FACE = regex(r"(?<!\w)(?:[:;=]['’]?-?[)(DPp/]|<3)$")
_COLOURS = "\ufe0f\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
# A mark that ends a sentence: a blank or the end behind it, no quotation mark.
_ENDED = regex(r"[.?!…](?=\s|$)")


def closed(text: str) -> str:
    """``text`` without blanks at its ends, with a full stop where no mark closes it, and no face; "" stays
    ""."""
    bare = text.strip()
    return bare if not bare or _CLOSED.search(bare) or _ends_in_face(bare) else f"{bare}."


def _ends_in_face(text: str) -> bool:
    last = text.rstrip(_COLOURS)[-1:]
    return bool(_FACE.search(text)) or (bool(last) and unicodedata.category(last) == "So")


def unclosed(text: str) -> str:
    """``text`` without the full stop at its end that ``closed`` would set again."""
    bare = text.removesuffix(".")
    return bare if closed(bare) == text else text


def capitalised(text: str) -> str:
    """``text`` with the capital that a sentence begins with; for what the program puts together alone."""
    return text[:1].title() + text[1:]


def is_closed(text: str) -> bool:
    """Whether a mark closes ``text``."""
    return bool(_CLOSED.search(text.strip()))


def is_alone(text: str, first: str, lead: str = "") -> bool:
    """Whether nothing was typed behind the first words, or nothing at all."""
    bare = _words(text)
    return not bare or bare in (_words(first), _words(f"{first} {lead}"))


def _words(text: str) -> str:
    return " ".join(text.split()).rstrip(_ENDS)


def opened(text: str, first: str) -> str | None:
    """The writer's own words: ``text`` without its first words and its closing mark; ``None`` where it begins
    otherwise, or where nothing is left."""
    if not first or not text.startswith(first):
        return None
    return text.removeprefix(first).strip().rstrip(_ENDS) or None


class Whole(Frozen):
    """The sentence that was meant."""

    text: str


class Open(Frozen):
    """What can be read in several ways: as a sentence of its own, or behind the first words, its capital kept
    or not; ``small`` is "" where the capital stands for more than a beginning ("EU", "I")."""

    alone: str
    behind: str
    small: str = ""

    @property
    def readings(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(filter(None, (self.alone, self.behind, self.small)))


def completed(first: str, typed: str, lead: str = "") -> Whole | Open:
    """The sentence that somebody meant who saw no field with ``first`` and ``lead`` in it.

    What begins with the first words is whole. What begins with a small letter, a digit or "…" goes on from
    them, whatever it ends in; words of theirs that were typed once more are not doubled. What is closed by a
    mark is whole. What begins with a capital and has no mark can be either, and the capital may have been
    the beginning's alone.
    """
    text = typed.strip()
    reading = completed_line(first, text, lead)
    if text == reading.text and first and not (begins_with(text, first) or is_closed(text)):
        small = closed(_behind(first, _uncapitalised(text), lead))
        behind = closed(_behind(first, text, lead))
        return Open(closed(text), behind, "" if small == behind else small)
    return Whole(closed(reading.text))


def completed_line(first: str, typed: str, lead: str = "") -> Whole:
    """The same for a line that needs no mark: what begins with a capital is whole."""
    text = typed.strip()
    return Whole(_behind(first, text, lead) if first and goes_on(text) else text)


def _behind(first: str, text: str, lead: str) -> str:
    """``text`` behind all that stands in the field; behind the first words alone where it begins with some of
    these once more."""
    begins = begins_with(text, first) or _repeated(first, _GOES_ON.sub("", text))
    return continued(first if begins else f"{first} {lead.strip()}".strip(), text)


def _uncapitalised(text: str) -> str:
    """With a small letter at its beginning, where one small letter or more follow the capital."""
    word = _LETTERS.search(text)
    if word is None or len(word[0]) == 1 or not word[0][1:].islower():
        return text
    return text[: word.start()] + text[word.start()].lower() + text[word.start() + 1 :]


# What may stand before the first letter, and what stands for words that were said before.
_OPENING = " \t\"'“”„‘’‚«»‹›([{"
_GOES_ON = regex(r"^(?:…|\.\.\.)\s*")


def goes_on(text: str) -> bool:
    """Whether ``text`` begins as what goes on from other words does."""
    letter = text.lstrip(_OPENING)[:1]
    return letter.islower() or letter.isdigit() or bool(_GOES_ON.match(text.lstrip()))


def begins_with(text: str, first: str) -> bool:
    """Whether ``text`` begins with the first words, however they are set in blanks, commas and capitals."""
    words, typed = first.split(), text.split()
    return [_bare(word) for word in typed[: len(words)]] == [_bare(word) for word in words]


def continued(first: str, text: str) -> str:
    """``text`` behind the first words; the last of them that begin it, too, stand there once."""
    body = _GOES_ON.sub("", text.strip())
    # Where a word of it begins, and where the one before ended.
    ends = [0, *(found.end() for found in re.finditer(r"\S+", body))]
    return f"{first} {body[ends[_repeated(first, body)] :].strip()}".strip()


def _repeated(first: str, text: str) -> int:
    """How many of the last of the first words ``text`` begins with."""
    words, typed = ([_bare(word) for word in one.split()] for one in (first, text))
    return next((n for n in range(len(words), 0, -1) if typed[:n] == words[-n:]), 0)


def _bare(word: str) -> str:
    return word.strip(",;:").casefold()


# What can be asked about where an answer joins its first words, and where it ends.
CAPITAL, SMALL, QUESTION, COMMA = "capital", "small", "question", "comma"
AGAIN, LIST = "again", "list"
# The marks of a list that stand in a sentence.
_LISTED = regex(r"(?:[-*•–]|1[.)](?=.*\s2[.)]))\s")
_LAST_WORD = 40
_COMMA_LAST = regex(rf"\S*[,;:][{_ENDS}]*[\"'”’»«)\]」』]*$")


def doubtful(text: str, first: str, lead: str = "") -> tuple[str, str] | None:
    """What somebody may not have meant where their words join the first ones, and the word that it is about:
    one of these once more, the marks of a list, a capital in mid-sentence, or a question mark at the end of
    what begins as no question. Where it stands without them, a small letter that it begins with. And a comma
    in front of the mark that closes it, typed or added.

    Names have capitals, and some begin small, so this is asked and never held against anybody.
    """
    if found := _COMMA_LAST.search(closed(text)[-_LAST_WORD:]):
        return COMMA, found[0]
    if not first or not text.startswith(f"{first} "):
        word = _LETTERS.match(text.lstrip(_OPENING))
        return (SMALL, text.split()[0]) if word and word[0].islower() else None
    behind = text.removeprefix(first).strip()
    if again := _repeated(first, behind):
        return AGAIN, " ".join(behind.split()[:again])
    behind = behind.removeprefix(f"{lead.strip()} ").strip()
    if again := max(_repeated(first, behind), _repeated(f"{first} {lead}", behind)):
        return AGAIN, " ".join(behind.split()[:again])
    if listed := _LISTED.match(behind):
        return LIST, listed[0].strip()
    # Letters alone: "I've" begins with a word of one letter.
    word = _LETTERS.search(behind.split()[0]) if behind else None
    if word and word[0][0].isupper() and word[0][1:].islower():
        return CAPITAL, word[0]
    ends = _ENDED.search(behind)
    return (QUESTION, first) if ends and ends[0] == "?" else None


def glued(text: str, there: str) -> bool:
    """Whether something was typed to the end of what stood in the field, and no blank between."""
    return (
        text.startswith(there)
        and bool(there)
        and not there[-1].isalnum()
        and text[len(there) :][:1].isalnum()
    )
