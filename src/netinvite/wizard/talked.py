"""The interview after a key of today: whoever pressed it by mistake goes back, and no talk is lost."""

from __future__ import annotations

from netinvite import clock
from netinvite.app.prepare import Order, take_up_interview
from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.leaving import LeftError
from netinvite.model.contacts import TALKED, made
from netinvite.model.questions import Question
from netinvite.store import contacts, namesakes
from netinvite.store.workspace import Workspace
from netinvite.ui.parts import Asked
from netinvite.values import replace
from netinvite.wizard.interview import InterviewDesk, open_desk


class NotTalked(Exception):  # noqa: N818  # an outcome, not an error
    """Somebody went back at the first question."""


class TalkDesk(InterviewDesk):
    """Records a conversation that there was, or nothing."""

    def begin(self) -> None:
        """How one goes back, and what was prepared."""
        self.say(_("Esc at the first question goes back, and nothing is recorded."), "italic")
        super().begin()

    def asked(self, question: Question) -> Asked:
        """As every desk; before the first question is where the key was pressed."""
        asked = super().asked(question)
        return replace(asked, progress=asked.progress and replace(asked.progress, first=False))

    def at_first(self) -> None:
        """Back to where the key was pressed."""
        self.interview.forgo()
        raise NotTalked

    def leave(self, unfinished: str | None, error: type[LeftError] = LeftError) -> None:
        """As everywhere; that there was a talk is kept also where nothing of it is answered yet."""
        try:
            super().leave(unfinished, error)
        except LeftError as left:
            if self.interview.is_said:
                raise
            told = keep(self.interview.workspace, self.interview.slug, self.interview.name)
            raise error(f"{told}\n{left.message}") from None


def record(workspace: Workspace, slug: str, name: str, lang: str) -> str:
    """Record a conversation with ``name``, in ``lang`` where that is not ""; whom to prepare at once after
    it, or "". ``NotTalked`` where there was none. Any other error tells that the talk was kept."""
    desk = None
    try:
        opened = take_up_interview(workspace, Order(slug, lang=lang), last=False)
        desk = open_desk(opened.interview, opened.answers, TalkDesk)
        desk.run()
    except LeftError:
        raise
    except NetinviteError as error:
        if desk and desk.interview.is_said:
            raise
        raise NetinviteError(error.message, f"{error.hint}\n{keep(workspace, slug, name)}".strip()) from None
    return desk.prepare_next


def keep(workspace: Workspace, slug: str, name: str) -> str:
    """Record that there was a talk, no more; the sentence that says so, or why it could not be."""
    try:
        contacts.append(workspace, slug, made(TALKED, clock.now()), name)
    except NetinviteError as error:
        return error.in_full
    return _("That you talked with %(name)s is recorded.") % {"name": namesakes.told(workspace, slug, name)}
