"""A text changed as a whole in a field; where it was changed elsewhere meanwhile, both are kept."""

from __future__ import annotations

import difflib
from pathlib import Path

from netinvite import mail
from netinvite.app import editing
from netinvite.language import _
from netinvite.leaving import Ended
from netinvite.model.questions import Choice, Question
from netinvite.store import drafts
from netinvite.ui.parts import Answered, Left
from netinvite.wizard.proofs import MAIL, ProofDesk, title_of

# Which of two texts is to be the draft: the one that lies there, or the one that was typed here.
THERE, MINE = "there", "mine"


class WholeDesk(ProofDesk):
    """A desk on which ``e`` changes a whole text."""

    # Where a text lies that was left while it was edited.
    _left: Path | None = None

    def edit_whole(self, document: str) -> None:
        """As every desk; what stands in the field when somebody leaves is an edited draft too, and waits
        to be looked at."""
        try:
            text = self.reading.texts[document]
            # Whoever goes on typing means the text, and no line that says whom it goes to.
            at = mail.text_begins(text) if document == MAIL else 0
            outcome = self.front.edit(title_of(document), text, at)
        except (Left, Ended) as ended:
            self._keep(document, ended.unfinished or "", half=True)
            raise
        if isinstance(outcome, Answered):
            self._keep(document, str(outcome.value))

    def _keep(self, document: str, typed: str, *, half: bool = False) -> None:
        reading = self.reading
        seen = reading.texts.get(document, ""), reading.lies.get(document, "")
        if not typed or typed.rstrip() == seen[0].rstrip():
            return
        if other := editing.keep(self.preparation, document, typed, seen, half=half):
            self._settle(document, typed, other, asks=not half)
        elif half:
            self._was_left(document)
        else:
            self._was_kept(document, typed)

    def _was_left(self, document: str) -> None:
        self._left = self.preparation.workspace.folder(self.preparation.slug) / drafts.file_name(document)
        if document == MAIL:
            self.say(_("The email is half typed, and goes nowhere until you have looked at it."))

    def kept_in(self, question: Question | None) -> Path:
        """As every desk; of a text that was being edited, its own file."""
        return self._left or super().kept_in(question)

    def _was_kept(self, document: str, typed: str) -> None:
        self.reading.edited[document] = self.reading.made[document]
        self.let_go(document, f"{typed.rstrip()}\n")
        file = drafts.file_name(document)
        self.say(_("Your text is saved in %(file)s.") % {"file": file})
        if document == MAIL and (wrong := self._head_fault(typed, file)):
            self.say(wrong, "bold")
        if told := self.found_in({document: f"{typed.rstrip()}\n"}):
            self.say(told, "bold")

    @staticmethod
    def _head_fault(typed: str, file: str) -> str:
        """What is wrong with To and Subject of an email; "" where nothing is. What else is the rules find."""
        try:
            if mail.parse_draft(typed, file).subject:
                return ""
        except mail.MailError as fault:
            return fault.in_full
        return _("The email has no subject: that is the line that begins with “Subject:”.")

    def _settle(self, document: str, typed: str, other: str, *, asks: bool) -> None:
        """Another text lies there than the one that was opened: both are kept, and which of them is the draft
        is said by whoever sits here. Where that cannot be asked, it is what lies there."""
        words = {"file": drafts.file_name(document)}
        try:
            answer = self._which(document, typed, other) if asks else THERE
        except (Left, Ended):
            self._left = self._put_beside(document, typed)
            raise
        if answer != MINE:
            if not asks:
                self.say(_("%(file)s was changed elsewhere while you edited it here, and stays so.") % words)
            file = self._put_beside(document, typed)
            self._left = None if asks else file
        elif aside := editing.change_places(self.preparation, document, typed, other):
            self._was_kept(document, typed)
            self._say_aside(_("What lay there is saved in %(file)s.") % {"file": aside.name})
        else:
            self._keep(document, typed)

    def _which(self, document: str, typed: str, other: str) -> str:
        file = self.preparation.workspace.folder(self.preparation.slug) / drafts.file_name(document)
        told = _(
            "%(file)s was changed elsewhere while you edited it here. The difference (- what lies there, "
            "+ yours):"
        )
        self.say(told % {"file": file.name})
        self.say("\n".join(difference(other, typed)))
        there = _("Keep what lies there, and save mine beside it, as %(file)s")
        mine = _("Put mine in its place, and save what lies there as %(file)s")
        choices = [
            Choice(THERE, there % {"file": editing.beside(file, f"{typed.rstrip()}\n").name}),
            Choice(MINE, mine % {"file": editing.beside(file, other).name}),
        ]
        # Enter alone writes nothing over.
        ask = _("What should happen to %(file)s?") % {"file": file.name}
        return self.menu(ask, choices, THERE) or THERE

    def _put_beside(self, document: str, typed: str) -> Path:
        file = editing.keep_beside(self.preparation, document, typed)
        self._say_aside(_("Your text is saved in %(file)s.") % {"file": file.name})
        return file

    def _say_aside(self, told: str) -> None:
        self.say(told)
        self.reading.aside.append(told)

    def tell_aside(self) -> None:
        """Where texts lie that are no drafts, once more: the page that said so is gone."""
        for told in self.reading.aside:
            self.say(told)


def difference(mine: str, new: str) -> list[str]:
    """Lines of both texts with their mark, places apart by a blank line; line numbers help nobody here."""
    lines = difflib.unified_diff(mine.splitlines(), new.splitlines(), lineterm="", n=1)
    return ["" if line.startswith("@@") else line for line in list(lines)[2:]][1:]
