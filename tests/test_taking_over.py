"""Taking somebody over in a real terminal: what Enter alone does, and a text that was edited before."""

from __future__ import annotations

import pytest
from organisers import BO, JONAS, answers, told, write
from plainterminal import PlainTerminal
from terminal import Terminal

from netinvite.store.workspace import Workspace

BOS = ("--as", "bo-krag")


@pytest.fixture
def two(net):
    """Maja Holm, to whom Jonas belongs, and Bo Krag."""
    write(net, text=BO.replace("phone", 'moment = ""\nphone'))
    return net


def words(net, *command):
    return [*command, *BOS, "--workspace", str(net)]


def test_enter_alone_leaves_them_line_by_line(two, tmp_path):
    """It is what was proposed."""
    before = answers(two)
    terminal = PlainTerminal(words(two, "prepare", JONAS), tmp_path)
    terminal.wait("What do you want to do?")
    terminal.type("", settle=False)
    terminal.wait_for("Nothing was changed.")
    assert terminal.end() == 130 and answers(two) == before


def test_enter_alone_leaves_them_in_a_menu(two, tmp_path):
    """On a page too."""
    before = answers(two)
    terminal = Terminal(words(two, "prepare", JONAS), tmp_path)
    terminal.wait("Leave it as it is")
    terminal.send("\r")
    terminal.wait("Nothing was changed.")
    assert terminal.end() == 130 and answers(two) == before


@pytest.mark.parametrize("keys", ["\r", "1\r"])
def test_an_edited_text_goes_once_its_new_owner_has_seen_it(two, tmp_path, capfd, keys):
    """It is shown whole; then it is asked what is to become of it."""
    file = Workspace(two).folder(JONAS) / "invitation.txt"
    text = file.read_text("utf-8").replace("Otherwise,", "If not,").replace("Maja Holm\n", "Yours\n")
    file.write_text(text, encoding="utf-8")
    assert told(capfd, two, "prepare", JONAS, "--take-over", "--no-input", *BOS)[0] == 0
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 2
    terminal = Terminal(words(two, "edit", JONAS, "mail"), tmp_path, rows=60)
    terminal.wait("perhaps before the person was taken over: at the end you choose", "If not,")
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 2
    terminal.send("\r")
    terminal.go_on_to("Keep mine")
    terminal.send(keys)
    assert terminal.end() == 0
    code, out, _err = told(capfd, two, "mail", JONAS, *BOS)
    assert code == 0 and "If not," in out and file.read_text("utf-8") == text
