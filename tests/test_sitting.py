"""Who sits here, where several organise; and that nobody writes in another's name unasked."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib

import click
import platformdirs
import pytest
from organisers import BO, JONAS, answers, give, look_at, told, write
from readyexample import EXAMPLE, prepared
from scriptedfront import ScriptedFront

from netinvite import language
from netinvite.app import people, sitting
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Order, take_up
from netinvite.cli import app, completion
from netinvite.leaving import LeftError
from netinvite.store import ownconfig
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Back
from netinvite.wizard.edit import EditDesk
from netinvite.wizard.prepare import PreparationDesk
from netinvite.wizard.today import TodayDesk

pytestmark = pytest.mark.whole

SIGRID = "sigrid-lund"
BOS = ("--as", "bo-krag")
ALL = ("mail", "--all", "--format", "mbox")


def organised(net):
    """Jonas belongs to Maja Holm, Sigrid to Bo Krag."""
    prepared(net)
    more = ("--set", "person.name=Sigrid Lund", "--set", "person.email=sigrid@example.org")
    assert app.run(["prepare", "--new", "--no-input", "--answers", EXAMPLE, "-w", str(net), *more]) == 0
    write(net)
    give(net, "bo-krag", SIGRID)


@pytest.fixture
def two(once):
    """Their network."""
    return once(organised)


def git(monkeypatch, tmp_path, email):
    """A git that knows this address."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "git"
    program.write_text(f'#!/bin/sh\n[ "$*" = "config --get user.email" ] || exit 3\necho "{email}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def config(net, who):
    file = ownconfig.file()
    file.parent.mkdir(parents=True)
    file.write_text(f'[organiser]\n"{net.resolve()}" = "{who}"\n', encoding="utf-8")
    return file


# Who ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bo-krag", "Bo Krag", "bo", "krag"])
@pytest.mark.parametrize("how", ["option", "environment", "config"])
def test_it_can_be_said_in_three_ways(two, monkeypatch, capfd, name, how):
    """An organiser is found as people are: by slug, by name, by a part of it."""
    if how == "environment":
        monkeypatch.setenv("NETINVITE_AS", name)
    if how == "config":
        config(two, name)
    code, out, err = told(capfd, two, "mail", SIGRID, *(["--as", name] if how == "option" else []))
    assert (code, "From: Bo Krag" in out) == (0, True), err


@pytest.mark.parametrize(
    ("email", "who"), [("Bo.Krag@example.org", SIGRID), ("maja.holm@example.org", JONAS)]
)
def test_git_knows_it_by_the_address(two, monkeypatch, tmp_path, capfd, email, who):
    """Whoever commits with an organiser's address is that organiser."""
    git(monkeypatch, tmp_path, email)
    assert told(capfd, two, "mail", who)[0] == 0
    other = {SIGRID: JONAS, JONAS: SIGRID}[who]
    assert told(capfd, two, "mail", other)[0] == 2


def test_what_is_said_comes_before_what_git_knows(two, monkeypatch, tmp_path, capfd):
    """First the command line, then the environment, then one's own config, then git."""
    git(monkeypatch, tmp_path, "nobody@example.org")
    config(two, "maja-holm")
    assert told(capfd, two, "mail", JONAS)[0] == 0
    monkeypatch.setenv("NETINVITE_AS", "bo-krag")
    assert told(capfd, two, "mail", SIGRID)[0] == 0
    assert told(capfd, two, "mail", JONAS, "--as", "maja-holm")[0] == 0


def test_the_systems_user_is_nobody(two, monkeypatch, capfd):
    """Without a word of one's own nothing is guessed; --as is named, and who is there."""
    for variable in ("USER", "LOGNAME", "USERNAME", "EMAIL"):
        monkeypatch.setenv(variable, "bo-krag")
    monkeypatch.setenv("PATH", "/nowhere")
    code, out, err = told(capfd, two, "mail", SIGRID)
    assert (code, out) == (2, "") and "--as NAME" in err and "--as NAME: maja-holm or bo-krag." in err


def test_a_name_that_nobody_has(two, capfd):
    """It is named, and the one who was meant perhaps."""
    code, _out, err = told(capfd, two, "mail", SIGRID, "--as", "Bo Krga")
    assert code == 2 and "Did you mean “Bo Krag (bo-krag)”?" in err


def test_a_name_that_two_have_a_part_of(two, capfd):
    """Whoever is meant has to be said."""
    write(two, "bo-lund", BO.replace("Krag", "Lund").replace("bo.krag", "bo.lund"))
    code, _out, err = told(capfd, two, "mail", SIGRID, "--as", "bo")
    assert code == 2 and "Bo Krag (bo-krag); Bo Lund (bo-lund)" in err


def test_two_with_one_address_are_named(two, monkeypatch, tmp_path, capfd):
    """Where git's address is both of theirs, nobody can tell who it is."""
    write(two, "bo-lund", BO.replace("Krag", "Lund"))
    git(monkeypatch, tmp_path, "bo.krag@example.org")
    code, _out, err = told(capfd, two, "mail", SIGRID)
    assert code == 1 and "bo-krag.toml" in err and "bo-lund.toml" in err and "--as" in err


def test_a_config_that_says_something_else_is_named(two, capfd):
    """File and line."""
    ownconfig.file().parent.mkdir(parents=True)
    ownconfig.file().write_text('organiser = "bo-krag"\n', encoding="utf-8")
    code, _out, err = told(capfd, two, "mail", SIGRID)
    assert code == 1 and "config.toml, line 1" in err


def test_where_one_organises_nothing_is_read(net, monkeypatch, capfd):
    """Neither git nor one's own config."""

    def fail(*_words, **_more):
        raise AssertionError

    monkeypatch.setattr(ownconfig, "file", fail)
    monkeypatch.setattr(subprocess, "run", fail)
    monkeypatch.setattr(sitting, "known", fail)
    for words in (["mail", JONAS], ["log", JONAS, "no-answer"], ["today"], ["mail", JONAS, "--sent"]):
        assert told(capfd, net, *words)[0] == 0
    assert all("by" not in entry for entry in answers(net)["contact_log"])


# Sending ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [[], ["--output", "x.eml"], ["--open"], ["--copy"], ["--format", "mbox"], ["--output", "/dev/null"]],
)
def test_anothers_mail_does_not_go_out(two, monkeypatch, tmp_path, capfd, words):
    """On a pipe, into a file, to the mail program, to the clipboard: exit 2, and the two ways on."""
    monkeypatch.chdir(tmp_path)
    code, out, err = told(capfd, two, "mail", JONAS, *BOS, *words)
    assert (code, out) == (2, "")
    assert "belongs to Maja Holm" in err and "--as maja-holm" in err
    assert f"prepare {JONAS} --take-over" in err
    assert not (tmp_path / "x.eml").exists()


def test_everyones_mails_are_ones_own(two, tmp_path, capfd):
    """The others are named, and whose they are."""
    code, _out, err = told(capfd, two, "mail", "--all", *BOS, "--output", f"{tmp_path}/mails/")
    assert code == 0
    assert [file.name for file in (tmp_path / "mails").iterdir()] == [f"{SIGRID}.eml"]
    assert "No email to Jonas Østergård: belongs to Maja Holm." in err


def test_everyones_mails_of_many_are_told_in_a_line(two, monkeypatch, tmp_path, capfd):
    """How many, and whose."""
    monkeypatch.setattr("netinvite.app.rounds.LINE_EACH", 0)
    _code, _out, err = told(capfd, two, "mail", "--all", *BOS, "--output", f"{tmp_path}/mails/")
    assert "belongs to Maja Holm (1): Jonas Østergård" in err


def test_everyones_mails_need_to_know_who_it_is(two, monkeypatch, capfd):
    """Else nothing goes."""
    monkeypatch.setenv("PATH", "/nowhere")
    code, out, err = told(capfd, two, "mail", "--all", "--format", "mbox")
    assert (code, out) == (2, "") and "--as" in err


# Recording ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["log", JONAS, "no-answer"], ["later", JONAS, "2026-12-24"]])
def test_what_is_recorded_says_who_it_was(two, capfd, words):
    """Of another's person too, which is said."""
    code, _out, err = told(capfd, two, *words, *BOS)
    assert code == 0 and "belongs to Maja Holm, and you are Bo Krag" in err
    assert answers(two)["contact_log"][-1]["by"] == "bo-krag"
    assert answers(two)["person"].get("owner", "") == ""


def test_a_mail_that_may_not_be_written_was_not_sent(two, capfd):
    """The same two ways on; in the owner's name it is recorded."""
    code, _out, err = told(capfd, two, "mail", JONAS, "--sent", *BOS)
    assert code == 2 and "--as maja-holm" in err and "--take-over" in err
    assert "contact_log" not in answers(two)
    assert told(capfd, two, "mail", JONAS, "--sent", "--as", "maja-holm")[0] == 0
    assert answers(two)["contact_log"][-1]["what"] == "sent"


@pytest.mark.parametrize("lang", ["en", "da"])
def test_what_was_recorded_before_a_taking_over_is_taken_back_and_its_note_stays(two, capfd, lang):
    """In the language in which it was noted, and in another; what whoever sits here recorded, alone."""
    give(two, "")
    told(capfd, two, "log", JONAS, "talked", *BOS)
    assert prepare(capfd, two, JONAS, *BOS, "--take-over")[0] == 0
    language.activate(lang)
    code, _out, err = told(capfd, two, "log", JONAS, "--undo", *BOS)
    assert code == 0 and "interview" not in err.splitlines()[1], err
    (left,) = answers(two)["contact_log"]
    assert left["note"] == "Taken over from Maja Holm."
    code, _out, err = told(capfd, two, "log", JONAS, "--undo", *BOS)
    assert code == 2 and answers(two)["contact_log"] == [left]
    told(capfd, two, "log", JONAS, "--note", "Taken up again.", *BOS)
    assert told(capfd, two, "log", JONAS, "--undo", *BOS)[0] == 0
    assert answers(two)["contact_log"] == [left]


def test_among_the_entries_of_several_ones_own_is_taken_back(two, capfd):
    """Where all stand in the answers, as by hand or from before others organised."""
    place = Workspace(two)
    old = [
        {"when": f"2026-11-2{day}", "what": "no-answer", "how": "call", **by}
        for day, by in ((0, {}), (1, {"by": "bo-krag"}), (2, {"by": "maja-holm"}))
    ]
    place.update(place.answers_file(SIGRID), {("contact_log",): old})
    assert told(capfd, two, "log", SIGRID, "--undo", *BOS)[0] == 0
    assert answers(two, SIGRID)["contact_log"] == [old[0], old[2]]


def test_what_was_said_is_not_asked_for_once_the_talk_is_taken_back(two, capfd):
    """There was none."""
    told(capfd, two, "log", SIGRID, "no-answer", *BOS)
    told(capfd, two, "log", SIGRID, "met", *BOS)
    _code, _out, err = told(capfd, two, "log", SIGRID, "--undo", *BOS)
    assert "Note what was said" not in err and "Taken back" in err


def test_whom_another_one_tried_is_told_with_their_name_in_a_round(two, capfd):
    """As with one mail."""
    told(capfd, two, "log", SIGRID, "no-answer", "--as", "maja-holm")
    err = told(capfd, two, *ALL, *BOS)[2]
    assert "Maja Holm has tried to reach Sigrid Lund" in err and "You have" not in err


def test_of_ones_own_person_nothing_more_is_said(two, capfd):
    """It is recorded who it was all the same."""
    _code, _out, err = told(capfd, two, "log", SIGRID, "no-answer", *BOS)
    assert "belongs to" not in err
    assert answers(two, SIGRID)["contact_log"][-1]["by"] == "bo-krag"


def test_a_conversation_says_who_recorded_it(two, tmp_path, capfd):
    """And whoever was named in it belongs to them."""
    talk = tmp_path / "talk.toml"
    lines = ['[conversation]\noutcome = "declines"\nnext = "I thank him."\n']
    lines.append('referrals = [{ name = "Kim Dahl", gives = "rooms" }]\n')
    talk.write_text("".join(lines), encoding="utf-8")
    code, _out, err = told(capfd, two, "interview", JONAS, "--answers", str(talk), "--no-input", *BOS)
    assert code == 0 and "belongs to Maja Holm" in err, err
    assert answers(two)["conversation"][0]["by"] == "bo-krag"
    assert answers(two, "kim-dahl")["person"]["owner"] == "bo-krag"


# Preparing ----------------------------------------------------------------------------------------


def prepare(capfd, net, *words):
    return told(capfd, net, "prepare", *words, "--no-input")


def test_scripts_leave_anothers_person_alone(two, capfd):
    """Exit 2, with the two ways on; nothing is written."""
    before = answers(two)
    code, _out, err = prepare(capfd, two, JONAS, *BOS, "--set", "person.role=Head")
    assert code == 2 and "--as maja-holm" in err and "--take-over" in err
    assert answers(two) == before


def test_in_the_owners_name_it_is_as_ever(two, capfd):
    """--as OWNER says that one may."""
    code, _out, err = prepare(capfd, two, JONAS, "--as", "maja", "--set", "person.role=Head")
    assert code == 0, err
    assert answers(two)["person"]["role"] == "Head" and "owner" not in answers(two)["person"]


def test_taking_over(two, capfd):
    """The person is one's own from then on, texts too; the log says who, and when."""
    code, _out, err = prepare(capfd, two, JONAS, *BOS, "--take-over")
    assert code == 0, err
    found = answers(two)
    assert found["person"]["owner"] == "bo-krag"
    assert found["contact_log"] == [
        {
            "when": "2026-11-25 12:00",
            "by": "bo-krag",
            "note": "Taken over from Maja Holm.",
            "taken_over_from": "Maja Holm",
        }
    ]
    assert "I am Bo Krag" in (Workspace(two).folder(JONAS) / "invitation.txt").read_text("utf-8")
    assert "These answers were given before you took over." in err and "--set person.relation=met\n" in err
    assert re.search(r"--set 'person\.met=We met .* night café\.'\n", err)
    network = tomllib.loads((two / "network.toml").read_text("utf-8"))
    assert network["organiser"]["name"] == "Maja Holm"
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 0


def test_an_edited_guide_is_named_and_printed(two, capfd):
    """It goes to nobody, and whoever brings it along gets it as it lies there: nothing else is said of it."""
    file = Workspace(two).folder(JONAS) / "conversation.md"
    file.write_text(f"{file.read_text('utf-8')}\nBring cake.\n", "utf-8")
    err = prepare(capfd, two, JONAS, *BOS, "--take-over")[2]
    assert "conversation.md: edited by hand, perhaps before the person was taken over; look at it: " in err
    assert "goes nowhere" not in err.partition("conversation.md")[2].partition("\n")[0]
    code, out, err = told(capfd, two, "interview", JONAS, "--guide", *BOS)
    assert code == 0 and "Bring cake." in out


@pytest.mark.sampled(1)
@pytest.mark.parametrize("words", [("mail", JONAS), ALL])
@pytest.mark.parametrize("signed", ["Maja Holm", "Maja", "M. Holm"])
def test_an_edited_mail_goes_nowhere_before_whoever_took_over_has_looked(two, capfd, words, signed):
    """However it is signed, and in other words too: who wrote them nobody can tell."""
    file = Workspace(two).folder(JONAS) / "invitation.txt"
    text = file.read_text("utf-8").replace("Otherwise,", "If not,").replace("Maja Holm", signed)
    file.write_text(text, "utf-8")
    err = prepare(capfd, two, JONAS, *BOS, "--take-over")[2]
    assert "invitation.txt: edited by hand; it goes nowhere until you have looked at it: " in err
    assert f"{signed}\n" in file.read_text("utf-8")
    code, out, err = told(capfd, two, *words, *BOS)
    assert code and "jonas@example.org" not in out
    assert f"it goes nowhere until you have looked at it. Look at it: netinvite edit {JONAS} mail" in err
    file.write_text(text.replace(signed, "Bo Krag"), "utf-8")
    assert "jonas@example.org" not in told(capfd, two, *words, *BOS)[1]
    look_at(two, "bo-krag")
    assert "jonas@example.org" in told(capfd, two, *words, *BOS)[1]
    file.write_text(file.read_text("utf-8") + "PS. Looked at before.\n", "utf-8")
    assert "PS. Looked at" in told(capfd, two, *words, *BOS)[1]


@pytest.mark.parametrize("words", [("mail", JONAS), ALL])
def test_an_edited_mail_goes_out_signed_by_whose_it_is(two, capfd, words):
    """Of somebody who was given to another one by hand too: what is signed by the one before goes nowhere,
    and signed anew it goes."""
    file = Workspace(two).folder(JONAS) / "invitation.txt"
    file.write_text(file.read_text("utf-8").replace("Otherwise,", "If not,"), "utf-8")
    give(two, "bo-krag")
    look_at(two, "bo-krag")
    code, out, err = told(capfd, two, *words, *BOS)
    assert code and "jonas@example.org" not in out
    assert "signed Maja Holm" in err
    file.write_text(file.read_text("utf-8").replace("Maja Holm\n", "Bo Krag\n"), "utf-8")
    assert "jonas@example.org" in told(capfd, two, *words, *BOS)[1]


def test_the_first_takes_over_too(two, capfd):
    """Whoever belongs to the first has no line that says so."""
    code, _out, err = prepare(capfd, two, SIGRID, "--as", "maja-holm", "--take-over")
    assert code == 0, err
    assert "owner" not in answers(two, SIGRID)["person"]
    assert (
        tomllib.loads((two / "organisers" / "bo-krag.toml").read_text("utf-8"))["organiser"]["name"]
        == "Bo Krag"
    )


def test_a_proposal_that_was_taken_follows_whoever_takes_over(two, capfd):
    """Nobody rings and says that it is Maja Holm."""
    way = ("--set", "contact.way=call", "--set", "contact.talk=phone")
    assert prepare(capfd, two, JONAS, "--as", "maja-holm", *way)[0] == 0
    assert "Maja Holm" in answers(two)["contact"]["opening"]
    assert prepare(capfd, two, JONAS, *BOS, "--take-over")[0] == 0
    assert "Bo Krag" in answers(two)["contact"]["opening"]


def test_a_refused_order_takes_nobody_over(two, capfd):
    """All of it or nothing."""
    before = answers(two)
    code, _out, _err = prepare(capfd, two, JONAS, *BOS, "--take-over", "--set", "person.email=no address")
    assert code == 2 and answers(two) == before


def test_whoever_is_new_belongs_to_whoever_sits_here(two, capfd):
    """Their file says so."""
    more = ("--answers", EXAMPLE, "--set", "person.name=Kim Dahl")
    text = [f"organiser.{key}={value}" for key, value in tomllib.loads(BO)["organiser"].items()]
    more += tuple(word for one in (*text, "organiser.moment=") for word in ("--set", one))
    code, _out, err = prepare(capfd, two, "--new", *BOS, *more)
    assert code == 0, err
    assert answers(two, "kim-dahl")["person"]["owner"] == "bo-krag"


# On a terminal ------------------------------------------------------------------------------------


def desk_of(net, front, person=JONAS, sits="bo-krag", **more):
    opened = take_up(Workspace(net), Order(person, sits=sits, **more))
    desk = PreparationDesk(opened)
    desk.front = front
    return desk


def test_on_a_terminal_anothers_person_is_asked_about(two):
    """To go on in that name, to take over, to leave it."""
    front = ScriptedFront("leave")
    with pytest.raises(LeftError):
        desk_of(two, front).begin()
    assert front.choices == [["leave", "in their name", "take over"]]
    assert "belongs to Maja Holm, and you are Bo Krag" in front.said
    assert "contact_log" not in answers(two)


def answered(desk, key, value):
    """Give one answer at the desk."""
    question = desk.preparation.guide.question(key)
    desk.preparation.walk = desk.preparation.walk.jump(key)
    desk.front = ScriptedFront(value)
    desk.take(question, desk.front.ask(desk.asked(question)))


def test_what_is_changed_in_anothers_name_is_noted_once(two):
    """Who it was; nothing is noted of whoever only looked."""
    desk = desk_of(two, ScriptedFront("in their name"), depth="full")
    desk.begin()
    desk.sitting.leave()
    answered(desk, "reflection.curious", desk.preparation.walk.answers["reflection.curious"])
    assert "contact_log" not in answers(two)
    for text in ("I would like to hear it.", "I would like to hear more."):
        answered(desk, "reflection.curious", text)
    [entry] = answers(two)["contact_log"]
    assert (entry["by"], entry["note"]) == ("bo-krag", "Prepared further in the name of Maja Holm.")
    assert answers(two)["reflection"]["curious"] == "I would like to hear more."


def test_going_on_in_anothers_name_asks_nothing_of_theirs(two):
    """Their own answers stay theirs."""
    place = Workspace(two)
    place.update(place.network_file, {("unfinished", "organiser.moment"): "Once"})
    desk = desk_of(two, ScriptedFront("in their name"), depth="full")
    desk.begin()
    asked = {question.key for question in desk.preparation.walk.open_questions()}
    assert not any(key.startswith("organiser.") for key in asked)
    question = desk.preparation.guide.question("organiser.name")
    desk.preparation.walk = desk.preparation.walk.jump(question.key)
    desk.front = ScriptedFront("Bo Krag")
    desk.take(question, desk.front.ask(desk.asked(question)))
    assert desk.preparation.walk.answers["organiser.name"] == "Maja Holm"


def test_taking_over_on_a_terminal(two):
    """What is asked next is asked of whoever sits here."""
    desk = desk_of(two, ScriptedFront("take over"))
    desk.begin()
    assert answers(two)["person"]["owner"] == "bo-krag"
    assert desk.preparation.walk.answers["organiser.name"] == "Bo Krag"
    assert answers(two)["contact_log"][-1]["note"] == "Taken over from Maja Holm."


OF_THE_TWO = ["person.relation", "person.met", "reflection.why", "contact.tried"]


@pytest.mark.parametrize("lang", ["en", "da"])
def test_what_was_true_of_the_one_before_is_asked_again(two, lang):
    """With their answer in the field; a choice stands on it."""
    before = answers(two)
    language.activate(lang)
    desk = desk_of(two, ScriptedFront(), take_over=True)
    desk.begin()
    said = {
        "en": "What was answered about Maja Holm and Jonas Østergård is asked again",
        "da": "bliver der spurgt om igen",
    }
    assert said[lang] in desk.front.said
    found = []
    while question := desk.preparation.walk.current:
        asked = desk.asked(question)
        assert asked.value is None and asked.unfinished == before[question.step][question.name]
        found.append(question.key)
        desk.front = ScriptedFront(asked.unfinished)
        desk.take(question, desk.front.ask(asked))
    assert found == OF_THE_TWO
    after = answers(two)
    assert "unfinished" not in after
    assert all(after[step] == before[step] for step in ("reflection", "contact"))


@pytest.mark.parametrize("depth", ["short", "full"])
def test_whoever_leaves_at_once_is_told_where_the_taking_over_stands(two, depth):
    """In that person's file, whatever would be asked first; what is typed is where it is typed."""
    file = Workspace(two).answers_file(JONAS)
    desk = desk_of(two, ScriptedFront(), take_over=True, depth=depth)
    desk.begin()
    with pytest.raises(LeftError, match=re.escape(str(file))):
        desk.leave("")
    typed = desk.preparation.walk.current
    with pytest.raises(LeftError, match="bo-krag.toml" if depth == "full" else re.escape(str(file))):
        desk.leave("Once")
    assert typed.key == {"short": "person.relation", "full": "organiser.moment"}[depth]


def edited(net):
    """Jonas's mail, in which a word was changed by hand."""
    file = Workspace(net).folder(JONAS) / "invitation.txt"
    file.write_text(file.read_text("utf-8").replace("Otherwise,", "If not,"), "utf-8")
    return file


def given_again(desk):
    """Each answer as it stands in its field."""
    while question := desk.preparation.walk.current:
        asked = desk.asked(question)
        desk.front = ScriptedFront(asked.unfinished)
        desk.take(question, desk.front.ask(asked))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("choice", ["leave", "keep", "beside", "overwrite", Back("")])
def test_whoever_took_over_says_of_an_edited_text_that_it_may_go(two, capfd, choice):
    """It is shown with the question what is to become of it; one of the answers lets it go out."""
    file = edited(two)
    file.write_text(file.read_text("utf-8").replace("Maja Holm", "Holm"), "utf-8")
    desk = desk_of(two, ScriptedFront(), take_over=True)
    desk.begin()
    given_again(desk)
    desk.front = ScriptedFront(choice)
    text = desk.preparation.render("invitation")
    desk.overwrite("invitation", text)
    assert desk.front.choices == [["leave", "keep", "overwrite", "beside"]]
    code, out, err = told(capfd, two, "mail", JONAS, *BOS)
    assert (code == 0) == (choice == "keep"), err
    assert ("If not," in out) == (code == 0)


def test_what_was_changed_while_that_was_asked_is_not_let_go(two, capfd):
    """Only the text that was shown may go out, and nothing says that another may."""
    file = edited(two)
    file.write_text(file.read_text("utf-8").replace("Maja Holm", "Holm"), "utf-8")
    desk = desk_of(two, ScriptedFront(), take_over=True)
    desk.begin()
    given_again(desk)

    class Slow(ScriptedFront):
        def ask(self, asked):
            file.write_text(file.read_text("utf-8") + "PS. Not seen.\n", "utf-8")
            return super().ask(asked)

    desk.front = Slow("keep")
    desk.overwrite("invitation", desk.preparation.render("invitation"))
    assert not desk.reading.let_go
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 2


def test_whoever_goes_on_in_anothers_name_says_nothing_for_them(two, capfd):
    """Bo took over; Maja keeps the text, and Bo has still to look."""
    file = edited(two)
    prepare(capfd, two, JONAS, *BOS, "--take-over")
    file.write_text(file.read_text("utf-8").replace("Maja Holm\n", "Bo Krag\n"), "utf-8")
    desk = desk_of(two, ScriptedFront("in their name"), sits="maja-holm")
    desk.begin()
    desk.front = ScriptedFront("leave")
    desk.overwrite("invitation", desk.preparation.render("invitation"))
    assert desk.front.choices == [["leave", "overwrite", "beside"]]
    assert "Bo Krag alone can let it go out." in desk.front.said
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 2
    look_at(two, "bo-krag")
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 0


def test_what_is_changed_in_the_wizard_is_looked_at(two, capfd):
    """By whoever changes it, of a text that nobody had edited before."""
    prepare(capfd, two, JONAS, *BOS, "--take-over")
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 0
    text = (Workspace(two).folder(JONAS) / "invitation.txt").read_text("utf-8")
    desk = EditDesk(take_up(Workspace(two), Order(JONAS, sits="bo-krag")), "invitation")
    desk.front = ScriptedFront()
    desk.begin()
    desk.reading.made["invitation"] = desk.reading.lies["invitation"] = text
    desk._keep("invitation", text + "PS. See you.")
    code, out, _err = told(capfd, two, "mail", JONAS, *BOS)
    assert code == 0 and "PS. See you." in out


def test_a_text_that_waits_for_answers_is_not_the_one_before(two, capfd):
    """As long as they are not given it is that of whoever the person belonged to, however it is signed."""
    place = Workspace(two)
    place.update(place.network_file, {("organiser", "signature"): "Maja"})
    assert told(capfd, two, "mail", JONAS, "--as", "maja-holm")[0] == 0
    desk_of(two, ScriptedFront(), take_over=True).begin()
    code, out, err = told(capfd, two, "mail", JONAS, *BOS)
    assert (code, out) == (2, "") and "that of another organiser" in err and f"prepare {JONAS}" in err


@pytest.mark.parametrize("lang", ["en", "da"])
def test_a_pitch_that_was_edited_before_is_printed_with_a_word(two, capfd, lang):
    """It goes to nobody by itself."""
    file = Workspace(two).folder(JONAS) / "pitch.md"
    file.write_text(file.read_text("utf-8") + "PS\n", "utf-8")
    prepare(capfd, two, JONAS, *BOS, "--take-over")
    language.activate(lang)
    code, out, err = told(capfd, two, "pitch", JONAS)
    said = {"en": "perhaps before the person was taken over", "da": "før personen blev overtaget"}
    assert code == 0 and "PS" in out and said[lang] in err


def test_what_is_not_answered_yet_waits(two, capfd):
    """Whoever leaves in between finds it in the fields again, and no mail goes out before."""
    desk = desk_of(two, ScriptedFront(), take_over=True)
    desk.begin()
    with pytest.raises(LeftError):
        desk.leave("met")
    assert {*answers(two)["unfinished"]} == {*OF_THE_TWO}
    code, out, err = told(capfd, two, "mail", JONAS, *BOS)
    assert (code, out) == (2, "") and f"prepare {JONAS}" in err
    again = desk_of(two, ScriptedFront())
    again.begin()
    assert again.preparation.walk.position == "person.relation"


def test_whoever_was_never_met_is_not_asked_where(two):
    """What follows from an answer that is another one now is not asked."""
    desk = desk_of(two, ScriptedFront(), take_over=True)
    desk.begin()
    answered(desk, "person.relation", "heard")
    assert "person.met" not in {one.key for one in desk.preparation.walk.open_questions()}


def test_with_the_option_it_is_not_asked(two):
    """prepare NAME --take-over."""
    front = ScriptedFront()
    desk_of(two, front, take_over=True).begin()
    assert front.asked == [] and answers(two)["person"]["owner"] == "bo-krag"


def test_who_it_is_is_asked_once(two, monkeypatch):
    """It is kept in one's own config, outside the network's folder."""
    monkeypatch.setenv("PATH", "/nowhere")
    front = ScriptedFront("bo-krag")
    desk_of(two, front, SIGRID, None).begin()
    assert front.choices == [["maja-holm", "bo-krag", "somebody new"]]
    assert ownconfig.organiser(two) == "bo-krag"
    front = ScriptedFront()
    desk = desk_of(two, front, SIGRID, None)
    desk.begin()
    assert front.asked == [] and desk.me.slug == "bo-krag"


def test_what_else_stands_in_the_config_stays(two):
    """A calendar, and who one is elsewhere."""
    file = config(two, "maja-holm")
    file.write_text('calendar = ""  # none\n' + file.read_text("utf-8"), encoding="utf-8")
    ownconfig.keep_organiser(two.parent, "bo-krag")
    text = file.read_text("utf-8")
    assert text.startswith('calendar = ""  # none\n') and ownconfig.organiser(two) == "maja-holm"
    assert ownconfig.organiser(two.parent) == "bo-krag"


def test_a_new_organiser_is_asked_for_what_is_theirs(net):
    """Nothing of the network, which is there already."""
    desk = desk_of(net, ScriptedFront("new person"), None, "Bo Krag")
    desk.begin()
    assert "Bo Krag organises here too from now on" in desk.front.said
    asked = [question.key for question in desk.preparation.walk.open_questions()]
    assert asked[:2] == ["organiser.introduction", "organiser.motivation"]
    assert not any(key.startswith("network.") for key in asked)
    assert desk.preparation.name == "" and "--as 'Bo Krag'" in desk.resume()


def test_their_answers_go_into_a_file_of_their_own(net):
    """What the first one has said stays."""
    before = (net / "network.toml").read_bytes()
    said = "I am Bo Krag, a librarian.", "It matters to me because I live here.", "Kim Dahl"
    front = ScriptedFront("new person", *said)
    desk = desk_of(net, front, None, "Bo Krag")
    desk.begin()
    for _number in range(3):
        question = desk.sitting.walk.current
        desk.take(question, front.ask(desk.asked(question)))
    file = net / "organisers" / "bo-krag.toml"
    assert desk.kept_in(desk.preparation.guide.question("organiser.name")) == file
    found = tomllib.loads(file.read_text("utf-8"))
    assert found["schema"] == 2 and found["organiser"] == {
        "name": "Bo Krag",
        "introduction": "I am Bo Krag, a librarian.",
        "motivation": "It matters to me because I live here.",
    }
    assert answers(net, "kim-dahl")["person"]["owner"] == "bo-krag"
    assert (net / "network.toml").read_bytes() == before


def test_somebody_new_says_the_name_first(two, monkeypatch):
    """Chosen from the menu, who then is known by it."""
    monkeypatch.setenv("PATH", "/nowhere")
    front = ScriptedFront("somebody new", "Eva Lund", "new person")
    desk = desk_of(two, front, None, None)
    desk.begin()
    assert desk.me.slug == "eva-lund" and desk.preparation.walk.answers["organiser.name"] == "Eva Lund"
    assert ownconfig.organiser(two) == "eva-lund"


def test_a_new_name_is_asked_about_where_several_organise(two, monkeypatch):
    """On a terminal: whoever says so organises here from then on, in every name the folder knows."""
    monkeypatch.setenv("PATH", "/nowhere")
    front = ScriptedFront("new", "new person")
    desk = desk_of(two, front, None, "Dora Dahl")
    desk.begin()
    assert "Nobody organises here under the name Dora Dahl. Are you new here?" in front.asked
    assert desk.me.slug == "dora-dahl" and "Dora Dahl organises here too from now on" in front.said
    assert desk.preparation.walk.answers["organiser.name"] == "Dora Dahl"


def test_who_is_not_new_says_who_it_is(two, monkeypatch):
    """A name may be mistyped; nobody is made by that."""
    monkeypatch.setenv("PATH", "/nowhere")
    front = ScriptedFront("known", "bo-krag", "new person")
    desk = desk_of(two, front, None, "Dora Dahl")
    desk.begin()
    assert desk.me.slug == "bo-krag" and desk.preparation.walk.answers["organiser.name"] == "Bo Krag"
    assert [file.name for file in (two / "organisers").iterdir()] == ["bo-krag.toml"]


@pytest.mark.parametrize("name", ["bo", "maja-holn", "Maja Hom"])
def test_a_slip_of_the_keys_makes_nobody_new(net, capfd, name):
    """A new organiser gives a full name that is none of those there but for a letter."""
    code, _out, err = prepare(capfd, net, "--as", name)
    assert code == 2 and "No organiser here is called" in err
    assert not (net / "organisers").exists()


def test_scripts_make_a_new_organiser_too(net, capfd):
    """Everything that is missing is listed at once, and is theirs alone."""
    more = ("--set", "person.name=Kim Dahl", "--set", "person.relation=heard")
    code, _out, err = prepare(capfd, net, "--as", "Bo Krag", *more)
    assert code == 2 and "organiser.introduction is missing" in err and "network." not in err
    assert not (net / "organisers").exists()


def test_the_first_organiser_of_all_can_be_named(tmp_path, capfd):
    """Where nobody has begun, whoever is named is the first."""
    net = tmp_path / "net"
    more = (
        "--answers",
        EXAMPLE,
        "--set",
        "organiser.name=Bo Krag",
        "--set",
        "organiser.introduction=I am Bo.",
    )
    code, _out, err = prepare(capfd, net, "--as", "Bo Krag", *more)
    assert code == 0, err
    assert not (net / "organisers").exists()


def test_an_address_that_another_organiser_has_is_told(two, capfd):
    """At once, with both files."""
    more = ("--set", "organiser.email=maja.holm@example.org", "--change-organiser")
    code, _out, err = prepare(capfd, two, SIGRID, *BOS, *more)
    assert code == 0 and "two organisers have the same address" in err
    assert "network.toml" in err and "bo-krag.toml" in err


def test_a_network_of_an_earlier_version_is_told_by_each(two):
    """Its own answers are brought into the form of today; an organiser's file has it."""
    file = two / "network.toml"
    file.write_text(file.read_text("utf-8").replace("schema = 2", "schema = 1"), encoding="utf-8")
    place = Workspace(two)
    found = Preparation.open(place, "en", place.person(SIGRID))
    assert found.walk.answers["organiser.introduction"] == "I am Bo Krag, a librarian in Northby."
    assert "organiser.introduction" not in found.unfinished


def test_who_said_something_else_is_told_how_to_be_somebody_else(net, capfd):
    """Another organiser's answers are refused, and --as is named."""
    code, _out, err = prepare(capfd, net, JONAS, "--set", "organiser.name=Bo Krag")
    assert code == 2 and "--as" in err


def test_today_says_whose_somebody_is(two, monkeypatch, capfd):
    """Before one dials."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-30T12:00")
    assert "Organiser: Bo Krag" in told(capfd, two, "today", "--no-input")[1]


def test_tab_offers_the_organisers(two, monkeypatch):
    """The first one too."""
    context = click.Context(app.build("mail"))
    context.params["workspace"] = str(two)
    offered = completion.ORGANISER.shell_complete(context, None, "")
    assert [item.value for item in offered] == ["maja-holm", "bo-krag"]


@pytest.mark.parametrize("base", [None, "", "  ", "/tmp/configs", "configs"])
def test_the_config_lies_where_platformdirs_says(monkeypatch, base):
    """Also where that is worked out without it; a folder that is none of this computer's is none."""
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if base is not None:
        monkeypatch.setenv("XDG_CONFIG_HOME", base)
    folder = platformdirs.user_config_path("netinvite", appauthor=False)
    assert ownconfig.file() == (folder / "config.toml" if folder.is_absolute() else None)


def test_anothers_entry_is_not_taken_back(two, capfd):
    """Whose it is, is said; in that name it can be."""
    assert told(capfd, two, "log", SIGRID, "no-answer", *BOS)[0] == 0
    before = answers(two, SIGRID)
    code, _out, err = told(capfd, two, "log", SIGRID, "--undo", "--as", "maja-holm")
    assert code == 2 and "by Bo Krag: “no-answer”. Nothing" in err
    assert answers(two, SIGRID) == before
    assert told(capfd, two, "log", SIGRID, "--undo", *BOS)[0] == 0
    assert "contact_log" not in answers(two, SIGRID)


def test_what_names_nobody_is_the_first_organisers(two, capfd):
    """An old entry without a name is not taken back by somebody who came later."""
    place = Workspace(two)
    old = {"when": "2026-11-20", "what": "no-answer", "how": "call"}
    place.update(place.answers_file(SIGRID), {("contact_log",): [old]})
    before = answers(two, SIGRID)
    code, _out, err = told(capfd, two, "log", SIGRID, "--undo", *BOS)
    assert code == 2 and "by Maja Holm" in err and answers(two, SIGRID) == before
    assert told(capfd, two, "log", SIGRID, "--undo", "--as", "maja-holm")[0] == 0
    assert "contact_log" not in answers(two, SIGRID)


def test_anothers_conversation_is_not_changed(two, capfd):
    """Nobody's words are put into another's mouth; in that name they can be changed."""
    said = ("outcome=considers", "next=call again", "next_date=2026-12-10")
    ended = ("--no-input", *(f"--set=conversation.{one}" for one in said))
    assert told(capfd, two, "interview", SIGRID, *ended, *BOS)[0] == 0
    before = answers(two, SIGRID)
    words = ("--no-input", "--last", "--set=conversation.next=write to her")
    code, _out, err = told(capfd, two, "interview", SIGRID, *words, "--as", "maja-holm")
    assert code == 2 and "somebody else" in err and answers(two, SIGRID) == before
    assert told(capfd, two, "interview", SIGRID, *words, *BOS)[0] == 0


def test_ones_own_last_conversation_is_meant(two, capfd):
    """Though another one had one since, wherever both stand."""
    for sits, then in (("bo-krag", "Bo calls"), ("maja-holm", "Maja calls")):
        said = ("outcome=considers", f"next={then}", "next_date=2026-12-10")
        ended = ("--no-input", *(f"--set=conversation.{one}" for one in said), "--as", sits)
        assert told(capfd, two, "interview", SIGRID, *ended)[0] == 0
    words = ("--no-input", "--last", "--set=conversation.next=Bo writes")
    assert told(capfd, two, "interview", SIGRID, *words, *BOS)[0] == 0
    assert [one["next"] for one in answers(two, SIGRID)["conversation"]] == ["Bo writes", "Maja calls"]
    # As one file has them that was written before each had their own.
    place = Workspace(two)
    talks = answers(two, SIGRID)["conversation"]
    for file in place.folder(SIGRID).glob("log/*"):
        file.unlink()
    place.update(place.answers_file(SIGRID), {("conversation",): talks})
    assert told(capfd, two, "interview", SIGRID, *words[:2], "--set=conversation.next=Bo waits", *BOS)[0] == 0
    assert [one["next"] for one in answers(two, SIGRID)["conversation"]] == ["Bo waits", "Maja calls"]


def test_whoever_is_named_for_today_is_known(two, capfd):
    """Also where nothing depends on it."""
    code, _out, err = told(capfd, two, "today", "--as", "nobody")
    assert code == 2 and "nobody" in err


def test_a_damaged_network_makes_nobody_somebody_else(two, capfd):
    """The file is named, and not the only organiser whose file can be read."""
    (two / "network.toml").write_text("<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> b\n", encoding="utf-8")
    code, _out, err = told(capfd, two, "log", SIGRID, "no-answer")
    assert code == 1 and "network.toml" in err and "--as" not in err


def test_whose_file_is_damaged_is_named(two, capfd):
    """With the file, where somebody is meant who cannot be read."""
    write(two, text="not toml [")
    code, _out, err = told(capfd, two, "mail", SIGRID, "--as", "krag")
    assert code and "organisers/bo-krag.toml" in err


def looks_first(capfd, net, command, monkeypatch):
    """What is said that comes next leads to ``command``, and to no email that would be refused."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-24T12:00")
    place = Workspace(net)
    place.by = "bo-krag"
    desk = TodayDesk(place, str, str)
    desk.front = ScriptedFront(Back(""))
    desk.mail(next(facts for facts in people.read(place).everyone if facts.id == JONAS))
    found = [desk.front.said]
    found.append(told(capfd, net, "today", "--no-input", *BOS)[1])
    found.append(told(capfd, net, "log", JONAS, "no-answer", *BOS)[2])
    assert [f"netinvite {command}" in text for text in found] == [True] * 3, found
    assert not [text for text in found if f"netinvite mail {JONAS}" in text]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("way", ["mail", "call"])
def test_what_comes_next_is_to_look_at_a_text_that_is_held(two, capfd, monkeypatch, way):
    """And not the email, which would be refused; once it may go it is the email."""
    Workspace(two).update(Workspace(two).answers_file(JONAS), {("contact", "way"): way})
    edited(two).write_text(edited(two).read_text("utf-8").replace("Maja Holm\n", "Maja\n"), "utf-8")
    err = prepare(capfd, two, JONAS, *BOS, "--take-over")[2]
    assert f"netinvite edit {JONAS} mail" in err
    looks_first(capfd, two, f"edit {JONAS} mail", monkeypatch)
    look_at(two, "bo-krag")
    err = told(capfd, two, "log", JONAS, "no-answer", *BOS)[2]
    assert f"netinvite mail {JONAS}" in err and f"netinvite edit {JONAS}" not in err


def test_what_comes_next_is_to_look_at_answers_that_wait(two, capfd, monkeypatch):
    """After a take-over on a terminal; the email says nothing but why it is refused."""
    desk_of(two, ScriptedFront(), take_over=True).begin()
    code, out, err = told(capfd, two, "mail", JONAS, *BOS)
    assert code == 2 and not out and "that of another organiser" in err and "as it was saved" not in err
    looks_first(capfd, two, f"prepare {JONAS}", monkeypatch)


def test_whoever_is_new_is_shown_a_name_that_nobody_has_here(two, capfd):
    """Neither an organiser's nor a person's."""
    place = Workspace(two)
    place.update(place.answers_file(JONAS), {("person", "name"): "Eva Lund"})
    code, _out, err = told(capfd, two, "prepare", "--as", "cy", "--no-input")
    assert code == 2 and "prepare --as 'Kim Dahl'" in err, err


@pytest.mark.parametrize(
    ("text", "key", "first", "second"),
    [
        ('[person]\nname = "A"\nrole = """\nb\n"""\nrole = "c"\n', "person.role", 3, 6),
        ('[person]\nname = "A"\n\n[person]\nrole = "c"\n', "person", 1, 4),
        ('[person]\nname = "A"\n[[conversation]]\nbusy = "x"\n"busy" = "y"\n', "conversation.busy", 4, 5),
    ],
)
def test_a_key_that_stands_twice_is_named_with_both_lines(two, capfd, text, key, first, second):
    """As whoever took git's marks away may leave it."""
    (two / "people" / JONAS / "answers.toml").write_text(text, encoding="utf-8")
    code, _out, err = told(capfd, two, "status")
    assert code == 1
    assert f"“{key}” stands twice, in line {first} and in line {second}. Keep one of them." in err, err


@pytest.mark.parametrize("text", ['[person]\nname = \nrole = "a"\nrole = "b"\n', "[person\n"])
def test_what_is_wrong_before_it_is_named_as_it_was(two, capfd, text):
    """The first line that is none."""
    (two / "people" / JONAS / "answers.toml").write_text(text, encoding="utf-8")
    code, _out, err = told(capfd, two, "status")
    assert code == 1 and "is not valid TOML in line" in err and "twice" not in err


@pytest.mark.parametrize("name", ["invitation.txt", "pitch.md"])
def test_marks_that_git_left_in_a_text_are_named_as_what_they_are(two, capfd, name):
    """By the list, with the line and exit 1, and by check, which judges the other texts."""
    (two / ".git").mkdir()
    file = two / "people" / JONAS / name
    told(capfd, two, "pitch", JONAS)
    text = file.read_text("utf-8") if file.exists() else "A pitch.\n"
    file.write_text(f"{text}\n<<<<<<< HEAD\none\n=======\nother\n>>>>>>> x\n", encoding="utf-8")
    line = text.count("\n") + 2
    for words in (("status",), ("status", "--due"), ("check", JONAS), ("check",), ("check", str(file))):
        code, out, err = (
            told(capfd, two, *words, "--as", "maja") if words[0] == "status" else told(capfd, two, *words)
        )
        assert code == 1 and f"{name}, line {line}: git left two versions here." in err, (words, err)
        assert f"{file}:" not in out


def test_whoever_gives_a_name_that_is_there_is_asked_whether_they_are_that_one(two, monkeypatch):
    """Two people can have one name; the second writes it otherwise."""
    monkeypatch.setenv("PATH", "/nowhere")
    opened = take_up(Workspace(two), Order(JONAS))
    desk = PreparationDesk(opened)
    desk.front = ScriptedFront("somebody new", "Bo Krag", "another", "Bo K. Krag", "leave")
    with pytest.raises(LeftError):
        desk.begin()
    assert "Bo Krag <bo.krag@example.org> organises here already" in " ".join(desk.front.asked)
    assert opened.preparation.workspace.by == "bo-k-krag"


def test_what_this_copy_wrote_in_anothers_name_was_not_seen_in_ones_own(two, capfd):
    """Whoever has the person now looks at it first."""
    assert told(capfd, two, "mail", JONAS, "--as", "maja-holm")[0] == 0
    place = Workspace(two)
    place.update(place.answers_file(JONAS), {("person", "owner"): "bo-krag"})
    code, out, err = told(capfd, two, "mail", JONAS, *BOS)
    assert (code, out) == (2, "") and "until you have looked at it" in " ".join(err.split())


def test_what_waits_to_be_seen_waits_with_one_organiser_left_too(net, capfd):
    """In a copy that never wrote it."""
    folder = Workspace(net).folder(JONAS)
    with (folder / ".drafts").open("a", encoding="utf-8") as record:
        record.write("unseen invitation.txt\n")
    (folder / ".index.json").unlink(missing_ok=True)
    lines = (folder / ".drafts").read_text("utf-8").splitlines(keepends=True)
    (folder / ".drafts").write_text("".join(one for one in lines if not one.startswith("seen ")), "utf-8")
    code, out, err = told(capfd, net, "mail", JONAS)
    assert (code, out) == (2, "") and "until you have looked at it" in " ".join(err.split())


@pytest.mark.parametrize("how", ["refused", "undone", "later", "left out"])
def test_what_is_named_next_says_who_somebody_said_they_are(two, capfd, how):
    """Each command that takes it, and each once."""
    sits = ("--as", "bo-krag")
    if how == "refused":
        said = told(capfd, two, "mail", JONAS, "--open", *sits)[2]
        assert f"netinvite prepare {JONAS} --take-over --workspace {two} --as bo-krag" in " ".join(
            said.split()
        )
    elif how == "undone":
        said = " ".join(told(capfd, two, "log", JONAS, "no-answer", *sits)[2].split())
        assert f"netinvite log {JONAS} --undo --workspace {two} --as bo-krag" in said
    elif how == "later":
        give(two, "bo-krag")
        said = " ".join(told(capfd, two, "log", JONAS, "no-answer", *sits)[2].split())
        assert " --as bo-krag --as" not in said and f"mail {JONAS} --workspace {two} --as bo-krag" in said
    else:
        said = told(capfd, two, "log", JONAS, "no-answer", "--as", "maja-holm")[2]
        assert "--as maja-holm" in said
        assert "--as" not in told(capfd, two, "status")[2]


def test_an_empty_name_is_nobodys(two, capfd):
    """It is not taken for nothing said."""
    code, _out, err = told(capfd, two, "mail", JONAS, "--as", " ")
    assert code == 2 and "--as says nobody's name." in err


def test_whom_the_own_config_names_and_who_is_not_there_is_nobody_else(two, capfd, monkeypatch):
    """git's address does not stand in."""
    monkeypatch.setattr("netinvite.store.ownconfig.organiser", lambda _root: "eva-lund")
    monkeypatch.setattr("netinvite.store.joining.setting", lambda *_: "bo.krag@example.org")
    code, _out, err = told(capfd, two, "mail", JONAS, "--copy")
    assert code == 2 and "says that you are “eva-lund”, who does not organise here" in " ".join(err.split())
