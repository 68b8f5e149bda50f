"""S001: where an answer was set into a text and does not fit: at its first words, its beginning, its end.

Only what the words themselves say is found. Whether a sentence behind its first words is one, nobody can know
but who reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from netinvite import places
from netinvite.checks import evidence, joints, times
from netinvite.checks.marks import is_small, small_inside, two_marks
from netinvite.checks.rule import FACT, WARNING, Answer, First, Material, Spot, rule
from netinvite.checks.text import Line, Sentence, is_item, lines_of, sentences
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model import doubts
from netinvite.values import NamedTuple

TEXTS = ("invitation", "pitch", "conversation", "leaflet")
ANSWERS = "answers"
QUOTED = 4


@rule("S001", FACT, WARNING, *TEXTS, ANSWERS)
def seams(material: Material, words: Words) -> Iterator[Spot]:
    if material.about == ANSWERS:
        found = [(one, told) for one in material.known.answers for told in _of_answer(one, words)]
        lines = places.lines_of(material.raw) if found else {}
        yield from (Spot(places.nearest_line(lines, answer.path), told) for answer, told in found)
        return
    yield from _of_text(material, words)


# A text --------------------------------------------------------------------------------------------

LOOKED_AT, FEWEST_SMALL = 20, 3
_CLOSED = regex(r"[.?!…][\"'”’»)*_]*\s*$")


def _of_text(material: Material, words: Words) -> Iterator[Spot]:
    judged = list(_judged(material, words))
    capitals = not _writes_small(judged, words, fewest=1 if material.known.loose else FEWEST_SMALL)
    opening, greeted = _opening(material), _greeted(material)
    marked = set()
    for sentence in judged:
        whole = "" if sentence.item else opening.get(sentence.line, "")
        # A time on a line of its own is an item, whatever stands before it.
        proposes = sentence.line in material.proposed and times.begins(sentence, words)
        begins = whole.startswith(sentence.text[:LOOKED_AT]) and not proposes
        alone = whole == sentence.text
        place = _Place(begins and sentence.line != greeted, alone, capitals=capitals)
        if fault := next(_faults(sentence.text, material.known.firsts, words, place), None):
            marked.add(sentence.line)
            yield Spot(sentence.line, fault.told, words=fault.words or sentence.text)
        else:
            twice = list(joints.twice(sentence.text, words))
            yield from (Spot(sentence.line, _twice(slip), words=slip[0]) for slip, never in twice if never)
            yield from _asked(sentence, [slip[0] for slip, never in twice if not never], material)
    # What is closed twice with a blank between is cut there, and its second mark is in no sentence.
    last = max((sentence.line for sentence in judged), default=0)
    for line in material.lines:
        if line.number <= last and line.number not in marked and (told := two_marks(line.text, words)):
            yield Spot(line.number, told, words=line.text.strip())


def _judged(material: Material, words: Words) -> Iterator[Sentence]:
    subject = material.letter.subject if material.about == "invitation" else Line(1, "")
    if subject.text:
        yield Sentence(subject.text, subject.number)
    yield from evidence.shared(material, words) if material.about == "conversation" else material.sentences


def _asked(sentence: Sentence, twice: Sequence[str], material: Material) -> Iterator[Spot]:
    """What somebody can have meant: words that stand there ``twice``, each once, one word for a clause, and
    what a field asks about as well."""
    told = _("Is “%(words)s” meant to stand there twice?")
    for said in dict.fromkeys(twice):
        yield Spot(sentence.line, told % {"words": said}, words=said, asks=True)
    if one := joints.one_word(sentence.text, material.known.firsts):
        told = _("Only “%(words)s” stands behind “%(first)s”. Is it meant so?")
        told = told % {"words": one[1], "first": one[0]}
        yield Spot(sentence.line, told, words=sentence.text, asks=True)
    if doubted := [doubts.told(*one) for one in joints.doubted(sentence.text, material.known)]:
        told = " ".join([*doubted, _("Is it meant so?")])
        yield Spot(sentence.line, told, words=sentence.text, asks=True, typed=True)


def _twice(slip: re.Match[str]) -> str:
    return _("“%(words)s” stands there twice.") % {"words": slip[1]}


def _writes_small(judged: Sequence[Sentence], words: Words, fewest: int) -> bool:
    """Whether most sentences, and no fewer than that, begin with a small letter: then that is how somebody
    writes, and no slip."""
    prose = [sentence.text for sentence in judged if not sentence.item and not sentence.heading]
    begins_small = sum(is_small(text, words) for text in prose)
    small = begins_small + sum(len([*small_inside(text, words)]) for text in prose)
    return small >= fewest and small > len(prose) - begins_small


def _greeted(material: Material) -> int:
    """The line that goes on from a greeting with a comma or a dash, small or not; 0 for none."""
    letter = material.letter
    goes_on = material.about == "invitation" and letter.greeting.text.rstrip().endswith((",", "–", "—", "-"))
    return next((line.number for line in letter.body if line.text.strip()), 0) if goes_on else 0


def _opening(material: Material) -> dict[int, str]:
    """By number, the lines that open a paragraph which does not go on from the one before."""
    lines = material.letter.body if material.about == "invitation" else material.lines
    found: dict[int, str] = {}
    last, blank = "", True
    for line in lines:
        text = line.text.strip()
        if text and blank and (not last or last.startswith("#") or _CLOSED.search(last)):
            found[line.number] = text
        blank = not text or text.startswith("#")
        # Behind a list a sentence may go on.
        last = (text + " :" if is_item(line) else text) or last
    return found


# An answer -----------------------------------------------------------------------------------------


def _of_answer(answer: Answer, words: Words) -> Iterator[str]:
    if told := doubts.digits_alone(answer.text, answer.first.text if answer.first else ""):
        yield told
        return
    firsts = (answer.first,) if answer.first else ()
    found = sentences(lines_of(answer.text), frozenset(words.lists["abbreviations"]))
    for place, sentence in enumerate(found):
        here = _Place(begins=answer.sentence and not place, alone=True, answer=True)
        if fault := next(_faults(sentence.text, () if place else firsts, words, here), None):
            yield fault.told
            return
    if told := two_marks(answer.text, words):
        yield told
    elif slip := next(joints.doubled(answer.text, words), None):
        yield _twice(slip)


# A sentence ----------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a sentence stands: it begins where only a capital can, is a whole paragraph, is an answer, is
    written with capitals."""

    begins: bool
    alone: bool
    answer: bool = False
    capitals: bool = True


def _faults(text: str, firsts: Sequence[First], words: Words, place: _Place) -> Iterator[joints.Fault]:
    yield from joints.faults(text, firsts, words, answer=place.answer, alone=place.alone)
    if told := two_marks(text, words):
        yield joints.Fault(told)
    small = text if place.begins and is_small(text, words) else next(small_inside(text, words), "")
    if small and place.capitals:
        yield joints.Fault(_("“%(words)s …” begins with a small letter.") % {"words": _beginning(small)})


def _beginning(text: str) -> str:
    return " ".join(text.split()[:QUOTED]).rstrip(" .?!…")
