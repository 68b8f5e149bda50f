"""Days and moments, read as people type them.

All moments are local and naive; ``now`` is passed in. The time of day, weekdays and calendar dates are
read here, since dateparser alone takes "kl. 10" for a day of the month; what is left ("i morgen",
"in two weeks") is dateparser's.
"""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from netinvite.dates import format_date, format_time, locale_of, plain_day, weekday_name
from netinvite.errors import AnswerError
from netinvite.language import _

# Characters; nobody writes a time with more, and searching a long text takes long.
LONGEST = 300
LONG_GONE = timedelta(days=183)
LONGEST_AHEAD = timedelta(days=730)
# What comes within these days is hardly meant as of last year.
SOON = timedelta(days=60)


class TimeAmbiguous(AnswerError):  # noqa: N818  # it is a question back, not a fault
    """The words can mean several times: ``candidates``, earliest first."""

    def __init__(self, message: str, candidates: tuple[datetime, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


_HOURS = {
    "da": ["et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"],
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
}
_MINUTES = {"fem": 5, "ti": 10, "kvart": 15, "tyve": 20, "five": 5, "ten": 10, "quarter": 15, "twenty": 20}
_DIGITS = re.compile(
    r"(?P<mark>\b(?:kl\.?|klokken|at)\s*)?(?<![\d/.-])(?:(?P<run>\d{3,4})|(?P<hour>\d{1,2})"
    r"(?:\s*[.:]\s*(?P<minute>\d{2}))?)\s*(?P<half>[ap]\.?m\b\.?)?(?![\d/])"
)
_WORDS = {
    "da": r"\b(?:(?:kl\.?|klokken)\s+(?P<hour>{hours})|(?P<halv>halv)\s+(?P<halved>{hours})"
    r"|(?P<minutes>fem|ti|kvart|tyve)\s+(?P<side>over|i)\s+(?P<sided>{hours}))\b",
    "en": r"\b(?:at\s+)?(?:(?P<halv>half)(?:\s+past)?\s+(?P<halved>{hours})"
    r"|(?:a\s+)?(?P<minutes>five|ten|quarter|twenty)\s+(?P<side>past|to)\s+(?P<sided>{hours})"
    r"|(?P<hour>{hours})(?:\s+o.clock)?(?!\s+(?:days?|weeks?|months?)))(?:\s*(?P<half>[ap]\.?m\b\.?))?(?!\w)",
}
_NOON = re.compile(r"\b(?:at\s+)?(?:noon|midday|middag)\b")
_NEXT_WEEK = re.compile(r"(?:\bi\s+)?\b(?:næste uge|next week)\b")
_THIS_DAY = re.compile(r"\bi (?:eftermiddag|formiddag|aften)\b|\bthis (?:afternoon|morning|evening)\b")


def parse_time(typed: str, lang: str, now: datetime) -> datetime:
    """The moment that ``typed`` means; ``TimeAmbiguous`` or ``AnswerError`` with the reason."""
    text = _clean(typed)
    if iso := re.fullmatch(r"(\d{4}-\d{2}-\d{2})[ t](\d{1,2})[.:](\d{2})(?::00)?", text):
        moment = datetime.combine(_iso(iso[1]), _time(int(iso[2]), int(iso[3])))
    else:
        moment = _moment(text, lang, now)
    if moment <= now:
        raise AnswerError(_("%(time)s has gone by.") % {"time": _capital(format_time(moment, lang))})
    return moment


def _moment(text: str, lang: str, now: datetime) -> datetime:
    clock, rest = _clock(text, lang)
    if clock is None:
        raise AnswerError(_("The time of day is missing; write it as %(how)s.") % {"how": _example(lang)})
    if found := _next_weekday(rest, lang, now):
        first, second = (datetime.combine(day, clock) for day in found)
        raise TimeAmbiguous(_("Which of the two do you mean?"), (first, second))
    return datetime.combine(_day(rest, lang, now), clock)


def parse_date(typed: str, lang: str, now: datetime, *, future: bool = False, past: bool = False) -> date:
    """The day that ``typed`` means; with ``future`` one gone by is refused, with ``past`` one to come."""
    text = _clean(typed)
    day = _iso(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else _day(text, lang, now)
    if future and day < now.date():
        raise AnswerError(_("%(day)s has gone by.") % {"day": _capital(format_date(day, lang))})
    if past:
        refuse_to_come(day, lang, now)
    return day


def parse_past_date(typed: str, lang: str, now: datetime) -> date:
    """The day gone by, at the latest today, that ``typed`` means: a weekday is the last such one.

    A day without a year that comes within ``SOON`` is no slip of a year, and refused as one to come is.
    """
    text, today = _clean(typed), now.date()
    day = _iso(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else _past_day(text, lang, now)
    if day is None:
        raise AnswerError(
            _("I cannot read that as a day; write it as %(how)s.") % {"how": f"“{today - timedelta(days=1)}”"}
        )
    if day > today:
        told = _capital(format_date(day, lang))
        told = told if str(day.year) in told else f"{told} {day.year}"
        raise AnswerError(_("%(day)s is still to come.") % {"day": told})
    return day


def _past_day(text: str, lang: str, now: datetime) -> date | None:
    today, weekdays = now.date(), _names(lang, "day")
    if text in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[text])
    words = _tidy(text).split()
    before = bool(words) and words[0] in ("last", "sidste", "i")
    names = words[1:] if before else words
    if len(names) == 1 and (found := _weekday(names[0], weekdays)) is not None:
        # "Last Wednesday", said on a Wednesday, was a week ago; "Wednesday" is today.
        latest = today - timedelta(days=1) if before else today
        return latest - timedelta(days=(latest.weekday() - found) % 7)
    said = [weekdays[word.strip(".")] for word in words if word.strip(".") in weekdays]
    rest = " ".join(word for word in words if word.strip(".") not in weekdays)
    day = _past_calendar(rest, lang, today, said[0] if said else None)
    if day is None:
        # Numbers alone, in an order that nobody knows, are no day.
        return None if said or not re.search(r"[^\W\d_]", rest) else _relative(rest, lang, now, prefer="past")
    if said and day.weekday() != said[0]:
        problem = _("%(day)s is a %(weekday)s.")
        raise AnswerError(problem % {"day": plain_day(day, lang), "weekday": weekday_name(day, lang)})
    return day


def _weekday(name: str, weekdays: dict[str, int]) -> int | None:
    """The weekday of "mandag", "mon." and of "i mandags"."""
    name = name.strip(".")
    return weekdays.get(name, weekdays.get(name.removesuffix("s")))


def _past_calendar(text: str, lang: str, today: date, weekday: int | None) -> date | None:
    """A day of the calendar; without a year the last such day, with its weekday where one was said."""
    parts = _parts(text, lang)
    if parts is None:
        return None
    day, month, year = parts
    if year:
        return _build(year, month, day, text)
    years = [year for year in range(today.year, today.year - 9, -1) if _is_day(year, month, day)]
    days = [date(year, month, day) for year in years]
    coming = days[0] if days and days[0] > today else None
    if coming and coming - today <= SOON and weekday in (None, coming.weekday()):
        return coming
    gone = [found for found in days if found <= today]
    fitting = [found for found in gone[:2] if weekday in (None, found.weekday())]
    if not gone:
        raise _no_such_day(text)
    return (fitting or gone)[0]


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def refuse_to_come(day: date, lang: str, now: datetime) -> None:
    """An ``AnswerError`` for a day that is not there yet, where something is said to have happened on it."""
    if day > now.date():
        raise AnswerError(_("%(day)s is still to come.") % {"day": _capital(format_date(day, lang))})


def _clean(typed: str) -> str:
    if len(typed) > LONGEST:
        raise AnswerError(_("That is too long for a time; write only the day and the time of day."))
    spaced = re.sub(r"\b(d|kl)\.(?=\d)", r"\1. ", typed.casefold().replace(",", " "))
    return " ".join(spaced.split()).strip(" .")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _example(lang: str) -> str:
    return "“tirsdag kl. 10”" if lang == "da" else "“Tuesday at 10”"


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _no_such_day(text) from None


def _no_such_day(text: str) -> AnswerError:
    return AnswerError(_("There is no such day: %(day)s.") % {"day": text})


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise AnswerError(
            _("There is no such time of day: %(time)s.") % {"time": f"{hour}.{minute:02}"}
        ) from None


def _clock(text: str, lang: str) -> tuple[time | None, str]:
    """The time of day, and the text without it."""
    if match := _NOON.search(text):
        return time(12), _without(text, match)
    if match := _words(lang).search(text):
        return _spelled(match, lang), _without(text, match)
    found = [match for match in _DIGITS.finditer(text) if _is_clock(match)]
    if not found:
        return None, text
    match = next((match for match in found if match["mark"]), found[-1])
    digits = match["run"] or f"{match['hour']}{match['minute'] or '00'}"
    hour, minute = int(digits[:-2]), int(digits[-2:])
    if len(digits) == 3 or match["half"]:
        hour = _in_the_day(hour, match["half"])
    return _time(hour, minute), _without(text, match)


@cache
def _words(lang: str) -> re.Pattern[str]:
    hours = "|".join(_HOURS.get(lang, _HOURS["en"]))
    return re.compile(_WORDS.get(lang, _WORDS["en"]).replace("{hours}", hours))


def _spelled(match: re.Match[str], lang: str) -> time:
    """ "Halv ti" is half past nine in Danish, "half ten" half past ten in English."""
    name = match["hour"] or match["halved"] or match["sided"]
    hour = _HOURS.get(lang, _HOURS["en"]).index(name) + 1
    shift = 0
    if match["halv"]:
        shift = -30 if lang == "da" else 30
    elif match["minutes"]:
        shift = _MINUTES[match["minutes"]] * (1 if match["side"] in ("over", "past") else -1)
    minutes = _in_the_day(hour, match.groupdict().get("half")) * 60 + shift
    return _time(minutes // 60 % 24, minutes % 60)


def _is_clock(match: re.Match[str]) -> bool:
    """A number that tells the time: marked, or hours and minutes that can be no date ("1.12" can)."""
    if match["mark"] or match["half"]:
        return True
    return bool(match["minute"]) and (":" in match[0] or not 1 <= int(match["minute"]) <= 12)


def _in_the_day(hour: int, half: str | None) -> int:
    """The hour of the day: am and pm as said; a bare 1 to 6 is in the afternoon."""
    if half:
        return hour % 12 + (12 if half.startswith("p") else 0)
    return hour + 12 if 1 <= hour <= 6 else hour


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip()


_SMALL = re.compile(r"\b(?:på|den|d\.?|kl\.?|klokken|at|on|the|of|formiddag|eftermiddag)(?=\s|$)\.?")


@cache
def _names(lang: str, what: str) -> dict[str, int]:
    """Weekday (0 Monday) or month (1 January) names and abbreviations in ``lang``."""
    from babel.dates import get_day_names, get_month_names

    read: Any = get_day_names if what == "day" else get_month_names
    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for number, name in read(width, locale=locale_of(lang)).items():
            names[str(name).casefold().strip(".")] = number
    names.update({name[:3]: number for name, number in list(names.items())})
    return names


def _next_weekday(text: str, lang: str, now: datetime) -> tuple[date, date] | None:
    """ "Next Thursday" is this week's to some and the one after to others."""
    match = re.fullmatch(r"(?:på )?(?:næste|next)\s+(\w+)", _tidy(text))
    weekday = _names(lang, "day").get(match[1]) if match else None
    if weekday is None:
        return None
    first = _coming(weekday, now.date())
    return first, first + timedelta(days=7)


def _tidy(text: str) -> str:
    return " ".join(_SMALL.sub(" ", text).split()).strip(" .-")


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _day(text: str, lang: str, now: datetime) -> date:
    day = _read_day(text, lang, now)
    if day - now.date() > LONGEST_AHEAD:
        raise AnswerError(_("%(day)s is more than two years ahead.") % {"day": f"{day:%Y-%m-%d}"})
    return day


def _read_day(text: str, lang: str, now: datetime) -> date:
    next_week = _NEXT_WEEK.search(text)
    if next_week:
        text = _without(text, next_week)
    words = _tidy(_THIS_DAY.sub("i dag" if lang == "da" else "today", text)).split()
    weekdays = _names(lang, "day")
    said = [weekdays[word.strip(".")] for word in words if word.strip(".") in weekdays]
    rest = " ".join(word for word in words if word.strip(".") not in weekdays)
    if not rest and len(said) == 1:
        monday = now.date() + timedelta(days=7 - now.weekday())
        return monday + timedelta(days=said[0]) if next_week else _coming(said[0], now.date())
    weekday = said[0] if said and not next_week else None
    if next_week:
        raise AnswerError(_("Which day next week? Write it as %(how)s.") % {"how": _example(lang)})
    day = _calendar(rest, lang, now, weekday) or _relative(rest, lang, now)
    if day is None:
        raise AnswerError(_("I cannot read that as a time; write it as %(how)s.") % {"how": _example(lang)})
    if weekday is not None and day.weekday() != weekday:
        problem = _("%(day)s is a %(weekday)s.")
        raise AnswerError(problem % {"day": plain_day(day, lang), "weekday": weekday_name(day, lang)})
    return day


def _calendar(text: str, lang: str, now: datetime, weekday: int | None) -> date | None:
    """A day of the calendar: 1/12, 1.12.2026, 1. december, December 1st; a lone day with its weekday."""
    parts = _parts(text, lang)
    if parts is None:
        if weekday is not None and (lone := re.fullmatch(r"(\d{1,2})(?:\.|st|nd|rd|th)?", text)):
            return _day_of_month(int(lone[1]), weekday, now.date())
        return None
    day, month, year = parts
    if year:
        return _build(year, month, day, text)
    found = _this_year(month, day, text, now)
    if now.date() - found > LONG_GONE:
        following = _build(now.year + 1, month, day, text)
        # Its weekday tells which of the two is meant.
        return found if found.weekday() == weekday != following.weekday() else following
    if weekday is not None and found < now.date() and found.weekday() != weekday:
        following = _build(now.year + 1, month, day, text)
        return following if following.weekday() == weekday else found
    return found


def _parts(text: str, lang: str) -> tuple[int, int, int] | None:
    """Day, month and year (0 where none is said) of a day of the calendar."""
    months = "|".join(sorted((re.escape(name) for name in _names(lang, "month")), key=len, reverse=True))
    numbers = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})\.?(?:[-/. ](\d{4}|\d{2}))?", text)
    named = re.fullmatch(rf"(\d{{1,2}})(?:\.|st|nd|rd|th)?\s*({months})\.?\s*(\d{{4}})?", text)
    turned = re.fullmatch(rf"({months})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*(\d{{4}})?", text)
    if numbers:
        day, month, year = int(numbers[1]), int(numbers[2]), numbers[3]
    elif named:
        day, month, year = int(named[1]), _names(lang, "month")[named[2]], named[3]
    elif turned:
        day, month, year = int(turned[2]), _names(lang, "month")[turned[1]], turned[3]
    else:
        return None
    return day, month, int(year or 0) + (2000 if year and len(year) == 2 else 0)


def _this_year(month: int, day: int, text: str, now: datetime) -> date:
    """The day in this year; 29 February also in the next, where only that one has it."""
    leap = (month, day) == (2, 29) and isleap(now.year + 1)
    return _build(now.year + 1 if leap else now.year, month, day, text)


def _build(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(text) from None


def _day_of_month(day: int, weekday: int, today: date) -> date | None:
    """The next such day of a month that falls on this weekday."""
    for ahead in range(1, 366):
        candidate = today + timedelta(days=ahead)
        if candidate.day == day:
            return candidate
    return None


_DAYS_AHEAD = {
    "overmorgen": 2,
    "i overmorgen": 2,
    "day after tomorrow": 2,
    "in fortnight": 14,
    "in a fortnight": 14,
}


_DAYS_AGO = {
    "forgårs": 2,
    "i forgårs": 2,
    "day before yesterday": 2,
    "the day before yesterday": 2,
    "aftes": 1,
    "i aftes": 1,
    "last night": 1,
}


def _relative(text: str, lang: str, now: datetime, *, prefer: str = "future") -> date | None:
    if not text or re.search(r"\d{3}", text):
        return None
    numbers = {name: str(number) for number, name in enumerate(_HOURS.get(lang, []), 1)}
    text = " ".join(numbers.get(word, word) for word in text.split())
    if text in _DAYS_AHEAD:
        return now.date() + timedelta(days=_DAYS_AHEAD[text])
    import dateparser

    settings: Any = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": prefer, "DATE_ORDER": "DMY"}
    try:
        found = dateparser.parse(text, languages=[lang], settings=settings)
    except Exception:  # dateparser lets errors of many kinds through on odd input
        return None
    return found.date() if found else None
