"""A folder that was only begun: what is said on leaving is true, and nothing is taken for lost."""

from __future__ import annotations

import pytest
from scriptedfront import ScriptedFront

from netinvite.app.prepare import Order, take_up
from netinvite.cli import app
from netinvite.leaving import LeftError
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk

SLUG = "mette-krogh"


def left(root, name, half=None):
    """What is said where somebody leaves at the first question, having ``half`` typed something."""
    desk = PreparationDesk(take_up(Workspace(root), Order(name or None)))
    desk.front = ScriptedFront()
    desk.begin()
    with pytest.raises(LeftError) as said:
        desk.leave(half)
    return str(said.value)


def test_of_whoever_was_named_only_the_file_in_which_the_name_lies_is_told(tmp_path):
    """The network says nothing yet."""
    root = tmp_path / "net"
    told = left(root, "Mette Krogh")
    assert f"Everything you typed is saved in {root / 'people' / SLUG / 'answers.toml'}; go on with" in told


def test_the_command_that_leads_back_misses_nothing(tmp_path, capsys):
    """Beside a person lies a network's file from the beginning."""
    root = tmp_path / "net"
    left(root, "Mette Krogh")
    assert Workspace(root).exists
    for words in (["prepare", SLUG, "--no-input"], ["status"]):
        app.run([*words, "-w", str(root)])
        assert "is missing, and people lie beside it" not in capsys.readouterr().err


def test_a_network_file_that_is_gone_is_told_and_not_begun_anew(tmp_path, capsys):
    """Somebody new beside people who lie there puts nothing in its place."""
    root = tmp_path / "net"
    left(root, "Mette Krogh")
    (root / "network.toml").unlink()
    left(root, "Bo Lund")
    assert not Workspace(root).exists
    app.run(["status", "-w", str(root)])
    assert "is missing, and people lie beside it" in " ".join(capsys.readouterr().err.split())


def test_where_nothing_was_typed_nothing_is_said_to_be_saved(tmp_path):
    """No file is named that is not there."""
    told = left(tmp_path / "net", "")
    assert told.startswith("You have typed nothing yet; go on with: netinvite prepare")
    assert "saved" not in told


def test_what_was_half_typed_of_oneself_lies_in_the_networks_file(tmp_path):
    """Which is named then."""
    root = tmp_path / "net"
    assert f"saved in {root / 'network.toml'}" in left(root, "Mette Krogh", "Maja Ho")
    assert "Maja Ho" in (root / "network.toml").read_text("utf-8")
