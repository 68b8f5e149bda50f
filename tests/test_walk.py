"""The walk: order, back, branches, what may be rendered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netinvite import guide
from netinvite.values import Need
from netinvite.walk import Walk

GUIDE = guide.load("en")
ABOUT = ("network", "person")
PLAIN = {
    "choice": lambda q: q.choices[0].key,
    "choices": lambda q: ("day", "view", "know"),
    "needs": lambda q: (Need("a need", "skill"),),
    "times": lambda q: ("t1", "t2"),
}


def value_for(question, walk, pick=0):
    if question.kind == "choice":
        return question.choices[pick % len(question.choices)].key
    if question.kind == "choices":
        return tuple(choice.key for choice in walk.choices(question))[:3]
    return PLAIN.get(question.kind, lambda q: f"{q.key} text")(question)


def finish(walk, until=""):
    while walk.current and walk.position != until:
        walk = walk.answer(value_for(walk.current, walk))
    return walk


def test_starts_at_the_first_question():
    """An empty walk asks the guide's first question."""
    assert Walk.start(GUIDE, ABOUT).position == "organiser.name"


def test_ends_with_every_visible_question_answered():
    """Answering on and on comes to the review."""
    walk = finish(Walk.start(GUIDE, ABOUT))
    assert walk.position == "" and walk.done


def test_back_shows_the_old_answer_and_enter_returns():
    """Back keeps the answer; answering again leads through to where one was."""
    walk = finish(Walk.start(GUIDE, ABOUT), until="organiser.phone")
    back = walk.back().back()
    assert back.position == "organiser.organisation"
    assert back.answers[back.position] == "organiser.organisation text"
    again = back.answer("x").answer("y@example.org")
    assert again.position == "organiser.phone"


def test_back_at_the_first_question_stays():
    """There is nothing before the first question."""
    assert Walk.start(GUIDE, ABOUT).back().position == "organiser.name"


def test_a_branch_that_is_left_takes_its_answers_out():
    """Answers of a hidden question stand in no document, and come back with their branch."""
    walk = finish(Walk.start(GUIDE, ABOUT), until="person.relation").answer("referred")
    walk = walk.answer("Signe Bro").answer("yes")
    assert walk.rendered()["person.referred_by"] == "Signe Bro"
    left = walk.jump("person.relation").answer("met")
    assert "person.referred_by" not in left.rendered()
    again = left.jump("person.relation").answer("referred")
    assert again.rendered()["person.referred_by"] == "Signe Bro"


def test_a_changed_answer_leads_back_to_the_review():
    """Jumping to one question and answering it returns to the end when nothing new is open."""
    walk = finish(Walk.start(GUIDE, ABOUT))
    assert walk.jump("organiser.role").answer("another").position == ""


def test_a_changed_answer_asks_what_it_opened():
    """Choosing mail at the review asks for what the mail needs before the review returns."""
    walk = finish(Walk.start(GUIDE, ABOUT))
    opened = walk.jump("contact.way").answer("mail")
    assert opened.position == "contact.tried"


def test_resuming_skips_what_is_answered():
    """A walk started on answers stands at the first open question; a skipped one is not asked again."""
    walk = Walk.start(GUIDE, ABOUT, {"organiser.name": "Maja", "organiser.role": None})
    assert walk.position == "organiser.organisation"


def test_a_required_answer_left_empty_is_open():
    """None never satisfies a question that is needed."""
    assert Walk.start(GUIDE, ABOUT, {"organiser.name": None}).position == "organiser.name"


def test_a_need_that_is_gone_covers_nothing():
    """A covered need that no longer stands among the needs is not rendered."""
    walk = finish(Walk.start(GUIDE, ABOUT))
    assert walk.rendered()["reflection.covers"] == ("a need",)
    changed = walk.jump("network.needs").answer((Need("other", "skill"),))
    assert "reflection.covers" not in changed.rendered()


def test_jump_to_a_hidden_question_is_an_error():
    """Only what applies can be changed."""
    with pytest.raises(KeyError):
        finish(Walk.start(GUIDE, ABOUT)).jump("contact.times")


moves = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 3)),
        st.just(("skip", 0)),
        st.just(("back", 0)),
        st.tuples(st.just("jump"), st.integers(0, 60)),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(moves)
def test_every_sequence_of_moves_ends_and_renders_only_what_is_visible(sequence):
    """Whatever was done, answering on comes to the end, and nothing hidden is rendered."""
    walk = Walk.start(GUIDE, ABOUT)
    for move, pick in sequence:
        if move == "answer" and walk.current:
            walk = walk.answer(value_for(walk.current, walk, pick))
        elif move == "skip" and walk.current and not walk.current.required:
            walk = walk.skip()
        elif move == "back":
            before = walk
            walk = walk.back()
            assert dict(walk.answers) == dict(before.answers)
        elif move == "jump":
            keys = [question.key for question in walk.visible()]
            walk = walk.jump(keys[pick % len(keys)])
        assert set(walk.rendered()) <= {question.key for question in walk.visible()}
    steps = 0
    while walk.current:
        walk = walk.answer(value_for(walk.current, walk))
        steps += 1
        assert steps <= 200
    assert walk.done
