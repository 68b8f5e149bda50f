"""How times are read, measured on tables of what people write: right, refused, wrong, by language and source.

``python tests/times_report.py`` measures the tables of ``tests/data/times``, ``python tests/times_report.py
FILE …`` others of the same form; ``--refused`` names what was refused as well, and not what is wrong alone.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from netinvite.errors import AnswerError
from netinvite.model.moments import DayOrTime, TimeAmbiguous
from netinvite.model.times import read_days, read_times

FOLDER = Path(__file__).parent / "data" / "times"
CORPUS, RULES = FOLDER / "corpus.tsv", FOLDER / "rules.tsv"
# How much is understood of what has a moment, or several, as the only right answer.
OWN, PUBLIC = 0.97, 0.85


@dataclass(frozen=True)
class Row:
    """A line as it was typed; ``way``: "" for moments, "day" or "back"; ``right``: each right answer."""

    lang: str
    now: datetime
    way: str
    typed: str
    right: tuple[str, ...]
    source: str
    # Whether the ends of ranges, the word that is refused and what is asked stand in the table.
    whole: bool

    @property
    def has_one(self) -> bool:
        """Whether nothing but a moment or several is right."""
        return not any(answer.startswith(("ask", "refuse")) for answer in self.right)

    @property
    def own(self) -> bool:
        return self.whole or self.source.startswith(("own", "probe"))


def rows(file: Path) -> list[Row]:
    """The rows of a table: five columns are the corpus's, six those of the rules."""
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    return [_row(line) for line in lines if len(line) >= 5 and not line[0].startswith("#")]


def _row(line: list[str]) -> Row:
    lang, now, *more = line
    moment = datetime.fromisoformat(now)
    if len(more) == 4:
        way, typed, right, source = more
        return Row(lang, moment, way, typed.replace("\\n", "\n"), (right,), source, whole=True)
    typed, right, source = more
    answers = tuple(right.split(" | "))
    return Row(lang, moment, _way(answers, source), typed, answers, source, whole=False)


def _way(answers: tuple[str, ...], source: str) -> str:
    if "(past)" in source:
        return "back"
    if ":date" in source or "(future)" in source:
        return "day"
    moments = [answer for answer in answers if answer not in ("ask", "refuse")]
    # A day and no time of day.
    return "day" if any(map(re.compile(r"[\d-]{10}").fullmatch, moments)) else ""


def read(row: Row) -> str:
    """What becomes of it, as the tables have it: moments, "ask" with what is open, "refuse" with the word."""
    try:
        if row.way:
            days = read_days(row.typed, row.lang, row.now, back=row.way == "back")
            return "; ".join(map(str, days))
        moments = read_times(row.typed, row.lang, row.now)
    except TimeAmbiguous as two:
        length = 10 if row.way else 16
        return "ask " + "; ".join(f"{one.start:%Y-%m-%d %H:%M}"[:length] for one in two.candidates)
    except DayOrTime:
        return "ask"
    except AnswerError as error:
        word = getattr(error, "word", "")
        return f"refuse: {word}" if word else "refuse"
    return "; ".join(_shown(one.start, one.end if row.whole else None) for one in moments)


def _shown(start: datetime, end: datetime | None) -> str:
    return f"{start:%Y-%m-%d %H:%M}" + (f"-{end:%H:%M}" if end else "")


def verdict(row: Row, got: str) -> str:
    """Whether what was read is "right"; "refused" (or asked about) though it should not be; or "wrong"."""
    if any(_is(row, got, answer) for answer in row.right):
        return "right"
    return "refused" if got.startswith(("ask", "refuse")) else "wrong"


def _is(row: Row, got: str, answer: str) -> bool:
    if answer in ("ask", "refuse"):
        return got.split(":")[0].split(" ")[0] == answer
    if row.whole:
        return got == answer.removeprefix("off ")
    return got == "; ".join(sorted(answer.removeprefix("several ").split("; ")))


@dataclass
class Score:
    """How many rows became what, and how many of those with one right answer were understood."""

    counts: dict[str, int] = field(default_factory=lambda: {"right": 0, "refused": 0, "wrong": 0})
    ones: int = 0
    understood: int = 0

    @property
    def share(self) -> float:
        return self.understood / self.ones if self.ones else 1.0

    def add(self, row: Row, got: str) -> None:
        said = verdict(row, got)
        self.counts[said] += 1
        self.ones += row.has_one
        self.understood += row.has_one and said == "right"


def measured(table: Iterable[Row], *, by_source: bool = False) -> dict[tuple[str, str], Score]:
    """Scores by language, and own or public; or by the name of the source."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for row in table:
        name = "the rules" if row.whole else re.split(r"[:(]", row.source)[0].strip()
        scores[row.lang, name if by_source else "own" if row.own else "public"].add(row, read(row))
    return scores


def report(files: Iterable[Path], *, refused: bool = False) -> Iterator[str]:
    """A line for each source, and one for each row that was read wrong."""
    table = [row for file in files for row in rows(file)]
    yield f"{'':2}  {'source':16}{'right':>8}{'refused':>8}{'wrong':>8}{'understood':>12}"
    for by_source in (True, False):
        for (lang, name), score in sorted(measured(table, by_source=by_source).items()):
            figures = "".join(f"{count:8}" for count in score.counts.values())
            yield f"{lang:2}  {name:16}{figures}{score.share:11.1%}"
    for row in table:
        got = read(row)
        said = verdict(row, got)
        if said == "wrong" or (refused and said == "refused"):
            when, right = f"{row.now:%Y-%m-%d %H:%M}", " | ".join(row.right)
            yield f"{said}: {row.lang} {when} {row.typed!r}: {got}, right: {right} ({row.source})"


def main() -> None:
    os.environ |= {"TZ": "Europe/Copenhagen", "LC_ALL": "C.UTF-8"}
    if hasattr(time, "tzset"):
        time.tzset()
    files = [Path(name) for name in sys.argv[1:] if not name.startswith("-")]
    for line in report(files or [CORPUS, RULES], refused="--refused" in sys.argv):
        print(line)  # noqa: T201  # it is what was asked for


if __name__ == "__main__":
    main()
