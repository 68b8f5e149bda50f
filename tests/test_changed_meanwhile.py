"""A text that is changed elsewhere while somebody edits it on a page: neither is lost."""

from __future__ import annotations

import pytest
from readyexample import SLUG
from terminal import Terminal

ESC, SAVE = "\x1b", "\x13"


@pytest.fixture
def editing(net):
    """The email in its field, with a word typed into it, and another put into the file meanwhile."""
    file = net / "people" / SLUG / "invitation.txt"
    opened = []

    def begin():
        line = ["edit", SLUG, "mail", "--lang", "en", "--workspace", str(net)]
        terminal = Terminal(line, net.parent, columns=100, rows=50)
        opened.append(terminal)
        terminal.wait("[1]")
        terminal.settle()
        terminal.send("e")
        terminal.wait("Ctrl+S")
        terminal.settle()
        terminal.send("Hello ")
        terminal.wait("Hello")
        terminal.settle()
        file.write_text(text_of(file).replace("Dear Jonas", "Dear old Jonas"), encoding="utf-8")
        return terminal, file

    yield begin
    for terminal in opened:
        if not terminal.child.closed:
            terminal.send("\x03")
            terminal.end()


def text_of(file):
    return file.read_text(encoding="utf-8")


def is_theirs(file):
    return "Dear old Jonas" in text_of(file) and "Hello" not in text_of(file)


def is_mine(file):
    return "\nHello " in text_of(file) and "Dear old Jonas" not in text_of(file)


def test_enter_alone_leaves_what_lies_there_and_keeps_the_other_beside_it(editing):
    terminal, file = editing()
    terminal.send(SAVE)
    terminal.wait("changed elsewhere", "Keep what lies there")
    terminal.settle()
    terminal.send("\r")
    terminal.wait("You edited this text", "Dear old Jonas")
    terminal.settle()
    terminal.send("\r")
    assert terminal.end() == 0
    assert is_theirs(file) and is_mine(file.with_name("invitation.new.txt"))
    assert "invitation.new.txt" in terminal.text


def test_mine_is_put_in_its_place_where_that_is_said(editing):
    terminal, file = editing()
    terminal.send(SAVE)
    terminal.wait("changed elsewhere")
    terminal.settle()
    terminal.send("2")
    terminal.settle()
    terminal.send("\r")
    terminal.wait("You edited this text")
    terminal.settle()
    terminal.send("\r")
    assert terminal.end() == 0
    assert is_mine(file) and is_theirs(file.with_name("invitation.new.txt"))


def test_a_text_that_lies_beside_it_already_stays(editing):
    terminal, file = editing()
    file.with_name("invitation.new.txt").write_text("Mine, from before.\n", encoding="utf-8")
    terminal.send(SAVE)
    terminal.wait("changed elsewhere")
    terminal.settle()
    terminal.send("\r")
    terminal.wait("You edited this text")
    assert text_of(file.with_name("invitation.new.txt")) == "Mine, from before.\n"
    assert is_mine(file.with_name("invitation.new-2.txt"))


@pytest.mark.parametrize("menu", [False, True])
def test_whoever_leaves_with_ctrl_c_has_both(editing, menu):
    """In the field, and at the question which of them it is to be."""
    terminal, file = editing()
    if menu:
        terminal.send(SAVE)
        terminal.wait("changed elsewhere")
        terminal.settle()
    terminal.send("\x03")
    assert terminal.end() == 130
    assert is_theirs(file) and is_mine(file.with_name("invitation.new.txt"))
    assert "invitation.new.txt" in terminal.text
