"""Which characters are no letters, and a text on one line."""

from __future__ import annotations

import pytest

from netinvite.model.characters import (
    DIRECTION,
    TURNING,
    header_line,
    is_control,
    is_unseen,
    one_line,
    read_bytes,
    whole,
    without_unseen_start,
)


@pytest.mark.parametrize("sign", ["\x00", "\n", "\x7f", "\x85", "\ud800"])
def test_controls(sign):
    """The controls of C0 and C1, and halves of a character."""
    assert is_control(sign) and not is_unseen(sign)


@pytest.mark.parametrize(
    "sign", [*DIRECTION, *"\u200b\u00ad\ufeff\u2060\u034f\u3164\ufe0f\U000e0100\U000e0041"]
)
def test_what_nobody_sees(sign):
    """Whatever turns a text around; fillers and selectors too, which Unicode counts as letters and marks."""
    assert is_unseen(sign) and not is_control(sign)


@pytest.mark.parametrize("sign", "a ø😀\u00a0\u0301")
def test_what_is_seen(sign):
    """Letters, blanks, marks and pictures."""
    assert not is_unseen(sign) and not is_control(sign) and sign not in TURNING


@pytest.mark.parametrize(
    ("text", "line", "header"),
    [
        (" a\t b\r\n\u2028c ", "a b c", "a b c"),
        ("a\u00a0b", "a b", "a\u00a0b"),
        ("a\x1bb\x00", "a\x1bb\x00", "ab"),
        ("a \x00 b", "a \x00 b", "a b"),
        ("a\ud800", "a\ud800", "a\ufffd"),
        ("", "", ""),
    ],
)
def test_one_line(text, line, header):
    """Single blanks; in a header no control characters either, and a blank that breaks no line stays."""
    assert (one_line(text), header_line(text)) == (line, header)


def test_an_unseen_beginning_goes():
    """What is unseen further on stays."""
    assert without_unseen_start("\ufeff\u200bTo\u200b") == "To\u200b"
    assert without_unseen_start('> \u200b"To', ' >"') == "To"
    assert without_unseen_start("\u200b") == ""


@pytest.mark.parametrize(
    ("data", "text", "is_tried"),
    [
        ("café".encode(), "café", False),
        ("café".encode("utf-8-sig"), "café", False),
        ("café".encode("utf-16"), "café", False),
        (b"caf\xe9 \x96 \xc3\xa6", "café – æ", True),
        (b"a\x81", "a\x81", True),
    ],
)
def test_bytes_are_read_and_none_is_lost(data, text, is_tried):
    """UTF-8, what says that it is UTF-16, else Windows-1252; what that has no letter for is kept too."""
    assert read_bytes(data) == (text, is_tried)


@pytest.mark.parametrize(("text", "letters"), [("caf\udce9", "café"), ("\udcc3\udca6", "æ"), ("æ", "æ")])
def test_letters_that_came_as_bytes_are_put_together(text, letters):
    """As a terminal gives them that writes otherwise than Python was told."""
    assert whole(text) == letters
