"""What somebody may not have meant where their words join the first ones, and where they end; a number where
words belong, which was typed for a menu; a name in small letters.

Names have capitals, and some begin small, so this is asked and never held against anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from netinvite.language import _, later
from netinvite.libraries import regex
from netinvite.model import keys, kinds
from netinvite.model.addresses import without_name
from netinvite.model.again import anew, begins_inside, in_the_same_letters, twice, without_lead
from netinvite.model.questions import Question
from netinvite.model.sentences import ENDS, LETTERS, OPENING, closed, ends_in_face
from netinvite.model.typed import Email, Line, Person, Sentence

AGAIN, MORE, ANEW, ALONE, LIST = "again", "more", "anew", "alone", "list"
CAPITAL, SMALL, QUESTION, COMMA = "capital", "small", "question", "comma"
# The marks of a list that stand in a sentence.
_LISTED = regex(r"(?:[-*•–]|1[.)](?=.*\s2[.)]))\s")
_LAST_WORD = 40
_DIGITS = regex(r"[\W_]*\d[\d\W_]*")
# Whom these name stands in greetings and texts.
_NAMES = (keys.OWN_NAME, keys.NAME, keys.CALLED)
_COMMA_LAST = regex(rf"\S*[,;:][{ENDS}]*[\"'”’»«)\]」』]*$")
# A mark that ends a sentence: a blank or the end behind it, no quotation mark.
_ENDED = regex(r"[.?!…](?=\s|$)")
_TOLD = {
    AGAIN: later("“%(words)s” stands there twice."),
    MORE: later("“%(words)s” says once more what stands before it."),
    ANEW: later("“%(words)s” repeats how the sentence begins."),
    ALONE: later("“%(words)s” stands without the words before it."),
    CAPITAL: later("“%(words)s” begins with a capital in mid-sentence."),
    COMMA: later("It ends in “%(words)s”."),
    LIST: later("“%(words)s” begins a list in mid-sentence."),
    QUESTION: later("It ends as a question, and “%(words)s” does not begin one."),
    SMALL: later("“%(words)s” begins a sentence of its own with a small letter."),
}


def told(kind: str, words: str) -> str:
    """A doubt in a sentence."""
    return _(_TOLD[kind]) % {"words": words}


Names = Callable[[], Iterable[str]]


def of_answer(question: Question, text: str, names: Names = tuple) -> list[str]:
    """The doubts about what was typed to a question, in sentences; of a line, which may end in anything, only
    those about first words that come again, and of words of any kind that they are a number alone."""
    kind = kinds.of(question)
    if told_of := digits_alone(text, question.first, question.lead) if kind.tells != "address" else "":
        return [told_of]
    if isinstance(kind, Email):
        return [*out_of_reach(text)]
    if question.key in _NAMES or isinstance(kind, Person):
        return [*small_name(text)]
    wanted = _TOLD.keys() if isinstance(kind, Sentence) else (AGAIN, MORE, ANEW)
    if not (isinstance(kind, Sentence) or (isinstance(kind, Line) and question.first)):
        return []
    found = doubts(" ".join(text.split()), question.first, question.lead, names)
    return [told(what, words) for what, words in found if what in wanted]


def digits_alone(text: str, first: str = "", lead: str = "") -> str:
    """What is told where nothing but digits and marks stands in ``text``, behind the first words where it
    begins with them; "" else."""
    body = " ".join(text.split())
    begun = next((one for one in (f"{first} {lead}".strip(), first) if one and body.startswith(one)), "")
    rest = body.removeprefix(begun).strip(" ,").rstrip(ENDS)
    if not _DIGITS.fullmatch(rest):
        return ""
    told_of = (
        _("Only “%(words)s” stands behind “%(first)s”.") if begun else _("Only “%(words)s” stands there.")
    )
    return told_of % {"words": rest, "first": begun}


def out_of_reach(text: str) -> Iterator[str]:
    """What is told of an address that few servers take: one with letters beyond a-z before the @."""
    address = without_name(text.strip())
    letters = "".join(dict.fromkeys(sign for sign in address.rpartition("@")[0] if not sign.isascii()))
    if letters:
        told_of = _(
            "“%(letters)s” stands before the @: most email servers take no such address, so no email can be "
            "written to it here."
        )
        yield told_of % {"letters": letters}


def small_name(text: str) -> Iterator[str]:
    """What is told of a name of which the first word or the last begins with a small letter, as some do."""
    words = text.split()
    small = [word for word in dict.fromkeys((*words[:1], *words[-1:])) if word.lstrip(OPENING)[:1].islower()]
    if small:
        said = words if len(small) == min(len(words), 2) else small
        yield _("“%(words)s” is written with a small letter.") % {"words": " ".join(said)}


def doubts(text: str, first: str, lead: str = "", names: Names = tuple) -> Iterator[tuple[str, str]]:
    """What may not have been meant, and the words that it is about: some of the first words once more, the
    marks of a list, a capital in mid-sentence that is none of the known ``names``, a question mark at the
    end of what begins as no question. Where it stands without them, a small letter that it begins with, or
    the last of them. And a comma in front of the mark that closes it, typed or added."""
    if first and text.startswith(f"{first} "):
        yield from _behind(text.removeprefix(first).strip(), first, lead, names)
    else:
        yield from _by_itself(text, first)
    found = _COMMA_LAST.search(closed(text)[-_LAST_WORD:])
    if found and not ends_in_face(text):
        yield COMMA, found[0]


def _by_itself(text: str, first: str) -> Iterator[tuple[str, str]]:
    word = LETTERS.match(text.lstrip(OPENING))
    if word and word[0].islower():
        yield SMALL, text.split()[0]
    elif said := begins_inside(first, text):
        yield ALONE, said


def _behind(text: str, first: str, lead: str, names: Names) -> Iterator[tuple[str, str]]:
    if said := twice(first, lead, text):
        # In other letters it is not the same.
        yield AGAIN if in_the_same_letters(said, f"{first} {lead}") else MORE, said
    elif said := anew(first, text):
        yield ANEW, said
    rest = without_lead(text, lead)
    rest = text if rest is None else rest
    if listed := _LISTED.match(rest):
        yield LIST, listed[0].strip()
    # Letters alone: "I've" begins with a word of one letter.
    word = LETTERS.search(rest.split()[0]) if rest else None
    if word and word[0][0].isupper() and word[0][1:].islower() and not _is_name(word[0], names):
        yield CAPITAL, word[0]
    ends = _ENDED.search(rest)
    if ends and ends[0] == "?":
        yield QUESTION, first


def _is_name(word: str, names: Names) -> bool:
    """Whether a word is a known name, or one with the s of whose something is."""
    return not {word, word.removesuffix("s")}.isdisjoint(names())
