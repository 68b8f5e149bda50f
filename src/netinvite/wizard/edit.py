"""The desk for texts that are written already: read, changed at a number, or edited as a whole."""

from __future__ import annotations

from typing import ClassVar

from netinvite.app import refreshing, unseen, verdicts
from netinvite.app.prepare import Opened
from netinvite.language import _, active, speaking
from netinvite.leaving import end_if_noted
from netinvite.store import drafts, namesakes
from netinvite.values import replace
from netinvite.wizard.proofs import MAIL
from netinvite.wizard.whose import WhoseDesk


class EditDesk(WhoseDesk):
    """Shows one text, or all of them, and writes what has changed. ``document``: "" for all."""

    name: ClassVar[str] = "edit"

    def __init__(self, opened: Opened, document: str = "") -> None:
        super().__init__(opened)
        self.document = document
        self.is_left = False

    def begin(self) -> None:
        """Refuse where an answer is missing; a text that somebody edited before is shown as they left it."""
        with speaking(self.opened.reader or active()):
            self.tell_whom()
            self.find_out_who()
            self.settle_whose()
        preparation = self.preparation
        if missing := preparation.missing():
            raise refreshing.unfinished(preparation, len(missing))
        self.about = preparation.name
        preparation.walk = replace(preparation.walk, position="", furthest="")
        if self.document == MAIL and not preparation.wants_mail:
            self._want_mail()

    def _want_mail(self) -> None:
        """A mail to somebody who is met or called needs what nobody was asked for; that comes first."""
        before = self.open_now()
        if self.preparation.want_mail():
            self.reading.passed = before
            self.pass_over()
            told = _("No email is planned for %(name)s: you meet or call. It needs a little more.")
            self.say(told % {"name": namesakes.told(self.preparation.workspace, self.preparation.slug)})

    def show(self, document: str) -> None:
        """As it would go, edited or not, where no pages are drawn."""
        end_if_noted()
        text = self._text(document, self.preparation.render(document))
        self.front.show(drafts.file_name(document), text)

    def documents(self) -> tuple[str, ...]:
        """The texts to go through."""
        return (self.document,) if self.document else self.preparation.documents()

    def way(self) -> list[str]:
        """The same text again."""
        names = {"pitch": "pitch", "invitation": "mail", "conversation": "conversation"}
        said = [] if active() == self.preparation.guide.lang else ["--lang", active()]
        return [*([names[self.document]] if self.document else []), *super().way(), *said]

    def review(self) -> bool:
        """One text after the other; what has changed is written."""
        documents = self.documents()
        if not self.front.follows:
            return super().review()
        if not self.read_texts(documents):
            return self.is_left
        stale = tuple(one for one in documents if self._is_stale(one))
        if not stale:
            self._have_seen()
            self.say(_("Every text is saved as you see it."))
            self.tell_aside()
            return True
        self.warn(self.reading.texts)
        return self.write(stale)

    def _have_seen(self) -> None:
        """The email as it lies there may go, where answers that changed elsewhere stand in it, or nobody is
        known to have seen it."""
        workspace, slug = self.preparation.workspace, self.preparation.slug
        looks = drafts.Looks(workspace)
        if not (MAIL in self.documents() and self.may_let_go() and unseen.has_changed(looks, slug)):
            return
        if looks.look(slug, MAIL).edited:
            self.let_go(MAIL, self.reading.texts[MAIL])
        else:
            verdicts.save(self.preparation, {MAIL: self.reading.made[MAIL]}, looked=True)

    def _is_stale(self, document: str) -> bool:
        made = self.reading.made[document]
        return self._draft(document).text != made and not self._is_kept(document, made)

    def go_back_before(self) -> None:
        """Back from the first text is away from here; what was done till then is said."""
        self.is_left = True
        for document in self.reading.edited:
            file = self.preparation.workspace.folder(self.preparation.slug) / drafts.file_name(document)
            self.say(_("Your text is saved in %(file)s.") % {"file": file})
        self.tell_aside()
        if any(self._is_stale(one) for one in self.documents()):
            self.say(_("The answers are saved. Go on with: %(command)s") % {"command": self.resume()})
