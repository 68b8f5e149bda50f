"""What was recorded on the day of a conversation: before it, it led there; after it, it counts."""

from __future__ import annotations

import tomllib
from datetime import date, datetime

import pytest
from readyexample import EXAMPLE

from netinvite.cli import app
from netinvite.model.contacts import MESSAGE, MOVED, NO_ANSWER, NOTED, REPLIED, TALKED, Entry
from netinvite.model.due import all_open
from netinvite.model.promises import next_step
from netinvite.model.standing import Facts, Talk, last_words

NOW = datetime(2026, 11, 25, 20)
DAY = NOW.date()
SLUG = "aase-lund"


def at(hour, minute=0, day=25):
    return datetime(2026, 11, day, hour, minute)


NOTED_AT = at(10)


def entry(what, when, **more):
    return Entry(when, what, **more)


def talked(outcome, *log, recorded=NOTED_AT, promised=None, **more):
    talk = Talk(DAY, outcome, recorded=recorded, promised=promised, **more)
    return Facts("a", "A", log=log, talks=(talk,))


def step(day, words="send it"):
    return {"next_step": words, "next_date": date(2026, 12, day)}


# What is known; the reason, and in how many days it is due, or None where nothing is open.
CASES = {
    "an answer after it": (talked("joins", entry(REPLIED, at(16))), ("answered", 2)),
    "an answer that led to it": (talked("joins", entry(REPLIED, at(9))), None),
    "an answer before the day agreed on": (
        talked("considers", entry(REPLIED, at(16)), **step(10)),
        ("answered", 2),
    ),
    "a call after it": (talked("considers", entry(NO_ANSWER, at(16))), ("tried", 3)),
    "a call that led to it": (talked("considers", entry(NO_ANSWER, at(9))), ("considers", 14)),
    "in the same minute it led to it": (talked("considers", entry(TALKED, at(10))), ("considers", 14)),
    "a call after a no": (talked("declines", entry(NO_ANSWER, at(16))), ("declines", 3)),
    "thanks after a no": (talked("declines", entry(MESSAGE, at(16)), asked=True), None),
    "an answer of which the day alone is known": (talked("joins", entry(REPLIED, DAY)), ("answered", 2)),
    "a call of which the day alone is known": (
        talked("considers", entry(NO_ANSWER, DAY)),
        ("considers", 14),
    ),
    "an answer, the conversation noted by hand": (
        talked("joins", entry(REPLIED, at(16)), recorded=None),
        ("answered", 2),
    ),
    "an answer, the conversation noted the day after": (
        talked("joins", entry(REPLIED, at(16)), recorded=at(9, day=26)),
        ("answered", 2),
    ),
    "put off, then promised": (
        talked("considers", entry(MOVED, at(9), until=date(2026, 12, 30)), **step(4)),
        ("step", 9),
    ),
    "promised, then put off": (
        talked("considers", entry(MOVED, at(16), until=date(2026, 12, 30)), **step(4)),
        ("step", 35),
    ),
    "put off in the same minute": (
        talked("considers", entry(MOVED, at(10), until=date(2026, 12, 30)), **step(4)),
        ("step", 35),
    ),
    "put off, and promised another day later": (
        talked(
            "considers",
            entry(MOVED, at(12), until=date(2026, 12, 30)),
            promised=at(14),
            **step(4),
        ),
        ("step", 9),
    ),
    "put off the day after, and then the conversation noted": (
        talked(
            "considers",
            entry(MOVED, at(8, day=26), until=date(2026, 12, 30)),
            recorded=at(9, day=26),
            **step(4),
        ),
        ("step", 9),
    ),
    "put off, on a day without a time": (
        talked("considers", entry(MOVED, DAY, until=date(2026, 12, 30)), **step(4)),
        ("step", 35),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_was_recorded_last_counts(case):
    """Reason and day of each."""
    facts, expected = CASES[case]
    found = [(one.reason, -one.overdue) for one in all_open([facts], NOW)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(("hour", "words"), [(9, "no room yet"), (16, "the room is free")])
def test_the_last_words_of_a_day_are_those_said_last(hour, words):
    """A note of the afternoon is newer than the conversation of the morning."""
    note = entry(NOTED, at(hour), note="the room is free")
    assert last_words(talked("considers", note, changes="no room yet"))[:2] == (words, DAY)


# Recorded as it happens --------------------------------------------------------------------------


@pytest.fixture
def run(once, monkeypatch):
    """Run a command at an hour of a day in December: the exit code."""
    command = ["prepare", "--answers", EXAMPLE, "--no-input", "--set=person.name=Åse Lund"]
    folder = once(lambda place: app.run([*command, "-w", str(place)]))

    def call(moment, *arguments):
        monkeypatch.setenv("NETINVITE_NOW", f"2026-12-{moment}")
        code = app.run([*arguments, "-w", str(folder)])
        assert code == 0
        return folder

    return call


def interview(outcome, *more):
    given = {"outcome": outcome, "importance": 8, "readiness": 5, "next": "I call again."}
    settings = [f"--set=conversation.{key}={value}" for key, value in given.items()]
    return ["interview", SLUG, "--no-input", *settings, *(f"--set=conversation.{one}" for one in more)]


def known(folder):
    from netinvite.app import people
    from netinvite.store.workspace import Workspace

    (facts,) = people.read(Workspace(folder)).everyone
    return facts


def test_an_answer_of_the_afternoon_is_due(run, capsys):
    """The conversation of the morning was recorded before it."""
    run("01T10:00", *interview("joins"))
    run("01T16:00", "log", SLUG, "replied", "--note", "Which room did you say?")
    assert "due on Thursday 3 December" in capsys.readouterr().err


def test_the_promise_of_the_afternoon_counts(run):
    """It was put off in the morning, and promised for an earlier day since."""
    run("02T09:00", "later", SLUG, "2026-12-30")
    folder = run("02T15:00", *interview("considers", "next_date=2026-12-04"))
    assert next_step(known(folder)).day == date(2026, 12, 4)


def test_what_is_changed_later_does_not_hide_an_answer(run):
    """It stays when the conversation was noted first; a promise that is changed counts from then on."""
    run("02T09:00", *interview("considers", "next_date=2026-12-10"))
    run("02T11:00", "log", SLUG, "replied")
    folder = run(
        "02T15:00", "interview", SLUG, "--last", "--no-input", "--set", "conversation.next_date=2026-12-09"
    )
    (talk,) = known(folder).talks
    assert (talk.recorded, talk.promised) == (datetime(2026, 12, 2, 9), datetime(2026, 12, 2, 15))
    assert [one.reason for one in all_open([known(folder)], datetime(2026, 12, 2, 16))] == ["answered"]


def test_when_a_conversation_was_noted_stands_in_the_file(run):
    """Beside the answers, and once."""
    folder = run("01T10:00", *interview("joins"))
    (talk,) = tomllib.loads((folder / "people" / SLUG / "answers.toml").read_text("utf-8"))["conversation"]
    assert talk["recorded-at"] == "2026-12-01 10:00"
    assert "promised-at" not in talk
