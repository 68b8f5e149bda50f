"""A text to read: as many rows as there is room for, moved by arrows, and how much is above and below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import UIContent

from netinvite.language import _, ngettext
from netinvite.ui.page.keyed import Keyed
from netinvite.ui.page.rows import balanced
from netinvite.ui.parts import in_one_line

# So few rows have no room for a row of text between two that tell how much there is.
_NO_ROOM = 2
# A paragraph and its style.
Said = tuple[str, str]


class Reader(Keyed):
    """Paragraphs, each with its style. ``above`` and ``below`` stand before the number of rows out of sight,
    ``rule`` before each row. ``keeps``: what is typed is ``kept``, for the field that comes next; ``over``:
    it lies over a page, which takes what is typed."""

    def __init__(
        self,
        said: Sequence[Said],
        *,
        rule: str = "",
        signs: tuple[str, str, str] = ("›", "↑", "↓"),
        over: bool = False,
    ) -> None:
        self.said, self.rule, self.over = list(said), rule, over
        self.above, self.below = signs[1:]
        self.top = 0
        self._room = self._count = 1
        self.stray: Callable[[], None] = lambda: None
        self.tell: Callable[[str, str], None] = lambda note, complaint: None
        self.keeps, self.kept = False, ""
        super().__init__(self._bindings())

    def half(self) -> str:
        """What was typed for the next field."""
        return self.kept

    def preferred_height(
        self, width: int, max_available_height: int, wrap_lines: bool, get_line_prefix: Any
    ) -> int:
        """As many rows as the text has."""
        return min(len(self._rows(width)), max_available_height)

    def _rows(self, width: int) -> list[StyleAndTextTuples]:
        width -= len(self.rule)
        rows = [row for text, style in self.said for row in balanced(text, width, style)]
        return [[("class:rule", self.rule), *row] for row in rows]

    def create_content(self, width: int, height: int) -> UIContent:
        """The rows that there is room for, from the one at the top."""
        rows = self._rows(width)
        self._count, self._room = len(rows), max(height, 1)
        if self._count <= self._room:
            return UIContent(lambda number: rows[number], len(rows), show_cursor=False)
        room = max(self._room - 2, 1)
        self.top = min(max(self.top, 0), self._count - room)
        # At the top no row tells that nothing is above; so one row out of sight is none.
        end, head = self.top + room, [self._more(self.above, self.top)]
        if self.top < self._least:
            self.top, head, end = 0, [], max(self._room - 1, 1)
        lines = [*head, *rows[self.top : end], self._more(self.below, self._count - end)]
        return UIContent(lambda number: lines[number], len(lines), Point(0, 0), show_cursor=False)

    def _more(self, sign: str, count: int) -> StyleAndTextTuples:
        told = ngettext("%(count)s more line", "%(count)s more lines", count) % {"count": count}
        lead = self.rule[: len(self.rule) - len(self.rule.lstrip(" "))]
        return [("class:help", f"{lead}{sign} {told}" if count else "")]

    def is_at_end(self) -> bool:
        """Whether the last row was in sight."""
        return self._count <= self._room or self.top >= self._count - max(self._room - 2, 1)

    def page_down(self) -> None:
        """By as many rows as are in sight, less one."""
        self.move(max(self._room - 3, 1))

    def move(self, count: int) -> None:
        """By so many rows; from the top by two where there is room: the row that tells of it hides one."""
        least = self._least if self.top == 0 and count > 0 else count
        self.top = max(self.top + max(count, least), 0)

    @property
    def _least(self) -> int:
        return 2 if self._room > _NO_ROOM else 1

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()

        def bind(name: str, count: Callable[[], int]) -> None:
            @keys.add(name, eager=True)
            def _act(event: KeyPressEvent) -> None:
                self.move(count())

        for name, step in (("up", -1), ("down", 1)):
            bind(name, lambda step=step: step)  # type: ignore[misc]  # its own step
        pages = {"pageup": -1, "pagedown": 1, **({} if self.over else {" ": 1})}
        for name, sign in pages.items():
            bind(name, lambda sign=sign: sign * max(self._room - 3, 1))  # type: ignore[misc]
        bind("home", lambda: -self._count)
        bind("end", lambda: self._count)
        if self.over:
            return keys
        is_begun = Condition(lambda: bool(self.kept))
        # Of two that could be meant, the last is.
        keys.add(" ", eager=True, filter=is_begun)(lambda event: self.keep(" "))
        keys.add("backspace", eager=True, filter=is_begun)(lambda event: self.keep(""))
        keys.add(Keys.BracketedPaste, eager=True)(lambda event: self.keep(in_one_line(event.data)))
        keys.add(Keys.Any)(lambda event: self.keep(event.data) if event.data.isprintable() else self.stray())
        return keys

    def keep(self, typed: str) -> None:
        """Keep this for the field that comes next, "" takes a letter back; where none comes it is stray."""
        self.stray()
        if not self.keeps:
            self.tell(_("That key does nothing here; F1 tells which ones do."), "")
            return
        self.kept = self.kept + typed if typed else self.kept[:-1]
        self.tell(_("For the next question: %(typed)s") % {"typed": self.kept} if self.kept else "", "")
