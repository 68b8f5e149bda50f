"""Whom a preparation is about: chosen, or somebody new who is perhaps here already; in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netinvite.app import belonging, lastseen, meant, refreshing, turning
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import values_of
from netinvite.errors import WorkspaceError
from netinvite.language import _, activate, active
from netinvite.leaving import end_if_noted
from netinvite.model import dates, keys
from netinvite.model.people import Person, perhaps
from netinvite.model.questions import Choice
from netinvite.model.typed import several_in
from netinvite.store import drafts, namesakes
from netinvite.store.inventory import FILES
from netinvite.ui.parts import Left
from netinvite.values import replace
from netinvite.wizard.whose import WhoseDesk

if TYPE_CHECKING:
    from netinvite.app.turning import Turn

NEW, RENAMED = "new person", "renamed"


class WhomDesk(WhoseDesk):
    """A desk that finds out whom it is about."""

    def choose_person(self) -> Turn | None:
        """Go on with the one unfinished preparation, or ask which, or begin with somebody new; as
        ``go_on_with``."""
        workspace = self.preparation.workspace
        people = workspace.people()
        if not people:
            return None
        unfinished = [person for person in people if self.is_mine(person) and self._is_unfinished(person)]
        # Whoever asks for another language asks for somebody else.
        if len(unfinished) == 1 and self._language(unfinished[0]) == self.preparation.guide.lang:
            self._continue_with(unfinished[0])
            return None
        people.sort(key=lambda person: not self.is_mine(person))
        new, known = (
            [Choice(NEW, _("Somebody new"))],
            [Choice(p.slug, self.label(p)) for p in people],
        )
        begun = [Choice(p.slug, str(p)) for p in unfinished]
        choices = [*begun, *new] if begun else [*new, *known]
        answer = self.menu(_("Whom is it about?"), choices)
        return None if answer in (None, NEW) else self.go_on_with(str(answer))

    def go_on_with(self, slug: str) -> Turn | None:
        """Open the one who was chosen; what it takes to write to them in the language that was asked for,
        where it is another one."""
        person = self.preparation.workspace.person(slug)
        self._continue_with(person, self.preparation.guide.lang if self.opened.lang else "")
        return turning.turn(self.preparation, person, self._language(person))

    def turn(self, turned: Turn) -> None:
        """Write to somebody in another language from now on, or stay with theirs."""
        name, before, after = self.preparation.name, turned.before, turned.after
        self.say(turning.told(name, turned))
        old, new = (dates.language_name(lang, active()) for lang in (before, after))
        choices = [
            Choice("turn", _("In %(language)s from now on") % {"language": new}),
            Choice("stay", _("In %(language)s as before") % {"language": old}),
        ]
        if self.menu(_("In which language?"), choices, "turn") == "turn":
            turning.apply(self.preparation, turned)
            self.preparation.save()
        else:
            self._continue_with(self.preparation.workspace.person(self.preparation.slug))

    def _is_unfinished(self, person: Person) -> bool:
        """Whether something that is needed, or half typed, waits, or one of the texts was not saved since."""
        try:
            found = self._open(person)
        except WorkspaceError:
            # Told of where somebody asks for the person.
            return False
        # Whoever left in the middle of the review may have kept one of the texts already.
        looks, wanted = drafts.Looks(found.workspace), [one for one in found.documents() if one in FILES]
        unsaved = not all(looks.look_back(person.slug, one).saved for one in wanted)
        left = any(lastseen.is_left(found.workspace, person.slug, one) for one in wanted)
        half = any(question.key in found.unfinished for question in found.walk.asked())
        return unsaved or left or half or bool(found.missing())

    def _language(self, person: Person) -> str:
        """A person stays in the language that they are written to in."""
        return turning.own_language(self.preparation.workspace, person) or self.preparation.guide.lang

    def _open(self, person: Person, lang: str = "") -> Preparation:
        end_if_noted()
        preparation, wanted = self.preparation, lang or self._language(person)
        return Preparation.open(preparation.workspace, wanted, person, preparation.walk.depth)

    def _continue_with(self, person: Person, lang: str = "") -> None:
        """Open the person's preparation, in the language that they are written to in unless another is
        asked for."""
        refreshing.settle(self.preparation.workspace, person.slug)
        self.sitting = self.preparation = self._open(person, lang)
        if self.in_their_name and self.me:
            belonging.in_their_name(self.preparation, self.me)
        activate(self.preparation.guide.lang)
        self.say(
            _("We go on with %(name)s.") % {"name": namesakes.told(self.preparation.workspace, person.slug)}
        )

    def find_named(self) -> Turn | None:
        """Go on with whoever the name that was given is of, if they are here already under nearly that
        one; as ``go_on_with``. Going back from there is leaving."""
        named = self.one_of(self.opened.named)
        known = named and (self.who_is(named) if named else NEW)
        if known is None:
            raise Left(None)
        if named != self.opened.named:
            self.opened = replace(self.opened, named=named)
            self.opened.answers.raw[keys.NAME] = named
        if known in ("", NEW):
            return None
        self._forget_name()
        return self.go_on_with(known)

    def _forget_name(self) -> None:
        given = self.opened.answers
        for by_key in (given.raw, given.typed, given.where):
            by_key.pop(keys.NAME, None)

    def settle_name(self, turns: Turn | None) -> Turn | None:
        """Ask whom answers are about that name somebody else than whoever lies on the desk; what it takes to
        write to that one, as ``go_on_with``, or these ``turns``. Going back from there is leaving."""
        name = meant.other_name(self.preparation, self.opened.answers)
        if not name or self.opened.rename:
            return turns
        words, slug = {"name": name, "person": self.preparation.name}, self.preparation.slug
        others = [one for one in perhaps(name, self.preparation.workspace.people()) if one.slug != slug]
        choices = [
            Choice(RENAMED, _("%(person)s is called %(name)s from now on") % words),
            *(Choice(one.slug, self.label(one)) for one in others),
            Choice(NEW, _("Somebody new")),
        ]
        picked = self.menu(_("The answers name “%(name)s”. Who is that?") % words, choices, claims=True)
        if picked is None:
            raise Left(None)
        if picked == RENAMED:
            return turns
        if picked == NEW:
            self._begin_as(self.me)
            return None
        self._forget_name()
        return self.go_on_with(picked)

    def settle_namesake(self, turns: Turn | None) -> Turn | None:
        """Ask whether answers that only name somebody, and say otherwise than what is kept, are that one's;
        as ``settle_name``."""
        if not self.opened.recognised:
            return turns
        preparation, given = self.preparation, self.opened.answers
        for told in meant.keep_name(preparation, given, rename=self.opened.rename):
            self.say(told)
        if not (told := meant.of_another(preparation, values_of(preparation, given))):
            return turns
        self.say(told)
        person = preparation.workspace.person(preparation.slug)
        choices = [Choice(person.slug, self.label(person)), Choice(NEW, _("Somebody new"))]
        picked = self.menu(_("Whose answers are these?"), choices, claims=True)
        if picked is None:
            raise Left(None)
        if picked == NEW:
            given.raw.setdefault(keys.NAME, person.name)
            given.where.setdefault(keys.NAME, "")
            self._begin_as(self.me)
            return None
        return turns

    def one_of(self, name: str) -> str | None:
        """The name of one person where several may stand in what was typed, as somebody says; ``None`` where
        somebody goes back."""
        if not (names := several_in(name)):
            return name
        words = {"count": len(names), "names": " | ".join(names), "name": name}
        first = [Choice(one, _("%(name)s first") % {"name": one}) for one in names]
        one = Choice(NEW, _("One person: %(name)s") % words)
        picked = self.menu(_("One person, or %(count)s: %(names)s?") % words, [one, *first], claims=True)
        for other in names if picked in names else ():
            if other != picked:
                command = self.preparation.workspace.command("prepare", other)
                self.say(_("Then %(name)s: %(command)s") % {"name": other, "command": command})
        return name if picked == NEW else picked

    def who_is(self, name: str) -> str | None:
        """The folder's name of whoever is here already under nearly the name of somebody new, asked where
        there is one; ``NEW`` for nobody, ``None`` where somebody goes back."""
        people = perhaps(name, self.preparation.workspace.people())
        if not people:
            return NEW
        choices = [*(Choice(one.slug, self.label(one)) for one in people), Choice(NEW, _("Somebody new"))]
        ask = _("“%(name)s”: is that somebody who is here already?") % {"name": name}
        return self.menu(ask, choices, claims=True)

    def command(self, name: str, *more: str) -> str:
        """As every desk; of somebody who is only named yet, by that name."""
        is_named = self.preparation.slug or keys.NAME in self.preparation.walk.answers
        named = "" if is_named else self.opened.named
        place = self.preparation.workspace
        return place.command(name, named, *more) if named else super().command(name, *more)
