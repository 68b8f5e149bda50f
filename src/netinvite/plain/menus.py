"""Menus in plain mode: a list by number, and the numbers typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.plain.fields import takes
from netinvite.plain.lines import Lines, Skipped
from netinvite.prompts.parts import Item, Menu, nothing


def pick(lines: Lines, menu: Menu) -> Any:
    """The value of one item, chosen by its number."""
    skip = next((item for item in menu.items if item.value is None), None)

    def invite() -> None:
        lines.invite(_range(menu), skippable=skip is not None)

    def remind() -> None:
        _list(lines, menu)
        kept = menu.items[menu.at]
        if menu.kept and kept is not skip:
            lines.so_far(kept.label)
        invite()

    def choose() -> tuple[Item, Any]:
        item = _picked(lines, menu, skip)
        return item, menu.parse(item.value)

    lines.attend(nothing, menu.whole, remind)
    remind()
    item, value = _until_it_fits(lines, choose, invite)
    lines.say(_("Skipped.") if item is skip else _("Chosen: %(choice)s") % {"choice": item.label})
    return value


def tick(lines: Lines, menu: Menu) -> Any:
    """What ``menu.parse`` makes of the items chosen by their numbers, with commas between them."""
    ticked = sorted(menu.ticked)

    def values() -> tuple[Any, ...]:
        return tuple(menu.items[place].value for place in ticked)

    def invite() -> None:
        lines.invite(_("Numbers, as in 1,3"), skippable=takes(menu.parse, ()))

    def remind() -> None:
        _list(lines, menu)
        if menu.ticked:
            lines.so_far(", ".join(str(menu.items[place].number) for place in sorted(menu.ticked)))
        invite()

    def choose() -> Any:
        ticked[:] = _places(lines, menu)
        return menu.parse(values())

    lines.attend(lambda: "\n".join(str(value) for value in values()), menu.whole, remind)
    remind()
    chosen = _until_it_fits(lines, choose, invite)
    labels = "; ".join(menu.items[place].label for place in ticked)
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
        if item.value is not None and not menu.across:
            lines.say(f"{item.number}. {item.label}")


def _range(menu: Menu) -> str:
    numbers = [item.number for item in menu.items if item.value is not None]
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
    if not typed and menu.kept:
        return menu.items[menu.at]
    return menu.items[_place(menu, typed)]


def _places(lines: Lines, menu: Menu) -> list[int]:
    try:
        typed = _numeral(lines).strip(",;. ")
    except Skipped:
        return []
    if not typed:
        return sorted(menu.ticked)
    return sorted({_place(menu, number) for number in re.split(r"[\s,;.]+", typed)})


def _place(menu: Menu, typed: str) -> int:
    """The place of the item whose number was typed."""
    places = {str(item.number): at for at, item in enumerate(menu.items) if item.value is not None}
    if not typed:
        raise AnswerError(_("This one is needed."))
    if typed not in places:
        raise AnswerError(_("“%(typed)s” is not one of the numbers.") % {"typed": typed})
    return places[typed]
