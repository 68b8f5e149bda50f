"""The front end that draws one page a question."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.questions import Value
from netinvite.ui import screen
from netinvite.ui.asking import MENUS, WAYS, example_of
from netinvite.ui.fronts import NOTHING, Proof
from netinvite.ui.names import completer_of
from netinvite.ui.page import footer
from netinvite.ui.page.choosing import Choosing
from netinvite.ui.page.entry import Entry
from netinvite.ui.page.proof import ProofReader
from netinvite.ui.page.reader import Reader, Said
from netinvite.ui.page.saying import TOLD, Saying
from netinvite.ui.page.sheet import Control, Sheet, Where
from netinvite.ui.page.signs import read_letters
from netinvite.ui.page.sitting import sitting
from netinvite.ui.page.view import TALL
from netinvite.ui.page.words import asking, counted, hint, place_of, stands, whole_text
from netinvite.ui.parts import MARK, Answered, Asked, Back, Field, Menu, Turn, Turned, WentBack
from netinvite.values import replace


class Paged(Saying):
    """Draws pages while a sitting is ``open``; before and after it lines are printed.

    What is said between two questions stands on the next page, and what is said while one is asked below its
    words; what nobody has read when the pages are closed is printed then.
    """

    def __init__(self, input: Input | None = None, output: Output | None = None) -> None:
        super().__init__()
        self.input, self.output = input, output
        self._before: tuple[Said, ...] = ()
        self._asked: Asked | None = None
        self._kept: tuple[Said, ...] = ()
        # One question, and no walk.
        self._alone = False
        # What was typed before the field was there.
        self._typed = ""

    @contextlib.contextmanager
    def open(self, ahead: Iterator[object] = NOTHING) -> Iterator[None]:
        """Pages, until it ends."""
        read_letters()
        try:
            with sitting(self.input, self.output, ahead) as made, screen.heard_by(self._hear):
                self._sitting = made
                yield
        finally:
            self._sitting, self._where, self._alone = None, Where(), False
            unread, self._said, self._before = [*self._before, *self._said], [], ()
            for text, style in unread:
                screen.tell(text) if style == TOLD else super().say(text, style)

    @property
    def follows(self) -> bool:  # type: ignore[override]  # as long as there are pages
        """While there are pages."""
        return self._sitting is not None

    def show(self, name: str, text: str) -> None:
        """A text as it would be saved, a page of its own."""
        if self._sitting is None:
            super().show(name, text)
        else:
            self._read([(text.rstrip("\n"), "class:text")], self._take_said(), title=name)

    def look(self, proof: Proof) -> Answered | Back:
        """The same, with numbers before what can be changed."""
        if self._sitting is None:
            return super().look(proof)
        signs, said, below = self._open.view.signs, self._take_said(), asking(proof)
        if self._is_long(said):
            # It would leave the text no room.
            said, below = (), (*said, *below)
        control = ProofReader(proof, rule=signs.rule, mark=signs.field, signs=signs.menu, below=below)
        control.give = self._open.give
        control.tell = self._open.tell
        keys, more = footer.for_proof(proof)
        self._where = replace(self._where, about=proof.about)
        where = Where(place_of(proof), about=proof.about)
        sheet = Sheet(control, control.value, where, ask=proof.title, keys=keys, more=more)
        sheet.told, sheet.help, sheet.foot = said, proof.told, 3
        try:
            return Answered(self._open.ask(sheet))
        except WentBack:
            return Back()

    def edit(self, title: str, text: str, at: int = 0) -> Answered | Back:
        """A whole text in a field, in which Enter begins a new line; the cursor stands ``at`` a place."""
        if self._sitting is None:
            return super().edit(title, text, at)
        entry = Entry(text, lines=True, mark=self._open.view.signs.field)
        entry.buffer.cursor_position = at
        sheet = Sheet(
            entry,
            lambda: whole_text(entry.read()),
            Where(_("Review"), about=self._where.about),
            ask=title,
            editor=True,
            writes=True,
        )
        sheet.keys, sheet.more = footer.for_editing()
        sheet.half = sheet.typed
        try:
            return Answered(self._open.ask(sheet))
        except WentBack as back:
            return Back(back.unfinished)

    def _read(
        self,
        said: list[Said],
        before: tuple[Said, ...] = (),
        *,
        title: str = "",
        keeps: bool = False,
        half: str = "",
    ) -> str:
        """A page to read; Enter goes on when its end was seen. ``WentBack``, ``Left`` as for questions.
        ``keeps``: what is typed is for the field that comes next, and returned; ``half`` stands there."""
        signs = self._open.view.signs
        control = Reader(said, rule=signs.rule if title else "", signs=signs.menu)
        control.keeps, control.tell = keeps, self._open.tell
        keys, more = footer.for_reading()
        sheet = Sheet(control, lambda: None, self._where, ask=title, told=before, keys=keys, more=more)
        sheet.half = lambda: half + control.half()
        self._open.ask(sheet)
        return control.kept

    # Asking --------------------------------------------------------------------------------------------

    def ask(self, asked: Asked) -> Answered | Back | Turned:
        """Ask one question, a sitting of its own where none is open; ``Left`` is raised when somebody
        leaves."""
        if self._sitting is None:
            with self.open():
                self._alone = True
                return self.ask(asked)
        # Whoever could not go back has the same page again, with what is told there.
        kept = self._kept if self._asked and self._asked.question.key == asked.question.key else ()
        told = (*kept, *(one for one in self._take_said() if one not in kept))
        self._asked, self._before, self._kept = asked, told, ()
        self._where = replace(self._where, about=asked.about)
        try:
            value = self._answer(self._long_before())
        except WentBack as back:
            self._kept = () if self._now.goes_back else told
            return Back(back.unfinished)
        except Turn as turn:
            return Turned(turn.unfinished)
        finally:
            self._before = ()
        return Answered(value)

    def _long_before(self) -> list[Said]:
        """What was said before, where it would leave the question no room: a page of its own."""
        said: list[Said] = []
        if self._is_long(self._before):
            said, self._before = [*self._before], ()
        return said

    def _answer(self, said: list[Said]) -> Value | None:
        """What is answered once ``said`` is read, which is where one goes back to."""
        while True:
            way = kinds.of(self._now.question).way
            if said:
                self._typed = self._read(
                    said, keeps=way == "field" and not self._now.choices, half=self._now.unfinished
                )
            try:
                value: Value | None = WAYS[way](self._now, self)
                return value
            except WentBack as back:
                if not said:
                    raise
                self._asked = replace(self._now, unfinished=back.unfinished)

    @property
    def _now(self) -> Asked:
        assert self._asked is not None
        return self._asked

    def _beside(self) -> tuple[Said, ...]:
        # Where there is room a blank row parts it from the question.
        said = self._take_said()
        return (("", ""), *said) if said and self._rows >= TALL else said

    def type_in(self, field: Field) -> Any:
        """The value typed into a field."""
        question = self._now.question
        entry = Entry(
            field.in_sight,
            begun=field.begun,
            hint=hint(question) if field.label == MARK else "",
            again=_("(Ctrl+U brings back “%(words)s”)") % {"words": field.begun.strip()},
            lines=field.lines,
            proposed=field.proposed,
            mark=self._open.view.signs.field,
            completer=completer_of(field),
        )
        if self._typed:
            entry.insert(self._typed)
            self._typed = ""
        if field.label != MARK:
            self.say(field.label, "class:question")
        sheet = self._sheet(entry)
        sheet.parse, sheet.editor = field.reading_of(entry.read), field.editor
        sheet.listed = field.listed
        sheet.half, back = lambda: field.whole(sheet.typed()), self._now.goes_back
        return self._put(sheet, footer.for_field(field, turns=sheet.turns, alone=self._alone, back=back))

    def pick(self, menu: Menu) -> Any:
        """One item, chosen with arrows, its number, or part of its words."""
        control = Choosing(menu, signs=self._open.view.signs.menu)
        return self._choose(control, lambda: menu.whole(""))

    def tick(self, menu: Menu) -> Any:
        """Some items, ticked with the space bar."""
        control = Choosing(menu, ticks=True, signs=self._open.view.signs.menu)
        return self._choose(control, lambda: menu.whole(control.half()))

    def _choose(self, control: Choosing, half: Any) -> Any:
        control.tell = self._open.tell
        sheet, back = self._sheet(control), self._now.goes_back
        sheet.parse, sheet.half = control.value, half
        return self._put(sheet, footer.for_menu(control, turns=sheet.turns, alone=self._alone, back=back))

    def _put(self, sheet: Sheet, foot: footer.Foot) -> Any:
        sheet.keys, sheet.more = foot
        sheet.explained = self._explained
        return self._open.ask(sheet)

    def _sheet(self, control: Control) -> Sheet:
        """A page with the words of the question that is asked."""
        asked, question = self._now, self._now.question
        helps = [question.help]
        if not isinstance(control, Entry) and kinds.of(question).way in MENUS and question.example:
            helps.append(_("e.g. %(example)s") % {"example": example_of(question)})
        return Sheet(
            control,
            lambda: None,
            self._where if self._where.steps != 1 else counted(self._where, asked),
            ask=question.ask,
            help="\n".join(filter(None, helps)),
            lock=_("[for you alone]") if question.private else "",
            told=self._before,
            beside=self._beside(),
            around=asked.around,
            background=asked.background,
            closed=lambda typed: stands(question, typed),
            turns=asked.other_way,
            needed=question.required,
        )
