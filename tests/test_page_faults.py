"""A fault while a page is asked: what was typed is saved, the terminal sane, a report written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from readyexample import SLUG, open_at
from terminal import Terminal
from test_signals import ended, half_typed, modes, sane

from netinvite.store.records import load_guide

pytestmark = pytest.mark.whole

KEY = "organiser.introduction"
PATCH = """\
import sys
from netinvite.cli import app
from netinvite.errors import NetinviteError
from netinvite.ui.page import {module}

def broken(self, *given, _good={module}.{name}, **more):
    if "half typed" in self{text}:
        raise {error}
    return _good(self, *given, **more)

{module}.{name} = broken
sys.exit(app.run(sys.argv[1:]))
"""
DRAWING = {"module": "view", "name": "View._keys", "text": ".now.control.text"}
FIELD = {"module": "entry", "name": "Entry.create_content", "text": ".text"}
IN_A_KEY = {"module": "entry", "name": "Entry._move", "text": ".text"}
FAULT, TOLD = "RuntimeError('private words')", "NetinviteError('no such text.', 'Mend it.')"
FILE = "PermissionError(13, 'denied', '/no/such/file')"


def broken(net, how, error, keys, patch):
    """The program with something broken in it, after these keys; and its exit code."""
    open_at(net, KEY)
    program = net.parent / "broken.py"
    program.write_text(PATCH.format(error=error, **how), encoding="utf-8")
    patch.setattr("terminal.PROGRAM", [sys.executable, str(program)])
    line = ["prepare", SLUG, "--workspace", str(net), "--lang", "en"]
    # Of another start than usual, so that no program is taken that is loaded already.
    terminal = Terminal(line, net.parent, PYTHONHASHSEED="0")
    terminal.modes = modes(terminal)
    terminal.wait(load_guide("en").question(KEY).ask, "Enter")
    terminal.send(keys)
    return terminal, ended(terminal)


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("how", "keys"),
    [(DRAWING, "half typed"), (FIELD, "half typed"), (IN_A_KEY, "half typed\x1b[D")],
    ids=["drawing", "field", "key"],
)
def test_a_fault_saves_what_was_typed(net, how, keys, monkeypatch):
    """It is said where that lies and how to go on; the report has none of the words."""
    terminal, code = broken(net, how, FAULT, keys, monkeypatch)
    assert code == 70
    assert half_typed(net, KEY).endswith("half typed")
    sane(terminal)
    assert "Something went wrong in netinvite itself" in terminal.text
    assert "Everything you typed is saved in" in terminal.text
    assert f"netinvite prepare {SLUG}" in terminal.text
    (report,) = Path(os.environ["HOME"]).rglob("netinvite-fault-*.txt")
    told = report.read_text("utf-8")
    assert "RuntimeError" in told and "words" not in told and "half typed" not in told
    assert "Traceback" not in terminal.text and "Press ENTER" not in terminal.text


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("error", "told"), [(TOLD, "no such text. Mend it."), (FILE, "/no/such/file cannot be used")]
)
def test_an_error_while_it_is_drawn_is_said_and_saves_as_well(net, error, told, monkeypatch):
    """What nobody is to blame netinvite for says what it is, as everywhere, and is no closed window."""
    terminal, code = broken(net, DRAWING, error, "half typed", monkeypatch)
    assert code == 1
    assert half_typed(net, KEY).endswith("half typed")
    sane(terminal)
    assert told in terminal.text and "Everything you typed is saved in" in terminal.text
    assert not list(Path(os.environ["HOME"]).rglob("netinvite-fault-*.txt"))


def test_a_fault_while_the_page_is_left_leaves_a_sane_terminal(net, monkeypatch):
    """Also where nothing can be drawn any more, not even for the last time."""
    how = {"module": "view", "name": "View._where", "text": ".now.control.text"}
    terminal, code = broken(net, how, FAULT, "half typed\x03", monkeypatch)
    assert code in (70, 130)
    assert half_typed(net, KEY).endswith("half typed")
    sane(terminal)
