"""Times: read as people type them, written as people do, suggested when people are at work."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netinvite.dates import format_date, format_time
from netinvite.errors import AnswerError
from netinvite.proposing import off_work, suggest_times
from netinvite.schedule import TimeAmbiguous, parse_date, parse_past_date, parse_time

NOW = datetime(2026, 11, 25, 12, 0)
LANGS = ("da", "en")
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "times.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith(("#", "lang\t"))
]
READ = [(lang, typed, means) for lang, typed, means in ROWS if means[:1].isdigit()]
ASKED = [
    (lang, typed, means.removeprefix("ask: ")) for lang, typed, means in ROWS if means.startswith("ask: ")
]
REFUSED = [
    (lang, typed, means.removeprefix("refuse: "))
    for lang, typed, means in ROWS
    if means.startswith("refuse: ")
]
SENTENCES = {
    "no time of day": "time of day",
    "no such day": r"There is no .*31\.? [Ff]ebruar",
    "gone by": "gone by",
    "2 December is a Wednesday": r"2\.? [Dd]ecember is a (Wednesday|onsdag)",
}


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31))


def iso(text):
    return datetime.fromisoformat(text)


# Reading -------------------------------------------------------------------------------------------


def test_every_row_is_tried():
    """Every row of the table says that a time is read, asked about or refused."""
    assert len(READ) + len(ASKED) + len(REFUSED) == len(ROWS) > 0


@pytest.mark.parametrize(("lang", "typed", "means"), READ)
def test_read(lang, typed, means):
    """A time is read as it is meant."""
    assert parse_time(typed, lang, NOW) == iso(means)


@pytest.mark.parametrize(("lang", "typed", "means"), ASKED)
def test_asks_which(lang, typed, means):
    """Words with two meanings are asked about, with both."""
    with pytest.raises(TimeAmbiguous) as caught:
        parse_time(typed, lang, NOW)
    assert caught.value.candidates == tuple(map(iso, means.split(" or ")))


@pytest.mark.parametrize(("lang", "typed", "reason"), REFUSED)
def test_refused(lang, typed, reason):
    """A time that cannot be is refused with the reason."""
    with pytest.raises(AnswerError, match=SENTENCES[reason]):
        parse_time(typed, lang, NOW)


@pytest.mark.parametrize(
    ("lang", "typed", "means"),
    [
        ("da", "2026-12-01 10:00", "2026-12-01 10:00"),
        ("en", "2026-12-01T10.30", "2026-12-01 10:30"),
        ("da", "TIRSDAG KL. 10", "2026-12-01 10:00"),
        ("da", "  tirsdag   kl. 10.  ", "2026-12-01 10:00"),
        ("da", "tirsdag, den 1. december, kl. 10.00", "2026-12-01 10:00"),
        ("en", "Tuesday, 1 December 2026 at 10:00", "2026-12-01 10:00"),
        ("en", "December 1st at 10", "2026-12-01 10:00"),
        ("da", "4. januar kl. 9", "2027-01-04 09:00"),
    ],
)
def test_other_ways_of_writing(lang, typed, means):
    """Case, blanks, commas, years and the stored form make no difference."""
    assert parse_time(typed, lang, NOW) == iso(means)


@pytest.mark.parametrize(
    ("lang", "typed", "how"),
    [("da", "tirsdag", r"tirsdag .*kl\. 10"), ("en", "Tuesday", "Tuesday .*at 10")],
)
def test_refusal_shows_how(lang, typed, how):
    """A missing time of day is asked for with an example in the language of the guide."""
    with pytest.raises(AnswerError, match=how):
        parse_time(typed, lang, NOW)


@pytest.mark.parametrize("typed", ["2026-12-01 25:00", "Tuesday at 10:75"])
def test_no_such_time_of_day(typed):
    """An hour or minute that no clock shows is refused."""
    with pytest.raises(AnswerError):
        parse_time(typed, "en", NOW)


@pytest.mark.parametrize(
    ("lang", "typed", "means"),
    [
        ("da", "i dag", date(2026, 11, 25)),
        ("en", "today", date(2026, 11, 25)),
        ("da", "8. december", date(2026, 12, 8)),
        ("en", "8 December", date(2026, 12, 8)),
        ("da", "om 14 dage", date(2026, 12, 9)),
        ("en", "2026-12-08", date(2026, 12, 8)),
        ("en", "2026-11-01", date(2026, 11, 1)),
    ],
)
def test_read_date(lang, typed, means):
    """A day is read as it is meant, also one gone by."""
    assert parse_date(typed, lang, NOW) == means


def test_future_date_is_not_gone_by():
    """Where only what is to come makes sense, a day gone by is refused."""
    with pytest.raises(AnswerError, match="gone by"):
        parse_date("2026-11-01", "en", NOW, future=True)


def test_today_is_no_day_gone_by():
    """Today may still be a day to come."""
    assert parse_date("today", "en", NOW, future=True) == NOW.date()


@pytest.mark.parametrize("typed", ["", "  ", "2026-02-31", "whenever you like"])
def test_no_date(typed):
    """What is no day is refused."""
    with pytest.raises(AnswerError):
        parse_date(typed, "en", NOW)


@pytest.mark.parametrize("lang", LANGS)
@settings(deadline=None, max_examples=200)
@given(typed=st.text(max_size=30))
def test_any_text_is_read_or_refused(lang, typed):
    """Whatever is typed, the answer is a time or a sentence."""
    try:
        assert parse_time(typed, lang, NOW) > NOW
    except AnswerError as error:
        assert error.message


WORDS = (
    "tirsdag Tuesday kl. at den om in 1. 31 2/12 0 99 10.00 25:61 december Feb i morgen tomorrow next næste"
)


@pytest.mark.parametrize("lang", LANGS)
@settings(deadline=None, max_examples=200)
@given(words=st.lists(st.sampled_from([*WORDS.split(), "halv", "ti", "half past", "two", "pm"]), max_size=6))
def test_any_words_are_read_or_refused(lang, words):
    """Words of times in any order are a time or a sentence."""
    try:
        assert parse_time(" ".join(words), lang, NOW) > NOW
    except AnswerError as error:
        assert error.message


# Writing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text"),
    [("da", "tirsdag den 1. december kl. 09.05"), ("en", "Tuesday 1 December at 09:05")],
)
def test_format_time(lang, text):
    """A time is written as people write it."""
    assert format_time(datetime(2026, 12, 1, 9, 5), lang) == text


@pytest.mark.parametrize(("lang", "text"), [("da", "tirsdag den 1. december"), ("en", "Tuesday 1 December")])
def test_format_date(lang, text):
    """A day is written as people write it."""
    assert format_date(date(2026, 12, 1), lang) == text


@pytest.mark.parametrize("lang", LANGS)
@settings(deadline=None)
@given(now=MOMENTS, minutes=st.integers(1, 180 * 24 * 60))
def test_round_trip(lang, now, minutes):
    """A time written out and typed in again is the same."""
    now = now.replace(second=0, microsecond=0)
    moment = now + timedelta(minutes=minutes)
    assert parse_time(format_time(moment, lang), lang, now) == moment


@pytest.mark.parametrize("now", [datetime(2027, 11, 1), datetime(2028, 2, 1), datetime(2028, 2, 28, 9)])
def test_a_leap_day_is_found(now):
    """The 29th of February is in whichever of the two years has one."""
    assert parse_time("29. februar kl. 10", "da", now) == datetime(2028, 2, 29, 10)


def test_no_leap_day_is_invented():
    """Where neither year has one there is no such day."""
    with pytest.raises(AnswerError):
        parse_time("29. februar kl. 10", "da", datetime(2026, 1, 1))


# Suggesting ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "lang", "off"),
    [
        (date(2026, 11, 25), "da", False),
        (date(2026, 11, 28), "da", True),
        (date(2026, 6, 5), "da", True),
        (date(2026, 12, 24), "da", True),
        (date(2026, 12, 31), "da", True),
        (date(2026, 4, 2), "da", True),
        (date(2026, 4, 2), "en", False),
        (date(2026, 12, 25), "en", True),
        (date(2026, 8, 31), "en", True),
        (date(2026, 8, 31), "da", False),
        (date(2026, 6, 5), "en", False),
    ],
)
def test_off_work(day, lang, off):
    """Weekends and the country's own holidays are no working days."""
    assert bool(off_work(day, lang)) is off


@pytest.mark.parametrize(
    ("day", "lang", "name"),
    [
        (date(2026, 12, 24), "da", "juleaften"),
        (date(2026, 6, 5), "da", "grundlovsdag"),
        (date(2026, 12, 25), "en", "christmas day"),
    ],
)
def test_off_work_says_why(day, lang, name):
    """A holiday is called by its name in the language of the guide."""
    assert off_work(day, lang).casefold().startswith(name)


@pytest.mark.parametrize("lang", LANGS)
@settings(deadline=None)
@given(now=MOMENTS)
def test_suggests_working_days(lang, now):
    """No time is suggested for a weekend or a holiday."""
    assert not any(off_work(time.date(), lang) for time in suggest_times(now, lang))


@pytest.mark.parametrize("lang", LANGS)
@settings(deadline=None)
@given(now=MOMENTS)
def test_suggests_working_hours(lang, now):
    """Every time suggested is in working hours."""
    assert all(8 <= time.hour < 17 for time in suggest_times(now, lang))


@pytest.mark.parametrize("lang", LANGS)
@settings(deadline=None)
@given(now=MOMENTS, count=st.integers(1, 3))
def test_suggests_different_days_to_come(lang, now, count):
    """As many times are suggested as are asked for, in order, on different days to come."""
    days = [time.date() for time in suggest_times(now, lang, count)]
    assert len(days) == count and days == sorted(set(days)) and days[0] > now.date()


@pytest.mark.parametrize("now", [datetime(2026, 11, 23, 8), NOW, datetime(2026, 11, 29, 23, 59)])
def test_suggests_next_week(now):
    """From Monday to Sunday, it is the week after that is suggested."""
    assert {time.isocalendar().week for time in suggest_times(now, "da")} == {49}


def test_suggests_nothing_around_christmas():
    """In the weeks of Christmas, the first week of work after it is suggested."""
    assert suggest_times(datetime(2026, 12, 16), "en")[0].date() == date(2027, 1, 5)


WEDNESDAY = datetime(2026, 11, 25, 12)


@pytest.mark.parametrize(
    ("typed", "lang", "day"),
    [
        ("today", "en", "2026-11-25"),
        ("yesterday", "en", "2026-11-24"),
        ("i går", "da", "2026-11-24"),
        ("i forgårs", "da", "2026-11-23"),
        ("i aftes", "da", "2026-11-24"),
        ("last night", "en", "2026-11-24"),
        ("Monday", "en", "2026-11-23"),
        ("on Friday", "en", "2026-11-20"),
        ("mandag", "da", "2026-11-23"),
        ("i mandags", "da", "2026-11-23"),
        ("sidste fredag", "da", "2026-11-20"),
        ("last Friday", "en", "2026-11-20"),
        ("Wednesday", "en", "2026-11-25"),
        ("last Wednesday", "en", "2026-11-18"),
        ("12 May", "en", "2026-05-12"),
        ("12. maj", "da", "2026-05-12"),
        ("May 12th", "en", "2026-05-12"),
        ("12/5", "da", "2026-05-12"),
        ("24 November", "en", "2026-11-24"),
        ("25 November", "en", "2026-11-25"),
        ("2 February", "en", "2026-02-02"),
        ("29 February", "en", "2024-02-29"),
        ("Friday 20 November", "en", "2026-11-20"),
        ("Thursday 20 November", "en", "2025-11-20"),
        ("2026-11-24", "en", "2026-11-24"),
        ("24.11.2026", "da", "2026-11-24"),
        ("3 days ago", "en", "2026-11-22"),
        ("for to dage siden", "da", "2026-11-23"),
    ],
)
def test_a_day_gone_by(typed, lang, day):
    """Looking back, a weekday or a date without a year is the last one."""
    assert parse_past_date(typed, lang, WEDNESDAY).isoformat() == day


@pytest.mark.parametrize(
    ("typed", "lang"),
    [
        ("2026-11-26", "en"),
        ("9999-12-31", "en"),
        ("tomorrow", "en"),
        ("i morgen", "da"),
        ("next Friday", "en"),
        ("næste uge", "da"),
        ("in two weeks", "en"),
        ("om to dage", "da"),
        ("26 November", "en"),
        ("1 December", "en"),
        ("12 May 2027", "en"),
        ("Monday 20 November 2026", "en"),
        ("31 February", "en"),
        ("soon", "en"),
        ("", "en"),
        ("\x00", "en"),
        ("2026-02-30", "en"),
    ],
)
def test_no_day_to_come(typed, lang):
    """A day that is still to come, or none, is refused; so is one that comes so soon that it is meant."""
    with pytest.raises(AnswerError):
        parse_past_date(typed, lang, WEDNESDAY)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_day_reads_back_as_it_is_written(lang):
    """With its year where it is more than ten months away, and without where it is nearer."""
    now = datetime(2026, 11, 25, 12, 0)
    for ahead in (*range(-900, 730, 7), -305, -304, -1, 0, 1, 304, 305):
        day = now.date() + timedelta(days=ahead)
        written = format_date(day, lang)
        assert str(day.year) in written or abs(ahead) <= 304
        assert written[-4:].isdigit() is (abs(ahead) > 304)
        assert parse_date(written, lang, now) == day
    moment = datetime(2027, 12, 1, 10, 0)
    assert parse_time(format_time(moment, lang), lang, now) == moment


def test_a_time_is_short():
    """A long text is no time, and is not looked through."""
    with pytest.raises(AnswerError, match="too long for a time"):
        parse_time("kl. 10 " * 100, "da", datetime(2026, 11, 25, 12, 0))
