"""What one chooses from: items with numbers, as many as there is room for, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import UIContent

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.ui.beyond import beyond, in_room
from netinvite.ui.breath import came_with_more
from netinvite.ui.digits import Digits, means_nothing
from netinvite.ui.page.keyed import Keyed
from netinvite.ui.page.rows import balanced, cells, indented
from netinvite.ui.parts import OTHER, Menu, in_one_line, unchosen

# From so many items on, what is typed leaves those that have it in their labels.
MANY = 12
# Fewer columns are no width for a label.
_NARROWEST = 8


class Choosing(Keyed):
    """A menu. ``ticks``: several can be chosen. ``pointer`` stands before the item pointed to; ``above`` and
    ``below`` before the number of those out of sight."""

    def __init__(
        self, menu: Menu, *, ticks: bool = False, signs: tuple[str, str, str] = ("›", "↑", "↓")
    ) -> None:
        self.menu, self.ticks = menu, ticks
        self.pointer, self.above, self.below = signs
        self.at: int | None = menu.at
        self.ticked = set(menu.ticked)
        self.sought, self._digits = "", Digits()
        # What a blank ticked behind letters: with letters behind it, it was a blank.
        self._blank: int | None = None
        self.letters = any(item.letter for item in menu.items)
        self.seeks = menu.searched or (len(menu.items) >= MANY and not self.letters and not menu.across)
        # A letter that means nothing here was typed in the same breath.
        self.stray: Callable[[], None] = lambda: None
        self.strayed: Callable[[], bool] = lambda: False
        self.tell: Callable[[str, str], None] = lambda note, complaint: None
        self.take: Callable[[], None] = lambda: None
        # What is no item is typed on a page of its own: these keys are for that.
        self.write: Callable[[list[KeyPress]], None] = lambda keys: None
        super().__init__(self._bindings())

    # What is chosen ------------------------------------------------------------------------------------

    def found(self) -> list[int]:
        """The places of the items that have every word in their labels that was typed."""
        words = self.sought.casefold().split()
        return [
            place
            for place, item in enumerate(self.menu.items)
            if all(word in item.label.casefold() for word in words)
        ]

    def value(self) -> Any:
        """What the menu makes of what is chosen; an ``AnswerError`` where it refuses that."""
        self._digits.refuse()
        if self.at is None and not self.sought:
            raise unchosen(letters=self.letters)
        if self.at is None or self.at not in self.found():
            raise AnswerError(_("“%(typed)s” stands in none of them.") % {"typed": self.sought})
        if not self.ticks:
            return self.menu.parse(self.menu.items[self.at].value)
        # Whoever types a number and Enter means that line, as in a menu of one.
        if self._digits.typed and not self.ticked:
            self.ticked.add(self.at)
        return self.menu.parse(tuple(self.menu.items[place].value for place in sorted(self.ticked)))

    @property
    def text(self) -> str:
        """The text that is pointed to, where the items are texts."""
        value = None if self.at is None or self.ticks else self.menu.items[self.at].value
        return value if isinstance(value, str) else ""

    def half(self) -> str:
        """What is ticked, a line each; a menu of one keeps nothing."""
        if not self.ticks:
            return ""
        return "\n".join(str(self.menu.items[place].value) for place in sorted(self.ticked))

    # Drawing -------------------------------------------------------------------------------------------

    def preferred_height(
        self, width: int, max_available_height: int, wrap_lines: bool, get_line_prefix: Any
    ) -> int:
        """As many rows as all items have."""
        # What is typed to look for one has a row of its own, and what lies below stays where it is.
        return min(len(self._lines(width, max_available_height)) + self.seeks, max_available_height)

    def create_content(self, width: int, height: int) -> UIContent:
        """As many items around the one pointed to as there is room for."""
        lines = self._lines(width, max(height, 1))
        return UIContent(lambda number: lines[number], len(lines), Point(0, 0), show_cursor=False)

    def _lines(self, width: int, height: int) -> list[StyleAndTextTuples]:
        if self.menu.across:
            return self._across(width)
        found = self.found()
        head: list[StyleAndTextTuples] = []
        if self.sought:
            words = {"typed": self.sought, "count": len(found), "all": len(self.menu.items)}
            head = [[("class:help", _("Looking for “%(typed)s”: %(count)s of %(all)s") % words)]]
        blocks = [self._block(place, width) for place in found]
        here = found.index(self.at) if self.at is not None and self.at in found else 0
        return head + self._around(blocks, here, height - len(head))

    def _around(
        self, blocks: Sequence[list[StyleAndTextTuples]], here: int, room: int
    ) -> list[StyleAndTextTuples]:
        """Those blocks around ``here`` that have room, and a line for those that have none."""
        first, last = in_room([len(block) for block in blocks], here, room)
        lines = [line for block in blocks[first:last] for line in block]
        above, below = beyond(first, len(blocks) - last, (self.above, self.below))
        if above and below and len(lines) + 2 > room:
            # One line has room for both, and the item pointed to stays in sight above it.
            return [*lines, _note(f"{above} · {below}")]
        return [*([_note(above)] if above else []), *lines, *([_note(below)] if below else [])]

    def _block(self, place: int, width: int) -> list[StyleAndTextTuples]:
        item, here = self.menu.items[place], place == self.at
        digits = len(str(max(one.number for one in self.menu.items)))
        tick = ("[x] " if place in self.ticked else "[ ] ") if self.ticks else ""
        head = f"{self.pointer if here else ' '} {tick}{item.number:>{digits}}) "
        style = "class:pointed" if here else "class:item"
        lines = balanced(item.label, max(width - cells(head), _NARROWEST), style)
        return indented(lines, (style, head), ("", " " * cells(head)))

    def _across(self, width: int) -> list[StyleAndTextTuples]:
        """All items on one row, or on as few as they fit on, the one pointed to in brackets."""
        lines: list[StyleAndTextTuples] = [[]]
        used = 0
        for place, item in enumerate(self.menu.items):
            size = cells(item.label) + 2
            if used and used + size > width:
                lines.append([])
                used = 0
            here = place == self.at
            lines[-1].append(
                ("class:pointed", f"[{item.label}]") if here else ("class:item", f" {item.label} ")
            )
            used += size
        return lines

    # Keys ----------------------------------------------------------------------------------------------

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()
        moves = {"up": -1, "left": -1, "s-up": -1, "down": 1, "right": 1, "tab": 1}
        for name, step in moves.items():
            self._bind(keys, name, lambda step=step: self._move(step))  # type: ignore[misc]  # its own step
        for name, end in {"home": 0, "pageup": 0, "end": -1, "pagedown": -1}.items():
            self._bind(keys, name, lambda end=end: self._go(self.found()[end:][:1]))  # type: ignore[misc]
        self._bind(keys, "backspace", lambda: self.seek(self.sought[:-1]))
        self._bind(keys, "c-u", lambda: self.seek(""))
        keys.add(" ", eager=True, filter=Condition(lambda: self.ticks))(lambda event: self._tick())
        keys.add(Keys.BracketedPaste, eager=True)(self._pasted)
        keys.add(Keys.Any)(self._typed)
        return keys

    def _bind(self, keys: KeyBindings, name: str, act: Callable[[], object]) -> None:
        @keys.add(name, eager=True)
        def _act(event: KeyPressEvent) -> None:
            self._digits.forget()
            self._blank = None
            act()

    def _move(self, step: int) -> None:
        if found := self.found():
            before = -1 if step > 0 else len(found)
            here = found.index(self.at) if self.at is not None and self.at in found else before
            self.at = found[(here + step) % len(found)]

    def _go(self, places: Sequence[int]) -> None:
        if places:
            self.at = places[0]

    def _tick(self) -> None:
        self._digits.forget()
        if self.at is not None and self.at in self.found():
            self.ticked ^= {self.at}
            self._blank = self.at if self.sought and self._blank is None else None

    def _typed(self, event: KeyPressEvent) -> None:
        typed = event.data
        if typed.isdecimal() and typed.isascii() and not self.sought:
            self._number(typed)
        elif (
            (place := self._place_of(typed)) is not None and not self.strayed() and not came_with_more(event)
        ):
            self.at = place
            self.take()
        elif self.seeks and typed.isprintable():
            between = "" if self._blank is None else " "
            self.ticked ^= set() if self._blank is None else {self._blank}
            self._blank = None
            self.seek(self.sought + between + typed)
        elif self.writes and typed.isprintable():
            self._write(event)
        else:
            self._stray()

    def _stray(self) -> None:
        """A letter that chooses nothing here."""
        self.stray()
        self._digits.forget()
        pointed = self.at is not None
        told = means_nothing(self.menu, pointed=pointed, ticks=self.ticks)
        self.tell(*((told, "") if pointed and not self.letters else ("", told)))

    def _pasted(self, event: KeyPressEvent) -> None:
        if self.seeks:
            self.seek(self.sought + in_one_line(event.data))
        elif self.writes:
            self._write(event)

    @property
    def writes(self) -> bool:
        """Whether what is typed is something else than what stands there."""
        return self.menu.named is not None and not self.seeks and self._other is not None

    @property
    def _other(self) -> int | None:
        return next((place for place, item in enumerate(self.menu.items) if item.value == OTHER), None)

    def _write(self, event: KeyPressEvent) -> None:
        assert self._other is not None
        self.at = self._other
        if self.ticks:
            self.ticked.add(self.at)
        self.write(event.key_sequence)

    def seek(self, words: str) -> None:
        """Look for the items that have these words."""
        self.sought = words if self.seeks else ""
        found = self.found()
        if found and self.at not in found:
            self.at = found[0]

    def _number(self, digit: str) -> None:
        """Point to the item of the number typed, of two digits too."""
        places = {item.number: place for place, item in enumerate(self.menu.items)}
        self.at = self._digits.point(digit, places, self.at)
        if self._digits.missing and self.letters:
            self._stray()
        else:
            self.tell("", self._digits.told())

    def _place_of(self, letter: str) -> int | None:
        letters = (item.letter.casefold() for item in self.menu.items)
        return next((place for place, one in enumerate(letters) if one and one == letter.casefold()), None)


def _note(told: str) -> StyleAndTextTuples:
    return [("class:help", f"  {told}")]
