"""Keys typed at a page's menu: what is pointed to, ticked, looked for, and what is in sight."""

from __future__ import annotations

import re

import pytest
from keys import CTRL_C, DOWN, ENTER, ESC, UP, paste, typing
from pages import BACKSPACE, CTRL_U, END, HOME, SPACE, TAB, Pictures, answer, answers, asked, opened

from netinvite.ui.digits import Digits
from netinvite.ui.page.front import Paged
from netinvite.ui.parts import Answered, Back, Item, Left, Menu

COLOURS = ("red", "green", "blue")
# From so many on they are looked for by what is typed.
MANY = (
    *("Anna Lund", "Bo Ærø", "Cecilie Åberg", "Dorte Lund", "Erik Østergård", "Finn Holm", "Gerda Bro"),
    *("Hans Juul", "Ida Krogh", "Jens Lind", "Karen Møller", "Lars Nygaard", "Mette Olsen"),
)


def menu(kind="choice", choices=COLOURS, **given):
    return asked(kind, choices=choices, required=True, **given)


def chosen(*keys, pictures=None, **given):
    """The value that Enter takes behind these keys."""
    return answer(menu(**given), *keys, ENTER, pictures=pictures).value


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((), "red"),
        ((DOWN,), "green"),
        ((DOWN, DOWN, DOWN), "red"),
        ((UP,), "blue"),
        ((TAB, TAB), "blue"),
        ((END,), "blue"),
        ((END, HOME), "red"),
        (("3",), "blue"),
        (("9", ENTER), "red"),
        (("2", "9", ENTER), "red"),
        (("2", "9", UP), "blue"),
        (("x",), "red"),
        (("3", UP), "green"),
    ],
)
def test_arrows_and_numbers_point(keys, value):
    """Round at both ends; a letter changes nothing, and a number that there is not takes back what it began
    with, and the first Enter behind it."""
    assert chosen(*keys) == value


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("1",), "Anna Lund"),
        (("1", "3"), "Mette Olsen"),
        (("13",), "Mette Olsen"),
        (("1", "5", ENTER, "4"), "Dorte Lund"),
        (("1", DOWN, "3"), "Cecilie Åberg"),
    ],
)
def test_numbers_of_two_digits(monkeypatch, keys, value):
    """The second digit belongs to the first, however much else the computer does."""
    monkeypatch.setattr("netinvite.ui.digits.PAUSE", 60)
    assert chosen(*keys, choices=MANY) == value


@pytest.mark.parametrize("ticks", [False, True])
@pytest.mark.parametrize("number", ["0", "14", "99", "100", "131", "999"])
def test_a_number_that_there_is_not_takes_nothing(number, ticks):
    """It is named at once, and the Enter that was meant for it leads nowhere."""
    pictures = Pictures()
    many = menu("choices" if ticks else "choice", choices=MANY)
    keys = (number, ENTER, ESC) if ticks else (DOWN, number, ENTER, ESC)
    assert answer(many, *keys, pictures=pictures) == Back("")
    pointed = "› [ ] 1) Anna Lund" if ticks else "› 2) Bo Ærø"
    assert pictures.shows(pointed, f"! There is no number {number}.")


def test_a_digit_after_a_pause_begins_anew_where_it_cannot_go_on(monkeypatch):
    """Whoever pointed to 2 and then wants 3 types it; what comes at once is of the same number, as is what
    makes one that there is."""
    digits, now = Digits(), [10.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    told = []
    pressed = ((0, "9"), (0.1, "9"), (0.1, "7"), (1, "0"), (1, "7"), (1, "3"), (1, "1"), (1, "2"))
    for wait, digit in pressed:
        now[0] += wait
        digits.add(digit, range(1, 13))
        told.append((digits.typed, digits.missing))
    typed = [("9", ""), ("", "99"), ("", "997"), ("", "0"), ("7", ""), ("3", ""), ("1", ""), ("12", "")]
    assert told == typed


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("ø",), "Bo Ærø"),
        (("ØSTER",), "Erik Østergård"),
        (("æ",), "Bo Ærø"),
        (("åb",), "Cecilie Åberg"),
        (("lund", DOWN), "Dorte Lund"),
        (("lund do",), "Dorte Lund"),
        (("lund", CTRL_U, DOWN), "Bo Ærø"),
        (("lund", BACKSPACE * 3, DOWN), "Cecilie Åberg"),
        ((paste("Mette\nOlsen"),), "Mette Olsen"),
    ],
)
def test_from_twelve_on_letters_look_for_them(keys, value):
    """Each word typed stands in the label, in capitals or not; Danish letters are letters."""
    assert chosen(*keys, choices=MANY) == value


def test_below_twelve_letters_mean_nothing():
    """Nothing is looked for where all of them are in sight."""
    pictures = Pictures()
    assert chosen("l", DOWN, choices=MANY[:11], pictures=pictures) == "Bo Ærø"
    assert not pictures.shows("Looking for")


def test_how_many_are_found_is_said():
    """Above those that are left."""
    pictures = Pictures()
    chosen("lund", choices=MANY, pictures=pictures)
    assert pictures.shows("Looking for “lund”: 2 of 13 › 1) Anna Lund 4) Dorte Lund Enter")


def test_enter_on_no_match_complains_and_stays():
    """It takes nothing that cannot be seen."""
    pictures = Pictures()
    assert answer(menu(choices=MANY), "xyz", ENTER, BACKSPACE * 3, ENTER, pictures=pictures) == Answered(
        "Anna Lund"
    )
    assert pictures.shows("“xyz” stands in none of them", "0 of 13")


def test_esc_empties_what_is_looked_for_first():
    """Only then it goes back."""
    assert answer(menu(choices=MANY), "lund", ESC, DOWN, ENTER) == Answered("Bo Ærø")
    assert answer(menu(choices=MANY), "lund", ESC, ESC) == Back("")


# Nothing is pointed to ------------------------------------------------------------------------------------


def test_enter_alone_says_nothing_of_how_something_is():
    """No line is pointed to, the foot says what to do, and Enter says that one has to be chosen."""
    pictures = Pictures()
    keys = (ENTER, ENTER, ESC)
    assert answer(menu(claims=True), *keys, pictures=pictures) == Back("")
    assert pictures.shows("1) red 2) green 3) blue ! Choose a line first: arrows or its number point to it.")
    assert pictures.shows("Arrows or digits, then Enter")
    assert not pictures.shows("›")


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((DOWN,), "red"),
        ((UP,), "blue"),
        (("2",), "green"),
        ((ENTER, "3"), "blue"),
        ((HOME,), "red"),
        ((END,), "blue"),
        (("x", DOWN), "red"),
    ],
)
def test_what_is_pointed_to_then_is_taken(keys, value):
    """Arrows begin at an end; a number points as everywhere."""
    assert chosen(*keys, claims=True) == value


def test_what_was_answered_or_is_proposed_is_pointed_to_all_the_same():
    """And what can be skipped is skipped."""
    assert chosen(claims=True, value="green") == "green"
    assert chosen(claims=True, proposed="blue") == "blue"
    assert answer(asked("choice", choices=COLOURS, claims=True), ENTER) == Answered(None)


@pytest.mark.parametrize(("keys", "value"), [(("lund",), "Anna Lund"), (("lund", DOWN), "Dorte Lund")])
def test_what_is_found_is_pointed_to(keys, value):
    """Whoever looks for a line sees which one it is."""
    assert chosen(*keys, choices=MANY, claims=True) == value


# Several -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((SPACE,), ("red",)),
        ((SPACE, DOWN, SPACE), ("red", "green")),
        ((SPACE, SPACE, "3", SPACE), ("blue",)),
        (("3", SPACE, "1", SPACE), ("red", "blue")),
        (("2",), ("green",)),
    ],
)
def test_space_ticks(keys, value):
    """And unticks; a number and Enter alone mean that line, as in a menu of one."""
    assert chosen(*keys, kind="choices") == value


def test_what_is_ticked_is_kept_when_somebody_leaves():
    """And shown as ticked."""
    pictures = Pictures()
    with opened(SPACE, DOWN, DOWN, SPACE, CTRL_C, pictures=pictures) as front, pytest.raises(Left) as caught:
        front.ask(menu("choices"))
    assert caught.value.unfinished == "red\nblue"
    assert pictures.shows("[x] 1) red", "[ ] 2) green", "› [x] 3) blue")


def test_what_is_ticked_stays_while_others_are_looked_for():
    """A tick that is out of sight counts."""
    assert chosen(SPACE, "mette", SPACE, kind="choices", choices=MANY) == ("Anna Lund", "Mette Olsen")


def test_space_ticks_while_one_is_looked_for():
    """A name of two words is found by either; Space is no letter in a menu of several."""
    assert chosen("erik", SPACE, kind="choices", choices=MANY) == ("Erik Østergård",)


# What is in sight ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [8, 12, 16, 24])
@pytest.mark.parametrize("number", [1, 7, 13])
def test_what_is_out_of_sight_is_counted(rows, number):
    """The line pointed to is in sight, and those that are and are not add up to all."""
    pictures = Pictures(rows=rows)
    chosen(*([str(number)] if number > 1 else []), choices=MANY, pictures=pictures)
    lines = [lines for lines in pictures.taken if any("›" in line for line in lines)][-1]
    counted = [int(line.split()[1]) for line in lines if " more " in line]
    shown = [line for line in lines if any(name in line for name in MANY)]
    assert len(shown) + sum(counted) == len(MANY)
    assert any("›" in line and f" {number}) " in line for line in lines)


@pytest.mark.parametrize("number", [1, 7, 13])
def test_where_there_are_two_rows_both_counts_are_on_one(number):
    """The question takes all other rows; the item pointed to comes first."""
    ask, pictures = "What is it that matters most, and why just that, " * 4, Pictures(40, 8)
    chosen(str(number), choices=MANY, ask=ask, pictures=pictures)
    lines = [lines for lines in pictures.taken if any("›" in line for line in lines)][-1]
    text = " ".join(lines)
    assert f"› {number:2}) {MANY[number - 1]}" in text
    assert sum(map(int, re.findall(r"(\d+) more", text))) == len(MANY) - text.count(") ")


@pytest.mark.parametrize("columns", [24, 40])
def test_a_long_label_hangs_under_its_own_words(columns):
    """It breaks at words, and its further rows are set in."""
    label = "somebody who knows the field and can say what is needed there"
    pictures = Pictures(columns)
    chosen(choices=(label, "another"), pictures=pictures)
    lines = [lines for lines in pictures.taken if any("›" in line for line in lines)][-1]
    first = next(number for number, line in enumerate(lines) if "› 1) " in line)
    last = next(number for number, line in enumerate(lines) if "2) another" in line)
    assert " ".join(" ".join(lines[first:last]).split()) == f"› 1) {label}"
    assert all(line.startswith(" " * 6) and line[6] != " " for line in lines[first + 1 : last])


def test_a_scale_stands_on_one_row():
    """What is pointed to in brackets; a number of two digits too."""
    pictures = Pictures()
    assert answer(asked("scale"), "1", "0", ENTER, pictures=pictures) == Answered(10)
    assert pictures.shows("– 0 1 2 3 4 5 6 7 8 9 [10]")


# Pastes, and what is typed ahead -------------------------------------------------------------------------


@pytest.mark.parametrize("pasted", [paste("2\n3\n"), "some words\rfrom elsewhere\r", "some\rwords"])
def test_pasted_lines_take_nothing(pasted):
    """A paste that landed on a menu answers neither it nor the next question."""
    outcomes = answers([menu(), asked()], pasted, "2", ENTER, "next", ENTER)
    assert outcomes == [Answered("green"), Answered("next")]


def test_lines_pasted_where_one_is_looked_for_are_words():
    """Without brackets, too: the next question is not answered by them."""
    outcomes = answers([menu(choices=MANY), asked()], "Mette\rOlsen", ENTER, "next", ENTER)
    assert outcomes == [Answered("Mette Olsen"), Answered("next")]


def test_a_number_and_enter_in_one_breath_are_typed_ahead():
    """They mean what they say on a menu."""
    assert answers([menu(), menu()], "2\r3\r") == [Answered("green"), Answered("blue")]


LETTERS = Menu(
    [Item("yes", "Yes, that is it", 1, "y"), Item("no", "No", 2, "n"), Item("all", "All of them", 3, "a")]
)


class Lettered(Paged):
    """A front end on whose question a menu of letters is asked."""

    def type_in(self, field):
        return self.pick(LETTERS)


def lettered(*keys, pictures=None):
    with typing(*keys) as source:
        front = Lettered(source, pictures or Pictures())
        with front.open():
            return front.ask(asked("line")).value


@pytest.mark.parametrize(
    ("keys", "value"),
    [(("n",), "no"), (("N",), "no"), (("x", "a"), "all"), ((DOWN, ENTER), "no"), (("3", ENTER), "all")],
)
def test_one_letter_takes_a_line(keys, value):
    """Without Enter; another letter does nothing, arrows and numbers work as ever."""
    assert lettered(*keys) == value


@pytest.mark.parametrize("wrong", ["x", "9", "ny"])
def test_another_letter_is_told_what_to_do(wrong):
    """As at Enter where nothing is chosen; the next right key takes the words away."""
    pictures, told = Pictures(), "! Choose first: one of the letters, or a line with the arrows."
    assert lettered(wrong, DOWN, "n", pictures=pictures) == "no"
    assert pictures.shows(told)
    after = next(text for text in reversed(pictures.texts) if "Yes, that is it" in text)
    assert "› 2) No" in after and told not in after


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("choice", {}, "Arrows or digits point to a line; Enter takes it."),
        ("choice", {"claims": True}, "! Choose a line first: arrows or its number point to it."),
        ("choices", {}, "Space ticks it or unticks it, Enter goes on."),
    ],
)
def test_a_letter_in_a_menu_of_numbers_is_told_what_to_do(kind, given, told):
    """Where none is looked for by letters."""
    pictures = Pictures()
    assert answer(menu(kind, **given), "x", ESC, pictures=pictures) == Back("")
    assert pictures.shows(told)


@pytest.mark.parametrize("pasted", ["nay\r", "anna", paste("n")])
def test_a_letter_of_a_paste_takes_no_line(pasted):
    """What came together with others was not meant for this menu."""
    assert lettered(pasted, "y") == "yes"


@pytest.mark.parametrize("words", ["a carpenter", paste("a carpenter")])
def test_what_is_no_item_can_be_typed_at_once(words):
    """In a menu that is not looked through by letters, what is ticked stays ticked."""
    missing = menu("choices", choices_from="network.needs")
    assert answer(missing, SPACE, words, ENTER).value == ("red", "a carpenter")


def test_two_words_are_looked_for_and_tick_nothing():
    """A blank behind letters ticks what is pointed to, unless letters follow."""
    found = answer(menu("choices", choices=MANY), "an", SPACE, "lu", CTRL_U, "bo", SPACE, ENTER)
    assert found.value == ("Bo Ærø",)
