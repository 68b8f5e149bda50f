"""Days off, and the times that are proposed: on no day off, and across nothing in one's own calendar."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from extent import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from netinvite.errors import LanguageError
from netinvite.language import look_in
from netinvite.model.workdays import Busy, Range, in_the_way, off_work, suggest_times

LANGS = ("da", "en")
NOW = datetime(2026, 11, 25, 12)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31))
DAY = timedelta(days=1)


def on(day, start, end):
    """Busy on a day (ISO) from one time of day to another."""
    return Range(datetime.fromisoformat(f"{day}T{start}"), datetime.fromisoformat(f"{day}T{end}"))


def days_of(times):
    return [moment.date() for moment in times]


# Days off ------------------------------------------------------------------------------------------


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


# What is proposed ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(100), deadline=None)
@given(now=MOMENTS)
def test_suggests_working_days(lang, now):
    """No time is suggested for a weekend or a holiday."""
    assert not any(off_work(day, lang) for day in days_of(suggest_times(now, lang)))


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(100), deadline=None)
@given(now=MOMENTS)
def test_suggests_working_hours(lang, now):
    """Every time suggested is in working hours."""
    assert all(8 <= moment.hour < 17 for moment in suggest_times(now, lang))


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(100), deadline=None)
@given(now=MOMENTS, count=st.integers(1, 3))
def test_suggests_different_days_to_come(lang, now, count):
    """As many times are suggested as are asked for, in order, on different days to come."""
    days = days_of(suggest_times(now, lang, count))
    assert len(days) == count and days == sorted(set(days)) and days[0] > now.date()


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(100), deadline=None)
@given(now=MOMENTS, count=st.integers(2, 3))
def test_mornings_and_afternoons_take_turns(lang, now, count):
    """One is in the morning and one in the afternoon, and a third goes on so."""
    halves = [moment.time() < time(12) for moment in suggest_times(now, lang, count)]
    assert all(one != following for one, following in pairwise(halves))


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(100), deadline=None)
@given(now=MOMENTS)
def test_never_three_days_running(lang, now):
    """The three times stand on more than three days running."""
    days = days_of(suggest_times(now, lang))
    assert days[2] - days[0] > 2 * DAY


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(100), deadline=None)
@given(now=MOMENTS)
def test_not_before_the_working_day_after_tomorrow(lang, now):
    """At least one working day lies between today and the first time."""
    first = suggest_times(now, lang)[0].date()
    between = [now.date() + ahead * DAY for ahead in range(1, (first - now.date()).days)]
    assert any(not off_work(day, lang) for day in between)


@settings(max_examples=examples(100), deadline=None)
@given(now=MOMENTS)
def test_no_friday_after_a_thursday_off(now):
    """The Friday after Ascension Day is a day off to many."""
    bridged = [day for day in days_of(suggest_times(now, "da")) if day.weekday() == 4]
    assert not any(off_work(day - DAY, "da") for day in bridged)


def test_the_friday_after_ascension_day_is_left_out():
    """The week of Ascension Day 2027 has Monday, Tuesday and Wednesday left."""
    found = days_of(suggest_times(datetime(2027, 4, 28, 10), "da"))
    assert found == [date(2027, 5, 4), date(2027, 5, 5), date(2027, 5, 11)]


@pytest.mark.parametrize("now", [datetime(2026, 11, 23, 8), NOW, datetime(2026, 11, 29, 23, 59)])
def test_suggests_next_week(now):
    """From Monday to Sunday, it is the week after that is suggested."""
    assert {day.isocalendar().week for day in days_of(suggest_times(now, "da"))} == {49}


def test_suggests_nothing_around_christmas():
    """In the weeks of Christmas, the first week of work after it is suggested."""
    assert suggest_times(datetime(2026, 12, 16), "en")[0].date() == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("now", "lang", "week"),
    [
        (datetime(2026, 6, 24), "da", 27),
        (datetime(2026, 6, 30), "da", 32),
        (datetime(2026, 7, 20), "da", 32),
        (datetime(2026, 6, 30), "en", 28),
    ],
)
def test_the_weeks_in_which_a_country_is_away(now, lang, week):
    """Danes are on holiday in weeks 28 to 31."""
    assert suggest_times(now, lang, 2)[0].isocalendar().week == week


# One's own calendar --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "overlaps"),
    [("08:40", False), ("08:41", True), ("09:30", True), ("10:59", True), ("11:00", False), ("23:00", False)],
)
def test_what_overlaps(start, overlaps):
    """A talk of twenty minutes overlaps what begins before its end and ends after its start."""
    busy = Busy([on("2026-12-01", "09:00", "11:00")])
    moment = datetime.fromisoformat(f"2026-12-01T{start}")
    assert (busy.overlap(moment, 20) is not None) is overlaps


def test_a_long_one_behind_a_short_one():
    """A day of meetings is not over when the short one within it is."""
    day, short = on("2026-12-01", "00:00", "23:59"), on("2026-12-01", "09:00", "09:15")
    assert Busy([short, day]).overlap(datetime(2026, 12, 1, 14), 20) == day


@settings(max_examples=examples(100), deadline=None)
@given(
    starts=st.lists(st.integers(0, 300), max_size=8),
    lengths=st.lists(st.integers(1, 60), min_size=8, max_size=8),
    start=st.integers(0, 300),
    minutes=st.integers(1, 90),
)
def test_overlap_finds_what_looking_at_each_one_finds(starts, lengths, start, minutes):
    """Something is found where and only where one of the ranges lies across, and it is such a one."""
    zero, minute = datetime(2026, 12, 1), timedelta(minutes=1)
    ranges = [
        Range(zero + first * minute, zero + (first + length) * minute)
        for first, length in zip(starts, lengths, strict=False)
    ]
    moment = zero + start * minute
    across = [one for one in ranges if one.start < moment + minutes * minute and one.end > moment]
    found = Busy(ranges).overlap(moment, minutes)
    assert found in across if across else found is None


def test_another_hour_of_the_same_half_is_proposed():
    """Where ten o'clock is taken on a day, another time of that morning will do."""
    busy = Busy([on("2026-12-01", "09:45", "10:45")])
    assert suggest_times(NOW, "da", 2, busy=busy)[0] == datetime(2026, 12, 1, 9)


def test_a_day_that_is_taken_is_left_out():
    """A whole day taken moves the proposal to another."""
    busy = Busy([on("2026-12-01", "00:00", "23:59")])
    assert date(2026, 12, 1) not in days_of(suggest_times(NOW, "da", busy=busy))


def test_the_length_of_the_talk_counts():
    """What begins an hour later is in the way of a long talk alone."""
    busy = Busy([on("2026-12-01", "10:30", "11:15")])
    short, long = (suggest_times(NOW, "da", 2, busy=busy, minutes=minutes) for minutes in (20, 60))
    assert short[0] == datetime(2026, 12, 1, 10) and long[0] == datetime(2026, 12, 1, 9)


def test_whoever_is_taken_every_morning_is_proposed_afternoons():
    """Where mornings are never free, afternoons are proposed rather than nothing."""
    mornings = [
        Range(
            datetime.combine(NOW.date() + ahead * DAY, time()),
            datetime.combine(NOW.date() + ahead * DAY, time(12)),
        )
        for ahead in range(200)
    ]
    found = suggest_times(NOW, "da", busy=Busy(mornings))
    assert len(found) == 3 and all(moment.hour >= 12 for moment in found)
    assert found[0].isocalendar().week == 49


def test_whoever_is_away_for_a_year_is_proposed_nothing():
    """Where nothing is free for months, nothing is proposed."""
    assert suggest_times(NOW, "da", busy=Busy([Range(NOW, NOW + 366 * DAY)])) == ()


# The language's table ------------------------------------------------------------------------------


def own_speech(folder, text):
    """A language's table of one's own, in force."""
    file = folder / "da" / "speech.toml"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    look_in(folder)


def test_weeks_away_can_be_ones_own(tmp_path):
    """One's own table says when one's country is away."""
    own_speech(tmp_path, "weeks_away = [49]\n")
    assert suggest_times(NOW, "da")[0].isocalendar().week == 50


@pytest.mark.parametrize("weeks", ["28", '["28"]', "[0]", "[54]", "[true]", "{}"])
def test_weeks_away_that_are_none(tmp_path, weeks):
    """What is no list of weeks is named with its line."""
    own_speech(tmp_path, f'country = "DK"\nweeks_away = {weeks}\n')
    with pytest.raises(LanguageError, match=r"speech\.toml, line 2: .*weeks"):
        suggest_times(NOW, "da")


# What is said of it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "lang", "told"),
    [
        ("2026-12-01T09:30", "2026-12-01T11:00", "da", "tirsdag den 1. december kl. 9.30–11"),
        ("2026-12-01T09:00", "2026-12-01T11:15", "da", "tirsdag den 1. december kl. 9–11.15"),
        ("2026-12-01T09:30", "2026-12-01T11:00", "en", "Tuesday 1 December at 09:30–11:00"),
        ("2026-12-01T00:00", "2026-12-02T00:00", "en", "Tuesday 1 December"),
        ("2026-12-01T00:00", "2026-12-04T00:00", "da", "tirsdag den 1. december – torsdag den 3. december"),
        (
            "2026-12-01T22:00",
            "2026-12-02T08:00",
            "en",
            "Tuesday 1 December at 22:00 – Wednesday 2 December at 08:00",
        ),
    ],
)
def test_what_is_in_the_way_is_told_by_its_times(start, end, lang, told):
    """From when to when something lasts, and nothing else."""
    found = Range(datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert in_the_way(datetime(2026, 12, 1, 10), found, lang).endswith(f": {told}")


def test_of_one_country_no_other_is_loaded():
    """The package loads all 250 of them, which takes longer than all that is asked of it; a name that it
    gives is there all the same."""
    code = (
        "import sys; from datetime import date; from netinvite.model.workdays import off_work;"
        "print(bool(off_work(date(2026, 12, 25), 'da')));"
        "print(sum(name.startswith('holidays.countries.') for name in sys.modules));"
        "from holidays.countries import Norway; print(Norway.country)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "1", "NO"]
