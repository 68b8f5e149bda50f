"""Every rule finds what it is for, and nothing else: five texts each way and more, in both languages."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from netinvite.app.wordlists import words_for
from netinvite.checks import RULES, Known, Material, by_id
from netinvite.checks.rule import QUESTION, SEVERITIES, First, texts
from netinvite.checks.table import GONE
from netinvite.values import replace

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


BUILD = {"invitation": mail, "pitch": pitch, "conversation": guide, "leaflet": pitch}
PARTS = {"invitation": "mail", "pitch": "pitch", "conversation": "guide", "leaflet": "leaflet"}


def material(lang, rule, case):
    """The good text of the rule's kind with the case's changes."""
    cases = CASES[lang]
    about, *_others = by_id(rule).about
    changes = {key: value for key, value in case.items() if key != "known"}
    parts = cases[PARTS[about]]
    assert changes.keys() <= parts.keys()
    facts = {**cases["known"], **case.get("known", {})}
    facts = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
    return Material(about, BUILD[about]({**parts, **changes}), words_for(lang), NOW, Known(**facts))


def spots_of(rule, material):
    """What a rule finds; what it asks is none."""
    return [spot for spot in by_id(rule).find(material, material.words) if not spot.asks]


def listed(kind):
    return [
        pytest.param(lang, rule.id, case, id=f"{lang}-{rule.id}-{number}")
        for lang in LANGS
        for rule in RULES
        if rule.id[0] in TEXTS and rule.sort != QUESTION
        for number, case in enumerate(CASES[lang][rule.id][kind])
    ]


@pytest.mark.parametrize(("lang", "rule", "case"), listed("found"))
def test_finds_a_text_that_breaks_it(lang, rule, case):
    found = material(lang, rule, case)
    spots = spots_of(rule, found)
    assert spots
    assert all(1 <= spot.line <= len(found.lines) and spot.message for spot in spots)


@pytest.mark.parametrize(("lang", "rule", "case"), listed("clean"))
def test_leaves_a_text_that_keeps_it_alone(lang, rule, case):
    assert spots_of(rule, material(lang, rule, case)) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.id[0] in TEXTS and rule.sort != QUESTION])
def test_has_five_texts_each_way(lang, rule):
    assert min(len(CASES[lang][rule][kind]) for kind in ("found", "clean")) >= 5


# Where the words of an answer stand, and may say something else there.
ASKED = [
    # The reader does something, in other words than the answer's.
    ("M005", {"why": "You taught three hundred grown-ups to swim, and nobody had asked you to."}),
    # The answer's words stand, but of nobody.
    (
        "M005",
        {"why": "A drop-in centre that has run for ten years has more to tell than a report.", "curious": ""},
    ),
    # What the writer would like to hear is what somebody else hears.
    # What the writer tells of themselves may be their reason in other words.
    ("M006", {"reason": "The board decided it, because I was asked to find members."}),
    ("M006", {"reason": "I was that child myself, in a flat above the station."}),
    (
        "M007",
        {
            "curious": "Every evening in winter somebody tells me what happens at the bus station.",
            "question": "",
            "known": {"curious": "what happens at the bus station on an evening in winter"},
        },
    ),
]


@pytest.mark.parametrize(("rule", "case"), ASKED)
def test_asks_where_only_a_reader_can_know(rule, case):
    """It is neither found nor passed over."""
    asked = material("en", rule, case)
    assert [spot.asks for spot in by_id(rule).find(asked, asked.words)] == [True]


TABLE = """
error fact M001 M003 M015 M016 M017 M020 L002
warning fact M002 M008 M010 M013 M021 M022 S001 P001 G002 G004 L001
hint fact M004 M011 M014 M018 M019 P006 P007 G001 R001
warning evidence M005 M006 M007 P002 P003 P005
hint evidence P004
question question M009 G003
"""


def test_ids_sorts_and_severities_are_those_of_the_method():
    """As the method's table has them."""
    expected = {
        name: (severity, sort)
        for severity, sort, *names in map(str.split, TABLE.strip().splitlines())
        for name in names
    }
    assert {rule.id: (rule.severity, rule.sort) for rule in RULES} == expected
    numbers = {"M": 22, "S": 1, "P": 7, "G": 4, "R": 3, "L": 2}
    ids = [f"{of}{number:03}" for of, most in numbers.items() for number in range(1, most + 1)]
    assert [rule.id for rule in RULES] == [name for name in ids if name not in GONE]
    assert {rule.severity for rule in RULES} - {QUESTION} == set(SEVERITIES)


@pytest.mark.parametrize(
    ("address", "others"),
    [
        ("jonas@example.org", ["Signe Bro"]),
        ("Jonas@EXAMPLE.org", ["Signe Bro"]),
        ("ida@example.org", ["Ida Bo", "Signe Bro"]),
        ("nobody@example.org", []),
        ("", []),
        ("no address", []),
    ],
)
def test_an_address_that_somebody_else_has_too_is_found(address, others):
    """Whoever else has it is named; the person's own does not count."""
    here = {
        "jonas@example.org": [("jonas", "Jonas Holm"), ("signe", "Signe Bro")],
        "ida@example.org": [("ida", "Ida Bo"), ("signe", "Signe Bro")],
    }
    known = Known(slug="jonas", person="Jonas Holm", at=lambda typed: here.get(typed, ()))
    text = f"To: Jonas Holm <{address}>\nSubject: x\n\nDear Jonas,\n\nHello.\n"
    found = Material("invitation", text, words_for("en"), NOW, known)
    spots = list(by_id("M021").find(found, found.words))
    assert [spot.line for spot in spots] == [1] * bool(others)
    assert not others or spots[0].message.endswith(f"{', '.join(others)} too.")


@pytest.mark.parametrize(
    ("address", "found"), [("MAJA.holm@Example.org", 1), ("jonas@example.org", 0), ("", 0)]
)
def test_an_email_to_the_organiser_is_found(address, found):
    """In whatever case the address is written."""
    known = Known(slug="jonas", person="Jonas Holm", email="maja.holm@example.org")
    text = f"To: Jonas Holm <{address}>\nSubject: x\n\nDear Jonas,\n\nHello.\n"
    material = Material("invitation", text, words_for("en"), NOW, known)
    assert [spot.line for spot in by_id("M021").find(material, material.words)] == [1] * found


@pytest.mark.parametrize(
    ("begins", "found"),
    [("We will know it works when", 0), ("Please join us, so that", 1), ("You should join, so that", 1)],
)
def test_what_the_network_is_for_asks_the_reader_for_nothing(begins, found):
    """The writer's own answer, behind its first words and behind nothing else."""
    purpose = "more men dare to sign up"
    known = Known(purpose=purpose, firsts=(First("We will know it works when"),))
    text = f"To: x\nSubject: x\n\nDear Jonas,\n\n{begins} {purpose}.\n"
    material = Material("invitation", text, words_for("en"), NOW, known)
    assert len(spots_of("M008", material)) == found


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
GOOD = Known(considered=frozenset(("barrier", "alternative", "assumption")), thorough=True)


def found_in_answers(rule, known, lang):
    words = words_for(lang)
    (about,) = by_id(rule).about
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
@pytest.mark.parametrize("considered", REFLECTIONS)
def test_what_a_full_reflection_leaves_out_is_one_finding(lang, considered):
    """At the line of the first that was left out; nothing where all was thought about."""
    spots = found_in_answers("R001", replace(GOOD, considered=frozenset(considered)), lang)
    assert len(spots) == (len(considered) < 3)


def test_a_reflection_finding_stands_at_its_own_line():
    assert found_in_answers("R001", Known(thorough=True), "en")[0].line == 3
    known = Known(thorough=True, considered=frozenset(("barrier",)))
    assert found_in_answers("R001", known, "en")[0].line == 2


def test_what_the_full_way_alone_asks_is_not_missed_in_the_short_one():
    assert found_in_answers("R001", Known(), "en") == []


def test_every_rule_has_words_and_every_words_a_rule():
    """``rules.toml`` and the marks beside the functions name the same ids."""
    assert set(texts()) == {rule.id for rule in RULES}


@pytest.mark.parametrize(
    "opening", ["", "**Open:** I am asking you because you know them. How does it look?\n\n"]
)
def test_the_question_that_a_guide_opens_with_counts(opening):
    """It is left out of the list that follows, so that two there are enough."""
    text = f"# Jonas\n\n{opening}**Ask openly**\n1. What is a?\n2. What is b?\n\nWho else?\n"
    found = Material("conversation", text, words_for("en"), NOW, Known())
    assert bool(list(by_id("G001").find(found, found.words))) is not opening.startswith("**")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wednesday 2 December at half past two, or Friday 4 December at the same time.", 0),
        ("Wednesday 2 December at half past two.", 1),
        ("Would Wednesday 2 December at 10 suit? We met on 3 November.", 1),
    ],
)
def test_a_date_beside_the_only_time_may_be_another_one(text, found):
    """What "the same time" is cannot be read, so it is not held against anybody."""
    mail = f"To: Ida Bo <ida@example.org>\nSubject: x\n\nDear Ida,\n\n{text}\n"
    material = Material("invitation", mail, words_for("en"), NOW, Known(person="Ida Bo"))
    assert len(list(by_id("M002").find(material, material.words))) == found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        # A Monday.
        ("Wednesday 16 November at 3 pm, at the café", "“Wednesday 16 November at 3 pm” has gone by."),
        ("On 16/11 at ten", "“16/11 at ten” has gone by."),
        ("today at 9", "“today at 9” has gone by. It is read as Wednesday 25 November at 09:00."),
    ],
)
def test_a_time_that_has_gone_by_is_quoted_as_it_stands(line, told):
    """And not as it was read; how that was is said where its words leave the date open."""
    mail = f"To: Ida Bo <ida@example.org>\nSubject: x\n\nDear Ida,\n\nI suggest:\n- {line}\n"
    material = Material("invitation", mail, words_for("en"), NOW, Known(person="Ida Bo"))
    assert [one.message for one in by_id("M003").find(material, material.words)] == [told]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I live on Grace Road in Leicester.", []),
        ("Grace Okonedo Road is far.", ["Grace Okonedo"]),
        ("On Grace Road I met Grace.", ["Grace"]),
        ("Okonedo told me.", ["Okonedo"]),
        ("The head of it all is you.", []),
    ],
)
def test_a_name_that_goes_on_otherwise_is_another_one(text, found):
    """ "Grace Road" names nobody."""
    mail = f"To: Ida Bo <ida@example.org>\nSubject: x\n\nDear Ida,\n\n{text}\n"
    known = Known(person="Ida Bo", referrer="Grace Okonedo")
    material = Material("invitation", mail, words_for("en"), NOW, known)
    assert [spot.words for spot in by_id("M020").find(material, material.words)] == found


@pytest.mark.parametrize(("greeting", "found"), [("Kære Anne Grethe", 0), ("Kære Anne", 0), ("Kære Bo", 1)])
def test_a_hyphen_makes_no_other_name(greeting, found):
    """A double name is written with one and without."""
    mail = f"To: Anne-Grethe Bro <ag@example.org>\nSubject: x\n\n{greeting}\n\nHej.\n"
    known = Known(slug="ag", person="Anne-Grethe Bro")
    material = Material("invitation", mail, words_for("da"), NOW, known)
    assert len(list(by_id("M021").find(material, material.words))) == found


@pytest.mark.parametrize(
    ("greeting", "found"),
    [
        ("Hi Seun,", 0),
        ("Dear Oluwaseun, I'll write this in one go.", 0),
        ("Dear Natalie, I'll write this in one go.", 1),
        ("Dear Des,", 1),
        ("Dear Ol,", 0),
        ("Dear Olly,", 0),
        ("Dear Bob,", 1),
    ],
)
def test_a_short_name_is_no_other_one(greeting, found):
    """As long as it stands within the whole one, or beside a name of theirs in their address; behind it the
    letter may go on."""
    mail = f"To: Oluwaseun Bright <olly.bright@example.org>\nSubject: x\n\n{greeting}\n\nHello.\n"
    known = Known(slug="ob", person="Oluwaseun Bright")
    material = Material("invitation", mail, words_for("en"), NOW, known)
    assert len(list(by_id("M021").find(material, material.words))) == found


@pytest.mark.parametrize(("greeting", "found"), [("Dear Pip,", 0), ("Dear Bo,", 1)])
def test_what_somebody_is_called_is_no_other_name(greeting, found):
    """As the answers say it, whatever the whole name is."""
    mail = f"To: Ann Mary Quinn <ann@example.org>\nSubject: x\n\n{greeting}\n\nHello.\n"
    known = Known(slug="amq", person="Ann Mary Quinn", called="Pip")
    material = Material("invitation", mail, words_for("en"), NOW, known)
    assert len(list(by_id("M021").find(material, material.words))) == found


@pytest.mark.parametrize("said", ["Karna Høst told me.", "Høst told me.", "head nurse Karna Høst told me."])
def test_a_title_in_small_letters_hides_no_name(said):
    """Whoever named the reader is known by the name alone."""
    mail = f"To: Ida Bo <ida@example.org>\nSubject: x\n\nDear Ida,\n\nHello. {said}\n"
    known = Known(person="Ida Bo", referrer="head nurse Karna Høst")
    material = Material("invitation", mail, words_for("en"), NOW, known)
    assert len(list(by_id("M020").find(material, material.words))) == 1


def test_whoever_has_no_name_is_not_named_by_an_article():
    """ "the head teacher" is three words, and all of them are meant."""
    mail = "To: Ida Bo <ida@example.org>\nSubject: x\n\nDear Ida,\n\nOn the bench. {}\n"
    known = Known(person="Ida Bo", referrer="the head teacher")
    for said, found in (("A teacher knows.", 0), ("I asked the head teacher.", 1)):
        material = Material("invitation", mail.format(said), words_for("en"), NOW, known)
        assert len(list(by_id("M020").find(material, material.words))) == found


@pytest.mark.parametrize(("words", "found"), [("[I looked]", 0), ("[linje 14]", 0), ("[sted]", 1)])
def test_two_words_in_brackets_may_be_somebodys_own(words, found):
    """They are asked about."""
    mail = f"To: Ida Bo <ida@example.org>\nSubject: x\n\nDear Ida,\n\nNo pump {words}, and no dry plot.\n"
    material = Material("invitation", mail, words_for("en"), NOW, Known(person="Ida Bo"))
    spots = list(by_id("M015").find(material, material.words))
    assert len(spots) == 1 and sum(not spot.asks for spot in spots) == found


def test_a_part_of_a_word_says_nothing():
    """The "by" of a lay-by is no deadline, and the times there are two."""
    text = "I am in the lay-by on Monday 7 December at 1pm, and again on Monday 14 December at 1pm."
    mail = f"To: Ida Bo <ida@example.org>\nSubject: x\n\nDear Ida,\n\n{text}\n"
    material = Material("invitation", mail, words_for("en"), NOW, Known(person="Ida Bo"))
    assert not list(by_id("M002").find(material, material.words))
