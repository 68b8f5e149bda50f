"""Commands without a name: on a terminal a menu of people, elsewhere a sentence with a few names."""

from __future__ import annotations

import pytest
from keys import DOWN, ENTER, ESC, UP, Screen, typing
from plainterminal import PlainTerminal
from terminal import Terminal, without_terminal

from netinvite.model.questions import Choice, Question
from netinvite.ui import drawn
from netinvite.ui.parts import Asked, Back

BACKSPACE, CTRL_U = "\x7f", "\x15"
NAMES = ("Anna Lund", "Bo Ærø", "Cecilie Åberg", "Dorte Lund")


def person(net, slug, name, more=""):
    folder = net / "people" / slug
    folder.mkdir(parents=True)
    (folder / "answers.toml").write_text(f'schema = 2\n\n[person]\nname = "{name}"\n{more}', "utf-8")


def entry(what, when="2026-11-20"):
    return f'\n[[contact_log]]\nwhen = "{when}"\nwhat = "{what}"\n'


@pytest.fixture
def several(net):
    """Jonas, who is ready; somebody invited, somebody tried, somebody thought of."""
    person(net, "anna-lund", "Anna Lund")
    person(net, "bo-aeroe", "Bo Ærø", entry("sent"))
    person(net, "cecilie-aaberg", "Cecilie Åberg", entry("no-answer"))
    return net


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("command", "order"),
    [
        ("mail", ("Jonas", "Cecilie", "Anna", "Bo")),
        ("pitch", ("Jonas", "Cecilie", "Anna", "Bo")),
        ("interview", ("Bo", "Cecilie", "Anna", "Jonas")),
    ],
)
def test_those_it_concerns_come_first(several, command, order):
    """Each line has name, state and since when."""
    terminal = Terminal([command, "-w", str(several), "--lang", "en"], several)
    terminal.wait("Whom do you mean?", "Ctrl+C")
    places = [terminal.text.index(name) for name in order]
    assert places == sorted(places)
    assert "Bo Ærø, invited, since Friday 20 November" in terminal.text
    terminal.send("\x03")
    assert terminal.end() == 130
    assert b"Nobody was chosen." in terminal.raw


def test_whom_one_chooses_is_meant(several):
    """A part of the name and Enter show the email."""
    terminal = Terminal(["mail", "-w", str(several), "--lang", "en"], several, rows=60)
    terminal.wait("Whom do you mean?", "Ctrl+C")
    terminal.send("jona")
    terminal.wait("Looking for “jona”: 1 of 4")
    terminal.read(0.2)
    terminal.send("\r")
    terminal.wait("Dear Jonas")
    assert terminal.end() == 0


@pytest.mark.sampled(1)
@pytest.mark.parametrize("command", ["mail", "pitch", "interview"])
def test_without_a_terminal_a_few_are_named(net, command):
    """Twelve at most, and how many more."""
    for number in range(20):
        person(net, f"per-{number:02}", f"Per {number}")
    more = ["--no-input"] if command == "interview" else []
    done = without_terminal(command, "-w", str(net), "--lang", "en", *more)
    assert done.returncode == 2
    assert done.stderr.count("per-") == 11 and "and 9 more" in done.stderr
    assert done.stdout == ""


def test_line_by_line_part_of_a_name_is_enough(several):
    """Of many twelve are read out; what is in several names reads these out, what is in one takes it."""
    for number in range(300):
        person(several, f"per-{number:03}", f"Per {number:03}")
    terminal = PlainTerminal(["pitch", "-w", str(several), "--lang", "en"], several)
    terminal.wait("and 292 more")
    terminal.type("per 00")
    terminal.wait("Per 009")
    terminal.type("nobody at all")
    terminal.wait("stands in none of them")
    terminal.type("JONAS")
    assert terminal.end() == 0
    assert "Chosen: Jonas" in terminal.new


def test_two_of_one_name_are_told_apart(several):
    """By the names of their folders."""
    person(several, "anna-lund-2", "Anna Lund")
    terminal = Terminal(["pitch", "-w", str(several), "--lang", "en"], several)
    terminal.wait("Anna Lund (anna-lund)", "Anna Lund (anna-lund-2)")
    terminal.send("\x03")
    terminal.end()


def test_only_one_person_is_asked_for_by_nobody(net):
    """The one who is there is meant, as ever."""
    terminal = Terminal(["pitch", "-w", str(net), "--lang", "en"], net, rows=60)
    assert terminal.end() == 0
    assert "Whom do you mean" not in terminal.raw.decode()


# Looking for one of many ---------------------------------------------------------------------------


def picked(*groups, names=NAMES, rows=24, **more):
    choices = tuple(Choice(name, name) for name in names)
    question = Question("menu", "menu", "choice", "Whom?", required=True, choices=choices)
    asked = Asked(question, choices, None, "", "en", None, searched=True, **more)
    screen = Screen(rows=rows)
    with typing(*groups) as source:
        return drawn.ask(asked, input=source, output=screen), screen.written


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        (("lund", DOWN), "Dorte Lund"),
        (("LUND",), "Anna Lund"),
        (("ærø",), "Bo Ærø"),
        (("å",), "Cecilie Åberg"),
        (("dortex", BACKSPACE), "Dorte Lund"),
        (("dorte", CTRL_U), "Anna Lund"),
        (("3",), "Cecilie Åberg"),
        ((DOWN,), "Bo Ærø"),
    ],
)
def test_what_is_typed_finds(typed, chosen):
    """In any case, beyond a-z too; digits and arrows do what they do in every menu."""
    answer, _screen = picked(*typed, DOWN, "\x1b[A", ENTER)
    assert answer.value == chosen


def test_esc_empties_what_is_looked_for_first():
    """Only then it goes back."""
    answer, _screen = picked("lund", ESC, DOWN, ENTER)
    assert answer.value == "Bo Ærø"
    answer, _screen = picked("lund", ESC, ESC)
    assert isinstance(answer, Back)


def test_nobody_is_taken_for_what_is_in_no_name():
    """Enter says so, and takes nobody."""
    answer, screen = picked("xyz", DOWN, ENTER, CTRL_U, DOWN, ENTER)
    assert "“xyz” stands in none of them." in screen
    assert answer.value == "Bo Ærø"


def test_the_enter_of_a_paste_takes_nobody():
    """What was pasted is looked for first."""
    answer, _screen = picked("dorte\r", DOWN, ENTER)
    assert answer.value == "Dorte Lund"


@pytest.mark.parametrize(
    ("keys", "value"),
    [((ENTER, DOWN, ENTER), "Anna Lund"), ((ENTER, UP, ENTER), "Dorte Lund"), (("2", ENTER), "Bo Ærø")],
)
def test_enter_alone_says_nothing_of_how_something_is(keys, value):
    """Nobody is pointed to where the choice says how something is, and Enter says so."""
    answer, screen = picked(*keys, claims=True)
    assert answer.value == value
    assert ("Choose a line first" in screen) == (ENTER in keys[:1])


def test_esc_leaves_the_menu():
    """As it leaves every other."""
    answer, _screen = picked(ESC)
    assert isinstance(answer, Back)


@pytest.mark.whole
def test_three_hundred_fit_a_screen(net):
    """The menu stays shorter than the screen, with its question and the keys in sight."""
    for number in range(300):
        person(net, f"per-{number:03}", f"Per {number:03}")
    terminal = Terminal(["pitch", "-w", str(net), "--lang", "en"], net)
    terminal.wait("Whom do you mean?", "Ctrl+C")
    terminal.send("\x1b[F")
    terminal.wait("301) Per 299")
    assert "Whom do you mean?" in terminal.text and "↑ 28" in terminal.text
    assert "Ctrl+C: leave" in terminal.text
    terminal.send("Per 29")
    terminal.wait("Looking for “Per 29”: 13 of 301", "Per 290", "Per 299")
    assert "Per 300" not in terminal.text and "Per 180" not in terminal.text
    terminal.send("\x03")
    assert terminal.end() == 130
