"""What of a pitch is said: all but the last line, where it is for the eye."""

from __future__ import annotations

from collections.abc import Sequence

from netinvite.checks.text import Line
from netinvite.libraries import regex

# "*(Listen. If there is more to talk about:)* May I call you some time?"
_FOR_THE_EYE = regex(r"\s*[*_]*\(.*\)[*_]*(?:\s|$)")


def aloud(lines: Sequence[Line]) -> tuple[Line, ...]:
    """``lines`` without the last paragraph, where that begins in brackets."""
    end = len(lines)
    while end and not lines[end - 1].text.strip():
        end -= 1
    start = end
    while start and lines[start - 1].text.strip():
        start -= 1
    eye = start < end and _FOR_THE_EYE.match(" ".join(line.text for line in lines[start:end]))
    return tuple(lines[:start] if eye else lines)
