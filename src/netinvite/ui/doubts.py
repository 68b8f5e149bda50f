"""What is asked once about the words of an answer that may not have been meant."""

from __future__ import annotations

from netinvite.language import _
from netinvite.model.doubts import of_answer
from netinvite.model.sentences import glued, unclosed
from netinvite.ui.parts import Asked


def doubt(asked: Asked, there: str, typed: str) -> str:
    """What to ask about what was typed; "" where nothing is doubtful. ``there`` stood in the field."""
    proposed = asked.value is None and asked.proposed is not None
    if any(glued(typed, one, proposed=proposed) for one in (unclosed(there), there)):
        stands = _("“%(words)s” still stands before what you typed.") % {"words": there}
        return " ".join([stands, _("Enter once more keeps it.")])
    found = of_answer(asked.question, typed, asked.names)
    return " ".join([*found, _("Enter once more keeps it.")]) if found else ""
