"""Where prompts are shown: words above the field, and the look of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import questionary
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.renderer import print_formatted_text
from prompt_toolkit.styles import Style

from netinvite import screen
from netinvite.leaving import printing

# Weight and marks only: the terminal's own colours are the ones that its owner can read, and
# questionary's own orange has a contrast of 2.1 : 1 on white.
STYLE = questionary.Style(
    [
        ("qmark", "noinherit"),
        ("question", "noinherit bold"),
        ("answer", "noinherit"),
        ("pointer", "noinherit bold"),
        ("highlighted", "noinherit bold"),
        ("selected", "noinherit"),
        ("instruction", "noinherit"),
        ("text", "noinherit"),
        ("complaint", "noinherit bold"),
        ("completion-menu", "noinherit reverse"),
        ("completion-menu.completion", "noinherit reverse"),
        ("completion-menu.completion.current", "noinherit bold underline"),
        ("scrollbar.background", "noinherit"),
        ("scrollbar.button", "noinherit reverse"),
    ]
)


# For words that name their look themselves; the prompts' own styles take longer to merge than to print.
_AS_SAID = Style([])


def put(text: str, style: str = "", output: Output | None = None) -> None:
    """Print text, bold or italic perhaps, above the prompts."""
    with printing():
        print_formatted_text(output or get_app_session().output, [(style, text), ("", "\n")], _AS_SAID)


@dataclass(frozen=True, slots=True)
class Streams:
    """Where keys come from and text goes to; ``None`` is the process's own terminal.

    ``keys`` is the line of help that stands under the field.
    """

    input: Input | None = None
    output: Output | None = None
    keys: str = ""

    @property
    def columns(self) -> int:
        """Columns to write in, at most 80."""
        return min(self.output.get_size().columns, 80) if self.output else screen.width()

    @property
    def room(self) -> int:
        """A sentence may begin in the field where half the line is left for its end."""
        return self.columns // 2

    def say(self, text: str, style: str = "") -> None:
        """Print a paragraph wrapped at words, control characters made visible."""
        put(screen.wrap(text, self.columns), style, self.output)

    def streams(self) -> dict[str, Any]:
        """``input`` and ``output`` as questionary takes them."""
        return {
            name: stream
            for name, stream in (("input", self.input), ("output", self.output))
            if stream is not None
        }
