"""Two names where one was asked for: whether that is one person or two is for whoever typed them to say."""

from __future__ import annotations

import pytest
from readyexample import EXAMPLE
from scriptedfront import ScriptedFront

from netinvite import language
from netinvite.app.prepare import Order, take_up
from netinvite.cli import app
from netinvite.model.typed import several_in
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Back, Left
from netinvite.wizard.prepare import PreparationDesk

TWO = "Samira Dahl and Ole Dam"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (TWO, ("Samira Dahl", "Ole Dam")),
        ("Samira Dahl og Ole Dam", ("Samira Dahl", "Ole Dam")),
        ("Ole & Ida", ("Ole", "Ida")),
        ("Dam, Ole", ("Dam", "Ole")),
        ("Anna, Bo and Cai", ("Anna", "Bo", "Cai")),
        ("Anders And", ()),
        ("Sandy Andersen", ()),
        ("Bo Gogh", ()),
    ],
)
def test_where_several_names_may_stand(typed, names):
    """At a mark, or at an "and" of any language between blanks."""
    assert several_in(typed) == names


@pytest.mark.parametrize(
    ("picked", "named", "said"),
    [
        ("new person", TWO, ""),
        ("Samira Dahl", "Samira Dahl", "Then Ole Dam: netinvite prepare 'Ole Dam'"),
        ("Ole Dam", "Ole Dam", "Then Samira Dahl: netinvite prepare 'Samira Dahl'"),
    ],
)
def test_prepare_asks_whether_a_name_is_one_persons(net, picked, named, said):
    """And says how to go on with whoever is left."""
    language.activate("en")
    desk = PreparationDesk(take_up(Workspace(net), Order(TWO)))
    desk.front = ScriptedFront(picked)
    assert desk.find_named() is None
    assert desk.opened.named == named and desk.opened.answers.raw["person.name"] == named
    assert said in desk.front.said


def test_whoever_goes_back_there_has_begun_with_nobody(net):
    """Esc leaves, as at any first question."""
    desk = PreparationDesk(take_up(Workspace(net), Order(TWO)))
    desk.front = ScriptedFront(Back())
    with pytest.raises(Left):
        desk.find_named()


def test_without_input_it_is_said(net, capsys, tmp_path):
    """In prepare, interview and import; whoever is there stays one."""
    file = tmp_path / "people.csv"
    file.write_text('name\n"Ann Box & Bo Cox"\n', "utf-8")
    referrals = f'--set=conversation.referrals=[{{ name = "{TWO}", gives = "much" }}]'
    said = ("--set=conversation.outcome=declines", referrals)
    for words, names in (
        (
            ["prepare", "--new", "--no-input", "--answers", EXAMPLE, "--set=person.name=Ida / Per"],
            "Ida | Per",
        ),
        (["interview", "jonas", "--no-input", *said], "Samira Dahl | Ole Dam"),
        (["import", str(file), "--yes"], "Ann Box | Bo Cox"),
    ):
        capsys.readouterr()
        assert app.run([*words, "-w", str(net)]) == 0
        found = capsys.readouterr()
        told = " ".join((found.out + found.err).split())
        assert f"was taken as one person. If that is several, give each name by itself: {names}" in told
