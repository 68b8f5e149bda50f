"""Sentences and readability, against texts counted by hand; word lists as people write them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from netinvite.app.wordlists import words_for
from netinvite.checks import Words, words
from netinvite.checks.text import lines_of, lix, paragraphs, sentences, unquoted, words_a_sentence
from netinvite.errors import TemplateError


def split(text, lang="da"):
    return list(sentences(lines_of(text), frozenset(words_for(lang).lists["abbreviations"])))


def texts(text, lang="da"):
    return [sentence.text for sentence in split(text, lang)]


# Counted by hand: words, sentences, words of more than six letters.
COUNTED = [
    ("Katten sover. Den drømmer om fisk.", 6, 2, 1),  # drømmer
    ("Kommunen samler et netværk.", 4, 1, 2),  # Kommunen, netværk
    ("Jeg bor her. Du bor der. Vi ses.", 8, 3, 0),
    ("Ensomhed rammer unge mennesker. Hvem ringer de til?", 8, 2, 2),  # Ensomhed, mennesker
    ("We listen before we speak.", 5, 1, 0),
    (
        "Loneliness takes hold quietly. Someone should notice it early!",
        9,
        2,
        3,
    ),  # Loneliness, quietly, Someone
    ("Passer kl. 10 dig? Ellers finder vi et andet tidspunkt.", 10, 2, 2),  # Ellers has six; tidspunkt
]


@pytest.mark.parametrize(("text", "words", "count", "long"), COUNTED[:6])
def test_lix_is_words_a_sentence_and_the_share_of_long_words(text, words, count, long):
    found = texts(text)
    assert len(found) == count
    assert words_a_sentence(found) == pytest.approx(words / count)
    assert lix(found) == pytest.approx(words / count + 100 * long / words)


def test_six_letters_are_not_yet_a_long_word():
    assert lix(["Ellers ringer jeg."]) == pytest.approx(3)
    assert lix(["Sommerens ringer jeg."]) == pytest.approx(3 + 100 / 3)


def test_no_words_have_no_lix():
    assert lix([]) == lix(["…"]) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "Vi mødes kl. 10 på rådhuset.",
        "Det er f.eks. unge, ældre m.fl. i byen.",
        "Jeg foreslår tirsdag den 1. december kl. 10.00.",
        "Det varer ca. 20 minutter.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text):
    assert texts(text) == [text]


def test_an_abbreviation_before_a_figure_is_a_word_elsewhere():
    assert texts("You may say no. What happens at no. 14?", "en") == [
        "You may say no.",
        "What happens at no. 14?",
    ]


def test_what_stands_in_quotation_marks_is_blanked_out_in_its_place():
    assert unquoted('Du sagde: "Svar nu", og »vent«.') == "Du sagde:          , og       ."


def test_a_sentence_goes_on_over_a_line_break_and_knows_its_first_line():
    found = split("Kære Jonas\n\nJeg skriver,\nfordi du ser. Hvad\nser du?\n")
    assert [(sentence.text, sentence.line) for sentence in found] == [
        ("Kære Jonas", 1),
        ("Jeg skriver, fordi du ser.", 3),
        ("Hvad ser du?", 4),
    ]


def test_list_items_and_headings_stand_alone():
    found = split("# Samtale\nHer er de:\n- den første\n  i to linjer\n2. den anden\n")
    assert [(s.text, s.item, s.heading) for s in found] == [
        ("Samtale", False, True),
        ("Her er de:", False, False),
        ("den første   i to linjer", True, False),
        ("den anden", True, False),
    ]


# Word lists ----------------------------------------------------------------------------------------


def listed(*phrases):
    return Words("da", {"list": phrases}, {})


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("senest", "Svar Senest fredag.", "Senest"),
        ("bekræft*", "Giv en bekræftelse.", "bekræftelse"),
        ("kun # pladser", "Der er kun 12 pladser.", "kun 12 pladser"),
        ("jeg ... optaget af", "Jeg er meget, meget optaget af det.", "Jeg er meget, meget optaget af"),
        ("(med |)venlig hilsen", "venlig hilsen", "venlig hilsen"),
        ("don't you", "Don’t you think?", "Don’t you"),
        ("siden du", "siden, du", "siden, du"),
    ],
)
def test_a_phrase_is_found_as_people_write_it(phrase, text, found):
    assert listed(phrase).first("list", text) == found


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("mod", "modgang"),
        ("mod", "imod"),
        ("få pladser", "få gode pladser"),
        ("jeg ... glad", "Jeg er en af de mange i byen, der ofte bliver glad."),
    ],
)
def test_a_phrase_is_no_part_of_another_word_and_bridges_five_words(phrase, text):
    assert listed(phrase).first("list", text) == ""


def test_own_lists_replace_the_shipped_ones_key_by_key():
    shipped = {"pressure": ["senest"], "values": ["tillid"], "lix": 40}
    words = Words.parse("da", shipped, {"pressure": ["pronto"], "lix": 45}, "words.toml")
    assert words.lists == {"pressure": ("pronto",), "values": ("tillid",)}
    assert words.numbers == {"lix": 45}


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"presure": ["x"]}, "presure"),
        ({"pressure": "x"}, "list of texts"),
        ({"pressure": [1]}, "list of texts"),
        ({"pressure": [" "]}, "list of texts"),
        ({"pressure": ["(a|b"]}, "bracket"),
        ({"lix": -1}, "whole number"),
        ({"lix": True}, "whole number"),
    ],
)
def test_a_faulty_list_of_ones_own_is_refused_with_its_place(own, said):
    with pytest.raises(TemplateError) as refused:
        Words.parse("da", {"pressure": ["senest"], "lix": 40}, own, "own/words.toml")
    assert "own/words.toml" in refused.value.message
    assert said in refused.value.message


def test_a_list_of_before_may_stay_in_a_file_of_ones_own():
    """It is read by nothing any more, and refused by nothing."""
    assert Words.parse("da", {"lix": 40}, {"own_reasons": ["x"]}, "words.toml").lists == {}


def test_a_misspelt_key_is_told_the_nearest():
    with pytest.raises(TemplateError) as refused:
        Words.parse("da", {"pressure": ["senest"]}, {"presure": []}, "words.toml")
    assert "pressure" in refused.value.hint


def test_both_languages_have_the_same_lists():
    danish, english = words_for("da"), words_for("en")
    assert danish.lists.keys() == english.lists.keys()
    assert danish.numbers.keys() == english.numbers.keys()


def test_a_language_without_lists_has_the_english_ones():
    assert words_for("sv").lists == words_for("en").lists


LISTS = [(lang, name) for lang in ("da", "en") for name in sorted(words_for(lang).lists)]


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("lang", "name"), LISTS)
def test_a_list_finds_what_one_pattern_of_all_its_phrases_would_find(lang, name):
    """In the letters of the corpus, where most lists find something, whatever the case."""
    known = words_for(lang)
    patterns = [words.pattern_of(phrase).pattern for phrase in known.lists[name]] or ["(?!)"]
    whole = re.compile("|".join(patterns), re.IGNORECASE)
    for file in sorted((Path(__file__).parent / "corpus" / lang).rglob("*.*"))[::8]:
        text = file.read_text(encoding="utf-8")
        for told in (text, text.upper()):
            assert known.spans(name, told) == [match.span() for match in whole.finditer(words.plain(told))]
            opening = whole.match(words.plain(told))
            assert known.opening(name, told) == (told[: opening.end()] if opening else "")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("six", "SIX"),
        ("six", "ſix"),
        ("is", "ıs"),
        ("ikke", "İKKE"),
        ("kelvin", "\u212aelvin"),
        ("s\u00f8", "SØ"),
    ],
)
def test_letters_that_are_the_same_without_case_are_found(phrase, text):
    """Also those that differ from what ``lower`` makes of them."""
    expected = re.search(f"(?<!\\w){phrase}(?!\\w)", text, re.IGNORECASE)
    assert bool(Words("da", {"list": (phrase,)}, {}).first("list", text)) is bool(expected)


def test_a_phrase_that_is_nothing_but_the_rest_of_a_word_ends():
    """It stands in every text, also where it is empty."""
    assert Words("da", {"list": ("*",)}, {}).spans("list", "a b")


@pytest.mark.parametrize("rule", ["---", "***", "___", "=====", " ~~~ "])
def test_a_rule_across_the_page_parts_what_stands_on_both_sides(rule):
    """As a blank line does."""
    lines = lines_of(f"Before it.\n{rule}\n*For you alone*\n- a thought. small")
    assert [one.text for one in sentences(lines, frozenset())][:2] == ["Before it.", "*For you alone*"]
    assert [one.text for one in paragraphs(lines)] == ["Before it.", "*For you alone*\n- a thought. small"]
