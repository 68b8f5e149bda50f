"""A desk that knows who sits at it, and whose person lies on it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.app import belonging, going, sitting, team, unseen
from netinvite.app.preparation import Preparation
from netinvite.app.prepare import Opened
from netinvite.errors import NetinviteError, conflict_in
from netinvite.language import _
from netinvite.leaving import LeftError
from netinvite.model import keys
from netinvite.model.people import Person, apart, fold
from netinvite.model.questions import Choice, Question
from netinvite.store import drafts, identity, inventory, organisers, ours, ownconfig, owners
from netinvite.store.presence import holding
from netinvite.store.reading import at
from netinvite.ui.parts import Answered, Asked, Back, Turned
from netinvite.values import replace
from netinvite.wizard.proofs import MAIL
from netinvite.wizard.review import ReviewDesk
from netinvite.wizard.told import Telling, value_typed

if TYPE_CHECKING:
    from netinvite.store.organisers import Organiser

NEW = "somebody new"


class WhoseDesk(ReviewDesk):
    """``me``: who sits here, ``None`` where one organises; ``in_their_name``: the person is somebody else's,
    and stays so; ``just_taken``: was somebody else's, and nothing is answered since."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.preparation)
        self.opened = opened
        self.preparation = opened.preparation
        self.me = opened.me
        self.in_their_name = self.just_taken = self.told_who_reads = False

    def find_out_who(self) -> None:
        """Who sits here, asked once where several organise and nobody has said."""
        workspace = self.preparation.workspace
        several = bool(inventory.organisers(workspace.root))
        named = sitting.named(self.opened.sits or workspace.by)
        is_known = self.me is not None and not (several and self._just_begins(self.me))
        if several and not (is_known or self._says_new()):
            self.me = self._chosen()
            if not self.preparation.slug:
                self._begin_as(self.me)
        elif several and self.me and not named and sitting.found(workspace, None)[1]:
            self.say(sitting.by_git(self.me))
        if self.me and (several or self.me.further):
            workspace.by = self.me.slug
        if self.me and self._just_begins(self.me):
            words = {"name": self.me.name}
            self.say(
                _("%(name)s organises here too from now on: first what you say of yourself, then the person.")
                % words
            )

    @staticmethod
    def _just_begins(me: Organiser) -> bool:
        return bool(me.further) and not me.file.is_file()

    def _says_new(self) -> bool:
        """Asked of one under whose name nobody organises here; a name may be mistyped."""
        if self.me is None:
            return False
        choices = [
            Choice("new", _("Yes, I organise here too from now on")),
            Choice("known", _("No, I am one of those who organise here already")),
        ]
        ask = _("Nobody organises here under the name %(name)s. Are you new here?") % {"name": self.me.name}
        picked = self.menu(ask, choices, claims=True)
        if picked is None:
            raise LeftError(_("Nobody was chosen."))
        return picked == "new"

    def _chosen(self) -> Organiser:
        workspace = self.preparation.workspace
        found, problems = organisers.everyone(workspace)
        for problem in problems:
            self.say(problem)
        names = apart({one.slug: one.name for one in found if one.slug})
        choices = [*(Choice(slug, name) for slug, name in names.items()), Choice(NEW, _("Somebody new"))]
        picked = self.menu(_("Several organise this network. Who are you?"), choices, claims=True)
        if picked is None:
            raise LeftError(_("Nobody was chosen."))
        me = self._new(found) if picked == NEW else next(one for one in found if one.slug == picked)
        if told := sitting.keep(workspace, me):
            self.say(told)
        return me

    def _new(self, found: list[Organiser]) -> Organiser:
        """Whoever gives a name that is there already is asked whether they are the one who has it."""
        question = self.preparation.guide.question(keys.OWN_NAME)
        assert question is not None
        # The text around it is that of somebody else still.
        asked = replace(self.asked(question), value=None, proposed=None, unfinished="", around=None)
        while True:
            outcome = self.front.ask(asked)
            if not isinstance(outcome, Answered):
                raise LeftError(_("Nobody was chosen."))
            name = str(outcome.value)
            known = next((one for one in found if fold(one.name) == fold(name)), None)
            if known is None:
                return organisers.new(self.preparation.workspace, name)
            if self._is_me(known):
                return known

    def _is_me(self, known: Organiser) -> bool:
        """Asked of one who has the name that was typed; two of one name tell themselves apart by another."""
        called = f"{known.name} <{known.email}>" if known.email else known.name
        choices = [
            Choice("me", _("Yes, that is me")),
            Choice("another", _("No, I am another one, and write my name so that it tells us apart")),
        ]
        ask = _("%(name)s organises here already. Is that you?") % {"name": called}
        picked = self.menu(ask, choices, claims=True)
        if picked is None:
            raise LeftError(_("Nobody was chosen."))
        return picked == "me"

    def _begin_as(self, me: Organiser | None) -> None:
        """Begin with somebody new."""
        was, further = self.preparation, me.further if me else ""
        made = Preparation.open(was.workspace, was.guide.lang, None, was.walk.depth, further)
        if me:
            belonging.introduce(made, me)
        self.sitting = self.preparation = made

    # Whose -----------------------------------------------------------------------------------------

    def is_mine(self, person: Person) -> bool:
        """Whether somebody belongs to whoever sits here; everybody where one organises."""
        return self.me is None or self._owner(person) == self.me.further

    def _owner(self, person: Person) -> str:
        workspace = self.preparation.workspace
        with suppress(NetinviteError):
            data, network = map(workspace.read, (workspace.answers_file(person.slug), workspace.network_file))
            owner = at(data, *keys.OWNER)
            known = owners.organiser_of(workspace, person.slug, data, network).text
            # One whom nobody knows is nobody here.
            return owner if known or owner != owners.first_in(network) else ""
        return ""

    def label(self, person: Person) -> str:
        """A person in a menu; of somebody else's, whose."""
        if self.is_mine(person):
            return str(person)
        workspace, slug = self.preparation.workspace, self._owner(person)
        owner = organisers.names(workspace).get(slug) or organisers.name_of(workspace, slug)
        return _("%(person)s, with %(owner)s") % {"person": person, "owner": owner}

    def settle_whose(self) -> None:
        """What is to be done with somebody else's person; nothing is asked about one's own."""
        me = self.me
        self.since = unseen.since(self.preparation.workspace, self.preparation.slug) if me else {}
        self.preparation.keep_whose()
        if me is None or not belonging.is_another(self.preparation, me):
            return
        if self.opened.take_over:
            self._take_over(me)
            return
        self.say(belonging.told(self.preparation, me))
        words = {"name": self.preparation.name, "owner": belonging.owner_name(self.preparation)}
        if fold(words["owner"]) == fold(me.name):
            words["owner"] = organisers.told_apart(self.preparation.workspace, self.preparation.mine)
        # Enter alone changes nothing.
        choices = [
            Choice("leave", _("Leave it as it is")),
            Choice("in their name", _("Go on in the name of %(owner)s") % words),
            Choice("take over", _("Take %(name)s over") % words),
        ]
        picked = self.menu(_("What do you want to do?"), choices, "leave")
        if picked == "take over":
            self._take_over(me)
        elif picked == "in their name":
            self.in_their_name = True
            belonging.in_their_name(self.preparation, me)
        else:
            # What git left in two versions may have been chosen before.
            raise LeftError(_("Left as it is: %(name)s belongs to %(owner)s.") % words)

    def _take_over(self, me: Organiser) -> None:
        self.say(belonging.take_over(self.preparation, me))
        self.just_taken = True

    def take(self, question: Question, outcome: Answered | Back | Turned) -> None:
        """As every desk."""
        self.just_taken &= not isinstance(outcome, Answered)
        super().take(question, outcome)

    def asked(self, question: Question) -> Asked:
        """As every desk; an answer in the field that is another's is said to be so."""
        if by := self._whose_answer(question):
            told = _("%(name)s answered what stands in the field; see whether it is true of you too.")
            if question.private and self.in_their_name:
                told = _("%(name)s noted what stands in the field; it becomes yours only if you change it.")
            elif question.private:
                told = _("%(name)s noted what stands in the field; Enter makes it yours.")
            self.say(team.begun(told % {"name": self.preparation.name_of(by)}))
        if question.private and not self.told_who_reads:
            self.told_who_reads = True
            if told := sitting.who_reads(self.preparation.workspace, self.me):
                self.say(told, "italic")
        return super().asked(question)

    def _whose_answer(self, question: Question) -> str:
        """The organiser whose answer stands in the field, where that is another one."""
        preparation = self.preparation
        by = preparation.anothers(question.key)
        is_theirs = question.private and self.in_their_name and preparation.walk.answers.get(question.key)
        return by or (preparation.mine if is_theirs else "")

    def answer_text(self, question: Question, told: Telling = value_typed) -> str:
        """As every desk; a private answer of another with that one's name."""
        text = super().answer_text(question, told)
        return self.preparation.said_by(question.key, text) if question.private else text

    def may_let_go(self) -> bool:
        """As every desk; in another's name nobody says it for them."""
        return not self.in_their_name

    def is_oneself(self) -> bool:
        """As every desk; ``--as`` alone does not tell, where several organise."""
        workspace = self.preparation.workspace
        return not inventory.organisers(workspace.root) or ownconfig.is_oneself(workspace, workspace.by)

    def let_go(self, document: str, text: str) -> bool:
        """As every desk."""
        preparation, slug = self.preparation, self.preparation.slug
        if not (self.may_let_go() and self.is_oneself()):
            return False
        workspace = preparation.workspace
        waits = self.is_held(document) or (document == MAIL and unseen.waits(workspace, slug))
        with holding(workspace, slug, preparation.name):
            draft = drafts.look(workspace, slug, document)
            if conflict_in(draft.text) or drafts.digest(draft.text) != drafts.digest(text):
                return False
            if waits:
                by = owners.owner_named(workspace, workspace.read(workspace.answers_file(slug)))
                others = ours.read(draft.file.parent).who() - {identity.slug_in(by)}
                several = bool(others) or bool(inventory.organisers(workspace.root))
                ours.release(draft.file, draft.text, by if several else "")
            going.let_go_of_names(workspace, slug, draft)
        return True

    def kept_in(self, question: Question | None) -> Path:
        """As every desk; an organiser who is not the first has a file of their own. All that was typed of a
        person who was just taken over is that."""
        if self.just_taken and not (question and question.key in self.preparation.unfinished):
            return super().kept_in(None)
        if question and keys.is_personal(question.key) and self.preparation.organiser:
            return self.preparation.workspace.organiser_file(self.preparation.organiser)
        return super().kept_in(question)

    def way(self) -> list[str]:
        """Whoever said who they are says it again."""
        return ["--as", self.opened.sits] if self.opened.sits else []
