"""``netinvite status``: everyone read from files, a damaged record named, the index only a cache."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date

import pytest
from icalendar import Calendar
from readyexample import EXAMPLE

from netinvite.app import clone, entries, people
from netinvite.cli import app
from netinvite.language import templates_dir
from netinvite.store import inventory
from netinvite.store.workspace import Workspace

TALK = '\n[[conversation]]\ndate = "2026-11-20"\noutcome = "{}"\nnext = "call again"\nnext_date = "{}"\n'


def run(*arguments):
    return app.run([str(argument) for argument in arguments])


def add(folder, name, *more):
    settings = [f"--set=person.name={name}", *(f"--set={setting}" for setting in more)]
    assert run("prepare", "-w", folder, "--lang", "en", "--answers", EXAMPLE, "--no-input", *settings) == 0


def talk(folder, slug, outcome, next_date):
    with (folder / "people" / slug / "answers.toml").open("a", encoding="utf-8") as stream:
        stream.write(TALK.format(outcome, next_date))


def three_people(folder):
    add(folder, "Åse Lund")
    add(folder, "Bo Bro", "person.relation=referred", "person.referred_by=ÅSE  lund")
    add(folder, "Ida Ø")
    talk(folder, "aase-lund", "considers", "2026-11-24")


@pytest.fixture
def net(once, capsys):
    """Three people: one overdue, one named by that one, one who was only prepared."""
    folder = once(three_people)
    capsys.readouterr()
    return folder


def as_json(folder, capsys):
    code = run("status", "-w", folder, "--json")
    return code, json.loads(capsys.readouterr().out)


def test_json_says_where_everyone_stands(net, capsys):
    """Overdue first; a referral is linked whatever the spelling of the name."""
    code, data = as_json(net, capsys)
    assert code == 0
    assert [(one["id"], one["state"], one["overdue"]) for one in data["people"]] == [
        ("aase-lund", "considers", True),
        ("bo-bro", "ready", False),
        ("ida-oe", "ready", False),
    ]
    assert data["people"][1]["referred_by"] == "aase-lund"
    assert data["needs"][0]["possible"] == ["aase-lund", "bo-bro", "ida-oe"]
    assert data["needs"][1]["possible"] == []


def test_the_screen_names_everyone_at_any_width(net, capsys, monkeypatch):
    """With --long, at 40 columns, columns go, not text."""
    monkeypatch.setenv("COLUMNS", "40")
    assert run("status", "-w", net, "--long") == 0
    out = capsys.readouterr().out
    assert max(len(line) for line in out.splitlines()) <= 40
    for words in ("Åse Lund", "call again", "overdue:", "└── Bo Bro"):
        assert words in out


@pytest.mark.parametrize(
    "damage", ["not toml [", "", "[person]\nname = 7\n", "<<<<<<< ours\n", "conversation = 3\n", "\udcff"]
)
def test_a_damaged_record_stops_nobody_else(net, capsys, damage):
    """It is named on stderr, left as it is, and makes the exit code 1; an empty one is damaged too."""
    file = net / "people" / "bo-bro" / "answers.toml"
    file.write_bytes(damage.encode("utf-8", "surrogateescape"))
    code = run("status", "-w", net, "--json")
    captured = capsys.readouterr()
    ids = [one["id"] for one in json.loads(captured.out)["people"]]
    assert {"aase-lund", "ida-oe"} <= set(ids)
    assert code == 1
    assert "bo-bro" in captured.err
    assert file.read_bytes() == damage.encode("utf-8", "surrogateescape")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("index", [None, b"", b"{", b"[]", b"[" * 9999, b'{"mark": 1, "people": 3}'])
def test_the_index_is_a_cache(net, capsys, index):
    """Gone or damaged, it changes nothing and is made anew."""
    before = as_json(net, capsys)
    file = net / inventory.INDEX
    file.unlink() if index is None else file.write_bytes(index)
    assert as_json(net, capsys) == before
    assert json.loads(file.read_bytes())["people"]


def test_the_index_spares_reading(net, capsys, monkeypatch):
    """What has not changed since is not read again."""
    as_json(net, capsys)
    monkeypatch.setattr(entries.Source, "entry", lambda *_given: pytest.fail("read again"))
    assert as_json(net, capsys)[0] == 0


def test_the_index_keeps_those_who_have_not_changed(net, capsys, monkeypatch):
    """Whoever changed is read once; somebody who is gone stands there no more."""
    as_json(net, capsys)
    talk(net, "bo-bro", "joins", "2027-01-12")
    shutil.rmtree(net / "people" / "ida-oe")
    read, entry = [], entries.Source.entry
    monkeypatch.setattr(entries.Source, "entry", lambda *given: (read.append(given[1]), entry(*given))[1])
    found = [as_json(net, capsys), as_json(net, capsys)]
    assert read == ["bo-bro"] and found[0] == found[1]
    assert set(json.loads((net / inventory.INDEX).read_bytes())["people"]) == {"aase-lund", "bo-bro"}


LOGGED = ["2026-99-20", "no-answer", "call", "", "", [], ""]


@pytest.mark.parametrize(
    "facts",
    [
        3,
        {},
        {"name": "Ida Ø", "talks": [1]},
        {"name": "Ida Ø", "times": ["2026-12-01 99:00"]},
        {"name": "Ida Ø", "log": [LOGGED]},
    ],
)
def test_an_entry_that_is_damaged_is_read_anew(net, capsys, facts):
    """Whatever stands in the index, the person's own file decides."""
    before = as_json(net, capsys)
    file = net / inventory.INDEX
    data = json.loads(file.read_bytes())
    data["people"]["ida-oe"]["facts"] = facts
    file.write_text(json.dumps(data), encoding="utf-8")
    assert as_json(net, capsys) == before


@pytest.mark.parametrize("needs", [None, 3, [["only a name"]], [["a", 1]]])
def test_needs_that_are_damaged_are_read_anew(net, capsys, needs):
    """The network's own file decides."""
    before = as_json(net, capsys)
    file = net / inventory.INDEX
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "needs": needs}), encoding="utf-8")
    assert as_json(net, capsys) == before


def test_an_own_guide_counts_at_once(net, capsys):
    """What is needed follows from the guide; a changed one is noticed though no answer has changed."""
    assert as_json(net, capsys)[1]["people"][1]["state"] == "ready"
    own = net / "templates" / "en" / "guide.toml"
    own.parent.mkdir(parents=True)
    text = (templates_dir() / "en" / "guide.toml").read_text(encoding="utf-8")
    step = '\n[[step]]\nkey = "more"\nabout = "person"\ntitle = "More"\n[[step.question]]\n'
    extra = f'{step}key = "new"\nkind = "text"\ndepth = "short"\nask = "What is new?"\nrequired = true\n'
    own.write_text(text + extra, encoding="utf-8")
    assert as_json(net, capsys)[1]["people"][1]["state"] == "thinking"


def test_a_change_from_outside_is_noticed(net, capsys):
    """A file that git or a sync replaced is read again, even at the same size."""
    as_json(net, capsys)
    file = net / "people" / "ida-oe" / "answers.toml"
    text = file.read_text("utf-8").replace("Ida Ø", "Eva Ø")
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert "Eva Ø" in [one["name"] for one in as_json(net, capsys)[1]["people"]]


def test_next_steps_go_into_a_calendar(net, tmp_path):
    """--ics writes an entry for the whole day of each step."""
    file = tmp_path / "steps.ics"
    assert run("status", "-w", net, "--ics", file) == 0
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Åse Lund: call again"
    assert event["DTSTART"].dt == date(2026, 11, 24)


def test_an_empty_workspace_says_how_to_begin(tmp_path, capsys):
    """Nobody prepared is no error."""
    assert run("status", "-w", tmp_path) == 0
    assert "netinvite prepare" in capsys.readouterr().out
    assert people.read(Workspace(tmp_path)).everyone == []


# Git's marks ---------------------------------------------------------------------------------------

MARKS = "<<<<<<< HEAD\none\n=======\nother\n>>>>>>> x\n"


@pytest.fixture
def in_git(net, capsys):
    """The three, in a folder that git carries, in whose texts there are no marks."""
    (net / ".git").mkdir()
    assert as_json(net, capsys)[0] == 0
    return net


def test_texts_without_marks_are_not_read_again(in_git, capsys, monkeypatch):
    """But one that has changed, or is new, and of that person alone."""
    read, real = [], clone._read
    monkeypatch.setattr(clone, "_read", lambda network, slug: (read.append(slug), real(network, slug))[1])
    assert as_json(in_git, capsys)[0] == 0 and read == []
    (in_git / "people/bo-bro/pitch.md").write_text("Mine.", encoding="utf-8")
    (in_git / "people/ida-oe/thanks.md").write_text("New.", encoding="utf-8")
    assert as_json(in_git, capsys)[0] == 0 and read == ["bo-bro", "ida-oe"]
    # Without asking for marks nothing of it is lost.
    talk(in_git, "aase-lund", "joins", "2027-01-12")
    run("today", "-w", in_git, "--no-input")
    capsys.readouterr()
    assert as_json(in_git, capsys)[0] == 0 and read == ["bo-bro", "ida-oe"]


@pytest.mark.parametrize("index", [None, b"{", "texts"])
def test_a_text_with_marks_is_named_each_time(in_git, capsys, index):
    """Whatever the index says of it."""
    file = in_git / "people/bo-bro/pitch.md"
    file.write_text(MARKS, encoding="utf-8")
    for _time in range(2):
        assert run("status", "-w", in_git) == 1
        assert f"{file}, line 1: git left two versions here." in capsys.readouterr().err
        if index == "texts":
            data = json.loads((in_git / inventory.INDEX).read_bytes())
            assert "bo-bro" not in data["unmarked"]
            data["unmarked"] = {"bo-bro": 3}
            (in_git / inventory.INDEX).write_text(json.dumps(data), encoding="utf-8")
        elif index:
            (in_git / inventory.INDEX).write_bytes(index)
    file.write_text("Mine.", encoding="utf-8")
    assert run("status", "-w", in_git) == 0


def test_a_text_that_could_not_be_read_is_read_again(in_git, capsys, monkeypatch):
    """When it can be: nobody knows whether there are marks in it."""
    file = in_git / "people/bo-bro/pitch.md"
    file.write_text(MARKS, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(clone, "_marked", lambda _file: None)
        assert run("status", "-w", in_git) == 0
    assert run("status", "-w", in_git) == 1
