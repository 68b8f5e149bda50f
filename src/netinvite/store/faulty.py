"""What is wrong in files of answers, in sentences: each on its line, an entry of the log by its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from netinvite import places
from netinvite.errors import on_line
from netinvite.language import _
from netinvite.model import inwords
from netinvite.model.contacts import LOG, Unfit
from netinvite.store.network import Network

# A file, a place in it, and what is wrong there.
Misfit: TypeAlias = tuple[Path, places.Path, str]


def told(network: Network, found: Iterable[Misfit]) -> list[str]:
    """The sentences on what was found, file by file, as it stands there."""
    by_file: dict[Path, list[tuple[places.Path, str]]] = {}
    for file, place, problem in found:
        by_file.setdefault(file, []).append((place, problem))
    said = []
    for file, those in by_file.items():
        lines = places.lines_of(network.text(file))
        placed = [(places.nearest_line(lines, place), problem) for place, problem in those]
        said += [on_line(file, line, problem) for line, problem in sorted(placed, key=itemgetter(0))]
    return said


def of_log(unfit: Iterable[tuple[Path, Unfit]]) -> Iterator[Misfit]:
    """What does not fit in contact logs; an entry without a day that can be read is known by its line."""
    for file, one in unfit:
        yield file, (LOG, *one.path), of_entry(one.day, one.problem) if one.day else one.problem


def of_entry(day: date, problem: str) -> str:
    """What is told of an entry of the contact log, with its day."""
    words = {"day": inwords.Days().tell(day, year=True), "problem": problem}
    return _("contact on %(day)s: %(problem)s") % words
