"""A field to type in, checked on Enter, safe against pastes; in an editor of one's own too."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import questionary
from prompt_toolkit.application import get_app, in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.eventloop import run_in_executor_with_context
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys

from netinvite import leaving
from netinvite.language import _, refusal
from netinvite.store.files import PREFIX, SUFFIX
from netinvite.ui import screen
from netinvite.ui.parts import PASTE_GAP, Drawable, Field, in_one_line
from netinvite.ui.running import STYLE, Prompt, has_more

# Where none is named.
OTHERS = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "editor", "nano", "vi", "emacs")
# Seconds until an editor that does not end when it is told to is ended.
PATIENCE = 3.0
NAME = "answer.txt"
# Where nano and emacs put what nobody saved when they are told to end.
RESCUED = (f"{NAME}.save", f"#{NAME}#")


_place: Path | None = None


def edit_in(folder: Path) -> None:
    """Let what an editor is given lie in a folder of its own in this one, as private, and found there."""
    global _place
    _place = folder


class Editing:
    """The editor for one field."""

    def __init__(self, buffer: Buffer, *, lines: bool = True) -> None:
        self.buffer, self.lines = buffer, lines
        self.complain: Callable[[str], None] = lambda reason: None
        self._process: subprocess.Popen[bytes] | None = None
        self._told = False
        self._text: str | None = None
        self.is_open = False

    def text(self) -> str:
        """What stands in the field, or in the editor where it ended too late to be put there."""
        return self.buffer.text if self._text is None else self._text

    def start(self) -> None:
        """Open the editor; the prompt goes on when it ends."""
        get_app().create_background_task(self._run())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        self._process, self.is_open = None, True

        def end_soon() -> None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self.end, loop)

        async with in_terminal():
            try:
                with leaving.woken_by(end_soon):
                    self._told = leaving.noted() is not None
                    await run_in_executor_with_context(self._edit)
            except OSError as error:
                self.complain(_("No editor can be opened: %(reason)s.") % {"reason": refusal(error)})
            text = self.text()
            self.buffer.document = Document(text, len(text))
            self._text = None

    def end(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell the editor to end; ``loop`` ends one that does not."""
        self._told = True
        if self._process:
            self._process.terminate()
            loop.call_later(PATIENCE, self._process.kill)

    def _edit(self) -> None:
        """In a thread of its own."""
        try:
            self._written()
        finally:
            self.is_open = False

    def _written(self) -> None:
        with tempfile.TemporaryDirectory(prefix=PREFIX, suffix=SUFFIX, dir=_place) as folder:
            file = Path(folder, NAME)
            file.write_bytes(self.buffer.text.encode("utf-8", "surrogateescape"))
            wanted = [named for name in ("VISUAL", "EDITOR") if (named := os.environ.get(name))]
            # Whoever names one is told where it cannot be started, and not left in one they do not know.
            for editor in wanted or OTHERS:
                with contextlib.suppress(OSError, ValueError):
                    self._process = process = subprocess.Popen([*shlex.split(editor), str(file)])
                    break
            else:
                raise OSError(errno.ENOENT, _none(wanted))
            if self._waited(process) == 0 or self._told:
                text = _read(file)
                self._text = text if self.lines or text is None else in_one_line(text)

    def _waited(self, process: subprocess.Popen[bytes]) -> int:
        if self._told:
            # It was told to end while it was being started.
            process.kill()
        return process.wait()


def _none(wanted: list[str]) -> str:
    if wanted:
        return _("“%(name)s” cannot be started; set EDITOR to the one you want") % {"name": wanted[-1]}
    return _("there is none; set EDITOR to the one you want")


def _read(file: Path) -> str | None:
    """The newest text of the editor's; ``None`` where there is none."""
    found = [place for place in (file, *map(file.with_name, RESCUED)) if place.is_file()]
    if not found:
        return None
    newest = max(found, key=lambda place: place.stat().st_mtime_ns)
    return newest.read_bytes().decode("utf-8", "surrogateescape").removesuffix("\n")


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
    keys = " · ".join([*([_("Commas between")] if field.items else []), terminal.keys])
    prompt = Prompt(question, editing.text, field.whole, help=keys, more=_more(field, completer is not None))
    _add_enter(prompt, buffer, field)
    _add_paste(prompt, buffer, field)
    if field.proposed and field.start:
        _add_replacing(prompt, buffer, field)
    elif field.begun.endswith(" "):
        _add_going_on(prompt, buffer, field)
    prompt.add_help("?", filter=Condition(lambda: not buffer.text))
    if field.editor:
        _add_editor(prompt, editing)
    return prompt.run()


def completer_of(field: Field) -> WordCompleter | None:
    """What completes the names that are known; ``None`` where none can be shown as it is."""
    names = [name for name in field.names if screen.visible(name) == name]
    return WordCompleter(names, ignore_case=True, sentence=True, match_middle=True) if names else None


def _more(field: Field, names: bool) -> list[str]:
    more = [_("Arrows, Home and End move; Ctrl+U empties the line up to the cursor.")]
    if field.lines:
        more.append(_("Ctrl+J or Alt+Enter begins a new line."))
    if field.editor:
        more.append(_("Ctrl+E opens an editor."))
    if names:
        more.append(_("Tab completes a name that is known here."))
    return more


def _add_enter(prompt: Prompt, buffer: Buffer, field: Field) -> None:
    changed, parse = 0.0, field.reading_of(lambda: buffer.text)

    def note(_buffer: Buffer) -> None:
        nonlocal changed
        changed = time.monotonic()

    buffer.on_text_changed += note

    @prompt.keys.add(Keys.ControlM, eager=True)
    @prompt.keys.add(Keys.ControlJ, eager=True, filter=Condition(lambda: not field.lines))
    def _enter(event: KeyPressEvent) -> None:
        # An Enter that comes a while after the last key was pressed by somebody, and is not waited behind.
        typed = time.monotonic() - changed > PASTE_GAP
        if _is_pasted(event, buffer, typed=typed):
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
