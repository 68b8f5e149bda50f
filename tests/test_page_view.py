"""The page in windows of all sizes, as a person sees it in a real terminal."""

from __future__ import annotations

import re

import pytest
from keys import ENTER
from pages import BACKSPACE, Pictures, answer, asked, opened
from readyexample import SLUG, open_at
from terminal import Terminal

from netinvite.model.questions import Progress
from netinvite.store.workspace import Workspace
from netinvite.ui.page.view import TALL
from netinvite.ui.parts import Answered, Back

KEY = "organiser.introduction"
F1, F3, ESC = "\x1bOP", "\x1bOR", "\x1b"
MORE = "Ctrl+Z puts the program aside"


@pytest.fixture
def page(net):
    """``page(columns, rows)``: the program at a question, settled."""
    opened = []

    def open_page(columns=80, rows=24, **env):
        open_at(net, KEY)
        line = ["prepare", SLUG, "--workspace", str(net), "--lang", "en"]
        terminal = Terminal(line, net.parent, columns=columns, rows=rows, **env)
        opened.append(terminal)
        terminal.wait("Enter")
        if rows >= TALL:
            # It is looked for once the question is drawn.
            terminal.wait("In the email")
        terminal.settle()
        return terminal

    yield open_page
    for terminal in opened:
        if not terminal.child.closed:
            terminal.send("\x03")
            assert terminal.end() == 130


def row_of(terminal, words):
    """The number of the row that has these words."""
    return next(number for number, line in enumerate(terminal.display) if words in line)


def resize(terminal, columns, rows):
    """As if somebody pulled at the window's corner."""
    terminal.screen.resize(rows, columns)
    before = len(terminal.raw)
    terminal.child.setwinsize(rows, columns)
    terminal.drawn(before)


# Sizes ---------------------------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 24), (109, 30)])
def test_the_paragraph_stands_below_the_field(page, columns, rows):
    """Question, field, paragraph, keys, from above to below; the sentence grows with each key."""
    terminal = page(columns, rows)
    words = ["Step 1 of 6", "Who are you?", "▌ I am Maja Holm,", "In the email", "│ I am Maja Holm,", "Enter"]
    found = [row_of(terminal, one) for one in words]
    assert found == sorted(found) and found[0] == 0 and found[-1] in (rows - 2, rows - 1)
    for letter in "and":
        terminal.press(letter)
        lines = terminal.display
        field, paragraph = lines[row_of(terminal, "▌")], lines[row_of(terminal, "│")]
        assert field.split("▌")[1].strip() in paragraph


@pytest.mark.whole
def test_the_letter_stands_beside_the_field_in_a_wide_window(page):
    """All of it, with the sentence in its place."""
    terminal = page(120, 40)
    terminal.press("a baker")
    assert row_of(terminal, "In the email") <= row_of(terminal, "Who are you?")
    assert "│ I am Maja Holm, a baker." in terminal.text
    assert "│ Subject:" in terminal.text and "│ Kind regards," in terminal.text


def test_a_low_window_has_question_and_field_alone(page):
    """The paragraph gives way; F3 still shows the text."""
    terminal = page(40, 12)
    assert "Who are you?" in terminal.text and "▌ I am Maja Holm," in terminal.text
    assert "In the email" not in terminal.text
    terminal.press(F3)
    assert "In the email" in terminal.text


def test_in_the_smallest_window_one_still_types(page):
    """The question, and of the field the row that one types on."""
    terminal = page(24, 6)
    terminal.send("a baker in the town of Northby, and " * 3 + "done")
    terminal.wait("Who are you?", "done", "Enter")


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("columns", "rows"), [(12, 4), (6, 3), (1, 1)])
def test_in_a_window_smaller_than_that_nothing_is_lost(page, columns, rows):
    """What is typed counts, and is in sight when there is room again, mark and all."""
    terminal = page()
    resize(terminal, columns, rows)
    terminal.press("a baker")
    resize(terminal, 80, 24)
    terminal.wait("▌ I am Maja Holm, a baker")


@pytest.mark.parametrize("kind", ["sentence", "choice", "choices", "scale", "times"])
@pytest.mark.parametrize("columns", [1, 2, 5, 12])
@pytest.mark.parametrize("rows", [1, 2, 3, 8])
def test_every_page_can_be_drawn_in_any_window(kind, columns, rows):
    """No window is too small for it to be gone on from."""
    given = asked(kind, choices=("one", "two") if kind.startswith("choice") else ())
    assert isinstance(answer(given, "x", BACKSPACE, ENTER, pictures=Pictures(columns, rows)), Answered)


@pytest.mark.whole
def test_a_long_text_scrolls_within_its_field(page):
    """The row of the cursor is in sight, and so is the question, whatever the field holds."""
    terminal = page(60, 16)
    terminal.send("many words and " * 60 + "the end")
    terminal.wait("the end", "Enter")
    assert "Who are you?" in terminal.text and "the end" in terminal.text and "Enter" in terminal.text


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "sizes", [((120, 40), (40, 12), (24, 6), (80, 24)), ((40, 24), (81, 25), (79, 23), (110, 20))]
)
def test_a_window_that_is_resized_has_one_page(page, sizes):
    """Drawn anew for each size, with what was typed."""
    terminal = page()
    terminal.press("a baker")
    for columns, rows in sizes:
        resize(terminal, columns, rows)
        assert terminal.text.count("Who are you?") == 1
        assert terminal.text.count("▌ I am Maja Holm, a") == 1
    terminal.press("y")
    assert "▌ I am Maja Holm, a bakery" in terminal.text


# Keys that show more -------------------------------------------------------------------------------------


def test_f1_tells_all_keys_and_takes_them_away(page):
    """In place of the question; Enter gives no answer that is out of sight."""
    terminal = page()
    for away in (F1, "\r", "\x15"):
        terminal.press(F1)
        assert MORE in terminal.text and "NETINVITE_PLAIN=1" in terminal.text
        terminal.press(away)
        assert MORE not in terminal.text and "▌ I am Maja Holm," in terminal.text


@pytest.mark.sampled(1)
@pytest.mark.parametrize("key", [F1, F3])
@pytest.mark.parametrize("words", ["a baker", "\x1b[200~a baker\x1b[201~"])
def test_what_is_typed_over_the_page_is_seen_on_it(page, key, words):
    """A letter takes away what F1 or F3 shows; neither it nor a pasted word is lost, or there unseen."""
    terminal = page()
    terminal.press(key)
    terminal.press(words)
    assert "Who are you?" in terminal.text and "▌ I am Maja Holm, a baker" in terminal.text


@pytest.mark.whole
def test_f1_once_more_tells_what_there_was_no_room_for(page):
    """Page by page in a low window, and then back to the question."""
    terminal, told = page(40, 12), ""
    for _ in range(10):
        terminal.press(F1)
        if "Who are you?" in terminal.text:
            break
        told += terminal.text
    assert MORE in told and "NETINVITE_PLAIN=1" in told and "Who are you?" in terminal.text


def test_f3_shows_the_whole_text_and_takes_it_away(page):
    """As it would be with the present words; arrows move it, Esc goes back."""
    terminal = page()
    terminal.press("a baker" + F3)
    assert "▌ I am Maja Holm, a baker." in terminal.text and "In the email" in terminal.text
    terminal.press("\x1b[F")
    assert "│ Kind regards," in terminal.text
    terminal.press(ESC)
    assert "▌ I am Maja Holm, a baker" in terminal.text
    assert "Kind regards" not in terminal.text


@pytest.mark.whole
def test_in_a_narrow_window_the_foot_says_the_whole_way_back(page):
    """Whatever else it has room for."""
    terminal = page(40, 24)
    terminal.press(F3)
    assert "Arrows move the text" in terminal.text and "F3 or Esc: back" in terminal.text


def test_the_sentence_is_bold_and_its_end_in_sight(page):
    """A paragraph that is longer than its room shows the part that is being typed."""
    terminal = page(40, 18)
    terminal.send("who has a lot to say, " * 12 + "at last")
    terminal.wait("│ at last.")
    rows = [number for number, line in enumerate(terminal.display) if "│" in line]
    bold = "".join(
        terminal.screen.buffer[row][column].data
        for row in rows
        for column in range(40)
        if terminal.screen.buffer[row][column].bold
    )
    assert "at last." in " ".join(bold.split())


# Other terminals -----------------------------------------------------------------------------------------


@pytest.mark.whole
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_plain_signs_where_the_encoding_has_no_others(page, encoding):
    """The page is drawn with them, and what the encoding lacks gets a stand-in."""
    terminal = page(PYTHONIOENCODING=encoding, LANG="C")
    terminal.press("a baker")
    assert "| I am Maja Holm, a baker" in terminal.text and "#-----" in terminal.text
    assert not {"▌", "│", "■"} & set(terminal.raw.decode("latin-1"))
    assert all(byte < 0x80 or encoding == "latin-1" for byte in terminal.raw)


def test_control_characters_of_an_old_answer_reach_no_terminal(page, net):
    """In the field, in the paragraph and in the title they are stand-ins."""
    place = Workspace(net)
    place.update(place.network_file, {("unfinished", KEY): "I am Maja Holm, \x1b]0;owned\x07\u202ex"})
    terminal = page()
    assert r"▌ I am Maja Holm, \x1b]0;owned\x07\u202ex" in terminal.text
    assert (
        b"\x1b]0;" not in terminal.raw
        and b"\x07" not in terminal.raw
        and "\u202e".encode() not in terminal.raw
    )


def test_no_colour_and_nothing_else_that_cannot_be_read(page):
    """Weight and marks alone, with NO_COLOR or without."""
    terminal = page(NO_COLOR="1")
    codes = [
        code for codes in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for code in codes.split(b";") if code
    ]
    assert not [code for code in codes if 30 <= int(code) <= 48 or int(code) >= 90]


def test_nothing_before_the_first_question_is_offered_and_what_is_told_there_stays():
    """Esc has nowhere to go, and takes nothing away."""
    pictures, first = Pictures(), Progress(1, 2, 3, 0, first=True)
    with opened("\x1b", "x\r", "y\r", pictures=pictures) as front:
        front.say("Where it is kept.")
        assert isinstance(front.ask(asked(ask="Who?", progress=first)), Back)
        front.say("Nothing comes before it.")
        assert front.ask(asked(ask="Who?", progress=first)) == Answered("x")
        front.ask(asked(ask="Next?", progress=Progress(1, 2, 3, 0)))
    first_page = next(text for text in pictures.texts if "Who?" in text)
    assert "Esc" not in first_page and pictures.shows("Next?", "Esc: back")
    assert pictures.shows("Where it is kept.", "Nothing comes before it.", "Who?")
    assert not pictures.shows("Where it is kept.", "Next?")


def test_f1_names_f2_and_what_there_is():
    """A menu has no field to be empty."""
    pictures = Pictures(40, 24)
    answer(
        asked("choice", choices=("a", "b"), other_way="fewer questions"), F1, "\x1b", "\r", pictures=pictures
    )
    assert pictures.shows(
        "F2 goes on with fewer questions.", "F1, ? or Esc takes these lines away.", "F1 or Esc: back"
    )
    assert not pictures.shows("empty field")
