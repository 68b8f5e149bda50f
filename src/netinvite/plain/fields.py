"""A field in plain mode: one typed line, or several that end with an empty one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.plain.lines import Lines, Skipped
from netinvite.prompts.parts import MARK, Field

# A line that holds only this ends a long answer, as an empty one does.
END = "."


def type_in(lines: Lines, field: Field) -> Any:
    """The value typed; Enter alone keeps what is there already."""
    answer = _Answer(lines, field)
    lines.attend(answer.text, field.whole, answer.remind)
    answer.remind()
    while True:
        try:
            return field.parse(answer.read())
        except AnswerError as error:
            lines.say(error.message)
            answer.invite()


def takes(parse: Callable[[Any], Any], empty: object) -> bool:
    """Whether a question can be left empty."""
    try:
        parse(empty)
    except AnswerError:
        return False
    return True


class _Answer:
    """What is typed to a field: the lines so far, and what was refused before."""

    def __init__(self, lines: Lines, field: Field) -> None:
        self.lines, self.field = lines, field
        self.typed: list[str] = []
        self.refused = ""

    def remind(self) -> None:
        """Put the field once more: its name, what stands in it, what to type."""
        if self.field.label != MARK:
            self.lines.say(self.field.label)
        if self.field.start:
            self.lines.so_far(self.field.start)
        self.invite()

    def invite(self) -> None:
        """What to type, and how it ends."""
        what = _("Answer")
        if self.field.lines:
            what = _("Answer, then an empty line")
        if self.field.items:
            what = _("One on each line, then an empty line")
        self.lines.invite(what, skippable=takes(self.field.parse, ""))

    def read(self) -> str:
        """What is typed; what was there already where nothing is; "" where it is skipped."""
        self.refused = self._together(self.typed) or self.refused
        self.typed = []
        try:
            if self.field.lines or self.field.items:
                self._several()
            else:
                self._single()
        except Skipped:
            return ""
        return self._together(self.typed) or self.field.start

    def text(self) -> str:
        """What is half typed: the finished lines, and the one that has no Enter yet."""
        typed = self._together([*self.typed, self.lines.keyboard.half()])
        return typed or self.refused or self.field.start

    def _together(self, typed: list[str]) -> str:
        if self.field.items:
            return ", ".join(line.strip() for line in typed if line.strip())
        return "\n".join(typed).strip()

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
            self.lines.so_far(self.typed[0])
