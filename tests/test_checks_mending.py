"""What ``check --fix`` puts right, and that it leaves alone what is not certain."""

from __future__ import annotations

from datetime import datetime

import pytest

from netinvite.app.wordlists import words_for
from netinvite.checks import Known, Material
from netinvite.checks.mending import mended

NOW = datetime(2026, 11, 25, 12, 0)
HEAD = "To: Jonas <jonas@example.org>\nSubject: Hi\n\nDear Jonas,\n\n"
END = "\n\nKind regards,\nMaja Holm\n12 34 56 78\n"


def put_right(body, lang="en"):
    material = Material("invitation", HEAD + body + END, words_for(lang), NOW, Known(name="Maja Holm"))
    found = mended(material)
    return found.text.removeprefix(HEAD).removesuffix(END), [mend.line for mend in found.mends]


def test_a_doubled_word_stands_once():
    """Also where its capital differs."""
    assert put_right("It matters because because they know the the hall.") == (
        "It matters because they know the hall.",
        [6, 6],
    )


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("They know the\nthe hall.", ("They know the\nhall.", [7])),
        ("They know the\n  the the hall.", ("They know the\n  hall.", [7, 7])),
        ("We we know it.", ("We know it.", [6])),
        # A line that would be left empty is not taken away.
        ("They know the\nthe\nhall.", ("They know the\nthe\nhall.", [])),
        # A heading or a new paragraph begins anew.
        ("They know the\n\nthe hall.", ("They know the\n\nthe hall.", [])),
    ],
)
def test_a_word_at_the_end_of_a_line_and_the_beginning_of_the_next_stands_once(text, mended):
    assert put_right(text) == mended


def test_a_doubled_word_in_danish():
    assert put_right("Det er, fordi fordi du kender dem.", "da")[0] == "Det er, fordi du kender dem."


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        *(
            (text, "en")
            for text in ("It is very very good.", "He had had enough.", "That that is, is.", "Bye bye.")
        ),
        ("What I am working on on Tuesday is the hall, which I know of of course.", "en"),
        ("I told you you could ask whom I talk to to know what the people you have have done.", "en"),
        ("My my, vitamin A a day, and World War I I read about.", "en"),
        ("Jeg vil gerne høre mere om om fjorten dage.", "da"),
        ("Det ved jeg jeg kan, og det, du har har værdi, når vi når når toget.", "da"),
    ],
)
def test_a_word_that_may_stand_twice_does(text, lang):
    """Only what is certain is put right; which of the two was meant, only the writer knows."""
    assert put_right(text, lang) == (text, [])


@pytest.mark.parametrize(
    ("items", "lang"),
    [
        ("- Thursday 3 December at 14:30;\n- Tuesday 1 December at 10:00.", "en"),
        ("- Thursday 3 December at 14:30,\n- Tuesday 1 December at 10:00", "en"),
        ("- Thursday 3 December at 14:30\n- or Tuesday 1 December at 10:00", "en"),
        ("- Thursday 3 December at 14:30, or\n- Tuesday 1 December at 10:00", "en"),
        ("- Thursday 3 December at 14:30\n- Tuesday 1 December at 10:00 (best for me)", "en"),
        ("- torsdag den 3. december kl. 14.30\n- eller tirsdag den 1. december kl. 10", "da"),
        ("- torsdag den 3. december kl. 14.30;\n- tirsdag den 1. december kl. 10", "da"),
    ],
)
def test_times_whose_lines_are_not_alike_are_left_and_told_of(items, lang):
    body = f"These would work:\n\n{items}\n\nOtherwise say so."
    material = Material("invitation", HEAD + body + END, words_for(lang), NOW, Known(name="Maja Holm"))
    found = mended(material)
    assert (found.text, found.mends) == (material.raw, ())
    ((line, told),) = found.told
    assert line == 8 and "out of order" in told


@pytest.mark.parametrize("end", [";", ",", " (30 minutes)"])
def test_times_whose_lines_all_end_alike_are_put_in_order(end):
    later, earlier = f"- Thursday 3 December at 14:30{end}", f"- Tuesday 1 December at 10:00{end}"
    body = f"These would work:\n\n{later}\n{earlier}\n\nOtherwise say so."
    expected = body.replace(f"{later}\n{earlier}", f"{earlier}\n{later}")
    assert put_right(body) == (expected, [8])


def test_times_in_a_list_are_put_in_order():
    """Whatever the marks; numbers stay where they are."""
    body = "These do:\n\n1. Thursday 3 December at 14:30\n2. Tuesday 1 December at 10:00\n\nElse say so."
    expected = body.replace(
        "1. Thursday 3 December at 14:30\n2. Tuesday 1 December at 10:00",
        "1. Tuesday 1 December at 10:00\n2. Thursday 3 December at 14:30",
    )
    assert put_right(body) == (expected, [8])


def test_a_time_that_has_gone_by_has_its_place_in_the_order():
    """Else what stands behind it would be in no order with what stands before it."""
    first, *rest = ("10 December at 16:00", "8 December at 10:00", "24 November at 9", "10 December at 14:30")
    body = "These do:\n\n" + "\n".join(f"- {one}" for one in (first, *rest)) + "\n\nElse say so."
    ordered = "\n".join(f"- {one}" for one in (rest[1], rest[0], rest[2], first))
    assert put_right(body) == (f"These do:\n\n{ordered}\n\nElse say so.", [8])


@pytest.mark.parametrize("odd", ["Tuesday, perhaps", "8 December at 10:00 or 11:00"])
def test_no_list_is_said_to_be_in_order_that_is_not(odd):
    """What cannot be moved stands between."""
    items = ("10 December at 16:00", "9 December at 10:00", odd, "8 December at 14:30")
    body = "These do:\n\n" + "\n".join(f"- {one}" for one in items) + "\n\nElse say so."
    material = Material("invitation", HEAD + body + END, words_for("en"), NOW, Known(name="Maja Holm"))
    found = mended(material)
    assert (found.text, found.mends) == (material.raw, ())
    ((line, told),) = found.told
    assert line == 8 and "a line among them does not say one time" in told


@pytest.mark.parametrize(
    "items",
    [
        "- Tuesday 1 December at 10:00\n- Thursday 3 December at 14:30",
        "- Thursday 3 December at 14:30\n- Tuesday, perhaps",
        "- Thursday 3 December at 14:30 or 15:30\n- Tuesday 1 December at 10:00",
    ],
)
def test_a_list_that_is_in_order_or_cannot_be_read_is_left(items):
    body = f"These would work:\n\n{items}\n\nOtherwise say so."
    assert put_right(body) == (body, [])


def test_a_paragraph_without_a_closing_mark_gets_one():
    """Where the others have theirs."""
    body = "It matters to me.\n\nI am asking you because you know them\n\nOtherwise, just say so."
    assert put_right(body) == (body.replace("know them", "know them."), [8])


@pytest.mark.parametrize(
    "last",
    [
        "How does it look from where you stand",
        "Could you tell me how it looks",
        "You find us at www.example.org/a",
        "All about it at maja@example.org",
        "Thank you, Jonas",
        "These are the times that would work\n\n- Tuesday 1 December at 10:00",
    ],
)
def test_what_may_be_a_question_a_list_or_an_address_is_left(last):
    body = f"It matters to me.\n\n{last}\n\nOtherwise, just say so."
    assert put_right(body) == (body, [])


def test_who_closes_no_sentence_does_so_on_purpose():
    body = "i am writing to you because you know\n\nit matters to me since i was there\n\nthe hall is good"
    assert put_right(body) == (body, [])


def test_line_ends_stay_as_they_are():
    """Those of Windows too."""
    text = (HEAD + "It is because because I know." + END).replace("\n", "\r\n")
    found = mended(Material("invitation", text, words_for("en"), NOW, Known()))
    assert found.text == text.replace("because because", "because")
