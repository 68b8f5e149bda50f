"""Keys typed into a page's field: what becomes of the text, where the cursor goes, what is an Enter."""

from __future__ import annotations

import pytest
from keys import (
    ALT_ENTER,
    BACK_TAB,
    CTRL_C,
    CTRL_D,
    CTRL_J,
    DOWN,
    ENTER,
    ESC,
    LEFT,
    RIGHT,
    UP,
    paste,
    typing,
)
from pages import (
    BACKSPACE,
    CTRL_U,
    CTRL_W,
    DELETE,
    END,
    F1,
    F2,
    HOME,
    TAB,
    Pictures,
    answer,
    answers,
    asked,
    opened,
)
from prompt_toolkit.input import create_pipe_input

from netinvite.ui.page.front import Paged
from netinvite.ui.parts import Answered, Back, Left, Turned

FAMILY, ACCENTED = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301"
CTRL_L = "\x0c"
CTRL_A, CTRL_K, UNDO, ALT_B = "\x01", "\x0b", "\x1f", "\x1bb"
# In a window of 24 columns: three rows, the last "eight".
ROWS = "one two three four five six seven eight"


def stands(question, *keys, pictures=None):
    """What stands in the field after these keys."""
    with opened(*keys, CTRL_C, pictures=pictures) as front, pytest.raises(Left) as caught:
        front.ask(question)
    return caught.value.unfinished


def test_letters_that_are_no_utf8_are_shown_before_they_count():
    """The first Enter shows how they were read, the second takes them; whoever leaves has them too."""
    pictures = Pictures()
    assert answer(asked(), "caf\udce9", ENTER, ENTER, pictures=pictures) == Answered("café")
    assert pictures.shows("were read as Windows-1252", "café")
    assert stands(asked(), "caf\udce9") == "café"


# First words, hint -------------------------------------------------------------------------------------


def test_the_first_words_stand_there_with_an_example_behind_them():
    """The example goes with the first letter and comes back when that is taken away."""
    given = asked("sentence", first="Because", example="I have seen it myself")
    pictures = Pictures()
    assert stands(given, "so", CTRL_U, pictures=pictures) == ""
    shown = [text for text in pictures.texts if "What?" in text]
    assert ["▌ Because (e.g. I have seen it myself)" in text for text in shown] == [True, False, True]
    assert "▌ Because so Enter" in shown[1]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("so it is", CTRL_U), ""),
        (("so it is", CTRL_U, "no"), "Because no"),
        (("so it is", CTRL_U, CTRL_U, "no"), "no"),
        (("so it is", CTRL_W, "was"), "Because so it was"),
        (("so it is", CTRL_W * 3, "no"), "Because no"),
        (("so it is", CTRL_W * 4, "no"), "no"),
        (("so", HOME, "And "), "And Because so"),
        ((" so",), "Because so"),
        (("so", LEFT, CTRL_U, "n"), "Because no"),
    ],
)
def test_what_is_left_of_the_first_words(keys, left):
    """Ctrl+U leaves them the first time; they are text, and go like any other; their blank is not doubled."""
    assert stands(asked("sentence", first="Because"), *keys) == left


# Moving --------------------------------------------------------------------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ((HOME,), "one two three four five six seven Xeight"),
        ((UP,), "one two three four five Xsix seven eight"),
        ((UP, UP), "one tXwo three four five six seven eight"),
        ((UP, UP, UP), "Xone two three four five six seven eight"),
        ((UP, END), "one two three four five six sevenX eight"),
        ((UP, END, UP), "one two three Xfour five six seven eight"),
        ((UP, HOME, LEFT), "one two three fourX five six seven eight"),
        ((UP, HOME, LEFT, RIGHT), "one two three four Xfive six seven eight"),
        ((UP, HOME, DOWN), "one two three four five six seven Xeight"),
        ((UP, UP, END, DOWN, DOWN), "one two three four five six seven eightX"),
        ((UP, END, DOWN, UP), "one two three four five six sevenX eight"),
        ((HOME, DOWN), "one two three four five six seven eightX"),
    ],
)
def test_arrows_move_by_rows_of_the_screen(keys, left):
    """Up, Down, Home and End, and the column that the first move began in is kept."""
    assert stands(asked(unfinished=ROWS), *keys, "X", pictures=Pictures(24)) == left


def test_typing_begins_another_column():
    """The next Up goes to where the cursor is, not to where an earlier one began."""
    assert stands(asked(unfinished=ROWS), UP, "XYZ", UP, "!", pictures=Pictures(24)) == (
        "one two !three four five XYZsix seven eight"
    )


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ((CTRL_A, CTRL_K, "X"), "X"),
        ((CTRL_A, "X"), f"X{ROWS}"),
        ((CTRL_A, CTRL_K, UNDO), ROWS),
        ((ALT_B, "X"), ROWS.replace("eight", "Xeight")),
    ],
)
def test_keys_of_the_whole_text(keys, left):
    """Ctrl+A goes to its very beginning, Ctrl+K deletes from there on, Ctrl+_ undoes."""
    assert stands(asked(unfinished=ROWS), *keys, pictures=Pictures(24)) == left


@pytest.mark.sampled(2)
@pytest.mark.parametrize("piece", ["漢", FAMILY, ACCENTED], ids=["wide", "joined", "accented"])
@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ((LEFT, "X"), "a{0}X{0}"),
        ((LEFT, LEFT, "X"), "aX{0}{0}"),
        ((HOME, RIGHT, RIGHT, "X"), "a{0}X{0}"),
        ((BACKSPACE,), "a{0}"),
        ((HOME, RIGHT, DELETE), "a{0}"),
    ],
)
def test_a_piece_is_never_parted(piece, keys, left):
    """A wide character, signs that are joined, a letter with its accent: one step, one deletion."""
    assert stands(asked(unfinished=f"a{piece}{piece}"), *keys) == left.format(piece)


def test_up_never_lands_within_a_wide_character():
    """Where the column is in its middle, the cursor goes before it."""
    given = asked("long", unfinished="漢漢漢\nabc")
    assert stands(given, UP, "X") == "漢X漢漢\nabc"


@pytest.mark.sampled(2)
@pytest.mark.parametrize("columns", [24, 40, 80, 120])
def test_the_cursor_is_shown_where_it_is(columns):
    """On the sign before which a letter would be put, in a text of several rows."""
    text = " ".join(f"w{number:03}" for number in range(60))
    steps = (1, 4, 7, 6, 16, 5, 60, 1)
    pictures = Pictures(columns)
    stands(asked(unfinished=text), *(LEFT * count for count in steps), pictures=pictures)
    places = [len(text) - sum(steps[:count]) for count in range(1, len(steps) + 1)]
    under = [sign for sign, shown in zip(pictures.under, pictures.texts, strict=True) if "w059" in shown]
    assert under == [" ", *(text[place] for place in places)]


@pytest.mark.parametrize("full", [18, 19, 20])
def test_the_cursor_is_in_sight_behind_a_full_row(full):
    """There is a column for it, also where a word fills its row to the edge."""
    pictures = Pictures(24)
    stands(asked(), "x" * full, pictures=pictures)
    number = [number for number, text in enumerate(pictures.texts) if "x" * full in text.replace(" ▌ ", "")][
        -1
    ]
    rows = [line for line in pictures.taken[number] if "▌" in line]
    assert [row.count("x") for row in rows] == ([full] if full < 20 else [19, 1])
    assert pictures.at[number][1] == len(rows[-1])


# What is an Enter ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value"), [("text", "Maja von Holm"), ("lines", "Maja\nvon\nHolm")], ids=["one line", "several"]
)
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_bracketed_paste_answers_nothing(kind, value, end):
    """Its line breaks are blanks in a field of one line, and stay in one of several."""
    assert answer(asked(kind), paste(f"Maja{end}von{end}Holm"), ENTER) == Answered(value)


@pytest.mark.parametrize(("kind", "value"), [("text", "Maja von Holm"), ("lines", "Maja\nvon\nHolm")])
def test_lines_in_one_breath_answer_nothing(kind, value):
    """Where nobody knows that pastes are bracketed, an Enter with letters behind it belongs to one."""
    assert answers([asked(kind), asked()], "Maja\rvon\rHolm", ENTER, "next", ENTER) == [
        Answered(value),
        Answered("next"),
    ]


def test_typing_ahead_answers_the_next_questions():
    """Once a paste came in brackets, an Enter is an Enter, and what is behind it is for the next question."""
    questions = [asked(), asked(), asked("choice", choices=("one", "two")), asked()]
    outcomes = answers(questions, paste("first"), "\rsecond\r2\rthird\r")
    assert [outcome.value for outcome in outcomes] == ["first", "second", "two", "third"]


def test_gnu_screen_brackets_none_of_its_own(monkeypatch):
    """There an Enter with letters behind it stays part of a paste, whatever was seen before."""
    monkeypatch.setenv("STY", "1.tty")
    outcomes = answers([asked(), asked()], paste("one "), "two\rthree", ENTER, ENTER)
    assert outcomes == [Answered("one two three"), Answered(None)]


def test_enters_in_one_breath_are_one():
    """Nobody can have read what came after the first of them: a key pressed twice, or held down."""
    outcomes = answers(
        [asked(), asked("choice", choices=("one", "two"), required=True)], ENTER * 3, "2", ENTER
    )
    assert outcomes == [Answered(None), Answered("two")]


def test_an_enter_pressed_twice_answers_once():
    """Behind words, too; and behind a complaint it does not say that one means it."""
    questions = [asked(required=True), asked("choice", choices=("one", "two"), required=True)]
    outcomes = answers(questions, ENTER * 2, "Maja", ENTER * 2, "2\r")
    assert outcomes == [Answered("Maja"), Answered("two")]


def test_ctrl_j_is_enter_in_a_field_of_one_line():
    """Some terminals send it for Enter."""
    assert answer(asked(), "Maja", CTRL_J) == Answered("Maja")


@pytest.mark.parametrize("key", [CTRL_J, ALT_ENTER])
def test_a_new_line_in_a_field_of_several(key):
    """Ctrl+J, or Alt+Enter where the terminal does not take it for itself."""
    assert answer(asked("lines"), "Maja", key, "Holm", ENTER) == Answered("Maja\nHolm")


@pytest.mark.parametrize("kind", ["text", "lines"])
def test_enter_typed_before_the_page_opened(kind):
    """The terminal made it a Ctrl+J, but it is an Enter all the same."""
    with create_pipe_input() as source:
        source.send_text("Maja\n")
        front = Paged(source, Pictures())
        with front.open():
            assert front.ask(asked(kind)) == Answered("Maja")


def test_ctrl_j_is_a_new_line_once_the_page_is_there():
    """What was typed before it opened changes that for itself alone."""
    with typing("Holm", CTRL_J, "x", ENTER) as source:
        source.send_text("Maja ")
        front = Paged(source, Pictures())
        with front.open():
            assert front.ask(asked("lines")) == Answered("Maja Holm\nx")


# What stands there ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [("ås", TAB, ENTER), ("ØSTER", TAB, ENTER), ("ås", DOWN, ENTER)])
def test_tab_completes_a_name(keys):
    """Of somebody who is known, by any part of it, in capitals or not."""
    names = ("Åse Østergård", "Bo Lund")
    pictures = Pictures()
    assert answer(asked("person", people=names), *keys, pictures=pictures) == Answered("Åse Østergård")
    assert pictures.shows("Åse Østergård")


def test_what_is_proposed_gives_way_to_the_first_letter():
    """Enter takes it, a letter or a paste takes its place, an arrow lets it be changed."""
    given = asked("date", default="today")
    assert stands(given, "x") == stands(given, paste("x")) == "x"
    assert stands(given, LEFT, RIGHT, "x").endswith("Novemberx")
    assert stands(given, END, "x").endswith("Novemberx")
    assert stands(given, ALT_B, "x").endswith("xNovember")
    assert answer(given, ENTER).value.day == 25


def test_a_complaint_stands_below_the_field_until_the_next_key():
    """What was typed stays where it is."""
    pictures = Pictures()
    assert stands(asked("email"), "maja@", ENTER, "x", pictures=pictures) == "maja@x"
    assert pictures.shows("▌ maja@ ! ", "does not look like an email address")
    (last,) = [text for text in pictures.texts if "maja@x" in text][-1:]
    assert "email address" not in last


def test_a_doubt_is_asked_about_once():
    """Enter once more keeps it; another text is asked about anew."""
    given, pictures = asked("sentence", first="Because"), Pictures()
    assert answer(given, "He came.", ENTER, ENTER, pictures=pictures) == Answered("Because He came.")
    assert pictures.shows("▌ Because He came. !", "capital")
    assert stands(given, "He came", ENTER, "s", ENTER) == "Because He cames"


def test_a_word_of_the_first_ones_that_comes_again_is_asked_about():
    """Also with an apostrophe behind it, and where they are said anew."""
    pictures = Pictures()
    given = asked("sentence", first="I ask you because", lead="you")
    typed = "I ask you because you you've run it."
    assert answer(given, "you've run it", ENTER, ENTER, pictures=pictures) == Answered(typed)
    assert pictures.shows("“you” stands there twice. Enter once more keeps it.")
    given, pictures = asked("sentence", first="Vi mødtes"), Pictures()
    typed = "Vi mødtes vi mødte hinanden."
    assert answer(given, "vi mødte hinanden", ENTER, ENTER, pictures=pictures) == Answered(typed)
    assert pictures.shows("“vi” repeats how the sentence begins.")


def test_an_address_may_be_pasted_with_its_name():
    """The address alone is kept; the page that comes next says so."""
    pictures = Pictures()
    keys = (paste("Søren Kjær <sk@example.org>"), ENTER, ENTER)
    assert answers([asked("email"), asked()], *keys, pictures=pictures)[0] == Answered("sk@example.org")
    assert pictures.shows("Only the address is kept: sk@example.org")


def test_a_name_that_is_known_is_not_asked_about():
    """Nor is what belongs to it; a name that nobody has named yet is, once."""
    given = asked("sentence", first="Because", names=lambda: ("Anna", "Marie"))
    for typed in ("Anna-Marie came.", "Annas net is here.", "Marie’s is."):
        assert answer(given, typed, ENTER) == Answered(f"Because {typed}")
    pictures = Pictures()
    assert answer(given, "Annabel came.", ENTER, ENTER, pictures=pictures) == Answered(
        "Because Annabel came."
    )
    assert pictures.shows("“Annabel”", "capital")


def test_a_sentence_without_its_first_words_that_begins_small_is_asked_about_once():
    """They come back where the field was emptied; Enter once more keeps what was typed."""
    given, pictures = asked("sentence", first="I would like to hear"), Pictures()
    assert answer(given, CTRL_U, "what helps", ENTER, ENTER, pictures=pictures) == Answered("what helps.")
    assert pictures.shows("“what” begins a sentence", "Ctrl+U brings back", "I would like to hear")
    again = answer(given, CTRL_U, "what helps", ENTER, CTRL_U, CTRL_U, "what helps", ENTER)
    assert again == Answered("I would like to hear what helps.")
    assert answer(asked("sentence"), "they help", ENTER, "s", ENTER, ENTER) == Answered("they helps.")


def test_control_characters_are_shown_as_stand_ins():
    """An old answer or a paste with an escape sequence sends none to the terminal."""
    pictures = Pictures()
    hostile = "a\x1b]0;title\x07b\u202ec"
    assert stands(asked(unfinished=hostile), paste("\x9b"), pictures=pictures) == f"{hostile}\x9b"
    assert pictures.shows(r"▌ a\x1b]0;title\x07b\u202ec\x9b")
    assert not [sign for sign in ("\x1b]0;", "\x07", "\u202e", "\x9b") if sign in pictures.raw]


# Going elsewhere -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [ESC, BACK_TAB])
def test_back_takes_what_is_typed_along(key):
    """It is there again when the question is."""
    assert answer(asked(), "half", key) == Back("half")


def test_ctrl_d_leaves_an_empty_field_alone():
    """In another one it deletes."""
    assert stands(asked(), "ab", LEFT, CTRL_D) == "a"
    with opened(CTRL_D) as front, pytest.raises(Left):
        front.ask(asked())


def test_f2_turns_to_the_other_way():
    """Where there is one; with what is half typed."""
    assert answer(asked(other_way=True), "half", F2) == Turned("half")
    assert stands(asked(), "half", F2) == "half"


def test_ctrl_l_draws_anew_and_leaves_the_other_screen_alone():
    """prompt_toolkit's own would go there and wipe what stands on it."""
    pictures = Pictures()
    assert stands(asked(), "half", CTRL_L, " typed", pictures=pictures) == "half typed"
    assert pictures.raw.count("\x1b[?1049h") == pictures.raw.count("\x1b[?1049l") == 1


@pytest.mark.parametrize("key", [F1, "?"])
def test_all_keys_are_told_and_taken_away_again(key):
    """Esc takes them away as well, and is no step back then."""
    pictures = Pictures()
    assert answer(asked(), key, ESC, "Maja", ENTER, pictures=pictures) == Answered("Maja")
    assert pictures.shows("Ctrl+Z puts the program aside", "NETINVITE_PLAIN=1")
    (last,) = [text for text in pictures.texts if "▌ Maja" in text][-1:]
    assert "Ctrl+Z" not in last and "F1: help" in last


@pytest.mark.parametrize(
    "key", ["\x12", "\x13", "\x11", "\x0f", "\x1bq"], ids=["c-r", "c-s", "c-q", "c-o", "alt"]
)
def test_keys_that_mean_nothing_here(key):
    """None of them searches, stops, submits or inserts anything."""
    assert stands(asked(), "a", key, "b") == "ab"


# What the foot says --------------------------------------------------------------------------------------


@pytest.mark.sampled(2)
@pytest.mark.parametrize("kind", ["text", "long", "sentence", "list", "referrals", "needs"])
def test_what_can_be_skipped_says_so(kind):
    """Of every kind; F1 says how."""
    pictures = Pictures()
    answer(asked(kind), F1, ESC, ENTER, pictures=pictures)
    assert pictures.shows("Enter: next, or skip", "F1: help") and pictures.shows(
        "Enter in an empty field skips"
    )
    needed = Pictures()
    answer(asked(kind, required=True), F1, ESC, ESC, pictures=needed)
    assert not needed.shows("or skip") and not needed.shows("skips the question")


def test_f1_says_what_a_line_break_does():
    """In a field of one line it goes on; in another one it begins a new line."""
    one, several = Pictures(), Pictures()
    assert answer(asked(), F1, ESC, "x", CTRL_J, pictures=one) == Answered("x")
    assert one.shows("stands in one line: Ctrl+J goes on")
    assert stands(asked("long"), F1, ESC, "x", CTRL_J, "y", pictures=several) == "x\ny"
    assert several.shows("Ctrl+J or Alt+Enter begins a new line") and not several.shows("in one line:")


def test_f1_tells_of_f3_where_it_shows_something():
    """In an interview what was prepared; there is no text there that an answer would stand in."""
    prepared, nothing = Pictures(), Pictures()
    answer(asked(background="Ask about the café."), F1, ESC, ENTER, pictures=prepared)
    assert prepared.shows("F3 shows what was prepared") and not prepared.shows("your answer will stand")
    answer(asked(), F1, ESC, ENTER, pictures=nothing)
    assert not nothing.shows("F3")


def test_an_example_stands_once():
    """What the network lacks is typed where nothing was named yet: the example stands in the field alone."""
    pictures = Pictures()
    answer(asked("choices", choices_from="network.needs", example="a doctor"), ENTER, pictures=pictures)
    assert pictures.shows("(e.g. a doctor)") and not any(
        text.count("a doctor") > 1 for text in pictures.texts
    )


def test_a_field_says_that_it_has_more_than_is_in_sight():
    """Above and below, in place of the mark; nothing where all of it is there."""
    pictures, text = Pictures(40, 12), "\n".join(f"line {number}" for number in range(30))
    answer(asked("long", unfinished=text), "\x1b[5~", "\x1b[5~", HOME, ENTER, pictures=pictures)
    fields = [[row for row in picture if "line" in row] for picture in pictures.taken]
    marks = [(field[0][1], field[-1][1]) for field in fields if field]
    assert marks[0] == ("↑", "▌") and ("↑", "↓") in marks


def test_the_example_keeps_its_blank_and_an_emptied_field_says_how_its_words_come_back():
    """Whatever was taken away of the words that it began with."""
    pictures = Pictures()
    question = asked("sentence", first="We meet", example="each month", required=True)
    answer(question, BACKSPACE, CTRL_U, CTRL_U, "often\r", pictures=pictures)
    assert pictures.shows("We meet (e.g. each month)") and not pictures.shows("meet(e.g.")
    assert pictures.shows("(Ctrl+U brings back “We meet”)")


def test_a_whole_text_says_what_its_keys_do():
    """Esc takes back there, and Ctrl+C keeps."""
    pictures = Pictures()
    with opened(F1, ESC, "\x13", pictures=pictures) as front:
        front.edit("The pitch", "One line.\n")
    assert pictures.shows("Ctrl+C keeps the text half typed", "it warns first")
    assert not pictures.shows("what you typed is kept")
