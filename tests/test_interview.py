"""``netinvite interview``: what was said is kept in order, and whoever was named becomes a candidate."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from readyexample import EXAMPLES
from terminal import Terminal

from netinvite import cli

EXAMPLE = EXAMPLES["da"]
TALK = str(Path(__file__).parent / "data" / "conversation.da.toml")


def run(*arguments):
    return cli.run([str(argument) for argument in arguments])


def talk(folder, *settings, file=True):
    given = ["--answers", TALK] if file else []
    more = [f"--set=conversation.{setting}" for setting in settings]
    return run("interview", "jonas", "-w", folder, *given, *more, "--no-input")


def answers(folder, slug="jonas-oestergaard"):
    return tomllib.loads((folder / "people" / slug / "answers.toml").read_text("utf-8"))


@pytest.fixture
def net(tmp_path, capsys):
    """Jonas, prepared."""
    folder = tmp_path / "net"
    assert run("prepare", "-w", folder, "--answers", EXAMPLE, "--no-input") == 0
    capsys.readouterr()
    return folder


def test_a_conversation_is_recorded(net):
    """All answers of the file stand in the person's own file."""
    assert talk(net) == 0
    (found,) = answers(net)["conversation"]
    assert found["importance"] == 8
    assert found["outcome"] == "considers"
    assert found["referrals"][0]["name"] == "Signe Bro"


def test_conversations_are_kept_in_order(net):
    """A second one stands after the first; --last changes the last."""
    assert talk(net) == 0
    assert talk(net, "outcome=joins", "date=2026-11-25") == 0
    assert run("interview", "-w", net, "jonas", "--last", "--set=conversation.busy=Nyt", "--no-input") == 0
    first, second = answers(net)["conversation"]
    assert (first["outcome"], second["outcome"]) == ("considers", "joins")
    assert "Nyt" not in first["busy"] and second["busy"] == "Nyt"


def test_who_was_named_becomes_a_candidate(net):
    """Linked to who named them, with what they bring and whether one may say so."""
    assert talk(net) == 0
    assert answers(net, "aase-lund") == {
        "schema": 1,
        "person": {
            "name": "Åse Lund",
            "relation": "referred",
            "referred_by": "Jonas Østergård",
            "mention_referrer": "no",
        },
        "referral": {"by": "Jonas Østergård", "gives": "forsker i ensomhed", "kind": "knowledge"},
    }


@pytest.mark.parametrize("name", ["SIGNE  bro", "Signe Bro", "Jonas Østergård"])
def test_nobody_is_doubled(net, name):
    """A known name is linked in any spelling; a referral to oneself is none."""
    assert talk(net) == 0
    before = sorted(folder.name for folder in (net / "people").iterdir())
    referral = f'referrals=[{{ name = "{name}" }}]'
    assert talk(net, referral, "date=2026-11-25") == 0
    assert sorted(folder.name for folder in (net / "people").iterdir()) == before


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("outcome=", "conversation.outcome"),
        ("next=", "conversation.next"),
        ("next_date=2026-11-01", "overstået"),
        ("next_date=31. februar", "findes ikke"),
        ("next_date=", "conversation.next_date"),
        ("importance=11", "0 til 10"),
        ("outcome=måske", "joins, considers, later, declines"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(net, capsys, setting, said):
    """Needed answers, days that are none or gone by, numbers off the scale."""
    before = (net / "people" / "jonas-oestergaard" / "answers.toml").read_bytes()
    assert talk(net, setting) == 2
    assert said in capsys.readouterr().err
    assert (net / "people" / "jonas-oestergaard" / "answers.toml").read_bytes() == before
    assert not (net / "people" / "signe-bro").exists()


def test_a_no_needs_no_day(net):
    """Only a conversation that goes on needs a day for it."""
    assert talk(net, "outcome=declines", "next_date=") == 0


def test_status_follows_the_conversation(net, capsys):
    """The outcome is the state, the next step has its day, the named ones hang on who named them."""
    assert talk(net) == 0
    run("status", "-w", net, "--json")
    people = {one["id"]: one for one in json.loads(capsys.readouterr().out)["people"]}
    assert people["jonas-oestergaard"]["state"] == "considers"
    assert people["jonas-oestergaard"]["next_date"] == "2026-12-08"
    assert people["signe-bro"]["referred_by"] == "jonas-oestergaard"


def test_preparing_goes_on_with_what_is_known(net, capsys):
    """The candidate's preparation has the name and who named them already."""
    assert talk(net) == 0
    assert run("prepare", "åse", "-w", net, "--no-input") == 2
    said = capsys.readouterr().err
    assert "reflection.why" in said
    assert "person.name" not in said and "person.relation" not in said


def test_the_guide_is_printed(net, capsys):
    """--guide prints the saved guide.md."""
    assert run("interview", "-w", net, "--guide") == 0
    printed = capsys.readouterr().out
    assert printed == (net / "people" / "jonas-oestergaard" / "guide.md").read_text("utf-8")


def test_a_private_answer_is_kept_from_nobody_but_others(net, capsys):
    """Recording a conversation leaves the pitch and the mail as they were."""
    before = [
        (net / "people/jonas-oestergaard" / name).read_bytes() for name in ("pitch.md", "invitation.txt")
    ]
    assert talk(net) == 0
    run("pitch", "jonas", "-w", net)
    run("mail", "jonas", "-w", net, "--format", "text")
    after = [
        (net / "people/jonas-oestergaard" / name).read_bytes() for name in ("pitch.md", "invitation.txt")
    ]
    assert before == after


def test_in_a_terminal_from_the_first_question_to_whom_else(net, tmp_path):
    """A scale leads to its follow-up, a no to whom else; leaving and going on as in prepare."""
    arguments = ["interview", "jonas", "-w", str(net), "--lang", "en"]
    terminal = Terminal(arguments, tmp_path)
    terminal.wait("When did you talk?", "Enter")
    terminal.send("\r")
    terminal.wait("What occupies the person right now?", "Enter")
    terminal.send("half a th")
    terminal.wait("> half a th")
    terminal.send("\x03")
    terminal.wait("netinvite interview jonas-oestergaard")
    assert terminal.end() == 130
    again = Terminal(arguments, tmp_path)
    again.wait("What occupies the person right now?", "half a th", "Enter")
    again.send("ing\r")
    for words in (
        "How does the person see",
        "worth taking part?",
        "like to contribute?",
        "has to be in place",
    ):
        again.wait(words, "Enter")
        again.send("\r")
    again.wait("How important is the theme", "10")
    again.send("10\r")
    again.wait("Why not a lower number?", "Enter")
    again.send("\r")
    again.wait("How sure is the person", "10")
    again.send("10\r")
    again.wait("change something in the network?", "Enter")
    again.send("\r")
    again.wait("Where did it end?", "4)")
    again.send("4\r")
    again.wait("who could take part?", "1. Name:")
    again.send("\r")
    again.wait("What is the next thing you do?", "Enter")
    again.send("thank him\r")
    again.wait("When?", "Enter")
    again.send("\r")
    again.wait("Is this what was said?", "3)")
    again.send("1\r")
    again.wait("Whom else?", "2) Signe Bro")
    again.send("1\r")
    assert again.end() == 0
    (found,) = answers(net)["conversation"]
    assert (found["busy"], found["importance"], found["outcome"]) == ("half a thing", 10, "declines")
