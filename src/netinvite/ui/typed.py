"""A field in plain mode: what is typed to it, line by line, and a sentence said whole before it counts."""

from __future__ import annotations

from typing import Any

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model.sentences import Whole, closed, continued, goes_on
from netinvite.ui.lines import Lines, Skipped
from netinvite.ui.parts import MARK, Field, takes

# A line that holds only this ends a long answer, as an empty one does.
END = "."


def type_in(lines: Lines, field: Field) -> Any:
    """The value typed; Enter alone keeps what is there already."""
    answer = _Answer(lines, field)
    lines.attend(answer.text, field.whole, answer.remind)
    answer.remind()
    while True:
        try:
            text = answer.meant(answer.read())
            value = field.parse(text)
        except AnswerError as error:
            lines.say(error.message)
            answer.was_refused()
            answer.invite()
            continue
        if answer.was_said(value):
            if answer.is_doubted(text):
                continue
            for told in field.listed(text):
                lines.say(told)
            return value
        answer.repeat(value)


class _Answer:
    """What is typed to a field: the lines so far, what is there already, and what was refused before.

    ``readings`` are what a line can mean, of which one is to be chosen; ``stands`` is what can be kept of
    several lines of which one was refused.
    """

    def __init__(self, lines: Lines, field: Field) -> None:
        self.lines, self.field = lines, field
        self.there = field.start
        self.readings: tuple[str, ...] = ()
        self.typed: list[str] = []
        self.stands = ""
        self.refused = ""
        self.doubted = ""

    def remind(self) -> None:
        """Put the field once more: its name, what stands in it, what to type."""
        if self.field.label != MARK:
            self.lines.say(self.field.label)
        if self.field.first and not self.there:
            self.lines.say(_("It begins: %(words)s …") % {"words": self.field.first})
        if self.there:
            self.lines.so_far(self.there, proposed=self.field.taken and self.there == self.field.start)
        self.invite()

    def invite(self) -> None:
        """What to type, and how it ends."""
        what = _("Answer")
        if self.field.lines:
            what = _("Answer, then an empty line")
        if self.field.items:
            what = _("One on each line, then an empty line")
        if self.field.first:
            what = _("Go on from there or type the whole sentence")
        if self.there and self.field.reading:
            what = _("Enter, or the whole sentence anew")
        if self.readings:
            self.lines.say("\n".join(f"{number}. {text}" for number, text in enumerate(self.readings, 1)))
            what = _("One of the numbers, or the sentence anew")
        self.lines.invite(what, skippable=takes(self.field.parse, ""))

    # What is typed ---------------------------------------------------------------------------------

    def read(self) -> str:
        """What is typed; what was there already where nothing is; "" where it is skipped."""
        try:
            if self.field.lines or self.field.items:
                self._several()
            else:
                self._single()
        except Skipped:
            return ""
        typed = self._together(self.typed)
        if self.readings and not typed:
            raise AnswerError(_("Type one of the numbers, or the sentence anew."))
        return self._with_what_stands(typed) or self.there

    def was_refused(self) -> None:
        """Remember what was typed. Of several lines those that stand are kept, and the others are to be typed
        alone."""
        typed = self._together([*self.stands.splitlines(), *self.typed])
        self.typed, self.refused, self.stands = [], typed or self.refused, self.field.stands(typed)
        if self.stands:
            kept = "; ".join(self.stands.splitlines())
            self.lines.say(_("Kept so far: %(text)s. Type only what is missing.") % {"text": kept})

    def _with_what_stands(self, typed: str) -> str:
        """Behind the lines that were kept; alone where somebody typed everything anew."""
        both = "\n".join(filter(None, (self.stands, typed)))
        anew = typed and not takes(self.field.parse, both) and takes(self.field.parse, typed)
        return typed if anew else both

    def text(self) -> str:
        """What is half typed: the finished lines, and the one that has no Enter yet."""
        half = self.lines.keyboard.half()
        typed = self._together([*self.typed, "" if self._number(half) else half])
        return self._behind(self._with_what_stands(typed) if typed else self.refused or self.there)

    def _behind(self, text: str) -> str:
        """Behind the first words, where it goes on from them: so it will stand in the field."""
        first = self.field.first
        return continued(first, text) if first and text != self.there and goes_on(text) else text

    def _together(self, typed: list[str]) -> str:
        if self.field.items and not self.field.lines:
            lines = [line.strip() for line in typed if line.strip()]
            # Of several lines each is one thing, whatever commas are in it.
            return lines[0] if len(lines) == 1 else "; ".join(lines)
        return ("\n" if self.field.lines else " ").join(typed).strip()

    def _several(self) -> None:
        while True:
            line = self.lines.line()
            # An empty line inside of a paste belongs to what was pasted.
            if line.strip() in ("", END) and not self.lines.keyboard.pasted():
                return
            self.typed.append(line)

    def _single(self) -> None:
        """One line. Several that came at once are one answer, which has to be confirmed."""
        while True:
            line = self.lines.line()
            more = self.lines.keyboard.rest()
            parts = [part.strip() for part in (line, *more) if part.strip()]
            if parts:
                self.typed = [" ".join(parts)]
            if not more or not parts:
                return
            self.lines.say(_("Several lines came at once and are taken as one answer."))
            if self.field.reading:
                return
            self.lines.so_far(self.typed[0])

    # What is meant ---------------------------------------------------------------------------------

    def meant(self, text: str) -> str:
        """The sentence that a line means; an ``AnswerError`` where that is to be chosen first."""
        reading, readings = self.field.reading, self.readings
        if reading is None or not text or (text == self.there and text != self.field.start):
            return text
        if number := self._number(text):
            self.there, self.readings, self.typed = readings[number - 1], (), []
            return self.there
        found = reading(text)
        if isinstance(found, Whole):
            self.readings = ()
            return found.text
        self.readings = found.readings
        raise AnswerError(_("That can be read in several ways. Which is it?"))

    def _number(self, text: str) -> int:
        """Which of the readings a line names; 0 for none."""
        numbers = {f"{number}": number for number in range(1, len(self.readings) + 1)}
        return numbers.get(text.strip(), 0)

    def was_said(self, value: Any) -> bool:
        """Whether the sentence was said whole, or is none that has to be."""
        return not (self.field.reading and value) or value in (self.there, closed(self.there))

    def is_doubted(self, text: str) -> bool:
        """Whether it may not have been meant; that is said once, and Enter keeps it. A sentence that is said
        whole before it counts is doubted there."""
        if self.field.reading or text == self.doubted or not (doubt := self.field.doubt(text)):
            return False
        self.doubted = self.there = text
        self.typed, self.stands, self.refused = [], "", ""
        self.lines.say(doubt)
        self.invite()
        return True

    def repeat(self, value: str) -> None:
        """The sentence as it would stand, and what may not have been meant in it; Enter keeps it."""
        self.there, self.typed, self.refused = value, [], ""
        self.lines.so_far(value)
        if doubt := self.field.doubt(value):
            self.lines.say(doubt)
        self.invite()
