"""One Application for a whole walk: its loop turns while a question is open, and the page stays meanwhile.

What is typed between two questions waits for the next one. A signal, a fault while something is drawn and a
terminal that went away all end the open question, with what is half typed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.layout import Layout
from prompt_toolkit.output import Output

from netinvite import leaving
from netinvite.leaving import Ended, HungUpError
from netinvite.ui.breath import ESCAPE_DELAY, ROUNDS, Breath, has_more
from netinvite.ui.fronts import NOTHING
from netinvite.ui.page import aside, pagekeys, replies
from netinvite.ui.page.choosing import Choosing
from netinvite.ui.page.ending import Broken, Gone, Told, Turned, what_broke
from netinvite.ui.page.entry import Entry
from netinvite.ui.page.looks import background, style
from netinvite.ui.page.meanwhile import Meanwhile
from netinvite.ui.page.sheet import Sheet
from netinvite.ui.page.signs import signs
from netinvite.ui.page.view import View
from netinvite.ui.parts import Left, Turn, WentBack

# Seconds between two looks at an editor that is to end.
_SOON = 0.05
# Joins signs to one; terminals disagree on how wide that is.
_JOINED = "\u200d"


class Sitting:
    """Asks page after page on one screen. ``close`` gives the terminal back."""

    def __init__(self, input: Input | None = None, output: Output | None = None) -> None:
        self.view = View(signs())
        self.loop = asyncio.new_event_loop()
        self._answer: asyncio.Future[Any] | None = None
        self._held: list[KeyPress] = []
        self._broken: BaseException | None = None
        self._task: asyncio.Task[None] | None = None
        self.breath = Breath()
        # ``strayed``: a letter that means nothing on this page came, and what came with it is a paste.
        self._crooked = self.strayed = False
        self._said = "", ""
        self.app: Application[None] = Application(
            Layout(self.view.root),
            key_bindings=pagekeys.bindings(self),
            style=style(background()),
            full_screen=True,
            erase_when_done=True,
            input=input,
            output=output,
        )
        self.app.ttimeoutlen = self.app.timeoutlen = ESCAPE_DELAY
        self.app.key_processor.before_key_press += self._note_press
        self.app.after_render += self.view.root.restore
        self.loop.set_exception_handler(self._failed)
        self.meanwhile = Meanwhile(self.loop, lambda: has_more(self.app.input))
        self._signals = aside.listen(self.app, self.loop, aside.stop, self._come_back)

    # Asking --------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """The page that is there."""
        return self.view.now

    @property
    def is_open(self) -> bool:
        """Whether a question waits for its answer."""
        return self._answer is not None and not self._answer.done()

    def ask(self, sheet: Sheet) -> Any:
        """What Enter went on with; the ways to end otherwise are raised, with the half-given answer."""
        self.view.show(sheet)
        self.breath.note_page()
        self._attend(sheet)
        asyncio.set_event_loop(self.loop)
        self._answer = self.loop.create_future()
        self._begin(sheet)
        try:
            self._let_keys_signal(False)
            with leaving.woken_by(self._wake):
                outcome = self.loop.run_until_complete(self._answer)
        except Exception as error:
            outcome = what_broke(error)
            self._wait_for_editor(sheet)
        finally:
            self._answer = None
            self.meanwhile.end()
            self._let_keys_signal(True)
            asyncio.set_event_loop(None)
        return self._told(outcome, sheet)

    def _attend(self, sheet: Sheet) -> None:
        control = sheet.control
        if isinstance(control, Entry):
            control.pasted = lambda: setattr(self.breath, "brackets", True)
        else:
            control.stray = self._note_stray
        if isinstance(control, Choosing):
            control.strayed, control.take = lambda: self.strayed, lambda: pagekeys.go_on(self)
            control.write = lambda keys: pagekeys.write(self, keys)

    def _note_stray(self) -> None:
        self.strayed = True
        self.loop.call_soon(self._when_taken_in, lambda: setattr(self, "strayed", False))

    def _when_taken_in(self, act: Callable[[], None], rounds: int = ROUNDS) -> None:
        """Once what was typed in the same breath, or before, is taken in."""
        if rounds and self.is_open and has_more(self.app.input):
            self.loop.call_soon(self._when_taken_in, act, rounds - 1)
        else:
            act()

    def _wait_for_editor(self, sheet: Sheet) -> None:
        """What stands in one that is open is not lost with the window."""
        if (editing := sheet.editing) and editing.is_open:
            editing.end(self.loop)
            while editing.is_open:
                self.loop.run_until_complete(asyncio.sleep(_SOON))

    def _told(self, outcome: object, sheet: Sheet) -> Any:
        half = sheet.half()
        self._crooked = _JOINED in half
        if isinstance(outcome, Broken):
            raise Ended(leaving.broken_by(outcome.error), half) from outcome.error
        if isinstance(outcome, Told):
            raise Ended(leaving.noted() or HungUpError, half)
        if isinstance(outcome, Turned):
            raise Turn(half)
        if isinstance(outcome, Gone):
            text = sheet.control.text if isinstance(sheet.control, Entry) else ""
            raise WentBack(text, half) if outcome.back else Left(half)
        return outcome

    def _begin(self, sheet: Sheet) -> None:
        if self._broken:
            self._fail(self._broken)
        elif self._task is None:
            self.breath.typed_before = replies.see_background(self.app, self.loop) or has_more(self.app.input)
            self.app.layout.update_parents_relations()
            self.app.layout.focus(sheet.control)
            running = self.app.run_async(handle_sigint=False, set_exception_handler=False)
            self._task = self.loop.create_task(running)
            self._task.add_done_callback(self._ran_out)
            self.loop.call_soon(self._when_taken_in, self._take_up)
        else:
            self.loop.call_soon(self._next, sheet, context=self.app.context)
        if leaving.noted():
            self._wake()

    def _take_up(self) -> None:
        self.breath.typed_before = False
        self._find_letter()

    def _next(self, sheet: Sheet) -> None:
        """The next page, and what was typed ahead for it."""
        if self._crooked:
            # What this terminal takes for another width leaves bits of it behind.
            self._crooked = False
            self.app.renderer.erase(leave_alternate_screen=False)
        self.app.layout.update_parents_relations()
        self.app.layout.focus(sheet.control)
        held, self._held = self._held, []
        if held:
            self.app.key_processor.feed_multiple(held)
            self.app.key_processor.process_keys()
        self.app.invalidate()
        self.loop.call_soon(self._find_letter)

    def _find_letter(self) -> None:
        """Once the question is drawn: nobody waits for the text that its answer will stand in."""
        if self.is_open and self.sheet.around:
            self.sheet.find_letter()
            self.app.invalidate()
        self.meanwhile.begin()

    # Answering, for the keys ---------------------------------------------------------------------------

    def give(self, value: object) -> None:
        """End the open question with this; what was typed behind it is for the next."""
        if self._answer is not None and not self._answer.done():
            self._held += self.app.key_processor.empty_queue()
            self._answer.set_result(value)

    def tell(self, note: str, complaint: str) -> None:
        """Say something below the field until the next key."""
        self.sheet.note, self.sheet.complaint = note, complaint

    def say_again(self) -> None:
        """What stood below the field before this key, which does nothing."""
        self.tell(*self._said)

    def turn(self) -> None:
        """The other way through the questions."""
        self.give(Turned())

    def leave(self, *, back: bool) -> None:
        """Go back, or leave altogether."""
        self.give(Gone(back))

    def hold(self, keys: list[KeyPress]) -> None:
        """Keep keys for the next question."""
        self.breath.note_press(-len(keys))
        self._held += keys

    def redraw(self) -> None:
        """All of it anew. prompt_toolkit's own way leaves this screen and wipes the other one."""
        self.app.renderer.erase(leave_alternate_screen=False)
        self.app.invalidate()

    # What ends it from outside -------------------------------------------------------------------------

    def _wake(self) -> None:
        """For signal handlers: the sitting is to end, and with it the open question."""
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._when_taken_in, self._end)

    def _end(self) -> None:
        """An open editor is told to end as well, and what stands in it is waited for."""
        if self.is_open and self.sheet.editing and self.sheet.editing.is_open:
            self.loop.call_later(_SOON, self._end)
        else:
            self.give(Told())

    def _failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What goes wrong in a key or while something is drawn ends the question."""
        self._fail(context.get("exception") or RuntimeError(context["message"]))

    def _fail(self, error: BaseException) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
        else:
            self._broken = error

    def _ran_out(self, task: asyncio.Task[None]) -> None:
        """The Application ended by itself: its terminal went away, or something broke."""
        error = None if task.cancelled() else task.exception()
        if error:
            self._fail(error)

    def _note_press(self, _sender: object) -> None:
        self.breath.note_press()
        self._said = self.sheet.note, self.sheet.complaint
        self.sheet.complaint = self.sheet.note = ""
        self.meanwhile.touch()

    # The terminal --------------------------------------------------------------------------------------

    def _let_keys_signal(self, wanted: bool) -> None:
        """Whether Ctrl+C is a signal: between two questions nobody reads keys, and texts take their time."""
        if self._task and not self._task.done():
            with contextlib.suppress(NotImplementedError):
                leaving.let_keys_signal(self.app.input.fileno(), wanted)

    def _come_back(self) -> None:
        """Somebody stopped the program from outside; the shell has set its own modes meanwhile."""
        if self.app.is_running and self.is_open:
            with contextlib.suppress(OSError, AttributeError):
                self.app.input.raw_mode().__enter__()
            self.redraw()

    def close(self) -> None:
        """Give the terminal back, whatever happened before."""
        self._signals()
        try:
            if self._task and not self._task.done():
                asyncio.set_event_loop(self.loop)
                if self.app.is_running and not self.app.is_done:
                    self.app.exit()
                with contextlib.suppress(Exception, asyncio.CancelledError):
                    self.loop.run_until_complete(self._task)
        finally:
            asyncio.set_event_loop(None)
            self.loop.close()


@contextlib.contextmanager
def sitting(
    input: Input | None = None, output: Output | None = None, ahead: Iterator[object] = NOTHING
) -> Iterator[Sitting]:
    """A sitting that gives the terminal back, however it ends."""
    made = Sitting(input, output)
    made.meanwhile.pieces = ahead
    try:
        yield made
    finally:
        made.close()
