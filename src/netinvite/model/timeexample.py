"""A time as somebody writes it, for whoever is to write one: always one that is read in that language."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache

from netinvite.model.dates import format_time
from netinvite.model.timepairs import said
from netinvite.model.timeparts import Unread
from netinvite.model.timewords import evened
from netinvite.speech import speech

_TEN, _A_DAY = time(10), timedelta(days=1)


@lru_cache(maxsize=4)
def example_time(lang: str, now: datetime) -> str:
    """The language's own example; where that is not read in it, as in words that were copied from another
    language, tomorrow at ten as it is written there, or in figures."""
    tomorrow = datetime.combine(now.date() + _A_DAY, _TEN)
    written = speech(lang).times.example, format_time(tomorrow, lang)
    return next((one for one in written if is_read(one, lang)), f"{tomorrow:%Y-%m-%d %H:%M}")


def is_read(text: str, lang: str) -> bool:
    """Whether a day and a time of day are read in a text, and nothing else stands there."""
    try:
        found = said(evened(text), lang, days=False)
    except Unread:
        return False
    return bool(found) and all(one.day is not None and one.clock is not None for one in found)
