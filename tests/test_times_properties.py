"""What holds of every time: written ones read back, any words end in a moment or a sentence, lines add up."""

from __future__ import annotations

import contextlib
import cProfile
import os
import pstats
import time as clockwork
from datetime import date, datetime, timedelta

import pytest
import times_report
from extent import examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netinvite.errors import AnswerError
from netinvite.model.dates import format_date, format_range, format_time
from netinvite.model.moments import Moment, TimeAmbiguous
from netinvite.model.times import read_day, read_days, read_times
from netinvite.model.timewords import lexicon

NOW = datetime(2026, 11, 25, 12, 0)
LANGS = ("da", "en")
# Those that have tables, and three as whoever begins a language has them: from Babel alone, or from nothing.
WRITTEN = (*LANGS, "sv", "de", "xx")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
SIGNS = [*"0123456789.:,;/-–()\n", " ", "31", "2027", "10.30", "12/1", "kl. 10", "x"]


def read_time(typed, lang, now, **how):
    """When the one time begins that a line says."""
    (one,) = read_times(typed, lang, now, **how)
    return one.start


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    """No hour is skipped, and no computer says that it is in the US."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    if not hasattr(clockwork, "tzset"):
        yield
        return
    monkeypatch.setenv("TZ", "UTC")
    clockwork.tzset()
    yield
    monkeypatch.undo()
    clockwork.tzset()


def at(now):
    """From now on it is ``now``: what is written says the year or not."""
    os.environ["NETINVITE_NOW"] = now.isoformat()
    return now


# What is written reads back ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", WRITTEN)
@settings(max_examples=examples(300), deadline=None)
@given(now=MOMENTS, minutes=st.integers(1, 730 * 24 * 60), year=st.booleans())
def test_a_time_reads_back(lang, now, minutes, year):
    """The same moment, with its year and without, also at night and with minutes."""
    moment = at(now) + timedelta(minutes=minutes)
    assert read_time(format_time(moment, lang, year=year), lang, now) == moment


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(200), deadline=None)
@given(now=MOMENTS, minutes=st.integers(1, 730 * 24 * 60))
def test_a_time_that_has_been_reads_back(lang, now, minutes):
    """Looking back, from the same words."""
    moment = at(now) - timedelta(minutes=minutes)
    assert read_time(format_time(moment, lang), lang, now, back=True) == moment


@pytest.mark.parametrize("lang", WRITTEN)
@settings(max_examples=examples(300), deadline=None)
@given(now=MOMENTS, days=st.integers(-900, 730), year=st.booleans())
def test_a_day_reads_back(lang, now, days, year):
    """The same day, with its year and without, ahead and back."""
    day = at(now).date() + timedelta(days=days)
    assert read_day(format_date(day, lang, year=year), lang, now, back=days < 0) == day


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(200), deadline=None)
@given(now=MOMENTS, minutes=st.integers(1, 730 * 24 * 60), length=st.integers(1, 23 * 60), year=st.booleans())
def test_a_range_reads_back(lang, now, minutes, length, year):
    """Both ends, on one day."""
    start = at(now) + timedelta(minutes=minutes)
    end = start + timedelta(minutes=length)
    assume(start.date() == end.date())
    assert read_times(format_range(start, end, lang, year=year), lang, now) == (Moment(start, end),)


@pytest.mark.parametrize("lang", LANGS)
def test_the_year_stands_where_a_day_is_far_away(lang):
    """More than ten months, in both directions; nearer ones go without."""
    for ahead in (*range(-900, 730, 7), -305, -304, -1, 0, 1, 304, 305):
        written = format_date(NOW.date() + timedelta(days=ahead), lang)
        assert written[-4:].isdigit() is (abs(ahead) > 304)


# Any words ----------------------------------------------------------------------------------------------


def words_of(lang):
    """Lines of what the language's tables know, of numbers and of signs, with blanks and without."""
    known = st.sampled_from(sorted(lexicon(lang)[0]))
    part = st.one_of(known, known, st.sampled_from(SIGNS), st.integers(0, 99).map(str))
    return st.tuples(st.lists(part, max_size=8), st.sampled_from([" ", " ", ""])).map(
        lambda made: made[1].join(made[0])
    )


def refused(error):
    """A sentence; and two readings at least where it asks."""
    assert error.message
    assert not isinstance(error, TimeAmbiguous) or len(set(error.candidates)) > 1


def holds_of_times(typed, lang, back):
    try:
        found = read_times(typed, lang, NOW, back=back)
    except AnswerError as error:
        refused(error)
        return
    assert found and list(found) == sorted(set(found), key=lambda one: (one.start, one.end or one.start))
    assert all(one.start <= NOW if back else one.start > NOW for one in found)
    assert all(one.end is None or one.end > one.start for one in found)
    assert read_times(typed, lang, NOW, back=back) == found


def holds_of_days(typed, lang, back):
    try:
        found = read_days(typed, lang, NOW, back=back)
    except AnswerError as error:
        refused(error)
        return
    assert found and list(found) == sorted(set(found))
    assert all(day <= NOW.date() if back else day >= NOW.date() for day in found)
    assert read_days(typed, lang, NOW, back=back) == found


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=examples(1000), deadline=None)
@given(data=st.data(), back=st.booleans())
def test_the_words_of_a_language_in_any_order(lang, data, back):
    """Moments ahead and in order, or a sentence; never in the future where one looks back."""
    typed = data.draw(words_of(lang))
    holds_of_times(typed, lang, back)
    holds_of_days(typed, lang, back)


@pytest.mark.parametrize("lang", [*LANGS, "xx"])
@settings(max_examples=examples(500), deadline=None)
@given(typed=st.text(max_size=40), back=st.booleans())
def test_any_text(lang, typed, back):
    """As well."""
    holds_of_times(typed, lang, back)
    holds_of_days(typed, lang, back)


def test_a_time_is_short():
    """A long text is no time, and is not looked through."""
    for read in (read_times, read_days):
        with pytest.raises(AnswerError, match="too long for a time"):
            read("kl. 10 " * 100, "da", NOW)


def test_many_words_are_no_time():
    """However short they are; a list of eight times with both their ends is one."""
    for read in (read_times, read_days):
        with pytest.raises(AnswerError, match="More than 120 words and signs"):
            read("1 " * 121, "en", NOW)
    ends = ("10:00–11:00", "14:00–15:00")
    lines = [f"Tuesday {day} December at {both}" for day in (1, 8, 15, 22) for both in ends]
    assert len(read_times("\n".join(lines), "en", NOW)) == 8


ABSURD = {
    "en": (
        "1\n",
        "one ",
        "10 or ",
        ".",
        "\n",
        "10,15 ",
        "Tuesday at 10, ",
        "next Tuesday at 10, ",
        "ten to ten, ",
    ),
    "da": (
        "1. og ",
        "ti over ti ",
        "om en uge ",
        "halv ",
        "næste onsdag kl. 10, ",
        "tirsdag den 8. eller ",
        "x",
    ),
}


@pytest.mark.parametrize(("lang", "part"), [(lang, part) for lang, parts in ABSURD.items() for part in parts])
@pytest.mark.parametrize("read", [read_times, read_days])
def test_no_line_takes_long(lang, part, read):
    """Some 20,000 calls take less than 5 ms; counted, since a computer has other things to do as well."""
    line = (part * 400)[:400]
    with contextlib.suppress(AnswerError):
        read(part, lang, NOW)
    with cProfile.Profile() as profile, contextlib.suppress(AnswerError):
        read(line, lang, NOW)
    assert pstats.Stats(profile).total_calls < 30_000


# Several ------------------------------------------------------------------------------------------------


def lines_of(lang):
    """Lines of our own that are read at ``NOW``, with what they say."""
    found = {}
    for row in (*times_report.rows(times_report.CORPUS), *times_report.rows(times_report.RULES)):
        # A week that heads lines is that of those below, too.
        if row.lang == lang and row.own and not row.way and not row.source.startswith("the week heads"):
            try:
                found[row.typed] = read_times(row.typed, lang, NOW)
            except AnswerError:
                continue
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_lines_that_are_joined_say_what_each_says(lang):
    """Together, or they are refused: what stands behind may belong to what stands before."""
    lines = lines_of(lang)
    known = sorted(lines)
    assert len(known) > 200

    @settings(max_examples=examples(800), deadline=None)
    @given(one=st.sampled_from(known), other=st.sampled_from(known), between=st.sampled_from(["; ", "\n"]))
    def joined(one, other, between):
        try:
            found = read_times(f"{one}{between}{other}", lang, NOW)
        except AnswerError as error:
            refused(error)
            return
        starts = {moment.start for moment in (*lines[one], *lines[other])}
        assert {moment.start for moment in found} == starts

    joined()


@pytest.mark.parametrize(
    "typed", ["8 December 10 to 11.30", "8 December 10 to 11:30", "Tuesday 8 December, from 10 to 11.30"]
)
def test_nobody_counts_minutes_to_hours_and_minutes(typed):
    """ "10 to 11.30" is from one to the other."""
    (found,) = read_times(typed, "en", NOW)
    assert (f"{found.start:%d. %H:%M}", f"{found.end:%H:%M}") == ("08. 10:00", "11:30")


@pytest.mark.parametrize(
    ("lang", "typed", "starts"),
    [
        ("da", "tirsdag kl. 10\n14", ("2026-12-01 10:00", "2026-12-01 14:00")),
        ("da", "tirsdag kl. 10\n12 jan 10:00", ("2026-12-01 10:00", "2027-01-12 10:00")),
        ("en", "Tuesday at 10\n15", ("2026-12-01 10:00", "2026-12-01 15:00")),
        ("en", "Tuesday at 10\n12 Jan 10am", ("2026-12-01 10:00", "2027-01-12 10:00")),
    ],
)
def test_no_time_goes_over_the_end_of_a_line(lang, typed, starts):
    """The hour at the end of one and a number at the beginning of the next are no hour and minute."""
    found = [one.start for one in read_times(typed, lang, NOW)]
    assert found == list(map(datetime.fromisoformat, starts))


@pytest.mark.parametrize(
    "typed",
    ["tirsdag kl. 10-11, tirsdag kl. 10", "tirsdag kl. 10 eller 10-11", "tirsdag kl. 10 og kl. 10 i 30 min."],
)
def test_one_start_with_two_ends(typed):
    """A time and a range that begin together are in order, or refused."""
    holds_of_times(typed, "da", back=False)


def test_the_day_of_a_line_that_is_typed_twice_is_one():
    """What is said twice counts once."""
    assert read_days("tirsdag, tirsdag", "da", NOW) == (date(2026, 12, 1),)
