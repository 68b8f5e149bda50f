"""Plain mode: asks a question line by line, fields and menus alike, and prints headings and texts."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import takewhile
from typing import Any

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.leaving import Ended, HungUpError, noted
from netinvite.ui.asking import ask_in
from netinvite.ui.lines import Lines, Skipped
from netinvite.ui.parts import OTHER, Answered, Asked, Back, Field, Item, Left, Menu, nothing, takes
from netinvite.ui.printed import Printed
from netinvite.ui.typed import type_in

# Of many items so many are read out.
SHOWN = 12


def pick(lines: Lines, menu: Menu) -> Any:
    """The value of one item, chosen by its number."""
    if menu.searched:
        return _find(lines, menu)
    skip = next((item for item in menu.items if item.value is None), None)

    def invite() -> None:
        what = (
            _("%(number)s, or words of your own") % {"number": _range(menu)} if menu.named else _range(menu)
        )
        lines.invite(what, skippable=skip is not None)

    def remind() -> None:
        _list(lines, menu)
        kept = None if menu.at is None else menu.items[menu.at]
        if kept and menu.kept and kept is not skip:
            lines.so_far(kept.label, proposed=menu.taken)
        invite()

    def choose() -> tuple[Item, Any]:
        item = _picked(lines, menu, skip)
        return item, menu.parse(item.value)

    lines.attend(nothing, menu.whole, remind)
    remind()
    item, value = _until_it_fits(lines, choose, invite)
    lines.say(_("Skipped.") if item is skip else _("Chosen: %(choice)s") % {"choice": item.label})
    return value


def _find(lines: Lines, menu: Menu) -> Any:
    """The value of one item of many, by its number, or by what only its label has in it."""
    shown = [*menu.items]

    def invite() -> None:
        lines.invite(_("%(number)s, or part of a name") % {"number": _range(menu)}, skippable=False)

    def remind() -> None:
        for item in shown[:SHOWN]:
            lines.say(f"{item.number}. {item.label}")
        if (more := len(shown) - SHOWN) > 0:
            lines.say(_("and %(count)s more") % {"count": more})
        invite()

    lines.attend(nothing, menu.whole, remind)
    while True:
        remind()
        shown[:] = _until_it_fits(lines, lambda: _found(lines, menu), invite)
        if len(shown) == 1:
            break
    lines.say(_("Chosen: %(choice)s") % {"choice": shown[0].label})
    return menu.parse(shown[0].value)


def _found(lines: Lines, menu: Menu) -> list[Item]:
    """The items that a typed line means."""
    try:
        typed = _numeral(lines)
    except Skipped:
        raise AnswerError(_("This one is needed.")) from None
    if typed.isdecimal() or not typed:
        return [menu.items[_place(menu, typed)]]
    if found := [item for item in menu.items if typed.casefold() in item.label.casefold()]:
        return found
    raise AnswerError(_("“%(typed)s” stands in none of them.") % {"typed": typed})


def tick(lines: Lines, menu: Menu) -> Any:
    """What ``menu.parse`` makes of the items chosen by their numbers, with commas between them."""
    ticked = sorted(menu.ticked)
    named: list[Any] = []

    def values() -> tuple[Any, ...]:
        return (*(menu.items[place].value for place in ticked), *named)

    def invite() -> None:
        what = (
            _("Numbers, as in 1,3, or the name of something new") if menu.named else _("Numbers, as in 1,3")
        )
        lines.invite(what, skippable=takes(menu.parse, ()))

    def remind() -> None:
        _list(lines, menu)
        if menu.ticked:
            lines.so_far(", ".join(str(menu.items[place].number) for place in sorted(menu.ticked)))
        invite()

    def choose() -> Any:
        ticked[:], named[:] = _places(lines, menu)
        return menu.parse(values())

    lines.attend(lambda: "\n".join(str(value) for value in values()), menu.whole, remind)
    remind()
    chosen = _until_it_fits(lines, choose, invite)
    labels = "; ".join([*(menu.items[place].label for place in ticked), *map(str, named)])
    lines.say(_("Chosen: %(choice)s") % {"choice": labels} if labels else _("Skipped."))
    return chosen


def _until_it_fits(lines: Lines, choose: Callable[[], Any], invite: Callable[[], None]) -> Any:
    while True:
        try:
            return choose()
        except AnswerError as error:
            lines.say(error.message)
            invite()


def _list(lines: Lines, menu: Menu) -> None:
    """The items by number; numbers on a scale need no list, and skipping has a word of its own."""
    for item in menu.items:
        if item.value not in (None, OTHER) and (item.letter or not menu.across):
            number = "" if item.letter else f"{item.number}. "
            first, _break, rest = item.label.partition("\n")
            lines.say(f"{number}{first}")
            if rest:
                lines.say(rest, indent=len(number))


def _range(menu: Menu) -> str:
    if letters := [item.letter for item in menu.items if item.letter]:
        return _("One of the letters %(letters)s") % {"letters": ", ".join(letters)}
    numbers = [item.number for item in menu.items if item.value not in (None, OTHER)]
    if not numbers:
        return _("Enter to go on")
    return _("A number from %(first)s to %(last)s") % {"first": min(numbers), "last": max(numbers)}


def _numeral(lines: Lines) -> str:
    """A line typed to a menu; of several that came at once, none is taken."""
    line = lines.line()
    if any(part.strip() for part in lines.keyboard.rest()):
        raise AnswerError(_("Several lines came at once; none of them was taken."))
    return line.strip()


def _picked(lines: Lines, menu: Menu, skip: Item | None) -> Item:
    try:
        typed = _numeral(lines)
    except Skipped:
        if skip is None:
            raise AnswerError(_("This one is needed.")) from None
        return skip
    if not typed and menu.kept and menu.at is not None:
        return menu.items[menu.at]
    if menu.named and typed and not typed.isdecimal():
        return Item(menu.named(typed), typed, 0)
    return menu.items[_place(menu, typed)]


def _places(lines: Lines, menu: Menu) -> tuple[list[int], list[Any]]:
    """The places of the items chosen, and what was typed by its name."""
    try:
        typed = _numeral(lines).strip(",;. ")
    except Skipped:
        return [], []
    if not typed:
        return sorted(menu.ticked), []
    if menu.named is None:
        return sorted({_place(menu, number) for number in re.split(r"[\s,;.]+", typed)}), []
    parts = [_numbered(part) for part in typed.split(";")]
    names = [menu.named(name) for _numbers, name in parts if name]
    return sorted({_place(menu, number) for numbers, _name in parts for number in numbers}), names


def _numbered(typed: str) -> tuple[list[str], str]:
    """The numbers that a text begins with, and the name behind them, whatever commas are in it."""
    parts = typed.split(",")
    numbers = [*takewhile(lambda part: part.strip().isdecimal() or not part.strip(), parts)]
    return [one.strip() for one in numbers if one.strip()], ",".join(parts[len(numbers) :]).strip()


def _place(menu: Menu, typed: str) -> int:
    """The place of the item whose number was typed."""
    choices = [(at, item) for at, item in enumerate(menu.items) if item.value not in (None, OTHER)]
    places = {item.letter or str(item.number): at for at, item in choices}
    if not typed:
        raise AnswerError(_("This one is needed."))
    if typed.casefold() in places:
        return places[typed.casefold()]
    if any(item.letter for _at, item in choices):
        raise AnswerError(_("“%(typed)s” is not one of the letters.") % {"typed": typed})
    if typed not in places:
        raise AnswerError(_("“%(typed)s” is not one of the numbers.") % {"typed": typed})
    return places[typed]


class Plain(Lines, Printed):
    """A front end, and the terminal that its questions are asked in."""

    def heading(self, *parts: str) -> None:
        """A blank line and a heading."""
        self.say("")
        self.say(": ".join(parts))

    def link(self, before: str, text: str, target: str) -> None:
        """A line of ``before`` and ``text``; where it leads is not written."""
        self.say(f"{before}{text}")

    def show(self, name: str, text: str) -> None:
        """A text as it would be saved, between lines that say where it begins and ends."""
        self.say(_("Here begins %(file)s.") % {"file": name})
        self.say(text.rstrip("\n"))
        self.say(_("Here ends %(file)s.") % {"file": name})

    def ask(self, asked: Asked) -> Answered | Back:
        """Ask one question; ``Left`` is raised when somebody leaves."""
        self.asked = asked
        try:
            return ask_in(self, asked)
        except Ended as ended:
            unfinished = self.current_text()
            self.say("")
            raise Ended(ended.error, unfinished) from None
        except EOFError:
            raise self._over(self.current_text()) from None
        finally:
            self.attend()

    def _over(self, unfinished: str) -> Exception:
        """Nothing more can be typed: Ctrl+D, or the window is gone, and its signal may be still to come."""
        if sys.stdin.isatty():
            return Left(unfinished)
        return Ended(noted() or HungUpError, unfinished)

    def type_in(self, field: Field) -> object:
        """The value typed."""
        return type_in(self, field)

    def pick(self, menu: Menu) -> object:
        """One item."""
        return pick(self, menu)

    def tick(self, menu: Menu) -> object:
        """Some items."""
        return tick(self, menu)
