"""The desk for the leaflet: what a leaflet alone needs to know is asked before the first one is made."""

from __future__ import annotations

import contextlib

from netinvite.app import leaflet
from netinvite.app.preparation import Preparation
from netinvite.app.reading import difference, sentence_around
from netinvite.errors import TemplateError
from netinvite.language import _
from netinvite.leaving import end_if_noted
from netinvite.model import keys
from netinvite.model.around import NOWHERE, Around
from netinvite.model.questions import Choice, Question
from netinvite.store.workspace import Workspace
from netinvite.ui.fronts import Proof, Stage
from netinvite.ui.parts import Asked, Back
from netinvite.values import replace
from netinvite.wizard.proofs import ProofDesk


class LeafletDesk(ProofDesk):
    """Asks until nothing is open, and shows on pages what came of it, to be changed at a number. ``edits``:
    somebody wants to change it, and nothing has to be asked."""

    name = "leaflet"

    def __init__(self, preparation: Preparation, *, edits: bool) -> None:
        super().__init__(preparation)
        self.preparation, self.edits = preparation, edits

    def announce(self, question: Question) -> None:
        """All of it is for the leaflet, wherever else it is asked."""
        if self.announced:
            return
        self.announced = leaflet.WORD
        intros = [step.intro for step in self.sitting.guide.steps if step.key == keys.PRACTICAL]
        intro = "" if self.sitting.walk.done else "".join(intros)
        self.front.begin_step(Stage(_("The leaflet"), intro, 1, 1))

    def asked(self, question: Question) -> Asked:
        """What stands below an email says here whom one can ask."""
        asked = super().asked(question)
        if question.key != keys.SIGNATURE:
            return asked
        ask, told = _("Whom can one ask?"), _("The same stands below your emails, a line each.")
        return replace(asked, question=replace(asked.question, ask=ask, help=told))

    def around(self, question: Question) -> Around | None:
        """The leaflet."""
        with contextlib.suppress(TemplateError):
            return leaflet.text_around(self.preparation.workspace, self.sitting.walk, question)
        return None

    def way(self) -> list[str]:
        """Where nothing is open it is asked for."""
        return ["--edit"] if self.edits or self.sitting.walk.done else []

    def review(self) -> bool:
        """The leaflet as it stands, and what was skipped; True when it is over."""
        end_if_noted()
        workspace, walk = self.preparation.workspace, self.sitting.walk
        made = leaflet.text_of(workspace, walk)
        if not self.front.follows:
            return not self.edits or self._change_in_lines(made)
        text, found = leaflet.to_change(workspace, walk, made)
        before, self.reading.last[leaflet.WORD] = self.reading.last.get(leaflet.WORD), text
        fresh = NOWHERE if before is None else sentence_around(text, difference(text, before))
        told = _("What has changed is bold.") if fresh != NOWHERE else ""
        places = tuple(place for place, _key in found)
        name, title = leaflet.FORMS["md"].document.file, _("The leaflet")
        numbers = self.numbers.of(leaflet.WORD, (key for _place, key in found))
        proof = Proof(name, title, text, places, (fresh,) if told else (), told, whole=False)
        outcome = self.front.look(replace(proof, numbers=numbers))
        if isinstance(outcome, Back):
            return self.edits or self.go_back()
        if isinstance(outcome.value, int):
            self.reading.changing = self.numbers.key(leaflet.WORD, outcome.value)
            self.announced = ""
            self.sitting.walk = walk.jump(self.reading.changing)
            return False
        return True

    def _change_in_lines(self, made: str) -> bool:
        self.front.show(leaflet.FORMS["md"].document.file, made)
        choices = [Choice("keep", _("Keep it like this")), Choice("change", _("Change an answer"))]
        asked = self.menu(_("Is the leaflet as it should be?"), choices)
        return self.change() if asked == "change" else True


def ask(workspace: Workspace, lang: str, *, edits: bool = False) -> bool:
    """Ask what was never asked; nothing is missing afterwards but what was skipped. ``edits``: show it also
    where nothing is open. Whether the leaflet was read on a page."""
    preparation = Preparation.open(workspace, lang)
    preparation.walk = leaflet.to_ask(preparation.walk).waiting(preparation.unfinished)
    desk = LeafletDesk(preparation, edits=edits)
    if preparation.walk.current or edits:
        desk.run()
    return bool(desk.reading.last)
