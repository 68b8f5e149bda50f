"""The notes that the program itself makes of a person who was taken over have a key of their own."""

from __future__ import annotations

import json

import pytest
from organisers import BO, JONAS, answers, told, write

from netinvite import language
from netinvite.app import belonging, team
from netinvite.cli import app
from netinvite.model.contacts import Entry
from netinvite.store.workspace import Workspace

BOS = ("--as", "bo-krag")


@pytest.fixture
def two(net):
    """Jonas was Maja Holm's, and is Bo Krag's."""
    write(net, text=BO.replace("phone", 'moment = ""\nphone'))
    assert app.run(["prepare", JONAS, "--take-over", "--no-input", *BOS, "-w", str(net)]) == 0
    return net


def reworded(net, note, **more):
    """The note as another version, or a language that is not here, would have it; what else it says."""
    place = Workspace(net)
    files = [place.answers_file(JONAS), *place.folder(JONAS).glob("log/*")]
    (file,) = [one for one in files if "contact_log" in one.read_text("utf-8")]
    keys = {("contact_log", 0, "note"): note, **{("contact_log", 0, key): text for key, text in more.items()}}
    place.update(file, keys)
    return place


def test_it_is_known_by_its_key(two, capfd):
    """In whatever words: it is not taken back, and is told in the language of whoever reads."""
    assert answers(two)["contact_log"][0]["taken_over_from"] == "Maja Holm"
    place = reworded(two, "Von Maja Holm übernommen.")
    assert belonging.owner_before(place, JONAS) == "Maja Holm"
    code, _out, err = told(capfd, two, "log", JONAS, "--undo", *BOS)
    assert code == 2 and "could be taken back" in err
    assert team.note_of(Entry("", note="Von x.", taken_from="x")) == "Taken over from x."
    language.activate("da")
    assert team.note_of(Entry("", note="Von x.", name_of="someone")) == "Forberedt videre på vegne af nogen."


def test_one_of_before_is_known_by_its_sentence(two, capfd):
    """Without the key."""
    place = reworded(two, "Overtaget fra Maja Holm.", taken_over_from="")
    assert belonging.owner_before(place, JONAS) == "Maja Holm"
    assert told(capfd, two, "log", JONAS, "--undo", *BOS)[0] == 2


def test_a_name_goes_out_of_the_key_too(two, capfd):
    """With whoever leaves."""
    words = ("forget", "--organiser", "maja", "--to", "bo", "--yes", "--confirm", "Maja Holm")
    assert told(capfd, two, *words)[0] == 0
    assert "Maja" not in json.dumps(answers(two)["contact_log"])
    assert answers(two)["contact_log"][0]["taken_over_from"] == "someone"
