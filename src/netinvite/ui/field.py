"""A field to type in, checked on Enter, safe against pastes; in an editor of one's own too."""

from __future__ import annotations

from typing import Any

import questionary
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

from netinvite.language import _
from netinvite.ui import screen
from netinvite.ui.breath import Breath
from netinvite.ui.editor import Editing
from netinvite.ui.names import completer_of
from netinvite.ui.parts import Drawable, Field, in_one_line
from netinvite.ui.running import STYLE, Prompt


def type_in(terminal: Drawable, field: Field) -> Any:
    """The value typed; ``WentBack`` and ``Left`` carry what was half typed."""
    completer = completer_of(field)
    question = questionary.text(
        screen.visible(field.label),
        default=field.in_sight or field.begun,
        qmark="",
        style=STYLE,
        multiline=field.lines,
        instruction="",
        completer=completer,
        reserve_space_for_menu=4,
        **terminal.streams(),
    )
    buffer = question.application.current_buffer
    editing = Editing(buffer, lines=field.lines)
    keys = [*([_("Commas between")] if field.items else []), *terminal.keys]
    prompt = Prompt(question, editing.text, field.whole, help=keys, more=_more(field, completer is not None))
    breath = Breath()
    _add_enter(prompt, buffer, field, breath)
    _add_paste(prompt, buffer, field, breath)
    if field.proposed and field.start:
        _add_replacing(prompt, buffer, field)
    elif field.begun.endswith(" "):
        _add_going_on(prompt, buffer, field)
    prompt.add_help("?", filter=Condition(lambda: not buffer.text))
    if field.editor:
        _add_editor(prompt, editing)
    return prompt.run()


def _more(field: Field, names: bool) -> list[str]:
    more = [_("Arrows, Home and End move; Ctrl+U empties the line up to the cursor.")]
    if field.lines:
        more.append(_("Ctrl+J or Alt+Enter begins a new line."))
    if field.editor:
        more.append(_("Ctrl+E opens an editor."))
    if names:
        more.append(_("Tab completes a name that is known here."))
    return more


def _add_enter(prompt: Prompt, buffer: Buffer, field: Field, breath: Breath) -> None:
    parse = field.reading_of(lambda: buffer.text)

    @prompt.keys.add(Keys.ControlM, eager=True)
    @prompt.keys.add(Keys.ControlJ, eager=True, filter=Condition(lambda: not field.lines))
    def _enter(event: KeyPressEvent) -> None:
        if breath.is_pasted(event, buffer.text):
            buffer.insert_text("\n" if field.lines else " ")
        else:
            prompt.finish(parse)

    # Some terminals take Alt+Enter for themselves.
    @prompt.keys.add(Keys.ControlJ, eager=True, filter=Condition(lambda: field.lines))
    @prompt.keys.add(Keys.Escape, Keys.ControlM)
    @prompt.keys.add(Keys.Escape, Keys.ControlJ)
    def _new_line(event: KeyPressEvent) -> None:
        if field.lines:
            buffer.insert_text("\n")


def _add_paste(prompt: Prompt, buffer: Buffer, field: Field, breath: Breath) -> None:
    @prompt.keys.add(Keys.BracketedPaste, eager=True)
    def _paste(event: KeyPressEvent) -> None:
        breath.brackets = True
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        if _is_untouched(buffer, field):
            buffer.reset()
        buffer.insert_text(text if field.lines else in_one_line(text))


def _add_replacing(prompt: Prompt, buffer: Buffer, field: Field) -> None:
    """What is only proposed gives way to the first letter typed; Enter takes it, arrows let it be changed."""

    @prompt.keys.add(Keys.Any, filter=Condition(lambda: _is_untouched(buffer, field)))
    def _replace(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            buffer.reset()
            buffer.insert_text(event.data)


def _add_going_on(prompt: Prompt, buffer: Buffer, field: Field) -> None:
    """The blank behind the first words cannot be seen: one that is typed as well adds none."""

    @prompt.keys.add(
        " ", filter=Condition(lambda: buffer.text == buffer.document.text_before_cursor == field.begun)
    )
    def _blank(event: KeyPressEvent) -> None:
        pass


def _is_untouched(buffer: Buffer, field: Field) -> bool:
    """Whether the field holds what is proposed, and nobody moved in it."""
    return (
        field.proposed
        and bool(field.start)
        and buffer.text == field.start
        and buffer.cursor_position == len(field.start)
    )


def _add_editor(prompt: Prompt, editing: Editing) -> None:
    @prompt.keys.add(Keys.ControlE, eager=True)
    def _editor(event: KeyPressEvent) -> None:
        editing.complain = lambda reason: setattr(prompt, "complaint", reason)
        editing.start()
