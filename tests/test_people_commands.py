"""``netinvite import``, ``export`` and ``forget`` as from a command line."""

from __future__ import annotations

import json
import sys
import tomllib

import pytest
from readyexample import EXAMPLE

from netinvite.app import people as register
from netinvite.cli import app
from netinvite.store.workspace import Workspace

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Ørsted\r\nEMAIL:ida@example.org\r\nBDAY:1970-01-01\r\nEND:VCARD\r\n"
)
TABLE = "navn;firma;mail\nÅse Lund;Nordby Bibliotek;jonas@example.org\n;;nobody@example\n"


def two_people(folder):
    """The second is named by the first."""
    for name, more in (
        ("Åse Lund", ["--set=person.role=a librarian", "--set=person.organisation=Nordby Bibliotek"]),
        ("Bo Bro", ["--set=person.relation=referred", "--set=person.referred_by=Åse Lund"]),
    ):
        command = ["prepare", "--answers", EXAMPLE, "--no-input", f"--set=person.name={name}", *more]
        assert app.run([*command, "-w", str(folder)]) == 0


@pytest.fixture
def net(once, capsys):
    """A workspace with two people, the second named by the first."""
    folder = once(two_people)
    capsys.readouterr()
    return folder


@pytest.fixture
def run(net, capsys, monkeypatch):
    """Run a command in the workspace, with ``typed`` on a terminal if given."""

    def call(*arguments, typed=None):
        if typed is not None:
            monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
            monkeypatch.setattr(sys.stdin, "readline", lambda: typed, raising=False)
        code = app.run([*map(str, arguments), "-w", str(net)])
        return code, *capsys.readouterr()

    return call


def people(folder):
    return [person.name for person in Workspace(folder).people()]


@pytest.fixture
def card(tmp_path):
    file = tmp_path / "ida.vcf"
    file.write_bytes(CARD.encode())
    return file


def test_an_import_is_shown_and_done(run, net, card):
    """What it will do is printed, what is not taken named."""
    code, out, err = run("import", card, "--yes")
    assert code == 0
    assert "New: 1\n  Ida Ørsted, ida@example.org" in out
    assert "Not taken from the file" in out
    assert "1 person is new here" in err
    assert "Ida Ørsted" in people(net)


def test_a_dry_run_changes_nothing(run, net, card):
    """Nobody is asked, nothing is written."""
    assert run("import", card, "--dry-run")[0] == 0
    assert "Ida Ørsted" not in people(net)


@pytest.mark.parametrize(("typed", "code"), [("yes\n", 0), ("y\n", 0), ("\n", 1), ("no\n", 1), ("", 1)])
def test_an_import_asks(run, net, card, typed, code):
    """Only a typed yes does it, never a bare Enter."""
    assert run("import", card, typed=typed)[0] == code
    assert ("Ida Ørsted" in people(net)) == (code == 0)


def test_an_import_without_a_terminal_says_what_to_give(run, card):
    """A script is told of --yes."""
    code, _out, err = run("import", card)
    assert code == 2
    assert "--yes" in err


def test_what_is_left_out_is_named(run, net, tmp_path):
    """A row without a name is named with its line, somebody known is recognised; exit 1."""
    file = tmp_path / "people.csv"
    file.write_text(TABLE, encoding="cp1252")
    code, out, _err = run("import", file, "--yes")
    assert code == 1
    assert f"{file}:3:" in out
    assert "Known already: 1\n  Åse Lund" in out
    assert len(people(net)) == 2


@pytest.fixture
def table(run, tmp_path):
    """Import a table of these lines with --yes."""

    def imported(*lines, name="people.csv"):
        (tmp_path / name).write_text("\n".join(lines), "utf-8")
        return run("import", tmp_path / name, "--yes")

    return imported


@pytest.mark.parametrize("cell", ["Cay Dee <c@x.example>", "Cay Dee (c@x.example)", "Cay Dee c@x.example"])
def test_an_address_in_the_cell_of_a_name_is_taken(table, cell):
    """As mail programs write it; two of one name and two addresses are two people."""
    code, out, _err = table("Name,Email", f"{cell},", "Cay Dee <d@x.example>,")
    assert "New: 1\n  Cay Dee, c@x.example\n" in out
    assert code == 1 and ":3: Cay Dee: left out, for it is not certain who this is" in out


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        ('Cay Dee,"c@x.example, d@x.example",', "left out besides c@x.example: d@x.example"),
        ("Cay Dee <d@x.example>,c@x.example,", "left out besides c@x.example: d@x.example"),
        ("Cay Dee,,12345678 / 87654321", "left out besides 12345678: 87654321"),
    ],
)
def test_what_is_left_of_a_cell_is_named_with_its_row(table, row, lost):
    """The column itself was taken."""
    code, out, _err = table("Name,Email,Phone", row)
    assert code == 1 and f":2: Cay Dee: {lost}\n" in out and "Not taken" not in out
    assert table("Name,Email", "Ann Fox,Ann <a@x.example>")[:2] == (0, "New: 1\n  Ann Fox, a@x.example\n")


def test_files_of_netinvites_own_are_no_address_books(run, net, tmp_path):
    """Nobody's private thoughts become people; a copy of answers is told as well."""
    before, folder = people(net), net / "people" / "bo-bro"
    (tmp_path / "copy.csv").write_bytes((folder / "answers.toml").read_bytes())
    for file in (folder / "answers.toml", folder / "pitch.md", net / "network.toml", tmp_path / "copy.csv"):
        code, _out, err = run("import", file, "--yes")
        assert code in (1, 2) and "no address book" in err
    assert people(net) == before


@pytest.mark.parametrize("lines", [("Person", "She hates meetings."), ("Notes", "", "Name", "Ask her first")])
def test_one_column_that_may_be_prose_is_looked_at_first(table, net, run, tmp_path, lines):
    """With --yes it is shown, and nobody comes in; on a terminal it is shown and asked, as ever."""
    before = people(net)
    code, out, err = table(*lines)
    assert code == 1 and "New: 1" in out and "without --yes" in err and people(net) == before
    assert run("import", tmp_path / "people.csv", typed="yes\n")[0] == 0


@pytest.mark.parametrize("heading", ["Name", "Navn", "Full name", "Förnamn"])
def test_a_list_of_names_comes_in(table, net, heading):
    """One column with a heading that says what it is."""
    assert table(heading, "Cay Dee", "Ann Fox")[0] == 0
    assert {"Cay Dee", "Ann Fox"} <= {*people(net)}


def test_settings_are_no_table(table):
    """A word in brackets is no heading."""
    code, _out, err = table("[person]", "barrier", "= few hands")
    assert code == 1 and "neither vCard nor a table" in err


def test_a_person_of_the_file_is_told_once(run, tmp_path):
    """Whoever is known and gets something stands there once, with how they were recognised and what stays."""
    file = tmp_path / "people.csv"
    file.write_text("Name,Phone,Role\nÅse Lund,12 34 56 78,cook\n", encoding="utf-8")
    out = run("import", file, "--dry-run")[1]
    assert out.count("Åse Lund") == 1
    assert "Åse Lund, 12 34 56 78" in out and "(by the name" in out


COUPLE = "Name,Email,Phone\nEva Krog,krog@example.org,\nJens Krog,krog@example.org,87654321\n"


@pytest.fixture
def couple(tmp_path):
    file = tmp_path / "couple.csv"
    file.write_text(COUPLE, encoding="utf-8")
    return file


@pytest.fixture
def answering(run, monkeypatch):
    """Run a command on a terminal where these lines are typed."""

    def call(*arguments, lines):
        typed = iter([*(f"{line}\n" for line in lines), *[""] * 9])
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys.stdin, "readline", lambda: next(typed), raising=False)
        return run(*arguments)

    return call


def phones(folder):
    workspace = Workspace(folder)
    tables = [workspace.read(workspace.answers_file(slug))["person"] for slug in workspace.slugs()]
    return {table["name"]: table.get("phone", "") for table in tables if "Krog" in table["name"]}


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("lines", "after", "code"),
    [
        (["same", "yes"], {"Eva Krog": "87654321"}, 0),
        (["other", "yes"], {"Eva Krog": "", "Jens Krog": "87654321"}, 0),
        (["out", "yes"], {"Eva Krog": ""}, 1),
        (["1", "yes"], {"Eva Krog": "87654321"}, 0),
        (["2", "yes"], {"Eva Krog": "", "Jens Krog": "87654321"}, 0),
        (["3", "yes"], {"Eva Krog": ""}, 1),
        ([*"4x0?", "", "1", "yes"], {"Eva Krog": "87654321"}, 0),
        (["\x1b"], {}, 1),
        (["", "huh", "OTHER", "yes"], {"Eva Krog": "", "Jens Krog": "87654321"}, 0),
        (["", "", "", ""], {}, 1),
        (["yes", "yes", "yes", "yes"], {}, 1),
        ([], {}, 1),
        (["other", ""], {}, 1),
    ],
)
def test_who_a_contact_is_is_asked_in_words(answering, net, couple, lines, after, code):
    """The same person, somebody else or left out, in digits too; a bare Enter or anything else is no answer,
    and it is asked on."""
    assert answering("import", couple, lines=lines)[0] == code
    assert phones(net) == after


def test_the_question_names_both(answering, couple):
    """And where each stands."""
    err = answering("import", couple, lines=[])[2]
    assert f"{couple}:3: Jens Krog, krog@example.org, 87654321" in err
    assert "Eva Krog, krog@example.org (line 2)" in err


@pytest.mark.parametrize("typed", ["eva-krog-2", "2"])
def test_several_namesakes_are_told_apart_by_their_folders(answering, net, tmp_path, typed):
    """The name in brackets says who is meant, or the number before it."""
    file = tmp_path / "two.csv"
    file.write_text("Name,Email\nEva Krog,a@example.org\nEva Krog,b@example.org\n", encoding="utf-8")
    answering("import", file, lines=["other", "yes"])
    file.write_text("Name,Phone\nEva Krog,87654321\n", encoding="utf-8")
    assert answering("import", file, lines=[typed, "yes"])[0] == 0
    workspace = Workspace(net)
    assert workspace.read(workspace.answers_file("eva-krog-2"))["person"]["phone"] == "87654321"


@pytest.mark.parametrize("options", [["--yes"], []])
def test_without_a_terminal_doubts_are_left_out_and_named(run, net, couple, options):
    """Exit 1 with both named; the others come in where --yes says so."""
    code, out, err = run("import", couple, *options)
    assert code == 1
    assert f"{couple}:3: Jens Krog: " in out
    assert "Eva Krog, krog@example.org" in out
    assert phones(net) == ({"Eva Krog": ""} if options else {})
    assert options or "--yes" in err


def test_letters_that_were_tried_are_told(run, tmp_path):
    """With the line; it is no failure."""
    file = tmp_path / "people.csv"
    file.write_bytes("Name;Role\nSøren Ø;leder\n".encode() + b"J\xf8rgen;leder\n")
    code, out, _err = run("import", file, "--yes")
    assert code == 0
    assert f"Read as Windows-1252, not as UTF-8; look whether these are right: 1\n  {file}:3: Jørgen" in out


@pytest.mark.parametrize(("form", "parse"), [("toml", tomllib.loads), ("json", json.loads), ("md", str)])
def test_export_holds_answers_drafts_and_mentions(run, form, parse):
    """Everything on one person, what stands with others too, in each format."""
    code, out, _err = run("export", "åse", "--format", form)
    assert code == 0
    found = str(parse(out))
    assert "invitation.txt" in found
    assert "people/bo-bro/answers.toml" in found


def test_export_of_everyone(run):
    """--all has both people."""
    code, out, _err = run("export", "--all", "--format", "json")
    assert code == 0
    assert [one["person"]["slug"] for one in json.loads(out)["people"]] == ["aase-lund", "bo-bro"]


def test_an_unknown_format_names_the_known_ones(run):
    """Exit 2 with the list."""
    code, _out, err = run("export", "åse", "--format", "pdf")
    assert code == 2
    assert "toml, md, json" in err


def test_forget_shows_asks_and_erases(run, net):
    """The name typed in full erases folder and mentions."""
    code, _out, err = run("forget", "åse", typed="åse lund\n")
    assert code == 0
    assert "people/aase-lund/answers.toml" in err
    assert "someone" in err
    everything = b"".join(file.read_bytes() for file in net.rglob("*") if file.is_file())
    assert "Åse Lund".encode() not in everything


@pytest.mark.parametrize("typed", ["\n", "Åse\n", "y\n"])
def test_forget_wants_the_whole_name(run, net, typed):
    """Anything else changes nothing, exit 2."""
    code, _out, err = run("forget", "åse", typed=typed)
    assert code == 2
    assert "nothing was changed" in err
    assert "Åse Lund" in people(net)


@pytest.mark.parametrize("more", [["--yes"], ["--yes", "--confirm", "Åse"], []])
def test_a_script_forgets_only_with_the_name(run, net, more):
    """--yes alone is not enough."""
    assert run("forget", "åse", *more)[0] == 2
    assert "Åse Lund" in people(net)


def test_a_script_forgets(run, net):
    """--yes with the name written out."""
    assert run("forget", "åse", "--yes", "--confirm", "Åse Lund")[0] == 0
    assert people(net) == ["Bo Bro"]


def test_status_after_the_referrer_is_gone(run, net):
    """Whoever was named by somebody deleted stands on their own."""
    assert run("forget", "åse", "--yes", "--confirm", "Åse Lund")[0] == 0
    found = register.read(Workspace(net))
    assert [(facts.id, facts.referred_by) for facts in found.everyone] == [("bo-bro", "")]
    assert run("status")[0] == 0


def test_two_of_one_name_are_asked_apart(run, net):
    """A name that two have is not guessed; the folder's name tells them apart."""
    command = ["prepare", "--new", "--answers", EXAMPLE, "--no-input", "--set=person.name=Åse Lund"]
    assert run(*command)[0] == 0
    code, _out, err = run("mail", "Åse Lund")
    assert code == 2
    assert "aase-lund" in err
    assert "aase-lund-2" in err
    assert run("mail", "aase-lund-2")[0] == 0
    assert run("status")[0] == 0
