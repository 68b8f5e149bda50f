"""An answer that is a sentence: first words, closing mark, and what was meant where nobody saw a field.

What was typed is never changed but for blanks at its ends and a closing mark where it has none.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from netinvite.libraries import regex
from netinvite.model.again import anew, bare, begins_inside, begun, ends_joined, repeated
from netinvite.values import Frozen

# Closing marks, and what may stand behind one: quotation marks and brackets.
ENDS = " .?!…。．！？｡؟۔।॥։՞።፧‼⁇⁈⁉"
_CLOSED = regex(rf"[{ENDS[1:]}][\"'”’»«)\]」』]*$")
LETTERS = regex(r"[^\W\d_]+")
# A face at the end, written with marks; those that are drawn are symbols (So), with what colours them.
_FACE = regex(r"(?<!\w)(?:[:;=]['’]?-?[)(DPp/]|<3)$")
_COLOURS = "\ufe0f\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def closed(text: str) -> str:
    """``text`` without blanks at its ends, with a full stop where no mark closes it, and no face; "" stays
    ""."""
    bare = text.strip()
    return bare if not bare or _CLOSED.search(bare) or ends_in_face(bare) else f"{bare}."


def asking(text: str) -> str:
    """``text`` without blanks at its ends, with a question mark where no mark closes it, and no face; ""
    stays ""."""
    bare = text.strip()
    return bare if not bare or closed(bare) == bare else f"{bare}?"


def ends_in_face(text: str) -> bool:
    """Whether a face, written or drawn, ends ``text``."""
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
    return " ".join(text.split()).rstrip(ENDS)


def opened(text: str, first: str) -> str | None:
    """The writer's own words: ``text`` without its first words and its closing mark; ``None`` where it begins
    otherwise, or where nothing is left."""
    if not first or not text.startswith(first):
        return None
    return text.removeprefix(first).strip().rstrip(ENDS) or None


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
    the beginning's alone; so can what begins with the last of the first words, whatever it ends in. What says
    the first words anew does not go on from them.
    """
    text = typed.strip()
    reading = completed_line(first, text, lead)
    if text == reading.text and first and not begins_with(text, first) and _may_go_on(first, text):
        small = closed(_behind(first, _uncapitalised(text), lead))
        behind = closed(_behind(first, text, lead))
        return Open(closed(text), behind, "" if small == behind else small)
    return Whole(closed(reading.text))


def _may_go_on(first: str, text: str) -> bool:
    if begins_inside(first, text):
        return True
    return not (is_closed(text) or anew(first, text))


def completed_line(first: str, typed: str, lead: str = "") -> Whole:
    """The same for a line that needs no mark: what begins with a capital is whole."""
    text = typed.strip()
    return Whole(_behind(first, text, lead) if first and goes_on(text) else text)


def _behind(first: str, text: str, lead: str) -> str:
    """``text`` behind all that stands in the field; behind the first words alone where it begins with some of
    these once more."""
    begins = begins_with(text, first) or repeated(first, _GOES_ON.sub("", text))
    return continued(first if begins else f"{first} {lead.strip()}".strip(), text)


def _uncapitalised(text: str) -> str:
    """With a small letter at its beginning, where one small letter or more follow the capital."""
    word = LETTERS.search(text)
    if word is None or len(word[0]) == 1 or not word[0][1:].islower():
        return text
    return text[: word.start()] + text[word.start()].lower() + text[word.start() + 1 :]


# What may stand before the first letter, and what stands for words that were said before.
OPENING = " \t\"'“”„‘’‚«»‹›([{"
_GOES_ON = regex(r"^(?:…|\.\.\.)\s*")


def goes_on(text: str) -> bool:
    """Whether ``text`` begins as what goes on from other words does."""
    letter = text.lstrip(OPENING)[:1]
    return letter.islower() or letter.isdigit() or bool(_GOES_ON.match(text.lstrip()))


def begins_with(text: str, first: str) -> bool:
    """Whether ``text`` begins with the first words, however they are set in blanks, commas and capitals."""
    words = first.split()
    return [bare(word) for word in begun(text, len(words))] == [bare(word) for word in words]


def continued(first: str, text: str) -> str:
    """``text`` behind the first words; the last of them that begin it, too, stand there once, as they were
    typed where an apostrophe joins something to them."""
    body = _GOES_ON.sub("", text.strip())
    found = [*islice(re.finditer(r"\S+", body), len(first.split()))]
    again = repeated(first, body)
    if again and ends_joined(found[again - 1][0]):
        again -= 1
        first = first[: first.rindex(first.split()[-1])].rstrip()
    # Where a word of it begins, and where the one before ended.
    ends = [0, *(one.end() for one in found)]
    return f"{first} {body[ends[again] :].strip()}".strip()


def glued(text: str, there: str, *, proposed: bool = False) -> bool:
    """Whether something was typed to the end of what stood in the field, and no blank between. Behind a
    letter that may go on with the word, unless what stood there was only ``proposed``, or a capital begins
    another one."""
    behind = text.removeprefix(there)[:1] if there and text.startswith(there) else ""
    is_another = proposed or not there[-1:].isalnum() or (there[-1:].islower() and behind.isupper())
    return behind.isalnum() and is_another
