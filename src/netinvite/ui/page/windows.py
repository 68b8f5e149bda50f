"""What a page is put together from: rows that no cursor stands in, and the parts that are laid out around the
field.

prompt_toolkit's own splits and windows measure and copy all they hold anew after each key, several times
over. What is the same as on the last drawing is copied once here, row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from prompt_toolkit.application import get_app
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import has_completions
from prompt_toolkit.formatted_text import OneStyleAndTextTuple, StyleAndTextTuples, fragment_list_to_text
from prompt_toolkit.layout import (
    CompletionsMenu,
    ConditionalContainer,
    Container,
    Dimension,
    Float,
    FloatContainer,
    FormattedTextControl,
    Window,
)
from prompt_toolkit.layout.mouse_handlers import MouseHandlers
from prompt_toolkit.layout.screen import Char, Screen, WritePosition
from prompt_toolkit.utils import get_cwidth

# Rows for so many columns and rows; 0 rows: all of them.
Make: TypeAlias = Callable[[int, int], list[StyleAndTextTuples]]
# The characters of a row of the screen, by column.
Row: TypeAlias = defaultdict[int, Char]
# A window, and where it is drawn.
Laid: TypeAlias = tuple["Rows | Window", WritePosition]


class Rows:
    """Rows that are made for the width and height they get, once a drawing."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._drawing = -1
        self._made: dict[tuple[int, int], list[StyleAndTextTuples]] = {}

    def rows(self, width: int, height: int = 0) -> list[StyleAndTextTuples]:
        """The rows."""
        if self._drawing != get_app().render_counter:
            self._drawing, self._made = get_app().render_counter, {}
        if (width, height) not in self._made:
            self._made[width, height] = self._make(width, height)
        return self._made[width, height]

    def put(self, screen: Screen, place: WritePosition) -> None:
        """Copy them to where they stand on ``screen``."""
        made = self.rows(place.width, 0 if (place.width, 0) in self._made else place.height)
        _copy(made[: place.height], screen, place)


class Field(Window):
    """What one types or chooses in: rows that fit its width, of which those around the cursor are shown.
    ``above`` and ``below`` stand in place of the mark of the first and the last of these, where there are
    more."""

    above, below = "", ""

    def write_to_screen(
        self,
        screen: Screen,
        mouse_handlers: MouseHandlers,
        write_position: WritePosition,
        parent_style: str,
        erase_bg: bool,
        z_index: int | None,
    ) -> None:
        """Copy the rows in sight, and say where the cursor is."""
        width, height = write_position.width, write_position.height
        content = self.content.create_content(width, height)
        cursor = content.cursor_position
        top = min(self.vertical_scroll, content.line_count - height, cursor.y)
        self.vertical_scroll = top = max(top, cursor.y + 1 - height, 0)
        shown = [content.get_line(number) for number in range(top, min(top + height, content.line_count))]
        marked = [list(row) for row in shown]
        if marked and top + height < content.line_count:
            marked[-1] = _with_sign(marked[-1], self.below)
        if marked and top:
            marked[0] = _with_sign(marked[0], self.above)
        _copy(marked, screen, write_position)
        before = fragment_list_to_text(shown[cursor.y - top])[: cursor.x] if shown else ""
        column, row = min(get_cwidth(before), width - 1), cursor.y - top
        screen.set_cursor_position(self, Point(write_position.xpos + column, write_position.ypos + row))
        screen.show_cursor = content.show_cursor
        screen.visible_windows_to_write_positions[self] = write_position


def _with_sign(row: StyleAndTextTuples, sign: str) -> StyleAndTextTuples:
    (style, mark, *_rest), *others = row
    return [(style, sign.ljust(len(mark))), *others]


def _copy(made: Sequence[StyleAndTextTuples], screen: Screen, place: WritePosition) -> None:
    for number, row in enumerate(made, place.ypos):
        screen.data_buffer[number].update(_characters(tuple(row), place.xpos, place.width))


@lru_cache(512)
def _characters(row: tuple[OneStyleAndTextTuple, ...], left: int, width: int) -> dict[int, Char]:
    """The characters of a row by column, as prompt_toolkit draws it."""
    screen, place = Screen(), WritePosition(left, 0, width, 2)
    window = Window(FormattedTextControl([*row]))
    window.write_to_screen(screen, MouseHandlers(), place, "", erase_bg=False, z_index=None)
    return dict(screen.data_buffer[0])


class Unchanged(FloatContainer):
    """All that is drawn. Rows that stand on the screen already are kept from prompt_toolkit, which compares
    cell by cell; ``restore`` gives them back once it is done."""

    def __init__(self, content: Container, floats: list[Float]) -> None:
        super().__init__(content, floats)
        self._kept: list[tuple[Screen, int, Row]] = []

    def write_to_screen(
        self,
        screen: Screen,
        mouse_handlers: MouseHandlers,
        write_position: WritePosition,
        parent_style: str,
        erase_bg: bool,
        z_index: int | None,
    ) -> None:
        """Draw, and keep what is as it was."""
        blank = _blank(write_position.width)
        for number in range(write_position.height):
            screen.data_buffer[number].update(blank)
        super().write_to_screen(screen, mouse_handlers, write_position, parent_style, erase_bg, z_index)
        screen.draw_all_floats()
        self.restore()
        if before := get_app().renderer.last_rendered_screen:
            same = [at for at, row in screen.data_buffer.items() if row == before.data_buffer.get(at)]
            self._kept = [(one, at, one.data_buffer.pop(at)) for at in same for one in (screen, before)]

    def restore(self, _sender: object = None) -> None:
        """Give back what was kept."""
        for screen, number, row in self._kept:
            screen.data_buffer[number] = row
        self._kept.clear()


@lru_cache(4)
def _blank(width: int) -> dict[int, Char]:
    """A row with nothing in it; one that lacks columns would not be equal to itself once it was compared."""
    nothing = Screen().data_buffer[0][0]
    return dict.fromkeys(range(width), nothing)


class Page(Container):
    """Draws what ``lay_out`` puts into so many columns and rows; ``windows`` are those that can be typed or
    moved in."""

    def __init__(
        self, lay_out: Callable[[int, int], Iterator[Laid]], windows: Callable[[], list[Container]]
    ) -> None:
        self._lay_out, self._windows = lay_out, windows

    def reset(self) -> None:
        """Nothing is kept."""

    def preferred_width(self, max_available_width: int) -> Dimension:
        """All there is."""
        return Dimension()

    def preferred_height(self, width: int, max_available_height: int) -> Dimension:
        """All there is."""
        return Dimension()

    def get_children(self) -> list[Container]:
        """The windows, for prompt_toolkit to find what has the cursor."""
        return self._windows()

    def write_to_screen(
        self,
        screen: Screen,
        mouse_handlers: MouseHandlers,
        write_position: WritePosition,
        parent_style: str,
        erase_bg: bool,
        z_index: int | None,
    ) -> None:
        """Draw each part where it was put."""
        screen.width, screen.height = write_position.width, write_position.height
        for part, place in self._lay_out(write_position.width, write_position.height):
            if isinstance(part, Rows):
                part.put(screen, place)
            else:
                part.write_to_screen(screen, mouse_handlers, place, parent_style, erase_bg, z_index)


def divided(wanted: Sequence[int], least: Sequence[int], height: int) -> list[int]:
    """How many of ``height`` rows each part gets: what it wants, or as many as any other; first of all the
    least that it needs."""
    given = []
    for need in least:
        given.append(min(need, height))
        height -= given[-1]
    while height > 0 and any(got < want for got, want in zip(given, wanted, strict=True)):
        for number, want in enumerate(wanted):
            more = min(max(want - given[number], 0), 1, height)
            given[number] += more
            height -= more
    return given


def completions() -> Float:
    """The names that could be meant, below the cursor."""
    menu = ConditionalContainer(CompletionsMenu(max_height=4), has_completions)
    return Float(menu, xcursor=True, ycursor=True)
