"""Words in and around a field or a text: what is proposed there, what is asked, what becomes of them."""

from __future__ import annotations

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.answers import text_of
from netinvite.model.questions import Question
from netinvite.model.sentences import is_alone
from netinvite.model.typed import Text
from netinvite.store import drafts
from netinvite.ui.asking import example_of
from netinvite.ui.fronts import Proof
from netinvite.ui.page.reader import Said
from netinvite.ui.page.sheet import Where
from netinvite.ui.parts import Asked


def whole_text(typed: str) -> str:
    """A text that can be kept; an ``AnswerError`` for one that holds what none may, or nothing."""
    if not typed.strip():
        raise AnswerError(_("An empty text cannot be kept; Esc leaves it as it was."))
    text_of(typed, lines=True, longest=drafts.LONGEST)
    return typed


def hint(question: Question) -> str:
    """What stands behind the cursor until something is typed. In brackets: not every terminal can dim it."""
    example = example_of(question)
    if question.lead:
        # It stands there already.
        example = example.removeprefix(question.lead.strip()).lstrip()
    return _("(e.g. %(example)s)") % {"example": example} if example else ""


def stands(question: Question, typed: str) -> str:
    """What is typed, as it will stand in a text; "" where nothing is."""
    kind = kinds.of(question)
    if not isinstance(kind, Text) or is_alone(typed, question.first, question.lead):
        return ""
    return str(kind.value(question, kind.clean(typed)))


def asking(proof: Proof) -> tuple[Said, ...]:
    """What is asked of a text, with its examples; a blank row between two."""
    said: list[Said] = []
    for asked in proof.asks:
        asks, _line, examples = asked.partition("\n")
        said += [*([("", "")] if said else []), (asks, "class:text"), (examples, "class:help")]
    return tuple(said)


def counted(where: Where, asked: Asked) -> Where:
    """Where there is but one step, its questions are counted, as long as one of them is open."""
    at = asked.progress
    place = (at.number, at.count) if at and at.number and at.left else (0, 0)
    return Where(where.title, *place, questions=True, about=where.about)


def place_of(proof: Proof) -> str:
    """Where in the review a text is."""
    if proof.count < 2:
        return _("Review")
    return _("Review: %(number)s of %(count)s") % {"number": proof.number, "count": proof.count}
