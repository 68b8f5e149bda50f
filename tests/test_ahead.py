"""What a sitting needs later is made ready while somebody reads a question, and holds nobody up."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from pages import Pictures, asked
from prompt_toolkit.input import create_pipe_input
from readyexample import SLUG

from netinvite.ui.page.front import Paged
from netinvite.ui.parts import Answered

pytestmark = pytest.mark.whole

# Which modules are loaded when times are proposed, the mail is judged and an answer is written, after all
# that was to be made ready is.
LATE = """
import json, sys
from pathlib import Path
from netinvite import clock, libraries
from netinvite.app import ahead
ahead.put_off()
from netinvite.app import verdicts
from netinvite.app.preparation import Preparation
from netinvite.model.workdays import suggest_times
from netinvite.store.workspace import Workspace
from netinvite.wizard.prepare import PreparationDesk
workspace = Workspace(Path(sys.argv[1]))
preparation = Preparation.of(workspace, workspace.person(sys.argv[2]))
text = preparation.render("invitation")
file = workspace.answers_file(sys.argv[2])
pieces = sum(1 for _ in ahead.pieces(workspace, file, "en"))
before = set(sys.modules)
late = [name for name in ahead._OWN if isinstance(sys.modules[name], libraries._Late)]
suggest_times(clock.now(), "en")
verdicts.questions_on(preparation, text)
workspace.update(file, {("contact", "way"): "call"})
print(json.dumps([pieces, [*late, *sorted(set(sys.modules) - before)]]))
"""


def test_nothing_is_left_to_be_loaded(net):
    """Neither for the times, nor for what is asked of the email, nor for writing."""
    done = subprocess.run(
        [sys.executable, "-c", LATE, str(net), SLUG], capture_output=True, text=True, check=True
    )
    pieces, late = json.loads(done.stdout)
    # None is so large that a key would have to wait for all of them.
    assert pieces > 8
    assert [name for name in late if not name.startswith("encodings.")] == []


def pieces_of(done, *, broken=False):
    """Pieces that note in ``done`` that they were asked for; the second may break."""
    for number in range(3):
        done.append(number)
        if broken and number:
            raise RuntimeError("nothing is to be seen of it")
        yield


def answered(done, keys, *, broken=False, read=1.0):
    """What is answered where somebody reads for so many seconds and then types."""
    pictures = Pictures()
    with create_pipe_input() as source:
        front = Paged(source, pictures)
        with front.open(pieces_of(done, broken=broken)):
            loop = front._sitting.loop
            loop.call_later(read, source.send_text, keys)
            return front.ask(asked()), pictures


def test_it_is_done_while_somebody_reads():
    """All of it, before the first key."""
    done = []
    outcome, _pictures = answered(done, "Maja\r")
    assert outcome == Answered("Maja")
    assert done == [0, 1, 2]


def test_whoever_types_at_once_waits_for_nothing():
    """No piece is begun."""
    done = []
    outcome, _pictures = answered(done, "Maja\r", read=0.0)
    assert outcome == Answered("Maja")
    assert done == []


def test_what_goes_wrong_there_is_not_seen():
    """It is told where it is needed; the question goes on, and so does all that was typed."""
    done = []
    outcome, pictures = answered(done, "Maja\r", broken=True)
    assert outcome == Answered("Maja")
    assert done == [0, 1]
    assert not pictures.shows("nothing is to be seen")
