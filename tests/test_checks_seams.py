"""S001: what was not written to go on from its first words is found, and what reads like it is not."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from netinvite.app.check import words_for
from netinvite.app.knowledge import first_words_of
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


def found(lang, about, text):
    if about == "invitation":
        head, end = f"To: jonas@example.org\nSubject: ?\n\n{GREETING[lang]}", f"{CLOSING[lang]}\nMaja Holm"
        text = "\n\n".join((head, BEFORE[lang], text, end))
    known = Known(name="Maja Holm", firsts=tuple(firsts(lang).values()))
    material = Material(about, f"{text}\n", words_for(lang), NOW, known)
    return list(by_id("S001").find(material, material.words))


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
    assert len(list(by_id("S001").find(material, material.words))) == count


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
    (spot,) = by_id("S001").find(material, material.words)
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
    assert {spot.line for spot in by_id("S001").find(material, material.words)} == {line}


@pytest.mark.parametrize(("lang", "text"), listed("whole"))
def test_a_whole_answer_is_left_alone(lang, text):
    known = firsts(lang)
    key = next((key for key, first in known.items() if text.startswith(first.text)), "reflection.seen")
    answers = (Answer(tuple(key.split(".")), text, known.get(key)),)
    material = Material("answers", "", words_for(lang), NOW, Known(answers=answers))
    assert list(by_id("S001").find(material, material.words)) == []
