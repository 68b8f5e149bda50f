"""The conversation in lines: what is printed, what is typed, and the words that are no answers."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import sys
import threading
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from types import FrameType
from typing import Any

from netinvite import leaving
from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.leaving import Ended, printing
from netinvite.model import wording
from netinvite.model.characters import is_whole, read_otherwise, whole
from netinvite.ui import screen
from netinvite.ui.asking import introduce
from netinvite.ui.parts import PASTE_GAP, Asked, Left, WentBack, as_typed, nothing

try:
    import termios
except ImportError:  # Windows: its console edits lines too, but lets nobody look at a half-typed one
    termios = None  # type: ignore[assignment]

# Bytes; what is typed beyond them on one line is thrown away by the terminal.
LONGEST_LINE = 4095
_LOCAL_MODES, _CONTROL_CHARACTERS = 3, 6


class Keyboard:
    """Reads lines from a terminal in its usual (canonical) mode; ``source`` is a file descriptor."""

    def __init__(self, source: int | None = None) -> None:
        self.source = sys.stdin.fileno() if source is None else source
        self._data = b""

    def line(self) -> str:
        """The next line, without its end; ``EOFError`` when there is none (Ctrl+D, terminal closed).

        ``Ended`` when a signal ended the sitting and all lines typed before it are taken.
        """
        while b"\n" not in self._data:
            self._wait()
            chunk = self._read()
            if not chunk:
                leaving.end_if_noted()
                raise EOFError
            self._data += chunk
        line, _end, self._data = self._data.partition(b"\n")
        return _decoded(line.removesuffix(b"\r"))

    def pasted(self) -> bool:
        """Whether more came together with the last line, a line without its Enter too."""
        return self._waiting() or bool(self.half())

    def _waiting(self) -> bool:
        return b"\n" in self._data or self._readable(PASTE_GAP)

    def half(self) -> str:
        """What is typed and not yet ended with Enter. It is taken off the terminal and kept here."""
        self._data += self._pending()
        return whole(_decoded(self._data.rpartition(b"\n")[2]))

    def rest(self) -> list[str]:
        """All lines that are there already, a last one without its Enter too: what is left of a paste."""
        lines = []
        while self._waiting():
            try:
                lines.append(self.line())
            except (EOFError, Ended):
                # What was read before is an answer; whatever is asked next ends.
                break
        if half := self.half():
            lines.append(half)
        self._data = b""
        return [*map(whole, lines)]

    def _wait(self) -> None:
        """Wait for something to read; ``Ended`` when there is nothing and the sitting is to end."""
        # A Windows console cannot be waited for in this way: there the reading itself ends with Ctrl+C.
        with contextlib.suppress(OSError, ValueError), self._put_aside_whole():
            if not leaving.is_readable(self.source):
                leaving.end_if_noted()

    @contextlib.contextmanager
    def _put_aside_whole(self) -> Iterator[None]:
        """Let Ctrl+Z take the half-typed line along: left in the terminal, it would be typed to the shell."""
        number = getattr(signal, "SIGTSTP", None)
        if number is None or threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(number, self._put_aside)
        try:
            yield
        finally:
            signal.signal(number, before)

    def _put_aside(self, _number: int, _frame: FrameType | None) -> None:
        self.half()
        os.kill(0, signal.SIGSTOP)
        # The shell has set its own modes meanwhile.
        leaving.keep_half_lines()
        with leaving.printing():
            sys.stdout.write(screen.visible(self.half()))
            sys.stdout.flush()

    def _read(self) -> bytes:
        try:
            return os.read(self.source, 65536)
        except OSError:
            return b""  # the terminal went away

    def _readable(self, seconds: float) -> bool:
        try:
            return bool(select.select([self.source], [], [], seconds)[0])
        except (OSError, ValueError):
            return False  # a Windows console cannot be waited for in this way

    def _pending(self) -> bytes:
        """The half-typed line: a terminal that stops editing lines hands it over at once."""
        with self._modes(lambda modes: _at_once(_off(modes, termios.ICANON))) as changed:
            return self._read() if changed else b""

    @contextlib.contextmanager
    def _modes(self, change: Any) -> Iterator[bool]:
        """The terminal in other modes, and back; yields False where it has none."""
        try:
            before = termios.tcgetattr(self.source) if termios else None
        except (termios.error, OSError):
            before = None
        if before is None:
            yield False
            return
        try:
            self._set(change([*before[:_CONTROL_CHARACTERS], [*before[_CONTROL_CHARACTERS]]]))
            yield True
        finally:
            self._set(before)

    def _set(self, modes: list[Any]) -> None:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(self.source, termios.TCSANOW, modes)


def _off(modes: list[Any], flag: int) -> list[Any]:
    modes[_LOCAL_MODES] &= ~flag
    return modes


def _at_once(modes: list[Any]) -> list[Any]:
    modes[_CONTROL_CHARACTERS][termios.VMIN] = 0
    modes[_CONTROL_CHARACTERS][termios.VTIME] = 0
    return modes


def _decoded(data: bytes) -> str:
    # Whoever takes a line says how what is no UTF-8 was read.
    return data.decode("utf-8", "surrogateescape")


BACK, SKIP, HELP, LEAVE, PAUSE = "back", "skip", "help", "leave", "pause"
# What can be said to a question, and while a pitch is rehearsed.
TO_A_QUESTION = (BACK, SKIP, HELP, LEAVE)
TO_A_REHEARSAL = (BACK, PAUSE, HELP, LEAVE)
# The same sign and the same key as in the drawn mode, where a slash is an answer.
SIGNS = {"?": HELP, "\x1b": BACK}


def spoken() -> dict[str, str]:
    """The words in the language in use, by what they mean."""
    return {BACK: _("/back"), SKIP: _("/skip"), HELP: _("/help"), LEAVE: _("/leave"), PAUSE: _("/pause")}


def listed(meanings: Iterable[str]) -> str:
    """Words to be named in a prompt."""
    words = spoken()
    return ", ".join(words[meaning] for meaning in meanings)


def meaning(line: str, known: Collection[str] = TO_A_QUESTION) -> str:
    """Which of the words ``known`` a typed line is; "" for an answer.

    English words are understood in every language. A blank before a word makes it an answer; a lone word
    with a slash that means nothing is an ``AnswerError``, for it is more often a slip than an answer.
    """
    word = unicodedata.normalize("NFC", line.rstrip()).casefold()
    here = {name: said for name, said in spoken().items() if name in known}
    table = SIGNS | {f"/{name}": name for name in here} | {said: name for name, said in here.items()}
    if word in table:
        return table[word]
    if re.fullmatch(r"/\w+", word):
        raise AnswerError(
            _("“%(word)s” is none of the words for the program. If it is your answer, put a blank before it.")
            % {"word": line.strip()}
        )
    return ""


_LEADING = (BACK, SKIP, LEAVE)


class Skipped(Exception):  # noqa: N818  # an outcome, not an error
    """The word for skipping was typed."""


class Lines:
    """Prints and reads lines; knows what is half typed, and how the present question is put once more."""

    def __init__(self, keyboard: Keyboard | None = None) -> None:
        self.keyboard = keyboard or Keyboard()
        self.asked: Asked | None = None
        self.attend()

    def attend(
        self,
        text: Callable[[], str] = nothing,
        whole: Callable[[str], str] = as_typed,
        remind: Callable[[], None] = lambda: None,
    ) -> None:
        """What is half typed at this prompt, what it makes of the question, how it is put once more."""
        self.text, self.whole, self.remind = text, whole, remind

    def current_text(self) -> str:
        """What is half given to the question that is being asked; "" if none."""
        return self.whole(self.text())

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a paragraph, wrapped at words. Weight says nothing here that the words do not say."""
        with printing():
            screen.put(screen.wrap(text, indent=" " * indent))

    def so_far(self, text: str, *, proposed: bool = False) -> None:
        """What is there already, or is proposed."""
        self.say((_("Proposed: %(text)s") if proposed else _("So far: %(text)s")) % {"text": text})
        several = "\n" in text.strip()
        takes = _("Enter alone takes them.") if several else _("Enter alone takes it.")
        self.say(takes if proposed else _("Enter alone keeps it."))

    def invite(self, what: str, *, skippable: bool) -> None:
        """The line after which somebody types: what to type, and the words for everything else."""
        named = listed([BACK, *([SKIP] if skippable else []), HELP, LEAVE])
        self.say(_("%(what)s, or %(words)s:") % {"what": what, "words": named})

    def line(self) -> str:
        """A typed line that is meant as an answer; ``WentBack``, ``Left`` and ``Skipped`` for words."""
        while True:
            line = self._whole(self.keyboard.line())
            try:
                word = meaning(line)
            except AnswerError as error:
                self.say(error.message)
                self.remind()
                continue
            if word == HELP:
                self.help()
            elif word in _LEADING:
                raise self._outcome(word)
            else:
                return self._uncut(line)

    def _whole(self, line: str) -> str:
        if is_whole(line):
            return line
        line = whole(line)
        self.say(read_otherwise())
        self.say(line, indent=4)
        return line

    def _outcome(self, word: str) -> Exception:
        if word == BACK:
            return WentBack(self.text(), self.current_text())
        return Left(self.current_text()) if word == LEAVE else Skipped()

    def _uncut(self, line: str) -> str:
        if len(line.encode("utf-8", "surrogateescape")) >= LONGEST_LINE:
            self.say(_("The terminal takes at most 4095 characters on one line; what came after is lost."))
        return line

    def help(self) -> None:
        """The question once more, and what every word does."""
        if self.asked:
            introduce(self.asked.question, self)
            if self.asked.people:
                self.say(_("Known here: %(names)s") % {"names": wording.listed(self.asked.people)})
        for text in (
            _("%(back)s goes back; what you typed is kept."),
            _("%(skip)s, where it is named, leaves the question empty."),
            _("%(leave)s saves and leaves, and the same command goes on here."),
            _("To answer with one of these words, put a blank before it."),
        ):
            self.say(text % spoken())
        self.remind()
