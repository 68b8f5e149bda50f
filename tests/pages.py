"""Pages without a terminal: questions are asked, keys are typed, and each picture that was drawn is kept."""

from __future__ import annotations

import contextlib
import io
from datetime import datetime

import pyte
from keys import typing
from prompt_toolkit.data_structures import Size
from prompt_toolkit.output.vt100 import Vt100_Output
from terminal import TwoScreens

from netinvite.model.questions import Choice, Question
from netinvite.ui.page.front import Paged
from netinvite.ui.parts import Asked
from netinvite.values import replace

NOW = datetime(2026, 11, 25, 9, 0)
CTRL_U, CTRL_W, HOME, END, TAB, SPACE = "\x15", "\x17", "\x1b[H", "\x1b[F", "\t", " "
BACKSPACE, DELETE = "\x7f", "\x1b[3~"
F1, F2, F3 = "\x1bOP", "\x1bOQ", "\x1bOR"
OWN = (
    *("value", "unfinished", "people", "suggestions", "proposed", "searched"),
    *("around", "other_way", "background", "names", "progress", "claims"),
)


class _Sink(io.StringIO):
    """What the terminal is sent goes to a screen at once."""

    encoding = "utf-8"

    def __init__(self, heard):
        super().__init__()
        self.heard = heard

    def write(self, text):
        self.heard(text)
        return len(text)


class Pictures(Vt100_Output):
    """An output on a screen of ``columns`` × ``rows``; of each picture ``taken`` has the lines, ``bold``
    the words that are, ``under`` the sign under the cursor, ``at`` its row and column;
    ``raw`` is all that was sent."""

    def __init__(self, columns=80, rows=24):
        self.screen = TwoScreens(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.raw, self.taken, self.bold = "", [], []
        self.under, self.at = [], []
        super().__init__(_Sink(self._hear), lambda: Size(rows, columns), term="xterm", enable_cpr=False)

    def _hear(self, text):
        self.raw += text
        self._stream.feed(text)
        cursor = self.screen.cursor
        taken, bold, at = [line.rstrip() for line in self.screen.display], self._bold(), (cursor.y, cursor.x)
        # Drawn once more, as happens when the computer is slow, it is no other picture.
        if self.taken and (taken, bold, at) == (self.taken[-1], self.bold[-1], self.at[-1]):
            return
        self.taken.append(taken)
        self.bold.append(bold)
        self.under.append(self.screen.buffer[cursor.y][cursor.x].data)
        self.at.append(at)

    def _bold(self):
        """The words that are bold."""
        lines = [
            "".join(cell.data if cell.bold else " " for _, cell in sorted(row.items()))
            for row in self.screen.buffer.values()
        ]
        return " ".join(" ".join(lines).split())

    @property
    def texts(self):
        """Each picture as one line of words."""
        return [" ".join(" ".join(lines).split()) for lines in self.taken]

    def shows(self, *words):
        """Whether there was a picture with all these words."""
        return any(all(word in text for word in words) for text in self.texts)


def asked(kind="text", **given):
    """A question of this kind."""
    own = {name: given.pop(name) for name in OWN if name in given}
    choices = tuple(Choice(name, name) for name in given.pop("choices", ()))
    question = Question("step", "name", kind, given.pop("ask", "What?"), choices=choices, **given)
    return replace(Asked(question, choices, None, "", "en", NOW), **own)


@contextlib.contextmanager
def opened(*keys, pictures=None):
    """A front end with pages, at which these groups of keys are typed."""
    with typing(*keys) as source:
        front = Paged(source, pictures or Pictures())
        with front.open():
            yield front


def answers(questions, *keys, pictures=None):
    """What is answered when these groups of keys are typed."""
    with opened(*keys, pictures=pictures) as front:
        return [front.ask(question) for question in questions]


def answer(question, *keys, pictures=None):
    """The same, of one question."""
    (one,) = answers([question], *keys, pictures=pictures)
    return one
