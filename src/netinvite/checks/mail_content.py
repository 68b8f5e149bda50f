"""The rules about what an invitation says and asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from netinvite.checks import content, questions
from netinvite.checks.material import Material
from netinvite.checks.rule import Spot
from netinvite.checks.text import Sentence, lix, unquoted, words_a_sentence, words_of
from netinvite.checks.words import Words
from netinvite.language import _

LONGEST_MAIL = 150
# The model mails name the writer up to an eighth more often than the reader; beyond that it is too much.
MORE_ABOUT_ME = 1.15
# One word more is chance in a text this short.
FEWEST_MORE = 2


def no_why_you(material: Material, words: Words) -> Iterator[Spot]:
    """M005."""
    if not content.says_why_you(material, words):
        yield Spot(material.letter.start, _("It does not say why you write to precisely this person."))


def no_own_reason(material: Material, words: Words) -> Iterator[Spot]:
    """M006."""
    if not content.says_own_reason(material, words):
        yield Spot(material.letter.start, _("It does not say why this matters to you."))


def no_open_question(material: Material, words: Words) -> Iterator[Spot]:
    """M007."""
    if not any(questions.to_reader(material.sentences, words)):
        yield Spot(material.letter.start, _("It puts no open question to the reader."))


def asks_to_join(material: Material, words: Words) -> Iterator[Spot]:
    """M008: an open question about taking part, a sentence that says that it is not asked, and what is told
    of others are fine."""
    for sentence in _subject_and_body(material):
        if found := _asked_for(sentence, words):
            yield Spot(sentence.line, _("“%(words)s” asks for a yes.") % {"words": found})


def _asked_for(sentence: Sentence, words: Words) -> str:
    if questions.kind(sentence, words) == questions.OPEN or words.first("joining_is_open", sentence.text):
        return ""
    text = words.without(("joining_told",), unquoted(sentence.text))
    for start, end in words.spans("asks_to_join", text):
        if sentence.asks or not words.first("negations", text[:start]):
            return sentence.text[start:end]
    return ""


def no_way_out(material: Material, words: Words) -> Iterator[Spot]:
    """M009."""
    if not any(_lets_go(sentence, words) for sentence in material.sentences):
        yield Spot(material.letter.start, _("It leaves no way out: another time, or not at all."))


def _lets_go(sentence: Sentence, words: Words) -> bool:
    """A sentence that offers another time or a no; one that begins with the case that it does not suit."""
    if words.first("ways_out", sentence.text):
        return True
    rest = sentence.text[len(words.opening("fillers", sentence.text)) :].lstrip(" ,")
    return not sentence.asks and bool(words.opening("ways_out_begin", rest))


def too_long(material: Material, words: Words) -> Iterator[Spot]:
    """M010: greeting and body count, the signature does not."""
    count = sum(len(words_of(line.text)) for line in material.letter.text)
    if count > LONGEST_MAIL:
        counts = {"count": count, "most": LONGEST_MAIL}
        yield Spot(material.letter.start, _("It has %(count)s words; at most %(most)s are read.") % counts)


def presses(material: Material, words: Words) -> Iterator[Spot]:
    """M011."""
    for sentence in _subject_and_body(material):
        if found := _pressing(sentence.text, words):
            yield Spot(sentence.line, _("“%(words)s” presses.") % {"words": found})


def _pressing(said: str, words: Words) -> str:
    """The words that press: a date or "at once" does so only where the sentence asks for something."""
    text = words.without(("no_pressure",), unquoted(said))
    demands = bool(words.first("demands", text))
    for name in ("pressure", "haste") if demands else ("pressure",):
        for start, end in words.spans(name, text):
            if not words.first("negations", " ".join(text[:start].split()[-3:])):
                return said[start:end]
    return ""


def more_about_me(material: Material, words: Words) -> Iterator[Spot]:
    """M012: subject, greeting and body are counted."""
    text = "\n".join([material.letter.subject.text, *(line.text for line in material.letter.text)])
    mine, yours = (len(words.spans(name, text)) for name in ("first_person", "second_person"))
    if mine > MORE_ABOUT_ME * yours and mine - yours >= FEWEST_MORE:
        counts = {"mine": mine, "yours": yours}
        message = _("It speaks of you %(mine)s times and of the reader %(yours)s times.") % counts
        yield Spot(material.letter.start, message)


def hard_to_read(material: Material, words: Words) -> Iterator[Spot]:
    """M014: the times in a list are no sentences; LIX counts where the language has a limit for it."""
    texts = [sentence.text for sentence in material.sentences if not sentence.item]
    most, found = words.numbers["lix"], lix(texts)
    if most and found >= most:
        figures = {"lix": round(found), "most": most}
        yield Spot(material.letter.start, _("It is hard to read: LIX %(lix)s; aim below %(most)s.") % figures)
        return
    length, longest = words_a_sentence(texts), words.numbers["words_a_sentence"]
    if length > longest:
        figures = {"count": ceil(length), "most": longest}
        message = _("A sentence has %(count)s words on average; aim at %(most)s at most.")
        yield Spot(material.letter.start, message % figures)


def private_answer(material: Material, words: Words) -> Iterator[Spot]:
    """M017: a private answer, or four words of it in a row that no other answer has."""
    public = " ".join(_folded(" ".join(material.known.public)))
    for line in (material.letter.subject, *material.letter.text, *material.letter.signature):
        said = f" {' '.join(_folded(line.text))} "
        for answer in material.known.private:
            if run := _revealed(answer, said, public):
                yield Spot(
                    line.number, _("“%(words)s” stands in an answer that is for you alone.") % {"words": run}
                )
                break


RUN, LONE_WORD, CONTENT_WORD = 4, 8, 4


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in words_of(text)]


def _revealed(answer: str, said: str, public: str) -> str:
    tokens = _folded(answer)
    length = min(RUN, len(tokens))
    for start in range(len(tokens) - length + 1):
        run = tokens[start : start + length]
        text = " ".join(run)
        telling = len(run) > 1 or len(text) >= LONE_WORD
        if length == RUN:
            telling = sum(len(word) >= CONTENT_WORD for word in run) > 1
        if telling and f" {text} " in said and f" {text} " not in f" {public} ":
            return text
    return ""


def names_referrer(material: Material, words: Words) -> Iterator[Spot]:
    """M020: the full name, or the first or last of it, unless the reader or the writer has it too."""
    known = material.known
    if not known.referrer or known.mention_referrer:
        return
    shared = {name.casefold() for name in (*known.person.split(), *known.name.split())}
    parts = known.referrer.split()
    names = [known.referrer, *(p for p in (parts[0], parts[-1]) if len(p) > 1 and p.casefold() not in shared)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})s?(?!\w)")
    for line in (material.letter.subject, *material.letter.text):
        if found := pattern.search(line.text):
            message = _("“%(name)s” is named although that is not agreed.") % {"name": found[0]}
            yield Spot(line.number, message)


def _subject_and_body(material: Material) -> tuple[Sentence, ...]:
    subject = material.letter.subject
    return (*((Sentence(subject.text, subject.number),) if subject.text else ()), *material.sentences)
