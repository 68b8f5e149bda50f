"""The table on the terminal, and ``docs/performance.md`` with its plot."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from datetime import date

from bench import INSIDE, Figure, shown
from environments import ROOT, Environments, environment, machine
from sizes import Curve

DOCS = ROOT / "docs"
PLOT = "performance.svg"
WORDS = {True: "yes", False: "**no**", None: "–"}
INTRO = """\
# How fast it is

Written by `benchmarks/run`, which makes its own environments (netinvite installed as its users have it, with
compiled bytecode), installs the peers beside it and runs everything turn by turn. A figure is a ratio to what
ran beside it, the median of {rounds}: absolute times say something about this machine alone. A bare Typer
command prints “hi”; whatever is written with Typer pays that much before it begins.
"""
# What is measured at the keyboard, where the words of the table are too few.
MEANT = """
## What is felt at the keyboard

- To the first question: from the command line to the question on the screen. The terminal answers what it is
  asked (its background, what it can do), as real ones do; one that answers nothing is waited for a tenth of a
  second.
- Enter to the next question: from Enter to the words of the next question, the answer saved in between;
  questionary alone saves nothing and draws no page. The first question is read for two seconds. The slowest
  in a hundred is in milliseconds, for a pause is felt whatever runs beside it.
- A key until it stands in the paragraph: from a letter typed behind 3,000 others to the whole page drawn, the
  paragraph of the email that it stands in, too; in a window of 120 columns the whole email stands beside the
  field. questionary's field has no text that follows."""


# By what a figure is called: what stands in the way, and what it would take.
WHY = {
    "`mail NAME` on a pipe": "A bare Typer command alone takes about half of what mailmerge takes. Only "
    "a start without Typer would be quicker, and that would be a second command line.",
    "`mail NAME`, rendered afresh": "Of the 518 million instructions that it takes, the "
    "interpreter and Typer take 256, what a current draft pays as well 46, the rules that judge the text, "
    "the guide, the answers and the lock most of the rest. mailmerge takes 573, and judges nothing. It "
    "happens once after a change: "
    "the text is saved, and the next mail is as quick as any.",
    "`status`, 10,000 people": "Half of it is the start; most of the other half is asking the system three "
    "things of each person: answers, log, invitation. Less would take one file for all; a file each is "
    "what lets a team share the folder.",
    "`mail --all`": "Of every person three files are read, and held against what the draft was made of, so "
    "that no outdated or edited one goes out unnoticed; mailmerge reads one table and fills one text.",
    "`prepare`": "prompt_toolkit and asyncio take half of it, as they do of `cz`; Typer most of the rest.",
    "Enter to the next question": "A part of it is the answer, saved so that it lasts.",
    "the slowest in a hundred of these": "An answer waits for the disk and for a processor, which others may "
    "want too (Where).",
    "a key until it stands in the paragraph": "What did not change is laid out, copied and compared no "
    "second time; the slowest wait for a processor, which others may want too (Where).",
    "saving an answer": "The lock, a file in which comments survive, and reading it once more before it "
    "takes the old one's place: less would be less safe.",
    "`leaflet --format pdf`": "Half of it is the start; typst gets ready beside it, in a process of its "
    "own, so that a template that never ends harms nothing.",
}


def table(found: Sequence[Figure]) -> list[str]:
    """Markdown: what, measured, goal, reached."""
    head = [
        "| what | held against | figure | goal | reached | medians |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return [*head, *lines(found)]


def lines(found: Sequence[Figure]) -> list[str]:
    """A line of the table for each figure."""
    rows = [
        (one.what, one.base or "–", _value(one), _goal(one), WORDS[one.reached], one.taken) for one in found
    ]
    return [f"| {' | '.join(row)} |" for row in rows]


def _value(one: Figure) -> str:
    if one.value is None:
        return "not measured"
    digits = 0 if one.unit and one.value >= 10 else 2
    return f"{one.value:.{digits}f} {one.unit or '×'}"


def _goal(one: Figure) -> str:
    if one.goal is None:
        return "–"
    return f"≤ {one.goal:g} {one.unit or '×'}"


def write(found: Sequence[Figure], curves: Sequence[Curve], built: Environments, rounds: int) -> None:
    """The page and the plot."""
    plot(curves, built)
    parts = [
        INTRO.format(rounds=f"{rounds} runs"),
        "\n".join(table(found)),
        MEANT,
        _missed(found),
        _sizes(curves),
        _where(built),
    ]
    (DOCS / "performance.md").write_text("\n".join(parts), encoding="utf-8")


def _missed(found: Sequence[Figure]) -> str:
    missed = {start: why for start, why in WHY.items() for one in found if _is_missed(one, start)}
    if not missed:
        return ""
    head = ["", "## Goals that are not reached", ""]
    return "\n".join([*head, *(f"- {start}: {why}" for start, why in missed.items())])


def _is_missed(one: Figure, start: str) -> bool:
    return one.reached is False and one.what.startswith(start)


def _sizes(curves: Sequence[Curve]) -> str:
    rows = [
        f"| {curve.name} | {curve.over} | "
        + ", ".join(f"{size:,}: {shown(seconds)}" for size, seconds in curve.points.items())
        + f" | {curve.exponent:.2f} |"
        for curve in curves
    ]
    head = [
        "",
        "## Cost over size",
        "",
        f"![Seconds over the number of people or answers]({PLOT})",
        "",
        "Growth: 1 is linear, 0 is none; between the two largest sizes.",
        "",
        "| what | over | medians | growth |",
        "| --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *rows])


def busy() -> str:
    """What else ran: without it nobody can tell what milliseconds mean."""
    if not hasattr(os, "getloadavg"):
        return ""
    load, cores = os.getloadavg()[2], len(os.sched_getaffinity(0))
    told = (
        f"Load at the end: {load:.1f} processes that wanted one of {cores} cores, on average of a quarter of "
        "an hour; the measuring alone is about one."
    )
    if load <= cores:
        return f"{told}\n\n"
    more = (
        "So others waited in line, too: ratios to what ran turn by turn still say something, milliseconds "
        "and the slowest in a hundred say what else the machine did. Goals in milliseconds are to be judged "
        "on one that does nothing else."
    )
    return f"{told} {more}\n\n"


def _where(built: Environments) -> str:
    here = "; ".join(f"{name} {value}" for name, value in machine().items())
    versions = ", ".join(f"{name} {version}" for name, version in sorted(built.versions.items()))
    absent = f" Could not be had: {', '.join(built.absent)}." if built.absent else ""
    return f"\n## Where\n\n{date.today().isoformat()}. {here}.\n\n{busy()}{versions}.{absent}\n"


def plot(curves: Sequence[Curve], built: Environments) -> None:
    """Drawn in matplotlib's own environment."""
    data = [{"name": f"{c.name} ({c.over})", "points": sorted(c.points.items())} for c in curves]
    line = [built.program("matplotlib", "python"), str(INSIDE / "plot.py"), str(DOCS / PLOT)]
    subprocess.run(line, input=json.dumps(data), text=True, check=True, env=environment())
