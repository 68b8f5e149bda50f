"""Taking somebody over in a real terminal: what Enter alone does, and a text that was edited before."""

from __future__ import annotations

import re

import pytest
from organisers import BO, JONAS, answers, look_at, told, write
from plainterminal import PlainTerminal
from terminal import Terminal

from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.whole

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
    terminal.wait_for("Left as it is: Jonas Østergård belongs to Maja Holm.")
    assert terminal.end() == 130 and answers(two) == before


def test_what_was_chosen_of_two_versions_is_not_denied(two, tmp_path):
    """Whoever leaves another one's person as it is has chosen before all the same."""
    file = Workspace(two).answers_file(JONAS)
    text = file.read_text("utf-8")
    here = re.search(r"(?m)^greeting = .*\n", text)[0]
    both = f'<<<<<<< HEAD\n{here}=======\ngreeting = "Good day Jonas,"\n>>>>>>> x\n'
    file.write_text(text.replace(here, both), "utf-8")
    terminal = PlainTerminal(words(two, "prepare", JONAS), tmp_path)
    terminal.wait("How will you greet the person?")
    terminal.type("2")
    terminal.wait("What do you want to do?")
    terminal.type("", settle=False)
    terminal.wait_for("Left as it is:")
    assert terminal.end() == 130 and b"Nothing was changed" not in terminal.raw
    assert answers(two)["person"]["greeting"] == "Good day Jonas,"


def test_enter_alone_leaves_them_in_a_menu(two, tmp_path):
    """On a page too."""
    before = answers(two)
    terminal = Terminal(words(two, "prepare", JONAS), tmp_path)
    terminal.wait("Leave it as it is")
    terminal.send("\r")
    terminal.wait("Left as it is: Jonas Østergård belongs to Maja Holm.")
    assert terminal.end() == 130 and answers(two) == before


def taken_over(net, capfd):
    """Jonas's mail as Maja edited it, without her name by itself; he is Bo's now."""
    file = Workspace(net).folder(JONAS) / "invitation.txt"
    text = file.read_text("utf-8").replace("Otherwise,", "If not,").replace("Maja Holm\n", "Maja\n")
    file.write_text(text, encoding="utf-8")
    assert "I am Maja Holm" in " ".join(text.split())
    assert told(capfd, net, "prepare", JONAS, "--take-over", "--no-input", *BOS)[0] == 0
    assert told(capfd, net, "mail", JONAS, *BOS)[0] == 2
    return file


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("keys", "code"), [("\r", 2), ("1\r", 2), ("2\r", 0), ("3\r", 0)])
def test_an_edited_text_goes_once_its_new_owner_says_so(two, tmp_path, capfd, keys, code):
    """It is shown whole; then it is asked what is to become of it, and Enter alone lets nothing go."""
    file = taken_over(two, capfd)
    text = file.read_text("utf-8")
    terminal = Terminal(words(two, "edit", JONAS, "mail"), tmp_path, rows=60)
    terminal.wait("perhaps before the person was taken over: at the end you choose", "If not,")
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 2
    terminal.send("\r")
    terminal.go_on_to("Leave it: it goes nowhere yet")
    terminal.wait("Maja Holm stands in it.", "Let it go out as it is; Maja Holm may have written it")
    terminal.send(keys)
    assert terminal.end() == 0
    last = " ".join(terminal.text.rpartition("What should happen")[2].split())
    goes = f"From now on invitation.txt may go out as it is: netinvite mail {JONAS}"
    assert (goes in last) == (keys == "2\r")
    assert ("Kept, because it was edited by hand" in last) == (code == 2)
    found, out, err = told(capfd, two, "mail", JONAS, *BOS)
    assert found == code and ("If not," in out) == (keys == "2\r")
    assert (file.read_text("utf-8") == text) == (keys != "3\r")
    named = "Maja Holm stands in the email to Jonas Østergård, which was edited by hand."
    assert (named in " ".join(err.split())) == (keys == "2\r")


def test_line_by_line_enter_alone_lets_nothing_go(two, tmp_path, capfd):
    """Where ``prepare`` asks at the end."""
    file = taken_over(two, capfd)
    text = file.read_text("utf-8")
    terminal = PlainTerminal(words(two, "prepare", JONAS), tmp_path)
    terminal.wait("Does it read the way you would say it?")
    terminal.type("1", settle=False)
    terminal.wait("Maja Holm stands in it. What should happen to invitation.txt?")
    said = " ".join(terminal.raw.decode().split())
    assert "edited by hand. The difference (- what lies there, + new):" in said and "yours, +" not in said
    terminal.type("", settle=False)
    terminal.wait_for("What now?")
    assert terminal.end() == 0 and file.read_text("utf-8") == text
    assert told(capfd, two, "mail", JONAS, *BOS)[0] == 2


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("\nMaja\n", "\nMaja Holm\n", "was edited and is signed Maja Holm. Sign it anew"),
        ("Subject: ", "Cc: x@example.org\nSubject: ", "a draft has only To and Subject; Cc is not used."),
    ],
)
def test_what_would_be_refused_all_the_same_is_not_offered(two, tmp_path, capfd, old, new, why):
    """It is said what stands in the way; mended, it is offered."""
    file = taken_over(two, capfd)
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    terminal = PlainTerminal(words(two, "edit", JONAS, "mail"), tmp_path)
    terminal.wait("Does it read the way you would say it?")
    terminal.type("1", settle=False)
    terminal.wait("What should happen to invitation.txt?")
    said = " ".join(terminal.raw.decode().split())
    assert "As it is it cannot go out. " in said and why in said and "Let it go out" not in said
    terminal.type("", settle=False)
    terminal.wait_for("What now?")
    assert terminal.end() == 0
    file.write_text(text, encoding="utf-8")
    terminal = PlainTerminal(words(two, "edit", JONAS, "mail"), tmp_path)
    terminal.wait("Does it read the way you would say it?")
    terminal.type("1", settle=False)
    terminal.wait("Let it go out as it is")
    assert "cannot go out" not in terminal.raw.decode()


def test_a_key_of_today_leads_to_what_waits(two, tmp_path, capfd):
    """The email is looked at, as ``edit`` does, and then the same person's page stands there again; reading
    and opening, which would be refused, are offered afterwards."""
    taken_over(two, capfd)
    terminal = Terminal(words(two, "today"), tmp_path, rows=60, NETINVITE_NOW="2026-11-28T12:00")
    terminal.wait("person is due")
    terminal.send("\r")
    terminal.wait("What did you do?")
    assert "Last noted" not in terminal.text
    terminal.send("m")
    terminal.wait("Before the email to Jonas Østergård can go", "l: look at it")
    assert "r: read it" not in terminal.text and "s: it has gone" not in terminal.text
    terminal.send("l")
    terminal.wait("perhaps before the person was taken over: at the end you choose", "If not,")
    terminal.send("\r")
    terminal.go_on_to("Leave it: it goes nowhere yet")
    terminal.send("2\r")
    terminal.wait("What did you do?")
    terminal.send("m")
    terminal.wait("r: read it", "o: open it")
    terminal.send("\x1b")
    terminal.wait("What did you do?")
    terminal.hang_up()


def test_a_colleague_who_is_named_is_told_of_and_stops_nothing(two, capfd):
    """A fact, and no doubt; of a text that nobody edited nothing is said."""
    file, named = Workspace(two).folder(JONAS) / "invitation.txt", "Bo Krag stands in the email"
    assert named not in told(capfd, two, "mail", JONAS, "--as", "maja")[2]
    text = file.read_text("utf-8")
    file.write_text(text.replace("Otherwise,", "Perhaps you know Bo\nKrag. Otherwise,"), encoding="utf-8")
    look_at(two, "maja-holm")
    code, out, err = told(capfd, two, "mail", JONAS, "--as", "maja")
    assert code == 0 and "Perhaps you know" in out and named in err
    for other in ("Bo Kragh", "Lebo Krag"):
        file.write_text(text.replace("Otherwise,", f"Perhaps you know {other}."), encoding="utf-8")
        assert named not in told(capfd, two, "mail", JONAS, "--as", "maja")[2]
