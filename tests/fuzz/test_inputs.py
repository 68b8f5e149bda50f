"""Some 25,000 odd and hostile inputs (``docs/reliability.py`` tries 100,000): each is taken or refused with a
sentence, in time, and nothing outside of the workspace is touched."""

from __future__ import annotations

import os
import random
import sys
import time

import pytest

from fuzz import running
from fuzz.mutating import NASTY, mutated
from fuzz.targets import REFUSED, TARGETS
from fuzz.watching import MEGABYTES, Broken, harmless, in_time

pytestmark = [pytest.mark.whole, pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")]


@pytest.mark.alone
@pytest.mark.timeout(900)
def test_no_input_does_harm():
    """No traceback, no hang over 5 s, no change outside, no escape sequence, no recipient more, no 300 MB."""
    found = running.run(0.25)
    assert found["findings"] == []
    assert found["megabytes"] < MEGABYTES
    assert sum(found["inputs"].values()) >= 25_000
    # Inputs that are all refused, or all taken, would try nothing.
    for target in (
        "vCards",
        "tables (CSV)",
        "edited drafts",
        "answers files",
        "guides",
        "files of a workspace",
    ):
        assert 0 < found["refused"][target] < found["inputs"][target], target


@pytest.fixture
def desk(tmp_path, monkeypatch):
    for name in ("NETINVITE_NOW", "NETINVITE_LANG", "NETINVITE_PLAIN", "HOME", "TERM"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", None)
    return running.desk_in(tmp_path.resolve() / "desk")


def _crash(desk, dice):
    raise KeyError("x")


def _reach_out(desk, dice):
    (desk.folder.parent / "outside").write_text("x")


def _refuse(desk, dice):
    raise REFUSED("No.")


@pytest.mark.parametrize(
    ("target", "outcome"), [(_crash, "KeyError"), (_reach_out, "outside"), (_refuse, "refused")]
)
def test_harm_is_seen(desk, monkeypatch, target, outcome):
    """A crash and a file beside the workspace are findings; a refusal is none."""
    monkeypatch.setitem(TARGETS, "made up", (target, 1))
    assert outcome in running.tried(desk, "made up", 0)


@pytest.mark.parametrize("shown", ["\x1b[2J", "\x9b31m", "\u202e", "\u2066", "a\rb", "\x7f"])
def test_control_characters_on_a_terminal_are_seen(shown):
    """C0, DEL, C1 and marks of direction."""
    with pytest.raises(Broken):
        harmless(shown)


def _waits():
    time.sleep(5)


def _works():
    while True:
        pass


@pytest.mark.parametrize("hang", [_waits, _works])
def test_a_hang_is_ended(monkeypatch, hang):
    """An input that waits or works too long ends as a finding."""
    monkeypatch.setattr("fuzz.watching.SECONDS", 0.05)
    with pytest.raises(Broken), in_time():
        hang()


def test_an_input_is_the_same_every_time():
    """The number of an input gives it again."""
    seeds = (b'name = "Anna"\nmail: a@example.org\n',)
    again = [[mutated(seeds, random.Random(f"x {n}")) for n in range(500)] for _ in range(2)]
    assert again[0] == again[1]
    assert len(set(again[0])) > 400
    assert any(word in data for data in again[0] for word in NASTY if len(word) > 20)
