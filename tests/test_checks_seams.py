"""S001: what was not written to go on from its first words is found, and what reads like it is not."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from netinvite.app.knowledge import first_words_of
from netinvite.app.wordlists import words_for
from netinvite.checks import Known, Material, by_id
from netinvite.checks.rule import Answer
from netinvite.model.walk import Walk
from netinvite.store.records import ABOUT, load_guide

LANGS = ("da", "en")
DANISH = ("languages", "da", "network", "theme")
NOW = datetime(2026, 11, 28, 12, 0)
SEAMS = tomllib.loads((Path(__file__).parent / "data" / "seams.toml").read_text(encoding="utf-8"))
GREETING = {"da": "Kære Jonas", "en": "Dear Jonas,"}
# What stands right behind a greeting's comma may begin small.
BEFORE = {"da": "Det er længe siden.", "en": "It has been a while."}
CLOSING = {"da": "Venlig hilsen", "en": "Kind regards,"}


def firsts(lang):
    """The first words of the shipped guide, by question."""
    return first_words_of(Walk.start(load_guide(lang), ABOUT, {"organiser.name": "Maja Holm"}))


def told(material):
    """What is found, and not only asked about."""
    return [spot for spot in by_id("S001").find(material, material.words) if not spot.asks]


def asked(lang, text, about="pitch"):
    """The words of which it is asked whether they are meant twice."""
    material = Material(about, f"{text}\n", words_for(lang), NOW, Known())
    return [spot.words for spot in by_id("S001").find(material, material.words) if spot.asks]


def found(lang, about, text):
    if about == "invitation":
        head, end = f"To: jonas@example.org\nSubject: ?\n\n{GREETING[lang]}", f"{CLOSING[lang]}\nMaja Holm"
        text = "\n\n".join((head, BEFORE[lang], text, end))
    known = Known(name="Maja Holm", firsts=tuple(firsts(lang).values()))
    material = Material(about, f"{text}\n", words_for(lang), NOW, known)
    return told(material)


def listed(kind):
    return [(lang, text) for lang in LANGS for text in SEAMS[lang][kind]]


TEXTS = ("invitation", "pitch", "conversation", "leaflet")


@pytest.mark.parametrize("about", TEXTS)
@pytest.mark.parametrize(("lang", "text"), listed("seam"))
def test_a_seam_is_found_once(lang, text, about):
    (spot,) = found(lang, about, text)
    assert spot.message


@pytest.mark.parametrize("about", TEXTS)
@pytest.mark.parametrize(("lang", "text"), listed("whole"))
def test_a_sentence_that_is_whole_is_left_alone(lang, text, about):
    assert found(lang, about, text) == []


@pytest.mark.parametrize("lang", LANGS)
def test_all_that_is_whole_may_stand_in_a_row(lang):
    """Sentences of one paragraph, and a paragraph each."""
    for between in (" ", "\n", "\n\n"):
        assert found(lang, "pitch", between.join(SEAMS[lang]["whole"])) == []


@pytest.mark.parametrize("lang", LANGS)
def test_whoever_writes_without_capitals_is_left_alone(lang):
    """One small letter among capitals is a slip, all of them are a way to write."""
    whole = SEAMS[lang]["whole"]
    assert found(lang, "pitch", "\n\n".join(text.lower() for text in whole)) == []
    assert found(lang, "pitch", f"{whole[0].lower()}\n\n{whole[1]}") != []


@pytest.mark.parametrize(
    ("greeting", "text", "count"),
    [
        ("Dear Jonas,", "you know the place.", 0),
        ("Dear Jonas,", "You know the place.", 0),
        ("Dear Jonas,", "you know the place.\n\nit matters to me.", 1),
        ("Dear Jonas,", "You know it.\n\nit matters to me.", 1),
        ("Dear Jonas!", "you know the place. You know us.", 1),
        ("Dear Jonas", "you know the place. You know us.", 1),
    ],
)
def test_behind_a_greetings_comma_both_ways_are_right(greeting, text, count):
    """A letter goes on from its greeting, with a capital or without; no further paragraph does."""
    whole = (
        f"To: jonas@example.org\nSubject: Hi\n\n{greeting}\n\n{text}\n\nWe will see.\n\nKind regards,\nMaja"
    )
    material = Material("invitation", whole, words_for("en"), NOW, Known())
    assert len(told(material)) == count


@pytest.mark.parametrize("about", TEXTS)
@pytest.mark.parametrize(
    ("text", "words"), [("Vi mødes 2.", "2"), ("Det betyder noget for mig, fordi 2.", "2")]
)
def test_a_number_alone_behind_first_words_is_found(about, text, words):
    """It was typed for a menu, on a page too late."""
    assert [spot.message for spot in found("da", about, text)] == [
        f"Only “{words}” stands behind “{text.removesuffix(f' {words}.')}”."
    ]


def test_an_answer_that_is_a_number_alone_is_found():
    """A line, or what the network needs."""
    known = Known(answers=(Answer(("practical", "place"), "2", None, False),))
    (spot,) = told(Material("answers", "", words_for("da"), NOW, known))
    assert spot.message == "Only “2” stands there."


def test_the_lists_name_the_first_words_of_the_guides():
    for lang in LANGS:
        assert set(SEAMS[lang]["first"]) <= {first.text for first in firsts(lang).values()}


@pytest.mark.parametrize(("lang", "text"), listed("seam"))
def test_a_seam_is_found_in_the_answer_at_its_key(lang, text):
    known = firsts(lang)
    key = next((key for key, first in known.items() if text.startswith(first.text)), "person.suggested")
    step, name = key.split(".")
    raw = f'schema = 2\n[other]\n{name} = "x"\n\n[{step}]\nfurther = 1\n{name} = "{text}"\n'
    answers = (Answer(tuple(key.split(".")), text, known.get(key)),)
    material = Material("answers", raw, words_for(lang), NOW, Known(answers=answers))
    (spot,) = told(material)
    assert spot.line == 7


@pytest.mark.parametrize(
    ("raw", "path", "line"),
    [
        ('network = {\ttheme = "T" }\n', ("network", "theme"), 1),
        ('schema = 2\n\nnetwork = { purpose = "P", theme = "T" }\n', ("network", "theme"), 3),
        ('schema = 2\nnetwork.theme = "T"\n', ("network", "theme"), 2),
        ('[network]\n"theme" = """\nT\n"""\n', ("network", "theme"), 2),
        ('network.theme = "t"\n[languages.da.network]\ntheme = "T"\n', DANISH, 3),
    ],
)  # fmt: skip
def test_a_seam_is_found_however_the_file_is_written(raw, path, line):
    """Tables may be written inline or with dots, and answers stand once for each language."""
    first = firsts("en")["network.theme"]
    answers = (Answer(path, f"{first.text} and that is no sentence it is ..", first),)
    material = Material("answers", raw, words_for("en"), NOW, Known(answers=answers))
    assert {spot.line for spot in told(material)} == {line}


@pytest.mark.parametrize(("lang", "text"), listed("whole"))
def test_a_whole_answer_is_left_alone(lang, text):
    known = firsts(lang)
    key = next((key for key, first in known.items() if text.startswith(first.text)), "reflection.seen")
    answers = (Answer(tuple(key.split(".")), text, known.get(key)),)
    material = Material("answers", "", words_for(lang), NOW, Known(answers=answers))
    assert told(material) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Vi vi mødes hver måned."),
        ("da", "Er er du klar til det?"),
        ("da", "På på torsdag mødes vi."),
        ("da", "Vi venter, indtil indtil du kommer."),
        ("da", "Det er mit\nmit hus."),
        ("en", "I I was there."),
        ("en", "What we we saw was new."),
        ("en", "At at least four of us came."),
        ("en", "They have the\nthe house."),
    ],
)
def test_a_word_that_never_stands_twice_there_is_found(lang, text):
    """Anywhere, or where a sentence begins; a line break may stand between."""
    assert len(found(lang, "pitch", text)) == 1 and asked(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("da", "Vi har et netværk netværk her.", "netværk netværk"),
        ("da", "Netværk\nnetværk er der nok af.", "Netværk netværk"),
        ("da", "Det, jeg arbejder på på tirsdag, er nyt.", "på på"),
        ("da", "Det mener vi vi kan.", "vi vi"),
        ("da", "Det er er godt.", "er er"),
        ("da", "Det vi vil vil vi.", "vil vil"),
        ("en", "They met at a network network near here.", "network network"),
        ("en", "In World War I I read about it.", "I I"),
        ("en", "What it is is hard to say.", "is is"),
        ("en", "My my, what a day that was.", "My my"),
        ("en", "They told the The Hague office.", "the The"),
    ],
)
def test_a_word_that_can_be_meant_twice_is_asked_about(lang, text, words):
    """Nobody but its writer knows."""
    assert found(lang, "pitch", text) == [] and asked(lang, text) == [words]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "De spiller Duran Duran, og I i Ribe hører det."),
        ("da", "Hun sagde “ja ja” og gik. Nej, nej. Ti-ti-tiden."),
        ("en", "We heard Duran Duran, and Will Will be there?"),
        ("en", "He said “no no” and left. Well, well - well."),
    ],
)
def test_a_name_a_quotation_and_what_a_mark_parts_are_not_asked_about(lang, text):
    assert found(lang, "pitch", text) == [] and asked(lang, text) == []


def test_one_word_twice_in_several_places_is_one_question_a_sentence():
    assert asked("en", "It is very very good, and very very new. It is very very old.") == ["very very"] * 2


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("da", "Mest af alt vil jeg gerne høre, ærlighed.", 1),
        ("da", "Mest af alt vil jeg gerne høre, hvad du ser.", 0),
        ("da", "Vi er i mål, når samarbejde.", 1),
        ("da", "Du får kaffe.", 0),
        ("en", "Most of all I would like to hear honesty.", 1),
        ("en", "It matters to me because people care.", 0),
        ("en", "I am asking you because experience.", 1),
    ],
)
def test_one_word_where_a_clause_goes_on_is_asked_about(lang, text, count):
    """Nobody can know whether it is meant; where a thing alone goes on, one word is enough."""
    known = Known(firsts=tuple(firsts(lang).values()))
    material = Material("pitch", f"{text}\n", words_for(lang), NOW, known)
    spots = list(by_id("S001").find(material, material.words))
    assert [spot.asks for spot in spots] == [True] * count


def questions(lang, text, about="pitch", **known):
    """What is asked about a text."""
    known = Known(firsts=tuple(firsts(lang).values()), **known)
    material = Material(about, f"{text}\n", words_for(lang), NOW, known)
    return [spot.message for spot in by_id("S001").find(material, material.words) if spot.asks]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I am asking you because you you've run it."),
        ("en", "I am asking you because because you’ve run it."),
        ("en", "We met we'd met in May."),
    ],
)
def test_a_word_with_an_apostrophe_is_the_same_word_at_the_joint(lang, text):
    (spot,) = found(lang, "pitch", text)
    assert "stands there twice" in spot.message or "says once more" in spot.message


@pytest.mark.parametrize(
    ("lang", "text", "words", "told"),
    [
        ("en", "I am asking you because you you run it.", "you you", "“you” stands there twice."),
        ("en", "It matters to me because I I have seen it.", "I I", "“I” stands there twice."),
        (
            *("en", "I am asking you because you BECAUSE you run it."),
            *("you because you BECAUSE", "“you BECAUSE” says once more what stands before it."),
        ),
        ("en", "We met We met in May.", "We met We met", "“We met” stands there twice."),
        (
            *("da", "Jeg spørger netop dig, fordi dig fordi du driver det."),
            *("dig, fordi dig fordi", "“dig fordi” stands there twice."),
        ),
        ("da", "Det ligger mig på sinde, fordi jeg er er er.", "", ""),
    ],
)
@pytest.mark.parametrize("about", ["pitch", "invitation"])
def test_what_stands_twice_behind_first_words_is_told_where_it_stands(about, lang, text, words, told):
    """In its own letters."""
    assert [(spot.words, spot.message) for spot in found(lang, about, text)] == [(words, told)] * bool(told)


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("da", "Det betyder noget for mig, fordi jeg jeg har set det.", "jeg jeg"),
        ("da", "Jeg vil gerne høre, hvad hvad der virker.", "hvad hvad"),
        ("en", "It matters to me because she she has seen it.", "she she"),
    ],
)
def test_a_word_twice_that_can_be_meant_is_asked_about_behind_first_words_as_well(lang, text, words):
    """As in any file."""
    assert found(lang, "pitch", text) == [] and asked(lang, text) == [words]
    assert any(words in one for one in questions(lang, text))


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("da", "Vi mødtes vi mødte hinanden i maj.", "“vi” repeats how the sentence begins."),
        ("da", "Jeg spørger netop dig, fordi du da du driver det.", "“du” stands there twice."),
        ("en", "**Open:** We met when we met again.", "“we met” repeats how the sentence begins."),
        ("en", "The network should be guided by it's guided by trust.", "“guided by” repeats how the"),
        ("en", "It matters to me because Nobody came.", "“Nobody” begins with a capital in mid-sentence."),
        ("en", "Most of all I would like to hear - what you see.", "“-” begins a list in mid-sentence."),
        ("en", "It matters to me because they ask: are you there?", "It ends as a question"),
        ("en", "There is a café,. All go there.", "It ends in “café,.”."),
    ],
)
def test_what_a_field_asks_about_is_asked_of_a_text(lang, text, told):
    """Once, in the same words, wherever the sentence stands."""
    (asked,) = questions(lang, text)
    assert asked.startswith(told) and asked.endswith("Is it meant so?")


def test_a_capital_that_is_known_is_not_asked_about():
    text = "It matters to me because Oles brother came."
    assert len(questions("en", text)) == 1
    assert questions("en", text, names=lambda key: ["Ole"]) == []


def test_an_answer_that_begins_with_the_last_first_words_is_asked_about():
    """Another sentence may begin with them."""
    text = "Because you run it. When may I come?"
    said = (("reflection.why", "Because you run it."),)
    assert questions("en", text) == []
    assert questions("en", text, said=said) == [
        "“Because” stands without the words before it. Is it meant so?"
    ]


@pytest.mark.parametrize("about", TEXTS)
@pytest.mark.parametrize(("lang", "text"), listed("whole"))
def test_nothing_that_comes_again_is_seen_in_a_whole_sentence(lang, text, about):
    assert [
        one for one in questions(lang, text, about) if "repeats" in one or "without the words" in one
    ] == []


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("We come in 2 2 days.", ["2 2"]),
        ("We come at 10 10 minutes late.", ["10 10"]),
        ("Ring 20 20 30 40, or 22 33 33 22.", []),
        ("At 8:30 30 of us go, 2 2-room flats, 1 1/2 hours.", []),
        ("What it it's worth.", ["it it's"]),
        ("We saw Anna Anna's plan.", []),
    ],
)
def test_numbers_and_what_an_apostrophe_joins_are_asked_about(text, twice):
    """A telephone number, a time and a fraction are none."""
    assert asked("en", text) == twice
