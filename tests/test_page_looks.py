"""The looks of a page: no colour where nobody knows the background, and enough contrast where it is known."""

from __future__ import annotations

import re

import pytest
from test_contrast import ENOUGH, ratio

from netinvite.model.around import NOWHERE
from netinvite.ui.page.looks import background, style
from netinvite.ui.page.markdown import as_read, readable

# xterm and Tango, VS Code, Campbell, Solarized, Nord, Gruvbox, Ubuntu, GNOME.
DARK = ("#000000", "#1e1e1e", "#0c0c0c", "#002b36", "#2e3440", "#282828", "#300a24", "#171421")
LIGHT = ("#ffffff", "#fdf6e3", "#fbf1c7", "#eceff4", "#f6f5f4")
COLOUR = re.compile("#[0-9a-f]{6}")


def channels(colour):
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize(("known", "behind"), [("dark", DARK), ("light", LIGHT)])
def test_every_colour_can_be_read_on_the_backgrounds_that_people_have(known, behind):
    """4.5 : 1 at least, and nothing is dimmed besides."""
    words = [words for _names, words in style(known).style_rules]
    found = {colour for one in words for colour in COLOUR.findall(one)}
    assert len(found) == 2 and not any("dim" in one.split() for one in words)
    worst = min(ratio(channels(colour), channels(one)) for colour in found for one in behind)
    assert worst >= ENOUGH


def test_unseen_there_is_no_colour_and_only_what_need_not_be_read_is_dim():
    """The example behind the cursor, the rule beside a text, the steps that are to come."""
    rules = style().style_rules
    assert not any(COLOUR.search(words) for _names, words in rules)
    assert {names for names, words in rules if "dim" in words.split()} == {"hint", "rule", "bar.rest"}


@pytest.mark.parametrize(
    ("env", "found"),
    [
        ({}, ""),
        ({"COLORFGBG": "15;0"}, "dark"),
        ({"COLORFGBG": "0;default;15"}, "light"),
        ({"COLORFGBG": "7;8"}, "dark"),
        ({"COLORFGBG": "15;default"}, ""),
        ({"NETINVITE_BACKGROUND": "light", "COLORFGBG": "15;0"}, "light"),
        ({"NETINVITE_BACKGROUND": "blue"}, ""),
        ({"NETINVITE_BACKGROUND": "dark", "NO_COLOR": "1"}, ""),
        ({"NETINVITE_BACKGROUND": "dark", "TERM": "vt100", "COLORTERM": ""}, ""),
    ],
)
def test_the_background_is_known_from_who_says_it(monkeypatch, env, found):
    """The setting, then the terminal; nobody guesses it."""
    for name in ("COLORFGBG", "NETINVITE_BACKGROUND", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", **env}.items():
        monkeypatch.setenv(name, value)
    assert background() == found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("# Conversation with Jonas", "Conversation with Jonas"),
        ("**Begin:** say why", "Begin: say why"),
        ("*(Listen.)* And then", "(Listen.) And then"),
        ("1. one\n2. 2 * 3 * 4 is 24", "1. one\n2. 2 * 3 * 4 is 24"),
        ("- a ** b", "- a ** b"),
        ("***", "***"),
        ("", ""),
    ],
)
def test_markdown_is_shown_as_it_will_be_read(text, read):
    """Its marks are gone, and whatever is no mark stays."""
    assert readable(text).text == read


def test_places_in_a_text_stay_on_their_words_when_the_marks_go():
    """The numbers of the review lead to the right sentence."""
    text = "# One\n\n**Begin:** this is it. *(Then.)* And that."
    words = ("this is it.", "And that.", "One")
    found = readable(text, [(text.index(word), text.index(word) + len(word)) for word in words])
    assert [found.text[start:end] for start, end in found.places] == [*words]
    assert {found.text[start:end] for (start, end), _style in found.styled} == {"One", "Begin:"}


def test_a_paragraph_behind_a_line_begins_with_its_words():
    """What parted it from the text above is not there, and leaves no empty row."""
    text = "---\n\n**Why?** Because you know."
    place = (text.index("Because"), len(text))
    read, moved, styled = as_read("conversation", text, place)
    assert read == "Why? Because you know." and read[slice(*moved)] == "Because you know."
    assert [read[slice(*where)] for where, _style in styled] == ["Why?"]
    assert as_read("conversation", text, NOWHERE)[1] == NOWHERE
