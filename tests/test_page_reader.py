"""What is said between two questions: on the next page, on one of its own, or printed at the end."""

from __future__ import annotations

import pytest
from keys import CTRL_C, DOWN, ENTER, ESC, UP, paste
from pages import BACKSPACE, F1, Pictures, answer, asked, opened
from prompt_toolkit.application import create_app_session
from prompt_toolkit.output import create_output

from netinvite.ui import screen
from netinvite.ui.fronts import Stage
from netinvite.ui.page.markdown import readable
from netinvite.ui.parts import Answered, Back, Left

LINES = [f"This is line number {number:02} of a long story." for number in range(40)]
STORY = "\n".join(LINES)
PAGE_DOWN, PAGE_UP, END, HOME = "\x1b[6~", "\x1b[5~", "\x1b[F", "\x1b[H"


def told(*keys, story=STORY, pictures=None):
    """What the question behind a long story is answered with."""
    with opened(*keys, pictures=pictures) as front:
        front.say(story)
        return front.ask(asked())


def first_line(pictures):
    """The number of the first line in the last picture of the story."""
    return [int(text.partition("line number ")[2][:2]) for text in pictures.texts if "line number" in text][
        -1
    ]


def test_a_sentence_stands_on_the_next_page():
    """Above its question, and on no later one."""
    pictures = Pictures()
    with opened("a", ENTER, "b", ENTER, pictures=pictures) as front:
        front.say("Something was understood.")
        front.ask(asked())
        front.ask(asked())
    assert pictures.shows("Something was understood. What? ▌ a")
    assert "understood" not in [text for text in pictures.texts if "▌ b" in text][-1]


def test_a_long_story_is_a_page_of_its_own():
    """Enter goes on in it until its end was seen, and then to the question."""
    pictures = Pictures()
    assert told(ENTER, ENTER, ENTER, "answer", ENTER, pictures=pictures) == Answered("answer")
    seen = " ".join(pictures.texts)
    assert all(line in seen for line in LINES)
    assert pictures.shows("more lines")
    assert not pictures.shows("line number", "What?")


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        (("Ma", "ja ", "Holm"), "Maja Holm"),
        (("Majs", BACKSPACE, "a"), "Maja"),
        ((paste("Maja\nHolm"),), "Maja Holm"),
        (("Maja Holm",), "Maja Holm"),
    ],
)
def test_what_is_typed_at_a_story_stands_in_the_next_field(keys, typed):
    """It is shown meanwhile, and Enter reads on and answers nothing that nobody has seen."""
    pictures = Pictures()
    assert told(*keys, ENTER, ENTER, ENTER, ENTER, pictures=pictures) == Answered(typed)
    assert pictures.shows(f"For the next question: {typed}")
    assert pictures.shows("What?", f"▌ {typed}")


def test_what_is_typed_at_a_story_is_kept_by_whoever_leaves():
    """As if it stood in the field."""
    with pytest.raises(Left) as left:
        told("Maja", CTRL_C)
    assert left.value.unfinished == "Maja"


def test_letters_typed_at_a_story_choose_nothing():
    """A menu that nobody has seen is not answered by them."""
    pictures = Pictures()
    with opened("2", "x", ENTER, ENTER, ENTER, ENTER, pictures=pictures) as front:
        front.say(STORY)
        assert front.ask(asked("choice", choices=("one", "two"), required=True)) == Answered("one")
    assert not pictures.shows("For the next question")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("keys", "first"),
    [
        ((DOWN,), 2),
        ((DOWN, DOWN, UP), 2),
        ((DOWN, UP), 0),
        ((UP,), 0),
        ((PAGE_DOWN, PAGE_UP), 0),
        ((END, HOME), 0),
        ((END, DOWN, UP), None),
        ((" ",), None),
    ],
)
def test_keys_move_the_story(keys, first):
    """By a line, by a page, to its ends and not beyond them."""
    pictures = Pictures()
    with pytest.raises(Left):
        told(*keys, CTRL_C, pictures=pictures)
    found = first_line(pictures)
    if first is not None:
        assert found == first
    else:
        assert 10 < found < 40


def test_how_much_is_out_of_sight_adds_up():
    """Above and below."""
    pictures = Pictures()
    with pytest.raises(Left):
        told(DOWN, DOWN, DOWN, CTRL_C, pictures=pictures)
    lines = [lines for lines in pictures.taken if any("line number" in line for line in lines)][-1]
    counted = [int(line.split()[1]) for line in lines if " more line" in line]
    assert counted[0] == 4
    assert sum(counted) + sum("line number" in line for line in lines) == len(LINES)


def test_esc_on_a_story_goes_back_and_ctrl_c_leaves():
    """As on any page."""
    assert told(ESC) == Back("")
    with pytest.raises(Left):
        told(CTRL_C)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("pasted", [paste("some\nlines"), "some\rlines\r"])
def test_a_paste_turns_no_page(pasted):
    """Nor does it answer the question behind: it stands in its field, and more can be typed."""
    assert told(pasted, ENTER, ENTER, ENTER, "!", ENTER).value.split() in (
        ["some", "lines!"],
        ["some", "lines", "!"],
    )


def test_a_text_is_shown_under_its_name():
    """A page of its own, with a mark before each line."""
    pictures = Pictures()
    with opened(ENTER, pictures=pictures) as front:
        front.show("pitch.md", "# Pitch\n\nOne sentence.\n")
    assert pictures.shows("pitch.md", "│ # Pitch", "│ One sentence.")


def test_what_nobody_has_read_is_printed_at_the_end(capsys):
    """On the ordinary screen; what is meant for standard error goes there."""
    # The output of a session is that of the test that printed first.
    with create_app_session(output=create_output()), opened() as front:
        front.say("Said at last.")
        screen.tell("Told at last.")
    out, err = capsys.readouterr()
    assert "Said at last." in out and "Told at last." in err


def test_what_is_told_while_pages_are_there_stands_on_the_next():
    """Nothing is printed across a page."""
    pictures = Pictures()
    with opened("x", ENTER, pictures=pictures) as front:
        screen.tell("The calendar cannot be read.")
        front.ask(asked())
    assert pictures.shows("The calendar cannot be read. What?")


def test_control_characters_of_what_is_said_are_stand_ins():
    """An answer that is said back sends none to the terminal."""
    pictures = Pictures()
    with opened("x", ENTER, pictures=pictures) as front:
        front.say("a\x1b]0;title\x07b")
        front.ask(asked(ask="Wh\x1b[2Jat?", help="He\x9blp"))
    assert "\x1b]0;" not in pictures.raw and "\x9b" not in pictures.raw
    assert pictures.shows(r"a\x1b]0;title\x07b", r"Wh\x1b[2Jat?", r"He\x9blp")


def test_a_sitting_without_questions_opens_no_other_screen():
    """There is nothing to be left."""
    pictures = Pictures()
    with opened(pictures=pictures):
        pass
    assert "1049" not in pictures.raw


@pytest.mark.parametrize(("rows", "before"), [(12, False), (24, True)])
def test_what_is_no_news_gives_way_to_the_question(rows, before):
    """In a low window F1 tells it, until the step is over."""
    pictures = Pictures(40, rows)
    with opened(F1, ESC, ENTER, pictures=pictures) as front:
        front.explain("How all of this works.")
        front.begin_step(Stage("First", "What it is for.", 1, 2))
        front.ask(asked())
        front.begin_step(Stage("Second", "", 2, 2))
    first = next(text for text in pictures.texts if "▌" in text)
    assert "What?" in first and ("How all of this works." in first) == before
    assert pictures.shows("How all of this works. What it is for.")


def test_a_line_of_markdown_is_a_blank_row():
    """As the blank rows around it; dashes within a row stay."""
    read = readable("Above\n---\n*Below* --- it", [(10, 17)])
    assert read.text == "Above\n\nBelow --- it"
    assert readable("Above\n\n---\n\nBelow").text == "Above\n\nBelow"
    assert readable("---\n\nBelow").text == "Below"
    assert [read.text[start:end] for start, end in read.places] == ["Below"]


def test_what_is_said_while_a_question_is_asked_stands_apart_from_its_words():
    """A blank row between them, so that the eye finds what is asked for now."""
    pictures = Pictures()
    answer(asked("referrals", help="Who?"), "Mona", ENTER, ESC, ESC, pictures=pictures)
    (lines,) = [lines for lines in pictures.taken if any("Mona: what do they" in line for line in lines)][:1]
    at = next(number for number, line in enumerate(lines) if "Mona: what do they" in line)
    assert not lines[at - 1] and "Who?" in lines[at - 2]
    assert any("Mona: what do they know" in bold for bold in pictures.bold)


def test_esc_goes_back_to_what_was_read_before_the_question():
    """And from there to what came before; what is half typed stays."""
    pictures = Pictures()
    with opened("\r", "half", "\x1b", "\r", " done\r", "\x1b", pictures=pictures) as front:
        front.say("\n".join(f"- line {number}" for number in range(12)))
        assert front.ask(asked(ask="Who?")) == Answered("half done")
        assert isinstance(front.ask(asked(ask="Next?")), Back)
    shown = [("line 11" in text, "Who?" in text) for text in pictures.texts]
    first, again = shown.index((False, True)), len(shown) - 1 - shown[::-1].index((True, False))
    assert first < again


def test_what_was_half_typed_stays_while_a_story_is_read():
    """Whoever goes back from it or leaves there has typed those words all the same."""
    half = asked(unfinished="half a th")
    for keys, outcome in (((ESC,), Back("half a th")), ((ENTER, "ing", ESC), Back("half a thing"))):
        with opened(*keys) as front:
            front.say("\n".join(LINES))
            assert front.ask(half) == outcome
    with opened(CTRL_C) as front, pytest.raises(Left) as left:
        front.say("\n".join(LINES))
        front.ask(half)
    assert left.value.unfinished == "half a th"
