"""Times as people write them: a line in, moments or days out, or the word that is no part of a time.

Nothing is guessed: every word is understood, or the line is refused with the one that was not; what two
people read in two ways is asked about. ``now`` is passed in; all moments are local and naive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from netinvite import clock
from netinvite.errors import AnswerError, did_you_mean
from netinvite.language import _, quoted
from netinvite.libraries import regex
from netinvite.model.clocks import EndsFirst, NoSuchTime, minutes_of, span_of
from netinvite.model.dates import format_date, format_time
from netinvite.model.daychoices import choices, first_of_lines
from netinvite.model.days import days_meant
from netinvite.model.moments import DayOrTime, GoneBy, Moment, NoSuchClock, TimeAmbiguous, TimeRefused
from netinvite.model.timepairs import Said, said
from netinvite.model.timeparts import Clock, Span, Unread
from netinvite.model.timewords import evened, how_many, names_no_day, nearest_word, tokens, written_apart
from netinvite.model.weekdays import DayLeftOpen, capital
from netinvite.speech import speech

# Characters, and words, numbers and signs; nobody writes times with more, and they take long to read.
LONGEST, MOST_WORDS = 400, 120
_A_DAY, _LAST_DAY, _HOURS = timedelta(days=1), 31, 24
# "10,15": a time to some, two to others.
_COMMA = regex(r"(?<![\d.,:/])(\d{1,2}),([0-5]\d)(?![\d.,:/])")


def read_times(typed: str, lang: str, now: datetime, *, back: bool = False) -> tuple[Moment, ...]:
    """The moments that a line says, sorted; ``back``: they have been.

    ``TimeAmbiguous`` where it can be read in several ways, ``TimeRefused`` or another ``AnswerError`` where
    it cannot be read, with the reason and an example.
    """
    readings: list[tuple[Moment, ...]] = []
    wrong: AnswerError | None = None
    for way in _ways(typed):
        try:
            for found in _spans(_said(way, lang, now, days=False, back=back)):
                readings += _readings(found, lang, now, back)
        except DayOrTime:
            raise
        except AnswerError as error:
            wrong = wrong or error
    if wrong and (not readings or _may_be_days(typed)):
        raise wrong
    return _one_of([tuple(sorted(set(reading))) for reading in readings], lang)


def _ways(typed: str) -> tuple[str, ...]:
    """What was typed; "kl. 10,15" with a stop too, and as two times."""
    if len(typed) > LONGEST or not _COMMA.search(typed):
        return (typed,)
    return _COMMA.sub(r"\1.\2", typed), _COMMA.sub(r"\1, \2", typed)


def _may_be_days(typed: str) -> bool:
    """Whether what stands behind a comma can be a day: "10,11 og 12. december"."""
    return any(int(found[2]) <= _LAST_DAY for found in _COMMA.finditer(typed))


def _spans(found: list[Said]) -> Iterator[list[Said]]:
    """As they were said; "ten to twelve" as a time from … to … too, where that is one."""
    yield found
    other = [one._replace(clock=_as_span(one.clock)) for one in found]
    if other != found:
        yield other


def _as_span(clock: Clock | Span | None) -> Clock | Span | None:
    if not isinstance(clock, Clock) or clock.span is None:
        return clock
    try:
        span_of(clock.span)
    except NoSuchTime:
        return clock
    return clock.span


def read_days(typed: str, lang: str, now: datetime, *, back: bool = False) -> tuple[date, ...]:
    """The days that a line says, sorted; a time of day in it is passed over. ``back``: today at the
    latest."""
    found = _said(typed, lang, now, days=True, back=back)
    if any(one.day is None for one in found) or not found:
        raise TimeRefused(
            _("The day is missing; write it as %(how)s.") % {"how": _example(lang, now, days=True, back=back)}
        )
    readings = [
        tuple(Moment(datetime.combine(day, time())) for day in sorted(set(days)))
        for days in choices([one.day for one in found if one.day], first_of_lines(found), lang, now, back)
    ]
    days = tuple(one.start.date() for one in _one_of(_possible(readings, now, back), lang, days=True))
    for day in days:
        refuse_day(day, lang, now, back=back)
    return days


def read_day(typed: str, lang: str, now: datetime, *, back: bool = False) -> date:
    """The one day that ``typed`` says; as ``read_days``, and refused where it says several."""
    found = read_days(typed, lang, now, back=back)
    if len(found) > 1:
        raise TimeRefused(_("These are %(count)s days; write one.") % {"count": len(found)})
    return found[0]


def refuse_day(day: date, lang: str, now: datetime, *, back: bool) -> None:
    """An ``AnswerError`` for a day that has gone by, or that is still to come (``back``)."""
    if back and day > now.date():
        raise AnswerError(_("%(day)s is still to come.") % {"day": _told(day, lang, now)})
    if not back and day < now.date():
        raise AnswerError(_("%(day)s has gone by.") % {"day": _told(day, lang, now)})


def _told(day: date, lang: str, now: datetime) -> str:
    told = capital(format_date(day, lang))
    return told if day.year == now.year or str(day.year) in told else f"{told} {day.year}"


# Reading --------------------------------------------------------------------------------------------


def _said(typed: str, lang: str, now: datetime, *, days: bool, back: bool) -> list[Said]:
    if len(typed) > LONGEST:
        raise TimeRefused(_("That is too long for a time; write only the day and the time of day."))
    line = evened(typed)
    if len(typed) > MOST_WORDS and how_many(line) > MOST_WORDS:
        told = _("More than %(count)s words and signs are too much for a time; write fewer times at once.")
        raise TimeRefused(told % {"count": MOST_WORDS})
    try:
        found = said(line, lang, days=days)
    except Unread as unread:
        raise _unread(typed, unread, lang, _example(lang, now, days=days, back=back), days) from None
    if not found:
        raise TimeRefused(
            _("No time stands there; write it as %(how)s.")
            % {"how": _example(lang, now, days=days, back=back)}
        )
    return found


def _unread(typed: str, unread: Unread, lang: str, example: str, days: bool) -> TimeRefused:
    word = typed[unread.start : unread.start + len(unread.word)] if unread.start >= 0 else unread.word
    meant = nearest_word(word, lang) if word.isalpha() else ""
    if "." in word and unread.start >= 0 and typed[unread.start + len(word) :].startswith("."):
        word += "."
    hour = unread.start < 0 and not days and word.isdecimal() and int(word) < _HOURS
    if hour and (at := _before_hours(lang)):
        told = _("“%(word)s” can be a day or an hour; for the hour write “%(at)s”.")
        return TimeRefused(told % {"word": word, "at": f"{at} {word}"}, word=word)
    run, apart = written_apart(typed, word, lang)
    if run:
        told = _("“%(word)s” runs together; write it apart: “%(apart)s”.")
        return TimeRefused(told % {"word": run, "apart": apart}, word=word)
    words = {"word": word, "words": " ".join(typed.split()), "how": example}
    if not meant and names_no_day(typed, lang):
        told = _("“%(words)s” does not say which day; write one, as in %(how)s.")
        return DayLeftOpen(told % words, word=word)
    told = _("“%(word)s” cannot be read as a time; write it as %(how)s.")
    if days:
        told = _("“%(word)s” cannot be read as a day; write it as %(how)s.")
    return TimeRefused(" ".join(filter(None, (told % words, did_you_mean(meant)))), word=word)


def _before_hours(lang: str) -> str:
    """The word before a time of day in the language's example: "kl.", "at"."""
    example = speech(lang).times.example
    found = (token for token in tokens(evened(example), lang) if "at" in token.roles)
    return next((example[token.start : token.end] for token in found), "")


def _example(lang: str, now: datetime, *, days: bool, back: bool) -> str:
    """One that would be taken: "tirsdag kl. 10", or a day."""
    if not days:
        return quoted(speech(lang).times.example)
    day = now.date() - _A_DAY if back else now.date() + _A_DAY
    return quoted(format_date(day, lang))


def _readings(found: Sequence[Said], lang: str, now: datetime, back: bool) -> list[tuple[Moment, ...]]:
    example = _example(lang, now, days=False, back=back)
    for one in found:
        if one.day is None:
            told = _("The day of “%(time)s” is missing; write it as %(how)s.")
            raise TimeRefused(told % {"time": one.clock.words if one.clock else "", "how": example})
        if one.clock is None:
            told = _("The time of day of “%(day)s” is missing; write it as %(how)s.")
            raise TimeRefused(told % {"day": one.day.words, "how": example})
    places = list(dict.fromkeys(one.day for one in found if one.day))
    readings = []
    wrong: AnswerError | None = None
    for days in choices(places, first_of_lines(found), lang, now, back):
        try:
            readings.append(
                tuple(_moment(one, days[places.index(one.day)], lang, now, back) for one in found if one.day)
            )
        except AnswerError as error:
            wrong = wrong or error
    if not readings and wrong:
        raise wrong
    _refuse_either(found, lang, now)
    return readings


def _refuse_either(found: Sequence[Said], lang: str, now: datetime) -> None:
    """ "Torsdag 10.12" on a day on which the tenth of December is a Thursday: a date or a time of day."""
    for one in found:
        either = one.clock.either if isinstance(one.clock, Clock) else None
        if either is None or one.day is None:
            continue
        try:
            day = days_meant(either, lang, now.date())[0]
            there = days_meant(one.day, lang, now.date())[0]
        except AnswerError:
            continue
        if day.weekday() == one.day.weekday:
            told = _("“%(words)s” can be a day or a time of day; write %(day)s or %(time)s.")
            clock = one.clock
            assert isinstance(clock, Clock)
            moment = datetime.combine(there, _clock(clock))
            words = {"words": clock.words, "day": format_date(day, lang), "time": format_time(moment, lang)}
            raise DayOrTime(told % words, day, moment)


def _moment(one: Said, day: date, lang: str, now: datetime, back: bool) -> Moment:
    assert one.clock is not None
    try:
        begins, ends = _minutes(one.clock)
    except EndsFirst:
        same = isinstance(one.clock, Span) and one.clock.first[:2] == one.clock.last[:2]
        told = _("“%(time)s” ends when it begins.") if same else _("“%(time)s” ends before it begins.")
        raise NoSuchClock(told % {"time": one.clock.words}, word=one.clock.words) from None
    except NoSuchTime:
        told = _("There is no such time of day: %(time)s.")
        raise NoSuchClock(told % {"time": one.clock.words}, word=one.clock.words) from None
    start = _at(day, begins)
    if one.minutes and ends is None:
        ends = begins + one.minutes
    moment = Moment(start, None if ends is None else start + timedelta(minutes=ends - begins))
    _refuse_skipped(moment, lang)
    _refuse_moment(moment, lang, now, back)
    return moment


def _minutes(clock: Clock | Span) -> tuple[int, int | None]:
    return span_of(clock) if isinstance(clock, Span) else (minutes_of(clock), None)


def _clock(clock: Clock) -> time:
    return time(*divmod(minutes_of(clock), 60))


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(*divmod(minutes, 60)))


def _refuse_skipped(moment: Moment, lang: str) -> None:
    """Where the clocks go forward there is no such hour."""
    try:
        there = clock.shown(moment.start)
    except (OverflowError, OSError, ValueError):
        return
    if there != moment.start:
        told = _("%(time)s does not exist: the clocks go forward then. Write %(later)s.")
        words = {"time": capital(format_time(moment.start, lang)), "later": quoted(format_time(there, lang))}
        raise NoSuchClock(told % words)


def _refuse_moment(moment: Moment, lang: str, now: datetime, back: bool) -> None:
    if back == (moment.start <= now):
        return
    said_back = capital(format_time(moment.start, lang, year=moment.start.year != now.year))
    if back:
        raise AnswerError(_("%(time)s is still to come.") % {"time": said_back})
    following = datetime.combine(now.date(), moment.start.time())
    following += timedelta() if following > now else _A_DAY
    told = _("%(time)s has gone by; ahead lies for example %(next)s.")
    raise GoneBy(told % {"time": said_back, "next": format_time(following, lang)}, said_back)


def _possible(readings: list[tuple[Moment, ...]], now: datetime, back: bool) -> list[tuple[Moment, ...]]:
    """Without readings in which a day is on the wrong side of today, where others are left."""
    today = datetime.combine(now.date(), time())

    def fits(reading: tuple[Moment, ...]) -> bool:
        return all((one.start <= today) if back else (one.start >= today) for one in reading)

    return [reading for reading in readings if fits(reading)] or readings[:1]


def _one_of(readings: Sequence[tuple[Moment, ...]], lang: str, *, days: bool = False) -> tuple[Moment, ...]:
    different = sorted(set(readings))
    if len(different) > 1:
        raise TimeAmbiguous(different, lang, days=days)
    return different[0]
