"""Cost over size: the same commands with 10 to 10,000 people, and with 10 to 1,000 answers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from bench import Bench
from keyboard import keystrokes
from timing import Command, interleaved

SIZES = (10, 100, 1_000, 10_000)
ANSWERS = (10, 100, 1_000)


@dataclass(slots=True)
class Curve:
    """Seconds (medians) over ``what``: people or answers."""

    name: str
    over: str
    points: dict[int, float] = field(default_factory=dict)

    @property
    def exponent(self) -> float:
        """How the cost grows between the two largest sizes: 1 is linear, 0 not at all."""
        (smaller, before), (larger, after) = sorted(self.points.items())[-2:]
        return math.log(after / before) / math.log(larger / smaller)


def measure(bench: Bench) -> list[Curve]:
    """Every curve."""
    return [*_people(bench), _answers(bench)]


def _people(bench: Bench) -> list[Curve]:
    curves = {name: Curve(name, "people") for name in _commands(bench, SIZES[0])}
    for size in SIZES:
        for name, timed in interleaved(_commands(bench, size), 3 if size < SIZES[-1] else 1).items():
            curves[name].points[size] = timed.median
    return list(curves.values())


def _commands(bench: Bench, size: int) -> dict[str, Command]:
    place, cards = bench.make("people", size), bench.make("cards", size)
    index, into = place / ".index.json", bench.folder / f"import-{size}"
    line = ("status", "-w", str(place))
    return {
        "mail --all": bench.ours("mail", "--all", "--format", "mbox", "-w", str(place)),
        "status, for the first time": bench.ours(*line, before=lambda: index.unlink(missing_ok=True)),
        "status, nothing changed": bench.ours(*line),
        "import": bench.ours(
            *("import", str(cards), "--yes", "-w", str(into)),
            before=lambda: bench.aside(into),
        ),
    }


def _answers(bench: Bench) -> Curve:
    curve = Curve("Enter to the next question", "answers")
    for answered in ANSWERS:
        curve.points[answered] = keystrokes(bench, answered, 30)["ours"].median
    return curve
