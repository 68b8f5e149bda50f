"""Several things in a line: a comma in one of them is never taken for one that parts two."""

from __future__ import annotations

import pytest
from organisers import give, write
from readyexample import EXAMPLES, SLUG, prepared

from netinvite import language
from netinvite.app.concerned import new_needs
from netinvite.cli import app
from netinvite.model.people import shortened
from netinvite.model.questions import Need
from netinvite.model.wording import listed
from netinvite.speech import speech
from netinvite.store.workspace import Workspace

COVERS = {"da": ("en, der kan regne", "en jurist"), "en": ("someone calm, with time", "a lawyer")}


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ((), ""),
        (("one, two",), "one, two"),
        (("rooms", "money"), "rooms, money"),
        (("en, der kan regne", "en jurist", "ro"), "en, der kan regne; en jurist; ro"),
        (("rooms; or a hall", "money"), "rooms; or a hall; money"),
        ("a text alone", "a text alone"),
    ],
)
def test_semicolons_part_what_has_commas(items, told):
    """As both languages do it."""
    assert listed(items) == told


@pytest.mark.parametrize("lang", COVERS)
def test_before_the_last_one_stands_its_word(lang):
    """In what is taken over of answers of before."""
    joins = speech(lang).wording.joins
    one, other = COVERS[lang]
    assert listed((other, "ro", "mod"), joins) == f"{other}, ro {joins} mod"
    assert listed((one, other), joins) == f"{one}; {joins} {other}"
    assert listed((other,), joins) == other


def test_of_many_names_too():
    """A name as address books have it has a comma in it."""
    names = ["Berg, Jan van der", "Li", "Bo Bro", "Ida Vest", "Eva Lund", "Kim Dahl", "Pia Storm"] * 3
    assert shortened(names).startswith("Berg, Jan van der; Li; Bo Bro; ")
    assert shortened(["Li", "Bo Bro"]) == "Li, Bo Bro"


@pytest.mark.parametrize("lang", COVERS)
def test_in_the_guide_and_in_what_is_told(tmp_path, capsys, lang):
    """What somebody brings along, and what is new among the needs."""
    net = prepared(tmp_path / "net", lang)
    found = ", ".join(f'"{name}"' for name in COVERS[lang])
    given = ["--set", f"reflection.covers=[{found}]", "--no-input", "--lang", lang]
    assert app.run(["prepare", SLUG, "-w", str(net), *given]) == 0
    told = "; ".join(COVERS[lang])
    assert f": {told}." in capsys.readouterr().err
    assert f":* {told}\n" in (net / "people" / SLUG / "conversation.md").read_text("utf-8")


def test_what_stood_alone_is_told_as_before():
    """Commas are enough where no thing has one."""
    language.activate("en")
    new = {"reflection.covers": ("rooms", "money"), "network.needs": (Need("rooms"), Need("money"))}
    assert new_needs((), new) == "New among what the network needs: rooms, money."


def test_a_need_that_ends_in_a_full_stop_has_one():
    """The sentence that it stands in has its own."""
    language.activate("en")
    needs = {"reflection.covers": ("A driver.",), "network.needs": (Need("A driver."),)}
    assert new_needs((), needs) == "New among what the network needs: A driver."


def test_whoever_leaves_names_people_by_their_names(net, capsys):
    """Told apart, though one is written with a comma."""
    write(net)
    place = Workspace(net)
    given = ["--answers", EXAMPLES["en"], "--new", "--no-input", "--as", "maja"]
    app.run(["prepare", "-w", str(net), *given, "--set", "person.name=Berg, Jan van der"])
    for slug in place.slugs():
        give(net, "bo-krag", slug)
    capsys.readouterr()
    assert app.run(["forget", "--organiser", "bo-krag", "-w", str(net)]) == 2
    assert "Berg, Jan van der; Jonas Østergård" in capsys.readouterr().err
