"""Days and moments as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, TypeAlias

from netinvite import clock, ready
from netinvite.language import DEFAULT, _
from netinvite.libraries import babel, babel_dates, regex
from netinvite.model import inwords
from netinvite.speech import Dates, speech

_ENGLISH = "en_GB"
# Before this hour nobody says it without its minutes.
_EARLY = 7


def locale_of(lang: str) -> str:
    """The locale that dates are read and written in: the language's in its country where Babel has one, else
    the language's own, else English."""
    return _locale(lang, speech(lang).country.partition("-")[0])


@cache
def _locale(lang: str, country: str) -> str:
    if ready.days(f"{lang}_{country}"):
        return f"{lang}_{country}"
    for name in (f"{lang}_{country}", lang):
        with suppress(babel.UnknownLocaleError, ValueError):
            return str(babel.Locale.parse(name))
    return _ENGLISH


def _patterns(lang: str) -> Dates | None:
    """The language's own patterns; ``None`` where Babel's are taken."""
    said = speech(lang).dates
    if said.day or locale_of(lang) != _ENGLISH:
        return said if said.day else None
    return speech(DEFAULT).dates


def language_name(code: str, inside: str) -> str:
    """What a language is called in the language ``inside`` ("Swedish"); its code where nobody knows."""
    with suppress(babel.UnknownLocaleError, ValueError):
        return str(babel.Locale.parse(code.replace("-", "_")).get_display_name(locale_of(inside)) or code)
    return code


def format_time(moment: datetime, lang: str, *, year: bool = False) -> str:
    """A moment as people write it: "tirsdag den 1. december kl. 10", "Tuesday 1 December at 10:00"; with
    its year where it is far away.

    ``year``: with it, however near.
    """
    patterns = _patterns(lang)
    if patterns is None:
        return _format_as_babel(moment, locale_of(lang), year)
    pattern = f"{_with_year(patterns.day, moment.date(), year)} {_clock_time(patterns, moment)}".rstrip()
    return _written("format_datetime", moment, pattern, lang)


def _clock_time(patterns: Dates, moment: datetime) -> str:
    """The pattern for the time of day: "kl. 10", "kl. 9.30"; "kl. 02.00", for "kl. 2" is in the afternoon."""
    if not patterns.hour or moment.hour < _EARLY:
        return patterns.clock
    return patterns.clock.replace("HH", "H") if moment.minute else patterns.hour


def _format_as_babel(moment: datetime, locale: str, year: bool) -> str:
    """A moment in a language that is not shipped: "tisdag 1 december kl. 10:00"."""
    day, clock = (
        _day_as_babel(moment.date(), locale, year),
        str(babel_dates.format_time(moment, "short", locale=locale)),
    )
    return str(babel_dates.get_datetime_format("long", locale=locale)).replace("'", "").format(clock, day)


def _day_as_babel(day: date, locale: str, year: bool) -> str:
    patterns = babel.Locale.parse(locale).datetime_skeletons
    names = ("yMMMMEEEEd", "yMMMMEd") if year or is_far(day) else ("MMMMEEEEd", "MMMMEd")
    known = next((patterns[name] for name in names if name in patterns), None)
    pattern = re.sub("E+", "EEEE", known.pattern) if known else _with_year("EEEE d MMMM", day, year)
    return str(babel_dates.format_date(day, pattern, locale=locale))


def format_date(day: date, lang: str, *, year: bool = False) -> str:
    """A day as people write it: "tirsdag den 1. december", "Tuesday 1 December"; where it is far
    away with its year: "tirsdag den 1. december 2028".

    ``year``: with it, however near.
    """
    patterns = _patterns(lang)
    if patterns is None:
        return _day_as_babel(day, locale_of(lang), year)
    return _formatted(day, _with_year(patterns.day, day, year), lang)


def format_range(start: datetime, end: datetime, lang: str, *, year: bool = False) -> str:
    """From when to when: "tirsdag den 1. december kl. 9.30–11", "Tuesday 1 December at 09:30–11:00"; whole
    days without a time of day."""
    if start.time() == end.time() == time.min and start < end:
        first, last = (format_date(day, lang) for day in (start.date(), end.date() - timedelta(days=1)))
        return first if first == last else f"{first} – {last}"
    if start.date() != end.date():
        return f"{format_time(start, lang)} – {format_time(end, lang)}"
    return f"{format_time(start, lang, year=year)}–{_clock(end, lang)}"


def format_clock(moment: datetime, lang: str) -> str:
    """A time of day with the word before it: "kl. 9.30", "at 09:30"."""
    patterns = _patterns(lang)
    if patterns is None:
        return _clock(moment, lang)
    return _written("format_datetime", moment, _clock_time(patterns, moment), lang)


def _clock(moment: datetime, lang: str) -> str:
    """A time of day without the words before it: "9.30", "09:30"."""
    patterns = _patterns(lang)
    if patterns is None:
        return str(babel_dates.format_time(moment, "short", locale=locale_of(lang)))
    pattern = re.sub(r"'[^']*'", "", _clock_time(patterns, moment)).strip()
    return _written("format_datetime", moment, pattern, lang)


def is_far(day: date) -> bool:
    """Whether ``day`` is so far away that its year has to be said."""
    return inwords.is_far(day, clock.now().date())


def _with_year(pattern: str, day: date, year: bool) -> str:
    return f"{pattern} y" if year or is_far(day) else pattern


def _formatted(day: date, pattern: str, lang: str) -> str:
    return _written("format_date", day, pattern, lang)


def _written(write: str, when: date, pattern: str, lang: str) -> str:
    locale = locale_of(lang)
    if told := _with_names(when, pattern, ready.days(locale)):
        return told
    try:
        return str(getattr(babel_dates, write)(when, pattern, locale=locale))
    except (ValueError, KeyError, AttributeError, TypeError):
        raise speech(lang).wrong("dates", _("“%(pattern)s” is no pattern.") % {"pattern": pattern}) from None


_WIDTHS = {"days": ("wide", "abbreviated", "short"), "months": ("wide", "abbreviated")}
_Names: TypeAlias = Mapping[str, Mapping[str, list[str]]]


def day_names(locale: str) -> _Names:
    """The names of days (Monday first) and of months in a locale, each by width."""
    return ready.days(locale) or {
        of: {width: _in_order(of, width, locale) for width in widths} for of, widths in _WIDTHS.items()
    }


def _in_order(of: str, width: str, locale: str) -> list[str]:
    ask: Any = babel_dates.get_day_names if of == "days" else babel_dates.get_month_names
    names = ask(width, locale=locale)
    return [str(names[number]) for number in sorted(names)]


# Literal words, a field, anything else.
_FIELD = regex(r"'([^']+)'|([A-Za-z])\2*|[^A-Za-z']+")


def _with_names(when: date, pattern: str, names: _Names | None) -> str:
    """The pattern filled in with these names; "" where it has fields for which Babel is needed."""
    if not names or "".join(found[0] for found in _FIELD.finditer(pattern)) != pattern:
        return ""
    told = []
    for found in _FIELD.finditer(pattern):
        field = found[0]
        if found[2] and field not in _FIELDS:
            return ""
        if field in _OF_CLOCK and not isinstance(when, datetime):
            return ""
        told.append(_FIELDS[field](when, names) if found[2] else found[1] or field)
    return "".join(told)


_FIELDS: Mapping[str, Callable[[Any, _Names], str]] = {
    "EEEE": lambda when, names: names["days"]["wide"][when.weekday()],
    "d": lambda when, names: f"{when.day}",
    "MMMM": lambda when, names: names["months"]["wide"][when.month - 1],
    "y": lambda when, names: f"{when.year}",
    "H": lambda when, names: f"{when.hour}",
    "HH": lambda when, names: f"{when.hour:02}",
    "mm": lambda when, names: f"{when.minute:02}",
}
_OF_CLOCK = frozenset(("H", "HH", "mm"))


def plain_day(day: date, lang: str, *, year: bool | None = None) -> str:
    """A day without its weekday: "1. december", "1 December"; ``year``: with it, without it, or as needed."""
    pattern = (_patterns(lang) or speech(DEFAULT).dates).plain or "d MMMM"
    return _formatted(day, f"{pattern} y" if (is_far(day) if year is None else year) else pattern, lang)


def weekday_name(day: date, lang: str) -> str:
    """The weekday in words: "tirsdag"."""
    return _formatted(day, "EEEE", lang)


_CODE = regex(r"([a-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?")


def language_code(typed: str) -> str:
    """``typed`` as a language's code ("sv", "pt_BR"), or "" when it is none that is known."""
    match = _CODE.fullmatch(typed)
    code = "_".join(part for part in match.groups() if part) if match else ""
    try:
        return code if code and babel.Locale.parse(code) else ""
    except (babel.UnknownLocaleError, ValueError):
        return ""
