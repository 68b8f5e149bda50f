"""The ordinary screen, on which paragraphs, headings, links and texts are printed beside what is drawn."""

from __future__ import annotations

from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.output import Output
from prompt_toolkit.renderer import print_formatted_text
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from netinvite.leaving import printing
from netinvite.ui import screen
from netinvite.ui.printed import Printed

# For words that name their look themselves; the prompts' own styles take longer to merge than to print.
_AS_SAID = Style([])


def put(text: str, style: str = "", output: Output | None = None) -> None:
    """Print text in a style of prompt_toolkit's, above what is drawn; an Esc in it is shown as "?"."""
    with printing():
        print_formatted_text(output or get_app_session().output, [(style, text), ("", "\n")], _AS_SAID)


def put_link(before: str, text: str, target: str) -> None:
    """Print a line of ``before`` and ``text``, which leads to ``target`` where the terminal shows links."""
    start, end = screen.link_marks(target)
    raw = "[ZeroWidthEscape]"
    with printing():
        parts: StyleAndTextTuples = [("", before), (raw, start), ("", text), (raw, end), ("", "\n")]
        print_formatted_text(get_app_session().output, parts, _AS_SAID)


class Ordinary(Printed):
    """What the fronts have in common that draw."""

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a paragraph, wrapped at words; never markup."""
        put(screen.wrap(text, indent=" " * indent), style)

    def heading(self, *parts: str) -> None:
        """A blank line and a heading."""
        self.say("")
        self.say(" · ".join(parts), "bold")

    def link(self, before: str, text: str, target: str) -> None:
        """A line of ``before`` and ``text``, which leads to ``target`` where the terminal shows links."""
        put_link(screen.visible(before), screen.visible(text), target)

    def show(self, name: str, text: str) -> None:
        """A text as it would be saved, under its file's name."""
        line = screen.line()
        self.say(f"{name} " + line * (screen.width() - get_cwidth(name) - 1))
        self.say(text.rstrip("\n"))
        self.say(line * screen.width())
