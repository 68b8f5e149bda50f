"""The texts as they come out of the templates have no finding, in every combination of what they turn on."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from itertools import combinations, product

import pytest
from extent import covering

from netinvite.app.knowledge import facts
from netinvite.app.wordlists import words_for
from netinvite.checks import Material, judge
from netinvite.language import templates_dir
from netinvite.model.proposals import first_words, proposal, taken
from netinvite.model.questions import by_step
from netinvite.model.sentences import Whole, completed
from netinvite.model.walk import Walk
from netinvite.render import documents
from netinvite.store.records import ABOUT, load_guide

pytestmark = pytest.mark.whole

LANGS = ("da", "en")
NOW = datetime(2026, 11, 28, 12, 0)
TIMES = tuple(datetime(2026, 12, day, hour, 0) for day, hour in ((1, 10), (3, 14), (4, 9)))
RELATIONS = [("well", ""), ("met", ""), ("heard", ""), ("referred", "yes"), ("referred", "no")]
SEEN = {
    "da": "I foråret hørte jeg dig fortælle om jeres natcafé.",
    "en": "In spring I heard you talk about your night café.",
}
TRIED = ("rung", "came-by", "both", "no")
MINUTES = ("15", "20", "30", "45")
TALKS = ("phone", "video", "theirs", "coffee")
# What the rule is about is what was chosen here.
CHOSEN = {1: "M002"}


@cache
def example(lang):
    """The ready example, each sentence whole."""
    guide = load_guide(lang)
    data = tomllib.loads((templates_dir() / lang / "example.toml").read_text(encoding="utf-8"))
    answers = {}
    for question in guide.questions(*ABOUT):
        value = data.get(question.step, {}).get(question.name)
        if question.kind == "sentence" and value:
            said = completed(first_words(question, answers, guide), value)
            assert isinstance(said, Whole)
            value = said.text
        if value is not None and question.name not in ("needs", "covers", "times", "questions", "greeting"):
            answers[question.key] = value
    return answers


def texts(lang, **changes):
    """The walk of the example with ``step__name=value`` laid over it, what is proposed taken, and its
    texts."""
    guide = load_guide(lang)
    answers = {**example(lang), **{key.replace("__", "."): value for key, value in changes.items()}}
    for question in guide.questions(*ABOUT):
        if question.propose and question.kind != "choice" and question.key not in changes:
            proposed = proposal(question, answers, guide)
            if proposed is not None:
                answers[question.key] = taken(question, proposed)
    chosen = ("day", "tried", "importance", "worthwhile", "know")
    walk = Walk.start(guide, ABOUT, answers)
    for document in documents.DOCUMENTS:
        if document == "invitation" and answers["contact.way"] != "mail":
            continue
        yield (
            walk,
            document,
            documents.render(
                document,
                lang,
                by_step(walk.rendered()),
                [item for item in guide.open_questions if item.key in chosen],
                private=guide.private(),
                keys=[question.key for question in guide.questions()],
            ),
        )


def found(lang, **changes):
    """The ids of what the rules find in them, and where."""
    return {
        (rule.id, spot.message, text)
        for walk, document, text in texts(lang, **changes)
        for rule, spot in judge(Material(document, text, words_for(lang), NOW, facts(walk, {})))
    }


MAILS = list(product(RELATIONS, TRIED, TALKS, MINUTES, range(4)))
PERSONAL = list(product(RELATIONS, ("meet", "call", "video"), TALKS, MINUTES))


def triples(case):
    """Any three of its values, each with its place."""
    return set(combinations(enumerate(case), 3))


def known_as(lang, relation, mention):
    """How the two know each other, with who recommended the person where somebody did."""
    return {
        "person__relation": relation,
        "person__referred_by": "Signe Bro" if relation == "referred" else None,
        "person__mention_referrer": mention or None,
        "reflection__seen": SEEN[lang],
    }


@pytest.mark.parametrize("lang", LANGS)
def test_no_mail_has_a_finding_but_of_what_was_chosen(lang):
    """Relation, attempts, kind and length of the talk, number of times: any three of them in every way."""
    for (relation, mention), tried, talk, minutes, times in covering(MAILS, triples):
        wrong = found(
            lang,
            **known_as(lang, relation, mention),
            contact__way="mail",
            contact__tried=tried,
            contact__talk=talk,
            contact__minutes=minutes,
            contact__times=TIMES[:times],
        )
        expected = {*([CHOSEN[times]] if times in CHOSEN else ()), *(["M018"] if tried == "no" else ())}
        assert {rule for rule, _message, _text in wrong} == expected, wrong


@pytest.mark.parametrize("lang", LANGS)
def test_no_pitch_and_no_guide_has_a_finding(lang):
    """Relation, way, kind and length of the talk."""
    for (relation, mention), way, talk, minutes in PERSONAL:
        wrong = found(
            lang,
            **known_as(lang, relation, mention),
            contact__way=way,
            contact__talk=talk,
            contact__minutes=minutes,
        )
        assert wrong == set()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", ["organiser.moment", "network.values", "reflection.seen", "plan.own"])
def test_what_may_be_left_out_is_not_missed(lang, key):
    """An answer that nobody has to give is no fault of a text."""
    changes = {key.replace(".", "__"): None}
    assert found(lang, contact__times=TIMES[:2], **changes) == set()
