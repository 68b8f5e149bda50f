"""Times: read as people type them, refused with the reason, written as people do."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from netinvite.errors import AnswerError
from netinvite.model.dates import format_date, format_time
from netinvite.model.moments import TimeAmbiguous
from netinvite.model.times import read_day, read_times

NOW = datetime(2026, 11, 25, 12, 0)
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


def read_time(typed, lang, now, **how):
    """When the one time begins that a line says."""
    (one,) = read_times(typed, lang, now, **how)
    return one.start


def iso(text):
    return datetime.fromisoformat(text)


# Reading -------------------------------------------------------------------------------------------


def test_every_row_is_tried():
    """Every row of the table says that a time is read, asked about or refused."""
    assert len(READ) + len(ASKED) + len(REFUSED) == len(ROWS) > 0


@pytest.mark.parametrize(("lang", "typed", "means"), READ)
def test_read(lang, typed, means):
    """A time is read as it is meant."""
    assert read_time(typed, lang, NOW) == iso(means)


@pytest.mark.parametrize(("lang", "typed", "means"), ASKED)
def test_asks_which(lang, typed, means):
    """Words with two meanings are asked about, with both."""
    with pytest.raises(TimeAmbiguous) as caught:
        read_time(typed, lang, NOW)
    assert [one.start for one in caught.value.candidates] == list(map(iso, means.split(" or ")))


@pytest.mark.parametrize(("lang", "typed", "reason"), REFUSED)
def test_refused(lang, typed, reason):
    """A time that cannot be is refused with the reason."""
    with pytest.raises(AnswerError, match=SENTENCES[reason]):
        read_time(typed, lang, NOW)


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
        ("da", "tirsdag kl. 02.30", "2026-12-01 02:30"),
        ("da", "tirsdag kl. 0230", "2026-12-01 02:30"),
        ("en", "Tuesday at 0230", "2026-12-01 02:30"),
    ],
)
def test_other_ways_of_writing(lang, typed, means):
    """Case, blanks, commas, years and the stored form make no difference; a zero in front is the clock's."""
    assert read_time(typed, lang, NOW) == iso(means)


@pytest.mark.parametrize(
    ("lang", "typed", "how"),
    [("da", "tirsdag", r"tirsdag .*kl\. 10"), ("en", "Tuesday", "Tuesday .*at 10")],
)
def test_refusal_shows_how(lang, typed, how):
    """A missing time of day is asked for with an example in the language of the guide."""
    with pytest.raises(AnswerError, match=how):
        read_time(typed, lang, NOW)


@pytest.mark.parametrize(
    ("lang", "typed", "means"),
    [
        ("en", "2026-12-01 10:00\nWednesday at 2", ["2026-12-01 10:00", "2026-12-02 14:00"]),
        ("en", "2026-12-01 02:00; Wednesday at 2", ["2026-12-01 02:00", "2026-12-02 14:00"]),
        ("da", "2026-12-01 10:00\nonsdag kl. 2", ["2026-12-01 10:00", "2026-12-02 14:00"]),
    ],
)
def test_a_date_in_figures_says_how_the_times_beside_it_are_meant(lang, typed, means):
    """By the clock, as figures are written; on the next line two is in the afternoon again."""
    assert [one.start for one in read_times(typed, lang, NOW)] == list(map(iso, means))


@pytest.mark.parametrize(
    ("lang", "typed", "how"),
    [
        ("en", "Tuesday 2 or 3", "“2” can be a day or an hour; for the hour write “at 2”."),
        ("en", "Tuesday 2 or Wednesday 3", "write “at 2”"),
        ("da", "tirsdag 10/onsdag 11", "write “kl. 10”"),
    ],
)
def test_a_number_alone_is_told_how_it_is_an_hour(lang, typed, how):
    """With the word that the language has before a time of day."""
    with pytest.raises(AnswerError, match=re.escape(how)):
        read_times(typed, lang, NOW)


@pytest.mark.parametrize("typed", ["2026-12-01 25:00", "Tuesday at 10:75"])
def test_no_such_time_of_day(typed):
    """An hour or minute that no clock shows is refused."""
    with pytest.raises(AnswerError):
        read_time(typed, "en", NOW)


@pytest.mark.parametrize(
    ("lang", "typed", "means"),
    [
        ("da", "i dag", date(2026, 11, 25)),
        ("en", "today", date(2026, 11, 25)),
        ("da", "8. december", date(2026, 12, 8)),
        ("en", "8 December", date(2026, 12, 8)),
        ("da", "om 14 dage", date(2026, 12, 9)),
        ("en", "2026-12-08", date(2026, 12, 8)),
        ("en", "Tuesday at 10", date(2026, 12, 1)),
    ],
)
def test_read_date(lang, typed, means):
    """A day is read as it is meant; a time of day beside it is passed over."""
    assert read_day(typed, lang, NOW) == means


def test_future_date_is_not_gone_by():
    """Where nothing has been, a day gone by is refused."""
    with pytest.raises(AnswerError, match="gone by"):
        read_day("2026-11-01", "en", NOW)


def test_today_is_no_day_gone_by():
    """Today may still be a day to come."""
    assert read_day("today", "en", NOW) == NOW.date()


@pytest.mark.parametrize("typed", ["", "  ", "2026-02-31", "whenever you like"])
def test_no_date(typed):
    """What is no day is refused."""
    with pytest.raises(AnswerError):
        read_day(typed, "en", NOW)


# Writing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text"),
    [("da", "tirsdag den 1. december kl. 9.05"), ("en", "Tuesday 1 December at 09:05")],
)
def test_format_time(lang, text):
    """A time is written as people write it."""
    assert format_time(datetime(2026, 12, 1, 9, 5), lang) == text


@pytest.mark.parametrize(
    ("lang", "text"), [("da", "tirsdag den 1. december kl. 9"), ("en", "Tuesday 1 December at 09:00")]
)
def test_format_full_hour(lang, text):
    """A full hour is said without its minutes, where people do so."""
    assert format_time(datetime(2026, 12, 1, 9), lang) == text


@pytest.mark.parametrize(("lang", "text"), [("da", "tirsdag den 1. december"), ("en", "Tuesday 1 December")])
def test_format_date(lang, text):
    """A day is written as people write it."""
    assert format_date(date(2026, 12, 1), lang) == text


@pytest.mark.parametrize("now", [datetime(2027, 11, 1), datetime(2028, 2, 1), datetime(2028, 2, 28, 9)])
def test_a_leap_day_is_found(now):
    """The 29th of February is in whichever of the two years has one."""
    assert read_time("29. februar kl. 10", "da", now) == datetime(2028, 2, 29, 10)


def test_no_leap_day_is_invented():
    """Where neither year has one there is no such day."""
    with pytest.raises(AnswerError):
        read_time("29. februar kl. 10", "da", datetime(2026, 1, 1))


def test_the_year_of_a_time_gone_by_is_said():
    """Where it is not this one, however near."""
    with pytest.raises(AnswerError, match="Wednesday 1 December 2027 at 10:00 has gone by"):
        read_time("1 December 2027 at 10", "en", datetime(2028, 2, 1))


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
        ("Thursday 20 November 2025", "en", "2025-11-20"),
        ("2026-11-24", "en", "2026-11-24"),
        ("24.11.2026", "da", "2026-11-24"),
        ("3 days ago", "en", "2026-11-22"),
        ("for to dage siden", "da", "2026-11-23"),
    ],
)
def test_a_day_gone_by(typed, lang, day):
    """Looking back, a weekday or a date without a year is the last one."""
    assert read_day(typed, lang, WEDNESDAY, back=True).isoformat() == day


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
        ("Thursday 20 November", "en"),
        ("næste fredag", "da"),
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
        read_day(typed, lang, WEDNESDAY, back=True)
