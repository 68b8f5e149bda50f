"""What is known and what is left, as a person reads it: answers and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TypeAlias

from netinvite.language import _
from netinvite.model import dates, kinds
from netinvite.model.questions import Choice, Need, Progress, Question, Referral, Value
from netinvite.model.typed import Text
from netinvite.model.walk import Walk
from netinvite.ui import collecting

# Tells an answer: its question, value, choices and language.
Telling: TypeAlias = Callable[[Question, Value | None, Iterable[Choice], str], str]


def value_text(question: Question, value: Value | None, choices: Iterable[Choice], lang: str) -> str:
    """An answer in a line: labels of ``choices``, dates as people write them, words for nothing."""
    if value is None or value == ():
        return _("not answered")

    def say(day: date) -> str:
        return dates.format_time(day, lang) if isinstance(day, datetime) else dates.format_date(day, lang)

    labels = {choice.key: choice.label for choice in choices}
    return kinds.of(question).in_a_line(value, labels, say)


def value_typed(question: Question, value: Value | None, choices: Iterable[Choice], lang: str) -> str:
    """As ``value_text``, but for what somebody typed: that has the lines that were typed."""
    typed = isinstance(value, str) and isinstance(kinds.of(question), Text)
    return str(value) if typed and value else value_text(question, value, choices, lang)


def value_lines(question: Question, value: Value | None, choices: Iterable[Choice], lang: str) -> str:
    """All of an answer: the lines that were typed, and of several things a line each."""
    if not isinstance(value, tuple):
        return value_typed(question, value, choices, lang)
    choices = tuple(choices)
    told = (
        collecting.thing_text(one)
        if isinstance(one, Need | Referral)
        else value_text(question, (one,), choices, lang)  # type: ignore[arg-type]  # a part of it
        for one in value
    )
    return "\n".join(f"- {one}" for one in told) or value_text(question, value, choices, lang)


def beside(ask: str, answer: str) -> str:
    """A question with its answer, behind it or, where that has several lines, below it."""
    return f"{ask}\n{answer}" if "\n" in answer else f"{ask} – {answer}"


def followed(before: Walk, after: Walk) -> Iterator[str]:
    """A sentence for each answer that was taken as it was proposed and has followed another one since
    ``before``: what it was, and what it is now."""
    lang, given = after.guide.lang, before.current
    for question in after.visible():
        was, now = before.answers.get(question.key), after.answers.get(question.key)
        if not question.propose or question is given or was is None or now in (was, None):
            continue
        told = [value_typed(question, one, after.choices(question), lang) for one in (was, now)]
        words = [" / ".join(one.split("\n")) for one in told]
        yield _("“%(ask)s” follows this answer. Before: “%(was)s”; now: “%(now)s”.") % {
            "ask": question.ask,
            "was": words[0],
            "now": words[1],
        }


def left(progress: Progress) -> str:
    """How many questions are left; "" where an answer is only changed."""
    if not progress.left:
        return ""
    if progress.left == 1:
        return _("One question left; it is needed.") if progress.required else _("One question left.")
    left = _("%(count)s questions left") % {"count": progress.left}
    needed = _("%(count)s of them needed") if progress.required else _("none of them needed")
    return f"{left}, {needed % {'count': progress.required}}"
