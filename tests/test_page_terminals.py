"""Pages in tmux, GNU screen and script: what stays when they are left, stopped, or told to end."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import time
from pathlib import Path

import multiplexers
import pytest
from readyexample import SLUG, open_at
from terminal import EMPTIED, PATIENCE, PROGRAM
from test_signals import half_typed

from netinvite.store.records import load_guide

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals"),
    pytest.mark.skipif(
        bool(multiplexers.missing()), reason=f"not installed: {', '.join(multiplexers.missing())}"
    ),
]
NAME, KEY = "organiser.name", "organiser.introduction"
# Enough of them that some have left the screen.
BEFORE = [f"before {number:02}" for number in range(30)]


@pytest.fixture(params=multiplexers.KINDS, ids=lambda kind: kind.name)
def shell(request, tmp_path):
    """A shell in each, in which something was printed."""
    found = request.param(tmp_path)
    try:
        found.type("clear; seq -f 'before %02g' 0 29\r")
        found.wait("before 29 READY$")
        yield found
    finally:
        found.close()


def begin(shell, net, key):
    """The program at a question, by its command line typed."""
    open_at(net, key)
    line = [sys.executable, *PROGRAM[1:], "prepare", SLUG, "--workspace", str(net), "--lang", "en"]
    shell.type(shlex.join(line) + "\r")
    shell.wait(load_guide("en").question(key).ask, "Enter")


def program(shell):
    """The process that the shell started last."""
    found, end = "", time.monotonic() + PATIENCE
    while not found and time.monotonic() < end:
        found = Path(f"/proc/{shell}/task/{shell}/children").read_text("ascii")
    return int(found.split()[-1])


def stays(shell, *told):
    """What can be scrolled to: all that was there before, what was ``told``, and nothing of a page."""
    lines = [line.rstrip() for line in shell.all()]
    assert [line for line in lines if line.startswith("before")] == BEFORE
    text = " ".join(" ".join(lines).split())
    for words in told:
        assert words in text
    for words in ("Step 1 of", "Esc: back", "▌", "Who are you?", "As you would say it"):
        assert words not in text
    assert shell.is_sane()


def echoes(shell):
    """Whether the terminal shows what is typed to a program that sets no modes of its own."""
    shell.type("stty -a | tr ' ;' '\\n\\n' | grep -cx -e echo -e icanon -e isig\r")
    shell.wait("READY$ stty", "3 READY$")


@pytest.mark.sampled(1)
def test_what_stays_is_what_was_there_and_what_is_saved(shell, net):
    """Two questions are answered, the third is left."""
    begin(shell, net, NAME)
    shell.type(f"{EMPTIED}Mia Holm\r")
    shell.wait("Who are you?", "I am Mia Holm,")
    shell.type("a baker\r")
    shell.wait("Step", load_guide("en").question("network.theme").ask)
    shell.type("half typed")
    shell.wait("half typed")
    shell.type("\x03")
    shell.wait("go on with", "READY$")
    stays(shell, "Everything you typed is saved in", f"netinvite prepare {SLUG}")
    assert "half typed" in half_typed(net, "network.theme")
    assert 'introduction = "I am Mia Holm, a baker."' in (net / "network.toml").read_text("utf-8")
    echoes(shell)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("how", ["\x1a", signal.SIGTSTP, signal.SIGSTOP], ids=["Ctrl+Z", "TSTP", "STOP"])
def test_put_aside_and_taken_up_again(shell, net, how):
    """The shell is there meanwhile, the page afterwards, with what was typed; then all is as it was."""
    number = shell.shell()
    begin(shell, net, KEY)
    shell.type("half typed")
    shell.wait("I am Maja Holm, half typed")
    if isinstance(how, str):
        shell.type(how)
    else:
        os.kill(program(number), how)
    shell.wait("Stopped")
    shell.type("\recho sa''ne\r")
    shell.wait("sane READY$")
    shell.type("fg\r")
    shell.wait("I am Maja Holm, half typed", "Enter")
    shell.type(" and on")
    shell.wait("I am Maja Holm, half typed and on")
    shell.type("\x03")
    shell.wait("go on with", "READY$")
    # Stopped from outside, a program cannot give the screen back: what the shell said stood on the page's.
    stays(shell, *(["sane"] if how != signal.SIGSTOP else []), "Everything you typed is saved in")
    assert half_typed(net, KEY).endswith("half typed and on")
    echoes(shell)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
def test_told_to_end(shell, net, number):
    """The page is gone, what was there is there again, and what was typed is saved."""
    process = shell.shell()
    begin(shell, net, KEY)
    shell.type("half typed")
    shell.wait("I am Maja Holm, half typed")
    os.kill(program(process), number)
    shell.wait("go on with", "READY$")
    stays(shell, "Everything you typed is saved in")
    assert half_typed(net, KEY).endswith("half typed")
    echoes(shell)
