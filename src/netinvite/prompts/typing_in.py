"""A field to type in: one line or several, checked on Enter, safe against pastes."""

from __future__ import annotations

import os
import re
import time
from typing import Any

import questionary
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

from netinvite import screen
from netinvite.language import _
from netinvite.prompts.editing import Editing
from netinvite.prompts.parts import PASTE_GAP, Field
from netinvite.prompts.running import Prompt, has_more
from netinvite.prompts.terminal import STYLE, Streams


def type_in(terminal: Streams, field: Field) -> Any:
    """The value typed; ``WentBack`` and ``Left`` carry what was half typed."""
    names = [name for name in field.names if screen.visible(name) == name]
    question = questionary.text(
        screen.visible(field.label),
        default=field.start,
        qmark="",
        style=STYLE,
        multiline=field.lines,
        instruction="",
        completer=WordCompleter(names, ignore_case=True, sentence=True, match_middle=True) if names else None,
        reserve_space_for_menu=4,
        **terminal.streams(),
    )
    buffer = question.application.current_buffer
    editing = Editing(buffer)
    prompt = Prompt(question, editing.text, field.whole, help=terminal.keys, more=_more(field, bool(names)))
    _add_enter(prompt, buffer, field)
    _add_paste(prompt, buffer, field)
    if field.proposed and field.start:
        _add_replacing(prompt, buffer, field)
    prompt.add_help("?", filter=Condition(lambda: not buffer.text))
    if field.lines:
        _add_editor(prompt, editing)
    return prompt.run()


def _more(field: Field, names: bool) -> list[str]:
    more = [_("Arrows, Home and End move; Ctrl+U empties the line up to the cursor.")]
    if field.lines:
        more.append(_("Alt+Enter begins a new line; Ctrl+E opens the editor that EDITOR names."))
    if names:
        more.append(_("Tab completes a name that is known here."))
    return more


def _add_enter(prompt: Prompt, buffer: Buffer, field: Field) -> None:
    changed = 0.0

    def note(_buffer: Buffer) -> None:
        nonlocal changed
        changed = time.monotonic()

    buffer.on_text_changed += note

    @prompt.keys.add(Keys.ControlM, eager=True)
    @prompt.keys.add(Keys.ControlJ, eager=True)
    def _enter(event: KeyPressEvent) -> None:
        # An Enter that comes a while after the last key was pressed by somebody, and is not waited behind.
        typed = time.monotonic() - changed > PASTE_GAP
        if _is_pasted(event, buffer, typed=typed):
            buffer.insert_text("\n" if field.lines else " ")
        else:
            prompt.finish(lambda: field.parse(buffer.text))

    @prompt.keys.add(Keys.Escape, Keys.ControlM)
    @prompt.keys.add(Keys.Escape, Keys.ControlJ)
    def _new_line(event: KeyPressEvent) -> None:
        if field.lines:
            buffer.insert_text("\n")


def _is_pasted(event: KeyPressEvent, buffer: Buffer, *, typed: bool) -> bool:
    """Whether more came together with this Enter: a paste in a terminal that does not bracket it."""
    queued = [
        press.key for press in event.key_processor.input_queue if press.data and press.key != Keys.CPRResponse
    ]
    if not buffer.text.strip():
        # Several Enters in a row are somebody who skips ahead.
        return any(key not in (Keys.ControlM, Keys.ControlJ) for key in queued)
    return bool(queued) or (not typed and has_more(event.app.input, PASTE_GAP))


def _add_paste(prompt: Prompt, buffer: Buffer, field: Field) -> None:
    @prompt.keys.add(Keys.BracketedPaste, eager=True)
    def _paste(event: KeyPressEvent) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        if not field.lines:
            text = re.sub(r"[ \t]*[\n\t]+[ \t]*", " ", text.strip("\n"))
        buffer.insert_text(text)


def _add_replacing(prompt: Prompt, buffer: Buffer, field: Field) -> None:
    """What is only proposed gives way to the first letter typed; Enter takes it, arrows let it be changed."""
    untouched = Condition(lambda: buffer.text == field.start and buffer.cursor_position == len(field.start))

    @prompt.keys.add(Keys.Any, filter=untouched)
    def _replace(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            buffer.reset()
            buffer.insert_text(event.data)


def _add_editor(prompt: Prompt, editing: Editing) -> None:
    @prompt.keys.add(Keys.ControlE, eager=True)
    def _editor(event: KeyPressEvent) -> None:
        if os.environ.get("VISUAL") or os.environ.get("EDITOR"):
            editing.complain = lambda reason: setattr(prompt, "complaint", reason)
            editing.start()
        else:
            prompt.complaint = _("No editor is named; set EDITOR to the one you want, then Ctrl+E opens it.")
