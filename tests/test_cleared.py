"""``mail --all`` remembers which emails may go as they lie there; nothing that has changed goes by it."""

from __future__ import annotations

import json
import os

import pytest
from readyexample import EXAMPLE

from netinvite.app import cleared, people
from netinvite.cli import app
from netinvite.privacy.forget import forget, plan_forget
from netinvite.store import drafts
from netinvite.store.inventory import INDEX
from netinvite.store.workspace import Workspace

ASE, BO = "aase-lund", "bo-bro"
OTHER = 'schema = 2\n[organiser]\nname = "Bo Krag"\nemail = "bo.krag@example.org"\n'


def run(*arguments):
    return app.run([str(argument) for argument in arguments])


def two_people(folder):
    for name, email in (("Åse Lund", "aase"), ("Bo Bro", "bo")):
        first = name.partition(" ")[0]
        who = {"name": name, "email": f"{email}@example.org", "greeting": f"Dear {first},"}
        given = [f"--set=person.{key}={value}" for key, value in who.items()]
        assert run("prepare", "-w", folder, "--lang", "en", "--answers", EXAMPLE, "--no-input", *given) == 0


@pytest.fixture
def net(once, capfd):
    """Two who are ready, and a round that found that their emails may go."""
    folder = once(two_people)
    everyones(folder, capfd)
    assert known(folder).keys() == {ASE, BO}
    return folder


def everyones(folder, capfd):
    """Exit code, emails and what is told of a round."""
    capfd.readouterr()
    code = run("mail", "--all", "--format", "mbox", "-w", folder)
    return code, *capfd.readouterr()


def known(folder):
    return json.loads((folder / "people" / INDEX).read_bytes())["people"]


def put(path, more):
    def change(folder):
        with (folder / path).open("a", encoding="utf-8") as stream:
            stream.write(more)

    return change


def edit(folder):
    """As long as before, and of the same moment."""
    file = folder / "people" / ASE / "invitation.txt"
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("night", "NIGHT"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def join(folder):
    (folder / "organisers").mkdir()
    (folder / "organisers" / "bo-krag.toml").write_text(OTHER, encoding="utf-8")


def link(folder):
    """Out of the workspace."""
    file = folder / "people" / ASE / "invitation.txt"
    outside = folder.parent / "outside.txt"
    outside.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(outside)


def times(said):
    """Prepared anew, and gone in a round."""

    def change(folder):
        given = ("--no-input", f"--set=contact.times={said}")
        assert run("prepare", ASE, "-w", folder, "--lang", "en", *given) == 0
        assert run("mail", "--all", "--format", "mbox", "-w", folder) == 0

    return change


CHANGES = {
    "an edited email": edit,
    "git's marks": put(f"people/{ASE}/invitation.txt", "<<<<<<< HEAD\none\n=======\nother\n>>>>>>> x\n"),
    "answers": put(f"people/{ASE}/answers.toml", '[contact_log_of_before]\nx = "y"\n'),
    "sent meanwhile": lambda folder: run("mail", ASE, "-w", folder, "--sent"),
    "recorded by another": lambda folder: (
        (folder / "people" / ASE / "log").mkdir(),
        put(f"people/{ASE}/log/bo.toml", 'contact_log = [{ when = "2026-11-20", what = "sent" }]\n')(folder),
    ),
    "the network's answers": put("network.toml", '\n[check]\nx = "y"\n'),
    "a text to be looked at": put(f"people/{ASE}/.drafts", "unseen invitation.txt\n"),
    "seen by another": put(f"people/{ASE}/.drafts", f"seen invitation.txt bo-krag {'0' * 64} {'1' * 64}\n"),
    "notes of before": put(f"people/{ASE}/.drafts.json", "{}"),
    "somebody who organises too": join,
    "a link": link,
    "other times": times("Wednesday 2 December at 9:00; Thursday 3 December at 9:00"),
    "times that overlap": times("Tuesday 1 December at 10:10; Thursday 3 December at 9:00"),
    "times that only touch": times("Tuesday 1 December at 10:20; Thursday 3 December at 14:10"),
    "nothing known here of the texts": lambda folder: (folder / "people" / ASE / INDEX).unlink(),
    "somebody gone": lambda folder: (folder / "people" / ASE / "answers.toml").unlink(),
}


@pytest.mark.sampled(5)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_looked_at(net, capfd, change):
    """What goes, and what is told, is what it would be with nothing remembered."""
    change(net)
    found = everyones(net, capfd)
    (net / "people" / INDEX).unlink()
    assert everyones(net, capfd) == found


def test_what_is_the_same_is_not_looked_at(net, capfd, monkeypatch):
    """And goes byte by byte as before."""
    (net / "people" / INDEX).unlink()
    before = everyones(net, capfd)
    assert "The same time is offered to several people: " in before[2]
    monkeypatch.setattr(drafts.Looks, "look", lambda *_given: pytest.fail("looked at again"))
    monkeypatch.setattr(people, "read", lambda *_given: pytest.fail("read again"))
    assert everyones(net, capfd) == before


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"{}", b'{"form": 3, "made_of": {"en": 3}, "people": {"x": 1}}']
)
def test_a_damaged_index_is_made_anew(net, capfd, damage):
    """As one is that is not there, and one whose entries are none; it is told of."""
    before = everyones(net, capfd)
    (net / "people" / INDEX).write_bytes(damage)
    code, mails, told = everyones(net, capfd)
    assert (code, mails) == before[:2] and known(net).keys() == {ASE, BO}
    assert ("it is made anew." in " ".join(told.split())) is (b"form" not in damage)
    assert everyones(net, capfd) == before
    data = json.loads((net / "people" / INDEX).read_bytes())
    (net / "people" / INDEX).write_text(json.dumps({**data, "people": {ASE: 3, BO: "x y"}}), encoding="utf-8")
    assert everyones(net, capfd) == before and known(net).keys() == {ASE, BO}


@pytest.mark.parametrize("minutes", ["", "x", "-"])
def test_times_that_cannot_be_read_are_looked_for(net, capfd, minutes):
    before = everyones(net, capfd)
    data = json.loads((net / "people" / INDEX).read_bytes())
    kept = {slug: entry.replace(" 20,", f" {minutes},") for slug, entry in data["people"].items()}
    assert kept != data["people"]
    (net / "people" / INDEX).write_text(json.dumps({**data, "people": kept}), encoding="utf-8")
    assert everyones(net, capfd) == before


def test_one_of_another_version_is_made_anew(net, capfd, monkeypatch):
    """Whatever it says; it is told of."""
    before = everyones(net, capfd)
    monkeypatch.setattr(cleared, "FORM", cleared.FORM + 1)
    monkeypatch.setattr(cleared.Cleared, "_digest", lambda *_given: "of another kind")
    code, mails, told = everyones(net, capfd)
    assert (code, mails) == before[:2] and "another version of netinvite" in told.replace("\n", " ")
    assert {text.partition(" ")[2] for text in known(net).values()} == {"of another kind"}


def test_what_the_rules_find_in_time_is_found(net, capfd, monkeypatch):
    """The times that an email proposes go by."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-24T12:00")
    code, out, err = everyones(net, capfd)
    assert (code, out) == (1, "") and "gone by" in err


def test_whoever_is_forgotten_stands_there_no_more(net, capfd):
    """Nor is made anew by the next round."""
    place = Workspace(net)
    assert ASE in (net / "people" / INDEX).read_text("utf-8")
    forget(place, plan_forget(place, place.person(ASE)))
    assert not (net / "people" / INDEX).exists()
    assert everyones(net, capfd)[0] == 0 and known(net).keys() == {BO}


def test_only_the_ready_ones_without_more_are_remembered(net, capfd):
    """Files that go along, states and needs are looked at each time."""
    (net / "people" / INDEX).unlink()
    for more in (("--invite",), ("--state", "ready")):
        assert run("mail", "--all", "--format", "mbox", "-w", net, *more) == 0
        assert not (net / "people" / INDEX).exists()
