"""The keys, told at every question of the wizard in a real terminal."""

from __future__ import annotations

import pytest
from readyexample import SLUG, open_at, prepared
from terminal import Terminal

from netinvite.store.records import load_guide

pytestmark = pytest.mark.whole

F1 = "\x1bOP"
LINE = {"da": "F1: hjælp", "en": "F1: help"}


@pytest.mark.sampled(1)
@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("key", "columns", "rows"),
    [
        ("organiser.introduction", 80, 24),
        ("organiser.introduction", 40, 12),
        ("reflection.motive", 40, 12),
        ("person.relation", 80, 24),
        ("person.relation", 40, 16),
    ],
)
def test_the_keys_come_and_go(tmp_path, lang, columns, rows, key):
    """F1 tells every key in place of the page, once more the rest, and then the page is there as it was."""
    net = prepared(tmp_path / "net", lang)
    open_at(net, key)
    arguments = ["prepare", SLUG, "--workspace", str(net), "--lang", lang]
    terminal = Terminal(arguments, tmp_path, columns=columns, rows=rows)
    terminal.go_on_to(load_guide(lang).question(key).ask, "Enter")
    typed = "2" if key == "person.relation" else "xyz"
    terminal.send(typed)
    there = "› 2)" if typed == "2" else typed
    terminal.wait(there)
    told = ""
    for _part in range(9):
        terminal.press(F1)
        if LINE[lang] in terminal.text:
            break
        told += terminal.text
    assert "Ctrl+Z" in told and "Ctrl+C" in told and "NETINVITE_PLAIN" in told
    terminal.wait(LINE[lang])
    assert there in "\n".join(terminal.display)
    terminal.send("\x03")
    assert terminal.end() == 130
