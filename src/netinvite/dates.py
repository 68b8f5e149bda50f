"""Days and moments as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from netinvite import clock

PATTERNS = {"da": ("EEEE 'den' d. MMMM", "'kl.' HH.mm"), "en": ("EEEE d MMMM", "'at' HH:mm")}
# Days; some ten months. What lies further away is told with its year.
FAR = 304
LOCALES = {"da": "da_DK", "en": "en_GB"}


@cache
def locale_of(lang: str) -> str:
    """The locale that dates are read and written in: the language's own where Babel has one, else English."""
    from babel import Locale, UnknownLocaleError

    if lang in LOCALES:
        return LOCALES[lang]
    try:
        return str(Locale.parse(lang))
    except (UnknownLocaleError, ValueError):
        return LOCALES["en"]


def format_time(moment: datetime, lang: str) -> str:
    """A moment as people write it: "tirsdag den 1. december kl. 10.00", "Tuesday 1 December at 10:00"; with
    its year where it is far away."""
    from babel.dates import format_datetime

    if lang not in PATTERNS and locale_of(lang) != LOCALES["en"]:
        return _format_as_babel(moment, locale_of(lang))
    day, hour = PATTERNS.get(lang, PATTERNS["en"])
    pattern = f"{_with_year(day, moment.date())} {hour}"
    return str(format_datetime(moment, pattern, locale=locale_of(lang)))


def _format_as_babel(moment: datetime, locale: str) -> str:
    """A moment in a language that is not shipped: "tisdag 1 december kl. 10:00"."""
    from babel.dates import format_time as babel_time
    from babel.dates import get_datetime_format

    day, clock = _day_as_babel(moment.date(), locale), str(babel_time(moment, "short", locale=locale))
    return str(get_datetime_format("long", locale=locale)).replace("'", "").format(clock, day)


def _day_as_babel(day: date, locale: str) -> str:
    from babel import Locale
    from babel.dates import format_date as babel_date

    patterns = Locale.parse(locale).datetime_skeletons
    names = ("yMMMMEEEEd", "yMMMMEd") if is_far(day) else ("MMMMEEEEd", "MMMMEd")
    known = next((patterns[name] for name in names if name in patterns), None)
    pattern = re.sub("E+", "EEEE", known.pattern) if known else _with_year("EEEE d MMMM", day)
    return str(babel_date(day, pattern, locale=locale))


def format_date(day: date, lang: str) -> str:
    """A day as people write it: "tirsdag den 1. december", "Tuesday 1 December"; where it is far
    away with its year: "tirsdag den 1. december 2028"."""
    if lang not in PATTERNS and locale_of(lang) != LOCALES["en"]:
        return _day_as_babel(day, locale_of(lang))
    return _formatted(day, _with_year(PATTERNS.get(lang, PATTERNS["en"])[0], day), lang)


def is_far(day: date) -> bool:
    """Whether ``day`` is so far away that its year has to be said."""
    return abs((day - clock.now().date()).days) > FAR


def _with_year(pattern: str, day: date) -> str:
    return f"{pattern} y" if is_far(day) else pattern


def _formatted(day: date, pattern: str, lang: str) -> str:
    from babel.dates import format_date as babel_date

    return str(babel_date(day, pattern, locale=locale_of(lang)))


def plain_day(day: date, lang: str) -> str:
    """A day without its weekday: "1. december", "1 December"."""
    return _formatted(day, _with_year("d. MMMM" if lang == "da" else "d MMMM", day), lang)


def weekday_name(day: date, lang: str) -> str:
    """The weekday in words: "tirsdag"."""
    return _formatted(day, "EEEE", lang)
