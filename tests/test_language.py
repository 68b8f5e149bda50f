"""Which language, and whether all of the program's words are there in it."""

from __future__ import annotations

import re
from pathlib import Path

import catalogue
import pytest
from babel.messages.mofile import read_mo

from netinvite import language
from netinvite.app import neighbours
from netinvite.cli import app
from netinvite.rehearsal import timing

ROOT = Path(__file__).parents[1]
DANISH = [*sorted((ROOT / "docs").glob("*.da.md")), ROOT / "README.da.md"]


def test_no_word_of_the_program_is_without_danish():
    """Every sentence, help text and message of Click that we show has its Danish one."""
    assert catalogue.missing(catalogue.read()) == []


def test_danish_quotes_are_danish():
    """”…”, as in the texts; never “…”, and what is put together in code follows."""
    assert [string for one in catalogue.read() for string in _tuple(one.string) if "“" in string] == []
    with language.speaking("da"):
        assert language.quoted("x") == "”x”"


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


def english_placeholders(text):
    """What in a Danish text stands for something of one's own, and has a Danish word: NAME is NAVN."""
    whole = [one for one in catalogue.read() if isinstance(one.id, str) and re.fullmatch("[A-Z]{3,}", one.id)]
    named = {one.id for one in whole if one.string != one.id} | {"KEY", "VALUE", "OTHER"}
    return named & set(re.findall(r"(?<![\w-])[A-ZÆØÅ]{3,}(?![\w-])", text))


@pytest.mark.parametrize("page", DANISH, ids=lambda page: page.name)
def test_danish_pages_have_danish_placeholders(page):
    """Whoever types a command from one page knows the word from every other."""
    assert english_placeholders(page.read_text(encoding="utf-8")) == set()


def test_danish_sentences_have_danish_placeholders():
    """In the catalogue too."""
    told = [string for one in catalogue.read() if one.id for string in _tuple(one.string)]
    assert english_placeholders("\n".join(told)) == set()


@pytest.mark.parametrize("ask", [neighbours.clipboard, neighbours.mail_program])
def test_danish_advice_has_danish_placeholders(ask, monkeypatch, tmp_path):
    """Where a command is named that no sentence has in it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with language.speaking("da"):
        to_do = ask().to_do
    assert "NAVN" in to_do and english_placeholders(to_do) == set()


OF_TEMPLATES = [["templates", name] for name in ("list", "copy", "diff", "check")]


@pytest.mark.parametrize("command", [[], *([name] for name in app.COMMANDS), *OF_TEMPLATES])
def test_danish_help_shows_no_english(command, capsys):
    """No English sentence is left in the Danish help."""
    language.activate("da")
    assert app.run([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "Brug:" in text
    assert not re.search(r"\b(the|and|with|Show|Usage|Options|required|default|KEY|FILE|NAME)\b", text)
    assert "<=" not in text


@pytest.mark.parametrize("typed", ["x", "59", "241", "1.5", "-1", "99999"])
def test_a_pace_nobody_speaks_at_is_refused_in_danish(typed, capsys):
    """Whole numbers of words a minute, those that a rehearsal takes."""
    language.activate("da")
    assert app.run(["pitch", "--rehearse", f"--pace={typed}"]) == 2
    assert f"fra {timing.SLOWEST} til {timing.FASTEST} ord" in capsys.readouterr().err


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


def test_why_the_system_refuses_is_said_in_danish_too():
    """Its own words where they are known, and what it says where they are not."""
    language.activate("da")
    lacking = FileNotFoundError(2, "No such file or directory")
    assert language.refusal(lacking) == "filen eller mappen findes ikke"
    assert language.refusal(OSError(5, "Odd fault")) == "Odd fault"
    assert language.refusal(OSError("without a number")) == "without a number"


def test_no_translation_stands_there_twice():
    """Two versions of the catalogue that were joined must not leave a sentence behind itself."""
    strings = [string for one in catalogue.read() for string in _tuple(one.string)]
    assert [string for string in strings if len(string) > 20 and string in (string + string)[1:-1]] == []
