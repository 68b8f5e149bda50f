"""Walks the real program in a terminal, for each way of making contact, and counts what it takes.

``python tests/walk_counts.py`` writes the table of ``docs/ways.md``; ``--check`` fails when that is not
current. A question counts as answered when something is typed or chosen; a proposal taken with Enter is only
shown. The organiser's own address and phone, asked once for the first mail, stand apart.
"""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from terminal import REVIEW, Answering, Terminal

from netinvite.model.questions import SHORT

WRITTEN = Path(__file__).parents[1] / "docs" / "ways.md"
LANG = "en"
WAYS = {"mail": "mail", "call": "phone", "video": "video", "meet": "face to face"}
ONCE = ("organiser.email", "organiser.phone")
# As long as it takes to think of an answer and type it.
SECONDS = 25
SAYS = {
    "person.relation": "well",
    "person.phone": "87 65 43 21",
    "reflection.covers": ("contact with the young people",),
}


@dataclass
class Count:
    """What one walk took; ``keys`` are those beyond the text itself, the review's too."""

    shown: int = 0
    answered: int = 0
    once: int = 0
    keys: int = 0

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return round(self.answered * SECONDS / 60)


class Counting(Answering):
    """Answers as somebody would who takes what is proposed, and counts."""

    def __init__(self, terminal, way, name, answers=None):
        super().__init__(terminal, LANG, answers, depth=SHORT)
        self.says = {**SAYS, "contact.way": way, "person.name": name}
        self.count = Count()

    def usual(self, question):
        if question.key in self.says:
            return self.says[question.key]
        proposed = self.walk.proposed(question)
        return self.example.get(question.key) if proposed is None else proposed

    def keys(self, question, value):
        if value is not None and value == self.walk.proposed(question):
            return self._counted(question, "\r", 0)
        if question.key == "reflection.covers" and not self.walk.choices(question):
            return self._counted(question, f"{value[0]}\r", len(value[0]))
        keys = super().keys(question, value)
        typed = question.kind not in ("choice", "choices", "times")
        return self._counted(question, keys, len(keys) - 1 if typed else 0)

    def _counted(self, question, keys, text):
        """The keys; ``text`` of them are the answer's own letters."""
        self.count.shown += 1
        self.count.keys += len(keys) - text
        if keys != "\r":
            self.count.once += question.key in ONCE
            self.count.answered += question.key not in ONCE
        return keys


def walk(folder, way, name, answers=None):
    """One person from the first question to the texts; what it took, and the answers."""
    terminal = Terminal(["prepare", "-w", "net", "--lang", LANG, "--new"], folder, rows=40, HOME=str(folder))
    counting = Counting(terminal, way, name, answers)
    while counting.walk.current:
        counting.answer()
    terminal.go_on_to(REVIEW[LANG], "Enter")
    terminal.send("\r")
    counting.count.keys += 1
    terminal.read_on()
    assert terminal.end() in (0, None), "\n".join(terminal.screen.display)
    return counting.count, counting.walk


def both(way):
    """The first person and the next one, in a network of their own."""
    with tempfile.TemporaryDirectory() as home:
        first, done = walk(home, way, "Jonas Østergård")
        network = {question.key for question in done.guide.questions("network")}
        told = {key: value for key, value in done.answers.items() if key in network}
        second, _done = walk(home, way, "Bo Bro", told)
    return first, second


def table() -> str:
    """The counts as Markdown, a line for each way."""
    lines = [
        "| contact | who | shown | answered | minutes | keys beyond the text |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for way, label in WAYS.items():
        for who, count in zip(("first person", "next person"), both(way), strict=True):
            answered = f"{count.answered} (+ {count.once} once)" if count.once else f"{count.answered}"
            lines.append(f"| {label} | {who} | {count.shown} | {answered} | {count.minutes} | {count.keys} |")
    return "\n".join(lines)


def main() -> int:
    """Write the table, or say whether it is current."""
    before = WRITTEN.read_text(encoding="utf-8")
    made = re.sub(r"\| contact \|.*?(?=\n\n|\Z)", lambda _: table(), before, flags=re.DOTALL)
    if "--check" in sys.argv:
        return int(made.rstrip() != before.rstrip())
    WRITTEN.write_text(made.rstrip() + "\n", encoding="utf-8")
    sys.stdout.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
