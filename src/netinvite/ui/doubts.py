"""What is asked once about the words of an answer that may not have been meant."""

from __future__ import annotations

from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model import confided
from netinvite.model.doubts import digits_alone, of_answer, small_name
from netinvite.model.sentences import glued, unclosed
from netinvite.ui.parts import Asked

# Takes out one of several things, by its number.
TAKEN_OUT = regex(r"\s*-\s*(\d+)\s*")


def doubt(asked: Asked, there: str, typed: str) -> str:
    """What to ask about what was typed; "" where nothing is doubtful. ``there`` stood in the field."""
    proposed = asked.value is None and asked.proposed is not None
    if any(glued(typed, one, proposed=proposed) for one in (unclosed(there), there)):
        stands = _("“%(words)s” still stands before what you typed.") % {"words": there}
        return " ".join([stands, _("Enter once more keeps it.")])
    given_away = confided.told(typed, asked.private())
    return _asked([*of_answer(asked.question, typed, asked.names), *given_away])


def of_a_thing(there: str, typed: str) -> str:
    """The same about words that are no whole answer: a need, what somebody brings, each on a line; nothing
    of a line that takes one out."""
    if typed == there or TAKEN_OUT.fullmatch(typed):
        return ""
    return _asked(list(filter(None, map(digits_alone, typed.split("\n")))))


def of_a_name(there: str, typed: str) -> str:
    """The same about somebody's name."""
    return "" if typed == there else of_a_thing(there, typed) or _asked([*small_name(typed)])


def _asked(found: list[str]) -> str:
    return " ".join([*found, _("Enter once more keeps it.")]) if found else ""
