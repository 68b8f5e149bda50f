"""Two people of one name are told apart wherever a person reads of them; programs get name and id as ever."""

from __future__ import annotations

import json

import pytest
from test_today import ScriptedFront, TodayDesk

from netinvite.cli import app
from netinvite.store import namesakes
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Back

NETWORK = 'schema = 2\nlang = "en"\n[network]\nneeds = [{ name = "Rooms", kind = "resource" }]\n'
ANNA = 'schema = 2\n[person]\nname = "Anna Jensen"\n[reflection]\ncovers = ["Rooms"]\n'
TRIED = '[[contact_log]]\nwhen = "{}"\nwhat = "no-answer"\n'
STEP = '[[conversation]]\ndate = "2026-11-20"\noutcome = "later"\nnext = "call"\nnext_date = "2026-12-20"\n'
SAID = ("--set=conversation.outcome=later", "--set=conversation.next_date=2026-12-20")
FIRST, SECOND = "Anna Jensen (anna-jensen)", "Anna Jensen (anna-jensen-2)"


@pytest.fixture
def net(tmp_path):
    """Two of one name, both due, and somebody else."""
    people = {
        "anna-jensen": ANNA + TRIED.format("2026-11-20"),
        "anna-jensen-2": ANNA + TRIED.format("2026-11-21"),
        "bo-bro": 'schema = 2\n[person]\nname = "Bo Bro"\n',
    }
    for slug, text in people.items():
        (tmp_path / "net" / "people" / slug).mkdir(parents=True)
        (tmp_path / "net" / "people" / slug / "answers.toml").write_text(text, "utf-8")
    (tmp_path / "net" / "network.toml").write_text(NETWORK, "utf-8")
    return tmp_path / "net"


@pytest.fixture
def said(net, capsys):
    """What a command says there, on both streams."""

    def call(*words):
        app.run([*words, "-w", str(net)])
        return " ".join("".join(capsys.readouterr()).split())

    return call


@pytest.mark.parametrize(
    "command", [["today"], ["status", "--long"], ["status", "--due"], ["status", "--long", "--plain"]]
)
def test_each_is_named_with_what_tells_them_apart(said, command):
    """Lists, pages and the needs of the network; whose name is their own has it alone."""
    told = said(*command)
    assert FIRST in told and SECOND in told
    assert "Anna Jensen" not in told.replace(FIRST, "").replace(SECOND, "")
    assert "(bo-bro)" not in told


@pytest.mark.parametrize("command", [["log", "{}", "no-answer"], ["later", "{}", "tomorrow"]])
def test_what_is_recorded_says_of_whom(said, command):
    """Before anybody goes on to call the other one."""
    assert f"Recorded for {SECOND}: " in said(*(word.format("anna-jensen-2") for word in command))


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["mail", "{}", "--sent"], "No email to {} is written yet."),
        (["pitch", "{}"], "The preparation of {} is not finished"),
        (["log", "{}", "--undo"], "Taken back for {}: "),
        (["later", "{}", "tomorrow"], "reminds you of {} on"),
        (["interview", "{}", "--no-input", "--set=conversation.next=Call", *SAID], "conversation with {} is"),
        (["prepare", "{}", "--no-input", "--set=person.lang=da"], ""),
    ],
)
def test_what_a_command_says_back_names_the_one_meant(said, command, told):
    """Wherever one name alone would leave open which of the two it was."""
    found = said(*(word.format("anna-jensen-2") for word in command))
    assert told.format(SECOND) in found
    assert "Anna Jensen" not in found.replace(SECOND, "")


def test_who_was_left_out_of_everyones_mails_is_named_so(said):
    """And why."""
    found = said("mail", "--all", "--format", "mbox")
    assert FIRST in found and SECOND in found


def test_only_who_may_have_the_name_is_read(net, monkeypatch):
    """Of a folder with another name nothing is asked."""
    read, network = [], Workspace(net)
    person = Workspace.person
    monkeypatch.setattr(Workspace, "person", lambda self, slug: read.append(slug) or person(self, slug))
    assert namesakes.told(network, "bo-bro", "Bo Bro") == "Bo Bro" and read == []
    assert namesakes.told(network, "anna-jensen", "Anna Jensen") == FIRST and read == ["anna-jensen-2"]
    assert namesakes.told(network, "", "") == ""


def test_in_the_week_to_come_too(said, monkeypatch):
    """And as the next one."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-22T12:00")
    told = said("today")
    assert f"23 November: {FIRST}." in told and f"24 November: {SECOND}." in told


def test_at_the_desk_each_page_and_question_names_the_one_meant(net):
    """The heading, and what is asked."""
    desk = TodayDesk(Workspace(net), str, str)
    desk.front = ScriptedFront("anna-jensen-2", "called", "no answer", Back(), Back())
    desk.begin()
    desk.walk()
    assert f"{SECOND} You called on 21 November" in desk.front.said
    assert f"Did you reach {SECOND}?" in desk.front.asked
    assert f"{SECOND} is due again" in desk.front.said


def test_in_the_calendar_too(net, said, tmp_path):
    """Two entries that could be one otherwise."""
    file = net / "people" / "anna-jensen-2" / "answers.toml"
    file.write_text(file.read_text("utf-8") + STEP, "utf-8")
    said("status", "--ics", str(tmp_path / "steps.ics"))
    assert f"SUMMARY:{SECOND}: call" in (tmp_path / "steps.ics").read_text("utf-8")


def test_programs_get_the_name_alone(net, capsys):
    """They have the id beside it."""
    for command in ("today", "status"):
        app.run([command, "--json", "-w", str(net)])
        found = json.loads(capsys.readouterr().out)
        people = found["due"] if command == "today" else found["people"]
        assert {one["name"] for one in people} <= {"Anna Jensen", "Bo Bro"}
