"""Questions that are asked on one line of the terminal: what is typed there, and what Esc does."""

from __future__ import annotations

import os
import sys
import threading
import time

import pytest
from readyexample import EXAMPLES, SLUG, prepared
from terminal import Terminal

from netinvite.cli import oneline
from netinvite.ui import lines

termios = pytest.importorskip("termios")


@pytest.fixture
def typing(monkeypatch):
    """``typing(keys)``: the line that comes of keys which are typed in one breath."""
    master, slave = os.openpty()
    monkeypatch.setattr(sys, "stdin", os.fdopen(slave, encoding="utf-8"))

    def typed(keys):
        def press():
            while termios.tcgetattr(slave)[6][termios.VEOL] != b"\x1b":
                time.sleep(0.001)
            os.write(master, keys.encode())

        hands = threading.Thread(target=press, daemon=True)
        before = termios.tcgetattr(slave)
        hands.start()
        found = oneline.line()
        hands.join()
        assert termios.tcgetattr(slave) == before
        return found

    yield typed
    os.close(master)


@pytest.mark.parametrize("keys", ["\x1b", "Maja\x1b", "Maja\x1b\n", "\x1b[D\x1b", "\x04", "\x1b\x1b"])
def test_esc_ends_it_at_once_and_nothing_is_taken(typing, keys):
    """No Enter is needed behind it; whoever presses that as well is served too."""
    assert typing(keys) is None


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("Maja Holm\n", "Maja Holm"),
        ("Østergård ærligt\n", "Østergård ærligt"),
        ("Mx\x7faja\n", "Maja"),
        ("Ma\x1b[Dja\x1b[A\n", "Maja"),
        ("Ma\x1bOPja\x1b[1;5Dx\n", "Majax"),
        ("Ma\x1bfja\n", "Maja"),
        ("  yes \n", "  yes "),
        ("\n", ""),
    ],
)
def test_other_keys_take_nothing_away(typing, keys, line):
    """Arrows and keys with Alt begin with an Esc, too."""
    assert typing(keys) == line


def test_what_is_no_terminal_is_read_to_the_lines_end(monkeypatch):
    """There Esc comes with its Enter."""
    for written, line in ((b"yes\n", "yes"), (b"yes\x1b\n", None), (b"", None)):
        reading, writing = os.pipe()
        os.write(writing, written)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as source:
            monkeypatch.setattr(sys, "stdin", source)
            assert oneline.line() == line


@pytest.mark.parametrize("lang", sorted(EXAMPLES))
def test_esc_leaves_everything_as_it_is(tmp_path, lang):
    """Where a whole name is to be typed, it ends there and then."""
    net = prepared(tmp_path / "net", lang)
    line = ["forget", SLUG, "--workspace", str(net), "--lang", lang]
    terminal = Terminal(line, tmp_path, columns=60, rows=30)
    terminal.wait("Jonas Østergård")
    terminal.settle()
    terminal.send("Jonas Øst\x1b")
    assert terminal.end() == 2
    assert (net / "people" / SLUG / "answers.toml").exists()


def test_line_by_line_esc_and_enter_go_back():
    """As Esc does on the pages; within words it is none."""
    assert lines.meaning("\x1b") == lines.meaning("\x1b", lines.TO_A_REHEARSAL) == lines.BACK
    assert lines.meaning("Maja\x1b") == ""
