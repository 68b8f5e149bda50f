"""The wizard: asks what a preparation needs, of the organiser and the network once, then of a person."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from netinvite.app import belonging, onoffer, people, repeated
from netinvite.app.busy import OwnCalendar
from netinvite.app.concerned import (
    added,
    concerns_need,
    concerns_organiser,
    covering,
    is_anothers_name,
    let_go_of_needs,
    need_names,
    needs_gone,
    not_noted,
    organiser_changed,
    others_are_written_to,
    rename_need,
    renamed,
)
from netinvite.app.prepare import Opened, shared_address, values_of
from netinvite.language import _, activate, active, ngettext, speaking
from netinvite.model import dates, keys
from netinvite.model.people import Person
from netinvite.model.questions import FULL, SHORT, Choice, Question, Value
from netinvite.model.wording import listed
from netinvite.model.workdays import Busy
from netinvite.store.inventory import lacks_network_file, nearest, network_file_lacks
from netinvite.store.transaction import as_typed
from netinvite.ui.parts import Answered, Back, Turned
from netinvite.values import replace
from netinvite.wizard.whom import NEW, WhomDesk

if TYPE_CHECKING:
    pass

LOOKS = {keys.NETWORK: "pitch", keys.CONTACT: "invitation"}


class PreparationDesk(WhomDesk):
    """The desk for a preparation."""

    name = "prepare"

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.changes_organiser = opened.change_organiser
        self.told_of_texts = opened.change_organiser
        self.calendar = opened.calendar or OwnCalendar("")
        # Needs of the network that were first named here, of a person.
        self.first_named: set[str] = set()

    def begin(self) -> None:
        """Find out whom it is about, and take the answers that were given."""
        self.tell_of_calendar()
        with speaking(self.opened.reader or active()):
            self.tell_whom()
            self.find_out_who()
        turns = self.opened.turns if self.opened.chosen else self.choose_person()
        turns = self.settle_namesake(self.settle_name(self.find_named() or turns))
        with speaking(self.opened.reader or active()):
            self.settle_whose()
            if turns:
                self.turn(turns)
        activate(self.preparation.guide.lang)
        values = values_of(self.preparation, self.opened.answers)
        kept = [] if self.may_change(values) else organiser_changed(self.preparation, values)
        self.preparation.put({key: value for key, value in values.items() if key not in kept})
        given, walk = self.opened.answers, self.preparation.walk
        self.preparation.take_half(given.half)
        for told in repeated.sentences(given, kept):
            self.say(told)
        for told in repeated.asked_about(given, walk, self.preparation.workspace, kept):
            self.say(told)
        for told in repeated.lengths(given, walk):
            self.say(told)
        for told in onoffer.told(self.calendar, self.preparation, given) if keys.TIMES in given.where else ():
            self.say(told)
        if keys.EMAIL in self.opened.answers.where and (told := shared_address(self.preparation)):
            self.say(told, "italic")
        if lacks_network_file(self.preparation.workspace.root):
            self.say(network_file_lacks(self.preparation.workspace.root), "bold")
        elif not self.preparation.workspace.exists:
            self.greet()
        elif self.preparation.network_untold():
            self.tell_of_languages()

    def way(self) -> list[str]:
        """The full way is asked for; the short one is the usual one."""
        return [*super().way(), *(["--full"] if self.preparation.walk.depth == FULL else [])]

    def greet(self) -> None:
        """What is about to happen, once."""
        self.front.explain(
            _(
                "First you and the network (once), then the person. Leave with Ctrl+C at any question; "
                "everything is saved, and the same command goes on from there."
            )
        )
        self.front.explain(
            _("What you keep about a person was not given by that person: write only what they could see.")
        )
        workspace = self.preparation.workspace
        # Nobody chose this folder: it is the one in the documents.
        if workspace.found and not nearest(os.environ):
            self.front.explain(
                _("Your answers are kept in %(folder)s; --workspace chooses another folder.")
                % {"folder": workspace.root}
            )

    def tell_of_languages(self) -> None:
        """Why the questions about the network come again."""
        words = {"language": dates.language_name(self.preparation.guide.lang, active())}
        self.say(
            _(
                "Your answers about the network are in another language. To write in %(language)s they are "
                "needed in %(language)s too, once."
            )
            % words
        )

    def ahead(self) -> Iterator[None]:
        """As every desk; and everyone, where times will be asked for, which nobody else was offered."""
        yield from super().ahead()
        times = self.preparation.guide.question(keys.TIMES)
        others = {*self.preparation.workspace.slugs()} - {self.preparation.slug}
        if others and times and self.preparation.walk.is_open(times):
            yield from people.ahead(self.preparation.workspace)

    def busy(self) -> Busy:
        """What one's own calendar says, and what is offered to others; of a calendar that cannot be used,
        why, once."""
        found = self.calendar.busy(self.preparation.workspace, self.preparation.walk.answers)
        self.tell_of_calendar()
        return onoffer.Taken(found, self.preparation)

    def tell_of_calendar(self) -> None:
        """What is wrong with one's own calendar, as far as it is known by now."""
        for told in self.calendar.take_notes():
            self.say(told)

    def may_change(self, values: Mapping[str, Value | None]) -> bool | None:
        """Whether these answers may stand: of the organiser's, changed ones only where somebody says so;
        ``None`` where somebody goes back instead."""
        changed = organiser_changed(self.preparation, values)
        if changed and self.in_their_name:
            words = {"owner": belonging.owner_name(self.preparation)}
            self.say(_("What %(owner)s has said about themselves stays as it is.") % words)
            return False
        if changed and not self.changes_organiser:
            self.say(concerns_organiser(self.preparation, values, changed, asked=True))
            if new := values.get(keys.OWN_NAME):
                command = self.preparation.workspace.command("prepare", "--as", str(new))
                self.say(_("If you are somebody else: %(command)s") % {"command": command})
            choices = [Choice("change", _("The new answer")), Choice("keep", _("What is there now"))]
            asked = self.menu(_("Which should stand in the texts?"), choices, claims=True)
            if asked is None:
                return None
            self.changes_organiser = asked == "change"
            if self.changes_organiser:
                self._tell_of_texts()
        return not changed or self.changes_organiser

    def _tell_of_texts(self) -> None:
        """What becomes of others' texts, once."""
        if not self.told_of_texts:
            self.told_of_texts = True
            self.say(_("Texts that nobody edited are written anew when they are next printed."))

    def other_way(self) -> str:
        """More questions, or fewer."""
        return _("fewer questions") if self.preparation.walk.depth == FULL else _("more questions")

    def turn_way(self, unfinished: str) -> None:
        """From the short way to the thorough one, or back; this question stays, where that asks it."""
        preparation = self.preparation
        preparation.leave(unfinished)
        walk = preparation.walk
        preparation.walk = replace(walk, depth=SHORT if walk.depth == FULL else FULL)
        if preparation.walk.depth == SHORT:
            self.say(_("From here on only what the texts need."))
            return
        more = walk.more()
        told = _("%(count)s more questions to think with; skip those that do not help.")
        self.say(told % {"count": len(more)})
        if behind := sum(walk.guide.places[one.key] < walk.guide.places[walk.position] for one in more):
            told = ngettext(
                "One of them belongs before this question, and comes at the end.",
                "%(count)s of them belong before this question, and come at the end.",
                behind,
            )
            self.say(told % {"count": behind})

    def take(self, question: Question, outcome: Answered | Back | Turned) -> None:
        """As every desk; what an answer means for others is asked, or said at once."""
        before = self.preparation.walk.answers.get(question.key)
        if question.key == keys.NAME and isinstance(outcome, Answered) and outcome.value != before:
            self.preparation.unfinished[question.key] = str(outcome.value or "")
            if (name := self.one_of(str(outcome.value or ""))) is None:
                return
            outcome = Answered(name or None)
        others = set(self.preparation.workspace.slugs()) - {self.preparation.slug}
        # Whoever is at work on the first person may still correct their own name.
        if isinstance(outcome, Answered) and others:
            # Whatever ends the sitting while it is asked about, what was typed is kept.
            self.preparation.unfinished[question.key] = as_typed(outcome.value, question)
            if question.key == keys.NAME and not self.preparation.slug and not self._is_new(outcome.value):
                return
            if self.in_their_name or is_anothers_name(self.preparation, {question.key: outcome.value}):
                may = self.may_change({question.key: outcome.value})
                if may is None:
                    # The question comes again, with what was typed in its field.
                    return
                outcome = outcome if may else Answered(before)
        changed = isinstance(outcome, Answered) and organiser_changed(
            self.preparation, {question.key: outcome.value}
        )
        needs = self.preparation.walk.answers.get(keys.NEEDS)
        super().take(question, outcome)
        if isinstance(outcome, Answered):
            self._let_go_of_needs(question, needs)
        if changed and not self.told_of_texts and others_are_written_to(self.preparation):
            self._tell_of_texts()
        for told in belonging.shared(self.preparation, question.key):
            self.say(told, "italic")
        if question.key == keys.NEEDS and isinstance(outcome, Answered):
            for name in needs_gone(before, outcome.value):
                self.reword(name, list(need_names(outcome.value)))
        if question.key == keys.EMAIL and (told := shared_address(self.preparation)):
            self.say(told, "italic")

    def _let_go_of_needs(self, question: Question, before: Value | None) -> None:
        """What was first named here and is noted for nobody any more is no need of the network; ``before``:
        the needs until this question was answered."""
        if question.key == keys.NEEDS:
            self.first_named.clear()
        if question.key != keys.COVERS:
            return
        preparation = self.preparation
        self.first_named |= added(before, preparation.walk.answers.get(keys.NEEDS))
        gone = not_noted(preparation, self.first_named)
        self.first_named -= gone
        if gone:
            let_go_of_needs(preparation, gone)
            told = _("Not among what the network needs any more: %(needs)s.")
            self.say(told % {"needs": listed(sorted(gone))})

    def _is_new(self, name: Value | None) -> bool:
        """Whether the name is that of somebody new; else it goes on with whoever it is, or asks it again."""
        known = self.who_is(str(name))
        if known and known != NEW:
            self._continue_with(self.preparation.workspace.person(known))
        return known == NEW

    def reword(self, old: str, names: list[str]) -> None:
        """Ask what a need is called now that people are noted for; nothing is renamed unasked."""
        people = covering(self.preparation.workspace, old)
        if not people:
            return
        self.say(concerns_need(old, people))
        choices = [*(Choice(name, name) for name in names), Choice("none of these", _("By none of these"))]
        new = self.menu(_("By what name does it stand there now?"), choices, claims=True)
        if new in names:
            for person in people:
                self.rename(person, old, new)

    def rename(self, person: Person, old: str, new: str) -> None:
        """The new name in what is noted of a person; of the one at this desk in the answers."""
        noted = self.preparation.walk.answers.get(keys.COVERS)
        if person.slug != self.preparation.slug:
            rename_need(self.preparation.workspace, person, old, new)
        elif isinstance(noted, tuple):
            covers = renamed([str(name) for name in noted], old, new)
            here = self.preparation.walk.position
            self.preparation.put({keys.COVERS: covers})
            self.preparation.walk = replace(self.preparation.walk, position=here)
            self.preparation.save()

    def look(self, step: str) -> None:
        """The text so far, after a step that completes one."""
        # Whoever reads along has seen it.
        document = None if self.front.follows else LOOKS.get(step)
        unwanted = document == "invitation" and not self.preparation.wants_mail
        missing = any(question.asked_in == step for question in self.preparation.missing())
        if document is None or unwanted or missing:
            return
        self.say(_("So far it reads:"), "bold")
        self.show(document)
