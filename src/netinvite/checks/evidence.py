"""What rules look for in a text: whether an answer is still said in it, and of whom it speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from netinvite.checks.marks import as_written
from netinvite.checks.rule import Material
from netinvite.checks.text import Sentence, words_of
from netinvite.checks.words import Words

# How much of an answer's content words stand in one paragraph where it is still said there.
SAME = 0.5
# … and of one on the reader in the whole text.
MOST_OF = 0.6
# Words in a row of first words by which they are known.
HEART = 3
# Letters of a content word, of the part that two forms of one share, and of a word in a compound.
CONTENT_WORD, STEM, INSIDE = 4, 4, 5
# Letters that an ending has at most, and content words of an answer that are looked for.
ENDING, MOST = 2, 200


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


def is_told_of_writer(material: Material, key: str) -> bool:
    """Whether the writer tells something of themselves: a sentence in the first person has a word that the
    answer on why it matters to them has alone, or the heart of its first words stands somewhere."""
    wanted = _telling_of_reason(material)
    for sentence in material.sentences:
        own = not sentence.asks and material.words.first("first_person", sentence.text)
        if own and _common(wanted, frozenset(folded(sentence.text))):
            return True
    return turns(material, key)


def _telling_of_reason(material: Material) -> frozenset[str]:
    """The content words of the reason that no other answer has: what the network is about says nothing."""
    known, words = material.known, material.words
    others = [*known.of_reader, known.purpose, known.values, known.curious]
    others += [answer for answer in known.public if known.reason not in answer]
    said = frozenset(folded(" ".join(others)))
    return frozenset(word for word in content(known.reason, words) if not _common(frozenset([word]), said))


def stands(material: Material, answer: str, shortest: int = CONTENT_WORD) -> bool | None:
    """Whether the text says what an answer says: half of its content words in one paragraph; ``None`` where
    it has none to know it by. Where all are shorter, those of ``shortest`` letters are."""
    wanted = content(answer, material.words)
    wanted = wanted or frozenset(word for word in folded(answer) if len(word) >= shortest)
    if not wanted:
        return None
    said = (frozenset(folded(one.text)) for one in material.paragraphs)
    return any(_common(wanted, one) >= SAME * len(wanted) for one in said)


def is_told_of_reader(material: Material) -> bool:
    """Whether the reader is told something of themselves: most of an answer on them stands in the text, or a
    sentence tells what they did or do. For that it has to be known at all what could be told."""
    said = frozenset(folded(material.whole))
    for answer in material.known.of_reader:
        wanted = content(answer, material.words)
        if wanted and (_common(wanted, said) >= MOST_OF * len(wanted) or _tells(material)):
            return True
    return False


def _tells(material: Material) -> bool:
    """Whether the reader is the subject of a sentence, and its verb a full one."""
    words = material.words
    return any(
        words.first("reader_does", words.without(("reader_may",), sentence.text))
        for sentence in material.sentences
        if not sentence.asks
    )


def content(text: str, words: Words) -> frozenset[str]:
    """Its words of four letters and more that are no mere joints of a sentence; where there are only those,
    they are."""
    found = {word for word in folded(text) if len(word) >= CONTENT_WORD and not word.isdigit()}
    told = {word for word in found if word not in words.lists["common"]}
    return frozenset(sorted(told or found)[:MOST])


def _common(wanted: frozenset[str], said: frozenset[str]) -> int:
    """How many of the wanted words stand there, whatever their ending, or in a compound."""
    begun: dict[str, list[str]] = {}
    for word in said:
        begun.setdefault(word[:STEM], []).append(word)
    return sum(
        any(_alike(word, other) for other in begun.get(word[:STEM], ()))
        or any(_inside(word, other) for other in said)
        for word in wanted
    )


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter[: max(STEM, len(shorter) - ENDING)])


def _inside(one: str, other: str) -> bool:
    """ "Klubben" in "fritidsklubben"."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= INSIDE and shorter in longer


def shares(text: str, answer: str, words: Words) -> bool:
    """Whether a whole text, taken as one paragraph, says what an answer says."""
    wanted = content(answer, words)
    return bool(wanted) and _common(wanted, frozenset(folded(text))) >= SAME * len(wanted)


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


RUN, LONE_WORD = 4, 8


def folded(text: str) -> list[str]:
    return [word.casefold() for word in words_of(text)]


def telling_runs(answer: str, public: str) -> list[str]:
    """What gives an answer away: its words four in a row, or all of fewer, that ``public`` does not have."""
    tokens = folded(answer)
    length = min(RUN, len(tokens))
    runs = (tokens[start : start + length] for start in range(len(tokens) - length + 1))
    return [text for run in runs if _telling(run) and f" {(text := ' '.join(run))} " not in f" {public} "]


def _telling(run: list[str]) -> bool:
    if len(run) == RUN:
        return sum(len(word) >= CONTENT_WORD for word in run) > 1
    return len(run) > 1 or len("".join(run)) >= LONE_WORD
