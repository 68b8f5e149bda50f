"""What is asked once about the words of an answer that may not have been meant."""

from __future__ import annotations

from netinvite.language import _, later
from netinvite.model import kinds
from netinvite.model.sentences import (
    AGAIN,
    CAPITAL,
    COMMA,
    LIST,
    QUESTION,
    SMALL,
    doubtful,
    glued,
    unclosed,
)
from netinvite.model.typed import Sentence
from netinvite.ui.parts import Asked, in_one_line

# What is asked about the words that are doubtful.
_ASKED = {
    AGAIN: later("“%(words)s” stands there twice. Enter once more keeps it."),
    CAPITAL: later("“%(words)s” begins with a capital in mid-sentence. Enter once more keeps it."),
    COMMA: later("It ends in “%(words)s”. Enter once more keeps it."),
    LIST: later("“%(words)s” begins a list in mid-sentence. Enter once more keeps it."),
    QUESTION: later("It ends as a question, and “%(words)s” does not begin one. Enter once more keeps it."),
    SMALL: later("“%(words)s” begins a sentence of its own with a small letter. Enter once more keeps it."),
}


def doubt(asked: Asked, there: str, typed: str) -> str:
    """What to ask about what was typed; "" where nothing is doubtful. ``there`` stood in the field."""
    if glued(typed, unclosed(there)) or glued(typed, there):
        return _("“%(words)s” still stands before what you typed. Enter once more keeps it.") % {
            "words": there
        }
    question = asked.question
    if not isinstance(kinds.of(question), Sentence):
        return ""
    found = doubtful(in_one_line(typed), question.first, question.lead)
    if found is None or (found[0] == CAPITAL and _is_known(found[1], asked)):
        return ""
    return _(_ASKED[found[0]]) % {"words": found[1]}


def _is_known(word: str, asked: Asked) -> bool:
    """Whether a word stands in the answers as a name, this one's or with the s of whose something is."""
    names = frozenset(asked.names())
    return word in names or word.removesuffix("s") in names
