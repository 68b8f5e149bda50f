"""What was written to whoever is due: the invitation, read, opened, or noted as gone; or something else."""

from __future__ import annotations

from collections.abc import Callable

from netinvite.app import contact, going, refreshing, unseen
from netinvite.language import _, active
from netinvite.model.contacts import MESSAGE
from netinvite.model.standing import Facts, state
from netinvite.store.workspace import Workspace
from netinvite.wizard import keyed
from netinvite.wizard.keyed import STAY, Keyed

# What a key leads to besides: the email to be looked at.
LOOK = "look"
# To whom the invitation may go; to others it is something else that one writes.
TO_INVITE = ("thinking", "ready", "tried", "invited")


class WrittenDesk(Keyed):
    """A desk at which somebody says what they wrote. ``read`` gives somebody's mail as text, ``held`` what
    would hold it back; ``open_mail`` hands it over and says how far that went."""

    def __init__(
        self,
        workspace: Workspace,
        read: Callable[[str], str],
        open_mail: Callable[[str], str],
        held: Callable[[], str],
    ) -> None:
        super().__init__(workspace)
        self.read, self.open_mail, self.held = read, open_mail, held

    def invites(self, facts: Facts) -> bool:
        """Whether the invitation may go to somebody still, and is there or can be written."""
        return state(facts) in TO_INVITE and not self._unwritten(facts)

    def _unwritten(self, facts: Facts) -> str:
        return refreshing.unwritten(self.workspace, facts.id, self.name_of(facts))

    def mail(self, facts: Facts) -> str:
        """The invitation, to whom it may go still: read it, open it, record that it went; where that would be
        refused, look at what stands in the way."""
        if state(facts) not in TO_INVITE:
            return self._message(facts)
        if told := self._unwritten(facts):
            self.say(told)
            return self._message(facts)
        if wait := going.first(self.workspace, facts.id, self.name_of(facts)):
            return self._look_first(facts, wait)
        words = {"command": self.workspace.command("mail", facts.id)}
        self.say(_("For another way: %(command)s") % words)
        ask = _("The invitation to %(name)s") % {"name": self.name_of(facts)}
        while action := self.letters(ask, keyed.at_the_invitation()):
            if action == "sent":
                return self._sent(facts)
            if action == "read":
                self._try(lambda: self._show(facts.id))
            else:
                self._try(lambda: self.say(self.open_mail(facts.id)))
        return STAY

    def _show(self, slug: str) -> None:
        """What holds it back stands below it, beside the keys."""
        self.front.show("invitation.txt", self.read(slug))
        if held := self.held():
            self.say(held)

    def _look_first(self, facts: Facts, wait: str) -> str:
        """What is to be done before the invitation can go: it is looked at, but by whoever has the person
        alone, and where a file is to be mended first."""
        whose = self._whose(facts, recorded=False)
        self.say(whose or wait)
        if whose or unseen.unread(self.workspace, facts.id):
            return STAY
        letters = {LOOK: (_("l: look at it"), _("read it, and change what stands in the way"))}
        return self.letters(_("The invitation to %(name)s") % {"name": self.name_of(facts)}, letters) or STAY

    def _sent(self, facts: Facts) -> str:
        place, went = self.workspace, self._times_that_went(facts)

        def record() -> None:
            done = contact.record_invitation(place, place.person(facts.id), active(), went)
            for told in done.told:
                self.say(told)

        return self._keep(facts, record)

    def _message(self, facts: Facts) -> str:
        """Something else that one wrote oneself: record that it went, and how."""
        if facts.email:
            self.say(_("Email: ") + facts.email)
        self.say(_("You write it yourself; here you note that it has gone."))
        ask = _("What did you write to %(name)s?") % {"name": self.name_of(facts)}
        how = self.letters(ask, keyed.at_what_was_written(), claims=True)
        return self._record(facts, MESSAGE, how=how) if how else STAY
