"""Draws the pictures of README from the real program: ``python docs/pictures.py``."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import film  # noqa: E402  # beside this file
from terminal import Answering, Terminal  # noqa: E402  # the driver of the tests lies beside them

from netinvite.cli import app  # noqa: E402
from netinvite.language import templates_dir  # noqa: E402

LANGS = ("da", "en")
NOW = "2026-11-25T12:00"
BEFORE = "2026-11-20T12:00"
# Name, how the conversation ended, the next step and its day.
OTHERS = {
    "da": (
        ("Signe Bro", "considers", "sende de to artikler", "2026-11-24"),
        ("Karim Said", "joins", "give ham pjecen", "2026-11-30"),
    ),
    "en": (
        ("Signe Bro", "considers", "send the two papers", "2026-11-24"),
        ("Karim Said", "joins", "hand over the leaflet", "2026-11-30"),
    ),
}
GREETS = {"da": "Kære", "en": "Dear"}
NEEDS = {"Signe Bro": 1, "Karim Said": 2}
FAULTS = {
    "da": (
        "Kan vi finde tyve",
        "Du skal melde dig til senest på fredag, for der er kun få pladser tilbage.\n\nKan vi finde tyve",
    ),
    "en": (
        "Could you spare",
        "You must sign up by Friday, as there are only a few places left.\n\nCould you spare",
    ),
}


def network(folder: Path, lang: str) -> Path:
    """A workspace with three people: one prepared, one who considers, one who joined."""
    example = templates_dir() / lang / "example.toml"
    command = ["prepare", "-w", str(folder / "net"), "--lang", lang, "--answers", str(example), "--no-input"]
    needs = [need.name for need in _needs(lang)]
    app.run(command)
    for name, outcome, step, day in OTHERS[lang]:
        slug = name.lower().replace(" ", "-")
        own = {
            "person.name": name,
            "person.email": f"{slug}@example.org",
            "person.greeting": f"{GREETS[lang]} {name.partition(' ')[0]},",
            "reflection.covers": needs[NEEDS[name]],
        }
        app.run([*command, "--new", *(f"--set={key}={value}" for key, value in own.items())])
        settings = {"date": "2026-11-20", "outcome": outcome, "next": step, "next_date": day}
        talk = [f"--set=conversation.{key}={value}" for key, value in settings.items() if value]
        os.environ["NETINVITE_NOW"] = BEFORE
        app.run(["interview", slug, "-w", str(folder / "net"), "--no-input", *talk])
        os.environ["NETINVITE_NOW"] = NOW
    return folder / "net"


def _needs(lang: str) -> tuple:
    from terminal import example

    return example(lang)["network.needs"]


def command(*arguments: str, rows: int = 30) -> Callable[[str, Path], Terminal]:
    """A command that prints and ends."""

    def scene(lang: str, folder: Path) -> Terminal:
        terminal = Terminal(
            [*arguments, "-w", str(network(folder, lang))], folder, rows=rows, NETINVITE_LANG=lang
        )
        terminal.end()
        return terminal

    return scene


def check(lang: str, folder: Path) -> Terminal:
    """An invitation into which somebody wrote what the method warns of."""
    place = network(folder, lang)
    file = place / "people" / "jonas-oestergaard" / "invitation.txt"
    text = file.read_text(encoding="utf-8")
    assert FAULTS[lang][0] in text
    file.write_text(text.replace(*FAULTS[lang]), encoding="utf-8")
    terminal = Terminal(["check", "jonas"], place, NETINVITE_LANG=lang)
    terminal.end()
    return terminal


SCENES: dict[str, tuple[str, Callable[[str, Path], Terminal]]] = {
    "status": ("netinvite status", command("status", rows=16)),
    "check": ("netinvite check jonas", check),
}


def line_of(terminal: Terminal, row: int) -> Text:
    """One line of the screen, bold and underlined where the program wrote it so."""
    line = Text()
    for column in range(terminal.screen.columns):
        cell = terminal.screen.buffer[row][column]
        style = " ".join(name for name, on in (("bold", cell.bold), ("underline", cell.underscore)) if on)
        line.append(cell.data, style=style)
    line.rstrip()
    return line


def lines_of(terminal: Terminal) -> list[Text]:
    """The screen without the empty lines at its end."""
    lines = [line_of(terminal, row) for row in range(terminal.screen.lines)]
    while lines and not lines[-1].plain:
        lines.pop()
    return lines


def draw(name: str, lang: str) -> None:
    """Write ``docs/<name>.<lang>.svg``."""
    os.environ["NETINVITE_NOW"] = NOW
    title, scene = SCENES[name]
    with tempfile.TemporaryDirectory() as folder:
        terminal = scene(lang, Path(folder))
        lines = lines_of(terminal)
        if terminal.child.isalive():
            terminal.send("\x03")
            terminal.end()
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=82, file=nowhere, force_terminal=True)
        for line in lines:
            console.print(line)
        svg = console.export_svg(title=title, unique_id=name)
    # The picture stands alone: no fonts are fetched from elsewhere.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)
    (ROOT / "docs" / f"{name}.{lang}.svg").write_text(svg + "\n", encoding="utf-8")


# The walk ----------------------------------------------------------------------------------------------

FILMED = ("reflection.why", "reflection.curious", "contact.way", "contact.times")
# Seconds: a page that is new, a word typed or a key, what was answered, the text at the end.
NEW, WORD, ANSWERED, READ = 1.4, 0.16, 0.9, 3.2


class Camera:
    """Takes a shot of a terminal whenever something was typed to it."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.shots: list[film.Shot] = []
        self.still = 0

    def shoot(self, seconds: float) -> None:
        """What is on the screen now, for so long."""
        self.terminal.settle()
        screen = self.terminal.screen
        rows = tuple(_pieces(screen.buffer[row], screen.columns) for row in range(screen.lines))
        self.shots.append(film.Shot(rows, (screen.cursor.y, screen.cursor.x), seconds))

    def type(self, keys: str) -> None:
        """Word by word, as somebody types."""
        for word in re.findall(r"\S+\s*|\s+", keys):
            self.terminal.send(word)
            self.shoot(WORD)


def _pieces(cells: Mapping[int, Any], columns: int) -> tuple[film.Piece, ...]:
    """A row in pieces of one look."""
    looks = [
        (cells[column].bold, "" if cells[column].fg == "default" else f"#{cells[column].fg}")
        for column in range(columns)
    ]
    text = "".join(cells[column].data for column in range(columns))
    found, start = [], 0
    for end in range(1, columns + 1):
        if end == columns or looks[end] != looks[start]:
            part = text[start:end].rstrip()
            lead = len(part) - len(part.lstrip())
            if part.strip():
                found.append(film.Piece(start + lead, part[lead:], *looks[start]))
            start = end
    return tuple(found)


def walk(lang: str) -> None:
    """Write ``docs/walk.<lang>.svg``: from why this person to the finished email."""
    os.environ["NETINVITE_NOW"] = NOW
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(
            ["prepare", "--workspace", f"{folder}/new", "--lang", lang],
            folder,
            TERM="xterm-256color",
            NETINVITE_BACKGROUND="dark",
        )
        camera = Camera(terminal)
        _answer(camera, Answering(terminal, lang))
        terminal.wait({"da": "Gennemsyn: 1", "en": "Review: 1"}[lang], "[1]")
        camera.shoot(READ)
        while {"da": "Gennemsyn: 2", "en": "Review: 2"}[lang] not in terminal.text:
            terminal.send("\r")
        camera.shoot(READ)
        terminal.send("4")
        camera.shoot(READ)
        terminal.send("\x03")
        terminal.end()
    picture = film.svg(camera.shots, "netinvite prepare", still=camera.still)
    (ROOT / "docs" / f"walk.{lang}.svg").write_text(picture, encoding="utf-8")


def _answer(camera: Camera, answering: Answering) -> None:
    """All questions; those that are filmed as somebody types."""
    while question := answering.walk.current:
        if question.key not in FILMED:
            answering.answer()
            continue
        answering.wait()
        camera.shoot(NEW)
        value = answering.usual(question)
        camera.type(answering.keys(question, value).removesuffix("\r"))
        camera.shoot(ANSWERED)
        if question.key == FILMED[0]:
            camera.still = len(camera.shots) - 1
        camera.terminal.send("\r")
        answering.walk = answering.walk.answer(value)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or [*SCENES, "walk"]:
        for language in LANGS:
            walk(language) if wanted == "walk" else draw(wanted, language)
