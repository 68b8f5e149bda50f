"""Trials: a sitting, and in it, at a random moment, signals a few milliseconds apart, or a closed window.

``python -m closing.trials FOLDER COUNT [FIRST]`` runs trials in that folder and prints what was lost; the
number of a trial gives it again.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import shutil
import signal
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from closing.sittings import BEGINNINGS, NOW, SLUG, Sitting, beginnings
from closing.terminals import Terminal, Waits, side_by_side, until
from netinvite.store import drafts, records
from netinvite.store.asked import not_brought
from netinvite.store.records import ABOUT, load_guide
from netinvite.store.workspace import Workspace

KEY, CLOSE = "Ctrl+C", "close"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129, KEY: 130, CLOSE: 129}
ONE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, KEY)
# With a closed window comes, as often as not, the shell's own SIGHUP.
CLOSED = ((CLOSE, signal.SIGHUP), (signal.SIGHUP, CLOSE), (CLOSE, signal.SIGTERM), (KEY, CLOSE), (CLOSE,))
AT_ONCE = 3 * (os.cpu_count() or 1)
GAP = 0.05


@dataclass
class Trial:
    """One trial, known by its number."""

    number: int
    folder: Path
    source: Path

    def __post_init__(self) -> None:
        self.dice = random.Random(f"closing {self.number}")
        self.blows = self._blows()
        self.gaps = [
            self.dice.choice((self.dice.uniform(0, GAP), self.dice.uniform(0, 0.005))) for _ in self.blows
        ]
        self.sitting = Sitting(self.dice.choice(("drawn", "plain")), self.dice.choice(BEGINNINGS), self.dice)
        # Seconds after the first prompt, or after an Enter; some are before all prompts.
        self.enter = self.dice.choice((0, 0, 1, 2))
        self.moment = self.dice.uniform(0, GAP if self.enter else 1.2)
        if self.dice.random() < 0.1:
            self.enter, self.moment = 0, self.dice.uniform(-0.3, 0)
        self.losses: list[str] = []
        self.reached: list[str] = []

    def _blows(self) -> tuple[Any, ...]:
        if self.dice.random() < 0.4:
            return self.dice.choice(CLOSED)
        return tuple(self.dice.choice(ONE) for _ in range(self.dice.choice((2, 2, 2, 3))))

    def begin(self) -> tuple[Terminal, list[Waits]]:
        """The program started, and what goes on at the same time."""
        self.net = self.folder / "net"
        shutil.copytree(self.source / (self.sitting.beginning or "review"), self.net)
        data = [tomllib.loads(file.read_text("utf-8")) for file in self._files()]
        known = load_guide("en")
        self.sitting.before = {
            key: value
            for part in data
            for key, value in records.record_of(_flat(part), known, *ABOUT, "conversation").answers.items()
        }
        person = tomllib.loads(self._files()[1].read_text("utf-8"))
        self.sitting.unasked = not_brought(known, person)
        plain = "1" if self.sitting.front == "plain" else ""
        self.sitting.terminal = Terminal(
            self.sitting.command(self.net),
            self.folder,
            NETINVITE_PLAIN=plain,
            NETINVITE_NOW=NOW,
            TERM="xterm",
        )
        return self.sitting.terminal, [self._typing(), self._striking()]

    def _typing(self) -> Waits:
        try:
            yield from self.sitting.answer_all()
        except TimeoutError:
            self.losses.append("the next question never came")

    def _striking(self) -> Waits:
        sitting, terminal = self.sitting, self.sitting.terminal
        if self.moment < 0:
            yield time.monotonic() - self.moment
        else:
            try:
                yield from until(
                    lambda: (sitting.prompts and sitting.enters >= self.enter) or not terminal.open
                )
            except TimeoutError:
                self.losses.append("its moment never came")
            yield time.monotonic() + self.moment
        if terminal.open:
            terminal.read()
        self.reached = self._reached()
        sitting.over = True
        self.asked = sitting.prompts
        for blow, gap in zip(self.blows, self.gaps, strict=True):
            self._strike(blow)
            yield time.monotonic() + gap
        try:
            yield from until(terminal.ended)
        except TimeoutError:
            self.losses.append("it never ended")
            terminal.kill(signal.SIGKILL)
            yield from until(terminal.ended)
        if terminal.open:
            terminal.read()
        self._judge()
        terminal.close()

    def _strike(self, blow: Any) -> None:
        if blow == CLOSE:
            self.sitting.terminal.close()
        elif blow == KEY:
            self.sitting.terminal.type("\x03")
        else:
            self.sitting.terminal.kill(blow)

    def _reached(self) -> list[str]:
        """What has to be found again: all that was given, and what of the rest the program has got."""
        sitting, terminal = self.sitting, self.sitting.terminal
        seen = terminal.seen(sitting.shown) if sitting.front == "plain" else "".join(terminal.page())
        typed = [_longest(word, seen, sitting.untyped) for word in sitting.typing]
        if sitting.front == "plain" and CLOSE in self.blows:
            # The terminal itself keeps a line until Enter, and takes it along.
            finished = [
                word for word in typed if terminal.raw.rfind(b"\r\n") > terminal.raw.rfind(word.encode())
            ]
            typed = finished if not terminal.unread() else []
        return [*sitting.given, *filter(None, typed)]

    # What is lost ----------------------------------------------------------------------------------

    def _files(self) -> list[Path]:
        return [self.net / "network.toml", self.net / "people" / SLUG / "answers.toml"]

    def _judge(self) -> None:
        texts = []
        for file in self._files():
            try:
                texts += _texts(tomllib.loads(file.read_text("utf-8")))
            except (OSError, ValueError) as error:
                self.losses.append(f"{file.name}: {error}")
        self.losses += [
            f"“{word}” is lost" for word in self.reached if not any(word in text for text in texts)
        ]
        self._judge_end()

    def _judge_end(self) -> None:
        terminal = self.sitting.terminal
        codes = {CODES[blow] for blow in self.blows}
        if self.sitting.saves:
            codes.add(0)
            self._judge_drafts()
        if terminal.code not in codes:
            self.losses.append(f"exit code {terminal.code}")
        for file in self.folder.rglob("*"):
            if file.name.startswith(("netinvite-fault", ".netinvite-")):
                self.losses.append(f"{file.name} is left")
        for words in (b"Traceback", b"Exception ignored", b"Press ENTER"):
            if words in terminal.raw:
                self.losses.append(terminal.raw[terminal.raw.find(words) :][:400].decode("utf-8", "replace"))
        if terminal.open or terminal.master >= 0:
            import termios

            if termios.tcgetattr(terminal.master) != terminal.modes:
                self.losses.append("the terminal is left in other modes")

    def _judge_drafts(self) -> None:
        """Drafts that are being written are the old ones or the new ones, and known for what they are."""
        for document in ("pitch", "invitation", "conversation"):
            draft = drafts.look(Workspace(self.net), SLUG, document)
            if not draft.saved or draft.edited:
                self.losses.append(f"{draft.file.name} is not whole")

    @property
    def kind(self) -> str:
        """Which front, and what struck it."""
        return f"{self.sitting.front}, {'a closed window' if CLOSE in self.blows else 'signals'}"

    def told(self) -> str:
        """What it was, for whoever has to give it again."""
        blows = ", ".join(str(getattr(blow, "name", blow)) for blow in self.blows)
        gaps = ", ".join(f"{gap * 1000:.1f}" for gap in self.gaps)
        moment = f"{self.moment * 1000:.0f} ms after Enter {self.enter}"
        where = f"{self.sitting.front}, from {self.sitting.beginning or 'the review'}, {moment}"
        return f"trial {self.number} ({where}; {blows}; {gaps} ms)"


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    talks = data.get("conversation")
    return {**data, "conversation": talks[-1]} if isinstance(talks, list) else data


def _texts(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in _texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in _texts(value)]
    return [str(data)]


def _longest(word: str, seen: str, untyped: str) -> str:
    """The longest beginning of a word that was seen, and not already on the page ("Question" begins as the
    words do)."""
    beginnings = (word[:end] for end in range(len(word), 0, -1))
    return next((part for part in beginnings if seen.count(part) > untyped.count(part)), "")


def run(folder: Path, count: int, first: int = 0) -> dict[str, Any]:
    """Trials ``first`` to ``first + count``: how many of which kind, and what was lost."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        beginnings(folder / "beginnings")
    trials = [
        Trial(number, folder / str(number), folder / "beginnings") for number in range(first, first + count)
    ]

    def begun() -> Iterator[tuple[Terminal, list[Waits]]]:
        for trial in trials:
            trial.folder.mkdir()
            yield trial.begin()

    began = time.monotonic()
    side_by_side(begun(), AT_ONCE)
    kinds = Counter(trial.kind for trial in trials)
    return {
        "trials": count,
        "kinds": kinds,
        "words": sum(len(trial.reached) for trial in trials),
        "losses": [f"{trial.told()}: {loss}" for trial in trials for loss in trial.losses],
        "seconds": round(time.monotonic() - began),
    }


if __name__ == "__main__":
    found = run(Path(sys.argv[1]).resolve(), *map(int, sys.argv[2:]))
    sys.stdout.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
