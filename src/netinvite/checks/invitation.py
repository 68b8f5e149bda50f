"""The rules about what an invitation says: whom and why, an open question, how much, how hard to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from netinvite.checks import evidence, times, wordorder
from netinvite.checks.marks import as_written
from netinvite.checks.rule import ERROR, EVIDENCE, FACT, HINT, QUESTION, WARNING, Material, Spot, rule
from netinvite.checks.text import Sentence, lix, words_a_sentence, words_of
from netinvite.checks.words import Words
from netinvite.language import _

LONGEST_MAIL = 150
# Words of a sentence by which it is known again.
QUOTED = 4


def answered(material: Material, *keys: str) -> str:
    """The way to say it that is the writer's own: the first of these answers; "" where there is none."""
    sentence = next((said for key in keys if (said := material.known.answer(key))), "")
    return _("You answered: “%(sentence)s”") % {"sentence": sentence} if sentence else ""


def gone(
    material: Material, answers: tuple[str, ...], message: str, *keys: str, line: int = 0
) -> Iterator[Spot]:
    """Finds that none of ``answers`` is said in the text any more, and asks where there is none to know by;
    ``keys`` are their questions."""
    known = [found for one in answers if (found := evidence.stands(material, one)) is not None]
    at = line or material.letter.start
    if not known:
        yield Spot(at, "", asks=True)
    elif not any(known) and not any(evidence.begins(material, key) for key in keys):
        yield Spot(at, message, answered(material, *keys))


@rule("M005", EVIDENCE, WARNING, "invitation")
def no_why_you(material: Material, words: Words) -> Iterator[Spot]:
    told = _("It does not say why you write to precisely this person.")
    if not evidence.is_told_of_reader(material):
        yield from gone(
            material, material.known.of_reader, told, "reflection.why", "reflection.seen", "person.met"
        )


@rule("M006", EVIDENCE, WARNING, "invitation")
def no_own_reason(material: Material, words: Words) -> Iterator[Spot]:
    told = _("It does not say why this matters to you.")
    if not evidence.is_told_of_writer(material, "organiser.motivation"):
        yield from gone(material, (material.known.reason,), told, "organiser.motivation")


@rule("M007", EVIDENCE, WARNING, "invitation")
def no_open_question(material: Material, words: Words) -> Iterator[Spot]:
    """The writer's own curiosity asks, too, though no question mark closes it. What settles the time is no
    question to the reader."""
    if evidence.stands(material, material.known.curious) or evidence.begins(material, "reflection.curious"):
        return
    asked = wordorder.to_reader(material.sentences, words)
    if all(is_about_times(sentence, material) for sentence in asked):
        told = _("It asks the reader no open question.")
        yield Spot(material.letter.start, told, answered(material, "reflection.curious"))


@rule("M009", QUESTION, QUESTION, "invitation")
def no_way_out(material: Material, words: Words) -> Iterator[Spot]:
    """The sentence of the templates is one for certain; whether another is, only a reader knows."""
    if not any(words.first("way_out", sentence.text) for sentence in material.sentences):
        yield Spot(material.letter.start, "", asks=True)


@rule("M010", FACT, WARNING, "invitation")
def too_long(material: Material, words: Words) -> Iterator[Spot]:
    """Greeting, signature and what says the times do not count."""
    count, before_times = 0, False
    for sentence in reversed(material.sentences):
        of_times = is_about_times(sentence, material)
        if not of_times and not (before_times and sentence.text.endswith(":")):
            count += len(words_of(sentence.text))
        before_times = of_times
    if count > LONGEST_MAIL:
        counts = {"count": count, "most": LONGEST_MAIL}
        yield Spot(material.letter.start, _("It has %(count)s words; at most %(most)s are read.") % counts)


def is_about_times(sentence: Sentence, material: Material) -> bool:
    """Whether a sentence proposes times, or asks for one."""
    if material.words.first("asks_when", sentence.text):
        return True
    if sentence.line not in material.proposed:
        return False
    return sentence.item or times.tells(sentence, material.words)


@rule("M014", FACT, HINT, "invitation")
def hard_to_read(material: Material, words: Words) -> Iterator[Spot]:
    """The times in a list are no sentences, and one begins behind a full stop in a small letter too; LIX
    counts where the language has a limit for it. The sentence that is hardest is named."""
    prose = [
        replace(sentence, text=text)
        for sentence in material.sentences
        for text in ([] if sentence.item else as_written(sentence.text, words))
    ]
    texts = [sentence.text for sentence in prose]
    most, found = words.numbers["lix"], lix(texts)
    if most and found >= most:
        hardest = max(prose, key=lambda one: lix([one.text]))
        told = _("It is hard to read: LIX %(lix)s; aim below %(most)s. Begin with “%(words)s …”.")
        yield _at(hardest, told, {"lix": round(found), "most": most})
        return
    length, longest = words_a_sentence(texts), words.numbers["words_a_sentence"]
    if length > longest:
        hardest = max(prose, key=lambda one: len(words_of(one.text)))
        told = _(
            "A sentence has %(count)s words on average; aim at %(most)s at most. Begin with “%(words)s …”."
        )
        yield _at(hardest, told, {"count": ceil(length), "most": longest})


def _at(sentence: Sentence, told: str, figures: dict[str, int]) -> Spot:
    beginning = " ".join(sentence.text.split()[:QUOTED]).rstrip(" ,;:")
    return Spot(sentence.line, told % {**figures, "words": beginning}, words=beginning)


@rule("M017", FACT, ERROR, "invitation")
def private_answer(material: Material, words: Words) -> Iterator[Spot]:
    """A private answer, or four words of it in a row that no other answer has."""
    public = " ".join(evidence.folded(" ".join(material.known.public)))
    runs = [run for answer in material.known.private for run in evidence.telling_runs(answer, public)]
    for line in (material.letter.subject, *material.letter.text, *material.letter.signature):
        said = f" {' '.join(evidence.folded(line.text))} "
        run = next((run for run in runs if f" {run} " in said), "")
        if run:
            told = _("“%(words)s” stands in an answer that is for you alone.") % {"words": run}
            yield Spot(line.number, told, words=run)
