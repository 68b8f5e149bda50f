"""Several organisers in one network: everybody is written to in the name of whoever they belong to."""

from __future__ import annotations

import errno
import json
import os
import re
from email import message_from_string, policy

import pytest
from organisers import BO, JONAS, answers, give, told, write
from scriptedfront import ScriptedFront

from netinvite import language
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Order, take_up
from netinvite.store import drafts, logfiles, logs
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk


@pytest.fixture
def two(net):
    """Maja Holm, to whom Jonas belongs, and Bo Krag."""
    write(net)
    return net


def mail(capfd, net, *words):
    """Printed by whoever the person belongs to."""
    owner = answers(net)["person"].get("owner", "maja-holm")
    code, out, err = told(capfd, net, "mail", JONAS, "--as", owner, *words)
    assert code == 0, err
    return message_from_string(out, policy=policy.default)


def test_a_mail_is_the_owners_from_head_to_foot(two, capfd):
    """Sender, introduction, reason and signature are those of whom the person belongs to."""
    give(two, "bo-krag")
    found = mail(capfd, two)
    text = " ".join(found.get_content().split())
    assert found["From"] == "Bo Krag <bo.krag@example.org>"
    assert "I am Bo Krag, a librarian" in text and "last door that is open" in text
    assert text.endswith("Bo Krag Northby Library") and "Maja" not in text


@pytest.mark.parametrize("owner", ["", "maja-holm"])
def test_whoever_belongs_to_the_first_is_written_to_as_before(two, capfd, owner):
    """Another organiser changes nothing for them: the draft that lies there is current."""
    if owner:
        give(two, owner)
    before = (Workspace(two).folder(JONAS) / "invitation.txt").read_bytes()
    assert drafts.look(Workspace(two), JONAS, "invitation").current
    assert mail(capfd, two)["From"] == "Maja Holm <maja.holm@example.org>"
    assert (Workspace(two).folder(JONAS) / "invitation.txt").read_bytes() == before


def test_another_reason_makes_the_owners_drafts_alone_anew(two, capfd):
    """What an organiser says of themselves counts for the people who belong to them."""
    give(two, "bo-krag")
    mail(capfd, two)
    assert drafts.look(Workspace(two), JONAS, "invitation").current
    write(two, text=BO.replace("last door", "only door"))
    assert not drafts.look(Workspace(two), JONAS, "invitation").current
    assert "only door" in " ".join(mail(capfd, two).get_content().split())


def test_another_reason_of_the_first_concerns_nobody_elses_drafts(two, capfd):
    """The first organiser's words are in none of them."""
    give(two, "bo-krag")
    mail(capfd, two)
    file = two / "network.toml"
    file.write_text(
        file.read_text("utf-8").replace("young people who got", "pupils who got"), encoding="utf-8"
    )
    assert drafts.look(Workspace(two), JONAS, "invitation").current


def test_pitch_and_conversation_guide_are_the_owners_too(two, capfd):
    """No text mixes two names."""
    give(two, "bo-krag")
    for words in (["pitch", JONAS], ["interview", JONAS, "--guide"]):
        code, out, _err = told(capfd, two, *words)
        assert code == 0 and "Maja" not in out
        assert "pitch" not in words or "I am Bo Krag" in out


def test_nothing_of_the_first_fills_a_gap(two, capfd):
    """Whoever has said nothing about themselves has no name, and is not given another's."""
    give(two, "bo-krag")
    write(two, text="# nothing yet\n")
    code, out, err = told(capfd, two, "mail", JONAS, "--as", "bo-krag")
    assert code == 2 and "Maja" not in out and "not finished" in err


def test_in_another_language_the_owner_says_it_in_that_language(two, capfd):
    """Each organiser's answers are kept per language, as the network's are."""
    give(two, "bo-krag")
    place = Workspace(two)
    place.update(place.answers_file(JONAS), {("person", "lang"): "da"})
    more = '\n[languages.da.organiser]\nintroduction = "Jeg er Bo Krag, bibliotekar."\n'
    write(two, text=BO + more)
    found = Preparation.open(place, "da", place.person(JONAS)).walk.answers
    assert found["organiser.introduction"] == "Jeg er Bo Krag, bibliotekar."
    assert found["organiser.email"] == "bo.krag@example.org"
    assert "organiser.motivation" not in found


# What is wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["mail", "pitch", "prepare"])
@pytest.mark.parametrize("owner", ["bo", "../people/x", "BO-KRAG"])
def test_an_owner_nobody_knows_is_named(two, capfd, command, owner):
    """The file, who is there, and what to write; nobody's name is put in the place of theirs."""
    give(two, owner)
    more = {"mail": ["--as", "bo-krag"], "prepare": ["--no-input"]}.get(command, [])
    code, out, err = told(capfd, two, command, JONAS, *more)
    assert (code, out) == (1, "")
    assert f"people/{JONAS}/answers.toml" in err and f"“{owner}”" in err
    assert "maja-holm, bo-krag" in err
    assert ("organisers/bo.toml back" in err) == (owner == "bo") and "/x.toml" not in err


@pytest.mark.parametrize(
    "command",
    [
        ("mail", JONAS, "--as", "maja-holm"),
        ("mail", "--all", "--as", "maja-holm", "--format", "mbox"),
        ("check",),
        ("check", JONAS),
        ("status",),
        ("status", "--due"),
        ("today", "--no-input"),
        ("log", JONAS, "talked", "--as", "maja-holm"),
    ],
)
def test_an_owner_nobody_knows_is_a_damaged_record_everywhere(two, capfd, command):
    """One exit code, and the way out each time."""
    give(two, "eva-lund")
    code, _out, err = told(capfd, two, *command)
    assert code == 1 and "organisers/eva-lund.toml back" in err
    assert "“owner”: maja-holm, bo-krag" in err


def test_an_owner_nobody_knows_is_named_once_for_all_their_people(two, capfd):
    """As is a damaged file of an organiser."""
    for slug in (JONAS, "signe-bro"):
        give(two, "eva-lund", slug)
    err = told(capfd, two, "status")[2]
    assert err.count("“eva-lund”") == 1 and JONAS in err and "signe-bro" in err
    for slug in (JONAS, "signe-bro"):
        give(two, "bo-krag", slug)
    write(two, text="[organiser\n")
    assert told(capfd, two, "status")[2].count("organisers/bo-krag.toml") == 1


@pytest.mark.parametrize(("lang", "said"), [("en", "Put the folder back"), ("da", "Læg mappen tilbage")])
@pytest.mark.parametrize("command", [("status",), ("today", "--no-input")])
def test_organisers_who_are_all_gone_are_told_of_once(net, capfd, command, lang, said):
    """Whose people there are, and what can be done."""
    language.activate(lang)
    for slug, owner in ((JONAS, "bo-krag"), ("signe-bro", "eva-lund")):
        give(net, owner, slug)
    code, _out, err = told(capfd, net, *command)
    assert code == 1 and len(err.splitlines()) == 1
    assert said in err and f"{JONAS}, signe-bro" in err


def test_an_owner_nobody_knows_stops_that_person_only(two, capfd):
    """Status names them, and shows everybody else."""
    give(two, "nobody")
    give(two, "bo-krag", "signe-bro")
    code, out, err = told(capfd, two, "status")
    assert code == 1 and "“nobody”" in err and "signe-bro" in out


@pytest.mark.parametrize("sits", ["bo-krag", "maja-holm"])
def test_a_person_whose_owner_nobody_knows_can_be_taken_over(two, capfd, sits):
    """By anybody; the log says from whom, and nothing that is left stops them."""
    give(two, "eva-lund")
    code, _out, err = told(capfd, two, "prepare", JONAS, "--take-over", "--no-input", "--as", sits)
    assert code == 0, err
    assert answers(two)["person"].get("owner", "maja-holm") == sits
    entry = answers(two)["contact_log"][-1]
    assert (entry["by"], entry["note"]) == (sits, "Taken over from eva-lund.")
    assert told(capfd, two, "status")[0] == 0


@pytest.mark.parametrize("sits", ["bo-krag", "maja-holm"])
@pytest.mark.parametrize("named", [True, False])
def test_the_wizard_takes_over_from_an_owner_nobody_knows(two, sits, named):
    """Named or chosen; what may be true of the one before alone is asked again."""
    for slug in (JONAS, "signe-bro"):
        give(two, "eva-lund", slug)
    order = Order(JONAS if named else None, sits=sits, take_over=True)
    desk = PreparationDesk(take_up(Workspace(two), order))
    desk.front = ScriptedFront(*([] if named else [JONAS]))
    desk.begin()
    assert "belonged to eva-lund, and belongs to you now." in desk.front.said
    assert answers(two)["person"].get("owner", "maja-holm") == sits
    assert "person.met" in answers(two)["unfinished"]
    assert answers(two, "signe-bro")["person"]["owner"] == "eva-lund"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Maja Holm organises alone here: there is nobody to take Jonas Østergård over from."),
        ("da", "Maja Holm er alene om at organisere her: der er ingen at overtage Jonas Østergård fra."),
    ],
)
@pytest.mark.parametrize("more", [(), ("--set", "person.role=baker"), ("--as", "maja-holm")])
def test_from_oneself_nobody_is_taken_over(net, capfd, lang, said, more):
    """Where one organises; nothing is written."""
    language.activate(lang)
    before = {file: file.read_bytes() for file in net.rglob("*") if file.is_file()}
    code, _out, err = told(capfd, net, "prepare", JONAS, "--take-over", "--no-input", *more)
    assert code == 2 and said in " ".join(err.split()), err
    assert {file: file.read_bytes() for file in net.rglob("*") if file.is_file()} == before


def test_whoever_is_new_takes_over_from_the_only_one(net, capfd):
    """There are two then."""
    own = ("--set", "organiser.introduction=I am Bo.", "--set", "organiser.email=bo@example.org")
    words = ("prepare", JONAS, "--take-over", "--no-input", "--as", "Bo Krag", *own)
    told(capfd, net, *words, "--set", "organiser.motivation=It matters to me.")
    assert answers(net)["person"]["owner"] == "bo-krag"


def test_it_can_be_where_one_organises_too(net, capfd):
    """Whoever else there was has gone."""
    give(net, "eva-lund")
    assert f"prepare {JONAS} --take-over" in told(capfd, net, "mail", JONAS)[2]
    assert told(capfd, net, "prepare", JONAS, "--take-over", "--no-input")[0] == 0
    assert "owner" not in answers(net)["person"]
    assert told(capfd, net, "mail", JONAS)[0] == 0


def test_a_folder_that_cannot_be_listed_is_not_empty(two, capfd, monkeypatch):
    """Nobody is written to in the first one's name for that; root may list everything, so it is refused
    here."""
    listed = os.listdir

    def refuse(folder="."):
        if str(folder).endswith("organisers"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        return listed(folder)

    give(two, "bo-krag")
    monkeypatch.setattr(os, "listdir", refuse)
    for words in (("mail", JONAS), ("status",), ("prepare", JONAS, "--no-input")):
        code, out, err = told(capfd, two, *words)
        assert (code, out) == (1, "") and "organisers cannot be read" in err


def test_an_owner_without_a_file_is_named_where_there_is_one_organiser_too(net, capfd):
    """A merge that lost the file does not write in the first one's name."""
    give(net, "bo-krag")
    code, out, err = told(capfd, net, "mail", JONAS)
    assert (code, out) == (1, "") and "“bo-krag”" in err


def test_two_of_one_name_are_named(two, capfd):
    """Whose name it is nobody could tell."""
    write(two, "maja-holm")
    give(two, "maja-holm")
    code, out, err = told(capfd, two, "mail", JONAS, "--as", "bo-krag")
    assert (code, out) == (1, "")
    assert "organisers/maja-holm.toml" in err and "network.toml" in err


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n" + BO, "", 'organiser = "Bo"\n', "schema = 99\n"])
def test_a_damaged_file_concerns_its_own_people(two, capfd, text):
    """The file is named; whoever belongs to others is written to."""
    mail(capfd, two)
    write(two, text=text)
    assert mail(capfd, two)["From"].startswith("Maja Holm")
    give(two, "bo-krag")
    code, out, err = told(capfd, two, "mail", JONAS, "--as", "maja-holm")
    assert (code, out) == (1, "") and "organisers/bo-krag.toml" in err


def test_a_link_out_of_the_workspace_is_nobody(two, tmp_path, capfd):
    """What lies elsewhere on this computer is not read."""
    give(two, "bo-krag")
    file = two / "organisers" / "bo-krag.toml"
    file.rename(tmp_path / "elsewhere.toml")
    file.symlink_to(tmp_path / "elsewhere.toml")
    assert told(capfd, two, "mail", JONAS, "--as", "maja-holm")[0] == 1


# Told ---------------------------------------------------------------------------------------------


def owners(capfd, net):
    _code, out, _err = told(capfd, net, "status", "--json")
    return {one["id"]: one["owner"] for one in json.loads(out)["people"]}


def test_programs_read_whose_everyone_is(two, capfd):
    """The first one is named as the others are."""
    give(two, "bo-krag", "signe-bro")
    assert owners(capfd, two) == {JONAS: "maja-holm", "signe-bro": "bo-krag"}
    assert owners(capfd, two) == {JONAS: "maja-holm", "signe-bro": "bo-krag"}


def test_with_one_organiser_nobody_has_an_owner(net, capfd):
    """It is as it was."""
    give(net, "maja-holm")
    assert set(owners(capfd, net).values()) == {None}


def test_the_index_knows_that_an_organiser_has_changed(two, capfd):
    """Whether somebody is prepared to the end hangs on what the owner has said."""

    def state():
        return json.loads(told(capfd, two, "status", "--json")[1])["people"][0]["state"]

    give(two, "bo-krag")
    assert state() == "ready"
    write(two, text=re.sub("introduction.*\n", "", BO))
    assert state() == "thinking"


def test_check_knows_whose_address_is_the_owners(two, capfd, monkeypatch):
    """A mail of Bo Krag's to Bo Krag goes to nobody else."""
    setting = "--set=person.email=bo.krag@example.org"
    monkeypatch.setenv("NETINVITE_AS", "maja-holm")
    assert told(capfd, two, "prepare", JONAS, "--no-input", setting)[0] == 0
    mail(capfd, two)
    assert "to you yourself" not in told(capfd, two, "check", JONAS)[1]
    give(two, "bo-krag")
    mail(capfd, two)
    assert "to you yourself" in told(capfd, two, "check", JONAS)[1]


# What each recorded -------------------------------------------------------------------------------


def test_files_that_are_an_organisers(two):
    """With the name of a copy or without; what a synced drive or an editor leaves beside them is none."""
    folder = Workspace(two).folder(JONAS) / "log"
    folder.mkdir()
    names = ["bo-krag.3f9a2c.toml", "bo-krag.toml", "maja-holm.toml"]
    others = [
        "bo-krag (1).toml",
        "bo-krag.a.b.toml",
        "bo-krag.toml.bak",
        "Bo.toml",
        ".x.toml",
        "toml",
        "a-.toml",
    ]
    for name in (*names, *others):
        (folder / name).write_text("schema = 2\n", encoding="utf-8")
    assert [file.name for file in logfiles.of_each(Workspace(two), JONAS)] == names
    assert [file.name for file in logfiles.of_one(Workspace(two), JONAS, "bo-krag")] == names[:2]


def test_conversations_are_in_the_order_in_which_they_were_noted(two):
    """Of whichever file; one of which that is not known stays behind the one that it stands after, and of one
    file they stay as they stand."""

    def talk(name, at=""):
        return f'[[conversation]]\nnext = "{name}"\n' + (f'recorded-at = "2026-11-{at}"\n' if at else "")

    place = Workspace(two)
    file, folder = place.answers_file(JONAS), place.folder(JONAS) / "log"
    before = file.read_text("utf-8")
    folder.mkdir()
    file.write_text(before + talk("a") + talk("c", "20 10:00") + talk("d"), encoding="utf-8")
    (folder / "bo-krag.toml").write_text(talk("b", "19 10:00") + talk("f", "21 10:00"), encoding="utf-8")
    (folder / "maja-holm.toml").write_text(talk("e", "20 10:00") + talk("g", "21 10:00"), encoding="utf-8")

    def order():
        return "".join(one["next"] for one in logs.read(place, JONAS, place.read(file)).talks)

    assert order() == "abcdefg"
    for own in folder.iterdir():
        own.unlink()
    file.write_text(before + talk("b", "20 10:00") + talk("a", "19 10:00"), encoding="utf-8")
    assert order() == "ba"


CALLED = "Hello Jonas. I am {name}. We met in March. Is this a good moment? It will take five minutes."


@pytest.fixture
def called(net, capfd):
    """Jonas is to be called, with the first words that were proposed for Maja."""
    given = ("contact.way=call", "person.met=We met in March.")
    settings = [word for one in given for word in ("--set", one)]
    assert told(capfd, net, "prepare", JONAS, "--no-input", *settings)[0] == 0
    opening = answers(net)["contact"]["opening"]
    assert opening.startswith("Hello Jonas. I am Maja Holm, ") and "We met in March." in opening
    return net


def test_what_was_proposed_to_be_said_first_follows_whoever_begins_to_organise(called, capfd):
    """Who says at once who they are, and took the person over with the same command."""
    mine = ("organiser.introduction=I am Bo Krag.", "organiser.motivation=It matters to me because I read.")
    settings = [word for one in mine for word in ("--set", one)]
    taking = ("prepare", JONAS, "--take-over", "--no-input", "--as", "Bo Krag")
    code, _out, err = told(capfd, called, *taking, *settings)
    assert code == 0 and f"- contact.opening: {CALLED.format(name='Bo Krag')}" in err
    pitch = (called / "people" / JONAS / "pitch.md").read_text("utf-8")
    assert pitch.startswith(CALLED.format(name="Bo Krag"))


def test_what_was_proposed_to_be_said_first_follows_what_is_answered_again(called):
    """Where they met is another's to say; first words of one's own wait in their field."""
    write(called)
    desk = PreparationDesk(take_up(Workspace(called), Order(JONAS, sits="bo-krag", take_over=True)))
    desk.front = ScriptedFront()
    desk.begin()
    preparation = desk.preparation
    assert "contact.opening" not in preparation.unfinished
    preparation.put({"person.relation": "heard"})
    opening = preparation.walk.rendered()["contact.opening"]
    assert opening.startswith("Hello Jonas. I am Bo Krag") and "We met" not in opening
