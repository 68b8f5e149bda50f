"""Each organiser's own people: in today, status and check; the network's needs are everybody's."""

from __future__ import annotations

import json
import re

import pytest
from organisers import BO, JONAS, answers, give, told, write
from readyexample import EXAMPLE
from scriptedfront import ScriptedFront

from netinvite import language
from netinvite.app.prepare import Order, take_up_interview
from netinvite.cli import app
from netinvite.model import keys
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Back
from netinvite.wizard.interview import open_desk
from netinvite.wizard.today import TodayDesk

SIGRID = "sigrid-lund"
BOS = ("--mine", "--as", "bo-krag")


def made(net):
    """Jonas belongs to Maja Holm, Sigrid to Bo Krag; both are ready for long."""
    more = ("--set", "person.name=Sigrid Lund", "--set", "person.email=sigrid@example.org")
    first = ("prepare", "--no-input", "--answers", EXAMPLE, "-w", str(net))
    assert app.run([*first]) == 0 and app.run([*first, "--new", *more]) == 0
    write(net)
    give(net, "bo-krag", SIGRID)


@pytest.fixture
def two(once, monkeypatch):
    net = once(made)
    monkeypatch.setenv("PATH", "/nowhere")
    return net


@pytest.mark.parametrize("command", ["status", "today"])
@pytest.mark.parametrize(("words", "who"), [(BOS, {SIGRID}), (("--mine", "--as", "maja"), {JONAS})])
def test_ones_own_in_json(two, monkeypatch, capfd, command, words, who):
    """Nobody else's."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-30T12:00")
    code, out, err = told(capfd, two, command, "--json", *words)
    assert code == 0, err
    found = json.loads(out)
    assert {one["id"] for one in found["people" if command == "status" else "due"]} == who


def test_without_it_everyone_is_there_with_an_owner(two, monkeypatch, capfd):
    """Programs see whose each is."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-30T12:00")
    found = json.loads(told(capfd, two, "today", "--json")[1])["due"]
    assert {one["id"]: one["owner"] for one in found} == {JONAS: "maja-holm", SIGRID: "bo-krag"}


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("command", [("today", "--no-input"), ("status", "--due")])
def test_what_another_did_is_told_with_their_name(two, monkeypatch, capfd, command, lang):
    """By whoever looks; where nobody has said who that is, of both."""
    assert app.run(["log", "sigrid", "no-answer", "--as", "maja", "-w", str(two)]) == 0
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-20T12:00")
    named, you = {"en": ("Maja Holm called on", "You called"), "da": ("Maja Holm ringede", "Du ringede")}[
        lang
    ]
    language.activate(lang)
    for sits, said, unsaid in (("bo-krag", named, you), ("maja-holm", you, named), ("", named, you)):
        words = [*command, *(["--as", sits] if sits else [])]
        out = told(capfd, two, *words)[1]
        assert said in out and unsaid not in out


def test_programs_read_who_did_it(two, monkeypatch, capfd):
    """In today and status; null where nobody has done anything yet."""
    assert app.run(["log", "sigrid", "no-answer", "--as", "maja", "-w", str(two)]) == 0
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-20T12:00")
    for command, list_ in (("today", "due"), ("status", "people")):
        found = json.loads(told(capfd, two, command, "--json")[1])[list_]
        assert {one["id"]: one["by"] for one in found} == {JONAS: None, SIGRID: "maja-holm"}


def test_programs_read_one_word_for_whoever_has_left(two, monkeypatch, capfd):
    """Also where a log of before has it in the language of then."""
    place = Workspace(two)
    entry = {"when": "2026-11-24", "what": "no-answer", "how": "call", "by": "nogen"}
    place.update(place.answers_file(SIGRID), {("contact_log", 0, key): text for key, text in entry.items()})
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-20T12:00")
    found = json.loads(told(capfd, two, "today", "--json")[1])["due"]
    assert {one["id"]: one["by"] for one in found}[SIGRID] == "someone"


def test_the_list_says_whose_everyone_is(two, capfd):
    """In a column of its own, only where several organise."""
    out = told(capfd, two, "status")[1]
    assert "With" in out and "Bo Krag" in out and "Maja Holm" in out and "bo-krag" not in out
    (two / "organisers" / "bo-krag.toml").unlink()
    give(two, "", SIGRID)
    out = told(capfd, two, "status")[1]
    assert "With" not in out and "Maja Holm" not in out


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_whole_list_says_it_too(two, monkeypatch, capfd, columns):
    """On a narrow screen below the name."""
    monkeypatch.setenv("COLUMNS", columns)
    assert "Bo Krag" in told(capfd, two, "status", "--long")[1]


def test_the_list_at_the_desk_says_whose_they_are(two, monkeypatch):
    """Before one has chosen somebody; of one's own nothing is said."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-20T12:00")
    place = Workspace(two)
    place.by = "bo-krag"
    desk = TodayDesk(place, str, str)
    labels = []

    class Front(ScriptedFront):
        def ask(self, asked):
            labels.extend(choice.label.partition(":")[0] for choice in asked.choices)
            return super().ask(asked)

    desk.front = Front(Back())
    desk.begin()
    desk.walk()
    assert sorted(labels) == ["Jonas Østergård, with Maja Holm", "Sigrid Lund"]


def test_on_the_screen_ones_own_alone(two, capfd):
    """A line each, and nothing of the others."""
    out = told(capfd, two, "status", *BOS)[1]
    assert "Sigrid" in out and "Jonas" not in out


def test_needs_are_everybodys(two, capfd):
    """What the network lacks is shown to each."""
    mine, all_ = (told(capfd, two, "today", "--no-input", *words)[1] for words in (BOS, ()))
    part = mine.partition("Not covered yet")[2]
    assert part and part == all_.partition("Not covered yet")[2]


def test_check_looks_at_ones_own(two, capfd):
    """Also at what is said of oneself."""
    for slug in (JONAS, SIGRID):
        file = two / "people" / slug / "invitation.txt"
        file.write_text("To: x@example.org\nSubject: Hello\n\nCome.\n", encoding="utf-8")
    _code, out, _err = told(capfd, two, "check", *BOS)
    assert SIGRID in out and JONAS not in out


def test_check_looks_at_what_each_organiser_says(two, capfd):
    """A sentence that does not hang together is found in its own file."""
    write(two, text=BO.replace("It matters to me because the library", "because the library"))
    _code, out, _err = told(capfd, two, "check")
    assert re.search(r"organisers/bo-krag\.toml:6:1: S001", out), out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BO, "two organisers are called Bo Krag; give one of them another name"),
        (BO.replace("Bo Krag", "Bo Lund"), "two organisers have the same address, bo.krag@example.org; give"),
    ],
)
def test_check_names_what_two_organisers_share(two, capfd, text, said):
    """With both files."""
    write(two, "bo-lund", text)
    code, _out, err = told(capfd, two, "check")
    assert code == 1 and "bo-krag.toml" in err and "bo-lund.toml" in err
    assert said in err


def test_it_needs_to_know_who_it_is(two, capfd):
    """Else --as is named."""
    for command in ("today", "status", "check"):
        code, out, err = told(capfd, two, command, "--mine")
        assert (code, out) == (2, "") and "--as" in err


def test_where_one_organises_everyone_is_ones_own(net, capfd):
    """Nothing is asked."""
    assert [one["id"] for one in json.loads(told(capfd, net, "status", "--json", "--mine")[1])["people"]] == [
        JONAS
    ]
    assert told(capfd, net, "check", "--mine")[0] == 0


def test_one_name_and_mine_do_not_go_together(two, capfd):
    """Whoever is named is looked at whoever they belong to."""
    assert told(capfd, two, "check", JONAS, *BOS)[0] == 2


# What to do next ----------------------------------------------------------------------------------


@pytest.mark.sampled(3)
@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("way", ["mail", "call"])
@pytest.mark.parametrize("words", [("no-answer",), ("--note", "On holiday"), ("bounced",)])
def test_nobody_is_advised_to_write_in_anothers_name(two, capfd, words, way, lang):
    """What would end with exit code 2; the one to whom the person belongs is."""
    place = Workspace(two)
    place.update(place.answers_file(JONAS), {("contact", "way"): way})
    language.activate(lang)
    told(capfd, two, "pitch", JONAS, "--as", "maja-holm")
    code, out, err = told(capfd, two, "log", JONAS, *words, "--as", "bo-krag")
    assert code == 0 and "netinvite log" in err and "netinvite mail" not in out + err
    assert not re.search(r"prepare \S+ --no-input", err)


def test_whoever_they_belong_to_is_advised_to_write(two, capfd):
    """As ever."""
    assert "netinvite mail" in told(capfd, two, "log", JONAS, "no-answer", "--as", "maja-holm")[2]


def test_several_attempts_of_several_people_are_not_all_ones_own(two, monkeypatch, capfd):
    """It is said of all of them together."""
    for day, who in (("26", "maja-holm"), ("27", "maja-holm"), ("28", "bo-krag")):
        monkeypatch.setenv("NETINVITE_NOW", f"2026-11-{day}T12:00")
        err = told(capfd, two, "log", SIGRID, "no-answer", "--as", who)[2]
    assert "There have been several attempts: another way may reach Sigrid Lund better." in err


def test_today_proposes_ones_own_people(two, monkeypatch, capfd):
    """Where nobody is due: nobody is told to write in another's name."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-26T12:00")
    for sits, slug in (("bo-krag", SIGRID), ("maja-holm", JONAS)):
        out = told(capfd, two, "today", "--no-input", "--as", sits)[1]
        assert f"netinvite mail {slug}" in out


# Another's thoughts -------------------------------------------------------------------------------

THOUGHTS = {
    "en": "Jonas Østergård belongs to Maja Holm, and so do the private thoughts here.",
    "da": "Jonas Østergård hører til Maja Holm, og det gør de private tanker her også.",
}


@pytest.mark.parametrize("lang", ["en", "da"])
def test_whoever_reads_anothers_thoughts_is_told_whose_they_are(two, capfd, lang):
    """With the conversation guide, beside it; nothing is said of one's own, or in a network of one."""
    language.activate(lang)
    guide = ("interview", JONAS, "--guide")
    for sits, said in (("bo-krag", True), ("", True), ("maja-holm", False)):
        code, out, err = told(capfd, two, *guide, *(["--as", sits] if sits else []))
        assert code == 0 and out.startswith("#") and (THOUGHTS[lang] in err) == said
        assert THOUGHTS[lang] not in out
    (two / "organisers" / "bo-krag.toml").unlink()
    assert told(capfd, two, *guide)[2] == ""


@pytest.mark.parametrize("lang", ["en", "da"])
def test_the_desk_says_whose_they_are(two, lang):
    """Before it shows what was taken for granted."""
    language.activate(lang)
    place = Workspace(two)
    for by, said in (("bo-krag", True), ("maja-holm", False), ("", True)):
        place.by = by
        opened = take_up_interview(place, Order(JONAS), last=False)
        language.activate(lang)
        desk = open_desk(opened.interview, opened.answers)
        desk.front = ScriptedFront()
        desk.begin()
        assert (THOUGHTS[lang] in desk.front.said) == said


def test_a_key_of_today_says_whose_person_it_was_recorded_for(two, monkeypatch):
    """As log does."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-20T12:00")
    place = Workspace(two)
    place.by = "bo-krag"
    desk = TodayDesk(place, str, str)
    desk.front = ScriptedFront(JONAS, "done", "done", Back())
    desk.begin()
    desk.walk()
    said = desk.front.said
    assert "Recorded. Jonas Østergård belongs to Maja Holm, and you are Bo Krag. It is recorded" in said
    assert said.count("belongs to") == 1


@pytest.mark.parametrize("lang", ["en", "da"])
def test_whoever_may_not_write_has_not_sent_it(two, monkeypatch, capfd, lang):
    """``mail --sent``, ``log sent`` and the key of ``today`` say the same, and record nothing."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-30T12:00")
    before, maja = answers(two, SIGRID), ("--as", "maja")
    monkeypatch.setenv("NETINVITE_LANG", lang)
    language.activate(lang)
    commands = ("mail", SIGRID, "--sent"), ("log", SIGRID, "sent"), ("log", SIGRID, "Sent", "--how", "post")
    found = [told(capfd, two, *words, *maja) for words in commands]
    assert [code for code, _out, _err in found] == [2, 2, 2]
    first, *others = [err for _code, _out, err in found]
    assert "--take-over" in first and others == [first, first]
    place = Workspace(two)
    place.by = "maja-holm"
    desk = TodayDesk(place, str, str)
    desk.front = ScriptedFront(SIGRID, "mail", "sent", Back(""), Back(""))
    desk.run()
    assert " ".join(first.split()) in desk.front.said
    assert answers(two, SIGRID) == before
    assert told(capfd, two, "log", SIGRID, "sent", "--as", "bo-krag")[0] == 0


@pytest.mark.parametrize("command", [("today", "--no-input"), ("status",), ("status", "--long")])
@pytest.mark.parametrize(("sits", "is_shown"), [("maja-holm", True), ("bo-krag", False), ("", False)])
def test_whom_another_thought_of_is_named_to_nobody_else(two, monkeypatch, capfd, command, sits, is_shown):
    """A private thought, in the very words of whoever had it; where nobody has said who reads, to nobody."""
    place = Workspace(two)
    thought = {("reflection", "alternative"): "Helle Friis, but she gossips"}
    place.update(place.answers_file(JONAS), {**thought, keys.COVERS.path: ["a second need"]})
    place.update(place.network_file, {("network", "needs"): [{"name": "a second need", "kind": "skill"}]})
    place.update(place.answers_file(JONAS), {("conversation", 0, "outcome"): "declines"})
    monkeypatch.setenv("COLUMNS", "200")
    out = told(capfd, two, *command, *(["--as", sits] if sits else []))[1]
    assert "a second need: nobody yet" in out
    assert ("ask Helle Friis, but she gossips" in out) is is_shown


@pytest.mark.parametrize(("by", "is_shown"), [("maja-holm", True), ("bo-krag", False)])
def test_nor_is_what_was_noted_by_one_who_had_the_person_before(two, capfd, by, is_shown):
    """Whoever has the person now reads no more than their own."""
    place = Workspace(two)
    thought = {("reflection", "alternative"): "Helle Friis", ("noted_by", "reflection.alternative"): by}
    place.update(place.answers_file(JONAS), {**thought, keys.COVERS.path: ["a second need"]})
    place.update(place.network_file, {("network", "needs"): [{"name": "a second need", "kind": "skill"}]})
    place.update(place.answers_file(JONAS), {("conversation", 0, "outcome"): "declines"})
    assert ("ask Helle Friis" in told(capfd, two, "status", "--as", "maja-holm")[1]) is is_shown
    for file in (two / "organisers").iterdir():
        file.unlink()
    give(two, "", SIGRID)
    assert ("ask Helle Friis" in told(capfd, two, "status")[1]) is is_shown
