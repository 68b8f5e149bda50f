"""The times that a text proposes: a day and a time of day that belong together, read by ``schedule``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from netinvite.checks.text import Sentence
from netinvite.checks.words import Words, plain
from netinvite.errors import AnswerError
from netinvite.schedule import TimeAmbiguous, parse_date, parse_time


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed time. ``wrong`` says what is wrong with its words (a weekday that does not fit), or ""."""

    moment: datetime
    line: int
    words: str
    wrong: str = ""


@dataclass(slots=True)
class Piece:
    """A day or a time of day in a sentence; ``clocks`` are those that belong to a day."""

    kind: str
    start: int
    end: int
    words: str
    clocks: list[str]


# Characters before a day in which a word for a limit stands; of a long text the whole would take too long.
LOOK_BACK = 120
_NUMBER = r"\d{1,2}(?:[.:]\d{2})?"
_HALF = r"(?:\s*[ap]\.?m\b\.?)"
_MARK = r"(?:(?:mellem|between|fra|from)\s+(?:kl\.?\s*|at\s+)?|kl\.?\s*|klokken\s+|at\s+|@\s*)"
_UNTIL = rf"(?:\s*(?:-|–|—|til|to)\s*(?:kl\.?\s*)?{_NUMBER})"
_UNTIL_AND = rf"(?:\s+(?:og|and)\s+(?:kl\.?\s*)?{_NUMBER})"
_UNIT = r"(?!\s*(?:minut|min\b|timer?\b|dage|uger|år|hours?|days|weeks|years|people|%|[./]\d))"
_JOINED = re.compile(r"\s*(?:,|/|eller|or|og|and|enten|either|\s)*\s*", re.IGNORECASE)
NEAR = re.compile(
    r"[\s,:–-]*(?:om |in the )?(?:formiddagen|eftermiddagen|morgenen|formiddag|eftermiddag|morgen"
    r"|morning|afternoon|either|enten)?[\s,:–-]*",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(r"\s*(?:on|på|den|the)?\s*", re.IGNORECASE)
_DAYS_FROM_TO = re.compile(r"\s*(?:-|–|til|to|through)\s*", re.IGNORECASE)


@lru_cache(maxsize=8)
def _day_pattern(
    weekdays: tuple[str, ...], months: tuple[str, ...], others: tuple[str, ...]
) -> re.Pattern[str]:
    weekday = "|".join(weekdays)
    month = "|".join(rf"{name}|{name[:3]}\.?" for name in months)
    ordinal = r"(?:\.|st|nd|rd|th)?"
    named = rf"(?:(?:den|d\.?|the)\s*)?\d{{1,2}}{ordinal}\s*(?:of\s+)?(?:{month})(?!\w)(?:,?\s+\d{{4}})?"
    turned = rf"(?:{month})\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?![\d:.]\d|\d)(?:,?\s+\d{{4}})?"
    # "kl. 10.12." is a time of day, "10.12." a day.
    dotted = (
        r"(?<!kl )(?<!kl\. )(?<!kl\.)(?<!klokken )(?<!at )\d{1,2}\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d{2})?(?!\d)"
    )
    figures = (
        r"\d{4}-\d{2}-\d{2}|(?:(?:den|d\.?)\s*)?\d{1,2}/\d{1,2}(?:[-/ ](?:\d{4}|\d{2})(?![:.]?\d))?(?!\d)"
        rf"|{dotted}|(?:den|d\.)\s*\d{{1,2}}\.\d{{1,2}}(?!\d)"
    )
    lone = rf"(?:(?:den|d\.?|the)\s*\d{{1,2}}{ordinal}(?![\d:])|\d{{1,2}}(?:st|nd|rd|th)(?!\w))"
    dated = rf"(?:{named}|{turned}|{figures})"
    lead = r"(?:(?:på|on|næste|next|this|denne|førstkommende|coming)\s+)*"
    week = r"(?:\s+(?:i\s+)?(?:næste uge|next week))?"
    weekdayed = rf"{lead}(?:{weekday})(?!\w)(?:,?\s*(?:{dated}|{lone})|{week})"
    other = "|".join(map(re.escape, others))
    return re.compile(rf"(?<!\w)(?:{weekdayed}|{dated}|(?:{other})(?!\w))", re.IGNORECASE)


_HOURS = {
    "da": "et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv",
    "en": "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
}
_SPELLED = {
    "da": r"(?:kl\.?|klokken)\s+(?:{hours})|(?:(?:kl\.?|klokken)\s+)?"
    r"(?:halv|(?:kvart|fem|ti|tyve)\s+(?:over|i))\s+(?:{hours})",
    "en": r"(?:at\s+)?(?:half\s+past|(?:a\s+)?(?:five|ten|quarter|twenty)\s+(?:past|to))\s+(?:{hours})"
    r"|(?:at\s+)?(?:{hours})\s+o'clock|at\s+(?:{hours})(?!\s+[a-z]+s\b)|(?:at\s+)?(?:noon|midday)",
}


@lru_cache(maxsize=8)
def _clock_pattern(lang: str) -> re.Pattern[str]:
    known = lang if lang in _HOURS else "en"
    spelled = _SPELLED[known].replace("{hours}", _HOURS[known])
    ahead = rf"(?<![\w.:/])(?:{_MARK}{_NUMBER}(?:{_HALF}?(?:{_UNTIL}|{_UNTIL_AND}))?{_HALF}?"
    bare = (
        rf"\d{{1,2}}[.:]\d{{2}}(?:{_HALF}?{_UNTIL})?{_HALF}?"
        rf"|\d{{1,2}}(?:\s*(?:-|–)\s*\d{{1,2}}|{_HALF}{_UNTIL})?{_HALF}"
    )
    more = rf"\s*(?:,|eller|or)\s*(?:kl\.?\s*|at\s+)?{_NUMBER}{_HALF}?{_UNIT}(?!\s*\w+dag|\w)"
    figures = rf"{ahead}|{bare})(?!\d){_UNIT}(?P<more>(?:{more})*)"
    return re.compile(rf"{figures}|(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)


def proposals(found: Sequence[Sentence], words: Words, now: datetime) -> Iterator[Proposal]:
    """The times proposed in these sentences; what is told of the past and deadlines are none."""
    heading: Piece | None = None
    for sentence in found:
        if words.first("memory", sentence.text) and not words.first("proposing", sentence.text):
            continue
        days = list(paired(sentence.text, words, heading if sentence.item else None))
        loose = [day for day in days if not day.clocks]
        if sentence.text.endswith(":") or not sentence.item:
            heading = loose[-1] if loose and sentence.text.endswith(":") else None
        yield from _moments(days, sentence.line, words, now)


def _moments(days: Iterable[Piece], line: int, words: Words, now: datetime) -> Iterator[Proposal]:
    """The times of a sentence; "tomorrow, Thursday 26 November," names one day twice."""
    relative: dict[datetime, bool] = {}
    for day in days:
        named = words.holds("days", day.words)
        for clock in day.clocks:
            read = _read(day.words, clock, words, now)
            if read and relative.setdefault(read[0], named) == named:
                yield Proposal(read[0], line, f"{day.words} {clock}", read[1])


def paired(text: str, words: Words, heading: Piece | None) -> Iterator[Piece]:
    """The days of a sentence with the times of day that belong to them."""
    pieces = list(pieces_of(plain(text), words))
    days = [] if heading is None or any(piece.kind == "day" for piece in pieces) else [heading]
    days[:] = [Piece("day", 0, 0, day.words, []) for day in days]
    skip = -1
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece.kind == "day":
            if place != skip:
                days.append(piece)
        elif following and following.kind == "day" and _before(text, pieces, place):
            following.clocks.extend(_clocks(piece))
            days.append(following)
            skip = place + 1
        elif days:
            days[-1].clocks.extend(_clocks(piece))
    yield from _shared(text, [day for day in days if not _no_proposal(text, day, words)])


def _before(text: str, pieces: list[Piece], place: int) -> bool:
    """Whether a time of day belongs to the day after it ("at 10 on Tuesday")."""
    here, following = pieces[place], pieces[place + 1]
    if place and pieces[place - 1].kind == "day":
        between = text[pieces[place - 1].end : here.start]
        if NEAR.fullmatch(between) and not pieces[place - 1].clocks:
            return False
    return _BEFORE_DAY.fullmatch(text[here.end : following.start]) is not None


def _shared(text: str, days: list[Piece]) -> Iterator[Piece]:
    """ "Tuesday or Thursday at 10": a day without a time of day shares that of the next one."""
    ranges = {
        place + side
        for place in range(len(days) - 1)
        if days[place + 1].end and _DAYS_FROM_TO.fullmatch(text[days[place].end : days[place + 1].start])
        for side in (0, 1)
    }
    for place in range(len(days) - 2, -1, -1):
        between = text[days[place].end : days[place + 1].start]
        if not days[place].clocks and _JOINED.fullmatch(between):
            days[place].clocks.extend(days[place + 1].clocks)
    yield from (day for place, day in enumerate(days) if place not in ranges)


def _no_proposal(text: str, day: Piece, words: Words) -> bool:
    """A deadline ("by Friday"), or one of many days ("every Thursday")."""
    before = text[max(0, day.start - LOOK_BACK) : day.start].rstrip()
    spans = (*words.spans("deadlines", before), *words.spans("every", before))
    return any(end >= len(before) for _start, end in spans)


def pieces_of(text: str, words: Words) -> Iterator[Piece]:
    lists = words.lists
    days = _day_pattern(lists["weekdays"], lists["months"], lists["days"])
    taken = [Piece("day", found.start(), found.end(), found[0], []) for found in days.finditer(text)]
    free = list(text)
    for piece in taken:
        free[piece.start : piece.end] = "_" * (piece.end - piece.start)
    clocks = _clock_pattern(words.lang)
    taken += [Piece("clock", c.start(), c.end(), c[0], []) for c in clocks.finditer("".join(free))]
    yield from sorted(taken, key=lambda piece: piece.start)


_ONE_CLOCK = re.compile(
    rf"({_NUMBER})(?:({_HALF}?)\s*(?:-|–|—|til|to|og|and)\s*(?:kl\.?\s*)?{_NUMBER})?({_HALF}?)", re.I
)


def _clocks(piece: Piece) -> Iterator[str]:
    """The beginnings: "10.00" of "kl. 10.00-10.30", "10" and "14" of "kl. 10 eller 14"."""
    found = [(clock[1], (clock[2] or clock[3]).strip()) for clock in _ONE_CLOCK.finditer(piece.words)]
    if not found:
        yield piece.words
        return
    # "at 10 or 11 am": what the last one says holds for those before it.
    last = found[-1][1]
    for number, half in found:
        yield f"kl. {number}" if not (half or last) else f"{number} {half or last}"


def _read(day: str, clock: str, words: Words, now: datetime) -> tuple[datetime, str] | None:
    try:
        return parse_time(f"{day} {_said(clock, words)}", words.lang, now), ""
    except TimeAmbiguous as several:
        return several.candidates[0], ""
    except AnswerError as error:
        wrong = error.message
    for said in (day, _undone(day, words)):
        try:
            found = parse_date(said, words.lang, now)
        except AnswerError:
            continue
        moment = _at(found, _said(clock, words), words.lang)
        return None if moment is None else (moment, wrong if said != day else "")
    return None


def _said(clock: str, words: Words) -> str:
    return clock if words.lang == "da" else clock.replace("kl.", "at")


def _undone(day: str, words: Words) -> str:
    """The day without its weekday."""
    weekday = "|".join(words.lists["weekdays"])
    return re.sub(rf"(?:(?:på|on)\s+)?(?:{weekday}),?\s*", "", day, flags=re.IGNORECASE)


def _at(day: date, clock: str, lang: str) -> datetime | None:
    try:
        before = datetime.combine(day, time.min) - timedelta(minutes=1)
        return parse_time(f"{day.day}/{day.month}/{day.year} {clock}", lang, before)
    except (AnswerError, OverflowError):
        return None


_MINUTES = re.compile(r"(\d{1,3})\s*(?:-\s*)?(?:minut\w*|min\b)", re.IGNORECASE)


def minutes(found: Sequence[Sentence], words: Words) -> int:
    """How many minutes a text says that the conversation takes; 0 where it does not say."""
    for sentence in found:
        if said := _MINUTES.search(sentence.text):
            return int(said[1])
        for name, count in (("half_hours", 30), ("quarters", 15), ("three_quarters", 45), ("hours", 60)):
            if words.first(name, sentence.text):
                return count
    return 0
