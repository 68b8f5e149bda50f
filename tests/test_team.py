"""A team keeps the folder in git: different persons merge, a conflict stops one person only."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from readyexample import EXAMPLES

from netinvite import cli
from netinvite.everyone import register
from netinvite.workspace import Workspace

EXAMPLE = EXAMPLES["da"]
TALK = str(Path(__file__).parent / "data" / "conversation.da.toml")


def git(folder, *arguments):
    names = ("-c", "user.name=Maja", "-c", "user.email=maja@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *names, *arguments], cwd=folder, check=True, capture_output=True, text=True, timeout=60
    ).stdout


def prepare(folder, name):
    assert (
        cli.run(
            ["prepare", "-w", str(folder), "--answers", EXAMPLE, f"--set=person.name={name}", "--no-input"]
        )
        == 0
    )


def commit(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "work")


@pytest.fixture
def clones(tmp_path):
    """One workspace with Jonas in it, cloned twice."""
    origin = tmp_path / "origin"
    prepare(origin, "Jonas Østergård")
    git(origin, "init", "-b", "main")
    commit(origin)
    for name in ("one", "two"):
        git(tmp_path, "clone", str(origin), name)
    return tmp_path / "one", tmp_path / "two"


def test_two_people_work_on_different_persons(clones):
    """One interviews Jonas, the other prepares Åse; git merges without a question."""
    one, two = clones
    assert cli.run(["interview", "jonas", "-w", str(one), "--answers", TALK, "--no-input"]) == 0
    prepare(two, "Åse Berg")
    cli.run(["status", "-w", str(two), "--json"])
    for folder in clones:
        commit(folder)
    git(one, "pull", "--no-rebase", "--no-edit", str(two), "main")
    found = register.read(Workspace(one))
    assert found.problems == []
    assert [facts.id for facts in found.everyone] == [
        "aase-berg",
        "aase-lund",
        "jonas-oestergaard",
        "signe-bro",
    ]
    assert len(next(f for f in found.everyone if f.id == "jonas-oestergaard").talks) == 1


def test_a_conflict_stops_that_person_only(clones, capsys):
    """Conflict markers in one file are named; the others are listed."""
    one, two = clones
    prepare(one, "Åse Berg")
    commit(one)
    for folder, role in ((one, "leder"), (two, "chef")):
        assert (
            cli.run(["prepare", "jonas", "-w", str(folder), f"--set=person.role={role}", "--no-input"]) == 0
        )
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        git(one, "pull", "--no-rebase", "--no-edit", str(two), "main")
    capsys.readouterr()
    assert cli.run(["status", "-w", str(one)]) == 1
    captured = capsys.readouterr()
    assert "Åse Berg" in captured.out
    assert "jonas-oestergaard" in captured.err
