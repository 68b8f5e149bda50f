"""Keystrokes through every kind of prompt."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from keys import (
    ALT_ENTER,
    BACK_TAB,
    CTRL_C,
    CTRL_D,
    CTRL_E,
    DOWN,
    ENTER,
    ERASE,
    ESC,
    LEFT,
    RIGHT,
    UP,
    Screen,
    paste,
    typing,
)
from prompt_toolkit.input import create_pipe_input

from netinvite import leaving, prompts
from netinvite.dates import format_time
from netinvite.leaving import Ended, HungUpError, LeftError, TerminatedError
from netinvite.prompts import Answered, Asked, Back, Left, moments
from netinvite.questions import Choice, Question
from netinvite.schedule import TimeAmbiguous
from netinvite.values import Need, Referral

NOW = datetime(2026, 11, 25, 9, 0)
MONDAY, TUESDAY = datetime(2026, 11, 30, 10, 0), datetime(2026, 12, 1, 10, 0)
WEDNESDAY = datetime(2026, 12, 2, 10, 0)
COLOURS = (Choice("red", "Rød"), Choice("green", "Grøn"), Choice("blue", "Blå"))
ONE_FIELD = ("text", "long", "email", "phone", "list", "person")
MENUS = ("choice", "choices", "scale")
ALL = (*ONE_FIELD, "date", "times", "needs", "referrals", *MENUS)


def asked(kind: str, **given: Any) -> Asked:
    """A question of this kind; names of ``Asked`` go there, all others to the question."""
    own = {
        name: given.pop(name) for name in ("value", "unfinished", "people", "suggestions") if name in given
    }
    choices = given.pop("choices", COLOURS if kind in ("choice", "choices") else ())
    question = Question("step", "name", kind, given.pop("ask", "Hvad?"), choices=choices, **given)
    base = Asked(question, choices, None, "", "da", NOW)
    return replace(base, **own)


def answer(given: Asked, *keys: str, screen: Screen | None = None) -> Any:
    """What ``ask`` returns when these groups of keys are typed."""
    with typing(*keys) as source:
        return prompts.ask(given, input=source, output=screen or Screen())


def left(given: Asked, *keys: str) -> str:
    """The half-typed text with which these keys leave."""
    with pytest.raises(Left) as caught:
        answer(given, *keys)
    return caught.value.unfinished


# One field -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "Bodil Ærø", "Bodil Ærø"),
        ("long", "Først\nså", "Først så"),
        ("email", "mette@example.org", "mette@example.org"),
        ("phone", "12 34 56 78", "12 34 56 78"),
        ("list", "mod, ligeværd", ("mod", "ligeværd")),
        ("person", "Åse  Østergård", "Åse Østergård"),
    ],
)
def test_enter_submits_what_was_typed(kind: str, typed: str, value: object) -> None:
    """Text typed into a field becomes a value of the question's kind."""
    assert answer(asked(kind), typed.replace("\n", " "), ENTER) == Answered(value)


@pytest.mark.parametrize(
    "kind", [*ONE_FIELD, "date", "times", "needs", "referrals", "choice", "choices", "scale"]
)
def test_enter_alone_skips(kind: str) -> None:
    """Enter on an optional question without default skips it, whatever its kind."""
    assert answer(asked(kind), ENTER) == Answered(None)


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind != "choice"])
def test_required_is_refused_at_the_field(kind: str) -> None:
    """A required question stays on Enter alone and says why, in our words."""
    screen = Screen()
    with pytest.raises(Left):
        answer(asked(kind, required=True), ENTER, CTRL_C, screen=screen)
    assert "This one is needed" in screen.written


def test_refused_text_is_kept() -> None:
    """What does not fit stays in the field to be mended."""
    screen = Screen()
    outcome = answer(asked("email"), "mette@", ENTER, "example.org", ENTER, screen=screen)
    assert outcome == Answered("mette@example.org")
    assert "does not look like a mail address" in screen.written


def test_a_list_holds_its_maximum() -> None:
    """More items than the question allows are refused at the field."""
    assert answer(asked("list", max=2), "a, b, c", ENTER, "\x7f\x7f\x7f", ENTER) == Answered(("a", "b"))


@pytest.mark.parametrize("kind", ["text", "long", "phone", "list", "person", "date"])
@pytest.mark.parametrize("key", [ESC, BACK_TAB])
def test_back_carries_the_half_typed_text(kind: str, key: str) -> None:
    """Esc and Shift+Tab go back and hand over what stood in the field."""
    assert answer(asked(kind), "12 å", key) == Back("12 å")


@pytest.mark.parametrize("kind", ["text", "long", "phone", "list", "person", "date"])
def test_ctrl_c_carries_the_half_typed_text(kind: str) -> None:
    """Ctrl+C leaves and hands over what stood in the field."""
    assert left(asked(kind), "12 å", CTRL_C) == "12 å"


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_goes_back_and_leaves(kind: str) -> None:
    """Esc goes back and Ctrl+C and Ctrl+D leave from an untouched prompt of every kind."""
    assert answer(asked(kind), ESC) == Back("")
    assert left(asked(kind), CTRL_C) == ""
    assert left(asked(kind), CTRL_D) == ""


@pytest.mark.parametrize(
    ("kind", "old", "shown"),
    [
        ("text", "gammelt", "gammelt"),
        ("long", "to\nlinjer", "to\nlinjer"),
        ("list", ("mod", "ro"), "mod, ro"),
        ("person", "Åse", "Åse"),
    ],
)
def test_the_old_answer_stands_in_the_field(kind: str, old: Any, shown: str) -> None:
    """Enter keeps the old answer; going back from it leaves nothing half typed."""
    assert answer(asked(kind, value=old), ENTER) == Answered(old)
    assert answer(asked(kind, value=old), ESC) == Back("")
    assert answer(asked(kind, value=old), ", x", ESC) == Back(shown + ", x")


@pytest.mark.parametrize("kind", MENUS)
def test_menus_keep_the_old_answer(kind: str) -> None:
    """Enter on a menu keeps what was chosen before."""
    old: Any = {"choice": "blue", "choices": ("green", "blue"), "scale": 7}[kind]
    assert answer(asked(kind, value=old, required=True), ENTER) == Answered(old)


def test_half_typed_text_comes_before_the_old_answer() -> None:
    """What was half typed the last time stands in the field again."""
    assert answer(asked("text", value="gammelt", unfinished="ny"), "t", ENTER) == Answered("nyt")


def test_a_default_stands_in_the_field() -> None:
    """A text question's default is taken by Enter."""
    assert answer(asked("text", default="kaffe"), ENTER) == Answered("kaffe")


def test_control_characters_are_refused() -> None:
    """A pasted escape sequence never becomes an answer."""
    assert left(asked("text"), paste("a\x07b"), ENTER, CTRL_C) == "a\x07b"


def test_a_known_name_is_completed() -> None:
    """Tab completes the name of a person who is known already."""
    assert answer(asked("person", people=("Åse Østergård", "Bo")), "åse", "\t", ENTER) == Answered(
        "Åse Østergård"
    )


# Pastes and type-ahead -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["text", "person"])
@pytest.mark.parametrize("lines", [paste("en\r\nto\ntre\n"), "en\rto\rtre"])
def test_a_paste_stays_one_answer(kind: str, lines: str) -> None:
    """Three pasted lines become one line, bracketed or not, and wait for Enter."""
    assert answer(asked(kind), lines, ENTER) == Answered("en to tre")


@pytest.mark.parametrize("lines", [paste("en\r\nto\ntre"), "en\rto\rtre"])
def test_a_paste_keeps_its_lines_in_a_long_answer(lines: str) -> None:
    """Three lines pasted into a long answer stay three lines."""
    assert answer(asked("long"), lines, ENTER) == Answered("en\nto\ntre")


def test_a_paste_never_answers_the_next_question() -> None:
    """The last line break of a paste ends its own question and leaves nothing for the next one."""
    with typing("en\rto\rtre\r", "fire", ENTER) as source:
        assert prompts.ask(asked("text"), input=source, output=Screen()) == Answered("en to tre")
        assert prompts.ask(asked("text"), input=source, output=Screen()) == Answered("fire")


@pytest.mark.parametrize("kind", MENUS)
@pytest.mark.parametrize("lines", [paste("en\nto\n"), "en\rto\r"])
def test_a_paste_does_not_answer_a_menu(kind: str, lines: str) -> None:
    """A menu takes nothing from a paste, its line breaks included."""
    assert left(asked(kind), lines, CTRL_C) == ""


def test_keys_typed_ahead_reach_the_next_question() -> None:
    """Keys that came together with a choice stand in the next field, unanswered."""
    with typing("2" + ENTER + "ab", "c", ENTER) as source:
        assert prompts.ask(asked("choice"), input=source, output=Screen()) == Answered("green")
        assert prompts.ask(asked("text"), input=source, output=Screen()) == Answered("abc")


def test_alt_letter_is_not_esc() -> None:
    """Alt+B moves back a word; it does not go back a question."""
    assert answer(asked("text"), "en to", "\x1bb", "x", ENTER) == Answered("en xto")


def test_arrows_are_not_esc() -> None:
    """Arrow keys move the cursor although they begin with the byte of Esc."""
    assert answer(asked("text"), "bc", LEFT, LEFT, "a", RIGHT, ENTER) == Answered("abc")


# Long answers ----------------------------------------------------------------------------------------


def test_alt_enter_makes_a_new_line() -> None:
    """Alt+Enter breaks the line, Enter submits."""
    assert answer(asked("long"), "en", ALT_ENTER, "to", ENTER) == Answered("en\nto")


def test_ctrl_e_opens_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+E hands the text to the editor and takes it back."""
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "%s æøå" "$(cat "$1")" > "$1"\n', encoding="utf-8")
    editor.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    assert answer(asked("long"), "en", CTRL_E, ENTER) == Answered("en æøå")


def test_ctrl_e_without_an_editor_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without VISUAL and EDITOR, Ctrl+E names what to set and keeps the text."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    screen = Screen()
    assert answer(asked("long"), "en", CTRL_E, ENTER, screen=screen) == Answered("en")
    assert "EDITOR" in screen.written


# Menus -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [("2",), (DOWN,), (DOWN, DOWN, UP)])
def test_a_choice_by_digit_or_arrow(keys: tuple[str, ...]) -> None:
    """Digits and arrows move; Enter takes."""
    assert answer(asked("choice", required=True), *keys, ENTER) == Answered("green")


def test_a_choice_in_a_long_menu_by_two_digits() -> None:
    """Two digits reach the items beyond nine."""
    many = tuple(Choice(f"k{n}", f"Nummer {n}") for n in range(1, 41))
    assert answer(asked("choice", choices=many, required=True), "1", "2", ENTER) == Answered("k12")


def test_a_choice_begins_at_its_default() -> None:
    """Enter alone takes the default."""
    assert answer(asked("choice", default="blue"), ENTER) == Answered("blue")


def test_an_empty_key_is_a_choice() -> None:
    """A choice whose key is empty is an answer, not a skip."""
    assert answer(asked("choice", choices=(Choice("", "Ny"),), required=True), ENTER) == Answered("")


def test_choices_are_ticked_with_space() -> None:
    """Space ticks and unticks; the values come in the order of the menu."""
    assert answer(asked("choices"), "3", " ", "1", " ", ENTER) == Answered(("red", "blue"))
    assert answer(asked("choices", default=("red",)), " ", DOWN, " ", ENTER) == Answered(("green",))


def test_a_number_and_enter_take_that_line_where_nothing_is_ticked() -> None:
    """As in a menu of one; what was ticked, or unticked again, is what counts otherwise."""
    assert answer(asked("choices"), "3", ENTER) == Answered(("blue",))
    assert answer(asked("choices"), "1", " ", "3", ENTER) == Answered(("red",))
    assert answer(asked("choices"), "1", " ", " ", ENTER) == Answered(None)
    assert answer(asked("choices"), "3", DOWN, ENTER) == Answered(None)


def test_too_few_choices_are_refused() -> None:
    """The smallest number of choices is held, and the reason is on the screen."""
    screen = Screen()
    given = asked("choices", min=2, required=True)
    assert answer(given, " ", ENTER, DOWN, " ", ENTER, screen=screen) == Answered(("red", "green"))
    assert "At least 2" in screen.written


def test_no_choices_yet() -> None:
    """Where nothing can be chosen yet the question says so and goes on; Esc still goes back."""
    given = asked("choices", choices=())
    assert answer(given, ENTER) == Answered(None)
    assert answer(given, ESC) == Back("")


@pytest.mark.parametrize(("keys", "value"), [(("7",), 7), (("1", "0"), 10), (("0",), 0), (("5", RIGHT), 6)])
def test_a_number_on_the_scale(keys: tuple[str, ...], value: int) -> None:
    """Digits and arrows choose a number from 0 to 10."""
    assert answer(asked("scale"), *keys, ENTER) == Answered(value)


# Dates and times -------------------------------------------------------------------------------------


def test_a_date_is_repeated_as_understood() -> None:
    """A typed day becomes a date, and the screen says which."""
    screen = Screen()
    assert answer(asked("date"), "8. december", ENTER, screen=screen) == Answered(date(2026, 12, 8))
    assert "Understood: " in screen.written


def test_today_is_a_default() -> None:
    """Enter takes today where that is the default."""
    assert answer(asked("date", default="today", required=True), ENTER) == Answered(NOW.date())


def test_a_proposed_day_gives_way_to_what_is_typed() -> None:
    """Nobody has to take today out before another day can be typed."""
    question = asked("date", default="today", required=True)
    assert answer(question, "23. november", ENTER) == Answered(date(2026, 11, 23))


def test_an_answer_of_old_does_not_give_way() -> None:
    """What somebody typed is gone on with, not thrown away by a letter."""
    question = asked("date", default="today", required=True, value=date(2026, 11, 20))
    assert answer(question, " 2026", ENTER) == Answered(date(2026, 11, 20))


def test_an_old_date_stays() -> None:
    """The old day stands in the field."""
    assert answer(asked("date", value=date(2026, 12, 8)), ENTER) == Answered(date(2026, 12, 8))


def test_suggested_times_are_taken_with_enter() -> None:
    """The suggestions are the first choice."""
    given = asked("times", suggestions=(MONDAY, TUESDAY, WEDNESDAY), max=3)
    assert answer(given, ENTER) == Answered((MONDAY, TUESDAY, WEDNESDAY))


def test_times_are_typed_one_by_one() -> None:
    """Each time is typed on its own; an empty line ends when there are enough."""
    given = asked("times", suggestions=(MONDAY,), min=2, max=3, required=True)
    keys = ("2", ENTER, "1. december kl. 10", ENTER, ENTER, "2. december kl. 10", ENTER, ENTER)
    assert answer(given, *keys) == Answered((TUESDAY, WEDNESDAY))


def test_the_last_time_ends_the_question() -> None:
    """With the largest number of times given there is nothing more to type."""
    keys = ("1. december kl. 10", ENTER, "2. december kl. 10", ENTER)
    assert answer(asked("times", max=2), *keys) == Answered((TUESDAY, WEDNESDAY))


def test_a_time_twice_is_refused() -> None:
    """The same time cannot be proposed twice."""
    keys = ("1. december kl. 10", ENTER, "1. december kl. 10", ENTER, ERASE, ENTER)
    assert answer(asked("times"), *keys) == Answered((TUESDAY,))


def test_esc_goes_back_one_time() -> None:
    """Esc at the second time goes to the first one, as it was understood."""
    keys = ("1. december kl. 10", ENTER, "2. dec", ESC, ERASE, "3. december kl. 10", ENTER, ERASE, ENTER)
    assert answer(asked("times"), *keys) == Answered((datetime(2026, 12, 3, 10),))


def test_half_typed_times_are_kept_and_taken_up() -> None:
    """Leaving keeps the finished times and the half-typed one; the next run goes on there."""
    unfinished = left(asked("times"), "1. december kl. 10", ENTER, "2. dec", CTRL_C)
    assert unfinished == "2026-12-01 10:00; 2. dec"
    keys = ("ember kl. 10", ENTER, ENTER)
    assert answer(asked("times", unfinished=unfinished), *keys) == Answered((TUESDAY, WEDNESDAY))


def test_old_times_stand_in_the_fields() -> None:
    """Enter at each old time keeps it."""
    given = asked("times", value=(TUESDAY, WEDNESDAY), suggestions=(MONDAY,))
    assert answer(given, ENTER, ENTER, ENTER) == Answered((TUESDAY, WEDNESDAY))
    assert answer(given, ENTER, ESC, ESC) == Back("")


def test_a_day_off_is_accepted_with_a_warning() -> None:
    """A Saturday is taken, and the screen says what it is."""
    screen = Screen()
    outcome = answer(asked("times", max=1), "5. december kl. 10", ENTER, screen=screen)
    assert outcome == Answered((datetime(2026, 12, 5, 10),))
    assert "few are at work" in screen.written


def test_an_ambiguous_time_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """A time with two meanings is chosen from a menu; Esc goes back to the typed text."""

    class Twice(TimeAmbiguous):
        def __init__(self) -> None:
            Exception.__init__(self)
            self.message, self.hint, self.candidates = "?", "", (MONDAY, TUESDAY)

    def parse(typed: str, lang: str, now: datetime) -> datetime:
        raise Twice

    monkeypatch.setattr(moments, "parse_time", parse)
    assert answer(asked("times", max=1), "1/12", ENTER, "2", ENTER) == Answered((TUESDAY,))
    assert answer(asked("times", max=1), "1/12", ENTER, ESC, "x", ESC) == Back("1/12x")


# Needs and referrals ---------------------------------------------------------------------------------


def test_needs_are_named_one_by_one() -> None:
    """A name and a kind for each; an empty name ends."""
    keys = ("viden om unge", ENTER, ENTER, "lokaler", ENTER, "4", ENTER, ENTER)
    needs = (Need("viden om unge", "knowledge"), Need("lokaler", "resource"))
    assert answer(asked("needs", required=True), *keys) == Answered(needs)


def test_a_need_is_taken_out_by_number() -> None:
    """-1 takes the first need out; what is left is the answer."""
    old = (Need("a", "skill"), Need("b", "access"))
    assert answer(asked("needs", value=old), "-1", ENTER, ENTER) == Answered((old[1],))
    assert answer(asked("needs", value=old), ENTER) == Answered(old)
    assert answer(asked("needs", value=old), ESC) == Back("")


def test_a_need_twice_is_refused() -> None:
    """The same need in other letters is refused at the field."""
    assert left(asked("needs", value=(Need("Å", "skill"),)), "å", ENTER, ERASE, CTRL_C) == ""


def test_esc_at_the_kind_goes_back_to_the_name() -> None:
    """Esc at the second part of a need goes to its first, as it was typed."""
    keys = ("vide", ENTER, ESC, "n", ENTER, "2", ENTER, ENTER)
    assert answer(asked("needs"), *keys) == Answered((Need("viden", "skill"),))


@pytest.mark.parametrize(
    ("keys", "more", "needs"),
    [
        (("a", ENTER, ENTER, "b", CTRL_C), ("c", ENTER, "2", ENTER, ENTER), ("a", "bc")),
        (("a", ENTER, ENTER, "b", ENTER, CTRL_C), (ENTER, "2", ENTER, ENTER), ("a", "b")),
        (("a", ENTER, ENTER, CTRL_C), (ENTER,), ("a",)),
    ],
)
def test_half_given_needs_are_kept_and_taken_up(
    keys: tuple[str, ...], more: tuple[str, ...], needs: tuple[str, ...]
) -> None:
    """Leaving at a name, a kind or between two needs loses nothing."""
    unfinished = left(asked("needs"), *keys)
    outcome = answer(asked("needs", unfinished=unfinished), *more)
    assert tuple(need.name for need in outcome.value) == needs


def test_referrals_have_four_parts() -> None:
    """Name, what they give, of what kind, and whether the one who named them may be named."""
    keys = ("Åse", ENTER, "kender de unge", ENTER, "3", ENTER, "2", ENTER, ENTER)
    expected = Referral("Åse", "kender de unge", "access", True)
    assert answer(asked("referrals"), *keys) == Answered((expected,))


def test_half_given_referrals_are_kept_and_taken_up() -> None:
    """Leaving at what a person gives keeps the name too."""
    unfinished = left(asked("referrals"), "Åse", ENTER, "ken", CTRL_C)
    outcome = answer(asked("referrals", unfinished=unfinished), "der", ENTER, ENTER, ENTER, ENTER)
    assert outcome == Answered((Referral("Åse", "kender", "knowledge", False),))


# The screen ------------------------------------------------------------------------------------------


def test_question_help_example_and_privacy_are_shown() -> None:
    """All that belongs to a question stands above its field."""
    screen = Screen()
    given = asked("text", ask="Fordi ...", help="Din egen grund.", example="jeg har set det", private=True)
    answer(given, ENTER, screen=screen)
    for words in ("[for you alone] Fordi ...", "Din egen grund.", "e.g. jeg har set det", "Esc: back"):
        assert words in screen.written


@pytest.mark.parametrize("kind", ALL)
def test_words_wrap_at_forty_columns(kind: str) -> None:
    """Nothing printed above a field is wider than 40 columns."""
    screen = Screen(columns=40)
    answer(asked(kind, ask="Hvad er det vigtigste, " * 5, help="Kort og godt, " * 9), ESC, screen=screen)
    assert max(len(line.rstrip("\r")) for line in screen.written.split("\n")[:8]) <= 40


def test_none_of_questionarys_english_is_shown() -> None:
    """The words fixed inside questionary never reach the screen."""
    screen = Screen()
    answer(asked("choices"), "a", "i", " ", "2", " ", ENTER, screen=screen)
    answer(asked("choice"), ENTER, screen=screen)
    answer(asked("long"), ENTER, screen=screen)
    for words in ("done (", "selections", "Invalid input", "Cancelled", "Use arrow", "Finish with"):
        assert words not in screen.written


def test_control_characters_of_a_guide_are_made_visible() -> None:
    """An escape sequence in a question or a choice reaches the screen as words."""
    screen = Screen()
    hostile = "\x1b[31m\u202e"
    answer(asked("choice", ask=hostile, choices=(Choice("x", hostile),)), ENTER, screen=screen)
    assert "\x1b" not in screen.written
    assert "\u202e" not in screen.written


F1 = "\x1bOP"
MORE = "Esc or Shift+Tab goes back"


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("key", [F1, "?"])
def test_one_line_of_keys_and_more_on_demand(kind: str, key: str) -> None:
    """Every question names the keys in a line; F1, or ? where nothing is typed, tells all of them."""
    screen = Screen()
    assert answer(asked(kind), key, ESC, screen=screen) == Back("")
    line, told, _rest = " ".join(screen.written.split()).partition(MORE)
    assert told and "Esc: back · Ctrl+C: save and leave" in line and "F1: help" in line


def test_a_question_mark_is_typed_after_other_letters() -> None:
    """Where something stands in the field already, ? is a letter."""
    assert answer(asked("text"), "Hvem", "?", ENTER) == Answered("Hvem?")


# Signals ---------------------------------------------------------------------------------------------


def test_a_signal_ends_the_prompt_with_what_is_half_typed() -> None:
    """A signal during a question ends it; the reason and the text are handed on."""
    screen = Screen()

    def signal_soon() -> None:
        while "halv" not in screen.written:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=signal_soon, daemon=True).start()
    with pytest.raises(Ended) as caught, leaving.listening():
        answer(asked("text"), "halv", screen=screen)
    assert (caught.value.error, caught.value.unfinished) == (TerminatedError, "halv")


def test_what_came_before_a_prompt_ends_it() -> None:
    """A signal between two questions ends the next one, with what stands there already."""
    with pytest.raises(Ended) as caught, leaving.listening():
        leaving.note(HungUpError)
        leaving.note(LeftError)
        answer(asked("text", unfinished="halv"))
    assert (caught.value.error, caught.value.unfinished) == (HungUpError, "halv")


def test_keys_pressed_before_a_signal_count() -> None:
    """What was typed before the signal, and is not read yet, is taken in first; a finished answer is one."""
    with create_pipe_input() as source, leaving.listening():
        leaving.note(TerminatedError)
        source.send_text("færdig")
        with pytest.raises(Ended) as caught:
            prompts.ask(asked("text"), input=source, output=Screen())
    assert caught.value.unfinished == "færdig"


def test_a_signal_outside_of_a_sitting_is_python_s_own() -> None:
    """Before and after a sitting Ctrl+C is what it always is; one in its last moment is not swallowed."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with pytest.raises(KeyboardInterrupt), leaving.listening():
        signal.raise_signal(signal.SIGINT)
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    assert leaving.noted() is None


def test_old_times_read_as_they_were_written() -> None:
    """An old time is shown as people write it, not as it is stored."""
    screen = Screen()
    answer(asked("times", value=(TUESDAY,), max=1), ENTER, screen=screen)
    assert format_time(TUESDAY, "da") in screen.written
