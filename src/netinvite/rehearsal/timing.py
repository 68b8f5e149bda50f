"""A rehearsal of the pitch: sentences, their time, pauses, what came out, and the times before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from netinvite.checks.spoken import aloud
from netinvite.checks.text import lines_of, sentences, words_of
from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.store import files
from netinvite.store.inventory import REHEARSALS
from netinvite.store.presence import holding
from netinvite.store.reading import json_of
from netinvite.store.workspace import Workspace

# Seconds; how long a pitch should take.
SHORTEST, LONGEST = 60, 90
# Words a minute.
SLOWEST, FASTEST, STEP = 60, 240, 10
_LINK = regex(r"!?\[([^\]]*)\]\([^)]*\)")
_QUOTED = regex(r"(?m)^\s*>\s?")
_MARKS = regex(r"\*+|`+|(?<!\w)_+|_+(?!\w)")


def spoken(text: str, abbreviations: frozenset[str]) -> tuple[str, ...]:
    """The sentences of a Markdown text that are said aloud: no headings, no marks, nothing without words, no
    last line in brackets."""
    lines = aloud(lines_of(_QUOTED.sub("", _LINK.sub(r"\1", text))))
    found = sentences(lines, abbreviations)
    said = (_MARKS.sub("", sentence.text).strip() for sentence in found if not sentence.heading)
    return tuple(sentence for sentence in said if words_of(sentence))


@dataclass(frozen=True, slots=True)
class Result:
    """What came out: ``seconds`` for each of ``sentences``, pauses taken out; ``finished``: to the end;
    ``said``: how many of them somebody came to, whether the clock ran or not."""

    sentences: tuple[str, ...]
    seconds: tuple[float, ...]
    pace: int
    pauses: int
    finished: bool
    said: int

    @property
    def total(self) -> int:
        """Whole seconds for all of it."""
        return round(sum(self.seconds))

    @property
    def off_target(self) -> int:
        """Seconds beyond the target, or (negative) short of it; 0 within it."""
        return max(self.total - LONGEST, 0) + min(self.total - SHORTEST, 0)

    def longest(self, count: int = 3) -> list[tuple[str, int]]:
        """The sentences that took longest, with their seconds."""
        both = sorted(zip(self.sentences, self.seconds, strict=True), key=lambda pair: -pair[1])
        return [(sentence, round(seconds)) for sentence, seconds in both[:count] if round(seconds)]


class Rehearsal:
    """Goes through ``sentences`` at ``pace`` words a minute; ``clock`` gives seconds that never run back.

    It stands still until ``resume``. ``place`` is the present sentence, from 0.
    """

    def __init__(self, sentences: tuple[str, ...], pace: int, clock: Callable[[], float]) -> None:
        self.sentences = sentences
        self.pace = min(max(pace, SLOWEST), FASTEST)
        self.clock = clock
        self.place = self._furthest = 0
        self.finished = False
        self.pauses = 0
        self._words = [len(words_of(sentence)) for sentence in sentences]
        self._spent = [0.0] * len(sentences)
        self._said = 0.0
        self._since: float | None = None

    # Time ------------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether the clock runs."""
        return self._since is not None

    @property
    def begun(self) -> bool:
        """Whether it ever ran."""
        return self.running or any(self._spent)

    @property
    def gone(self) -> float:
        """Seconds spent so far, pauses taken out."""
        return sum(self._spent) + (self.clock() - self._since if self._since is not None else 0.0)

    @property
    def left(self) -> float:
        """Seconds that the rest takes at the present pace."""
        if self.finished:
            return 0.0
        said = self._said + (self._words_in(self.clock() - self._since) if self._since is not None else 0.0)
        rest = max(self._words[self.place] - said, 0.0) + sum(self._words[self.place + 1 :])
        return rest * 60 / self.pace

    def _words_in(self, seconds: float) -> float:
        return seconds * self.pace / 60

    def _settle(self) -> None:
        """Put the time since the last look to the present sentence."""
        if self._since is None:
            return
        now = self.clock()
        self._spent[self.place] += now - self._since
        self._said += self._words_in(now - self._since)
        self._since = now

    # Moves -----------------------------------------------------------------------------------------

    def resume(self) -> None:
        """Let the clock run."""
        if not self.running and not self.finished:
            self._since = self.clock()

    def pause(self) -> None:
        """Stop the clock."""
        if self.running:
            self._settle()
            self._since = None
            self.pauses += 1

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.running:
            self.pause()
        else:
            self.resume()

    def tick(self) -> None:
        """Go to the next sentence where the present one has had its time."""
        self._settle()
        while self.running and self._said >= self._words[self.place]:
            over = (self._said - self._words[self.place]) * 60 / self.pace
            self._spent[self.place] -= over
            self._step(over)

    def _step(self, over: float = 0.0) -> None:
        if self.place + 1 == len(self.sentences):
            self.finished, self._since = True, None
            return
        self.place += 1
        self._furthest = max(self._furthest, self.place)
        self._spent[self.place] += over
        self._said = self._words_in(over)

    def forward(self) -> None:
        """The present sentence is said."""
        self._settle()
        if not self.finished:
            self._step()

    def back(self) -> None:
        """Say the sentence before once more; at the first, begin it again."""
        self._settle()
        if not self.finished:
            self.place, self._said = max(self.place - 1, 0), 0.0

    def faster(self) -> None:
        """A little faster."""
        self._change(STEP)

    def slower(self) -> None:
        """A little slower."""
        self._change(-STEP)

    def _change(self, step: int) -> None:
        self._settle()
        self.pace = min(max(self.pace + step, SLOWEST), FASTEST)

    def result(self) -> Result:
        """What came out so far."""
        self._settle()
        said = self._furthest + 1 if self.begun or self._furthest else 0
        return Result(self.sentences, tuple(self._spent), self.pace, self.pauses, self.finished, said)


@dataclass(frozen=True, slots=True)
class Past:
    """One rehearsal to the end: when (ISO, local), whole seconds, words a minute, how many sentences."""

    when: str
    seconds: int
    pace: int
    sentences: int

    @property
    def day(self) -> datetime:
        """The moment it ended."""
        return datetime.fromisoformat(self.when)


def past(workspace: Workspace, slug: str) -> list[Past]:
    """The rehearsals so far, the oldest first; a ``WorkspaceError`` where the file is damaged."""
    file = _file(workspace, slug)
    if not file.exists():
        return []
    try:
        return [_past(entry) for entry in json_of(files.read(file))]
    except (ValueError, TypeError, KeyError):
        raise WorkspaceError(
            _("%(file)s is damaged.") % {"file": file},
            _("It holds the times of earlier rehearsals; remove it to begin anew."),
        ) from None


def keep(workspace: Workspace, slug: str, rehearsal: Past) -> None:
    """Add a rehearsal to those so far; a ``GoneError`` where the person is gone."""
    with holding(workspace, slug):
        entries = [asdict(one) for one in (*past(workspace, slug), rehearsal)]
        files.write(_file(workspace, slug), json.dumps(entries, indent=1) + "\n")


def _past(entry: Any) -> Past:
    found = Past(str(entry["when"]), int(entry["seconds"]), int(entry["pace"]), int(entry["sentences"]))
    datetime.fromisoformat(found.when)
    return found


def _file(workspace: Workspace, slug: str) -> Path:
    return workspace.folder(slug) / REHEARSALS
