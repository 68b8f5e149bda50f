"""The campaign: every scenario, every call on a file, every way of going wrong. Runs under the shim.

``python -m faults.campaign FOLDER WORKERS HOW SCENARIO`` makes every fault (HOW: ``thorough``), or of the
errors at each call one, by turns (``quick``), in the scenarios with such a name (all, if it is empty), and
prints what was done as JSON. The runs are made in a process that
has everything imported, and part where something goes wrong (``branching``).
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

from faults.branching import Ground, Trunk
from faults.judging import Outcome, losses, losses_after
from faults.scenarios import NOW, SCENARIOS, Files, Scenario, compared, snapshot
from faults.shim import Shim
from netinvite.store import files, identity

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

    def __init__(self, folder: Path, shim: Shim, thorough: bool) -> None:
        self.folder, self.shim, self.thorough = folder, shim, thorough
        self.said = folder.parent / f"{folder.name}.said"
        # The calls on files of the latest run, by name.
        self.journal: list[str] = []

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

    def run(self, arguments: tuple[str, ...]) -> Outcome:
        """Run a command that nothing disturbs."""
        with self._given(arguments):
            code = program()
        return Outcome(code, self.said.read_text(encoding="utf-8", errors="replace"), snapshot(self.folder))

    def run_with_faults(self, arguments: tuple[str, ...], share: tuple[int, int]) -> tuple[Outcome, Trunk]:
        """Run it once more, and this worker's share of the faults in its branches."""
        ground = Ground(self.folder, self.folder.parent / f"{self.folder.name}.aside")
        with self._given(arguments) as said:
            trunk = Trunk(self.shim, ground, said, share, self.thorough)
            code = trunk.run(program)
        text = self.said.read_text(encoding="utf-8", errors="replace")
        return Outcome(code, text, snapshot(self.folder)), trunk

    @contextmanager
    def _given(self, arguments: tuple[str, ...]) -> Iterator[int]:
        """A command line in this process; what it says on standard error is kept, what it prints is not."""
        said = os.open(self.said, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        nothing = os.open(os.devnull, os.O_RDWR)
        kept = [os.dup(number) for number in (0, 1, 2)]
        for number, target in enumerate((nothing, nothing, said)):
            os.dup2(target, number)
        os.chdir(self.folder)
        sys.argv = ["netinvite", *arguments, "--workspace", str(self.folder / "net")]
        # A process that has just started has looked for leftovers nowhere yet.
        files.look_through.cache_clear()
        self.shim.arm(self.folder)
        try:
            yield said
        finally:
            self.journal = self.shim.journal()
            for number, target in enumerate(kept):
                os.dup2(target, number)
            for number in (*kept, said, nothing):
                os.close(number)


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
    # What is loaded and kept at first use is so before anything goes wrong.
    with written(bench.folder) as steps:
        bench.run(scenario.arguments)
    bench.reset(old)
    clean = bench.run(scenario.arguments)
    if clean.code:
        raise AssertionError(f"{scenario.name}: {clean.said}")
    calls = bench.journal
    bench.reset(old)
    gc.collect()
    gc.freeze()
    undisturbed, trunk = bench.run_with_faults(scenario.arguments, share)
    # Were branches to reach into the trunk, their faults would be others'.
    same = compared(undisturbed.found) == compared(clean.found)
    if not same or (undisturbed.code, undisturbed.said, bench.journal) != (clean.code, clean.said, calls):
        raise AssertionError(f"{scenario.name}: its branches changed it: {undisturbed.said}")
    if not share[0]:
        figures.places[scenario.name] += len(calls)
    followed: dict[frozenset[tuple[str, bytes]], list[str]] = {}
    for fault, code, said, left in trunk.branches:
        figures.scenarios[scenario.name] += 1
        figures.calls[fault.call] += 1
        outcome = Outcome(code, said, left)
        found = list(losses(scenario, old, clean.found, outcome, fault.call, steps))
        # What follows depends on what is there alone, and mostly that is what was there before.
        state = frozenset((path, data) for path, data in left.items() if path != "net/.lock")
        if state not in followed:
            bench.reset(left)
            following = bench.run(scenario.next_run(left))
            followed[state] = list(losses_after(scenario, clean.found, left, following))
        where = f"{scenario.name}, call {fault.nth} ({fault.call}), {fault.error} in mode {fault.mode}"
        figures.losses += [f"{where}: {loss}" for loss in (*found, *followed[state])]


def _worker(folder: Path, share: tuple[int, int], thorough: bool, wanted: str) -> None:
    figures = Figures()
    # Runs are compared letter by letter.
    identity.new_id = lambda: "1a2b3c4d"
    bench = Bench(folder / f"bench{share[0]}", Shim(), thorough)
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
    confirm = os.fsync
    sparing.repetition()
    # It can go wrong, too.
    os.fsync = confirm


def main() -> None:
    folder, workers, how, wanted = Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
    _ready()
    children = []
    for number in range(workers):
        child = os.fork()
        if not child:
            try:
                _worker(folder, (number, workers), how == "thorough", wanted)
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
