"""The pitch on the screen while it is rehearsed: sentence by sentence, or line by line in plain mode."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import suspend_to_background_supported

from netinvite.language import _
from netinvite.leaving import HungUpError, LeftError, noted, woken_by
from netinvite.rehearsal.timing import Rehearsal
from netinvite.ui import screen

# Weight and a mark, no colour: it can be read on every background.
STYLE = Style([("now", "bold"), ("head", ""), ("text", ""), ("keys", "")])
MARK, NO_MARK = "> ", "  "
# Seconds between two looks at the clock.
REFRESH = 0.1
ESCAPE_DELAY = 0.05
# Rows of text from which on there is a blank line between two sentences.
ROOMY = 12


class Teleprompter:
    """A rehearsal on a screen of its own, which is gone again at the end."""

    def __init__(
        self, rehearsal: Rehearsal, *, input: Input | None = None, output: Output | None = None
    ) -> None:
        self.rehearsal = rehearsal
        self.helping = False
        self.application: Application[None] = Application(
            layout=Layout(Window(FormattedTextControl(self.page, show_cursor=False))),
            key_bindings=_keys(self),
            style=STYLE,
            full_screen=True,
            erase_when_done=True,
            refresh_interval=REFRESH,
            input=input,
            output=output,
        )
        self.application.ttimeoutlen = self.application.timeoutlen = ESCAPE_DELAY
        self.application.before_render += self._look

    def run(self) -> None:
        """Until the end, or until somebody ends it; ``LeftError`` where that was Ctrl+C or a signal."""
        try:
            with woken_by(self._wake):
                self.application.run(pre_run=self._begin, handle_sigint=False)
        except (KeyboardInterrupt, EOFError):
            raise left(LeftError) from None
        except OSError:
            # Nothing can be written any more: the window was closed, and its signal is on the way.
            raise left(noted() or HungUpError) from None
        if not self.rehearsal.finished and (error := noted()):
            raise left(error)

    def _begin(self) -> None:
        """In the running loop, before anything is drawn."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: self._exit(context.get("exception")))
        if noted():
            loop.call_soon(self._exit)

    def _wake(self) -> None:
        """For signal handlers: the rehearsal is to end."""
        if loop := self.application.loop:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._exit)

    def _exit(self, reason: BaseException | None = None) -> None:
        if not self.application.future or self.application.is_done:
            return
        if reason is None:
            self.application.exit()
        else:
            self.application.exit(exception=reason)

    def _look(self, _application: object) -> None:
        self.rehearsal.tick()
        if self.rehearsal.finished:
            self._exit()

    # What is shown ---------------------------------------------------------------------------------

    def page(self) -> StyleAndTextTuples:
        """Where one is and how long it takes; the text, or all the keys; the keys in a line."""
        size = get_app().output.get_size()
        columns = max(min(size.columns, 80) - 1, 12)
        head, keys = packed(self._head(), columns), packed(self._keys(), columns)
        rows = max(size.rows - len(head) - len(keys) - 2, 1)
        body = self._help(columns) if self.helping else self._text(Size(rows=rows, columns=columns))
        lines = [("class:head", line) for line in [*head, ""]] + body[:rows]
        lines += [("class:text", "")] * (rows - len(body))
        lines += [("class:keys", line) for line in ["", *keys]]
        page: StyleAndTextTuples = [(style, line + "\n") for style, line in lines]
        return page

    def _head(self) -> list[str]:
        rehearsal = self.rehearsal
        parts = [
            _("%(place)s of %(count)s") % {"place": rehearsal.place + 1, "count": len(rehearsal.sentences)},
            _("%(time)s gone") % {"time": clock_time(rehearsal.gone)},
            _("%(time)s left") % {"time": clock_time(rehearsal.left)},
            _("%(pace)s words a minute") % {"pace": rehearsal.pace},
        ]
        return parts if rehearsal.running else [*parts, _("PAUSED")]

    def _keys(self) -> list[str]:
        space = _("Space: pause") if self.rehearsal.running else _("Space: go on")
        if not self.rehearsal.begun:
            space = _("Space: begin")
        return [space, _("+/-: pace"), _("←: back"), _("q: leave"), _("F1: help")]

    def _help(self, columns: int) -> list[tuple[str, str]]:
        told = _(
            "Space begins, pauses and goes on; pauses do not count.\n"
            "+ is faster, - is slower.\n"
            "Left, B, Esc: back a sentence.\n"
            "Right, N, Enter: the next one.\n"
            "Q, Ctrl+C: leave.\n"
            "F1, ?, Esc: hide this help."
        )
        return [("class:text", line) for line in screen.wrap(told, columns).split("\n")]

    def _text(self, size: Size) -> list[tuple[str, str]]:
        """As many lines of the pitch as fit, the present sentence among them."""
        lines: list[tuple[str, str]] = []
        first = last = 0
        for place, sentence in enumerate(self.rehearsal.sentences):
            now = place == self.rehearsal.place
            if place and size.rows >= ROOMY:
                lines.append(("class:text", ""))
            wrapped = screen.wrap(sentence, size.columns - len(MARK)).split("\n")
            if now:
                first, last = len(lines), len(lines) + len(wrapped)
            lines += [("class:now" if now else "class:text", (MARK if now else NO_MARK) + w) for w in wrapped]
        # A third of what is said stays above, unless the sentence needs the room.
        top = min(first - min(first, size.rows // 3), max(len(lines) - size.rows, 0))
        top = min(max(top, last - size.rows), first)
        return lines[top : top + size.rows]


def packed(parts: list[str], columns: int) -> list[str]:
    """Parts beside each other, as many on a line as fit; none is broken."""
    lines = [parts[0]]
    for part in parts[1:]:
        longer = f"{lines[-1]} · {part}"
        lines[-1:] = [longer] if len(longer) <= columns else [lines[-1], part]
    return lines


def clock_time(seconds: float) -> str:
    """Minutes and seconds, as on a clock."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def left(error: type[LeftError]) -> LeftError:
    """The sentence for whoever left too early."""
    return error(_("The rehearsal was left before its end; it is not counted."))


# What closes the help where it is open, and goes back elsewhere.
_CLOSING = (Keys.Escape, Keys.BackTab)


def _keys(prompter: Teleprompter) -> KeyBindings:
    keys, rehearsal = KeyBindings(), prompter.rehearsal
    moves: dict[Any, Any] = {
        rehearsal.toggle: (" ",),
        rehearsal.faster: ("+",),
        rehearsal.slower: ("-",),
        rehearsal.back: (Keys.Left, "b", "B", *_CLOSING),
        rehearsal.forward: (Keys.Right, "n", "N", Keys.Enter),
    }

    def bind(move: Any, key: Any) -> None:
        @keys.add(key)
        def _move(event: KeyPressEvent) -> None:
            if prompter.helping and key in _CLOSING:
                prompter.helping = False
            else:
                move()

    for move, names in moves.items():
        for name in names:
            bind(move, name)
    _bind_ends(keys, prompter)
    return keys


def _bind_ends(keys: KeyBindings, prompter: Teleprompter) -> None:
    @keys.add("q")
    @keys.add("Q")
    def _leave(event: KeyPressEvent) -> None:
        prompter._exit()

    @keys.add(Keys.ControlC)
    @keys.add(Keys.SIGINT)
    def _interrupted(event: KeyPressEvent) -> None:
        prompter._exit(KeyboardInterrupt())

    @keys.add(Keys.ControlZ)
    def _aside(event: KeyPressEvent) -> None:
        prompter.rehearsal.pause()
        if suspend_to_background_supported():
            event.app.suspend_to_background()

    @keys.add(Keys.F1)
    @keys.add("?")
    def _more(event: KeyPressEvent) -> None:
        prompter.helping = not prompter.helping
        if prompter.helping:
            prompter.rehearsal.pause()
