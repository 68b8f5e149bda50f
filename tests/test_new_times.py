"""``check --fix`` asks for another time where one has gone by, and writes over nothing changed meanwhile."""

from __future__ import annotations

import tomllib

import pytest
from readyexample import SLUG, prepared
from terminal import Program

from netinvite.app import checking
from netinvite.app.newtimes import pick_anew
from netinvite.store import drafts
from netinvite.store.workspace import Workspace

LATER = "2026-12-02T12:00"
GONE, STANDS = "Tuesday 1 December at 10:00", "Thursday 3 December at 14:30"
NEW = "Tuesday 8 December at 10:00"


@pytest.fixture
def gone(net, monkeypatch):
    """The workspace and its email, a day after the first of its times."""
    monkeypatch.setenv("NETINVITE_NOW", LATER)
    return Workspace(net), net / "people" / SLUG / "invitation.txt"


def answered(place, *typed, meanwhile=None):
    """What is asked and what is said, where these answers are given; ``meanwhile`` is done at the first."""
    asked, answers = [], iter(typed)

    def ask(words):
        asked.append(words)
        if meanwhile and len(asked) == 1:
            meanwhile()
        return next(answers)

    return asked, list(pick_anew(place, place.person(SLUG), ask))


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_saved_while_the_question_stood_stays(gone):
    """And the time that was typed for another is put beside it."""
    place, file = gone
    asked, said = answered(
        place, "8 december at 10", meanwhile=lambda: change(file, "Dear Jonas", "Dear old Jonas")
    )
    text = file.read_text(encoding="utf-8")
    assert "Dear old Jonas" in text and NEW in text and GONE not in text
    assert asked == [GONE]
    assert "was changed meanwhile" in said[0] and f"{GONE} is now {NEW}." in said[1]


def test_a_time_that_was_changed_meanwhile_is_not_written_over(gone):
    place, file = gone
    mine = "Monday 7 December at 9:00"
    asked, said = answered(place, "8 december at 10", meanwhile=lambda: change(file, GONE, mine))
    text = file.read_text(encoding="utf-8")
    assert mine in text and NEW not in text
    assert asked == [GONE] and len(said) == 2 and "was changed meanwhile" in said[0]
    assert said[1] == f"“8 december at 10” was put nowhere: “{GONE}” does not stand there any more."


@pytest.mark.parametrize("first", ["3 december at 14:30", ""])
def test_that_it_was_changed_is_said_whatever_was_answered(gone, first):
    """Where it is asked for again, or left."""
    place, file = gone
    _asked, said = answered(
        place, first, "8 december at 10", meanwhile=lambda: change(file, "Dear Jonas", "Dear old Jonas")
    )
    assert sum("was changed meanwhile" in one for one in said) == 1
    assert "Dear old Jonas" in file.read_text(encoding="utf-8")


def test_an_email_that_is_gone_meanwhile_is_not_made_anew(gone):
    place, file = gone
    _asked, said = answered(place, "8 december at 10", meanwhile=file.unlink)
    assert not file.exists() and "was changed meanwhile" in said[0]


def test_a_time_of_the_answers_is_put_into_them(gone):
    """The email is written of them, and nobody has edited it: a later answer brings no old time back."""
    place, file = gone
    pitch = file.with_name("pitch.md")
    pitch.write_text("My own words.\n", encoding="utf-8")
    _asked, said = answered(place, "9 december at 10")
    assert said[0].endswith(f"{GONE} is now Wednesday 9 December at 10:00, in your answers as well.")
    times = tomllib.loads(place.answers_file(SLUG).read_text("utf-8"))["contact"]["times"]
    assert times == ["2026-12-03 14:30", "2026-12-09 10:00"]
    assert "- Thursday 3 December at 14:30\n- Wednesday 9 December at 10:00" in file.read_text("utf-8")
    draft = drafts.look(place, SLUG, "invitation")
    assert draft.current and not draft.edited
    assert pitch.read_text("utf-8") == "My own words.\n"


def test_a_time_of_an_edited_email_is_put_there_alone(gone):
    place, file = gone
    before = place.answers_file(SLUG).read_bytes()
    change(file, "Dear Jonas", "Dear old Jonas")
    _asked, said = answered(place, "9 december at 10")
    assert said[0].endswith(f"{GONE} is now Wednesday 9 December at 10:00.")
    assert place.answers_file(SLUG).read_bytes() == before
    assert "Dear old Jonas" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tuesday 1 December at 3 pm, at the café", "Tuesday 8 December at 10:00, at the café"),
        ("Or on Tuesday 1 December, 3 pm (at yours),", "Or on Tuesday 8 December at 10:00 (at yours),"),
        ("At 3 in the afternoon on 1 December?", "Tuesday 8 December at 10:00?"),
        ("Tuesday 1 December at 15:00-15:45 in room 12", "Tuesday 8 December at 10:00–10:45 in room 12"),
        ("Tuesday 1 December at 3 pm,\n  at the café", "Tuesday 8 December at 10:00,\n  at the café"),
    ],
)
def test_what_stands_beside_a_time_stays(gone, old, new):
    place, file = gone
    change(file, f"- {GONE}", f"- {old}")
    asked, said = answered(place, "8 december at 10")
    assert f"- {new}\n" in file.read_text(encoding="utf-8")
    assert len(asked) == len(said) == 1 and "café" not in asked[0] and "room" not in asked[0]


def test_what_stands_beside_a_time_stays_in_danish(tmp_path, monkeypatch):
    place = Workspace(prepared(tmp_path / "net", "da"))
    monkeypatch.setenv("NETINVITE_NOW", LATER)
    file = tmp_path / "net" / "people" / SLUG / "invitation.txt"
    change(file, "- tirsdag den 1. december kl. 10", "- Tirsdag d. 1/12 kl. 15.30 på caféen")
    answered(place, "8. dec kl. 10")
    assert "- Tirsdag den 8. december kl. 10 på caféen\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday 1 December, at the café, at 3 pm",
        "Tuesday 1 December at about 3 pm",
        "**Tuesday** 1 December at 3 pm",
        "Tuesday 1 December at 3 pm, for the library closes at 6 pm",
        "Tuesday 1 December at 3 pm or 4 pm",
        "Tuesday 1 December\n  at 3 pm",
    ],
)
def test_a_time_that_cannot_be_told_from_the_words_beside_it_is_left_and_named(gone, line):
    """Nobody is asked for another one, which would stand nowhere."""
    place, file = gone
    change(file, f"- {GONE}", f"- {line}")
    before = file.read_text(encoding="utf-8")
    asked, said = answered(place)
    assert file.read_text(encoding="utf-8") == before and not asked
    assert len(said) == 1 and " ".join(line.split()) in said[0] and f"edit {SLUG} mail" in said[0]


def test_a_time_in_a_sentence_is_left_and_named(gone):
    place, file = gone
    change(file, f"- {GONE}\n- {STANDS}\n", "Would Tuesday 1 December at 3 pm suit you?\n")
    before = file.read_text(encoding="utf-8")
    asked, said = answered(place)
    assert file.read_text(encoding="utf-8") == before and not asked and len(said) == 1
    assert "“Tuesday 1 December at 3 pm” has gone by and is left: it" in said[0]
    assert f"edit {SLUG} mail" in said[0]


def test_the_end_of_a_time_that_was_typed_stands_in_an_edited_email(gone):
    place, file = gone
    change(file, "Dear Jonas", "Dear old Jonas")
    answered(place, "8 december at 10-11")
    assert "- Tuesday 8 December at 10:00–11:00\n" in file.read_text(encoding="utf-8")


def test_of_a_time_of_the_answers_the_beginning_is_kept_which_is_said(gone):
    place, file = gone
    _asked, said = answered(place, "9 december at 10-11")
    assert "- Wednesday 9 December at 10:00\n" in file.read_text(encoding="utf-8")
    assert "as well. The conversation takes 20 minutes, as in the answers." in said[0]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("3 december at 14:30", "overlap"),
        ("3 december at 14:45", "overlap"),
        ("1 december at 12", "gone by"),
        ("7 december at 9 or 8 december at 10", "several times"),
    ],
)
def test_a_time_that_cannot_stand_there_is_asked_for_again(gone, typed, told):
    """Not written, to be found wrong at once."""
    place, file = gone
    asked, said = answered(place, typed, "8 december at 10")
    text = file.read_text(encoding="utf-8")
    assert asked == [GONE, GONE]
    assert told in said[0] and NEW in text and text.count(STANDS) == 1


def test_a_person_in_danish_is_asked_in_the_same_way(tmp_path, monkeypatch):
    place = Workspace(prepared(tmp_path / "net", "da"))
    monkeypatch.setenv("NETINVITE_NOW", LATER)
    asked, said = answered(place, "3. dec kl. 14.30", "8. dec kl. 10")
    assert len(asked) == 2 and "overlap" in said[0]
    text = (tmp_path / "net" / "people" / SLUG / "invitation.txt").read_text(encoding="utf-8")
    assert "8. december kl. 10" in text


def test_what_is_put_right_for_certain_is_written_over_nothing_either(net, monkeypatch):
    """Between reading and writing an editor may save."""
    place, file = Workspace(net), net / "people" / SLUG / "invitation.txt"
    change(file, "I am asking", "I am am asking the the")
    made = checking.mended

    def slowly(material):
        found = made(material)
        if material.about == "invitation":
            change(file, "Dear Jonas", "Dear old Jonas")
        return found

    monkeypatch.setattr(checking, "mended", slowly)
    said = list(checking.put_right(place, place.person(SLUG)))
    assert any("was changed meanwhile; nothing was written" in one for one in said)
    assert "Dear old Jonas" in file.read_text("utf-8") and "the the" in file.read_text("utf-8")


@pytest.mark.parametrize("typed", ["\x1b\r", "8 dec\x1b\r", "\r"])
def test_esc_leaves_it(net, typed):
    """As Enter does: what a terminal sends for the key is no time."""
    file = net / "people" / SLUG / "invitation.txt"
    before = file.read_bytes()
    program = Program(["check", SLUG, "--fix", "--workspace", str(net)], net.parent, NETINVITE_NOW=LATER)
    while b"Enter leaves it" not in program.raw:
        assert program.read()
    program.child.send(typed)
    while program.raw.count(b"Enter leaves it") == 1 and program.read():
        pass
    assert program.raw.count(b"Enter leaves it") == 1
    assert file.read_bytes() == before
