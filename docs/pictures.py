"""Draws the pictures of README from the real program: ``python docs/pictures.py``."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from terminal import Answering, Terminal  # noqa: E402  # the driver of the tests lies beside them

PICTURES = {"en": "reflection.curious", "da": "reflection.curious"}


def screen_at(lang: str, key: str) -> list[Text]:
    """The lines of the real wizard when it asks the question ``key``."""
    os.environ["NETINVITE_NOW"] = "2026-11-25T12:00"
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["prepare", "--workspace", f"{folder}/net", "--lang", lang]
        terminal = Terminal(arguments, Path(folder), rows=26)
        answering = Answering(terminal, lang)
        answering.until(key)
        answering.wait()
        terminal.send(answering.example[key])
        terminal.wait(f"{answering.walk.current.stem} {answering.example[key]}", "Enter")
        lines = [line_of(terminal, row) for row in range(terminal.screen.lines)]
        terminal.send("\x03")
        terminal.end()
    return lines


def line_of(terminal: Terminal, row: int) -> Text:
    """One line of the screen, bold where the program wrote it bold."""
    line = Text()
    for column in range(terminal.screen.columns):
        cell = terminal.screen.buffer[row][column]
        line.append(cell.data, style="bold" if cell.bold else "")
    line.rstrip()
    return line


def draw(lang: str, key: str) -> None:
    """Write ``docs/wizard.<lang>.svg``."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=82, file=nowhere, force_terminal=True)
        for line in screen_at(lang, key):
            console.print(line)
        svg = console.export_svg(title="netinvite prepare", unique_id="wizard")
    # The picture stands alone: no fonts are fetched from elsewhere.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)
    (ROOT / "docs" / f"wizard.{lang}.svg").write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    for language, question in PICTURES.items():
        draw(language, question)
