"""What is felt at the keyboard: the first question, and the next one after Enter."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

from bench import INSIDE, Bench, Figure, against, shown
from terminal import Terminal
from timing import Timed

# What stands on the screen when the first question of each program does.
OURS_ASKS, CZ_ASKS = "What is your name?", "Select the type of change"
# The cursor is shown again when everything else is drawn.
DRAWN = "\x1b[?25h"
# Seconds in which somebody reads the first question, before anything is typed.
READ = 2.0
# Characters of a long answer.
LONG = 3_000


def first_question(bench: Bench) -> list[Figure]:
    """From the command line to the first question."""
    repository = _repository(bench.folder / "repository")
    taken = {"ours": Timed(), "cz": Timed()}
    for turn in range(max(4, bench.rounds // 2) + 1):
        place = bench.folder / f"first-{turn}"
        ours = Terminal([bench.built.program("netinvite"), "prepare", "-w", str(place)], folder=bench.folder)
        seconds = ours.wait(OURS_ASKS) - ours.start
        ours.close()
        cz = Terminal([bench.built.program("commitizen", "cz"), "commit"], folder=repository)
        beside = cz.wait(CZ_ASKS) - cz.start
        cz.close()
        if turn:
            taken["ours"].seconds.append(seconds)
            taken["cz"].seconds.append(beside)
    return [
        against("`prepare`: to the first question", {**taken, "`cz commit`": taken["cz"]}, "`cz commit`", 0.6)
    ]


def _repository(folder: Path) -> Path:
    """A repository with something to commit."""
    if not folder.is_dir():
        folder.mkdir()
        (folder / "file.txt").write_text("something\n", encoding="utf-8")
        for words in (["init", "--quiet"], ["add", "."]):
            subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


def next_question(bench: Bench) -> list[Figure]:
    """Enter to the next question, with 100 answers given, on terminals with and without cursor reports."""
    asked = 60 if bench.rounds < 20 else 300
    taken = keystrokes(bench, 100, asked)
    alone = "questionary alone"
    ours, silent = taken["ours"], taken["silent"]
    medians = ours.median / taken[alone].median
    beside = f"{shown(ours.median)} : {shown(taken[alone].median)}"
    return [
        Figure("Enter to the next question, 100 answers given", medians, 2.0, alone, beside),
        Figure("the slowest in a hundred of these", _slowest(ours) * 1000, 50.0, "", unit="ms"),
        Figure(
            "the same on a terminal without cursor reports",
            silent.median / ours.median,
            1.5,
            "one with them",
            f"{shown(silent.median)} : {shown(ours.median)}",
        ),
    ]


def _slowest(timed: Timed) -> float:
    """Seconds of the slowest in a hundred."""
    return sorted(timed.seconds)[int(len(timed.seconds) * 0.99)]


def keystrokes(bench: Bench, answered: int, asked: int) -> dict[str, Timed]:
    """Seconds from Enter to the next question: ours, ours without cursor reports, questionary alone."""
    line = [bench.built.program("netinvite"), "prepare", "anna", "-w"]
    alone = [bench.built.python, str(INSIDE / "bare_questionary.py"), str(answered), str(answered + asked)]
    places = [bench.copy(bench.make("questions", answered, asked), name) for name in ("a", "b")]
    opened = {
        "ours": Terminal([*line, str(places[0])]),
        "silent": Terminal([*line, str(places[1])], reports=False),
        "questionary alone": Terminal(alone),
    }
    taken = {name: Timed() for name in opened}
    for terminal in opened.values():
        terminal.wait(f"{answered:04}")
    time.sleep(READ)
    for number in range(answered + 1, answered + asked):
        for name, terminal in opened.items():
            # As a person does: the answer, a moment, Enter. What came at once would be taken for a paste.
            terminal.settle()
            terminal.send("an answer")
            terminal.settle()
            begun = terminal.send("\r")
            taken[name].seconds.append(terminal.wait(f"{number:04}") - begun)
    for terminal in opened.values():
        terminal.close()
    return taken


def followed_keys(bench: Bench) -> list[Figure]:
    """From a key to the paragraph that has it, with 3,000 characters in the field."""
    found = []
    for size in ((80, 24), (120, 40)):
        ours, alone = _followed(bench, size)
        what = "a key until it stands in the paragraph, 3,000 characters, {}×{}".format(*size)
        beside = f"{shown(ours.median)} : {shown(alone.median)}"
        found += [
            Figure(what, ours.median / alone.median, None, "questionary's field alone", beside),
            Figure(f"{what}: the slowest in a hundred", _slowest(ours) * 1000, 16.0, "", unit="ms"),
        ]
    return found


def _followed(bench: Bench, size: tuple[int, int]) -> tuple[Timed, Timed]:
    """Ours, and a field of questionary's in which no paragraph follows."""
    half = f"I am Maja Holm, {'and some more words ' * (LONG // 20)}"[:LONG]
    place = _half_typed(bench, half, "x".join(map(str, size)))
    line = [bench.built.program("netinvite"), "prepare", "person-00000", "-w", str(place)]
    ours = Terminal(line, size=size)
    alone = Terminal([bench.built.python, str(INSIDE / "bare_field.py"), half], size=size)
    ours.wait("In the email")
    # It has no room for the question.
    alone.wait("some more words")
    taken = ours, alone
    timed = Timed(), Timed()
    for number in range(bench.rounds * 10):
        for terminal, kept in zip(taken, timed, strict=True):
            terminal.settle()
            begun = terminal.send("abcdef "[number % 7])
            kept.seconds.append(terminal.wait(DRAWN) - begun)
    for terminal in taken:
        terminal.close()
    return timed


def _half_typed(bench: Bench, half: str, name: str) -> Path:
    """A workspace in which somebody is half through telling who they are."""
    place = bench.copy(bench.make("people", 1), name)
    network = place / "network.toml"
    told = re.sub(r"(?m)^introduction = .*\n", "", network.read_text(encoding="utf-8"))
    network.write_text(f'{told}\n[unfinished]\n"organiser.introduction" = "{half}"\n', encoding="utf-8")
    return place
