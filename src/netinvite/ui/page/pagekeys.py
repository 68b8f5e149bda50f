"""The keys that every page has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.ui.editor import Editing
from netinvite.ui.page import aside, cover
from netinvite.ui.page.choosing import Choosing
from netinvite.ui.page.entry import Entry
from netinvite.ui.page.proof import ProofReader
from netinvite.ui.page.reader import Reader
from netinvite.ui.page.sheet import Sheet

if TYPE_CHECKING:
    from netinvite.ui.page.sitting import Sitting


def bindings(sitting: Sitting) -> KeyBindings:
    """All of them; a key that comes while no question is open is kept for the next."""
    keys = KeyBindings()
    is_open = Condition(lambda: sitting.is_open)
    for add in (_enter, _leaving, _looking, _ignored):
        add(keys, sitting, is_open)

    @keys.add(Keys.Any, eager=True, filter=~is_open)
    def _hold(event: KeyPressEvent) -> None:
        sitting.hold(list(event.key_sequence))

    return keys


def _enter(keys: KeyBindings, sitting: Sitting, is_open: Condition) -> None:
    takes_lines = Condition(
        lambda: (
            isinstance(control := sitting.sheet.control, Entry)
            and control.lines
            and not sitting.breath.typed_before
            and not sitting.sheet.reader
        )
    )

    writes = Condition(lambda: sitting.sheet.writes and not sitting.sheet.reader)

    @keys.add(Keys.ControlM, eager=True, filter=is_open & ~writes)
    @keys.add(Keys.ControlJ, eager=True, filter=is_open & ~takes_lines)
    def _go_on(event: KeyPressEvent) -> None:
        control = sitting.sheet.control
        if sitting.breath.note_enter(event):
            sitting.say_again()
            return
        if reader := sitting.sheet.reader:
            reader.page_down() if not reader.is_at_end() else cover.take_away(sitting)
            return
        if _is_of_a_paste(sitting, event):
            return
        if isinstance(control, Reader) and not (control.is_at_end() or _is_begun(control)):
            control.page_down()
        else:
            go_on(sitting)

    @keys.add(Keys.ControlS, eager=True, filter=is_open & writes)
    def _keep(event: KeyPressEvent) -> None:
        go_on(sitting)

    @keys.add(Keys.ControlM, eager=True, filter=is_open & writes)
    @keys.add(Keys.ControlJ, eager=True, filter=is_open & takes_lines)
    # Some terminals take Alt+Enter for themselves.
    @keys.add(Keys.Escape, Keys.ControlM, filter=is_open & takes_lines)
    @keys.add(Keys.Escape, Keys.ControlJ, filter=is_open & takes_lines)
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")


def _is_of_a_paste(sitting: Sitting, event: KeyPressEvent) -> bool:
    """Whether an Enter came within a paste, or with words that had no field: a line end, or a blank, then."""
    control = sitting.sheet.control
    if isinstance(control, Entry):
        if not sitting.breath.is_pasted(event, control.text):
            return False
        control.insert("\n" if control.lines else " ")
        return True
    if sitting.strayed:
        if isinstance(control, Reader) and control.kept:
            control.keep(" ")
        return True
    if isinstance(control, Choosing) and control.sought and sitting.breath.is_pasted(event, control.sought):
        control.seek(f"{control.sought} ")
        return True
    return False


def _is_begun(control: Reader) -> bool:
    """Whether a number was typed to a text."""
    return isinstance(control, ProofReader) and control.is_begun


def go_on(sitting: Sitting) -> None:
    """Go on with what is typed or chosen; where that is refused, say why and stay."""
    try:
        value = sitting.sheet.parse()
    except AnswerError as error:
        sitting.sheet.complaint = error.message
        sitting.breath.note_page()
    else:
        sitting.give(value)


def write(sitting: Sitting, keys: list[KeyPress]) -> None:
    """Go on to the field where these are typed."""
    sitting.hold(keys)
    go_on(sitting)


def _empty(sitting: Sitting) -> Condition:
    """Nothing is typed, or nothing can be."""
    return Condition(lambda: not (isinstance(one := sitting.sheet.control, Entry) and one.text))


def _loses_words(sheet: Sheet) -> bool:
    """Whether to go back would throw away what was typed, and nobody was told so of just that."""
    control = sheet.control
    if not (sheet.writes and isinstance(control, Entry)):
        return False
    return control.text not in (control.start, sheet.warned)


def _leaving(keys: KeyBindings, sitting: Sitting, is_open: Condition) -> None:
    # Not eager: an eager Esc would turn Alt+B into "back" and a stray b on the page before.
    @keys.add(Keys.Escape, filter=is_open)
    @keys.add(Keys.Escape, Keys.Escape, filter=is_open)
    @keys.add(Keys.BackTab, eager=True, filter=is_open)
    def _back(event: KeyPressEvent) -> None:
        sheet = sitting.sheet
        if sheet.reader:
            cover.take_away(sitting)
        elif isinstance(sheet.control, Choosing) and sheet.control.sought:
            sheet.control.seek("")
        elif isinstance(sheet.control, ProofReader) and _is_begun(sheet.control):
            sheet.control.forget()
        elif _loses_words(sheet):
            sheet.warned = sheet.typed()
            sheet.complaint = _("Esc once more throws your changes away; Ctrl+S keeps them.")
        else:
            sitting.leave(back=True)

    @keys.add(Keys.ControlC, eager=True, filter=is_open)
    @keys.add(Keys.SIGINT, eager=True, filter=is_open)
    @keys.add(Keys.ControlD, eager=True, filter=is_open & _empty(sitting))
    def _leave(event: KeyPressEvent) -> None:
        sitting.leave(back=False)

    @keys.add(Keys.ControlZ, eager=True, filter=is_open)
    def _suspend(event: KeyPressEvent) -> None:
        aside.stop()


def _looking(keys: KeyBindings, sitting: Sitting, is_open: Condition) -> None:
    @keys.add(Keys.F1, eager=True, filter=is_open)
    @keys.add("?", eager=True, filter=is_open & _empty(sitting))
    def _help(event: KeyPressEvent) -> None:
        cover.with_help(sitting)

    covered = is_open & Condition(lambda: sitting.sheet.reader is not None)

    @keys.add(Keys.Any, filter=covered)
    @keys.add(Keys.BracketedPaste, eager=True, filter=covered)
    def _type_on(event: KeyPressEvent) -> None:
        # Words typed meanwhile are for the field, and are seen there; nothing else is done unseen.
        cover.take_away(sitting)
        press = event.key_sequence[0]
        if isinstance(sitting.sheet.control, Entry) and (
            press.key == Keys.BracketedPaste or event.data.isprintable()
        ):
            event.key_processor.feed(press, first=True)

    @keys.add(Keys.F2, eager=True, filter=is_open & Condition(lambda: bool(sitting.sheet.turns)))
    def _turn(event: KeyPressEvent) -> None:
        sitting.turn()

    @keys.add(
        Keys.F3,
        eager=True,
        filter=is_open & Condition(lambda: bool(sitting.sheet.letter or sitting.sheet.background)),
    )
    def _whole(event: KeyPressEvent) -> None:
        cover.with_text(sitting)

    @keys.add(Keys.ControlL, eager=True)
    def _redraw(event: KeyPressEvent) -> None:
        sitting.redraw()

    @keys.add(Keys.ControlE, eager=True, filter=is_open & Condition(lambda: sitting.sheet.editor))
    def _editor(event: KeyPressEvent) -> None:
        sheet = sitting.sheet
        if isinstance(sheet.control, Entry):
            editing = Editing(sheet.control.buffer, lines=sheet.control.lines)
            editing.complain = lambda reason: setattr(sheet, "complaint", reason)
            sheet.editing = editing
            editing.start()


def _ignored(keys: KeyBindings, sitting: Sitting, is_open: Condition) -> None:
    # These would search a history that is empty, insert raw control characters, or submit unchecked text.
    for key in (Keys.ControlR, Keys.ControlQ, Keys.ControlO):
        keys.add(key, eager=True)(lambda event: None)
    reading = Condition(lambda: not sitting.sheet.writes or sitting.sheet.reader is not None)
    keys.add(Keys.ControlS, eager=True, filter=reading)(lambda event: None)
    keys.add(Keys.Escape, Keys.Any, filter=is_open)(lambda event: None)
