"""Keystrokes through every kind of prompt."""

from __future__ import annotations

import ast
import os
import signal
import threading
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from keys import (
    ALT_ENTER,
    BACK_TAB,
    CTRL_C,
    CTRL_D,
    CTRL_E,
    CTRL_J,
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

from netinvite import leaving
from netinvite.leaving import Ended, HungUpError, LeftError, TerminatedError
from netinvite.model import kinds
from netinvite.model.dates import format_time
from netinvite.model.questions import Choice, Need, Question, Referral
from netinvite.model.workdays import Range
from netinvite.ui import menus
from netinvite.ui.asking import WAYS
from netinvite.ui.drawn import ask
from netinvite.ui.parts import Answered, Asked, Back, Left, Menu, Talk, numbered
from netinvite.values import replace

NOW = datetime(2026, 11, 25, 9, 0)
MONDAY, TUESDAY = datetime(2026, 11, 30, 10, 0), datetime(2026, 12, 1, 10, 0)
WEDNESDAY = datetime(2026, 12, 2, 10, 0)
COLOURS = (Choice("red", "Rød"), Choice("green", "Grøn"), Choice("blue", "Blå"))
ONE_FIELD = ("text", "sentence", "line", "lines", "long", "email", "phone", "list", "person")
FORDI = "Det betyder noget for mig, fordi"
MENUS = ("choice", "choices", "scale")
ALL = (*ONE_FIELD, "date", "times", "needs", "referrals", *MENUS)


def asked(kind: str, **given: Any) -> Asked:
    """A question of this kind; names of ``Asked`` go there, all others to the question."""
    own = {
        name: given.pop(name)
        for name in ("value", "unfinished", "people", "suggestions", "proposed", "overlap", "minutes", "talk")
        if name in given
    }
    choices = given.pop("choices", COLOURS if kind in ("choice", "choices") else ())
    question = Question("step", "name", kind, given.pop("ask", "Hvad?"), choices=choices, **given)
    base = Asked(question, choices, None, "", "da", NOW)
    return replace(base, **own)


def answer(given: Asked, *keys: str, screen: Screen | None = None) -> Any:
    """What ``ask`` returns when these groups of keys are typed."""
    with typing(*keys) as source:
        return ask(given, input=source, output=screen or Screen())


def left(given: Asked, *keys: str) -> str:
    """The half-typed text with which these keys leave."""
    with pytest.raises(Left) as caught:
        answer(given, *keys)
    return caught.value.unfinished


# One field -------------------------------------------------------------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "Bodil Ærø", "Bodil Ærø"),
        ("long", "Først\nså", "Først så"),
        ("lines", "Maja Holm", "Maja Holm"),
        ("sentence", "Vi ses.", "Vi ses."),
        ("line", "Kære Jonas", "Kære Jonas"),
        ("email", "mette@example.org", "mette@example.org"),
        ("phone", "12 34 56 78", "12 34 56 78"),
        ("list", "mod, ligeværd", ("mod", "ligeværd")),
        ("person", "Åse  Østergård", "Åse Østergård"),
    ],
)
def test_enter_submits_what_was_typed(kind: str, typed: str, value: object) -> None:
    """Text typed into a field becomes a value of the question's kind."""
    assert answer(asked(kind), typed.replace("\n", " "), ENTER) == Answered(value)


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    "kind", [*ONE_FIELD, "date", "times", "needs", "referrals", "choice", "choices", "scale"]
)
def test_enter_alone_skips(kind: str) -> None:
    """Enter on an optional question without default skips it, whatever its kind."""
    assert answer(asked(kind), ENTER) == Answered(None)


@pytest.mark.sampled(4)
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
    assert "does not look like an email address" in screen.written


def test_a_list_holds_its_maximum() -> None:
    """More items than the question allows are refused at the field."""
    assert answer(asked("list", max=2), "a, b, c", ENTER, "\x7f\x7f\x7f", ENTER) == Answered(("a", "b"))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", ["text", "long", "phone", "list", "person", "date"])
@pytest.mark.parametrize("key", [ESC, BACK_TAB])
def test_back_carries_the_half_typed_text(kind: str, key: str) -> None:
    """Esc and Shift+Tab go back and hand over what stood in the field."""
    assert answer(asked(kind), "12 å", key) == Back("12 å")


@pytest.mark.parametrize("kind", ["text", "long", "phone", "list", "person", "date"])
def test_ctrl_c_carries_the_half_typed_text(kind: str) -> None:
    """Ctrl+C leaves and hands over what stood in the field."""
    assert left(asked(kind), "12 å", CTRL_C) == "12 å"


@pytest.mark.sampled(5)
@pytest.mark.parametrize("kind", ALL)
def test_every_kind_goes_back_and_leaves(kind: str) -> None:
    """Esc goes back and Ctrl+C and Ctrl+D leave from an untouched prompt of every kind."""
    assert answer(asked(kind), ESC) == Back("")
    assert left(asked(kind), CTRL_C) == ""
    assert left(asked(kind), CTRL_D) == ""


@pytest.mark.sampled(2)
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


# Sentences -------------------------------------------------------------------------------------------


def sentence(**given: Any) -> Asked:
    """A needed sentence with first words."""
    return asked("sentence", **{"first": FORDI, "required": True, **given})


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("keys", "stands"),
    [
        (("jeg så det",), f"{FORDI} jeg så det."),
        (("jeg så det!  ",), f"{FORDI} jeg så det!"),
        (("Åse savner det", ENTER), f"{FORDI} Åse savner det."),
        ((ERASE, "Vi mangler det"), "Vi mangler det."),
        ((ERASE, "vi mangler det", ENTER), "vi mangler det."),
        (
            ("\x7f" * len(" mig, fordi "), " os, fordi", " vi så det"),
            "Det betyder noget for os, fordi vi så det.",
        ),
        (("jeg", "\x01", "Tja: "), f"Tja: {FORDI} jeg."),
    ],
)
def test_what_stands_in_the_field_stands_in_the_answer(keys: tuple[str, ...], stands: str) -> None:
    """The first words stand there as text, the cursor behind them; a mark is all that is added."""
    assert answer(sentence(), *keys, ENTER) == Answered(stands)


def test_what_leads_on_stands_behind_the_first_words() -> None:
    """It is typed into the field, and can be taken out again."""
    assert answer(sentence(lead="du"), "har set det", ENTER) == Answered(f"{FORDI} du har set det.")
    assert answer(sentence(lead="du"), "\x7f" * 3, "I har set det", ENTER) == Answered(
        f"{FORDI} I har set det."
    )


@pytest.mark.sampled(1)
@pytest.mark.parametrize("keys", [(), ("\x7f",), (ERASE,), (" …",)])
def test_first_words_alone_answer_nothing(keys: tuple[str, ...]) -> None:
    """A needed sentence is refused kindly, an optional one is skipped; nothing is half typed."""
    screen = Screen()
    with pytest.raises(Left) as caught:
        answer(sentence(), *keys, ENTER, CTRL_C, screen=screen)
    assert "This one is needed" in screen.written and caught.value.unfinished == ""
    assert answer(sentence(required=False), *keys, ENTER) == Answered(None)
    assert answer(sentence(), *keys, ESC) == Back("")


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        (("jeg s",), f"{FORDI} jeg s"),
        (("jeg ",), f"{FORDI} jeg "),
        (("\x7f" * len("fordi "), "da "), "Det betyder noget for mig, da "),
    ],
)
@pytest.mark.parametrize("key", [ESC, CTRL_C])
def test_a_half_typed_sentence_is_kept_as_it_stood(keys: tuple[str, ...], kept: str, key: str) -> None:
    """With its first words; the next time the field holds exactly that."""
    found = answer(sentence(), *keys, ESC).unfinished if key == ESC else left(sentence(), *keys, CTRL_C)
    assert found == kept
    assert answer(sentence(unfinished=found), "x", ENTER) == Answered(f"{kept}x.")


def test_lines_that_were_kept_stand_in_one() -> None:
    """Two half-typed texts that were kept one below the other can be sent with Enter."""
    assert answer(sentence(unfinished=f"{FORDI} jeg\n så det"), ENTER) == Answered(f"{FORDI} jeg så det.")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("old", [f"{FORDI} jeg så det.", "Vi mangler det.", "Uden første ord"])
def test_an_old_sentence_stands_in_the_field_without_its_full_stop(old: str) -> None:
    """Nothing is put before it; Enter closes it, and so it is gone on with where it ends."""
    bare = old.removesuffix(".")
    assert answer(sentence(value=old), ENTER) == Answered(f"{old.rstrip('.')}.")
    assert answer(sentence(value=old), ESC) == Back("")
    assert left(sentence(value=old), "\x7f", CTRL_C) == bare[:-1]
    assert answer(sentence(value=old), " to", ENTER) == Answered(f"{bare} to.")
    assert answer(sentence(value=old), ".", ENTER) == Answered(f"{bare}.")


@pytest.mark.parametrize("old", ["Kan det lade sig gøre?", "Han sagde: »nej.«", "Og så …", "Og så ..."])
def test_another_mark_stands_in_the_field(old: str) -> None:
    """Enter would not set it again."""
    assert left(sentence(value=old), "x", CTRL_C) == f"{old}x"


def test_what_is_half_typed_stands_as_it_was_left() -> None:
    """Its full stop was typed."""
    assert left(sentence(unfinished="Vi mangler det."), " Og", CTRL_C) == "Vi mangler det. Og"


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("kind", "proposed"),
    [
        ("line", "Kære Jonas"),
        ("lines", "Maja Holm\nNordby"),
        ("sentence", "Signe Bro foreslog, at jeg tog kontakt til dig."),
    ],
)
def test_a_proposal_stands_in_the_field(kind: str, proposed: str) -> None:
    """Enter takes it as it is; it can be gone on with, or emptied, which skips; untouched it is no text of
    anybody's."""
    given = asked(kind, proposed=proposed)
    assert answer(given, ENTER) == Answered(proposed)
    assert answer(given, " Lund", ESC) == Back(f"{proposed.removesuffix('.')} Lund")
    assert answer(given, ESC) == Back("")
    emptied = [ERASE, "\x7f", ERASE] if kind == "lines" else [ERASE]
    assert answer(given, *emptied, ENTER) == Answered(None)


def test_a_choice_is_proposed() -> None:
    """Enter takes what is proposed, an old answer comes before it."""
    assert answer(asked("choice", proposed="green"), ENTER) == Answered("green")
    assert answer(asked("choice", proposed="green", value="blue"), ENTER) == Answered("blue")


def test_a_choice_that_is_to_be_looked_at_again_stands_there():
    """Enter takes it, and whoever leaves keeps it for the next time."""
    again = asked("choice", proposed="green", unfinished="blue")
    assert answer(again, ENTER) == Answered("blue")
    assert answer(again, ESC) == Back("blue")
    assert left(again, CTRL_C) == "blue"
    assert answer(asked("choice", proposed="green", unfinished="no colour"), ENTER) == Answered("green")


def test_a_proposal_comes_before_first_words() -> None:
    """First words stand where nothing whole is proposed."""
    given = {"first": "Dit syn på"}
    assert answer(asked("line", proposed="Må jeg?", **given), ENTER) == Answered("Må jeg?")
    assert answer(asked("line", **given), "unge", ENTER) == Answered("Dit syn på unge")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", ["line", "sentence"])
@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        (" unge.", "Dit syn på unge."),
        ("  unge.", "Dit syn på unge."),
        ("unge  voksne.", "Dit syn på unge  voksne."),
        ("\x7f unge.", "Dit syn på unge."),
    ],
)
def test_a_blank_behind_first_words_adds_none(kind: str, typed: str, stands: str) -> None:
    """The one that is there cannot be seen; whatever else is typed stands as it is."""
    assert answer(asked(kind, first="Dit syn på"), typed, ENTER) == Answered(stands)


# Pastes and type-ahead -------------------------------------------------------------------------------


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", ["text", "person", "line"])
@pytest.mark.parametrize("lines", [paste("En\r\nto\nTre\n"), paste("En\vto\u2028Tre"), "En\rto\rTre"])
def test_a_paste_stays_one_answer(kind: str, lines: str) -> None:
    """Three pasted lines become one line, bracketed or not, and wait for Enter."""
    assert answer(asked(kind), lines, ENTER) == Answered("En to Tre")


@pytest.mark.parametrize("lines", [paste("en\r\nto\ntre\n"), "en\rto\rtre"])
def test_a_paste_goes_on_from_the_first_words(lines: str) -> None:
    """Three lines become one behind them, and wait for Enter."""
    assert answer(sentence(), lines, ENTER) == Answered(f"{FORDI} en to tre.")


@pytest.mark.parametrize("lines", [paste("en\r\nto\ntre"), "en\rto\rtre"])
def test_a_paste_keeps_its_lines_in_a_long_answer(lines: str) -> None:
    """Three lines pasted into a long answer stay three lines."""
    assert answer(asked("long"), lines, ENTER) == Answered("en\nto\ntre")


def test_a_paste_never_answers_the_next_question() -> None:
    """The last line break of a paste ends its own question and leaves nothing for the next one."""
    with typing("en\rto\rtre\r", "fire", ENTER) as source:
        assert ask(asked("text"), input=source, output=Screen()) == Answered("en to tre")
        assert ask(asked("text"), input=source, output=Screen()) == Answered("fire")


@pytest.mark.sampled(2)
@pytest.mark.parametrize("kind", MENUS)
@pytest.mark.parametrize("lines", [paste("en\nto\n"), "en\rto\r"])
def test_a_paste_does_not_answer_a_menu(kind: str, lines: str) -> None:
    """A menu takes nothing from a paste, its line breaks included."""
    assert left(asked(kind), lines, CTRL_C) == ""


def test_keys_typed_ahead_reach_the_next_question() -> None:
    """Keys that came together with a choice stand in the next field, unanswered."""
    with typing("2" + ENTER + "ab", "c", ENTER) as source:
        assert ask(asked("choice"), input=source, output=Screen()) == Answered("green")
        assert ask(asked("text"), input=source, output=Screen()) == Answered("abc")


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


def test_ctrl_j_makes_a_new_line() -> None:
    """Where a terminal takes Alt+Enter for itself, Ctrl+J breaks the line; one line alone has none."""
    assert answer(asked("long"), "en", CTRL_J, "to", ENTER) == Answered("en\nto")
    assert answer(asked("text"), "en", CTRL_J) == Answered("en")


def edited_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """An editor that puts this in place of what it gets (``%s``)."""
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nprintf "{written}" "$(cat "$1")" > "$1"\n', encoding="utf-8")
    editor.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))


def test_ctrl_e_opens_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+E hands the text to the editor and takes it back."""
    edited_by(tmp_path, monkeypatch, "%s æøå")
    assert answer(asked("long"), "en", CTRL_E, ENTER) == Answered("en æøå")


def test_what_an_editor_saves_otherwise_is_read_and_told_of(tmp_path, monkeypatch):
    """No letter is lost, and none is taken that nobody was told to look at."""
    edited_by(tmp_path, monkeypatch, r"caf\\351 %s")
    screen = Screen()
    assert answer(asked("long"), "en", CTRL_E, ENTER, screen=screen).value == "café en"
    assert "were read as Windows-1252" in " ".join(said(screen).split())


def test_ctrl_e_edits_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor gets the first words too; its lines become one."""
    edited_by(tmp_path, monkeypatch, "%sjeg\\nså det\\n")
    assert answer(sentence(), CTRL_E, " nu", ENTER) == Answered(f"{FORDI} jeg så det nu.")


def test_ctrl_e_finds_an_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without VISUAL and EDITOR the usual ones are looked for; what it is given lies in the workspace."""
    (tmp_path / "bin").mkdir()
    editor = tmp_path / "bin" / "nano"
    editor.write_text('#!/bin/sh\nprintf "%s" "${1%/*/*}" > "$1"\n', encoding="utf-8")
    editor.chmod(0o700)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("netinvite.ui.editor._place", tmp_path)
    assert answer(asked("long"), "en", CTRL_E, ENTER) == Answered(str(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["bin"]


def test_ctrl_e_without_an_editor_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none, Ctrl+E names what to set and keeps the text."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    screen = Screen()
    assert answer(asked("long"), "en", CTRL_E, ENTER, screen=screen) == Answered("en")
    assert "EDITOR" in screen.written


# Menus -----------------------------------------------------------------------------------------------


@pytest.mark.sampled(1)
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


def needed(**given: Any) -> Asked:
    """What somebody can do that the network lacks."""
    return asked("choices", choices_from="network.needs", **given)


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("4", ENTER, "mod", ENTER), ("mod",)),
        (("1", " ", "4", " ", ENTER, "mod", ENTER), ("red", "mod")),
        (("1", " ", "4", " ", ENTER, ENTER), ("red",)),
        (("4", ENTER, ENTER), None),
        (("1", " ", "4", " ", ENTER, "mo", ESC, ENTER), ("red",)),
        (("2", " ", ENTER), ("green",)),
    ],
)
def test_something_else_can_be_typed(keys: tuple[str, ...], value: object) -> None:
    """The last item opens a field; whoever goes back from it finds what is ticked."""
    assert answer(needed(), *keys) == Answered(value)


@pytest.mark.parametrize(("keys", "value"), [(("mod", ENTER), ("mod",)), ((ENTER,), None)])
def test_where_nothing_is_needed_yet_it_is_typed(keys: tuple[str, ...], value: object) -> None:
    """There is nothing to choose from, so there is a field at once."""
    assert answer(needed(choices=()), *keys) == Answered(value)
    assert answer(needed(choices=()), ESC) == Back("")


def test_something_new_that_is_half_typed_is_kept() -> None:
    """With what was ticked; it stands there again when the question comes back."""
    assert left(needed(), "1", " ", "4", " ", ENTER, "mo", CTRL_C) == "red\nmo"
    assert answer(needed(unfinished="red\nmod"), ENTER) == Answered(("red", "mod"))


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


def said(screen: Screen) -> str:
    """All that was written, in one line."""
    return " ".join(screen.written.split())


@pytest.mark.parametrize(
    ("default", "hint"), [("today", "tirsdag den 24. november"), (None, "onsdag den 2. december")]
)
def test_a_date_is_hinted_at_with_a_date(default: str | None, hint: str) -> None:
    """One that has been where it is asked what has been, else one to come."""
    screen = Screen()
    answer(asked("date", default=default), ESC, screen=screen)
    assert f"e.g. {hint}" in said(screen)


def test_a_date_is_said_back_with_how_far_away_it_is() -> None:
    """The year too where it is another one."""
    screen = Screen()
    answer(asked("date"), "5. januar", ENTER, screen=screen)
    assert "Understood: tirsdag den 5. januar 2027, in 41 days" in said(screen)


@pytest.mark.whole
def test_an_ambiguous_day_is_chosen_from_a_menu() -> None:
    """Esc goes back to the typed text."""
    screen = Screen()
    assert answer(asked("date"), "næste fredag", ENTER, "2", ENTER, screen=screen) == Answered(
        date(2026, 12, 4)
    )
    assert "1) fredag den 27. november, in 2 days" in said(screen)
    assert answer(asked("date"), "næste fredag", ENTER, ESC, "x", ESC) == Back("næste fredagx")
    assert left(asked("date"), "næste fredag", ENTER, CTRL_C) == "næste fredag"


def test_a_pasted_day_takes_the_place_of_one_that_is_proposed() -> None:
    """As typed letters do."""
    question = asked("date", default="today", required=True)
    assert answer(question, paste("23. november"), ENTER) == Answered(date(2026, 11, 23))


def times(**given: Any) -> Asked:
    """Two or three times, as the guide asks for them."""
    return asked(
        "times",
        **{"suggestions": (MONDAY, TUESDAY, WEDNESDAY), "min": 2, "max": 3, "required": True, **given},
    )


def test_proposed_times_stand_in_the_field_and_are_kept_with_enter() -> None:
    """A line each, as people write them, with no menu before; untouched they are nobody's text."""
    screen = Screen()
    assert answer(times(), ENTER, screen=screen) == Answered((MONDAY, TUESDAY, WEDNESDAY))
    lines = [line.strip(" >\r") for line in screen.written.split("\n")]
    place = lines.index("mandag den 30. november kl. 10")
    assert lines[place + 1] == "tirsdag den 1. december kl. 10"
    assert answer(times(), ESC) == Back("")
    assert left(times(), CTRL_C) == ""


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("1. december kl. 10, onsdag d. 2. kl. 10",), (TUESDAY, WEDNESDAY)),
        (("onsdag d. 2. kl. 10 og 1/12 kl. 10",), (TUESDAY, WEDNESDAY)),
        (("onsdag d. 2. kl. 10", ALT_ENTER, "1/12 kl. 10"), (TUESDAY, WEDNESDAY)),
        (("mandag kl. 10", CTRL_J, "tirsdag kl. 10; onsdag d. 2. kl. 10"), (MONDAY, TUESDAY, WEDNESDAY)),
        ((paste("- tirsdag kl. 10\r\n- onsdag d. 2. kl. 10\r\n"),), (TUESDAY, WEDNESDAY)),
        (("tirsdag kl. 10\ronsdag d. 2. kl. 10",), (TUESDAY, WEDNESDAY)),
        ((ERASE, "\x7f"), (MONDAY, TUESDAY)),
        (("\x7f" * 2 + "14",), (MONDAY, TUESDAY, datetime(2026, 12, 2, 14))),
    ],
)
def test_times_are_typed_over_those_that_are_proposed(
    keys: tuple[str, ...], value: tuple[datetime, ...]
) -> None:
    """Several on a line, a line each or pasted; in order. Arrows and Backspace go on from what is there."""
    assert answer(times(), *keys, ENTER) == Answered(value)


def test_a_time_of_day_goes_with_the_day_above_it() -> None:
    """Also where that line was proposed."""
    given = times(suggestions=(TUESDAY,))
    assert answer(given, ALT_ENTER, "kl. 14", ENTER) == Answered((TUESDAY, datetime(2026, 12, 1, 14)))


def test_times_are_said_back_in_full() -> None:
    """One line each: weekday, date, time, how far away, another year."""
    screen = Screen()
    answer(times(), "1. december kl. 10 og 5. januar kl. 10-10.20", ENTER, screen=screen)
    told = said(screen).partition("Understood: ")[2]
    assert told.startswith("- tirsdag den 1. december kl. 10, in 6 days - tirsdag den 5. januar 2027 kl. 10")
    screen = Screen()
    answer(times(min=None), "i morgen kl. 10", ENTER, screen=screen)
    assert "Understood: torsdag den 26. november kl. 10, tomorrow" in said(screen)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "tirsdag kl. 10, blomsterdag kl. 11",
            "“blomsterdag” cannot be read as a time; write it as “tirsdag kl. 10”",
        ),
        (
            "i dag kl. 8 og i morgen kl. 8",
            "has gone by; ahead lies for example torsdag den 26. november kl. 8",
        ),
        ("tirsdag kl. 10onsdag kl. 11", "“10onsdag” runs together; write it apart: “10, onsdag”"),
        ("torsdagfredag kl. 11", "“torsdagfredag” runs together; write it apart: “torsdag, fredag”"),
        ("tirsdag kl. 10.5", "“10.5” cannot be read as a time; write it as “tirsdag kl. 10”"),
        (
            "tirsdag kl. 24",
            "“24” can be of two days; write the one that begins at midnight, with “kl. 00.00”",
        ),
        ("onsdag den 1. december kl. 10", "1 December is a Tuesday"),
        ("torsdag 10.12", "write torsdag den 10. december or torsdag den 26. november kl. 10.12"),
        ("tirsdag", "The time of day of “tirsdag” is missing; write it as “tirsdag kl. 10”"),
        ("tirsdag kl. 10", "At least 2, please; you have 1"),
        ("tirsdag kl. 10, 11, 13 og 14", "At most 3, please; you have 4"),
        (
            "tirsdag d. 8. kl. 14, 14/12 kl. 9 eller onsdag eller torsdag kl. 13",
            "At most 3, please; you have 4",
        ),
        ("tirsdag kl. 10, onsdag d. 2. kl. 10, 1. december kl. 10", "The same time stands there twice"),
        ("tirsdag kl. 10, onsdag d. 2. kl. 10, kl. 10-11", "The same time stands there twice"),
    ],
)
@pytest.mark.parametrize("columns", [80, 40])
def test_refused_times_are_told_why_and_kept(typed: str, told: str, columns: int) -> None:
    """At the field, with the word or an example."""
    screen = Screen(columns)
    with pytest.raises(Left) as caught:
        answer(times(), typed, ENTER, CTRL_C, screen=screen)
    assert told in said(screen)
    assert caught.value.unfinished == typed


def test_half_typed_times_are_kept_as_they_stood() -> None:
    """Leaving keeps all lines; the next run goes on there, and nothing gives way to a letter."""
    unfinished = left(times(), "1. december kl. 10", ALT_ENTER, "2. dec", CTRL_C)
    assert unfinished == "1. december kl. 10\n2. dec"
    assert answer(times(unfinished=unfinished), "ember kl. 10", ENTER) == Answered((TUESDAY, WEDNESDAY))
    assert answer(times(unfinished=unfinished), ESC) == Back(unfinished)
    assert answer(times(unfinished=unfinished), "x", ESC) == Back(f"{unfinished}x")


def test_a_stored_answer_that_was_half_typed_reads_as_people_write() -> None:
    """So does one that does not fit any more, or that somebody else changed meanwhile."""
    unfinished = "2026-12-01 10:00; 2026-12-02 10:00"
    assert answer(times(unfinished=unfinished), ENTER) == Answered((TUESDAY, WEDNESDAY))
    assert left(times(unfinished=unfinished), CTRL_C).split("\n")[0] == format_time(TUESDAY, "da")
    assert left(times(unfinished="1/12; 2. dec"), CTRL_C) == "1/12; 2. dec"


def test_old_times_stand_in_the_field() -> None:
    """In place of what is proposed; Enter keeps them, also those that have gone by, and a letter goes on."""
    old = (datetime(2026, 11, 3, 10), TUESDAY)
    assert answer(times(value=old), ENTER) == Answered(old)
    assert answer(times(value=old), ESC) == Back("")
    more = answer(times(value=old), ALT_ENTER, "2. december kl. 10", ENTER)
    assert more == Answered((*old, WEDNESDAY))


def test_times_can_be_left_out_where_they_are_not_needed() -> None:
    """Whoever empties the field skips the question, and is not asked twice."""
    given = times(suggestions=(TUESDAY,), required=False, min=None)
    assert answer(given, ERASE, ENTER) == Answered(None)
    screen = Screen()
    with pytest.raises(Left) as caught:
        answer(times(suggestions=(TUESDAY,)), ERASE, ENTER, CTRL_C, screen=screen)
    assert "This one is needed" in said(screen) and caught.value.unfinished == ""


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("5. december kl. 10", "Lørdag den 5. december kl. 10, in 10 days; few are at work then: lørdag."),
        ("24. december kl. 10", "few are at work then: juleaften."),
        ("tirsdag kl. 19", "few are at work then: after 18:00."),
        ("tirsdag kl. 7.30", "few are at work then: before 8:00."),
        (
            "tirsdag kl. 10 og 10.15",
            "tirsdag den 1. december kl. 10 is not over at tirsdag den 1. december kl. 10.15.",
        ),
    ],
)
def test_times_that_suit_few_are_told_and_kept_with_enter_once_more(typed: str, told: str) -> None:
    """They are asked about once."""
    screen, given = Screen(), times(min=None)
    kept = answer(given, typed, ENTER, ENTER, screen=screen)
    assert kept.value[0].date() >= TUESDAY.date()
    assert f"{told} Enter once more keeps it." in said(screen)
    assert left(given, typed, ENTER, CTRL_C) == typed


def test_old_times_are_not_doubted() -> None:
    """Enter keeps a Saturday that stood there; so few as are at work then, it is said back."""
    screen, old = Screen(), (datetime(2026, 12, 5, 10), datetime(2026, 12, 5, 10, 10))
    assert answer(times(value=old), ENTER, screen=screen) == Answered(old)
    assert "Enter once more" not in said(screen) and "few are at work then: lørdag" in said(screen)


def test_a_typed_time_that_overlaps_the_calendar_says_so() -> None:
    """And when that is; one that is free says nothing."""

    def overlap(start: datetime, minutes: int) -> Range | None:
        busy = Range(datetime(2026, 12, 1, 10), datetime(2026, 12, 1, 11))
        return busy if start < busy.end and start + timedelta(minutes=minutes) > busy.start else None

    screen, given = Screen(), times(overlap=overlap, min=None, minutes=30)
    outcome = answer(given, "tirsdag kl. 9.45 og 14", ENTER, ENTER, screen=screen)
    assert outcome == Answered((datetime(2026, 12, 1, 9, 45), datetime(2026, 12, 1, 14)))
    told = (
        "Tirsdag den 1. december kl. 9.45 overlaps something in your calendar "
        "(tirsdag den 1. december kl. 10–11). Enter once more keeps it."
    )
    assert told in said(screen)
    assert answer(given, "tirsdag kl. 9 og 14", ENTER).value[0] == datetime(2026, 12, 1, 9)


def test_an_ambiguous_time_is_asked_about() -> None:
    """A menu names the readings; the field goes on with the one that is meant, written out. Esc goes back."""
    screen, given = Screen(), times(min=None)
    keys = ("næste fredag kl. 10 og 14", ENTER, "2", ENTER)
    friday = (datetime(2026, 12, 4, 10), datetime(2026, 12, 4, 14))
    assert answer(given, *keys, ENTER, screen=screen) == Answered(friday)
    assert "2) fredag den 4. december kl. 10; fredag den 4. december kl. 14" in said(screen)
    assert left(given, *keys, CTRL_C) == "fredag den 4. december kl. 10\nfredag den 4. december kl. 14"
    assert answer(given, *keys[:2], ESC, "x", ESC) == Back("næste fredag kl. 10 og 14x")
    assert left(given, *keys[:2], CTRL_C) == "næste fredag kl. 10 og 14"


def test_an_ambiguous_time_beside_an_old_one_that_has_gone_by() -> None:
    """What stood there stays whatever is meant by the rest."""
    old = (datetime(2026, 11, 3, 10),)
    keys = (ALT_ENTER, "næste fredag kl. 10", ENTER, "1", ENTER, ENTER)
    assert answer(times(value=old), *keys) == Answered((*old, datetime(2026, 11, 27, 10)))


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("keys", "settled", "told"),
    [
        (("1", ENTER), [45], "kl. 10–10.45, in 6 days"),
        (("2", ENTER), [], "kl. 10–10.30, in 6 days"),
        ((ENTER,), [45], "kl. 10–10.45, in 6 days"),
    ],
)
@pytest.mark.parametrize("typed", ["tirsdag kl. 10-10.45", "tirsdag kl. 10 i 45 minutter"])
def test_a_length_that_is_not_the_talk_s_is_asked_about(
    keys: tuple[str, ...], settled: list[int], told: str, typed: str
) -> None:
    """What holds is answered where it is an answer; when it begins is what is stored."""
    screen, found = Screen(), []
    given = times(min=None, minutes=30, talk=Talk(30, (15, 30, 45), found.append))
    assert answer(given, typed, ENTER, *keys, screen=screen) == Answered((TUESDAY,))
    assert "1) The conversation takes 45 minutes 2) 30 minutes, as in the answers" in said(screen)
    assert found == settled and told in said(screen)


def test_esc_at_the_length_goes_back_to_the_times() -> None:
    """Leaving there keeps what was typed."""
    given = times(min=None, minutes=30, talk=Talk(30, (15, 30, 45)))
    assert answer(given, "tirsdag kl. 10-10.45", ENTER, ESC, "x", ESC) == Back("tirsdag kl. 10-10.45x")
    assert left(given, "tirsdag kl. 10-10.45", ENTER, CTRL_C) == "tirsdag kl. 10-10.45"


def test_a_length_that_is_no_answer_gives_way_to_the_talk_s() -> None:
    """That is asked about once, before its end is gone; one that is the talk's needs no word."""
    screen, talk = Screen(), Talk(30, (15, 30, 45))
    given = times(min=None, talk=talk)
    assert answer(given, "tirsdag kl. 10-12", ENTER, ENTER, screen=screen) == Answered((TUESDAY,))
    assert "kl. 10–12: the conversation takes 30 minutes, and the email says when it" in said(screen)
    assert "kl. 10–10.30, in 6 days" in said(screen)
    screen = Screen()
    answer(times(min=None, talk=talk), "tirsdag kl. 10-10.30", ENTER, screen=screen)
    assert "takes" not in said(screen)


def test_where_no_length_is_asked_for_it_is_said_what_is_kept() -> None:
    """A guide of one's own may not ask for it."""
    screen = Screen()
    assert answer(times(min=None), "tirsdag kl. 10-12", ENTER, screen=screen) == Answered((TUESDAY,))
    assert "Only when it begins is kept in the answer." in said(screen)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("columns", [80, 40])
def test_nothing_about_times_is_wider_than_the_screen(columns: int) -> None:
    """Neither what is said back nor the menus."""
    screen = Screen(columns)
    given = times(min=None, talk=Talk(30, (15, 30, 45)))
    answer(given, "næste fredag kl. 18-18.45", ENTER, "2", ENTER, ENTER, ENTER, "1", ENTER, screen=screen)
    told = screen.written.partition("Understood")[2]
    assert told and max(len(line.rstrip("\r")) for line in told.split("\n")) <= columns


# Needs and referrals ---------------------------------------------------------------------------------


def test_needs_are_named_one_by_one() -> None:
    """A name and a kind for each, which Enter alone does not say; an empty name ends."""
    keys = ("viden om unge", ENTER, ENTER, "1", ENTER, "lokaler", ENTER, "4", ENTER, ENTER)
    needs = (Need("viden om unge", "knowledge"), Need("lokaler", "resource"))
    assert answer(asked("needs", required=True), *keys) == Answered(needs)


def test_a_need_is_taken_out_by_number() -> None:
    """-1 takes the first need out; what is left is the answer."""
    old = (Need("a", "skill"), Need("b", "access"))
    assert answer(asked("needs", value=old), "-1", ENTER, ENTER) == Answered((old[1],))
    assert answer(asked("needs", value=old), ENTER) == Answered(old)
    assert answer(asked("needs", value=old), ESC) == Back("")


def test_a_need_without_a_kind_is_asked_about_first() -> None:
    """It was only named; nobody has to know what it is."""
    old = (Need("mod"), Need("viden", "knowledge"), Need("en stemme"))
    told = (Need("mod", "skill"), Need("viden", "knowledge"), Need("en stemme"))
    assert answer(asked("needs", value=old), "2", ENTER, "5", ENTER, ENTER) == Answered(told)
    assert answer(asked("needs", value=old), ESC) == Back("")


def test_a_need_twice_is_refused() -> None:
    """The same need in other letters is refused at the field."""
    assert left(asked("needs", value=(Need("Å", "skill"),)), "å", ENTER, ERASE, CTRL_C) == ""


def test_esc_at_the_kind_goes_back_to_the_name() -> None:
    """Esc at the second part of a need goes to its first, as it was typed."""
    keys = ("vide", ENTER, ESC, "n", ENTER, "2", ENTER, ENTER)
    assert answer(asked("needs"), *keys) == Answered((Need("viden", "skill"),))


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("keys", "more", "needs"),
    [
        (("a", ENTER, "1", ENTER, "b", CTRL_C), ("c", ENTER, "2", ENTER, ENTER), ("a", "bc")),
        (("a", ENTER, "1", ENTER, "b", ENTER, CTRL_C), (ENTER, "2", ENTER, ENTER), ("a", "b")),
        (("a", ENTER, "1", ENTER, CTRL_C), (ENTER,), ("a",)),
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


TWO = "Samira Dahl og Ole Dam"


@pytest.mark.parametrize(("picked", "names"), [("1", [TWO]), ("2", ["Samira Dahl", "Ole Dam"])])
def test_two_names_in_one_field_are_one_person_or_two(picked, names) -> None:
    """As whoever typed them says; of two each is gone on with."""
    rest = (ENTER, ENTER, ENTER)
    keys = (TWO, ENTER, picked, ENTER, *rest, *((ENTER, *rest) if picked == "2" else ()), ENTER)
    outcome = answer(asked("referrals"), *keys)
    assert [one.name for one in outcome.value] == names


def test_whoever_leaves_between_two_names_loses_neither() -> None:
    """What waits is taken up where it was left."""
    unfinished = left(asked("referrals"), TWO, ENTER, "2", ENTER, "ken", CTRL_C)
    assert "Samira Dahl" in unfinished and "Ole Dam" in unfinished
    keys = (*"der", ENTER, ENTER, ENTER, ENTER, ENTER, ENTER, ENTER, ENTER)
    outcome = answer(asked("referrals", unfinished=unfinished), *keys)
    assert [(one.name, one.gives) for one in outcome.value] == [("Samira Dahl", "kender"), ("Ole Dam", "")]


@pytest.mark.whole
def test_half_given_referrals_are_kept_and_taken_up() -> None:
    """Leaving at what a person gives keeps the name too; Enter says nothing of what kind that is."""
    unfinished = left(asked("referrals"), "Åse", ENTER, "ken", CTRL_C)
    outcome = answer(asked("referrals", unfinished=unfinished), "der", ENTER, ENTER, ENTER, ENTER)
    assert outcome == Answered((Referral("Åse", "kender", "", False),))


# The screen ------------------------------------------------------------------------------------------


def test_question_help_example_and_privacy_are_shown() -> None:
    """All that belongs to a question stands above its field."""
    screen = Screen()
    given = asked("text", ask="Fordi ...", help="Din egen grund.", example="jeg har set det", private=True)
    answer(given, ENTER, screen=screen)
    for words in ("[for you alone] Fordi ...", "Din egen grund.", "e.g. jeg har set det", "Esc: back"):
        assert words in screen.written


@pytest.mark.sampled(2)
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


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("key", [F1, "?"])
def test_one_line_of_keys_and_more_on_demand(kind: str, key: str) -> None:
    """Every question names the keys in a line; F1, or ? where nothing is typed, tells all of them."""
    screen = Screen()
    assert answer(asked(kind), key, ESC, ESC, screen=screen) == Back("")
    line, told, _rest = " ".join(screen.written.split()).partition(MORE)
    assert told and "Esc: back · Ctrl+C: save and leave" in line and "F1: help" in line


@pytest.mark.sampled(2)
@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("back", [ESC, BACK_TAB])
def test_what_f1_opened_is_closed_before_one_goes_back(kind: str, back: str) -> None:
    """The question is there again, with its line of keys."""
    screen = Screen()
    assert answer(asked(kind), F1, back, F1, F1, F1, back, back, screen=screen) == Back("")
    assert " ".join(screen.written.split()).count(MORE) >= 3


@pytest.mark.parametrize("kind", ["choice", "choices", "scale"])
@pytest.mark.parametrize("number", ["99", "100", "11"])
def test_a_number_that_there_is_not_takes_nothing(kind: str, number: str) -> None:
    """It is named, and the Enter that was meant for it leads nowhere."""
    screen = Screen()
    assert answer(asked(kind), number, ENTER, ESC, screen=screen) == Back("")
    assert f"There is no number {number}." in screen.written


@pytest.mark.parametrize(
    ("kind", "key", "told"),
    [
        ("choice", "x", "Arrows or digits point to a line; Enter takes it."),
        ("choices", "a", "Space ticks it or unticks it, Enter goes on."),
    ],
)
def test_a_letter_that_means_nothing_in_a_menu_is_told_what_to_do(kind: str, key: str, told: str) -> None:
    """It takes nothing, and nothing happens without a word."""
    screen = Screen()
    assert answer(asked(kind), key, ESC, screen=screen) == Back("")
    assert told in " ".join(screen.written.split())


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
            ask(asked("text"), input=source, output=Screen())
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


# Where prompts are drawn -------------------------------------------------------------------------------


@pytest.mark.whole
def test_only_ui_knows_the_terminal_library():
    """Whatever else wants something drawn asks ``ui``; the teleprompter scrolls a text of its own."""
    package = Path(leaving.__file__).parent
    found = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if {"prompt_toolkit", "questionary"} & set(imported(file))
    }
    assert {name for name in found if not name.startswith("ui/")} == {"rehearsal/teleprompter.py"}


def imported(file):
    """The names of the packages that a module imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_every_kind_names_a_way_of_asking():
    """A kind that nobody could ask would be found out by whoever answers."""
    assert {kind.way for kind in kinds.KINDS.values()} == WAYS.keys()


@pytest.mark.parametrize(
    ("typed", "told"), [("Jeg kan se det.", "capital"), ("hvem spurgte dem?", "question")]
)
def test_a_capital_or_a_question_behind_first_words_is_asked_about_once(typed, told):
    """Enter once more keeps it as it stands; an answer that stood there already is not asked about again."""
    given, screen = asked("sentence", first="Fordi"), Screen()
    assert answer(given, typed, "\r", "\r", screen=screen) == Answered(f"Fordi {typed}")
    assert told in screen.written
    assert answer(replace(given, value=f"Fordi {typed}"), "\r") == Answered(f"Fordi {typed}")


@pytest.mark.parametrize(
    ("given", "typed", "told"),
    [
        (asked("sentence", first="Vi mødtes"), "4", "Only “4” stands behind “Vi mødtes”."),
        (asked("sentence", first="Jeg spørger dig, fordi", lead="du "), "2.", "Only “2” stands behind"),
        (asked("line"), "2", "Only “2” stands there."),
        (asked("text"), "10.30", "Only “10.30” stands there."),
        (asked("long"), "1", "Only “1” stands there."),
        (asked("person"), "karin", "“karin” is written with a small letter."),
        (asked("email"), "inger.ågård@example.org", "“å” stands before the @: most email servers"),
        (asked("person"), "Anna bæk", "“bæk” is written with a small letter."),
        (asked("person"), "bell hooks", "“bell hooks” is written with a small letter."),
        (asked("person"), "van Gogh", "“van” is written with a small letter."),
    ],
)
def test_a_number_where_words_belong_and_a_small_name_are_asked_about_once(given, typed, told):
    """Enter once more keeps what was typed, as it was typed; somebody may be called so."""
    screen = Screen()
    kept = answer(given, typed, ENTER, ENTER, screen=screen)
    assert str(kept.value).rstrip(".").endswith(typed.rstrip("."))
    assert told in said(screen) and "Enter once more keeps it." in said(screen)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("person", "Ida van der Berg"),
        ("line", "I 2026"),
        ("person", "李明"),
        ("email", "inger@ældresagen.example.org"),
    ],
)
def test_what_has_words_and_capitals_is_not_asked_about(kind, typed):
    """A name may have small words inside, or letters of which there are no capitals."""
    assert answer(asked(kind), typed, ENTER) == Answered(typed)


def test_a_need_that_is_a_number_is_asked_about_once():
    """So is the small name of somebody who was named; a minus and a number take one away unasked."""
    screen = Screen()
    found = answer(asked("needs"), "2", ENTER, ENTER, "1", ENTER, ENTER, screen=screen)
    assert found == Answered((Need("2", "knowledge"),)) and "Only “2” stands there." in said(screen)
    named = answer(asked("referrals"), "ida", *[ENTER] * 6, screen=screen)
    assert named.value[0].name == "ida" and "“ida” is written with a small letter." in said(screen)


def test_an_editor_that_fails_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that it left counts."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "false")
    screen = Screen()
    assert answer(asked("long"), "en", CTRL_E, ENTER, screen=screen) == Answered("en")
    assert "The editor ended with a fault; nothing was changed." in said(screen)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (0, ["", "1 2 3 4 5 6 7 8 9 10 11 12", "↓ 8 more below"]),
        (10, ["↑ 5 more above", "6 7 8 9 10 11 12 13 14 15 16", "↓ 4 more below"]),
        (19, ["↑ 8 more above", "9 10 11 12 13 14 15 16 17 18 19 20", ""]),
    ],
)
def test_a_long_list_says_how_much_is_out_of_sight(monkeypatch, at, shown) -> None:
    """Above and below the items that there is room for."""
    menu = Menu(numbered([(number, f"person {number}") for number in range(1, 21)]))
    control = SimpleNamespace(
        filtered_choices=[SimpleNamespace(value=place) for place in range(20)],
        pointed_at=at,
        selected_options=[],
    )
    monkeypatch.setattr(menus, "_room", lambda: 13)
    lines = "".join(text for _style, text in menus._down(control, menu)).splitlines()
    notes = [line.strip() for line in lines if " more " in line]
    numbers = " ".join(line.split(")")[0].strip(" >") for line in lines if ")" in line)
    assert [*(notes[:1] if at else [""]), numbers, *(notes[-1:] if at < 19 else [""])] == shown


def test_where_all_have_room_nothing_is_said_of_more(monkeypatch) -> None:
    """The list stands as it is."""
    menu = Menu(numbered([(1, "one"), (2, "two")]))
    control = SimpleNamespace(
        filtered_choices=[SimpleNamespace(value=0), SimpleNamespace(value=1)],
        pointed_at=0,
        selected_options=[],
    )
    told = "".join(text for _style, text in menus._down(control, menu))
    assert told == " > 1) one\n   2) two\n"
