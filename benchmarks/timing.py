"""Run commands turn by turn, so that whatever else the machine does falls on all of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from environments import environment


@dataclass(frozen=True, slots=True)
class Command:
    """A command line; ``before`` is called, untimed, before each run."""

    line: Sequence[str]
    folder: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    codes: tuple[int, ...] = (0,)


@dataclass(slots=True)
class Timed:
    """Seconds of each run, and the most memory that any of them took, in bytes."""

    seconds: list[float] = field(default_factory=list)
    memory: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def once(command: Command) -> tuple[float, int]:
    """Seconds and bytes of one run; its output goes through a pipe, as for another program."""
    command.before()
    start = time.perf_counter()
    process = subprocess.Popen(
        command.line,
        cwd=command.folder,
        env={**environment(), **command.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    while process.stdout.read(65_536):
        pass
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode not in command.codes:
        raise RuntimeError(f"{list(command.line)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss * 1024


def interleaved(commands: Mapping[str, Command], rounds: int) -> dict[str, Timed]:
    """Each command ``rounds`` times, turn by turn, after one run of each that does not count."""
    timed = {name: Timed() for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            seconds, memory = once(command)
            if turn:
                timed[name].seconds.append(seconds)
                timed[name].memory = max(timed[name].memory, memory)
    return timed


def ratio(timed: Timed, base: Timed) -> float:
    """The median of the ratios of runs that stood beside each other."""
    pairs = zip(timed.seconds, base.seconds, strict=True)
    return statistics.median(one / other for one, other in pairs)
