"""The keys, told at every question of the wizard in a real terminal."""

from __future__ import annotations

import pytest
from terminal import Answering, Terminal

F1 = "\x1bOP"
LINE = {"da": "Ctrl+C: gem og stop", "en": "Ctrl+C: save and leave"}


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("key", "columns", "rows"),
    [
        ("organiser.role", 80, 24),
        ("organiser.role", 40, 12),
        ("network.motivation", 40, 12),
        ("person.relation", 80, 24),
        ("person.relation", 40, 16),
    ],
)
def test_the_keys_come_and_go(tmp_path, lang, columns, rows, key):
    """F1 tells every key in place of the one line, and takes them away; what is typed stays in sight."""
    arguments = ["prepare", "--workspace", str(tmp_path / "net"), "--lang", lang]
    terminal = Terminal(arguments, tmp_path, columns=columns, rows=rows)
    answering = Answering(terminal, lang, columns=columns)
    answering.until(key)
    answering.wait()
    typed = "2" if key == "person.relation" else "xyz"
    terminal.send(typed)
    shown = " > 2)" if typed == "2" else typed
    terminal.wait(shown)
    terminal.send(F1)
    terminal.wait("Ctrl+Z")
    assert LINE[lang] not in terminal.text and shown in "\n".join(terminal.screen.display)
    terminal.send(F1)
    terminal.wait(LINE[lang])
    assert "Ctrl+Z" not in terminal.text and shown in "\n".join(terminal.screen.display)
    terminal.send("\x03")
    assert terminal.end() == 130
