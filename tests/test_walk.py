"""The walk: order, back, branches, what may be rendered."""

from __future__ import annotations

import pytest
from extent import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from netinvite.model import kinds
from netinvite.model.proposals import first_words, proposal
from netinvite.model.questions import Need
from netinvite.model.walk import Walk
from netinvite.store.records import load_guide

GUIDE = load_guide("en")
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
    walk = finish(Walk.start(GUIDE, ABOUT), until="network.purpose")
    back = walk.back().back()
    assert back.position == "network.theme"
    assert back.answers[back.position] == "network.theme text"
    again = back.answer("x").answer("y")
    assert again.position == "network.purpose"


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
    assert walk.jump("network.values").answer("another").position == ""


def test_a_changed_answer_asks_what_it_opened():
    """Choosing mail at the review asks for what the mail needs before the review returns."""
    walk = finish(Walk.start(GUIDE, ABOUT))
    opened = walk.jump("contact.way").answer("mail")
    assert opened.position == "person.called"
    assert opened.answer("text").position == "contact.tried"


def test_resuming_skips_what_is_answered():
    """A walk started on answers stands at the first open question; a skipped one is not asked again."""
    walk = Walk.start(
        GUIDE, ABOUT, {"organiser.name": "Maja", "organiser.introduction": None, "network.theme": "x"}
    )
    assert walk.position == "organiser.introduction"
    walk = walk.answer("Maja, a nurse").put({"organiser.motivation": "x", "network.purpose": "x"})
    assert walk.answer(None).position == "person.name"


def test_a_required_answer_left_empty_is_open():
    """None never satisfies a question that is needed."""
    assert Walk.start(GUIDE, ABOUT, {"organiser.name": None}).position == "organiser.name"


def test_a_need_that_is_gone_covers_nothing():
    """A covered need that no longer stands among the needs is not rendered."""
    walk = finish(Walk.start(GUIDE, ABOUT, {"network.needs": (Need("a need", "skill"),)}))
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


@settings(max_examples=examples(150), deadline=None)
@given(moves)
def test_every_sequence_of_moves_ends_and_renders_only_what_is_visible(sequence):
    """Whatever was done, answering on comes to the end, and nothing hidden is rendered."""
    walk = Walk.start(GUIDE, ABOUT)
    for move, pick in sequence:
        if move == "answer" and walk.current:
            walk = walk.answer(value_for(walk.current, walk, pick))
        elif move == "skip" and walk.current and not walk.current.required:
            walk = walk.answer(None)
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


def test_first_words_follow_a_name_that_is_another_now():
    """Nobody is introduced by the name of before, and the signature follows too."""
    guide = load_guide("en")
    walk = Walk.start(guide, ("network", "person"), {"organiser.name": "Maja Holm"})
    walk = walk.put({"organiser.introduction": "I am Maja Holm, a librarian.", "contact.way": "mail"})
    walk = walk.put({"organiser.signature": "Maja Holm\na librarian"})
    walk = walk.put({"organiser.name": "Ann Lee"})
    assert walk.answers["organiser.introduction"] == "I am Ann Lee, a librarian."
    assert walk.answers["organiser.signature"] == "Ann Lee\na librarian"
    kept = walk.put({"organiser.introduction": "Ann here."}).put({"organiser.name": "Bo"})
    assert kept.answers["organiser.introduction"] == "Ann here."


@pytest.mark.parametrize(
    ("theme", "subject"),
    [
        ("I am putting together a network on bees", "May I hear your view on bees?"),
        (
            "I am putting together a network on the future of our small harbours",
            "Your view on the future of our small harbours?",
        ),
        (
            "I am putting together a network on how small children get their language",
            "How does it look from where you stand?",
        ),
        ("We are putting together a network on bees", "How does it look from where you stand?"),
    ],
)
def test_a_subject_follows_what_the_network_is_about(theme, subject):
    """One is proposed whatever was answered, and nobody is left with the subject of before."""
    guide = load_guide("en")
    walk = Walk.start(
        guide, ABOUT, {"contact.way": "mail", "network.theme": "I am putting together a network on x"}
    )
    walk = walk.put({"contact.subject": walk.proposed(guide.question("contact.subject"))})
    assert walk.put({"network.theme": theme}).answers["contact.subject"] == subject


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Jonas Holm", "Dear Jonas,"),
        ("Anne-Mette O'Hara", "Dear Anne-Mette,"),
        ("Dr. Ann Lee", "Dear Dr. Ann Lee,"),
        ("Lee, Ann", "Dear Lee, Ann,"),
        ("von der Leyen", "Dear von der Leyen,"),
        ("李明", "Dear 李明,"),
    ],
)
def test_only_a_name_is_called_alone(name, greeting):
    """What cannot be a name on its own stands with the rest."""
    guide = load_guide("en")
    walk = Walk.start(guide, ("network", "person"), {"person.name": name, "person.relation": "met"})
    assert walk.proposed(guide.question("person.greeting")) == greeting


def test_an_answer_besides_the_one_that_is_given_moves_nowhere():
    """Somebody stands where they stood, also in the middle of changing an answer."""
    walk = finish(Walk.start(GUIDE, ABOUT)).jump("network.purpose")
    beside = walk.along({"organiser.name": "Ann Lee"})
    assert (beside.position, beside.answers["organiser.name"]) == ("network.purpose", "Ann Lee")


@pytest.mark.parametrize(
    ("lang", "words"), [("da", "Min nabo Lis foreslog"), ("en", "Min nabo Lis suggested")]
)
def test_a_sentence_that_is_proposed_begins_with_a_capital(lang, words):
    """Though the answer that it begins with is typed small; that stays as it was typed."""
    guide = load_guide(lang)
    told = {
        "person.relation": "referred",
        "person.referred_by": "min nabo Lis",
        "person.mention_referrer": "yes",
    }
    walk = Walk.start(guide, ABOUT, told)
    assert walk.proposed(guide.question("person.suggested")).startswith(words)
    assert walk.answers["person.referred_by"] == "min nabo Lis"


@pytest.mark.parametrize(
    ("lang", "key", "typed", "stands"),
    [
        ("da", "contact.subject", "Må jeg høre dit syn på ensomhed", "Må jeg høre dit syn på ensomhed?"),
        (
            "en",
            "contact.subject",
            "May I hear your view on loneliness ",
            "May I hear your view on loneliness?",
        ),
        ("da", "contact.subject", "Må jeg høre dit syn på det!", "Må jeg høre dit syn på det!"),
        ("da", "contact.subject", "Et netværk om ensomhed", "Et netværk om ensomhed"),
        ("da", "plan.own", "Hvornår holdt du selv op", "Hvornår holdt du selv op?"),
        ("en", "plan.own", "Tell me about the night.", "Tell me about the night."),
        ("en", "person.greeting", "Dear Jonas", "Dear Jonas"),
    ],
)
def test_a_question_typed_without_its_mark_is_closed_as_one(lang, key, typed, stands):
    """As it is shown below the field, and repeated without one; what is kept in a file stands as it is."""
    question = load_guide(lang).question(key)
    kind = kinds.of(question)
    assert kind.parse(question, typed) == kind.meant(question, typed).text == stands
    assert kind.read(question, typed.strip()) == typed.strip()


LONG_TITLE = "a consultant " + "and a consultant " * 4 + "and a friend"


@pytest.mark.parametrize(
    ("lang", "told", "line"),
    [
        ("da", "konsulent i Ærø Kommune", "konsulent i Ærø Kommune"),
        ("da", "konsulent i Ærø Kommune. Jeg arbejder med ældre", "konsulent i Ærø Kommune"),
        (
            "da",
            "konsulent i Ærø Kommune, og jeg synger i kor",
            "konsulent i Ærø Kommune, og jeg synger i kor",
        ),
        ("da", "konsulent på St. Olavs Hospital", "konsulent på St. Olavs Hospital"),
        (
            "en",
            "a consultant at Northby Council. I work with elders, and have for years",
            "a consultant at Northby Council",
        ),
        ("en", LONG_TITLE, LONG_TITLE),
    ],
)
def test_a_signature_takes_all_of_the_first_sentence(lang, told, line):
    """Whoever reads the field makes it shorter; nothing is left out that was not seen there."""
    guide, name = load_guide(lang), "Anne-Mette Rasmussen-Holm af Nordre Strandgaard"
    answers = {"organiser.name": name, "organiser.phone": "12 34 56 78"}
    first = first_words(guide.question("organiser.introduction"), answers, guide)
    answers["organiser.introduction"] = f"{first} {told.strip()}."
    proposed = proposal(guide.question("organiser.signature"), answers, guide)
    assert proposed.split("\n") == [name, line, "12 34 56 78"]
    assert guide.question("organiser.signature").help
