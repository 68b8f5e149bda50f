"""What must hold after a fault, and after the run that follows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from faults.scenarios import INDEX, Files, Scenario, compared, seen, temporary, unseen

ALLOWED = (0, 1, 2)
KILLED = -9


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended, what it said on standard error, and what is there then."""

    code: int
    said: str
    found: Files


def losses(
    scenario: Scenario, old: Files, new: Files, outcome: Outcome, call: str, steps: Iterable[Files] = ()
) -> Iterator[str]:
    """All that is wrong right after the fault of ``call``; ``steps``: what a run that nothing disturbs writes
    on its way."""
    yield from _said(outcome, new)
    yield from _between((old, new, *(steps if scenario.in_steps else ())), outcome.found)
    if outcome.code == KILLED:
        return
    # What could not be removed is removed by the next run.
    if (left := temporary(outcome.found)) and call != "unlink":
        yield f"temporary files after a fault: {left}"
    if scenario.atomic and _files(outcome.found) not in (_files(old), _files(new)):
        yield "some of it was done and some was not"


def losses_after(scenario: Scenario, new: Files, before: Files, outcome: Outcome) -> Iterator[str]:
    """All that is wrong after the next run, which nothing disturbs."""
    finished = _files(before) == _files(new)
    if outcome.code != 0 and not finished:
        yield f"the next run ended with {outcome.code}: {outcome.said[:300]}"
    if left := temporary(outcome.found):
        yield f"temporary files after the next run: {left}"
    # A text that is written without asking once something had gone wrong may wait to be looked at.
    if unseen(outcome.found) != unseen(new) or not seen(outcome.found) <= seen(new):
        yield f"the next run did not get there: {_difference(outcome.found, new)}"
    if scenario.erased:
        yield from _remains(scenario.erased, outcome.found)


def _said(outcome: Outcome, new: Files) -> Iterator[str]:
    if outcome.code == KILLED:
        return
    if outcome.code not in ALLOWED:
        yield f"exit code {outcome.code}: {outcome.said[:300]}"
    if "Traceback" in outcome.said:
        yield f"a traceback: {outcome.said[-300:]}"
    if outcome.code != 0 and not outcome.said.strip():
        yield f"exit code {outcome.code} without a word"
    if outcome.code == 0 and _files(outcome.found) != _files(new):
        yield f"exit code 0, but: {_difference(outcome.found, new)}"


def _between(whole: Iterable[Files], found: Files) -> Iterator[str]:
    (old, new, *steps), now = map(_files, whole), _files(found)
    for path in {*old, *new, *now}:
        written = [step[path] for step in steps if path in step]
        if now.get(path) not in (old.get(path), new.get(path), *written):
            yield f"{path} is neither old nor new: {now.get(path, b'')[:80]!r}"


def _files(found: Files) -> Files:
    """Files alone: an empty folder more or less is no loss in between, nor is the index of drafts."""
    left = temporary(found)
    return {
        path: data
        for path, data in compared(found).items()
        if path[-1] != "/" and path not in left and path.rpartition("/")[2] != INDEX
    }


def _difference(found: Files, new: Files) -> list[str]:
    now, wanted = compared(found), compared(new)
    return sorted(path for path in {*now, *wanted} if now.get(path) != wanted.get(path))


def _remains(name: str, found: Files) -> Iterator[str]:
    forms = {unicodedata.normalize(form, name).encode() for form in ("NFC", "NFD")}
    for path, data in found.items():
        if not path.startswith("net/"):
            continue
        if any(form in data or form in path.encode() for form in forms):
            yield f"the name is still in {path}"
