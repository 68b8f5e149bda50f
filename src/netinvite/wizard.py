"""The wizard: asks what a preparation needs, and reviews it before drafts are written."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import replace

from netinvite import drafts, needs, sender, verdict
from netinvite.desk import Desk
from netinvite.errors import WorkspaceError
from netinvite.language import _, active
from netinvite.leaving import end_if_noted
from netinvite.names import Person
from netinvite.preparation import Preparation
from netinvite.prepare import Opened, Saved, is_edited, report, shared_address, values_of
from netinvite.presence import holding
from netinvite.prompts import Answered, Back
from netinvite.questions import Choice, Question
from netinvite.sharing import as_typed
from netinvite.values import Value
from netinvite.workspace import locate

LOOKS = {"network": "pitch", "contact": "invitation"}


def run(opened: Opened) -> None:
    """Ask, review, save."""
    PreparationDesk(opened).run()


class PreparationDesk(Desk):
    """The desk for a preparation."""

    name = "prepare"

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.preparation)
        self.opened = opened
        self.preparation = opened.preparation
        self.changes_organiser = opened.change_organiser

    def begin(self) -> None:
        """Find out whom it is about, and take the answers that were given."""
        if not self.opened.chosen:
            self.choose_person()
        values = values_of(self.preparation, self.opened.answers)
        kept = [] if self.may_change(values) else sender.changed(self.preparation, values)
        self.preparation.put({key: value for key, value in values.items() if key not in kept})
        if "person.email" in self.opened.answers.where and (told := shared_address(self.preparation)):
            self.say(told, "italic")
        if not self.preparation.workspace.exists:
            self.greet()
        elif self.preparation.network_untold():
            self.tell_of_languages()

    # Whom ------------------------------------------------------------------------------------------

    def choose_person(self) -> None:
        """Go on with the one unfinished preparation, or ask which, or begin with somebody new."""
        workspace = self.preparation.workspace
        people = workspace.people()
        if not people:
            return
        unfinished = [person for person in people if self._is_unfinished(person)]
        if len(unfinished) == 1:
            self._continue_with(unfinished[0])
            return
        new, known = [Choice("new person", _("Somebody new"))], [Choice(p.slug, str(p)) for p in people]
        begun = [Choice(p.slug, str(p)) for p in unfinished]
        choices = [*begun, *new] if begun else [*new, *known]
        answer = self.menu(_("Whom is it about?"), choices)
        if answer and answer != "new person":
            self._continue_with(workspace.person(answer))

    def _is_unfinished(self, person: Person) -> bool:
        """Whether something that is needed, or half typed, waits, or the texts were never saved."""
        try:
            found = self._open(person)
        except WorkspaceError:
            # Told of where somebody asks for the person.
            return False
        saved = drafts.look(found.workspace, person.slug, "pitch").saved
        return not saved or bool(found.missing() or found.unfinished)

    def _open(self, person: Person) -> Preparation:
        end_if_noted()
        lang = person.lang or self.preparation.guide.lang
        return Preparation.open(self.preparation.workspace, lang, person)

    def _continue_with(self, person: Person) -> None:
        self.sitting = self.preparation = self._open(person)
        self.say(_("We go on with %(name)s.") % {"name": person.name})

    def greet(self) -> None:
        """What is about to happen, once."""
        self.say(
            _(
                "First you and the network (once), then the person. Leave with Ctrl+C at any question; "
                "everything is saved, and the same command goes on from there."
            )
        )
        self.say(
            _("What you keep about a person was not given by that person: write only what they could see.")
        )
        root = self.preparation.workspace.root
        # Nobody chose this folder: it is the one in the documents.
        if root == locate(None, {}, root.parent):
            self.say(
                _("Your answers are kept in %(folder)s; --workspace chooses another folder.")
                % {"folder": root}
            )

    def tell_of_languages(self) -> None:
        """Why the questions about the network come again."""
        from babel import Locale

        words = Locale.parse(self.preparation.guide.lang).get_language_name(active())
        self.say(
            _(
                "Your answers about the network are in another language. To write in %(language)s they are "
                "needed in %(language)s too, once."
            )
            % {"language": words}
        )

    def may_change(self, values: Mapping[str, Value | None]) -> bool:
        """Whether these answers may stand: of the organiser's, changed ones only where somebody says so."""
        keys = sender.changed(self.preparation, values)
        if keys and not self.changes_organiser:
            self.say(sender.concerns(self.preparation, values, keys))
            choices = [Choice("keep", _("What is there now")), Choice("change", _("The new answer"))]
            asked = self.menu(_("Which should stand under everybody's texts?"), choices)
            self.changes_organiser = asked == "change"
            if self.changes_organiser:
                self.say(_("Texts that nobody edited are written anew when they are next printed."))
        return not keys or self.changes_organiser

    def take(self, question: Question, outcome: Answered | Back) -> None:
        """As every desk; what an answer means for others is asked, or said at once."""
        before = self.preparation.walk.answers.get(question.key)
        others = set(self.preparation.workspace.slugs()) - {self.preparation.slug}
        # Whoever is at work on the first person may still correct their own name.
        if isinstance(outcome, Answered) and others:
            # Whatever ends the sitting while it is asked about, what was typed is kept.
            self.preparation.unfinished[question.key] = as_typed(outcome.value, question)
            if not self.may_change({question.key: outcome.value}):
                outcome = Answered(before)
        super().take(question, outcome)
        if question.key == needs.NEEDS and isinstance(outcome, Answered):
            for name in needs.gone(before, outcome.value):
                self.reword(name, list(needs.named(outcome.value)))
        if question.key == "person.email" and (told := shared_address(self.preparation)):
            self.say(told, "italic")

    def reword(self, old: str, names: list[str]) -> None:
        """Ask what a need is called now that people are noted for; nothing is renamed unasked."""
        people = needs.covering(self.preparation.workspace, old)
        if not people:
            return
        self.say(needs.concerns(old, people))
        choices = [*(Choice(name, name) for name in names), Choice("none of these", _("By none of these"))]
        new = self.menu(_("By what name does it stand there now?"), choices)
        if new in names:
            for person in people:
                self.rename(person, old, new)

    def rename(self, person: Person, old: str, new: str) -> None:
        """The new name in what is noted of a person; of the one at this desk in the answers."""
        noted = self.preparation.walk.answers.get(needs.COVERS)
        if person.slug != self.preparation.slug:
            needs.rename(self.preparation.workspace, person, old, new)
        elif isinstance(noted, tuple):
            covers = needs.renamed([str(name) for name in noted], old, new)
            here = self.preparation.walk.position
            self.preparation.put({needs.COVERS: covers})
            self.preparation.walk = replace(self.preparation.walk, position=here)
            self.preparation.save()

    def look(self, step: str) -> None:
        """The text so far, after a step that completes one."""
        document = LOOKS.get(step)
        if document is None or (document == "invitation" and not self.preparation.wants_mail):
            return
        if any(question.step == step for question in self.preparation.missing()):
            return
        self.say(_("So far it reads:"), "bold")
        self.show(document)

    def show(self, document: str) -> str:
        """Show a text as it would be saved, under its file's name; the text."""
        end_if_noted()
        text = self.preparation.render(document)
        self.front.show(drafts.file_name(document), text)
        return text

    # The review ------------------------------------------------------------------------------------

    def review(self) -> bool:
        """Every answer, the finished texts, and what to do with them; True when it is over."""
        documents = self.preparation.documents()
        self.show_answers()
        texts = {}
        for document in documents:
            self.say("")
            texts[document] = self.show(document)
        self.warn(texts)
        choices = [Choice("save", _("Save the texts")), Choice("change", _("Change an answer"))]
        if "invitation" not in documents:
            choices.append(Choice("mail", _("Save, and write the mail as well")))
        choices += [Choice("back", _("Go back")), Choice("leave", _("Leave; the answers are saved"))]
        action = self.menu(_("Does it read the way you would say it?"), choices) or "back"
        return _ACTIONS[action](self)

    def warn(self, texts: Mapping[str, str]) -> None:
        """What the rules of the method find wrong in the texts; it is said and blocks nothing."""
        if found := verdict.judge(self.preparation, texts).errors:
            self.say("")
            self.say(verdict.told(found), "bold")

    def save(self) -> bool:
        """Write the drafts; edited ones are asked about one by one."""
        self.write(self.preparation.documents())
        return True

    def save_with_mail(self) -> bool:
        """Write the mail although another way was chosen; what it needs is asked first."""
        if self.preparation.want_mail():
            self.say(_("The mail needs a little more."))
            return False
        return self.save()

    def write(self, documents: tuple[str, ...]) -> None:
        """Render everything, then write; an edited file is kept, overwritten or accompanied as told."""
        preparation = self.preparation
        texts = {document: preparation.render(document) for document in documents}
        asked = {}
        for document in [one for one in texts if is_edited(preparation, one, texts[one])]:
            asked[document] = self._on_disk(document)
            if not self.overwrite(document, texts[document]):
                del texts[document]
        with holding(preparation.workspace, preparation.slug):
            # What is edited while the question stands was not asked about.
            for document in [one for one in texts if is_edited(preparation, one, texts[one])]:
                if self._on_disk(document) != asked.get(document):
                    del texts[document]
            verdict.save(preparation, texts)
        self.tell_news()
        folder = preparation.workspace.folder(preparation.slug)
        kept = tuple(folder / drafts.file_name(one) for one in documents if one not in texts)
        report(Saved(preparation, tuple(folder / drafts.file_name(one) for one in texts), kept))
        self.what_next(documents)

    def _on_disk(self, document: str) -> str:
        return drafts.look(self.preparation.workspace, self.preparation.slug, document).text

    def overwrite(self, document: str, text: str) -> bool:
        """Show how the edited file differs and ask; True to overwrite it."""
        draft = drafts.look(self.preparation.workspace, self.preparation.slug, document)
        name = draft.file.name
        self.say(_("%(file)s was edited by hand. The difference (- yours, + new):") % {"file": name})
        self.say("\n".join(_difference(draft.text, text)))
        choices = [
            Choice("keep", _("Keep mine")),
            Choice("overwrite", _("Overwrite it")),
            Choice(
                "beside",
                _("Save the new one beside it, as %(file)s") % {"file": drafts.beside(draft.file).name},
            ),
        ]
        answer = self.menu(_("What shall become of it?"), choices)
        if answer == "beside":
            with holding(self.preparation.workspace, self.preparation.slug):
                drafts.save_beside(draft.file, text)
            self.say(_("Written: %(file)s") % {"file": drafts.beside(draft.file)})
        return answer == "overwrite"

    def stop(self) -> bool:
        """Leave without writing drafts."""
        self.say(_("The answers are saved. Go on with: %(command)s") % {"command": self.resume()})
        return True

    def what_next(self, documents: tuple[str, ...]) -> None:
        """The last words on the screen."""
        name, mail = self.preparation.greeting, self.command("mail")
        self.front.heading(_("What now?"))
        self.say(_("Say the pitch aloud a few times: %(command)s") % {"command": self.command("pitch")})
        if self.preparation.wants_mail:
            tried = self.preparation.walk.answers.get("contact.tried") in ("once", "several")
            words = (
                _("Try to call %(name)s once more; if that fails, print the mail: %(command)s")
                if tried
                else _("Try to call %(name)s first; if that fails, print the mail: %(command)s")
            )
            self.say(words % {"name": name, "command": mail})
        else:
            self.say(_("Then make contact with %(name)s, and bring guide.md along.") % {"name": name})
            if "invitation" not in documents:
                self.say(_("Should %(name)s be hard to reach: %(command)s") % {"name": name, "command": mail})


def _difference(mine: str, new: str) -> list[str]:
    """Lines of both texts with their mark, places apart by a blank line; line numbers help nobody here."""
    lines = difflib.unified_diff(mine.splitlines(), new.splitlines(), lineterm="", n=1)
    return ["" if line.startswith("@@") else line for line in list(lines)[2:]][1:]


_ACTIONS: dict[str, Callable[[PreparationDesk], bool]] = {
    "save": PreparationDesk.save,
    "mail": PreparationDesk.save_with_mail,
    "change": PreparationDesk.change,
    "back": PreparationDesk.go_back,
    "leave": PreparationDesk.stop,
}
