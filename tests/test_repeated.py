"""Answers without a screen to see them on: what is repeated, what is proposed, what is refused."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from readyexample import EXAMPLES, SLUG, prepared

from netinvite.app import repeated
from netinvite.app.given import Given
from netinvite.cli import app
from netinvite.model.walk import Walk
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace
from netinvite.store.writing import ABSENT

PROPOSED = {
    "da": "Taget, som det var foreslået:",
    "en": "Taken as it was proposed:",
}
CALL = """\
[person]
name = "Bo Lund"
relation = "heard"
[reflection]
seen = "In spring I heard you talk."
why = "you know them"
curious = "what you see"
[contact]
way = "call"
"""


@pytest.fixture
def net(tmp_path, capsys):
    """A network with the example prepared in it, and nothing said yet."""
    folder = prepared(tmp_path / "net")
    capsys.readouterr()
    return folder


def told(capsys, *arguments, code=0):
    """What was said on standard error; nothing was printed."""
    assert app.run([*arguments]) == code
    found = capsys.readouterr()
    assert found.out == ""
    return found.err


def answers(folder, slug=SLUG):
    return tomllib.loads(Path(folder, "people", slug, "answers.toml").read_text("utf-8"))


def called(net, tmp_path, more=""):
    """The arguments for somebody who is called, from a file."""
    file = tmp_path / "call.toml"
    file.write_text(CALL + more, "utf-8")
    return ["prepare", "-w", str(net), "--new", "--answers", str(file), "--no-input"]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_sentences_and_proposals_are_repeated(tmp_path, capsys, lang):
    """Each sentence once, whole; what the file gives is not called a proposal."""
    given = ["--lang", lang, "--answers", EXAMPLES[lang], "--no-input"]
    said = told(capsys, "prepare", "-w", str(tmp_path / "net"), *given)
    rows = [line for line in said.splitlines() if line.startswith("- ")]
    assert len([row for row in rows if row.startswith("- reflection.why: ")]) == 1
    assert "- network.theme: " in said and PROPOSED[lang] not in said


def test_what_nobody_gives_is_taken_as_proposed(net, tmp_path, capsys):
    """The opening, and what the short way does not ask for a call; each is said."""
    said = told(capsys, *called(net, tmp_path))
    proposed = said.partition(PROPOSED["en"])[2]
    opening = (
        "Hello Bo. I am Maja Holm, a development consultant at Northby Council. "
        "Is this a good moment? It will take five minutes."
    )
    assert f"- contact.opening: {opening}\n" in proposed
    assert "- contact.talk: on the phone\n- contact.minutes: 20 minutes\n" in proposed
    assert answers(net, "bo-lund")["contact"]["opening"] == opening
    assert "practical." not in proposed and "signature" not in proposed


def test_a_proposal_of_several_lines_is_repeated_whole():
    """The signature, its lines below each other."""
    guide = load_guide("en")
    known = {"organiser.name": "Maja Holm", "organiser.phone": "12 34 56 78", "contact.way": "mail"}
    before = Walk.start(guide, ("network", "person"), known)
    rows = repeated.proposals(Given(), before, before.take_proposals())
    assert "- organiser.signature: Maja Holm\n  12 34 56 78" in rows


def test_what_is_there_is_not_repeated(net, capsys):
    """A second run says what is new, and nothing else: also of a line without first words, as a greeting."""
    settings = [
        "--set",
        "person.greeting=Hi Jonas",
        "--set",
        "plan.own=How are you?",
        "--set",
        "person.phone=87 65 43 21",
    ]
    said = told(capsys, "prepare", SLUG, "-w", str(net), *settings, "--no-input")
    repeated = said.partition("\nReplaced:")[0]
    assert [line for line in repeated.splitlines() if line.startswith("- ")] == [
        "- person.greeting: Hi Jonas",
        "- plan.own: How are you?",
    ]


def test_what_is_replaced_is_said_old_and_new(net, capsys):
    """Short, in the words of the choices; of private notes only that there is another one."""
    given = ["--set", "person.organisation=Grøn By", "--set", "reflection.barrier=few hands"]
    told(capsys, "prepare", SLUG, "-w", str(net), *given, "--no-input")
    given = ["--set", "person.organisation=Blå By", "--set", "reflection.barrier=two hands"]
    said = told(capsys, "prepare", SLUG, "-w", str(net), *given, "--no-input").partition("Replaced:\n")[2]
    assert "- person.organisation: Grøn By → Blå By\n" in said
    assert "- reflection.barrier: another private note\n" in said and "hands" not in said
    assert "Replaced:" not in told(capsys, "prepare", SLUG, "-w", str(net), *given, "--no-input")


def test_a_proposal_that_was_taken_follows(net, tmp_path, capsys):
    """Where an earlier answer is given anew, it is said how the proposal stands now."""
    told(capsys, *called(net, tmp_path))
    settings = ["--set", "person.name=Per Lund", "--set", "organiser.name=Ann Bo"]
    may = ("--change-organiser", "--rename")
    said = told(capsys, "prepare", "bo-lund", "-w", str(net), *settings, *may, "--no-input")
    follows = said.partition(PROPOSED["en"])[2]
    assert "- organiser.introduction: I am Ann Bo, a development consultant" in follows
    assert "- contact.opening: Hello Per. I am Ann Bo, a development consultant" in follows
    settings = ["--set", "organiser.introduction=a cook", "--change-organiser"]
    said = told(capsys, "prepare", "bo-lund", "-w", str(net), *settings, "--no-input")
    assert "- contact.opening: Hello Per. I am Ann Bo, a cook. Is this" in said.partition(PROPOSED["en"])[2]


def test_no_proposal_takes_the_place_of_what_is_half_typed(net, tmp_path, capsys):
    """It waits to be looked at, and nothing is written."""
    told(capsys, *called(net, tmp_path))
    place = Workspace(net)
    file = place.answers_file("bo-lund")
    place.update(file, {("contact", "opening"): ABSENT, ("unfinished", "contact.opening"): "Hi, it is me"})
    before = file.read_text("utf-8")
    said = told(capsys, "prepare", "bo-lund", "-w", str(net), "--no-input", code=2)
    assert "contact.opening" in said and "Hi, it is me" in said
    assert file.read_text("utf-8") == before


def test_an_answer_given_settles_what_was_half_typed(net, capsys):
    """A setting is an answer; nothing stays half typed beside it."""
    place = Workspace(net)
    file = place.answers_file(SLUG)
    place.update(file, {("unfinished", "reflection.why"): "I am asking you because you ha"})
    told(capsys, "prepare", SLUG, "-w", str(net), "--set", "reflection.why=you can cook", "--no-input")
    found = answers(net)
    assert found["reflection"]["why"] == "I am asking you because you can cook."
    assert "reflection.why" not in found.get("unfinished", {})


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("network.purpose=Northby grows", ["Northby grows.", "We will know it works when Northby grows."]),
        ("reflection.why=you\x07can", ["reflection.why (--set)", "control character"]),
        ("reflection.why=you\ncan", ["reflection.why (--set)", "line break"]),
        ("organiser.role=cook", ["organiser.introduction"]),
    ],
)
def test_refused_with_its_key_and_nothing_written(net, capsys, setting, says):
    """Exit 2, one message, every file as it was."""
    before = {file: file.read_bytes() for file in net.rglob("*.toml")}
    said = told(capsys, "prepare", SLUG, "-w", str(net), "--set", setting, "--no-input", code=2)
    assert setting.partition("=")[0] in said and all(words in said for words in says)
    assert {file: file.read_bytes() for file in net.rglob("*.toml")} == before


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_example_shows_its_texts_and_no_list(capsys, lang):
    """Nobody has to look over its answers."""
    assert app.run(["prepare", "--example", "--lang", lang]) == 0
    found = capsys.readouterr()
    assert "pitch.md" in found.out and "organiser.introduction" not in found.err


def test_a_name_in_small_letters_that_was_given_is_told_of(net, tmp_path, capsys):
    """It goes into every text as it was typed."""
    err = told(capsys, *called(net, tmp_path), "--set=person.name=karin")
    assert "- person.name: “karin” is written with a small letter." in err
    assert answers(net, "karin")["person"]["name"] == "karin"


def test_on_a_page_the_question_says_what_is_doubted(tmp_path):
    """In a row, and by no key."""
    given, place = Given(), Workspace(tmp_path / "net")
    walk = Walk.start(load_guide("da"), ("person",), {"person.name": "birthe from-nielsen"})
    given.where["person.name"] = "--set"
    [said] = repeated.asked_about(given, walk, place)
    assert said.startswith("Hvad hedder personen? ") and "birthe" in said and "person.name" not in said
