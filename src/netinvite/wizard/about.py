"""Whom a desk is about: the name above its pages, and in the commands that come back to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from netinvite.app import meant, turning
from netinvite.language import _, choose, of_environment
from netinvite.model.around import Around
from netinvite.model.people import Person, fold
from netinvite.model.questions import Question
from netinvite.store import namesakes
from netinvite.store.inventory import language_of

if TYPE_CHECKING:
    from netinvite.ui.fronts import Front
    from netinvite.wizard.sitting import Sitting


class AboutDesk:
    """``typed``: how somebody was named on the command line; ``about``: whom what is asked now is about."""

    front: Front

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self.typed = self.about = ""

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Tell a paragraph."""
        raise NotImplementedError

    def tell_whom(self) -> None:
        """Whom a part of a name found."""
        name, slug = self.sitting.name, self.sitting.slug
        if not (self.typed and name and slug):
            return
        if told := meant.taken_for(self.sitting.workspace, self.typed, Person(slug, name)):
            self.say(told)
        if fold(self.typed) not in (fold(name), slug):
            self.say(
                _("“%(typed)s”: this is about %(name)s.")
                % {"typed": self.typed, "name": namesakes.told(self.sitting.workspace, slug, name)}
            )

    @property
    def called(self) -> str:
        """The person's name, with the folder where another one has it too."""
        return namesakes.told(self.sitting.workspace, self.sitting.slug, self.sitting.name)

    def named_above(self, question: Question) -> str:
        """Whose name stands above a question; nobody's, where it is about oneself or the network."""
        sitting = self.sitting
        return "" if sitting.guide.about(question) == "network" else self.called

    def usual_lang(self) -> str:
        """The language of this sitting where nobody says another one."""
        workspace, slug = self.sitting.workspace, self.sitting.slug
        said = [of_environment(os.environ), language_of(workspace.root)]
        own = turning.own_language(workspace, workspace.person(slug)) if slug else ""
        return choose(own, *said, env=os.environ)

    def command(self, name: str, *more: str) -> str:
        """A command line for this person that works from the present folder."""
        slug = self.sitting.slug
        return self.sitting.workspace.command(name, *([slug] if slug else []), *more)

    def around(self, question: Question) -> Around | None:
        """The text that the answer to ``question`` will stand in, as far as this desk writes texts."""
        return None

    def tell_instead(self, question: Question) -> None:
        """What a text says in the place of an answer that was left out, where nobody reads along."""
        letter = None if self.front.follows else self.around(question)
        if letter and (instead := letter.instead()):
            self.say(_("Without an answer it will say: %(text)s") % {"text": instead})
