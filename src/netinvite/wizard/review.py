"""The review: the finished texts, and what becomes of them; edited ones are never written over unasked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from netinvite.app import belonging, editing, going, refreshing, verdicts, waiting, whatnow
from netinvite.app.prepare import Saved
from netinvite.errors import conflict_in, conflict_left
from netinvite.language import _, ngettext
from netinvite.leaving import end_if_noted
from netinvite.model.questions import Choice
from netinvite.store import drafts, files, joining
from netinvite.store.presence import holding
from netinvite.ui import screen
from netinvite.ui.fronts import Stage
from netinvite.wizard.proofs import MAIL
from netinvite.wizard.whole import WholeDesk, difference

if TYPE_CHECKING:
    from netinvite.app import checking
    from netinvite.store.workspace import Workspace

# Where there is still something to prepare.
BEFORE = ("thinking", "ready", "tried")
# What is chosen by whoever has looked at the texts and leaves them as they are.
SAVING = ("save", "mail")
# The command that gives a text out, and how.
GIVING = {"pitch": ("pitch",), MAIL: ("mail",), "conversation": ("interview", "--guide")}


class ReviewDesk(WholeDesk):
    """A desk whose answers become texts."""

    def show(self, document: str) -> None:
        """Show a text as it would be saved, under its file's name."""
        end_if_noted()
        self.front.show(drafts.file_name(document), self.preparation.render(document))

    def documents(self) -> tuple[str, ...]:
        """The texts to go through."""
        return self.preparation.documents()

    def review(self) -> bool:
        """Every answer, the finished texts, and what to do with them; True when it is over."""
        documents = self.documents()
        if not (self.read_texts(documents) if self.front.follows else self._show_all(documents)):
            return False
        self.warn(self.reading.texts)
        asked = [] if self.front.follows else self.ask_beside(documents)
        choices = [Choice("save", _("Save the texts")), Choice("change", _("Change an answer"))]
        if "invitation" not in documents and documents == self.preparation.documents():
            choices.append(Choice("mail", _("Save, and write the email as well")))
        if self.front.follows:
            choices.append(Choice("answers", _("Read all answers")))
        choices += [Choice("back", _("Go back")), Choice("leave", _("Leave; the answers are saved"))]
        self.about = self.called
        if self.front.follows:
            self.front.begin_step(Stage(_("Review"), "", 1, 1, about=self.about))
        action = self.menu(_("Does it read the way you would say it?"), choices)
        if action is None and self.front.follows:
            return self.read_last_again(documents)
        verdicts.answered(self.preparation, asked if action in SAVING else [])
        return _ACTIONS[action or "back"](self)

    def _show_all(self, documents: tuple[str, ...]) -> bool:
        self.show_answers()
        for document in documents:
            self.say("")
            if document == MAIL and (told := self.of_the_changes()):
                self.say(told)
            self.show(document)
        self.reading.texts = self.preparation.texts(documents)
        return True

    def ask_beside(self, documents: tuple[str, ...]) -> list[checking.Question]:
        """Say what nobody but the writer knows of the texts, below them; saving them answers it."""
        asked = [question for document in documents for question in self.questions(document)]
        for _question, told in verdicts.in_turn(asked):
            self.say("")
            self.say(told)
        return asked

    def read_answers(self) -> bool:
        """Every answer, to be read."""
        self.show_answers(headed=False)
        return False

    def warn(self, texts: Mapping[str, str]) -> None:
        """What the rules of the method find wrong in the texts; it is said and blocks nothing."""
        if self.front.follows:
            # Of git's marks it was told where the text stood.
            texts = {one: text for one, text in texts.items() if not conflict_in(text)}
        if told := self.found_in(texts):
            self.say("")
            self.say(told, "bold")

    def save_with_mail(self) -> bool:
        """Write the mail although another way was chosen; what it needs is asked first."""
        if self.preparation.want_mail():
            self.say(_("The email needs a little more."))
            return False
        return self.write()

    def write(self, documents: tuple[str, ...] = ()) -> bool:
        """Render these drafts (all by default), then write; edited ones are asked about one by one, and kept,
        overwritten or accompanied as told."""
        preparation = self.preparation
        documents = documents or self.documents()
        texts = preparation.texts(documents)
        asked = {}
        if self.front.follows:
            # Whoever edited a text with these answers, and has seen it here, has decided.
            texts = {one: text for one, text in texts.items() if not self._is_kept(one, text)}
        for document in [one for one in texts if refreshing.is_edited(preparation, one, texts[one])]:
            asked[document] = self._draft(document).text
            answer = self.overwrite(document, texts[document])
            if answer is None:
                return self.read_last_again(documents) if self.front.follows else False
            if not answer:
                del texts[document]
        with holding(preparation.workspace, preparation.slug):
            # What is edited while the question stands was not asked about.
            for document in [one for one in texts if refreshing.is_edited(preparation, one, texts[one])]:
                if self._draft(document).text != asked.get(document):
                    del texts[document]
            verdicts.save(preparation, texts, looked=True)
        self.tell_news()
        folder = preparation.workspace.folder(preparation.slug)
        gone = [one for one in documents if one in self.reading.let_go and one not in texts]
        kept = [folder / drafts.file_name(one) for one in documents if one not in (*texts, *gone)]
        kept += waiting.of_before(preparation)
        saved = Saved(preparation, tuple(folder / drafts.file_name(one) for one in texts), tuple(kept))
        lines = [*saved.lines(), *map(self._that_goes, gone)]
        for line in lines:
            screen.tell(line)
        self.tell_aside()
        self.what_next(lines)
        return True

    def _that_goes(self, document: str) -> str:
        """What is said of an edited text that was let go: with which command it goes."""
        words = {"file": drafts.file_name(document)}
        if document not in GIVING:
            return _("From now on %(file)s may go out as it is.") % words
        words["command"] = self.command(*GIVING[document])
        return _("From now on %(file)s may go out as it is: %(command)s") % words

    def overwrite(self, document: str, text: str) -> bool | None:
        """Show how the edited file differs and ask; True to overwrite it, ``None`` for going back."""
        draft = self._draft(document)
        beside = editing.beside(draft.file, text)
        edited = {"file": draft.file.name}
        line = conflict_in(draft.text)
        self.say(conflict_left(draft.file, line) if line else self._of_thedifference(draft))
        self.say("\n".join(difference(draft.text, text)))
        is_held = self.is_held(document)
        if wait := self._in_the_way(document, draft) if is_held and not line else "":
            self.say(wait)
        held = self._of_held(document, may_go=not (line or wait))
        kept = held if is_held else [Choice("keep", _("Keep mine"))]
        choices = [
            *kept,
            Choice("overwrite", _("Overwrite it")),
            Choice("beside", _("Save the new one beside it, as %(file)s") % {"file": beside.name}),
        ]
        ask = " ".join([*self._others_in(draft.text), _("What should happen to %(file)s?") % edited])
        # Enter alone changes nothing.
        answer = self.menu(ask, choices, "leave" if kept[0].key == "leave" else "")
        if answer == "beside":
            with holding(self.preparation.workspace, self.preparation.slug):
                files.write(beside, text)
            self.say(_("Written: %(file)s") % {"file": beside})
        if answer == "keep" and self.let_go(document, draft.text) and is_held:
            self.reading.let_go.add(document)
        return None if answer is None else answer == "overwrite"

    def _of_thedifference(self, draft: drafts.Draft) -> str:
        """Above it: whose words are replaced, as far as that is known."""
        words = {"file": draft.file.name, "name": joining.author(draft.file) if draft.held else ""}
        told = _("%(file)s was edited by hand. The difference (- yours, + new):")
        if words["name"]:
            told = _("%(file)s was edited by hand. The difference (- by %(name)s, as git says, + new):")
        elif draft.held:
            told = _("%(file)s was edited by hand. The difference (- what lies there, + new):")
        return told % words

    def _in_the_way(self, document: str, draft: drafts.Draft) -> str:
        """What is said of a held text that cannot be let go here; "" where it can."""
        if not self.may_let_go():
            told = _("%(name)s alone can let it go out.")
            return told % {"name": belonging.owner_name(self.preparation)}
        why = going.in_the_way(*self._whom(), draft) if document == MAIL else ""
        if why:
            return _("As it is it cannot go out. %(why)s") % {"why": why}
        told = _(
            "Only %(name)s can let it go out, and that this is you only --as says: config.toml, NETINVITE_AS "
            "or git has to say so."
        )
        return "" if self.is_oneself() else told % {"name": belonging.owner_name(self.preparation)}

    def is_oneself(self) -> bool:
        """Whether it is known that whoever sits here is whoever the person belongs to, where that is said."""
        return True

    def _whom(self) -> tuple[Workspace, str]:
        return self.preparation.workspace, self.preparation.slug

    def _of_held(self, document: str, *, may_go: bool) -> list[Choice]:
        """To leave a text held, which Enter alone does; or to let it go out, with whose words it may be,
        where nothing else stands in the way."""
        choices = [Choice("leave", _("Leave it: it goes nowhere yet"))]
        if not may_go:
            return choices
        if self.is_half(document):
            told = _("Let it go out as it is")
        elif before := belonging.owner_before(*self._whom()):
            told = _("Let it go out as it is; %(name)s may have written it") % {"name": before}
        else:
            told = _("Let it go out as it is; another organiser may have written it")
        return [*choices, Choice("keep", told)]

    def _others_in(self, text: str) -> list[str]:
        """A sentence for each other organiser who stands in an edited text."""
        workspace, slug = self.preparation.workspace, self.preparation.slug
        found = going.names_in(workspace, self.preparation.organiser, text)
        found += going.left_in(workspace, slug, text)
        return [_("%(name)s stands in it.") % {"name": name} for name in found]

    def leave_now(self) -> bool:
        """Leave without writing drafts."""
        self.say(_("The answers are saved. Go on with: %(command)s") % {"command": self.resume()})
        return True

    def what_next(self, said: Sequence[str] = ()) -> None:
        """The last words on the screen, but what was ``said`` already."""
        self.front.heading(_("What now?"))
        case = whatnow.case(self.preparation.workspace, self.preparation.slug)
        for told in whatnow.told(case):
            if told not in said:
                self.say(told)
        if case.state in BEFORE:
            self.offer_more()

    def offer_more(self) -> None:
        """What the full way would ask besides."""
        if count := len(self.preparation.walk.more()):
            told = ngettext(
                "If you want to think it over more before you contact %(name)s, there is one more question: "
                "%(command)s",
                "If you want to think it over more before you contact %(name)s, there are %(count)s more "
                "questions: %(command)s",
                count,
            )
            words = {
                "count": count,
                "name": self.called,
                "command": self.command("prepare", "--full"),
            }
            self.say(told % words)


_ACTIONS: dict[str, Callable[[ReviewDesk], bool]] = {
    "save": ReviewDesk.write,
    "mail": ReviewDesk.save_with_mail,
    "change": ReviewDesk.change,
    "answers": ReviewDesk.read_answers,
    "back": ReviewDesk.go_back,
    "leave": ReviewDesk.leave_now,
}
