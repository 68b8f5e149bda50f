"""The real program in a pseudo-terminal, and what a person would see there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pyte
from readyexample import example

from netinvite import guide, questions
from netinvite.told import ABOUT
from netinvite.walk import Walk

PROGRAM = [sys.executable, "-m", "netinvite"]
PATIENCE = 20
REVIEW = {"da": "Lyder det, som du selv ville sige det?", "en": "Does it read the way you would say it?"}
SAVED = {"da": "gemt i", "en": "saved in"}


class Program:
    """The program in a pseudo-terminal of ``columns`` × ``rows``; all that it wrote is in ``raw``."""

    def __init__(self, arguments, folder, *, columns=80, rows=24, **env):
        self.raw = b""
        environment = {**os.environ, "TERM": "xterm", **env}
        environment.pop("COLUMNS", None)
        self.child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], *arguments],
            cwd=str(folder),
            env=environment,
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def read(self, wait=0.05):
        """Take in what the program has written; False at its end."""
        try:
            data = self.child.read_nonblocking(65536, timeout=wait)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.take(data)
        return True

    def take(self, data):
        self.raw += data

    def interrupt(self, how):
        """Type the keys ``how``, or send the signal of that number."""
        if isinstance(how, str):
            self.child.send(how)
        else:
            self.child.kill(how)

    def read_on(self):
        """Read to the end."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.read():
            pass

    def end(self):
        """Read to the end; the exit code."""
        self.read_on()
        self.child.close()
        return self.child.exitstatus


class Terminal(Program):
    """A program on a screen, as a person would see it."""

    def __init__(self, arguments, folder, *, columns=80, rows=24, **env):
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        super().__init__(arguments, folder, columns=columns, rows=rows, **env)

    def take(self, data):
        super().take(data)
        self.stream.feed(data)

    @property
    def text(self):
        """The screen as one line of words."""
        return " ".join(" ".join(self.screen.display).split())

    def wait(self, *wanted):
        """Read until the words stand on the screen, one after the other."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._found(wanted):
                return
            if not self.read() and not self._found(wanted):
                break
        raise AssertionError(f"{wanted} never came:\n" + "\n".join(self.screen.display))

    def wait_for_all(self, wanted):
        """Read until each of the words stands on the screen, as often as it is named."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if all(self.text.count(words) >= wanted.count(words) for words in wanted):
                return
            self.read()
        raise AssertionError(f"{wanted} never came:\n" + "\n".join(self.screen.display))

    def _found(self, wanted):
        text, place = self.text, 0
        first = " ".join(wanted[0].split())
        place = text.rfind(first)
        if place < 0:
            return False
        place += len(first)
        for words in wanted[1:]:
            place = text.find(words, place)
            if place < 0:
                return False
        return True

    def send(self, keys):
        self.child.send(keys.encode())


def without_terminal(*arguments):
    """The program's end where nobody can see or type anything."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def shown(question, columns=80):
    """What stands on the screen for a question, from where its own words begin."""
    stem = question.stem
    return stem if stem and len(stem) <= min(columns, 80) // 2 else question.ask


class Answering:
    """Answers the wizard's questions as the example does, knowing which one comes next."""

    def __init__(self, terminal, lang, answers=None, *, columns=80):
        self.terminal, self.columns = terminal, columns
        self.example = example(lang)
        self.walk = Walk.start(guide.load(lang), ABOUT, answers or {})

    def wait(self):
        self.terminal.wait(shown(self.walk.current, self.columns), "Enter")

    def answer(self, value=None):
        """Wait for the present question and answer it, as the example does or with ``value``."""
        question = self.walk.current
        self.wait()
        value = value if value is not None else self.example.get(question.key)
        self.terminal.send(self.keys(question, value))
        if question.kind == "needs":
            self.needs(value)
        self.walk = self.walk.answer(value)

    def until(self, key=""):
        while self.walk.current and self.walk.position != key:
            self.answer()

    def keys(self, question, value):
        if question.kind == "choice":
            keys = [choice.key for choice in question.choices]
            return f"{keys.index(value) + 1}\r"
        if question.kind == "choices":
            return " \r" if question.name == "covers" else "\r"
        if question.kind in ("times", "needs"):
            return "\r" if question.kind == "times" else ""
        if isinstance(value, tuple):
            return ", ".join(value) + "\r"
        return f"{value or ''}\r"

    def needs(self, value):
        kinds = list(questions.NEED_KINDS)
        for number, need in enumerate(value, 1):
            self.terminal.wait(f" {number}. ", "Enter")
            self.terminal.send(f"{need.name}\r")
            self.terminal.wait(f": {need.name}", "4)", "Enter")
            self.terminal.send(f"{kinds.index(need.kind) + 1}\r")
        self.terminal.wait(f" {len(value) + 1}. ", "Enter")
        self.terminal.send("\r")


def saved(folder: Path, name: str) -> str:
    """The text of one of the person's drafts."""
    return next(folder.glob(f"people/*/{name}")).read_text(encoding="utf-8")
