"""What a prompt is given, and how it can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netinvite.questions import Choice, Question
from netinvite.values import Value


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that its prompt may need.

    ``value`` is the old answer, ``unfinished`` what was half typed the last time (it comes first);
    ``choices`` apply now; ``people`` are known names, ``suggestions`` proposed times; ``now`` is local
    and naive.
    """

    question: Question
    choices: tuple[Choice, ...]
    value: Value | None
    unfinished: str
    lang: str
    now: datetime
    people: tuple[str, ...] = ()
    suggestions: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer; ``None`` when the question was skipped."""

    value: Value | None


@dataclass(frozen=True, slots=True)
class Back:
    """Somebody went back; ``unfinished`` is what was half typed, "" where nothing changed."""

    unfinished: str = ""


class Left(Exception):  # noqa: N818  # an outcome, not an error
    """Somebody left; ``unfinished`` is what was half typed, "" where nothing changed, ``None`` where nothing
    that is kept was asked."""

    def __init__(self, unfinished: str | None = "") -> None:
        super().__init__()
        self.unfinished = unfinished


class WentBack(Exception):  # noqa: N818  # an outcome, not an error
    """Esc at one prompt: ``text`` stood in it, ``unfinished`` is the question's whole half-given answer."""

    def __init__(self, text: str, unfinished: str) -> None:
        super().__init__()
        self.text = text
        self.unfinished = unfinished
