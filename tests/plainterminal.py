"""The real program in plain mode: what it writes, byte for byte, and answers typed line by line."""

from __future__ import annotations

import re
import time

from readyexample import example
from terminal import PATIENCE, Program

from netinvite import guide, questions
from netinvite.answers import TIME_FORMAT
from netinvite.told import ABOUT
from netinvite.values import Need, Referral
from netinvite.walk import Walk

# The last line of a prompt: the words for the program, in whichever language.
INVITED = re.compile(rb"(/back|/tilbage)[^\n]*(\r\n[^\n]*)?:\r\n$")


class PlainTerminal(Program):
    """A program in plain mode, with what was typed to it."""

    def __init__(self, arguments, folder, *, columns=80, **env):
        self.mark = 0
        self.typed = []
        super().__init__(arguments, folder, columns=columns, **{"NETINVITE_PLAIN": "1", **env})

    @property
    def new(self):
        """What was written since the last line was typed."""
        return self.raw[self.mark :].decode()

    def wait(self, wanted=""):
        """Read until the program waits for a line, having written the words ``wanted``."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            said = " ".join(self.new.split())
            if INVITED.search(self.raw, self.mark) and " ".join(wanted.split()) in said:
                return
            if not self.read():
                break
        raise AssertionError(f"{wanted!r} never came:\n{self.raw.decode()[-2000:]}")

    def wait_for(self, wanted):
        """Read until the words ``wanted`` were written, also between prompts."""
        end = time.monotonic() + PATIENCE
        while " ".join(wanted.split()) not in " ".join(self.new.split()):
            assert time.monotonic() < end and self.read(), f"{wanted!r} never came:\n{self.new}"

    def type(self, *lines):
        """Type lines one after the other, as a person does."""
        for line in lines:
            self.mark = len(self.raw)
            self.typed.append(line)
            self.child.send(f"{line}\r".encode())
            self._until_echoed()

    def _until_echoed(self):
        end = time.monotonic() + PATIENCE
        while b"\n" not in self.raw[self.mark :]:
            assert time.monotonic() < end and self.read()
        time.sleep(0.05)


class PlainAnswering:
    """Answers the questions of a walk as an example does, line by line."""

    def __init__(self, terminal, lang, about=ABOUT, answers=None):
        self.terminal = terminal
        self.answers = answers if answers is not None else example(lang)
        self.walk = Walk.start(guide.load(lang), about, {})

    def wait(self):
        self.terminal.wait(self.walk.current.ask)

    def answer(self, value=None):
        """Wait for the present question and answer it, as the example does or with ``value``."""
        question = self.walk.current
        self.wait()
        value = value if value is not None else self.answers.get(question.key)
        _TYPED.get(question.kind, one_line)(self, question, value)
        self.walk = self.walk.answer(value)

    def until(self, key=""):
        while self.walk.current and self.walk.position != key:
            self.answer()


def one_line(answering, question, value):
    answering.terminal.type("" if value is None else f"{value}")


def several_lines(answering, question, value):
    lines = value if isinstance(value, tuple) else str(value).split("\n") if value else ()
    answering.terminal.type(*lines, "")


def a_number(answering, question, value):
    keys = [choice.key for choice in answering.walk.choices(question)]
    answering.terminal.type("" if value is None else f"{keys.index(value) + 1}")


def numbers(answering, question, value):
    keys = [choice.key for choice in answering.walk.choices(question)]
    answering.terminal.type(",".join(f"{keys.index(item) + 1}" for item in value or ()))


def times(answering, question, value):
    terminal = answering.terminal
    terminal.type("2")
    for time_ in value:
        terminal.wait(":")
        terminal.type(f"{time_:{TIME_FORMAT}}")
    if len(value) < question.max:
        terminal.wait(f"{len(value) + 1}:")
        terminal.type("")


def things(answering, question, value):
    terminal = answering.terminal
    for number, thing in enumerate(value or (), 1):
        terminal.wait(f"{number}. ")
        terminal.type(thing.name)
        if isinstance(thing, Referral):
            terminal.wait("?")
            terminal.type(thing.gives)
        terminal.wait("4.")
        terminal.type(f"{questions.NEED_KINDS.index(thing.kind) + 1}")
        if not isinstance(thing, Need):
            terminal.wait("2.")
            terminal.type("2" if thing.mention else "1")
    terminal.wait(f"{len(value or ()) + 1}. ")
    terminal.type("")


_TYPED = {
    "long": several_lines,
    "list": several_lines,
    "choice": a_number,
    "choices": numbers,
    "times": times,
    "needs": things,
    "referrals": things,
}


def unfit(terminal):
    """What the terminal was given that a plain one cannot take: controls, boxes, lines over 80 columns."""
    text = terminal.raw.decode("utf-8")
    found = sorted({c for c in text if (ord(c) < 32 and c not in "\r\n") or 0x7F <= ord(c) < 0xA0})
    found += sorted({c for c in text if 0x2500 <= ord(c) < 0x2800})
    long = [line for line in text.split("\r\n") if len(line) > 80 and line not in terminal.typed]
    # A path stays in one piece, so that it can be copied.
    return found + [line for line in long if " " in line.strip()]
