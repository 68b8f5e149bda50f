"""What is known and what is left, as a person reads it: answers, names, questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.dates import format_date, format_time
from netinvite.model.questions import Choice, Question, Value
from netinvite.model.walk import Progress, Walk
from netinvite.store.network import Network


def value_text(question: Question, value: Value | None, choices: Iterable[Choice], lang: str) -> str:
    """An answer in a line: labels of ``choices``, dates as people write them, words for nothing."""
    if value is None or value == ():
        return _("not answered")

    def say(day: date) -> str:
        return format_time(day, lang) if isinstance(day, datetime) else format_date(day, lang)

    labels = {choice.key: choice.label for choice in choices}
    return kinds.of(question).in_a_line(value, labels, say)


def left(progress: Progress) -> str:
    """How many questions are left; "" where an answer is only changed."""
    if not progress.left:
        return ""
    if progress.left == 1:
        return _("One question left; it is needed.") if progress.required else _("One question left.")
    left = _("%(count)s questions left") % {"count": progress.left}
    needed = _("%(count)s of them needed") if progress.required else _("none of them needed")
    return f"{left}, {needed % {'count': progress.required}}"


def names_known(workspace: Network, walk: Walk) -> list[str]:
    """The words that are known as names: in the answers, and of everybody who is here."""
    called = [word for person in workspace.people() for word in person.name.split()]
    return [*called, *kinds.names_in(walk.guide.questions(), walk.answers)]
