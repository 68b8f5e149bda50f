"""Proposed times: read them as people type them, write them as people say them, propose some.

Pure: ``now`` is passed in, and every time is naive and local. What differs between languages stands in
the tables at the end of the reading part; a language that has none is read as English.

What can be read in two ways is never guessed: ``TimeAmbiguous`` carries the readings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from netinvite.errors import AnswerError
from netinvite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 100
_HALF_YEAR = 183
# Within this many days a weekday, a day and a month name one day only, so a year need not be written.
_NO_YEAR_NEEDED = 300
_YEAR = 366
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class TimeAmbiguous(AnswerError):
    """What was typed can mean several times; ``candidates`` holds them in order."""

    def __init__(self, message: str, candidates: tuple[datetime, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class _UnreadableError(Exception):
    """The words are not known; the public functions say so in a sentence with an example."""


class _NoDayError(Exception):
    """Nothing in the text names a day."""


@dataclass(frozen=True, slots=True)
class _Speech:
    """How one language writes and says days and times of day."""

    code: str
    locale: str
    time_form: str
    date_form: str
    # Ways to write a time of day, surest first. Groups: hour minute half shift side ampm noon.
    clocks: tuple[re.Pattern[str], ...]
    numbers: Mapping[str, int]
    # What "half" adds, in minutes: "halv ti" is 9.30, "half nine" is 9:30.
    half: int
    before: frozenset[str]
    # One group a weekday, Monday first.
    weekday: re.Pattern[str]
    week: re.Pattern[str]
    next: re.Pattern[str]
    last: re.Pattern[str]
    # Parts of the day; group "pm" where they are after noon.
    part: re.Pattern[str]
    small: re.Pattern[str]
    # What dateparser may read as a distance from today; everything else it would guess at.
    relative: re.Pattern[str]
    rewrites: tuple[tuple[re.Pattern[str], str], ...]

    def number(self, word: str) -> int:
        return int(word) if word.isdecimal() else self.numbers[word]


# --- what callers use -------------------------------------------------------------------------------------


def parse_time(typed: str, lang: str, now: datetime) -> datetime:
    """The time to come that ``typed`` means in ``lang``.

    ``TimeAmbiguous`` where there are several readings; ``AnswerError`` with a sentence for the person
    where there is none, or where the time has gone by or lies more than a year ahead.
    """
    speech = _speech(lang)
    try:
        days, clocks = _read(_plain(typed, speech), speech, now)
    except _UnreadableError:
        message = _("That could not be read as a time; write it like this: %(example)s.")
        raise AnswerError(message % {"example": _example(speech, now)}) from None
    except _NoDayError:
        message = _("There is no day in it; write it like this: %(example)s.")
        raise AnswerError(message % {"example": _example(speech, now)}) from None
    moments = sorted(datetime.combine(day, clock) for day in days for clock in clocks)
    return _one_to_come(moments, now)


def parse_date(typed: str, lang: str, now: datetime, *, future: bool = False) -> date:
    """The day that ``typed`` means; with ``future`` a day gone by is refused, without it the nearest is meant.

    Errors as those of ``parse_time``; the candidates of ``TimeAmbiguous`` are the days at midnight.
    """
    speech = _speech(lang)
    today = now.date()
    try:
        days = _days(_plain(typed, speech), speech, today, future=future)
    except (_UnreadableError, _NoDayError):
        message = _("That could not be read as a date; write it like this: %(example)s.")
        raise AnswerError(message % {"example": format_date(_next_tuesday(now), speech.code)}) from None
    left = [day for day in days if day >= today or not future]
    if not left:
        raise _gone_by(_say_date(days[-1]))
    if len(left) > 1:
        raise _ambiguous([datetime.combine(day, time()) for day in left], [_say_date(day) for day in left])
    return left[0]


def format_time(moment: datetime, lang: str) -> str:
    """``moment`` as people say it: "tirsdag den 1. december kl. 10.00", "Tuesday 1 December at 10:00"."""
    from babel.dates import format_datetime

    speech = _speech(lang)
    return format_datetime(moment, speech.time_form, locale=speech.locale)


def format_date(day: date, lang: str) -> str:
    """``day`` as people say it: "tirsdag den 1. december", "Tuesday 1 December"."""
    speech = _speech(lang)
    return _babel(day, speech.date_form, speech)


def off_work(day: date, lang: str) -> str:
    """Why nobody is at work on ``day``: the name of the holiday, or the weekend; "" on a working day."""
    reason = _holidays(_speech(lang).code, day.year).get(day, "")
    return reason or (_("weekend") if day.weekday() >= 5 else "")


# Weekday (Monday is 0) and hour; the middle of the week first, for most people are at work then.
_SLOTS = ((1, 10), (2, 14), (3, 9), (0, 13), (4, 10))


def suggest_times(now: datetime, lang: str, count: int = 3) -> tuple[datetime, ...]:
    """``count`` times on different working days, from next week on, in one week where one has room."""
    chosen: list[datetime] = []
    monday = now.date() - timedelta(days=now.weekday())
    while len(chosen) < count:
        monday += _WEEK
        slots = [(monday + timedelta(days=weekday), hour) for weekday, hour in _SLOTS]
        free = [datetime.combine(day, time(hour)) for day, hour in slots if _inviting(day, lang)]
        wanted = count - len(chosen)
        if len(free) >= min(wanted, len(_SLOTS)):
            chosen += sorted(free[:wanted])
    return tuple(chosen)


def _inviting(day: date, lang: str) -> bool:
    """Whether to propose ``day``: people are at work, and it is not between the years."""
    between_years = (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)
    return not between_years and not off_work(day, lang)


@lru_cache(maxsize=16)
def _holidays(code: str, year: int) -> dict[date, str]:
    from holidays import country_holidays

    if code == "da":
        days = dict(country_holidays("DK", years=year, language="da"))
        # Not public holidays by law, yet hardly anybody is at work.
        days[date(year, 6, 5)] = days.get(date(year, 6, 5), "Grundlovsdag")
        days[date(year, 12, 24)] = "Juleaftensdag"
        days[date(year, 12, 31)] = "Nytårsaftensdag"
        return days
    return dict(country_holidays("GB", subdiv="ENG", years=year, language="en_GB"))


# --- sentences --------------------------------------------------------------------------------------------


def _told() -> _Speech:
    """The language of the sentences: it may be another than that of the person written to."""
    # Translators: the code of the language you translate into, such as "da".
    return _speech(_("en"))


def _say_date(day: date) -> str:
    return format_date(day, _told().code)


def _say_time(moment: datetime) -> str:
    return format_time(moment, _told().code)


def _babel(day: date, form: str, speech: _Speech) -> str:
    from babel.dates import format_date as babel_date

    return babel_date(day, form, locale=speech.locale)


def _gone_by(what: str) -> AnswerError:
    return AnswerError(_("That has gone by (%(time)s); choose a later one.") % {"time": what})


def _ambiguous(moments: list[datetime], said: list[str]) -> TimeAmbiguous:
    message = _("That can mean %(times)s; which one?") % {"times": _(" or ").join(said)}
    return TimeAmbiguous(message, tuple(moments))


def _one_to_come(moments: list[datetime], now: datetime) -> datetime:
    left = [moment for moment in moments if moment > now]
    if not left:
        raise _gone_by(_say_time(moments[-1]))
    if len(left) > 1:
        raise _ambiguous(left, [_say_time(moment) for moment in left])
    if (left[0].date() - now.date()).days > _YEAR:
        message = _("That is more than a year away (%(day)s); check the year.")
        raise AnswerError(message % {"day": left[0].date().isoformat()})
    return left[0]


def _no_clock(day: date, speech: _Speech, now: datetime) -> AnswerError:
    meant = datetime.combine(day, time(10))
    example = format_time(meant, speech.code) if meant > now else _example(speech, now)
    message = _("There is no time of day in it; write it like this: %(example)s.")
    return AnswerError(message % {"example": example})


def _no_such_day(day: int, month: int, year: int | None) -> AnswerError:
    if month > 12 and 1 <= day <= 12:
        message = _("There is no month %(month)d; write the day first: %(day)d/%(month_first)d.")
        return AnswerError(message % {"month": month, "day": month, "month_first": day})
    name = f"{day}/{month}"
    if 1 <= month <= 12:
        told = _told()
        form = "d. MMMM" if told.code == "da" else "d MMMM"
        name = _babel(date(2000, month, 1), form, told).replace("1", str(day), 1)
    return AnswerError(
        _("There is no %(day)s in the calendar.")
        % {"day": f"{name} {year:04d}" if year is not None else name}
    )


def _other_weekday(day: date) -> AnswerError:
    told = _told()
    form = "d. MMMM" if told.code == "da" else "d MMMM"
    names = {"day": _babel(day, form, told), "weekday": _babel(day, "EEEE", told)}
    return AnswerError(_("%(day)s is a %(weekday)s; check the day and the date.") % names)


def _example(speech: _Speech, now: datetime) -> str:
    return format_time(datetime.combine(_next_tuesday(now), time(10)), speech.code)


def _next_tuesday(now: datetime) -> date:
    return now.date() + timedelta(days=(0 - now.weekday()) % 7 + 1)


# --- the time of day --------------------------------------------------------------------------------------


def _plain(typed: str, speech: _Speech) -> str:
    """``typed`` in small letters, single blanks and the words that the tables know."""
    if len(typed) > _LONGEST:
        raise AnswerError(_("That is too long for a time; write the day and the time of day only."))
    text = unicodedata.normalize("NFC", typed).lower().replace("’", "'")
    text = re.sub(r"(?<=\d)t(?=\d)", " ", text)
    text = re.sub(r"(?<!\d),|,(?!\d)|[;!?()]", " ", text)
    text = " ".join(text.split()).rstrip(" .")
    for pattern, words in speech.rewrites:
        text = pattern.sub(words, text)
    return text


# A number alone can be a day or a time: "torsdag 14.30", "torsdag 3.12", "tirsdag 10".
_BARE = (
    re.compile(r"(?<![\d.,:/-])(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d/:-]|[.,]\d)(?!.*\d\.\d)"),
    re.compile(r"(?<!\bden)(?<!\bthe)(?<!\bd)(?<!\bd\.)\s(?P<hour>\d{1,2})$"),
)


def _read(text: str, speech: _Speech, now: datetime) -> tuple[tuple[date, ...], tuple[time, ...]]:
    """The days and the times of day that ``text`` can mean."""
    part, text = _take(speech.part, text)
    half_day = "" if part is None else ("pm" if part["pm"] else "morning")
    today = now.date()
    for pattern in speech.clocks:
        match, rest = _take(pattern, text)
        if match:
            clocks = _clocks(match, half_day, speech)
            if not clocks:
                message = _("There is no such time of day; write it like this: %(example)s.")
                raise AnswerError(message % {"example": _example(speech, now)})
            return _days(rest, speech, today), clocks
    return _read_bare(text, half_day, speech, now)


def _read_bare(
    text: str, half_day: str, speech: _Speech, now: datetime
) -> tuple[tuple[date, ...], tuple[time, ...]]:
    """As ``_read`` where numbers stand alone: a day if it can be one, else a time of day."""
    today = now.date()
    try:
        days = _days(text, speech, today)
    except (AnswerError, _UnreadableError) as not_a_day:
        for pattern in _BARE:
            match, rest = _take(pattern, text)
            clocks = _clocks(match, half_day, speech) if match else ()
            if clocks:
                try:
                    return _days(rest, speech, today), clocks
                except _UnreadableError:
                    raise not_a_day from None
        raise
    raise _no_clock(days[0], speech, now)


def _clocks(match: re.Match[str], half_day: str, speech: _Speech) -> tuple[time, ...]:
    """The times of day that ``match`` of a clock pattern can mean; none where there is no such time."""
    found = match.groupdict()
    if found.get("noon"):
        return (time(12),)
    hour = speech.number(found["hour"])
    if hour > 23:
        return ()
    minutes = hour * 60 + int(found.get("minute") or 0)
    if found.get("half"):
        minutes += speech.half
    if shift := found.get("shift"):
        distance = 15 if shift in ("kvart", "quarter") else speech.number(shift)
        minutes += -distance if found["side"] in speech.before else distance
    if ampm := found.get("ampm"):
        half_day = f"{ampm[0]}m"
    settled = _settle(minutes, half_day, exact=found["hour"].startswith("0"))
    return tuple(time(m // 60, m % 60) for m in settled if 0 <= m < 24 * 60)


def _settle(minutes: int, half_day: str, *, exact: bool) -> tuple[int, ...]:
    """The minutes after midnight meant by a spoken time: one to half past six are in the afternoon.

    Seven can be early or late, so it is both; a leading zero ("02:00") means the hour as typed.
    """
    noon = 12 * 60
    if half_day == "pm":
        return (minutes + noon if minutes < noon else minutes,)
    if half_day == "am":
        return (minutes % noon,) if minutes < noon + 60 else ()
    if half_day == "morning" or exact or minutes >= 8 * 60:
        return (minutes,)
    return (minutes + noon,) if minutes < 7 * 60 else (minutes, minutes + noon)


# --- the day ----------------------------------------------------------------------------------------------


def _take(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """The match of ``pattern``, and ``text`` without it."""
    match = pattern.search(text)
    if match is None:
        return None, text
    return match, " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _days(text: str, speech: _Speech, today: date, *, future: bool = True) -> tuple[date, ...]:
    """The days that ``text`` can mean, in order; with ``future`` it is about what is to come."""
    week, text = _take(speech.week, text)
    following, text = _take(speech.next, text)
    past, text = _take(speech.last, text)
    found, text = _take(speech.weekday, text)
    weekday = None if found is None or found.lastindex is None else found.lastindex - 1
    text = " ".join(speech.small.sub(" ", text).split())
    if week:
        return _in_week(week, weekday, text, today)
    if not text:
        return _weekdays(weekday, today, following=bool(following), past=bool(past), future=future)
    possible = _possible(text, speech, today, future=future)
    day = _choose(possible, weekday, today, future=future)
    if weekday is not None and day.weekday() != weekday:
        raise _other_weekday(day)
    return (day,)


def _in_week(week: re.Match[str], weekday: int | None, rest: str, today: date) -> tuple[date]:
    if rest:
        raise _UnreadableError
    if weekday is None:
        raise _NoDayError
    if week["number"] is None:
        monday = today - timedelta(days=today.weekday())
        return (monday + timedelta(days=weekday) + (_WEEK if week["next"] else 0 * _DAY),)
    number, year = int(week["number"]), today.isocalendar().year
    possible = [
        day for y in (year, year + 1) if (day := _try_date(date.fromisocalendar, y, number, weekday + 1))
    ]
    if not possible:
        raise AnswerError(_("There is no week %(number)d in the calendar.") % {"number": number})
    return (_choose(possible, None, today, future=True),)


def _weekdays(
    weekday: int | None, today: date, *, following: bool, past: bool, future: bool
) -> tuple[date, ...]:
    """The days that a weekday alone can mean: people say "next Thursday" of the coming one and of the one after."""
    if weekday is None:
        raise _NoDayError
    coming = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    last = coming - _WEEK if coming - _WEEK < today else today - _WEEK
    if past:
        return (last,)
    if following:
        return (coming, coming + _WEEK)
    if coming - _WEEK == today:
        return (today, coming) if future else (today,)
    return (coming,) if future else (last, coming)


def _choose(possible: list[date], weekday: int | None, today: date, *, future: bool) -> date:
    """The one of ``possible`` that is meant: the one with the right weekday, the next, or the nearest."""

    def distance(day: date) -> int:
        return abs((day - today).days)

    near = [day for day in possible if not future or (today - day).days <= _HALF_YEAR] or possible[-1:]
    fitting = [day for day in near if day.weekday() == weekday and distance(day) <= _NO_YEAR_NEEDED]
    if fitting:
        return min(fitting, key=distance)
    return near[0] if future else min(near, key=distance)


_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMERIC = (
    _ISO,
    re.compile(
        r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})\.?(?:(?: ?[-/]|\.)? ?(?P<year>\d{4})|[./-](?P<year2>\d\d))?"
    ),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?:(?P<year>\d{4})|(?P<year2>\d\d))"),
)
_ORDINAL = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?"
_NAMED = (
    re.compile(rf"{_ORDINAL} ?(?P<name>[^\W\d_]{{3,12}})\.?(?: (?P<year>\d{{4}}))?"),
    re.compile(rf"(?P<name>[^\W\d_]{{3,12}})\.? {_ORDINAL}(?: (?P<year>\d{{4}}))?"),
)
_DAY_ALONE = re.compile(_ORDINAL)


def _possible(text: str, speech: _Speech, today: date, *, future: bool) -> list[date]:
    """The days that ``text``, without weekday and small words, can name: one for each year or month."""
    if match := _first(_NUMERIC, text):
        year = match["year"] or ("year2" in match.re.groupindex and match["year2"])
        number = int(year) + (2000 if len(year) == 2 else 0) if year else None
        return _in_years(int(match["day"]), int(match["month"]), number, today, future=future)
    if match := _first(_NAMED, text):
        month = _month(match["name"], speech.code)
        if month:
            number = int(match["year"]) if match["year"] else None
            return _in_years(int(match["day"]), month, number, today, future=future)
    if match := _DAY_ALONE.fullmatch(text):
        return _in_months(int(match["day"]), today, future=future)
    return [_relative(text, speech, today)]


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)


def _try_date(make: Callable[[int, int, int], date], *parts: int) -> date | None:
    try:
        return make(*parts)
    except ValueError:
        return None


def _in_years(day: int, month: int, year: int | None, today: date, *, future: bool) -> list[date]:
    years = [year] if year is not None else range(today.year - (not future), today.year + 2)
    possible = [found for y in years if (found := _try_date(date, y, month, day))]
    if not possible:
        raise _no_such_day(day, month, year)
    return possible


def _in_months(day: int, today: date, *, future: bool) -> list[date]:
    """The next days with the number ``day``; without ``future`` those around today."""
    months = range(0 if future else -1, 3)
    places = [divmod(today.month - 1 + month, 12) for month in months]
    possible = [
        found for years, month in places if (found := _try_date(date, today.year + years, month + 1, day))
    ]
    if future:
        possible = [found for found in possible if found >= today][:1]
    if not possible:
        message = _("There is no day %(day)d in a month.")
        raise AnswerError(message % {"day": day})
    return possible


@cache
def _dateparser() -> Callable[..., datetime | None]:
    from dateparser import parse

    return parse


@lru_cache(maxsize=256)
def _month(name: str, code: str) -> int:
    """The number of the month called ``name``, whole or shortened; 0 where none is."""
    rules: dict[str, Any] = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month"]}
    found = _dateparser()(f"1 {name}", languages=[code], settings=rules)
    return found.month if found else 0


def _relative(text: str, speech: _Speech, today: date) -> date:
    words = re.sub(r"\w+", lambda word: str(speech.numbers.get(word[0], word[0])), text)
    if not speech.relative.fullmatch(words):
        raise _UnreadableError
    rules: dict[str, Any] = {
        "PARSERS": ["relative-time"],
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime.combine(today, time(12)),
    }
    found = _dateparser()(words, languages=[speech.code], settings=rules)
    if found is None:
        raise _UnreadableError
    return found.date()


# --- the languages ----------------------------------------------------------------------------------------


def _numbers(words: str) -> dict[str, int]:
    """Number words, "one" first; several words for the same number stand as "en/et"."""
    return {word: n for n, both in enumerate(words.split(), 1) for word in both.split("/")}


def _any(numbers: Mapping[str, int]) -> str:
    words = "|".join(sorted(numbers, key=len, reverse=True))
    return rf"(?:\d{{1,2}}|(?:{words})(?!\w))"


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_FREE = r"(?<![\w.:,/-])"
_END = r"(?![.:,/]?\d|-\d|\w)"
_COLON = rf"{_FREE}(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?::[0-5]\d)?{_END}"

_DA_NUMBERS = _numbers("""en/et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten
    sytten atten nitten tyve""") | {"femogtyve": 25, "tredive": 30}
_DA_NUMBER = _any(_DA_NUMBERS)
_DA_AT = r"(?<!\w)(?:kl|klokken)\.? ?"

_DANISH = _Speech(
    code="da",
    locale="da",
    time_form="EEEE 'den' d. MMMM 'kl.' HH.mm",
    date_form="EEEE 'den' d. MMMM",
    clocks=_patterns(
        rf"(?:{_DA_AT})?{_FREE}(?P<shift>kvart|{_DA_NUMBER})(?: min(?:ut(?:ter)?|\.)?)? (?P<side>over|i) "
        rf"(?P<half>halv )?(?P<hour>{_DA_NUMBER}){_END}",
        rf"(?:{_DA_AT})?{_FREE}(?P<half>halv) ?(?P<hour>{_DA_NUMBER}){_END}",
        rf"{_DA_AT}(?P<hour>\d{{1,2}})[.:,]?(?P<minute>[0-5]\d){_END}",
        _COLON,
        rf"(?:{_DA_AT}12 )?(?<!\w)(?P<noon>middag)(?!\w)",
        rf"{_DA_AT}(?P<hour>{_DA_NUMBER}){_END}",
    ),
    numbers=_DA_NUMBERS,
    half=-30,
    before=frozenset({"i"}),
    weekday=re.compile(
        r"(?<!\w)(?:(man)|(tirs?)|(ons)|(tors?)|(fre)|(l(?:ø|oe|o)r)|(s(?:ø|oe|o)n))(?:dag)?(?!\w)\.?"
    ),
    week=re.compile(r"(?<!\w)(?:i )?(?:(?:(?P<next>næste)|denne) uge|uge (?P<number>\d{1,2}))(?!\w)"),
    next=re.compile(r"(?<!\w)næste(?!\w)"),
    last=re.compile(r"(?<!\w)sidste(?!\w)"),
    part=re.compile(
        r"(?<!\w)(?:om )?(?:(?<!i )morgen(?:en)?|formiddag(?:en)?|(?P<pm>eftermiddag(?:en)?|aften(?:en)?))(?!\w)"
    ),
    small=re.compile(r"(?<!\w)(?:den|d|på|til|kl|klokken|ca|cirka|kommende|førstkommende|denne)(?!\w)\.?"),
    relative=re.compile(
        r"i dag|i morgen|i går|om \d{1,3} (?:dage?|uger?|måned(?:er)?)|for \d{1,3} (?:dage?|uger?|måned(?:er)?) siden"
    ),
    rewrites=(
        (re.compile(r"(?<!\w)naeste(?!\w)"), "næste"),
        (re.compile(r"(?<!\w)paa(?!\w)"), "på"),
        (re.compile(r"(?<!\w)i ?(?:dag|(?=(?:formiddag|eftermiddag|aften)(?!\w)))(?!\w{20})"), "i dag "),
        (re.compile(r"(?<!\w)(?:i ?)?overmorgen(?!\w)"), "om 2 dage"),
        (re.compile(r"(?<!\w)imorgen(?!\w)"), "i morgen"),
        (re.compile(r"(?<!\w)i ?(?:går|gaar)(?!\w)"), "i går"),
        (re.compile(r"(?<!\w)i ?forgårs(?!\w)"), "for 2 dage siden"),
        (re.compile(r"(?<!\w)i ([mtofls]\w{2,4}dag)s(?!\w)"), r"sidste \1"),
    ),
)

_EN_NUMBERS = _numbers("""one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty""") | {"twenty-five": 25, "twenty five": 25}
_EN_NUMBER = _any(_EN_NUMBERS)
_EN_AT = r"(?:(?<!\w)at |@ ?)"
_AMPM = r"(?: ?(?P<ampm>[ap]\.?m)(?!\w)\.?)"
_CLOCK = r"(?: ?o'?clock)"

_ENGLISH = _Speech(
    code="en",
    locale="en_GB",
    time_form="EEEE d MMMM 'at' HH:mm",
    date_form="EEEE d MMMM",
    clocks=_patterns(
        rf"(?:{_EN_AT})?{_FREE}(?:a )?(?P<shift>quarter|{_EN_NUMBER})(?: min(?:ute)?s?)? "
        rf"(?P<side>past|after|to|before|till?) (?P<hour>{_EN_NUMBER})(?:{_CLOCK}|{_AMPM})?{_END}",
        rf"(?:{_EN_AT})?{_FREE}(?P<half>half)(?:[ -](?:past|after))? (?P<hour>{_EN_NUMBER})(?:{_CLOCK}|{_AMPM})?{_END}",
        rf"(?:{_EN_AT})?{_FREE}(?P<hour>\d{{1,2}})[.:]?(?P<minute>[0-5]\d){_AMPM}{_END}",
        rf"(?:{_EN_AT})?{_FREE}(?P<hour>{_EN_NUMBER}){_AMPM}{_END}",
        rf"{_EN_AT}(?P<hour>\d{{1,2}})[.:,]?(?P<minute>[0-5]\d){_END}",
        _COLON,
        rf"(?:{_EN_AT})?(?:12 )?(?<!\w)(?P<noon>noon|midday)(?!\w)",
        rf"{_EN_AT}(?P<hour>{_EN_NUMBER}){_CLOCK}?{_END}",
        rf"{_FREE}(?P<hour>{_EN_NUMBER}){_CLOCK}{_END}",
    ),
    numbers=_EN_NUMBERS,
    half=30,
    before=frozenset({"to", "before", "til", "till"}),
    weekday=re.compile(
        r"(?<!\w)(?:(mon(?:day)?)|(tue(?:s|sday)?)|(wed(?:s|nesday)?)|(thu(?:r|rs|rsday)?)|(fri(?:day)?)"
        r"|(sat(?:urday)?)|(sun(?:day)?))(?!\w)\.?"
    ),
    week=re.compile(r"(?<!\w)(?:in |of )?(?:(?:(?P<next>next)|this) week|week (?P<number>\d{1,2}))(?!\w)"),
    next=re.compile(r"(?<!\w)next(?!\w)"),
    last=re.compile(r"(?<!\w)last(?!\w)"),
    part=re.compile(r"(?<!\w)(?:in the )?(?:morning|(?P<pm>afternoon|evening))(?!\w)"),
    small=re.compile(r"(?<!\w)(?:on|the|of|at|this|coming|about)(?!\w)"),
    relative=re.compile(
        r"today|tomorrow|yesterday|day after tomorrow|in \d{1,3} (?:day|week|month)s?|\d{1,3} (?:day|week|month)s? ago"
    ),
    rewrites=(
        (re.compile(r"(?<!\w)this (?=(?:morning|afternoon|evening)(?!\w))"), "today "),
        (re.compile(r"(?<!\w)tonight(?!\w)"), "today evening"),
        (re.compile(r"(?<!\w)a fortnight(?!\w)"), "2 weeks"),
        (re.compile(r"(?<!\w)an? (?=(?:day|week|month)(?!\w))"), "1 "),
        (re.compile(r"(?<!\w)(\w+ (?:day|week|month)s?) from (?:now|today)(?!\w)"), r"in \1"),
    ),
)

_SPEECH = {speech.code: speech for speech in (_DANISH, _ENGLISH)}


def _speech(lang: str) -> _Speech:
    return _SPEECH.get(lang, _ENGLISH)
