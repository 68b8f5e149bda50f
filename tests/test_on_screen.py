"""Texts and lists as a terminal shows them: without the marks of Markdown, items set in."""

from __future__ import annotations

import pytest
from readyexample import SLUG
from terminal import Terminal, without_terminal

from netinvite.ui.screen import in_rows, wrap

pytestmark = pytest.mark.whole


def shown(net, *words, **env):
    """The lines that a terminal shows, and the words that are bold."""
    terminal = Terminal([*words, "-w", str(net), "--lang", "en"], net.parent, rows=60, **env)
    assert terminal.end() == 0
    rows = [terminal.screen.buffer[row] for row in range(60)]
    bold = "".join(cell.data if cell.bold else " " for row in rows for _, cell in sorted(row.items()))
    return [line.rstrip() for line in terminal.display], " ".join(bold.split())


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("words", "bold"),
    [
        (("leaflet",), ("Would you like to take part?", "What it is.", "Good to know.")),
        (("interview", SLUG, "--guide"), ("conversation with Jonas Østergård", "Open:")),
    ],
)
def test_markdown_is_shown_as_it_will_be_read(net, words, bold):
    """Headings and what is bold in bold; a pipe gets the Markdown."""
    lines, found = shown(net, *words)
    assert all(one in found for one in bold)
    assert not any("**" in line or line.startswith("#") for line in lines)
    piped = without_terminal(*words, "-w", str(net), "--lang", "en").stdout
    assert piped.startswith("# ") and f"**{bold[1]}" in piped


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("encoding", "line"), [("utf-8", "── pitch.md ──"), ("ascii", "-- pitch.md --")])
def test_lines_are_drawn_with_signs_that_the_encoding_has(tmp_path, encoding, line):
    """A plain one is no question mark."""
    terminal = Terminal(["prepare", "--example"], tmp_path, rows=200, PYTHONIOENCODING=encoding)
    assert terminal.end() == 0
    assert line in terminal.text and "???" not in terminal.text


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"NETINVITE_PLAIN": "1"}])
def test_where_nothing_is_bold_the_marks_stay(net, env):
    """They are what tells a heading then."""
    lines, found = shown(net, "leaflet", **env)
    assert not found and any("**What it is.**" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- one two three", ["- one two", "  three"]),
        ("1. one two three", ["1. one two", "   three"]),
        ("12) one two three", ["12) one", "    two", "    three"]),
        ("one two three", ["one two", "three"]),
        ("2026. one two", ["2026. one", "two"]),
        ("  one two three", ["  one two", "  three"]),
        ("  - one two three", ["  - one", "    two", "    three"]),
        (" > one two three", [" > one two", "   three"]),
        ("> one two three", ["> one two", "three"]),
    ],
)
def test_the_lines_of_an_item_are_set_in(text, lines):
    """As far as what it begins with is wide, and those of a line that is set in as far as that."""
    assert wrap(text, 10).split("\n") == lines


def test_a_command_that_is_too_long_is_one_line():
    """A terminal wraps it; with a line's end of ours in it, half a command would be given. A sentence behind
    one is wrapped with it."""
    command = (
        "netinvite log jonas no-answer --note 'back on Friday, after lunch. Ask again.' --date '2026-12-02'"
    )
    assert wrap(f"To record it again: {command}", 40).split("\n") == ["To record it again:", command]
    told = "Look at them with: netinvite prepare jonas --full. Or give others with --set."
    assert max(map(len, wrap(told, 40).split("\n"))) <= 40


@pytest.mark.parametrize("columns", [30, 40, 60, 80])
def test_a_command_begins_where_it_can_be_copied(columns):
    """On what is left of the line where it fits, else on a line of its own."""
    command = "netinvite prepare jonas --full"
    rows = wrap(f"All that you typed is saved; go on with: {command}", columns).split("\n")
    assert rows[-1].endswith(command) and max(map(len, rows)) <= columns
    assert wrap("Go on with: netinvite today", 20) == "Go on with:\nnetinvite today"


FOOT = ["Enter: videre/spring over", "Esc: tilbage", "Ctrl+C: gem og stop", "F1: hjælp"]


def test_keys_are_broken_between_them_and_change_places_before_one_is_left_out():
    """As few rows as they fit on where their order is free."""
    assert in_rows(FOOT, 38, " · ") == [FOOT[0], f"{FOOT[1]} · {FOOT[2]}", FOOT[3]]
    assert in_rows(FOOT, 38, " · ", in_order=False) == [f"{FOOT[0]} · {FOOT[3]}", f"{FOOT[1]} · {FOOT[2]}"]
    assert in_rows(FOOT, 10, " · ", in_order=False) == FOOT and in_rows([], 10, " · ") == []


VCARD = """BEGIN:VCARD
VERSION:3.0
FN:Anna Holm
EMAIL:anna@example.org
TEL:+45 12 34 56 78
END:VCARD
"""


def test_whoever_is_to_be_imported_is_told_of_in_whole_words(net):
    """A row of a narrow window ends where a word does, and what is set in stays so."""
    file = net.parent / "people.vcf"
    file.write_text(VCARD, encoding="utf-8")
    line = ["import", str(file), "--dry-run", "-w", str(net), "--lang", "en"]
    terminal = Terminal(line, net.parent, columns=30)
    assert terminal.end() == 0
    rows = [row.rstrip() for row in terminal.display]
    assert rows[:3] == ["New: 1", "  Anna Holm, anna@example.org,", "  +45 12 34 56 78"]
