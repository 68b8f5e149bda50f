"""The conversation in lines: what is printed, what is typed, and the words that are no answers."""

from __future__ import annotations

from collections.abc import Callable

from netinvite import screen
from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.leaving import printing
from netinvite.plain import words
from netinvite.plain.keyboard import LONGEST_LINE, Keyboard
from netinvite.plain.words import BACK, HELP, LEAVE, SKIP
from netinvite.prompts.kinds import introduce
from netinvite.prompts.outcome import Asked, Left, WentBack
from netinvite.prompts.parts import as_typed, nothing

_LEADING = (BACK, SKIP, LEAVE)


class Skipped(Exception):  # noqa: N818  # an outcome, not an error
    """The word for skipping was typed."""


class Lines:
    """Prints and reads lines; knows what is half typed, and how the present question is put once more."""

    # The beginning of a sentence is printed; there is no field in which it could stand.
    room = 0

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

    def so_far(self, text: str) -> None:
        """What is there already."""
        self.say(_("So far: %(text)s") % {"text": text})
        self.say(_("Enter alone keeps it."))

    def invite(self, what: str, *, skippable: bool) -> None:
        """The line after which somebody types: what to type, and the words for everything else."""
        named = words.listed([BACK, *([SKIP] if skippable else []), HELP, LEAVE])
        self.say(_("%(what)s, or %(words)s:") % {"what": what, "words": named})

    def line(self) -> str:
        """A typed line that is meant as an answer; ``WentBack``, ``Left`` and ``Skipped`` for words."""
        while True:
            line = self.keyboard.line()
            try:
                word = words.meaning(line)
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
                self.say(_("Known here: %(names)s") % {"names": ", ".join(self.asked.people)})
        for text in (
            _("%(back)s goes back; what you typed is kept."),
            _("%(skip)s, where it is named, leaves the question empty."),
            _("%(leave)s saves everything and ends, and the same command goes on here."),
            _("To answer with one of these words, put a blank before it."),
        ):
            self.say(text % words.spoken())
        self.remind()
