"""``netinvite interview``: what was said is kept in order, and whoever was named becomes a candidate."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
import readyexample
from readyexample import EXAMPLES
from scriptedfront import ScriptedFront
from terminal import Terminal

from netinvite.app.given import Given
from netinvite.app.prepare import Order, take_up_interview
from netinvite.cli import app
from netinvite.store.conversations import Interview
from netinvite.store.workspace import Workspace
from netinvite.values import replace
from netinvite.wizard import interview as interviewing

EXAMPLE = EXAMPLES["da"]
TODAY = date(2026, 11, 24)
TALK = str(Path(__file__).parent / "data" / "conversation.da.toml")


def run(*arguments):
    return app.run([str(argument) for argument in arguments])


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


@pytest.mark.parametrize(
    ("lang", "recorded"), [("da", "Samtalen med Jonas"), ("en", "The conversation with")]
)
def test_without_input_too_it_ends_with_what_comes_next(net, capsys, lang, recorded):
    """That it is recorded, who was named, and what the outcome asks for."""
    assert run("interview", "jonas", "-w", net, "--answers", TALK, "--no-input", "--lang", lang) == 0
    told = capsys.readouterr().err
    assert recorded in told and "Signe Bro" in told.partition(recorded)[2]
    assert "netinvite today" in told.partition("Signe Bro")[2]


def test_conversations_are_kept_in_order(net):
    """A second one stands after the first; --last changes the last."""
    assert talk(net) == 0
    assert talk(net, "outcome=joins", "date=2026-11-25") == 0
    assert run("interview", "-w", net, "jonas", "--last", "--set=conversation.busy=Nyt", "--no-input") == 0
    first, second = answers(net)["conversation"]
    assert (first["outcome"], second["outcome"]) == ("considers", "joins")
    assert "Nyt" not in first["busy"] and second["busy"] == "Nyt"


@pytest.mark.parametrize(
    ("chosen", "usual", "lang"), [("en", "", "en"), ("", "en", "en"), ("da", "en", "da"), ("", "", "da")]
)
def test_the_language_is_the_one_chosen_then_the_usual_then_the_persons(
    net, monkeypatch, chosen, usual, lang
):
    """As --help says it; and the command that goes on names it only where it is another than usual."""
    if usual:
        monkeypatch.setenv("NETINVITE_LANG", usual)
    opened = take_up_interview(Workspace(net), Order("jonas", lang=chosen), last=False)
    assert opened.interview.guide.lang == lang
    again = interviewing.open_desk(opened.interview, opened.answers).resume()
    assert ("--lang" in again) == (chosen not in ("", usual))


def test_without_a_conversation_there_is_no_last_one(net, capsys):
    """It is said so, with the command that records one, and nothing is written."""
    before = answers(net)
    given = ["--set=conversation.outcome=joins", "--set=conversation.next=Write", "--no-input"]
    assert run("interview", "-w", net, "jonas", "--last", *given) == 2
    assert f"netinvite interview jonas-oestergaard --workspace {net}" in " ".join(
        capsys.readouterr().err.split()
    )
    assert answers(net) == before


def test_the_same_conversation_is_recorded_once(net, capsys):
    """Given again with the same answers it is there already, and nothing is written; with others it is one of
    its own."""
    assert talk(net, "date=2026-11-24") == 0
    before = (net / "people" / "jonas-oestergaard" / "answers.toml").read_bytes()
    capsys.readouterr()
    assert talk(net, "date=2026-11-24") == 0
    assert "er allerede noteret; intet er ændret." in capsys.readouterr().err
    assert (net / "people" / "jonas-oestergaard" / "answers.toml").read_bytes() == before
    assert talk(net, "date=2026-11-23") == 0
    assert len(answers(net)["conversation"]) == 2


@pytest.mark.parametrize(("day", "state"), [("2026-11-23", "joins"), ("2026-11-24", "declines")])
def test_where_somebody_stands_says_the_conversation_of_the_latest_day(net, capsys, day, state):
    """An older one that is recorded later does not; of two on one day it is the one recorded last. --last is
    still the one recorded last."""
    joins = ("--set=conversation.outcome=joins", "--set=conversation.next=Write")
    declines = ("--set=conversation.outcome=declines", f"--set=conversation.date={day}")
    words = ("interview", "-w", net, "jonas", "--no-input")
    assert run(*words, *joins, "--set=conversation.date=2026-11-24") == 0
    assert run(*words, *declines) == 0
    capsys.readouterr()
    assert run("status", "-w", net, "--json") == 0
    (one,) = [one for one in json.loads(capsys.readouterr().out)["people"] if one["id"].startswith("jonas")]
    assert one["state"] == state
    run("mail", "-w", net, "jonas")
    told = capsys.readouterr().err
    assert {"joins": "er allerede med", "declines": "har sagt nej tak"}[state] in told
    assert run(*words, "--last", "--set=conversation.busy=Later") == 0
    assert answers(net)["conversation"][1]["busy"] == "Later"


def test_who_was_named_becomes_a_candidate(net):
    """Linked to who named them, with what they bring and whether one may say so."""
    assert talk(net) == 0
    assert answers(net, "aase-lund") == {
        "schema": 2,
        "person": {
            "name": "Åse Lund",
            "relation": "referred",
            "referred_by": "Jonas Østergård",
            "mention_referrer": "no",
        },
        "referral": {"by": "Jonas Østergård", "gives": "forsker i ensomhed", "kind": "knowledge"},
    }


def test_of_what_kind_a_gift_is_nobody_says_who_does_not_know(net, capsys):
    """Not where it is recorded, repeated, taken back and given again, or written to whoever was named."""
    given = ["--set=conversation.outcome=joins", "--set=conversation.next=Ring"]
    words = ["interview", "-w", net, "jonas", "--no-input"]
    assert run(*words, *given, '--set=conversation.referrals=[{name = "Per"}]') == 0
    told = [capsys.readouterr()]
    before = answers(net)["conversation"][0]["referrals"]
    assert run("log", "-w", net, "jonas", "--undo") == 0
    (kept,) = (net / "people" / "jonas-oestergaard").glob("kept-*.toml")
    assert run(*words, "--answers", kept) == 0
    told.append(capsys.readouterr())
    found = [before, answers(net)["conversation"][0]["referrals"]]
    assert [[one.get("kind", "") for one in each] for each in found] == [[""], [""]]
    assert "kind" not in answers(net, "per")["referral"]
    assert "viden)" not in str(told) and "knowledge" not in str(told)


def test_what_is_known_of_a_gift_is_not_known_any_more_where_another_one_names_the_person(net):
    """What stood there was of the one who named them before."""
    given = ["--set=conversation.outcome=joins", "--set=conversation.next=Ring"]
    words = ["interview", "-w", net, "--no-input", *given]
    for kind in (', kind = "access"', ""):
        assert run(*words, "jonas", f'--set=conversation.referrals=[{{name = "Per"{kind}}}]') == 0
        assert ("kind" in answers(net, "per")["referral"]) == bool(kind)


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


def test_after_a_no_nothing_more_need_follow(net, capsys):
    """The next step is left empty, without an example that urges; nobody reads “nothing” as a step."""
    assert talk(net, "outcome=declines", "next=", "next_date=") == 0
    run("status", "-w", net, "--json")
    jonas = next(one for one in json.loads(capsys.readouterr().out)["people"] if one["state"] == "declines")
    assert (jonas["next"], jonas["next_date"]) == (None, None)
    place = Workspace(net)
    again = Interview.open(place, "en", place.person("jonas-oestergaard"))
    assert again.place == 1  # the one that was recorded is over
    again.put({"conversation.date": TODAY, "conversation.outcome": "joins"})
    assert again.walk.guide.question("conversation.next").example
    again.walk = again.walk.jump("conversation.outcome")
    again.answer("declines")
    question = again.walk.guide.question("conversation.next")
    assert not question.required and question.example == ""
    again.walk = again.walk.jump("conversation.next")
    again.answer(None)
    assert "conversation.next" not in [one.key for one in again.missing()]
    again.put({"conversation.outcome": "joins"})
    assert "conversation.next" in [one.key for one in again.missing()]


@pytest.mark.parametrize(("outcome", "due"), [("considers", "2026-12-08"), ("later", "2027-02-22")])
def test_a_day_need_not_be_agreed_on(net, capsys, outcome, due):
    """The days of the state are counted then; where somebody can be asked they are."""
    assert talk(net, f"outcome={outcome}", "next_date=") == 0
    run("status", "-w", net, "--json")
    people = {one["id"]: one for one in json.loads(capsys.readouterr().out)["people"]}
    jonas = people["jonas-oestergaard"]
    assert (jonas["next_date"], jonas["due"]) == (None, due)
    interview = Interview.open(Workspace(net), "en", Workspace(net).person("jonas-oestergaard"), last=True)
    assert [question.key for question in interview.missing()] == ["conversation.next_date"]


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
    """--guide prints the saved conversation.md."""
    assert run("interview", "-w", net, "--guide") == 0
    printed = capsys.readouterr().out
    assert printed == (net / "people" / "jonas-oestergaard" / "conversation.md").read_text("utf-8")


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
    terminal.go_on_to("When did you talk?", "Enter")
    terminal.send("\r")
    terminal.wait("What is on the person's mind right now?", "Enter")
    terminal.send("half a th")
    terminal.wait("▌ half a th")
    terminal.send("\x03")
    terminal.wait("netinvite interview jonas-oestergaard")
    assert terminal.end() == 130
    again = Terminal(arguments, tmp_path)
    again.go_on_to("What is on the person's mind right now?", "half a th", "Enter")
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
    again.wait("change something in the network?", "Enter")
    again.send("\r")
    again.wait("How did it end?", "4)")
    again.send("4\r")
    again.wait("could take part?", "1. Name:")
    again.send("\r")
    again.wait("What is the next thing you do?", "Enter")
    again.send("thank him\r")
    again.wait("When will you do it?", "Enter")
    # All that is needed is recorded, and the last page was not answered: the same command goes on.
    again.send("\x03")
    again.wait("netinvite interview jonas-oestergaard")
    assert again.end() == 130 and "--last" not in again.text
    again = Terminal(arguments, tmp_path)
    again.go_on_to("When will you do it?", "Enter")
    again.send("\r")
    again.go_on_to("Is this what was said?", "4)")
    again.send("1\r")
    again.wait("Whom else?", "2) Signe Bro")
    again.send("1\r")
    assert again.end() == 0
    assert "Jonas Østergård is recorded in" in again.text and "answers.toml" in again.text
    (found,) = answers(net)["conversation"]
    assert (found["busy"], found["importance"], found["outcome"]) == ("half a thing", 10, "declines")


def test_all_of_an_answer_is_read_before_it_is_kept(net, tmp_path):
    """Lines as they were typed, and of whoever was named what they bring and whether they may be told."""
    place = Workspace(net)
    named = [
        {"name": "Signe Bro", "gives": "knows them all", "kind": "access", "mention": True},
        {"name": "Ole Dam", "gives": "", "kind": "skill", "mention": False},
    ]
    told = {"busy": "too much\nbut willing", "referrals": named, "next_date": date(2026, 12, 8)}
    said = (
        readyexample.TALK
        | {"view": "", "worthwhile": "", "contribute": "", "conditions": "", "changes": ""}
        | told
    )
    said |= {"date": date(2026, 11, 24), "importance_why": "", "readiness_up": ""}
    path = place.answers_file(readyexample.SLUG)
    place.update(path, {("conversation", 0, key): value for key, value in said.items()})
    line = ["interview", readyexample.SLUG, "--last", "-w", str(net), "--lang", "en"]
    terminal = Terminal(line, tmp_path, rows=60, columns=100)
    terminal.wait("Review", "too much", "but willing", "Enter")
    rows = [row.strip() for row in terminal.display]
    assert "too much" in rows and "but willing" in rows
    assert "- Signe Bro: knows them all (access to users); you may say who named them" in terminal.text
    assert "- Ole Dam (a skill); do not say who named them" in terminal.text
    terminal.go_on_to("Is this what was said?", "2)")
    terminal.send("2\r")
    terminal.wait("Which answer?", "When will you do it?")
    terminal.send("\x1b[F\r")
    terminal.wait("After the conversation", str(said["next"]), "When will you do it?", "Enter")
    # It is the only one that is asked.
    assert "Question" not in terminal.text
    terminal.interrupt("\x03")
    assert terminal.end() == 130


def test_what_follows_from_a_number_counts_with_it(net):
    """So that there are as many questions at the end as there were said to be at the beginning."""
    place = Workspace(net)
    walk, told = Interview.open(place, "en", place.person(readyexample.SLUG)).walk, []
    given = {"conversation.importance": 8, "conversation.readiness": 5, "conversation.outcome": "joins"}
    while walk.current:
        told.append((walk.position, walk.progress().number, walk.progress().count))
        walk = walk.answer(given.get(walk.position, "x"))
    numbers = {key: number for key, number, _count in told}
    assert numbers["conversation.importance_why"] == numbers["conversation.importance"]
    assert [*dict.fromkeys(number for _key, number, _count in told)] == [*range(1, told[0][2] + 1)]
    assert {count for _key, _number, count in told} == {told[0][2]}


# Scales ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "asked"),
    [
        (("day", "tried", "know"), []),
        (("day", "importance", "know"), ["conversation.importance"]),
        (("day", "importance", "readiness"), ["conversation.importance", "conversation.readiness"]),
    ],
)
def test_a_number_is_asked_for_that_was_on_the_guide(net, chosen, asked):
    """Each scale belongs to a question of the conversation guide, and is asked where that was chosen."""
    place = Workspace(net)
    place.update(place.answers_file("jonas-oestergaard"), {("plan", "questions"): list(chosen)})
    interview = Interview.open(place, "da", place.find("jonas"))
    open_now = [question.key for question in interview.walk.open_questions()]
    assert [key for key in open_now if key in SCALES] == asked
    assert [question.key for question in interview.left_out()] == [key for key in SCALES if key not in asked]


SCALES = ("conversation.importance", "conversation.readiness")


def test_the_other_numbers_can_be_asked_for(net):
    """By one choice when all else is answered, which nobody has to look at who does not want it."""
    place = Workspace(net)
    interview = Interview.open(place, "da", place.find("jonas"))
    interview.walk = interview.walk.put({q.key: None for q in interview.walk.visible() if not q.required})
    said = {"outcome": "joins", "next": "x", "next_date": None, "date": TODAY}
    interview.put({f"conversation.{key}": value for key, value in said.items()})
    interview.walk = replace(interview.walk, answers=without(interview.walk.answers, *SCALES)).at_open()
    desk = interviewing.open_desk(interview, Given())
    desk.front = ScriptedFront("scales")
    assert desk.review() is False
    assert desk.front.choices == [["keep", "change", "scales", "back"]]
    assert {q.key for q in interview.walk.open_questions()} == set(SCALES)
    assert interview.left_out() == []


def without(answers, *keys):
    return {key: value for key, value in answers.items() if key not in keys}


def test_a_number_in_a_file_counts_whatever_the_guide_held(net):
    """An answer that is given is taken, its question asked or not."""
    assert talk(net, "readiness=7") == 0
    assert answers(net)["conversation"][0]["readiness"] == 7
