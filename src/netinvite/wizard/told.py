"""An answer as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.dates import format_date, format_time
from netinvite.model.questions import Choice, Question, Value


def value_text(question: Question, value: Value | None, choices: Iterable[Choice], lang: str) -> str:
    """An answer in a line: labels of ``choices``, dates as people write them, words for nothing."""
    if value is None or value == ():
        return _("not answered")

    def say(day: date) -> str:
        return format_time(day, lang) if isinstance(day, datetime) else format_date(day, lang)

    labels = {choice.key: choice.label for choice in choices}
    return kinds.of(question).in_a_line(value, labels, say)
