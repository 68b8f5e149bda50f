"""The desk for the day: who is due, one after the other; one key records what was done, and goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from netinvite import clock
from netinvite.app import people, prepare, refreshing, today
from netinvite.app.people import Register
from netinvite.app.reasons import why
from netinvite.app.team import Known
from netinvite.language import _, activate, active, ngettext
from netinvite.leaving import Ended, HungUpError, LeftError, end_if_noted, listening, noted
from netinvite.model.contacts import MOVED, NO_ANSWER, NOTED
from netinvite.model.due import Due
from netinvite.model.people import shortened
from netinvite.model.questions import Choice, Question
from netinvite.model.standing import DECLINES, Facts, state
from netinvite.store.inventory import INVITATION
from netinvite.store.workspace import Workspace
from netinvite.ui import screen
from netinvite.ui.parts import Left
from netinvite.wizard import keyed, talked
from netinvite.wizard.edit import EditDesk
from netinvite.wizard.keyed import NOTE, STAY, UNTIL
from netinvite.wizard.prepare import PreparationDesk
from netinvite.wizard.whose import WhoseDesk
from netinvite.wizard.written import LOOK, WrittenDesk

# What a key leads to besides: the list, a conversation.
LIST, TALK = "list", "talk"
# Of what is cut on a person's page so many lines are shown, so that the keys stay in sight.
LINES = 3
# Needs that are named above the list.
FEW = 3


class TodayDesk(WrittenDesk):
    """``at``: whose page is next, "" for the list; ``order``: of those in it, by id; ``leads_to``: what a key
    leads to that is a sitting of its own."""

    def __init__(
        self,
        workspace: Workspace,
        read: Callable[[str], str],
        open_mail: Callable[[str], str],
        lang: str = "",
        held: Callable[[], str] = str,
    ) -> None:
        """``lang`` is the one that was chosen for this sitting, or ""; the others as of every such desk."""
        super().__init__(workspace, read, open_mail, held)
        self.lang = lang
        self.at = self.leads_to = ""
        self.order: list[str] = []

    def run(self) -> None:
        """Until nobody is due, or somebody goes back or leaves; everything is recorded at once."""
        self.begin()
        while slug := self._sit():
            # A sitting of its own: it says itself how to go on with it.
            _SITTINGS[self.leads_to](self, slug)

    def _sit(self) -> str:
        """Who is to be sat down with, for what ``leads_to`` says; "" at the end."""
        with listening():
            try:
                slug = self.walk()
                end_if_noted()
                for sentence in self._keep_notes():
                    self.say(sentence)
            except Left as left:
                raise self._leaving(LeftError, left.unfinished) from None
            except Ended as ended:
                raise self._leaving(ended.error, ended.unfinished) from None
            except OSError:
                if sys.stdin.isatty():
                    raise
                raise self._leaving(noted() or HungUpError, None) from None
            return slug

    # Who ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """What comes within a week and what is missing, in a few lines above the list."""
        register = self._read()
        for told in register.notes:
            self.say(told)
        if ahead := [self.names[one.id] for one in people.due_and_coming(register, clock.now())[1]]:
            self.say(_("Within seven days"), "bold")
            self.say(shortened(ahead))
        if missing := today.missing(register):
            self.say(_("Not covered yet"), "bold")
            # One alone is no shorter to count than to name.
            shown = missing if len(missing) == FEW + 1 else missing[:FEW]
            for told in shown:
                self.say(f"- {today.cut(told)}")
            if more := len(missing) - len(shown):
                self.say("- " + _("and %(count)s more") % {"count": more})

    def walk(self) -> str:
        """List and pages in turn; as of ``_sit``."""
        while True:
            register, now = self._read(), clock.now()
            found = people.due(register, now)
            one = self._next(found)
            if self.at and not one:
                self._not_due(register)
            if not found:
                for line in today.nothing_due(register, now, self.workspace):
                    self.say(line)
                return ""
            if one is None:
                # Whoever is picked is read afresh: others may have recorded something while the list stood.
                if self._picked(register, found):
                    continue
                return ""
            outcome = self._page(register, one)
            if outcome in _SITTINGS:
                self.at, self.leads_to = one.id, outcome
                return one.id
            if outcome == LIST:
                self.at = ""
            elif outcome != STAY:
                self._pass(one.id)

    def _read(self) -> Register:
        register = people.read(self.workspace)
        self.names = register.names
        return register

    def _next(self, found: Sequence[Due]) -> Due | None:
        return next((one for one in found if one.id == self.at), None)

    def _not_due(self, register: Register) -> None:
        """Whoever was to be next is not due any more: others know something by now."""
        for facts in register.everyone:
            if facts.id == self.at:
                self.say(
                    _("%(name)s is not due any more; something was recorded meanwhile.")
                    % {"name": self.name_of(facts)}
                )
                self._when_again(facts, register)
        self.at = ""

    def _picked(self, register: Register, found: Sequence[Due]) -> str:
        self.order = [one.id for one in found]
        facts, known, now = {one.id: one for one in register.everyone}, register.known, clock.now()
        choices = [
            Choice(one.id, f"{self._label(facts[one.id], known)}: {why(one, facts[one.id], now, known)}")
            for one in found
        ]
        ask = ngettext("%(count)s person is due", "%(count)s people are due", len(found))
        self.at = self.menu(ask % {"count": len(found)}, choices) or ""
        return self.at

    def _label(self, facts: Facts, known: Known) -> str:
        """The name; of somebody else's person, whose."""
        if facts.owner in ("", self.workspace.by):
            return known.names[facts.id]
        words = {"person": known.names[facts.id], "owner": known.team.name(facts.owner)}
        return _("%(person)s, with %(owner)s") % words

    def _pass(self, slug: str) -> None:
        """On to whoever comes after ``slug`` in the list and is due still; to the list after the last one."""
        after = self.order[self.order.index(slug) + 1 :] if slug in self.order else []
        still = {one.id for one in people.due(people.read(self.workspace), clock.now())}
        self.at = next((one for one in after if one in still), "")

    # One person ----------------------------------------------------------------------------------------

    def _page(self, register: Register, one: Due) -> str:
        facts = next(facts for facts in register.everyone if facts.id == one.id)
        first, *more = today.page(facts, one, clock.now(), register.known, LINES * screen.width())
        self.front.heading(first.text)
        for line in more:
            if line.target:
                self.front.link(line.before, line.text, line.target)
            else:
                self.say(line.before + line.text)
        letters = keyed.at_somebody(invites=self.invites(facts), declined=state(facts) == DECLINES)
        action = self.letters(_("What did you do?"), letters, claims=True)
        return _ACTIONS[action](self, facts) if action else LIST

    def called(self, facts: Facts) -> str:
        """Reached or not."""
        ask = _("Did you reach %(name)s?") % {"name": self.name_of(facts)}
        action = self.letters(ask, keyed.at_a_call(), claims=True)
        if not action:
            return STAY
        return TALK if action == "talked" else self._record(facts, NO_ANSWER)

    def _look(self, slug: str) -> None:
        """At the email, as ``edit NAME mail`` does, or at the answers that wait; then this person once
        more."""
        lang = active()
        try:
            self._try(lambda: self._desk_for(slug).run())
        finally:
            activate(lang)

    def _desk_for(self, slug: str) -> WhoseDesk:
        opened = prepare.take_up(self.workspace, prepare.Order(slug))
        is_open = refreshing.is_open(self.workspace, slug)
        return PreparationDesk(opened) if is_open else EditDesk(opened, INVITATION)

    def postpone(self, facts: Facts) -> str:
        """Until a day."""
        day = self._typed(facts, Question("menu", UNTIL, "date", _("Until when?"), required=True))
        return self._record(facts, MOVED, until=day) if day else STAY

    def done(self, facts: Facts) -> str:
        """Nothing to do for now."""
        return self._record(facts, MOVED)

    def note(self, facts: Facts) -> str:
        """Something to remember; whoever is due is so still."""
        question = Question("menu", NOTE, "text", _("What do you want to remember?"), required=True)
        if text := self._typed(facts, question):
            self._record(facts, NOTED, note=str(text))
        return STAY

    def _talk(self, slug: str) -> None:
        """A conversation, and whoever is to be prepared at once after it; then the next person. Where there
        was none, this one again."""
        lang = active()
        try:
            self._try(lambda: self._record_talk(slug))
            self._pass(slug)
        except talked.NotTalked:
            pass
        finally:
            # They may have been in the person's own.
            activate(lang)

    def _record_talk(self, slug: str) -> None:
        following = talked.record(self.workspace, slug, self.names.get(slug, slug), self.lang)
        self.recorded = True
        if following:
            PreparationDesk(prepare.take_up(self.workspace, prepare.Order(following))).run()


_SITTINGS = {TALK: TodayDesk._talk, LOOK: TodayDesk._look}
_ACTIONS: dict[str, Callable[[TodayDesk, Facts], str]] = {
    "called": TodayDesk.called,
    "mail": TodayDesk.mail,
    "postpone": TodayDesk.postpone,
    "done": TodayDesk.done,
    "note": TodayDesk.note,
}
