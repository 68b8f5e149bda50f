"""The real program in plain mode: what it writes, byte for byte, and answers typed line by line."""

from __future__ import annotations

import re
import time

from readyexample import example
from terminal import PATIENCE, Program

from netinvite import commands
from netinvite.model import kinds, questions
from netinvite.model.answers import TIME_FORMAT
from netinvite.model.questions import Need, Referral
from netinvite.model.sentences import begins_with, goes_on
from netinvite.model.walk import Walk
from netinvite.store.records import ABOUT, load_guide
from netinvite.values import replace

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

    def type(self, *lines, settle=True):
        """Type lines one after the other, as a person does: in one go they would be a paste. Without
        ``settle`` somebody waits for what comes after the last one."""
        for number, line in enumerate(lines, 1):
            self.mark = len(self.raw)
            self.typed.append(line)
            self.child.send(f"{line}\r".encode())
            self._until_echoed()
            if settle or number < len(lines):
                time.sleep(0.05)

    def _until_echoed(self):
        end = time.monotonic() + PATIENCE
        while b"\n" not in self.raw[self.mark :]:
            assert time.monotonic() < end and self.read()


class PlainAnswering:
    """Answers the questions of a walk as an example does, line by line."""

    def __init__(self, terminal, lang, about=ABOUT, answers=None, *, depth=questions.SHORT, unasked=()):
        self.terminal = terminal
        self.answers = answers if answers is not None else example(lang)
        walk = replace(Walk.start(load_guide(lang), about, {}), depth=depth, unasked=frozenset(unasked))
        self.walk = walk.at_open()

    def wait(self):
        self.terminal.wait(self.walk.current.ask)

    def answer(self, value=None):
        """Wait for the present question and answer it, as the example does or with ``value``."""
        question = self.walk.current
        self.wait()
        value = value if value is not None else self.usual(question)
        _TYPED.get(question.kind, one_line)(self, question, value)
        self.walk = self.walk.answer(value)

    def usual(self, question):
        """The example's answer, or else what is proposed."""
        value = self.answers.get(question.key)
        return self.walk.proposed(question) if value is None else value

    def until(self, key=""):
        while self.walk.current and self.walk.position != key:
            self.answer()
        assert self.walk.position == key, f"{key} is not asked"


def one_line(answering, question, value):
    """A line; where a sentence is repeated, Enter keeps it, and where it is proposed as it is, takes it. What
    could go on from first words that are not shown stands alone."""
    ready, kind = answering.walk.ready(question), kinds.TYPED.get(question.kind)
    proposed = answering.walk.proposed(question)
    taken = value == proposed
    answering.terminal.type("" if value is None or taken else f"{value}", settle=False)
    if value and not taken and kind and kind.repeated(ready):
        answering.terminal.wait(value)
        asked = proposed and ready.first and goes_on(value) and not begins_with(proposed, ready.first)
        answering.terminal.type("1" if asked else "", settle=False)


def several_lines(answering, question, value):
    lines = value if isinstance(value, tuple) else str(value).split("\n") if value else ()
    if value == answering.walk.proposed(question):
        lines = ()
    answering.terminal.type(*lines, "", settle=False)


def a_number(answering, question, value):
    keys = [choice.key for choice in answering.walk.choices(question)]
    answering.terminal.type("" if value is None else f"{keys.index(value) + 1}", settle=False)


def numbers(answering, question, value):
    keys = [choice.key for choice in answering.walk.choices(question)]
    if not keys:
        several_lines(answering, question, value)
        return
    named = (f"{keys.index(item) + 1}" if item in keys else item for item in value or ())
    answering.terminal.type("; ".join(named), settle=False)


def times(answering, question, value):
    answering.terminal.type(*(f"{time_:{TIME_FORMAT}}" for time_ in value), "", settle=False)


def things(answering, question, value):
    terminal = answering.terminal
    for number, thing in enumerate(value or (), 1):
        terminal.wait(f"{number}. ")
        terminal.type(thing.name, settle=False)
        if isinstance(thing, Referral):
            terminal.wait("?")
            terminal.type(thing.gives, settle=False)
        terminal.wait("4.")
        terminal.type(f"{questions.NEED_KINDS.index(thing.kind) + 1}", settle=False)
        if not isinstance(thing, Need):
            terminal.wait("2.")
            terminal.type("2" if thing.mention else "1", settle=False)
    terminal.wait(f"{len(value or ()) + 1}. ")
    terminal.type("", settle=False)


_TYPED = {
    "long": several_lines,
    "lines": several_lines,
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
    # A path and a command stay in one piece, so that they can be copied.
    whole = [line.strip() for line in long]
    commanded = [line for line in whole if line.startswith(f"{commands.PROGRAM} ") and commands.is_one(line)]
    return found + [line for line in whole if " " in line and line not in commanded]
