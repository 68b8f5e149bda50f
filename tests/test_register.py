"""``netinvite status``: everyone read from files, a damaged record named, the index only a cache."""

from __future__ import annotations

import json
import os
from datetime import date

import pytest
from icalendar import Calendar
from readyexample import EXAMPLE

from netinvite import cli, guide
from netinvite.everyone import facts, register
from netinvite.workspace import Workspace

TALK = '\n[[conversation]]\ndate = "2026-11-20"\noutcome = "{}"\nnext = "call again"\nnext_date = "{}"\n'


def run(*arguments):
    return cli.run([str(argument) for argument in arguments])


def add(folder, name, *more):
    settings = [f"--set=person.name={name}", *(f"--set={setting}" for setting in more)]
    assert run("prepare", "-w", folder, "--lang", "en", "--answers", EXAMPLE, "--no-input", *settings) == 0


def talk(folder, slug, outcome, next_date):
    with (folder / "people" / slug / "answers.toml").open("a", encoding="utf-8") as stream:
        stream.write(TALK.format(outcome, next_date))


@pytest.fixture
def net(tmp_path, capsys):
    """Three people: one overdue, one named by that one, one who was only prepared."""
    folder = tmp_path / "net"
    add(folder, "Åse Lund")
    add(folder, "Bo Bro", "person.relation=referred", "person.referred_by=ÅSE  lund")
    add(folder, "Ida Ø")
    talk(folder, "aase-lund", "considers", "2026-11-24")
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
    """At 40 columns columns go, not text."""
    monkeypatch.setenv("COLUMNS", "40")
    assert run("status", "-w", net) == 0
    out = capsys.readouterr().out
    assert max(len(line) for line in out.splitlines()) <= 40
    for words in ("Åse Lund", "call again", "overdue:", "└── Bo Bro"):
        assert words in out


def test_due_is_for_cron(net, capsys):
    """A line for each step that is due, and exit 1; nothing and 0 where there is none."""
    assert run("status", "-w", net, "--due") == 1
    assert capsys.readouterr().out.startswith("Åse Lund: call again (overdue: Tuesday 24 November)")
    talk(net, "aase-lund", "joins", "2027-01-12")
    assert run("status", "-w", net, "--due") == 0
    assert capsys.readouterr().out == ""


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


@pytest.mark.parametrize("index", [None, b"", b"{", b"[]", b"[" * 9999, b'{"mark": 1, "people": 3}'])
def test_the_index_is_a_cache(net, capsys, index):
    """Gone or damaged, it changes nothing and is made anew."""
    before = as_json(net, capsys)
    file = net / register.INDEX
    file.unlink() if index is None else file.write_bytes(index)
    assert as_json(net, capsys) == before
    assert json.loads(file.read_bytes())["people"]


def test_the_index_spares_reading(net, capsys, monkeypatch):
    """What has not changed since is not read again."""
    as_json(net, capsys)
    monkeypatch.setattr(facts.Source, "entry", lambda *_given: pytest.fail("read again"))
    assert as_json(net, capsys)[0] == 0


@pytest.mark.parametrize("facts", [3, {}, {"name": "Ida Ø", "talks": [1]}])
def test_an_entry_that_is_damaged_is_read_anew(net, capsys, facts):
    """Whatever stands in the index, the person's own file decides."""
    before = as_json(net, capsys)
    file = net / register.INDEX
    data = json.loads(file.read_bytes())
    data["people"]["ida-oe"]["facts"] = facts
    file.write_text(json.dumps(data), encoding="utf-8")
    assert as_json(net, capsys) == before


@pytest.mark.parametrize("needs", [None, 3, [["only a name"]], [["a", 1]]])
def test_needs_that_are_damaged_are_read_anew(net, capsys, needs):
    """The network's own file decides."""
    before = as_json(net, capsys)
    file = net / register.INDEX
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "needs": needs}), encoding="utf-8")
    assert as_json(net, capsys) == before


def test_an_own_guide_counts_at_once(net, capsys):
    """What is needed follows from the guide; a changed one is noticed though no answer has changed."""
    assert as_json(net, capsys)[1]["people"][1]["state"] == "ready"
    own = net / "templates" / "en" / "guide.toml"
    own.parent.mkdir(parents=True)
    text = (guide.templates_dir() / "en" / "guide.toml").read_text(encoding="utf-8")
    step = '\n[[step]]\nkey = "more"\nabout = "person"\ntitle = "More"\n[[step.question]]\n'
    extra = f'{step}key = "new"\nkind = "text"\nask = "What is new?"\nrequired = true\n'
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
    assert register.read(Workspace(tmp_path)).everyone == []
