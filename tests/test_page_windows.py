"""What stands on the screen already is drawn no second time, and yet nothing of it is ever out of date."""

from __future__ import annotations

import random

import pytest
from pages import Pictures
from prompt_toolkit.application.current import set_app
from prompt_toolkit.input import DummyInput

from netinvite.model.around import Around
from netinvite.ui.page import cover
from netinvite.ui.page.entry import Entry
from netinvite.ui.page.sheet import Key, Sheet
from netinvite.ui.page.sitting import sitting
from netinvite.ui.page.windows import divided

pytestmark = pytest.mark.whole

# No signs that are joined: terminals disagree on how wide they are.
WORDS = ["word", "漢字", "\x1b", "\t", "   ", "a-long-hyphened-word" * 2, "ø"]


def sheet(text):
    letter = Around("pitch", "Dear Anna,\n\n**Bold** begins. ", "\n\n# Then\n\n" + "more of it " * 60, "none")
    keys = (Key("Enter: on"), Key("F1: keys"))
    return Sheet(Entry(text), str, ask="Who?", help="Help. " * 20, keys=keys, letter=letter)


def drawn(output, opened):
    """The screen after a drawing, the cursor's place with it."""
    opened.app.render_counter += 1
    opened.app.renderer.render(opened.app, opened.app.layout)
    opened.app.after_render.fire()
    return list(output.screen.display), (output.screen.cursor.y, output.screen.cursor.x)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 16), (24, 6)])
def test_a_screen_that_was_changed_in_part_is_as_one_drawn_anew(size):
    """Whatever is typed where, and whatever is said below it."""
    chance = random.Random(22)
    output = Pictures(*size)
    with sitting(DummyInput(), output) as opened, set_app(opened.app):
        page = sheet("It begins.")
        opened.view.show(page)
        opened.app.layout.update_parents_relations()
        opened.app.layout.focus(page.control)
        for _turn in range(40):
            buffer = page.control.buffer
            buffer.cursor_position = chance.randrange(len(buffer.text) + 1)
            if chance.random() < 0.3:
                buffer.delete_before_cursor(chance.randrange(30))
            else:
                buffer.insert_text(" ".join(chance.choices(WORDS, k=chance.randrange(9))))
            page.complaint = chance.choice(["", "", "That is wrong. " * chance.randrange(1, 9)])
            page.more = ("Keys. " * chance.randrange(1, 90),)
            cover.take_away(opened) if chance.random() < 0.75 else cover.with_help(opened)
            partly = drawn(output, opened)
            opened.app.renderer.erase(leave_alternate_screen=False)
            assert drawn(output, opened) == partly


def test_what_is_the_same_is_not_sent_again():
    """A second drawing of the same page moves the cursor, and no more."""
    output = Pictures()
    with sitting(DummyInput(), output) as opened, set_app(opened.app):
        page = sheet("It begins.")
        opened.view.show(page)
        opened.app.layout.update_parents_relations()
        opened.app.layout.focus(page.control)
        before = drawn(output, opened)
        sent = len(output.raw)
        assert drawn(output, opened) == before
        assert not any(
            sign.isalpha() and sign not in "hlm" for sign in output.raw[sent:].replace("\x1b[", "")
        )


@pytest.mark.parametrize(
    ("wanted", "least", "height", "given"),
    [
        ([2, 5, 3], [0, 1, 0], 20, [2, 5, 3]),
        ([2, 9, 9], [0, 0, 0], 10, [2, 4, 4]),
        ([9, 9], [0, 1], 4, [2, 2]),
        ([1, 9], [1, 1], 1, [1, 0]),
        ([3], [3], 0, [0]),
    ],
)
def test_where_there_are_too_few_rows_each_part_gets_as_many_as_any_other(wanted, least, height, given):
    """Up to what it wants."""
    assert divided(wanted, least, height) == given
