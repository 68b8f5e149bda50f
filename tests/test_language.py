"""Which language, and whether all of the program's words are there in it."""

from __future__ import annotations

import re

import catalogue
import pytest
from babel.messages.mofile import read_mo

from netinvite import cli, language


def test_no_word_of_the_program_is_without_danish():
    """Every sentence, help text and message of Click that we show has its Danish one."""
    assert catalogue.missing(catalogue.read()) == []


def test_the_compiled_catalogue_is_the_written_one():
    """The .mo file that ships says what the .po file says."""
    with catalogue.PO.with_suffix(".mo").open("rb") as stream:
        compiled = _words(read_mo(stream))
    assert compiled == _words(catalogue.read())


def _tuple(text):
    return (text,) if isinstance(text, str) else tuple(text)


def _words(words):
    return {"|".join(_tuple(message.id)): _tuple(message.string) for message in words if message.id}


def test_placeholders_are_the_same_in_both_languages():
    """A translation names the same values as its English sentence."""
    for message in catalogue.read():
        for english, string in zip(_tuple(message.id), _tuple(message.string), strict=True):
            found, wanted = (re.findall(r"%\(\w+\)s|\{[^}]*\}", text) for text in (string, english))
            assert not english or set(found) == set(wanted), english


@pytest.mark.parametrize("command", [[], *([name] for name in cli.COMMANDS)])
def test_danish_help_shows_no_english(command, capsys):
    """No English sentence is left in the Danish help."""
    language.activate("da")
    assert cli.run([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "Brug:" in text
    assert not re.search(r"\b(the|and|with|Show|Usage|Options)\b", text)


@pytest.mark.parametrize(
    ("env", "lang"),
    [
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "da_DK.UTF-8"}, "en"),
        ({"LC_MESSAGES": "da_DK", "LANG": "de_DE"}, "da"),
        ({}, "en"),
    ],
)
def test_the_locale_decides_where_nobody_else_does(env, lang):
    """LC_ALL, LC_MESSAGES, LANG in that order; English where they name no language of ours."""
    assert language.choose("", "", env=env) == lang


def test_a_wish_wins_over_the_locale():
    """The first wish that is not empty is taken."""
    assert language.choose("", "en", "da", env={"LANG": "da_DK"}) == "en"


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [(["--lang", "da"], "da"), (["prepare", "--lang=da"], "da"), (["mail", "--lang"], ""), ([], "")],
)
def test_lang_is_seen_before_the_line_is_parsed(arguments, lang):
    """Help and errors are in the language that --lang names."""
    assert language.from_arguments(arguments, "--lang") == lang
