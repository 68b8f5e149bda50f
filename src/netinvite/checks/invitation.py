"""The rules about what an invitation says: whom and why, an open question, how much, how hard to read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, groupby
from math import ceil

from netinvite.checks import alike, evidence, private, times, wordorder
from netinvite.checks.marks import as_written
from netinvite.checks.rule import ERROR, EVIDENCE, FACT, HINT, QUESTION, WARNING, Material, Spot, rule
from netinvite.checks.text import Line, Sentence, lix, words_a_sentence, words_of
from netinvite.checks.words import Words
from netinvite.language import _
from netinvite.values import replace

LONGEST_MAIL = 150
# Words from which on nobody wants to know whether one less is too many, and no times are looked for.
FAR_TOO_LONG = 1_500
# The questions on the reader, and on why it matters to the writer.
OF_READER = ("reflection.why", "reflection.seen", "person.met")
OWN_REASON = "organiser.motivation"
# Words of a sentence by which it is known again.
QUOTED = 4


def answered(material: Material, *keys: str) -> str:
    """The way to say it that is the writer's own: the first of these answers; "" where there is none."""
    sentence = next((said for key in keys if (said := material.known.answer(key))), "")
    return _("You answered: “%(sentence)s”") % {"sentence": sentence} if sentence else ""


def gone(material: Material, said: bool | None, message: str, *keys: str, line: int = 0) -> Iterator[Spot]:
    """Finds that what the answers to the questions ``keys`` say is not ``said`` in the text, and asks where
    that is not known, as in a text that lies beside nobody's answers."""
    at = line or material.letter.start
    if not said and any(evidence.begins(material, key) for key in keys):
        return
    if said is None or material.known.loose:
        yield Spot(at, "", answered(material, *keys), asks=True)
    elif not said:
        yield Spot(at, message, answered(material, *keys))


@rule("M005", EVIDENCE, WARNING, "invitation")
def no_why_you(material: Material, words: Words) -> Iterator[Spot]:
    told = _("It does not say why you write to precisely this person.")
    yield from gone(material, evidence.told_of_reader(material), told, *OF_READER)


@rule("M006", EVIDENCE, WARNING, "invitation")
def no_own_reason(material: Material, words: Words) -> Iterator[Spot]:
    told = _("It does not say why this matters to you.")
    yield from gone(material, evidence.told_of_writer(material, OWN_REASON), told, OWN_REASON)


@rule("M007", EVIDENCE, WARNING, "invitation")
def no_open_question(material: Material, words: Words) -> Iterator[Spot]:
    """The writer's own curiosity asks, too, though no question mark closes it. What settles the time is no
    question to the reader."""
    known = material.known.curious
    put = evidence.is_put_to_reader(material, known) if known else False
    asked = wordorder.to_reader(material.sentences, words)
    if not put and all(is_about_times(sentence, material) for sentence in asked):
        yield from gone(material, put, _("It asks the reader no open question."), "reflection.curious")


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
        of_times = count < FAR_TOO_LONG and is_about_times(sentence, material)
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


@rule("M017", FACT, ERROR, "invitation", "pitch", "leaflet")
def private_answer(material: Material, words: Words) -> Iterator[Spot]:
    """A private answer, or four words of it in a row that tell it apart (``private.telling_runs``), and
    whole sentences wherever else they stand; what is kept on others, in a text that was edited. Each place
    is one."""
    known = material.known
    public = " ".join(alike.folded(" ".join(known.public)))
    joints = words.lists["common"]
    runs = [private.telling_runs(answer, public, joints) for answer in known.private]
    told = _("“%(words)s” stands in an answer that is for you alone.")
    yield from _given_away(material, [*runs, *private.whole(known.confided)], told, {})
    told = _("“%(words)s” stands in what you noted on %(name)s for yourself alone.")
    for one in known.kept():
        others = [[run for run in runs if not private.stands_in(run, public)] for runs in one.runs]
        found = [*others, *private.whole(one.whole)]
        yield from _given_away(material, found, told, {"name": one.name})


def _given_away(
    material: Material, runs: list[list[str]], told: str, names: Mapping[str, str]
) -> Iterator[Spot]:
    for lines in _paragraphs(material):
        text = "\n".join(line.text for line in lines)
        starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
        for start, end in private.stretches(text, runs):
            place = bisect_right(starts, start) - 1
            line, said = lines[place], " ".join(text[start:end].split())
            column = material.column(line, start - starts[place])
            yield Spot(line.number, told % {"words": said, **names}, words=said, column=column)


def _paragraphs(material: Material) -> Iterator[list[Line]]:
    """The lines that stand together, for a line can be broken within words."""
    there: Iterable[Line] = material.lines
    if material.about == "invitation":
        letter = material.letter
        yield [letter.subject]
        there = (*letter.text, *letter.signature)
    for filled, lines in groupby(there, lambda line: bool(line.text.strip())):
        if filled:
            yield list(lines)
