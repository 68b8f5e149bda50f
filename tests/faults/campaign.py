"""The campaign: every scenario, every call on a file, every way of going wrong. Runs under the shim.

``python -m faults.campaign FOLDER WORKERS SCENARIO`` makes every fault of the scenarios with such a
name (all, if it is empty), and prints what was done as JSON. The runs are made in a process that
has everything imported, or in its forks, so that thousands of them take a minute.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sparing

from faults.judging import Outcome, losses, losses_after
from faults.scenarios import NOW, SCENARIOS, Files, Scenario, snapshot
from faults.shim import COUNT, CUT, KILL, Shim, ways
from netinvite.store import files

COUNTS = ("places", "scenarios", "calls")
WARM = (
    *(
        "netinvite.cli.app",
        "netinvite.app.prepare",
        "netinvite.wizard.prepare",
        "netinvite.privacy.forget",
        "netinvite.importing.plan",
    ),
    *(
        "netinvite.importing.read",
        "netinvite.app.deliver",
        "netinvite.wizard.interview",
        "netinvite.privacy.export",
    ),
    *("tomlkit", "jinja2"),
)


@dataclass(slots=True)
class Figures:
    """What a campaign did: faults by scenario and by call, and each loss in words."""

    places: Counter[str] = field(default_factory=Counter)
    scenarios: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        """All of it."""
        counts = {name: dict(getattr(self, name)) for name in COUNTS}
        return json.dumps({**counts, "losses": self.losses}, ensure_ascii=False)

    def add(self, text: str) -> None:
        """What another worker did."""
        part = json.loads(text)
        for name in COUNTS:
            getattr(self, name).update(part[name])
        self.losses += part["losses"]


class Bench:
    """One folder in which runs are made, and the shim that disturbs them."""

    def __init__(self, folder: Path, shim: Shim) -> None:
        self.folder, self.shim = folder, shim
        self.said = folder.parent / f"{folder.name}.said"

    def reset(self, wanted: Files) -> None:
        """Put back what was there before."""
        found = snapshot(self.folder)
        for path in sorted(found.keys() - wanted.keys(), reverse=True):
            target = self.folder / path
            target.rmdir() if path.endswith("/") else target.unlink()
        for path in sorted(wanted):
            if path.endswith("/"):
                (self.folder / path).mkdir(exist_ok=True)
            elif found.get(path) != wanted[path]:
                (self.folder / path).write_bytes(wanted[path])

    def run(self, arguments: tuple[str, ...], nth: int = 0, mode: int = COUNT, error: str = "EIO") -> Outcome:
        """Run a command whose ``nth`` call goes wrong; one that is to be killed runs in a fork."""
        if mode in (KILL, CUT):
            code = self._killed(arguments, nth, mode, error)
        else:
            code = self._here(arguments, nth, mode, error)[0]
        said = self.said.read_text(encoding="utf-8", errors="replace")
        return Outcome(code, said, snapshot(self.folder))

    def calls(self, arguments: tuple[str, ...]) -> list[str]:
        """The names of the calls on files that a run makes."""
        return self._here(arguments, 0, COUNT, "EIO")[1]

    def _killed(self, arguments: tuple[str, ...], nth: int, mode: int, error: str) -> int:
        child = os.fork()
        if not child:
            gc.disable()
            try:
                self._here(arguments, nth, mode, error)
            finally:
                os._exit(99)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _here(self, arguments: tuple[str, ...], nth: int, mode: int, error: str) -> tuple[int, list[str]]:
        """Run a command in this process; what it says on standard error is kept, what it prints is not."""
        said = os.open(self.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        nothing = os.open(os.devnull, os.O_RDWR)
        kept = [os.dup(number) for number in (0, 1, 2)]
        for number, target in enumerate((nothing, nothing, said)):
            os.dup2(target, number)
        os.chdir(self.folder)
        sys.argv = ["netinvite", *arguments, "--workspace", str(self.folder / "net")]
        # A process that has just started has looked for leftovers nowhere yet.
        files.look_through.cache_clear()
        self.shim.arm(self.folder, nth, mode, error)
        try:
            code = program()
        finally:
            names = self.shim.journal()
            for number, target in enumerate(kept):
                os.dup2(target, number)
            for number in (*kept, said, nothing):
                os.close(number)
        return code, names


def program() -> int:
    from netinvite.__main__ import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def before(bench: Bench, scenario: Scenario) -> Files:
    """Make the workspace of a scenario."""
    bench.reset({"in/": b"", "out/": b""})
    for name, text in scenario.inputs.items():
        (bench.folder / "in" / name).write_text(text, encoding="utf-8")
    for arguments in scenario.before:
        outcome = bench.run(arguments)
        if outcome.code:
            raise AssertionError(f"{arguments}: {outcome.said}")
    for path, text in scenario.edits:
        (bench.folder / path).write_text(text, encoding="utf-8")
    return snapshot(bench.folder)


@contextmanager
def written(folder: Path) -> Iterator[list[Files]]:
    """What is written meanwhile, a file after the other."""
    found: list[Files] = []
    write = files.write

    def noted(file: Path, content: str | bytes, **more: bool) -> None:
        write(file, content, **more)
        if (whole := folder / file).is_relative_to(folder):
            found.append({whole.relative_to(folder).as_posix(): whole.read_bytes()})

    files.write = noted
    try:
        yield found
    finally:
        files.write = write


def faults(bench: Bench, scenario: Scenario, share: tuple[int, int], figures: Figures) -> None:
    """This worker's share of the faults of one scenario."""
    old = before(bench, scenario)
    bench.run(scenario.arguments)
    bench.reset(old)
    calls = bench.calls(scenario.arguments)
    bench.reset(old)
    with written(bench.folder) as steps:
        clean = bench.run(scenario.arguments)
    gc.collect()
    gc.freeze()
    if clean.code:
        raise AssertionError(f"{scenario.name}: {clean.said}")
    if not share[0]:
        figures.places[scenario.name] += len(calls)
    followed: dict[frozenset[tuple[str, bytes]], list[str]] = {}
    for number, (nth, name, (mode, error)) in enumerate(_all(calls)):
        if number % share[1] != share[0]:
            continue
        bench.reset(old)
        figures.scenarios[scenario.name] += 1
        figures.calls[name] += 1
        where = f"{scenario.name}, call {nth} ({name}), {error} in mode {mode}"
        outcome = bench.run(scenario.arguments, nth, mode, error)
        found = list(losses(scenario, old, clean.found, outcome, name, steps))
        # What follows depends on what is there alone, and mostly that is what was there before.
        state = frozenset((path, data) for path, data in outcome.found.items() if path != "net/.lock")
        if state not in followed:
            following = bench.run(scenario.next_run(outcome.found))
            followed[state] = list(losses_after(scenario, clean.found, outcome.found, following))
        found += followed[state]
        figures.losses += [f"{where}: {loss}" for loss in found]


def _all(calls: list[str]) -> Iterator[tuple[int, str, tuple[int, str]]]:
    for nth, name in enumerate(calls, 1):
        yield from ((nth, name, way) for way in ways(name))


def _worker(folder: Path, share: tuple[int, int], wanted: str) -> None:
    figures = Figures()
    bench = Bench(folder / f"bench{share[0]}", Shim())
    bench.folder.mkdir()
    for scenario in SCENARIOS:
        if wanted in scenario.name:
            faults(bench, scenario, share, figures)
    (folder / f"figures{share[0]}.json").write_text(figures.as_json(), encoding="utf-8")


def _ready() -> None:
    """Import all that the commands need, and spare what is the same in every run."""
    from importlib import import_module

    os.environ.update(NETINVITE_NOW=NOW, NETINVITE_LANG="en", HOME=os.devnull)
    for name in WARM:
        import_module(name)
    sparing.repetition()


def main() -> None:
    folder, workers, wanted = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    _ready()
    children = []
    for number in range(workers):
        child = os.fork()
        if not child:
            try:
                _worker(folder, (number, workers), wanted)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        children.append(child)
    # All are waited for, also after one that broke off.
    ends = [os.waitpid(child, 0)[1] for child in children]
    if any(ends):
        sys.exit("a worker broke off")
    total = Figures()
    for number in range(workers):
        total.add((folder / f"figures{number}.json").read_text(encoding="utf-8"))
    sys.stdout.write(total.as_json() + "\n")


if __name__ == "__main__":
    main()
