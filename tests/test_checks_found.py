"""Where a finding stands, which one speaks of several, in which order, and what it proposes instead."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from netinvite import language
from netinvite.app.wordlists import words_for
from netinvite.checks import RULES, Finding, Known, Material, by_id, judge
from netinvite.checks.found import SILENT, place
from netinvite.checks.rule import ERROR, QUESTION
from netinvite.checks.table import asked
from netinvite.checks.told import as_sarif, rules_as_json

NOW = datetime(2026, 11, 25, 12, 0)
MAIL = """\
To: Jonas Holm <jonas@example.org>
Subject: Your view on young people?

Dear Jonas,

{body}

Kind regards,
Maja Holm
12 34 56 78
"""
TIMES = "Would Tuesday 1 December at 10:00 or Thursday 3 December at 14:30 suit you?"
OPEN = "How does it look from where you stand?"


def mail(body, *, lang="en", **known):
    known = {"name": "Maja Holm", "person": "Jonas Holm", "way": "mail", "tried": "both", **known}
    return Material("invitation", MAIL.format(body=body), words_for(lang), NOW, Known(**known))


def found(material):
    return [(rule.id, spot.line, spot.column, spot.words) for rule, spot in judge(material)]


def test_a_finding_has_line_column_and_words():
    """The words begin at the column, also behind a line break in the sentence."""
    body = f"{OPEN} {TIMES} I hope that you\nwill be part of our new network."
    ((rule, line, column, words),) = found(mail(body))
    assert (rule, line) == ("M008", 6)
    assert mail(body).text.splitlines()[line - 1][column - 1 :].startswith("hope that you")
    assert words == "hope that you will be part of"


def test_words_further_down_in_a_sentence_have_their_own_line():
    """The line is that of the words, not that on which the sentence begins."""
    body = f"{OPEN} {TIMES}\n\nThis is a long sentence, and in it\nyou should join us."
    assert found(mail(body)) == [("M008", 9, 1, "you should join")]


def test_findings_come_in_the_order_of_the_text():
    """Whatever the rule."""
    body = f"Please join us. {OPEN} {TIMES} Your text [title] lies here."
    assert [rule for rule, *_place in found(mail(body))] == ["M008", "M015"]
    body = f"Your text [title] lies here. {OPEN} {TIMES} Please join us."
    assert [rule for rule, *_place in found(mail(body))] == ["M015", "M008"]


ONE_FAULT = [
    ("He wants you to join our group soon.", ["M017"]),
    ("I can only do Saturday 21 November at 23:00 or Thursday 3 December at 14:30.", ["M003"]),
]


@pytest.mark.parametrize(("body", "rules"), ONE_FAULT)
def test_one_fault_is_one_finding(body, rules):
    """The most telling rule speaks of the words, the others keep silent."""
    times = "" if "December" in body else TIMES
    known = {"private": ("He wants you to join our group soon",)}
    assert [rule for rule, *_place in found(mail(f"{OPEN} {times} {body}", **known))] == rules


def test_what_stands_as_it_is_silences_nothing():
    """Other faults on the same words are told of then."""
    material = mail(f"{OPEN} {TIMES} You should join our group.", private=("you should join our group",))
    assert [rule.id for rule, _spot in judge(material)] == ["M017"]
    kept = judge(material, stands=lambda rule, spot: rule.id == "M017")
    assert [rule.id for rule, _spot in kept] == ["M008"]


def test_a_private_answer_is_found_in_a_text_that_is_broken_within_it():
    """From where it begins."""
    private = ("the board was slow and angry with everybody",)
    broken = f"{OPEN} {TIMES} I know that the board\nwas slow and angry."
    assert found(mail(broken, private=private)) == [
        ("M017", 6, broken.splitlines()[0].index("the board") + 1, "the board was slow and angry")
    ]


def test_joints_of_a_sentence_give_no_private_answer_away():
    """Anybody writes "would have wanted that"; where an answer consists of such words, they are it."""
    said = f"{OPEN} {TIMES} I would have wanted that myself."
    assert found(mail(said, private=("she would have wanted that post",))) == []
    assert [rule for rule, *_place in found(mail(said, private=("she would have wanted that",)))] == ["M017"]


def test_a_gap_in_the_greeting_is_no_wrong_name():
    """The same words are told of once."""
    text = mail(f"{OPEN} {TIMES}")
    gap = Material("invitation", text.raw.replace("Dear Jonas", "Dear [Name]"), text.words, NOW, text.known)
    assert [rule for rule, *_place in found(gap)] == ["M015"]


def test_the_table_of_silences_names_rules_and_never_hides_an_error():
    """What keeps an error silent is one itself."""
    for rule, silent in SILENT.items():
        for name in silent:
            assert by_id(name).severity != ERROR or by_id(rule).severity == ERROR


# The better way --------------------------------------------------------------------------------------

WHY = "I am asking you because you have run a drop-in centre for ten years."
BETTER = [
    ("M005", {"of_reader": (WHY,), "said": (("reflection.why", WHY),)}, f"You answered: “{WHY}”"),
    (
        "M006",
        {"reason": "my brother was ill", "said": (("organiser.motivation", "My brother was ill."),)},
        "My brother was ill.",
    ),
    ("M007", {"said": (("reflection.curious", "What do you see at night?"),)}, "What do you see at night?"),
    ("M001", {"times": (datetime(2026, 12, 1, 10, 0),)}, "Tuesday 1 December at 10:00"),
]


@pytest.mark.parametrize(("rule", "known", "better"), BETTER)
def test_the_better_way_is_the_writers_own(rule, known, better):
    """Their own reason, question and times."""
    ((_rule, spot),) = [
        one for one in judge(mail("The council has decided it.", **known)) if one[0].id == rule
    ]
    assert better in spot.hint


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.id[0] in "MP"], ids=lambda rule: rule.id)
def test_where_nothing_is_known_no_name_and_reason_of_others_is_proposed(rule):
    """A hint of a rule is no sentence for somebody else."""
    assert "“" not in rule.text.hint
    assert not {"Jonas", "Maja", "Signe"} & set(rule.text.hint.replace("<", " ").split()) or rule.id == "M016"


def test_a_greeting_without_a_name_is_proposed_as_it_was_answered():
    text = mail(f"{OPEN} {TIMES}", greeting="Dear Jonas,")
    gap = Material("invitation", text.raw.replace("Dear Jonas,", "Dear ,"), text.words, NOW, text.known)
    ((_rule, spot),) = judge(gap)
    assert spot.hint == "Write: “Dear Jonas,”"


# Questions -------------------------------------------------------------------------------------------


def test_what_nobody_can_know_is_asked_and_never_found():
    """Without answers M005 and M006 ask; M009 does where the templates' way out is gone."""
    material = mail(f"{OPEN} {TIMES}")
    assert found(material) == []
    assert {rule.id for rule, _spot in asked(material)} == {"M005", "M006", "M009"}


CAUSES = {
    "M008": [
        ("en", "You were the first who joined."),
        ("en", "We would need you on the steering group."),
        ("da", "Du var den første, der var med i det."),
    ],
    "M011": [
        ("en", "I can only hold the place for a few days."),
        ("en", "Without you it won't happen."),
        ("en", "See you soon."),
        ("da", "Jeg kan kun holde pladsen i få dage."),
        ("da", "Uden dig bliver det ikke til noget."),
        ("da", "Det er snart for sent."),
    ],
}


@pytest.mark.parametrize(
    ("rule", "lang", "cause"), [(rule, *one) for rule, several in CAUSES.items() for one in several]
)
def test_a_word_that_gives_cause_is_asked_about_where_it_stands(rule, lang, cause):
    """With its own sentence; no finding, and no question beside a finding of the same rule."""
    material = mail(cause, lang=lang)
    assert rule not in {one for one, *_place in found(material)}
    (spot,) = [spot for one, spot in asked(material) if one.id == rule]
    assert spot.line == 6 and cause in spot.message


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Would you join me for a phone call?"),
        ("en", "Will you join me for a short walk, or a coffee?"),
        ("en", "Could you join us for twenty minutes on Tuesday?"),
        ("en", "Could you confirm Tuesday at 10?"),
        ("en", "Please confirm which day suits you."),
        ("en", "Please join the Teams call."),
        ("en", "There is nothing to join, and no deadline."),
        ("da", "Vil du være med til en kop kaffe?"),
        ("da", "Har du lyst til at deltage i en snak over telefonen?"),
        ("da", "Kan du være med tirsdag kl. 10?"),
        ("da", "Kan du bekræfte tidspunktet?"),
        ("da", "Du skal ikke være med i noget, og der er ingen frist."),
    ],
)
def test_a_talk_is_neither_found_nor_asked_about(lang, text):
    """It is what a first contact asks for."""
    material = mail(text, lang=lang)
    told = {one for one, *_place in found(material)} | {rule.id for rule, _spot in asked(material)}
    assert not told & {"M008", "M011"}


@pytest.mark.parametrize(
    ("rule", "lang", "text"),
    [
        ("M008", "en", "Would you join our network and have a chat with us?"),
        ("M008", "en", "We expect that you attend."),
        ("M008", "en", "You are expected to take part."),
        ("M008", "da", "Vi forventer, at du deltager."),
        ("M008", "da", "Vil du være med i netværket, så vi kan tale sammen tirsdag kl. 10?"),
        ("M008", "da", "Du forventes at deltage."),
        ("M011", "en", "I need your answer by Friday."),
        ("M011", "en", "I expect your answer on Friday."),
        ("M011", "da", "Jeg forventer dit svar fredag."),
        ("M011", "da", "Giv gerne lyd hurtigst muligt."),
    ],
)
def test_what_asks_for_more_or_presses_is_found(rule, lang, text):
    """Whatever talk stands further on in the sentence."""
    assert rule in {one for one, *_place in found(mail(text, lang=lang))}


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Otherwise, just say what would suit you."),
        ("en", "A conversation commits you to nothing."),
        ("da", "Passer ingen af dem, så skriv bare, hvad der passer."),
        ("da", "En snak forpligter ikke til noget."),
    ],
)
def test_the_way_out_of_the_templates_is_not_asked_about(lang, sentence):
    assert "M009" not in {rule.id for rule, _spot in asked(mail(sentence, lang=lang))}


def test_questions_have_words_and_findings_of_a_rule_that_only_asks_none():
    """Every rule that asks says what."""
    assert all(rule.text.question for rule in RULES if rule.severity == QUESTION)


# Forms -----------------------------------------------------------------------------------------------

FINDING = Finding(
    "M015", "error", "people/jonas holm/a.txt", 3, 7, "[name]", "“[name]” is left.", "Fill it in.", "ab12"
)


def test_sarif_has_a_run_with_the_rules_and_a_result_a_finding():
    """With what services need of it: schema, version, rule, level, message, place, fingerprint."""
    told = json.loads(as_sarif([FINDING]))
    (run,) = told["runs"]
    assert told["version"] == "2.1.0" and told["$schema"].endswith("sarif-schema-2.1.0.json")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["M015"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("M015", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "people/jonas%20holm/a.txt"
    assert place["region"] == {"startLine": 3, "startColumn": 7, "endColumn": 13}
    assert result["partialFingerprints"] == {"netinvitePlace/v1": "ab12"}


@pytest.mark.parametrize(
    ("severity", "level"), [("error", "error"), ("warning", "warning"), ("hint", "note")]
)
def test_sarif_has_a_level_for_each_severity(severity, level):
    told = json.loads(as_sarif([Finding("M001", severity, "f", 1, 1, "", "m", "h")]))
    assert told["runs"][0]["results"][0]["level"] == level


def test_sarif_without_findings_is_a_run_without_results():
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []


def test_the_rules_as_json_have_what_the_list_has():
    """Sort, severity and words; a question where there is one."""
    told = {one["rule"]: one for one in json.loads(rules_as_json())}
    assert list(told) == [rule.id for rule in RULES]
    assert told["M005"]["sort"] == "evidence" and told["M005"]["question"]
    assert told["M001"]["question"] is None and told["M001"]["about"] == ["invitation"]


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        ("You spoke on volume XXX of the papers.", True),
        ("Your talk on TODO in old code made me laugh.", True),
        ("I am bringing people together on TODO.", False),
        ("TODO: a word on the garden.", False),
        ("I have been there for xxx years.", False),
        ("Or not at all, if it is too close to the bone xx", True),
        ("Ring me on: xx", False),
    ],
)
def test_what_can_be_somebodys_subject_is_asked_about(body, asks):
    """A note to oneself ends its sentence, or has a colon."""
    spots = [spot for rule, spot in asked(mail(f"{OPEN} {TIMES} {body}")) if rule.id == "M015"]
    found = [spot for rule, spot in judge(mail(f"{OPEN} {TIMES} {body}")) if rule.id == "M015"]
    assert (bool(spots), bool(found)) == (asks, not asks)


PRIVATE = ("he wants you to join our group soon", "the board was slow and angry with everybody")


@pytest.mark.parametrize(
    ("body", "rule", "words"),
    [
        ("Your [title] and [name] lie with TODO: [title] here.", "M015", ["[title]", "[name]", "TODO"]),
        (
            "I know that He wants you to join our group soon, and that the board was slow, and angry.",
            "M017",
            ["wants you to join our group soon", "the board was slow, and angry"],
        ),
    ],
)
def test_each_gap_and_each_private_place_of_a_line_is_a_finding(body, rule, words):
    """A paragraph is one line; what overlaps in it is one, and the same words further on are another."""
    material = mail(f"{OPEN} {TIMES} {body}", private=PRIVATE)
    line = material.text.splitlines()[5]
    those = [one for one in judge(material) if one[0].id == rule]
    assert list(dict.fromkeys(spot.words for _rule, spot in those)) == words
    assert all(line[spot.column - 1 :].startswith(spot.words) for _rule, spot in those)
    assert len({(spot.line, spot.column) for _rule, spot in those}) == len(those)
    assert len({place(material, spot) for _rule, spot in those}) == len(those)
    assert len(those) == sum(body.count(one) for one in words)


@pytest.mark.parametrize("subject", ["[name] [name]", "Subject and [name]"])
def test_a_gap_in_the_subject_has_its_column(subject):
    material = mail(f"{OPEN} {TIMES}")
    text = material.text.replace("Your view on young people?", subject)
    again = Material("invitation", text, material.words, NOW, material.known)
    gaps = [spot.column for rule, spot in judge(again) if rule.id == "M015"]
    line = text.splitlines()[1]
    assert gaps == [place + 1 for place in range(len(line)) if line.startswith("[name]", place)]


@pytest.mark.parametrize("said", ["“[…]”", "“[ … ]”", '"[...]"', "[^2]", "[^note]", "[1]"])
def test_what_was_left_out_and_a_footnote_are_no_gaps(said):
    assert found(mail(f"{OPEN} {TIMES} The hall {said} is good.")) == []


@pytest.mark.parametrize(
    ("lang", "day"), [("en", "1 December is a Tuesday."), ("da", "1. december er en tirsdag.")]
)
def test_a_day_is_named_in_the_language_of_the_sentence(lang, day):
    """Whatever the language of the text."""
    language.activate(lang)
    try:
        body = f"{OPEN} Passer onsdag den 1. december kl. 10 eller torsdag den 3. december kl. 14.30?"
        told = [spot.message for rule, spot in judge(mail(body, lang="da")) if rule.id == "M003"]
    finally:
        language.activate("en")
    assert told == [day]


@pytest.mark.parametrize(
    "said",
    [
        "Saturday 21\nNovember at 23:00",
        "Saturday 21 November, if that suits you,\nat 23:00",
        "at 23:00 on\nSaturday 21 November",
    ],
)
def test_a_time_in_a_text_wrapped_by_hand_has_its_own_line(said):
    """The words stand where line and column say, and the sentence begins further up."""
    material = mail(
        f"{OPEN} It would be good for me if\nwe could talk: {said} or Thursday 3 December at 14:30."
    )
    ((_rule, spot),) = (one for one in judge(material) if one[0].id == "M003")
    assert spot.line == 7
    text = "\n".join(material.text.split("\n")[spot.line - 1 :])[spot.column - 1 :]
    assert " ".join(text.split()).startswith(spot.words)
    assert spot.column > 1 and "23:00" in spot.words and "21 November" in spot.words


def test_a_word_said_twice_is_a_finding_of_its_own():
    """The sentence that is hard to read is told of beside it."""
    long = (
        "I am writing to you and nobody else because because you "
        + "go on and on and then once more and " * 12
        + "stop."
    )
    told = [(rule, words) for rule, _line, _column, words in found(mail(f"{OPEN} {TIMES} {long}"))]
    assert ("S001", "because because") in told and "M014" in [rule for rule, _words in told]


@pytest.mark.parametrize("said", ["[and sorry for the pipe]", "[as my mother says]", "<or so they say>"])
def test_brackets_that_no_template_leaves_are_asked_about(said):
    material = mail(f"{OPEN} {TIMES} I was late {said} that day.")
    assert found(material) == []
    told = [spot.message for rule, spot in asked(material) if rule.id == "M015"]
    assert told == [f"Was “{said}” left to be filled in?"]


WHY = "you winched eleven boats off the sandbank in Ribe"


@pytest.mark.parametrize(
    ("body", "finds"),
    [
        ("All managers get this mail.", True),
        # By one word, anything can be meant.
        ("All managers with boats get this mail.", True),
        ("All managers with boats off a sandbank get this mail.", False),
        ("All managers in Ribe with boats get this mail.", False),
        ("It was quite something, with those boats. All eleven.", False),
    ],
)
def test_where_more_than_a_word_of_the_answer_stands_it_is_asked_with_the_answer(body, finds):
    whole = "I am asking you because you winched eleven boats off the sandbank in Ribe."
    material = mail(f"{OPEN} {TIMES} {body}", of_reader=(WHY,), said=(("reflection.why", whole),))
    answered = f"You answered: “{whole}”"
    spots = [(spot.asks, spot.hint) for spot in by_id("M005").find(material, material.words)]
    assert spots == [(not finds, answered)]


def test_what_the_network_is_about_tells_nothing_of_the_reader():
    """A word that other answers have too counts where none of them is said."""
    theme = "I am putting together a network on young people and loneliness."
    why = "you have known young people for ten years"
    known = {"of_reader": (why,), "public": (theme, why, "Your view on young people?")}
    said = mail(f"{OPEN} {TIMES} {theme}", **known)
    assert ("M005", 4) in [(rule, line) for rule, line, *_place in found(said)]
    elsewhere = mail(f"{OPEN} {TIMES} {theme} Those people again. And so young.", **known)
    assert "M005" not in [rule for rule, *_place in found(elsewhere)]
