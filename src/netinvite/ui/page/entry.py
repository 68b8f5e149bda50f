"""What one types into: rows that break at words, first words that stand there, an example behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import Completer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, has_completions
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, UIContent

from netinvite.errors import AnswerError
from netinvite.model.characters import is_whole, read_otherwise, whole
from netinvite.ui.page.rows import Span, Styled, cells, clusters, drawn, row_at, rows
from netinvite.ui.parts import in_one_line

# Rows that a page of the keyboard moves.
_PAGE = 5
# As many characters as one piece can have that is never parted.
_CLUSTER = 40


class Entry(BufferControl):
    """A field. A ``BufferControl``, so that prompt_toolkit's own editing keys find its buffer; the rows are
    laid out here, for prompt_toolkit breaks them in mid-word.

    ``begun``: the words that stand in it where nothing else does; ``hint`` is shown behind them until
    something is typed, ``again`` where they were taken away too. ``lines``: a line break may stand in it.
    ``proposed``: the first letter typed takes the place of what stands there. ``mark`` stands before each
    row.
    """

    def __init__(
        self,
        text: str,
        *,
        begun: str = "",
        hint: str = "",
        again: str = "",
        lines: bool = False,
        proposed: bool = False,
        mark: str = "▌ ",
        completer: Completer | None = None,
    ) -> None:
        self.start = text or begun
        self.begun, self.hint, self.lines, self.mark = begun, hint, lines, mark
        self.again = again
        self.proposed = proposed and bool(text)
        self.pasted: Callable[[], None] = lambda: None
        self._goal: int | None = None
        self._landed = 0
        self._width = 40
        buffer = Buffer(
            document=Document(self.start, len(self.start)),
            multiline=lines,
            completer=completer,
            complete_while_typing=completer is not None,
        )
        super().__init__(buffer, include_default_input_processors=False, key_bindings=self._bindings())

    @property
    def text(self) -> str:
        """What stands in it."""
        return str(self.buffer.text)

    def read(self) -> str:
        """What stands in it, for Enter; an ``AnswerError`` where some of it was no UTF-8: then it stands
        there as it was read, to be seen before it counts."""
        if not is_whole(self.text):
            text = whole(self.text)
            self.buffer.document = Document(text, len(text))
            raise AnswerError(read_otherwise())
        return self.text

    # Drawing -------------------------------------------------------------------------------------------

    @property
    def _columns(self) -> int:
        """Of a row, without the mark and the place of a cursor behind its last character."""
        return max(self._width - cells(self.mark) - 1, 4)

    def _shown(self) -> str:
        text = self.text
        if not text and self.begun:
            return self.again
        if not self.hint or text.rstrip() != self.begun.rstrip():
            return text
        # Whoever has taken the last blank away sees the example a blank behind the words all the same.
        return f"{text}{' ' * bool(text and not text.endswith(' '))}{self.hint}"

    def _spans(self) -> list[Span]:
        return rows(self._shown(), self._columns)

    def create_content(self, width: int, height: int, preview_search: bool = False) -> UIContent:
        """The rows; the cursor's place is counted in characters, which is what a Window looks for."""
        self._width = width
        shown, spans, cursor = self._shown(), self._spans(), self.buffer.cursor_position
        row = row_at(spans, cursor)
        before = len(drawn(shown[spans[row][0] : cursor]))
        column = min(before, sum(len(part[1]) for part in self._line(shown, spans[row])[1:-1]))
        place = Point(len(self.mark) + column, row)
        return UIContent(lambda number: [*self._line(shown, spans[number])], len(spans), place)

    def _line(self, shown: str, span: Span) -> list[Styled]:
        """A row: the mark, what was typed, the hint, and a blank for a cursor that stands behind it all."""
        start, end = span
        cut = min(max(len(self.text), start), end)
        own, hint = drawn(shown[start:cut]), drawn(shown[cut:end])
        over = cells(own) + cells(hint) - self._columns - 1
        if over > 0:
            # Blanks that hang over the edge.
            own, hint = (own, hint[:-over]) if len(hint) >= over else (own[: len(own) - over], "")
        return [("class:mark", self.mark), ("class:field", own), ("class:hint", hint), ("", " ")]

    def preferred_height(
        self, width: int, max_available_height: int, wrap_lines: bool, get_line_prefix: Any
    ) -> int:
        """As many rows as the text has."""
        self._width = width
        return min(len(self._spans()), max_available_height)

    # Moving --------------------------------------------------------------------------------------------

    def _to_row(self, count: int) -> None:
        """Up or down by rows of the screen, in the column that the first such move in a row began in."""
        spans, cursor, text = self._spans(), self.buffer.cursor_position, self.text
        here = row_at(spans, cursor)
        if self._goal is None or self._landed != cursor:
            self._goal = cells(text[spans[here][0] : cursor])
        there = here + count
        if there < 0:
            self.buffer.cursor_position = 0
        elif there >= len(spans) or spans[there][0] > len(text):
            self.buffer.cursor_position = len(text)
        else:
            self.buffer.cursor_position = self._place_in(spans, there, self._goal)
        self._landed = self.buffer.cursor_position

    def _place_in(self, spans: list[Span], row: int, goal: int) -> int:
        start, end = spans[row][0], self._end_of(spans, row)
        used, place = 0, start
        for cluster in clusters(self.text[start:end]):
            if used + cells(cluster) > goal:
                break
            used, place = used + cells(cluster), place + len(cluster)
        return place

    def _end_of(self, spans: list[Span], row: int) -> int:
        """The last place that is still on the row: behind the blank that it breaks at is the next one."""
        end = min(spans[row][1], len(self.text))
        broken = row + 1 < len(spans) and spans[row + 1][0] == spans[row][1] and end < len(self.text)
        return max(end - 1, spans[row][0]) if broken else end

    def _to_edge(self, *, end: bool) -> None:
        spans = self._spans()
        row = row_at(spans, self.buffer.cursor_position)
        self.buffer.cursor_position = self._end_of(spans, row) if end else spans[row][0]

    def _step(self, *, forward: bool) -> int:
        """The characters of the piece behind or before the cursor."""
        document = self.buffer.document
        if forward:
            return len(next(clusters(document.text_after_cursor[:_CLUSTER]), ""))
        pieces = list(clusters(document.text_before_cursor[-_CLUSTER:]))
        return len(pieces[-1]) if pieces else 0

    def _rub_out(self) -> None:
        """Up to the first words; once more, those as well; and once more, they are there again."""
        cursor, text = self.buffer.cursor_position, self.text
        if not text:
            self.buffer.insert_text(self.begun)
            return
        kept = len(self.begun) if text.startswith(self.begun) and cursor > len(self.begun) else 0
        self.buffer.delete_before_cursor(cursor - kept)

    def _move(self, count: int) -> None:
        self.buffer.cursor_position += count

    # Keys ----------------------------------------------------------------------------------------------

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()
        for names, act in self._moves().items():
            for name in names.split():
                self._bind(keys, name, act)
        completing = Condition(lambda: bool(self.buffer.complete_state))
        keys.add("up", filter=completing, eager=True)(lambda event: self.buffer.complete_previous())
        keys.add("down", filter=completing, eager=True)(lambda event: self.buffer.complete_next())
        keys.add("tab", filter=~has_completions)(self._complete)
        keys.add(Keys.BracketedPaste, eager=True)(self._paste)
        keys.add(Keys.Any, filter=Condition(self._is_untouched))(self._replace)
        blank = Condition(lambda: self.buffer.document.text_before_cursor == self.text == self.begun != "")
        # The blank behind the first words cannot be seen: one that is typed as well adds none.
        keys.add(" ", filter=blank & Condition(lambda: self.begun.endswith(" ")))(lambda event: None)
        return keys

    def _moves(self) -> dict[str, Callable[[], object]]:
        # Each asks for the buffer when it is used: that is made after the keys are.
        return {
            "up": lambda: self._to_row(-1),
            "down": lambda: self._to_row(1),
            "pageup": lambda: self._to_row(-_PAGE),
            "pagedown": lambda: self._to_row(_PAGE),
            "home": lambda: self._to_edge(end=False),
            "end": lambda: self._to_edge(end=True),
            "left": lambda: self._move(-self._step(forward=False)),
            "right": lambda: self._move(self._step(forward=True)),
            "backspace": lambda: self.buffer.delete_before_cursor(self._step(forward=False)),
            "delete": lambda: self.buffer.delete(self._step(forward=True)),
            "c-u": self._rub_out,
        }

    def _bind(self, keys: KeyBindings, name: str, act: Callable[[], object]) -> None:
        vertical = name in ("up", "down", "pageup", "pagedown")

        @keys.add(name, eager=True)
        def _act(event: KeyPressEvent) -> None:
            if not vertical:
                self._goal = None
            # Whoever moves in what is proposed, if only to its end, means to change it.
            self.proposed = False
            act()

    def _complete(self, event: KeyPressEvent) -> None:
        if self.buffer.completer:
            self.buffer.start_completion(select_first=True)

    def _paste(self, event: KeyPressEvent) -> None:
        self.pasted()
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        self.insert(text if self.lines else in_one_line(text))

    def insert(self, text: str) -> None:
        """As if it were typed: what is only proposed gives way to it."""
        if self._is_untouched():
            self.buffer.reset()
        self.buffer.insert_text(text)

    def _replace(self, event: KeyPressEvent) -> None:
        if event.data.isprintable():
            self.insert(event.data)

    def _is_untouched(self) -> bool:
        """Whether it holds what is only proposed, and nobody moved in it."""
        at_end = self.buffer.cursor_position == len(self.start)
        return self.proposed and self.text == self.start and at_end
