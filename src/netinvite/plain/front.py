"""The front end of plain mode: asks a question line by line, prints headings and texts."""

from __future__ import annotations

import sys

from netinvite.language import _
from netinvite.leaving import Ended, HungUpError, noted
from netinvite.plain import fields, menus
from netinvite.plain.lines import Lines
from netinvite.prompts.kinds import ask_in
from netinvite.prompts.outcome import Answered, Asked, Back, Left
from netinvite.prompts.parts import Field, Menu


class Plain(Lines):
    """A front end, and the terminal that its questions are asked in."""

    def heading(self, *parts: str) -> None:
        """A blank line and a heading."""
        self.say("")
        self.say(": ".join(parts))

    def show(self, name: str, text: str) -> None:
        """A text as it would be saved, between lines that say where it begins and ends."""
        self.say(_("Here begins %(file)s.") % {"file": name})
        self.say(text.rstrip("\n"))
        self.say(_("Here ends %(file)s.") % {"file": name})

    def ask(self, asked: Asked) -> Answered | Back:
        """Ask one question; ``Left`` is raised when somebody leaves."""
        self.asked = asked
        try:
            return ask_in(self, asked)
        except Ended as ended:
            unfinished = self.current_text()
            self.say("")
            raise Ended(ended.error, unfinished) from None
        except EOFError:
            raise self._over(self.current_text()) from None
        finally:
            self.attend()

    def _over(self, unfinished: str) -> Exception:
        """Nothing more can be typed: Ctrl+D, or the window is gone, and its signal may be still to come."""
        if sys.stdin.isatty():
            return Left(unfinished)
        return Ended(noted() or HungUpError, unfinished)

    def type_in(self, field: Field) -> object:
        """The value typed."""
        return fields.type_in(self, field)

    def pick(self, menu: Menu) -> object:
        """One item."""
        return menus.pick(self, menu)

    def tick(self, menu: Menu) -> object:
        """Some items."""
        return menus.tick(self, menu)
