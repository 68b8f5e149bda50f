"""Digits typed one after the other to what is numbered; what is said of a key that means nothing there."""

from __future__ import annotations

import time
from collections.abc import Container, Mapping

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.ui import breath
from netinvite.ui.parts import Menu, unchosen

# Seconds between two digits that need not be of one number.
PAUSE = breath.SOON


class Digits:
    """``typed``: those of a number that there is, ``missing``: those of one that there is not, and of which
    nobody was told at Enter yet; "" for none."""

    def __init__(self) -> None:
        self.typed = self.missing = ""
        self._when = 0.0
        # What was pointed to before the number was begun.
        self._before: int | None = None

    def add(self, digit: str, numbers: Container[int]) -> None:
        """One more. After a pause one that cannot go on with a number, or comes behind one that there is not,
        begins anew: whoever pointed to 2 and then wants 3 types it."""
        when, self._when = self._when, time.monotonic()
        whole = (self.typed or self.missing) + digit
        if self._when - when >= PAUSE and (self.missing or int(whole) not in numbers):
            whole = digit
        is_there = str(int(whole)) == whole and int(whole) in numbers
        self.typed, self.missing = (whole, "") if is_there else ("", whole)

    def point(self, digit: str, places: Mapping[int, int], at: int | None) -> int | None:
        """The same, where one points to the place of each number, now ``at``: what is pointed to then."""
        if not (self.typed or self.missing):
            self._before = at
        self.add(digit, places)
        return places[int(self.typed)] if self.typed else self._before

    def forget(self) -> None:
        """Another key was pressed."""
        self.typed = self.missing = ""

    def told(self) -> str:
        """What is said of a number that there is not; "" for one that there is."""
        return _("There is no number %(number)s.") % {"number": self.missing} if self.missing else ""

    def refuse(self) -> None:
        """At Enter: a number that there is not leads nowhere, which is an ``AnswerError`` once."""
        if told := self.told():
            self.forget()
            raise AnswerError(told)


def moves(*, ticks: bool = False) -> str:
    """How one points to a line of a menu, and goes on."""
    if ticks:
        return _("Arrows or digits point to a line; Space ticks it or unticks it, Enter goes on.")
    return _("Arrows or digits point to a line; Enter takes it.")


def means_nothing(menu: Menu, *, pointed: bool, ticks: bool = False) -> str:
    """What is said of a letter that chooses nothing in a menu; ``pointed``: Enter would take a line."""
    if letters := any(item.letter for item in menu.items):
        return unchosen(letters=letters).message
    return moves(ticks=ticks) if pointed else unchosen().message
