"""Windows closed and signals in pairs, 0 to 50 ms apart, at random moments of a sitting: no word is lost.

Three hundred take a minute of two cores: ``COUNT = 300``. A trial is known by its number:
``running.trials(1, NUMBER)`` makes it again.
"""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

from closing import running

pytestmark = pytest.mark.whole
COUNT = 150


@pytest.mark.alone
@pytest.mark.timeout(600)
def test_no_word_is_lost():
    """Answers given and words half typed are in the files, which are whole; the exit code is the signal's,
    the terminal is as before, and nothing tells of a fault."""
    found = running.trials(COUNT)
    assert found["losses"] == []
    assert found["trials"] == COUNT
    # In too short sittings nothing could be lost.
    assert found["words"] > COUNT / 2
    assert len(found["kinds"]) == 4


def test_a_loss_is_seen(tmp_path):
    """Were signals to interrupt what is going on, words would be lost, and the harness would say so."""
    (tmp_path / "sitecustomize.py").write_text(BROKEN, encoding="utf-8")
    # Which moment a signal hits is chance: as many rounds as it takes, and ten at most.
    assert any(running.trials(8, path=tmp_path)["losses"] for _round in range(10))


BROKEN = """\
import netinvite.leaving as leaving

def note(self, error, number=0):
    raise leaving.Ended(error)

leaving._Sitting.note = note
"""
