"""What is typed in a sitting, question after question, with words that can be found again."""

from __future__ import annotations

import random
import re
import shutil
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from readyexample import EXAMPLE
from readyexample import TALK as READY_TALK

from closing.terminals import Terminal, Waits, until
from netinvite.cli import app
from netinvite.model import kinds
from netinvite.model.questions import FULL, Need, Question, Referral
from netinvite.model.walk import Walk
from netinvite.store.parsed import ABSENT
from netinvite.store.records import ABOUT, load_guide
from netinvite.store.workspace import Workspace
from netinvite.values import replace

SLUG = "jonas-oestergaard"
NOW = "2026-11-25T12:00"
# An Enter that comes sooner is that of a key pressed twice. Seconds.
READ = 0.3
# Where a sitting begins: the first question that has no answer yet; "" is the review.
BEGINNINGS = (
    "organiser.name",
    "organiser.introduction",
    "network.theme",
    "organiser.motivation",
    "network.values",
    "network.needs",
    "person.role",
    "person.email",
    "person.greeting",
    "person.relation",
    "reflection.covers",
    "reflection.seen",
    "reflection.motive",
    "reflection.alternative",
    "contact.way",
    "contact.times",
    "",
    "",
    "conversation.date",
    "conversation.conditions",
    "conversation.importance",
    "conversation.next",
    "conversation.referrals",
)
TALK = {**READY_TALK, "next_date": "2026-12-08"}
# At the end of what can be typed in plain mode.
INVITED = "/leave:"
# Of what follows a line in plain mode that can be read in several ways, without its blanks.
WHICH = "Whichisit?"
# Before what is typed, and before the text that it will stand in.
MARKS = ("▌", "│")
# An item of a menu, with or without the pointer, and how many there are besides.
ITEM = re.compile(r"\s*([›↑↓]|(\[[x ]\]\s*)?\d+\)|Looking for)")
# Above and below what is seen of a long text.
MORE = "more lines"
# Enters until each text was seen to its end and is written.
ALL_SEEN = 9
# The number pointed to on a scale.
SCALE = re.compile(r"\[[–\d]+\]")


def beginnings(folder: Path) -> None:
    """A workspace for each beginning, to be copied."""
    net = folder / "complete"
    assert app.run(["prepare", "--no-input", "--answers", EXAMPLE, "-w", str(net)]) == 0
    talk = [part for key, value in TALK.items() for part in ("--set", f"conversation.{key}={value}")]
    assert (
        app.run(["interview", SLUG, "--no-input", *talk, "-w", str(shutil.copytree(net, folder / "t"))]) == 0
    )
    for key in dict.fromkeys(BEGINNINGS):
        _take_out(Workspace(shutil.copytree(net, folder / (key or "review"))), key)


def _take_out(place: Workspace, key: str) -> None:
    """Take the answer to ``key`` out, and all after it."""
    known, reached = load_guide("en"), False
    for question in known.questions(*_about(key)):
        reached |= question.key == key
        if question.step == "conversation":
            if not reached:
                value = TALK.get(question.name, "words" if question.kind in ("text", "long") else "")
                place.update(place.answers_file(SLUG), {("conversation", 0, question.name): value})
            continue
        file = (
            place.network_file if known.step(question.step).about == "network" else place.answers_file(SLUG)
        )
        stands = tomllib.loads(file.read_text("utf-8")).get(question.step, {})
        if reached and key and question.key != "person.name":
            place.update(file, {(question.step, question.name): ABSENT})
        elif question.name not in stands:
            place.update(file, {(question.step, question.name): ""})


def _about(key: str) -> tuple[str, ...]:
    return ("conversation",) if key.startswith("conversation.") else ABOUT


@dataclass
class Sitting:
    """One sitting: ``given`` was taken (the next question was there), ``typing`` is being typed, ``shown`` is
    where in ``terminal.raw`` the present prompt begins, ``untyped`` the page before anything was typed."""

    front: str
    beginning: str
    dice: random.Random
    terminal: Terminal = field(init=False)
    given: list[str] = field(default_factory=list)
    typing: list[str] = field(default_factory=list)
    shown: int = 0
    untyped: str = ""
    entered: int = 0
    prompts: int = 0
    enters: int = 0
    asked: list[str] = field(default_factory=list)
    saves: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()
    over: bool = False

    def command(self, net: Path) -> list[str]:
        """The command that begins it."""
        how = ["interview"] if self.beginning.startswith("conversation.") else ["prepare", "--full"]
        return [*how, SLUG, "--workspace", str(net), "--lang", "en"]

    def answer_all(self) -> Waits:
        """Answer question after question until the attack."""
        yield from self.wait()
        for steps in self._questions():
            for text in (*steps, None):
                if self._asks_which():
                    yield from self.type("1")
                elif text is not None:
                    yield from self.type(text)
                if self.over or not self.terminal.open:
                    return

    def _asks_which(self) -> bool:
        """Whether a line can be read in several ways, so that a number says in which."""
        return self.front == "plain" and WHICH in self.terminal.seen(self.entered)

    def wait(self) -> Waits:
        """Wait for a prompt that was not there yet."""
        yield from until(lambda: self.over or self._is_asked() or not self.terminal.open)
        while self._is_read():
            # A page to read, no question.
            yield time.monotonic() + READ
            self.entered, self.asked = len(self.terminal.raw), self._words()
            self.terminal.type("\r")
            yield from until(lambda: self.over or self._is_asked() or not self.terminal.open)
        if not self.over and self.terminal.open:
            self.shown = len(self.terminal.raw)
            self.untyped = "" if self.front == "plain" else "".join(self.terminal.page())
            self.given += self.typing
            self.typing = []
            self.prompts += 1

    def _is_asked(self) -> bool:
        """Whether a prompt is there that was not there at the last Enter."""
        if self.front == "plain":
            return INVITED in self.terminal.seen(self.entered)
        words = self._words()
        return words != self.asked and any("Enter" in row for row in words)

    def _words(self) -> list[str]:
        """The rows of a page that nobody types."""
        rows = [row for row in self.terminal.page() if row and not row.strip().startswith(MARKS)]
        # An item that is pointed to now is no other page; the rest of a long text is.
        return [row for row in rows if not ITEM.match(row) or MORE in row]

    def _is_read(self) -> bool:
        """Whether the page that is there is only read."""
        if self.over or self.front == "plain" or not self.terminal.open:
            return False
        page = self.terminal.page()
        takes = any(row.strip().startswith("▌") or " 1) " in row or SCALE.search(row) for row in page)
        return not takes and any("Enter: next" in row for row in page)

    def type(self, text: str) -> Waits:
        """Type a text as a person does, then Enter, and wait for what comes next (``|``: for nothing)."""
        text, waits = text.removesuffix("|"), not text.endswith("|")
        if not text and self.front != "plain":
            yield time.monotonic() + READ
        self.typing += [
            word for word in text.replace("\x1b\r", " ").replace(",", " ").split() if len(word) > 3
        ]
        while text and not self.over:
            count = len(text) if text.startswith("\x1b") else self.dice.randint(1, 4)
            self.terminal.type(text[:count])
            text = text[count:]
            yield from self.pause(0.003, 0.03)
        yield from self.pause(0.025, 0.08)
        if self.over:
            return
        self.entered, self.asked = len(self.terminal.raw), [] if self.front == "plain" else self._words()
        self.enters += 1
        self.terminal.type("\r")
        if waits:
            yield from self.wait()
            yield from self.pause(0.0, 0.03)

    def pause(self, least: float, most: float) -> Waits:
        """A moment, as between two keys."""
        if not self.over:
            yield time.monotonic() + self.dice.uniform(least, most)

    def word(self) -> str:
        """A word that was never typed before."""
        return "Q" + "".join(self.dice.choice("abcdefghijklmnopqrstuvwxyzø") for _ in range(8))

    def _questions(self) -> Iterator[list[str]]:
        known = load_guide("en")
        walk = Walk.start(known, _about(self.beginning), self.before)
        walk = replace(walk, depth=FULL, unasked=self.unasked).at_open()
        while question := walk.current:
            steps, value = self._answer(question, walk)
            yield steps
            walk = walk.answer(value)
        # At the review: an answer is changed, or the drafts are written, which ends the sitting.
        self.saves = self.dice.random() < 0.5
        # Line by line it is picked from menus; on pages, one for each text, its number stands in the text.
        saves, change = (["1|"], ["2", "1"]) if self.front == "plain" else ([""] * ALL_SEEN, ["2"])
        yield saves if self.saves else [*change, self.word()]

    def _answer(self, question: Question, walk: Walk) -> tuple[list[str], Any]:
        """What is typed, prompt by prompt, and what the walk is to take for it."""
        word, plain = self.word(), self.front == "plain"
        if question.kind in ("text", "person"):
            return [word], word
        if question.kind in ("sentence", "line"):
            # In lines it goes on from the first words, and is kept as it is said again.
            word = word.lower()
            said_again = plain and kinds.of(question).repeated(walk.ready(question))
            return [word, *([""] if said_again else [])], word
        if question.kind in ("long", "lines"):
            other = self.word()
            return ([f"{word}|", f"{other}|", ""] if plain else [f"{word}\x1b\r{other}"]), word
        if question.kind == "email":
            return [f"{word.replace('ø', 'o').lower()}@example.org"], f"{word}@example.org"
        if question.kind == "phone":
            number = str(self.dice.randint(10**7, 10**8 - 1))
            return [number], number
        if question.kind == "needs":
            return [word, "1", ""], (Need(word, "knowledge"),)
        if question.kind == "referrals":
            return [word, self.word(), "2", "1", ""], (Referral(word),)
        if question.kind == "choice":
            return ["1"], walk.choices(question)[0].key
        if question.kind == "choices":
            chosen = walk.choices(question)[: max(question.min or 1, 1)]
            numbers = ",".join(str(number) for number in range(1, len(chosen) + 1))
            ticks = "\x1b[B".join(" " for _ in chosen)
            return [numbers if plain else ticks], tuple(choice.key for choice in chosen)
        if question.kind == "scale":
            return ["7"], 7
        if question.kind == "times":
            return [""], None
        return [""], None
