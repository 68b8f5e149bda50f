"""Times as people write them, on the tables of ``data/times``: none is read wrong, most are understood."""

from __future__ import annotations

import time as clockwork
from datetime import datetime

import pytest
import times_report
from times_report import CORPUS, OWN, PUBLIC, RULES

from netinvite.model.times import read_times
from netinvite.model.workdays import off_work

pytestmark = pytest.mark.skipif(not hasattr(clockwork, "tzset"), reason="no TZ on Windows")


@pytest.fixture(autouse=True)
def copenhagen(monkeypatch):
    """The skipped hour of the tables is that of Copenhagen; and no computer says that it is in the US."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    clockwork.tzset()
    yield
    monkeypatch.undo()
    clockwork.tzset()


def test_nothing_in_the_corpus_is_read_wrong():
    """A moment that nobody meant is worse than a refusal; pytest shows the report where there is one."""
    table = times_report.rows(CORPUS)
    print("\n".join(times_report.report([CORPUS])))  # noqa: T201
    wrong = [
        (row.lang, row.typed, got)
        for row in table
        if times_report.verdict(row, got := times_report.read(row)) == "wrong"
    ]
    assert len(table) == 734 and wrong == []


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(("kind", "goal"), [("own", OWN), ("public", PUBLIC)])
def test_most_of_the_corpus_is_understood(lang, kind, goal):
    """Of the lines that have a moment, or several, as the only right answer."""
    score = times_report.measured(times_report.rows(CORPUS))[lang, kind]
    assert score.ones > 80 and score.share >= goal


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_the_rules_say_holds(lang):
    """Every row: the moment with its end, the question with both, the refusal with its word."""
    table = [(row, times_report.read(row)) for row in times_report.rows(RULES) if row.lang == lang]
    assert len(table) > 250
    assert [(row, got) for row, got in table if times_report.verdict(row, got) != "right"] == []


def test_what_few_can_do_is_on_a_day_off_or_early_or_late():
    """The rows that say so."""
    off = [row for row in times_report.rows(RULES) if row.right[0].startswith("off ")]
    for row in off:
        for moment in read_times(row.typed, row.lang, row.now):
            at_work = 8 <= moment.start.hour < 18 and not off_work(moment.start.date(), row.lang)
            assert not at_work, row.typed
    assert off


def test_a_wrong_reading_is_seen():
    """What the report is for: a moment that is not the right one."""
    row = times_report.Row(
        "en", datetime(2026, 11, 25, 12), "", "Tuesday at 10", ("2026-12-02 10:00",), "own", False
    )
    assert times_report.verdict(row, times_report.read(row)) == "wrong"
    assert times_report.verdict(row, "ask") == times_report.verdict(row, "refuse: x") == "refused"
