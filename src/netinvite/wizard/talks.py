"""How long the conversation is to be, for the question when it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netinvite.model import keys
from netinvite.model.questions import minutes_in
from netinvite.ui.parts import Talk

if TYPE_CHECKING:
    from netinvite.wizard.sitting import Sitting


def talk_in(sitting: Sitting) -> Talk | None:
    """What the answers say, and what they can say instead; ``None`` where that is not said, or not yet."""
    question, walk = sitting.guide.question(keys.MINUTES), sitting.walk
    minutes = minutes_in(walk.rendered().get(keys.MINUTES, ""))
    if not minutes or question is None:
        return None
    lengths = {minutes_in(choice.key): choice.key for choice in walk.choices(question)}
    return Talk(
        minutes,
        tuple(length for length in lengths if length),
        lambda length: sitting.settle({keys.MINUTES: lengths[length]}),
    )
