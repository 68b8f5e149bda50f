"""Who is due, why and on which day: a table of what was recorded, told as one would tell it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from netinvite.model.contacts import (
    BOUNCED,
    MESSAGE,
    MET,
    MOVED,
    NO_ANSWER,
    NOTED,
    POST,
    REPLIED,
    SENT,
    TALKED,
    Entry,
)
from netinvite.model.counted import Days
from netinvite.model.due import DAYS, Due, all_open, due, due_and_coming
from netinvite.model.followup import numbers
from netinvite.model.standing import Facts, Talk

NOW = datetime(2026, 11, 25, 12)
TODAY = NOW.date()


def ago(days):
    return TODAY - timedelta(days)


def entry(what, days, **more):
    return Entry(ago(days), what, **more)


def at(*hours_from_today):
    return tuple(datetime(2026, 11, 25, 10) + timedelta(days) for days in hours_from_today)


def ready(days=30, *log, **more):
    return Facts("a", "A", finished=True, ready=ago(days), log=log, **more)


def talked(days, outcome="", *log, next_in=None, asked=False, **more):
    step = ("send it", TODAY + timedelta(next_in)) if next_in is not None else ("", None)
    return Facts("a", "A", log=log, talks=(Talk(ago(days), outcome, *step, asked=asked),), **more)


def same_day(when, minutes):
    """Put off and talked with today, the talk written down ``minutes`` after ``NOW``."""
    talk = Talk(TODAY, "considers", "send it", ago(-5), recorded=NOW + timedelta(minutes=minutes))
    return Facts("a", "A", log=(Entry(when, MOVED, until=ago(-14)),), talks=(talk,))


# What is known; the reason; in how many days it is due (0: today), or None where nothing is open.
CASES = {
    "only in mind": (Facts("a", "A"), None),
    "ready today": (ready(0), ("ready", 7)),
    "ready a week": (ready(7), ("ready", 0)),
    "ready, since when nobody knows": (ready(0)._replace(ready=None), ("ready", 7)),
    "ready, since a day to come": (ready(-40), ("ready", 7)),
    "ready, first time in four days": (ready(0, times=at(5, 4)), ("times", 1)),
    "ready, first time in three": (ready(0, times=at(3, 9)), ("times", 0)),
    "ready, times gone by": (ready(6, times=at(-2)), ("times", -5)),
    "ready since today, first time tomorrow": (ready(0, times=at(1)), ("times", 0)),
    "ready since yesterday, times gone by": (ready(1, times=at(-2)), ("times", -1)),
    "ready and done": (ready(30, entry(MOVED, 1), times=at(1)), ("ready", 6)),
    "ready and put off": (ready(30, entry(MOVED, 1, until=ago(-9))), ("moved", 9)),
    "put off twice": (
        ready(30, entry(MOVED, 2, until=ago(-9)), entry(MOVED, 1, until=ago(-2))),
        ("moved", 2),
    ),
    "only noted": (ready(7, entry(NOTED, 1, note="ring")), ("ready", 0)),
    "tried": (ready(30, entry(NO_ANSWER, 1)), ("tried", 2)),
    "tried twice": (ready(30, entry(NO_ANSWER, 9), entry(NO_ANSWER, 3)), ("tried", 0)),
    "tried three times": (ready(30, *(entry(NO_ANSWER, n) for n in (9, 6, 3))), ("other-way", 0)),
    "tried, then written": (
        ready(30, *(entry(NO_ANSWER, n) for n in (9, 6, 3)), entry(SENT, 2)),
        ("invited", 5),
    ),
    "tried, written, tried": (
        ready(30, *(entry(NO_ANSWER, n) for n in (9, 6)), entry(SENT, 4), entry(NO_ANSWER, 1)),
        ("tried", 2),
    ),
    "tried and done": (ready(30, entry(NO_ANSWER, 4), entry(MOVED, 0)), ("tried", 3)),
    "tried, put off, tried": (
        ready(30, entry(NO_ANSWER, 4), entry(MOVED, 3, until=ago(1)), entry(NO_ANSWER, 1)),
        ("tried", 2),
    ),
    "put off, and tried before that day": (
        ready(30, entry(MOVED, 3, until=ago(-25)), entry(NO_ANSWER, 1)),
        ("moved", 25),
    ),
    "put off, and a message went before that day": (
        ready(30, entry(SENT, 9), entry(MOVED, 3, until=ago(-25)), entry(MESSAGE, 1)),
        ("moved", 25),
    ),
    "put off, and the invitation went": (
        ready(30, entry(MOVED, 3, until=ago(-25)), entry(SENT, 1)),
        ("invited", 6),
    ),
    "put off, and an answer came": (
        ready(30, entry(SENT, 9), entry(MOVED, 3, until=ago(-25)), entry(REPLIED, 0)),
        ("answered", 2),
    ),
    "an answer put off, and written": (
        ready(30, entry(REPLIED, 4), entry(MOVED, 3, until=ago(-25)), entry(MESSAGE, 0)),
        ("invited", 7),
    ),
    "a no, put off, and tried before that day": (
        talked(9, "declines", entry(MOVED, 4, until=ago(-20)), entry(NO_ANSWER, 1)),
        ("moved", 20),
    ),
    "tried before anything was prepared": (Facts("a", "A", log=(entry(NO_ANSWER, 3),)), ("tried", 0)),
    "invited": (ready(30, entry(SENT, 7)), ("invited", 0)),
    "a message": (ready(30, entry(MESSAGE, 6)), ("invited", 1)),
    "a letter": (ready(30, entry(POST, 6)), ("invited", 1)),
    "invited, with times": (ready(30, entry(SENT, 3, times=at(2, -1))), ("invited", 3)),
    "invited, the times gone by when it was sent": (ready(30, entry(SENT, 3, times=at(-9))), ("invited", 4)),
    "invited, and the email came back": (
        ready(30, entry(SENT, 1, times=at(2)), entry(BOUNCED, 0)),
        ("bounced", 0),
    ),
    "invited, it came back yesterday": (ready(30, entry(SENT, 3), entry(BOUNCED, 1)), ("bounced", -1)),
    "it came back, and they were called": (
        ready(30, entry(NO_ANSWER, 9), entry(SENT, 3), entry(BOUNCED, 2), entry(NO_ANSWER, 1)),
        ("tried", 2),
    ),
    "it came back, and went to another address": (
        ready(30, entry(SENT, 3), entry(BOUNCED, 2), entry(SENT, 1)),
        ("invited", 6),
    ),
    "it came back, and that is done": (
        ready(30, entry(SENT, 3), entry(BOUNCED, 2), entry(MOVED, 0)),
        ("tried", 3),
    ),
    "it came back, and was put off": (
        ready(30, entry(SENT, 3), entry(BOUNCED, 2), entry(MOVED, 0, until=ago(-1))),
        ("moved", 1),
    ),
    "it came back, then an answer came": (
        ready(30, entry(SENT, 3, times=at(1)), entry(BOUNCED, 2), entry(REPLIED, 0)),
        ("answered", 2),
    ),
    "an answer came, then it came back": (
        ready(30, entry(SENT, 3), entry(REPLIED, 1), entry(BOUNCED, 0)),
        ("answered", 1),
    ),
    "joins, and what was written came back": (
        talked(9, "joins", entry(MESSAGE, 1), entry(BOUNCED, 0)),
        ("bounced", 0),
    ),
    "a no, thanked, and it came back": (
        talked(9, "declines", entry(SENT, 1), entry(BOUNCED, 0), asked=True),
        None,
    ),
    "a no, whom they know was asked in writing, and it came back": (
        talked(9, "declines", entry(SENT, 1), entry(BOUNCED, 0)),
        ("declines", 0),
    ),
    "invited again": (ready(30, entry(SENT, 20), entry(SENT, 1)), ("invited", 6)),
    "invited and put off": (ready(30, entry(SENT, 9), entry(MOVED, 0, until=ago(-14))), ("moved", 14)),
    "invited, and done": (ready(30, entry(SENT, 9), entry(MOVED, 0)), ("invited", 7)),
    "answered": (ready(30, entry(SENT, 9), entry(REPLIED, 2)), ("answered", 0)),
    "answered, and seen to": (ready(30, entry(REPLIED, 2), entry(MOVED, 0)), ("invited", 7)),
    "answered, seen to, and done again": (
        ready(30, entry(REPLIED, 9), entry(MOVED, 8), entry(MOVED, 0)),
        ("invited", 7),
    ),
    "answered, put off, and seen to": (
        ready(30, entry(REPLIED, 9), entry(MOVED, 8, until=ago(3)), entry(MOVED, 1)),
        ("invited", 6),
    ),
    "answered, tried, and seen to": (
        ready(30, entry(REPLIED, 9), entry(NO_ANSWER, 8), entry(MOVED, 1)),
        ("invited", 6),
    ),
    "answered, seen to, and tried": (
        ready(30, entry(REPLIED, 9), entry(MOVED, 8), entry(NO_ANSWER, 1)),
        ("tried", 2),
    ),
    "answered, seen to, and answered": (
        ready(30, entry(REPLIED, 9), entry(MOVED, 8), entry(REPLIED, 1)),
        ("answered", 1),
    ),
    "answered, then written": (ready(30, entry(REPLIED, 3), entry(SENT, 1)), ("invited", 6)),
    "answered, and put off": (
        ready(30, entry(REPLIED, 3), entry(MOVED, 1, until=ago(-9))),
        ("moved", 9),
    ),
    "answered in writing, a time proposed for tomorrow": (
        ready(30, entry(SENT, 3, times=at(4, 1)), entry(REPLIED, 0)),
        ("answered", 0),
    ),
    "answered in writing, a time proposed for in two days": (
        ready(30, entry(SENT, 3, times=at(2)), entry(REPLIED, 0)),
        ("answered", 1),
    ),
    "answered in writing, a time proposed for today": (
        ready(30, entry(SENT, 3, times=at(0)), Entry(NOW - timedelta(hours=4), REPLIED)),
        ("answered", 0),
    ),
    "answered in writing, times gone by or far away": (
        ready(30, entry(SENT, 3, times=at(-1, 9)), entry(REPLIED, 0)),
        ("answered", 2),
    ),
    "answered in writing, then talked about it, and written": (
        ready(30, entry(SENT, 3, times=at(1)), entry(MET, 1), entry(REPLIED, 0)),
        ("answered", 2),
    ),
    "spoken with": (ready(30, entry(TALKED, 1)), ("talked", 13)),
    "met, then tried": (ready(30, entry(MET, 9), entry(NO_ANSWER, 1)), ("tried", 2)),
    "talked, without an outcome": (talked(14), ("talked", 0)),
    "considers": (talked(14, "considers"), ("considers", 0)),
    "considers, with a day": (talked(40, "considers", next_in=5), ("step", 5)),
    "considers, the day put off": (
        talked(9, "considers", entry(MOVED, 1, until=ago(-9)), next_in=-1),
        ("step", 9),
    ),
    "considers, the day brought forward": (
        talked(9, "considers", entry(MOVED, 1, until=ago(-3)), next_in=9),
        ("step", 3),
    ),
    "considers, the step done": (talked(9, "considers", entry(MOVED, 1), next_in=-1), ("considers", 13)),
    "considers, put off on the day of the talk": (
        talked(0, "considers", entry(MOVED, 0, until=ago(-14))),
        ("moved", 14),
    ),
    "considers, put off before the talk was recorded": (same_day(NOW, minutes=1), ("step", 5)),
    "considers, put off within its minute": (same_day(NOW, minutes=0), ("step", 14)),
    "considers, put off after it was recorded": (same_day(NOW, minutes=-1), ("step", 14)),
    "considers, put off nobody knows when": (same_day(TODAY, minutes=1), ("step", 14)),
    "considers, tried on the way there": (talked(0, "considers", entry(NO_ANSWER, 0)), ("considers", 14)),
    "considers, tried on the day": (talked(9, "considers", entry(NO_ANSWER, 1), next_in=-1), ("tried", 2)),
    "considers, tried before the day": (talked(9, "considers", entry(NO_ANSWER, 1), next_in=4), ("step", 4)),
    "considers, written before the day": (talked(9, "considers", entry(SENT, 1), next_in=4), ("step", 4)),
    "considers, spoken with again": (talked(9, "considers", entry(TALKED, 0), next_in=-1), ("considers", 14)),
    "considers, answered": (talked(9, "considers", entry(REPLIED, 1), next_in=4), ("answered", 1)),
    "considers, answered, and the answer seen to": (
        talked(9, "considers", entry(REPLIED, 2), entry(MOVED, 0), next_in=4),
        ("step", 4),
    ),
    "considers, answered, and the answer put off": (
        talked(9, "considers", entry(REPLIED, 2), entry(MOVED, 0, until=ago(-2)), next_in=4),
        ("moved", 2),
    ),
    "considers, answered, put off, and the answer seen to": (
        talked(9, "considers", entry(REPLIED, 3), entry(MOVED, 2, until=ago(0)), entry(MOVED, 0), next_in=4),
        ("step", 4),
    ),
    "considers, answered, put off beyond the day of the step": (
        talked(9, "considers", entry(REPLIED, 2), entry(MOVED, 0, until=ago(-9)), next_in=4),
        ("moved", 9),
    ),
    "considers, answered, and tried": (
        talked(9, "considers", entry(REPLIED, 2), entry(NO_ANSWER, 1), next_in=4),
        ("tried", 2),
    ),
    "considers, answered, tried and seen to": (
        talked(9, "considers", entry(REPLIED, 2), entry(NO_ANSWER, 1), entry(MOVED, 0), next_in=4),
        ("step", 4),
    ),
    "considers, the step done before its day": (
        talked(9, "considers", entry(MOVED, 0), next_in=4),
        ("considers", 14),
    ),
    "considers, the answer seen to after the day": (
        talked(9, "considers", entry(REPLIED, 2), entry(MOVED, 0), next_in=-1),
        ("considers", 14),
    ),
    "later": (talked(90, "later"), ("later", 0)),
    "later, with a day": (talked(9, "later", next_in=100), ("step", 100)),
    "later, long ago": (talked(100, "later"), ("later", -10)),
    "joins": (talked(100, "joins"), None),
    "joins, with a step": (talked(9, "joins", next_in=0), ("step", 0)),
    "joins, the step overdue": (talked(9, "joins", next_in=-3), ("step", -3)),
    "joins, the step done": (talked(9, "joins", entry(MOVED, 1), next_in=-3), None),
    "joins, the step tried": (talked(9, "joins", entry(NO_ANSWER, 0), next_in=-3), ("tried", 3)),
    "joins, tried for nothing that is open": (talked(9, "joins", entry(NO_ANSWER, 0)), None),
    "joins, written to": (talked(9, "joins", entry(SENT, 1)), None),
    "joins, and wrote": (talked(9, "joins", entry(REPLIED, 2)), ("answered", 0)),
    "a no, nobody asked for": (talked(9, "declines"), ("declines", -9)),
    "a no, whom they know was asked": (talked(9, "declines", asked=True), None),
    "a no, and done": (talked(9, "declines", entry(MOVED, 1)), None),
    "a no, and written to": (talked(9, "declines", entry(SENT, 1)), None),
    "a no, put off": (talked(9, "declines", entry(MOVED, 1, until=ago(-365))), ("moved", 365)),
    "a no, tried": (talked(9, "declines", entry(NO_ANSWER, 1)), ("declines", 2)),
    "a no, tried three times": (talked(9, "declines", *(entry(NO_ANSWER, n) for n in (7, 4, 1))), None),
    "a no, whom they know was asked, and tried": (
        talked(9, "declines", entry(NO_ANSWER, 1), asked=True),
        None,
    ),
    "a no, the step tried": (
        talked(9, "declines", entry(NO_ANSWER, 1), next_in=-2, asked=True),
        ("step", 2),
    ),
    "a no, the step tried, and done": (
        talked(9, "declines", entry(NO_ANSWER, 1), entry(MOVED, 0), next_in=-2, asked=True),
        None,
    ),
    "a no, tried before the day of the step": (
        talked(9, "declines", entry(NO_ANSWER, 1), next_in=2, asked=True),
        ("step", 2),
    ),
    "a no, they wrote, and were tried": (
        talked(9, "declines", entry(REPLIED, 4), entry(NO_ANSWER, 1), asked=True),
        ("answered", 2),
    ),
    "a no, they wrote, it was put off, and they were tried": (
        talked(
            9, "declines", entry(REPLIED, 4), entry(MOVED, 3, until=ago(1)), entry(NO_ANSWER, 1), asked=True
        ),
        ("answered", 2),
    ),
    "a no, put off, and tried": (
        talked(9, "declines", entry(MOVED, 4, until=ago(2)), entry(NO_ANSWER, 1)),
        ("declines", 2),
    ),
    "a no, with a step": (talked(0, "declines", next_in=9, asked=True), ("step", 9)),
    "invited long before the talk": (talked(1, "considers", entry(SENT, 30)), ("considers", 13)),
    "named a fortnight ago": (Facts("a", "A", named_on=ago(14)), ("named", 1)),
    "named longer ago": (Facts("a", "A", named_on=ago(15)), ("named", 0)),
    "named and ready": (ready(3, named_on=ago(15)), ("named", 0)),
    "named and written to": (ready(30, entry(SENT, 1), named_on=ago(99)), ("invited", 6)),
    "named and spoken with": (talked(9, "joins", named_on=ago(99)), None),
    "the end of time": (ready(30, Entry(date.max, SENT)), ("invited", (date.max - TODAY).days)),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_open_follows_from_what_was_recorded(case):
    """Reason and day of each, at most one a person."""
    facts, expected = CASES[case]
    found = [(one.reason, -one.overdue) for one in all_open([facts], NOW)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize("case", CASES)
def test_due_is_what_has_come_and_coming_the_next_seven_days(case):
    """Nobody is in both, whoever is in neither has time."""
    facts, expected = CASES[case]
    days = expected[1] if expected else 99
    assert len(due([facts], NOW)) == (days <= 0)
    assert len(due_and_coming([facts], NOW)[1]) == (0 < days <= 7)


def test_a_row_says_who_why_and_since_when():
    """The day, and how many days ago it was."""
    assert due([talked(9, "joins", next_in=-3)], NOW) == [Due("a", "step", ago(3), 3)]


def test_what_others_wait_for_comes_first():
    """Answers, promises, proposed times; then whoever has waited longest."""
    everyone = {
        "old": ready(60),
        "newer": ready(8),
        "answer": ready(30, entry(REPLIED, 2)),
        "step": talked(9, "joins", next_in=-3),
    }
    found = due([facts._replace(id=id) for id, facts in everyone.items()], NOW)
    assert [one.id for one in found] == ["step", "answer", "old", "newer"]


def test_an_answer_that_was_put_off_keeps_its_place():
    """Somebody else waits for it."""
    off = entry(MOVED, 1, until=ago(0))
    everyone = {
        "tried": ready(60, entry(NO_ANSWER, 9)),
        "answer": ready(30, entry(REPLIED, 2), off),
        "other": ready(90, entry(NO_ANSWER, 9), off),
    }
    found = due([facts._replace(id=id) for id, facts in everyone.items()], NOW)
    assert [(one.id, one.was) for one in found] == [("answer", "answered"), ("tried", ""), ("other", "tried")]


@pytest.mark.parametrize(
    ("reason", "facts"),
    {
        "ready": ready(30),
        "times": ready(0, times=at(1)),
        "named": Facts("a", "A", named_on=ago(99)),
        "tried": ready(30, *(entry(NO_ANSWER, n) for n in (9, 8, 7))),
        "invited": ready(30, entry(SENT, 9, times=at(-8))),
        "answered": ready(30, entry(REPLIED, 9)),
        "talked": talked(30),
        "considers": talked(30, "considers"),
        "later": talked(99, "later"),
        "step": talked(30, "joins", next_in=-1),
        "declines": talked(30, "declines"),
        "bounced": ready(30, entry(SENT, 3), entry(BOUNCED, 2)),
    }.items(),
)
def test_nought_switches_a_reason_off(reason, facts):
    """And nothing else takes its place."""
    assert len(due([facts], NOW)) == 1
    assert due([facts], NOW, numbers({reason: 0})[0]) == []


def test_every_reason_can_be_switched_off():
    """The table above knows them all."""
    switched = test_nought_switches_a_reason_off.pytestmark[0].args[1]
    assert {reason for reason, _facts in switched} == set(DAYS)


@pytest.mark.parametrize(
    ("reason", "number", "facts", "days"),
    [
        ("ready", 10, ready(7), 3),
        ("times", 5, ready(0, times=at(5)), 0),
        ("tried", 1, ready(30, entry(NO_ANSWER, 1)), 0),
        ("invited", 10, ready(30, entry(SENT, 7)), 3),
        ("later", 30, talked(30, "later"), 0),
        ("named", 20, Facts("a", "A", named_on=ago(14)), 7),
    ],
)
def test_the_network_says_how_many_days(reason, number, facts, days):
    """Only of the reason that is named."""
    (one,) = all_open([facts], NOW, numbers({reason: number})[0])
    assert -one.overdue == days


@pytest.mark.parametrize(
    ("table", "path", "told"),
    [
        ({"ready": "7"}, ("ready",), "must be a number of days"),
        ({"ready": True}, ("ready",), "must be a number of days"),
        ({"ready": -1}, ("ready",), "must be a number of days"),
        ({"ready": 1.5}, ("ready",), "must be a number of days"),
        ({"ready": 10**9}, ("ready",), "must be a number of days"),
        ({"invitet": 3}, ("invitet",), "Did you mean “invited”?"),
        ({"x": 3}, ("x",), "Choose one of: ready"),
        ([], (), "must be a table"),
    ],
)
def test_a_wrong_number_is_said(table, path, told):
    """Where it stands, and what would do; what else is there counts."""
    days, (wrong,) = numbers(table)
    assert wrong.path == path
    assert told in wrong.problem
    assert days == DAYS


# Days off ----------------------------------------------------------------------------------------


def off(day):
    """Weekends, and a Thursday and Friday."""
    return day.weekday() >= 5 or day in (date(2026, 12, 3), date(2026, 12, 4))


@pytest.mark.parametrize(
    ("facts", "found"),
    {
        "tried, and three days later is a Saturday": (ready(30, entry(NO_ANSWER, 0)), ("tried", 30)),
        "invited, and a week later is a day off": (ready(30, entry(SENT, -1)), ("invited", 37)),
        "invited, the day after the last time is a Saturday": (
            ready(30, entry(SENT, 0, times=at(2))),
            ("invited", 30),
        ),
        "ready, three days before the first time is a Sunday": (ready(0, times=at(7)), ("times", 27)),
        "answered on a Thursday": (ready(30, entry(REPLIED, -1)), ("answered", 30)),
        "answered, a time proposed for Monday": (
            ready(30, entry(SENT, 5, times=at(5)), entry(REPLIED, -1)),
            ("answered", 27),
        ),
        "answered on the Saturday before it": (
            ready(30, entry(SENT, 5, times=at(5)), entry(REPLIED, -3)),
            ("answered", 28),
        ),
        "considers": (talked(11, "considers"), ("considers", 30)),
        "later": (talked(80, "later"), ("later", 37)),
        "named": (Facts("a", "A", named_on=ago(6)), ("named", 37)),
        "a no, tried": (talked(9, "declines", entry(NO_ANSWER, 0)), ("declines", 30)),
        "promised for a Saturday": (talked(9, "joins", next_in=3), ("step", 28)),
        "put off to a Saturday": (ready(30, entry(MOVED, 0, until=ago(-3))), ("moved", 28)),
        "a no on a Saturday": (talked(-3, "declines"), ("declines", 28)),
    }.values(),
)
def test_what_is_counted_falls_on_a_working_day(facts, found):
    """The next one, or, before a time, the one before; what somebody said stays as it is."""
    (one,) = all_open([facts], NOW, Days(DAYS, off))
    reason, day = found
    assert (one.reason, one.day) == (reason, date(2026, 11, 1) + timedelta(day - 1))


def test_where_every_day_is_off_it_ends():
    """After a month."""
    (one,) = all_open([ready(30, entry(NO_ANSWER, 0))], NOW, Days(DAYS, lambda _day: True))
    assert one.day == ago(-3) + timedelta(31)
