"""How a language of one's own writes days and times: a pattern that writes something else is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import parse_pattern

from netinvite import places
from netinvite.customise.shelf import Problem
from netinvite.language import _
from netinvite.libraries import regex

# Unicode's letters that write a day and a time of day, each by its kind; what a pattern must have of them.
_DAY, _CLOCK = {"day": "d", "month": "ML", "weekday": "Eec", "year": "yu"}, {"hour": "HhKk", "more": "msabB"}
_FIELDS = {"day": _DAY, "plain": _DAY, "clock": _CLOCK, "hour": _CLOCK}
_NEEDED = {"day": "d", "month": "MMMM", "hour": "HH"}
_QUOTED = regex("'[^']*'")
# A leap year.
_SOME_YEAR = 2028


def problems(file: Path, data: Mapping[str, Any]) -> Iterator[Problem]:
    """What ``speech.toml``, parsed as ``data``, writes otherwise than anybody means, by line."""
    lines = places.lines_of(file.read_text(encoding="utf-8-sig"))
    for name, pattern in data.get("dates", {}).items():
        if told := _fault(name, pattern) if name in _FIELDS and pattern else "":
            hint = _("Words stand between two ', as in: d 'de' MMMM. The shipped file tells the letters.")
            yield Problem(file, lines.get(("dates", name), 1), told, hint)
    for day in data.get("days_off", {}):
        if not _is_day(day):
            told = _("“%(day)s” is no day.") % {"day": day}
            yield Problem(file, lines.get(("days_off", day), 1), told, _("Write month and day: 06-05."))


def _fault(name: str, pattern: str) -> str:
    """What is wrong with one pattern; "" for nothing."""
    bare = _QUOTED.sub("", pattern)
    words = {"pattern": pattern}
    if "'" in bare:
        return _("“%(pattern)s”: a ' is not closed.") % words
    fields = _FIELDS[name]
    try:
        parse_pattern(pattern)
    except ValueError:
        return _("“%(pattern)s” is no pattern.") % words
    unknown = re.findall(rf"[^\W\d_{''.join(fields.values())}]+", bare)
    if unknown:
        return _("“%(pattern)s”: “%(letters)s” writes nothing here.") % {**words, "letters": unknown[0]}
    lacking = next((kind for kind in _NEEDED if kind in fields and not set(fields[kind]) & set(bare)), "")
    if lacking:
        return _("“%(pattern)s” lacks “%(letters)s”.") % {**words, "letters": _NEEDED[lacking]}
    return ""


def _is_day(typed: str) -> bool:
    try:
        date.fromisoformat(f"{_SOME_YEAR}-{typed}")
    except ValueError:
        return False
    return re.fullmatch(r"\d\d-\d\d", typed) is not None
