"""What rules look for in a text: whether an answer is still said in it, and of whom it speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from netinvite.checks.alike import CONTENT_WORD, common, content, folded, names
from netinvite.checks.known import Known
from netinvite.checks.marks import as_written
from netinvite.checks.rule import Material
from netinvite.checks.text import Sentence, words_of
from netinvite.checks.words import Words
from netinvite.libraries import regex
from netinvite.values import NamedTuple, replace

# How much of an answer's content words stand in one paragraph where it is still said there.
SAME = 0.5
# How much of what it alone has stands in the whole text where it may be said in other words.
PERHAPS = 1 / 3
# Words of an answer on the reader that a text can have by chance, whoever it speaks of.
BY_CHANCE = 1
# Words of a sentence that tell something new.
FEWEST_TOLD = 2
# Words in a row of first words by which they are known.
HEART = 3

_CLAUSE_ENDS = regex(r"\s*(?:[^\w\s'’-]|$)")


def begins(material: Material, key: str) -> bool:
    """Whether a sentence begins with the first words of the question ``key`` and goes on."""
    wanted = [folded(first.text) for first in material.known.firsts if first.key == key and first.text]
    said = [folded(sentence.text) for sentence in material.sentences] if wanted else []
    return any(one[: len(first)] == first and len(one) > len(first) + 1 for first in wanted for one in said)


def turns(material: Material, key: str) -> bool:
    """Whether a sentence holds the heart of the first words ("matters to me"), wherever it stands."""
    common = material.words.lists["common"]
    for first in material.known.firsts:
        said = folded(first.text) if first.key == key else []
        runs = [said[start : start + HEART] for start in range(len(said) - HEART + 1)]
        for run in runs:
            told = any(len(word) >= CONTENT_WORD and word not in common for word in run)
            if told and f" {' '.join(run)} " in f" {' '.join(folded(material.whole))} ":
                return True
    return False


def told_of_writer(material: Material, key: str) -> bool | None:
    """Whether the writer tells something of themselves: the answer on why it matters to them stands there, a
    sentence in the first person has a word that it has alone, or the heart of its first words stands
    somewhere; ``None`` where there is no answer."""
    wanted = _telling(material, material.known.reason)
    for sentence in material.sentences:
        own = not sentence.asks and material.words.first("first_person", sentence.text)
        # Whoever "took over" a shop is not told of by any "over".
        if own and common(wanted, content(sentence.text, material.words)):
            return True
    said = turns(material, key) or stands(material, material.known.reason)
    in_other_words = said is False and material.about == "invitation" and _tells_of_writer(material)
    return None if in_other_words else said


def _tells_of_writer(material: Material) -> bool:
    """Whether the writer states something of themselves that no other answer says: some words of the sentence
    stand in none, and neither the reader nor a time is in it."""
    known, words = material.known, material.words
    said = [*known.of_reader, known.purpose, known.values, known.curious, *known.public]
    others = frozenset(folded(" ".join([*said, *(first.text for first in known.firsts)])))
    for one in material.sentences:
        own = words.first("first_person", one.text) and not words.first("second_person", one.text)
        if own and not one.asks and one.line not in material.proposed and not one.text.endswith(":"):
            told = content(one.text, words)
            if len(told) - common(told, others) >= FEWEST_TOLD:
                return True
    return False


def _telling(material: Material, answer: str) -> frozenset[str]:
    """The content words of an answer that no other answer has: what the network is about says nothing."""
    known, words = material.known, material.words
    others = [*known.of_reader, known.reason, known.purpose, known.values, known.curious, *known.public]
    said = frozenset(folded(" ".join(other for other in others if answer not in other)))
    return frozenset(word for word in content(answer, words) if not common(frozenset([word]), said))


def stands(material: Material, answer: str, shortest: int = CONTENT_WORD) -> bool | None:
    """Whether the text says what an answer says: half of its content words in one paragraph; ``None`` where
    it has none to know it by. Where all are shorter, those of ``shortest`` letters are."""
    wanted = content(answer, material.words)
    wanted = wanted or frozenset(word for word in folded(answer) if len(word) >= shortest)
    if not wanted:
        return None
    said = (frozenset(folded(one.text)) for one in material.paragraphs)
    return any(common(wanted, one) >= SAME * len(wanted) for one in said)


def told_of_reader(material: Material) -> bool | None:
    """Whether the reader is told something of themselves: half of what an answer on them says, where it is
    they who are spoken of. ``None`` where nobody but a reader knows: it is not known what could be told,
    more of it than one word stands anywhere, one does and something is said of them, or a sentence tells what
    they did or do in other words."""
    answers, words = [content(one, material.words) for one in material.known.of_reader], material.words
    parts = [list(_persons(own, words)) for own in _parted(material)]
    if _any_stands(answers, map(_said_of_reader, parts)):
        return True
    elsewhere = [_not_of_writer_alone(own) for own in parts]
    whole = frozenset().union(*elsewhere)
    own = [_telling(material, one) or content(one, words) for one in material.known.of_reader]
    if not any(answers) or _any_stands(own, [whole], PERHAPS) or _tells(material):
        return None
    most = 0 if _is_spoken_of(material) else BY_CHANCE
    return False if _stands_by_chance(material, most) else None


def _is_spoken_of(material: Material) -> bool:
    """Whether something is said of the reader, in whatever words, beside times, what they may do, and the
    first words of a question."""
    words, person = material.words, frozenset(folded(material.known.person))
    for one in material.sentences:
        if one.asks or one.line in material.proposed or words.opening("subordinators", one.text):
            continue
        told = words.without(("reader_may",), _behind_first_words(one.text, material.known))
        named = not person.isdisjoint(folded(told))
        if named or any(words.first(name, told) for name in ("second_person", "second_plural")):
            return True
    return False


def _behind_first_words(text: str, known: Known) -> str:
    first = next((one.text for one in known.firsts if one.text and text.startswith(one.text)), "")
    return text[len(first) :]


def _stands_by_chance(material: Material, most: int) -> bool:
    """Whether of the words, names and numbers of each answer on the reader no more than so many stand
    anywhere, and fewer than half; those that other answers have too count where no sentence says one of
    these. An answer with next to no words is not known by any."""
    words, known = material.words, material.known
    greeted, others = frozenset(folded(known.person)), [content(one, words) for one in _others(known)]
    wanted = [content(one, words) | (names(one) - greeted) for one in known.of_reader]
    subject = [material.letter.subject.text] if material.about == "invitation" else []
    said = [frozenset(folded(one)) for one in (*subject, *(one.text for one in material.sentences))]
    whole, elsewhere = frozenset().union(*said), frozenset().union(*others)
    if all(len(one) < FEWEST_TOLD for one in wanted):
        return False
    if all(common(one, whole) <= min(most, SAME * len(one)) for one in wanted):
        return True
    free = frozenset().union(*(one for one in said if not _any_stands(others, [one])))
    for one in wanted:
        shared = frozenset(word for word in one if common(frozenset([word]), elsewhere))
        if common(one - shared, whole) + common(shared, free) > most:
            return False
    return True


def _others(known: Known) -> list[str]:
    """What the answers that have nothing to do with the reader say."""
    of_reader = [one for one in (*known.of_reader, known.curious) if one]
    given = [known.reason, known.purpose, known.values, *known.public]
    return [one for one in given if one and not any(own in one for own in of_reader)]


def _may_stand(material: Material, answer: str, said: Iterable[frozenset[str]]) -> bool:
    """Whether half of an answer stands in one place, by a word among others that it has alone."""
    own = _telling(material, answer)
    wanted = [content(answer, material.words)]
    return any(common(own, place) and _any_stands(wanted, [place]) for place in said)


def is_put_to_reader(material: Material, answer: str) -> bool | None:
    """Whether what the writer would like to hear is put to the reader: half of what it says stands in a
    sentence that asks or speaks of them. ``None`` where that has none of its own words, or it stands
    elsewhere: there it may tell of anything. Of one that has nothing but joints ("How did you do it?") these
    stand there as they are."""
    to_reader = [
        _folded_all([one])
        for one in material.sentences
        if one.asks or material.words.first("second_person", one.text)
    ]
    wanted = content(answer, material.words)
    if wanted <= frozenset(material.words.lists["common"]):
        return any(wanted <= one for one in to_reader)
    if _may_stand(material, answer, to_reader):
        return True
    elsewhere = (frozenset(folded(one.text)) for one in material.paragraphs)
    perhaps = _any_stands([wanted], to_reader)
    return None if perhaps or _may_stand(material, answer, elsewhere) else False


def _any_stands(
    answers: Iterable[frozenset[str]], said: Iterable[frozenset[str]], share: float = SAME
) -> bool:
    """Whether such a share of the words of one of these answers stands in one place."""
    places = list(said)
    return any(
        common(wanted, place) >= share * len(wanted) for wanted in answers if wanted for place in places
    )


def _parted(material: Material) -> list[list[Sentence]]:
    """The sentences by paragraph."""
    parts: dict[int, list[Sentence]] = {}
    for sentence in material.sentences:
        parts.setdefault(material.paragraph_of(sentence.line), []).append(sentence)
    return list(parts.values())


class _Person(NamedTuple):
    """Of whom a sentence speaks: of the reader, of the writer; ``beside``: right before or behind it another
    states something of the reader."""

    reader: bool
    writer: bool
    beside: bool


def _persons(paragraph: Sequence[Sentence], words: Words) -> Iterator[tuple[Sentence, _Person]]:
    """The sentences, each with those of whom it speaks."""
    reader = [bool(words.first("second_person", one.text)) for one in paragraph]
    states = [spoken and not one.asks for spoken, one in zip(reader, paragraph, strict=True)]
    for place, one in enumerate(paragraph):
        beside = any(states[max(place - 1, 0) : place + 2])
        yield one, _Person(reader[place], bool(words.first("first_person", one.text)), beside)


_Spoken: TypeAlias = Sequence[tuple[Sentence, _Person]]


def _said_of_reader(paragraph: _Spoken) -> frozenset[str]:
    """The words of the sentences that speak of the reader, and of those beside one that states something of
    them, as far as the writer does not speak of themselves there."""
    return _folded_all(one for one, of in paragraph if of.reader or (of.beside and not of.writer))


def _not_of_writer_alone(paragraph: _Spoken) -> frozenset[str]:
    """The words of all sentences but those in which the writer speaks of themselves, with no reader in them
    or beside."""
    return _folded_all(one for one, of in paragraph if of.reader or of.beside or not of.writer)


def _folded_all(found: Iterable[Sentence]) -> frozenset[str]:
    return frozenset(word for sentence in found for word in folded(sentence.text))


def _tells(material: Material) -> bool:
    """Whether the reader is the subject of a sentence, and its verb a full one."""
    return any(_has_full_verb(one.text, material.words) for one in material.sentences if not one.asks)


def _has_full_verb(text: str, words: Words) -> bool:
    """Of "everything you are" nothing is told."""
    bare = words.without(("reader_may",), text)
    spans = words.spans("reader_does", bare)
    return any(
        not (_CLAUSE_ENDS.match(bare, end) and words.holds("verbs", bare[start:end].split()[-1]))
        for start, end in spans
    )


def shares(text: str, answer: str, words: Words) -> bool:
    """Whether a whole text, taken as one paragraph, says what an answer says."""
    wanted = content(answer, words)
    return bool(wanted) and common(wanted, frozenset(folded(text))) >= SAME * len(wanted)


def shared(material: Material, words: Words) -> Iterator[Sentence]:
    """The sentences before the part that is for the organiser alone."""
    for sentence in material.sentences:
        if words.opening("for_you_alone", sentence.text.lstrip("*_# ")):
            return
        yield sentence


def last_sentence(material: Material) -> Sentence | None:
    """The last sentence that is said and not a heading."""
    spoken = [sentence for sentence in material.spoken if not sentence.heading]
    return spoken[-1] if spoken else None


def sentences_too_long(material: Material, words: Words) -> Iterator[tuple[Sentence, int]]:
    """The sentences with more words than one can say at a breath, and how many they have."""
    for sentence in material.spoken:
        for text in as_written(sentence.text, words):
            count = len(words_of(text))
            if count > words.numbers["words_a_sentence"]:
                yield replace(sentence, text=text), count
