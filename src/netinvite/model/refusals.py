"""What is said of words that are no time, and of a time of day that there is not, or that is of two days."""

from __future__ import annotations

from datetime import datetime

from netinvite.errors import did_you_mean
from netinvite.language import _
from netinvite.model.clocks import Midnight, NoSuchTime
from netinvite.model.dates import format_clock
from netinvite.model.moments import TimeRefused
from netinvite.model.timeparts import Clock, Span, Unread
from netinvite.model.timewords import (
    evened,
    figures_around,
    names_no_day,
    nearest_word,
    tokens,
    written_apart,
)
from netinvite.model.weekdays import DayUnsaid
from netinvite.speech import speech


def no_such(error: NoSuchTime, clock: Clock | Span, lang: str) -> str:
    """The sentence on it, of midnight with how it is written so that one day is meant."""
    words = {"time": clock.words}
    if not isinstance(error, Midnight):
        return _("There is no such time of day: %(time)s.") % words
    if isinstance(clock, Span):
        told = _("“%(time)s” reaches midnight; write it so that it ends before that.")
        return told % words
    words["how"] = format_clock(datetime(2000, 1, 1, 0, clock.minute), lang)
    told = _("“%(time)s” can be of two days; write the one that begins at midnight, with “%(how)s”.")
    return told % words


def unreadable(typed: str, unread: Unread, lang: str, example: str, days: bool) -> TimeRefused:
    """The word of a line that is none, with what may have been meant."""
    word = typed[unread.start : unread.start + len(unread.word)] if unread.start >= 0 else unread.word
    meant = nearest_word(word, lang) if word.isalpha() else ""
    if "." in word and unread.start >= 0 and typed[unread.start + len(word) :].startswith("."):
        word += "."
    word = figures_around(typed, word, unread.start)
    hour = unread.start < 0 and not days and word.isdecimal() and int(word) < 24
    if hour and (at := _before_hours(lang)):
        told = _("“%(word)s” can be a day or an hour; for the hour write “%(at)s”.")
        return TimeRefused(told % {"word": word, "at": f"{at} {word}"}, word=word)
    run, apart = written_apart(typed, word, lang)
    if run and all(any(map(str.isalnum, part)) for part in apart.split()):
        told = _("“%(word)s” runs together; write it apart: “%(apart)s”.")
        return TimeRefused(told % {"word": run, "apart": apart}, word=word)
    words = {"word": word, "words": " ".join(typed.split()), "how": example}
    if not meant and names_no_day(typed, lang):
        told = _("“%(words)s” does not say which day; write one, as in %(how)s.")
        return DayUnsaid(told % words, word=word)
    told = _("“%(word)s” cannot be read as a time; write it as %(how)s.")
    if days:
        told = _("“%(word)s” cannot be read as a day; write it as %(how)s.")
    return TimeRefused(" ".join(filter(None, (told % words, did_you_mean(meant)))), word=word)


def _before_hours(lang: str) -> str:
    """The word before a time of day in the language's example: "kl.", "at"."""
    example = speech(lang).times.example
    found = (token for token in tokens(evened(example), lang) if "at" in token.roles)
    return next((example[token.start : token.end] for token in found), "")
