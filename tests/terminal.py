"""The real program in a pseudo-terminal, and what a person would see there."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import preloaded
import pyte
from readyexample import example

from netinvite.model import kinds, questions
from netinvite.model.walk import Walk
from netinvite.store.records import ABOUT, load_guide
from netinvite.values import replace

PROGRAM = [sys.executable, "-m", "netinvite"]
PATIENCE = 20
# Seconds after which an Enter by itself counts; a little more than the pages wait.
READ = 0.27
REVIEW = {"da": "Lyder det, som du selv ville sige det?", "en": "Does it read the way you would say it?"}
SAVED = {"da": "gemt i", "en": "saved in"}


class Program:
    """The program in a pseudo-terminal of ``columns`` × ``rows``; all that it wrote is in ``raw``."""

    def __init__(self, arguments, folder, *, columns=80, rows=24, **env):
        self.raw, self.came = b"", 0.0
        environment = {**os.environ, "TERM": "xterm", **env}
        # Of the terminal that the tests run in.
        for name in ("COLUMNS", "LINES"):
            environment.pop(name, None)
        spawn = preloaded.spawn if preloaded.fits(arguments, environment) else pexpect.spawn
        self.child = spawn(
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
        self.came = time.monotonic()

    def interrupt(self, how):
        """Type the keys ``how``, or send the signal of that number."""
        if isinstance(how, str):
            self.child.send(how)
        else:
            self.child.kill(how)

    def taken(self):
        """Wait until the program has read what was typed."""
        # Windows has neither.
        import fcntl
        import termios

        terminal = os.open(Path(f"/proc/{self.child.pid}/fd/0").readlink(), os.O_RDONLY | os.O_NOCTTY)
        end = time.monotonic() + PATIENCE
        try:
            while any(fcntl.ioctl(terminal, termios.FIONREAD, bytes(4))):
                assert time.monotonic() < end, "what was typed is not read"
                self.read(0.02)
        finally:
            os.close(terminal)

    def read_on(self):
        """Read to the end."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.read():
            pass

    def end(self):
        """Read to the end; the exit code."""
        self.read_on()
        if self.child.flag_eof:
            # It has ended, or is about to: pexpect waits for that, and need not sleep first.
            self.child.ptyproc.delayafterclose = 0
        self.child.close()
        return self.child.exitstatus

    def hang_up(self):
        """Close the window; the exit code, None where the program stays."""
        os.close(self.child.child_fd)
        end = time.monotonic() + PATIENCE
        while (alive := self.child.isalive()) and time.monotonic() < end:
            time.sleep(0.02)
        self.child.closed = self.child.ptyproc.closed = True
        return None if alive else self.child.exitstatus


class TwoScreens(pyte.Screen):
    """A screen with another one beside it, as terminals have it; pyte knows the first alone."""

    OTHER = 1049

    def set_mode(self, *modes, **kwargs):
        if self.OTHER in modes and kwargs.get("private"):
            self.kept = (copy.deepcopy(self.buffer), copy.copy(self.cursor))
            self.erase_in_display(2)
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes, **kwargs):
        if self.OTHER in modes and kwargs.get("private") and getattr(self, "kept", None):
            self.buffer, self.cursor = self.kept
            self.kept = None
            self.dirty.update(range(self.lines))
        super().reset_mode(*modes, **kwargs)


class Terminal(Program):
    """A program on a screen, as a person would see it."""

    def __init__(self, arguments, folder, *, columns=80, rows=24, **env):
        self.screen = TwoScreens(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        super().__init__(arguments, folder, columns=columns, rows=rows, **env)

    def take(self, data):
        super().take(data)
        self.stream.feed(data)

    @property
    def display(self):
        """The lines of the screen, once all that was being drawn has come."""
        self.settle()
        return self.screen.display

    @property
    def text(self):
        """The same as one line of words."""
        self.settle()
        return self._words()

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
            text = self._words()
            if all(text.count(words) >= wanted.count(words) for words in wanted):
                return
            self.read()
        raise AssertionError(f"{wanted} never came:\n" + "\n".join(self.screen.display))

    def go_on_to(self, *wanted):
        """Read one page after the other, with Enter, until the words stand on the screen."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.wait("Enter")
            self.settle()
            if self._found(wanted):
                return
            before = self.screen.display
            self.send("\r")
            while self.screen.display == before and time.monotonic() < end:
                self.read()
        raise AssertionError(f"{wanted} never came:\n" + "\n".join(self.screen.display))

    def settle(self):
        """Read until nothing more comes: words may stand on the screen while it is being drawn."""
        before, end = None, time.monotonic() + PATIENCE
        while before != len(self.raw) and time.monotonic() < end and not self.child.closed:
            before = len(self.raw)
            self.read(0.15)

    def _words(self):
        return " ".join(" ".join(self.screen.display).split())

    def _found(self, wanted):
        text, place = self._words(), 0
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
        """Type; an Enter by itself comes once somebody can have read what there is."""
        end = min(self.came, time.monotonic()) + READ
        while keys.startswith("\r") and time.monotonic() < end and self.read(READ):
            pass
        self.child.send(keys.encode())

    def press(self, keys):
        """Type, and read until something more is drawn, and then nothing more."""
        before = len(self.raw)
        self.send(keys)
        self.drawn(before)

    def drawn(self, before):
        """Read until there is more than ``before``, and then nothing more."""
        end = time.monotonic() + PATIENCE
        while len(self.raw) == before and time.monotonic() < end and self.read():
            pass
        self.settle()


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


# Ctrl+U empties a line, and then takes its beginning away.
EMPTIED = "\x15" * 2


class Answering:
    """Answers the wizard's questions as the example does, knowing which one comes next."""

    def __init__(self, terminal, lang, answers=None, *, about=ABOUT, depth=questions.SHORT):
        self.terminal = terminal
        self.example = example(lang)
        self.walk = replace(Walk.start(load_guide(lang), about, answers or {}), depth=depth).at_open()

    def wait(self):
        self.terminal.wait(self.walk.current.ask, "Enter")

    def answer(self, value=None):
        """Wait for the present question and answer it, as the example does or with ``value``."""
        question = self.walk.current
        self.wait()
        value = value if value is not None else self.usual(question)
        self.terminal.send(self.keys(question, value))
        if question.kind == "needs":
            self.needs(value or ())
        self.walk = self.walk.answer(value)

    def usual(self, question):
        """The example's answer, or else what is proposed."""
        value = self.example.get(question.key)
        return self.walk.proposed(question) if value is None else value

    def until(self, key=""):
        while self.walk.current and self.walk.position != key:
            self.answer()
        assert self.walk.position == key, f"{key} is not asked"

    def after(self, key):
        """Answer all up to ``key``, it too, and wait for the question that comes next."""
        self.until(key)
        self.answer()
        self.wait()

    def begin_at(self, key):
        """The program was started at ``key``: all before it is answered as in the example."""
        while self.walk.position != key:
            self.walk = self.walk.answer(self.usual(self.walk.current))

    def keys(self, question, value):
        if question.kind == "choice":
            keys = [choice.key for choice in question.choices]
            return f"{keys.index(value) + 1}\r"
        if question.kind == "choices":
            return self.ticks(question, value or ()) + "\r"
        if question.kind in ("times", "needs"):
            return "\r" if question.kind == "times" else ""
        return self.typed(question, value) + "\r"

    def ticks(self, question, value):
        """Point to each line that has to change, and tick or untick it."""
        keys = [choice.key for choice in self.walk.choices(question)]
        if not keys:
            # What the network lacks is named where nothing was, each on a line.
            return "\n".join(value)
        given = self.walk.answers.get(question.key)
        before = set((given if given is not None else question.default) or ())
        return "".join(f"{place} " for place, key in enumerate(keys, 1) if (key in before) != (key in value))

    def typed(self, question, value):
        """What makes ``value`` of what stands in the field."""
        start, value = self.start(question), value or ""
        if start == value:
            return ""
        if start and value.startswith(start):
            return value.removeprefix(start)
        return EMPTIED * (start.count("\n") + 1) * bool(start) + value

    def start(self, question):
        """What stands in the field when the question opens."""
        ready, kind = self.walk.ready(question), kinds.of(question)
        there = self.walk.answers.get(question.key) or self.walk.proposed(question)
        return kind.start(ready) if there is None else kind.half_typed(kind.to_toml(there))

    def needs(self, value):
        known = list(questions.NEED_KINDS)
        for number, need in enumerate(value, 1):
            self.terminal.wait(f" {number}. ", "Enter")
            self.terminal.send(f"{need.name}\r")
            self.terminal.wait(need.name[:20], "4)", "Enter")
            self.terminal.send(f"{known.index(need.kind) + 1}\r")
        self.terminal.wait(f" {len(value) + 1}. ", "Enter")
        self.terminal.send("\r")


def saved(folder: Path, name: str) -> str:
    """The text of one of the person's drafts."""
    return next(folder.glob(f"people/*/{name}")).read_text(encoding="utf-8")
