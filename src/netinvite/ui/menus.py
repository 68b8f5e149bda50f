"""Menus as they are drawn: choose one, or tick some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension
from prompt_toolkit.utils import get_cwidth
from questionary.prompts.common import InquirerControl

from netinvite.language import _
from netinvite.ui import screen, searching
from netinvite.ui.beyond import beyond, in_room
from netinvite.ui.digits import Digits, means_nothing, moves
from netinvite.ui.page.signs import signs
from netinvite.ui.parts import Drawable, Menu, nothing
from netinvite.ui.running import STYLE, Prompt, columns_now

# What questionary takes for the question are the keys: the question stands above them, in bold.
_STYLE = questionary.Style([*STYLE.style_rules, ("question", "noinherit")])


def pick_one(terminal: Drawable, menu: Menu) -> Any:
    """Choose one with arrows or its number; what was chosen stays on the screen."""
    letters = any(item.letter for item in menu.items)
    how = _("One letter, or arrows and Enter") if letters else _("Arrows or digits, then Enter")
    how = _("Type part of a name, or arrows or digits; then Enter") if menu.searched else how
    question = questionary.select(how, **_look(terminal, menu))
    prompt, control, digits = _prompt(terminal, question, menu)
    control.text = (lambda: _across(control, menu)) if menu.across else (lambda: _down(control, menu))

    def parse() -> Any:
        digits.refuse()
        return menu.parse(menu.items[searching.pointed_at(control, menu)].value)

    complain = (lambda: None) if menu.searched else lambda: _complain(prompt, control, menu)
    stray = _add_enter(prompt, parse, complain)
    searching.add_letters(prompt, control, menu, stray)
    if menu.searched:
        searching.add_keys(prompt, control, stray)
    picked = prompt.run()
    terminal.say(f" > {menu.items[searching.pointed_at(control, menu)].label}", "bold")
    return picked


def tick_some(terminal: Drawable, menu: Menu) -> Any:
    """Tick some with the space bar; ``menu.parse`` makes the value of the tuple of values ticked."""
    question = questionary.checkbox(_("Space ticks, Enter goes on"), **_look(terminal, menu))
    prompt, control, digits = _prompt(terminal, question, menu, tickable=True)
    control.text = lambda: _down(control, menu, ticks=True)

    @prompt.keys.add(" ", eager=True)
    def _space(event: KeyPressEvent) -> None:
        digits.forget()
        ticked = control.selected_options
        change = ticked.remove if control.pointed_at in ticked else ticked.append
        change(control.pointed_at)

    def parse() -> Any:
        digits.refuse()
        # Whoever types a number and Enter means that line, as in a menu of one.
        if digits.typed and not control.selected_options:
            control.selected_options.append(control.pointed_at)
        return menu.parse(_ticked(control, menu))

    stray = _add_enter(prompt, parse, lambda: _complain(prompt, control, menu, ticks=True))
    # questionary's own tick all, and turn all.
    for letter in "ai":
        prompt.keys.add(letter, eager=True)(lambda event: stray.note())
    picked = prompt.run()
    labels = [item.label for place, item in enumerate(menu.items) if place in control.selected_options]
    terminal.say("\n".join(f" > {label}" for label in labels) or " > –", "bold")
    return picked


def _look(terminal: Drawable, menu: Menu) -> dict[str, Any]:
    """What questionary is told of every menu."""
    choices = [
        questionary.Choice(item.label, value=place, checked=place in menu.ticked)
        for place, item in enumerate(menu.items)
    ]
    settings = {"qmark": "", "instruction": " ", "style": _STYLE, "use_jk_keys": False}
    return {"choices": choices, **settings, **terminal.streams()}


def _ticked(control: InquirerControl, menu: Menu) -> tuple[Any, ...]:
    return tuple(menu.items[place].value for place in sorted(control.selected_options))


def _leave_room(prompt: Prompt, menu: Menu) -> None:
    """Keep a long list shorter than the screen, so that its question stays in sight."""
    for window in prompt.application.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            window.height = lambda: Dimension(max=_room())


def _room() -> int:
    """The rows for the items of a list."""
    return max(4, get_app().output.get_size().rows - 11)


def _prompt(
    terminal: Drawable, question: questionary.Question, menu: Menu, *, tickable: bool = False
) -> tuple[Prompt, InquirerControl, Digits]:
    """The prompt, its menu, and the digits typed last."""
    application = question.application
    control = next(
        window.content
        for window in application.layout.find_all_windows()
        if isinstance(window.content, InquirerControl)
    )
    control.pointed_at = menu.at  # type: ignore[assignment]  # of none it points to none
    # What was chosen is said afterwards in our words; questionary's own are English.
    application.erase_when_done = True
    ticks = lambda: "\n".join(str(value) for value in _ticked(control, menu))  # noqa: E731  # one use
    more, text = [*menu.explained(), moves(ticks=tickable)], ticks if tickable else nothing
    prompt = Prompt(question, text, menu.whole, help=terminal.keys, more=more, field=False)
    prompt.add_help("?")
    _leave_room(prompt, menu)
    return prompt, control, _add_moves(prompt, control, menu)


def _complain(prompt: Prompt, control: InquirerControl, menu: Menu, *, ticks: bool = False) -> None:
    prompt.complaint = means_nothing(menu, pointed=control.pointed_at is not None, ticks=ticks)


def _add_enter(prompt: Prompt, parse: Callable[[], Any], complain: Callable[[], None]) -> searching.Stray:
    """Enter takes what is pointed to, unless it belongs to a paste."""
    stray = searching.Stray(complain)

    @prompt.keys.add(Keys.Any)
    @prompt.keys.add(Keys.BracketedPaste, eager=True)
    def _noted(event: KeyPressEvent) -> None:
        stray.note()

    @prompt.keys.add(Keys.ControlM, eager=True)
    @prompt.keys.add(Keys.ControlJ, eager=True)
    def _enter(event: KeyPressEvent) -> None:
        if not stray.is_recent():
            prompt.finish(parse)
        else:
            stray.note()

    return stray


def _add_moves(prompt: Prompt, control: InquirerControl, menu: Menu) -> Digits:
    places = {item.number: place for place, item in enumerate(menu.items)}
    digits, letters = Digits(), any(item.letter for item in menu.items)

    def go(event: KeyPressEvent) -> None:
        if control.search_filter:
            searching.add(control, event.data)
            return
        at = digits.point(event.data, places, control.pointed_at)
        control.pointed_at = at  # type: ignore[assignment]  # as of the menu
        prompt.complaint = digits.told()
        if digits.missing and letters:
            digits.forget()
            _complain(prompt, control, menu)

    for digit in "0123456789":
        prompt.keys.add(digit, eager=True)(go)

    def move(key: Keys, target: Callable[[], int]) -> None:
        @prompt.keys.add(key, eager=True)
        def _move(event: KeyPressEvent) -> None:
            digits.forget()
            control.pointed_at = target()

    def step(by: int, before: int) -> int:
        here = before if control.pointed_at is None else control.pointed_at
        return int((here + by) % control.choice_count)

    for key in (Keys.Up, Keys.Left):
        move(key, lambda: step(-1, 0))
    for key in (Keys.Down, Keys.Right, Keys.ControlI):
        move(key, lambda: step(1, -1))
    for key in (Keys.Home, Keys.PageUp):
        move(key, lambda: 0)
    for key in (Keys.End, Keys.PageDown):
        move(key, lambda: control.choice_count - 1)
    return digits


def _down(control: InquirerControl, menu: Menu, *, ticks: bool = False) -> StyleAndTextTuples:
    """One item below the other, wrapped at words to the present width; of many those around the one pointed
    to, and how many more there are."""
    blocks = [_block(control, menu, row, ticks=ticks) for row in range(len(control.filtered_choices))]
    here = min(control.pointed_at or 0, len(blocks) - 1)
    first, last = in_room([block.count("\n") for block in blocks], here, _room())
    above, below = beyond(first, len(blocks) - last, signs().menu[1:])
    tokens: StyleAndTextTuples = [("class:text", f"   {above}\n")] if above else []
    for row in range(first, last):
        is_here = row == control.pointed_at
        tokens += [("[SetCursorPosition]", "")] if is_here else []
        tokens.append(("class:highlighted" if is_here else "class:text", blocks[row]))
    return [*tokens, *([("class:text", f"   {below}\n")] if below else [])]


def _block(control: InquirerControl, menu: Menu, row: int, *, ticks: bool) -> str:
    place = control.filtered_choices[row].value
    item, digits = menu.items[place], len(str(max(one.number for one in menu.items)))
    mark = ("[x] " if place in control.selected_options else "[ ] ") if ticks else ""
    head = f" {'>' if row == control.pointed_at else ' '} {mark}{item.number:>{digits}}) "
    lines = screen.wrap(item.label, max(columns_now() - len(head), 8)).split("\n")
    return head + ("\n" + " " * len(head)).join(lines) + "\n"


def _across(control: InquirerControl, menu: Menu) -> StyleAndTextTuples:
    """All items on one line, or as few as they fit on, the one pointed to in brackets."""
    tokens: StyleAndTextTuples = []
    used = 0
    for place, item in enumerate(menu.items):
        here, size = place == control.pointed_at, get_cwidth(item.label) + 2
        full = used and used + size > columns_now()
        used = size + (0 if full else used)
        tokens.append(("", "\n" if full else ""))
        tokens.append(("class:highlighted", f"[{item.label}]") if here else ("class:text", f" {item.label} "))
    return tokens
