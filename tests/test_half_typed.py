"""A text that somebody leaves while they edit it is kept, and goes nowhere until it is looked at."""

from __future__ import annotations

import pytest
from readyexample import SLUG
from terminal import Terminal

from netinvite.cli import app

PAGE_DOWN = "\x1b[6~"
NOTE = "NOTE TO SELF ask Anna first "


@pytest.fixture
def run(net, capfd):
    """Run a command in the workspace: exit code and what it says on standard output and error."""

    def call(*words):
        code = app.run([*words, "-w", str(net)])
        out, err = capfd.readouterr()
        return code, out, err

    return call


def opened(net, document):
    return Terminal(
        ["edit", SLUG, document, "--lang", "en", "-w", str(net)], net.parent, columns=100, rows=50
    )


def leave(terminal, *, closed):
    """Close the window, or press Ctrl+C."""
    if closed:
        assert terminal.hang_up() == 129
    else:
        terminal.send("\x03")
        assert terminal.end() == 130


def typed_into(net, document, *, closed=False):
    """The terminal in which a note was typed into a text, and that was left then."""
    terminal = opened(net, document)
    terminal.wait("Enter: next")
    terminal.settle()
    terminal.send("e")
    terminal.wait("Ctrl+S")
    terminal.settle()
    # At its end, where no header is hurt.
    terminal.send(PAGE_DOWN * 10)
    terminal.settle()
    terminal.send(NOTE)
    terminal.wait(NOTE.split()[-1])
    terminal.settle()
    leave(terminal, closed=closed)
    return terminal


@pytest.mark.parametrize("closed", [False, True], ids=["Ctrl+C", "closed"])
def test_a_half_typed_email_goes_nowhere_until_it_is_looked_at(net, run, closed):
    """Enter where it is shown lets it go as it stands."""
    typed_into(net, "mail", closed=closed)
    for command in (("mail", SLUG), ("mail", "--all", "-o", str(net.parent / "out")), ("log", SLUG, "sent")):
        code, out, err = run(*command)
        assert code and "is half typed; it goes nowhere" in err and NOTE not in out, command
    terminal = opened(net, "mail")
    terminal.wait("You left this text half typed", "NOTE TO SELF")
    terminal.settle()
    terminal.send("\r")
    assert terminal.end() == 0
    code, out, err = run("mail", SLUG)
    assert code == 0 and NOTE.strip() in out and "half typed" not in err


def test_whoever_leaves_is_told_of_the_file_that_it_is_in(net):
    """Not of the answers, in which it is not."""
    text = " ".join(typed_into(net, "mail").text.split())
    assert "invitation.txt; go on with:" in text and "answers.toml" not in text
    assert "goes nowhere until you have looked at it" in text


def test_it_is_told_of_wherever_somebody_looks(net, run):
    """In ``check`` of one and of everyone, of the file, in ``today`` and ``status``."""
    typed_into(net, "mail")
    file = net / "people" / SLUG / "invitation.txt"
    for command in (("check", SLUG), ("check",), ("check", str(file)), ("today", "--plain"), ("status",)):
        _code, _out, err = run(*command)
        assert "half typed" in err and f"edit {SLUG} mail" in err, command
        assert "Nothing to fix" not in err


@pytest.mark.parametrize(
    ("document", "command"), [("pitch", ("pitch", SLUG)), ("conversation", ("interview", SLUG, "--guide"))]
)
def test_another_half_typed_text_is_told_of_where_it_is_printed(net, run, document, command):
    """And it is printed as it stands."""
    typed_into(net, document)
    _code, out, err = run(*command)
    assert NOTE.strip() in out and f"is half typed. Look at it: netinvite edit {SLUG} {document}" in err


def test_one_that_is_changed_in_any_editor_waits_no_more(net, run):
    """Whoever changed it has looked at it."""
    typed_into(net, "mail")
    file = net / "people" / SLUG / "invitation.txt"
    file.write_text(file.read_text(encoding="utf-8").replace(NOTE.strip(), ""), encoding="utf-8")
    assert run("mail", SLUG)[0] == 0


@pytest.mark.parametrize("closed", [False, True], ids=["Ctrl+C", "closed"])
def test_what_an_editor_saved_in_another_encoding_is_kept(net, closed):
    """Every word of it, though nobody has looked at it yet."""
    editor = net.parent / "editor"
    editor.write_text('#!/bin/sh\nprintf "caf\\351, a page" >> "$1"\n', encoding="ascii")
    editor.chmod(0o700)
    line = ["edit", SLUG, "pitch", "--lang", "en", "-w", str(net)]
    terminal = Terminal(line, net.parent, columns=100, rows=50, EDITOR=str(editor), VISUAL="")
    terminal.wait("Enter: next")
    terminal.settle()
    terminal.send("e")
    terminal.wait("Ctrl+S")
    terminal.settle()
    terminal.send("\x05")
    terminal.wait("read as Windows-1252")
    terminal.settle()
    leave(terminal, closed=closed)
    assert "café, a page" in (net / "people" / SLUG / "pitch.md").read_text(encoding="utf-8")
