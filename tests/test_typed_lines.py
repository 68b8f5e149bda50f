"""Lines that somebody typed stand everywhere as they were typed, and a page shows them as the text will."""

from __future__ import annotations

import pytest
from pages import NOW, Pictures, answer, asked, opened
from readyexample import SLUG, prepared
from terminal import Terminal

from netinvite.app import given, leaflet
from netinvite.app.prepare import Order, take_up, take_up_interview
from netinvite.app.reading import places, text_around
from netinvite.model import keys
from netinvite.model.around import around
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Asked, Left
from netinvite.values import replace
from netinvite.wizard.interview import open_desk

MOTIVE = "reflection.motive"
PASTED = "He is alone with it.\nAt night, too.\n\nHe said so in March.\n\n\nTwice."
ROWS = ["He is alone with it.", "At night, too.", "", "He said so in March."]


def at_work(folder, lang="en"):
    """The ready example, taken up to be prepared in full."""
    return take_up(Workspace(prepared(folder, lang)), Order(SLUG, depth="full", lang=lang)).preparation


def with_answer(preparation, key, value):
    """The walk, with one answer more."""
    return replace(preparation.walk, answers={**preparation.walk.answers, key: value})


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_page_shows_several_lines_as_the_text_will_have_them(tmp_path, lang):
    """Set in where they are set in there, joined where they are joined; each blank line too."""
    preparation = at_work(tmp_path, lang)
    seen = []
    for question in preparation.guide.questions("network", "person"):
        for document in ("invitation", "pitch", "conversation"):
            letter = text_around(preparation, question, document)
            if letter is None or question.kind not in ("long", "lines"):
                continue
            text, (start, end) = letter.read(PASTED)
            walk = with_answer(preparation, question.key, PASTED)
            assert text == preparation.rendered_with(letter.document, walk), question.key
            assert text[start:end].split() == PASTED.split()
            seen.append((question.key, letter.document))
    assert {("reflection.motive", "conversation"), ("organiser.moment", "pitch")} <= {*seen}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_in_the_leaflet_too(tmp_path, lang):
    """There what stands below an email is in one line, and the moment is a quotation."""
    preparation = at_work(tmp_path, lang)
    walk = leaflet.to_ask(preparation.walk)
    for key in ("organiser.moment", "organiser.signature"):
        question = preparation.guide.question(key)
        letter = leaflet.text_around(preparation.workspace, walk, question)
        text, _place = letter.read(PASTED)
        made = replace(walk, answers={**walk.answers, key: PASTED})
        assert text == leaflet.text_of(preparation.workspace, made)


def test_of_an_answer_that_its_template_closes_the_last_line_is_closed():
    """Once, as of one in one line."""
    found = around("pitch", lambda answer: f"Before.\n{answer.rstrip('.')}.\n" if answer else "", lines=True)
    assert found is not None and found.closes
    assert found.read("one\ntwo")[0] == "Before.\none\ntwo.\n" == found.read("one\ntwo.")[0]


def test_the_paragraph_below_a_field_begins_where_the_list_does(tmp_path):
    """Not in the midst of the answer above it, which has a blank line in it."""
    preparation = at_work(tmp_path)
    preparation.put({MOTIVE: PASTED})
    letter = text_around(preparation, preparation.guide.question(keys.BARRIER))
    told, (start, end) = letter.paragraph("Few hands.\n\nNo car.")
    assert told[start:end] == "Few hands.\n\n  No car."
    assert "What may move them: He is alone with it." in told and "Close:" not in told


def test_a_number_leads_to_an_answer_of_several_lines(tmp_path):
    """Which are set in in the guide."""
    preparation = at_work(tmp_path)
    preparation.put({MOTIVE: PASTED})
    text = preparation.render("conversation")
    found = {key: text[start:end] for (start, end), key in places(preparation, "conversation", text)}
    assert found[MOTIVE].split() == PASTED.split()
    edited = text.replace("At night, too.", "By day.")
    assert MOTIVE not in [key for _place, key in places(preparation, "conversation", edited)]


def rows_from(terminal, first):
    """The rows on the screen from the one that ends in ``first``, without what stands before them."""
    lines = [line.rstrip() for line in terminal.display]
    at = next(number for number, line in enumerate(lines) if line.endswith(first))
    blanks = len(lines[at]) - len(first)
    return [line[blanks:] for line in lines[at : at + len(ROWS)]]


def test_the_list_of_answers_has_the_lines_that_were_typed(tmp_path):
    """Below their question; an answer in one line stands behind it."""
    preparation = at_work(tmp_path)
    preparation.put({MOTIVE: PASTED})
    preparation.save()
    line = ["prepare", SLUG, "--lang", "en", "--workspace", str(tmp_path)]
    terminal = Terminal(line, tmp_path, columns=100, rows=60)
    terminal.wait("1 of 3")
    for keys_typed, words in (
        ("\r", "2 of 3"),
        ("\r", "3 of 3"),
        ("\r", "Read all answers"),
        ("2\r", "Which"),
    ):
        terminal.send(keys_typed)
        terminal.wait(words)
        terminal.settle()
    assert rows_from(terminal, ROWS[0]) == ROWS
    assert "What is your name? – Maja Holm" in terminal.text
    terminal.send("\x03")
    assert terminal.end() == 130


def interview(folder, **told):
    """The desk for a conversation with the example's person, after one in which this was ``told``."""
    place = Workspace(prepared(folder))
    changes = {("conversation", 0, name): value for name, value in told.items()}
    place.update(place.answers_file(SLUG), {("reflection", "assumption"): PASTED, **changes})
    return open_desk(take_up_interview(place, Order(SLUG), last=False).interview, given.Given())


def test_what_was_prepared_and_said_the_last_time_has_its_lines(tmp_path):
    """On the page before the first question, and read again with F3."""
    desk = interview(tmp_path, date="2026-11-20", outcome="considers", next="I call.", changes=PASTED)
    pictures = Pictures(rows=60)
    with opened("\x03", pictures=pictures) as front:
        desk.front = front
        desk.begin()
        with pytest.raises(Left):
            front.ask(asked())
    shown = next(lines for lines in reversed(pictures.taken) if " Last time:" in lines)
    said = [line.removeprefix(" ") for line in shown]
    for told in ("\n".join(said), desk.background):
        lines = [line.rstrip() for line in told.split("\n")]
        assert [number for number, line in enumerate(lines) if line == f"  {ROWS[0]}"][1:], told
        for number in (number for number, line in enumerate(lines) if line == f"  {ROWS[0]}"):
            assert [line[2:] for line in lines[number : number + len(ROWS)]] == ROWS


def test_line_by_line_the_list_has_them_too(tmp_path, monkeypatch):
    """Set in below the number."""
    preparation = at_work(tmp_path)
    preparation.put({MOTIVE: PASTED})
    preparation.save()
    monkeypatch.setenv("NETINVITE_PLAIN", "1")
    line = ["prepare", SLUG, "--lang", "en", "--workspace", str(tmp_path)]
    terminal = Terminal(line, tmp_path, columns=80, rows=200)
    terminal.wait("Does it read")
    terminal.send("2\r")
    terminal.wait("Which answer?")
    terminal.settle()
    last = terminal.display
    start = max(number for number, text in enumerate(last) if "Which answer?" in text)
    lines = [text.rstrip() for text in last[start:]]
    at = next(number for number, text in enumerate(lines) if text == f"    {ROWS[0]}")
    assert lines[at : at + 4] == [f"    {row}".rstrip() for row in ROWS]
    terminal.send("\x03")
    assert terminal.end() == 130


# Things, a line each ----------------------------------------------------------------------------------

THREE = ["Contact with the young people", "Rooms", "Money. For food, too."]


@pytest.mark.parametrize(
    ("keys", "count", "named"),
    [
        (["\x1b[200~" + "\r".join(THREE) + "\x1b[201~"], "3 needs", THREE),
        (["\n\n".join(THREE)], "3 needs", THREE),
        (["Rooms\nRooms \n"], "one need", ["Rooms"]),
        (["Contact. Rooms. Money."], "one need", ["Contact. Rooms. Money."]),
    ],
)
def test_needs_are_listed_while_they_are_typed(keys, count, named):
    """A line each; what stands in one line is one, and is seen to be."""
    pictures, question = Pictures(), load_guide("en").question("reflection.covers")
    given = answer(Asked(question, (), None, "", "en", NOW), *keys, "\r", pictures=pictures)
    assert given.value == tuple(named)
    rows = [row.strip() for row in next(rows for rows in reversed(pictures.taken) if "Enter" in str(rows))]
    title = next(at for at, row in enumerate(rows) if row.startswith("As ") and count in row)
    assert rows[title + 1 : title + 1 + len(named)] == [f"│ - {name}" for name in named]


def test_needs_that_are_half_typed_stand_a_line_each_when_somebody_comes_back():
    """Also where others are known by then."""
    question, half = load_guide("en").question("reflection.covers"), "Rooms\nMoney"
    left = answer(Asked(question, (), None, "", "en", NOW), half, "\x1b")
    assert left.unfinished == half
    pictures = Pictures()
    again = answer(Asked(question, (), None, half, "en", NOW), "\r", pictures=pictures)
    assert again.value == ("Rooms", "Money") and pictures.shows("▌ Rooms ▌ Money", "As 2 needs")
