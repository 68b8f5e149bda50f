"""What stands on one page, and what becomes of the keys typed there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.model.around import MARK, NOWHERE, Around, Place
from netinvite.model.characters import whole
from netinvite.ui.editor import Editing
from netinvite.ui.page.choosing import Choosing
from netinvite.ui.page.entry import Entry
from netinvite.ui.page.reader import Reader
from netinvite.values import Changing, Frozen

Control: TypeAlias = Entry | Choosing | Reader


class Where(Frozen):
    """Where in the walk a page is: the ``title`` of its step, the how manieth of ``steps`` (0: no walk).
    ``questions``: there is but one step, so those are counted in place of steps; ``about``: whom it is about,
    "" for oneself and the network."""

    title: str = ""
    step: int = 0
    steps: int = 0
    questions: bool = False
    about: str = ""

    @property
    def place(self) -> str:
        """In words how far one is; "" where nothing is counted."""
        if self.steps < 2:
            return ""
        told = _("Question %(step)s of %(steps)s") if self.questions else _("Step %(step)s of %(steps)s")
        return told % {"step": self.step, "steps": self.steps}


UNCOUNTED = Where()


class Key(Frozen):
    """A key in the line at the foot; the more ``seldom``, the sooner it gives way in a narrow window."""

    told: str
    seldom: int = 0


class Sheet(Changing):
    """A page. ``ask`` with ``help`` below it; ``lock``: it is for the organiser alone; ``told``: what was
    said since the last page, ``beside``: while this question is asked, each with its style. ``more``: what F1
    tells of the keys, ``explained``: what it tells before them. ``parse`` gives the value that Enter goes on
    with, or refuses.

    ``around`` finds the text that the answer will stand in; ``closed`` makes of what is typed what will stand
    there. ``background`` can be read meanwhile. ``editor``: it can be written in an editor of one's own;
    ``listed``: the lines that tell which several things what is typed is, the first above the others;
    ``turns``: what another way through the questions asks; ``writes``: Enter begins a new line, and what was
    changed is not thrown away by one Esc. ``needed``: Enter does not go on where nothing is typed.
    ``foot``: keys are named on so many rows where it takes them.
    """

    control: Control
    parse: Callable[[], Any]
    where: Where = UNCOUNTED
    ask: str = ""
    help: str = ""
    lock: str = ""
    told: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    keys: tuple[Key, ...] = ()
    more: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()
    around: Callable[[], Around | None] | None = None
    closed: Callable[[str], str] = str
    background: str = ""
    half: Callable[[], str] = str
    editor: bool = False
    listed: Callable[[str], list[str]] = lambda typed: []
    turns: str = ""
    writes: bool = False
    needed: bool = False
    foot: int = 2
    # While it is asked.
    letter: Around | None = None
    complaint: str = ""
    # What is read in place of the page: the whole text, or what F1 tells of the keys.
    reader: Reader | None = None
    helping: bool = False
    # Said below the field until the next key.
    note: str = ""
    # What was typed when it was told that Esc throws it away.
    warned: str | None = None
    editing: Editing | None = None
    _read: tuple[str, str] = ("", "")

    def helped(self) -> tuple[str, ...]:
        """What F1 tells: what gave way to the question, then the keys; F3 where it shows something."""
        looking: tuple[str, ...] = ()
        if self.letter:
            looking = (_("F3 shows the whole text that your answer will stand in."),)
        elif self.background:
            looking = (_("F3 shows what was prepared, and what was said the last time."),)
        return (*self.explained, *looking, *self.more)

    def typed(self) -> str:
        """What stands in the field, or in the editor that is open for it."""
        if self.editing:
            return whole(self.editing.text())
        return whole(self.control.text) if isinstance(self.control, Entry) else ""

    def find_letter(self) -> None:
        """Look for the text, once: until then the page is drawn without it."""
        finding, self.around = self.around, None
        if finding:
            self.letter = finding()

    def answer(self) -> str:
        """What is typed or pointed to, as it would stand in the text; "" where nothing is."""
        typed = "" if isinstance(self.control, Reader) else self.control.text
        if self._read[0] != typed:
            try:
                self._read = typed, self.closed(typed)
            except AnswerError:
                self._read = typed, typed.strip()
        return self._read[1]

    def _shown(self) -> str:
        """The answer as it would stand, or the first words that alone are none; "" where the field is empty
        and something else stands there then."""
        left_out = self.instead() and not self._has_words()
        return self.answer() or ("" if left_out else self.opening())

    def instead(self) -> str:
        """What the text says where nothing is answered, as far as that can be left out; "" for nothing."""
        return self.letter.instead() if self.letter and not self.needed else ""

    def noted(self) -> str:
        """What is said until the next key; or, of first words alone, which are no answer, what the text says
        in their place; "" for nothing."""
        if self.note or not self._has_words() or self.answer() or not (instead := self.instead()):
            return self.note
        return _("Without an answer it will say: %(text)s") % {"text": instead}

    def _has_words(self) -> bool:
        return isinstance(self.control, Entry) and bool(self.control.text.strip())

    def opening(self) -> str:
        """What stands in the text where nothing is typed yet: dots, behind the first words where they are
        still there."""
        text = self.control.text if isinstance(self.control, Entry) else ""
        return f"{text.rstrip()} …".strip()

    def paragraph(self) -> tuple[str, Place]:
        """The paragraph that the answer stands in, and where in it."""
        return self.letter.paragraph(self._shown()) if self.letter else ("", NOWHERE)

    def text(self) -> tuple[str, Place]:
        """The whole text, and where the answer stands in it."""
        if not self.letter:
            return "", NOWHERE
        text, place = self.letter.read(self._shown())
        return text.rstrip("\n").replace(MARK, ""), place
