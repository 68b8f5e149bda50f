"""Where people stand, what is covered, who named whom."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netinvite.app import overview
from netinvite.app.people import Register
from netinvite.model import people
from netinvite.model.contacts import SENT, Entry
from netinvite.model.coverage import Branch, coverage, referrals
from netinvite.model.promises import standing
from netinvite.model.questions import Need
from netinvite.model.standing import Facts, Talk, state

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts("a", "A"), "thinking"),
        (Facts("a", "A", finished=True), "ready"),
        (Facts("a", "A", finished=True, log=(Entry(TODAY, SENT),)), "invited"),
        (Facts("a", "A", talks=(Talk(TODAY),)), "talked"),
        (
            Facts("a", "A", log=(Entry(TODAY, SENT),), talks=(Talk(TODAY, "declines"), Talk(TODAY, "joins"))),
            "joins",
        ),
    ],
)
def test_a_state_follows_from_what_is_recorded(facts, expected):
    """The last conversation says most, then the invitation, then the preparation."""
    assert state(facts) == expected


@pytest.mark.parametrize(("days", "overdue"), [(-1, True), (0, False), (1, False)])
def test_a_step_is_overdue_the_day_after(days, overdue):
    """Today is due, yesterday overdue."""
    talk = Talk(TODAY, "considers", "calls again", TODAY + timedelta(days=days))
    assert standing(Facts("a", "A", talks=(talk,)), TODAY).overdue is overdue


def test_overdue_comes_first_and_the_undated_last():
    """By the day of the next step, then by name."""
    later = Facts("a", "A", talks=(Talk(next_date=TODAY + timedelta(days=3)),))
    overdue = Facts("z", "Z", talks=(Talk(next_date=TODAY - timedelta(days=3)),))
    nothing = Facts("b", "B")
    now = datetime.combine(TODAY, time(12))
    register = Register([later, nothing, overdue], (), [])
    found = overview.chosen(overview.everyone(register, now), overview.Wish())
    assert [one.facts.id for one in found] == ["z", "a", "b"]


def test_coverage_tells_covered_possible_and_nobody():
    """Who joins covers, who is in play may, who declined leads to somebody else."""
    joins, declines = Talk(outcome="joins"), Talk(outcome="declines")
    everyone = [
        Facts("a", "A", talks=(joins,), covers=("rooms",)),
        Facts("b", "B", covers=("rooms", "time")),
        Facts("c", "C", talks=(declines,), covers=("research",), alternative="Signe Bro"),
    ]
    needs = [
        Need("rooms", "resource"),
        Need("time", "skill"),
        Need("research", "knowledge"),
        Need("x", "skill"),
    ]
    found = {one.need.name: one for one in coverage(needs, everyone)}
    assert (found["rooms"].covered_by, found["rooms"].possible) == (("a",), ("b",))
    assert (found["time"].covered_by, found["time"].possible) == ((), ("b",))
    assert found["research"].ask == ("Signe Bro",)
    assert found["x"].ask == ()


def test_a_tree_of_referrals():
    """Who named whom, from those whom nobody named."""
    everyone = [
        Facts("a", "A"),
        Facts("b", "B", referred_by="a"),
        Facts("c", "C", referred_by="b"),
        Facts("d", "D"),
    ]
    assert referrals(everyone) == [Branch("a", (Branch("b", (Branch("c"),)),))]


@pytest.mark.parametrize(
    ("pairs", "trees"),
    [
        ({"a": "a"}, []),
        ({"a": "gone"}, []),
        ({"a": "b", "b": "a"}, [Branch("a", (Branch("b"),))]),
    ],
)
def test_odd_referrals_are_sensible(pairs, trees):
    """Oneself, somebody who is gone, a cycle."""
    assert referrals([Facts(id, id, referred_by=by) for id, by in pairs.items()]) == trees


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10))
def test_everybody_stands_in_the_trees_at_most_once(parents):
    """Whatever named whom, the trees end and hold nobody twice."""
    everyone = [Facts(str(n), str(n), referred_by=str(parent)) for n, parent in enumerate(parents)]
    found: list[str] = []

    def walk(branch):
        found.append(branch.id)
        for child in branch.named:
            walk(child)

    for tree in referrals(everyone):
        walk(tree)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("typed", "meant"), [("Åse Lund !!!", False), ("Åse Lund ??!", True), ("ase lund", True), ("Åse", True)]
)
def test_marks_tell_people_apart(typed, meant):
    """A name that differs only in them is somebody else's: nothing is recorded of the wrong person."""
    assert bool(people.matches(typed, [people.Person("aase-lund-2", "Åse Lund ??!")])) is meant
