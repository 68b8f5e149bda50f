"""Runs one questionary prompt: its look, the keys that every prompt has, and a complaint below it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any

import questionary
from prompt_toolkit.application import Application, get_app, run_in_terminal
from prompt_toolkit.filters import Condition, Filter, is_done
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.utils import get_cwidth, suspend_to_background_supported

from netinvite import leaving
from netinvite.errors import AnswerError
from netinvite.leaving import Ended, HungUpError
from netinvite.ui import screen
from netinvite.ui.asking import common_help
from netinvite.ui.breath import ESCAPE_DELAY, ROUNDS, has_more
from netinvite.ui.parts import Left, WentBack, as_typed, nothing
from netinvite.values import Frozen

# Weight and marks only: the terminal's own colours are the ones that its owner can read, and
# questionary's own orange has a contrast of 2.1 : 1 on white.
_LOOKS = {
    "noinherit": "qmark answer selected instruction text scrollbar.background",
    "noinherit bold": "question pointer highlighted complaint search_success search_none",
    "noinherit reverse": "completion-menu completion-menu.completion scrollbar.button",
    "noinherit bold underline": "completion-menu.completion.current",
}
STYLE = questionary.Style([(name, look) for look, names in _LOOKS.items() for name in names.split()])
# Between two keys.
_DOT = " · "


class _Done(Frozen):
    value: Any


class _Gone(Frozen):
    back: bool


class _Told(Frozen):
    """A signal ends the sitting."""


class Prompt:
    """One prompt on the screen.

    ``text`` gives what stands in its field; ``whole`` makes of that the question's half-given answer,
    where a question is asked with several prompts. ``help``: the keys that stand below it; ``more``: what F1
    tells besides those that every prompt has; ``field``: something is typed into one.
    """

    def __init__(
        self,
        question: questionary.Question,
        text: Callable[[], str] = nothing,
        whole: Callable[[str], str] = as_typed,
        *,
        help: Sequence[str] = (),
        more: Sequence[str] = (),
        field: bool = True,
    ) -> None:
        self.question = question
        self.application: Application[Any] = question.application
        self.text = text
        self.whole = whole
        self.help = help
        self.more = [*more, *common_help(field=field)]
        self.helping = False
        # What Esc closes before it goes back; whether there was anything.
        self.closes_first: Callable[[], bool] = lambda: False
        self.complaint = ""
        self.keys = KeyBindings()
        _add_common_keys(self)
        self.add_help(Keys.F1)

    def finish(self, parse: Callable[[], Any]) -> None:
        """Go on with what ``parse`` returns; where it refuses, say why and stay."""
        try:
            value = parse()
        except AnswerError as error:
            self.complaint = error.message
            return
        self.application.exit(result=_Done(value))

    def add_help(self, key: Keys | str, filter: Filter | bool = True) -> None:
        """Let ``key`` show all the keys in place of the one line, and take them away again."""

        @self.keys.add(key, eager=True, filter=filter)
        def _toggle(event: KeyPressEvent) -> None:
            self.helping = not self.helping

    def leave(self, *, back: bool) -> None:
        """Go back, or leave altogether."""
        self.application.exit(result=_Gone(back))

    def run(self) -> Any:
        """The value; ``WentBack`` and ``Left`` carry what was half typed."""
        self._prepare()
        try:
            with _stopped_sanely(self.application), leaving.woken_by(self._wake):
                # SIGINT is noted as every other signal is.
                outcome = self.application.run(pre_run=self._begin, handle_sigint=False)
        except (EOFError, OSError):
            if not sys.stdin.isatty():
                # The window is gone, and its signal may be still to come.
                leaving.note(HungUpError)
                outcome = _Told()
            else:
                outcome = _Gone(back=False)
        if isinstance(outcome, _Done):
            return outcome.value
        text = self.text()
        if isinstance(outcome, _Told):
            raise Ended(leaving.noted() or HungUpError, self.whole(text))
        if isinstance(outcome, _Gone) and outcome.back:
            raise WentBack(text, self.whole(text))
        raise Left(self.whole(text))

    # What ends it from outside ---------------------------------------------------------------------

    def _begin(self) -> None:
        """In the running loop, before anything is drawn."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._broken)
        if leaving.noted():
            loop.call_soon(self._end, ROUNDS)

    def _wake(self) -> None:
        """For signal handlers: the sitting is to end, and with it this prompt."""
        # Without a loop it has not begun, and looks when it does, or it is over.
        if loop := self.application.loop:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._end, ROUNDS)

    def _end(self, rounds: int) -> None:
        """End, once what was typed before is taken in."""
        application = self.application
        if not application.future or application.is_done:
            return
        if rounds and application.loop and has_more(application.input):
            application.loop.call_soon(self._end, rounds - 1)
        else:
            application.exit(result=_Told())

    def _broken(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What goes wrong while something is drawn ends the prompt; nobody may be there to press Enter."""
        error, future = context.get("exception"), self.application.future
        if error and future and not future.done():
            future.set_exception(error)

    def _prepare(self) -> None:
        application = self.application
        application.ttimeoutlen = application.timeoutlen = ESCAPE_DELAY
        application.key_bindings = merge_key_bindings(
            [bindings for bindings in (application.key_bindings, self.keys) if bindings]
        )
        application.key_processor.before_key_press += self._forget_complaint
        # prompt_toolkit's own bottom line is not drawn without cursor reports, and cuts long messages.
        layout = application.layout
        below = ConditionalContainer(
            Window(FormattedTextControl(self._below), dont_extend_height=True), filter=~is_done
        )
        application.layout = Layout(HSplit([layout.container, below]), focused_element=layout.current_window)

    def _forget_complaint(self, _sender: object) -> None:
        self.complaint = ""

    def _below(self) -> StyleAndTextTuples:
        """What stands under the field: what is wrong with the answer, and the keys."""
        columns = columns_now() - 1
        keys = self.more if self.helping else screen.in_rows(self.help, columns - 1, _DOT, get_cwidth)
        lines: StyleAndTextTuples = [("", screen.wrap("\n".join(keys), columns, indent=" "))]
        if self.complaint:
            complaint = screen.wrap(self.complaint, columns, indent=" ")
            lines.insert(0, ("class:complaint", f"{complaint}\n"))
        return lines


def columns_now() -> int:
    """The width of the terminal as it is now: it may change during a question."""
    return max(min(get_app().output.get_size().columns, 80), 12)


def _add_common_keys(prompt: Prompt) -> None:
    add = prompt.keys.add

    # Not eager: an eager Esc would turn Alt+B into "back" and a stray b in the question before.
    @add(Keys.Escape)
    @add(Keys.Escape, Keys.Escape)
    @add(Keys.BackTab, eager=True)
    def _back(event: KeyPressEvent) -> None:
        if prompt.helping:
            prompt.helping = False
        elif not prompt.closes_first():
            prompt.leave(back=True)

    @add(Keys.ControlC, eager=True)
    @add(Keys.SIGINT, eager=True)
    @add(Keys.ControlD, eager=True, filter=Condition(lambda: not prompt.text()))
    def _leave(event: KeyPressEvent) -> None:
        prompt.leave(back=False)

    @add(Keys.ControlZ, eager=True)
    def _suspend(event: KeyPressEvent) -> None:
        if suspend_to_background_supported():
            _put_aside()

    # These would search a history that is empty, insert raw control characters, submit unchecked
    # text, or raise KeyboardInterrupt without the text.
    @add(Keys.ControlR, eager=True)
    @add(Keys.ControlS, eager=True)
    @add(Keys.ControlQ, eager=True)
    @add(Keys.ControlO, eager=True)
    @add(Keys.Escape, Keys.Any)
    def _ignore(event: KeyPressEvent) -> None:
        pass


def _put_aside() -> None:
    """Give the shell its terminal back and stop; drawn again when the shell says so."""
    run_in_terminal(lambda: os.kill(0, signal.SIGSTOP))


@contextlib.contextmanager
def _stopped_sanely(application: Application[Any]) -> Iterator[None]:
    """Let a SIGTSTP from outside do what Ctrl+Z does; by itself it would leave the terminal in raw mode."""
    if not suspend_to_background_supported():
        yield
        return

    def stop_here(_number: int, _frame: FrameType | None) -> None:
        if application.loop:
            application.loop.call_soon_threadsafe(_put_aside, context=application.context)

    before = signal.signal(signal.SIGTSTP, stop_here)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, before)
