"""The desk for the leaflet: what a leaflet alone needs to know is asked before the first one is made."""

from __future__ import annotations

from netinvite.app import leaflet
from netinvite.app.preparation import Preparation
from netinvite.model import keys
from netinvite.model.questions import Question
from netinvite.store.workspace import Workspace
from netinvite.ui.fronts import Stage
from netinvite.wizard.desk import Desk


class LeafletDesk(Desk):
    """Asks until nothing is open; the leaflet itself shows what came of it."""

    name = "leaflet"

    def review(self) -> bool:
        """Nothing more to look at."""
        return True

    def announce(self, question: Question) -> None:
        """The leaflet's own step. Whom to ask and what is needed stand in others, on pitch and mail."""
        if question.asked_in == self.announced or question.key in leaflet.OWN:
            return
        self.announced = question.asked_in
        step = self.sitting.guide.step(question.asked_in)
        own = question.asked_in in keys.ASKED_BY
        self.front.begin_step(Stage(step.title, step.intro if own else "", 1, 1))


def ask(workspace: Workspace, lang: str) -> None:
    """Ask what was never asked; nothing is missing afterwards but what was skipped."""
    preparation = Preparation.open(workspace, lang)
    preparation.walk = leaflet.to_ask(preparation.walk).waiting(preparation.unfinished)
    if preparation.walk.current:
        LeafletDesk(preparation).run()
