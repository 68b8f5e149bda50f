"""The wizard: asks what a preparation needs, and reviews it before drafts are written."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

from netinvite import drafts, verdict
from netinvite.desk import Desk
from netinvite.language import _, active
from netinvite.names import Person
from netinvite.preparation import Preparation
from netinvite.prepare import Opened, Saved, is_edited, report, shared_address, take
from netinvite.prompts import Answered, Back
from netinvite.questions import Choice, Question
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

    def begin(self) -> None:
        """Find out whom it is about, and take the answers that were given."""
        if not self.opened.chosen:
            self.choose_person()
        take(self.preparation, self.opened.answers)
        if "person.email" in self.opened.answers.where and (told := shared_address(self.preparation)):
            self.say(told, "italic")
        if not self.preparation.workspace.exists:
            self.greet()
        elif self.preparation.network_untold():
            self.tell_of_languages()

    def take(self, question: Question, outcome: Answered | Back) -> None:
        """Save what was answered; an address that somebody else has is said at once."""
        super().take(question, outcome)
        if question.key == "person.email" and (told := shared_address(self.preparation)):
            self.say(told, "italic")

    # Whom ------------------------------------------------------------------------------------------

    def choose_person(self) -> None:
        """Go on with the one unfinished preparation, or ask which, or begin with somebody new."""
        workspace = self.preparation.workspace
        people = workspace.people()
        if not people:
            return
        unfinished = [person for person in people if self._open(person).walk.current]
        if len(unfinished) == 1:
            self._continue_with(unfinished[0])
            return
        choices = [
            Choice("new person", _("Somebody new")),
            *(Choice(p.slug, str(p)) for p in unfinished or people),
        ]
        answer = self.menu(_("Whom is it about?"), choices)
        if answer and answer != "new person":
            self._continue_with(workspace.person(answer))

    def _open(self, person: Person) -> Preparation:
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
        """Write the drafts, and the mail although another way was chosen."""
        self.show("invitation")
        self.write(tuple(dict.fromkeys(("pitch", "invitation", *self.preparation.documents()))))
        return True

    def write(self, documents: tuple[str, ...]) -> None:
        """Render everything, then write; an edited file is kept, overwritten or accompanied as told."""
        preparation = self.preparation
        texts = {document: preparation.render(document) for document in documents}
        kept = []
        for document in list(texts):
            if is_edited(preparation, document, texts[document]):
                text = texts.pop(document)
                if self.overwrite(document, text):
                    texts[document] = text
                else:
                    kept.append(preparation.workspace.folder(preparation.slug) / drafts.file_name(document))
        verdict.save(preparation, texts)
        folder = preparation.workspace.folder(preparation.slug)
        report(Saved(preparation, tuple(folder / drafts.file_name(d) for d in texts), tuple(kept)))
        self.what_next(documents)

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
            drafts.save_beside(draft.file, text)
        return answer == "overwrite"

    def stop(self) -> bool:
        """Leave without writing drafts."""
        self.say(_("The answers are saved. Go on with: %(command)s") % {"command": self.command("prepare")})
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
