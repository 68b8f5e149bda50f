"""The wizard as it is drawn: the front end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.questions import Question
from netinvite.ui import field as typing_in
from netinvite.ui import screen
from netinvite.ui.asking import MENUS, ask_in
from netinvite.ui.menus import pick_one, tick_some
from netinvite.ui.ordinary import Ordinary, put
from netinvite.ui.parts import Answered, Asked, Back, Field, Menu
from netinvite.values import Frozen


class DrawnTerminal(Frozen):
    """Fields and menus that are drawn and drawn again. Where ``input`` or ``output`` is ``None``, it is the
    process's own terminal; ``keys`` stand under the field."""

    input: Input | None = None
    output: Output | None = None
    keys: Sequence[str] = ()

    @property
    def columns(self) -> int:
        """Columns to write in, at most 80."""
        return min(self.output.get_size().columns, 80) if self.output else screen.width()

    def say(self, text: str, style: str = "") -> None:
        """Print a paragraph wrapped at words, control characters made visible."""
        put(screen.wrap(text, self.columns), style, self.output)

    def streams(self) -> dict[str, Any]:
        """``input`` and ``output`` as questionary takes them."""
        both = {"input": self.input, "output": self.output}
        return {name: stream for name, stream in both.items() if stream is not None}

    def type_in(self, field: Field) -> object:
        """The value typed into a field."""
        return typing_in.type_in(self, field)

    def pick(self, menu: Menu) -> object:
        """One item, chosen with arrows or its number."""
        return pick_one(self, menu)

    def tick(self, menu: Menu) -> object:
        """Some items, ticked with the space bar."""
        return tick_some(self, menu)


def ask(asked: Asked, *, input: Input | None = None, output: Output | None = None) -> Answered | Back:
    """Ask one question; ``Left`` is raised when somebody leaves."""
    return ask_in(DrawnTerminal(input, output, _keys(asked.question)), asked)


def _keys(question: Question) -> list[str]:
    """The keys that every question has, a line of 80 columns; F1 tells the others."""
    keys = [_("Enter: next"), _("Esc: back"), _("Ctrl+C: save and leave")]
    kind = kinds.of(question)
    # There a field names the commas, and the line is full.
    commas = kind.several and (kind.typed or kind.proposes_times)
    if not (commas or question.required or kind.way in MENUS):
        keys[0] = _("Enter: next, or skip")
    return [*keys, _("F1: help")]


class Drawn(Ordinary):
    """The front end for a terminal whose cursor can be moved."""

    def ask(self, asked: Asked) -> Answered | Back:
        """Ask one question; ``Left`` is raised when somebody leaves."""
        return ask(asked)
