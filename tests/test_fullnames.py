"""A name in several words without quotation marks, in every command about somebody."""

from __future__ import annotations

import pytest

from netinvite.cli import app, fullnames
from netinvite.cli.edit import TEXTS
from netinvite.cli.log import what_names

PEOPLE = {"anna-lee": "Anna Lee", "jonas-reed": "Jonas Reed", "bo": "Bo"}


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """What a command says among three people, in one line, and its exit status."""
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(tmp_path / "net"))
    for slug, name in PEOPLE.items():
        (tmp_path / "net" / "people" / slug).mkdir(parents=True)
        text = f'schema = 2\n[person]\nname = "{name}"\n'
        (tmp_path / "net" / "people" / slug / "answers.toml").write_text(text, "utf-8")
    (tmp_path / "net" / "network.toml").write_text('schema = 2\nlang = "en"\n', "utf-8")

    def call(line):
        code = app.run(line.split(" "))
        return code, " ".join("".join(capsys.readouterr()).split())

    return call


def test_what_can_stand_behind_a_name_is_known():
    """The words are those of the commands."""
    assert {*fullnames.TEXTS} == {*TEXTS} and {*fullnames.WHAT} == {*what_names(), "no answer"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("log Anna Lee no-answer", "Recorded for Anna Lee: no answer"),
        ("log Anna Lee no answer", "Recorded for Anna Lee: no answer"),
        ("log bo no answer", "Recorded for Bo: no answer"),
        ("log jonas reed --note hm", "Recorded for Jonas Reed: note"),
        ("log Anna --how call Lee talked", "Recorded for Anna Lee: you talked"),
        ("log Jonas Reed", "Say what happened"),
        ("log no answer", "Whom do you mean"),
        ("export Anna Lee", "All that is kept on Anna Lee"),
        ("mail Anna Lee", "anna-lee"),
        ("interview Anna Lee --guide", "anna-lee"),
        ("prepare Anna Lee --no-input", "organiser.name"),
        ("mail Anna Lund", "Nobody here is called “Anna Lund”"),
        ("log bo no-anser", "Did you mean “no-answer”?"),
        ("edit anna pich", "There is no text “pich”"),
    ],
)
def test_words_that_nothing_else_takes_are_the_names(run, line, said):
    """And what can stand behind a name is found at the end."""
    assert said in run(line)[1]


def test_undo_takes_no_word_behind_the_name(run):
    """Both words of it are the person."""
    run("log anna-lee talked")
    assert "Taken back for Anna Lee: you talked" in run("log Anna Lee --undo")[1]


@pytest.mark.parametrize("line", ["log bo no-answer back friday", "check net/x bo", "check - bo"])
def test_what_is_no_name_is_refused_as_before(run, line, capsys):
    """A note without its option, and files."""
    code, said = run(line)
    assert code == 2 and "extra argument" in said


def test_what_reads_as_something_else_is_told_with_the_way(run):
    """A day follows the name: where it begins with some of that, the command is given that was meant."""
    code, said = run("later Anna Lee in two weeks")
    assert code == 2 and "netinvite later anna-lee in two weeks" in said
    assert "Recorded for Anna Lee" in run("later anna in two weeks")[1]
    assert "quotation marks" not in run("later anna soonish")[1]
