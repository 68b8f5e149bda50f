"""Answers in the texts: the text that one will stand in, to be read while it is typed; where each stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial

from netinvite.app.preparation import Preparation
from netinvite.errors import TemplateError
from netinvite.libraries import regex
from netinvite.model import keys, kinds
from netinvite.model.around import ECHO, MARK, NOWHERE, Around, Place, around
from netinvite.model.dates import format_time
from netinvite.model.proposals import keys_in
from netinvite.model.questions import Question, Value
from netinvite.model.typed import Sentence, Text
from netinvite.model.walk import Walk
from netinvite.values import replace

# Where an answer is looked for, one text after the other: first what somebody else gets to read.
OUTWARD, ONESELF = ("invitation", "pitch"), ("conversation",)


def text_around(preparation: Preparation, question: Question, first: str = "") -> Around | None:
    """The first text of the person's that the answer to ``question`` stands in once, the document ``first``
    before all others; ``None`` where it stands in none, or is no text. Errors of templates are those of
    rendering."""
    kind = kinds.of(question)
    if not isinstance(kind, Text) or kind.tells == "address":
        return None
    # A sentence gets a closing mark where it has none: this one has.
    mark = f"{MARK}." if isinstance(kind, Sentence) else MARK
    for document in sorted(_documents(preparation, question), key=lambda one: one != first):
        echo = _subject_with(preparation, question)
        render = partial(_rendered, preparation, document, question, echo=ECHO if echo else "")
        if found := around(document, render, mark, lines=kind.lines):
            return replace(found, echo=echo) if echo else found
    return None


def _subject_with(preparation: Preparation, question: Question) -> Callable[[str], str] | None:
    """Gives the subject that is proposed with an answer to ``question``; ``None`` where it does not follow
    that, for nothing in it is of this answer, or somebody wrote it otherwise."""
    walk, subject = preparation.walk, preparation.guide.question(keys.SUBJECT)
    if subject is None or not any(question.key in keys_in(one.text) for one in subject.propose):
        return None
    is_own = keys.SUBJECT in walk.answers and walk.answers[keys.SUBJECT] != walk.proposed(subject)
    if is_own or keys.SUBJECT in walk.half:
        return None

    def subject_with(answer: str) -> str:
        answers = {**walk.answers, question.key: answer or None}
        return str(replace(walk, answers=answers).proposed(subject) or "")

    return subject_with


def _documents(preparation: Preparation, question: Question) -> Iterator[str]:
    if question.private:
        yield from ONESELF
        return
    yield from OUTWARD if preparation.wants_mail else reversed(OUTWARD)
    yield from ONESELF


def _rendered(
    preparation: Preparation, document: str, question: Question, answer: str, *, echo: str = ""
) -> str:
    """``echo`` stands in place of the subject, whether or not it is known yet that there will be one."""
    walk = preparation.walk
    answers = {**walk.answers, question.key: answer or None}
    if echo:
        answers[keys.SUBJECT] = echo
        walk = replace(walk, wanted=walk.wanted | {keys.SUBJECT})
    return preparation.rendered_with(document, replace(walk, answers=answers))


def places(preparation: Preparation, document: str, text: str) -> list[tuple[Place, str]]:
    """What in ``text`` is an answer that can be changed, in the order of the text: where it stands, and the
    key of its question. What stands there more than once is left out where nobody knows which is meant. So is
    what another answer holds, from its first word on as well."""
    found = []
    outward = document in OUTWARD
    for question in preparation.walk.asked():
        if outward and question.private:
            # It stands in no such text, whatever looks like it.
            continue
        place = _place(preparation, preparation.walk, document, question, text)
        if place != NOWHERE:
            found.append((place, question.key))
    found.sort(key=lambda one: (one[0][0], -one[0][1]))
    kept: list[tuple[Place, str]] = []
    for place, key in found:
        if not kept or place[0] >= kept[-1][0][1]:
            kept.append((place, key))
    return kept


# An answer with a time in it that nobody has proposed.
_SOME_TIME = datetime(1970, 1, 1, 10)


def lacking(preparation: Preparation, document: str) -> list[Question]:
    """The questions that apply and have no answer, but a place in the text as soon as they have one."""
    walk, answered = preparation.walk, preparation.walk.rendered()
    # A private one has a place in no such text.
    open_to_all = (one for one in walk.answerable() if not (document in OUTWARD and one.private))
    return [one for one in open_to_all if one.key not in answered and _has_place(preparation, document, one)]


def _has_place(preparation: Preparation, document: str, question: Question) -> bool:
    """Whether some answer to ``question`` would stand in the text."""
    answer = _some_answer(preparation.walk, question)
    if answer is None:
        return False
    walk = replace(preparation.walk, answers={**preparation.walk.answers, question.key: answer})
    # One's own template may fail on it.
    with suppress(TemplateError):
        text = preparation.rendered_with(document, walk)
        return _place(preparation, walk, document, question, text) != NOWHERE
    return False


def _some_answer(walk: Walk, question: Question) -> Value | None:
    """An answer of which nothing stands in any text by itself; ``None`` for a kind that has no place."""
    kind = kinds.of(question)
    if question.key == keys.TALK:
        return next((one.key for one in walk.choices(question)), None)
    if question.key == keys.TIMES:
        return (_SOME_TIME,)
    if not isinstance(kind, Text) or kind.tells == "address" or kind.several:
        return None
    return f"{MARK}." if isinstance(kind, Sentence) else MARK


def _place(preparation: Preparation, walk: Walk, document: str, question: Question, text: str) -> Place:
    if question.key == keys.TALK:
        return _ask(preparation, walk, document, question, text)
    value = walk.rendered().get(question.key)
    if question.key == keys.TIMES and isinstance(value, tuple):
        told = [format_time(one, preparation.guide.lang) for one in value if isinstance(one, datetime)]
        places = [once(text, one) for one in told]
        return NOWHERE if NOWHERE in places or not places else (places[0][0], places[-1][1])
    kind = kinds.of(question)
    if not isinstance(kind, Text) or kind.tells == "address" or not isinstance(value, str):
        return NOWHERE
    found = once(text, value.strip())
    if found != NOWHERE or not (kind.lines or value.strip() in text):
        return found
    # Lines are set in there, or joined; or the same words stand elsewhere as well.
    mark, letter = f"{MARK}." if isinstance(kind, Sentence) else MARK, None
    with suppress(TemplateError):
        letter = around(document, partial(_rendered, preparation, document, question), mark, lines=kind.lines)
    whole, place = letter.read(value) if letter else ("", NOWHERE)
    return place if whole == text else once(text, whole[slice(*place)])


def once(text: str, words: str) -> Place:
    """Where ``words`` stand in ``text``, if they stand there once."""
    if not words:
        return NOWHERE
    # As words of their own, not inside of one.
    found = [*re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return found[0].span() if len(found) == 1 else NOWHERE


def _ask(preparation: Preparation, walk: Walk, document: str, question: Question, text: str) -> Place:
    """The sentence that asks for a conversation: what another kind of conversation would change in what the
    answers make of the text."""
    chosen = walk.rendered().get(question.key)
    other = next((one.key for one in walk.choices(question) if one.key != chosen), None)
    if chosen is None or other is None:
        return NOWHERE
    answers = {**walk.answers, question.key: other}
    made = preparation.rendered_with(document, walk)
    changed = preparation.rendered_with(document, replace(walk, answers=answers))
    start, end = sentence_around(made, difference(made, changed))
    return once(text, made[start:end])


def difference(text: str, other: str) -> Place:
    """What of ``text`` is not in ``other``, from the first character that differs to the last."""
    if text == other:
        return NOWHERE
    start = _alike(text, other)
    return start, len(text) - _alike(text[start:][::-1], other[start:][::-1])


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


# A sentence begins behind a closing mark, what is set in brackets or italics, or a line break.
_ENDS = regex(r"(?<=[.?!…)*])\s+|\n")


def sentence_around(text: str, place: Place) -> Place:
    """The sentence, or the sentences, that ``place`` is in."""
    if place == NOWHERE:
        return NOWHERE
    breaks = [0, *(found.end() for found in _ENDS.finditer(text))]
    start = max(one for one in breaks if one <= place[0])
    found = _ENDS.search(text, max(place[1] - 1, start))
    return start, found.start() if found else len(text.rstrip())
