"""Whole sentences of answers that are for the organiser alone, and where they stand in another text.

People use words again; a sentence of four words and more, in the same words and in one row, is the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model import kinds
from netinvite.model.questions import Guide, Question, Value
from netinvite.model.walk import Walk

# Words of a sentence by which it is known again.
FEWEST = 4
# Where a sentence is closed; a line ends one too.
_CLOSED = regex(r"(?<=[.?!…])[\"'”’»)]*\s+|\n+")
_WORD = regex(r"[^\W_]+")


def sentences(answers: Iterable[str]) -> Iterator[str]:
    """The sentences of these answers that have words enough."""
    for answer in answers:
        yield from (one for one in _CLOSED.split(answer) if len(_WORD.findall(one)) >= FEWEST)


def thoughts(guide: Guide, answers: Mapping[str, Value | None]) -> list[str]:
    """The private ones of the answers on somebody, as far as they are sentences: a name is none."""
    private = (one for one in guide.questions("person") if one.private and not kinds.of(one).names_people)
    return [text for one in private if isinstance(text := answers.get(one.key), str)]


def told(text: str, private: Iterable[str]) -> Iterator[str]:
    """What is told of each sentence of ``private`` answers that stands in a text, in its words there."""
    for sentence in dict.fromkeys(sentences(private)):
        words = r"[\W_]+".join(map(re.escape, _WORD.findall(sentence)))
        if found := re.search(rf"(?<![^\W_]){words}(?![^\W_])", text, re.IGNORECASE):
            said = " ".join(found[0].split())
            yield _("“%(words)s” stands in an answer that is for you alone.") % {"words": said}


def beside(walk: Walk, question: Question) -> list[str]:
    """The ``thoughts`` that an answer to a question may not give away: any, where it can come to stand in a
    text for others; none, where it is private itself, or of a conversation."""
    told = not question.private and walk.guide.about(question) in ("network", "person")
    return thoughts(walk.guide, walk.answers) if told else []
