"""Letters typed to a drawn menu: one takes its item; or they leave the items that have them in their labels
(questionary's search)."""

from __future__ import annotations

import time
from collections.abc import Callable

from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from questionary.prompts.common import InquirerControl

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.ui.breath import came_with_more
from netinvite.ui.parts import Menu, in_one_line, unchosen
from netinvite.ui.running import Prompt

# An Enter or a letter this soon after letters that mean nothing in a menu belongs to a paste. Seconds.
STRAY_GAP = 0.05


class Stray:
    """When a key was last pressed that means nothing in a menu; ``complain`` says so."""

    def __init__(self, complain: Callable[[], None]) -> None:
        self._at, self.complain = 0.0, complain

    def note(self) -> None:
        """One was pressed now."""
        self._at = time.monotonic()
        self.complain()

    def is_recent(self) -> bool:
        """Whether what is pressed now belongs to the same paste."""
        return time.monotonic() - self._at <= STRAY_GAP


def add_keys(prompt: Prompt, control: InquirerControl, stray: Stray) -> None:
    """Letters look for an item, and are noted as ``stray``. questionary's own are a-z alone."""

    @prompt.keys.add(Keys.Any)
    @prompt.keys.add(Keys.BracketedPaste, eager=True)
    def _letters(event: KeyPressEvent) -> None:
        stray.note()
        add(control, in_one_line(event.data))

    @prompt.keys.add(Keys.Backspace, eager=True)
    def _rub_out(event: KeyPressEvent) -> None:
        control.add_search_character(Keys.Backspace)

    @prompt.keys.add(Keys.ControlU, eager=True)
    def _begin_anew(event: KeyPressEvent) -> None:
        control.search_filter, control.pointed_at = None, 0

    def close() -> bool:
        was_sought, control.search_filter = bool(control.search_filter), None
        control.pointed_at = 0 if was_sought else control.pointed_at
        return was_sought

    prompt.closes_first = close


def add(control: InquirerControl, typed: str) -> None:
    """Look for what was typed besides."""
    control.search_filter, control.pointed_at = (control.search_filter or "") + typed, 0


def pointed_at(control: InquirerControl, menu: Menu) -> int:
    """The place of the item pointed to among all; an ``AnswerError`` where none is, or nothing has what was
    typed in it: then all of them are in sight."""
    found, typed = control.filtered_choices, control.search_filter
    if typed and not control.found_in_search:
        raise AnswerError(_("“%(typed)s” stands in none of them.") % {"typed": typed})
    if control.pointed_at is None:
        raise unchosen(letters=any(item.letter for item in menu.items))
    return int(found[control.pointed_at].value)


def add_letters(prompt: Prompt, control: InquirerControl, menu: Menu, stray: Stray) -> None:
    """A letter takes its item at once; none of a paste does."""

    def add(letter: str, place: int) -> None:
        @prompt.keys.add(letter, eager=True)
        def _take(event: KeyPressEvent) -> None:
            if came_with_more(event) or stray.is_recent():
                stray.note()
            else:
                control.pointed_at = place
                prompt.finish(lambda: menu.parse(menu.items[place].value))

    for place, item in enumerate(menu.items):
        for letter in filter(None, (item.letter, item.letter.upper())):
            add(letter, place)
