"""Menus: one of several, some of several, a number on a scale."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension
from questionary.prompts.common import InquirerControl

from netinvite import screen
from netinvite.language import _
from netinvite.prompts.parts import Menu, nothing
from netinvite.prompts.running import Prompt, columns_now
from netinvite.prompts.terminal import STYLE, Streams

# An Enter this soon after letters that mean nothing in a menu belongs to a paste. Seconds.
PASTE_GAP = 0.05


def pick(terminal: Streams, menu: Menu) -> Any:
    """Choose one with arrows or its number; what was chosen stays on the screen."""
    question = questionary.select(_("Arrows or digits, then Enter"), **_look(terminal, menu))
    prompt, control, _typed = _prompt(terminal, question, menu)
    control.text = (lambda: _across(control, menu)) if menu.across else (lambda: _down(control, menu))
    _add_enter(prompt, lambda: menu.parse(menu.items[control.pointed_at].value))
    picked = prompt.run()
    terminal.say(f" > {menu.items[control.pointed_at].label}", "bold")
    return picked


def tick(terminal: Streams, menu: Menu) -> Any:
    """Tick some with the space bar; ``menu.parse`` makes the value of the tuple of values ticked."""
    question = questionary.checkbox(_("Space ticks, Enter goes on"), **_look(terminal, menu))
    prompt, control, typed = _prompt(terminal, question, menu, tickable=True)
    control.text = lambda: _down(control, menu, ticks=True)
    _add_ignored(prompt, "a", "i")

    @prompt.keys.add(" ", eager=True)
    def _space(event: KeyPressEvent) -> None:
        typed[0] = ""
        change = control.selected_options.remove if _is_ticked(control) else control.selected_options.append
        change(control.pointed_at)

    def parse() -> Any:
        # Whoever types a number and Enter means that line, as in a menu of one.
        if typed[0] and not control.selected_options:
            control.selected_options.append(control.pointed_at)
        return menu.parse(_ticked(control, menu))

    _add_enter(prompt, parse)
    picked = prompt.run()
    labels = [item.label for place, item in enumerate(menu.items) if place in control.selected_options]
    terminal.say("\n".join(f" > {label}" for label in labels) or " > –", "bold")
    return picked


def _look(terminal: Streams, menu: Menu) -> dict[str, Any]:
    """What questionary is told of every menu."""
    choices = [
        questionary.Choice(item.label, value=place, checked=place in menu.ticked)
        for place, item in enumerate(menu.items)
    ]
    settings = {"qmark": "", "instruction": " ", "style": STYLE, "use_jk_keys": False}
    return {"choices": choices, **settings, **terminal.streams()}


def _ticked(control: InquirerControl, menu: Menu) -> tuple[Any, ...]:
    return tuple(menu.items[place].value for place in sorted(control.selected_options))


def _is_ticked(control: InquirerControl) -> bool:
    return control.pointed_at in control.selected_options


def _leave_room(prompt: Prompt, menu: Menu) -> None:
    """Keep a long list shorter than the screen, so that its question stays in sight."""
    for window in prompt.application.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            window.height = lambda: Dimension(max=max(4, get_app().output.get_size().rows - 11))


def _prompt(
    terminal: Streams, question: questionary.Question, menu: Menu, *, tickable: bool = False
) -> tuple[Prompt, InquirerControl, list[str]]:
    """The prompt, its menu, and the digits typed last ("" after any other move)."""
    application = question.application
    control = next(
        window.content
        for window in application.layout.find_all_windows()
        if isinstance(window.content, InquirerControl)
    )
    control.pointed_at = menu.at
    # What was chosen is said afterwards in our words; questionary's own are English.
    application.erase_when_done = True
    ticks = lambda: "\n".join(str(value) for value in _ticked(control, menu))  # noqa: E731  # one use
    prompt = Prompt(
        question, ticks if tickable else nothing, menu.whole, help=terminal.keys, more=[_more(tickable)]
    )
    prompt.add_help("?")
    _leave_room(prompt, menu)
    return prompt, control, _add_moves(prompt, control, menu)


def _more(tickable: bool) -> str:
    if tickable:
        return _("Arrows or digits point to a line; Space ticks it or unticks it, Enter goes on.")
    return _("Arrows or digits point to a line; Enter takes it.")


def _add_ignored(prompt: Prompt, *keys: Keys | str) -> None:
    for key in keys:
        prompt.keys.add(key, eager=True)(lambda event: None)


def _add_enter(prompt: Prompt, parse: Callable[[], Any]) -> None:
    stray = [0.0]

    @prompt.keys.add(Keys.Any)
    @prompt.keys.add(Keys.BracketedPaste, eager=True)
    def _stray(event: KeyPressEvent) -> None:
        stray[0] = time.monotonic()

    @prompt.keys.add(Keys.ControlM, eager=True)
    @prompt.keys.add(Keys.ControlJ, eager=True)
    def _enter(event: KeyPressEvent) -> None:
        if time.monotonic() - stray[0] > PASTE_GAP:
            prompt.finish(parse)
        else:
            stray[0] = time.monotonic()


def _add_moves(prompt: Prompt, control: InquirerControl, menu: Menu) -> list[str]:
    places = {item.number: place for place, item in enumerate(menu.items)}
    typed = [""]

    def go(event: KeyPressEvent) -> None:
        typed[0] = next((n for n in (typed[0] + event.data, event.data) if int(n) in places), "")
        if typed[0]:
            control.pointed_at = places[int(typed[0])]

    for digit in "0123456789":
        prompt.keys.add(digit, eager=True)(go)

    def move(key: Keys, target: Callable[[], int]) -> None:
        @prompt.keys.add(key, eager=True)
        def _move(event: KeyPressEvent) -> None:
            typed[0] = ""
            control.pointed_at = target()

    count = len(menu.items)
    for key in (Keys.Up, Keys.Left):
        move(key, lambda: (control.pointed_at - 1) % count)
    for key in (Keys.Down, Keys.Right, Keys.ControlI):
        move(key, lambda: (control.pointed_at + 1) % count)
    for key in (Keys.Home, Keys.PageUp):
        move(key, lambda: 0)
    for key in (Keys.End, Keys.PageDown):
        move(key, lambda: count - 1)
    return typed


def _down(control: InquirerControl, menu: Menu, *, ticks: bool = False) -> StyleAndTextTuples:
    """One item below the other, wrapped at words to the present width."""
    digits = len(str(max(item.number for item in menu.items)))
    tokens: StyleAndTextTuples = []
    for place, item in enumerate(menu.items):
        here = place == control.pointed_at
        mark = ("[x] " if place in control.selected_options else "[ ] ") if ticks else ""
        head = f" {'>' if here else ' '} {mark}{item.number:>{digits}}) "
        lines = screen.wrap(item.label, max(columns_now() - len(head), 8)).split("\n")
        label = ("\n" + " " * len(head)).join(lines)
        if here:
            tokens.append(("[SetCursorPosition]", ""))
        tokens.append(("class:highlighted" if here else "class:text", f"{head}{label}\n"))
    return tokens


def _across(control: InquirerControl, menu: Menu) -> StyleAndTextTuples:
    """All items on one line, the one pointed to in brackets."""
    shown = [
        f"[{item.label}]" if place == control.pointed_at else f" {item.label} "
        for place, item in enumerate(menu.items)
    ]
    return [
        ("class:highlighted" if place == control.pointed_at else "class:text", text)
        for place, text in enumerate(shown)
    ]
