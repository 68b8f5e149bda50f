"""Rows that break at words: nothing lost, nothing too wide, a place everywhere for a cursor."""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise

import pytest
from extent import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netinvite.model.characters import DIRECTION, is_control
from netinvite.ui.page.rows import (
    _rows_of_line,
    balanced,
    cells,
    clusters,
    drawn,
    indented,
    row_at,
    rows,
    wrapped,
)

JOINER, FAMILY, ACCENT = "\u200d", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u0301"
SIGNS = [
    *"ab ø漢字ｱ한\t\n-",
    *("\x1b", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\u00ad", "\u00a0", "\u3000"),
    *(ACCENT, JOINER, "\ufe0f", FAMILY, "\U0001f44d\U0001f3fd", "\U0001f1e9\U0001f1f0", "e" + ACCENT),
    *("word", "a-long-hyphened-word", "x" * 45, "漢字" * 12, " " * 5),
]
TEXTS = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])), max_size=60
).map("".join)
WIDTHS = st.integers(2, 120)
WORDS = st.text("abcdeø", min_size=1, max_size=14)
tried = settings(max_examples=examples(250), deadline=None)
BLANKS = " \t"


def shown(text, width):
    """The characters of each row."""
    return [text[start:end] for start, end in rows(text, width)]


def narrow(word):
    """The parts of a word in which no row may end: "" for each wide character, and what stands between."""
    runs = [""]
    for cluster in clusters(word):
        runs = [*runs, ""] if cells(cluster) > 1 else [*runs[:-1], runs[-1] + cluster]
    return runs


@tried
@given(TEXTS, WIDTHS)
def test_nothing_is_lost_but_line_breaks(text, width):
    """The rows follow one another: between two of them is nothing, or the one line break."""
    spans = rows(text, width)
    assert spans[0][0] == 0 and spans[-1][1] == len(text)
    for (_, end), (start, _) in pairwise(spans):
        assert text[end:start] in ("", "\n")
    assert "\n" not in "".join(shown(text, width))


@tried
@given(TEXTS, WIDTHS)
@example("\x1b" * 3, 4)
@example("a" + "\x1b" * 20, 30)
def test_no_row_is_too_wide(text, width):
    """But for blanks that hang over, and for one piece alone that no row has room for."""
    for row in shown(text, width):
        kept = row.rstrip(BLANKS)
        assert cells(kept) <= width or len(list(clusters(kept))) == 1, repr(row)


@tried
@given(TEXTS, WIDTHS)
def test_no_word_that_fits_is_broken(text, width):
    """A row ends behind a blank, beside a wide character, or in a run that is wider than any row."""
    spans = rows(text, width)
    for (_, end), (start, _) in pairwise(spans):
        if start > end:
            continue
        before = re.search(r"[^ \t\n]*$", text[:end])[0]
        behind = re.match(r"[^ \t\n]*", text[start:])[0]
        parted = narrow(before)[-1], narrow(behind)[0]
        assert not before or not all(parted) or cells("".join(parted)) > width, (before, behind)


@tried
@given(TEXTS, WIDTHS)
def test_no_cluster_is_parted(text, width):
    """A character and what belongs to it stand on one row; behind a blank one may always end."""
    edges, place = {0}, 0
    for cluster in clusters(text):
        place += len(cluster)
        edges.add(place)
    for start, _ in rows(text, width):
        assert start in edges or text[start - 1] in BLANKS


@tried
@given(st.lists(WORDS, min_size=1, max_size=40), st.integers(14, 120))
def test_plain_text_breaks_as_textwrap_breaks_it(words, width):
    """Words with a blank between them, none of which is wider than a row."""
    text = " ".join(words)
    expected = textwrap.wrap(text, width, break_on_hyphens=False)
    assert [row.rstrip(" ") for row in shown(text, width)] == expected


@tried
@given(st.text("ab øé–“ -", max_size=80), WIDTHS)
def test_narrow_text_breaks_as_any_other(text, width):
    """It is broken in a quicker way, at the same places."""
    found = rows(text, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netinvite.ui.page.rows._NARROW", re.compile("(?!)"))
        _rows_of_line.cache_clear()
        assert rows(text, width) == found
    _rows_of_line.cache_clear()


@tried
@given(TEXTS, WIDTHS, st.integers(0, 5), st.integers(0, 5))
def test_a_part_of_the_rows_is_that_part(text, width, first, last):
    """Those out of sight are not made."""
    part = slice(first, last)
    assert wrapped(text, width, part=part) == wrapped(text, width)[part]


@tried
@given(TEXTS, WIDTHS)
def test_a_cursor_has_a_place_everywhere(text, width):
    """Each place is on one row, and a later place never on an earlier one."""
    spans = rows(text, width)
    found = [row_at(spans, place) for place in range(len(text) + 1)]
    assert found == sorted(found)
    for place, row in enumerate(found):
        start, end = spans[row]
        assert start <= place <= end


@tried
@given(TEXTS, WIDTHS)
def test_a_cursor_behind_a_break_is_on_the_next_row(text, width):
    """Where the next letter would stand."""
    for number, (start, _) in enumerate(spans := rows(text, width)):
        assert row_at(spans, start) == number


@tried
@given(TEXTS)
def test_clusters_add_up_to_the_text(text):
    """None is lost, and none is empty."""
    pieces = list(clusters(text))
    assert "".join(pieces) == text and all(pieces)


@tried
@given(TEXTS)
def test_what_is_drawn_has_no_control_characters(text):
    """None reaches the terminal, and none that turns the direction of writing."""
    raw = drawn(text.replace("\n", " "))
    assert not [sign for sign in raw if is_control(sign) or sign in DIRECTION or sign in "\t\n\r\x1b"]


@tried
@given(TEXTS)
def test_columns_add_up(text):
    """A line is as wide as its pieces are together, and none has less than nothing."""
    line = text.replace("\n", "")
    assert cells(line) == sum(map(cells, clusters(line))) == sum(map(cells, line)) >= 0


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("æøå", 3), ("漢字", 4), ("e" + ACCENT, 1), ("\t", 1), ("\x1b", 4), ("\u202e", 6), ("", 0)],
)
def test_the_columns_of_a_text(text, columns):
    """Wide characters take two, those of no width none, a stand-in as many as it has."""
    assert cells(text) == columns


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ab", ["a", "b"]),
        ("e" + ACCENT + "f", ["e" + ACCENT, "f"]),
        (FAMILY + "x", [FAMILY, "x"]),
        ("a\nb", ["a", "\n", "b"]),
        ("a\n" + ACCENT, ["a", "\n", ACCENT]),
        ("漢字", ["漢", "字"]),
    ],
)
def test_what_is_never_parted(text, pieces):
    """A letter with its accents, signs that are joined; a line break is one by itself."""
    assert list(clusters(text)) == pieces


@tried
@given(TEXTS, WIDTHS)
def test_a_text_to_be_read_loses_blanks_at_ends_alone(text, width):
    """What is shown is what stands on the rows, made visible, without the blanks at their ends; what is set
    in stays so on further rows."""
    text = text if "\n" in text else re.sub("^(?: |- )+", "", text)
    lines = ["".join(part for _, part in line) for line in wrapped(text, width)]
    assert lines == [drawn(row).rstrip(" ") for row in shown(text, width)]


@tried
@given(TEXTS, WIDTHS, st.data())
def test_the_strong_part_is_what_was_asked_for(text, width, data):
    """No more is bold and no less, wherever the rows break."""
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    lines = wrapped(text, width, "plain", ((begin, end), "bold"))
    bold = "".join(part for line in lines for style, part in line if style == "bold")
    expected = "".join(drawn(text[max(start, begin) : min(stop, end)]) for start, stop in rows(text, width))
    assert bold.replace(" ", "") == expected.replace(" ", "")


def test_rows_are_set_in():
    """The first has its own beginning, the others another."""
    lines = indented([[("", "one")], [("", "two")], [("", "three")]], ("x", "- "), ("y", "  "))
    assert [line[0] for line in lines] == [("x", "- "), ("y", "  "), ("y", "  ")]


def test_what_belongs_to_an_item_stands_below_its_words():
    """The mark of a list's item has its own columns; a dash within a sentence has none."""
    lines = wrapped("- What have you seen work?", 16)
    assert ["".join(part for _, part in line) for line in lines] == ["- What have you", "  seen work?"]
    lines = wrapped("- What have you seen work?", 16, "", ((0, 6), "bold"))
    assert lines[0] == [("bold", "- What"), ("", " have you")]
    lines = wrapped("What – or who - is it?", 12)
    assert not ["".join(part for _, part in line) for line in lines][1].startswith(" ")


def said(lines):
    """The words of rows that are drawn."""
    return ["".join(text for _style, text in line) for line in lines]


@tried
@given(TEXTS, WIDTHS)
def test_what_is_balanced_takes_no_more_rows_and_has_the_same_words(text, width):
    """A word too long for a row is broken elsewhere; no row is too wide."""
    made, plainly = said(balanced(text, width)), said(wrapped(text, width))
    assert len(made) == len(plainly)
    assert "".join("".join(made).split()) == "".join("".join(plainly).split())
    assert all(cells(row) <= max(cells(one) for one in [*plainly, " " * width]) for row in made)


@pytest.mark.parametrize(
    ("text", "width", "made"),
    [
        (
            "Why this person and nobody else at all now?",
            38,
            ["Why this person and nobody else at", "all now?"],
        ),
        ("What could hold the person back, then?", 30, ["What could hold the person", "back, then?"]),
        ("One row.", 30, ["One row."]),
        ("Two words and incomprehensibilities", 22, ["Two words and", "incomprehensibilities"]),
        ("- An item of a list that ends in a\n- b", 33, ["- An item of a list that ends in", "  a", "- b"]),
    ],
)
def test_no_paragraph_ends_in_one_short_word(text, width, made):
    """Where the rows have room for another break; items of lists stay as they are."""
    assert said(balanced(text, width)) == made
