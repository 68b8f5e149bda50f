"""How a time is said back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from extent import whole

from netinvite import clock, language
from netinvite.model import inwords
from netinvite.model.dates import plain_day
from netinvite.model.moments import Moment
from netinvite.model.readback import few_at_work, in_full, read_back, read_back_day
from netinvite.model.times import read_times

NOW = datetime(2026, 11, 25, 9, 0)


def at(day: int, hour: int, minute: int = 0, *, month: int = 12, year: int = 2026, lasts: int = 0) -> Moment:
    """A moment; ``lasts``: minutes until its end."""
    start = datetime(year, month, day, hour, minute)
    return Moment(start, start + timedelta(minutes=lasts) if lasts else None)


@pytest.mark.parametrize(
    ("moment", "danish", "english"),
    [
        (at(1, 10), "tirsdag den 1. december kl. 10, om 6 dage", "Tuesday 1 December at 10:00, in 6 days"),
        (
            at(1, 9, 30, lasts=90),
            "tirsdag den 1. december kl. 9.30–11, om 6 dage",
            "Tuesday 1 December at 09:30–11:00, in 6 days",
        ),
        (
            at(26, 14, month=11),
            "torsdag den 26. november kl. 14, i morgen",
            "Thursday 26 November at 14:00, tomorrow",
        ),
        (
            at(25, 14, month=11),
            "onsdag den 25. november kl. 14, i dag",
            "Wednesday 25 November at 14:00, today",
        ),
        (
            at(5, 10, month=1, year=2027),
            "tirsdag den 5. januar 2027 kl. 10, om 41 dage",
            "Tuesday 5 January 2027 at 10:00, in 41 days",
        ),
        (
            at(23, 10, month=11),
            "mandag den 23. november kl. 10, for 2 dage siden",
            "Monday 23 November at 10:00, 2 days ago",
        ),
        (
            at(5, 10),
            "lørdag den 5. december kl. 10, om 10 dage; der er få på arbejde: lørdag",
            "Saturday 5 December at 10:00, in 10 days; few are at work then: Saturday",
        ),
        (
            at(1, 7, 30),
            "tirsdag den 1. december kl. 7.30, om 6 dage; der er få på arbejde: før kl. 8",
            "Tuesday 1 December at 07:30, in 6 days; few are at work then: before 8:00",
        ),
        (
            at(1, 17, 30, lasts=60),
            "tirsdag den 1. december kl. 17.30–18.30, om 6 dage; der er få på arbejde: efter kl. 18",
            "Tuesday 1 December at 17:30–18:30, in 6 days; few are at work then: after 18:00",
        ),
    ],
)
def test_a_moment_is_said_back_in_full(moment: Moment, danish: str, english: str) -> None:
    """Weekday, date, another year, time of day, both ends, how far away, and whether few are at work."""
    for lang, line in (("da", danish), ("en", english)):
        language.activate(lang)
        assert read_back(moment, lang, NOW) == line


def test_a_day_is_said_back_without_a_time() -> None:
    """Whoever is asked when they talked need not know who was at work."""
    assert read_back_day(date(2026, 11, 22), "en", NOW) == "Sunday 22 November, 3 days ago"
    assert read_back_day(date(2025, 12, 24), "en", NOW) == "Wednesday 24 December 2025, 336 days ago"


@pytest.mark.parametrize(
    ("moment", "few"),
    [
        (at(1, 8), False),
        (at(1, 7, 59), True),
        (at(1, 17, 59), False),
        (at(1, 18), True),
        (at(1, 17, lasts=60), False),
    ],
)
def test_people_are_at_work_from_8_to_18(moment: Moment, few: bool) -> None:
    """A talk that begins at 18 is none of working hours, one that ends then is."""
    assert bool(few_at_work(moment, "en")) is few


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_is_said_in_full_is_read_back(lang: str) -> None:
    """Each hour, with and without an end, this year and the next."""
    for start in (datetime(2026, 12, 1), datetime(2027, 3, 2), datetime(2028, 2, 29)):
        for quarter in range(0, 96, 1 if whole() else 7):
            begins = start + timedelta(minutes=15 * quarter)
            ends = [begins + timedelta(minutes=minutes) for minutes in (15, 60, 95)]
            for end in (None, *(end for end in ends if end.date() == begins.date())):
                moment = Moment(begins, end)
                assert read_times(in_full(moment, lang, NOW), lang, NOW) == (moment,)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_sentence_without_babel_says_the_day_as_others_do(lang: str) -> None:
    """Each month, near and far away, in the program's own words and in Babel's."""
    language.activate(lang)
    days = inwords.Days()
    for year, month in product((2026, 2027, 2029), range(1, 13)):
        day = date(year, month, 7)
        assert days.tell(day, year=inwords.is_far(day, clock.now().date())) == plain_day(day, lang)
