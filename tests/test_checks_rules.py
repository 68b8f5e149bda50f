"""Every rule finds what it is for, and nothing else: five texts each way and more, in both languages."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from netinvite.checking import words_for
from netinvite.checks import RULES, Conversation, Known, Material, by_id
from netinvite.checks.rule import SEVERITIES

LANGS = ("da", "en")
NOW = datetime(2026, 11, 25, 12, 0)
CASES = {
    lang: tomllib.loads((Path(__file__).parent / "data" / f"rules.{lang}.toml").read_text(encoding="utf-8"))
    for lang in LANGS
}
TEXTS = ("M", "P", "G", "L")


def mail(parts):
    times = "".join(f"- {time}\n" for time in parts["times"])
    talk = "\n\n".join(
        " ".join(parts[name] for name in names if parts[name])
        for names in (("opening",), ("background", "reason"), ("why", "curious"), ("ask",))
    )
    end = " ".join(parts[name] for name in ("wayout", "promise", "question") if parts[name])
    signature = "\n".join(parts[name] for name in ("closing", "name", "phone") if parts[name])
    head = f"To: {parts['to']}\nSubject: {parts['subject']}\n\n{parts['greeting']}\n\n"
    return f"{head}{talk}\n\n{times}\n{end}\n\n{signature}\n"


def pitch(parts):
    return "\n\n".join(part for part in parts.values() if part) + "\n"


def guide(parts):
    asked = "".join(f"{number}. {ask}\n" for number, ask in enumerate(parts["questions"], 1))
    return f"# Jonas\n\n**?**\n{asked}\n{parts['no']}\n\n{parts['alone']}\n"


BUILD = {"invitation": mail, "pitch": pitch, "guide": guide, "leaflet": pitch}
PARTS = {"invitation": "mail", "pitch": "pitch", "guide": "guide", "leaflet": "leaflet"}


def material(lang, rule, case):
    """The good text of the rule's kind with the case's changes."""
    cases = CASES[lang]
    about = by_id(rule).about
    changes = {key: value for key, value in case.items() if key != "known"}
    parts = cases[PARTS[about]]
    assert changes.keys() <= parts.keys()
    facts = {**cases["known"], **case.get("known", {})}
    facts = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
    return Material(about, BUILD[about]({**parts, **changes}), words_for(lang), NOW, Known(**facts))


def listed(kind):
    return [
        pytest.param(lang, rule.id, case, id=f"{lang}-{rule.id}-{number}")
        for lang in LANGS
        for rule in RULES
        if rule.id[0] in TEXTS
        for number, case in enumerate(CASES[lang][rule.id][kind])
    ]


@pytest.mark.parametrize(("lang", "rule", "case"), listed("found"))
def test_finds_a_text_that_breaks_it(lang, rule, case):
    found = material(lang, rule, case)
    spots = list(by_id(rule).find(found, found.words))
    assert spots
    assert all(1 <= spot.line <= len(found.lines) and spot.message for spot in spots)


@pytest.mark.parametrize(("lang", "rule", "case"), listed("clean"))
def test_leaves_a_text_that_keeps_it_alone(lang, rule, case):
    found = material(lang, rule, case)
    assert list(by_id(rule).find(found, found.words)) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.id[0] in TEXTS])
def test_has_five_texts_each_way(lang, rule):
    assert min(len(CASES[lang][rule][kind]) for kind in ("found", "clean")) >= 5


def test_ids_and_severities_are_those_of_the_method():
    severities = {rule.id: rule.severity for rule in RULES}
    errors = [
        "M001",
        "M003",
        "M005",
        "M006",
        "M008",
        "M015",
        "M016",
        "M017",
        "M020",
        "P002",
        "P003",
        "G004",
        "L002",
    ]
    hints = ["M012", "M014", "M018", "M019", "P004", "P007", "R001", "R002", "R003", "F003"]
    assert {name for name, severity in severities.items() if severity == "error"} == set(errors)
    assert {name for name, severity in severities.items() if severity == "hint"} == set(hints)
    assert set(severities.values()) == set(SEVERITIES)
    numbers = {"M": 20, "P": 7, "G": 4, "R": 3, "F": 3, "L": 2}
    assert list(severities) == [
        f"{of}{number:03}" for of, most in numbers.items() for number in range(1, most + 1)
    ]


# Answers -------------------------------------------------------------------------------------------

ANSWERS = """\
schema = 1
[reflection]
barrier = ""
[referral]
by = "Åse"
[[conversation]]
outcome = "later"
next_date = "2026-11-20"
"""
GOOD = Known(considered=frozenset(("barrier", "alternative", "assumption")))


def found_in_answers(rule, known, lang):
    words = words_for(lang)
    about = by_id(rule).about
    return list(by_id(rule).find(Material(about, ANSWERS, words, NOW, known), words))


REFLECTIONS = [
    (),
    ("barrier",),
    ("alternative",),
    ("assumption",),
    ("barrier", "alternative"),
    ("barrier", "alternative", "assumption"),
    ("alternative", "assumption"),
    ("barrier", "assumption"),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("rule", "name"), [("R001", "barrier"), ("R002", "alternative"), ("R003", "assumption")]
)
@pytest.mark.parametrize("considered", REFLECTIONS)
def test_a_reflection_question_without_an_answer_is_found(lang, rule, name, considered):
    spots = found_in_answers(rule, replace(GOOD, considered=frozenset(considered)), lang)
    assert bool(spots) == (name not in considered)


def test_a_reflection_finding_stands_at_its_own_line():
    assert found_in_answers("R001", Known(), "en")[0].line == 3
    assert found_in_answers("R003", Known(), "en")[0].line == 2


def talk(outcome="considers", day=None, asked=False):
    return Conversation(outcome, day, asked)


OVERDUE = [
    (talk(day=date(2026, 11, 24)),),
    (talk(day=date(2026, 11, 1)),),
    (talk(day=date(2025, 12, 31)),),
    (talk(day=date(2026, 12, 8)), talk(day=date(2026, 11, 20))),
    (talk("later", date(2026, 11, 23)),),
]
IN_TIME = [
    (),
    (talk(),),
    (talk(day=date(2026, 11, 25)),),
    (talk(day=date(2026, 12, 8)),),
    (talk(day=date(2026, 11, 1)), talk(day=date(2026, 12, 1))),
]
NOT_ASKED = [
    (talk("declines"),),
    (talk("later"), talk("declines")),
    (talk("considers"), talk("later"), talk("declines")),
    (talk("declines", date(2026, 12, 1)),),
    (talk("declines"), talk("declines")),
]
ASKED = [
    (),
    (talk("declines", asked=True),),
    (talk("later", asked=True), talk("declines")),
    (talk("joins"),),
    (talk("declines"), talk("joins")),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("rule", "cases", "wrong"),
    [("F001", OVERDUE, True), ("F001", IN_TIME, False), ("F002", NOT_ASKED, True), ("F002", ASKED, False)],
)
@pytest.mark.parametrize("number", range(5))
def test_what_was_recorded_is_followed_up(lang, rule, cases, wrong, number):
    assert bool(found_in_answers(rule, Known(conversations=cases[number]), lang)) == wrong


FORGOTTEN = [
    (date(2026, 11, 10), False, True),
    (date(2026, 11, 1), False, True),
    (date(2026, 10, 1), False, True),
    (date(2026, 1, 1), False, True),
    (date(2025, 11, 25), False, True),
    (date(2026, 11, 11), False, False),
    (date(2026, 11, 24), False, False),
    (date(2026, 11, 1), True, False),
    (None, False, False),
    (date(2026, 12, 1), False, False),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("named_on", "contacted", "wrong"), FORGOTTEN)
def test_a_referral_is_remembered_after_14_days(lang, named_on, contacted, wrong):
    spots = found_in_answers("F003", Known(named_on=named_on, contacted=contacted), lang)
    assert bool(spots) == wrong
