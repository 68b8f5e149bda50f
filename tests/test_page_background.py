"""A terminal that is asked for its background: it answers at once, late, in pieces, never; keys are kept."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.output import DummyOutput
from readyexample import SLUG, open_at
from terminal import PATIENCE, Terminal
from test_contrast import ENOUGH, ratio

from netinvite.ui.page.looks import _ACCENTS, _GREYS, fitting
from netinvite.ui.page.replies import ASK, LIMIT, Replies, six_digits
from netinvite.ui.page.replies import asked as ask_for

pytestmark = pytest.mark.whole

DARK, LIGHT, MIDDLE = (f"\x1b]11;rgb:{colour}\x1b\\" for colour in ("1e1e/1e1e/1e1e", "ff/ff/ff", "8/8/8"))
BELL = "\x1b]11;rgba:0000/0000/0000/ffff\x07"
ATTRIBUTES = "\x1b[?62;22c"
KEY = "organiser.introduction"
ACCENT = {"dark": rb"38;5;117[;m]", "light": rb"38;5;24[;m]"}
LATE = LIMIT + 0.3
ESC, LEFT = "\x1b", "\x1b[D"


@pytest.fixture
def asked(net):
    """``asked(*answers, **env)``: the program at a question, in a terminal that sends these when it is asked:
    texts, and seconds that it waits in between."""
    opened = []

    def ask(*answers, **env):
        open_at(net, KEY)
        line = ["prepare", SLUG, "--workspace", str(net), "--lang", "en"]
        terminal = Terminal(line, net.parent, **{"TERM": "xterm-256color", **env})
        opened.append(terminal)
        end = time.monotonic() + PATIENCE
        while ASK.encode() not in terminal.raw and b"?1049h" not in terminal.raw and time.monotonic() < end:
            terminal.read()
        for one in answers:
            if isinstance(one, str):
                terminal.send(one)
            else:
                wait(terminal, one)
        terminal.wait("Who are you?", "In the email")
        terminal.settle()
        return terminal

    yield ask
    for terminal in opened:
        terminal.send("\x03")
        assert terminal.end() == 130


def wait(terminal, seconds):
    """Read as long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read(0.02)


def field(terminal):
    """What stands in the field behind the first words."""
    (row,) = [line for line in terminal.display if "▌" in line]
    return row.partition("I am Maja Holm,")[2].strip()


def accent(terminal):
    """Which of the two is used; "" for none."""
    found = [name for name, code in ACCENT.items() if re.search(code, terminal.raw)]
    assert len(found) < 2
    return "".join(found)


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("answers", "seen"),
    [
        ((DARK + ATTRIBUTES,), "dark"),
        ((LIGHT + ATTRIBUTES,), "light"),
        ((BELL, ATTRIBUTES), "dark"),
        ((MIDDLE + ATTRIBUTES,), ""),
        ((ATTRIBUTES,), ""),
        ((DARK[:9], 0.01, DARK[9:-1], 0.01, DARK[-1] + ATTRIBUTES[:4], 0.01, ATTRIBUTES[4:]), "dark"),
        ((LATE, DARK + ATTRIBUTES), ""),
        ((LATE, DARK[:9], 0.2, DARK[9:-1], 0.01, DARK[-1] + ATTRIBUTES[:4], 0.2, ATTRIBUTES[4:]), ""),
        ((LATE, ATTRIBUTES), ""),
        ((), ""),
    ],
    ids=[
        "dark",
        "light",
        "bell",
        "grey",
        "attributes",
        "pieces",
        "late",
        "late pieces",
        "late half",
        "never",
    ],
)
def test_what_a_terminal_answers_is_no_key(asked, answers, seen):
    """Nothing of it stands in the field, whenever it comes; what is typed then does."""
    terminal = asked(*answers)
    terminal.send("a baker")
    terminal.wait("▌ I am Maja Holm, a baker")
    assert field(terminal) == "a baker" and accent(terminal) == seen


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "answers",
    [
        ("a b", DARK, "ak", ATTRIBUTES, "er"),
        ("a ber", LEFT * 2, DARK + "a" + ATTRIBUTES, "k"),
        ("a b", LATE, "ak" + DARK + "er", ATTRIBUTES),
        ("a ", DARK[:7], 0.01, DARK[7:] + "bak", ATTRIBUTES + "er"),
        ("a baker",),
    ],
    ids=["between", "arrows", "late", "pieces", "never"],
)
def test_what_is_typed_meanwhile_is_kept(asked, answers):
    """In its order."""
    terminal = asked(*answers)
    terminal.wait("▌ I am Maja Holm, a baker")
    assert field(terminal) == "a baker"


def test_an_esc_that_is_typed_meanwhile_is_one(asked):
    """And is not joined with the letter behind it."""
    terminal = asked(ESC, 0.02, ATTRIBUTES)
    terminal.wait("What is your name?")


def test_a_terminal_is_asked_once_and_only_where_nobody_says(asked):
    """Nor where colours are not wanted."""
    assert ASK.encode() not in asked(NO_COLOR="1").raw
    assert ASK.encode() not in asked(COLORFGBG="15;0").raw
    assert ASK.encode() not in asked(NETINVITE_BACKGROUND="unknown").raw
    assert ASK.encode() not in asked(TERM="xterm", COLORTERM="").raw
    terminal = asked(DARK + ATTRIBUTES)
    terminal.send("a baker\r")
    terminal.wait("What is the network about?")
    assert terminal.raw.count(ASK.encode()) == 1


# Without a terminal --------------------------------------------------------------------------------------


def keys(*pieces, flush=()):
    """What a parser behind ``Replies`` makes of these pieces; after those of the numbers nothing comes for a
    while."""
    found = []
    replies = Replies(Vt100Parser(lambda press: found.append(press.data)))
    for number, piece in enumerate(pieces):
        replies.feed(piece)
        if number in flush:
            replies.flush()
    replies.flush()
    return "".join(found), replies


TYPED = st.lists(
    st.sampled_from(["a", "æ", "1", ";", "]", "[", "c", "/", "\x1b[A", "\x1b[1;5D", "\x1bOP", "\r"])
)
REPLIES = st.sampled_from([DARK, LIGHT, BELL, ATTRIBUTES, "\x1b[?6c"])


@given(TYPED, st.lists(st.tuples(REPLIES, TYPED), max_size=3), st.lists(st.integers(0, 200)))
def test_answers_are_taken_out_wherever_they_are_cut(first, more, cuts):
    """And nothing else is."""
    text = "".join(first) + "".join(reply + "".join(typed) for reply, typed in more)
    places = [0, *sorted({place for place in cuts if place < len(text)}), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    assert keys(*pieces)[0] == "".join(first) + "".join("".join(typed) for _reply, typed in more)


@given(TYPED, st.lists(st.integers(0, 60)))
def test_keys_without_answers_come_as_without_it(typed, cuts):
    """However they are cut, and with pauses."""
    text = "".join(typed)
    places = [0, *sorted({place for place in cuts if place < len(text)}), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    found = []
    parser = Vt100Parser(lambda press: found.append(press.data))
    for piece in pieces:
        parser.feed(piece)
        parser.flush()
    parser.flush()
    assert keys(*pieces, flush=range(len(pieces)))[0] == "".join(found)


@pytest.mark.parametrize("cut", range(5, len(DARK)))
def test_an_answer_that_comes_in_pieces_after_a_while_is_no_key(cut):
    """Once it is clear that it is one."""
    typed, replies = keys("a", DARK[:cut], DARK[cut:] + "b", flush=range(3))
    assert typed == "ab" and six_digits(replies.colour) == "1e1e1e"


def test_a_lone_esc_and_what_looks_like_an_answer_are_keys():
    """Alt+] as well."""
    assert keys("\x1b", flush=[0])[0] == "\x1b"
    assert keys("\x1b]", "1", flush=[0])[0] == "\x1b]1"
    assert keys("\x1b]12;rgb:0/0/0\x07")[0] == "\x1b]12;rgb:0/0/0\x07"
    assert keys("\x1b]11;red\x07")[0] == "\x1b]11;red\x07"


def test_an_answer_without_the_end_of_its_end_is_one():
    """As some rxvt give it, at once or in pieces."""
    for pieces in ((DARK[:-1] + ATTRIBUTES + "b",), (DARK[:-1], ATTRIBUTES, "b"), (DARK[:-1], "\x1b[A")):
        typed, replies = keys("a", *pieces, flush=range(4))
        assert typed in ("ab", "a\x1b[A") and six_digits(replies.colour) == "1e1e1e"


@pytest.mark.parametrize("cut", range(5, len(DARK)))
def test_an_answer_that_never_ends_takes_no_key_along(cut):
    """And goes nowhere itself: it would begin with an Esc."""
    assert keys("a", DARK[:cut], "z", "\x1b[A", flush=range(4))[0] == "az\x1b[A"


def test_who_was_asked_before_is_not_asked_again():
    """What the terminal said late counts for the next sitting, and nothing stands before the parser twice."""
    sent = []
    output = DummyOutput()
    output.write_raw = sent.append
    with create_pipe_input() as source:
        assert ask_for(source, output) == ("", [])
        source.send_text(DARK)
        assert not source.read_keys()
        assert ask_for(source, output) == ("1e1e1e", [])
        assert sent == [ASK] and not isinstance(source.vt100_parser._parser, Replies)


@pytest.mark.parametrize(
    ("told", "digits"),
    [
        ("0/0/0", "000000"),
        ("f/8/0", "ff8800"),
        ("ff/80/00", "ff8000"),
        ("fff/000/fff", "ff00ff"),
        ("1e1e/1e1e/1e1e", "1e1e1e"),
        ("0000/2b2b/3636/ffff", "002b36"),
        ("", ""),
        ("00/00", ""),
        ("00//00", ""),
        ("00000/0/0", ""),
    ],
)
def test_a_colour_is_read_of_as_many_digits_as_it_has(told, digits):
    """One to four for each part, and a fourth part is how much shines through."""
    assert six_digits(told) == digits


@given(st.integers(0, 0xFFFFFF))
def test_a_background_gets_colours_that_can_be_read_on_it_or_none(number):
    """4.5 : 1 at least."""
    behind = f"{number:06x}"
    name = fitting(behind)
    for known in (_ACCENTS, _GREYS):
        for one, colour in known.items():
            good = ratio(channels(colour[1:]), channels(behind)) >= ENOUGH
            assert good or one != name
    assert fitting("") == ""


def channels(digits):
    return tuple(int(part, 16) for part in re.findall("..", digits))
