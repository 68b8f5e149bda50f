"""Where prompts are shown: words above the field, and the look of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from netinvite import screen

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
        words = FormattedText([(style, screen.wrap(text, self.columns))])
        print_formatted_text(words, output=self.output)

    def streams(self) -> dict[str, Any]:
        """``input`` and ``output`` as questionary takes them."""
        return {
            name: stream
            for name, stream in (("input", self.input), ("output", self.output))
            if stream is not None
        }
