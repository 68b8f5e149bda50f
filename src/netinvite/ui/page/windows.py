"""The windows that a page is put together from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from prompt_toolkit.application import get_app
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import has_completions
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import (
    AnyContainer,
    CompletionsMenu,
    ConditionalContainer,
    Dimension,
    Float,
    UIContent,
    UIControl,
    VSplit,
    Window,
)

# Rows for so many columns and rows; 0 rows: all of them.
Make: TypeAlias = Callable[[int, int], list[StyleAndTextTuples]]


class Lines(UIControl):
    """Rows that are made for the width and height they get."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._drawing = -1
        self._made: dict[tuple[int, int], list[StyleAndTextTuples]] = {}

    def rows(self, width: int, height: int) -> list[StyleAndTextTuples]:
        """The rows; a container asks for them several times a drawing."""
        if self._drawing != get_app().render_counter:
            self._drawing, self._made = get_app().render_counter, {}
        if (width, height) not in self._made:
            self._made[width, height] = self._make(width, height)
        return self._made[width, height]

    def preferred_height(
        self, width: int, max_available_height: int, wrap_lines: bool, get_line_prefix: object
    ) -> int:
        """As many as there are."""
        return len(self.rows(width, 0))

    def create_content(self, width: int, height: int) -> UIContent:
        """The rows, no cursor among them."""
        lines = self.rows(width, height)
        return UIContent(lambda number: lines[number], len(lines), Point(0, 0), show_cursor=False)


def rows_of(make: Make) -> Window:
    """As many rows as there are."""
    return Window(Lines(make), dont_extend_height=True)


def set_in(make: Make, measure: int) -> AnyContainer:
    """All the room there is, for rows no wider than ``measure``."""
    return VSplit([filler(1), Window(Lines(make))], width=Dimension(max=measure + 3))


def filler(width: int | None = None) -> Window:
    """Room. A Window of its own has endless lines, and all those in sight would be copied after each key."""
    return Window(Lines(lambda width, height: []), width=width)


def blank() -> Window:
    """A blank line."""
    return Window(height=1)


def completions() -> Float:
    """The names that could be meant, below the cursor."""
    menu = ConditionalContainer(CompletionsMenu(max_height=4), has_completions)
    return Float(menu, xcursor=True, ycursor=True)
