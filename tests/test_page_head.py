"""The head of a page, and of a step line by line: whom it is about, the step, how far one is."""

from __future__ import annotations

import pytest
from scriptedfront import ScriptedFront

from netinvite.app.prepare import Order, take_up
from netinvite.store.workspace import Workspace
from netinvite.ui.page import head
from netinvite.ui.page.sheet import Where
from netinvite.ui.page.signs import DRAWN
from netinvite.wizard.edit import EditDesk
from netinvite.wizard.prepare import PreparationDesk

SLUG, JONAS = "jonas-oestergaard", "Jonas Østergård"
CONTACT = Where("Making contact", 5, 6, about=JONAS)


def drawn(where, width, *, is_tall=True):
    rows = head.rows(where, width, DRAWN, is_tall=is_tall)
    return ["".join(text for _style, text in row) for row in rows]


def test_the_name_stands_before_the_step():
    """In one row with all that stood there before."""
    (row,) = drawn(CONTACT, 80)
    assert row.startswith(f" {JONAS} {DRAWN.dot.strip()} Making contact") and "Step 5 of 6" in row
    assert DRAWN.bar[0] in row


def test_in_a_narrow_window_it_pushes_nothing_out():
    """It has a row of its own, and the other is the one of before."""
    name, step = drawn(CONTACT, 40)
    assert name == f" {JONAS}"
    assert [step] == drawn(Where("Making contact", 5, 6), 40)


def test_in_a_low_window_too_the_bar_says_how_far_one_is():
    """There is no row for the name alone."""
    (row,) = drawn(CONTACT, 42, is_tall=False)
    assert JONAS in row and "Making contact" in row and DRAWN.bar[0] in row and "Step" not in row


def test_where_nothing_is_counted_it_stands_there_too():
    """In the review, and where there is no step at all."""
    assert drawn(Where("Review: 1 of 3", about=JONAS), 80) == [f" {JONAS}{DRAWN.dot}Review: 1 of 3"]
    assert drawn(Where(about=JONAS), 80) == [f" {JONAS}"]
    assert drawn(Where(), 80) == []


class Front(ScriptedFront):
    """Notes whom each page is about."""

    def __init__(self, *answers, follows=True):
        super().__init__(*answers)
        self.follows, self.about = follows, {}

    def ask(self, asked):
        self.about[asked.question.key] = asked.about
        return super().ask(asked)

    def look(self, proof):
        self.about[proof.name] = proof.about
        return super().look(proof)


@pytest.fixture
def desk(net):
    def made(kind, *answers, typed=SLUG, **more):
        begun = kind(take_up(Workspace(net), Order(typed)))
        begun.front, begun.typed = Front(*answers, **more), typed
        return begun

    return made


@pytest.mark.parametrize(
    ("key", "about"),
    [("organiser.motivation", ""), ("network.theme", ""), ("reflection.why", JONAS), ("contact.way", JONAS)],
)
def test_questions_about_oneself_and_the_network_show_none(desk, key, about):
    """All others whom they are about, drawn as line by line."""
    made = desk(PreparationDesk)
    question = made.preparation.guide.question(key)
    assert made.asked(question).about == about
    made.announce(question)
    assert (JONAS in made.front.said) == bool(about)


@pytest.mark.parametrize("kind", [PreparationDesk, EditDesk])
def test_the_review_shows_the_name_on_every_page(desk, kind):
    """Texts, and the menu behind them."""
    made = desk(kind, "save")
    made.begin()
    made.walk()
    assert {*made.front.about.values()} == {JONAS} and len(made.front.about) > 2


@pytest.mark.parametrize(("typed", "told"), [("jon", True), (SLUG, False), ("jonas ØSTERGÅRD", False)])
def test_whom_a_part_of_a_name_found_is_said(desk, typed, told):
    """A whole name, and the folder's, says it itself."""
    made = desk(PreparationDesk, typed=typed)
    made.begin()
    assert (f"“{typed}”: this is about {JONAS}." in made.front.said) == told
