"""What was typed about somebody and stands in no answers stays theirs, whatever they are called since: it is
shown to them whole, and goes with them; and it is taken in again, the half typed too."""

from __future__ import annotations

import errno
import json
import os
import shlex
import sys
import tomllib

import pytest
from plainterminal import PlainTerminal
from readyexample import EXAMPLE, SLUG

from netinvite import clock
from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.model.contacts import made
from netinvite.store import contacts, folders
from netinvite.store.kept import About, keep, whom
from netinvite.store.parsed import ABSENT
from netinvite.store.workspace import Workspace

NAME, CORRECTED, NAMED = "Jonas Østergård", "Jonas Rettet", "Berit Ny"
NOW = "2026-11-24T12:00"
WORDS = "His wife is ill"
SAID = f"""\
[conversation]
busy = "{WORDS}"
outcome = "considers"
next = "send the leaflet"
next_date = "2026-11-27"
referrals = [{{ name = "{NAMED}", gives = "knows them all", kind = "access", mention = true }}]
"""


def begin(folder):
    assert app.run(["prepare", "-w", str(folder), "--answers", str(EXAMPLE), "--no-input"]) == 0


@pytest.fixture
def net(once, monkeypatch, capsys):
    """Jonas, prepared, in English."""
    monkeypatch.setenv("NETINVITE_NOW", NOW)
    monkeypatch.setenv("NETINVITE_LANG", "en")
    folder = once(begin)
    capsys.readouterr()
    return folder


@pytest.fixture
def run(net, capsys):
    """Run a command in the workspace: what it prints and what it says."""

    def call(*arguments, code=0):
        assert app.run([*map(str, arguments), "-w", str(net)]) == code
        return capsys.readouterr()

    return call


@pytest.fixture
def talk(net, run, tmp_path):
    """Record a conversation."""

    def record(text=SAID):
        file = tmp_path / "said.toml"
        file.write_text(text, "utf-8")
        return run("interview", "jonas", "--answers", file, "--no-input").err

    return record


@pytest.fixture
def taken_back(net, run, talk):
    """The file in which the words of a conversation are that was taken back."""
    talk()
    run("log", "jonas", "--undo")
    return net / "people" / SLUG / "kept-1.toml"


def answers(net, slug=SLUG):
    return tomllib.loads((net / "people" / slug / "answers.toml").read_text("utf-8"))


def everywhere(net):
    """All that stands in the workspace."""
    found = (file for file in net.rglob("*") if file.is_file() and not file.is_symlink())
    return "\n".join(file.read_text("utf-8", "replace") for file in found)


# Whose it is -------------------------------------------------------------------------------------


def test_it_is_forgotten_under_another_name(net, run, taken_back):
    """The name was corrected since: what is kept under the old one is listed, and goes."""
    assert WORDS in taken_back.read_text("utf-8") and NAME in taken_back.read_text("utf-8")
    run("prepare", SLUG, "--rename", f"--set=person.name={CORRECTED}", "--no-input")
    told = run("forget", SLUG, "--yes", "--confirm", CORRECTED).err
    assert f"  people/{SLUG}/kept-1.toml" in told
    assert WORDS not in everywhere(net) and NAME not in everywhere(net)


def test_it_is_forgotten_in_another_folder(net, run, taken_back):
    """Somebody gave the folder another name."""
    (net / "people" / SLUG).rename(net / "people" / "jo")
    assert "people/jo/kept-1.toml" in run("forget", "jo", "--yes", "--confirm", NAME).err
    assert WORDS not in everywhere(net)


def test_the_command_that_records_it_again_is_named(net, talk, tmp_path, capsys):
    """With the file, as a shell takes it, whatever the folder is called."""
    talk()
    before = answers(net)["conversation"]
    place = net.rename(tmp_path / "Maja's net & more")
    assert app.run(["log", "jonas", "--undo", "-w", str(place)]) == 0
    [line] = (line for line in capsys.readouterr().err.splitlines() if "To record it again: " in line)
    _program, *words = shlex.split(line.partition("To record it again: ")[2])
    assert words[:4] == ["interview", SLUG, "--answers", str(place / "people" / SLUG / "kept-1.toml")]
    assert app.run([*words, "--no-input"]) == 0
    assert answers(place)["conversation"] == before


@pytest.mark.parametrize("name", [NAME, CORRECTED])
@pytest.mark.parametrize("form", ["md", "toml", "json"])
def test_it_is_exported_whole(run, taken_back, name, form):
    """All that was said, not only the line with the name."""
    run("prepare", SLUG, "--rename", f"--set=person.name={name}", "--no-input")
    printed = run("export", SLUG, "--format", form).out
    assert WORDS in printed and "send the leaflet" in printed and f"people/{SLUG}/kept-1.toml" in printed


def test_what_could_not_be_saved_is_theirs_as_well(net, run):
    """The person is there under another name by now, in the very same folder."""
    place = Workspace(net)
    file = keep(place, About(SLUG, NAME), {("person", "role"): "typed by us"})
    assert file == net / "people" / SLUG / "kept-1.toml"
    run("prepare", SLUG, "--rename", f"--set=person.name={CORRECTED}", "--no-input")
    assert keep(place, About(SLUG, NAME), {("person", "role"): "of whom?"}) == net / "kept-1.toml"


def test_of_somebody_gone_it_is_exported_and_forgotten_by_the_name(net, run):
    """It lies in the workspace's folder."""
    keep(Workspace(net), About("anna-holm", "Anna Holm"), {("person", "role"): "a cook"})
    found = json.loads(run("export", "Anna Holm", "--format", "json").out)
    assert [one["path"] for one in found["file"]] == ["kept-1.toml"] and not found["mention"]
    assert "  kept-1.toml" in run("forget", "anna holm", "--yes", "--confirm", "Anna Holm").err
    assert not list(net.glob("kept-*"))


def test_under_a_name_of_nobody_here_it_is_pointed_out(net, run):
    """As netinvite kept it before, beside everyone: it may be of whoever is shown or forgotten."""
    keep(Workspace(net), About("", "Anna Holm"), {("person", "role"): "a cook"})
    told = "kept-1.toml: kept under a name that nobody here has now"
    assert told in run("export", SLUG).err
    assert told in run("forget", SLUG, "--yes", "--confirm", NAME).err
    assert (net / "kept-1.toml").exists()


def test_of_two_namesakes_nothing_beside_them_is_taken_for_certain(net, run):
    """It stays, and is named."""
    run("prepare", "--new", "--answers", EXAMPLE, "--no-input")
    file = keep(Workspace(net), About("", NAME), {("person", "role"): "a cook"})
    assert "kept-1.toml" in run("forget", SLUG, "--yes", "--confirm", NAME).err
    assert file.exists()


def test_left_where_another_copy_forgot_them_it_is_told_and_goes(net, run, taken_back):
    """Git leaves what it does not carry."""
    for file in (net / "people" / SLUG).iterdir():
        if file != taken_back:
            file.unlink()
    assert "the person was forgotten, perhaps in another copy" in folders.odd(net)[SLUG]
    Workspace(net).tidy()
    assert whom(Workspace(net), NAME).slug == SLUG and taken_back.exists()
    run("forget", SLUG, "--yes", "--confirm", NAME)
    assert WORDS not in everywhere(net)


@pytest.mark.parametrize("name", [NAMED, "berit  ny"])
def test_whoever_is_named_in_it_alone_can_be_forgotten(net, run, taken_back, name):
    """Others' words stay."""
    assert f"people/{SLUG}/kept-1.toml" in run("export", name).out
    told = run("forget", name, "--yes", "--confirm", NAMED).err
    assert f"people/{SLUG}/kept-1.toml" in told and "Unchanged" not in told
    assert NAMED not in everywhere(net) and WORDS in taken_back.read_text("utf-8")


# Taken in again ----------------------------------------------------------------------------------

HALF = {"conversation.referrals": "Ole Ha", "conversation.date": "last Tu", "conversation.busy": "and he is"}


def test_half_typed_it_is_taken_in_again(net, run, talk):
    """Beside what was answered: it waits in its fields, and that is said."""
    talk()
    place = Workspace(net)
    changes = {("unfinished", key): text for key, text in HALF.items()}
    place.update(place.answers_file(SLUG), {("conversation", 0, "to-confirm"): True, **changes})
    before = answers(net)["conversation"][0]
    run("log", "jonas", "--undo")
    assert not {"conversation", "unfinished"} & answers(net).keys()
    file = net / "people" / SLUG / "kept-1.toml"
    told = run("interview", "jonas", "--answers", file, "--no-input").err
    assert "Half typed, and waiting for you: When did you talk? " in told
    assert answers(net)["conversation"] == [before] and before["to-confirm"]
    assert answers(net)["unfinished"] == HALF
    kept_first = tomllib.loads(file.read_text("utf-8"))
    run("log", "jonas", "--undo")
    assert tomllib.loads(file.with_name("kept-2.toml").read_text("utf-8")) == kept_first


def test_a_day_half_typed_is_not_taken_for_today(net, run, tmp_path):
    """Nothing is written until somebody says which day it was, which is the answer then."""
    file = tmp_path / "kept.toml"
    file.write_text(f'{SAID}\n[unfinished]\n"conversation.date" = "last Tu"\n', "utf-8")
    told = run("interview", "jonas", "--answers", file, "--no-input", code=2).err
    assert "conversation.date waits to be looked at (When did you talk?): “last Tu”" in told
    assert "conversation" not in answers(net)
    run("interview", "jonas", "--answers", file, "--set=conversation.date=2026-11-23", "--no-input")
    assert answers(net)["conversation"][0]["date"] == "2026-11-23"
    assert "unfinished" not in answers(net)


def test_what_is_half_typed_there_already_stays(net):
    """The new stands below it, once; what nobody asks is passed over."""
    ours = Preparation.open(Workspace(net), "en", Workspace(net).person(SLUG))
    ours.unfinished["person.phone"] = "20 30"
    for _again in range(2):
        ours.take_half({"person.phone": "40 50", "person.nonsense": "x"})
        assert ours.unfinished == {"person.phone": "20 30\n40 50"}
        assert ours.walk.position == "person.phone"


def test_without_asking_the_rest_is_taken_and_what_is_half_typed_waits(net, run, tmp_path):
    """It is told; what is given for it is the answer."""
    file = tmp_path / "kept.toml"
    file.write_text('[person]\nphone = "20 30 40 50"\n[unfinished]\n"person.role" = "a half"\n', "utf-8")
    told = run("prepare", SLUG, "--answers", file, "--no-input").err
    assert (
        f"Half typed, and waiting for you: What does the person do? Go on with: netinvite prepare {SLUG}"
        in told
    )
    found = answers(net)
    assert found["person"]["phone"] == "20 30 40 50" and found["unfinished"] == {"person.role": "a half"}
    assert "waits to be looked at" in run("prepare", SLUG, "--answers", file, "--no-input", code=2).err
    run("prepare", SLUG, "--answers", file, "--set=person.role=a cook", "--no-input")
    assert answers(net)["person"]["role"] == "a cook" and "unfinished" not in answers(net)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
@pytest.mark.parametrize("step", ["person", "conversation"])
def test_half_typed_it_stands_in_its_field_again(net, run, tmp_path, monkeypatch, step):
    """Whoever is asked goes on there."""
    key = {"person": "person.role", "conversation": "conversation.busy"}[step]
    file = tmp_path / "kept.toml"
    file.write_text(f'[unfinished]\n"{key}" = "a half"\n', "utf-8")
    command = ["prepare" if step == "person" else "interview", SLUG, "--answers", str(file), "--plain"]
    terminal = PlainTerminal([*command, "--workspace", str(net)], tmp_path)
    if step == "conversation":
        terminal.wait("When did you talk?")
        terminal.type("")
    terminal.wait("a half")
    terminal.interrupt("\x03")
    assert terminal.end() == 130
    assert answers(net)["unfinished"] == {key: "a half"}


def test_what_cannot_be_kept_is_not_taken_back(net, talk, run, monkeypatch):
    """Nothing that was said is lost, nor does it lie where nobody looks."""
    talk()
    before = answers(net)

    def full(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("netinvite.store.kept.os.open", full)
    assert "cannot be written: No space left on device" in run("log", "jonas", "--undo", code=1).err
    monkeypatch.undo()
    assert answers(net) == before and not list(net.rglob("kept-*"))


# Who were named ----------------------------------------------------------------------------------


def test_whoever_the_conversation_alone_brought_is_off_the_list(net, run, talk):
    """Nothing else was known of them; with the file they are there again."""
    talk()
    assert answers(net, "berit-ny")["referral"]["by"] == NAME
    told = run("log", "jonas", "--undo").err
    assert f"{NAMED} was on your list for that conversation alone, and is off it again." in told
    assert not (net / "people" / "berit-ny").exists() and NAMED not in run("status").out
    told = run("interview", "jonas", "--answers", net / "people" / SLUG / "kept-1.toml", "--no-input").err
    assert f"{NAMED} is now on your list." in told


@pytest.mark.parametrize("done", [["log", "berit", "no-answer"], ["prepare", "berit", "--set=person.role=x"]])
def test_whoever_something_is_known_of_stays_and_that_is_said(net, run, talk, done):
    """With the ways to change that."""
    talk()
    app.run([*done, *(["--no-input"] if "prepare" in done else []), "-w", str(net)])
    if "prepare" in done:
        # Of an unfinished person --no-input writes nothing.
        place = Workspace(net)
        place.update(place.answers_file("berit-ny"), {("person", "role"): "x"})
    told = run("log", "jonas", "--undo").err
    assert f"{NAMED} stays on your list, where it says that {NAME} named them." in told
    changed, off = (line for line in told.splitlines() if line.startswith((NAMED, "To take")))
    assert changed.endswith(f"To change that: netinvite prepare berit-ny --workspace {net}")
    assert off == f"To take {NAMED} off the list: netinvite forget berit-ny --workspace {net}"
    found = answers(net, "berit-ny")
    assert found["person"]["referred_by"] == NAME and "referral" not in found


def test_whoever_was_here_before_is_linked_no_more(net, run, talk):
    """Nothing in their answers says who named them."""
    place = Workspace(net)
    theirs = {("person", "name"): NAMED, ("person", "referred_by"): "Anna Holm"}
    place.update(place.answers_file("berit-ny"), theirs)
    talk()
    assert answers(net, "berit-ny")["referral"]["by"] == NAME
    assert f"{NAMED} is not linked any more." in run("log", "jonas", "--undo").err
    assert answers(net, "berit-ny")["person"] == {"name": NAMED, "referred_by": "Anna Holm"}
    assert "referral" not in answers(net, "berit-ny")


def test_whoever_another_conversation_names_stays_without_a_word(net, run, talk):
    """They are named still."""
    talk()
    talk(SAID.replace(WORDS, "Once more"))
    assert NAMED not in run("log", "jonas", "--undo").err
    assert answers(net, "berit-ny")["referral"]["by"] == NAME


def test_what_cannot_be_read_of_them_stays(net, run, talk):
    """The conversation is taken back all the same."""
    talk()
    file = net / "people" / "berit-ny" / "answers.toml"
    file.write_text("= x", "utf-8")
    assert NAMED not in run("log", "jonas", "--undo").err
    assert file.read_text("utf-8") == "= x" and "conversation" not in answers(net)


# What was recorded last --------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["call talk", "talk call", "talk call talk", "call talk call met"])
def test_of_one_minute_what_was_recorded_last_is_taken_back_first(net, run, talk, order):
    """Conversations and entries, one after the other."""
    said = []
    for number, one in enumerate(order.split()):
        if one == "talk":
            talk(SAID.replace(WORDS, f"talk {number}"))
            said.append(f"talk {number}")
        else:
            what = ["no-answer"] if one == "call" else ["met", "--date", "yesterday"]
            run("log", "jonas", *what, "--note", f"note {number}")
            said.append("no answer" if one == "call" else "you met")
    for words in reversed(said):
        assert words in run("log", "jonas", "--undo").err.splitlines()[0]
    assert "could be taken back" in run("log", "jonas", "--undo", code=2).err


def test_files_of_before_say_no_order_in_a_minute(net, run, talk):
    """As before, the entry goes first; what is recorded now comes after both."""
    talk()
    place = Workspace(net)
    contacts.append(place, SLUG, made("no-answer", clock.now()), NAME)
    file = place.answers_file(SLUG)
    place.update(file, {("contact_log", 0, "recorded-in-minute"): ABSENT})
    run("log", "jonas", "replied")
    assert answers(net)["contact_log"][1]["recorded-in-minute"] == 2
    told = [run("log", "jonas", "--undo").err.splitlines()[0] for _count in range(3)]
    assert ["an answer came" in told[0], "no answer" in told[1], WORDS in told[2]] == [True] * 3
