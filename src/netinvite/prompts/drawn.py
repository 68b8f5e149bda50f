"""The wizard as it is drawn: questionary's prompts, headings in bold, texts between lines."""

from __future__ import annotations

from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.utils import get_cwidth

from netinvite import screen
from netinvite.language import _
from netinvite.prompts import menus, typing_in
from netinvite.prompts.kinds import ask_in
from netinvite.prompts.outcome import Answered, Asked, Back
from netinvite.prompts.parts import Field, Menu
from netinvite.prompts.terminal import Streams, put
from netinvite.questions import Question

LINE = "─"
MENUS = ("choice", "choices", "scale")


class DrawnTerminal(Streams):
    """Fields and menus that are drawn and drawn again."""

    __slots__ = ()

    def type_in(self, field: Field) -> object:
        """The value typed into a field."""
        return typing_in.type_in(self, field)

    def pick(self, menu: Menu) -> object:
        """One item, chosen with arrows or its number."""
        return menus.pick(self, menu)

    def tick(self, menu: Menu) -> object:
        """Some items, ticked with the space bar."""
        return menus.tick(self, menu)


def ask(asked: Asked, *, input: Input | None = None, output: Output | None = None) -> Answered | Back:
    """Ask one question; ``Left`` is raised when somebody leaves."""
    return ask_in(DrawnTerminal(input, output, _keys(asked.question)), asked)


def _keys(question: Question) -> str:
    """The keys that every question has, in one line of 80 columns; F1 tells the others."""
    keys = [_("Enter: next"), _("Esc: back"), _("Ctrl+C: save and leave")]
    if question.kind == "list":
        keys.insert(0, _("Commas between"))
    elif not question.required and question.kind not in MENUS:
        keys[0] = _("Enter: next, or skip")
    return " · ".join([*keys, _("F1: help")])


class Drawn:
    """The front end for a terminal whose cursor can be moved."""

    def ask(self, asked: Asked) -> Answered | Back:
        """Ask one question; ``Left`` is raised when somebody leaves."""
        return ask(asked)

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a paragraph, wrapped at words; never markup."""
        put(screen.wrap(text, indent=" " * indent), style)

    def heading(self, *parts: str) -> None:
        """A blank line and a heading."""
        self.say("")
        self.say(" · ".join(parts), "bold")

    def show(self, name: str, text: str) -> None:
        """A text as it would be saved, under its file's name."""
        self.say(f"{name} " + LINE * (screen.width() - get_cwidth(name) - 1))
        self.say(text.rstrip("\n"))
        self.say(LINE * screen.width())
