"""The wizard: drives a preparation with prompts, and reviews it before drafts are written."""

from __future__ import annotations

import difflib
import os
import shlex
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from netinvite import clock, drafts, prompts, screen
from netinvite.answers import Need, Referral, Value
from netinvite.errors import NetinviteError
from netinvite.guide import Choice, Question
from netinvite.language import _, ngettext
from netinvite.preparation import Preparation
from netinvite.prepare import Opened, Saved, is_edited, report, take
from netinvite.schedule import format_date, format_time, suggest_times
from netinvite.workspace import Person, locate

LOOKS = {"network": "pitch", "contact": "invitation"}


class LeftError(NetinviteError):
    """Somebody left with Ctrl+C; everything is saved."""

    exit_code = 130


class TerminatedError(LeftError):
    """The program was told to end (SIGTERM); everything is saved."""

    exit_code = 143


class HungUpError(LeftError):
    """The terminal went away (SIGHUP); everything is saved."""

    exit_code = 129


class Ended(Exception):  # noqa: N818  # an outcome, not an error
    """A signal ended the sitting; ``unfinished`` is what stood in the field."""

    def __init__(self, error: type[LeftError], unfinished: str) -> None:
        super().__init__()
        self.error = error
        self.unfinished = unfinished


def _listen() -> None:
    """Let SIGTERM and SIGHUP end the sitting as Ctrl+C does: saved, with a sane terminal."""

    def end(number: int, _frame: FrameType | None) -> None:
        error = HungUpError if number == getattr(signal, "SIGHUP", None) else TerminatedError
        outcome = Ended(error, prompts.current_text())
        if not prompts.stop(outcome):
            raise outcome

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, end)


def run(opened: Opened) -> None:
    """Ask, review, save."""
    opened.preparation.workspace.open_for_writing()
    desk = Desk(opened.preparation)
    _listen()
    try:
        if not opened.chosen:
            desk.choose_person()
        take(desk.preparation, opened.answers)
        desk.walk()
    except prompts.Left as left:
        desk.leave(left.unfinished)
    except Ended as ended:
        desk.leave(ended.unfinished, ended.error)
    except KeyboardInterrupt:
        desk.leave("")


class Desk:
    """One sitting: the preparation, the screen, and the step last announced."""

    def __init__(self, preparation: Preparation) -> None:
        self.preparation = preparation
        self.console = Console(highlight=False, no_color=not screen.colours(), width=screen.width())
        self.announced = ""

    def say(self, text: str, style: str = "") -> None:
        """Print a paragraph, wrapped at words; never markup."""
        self.console.print(Text(screen.visible(text), style=style))

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
        self.preparation = self._open(person)
        self.say(_("We go on with %(name)s.") % {"name": person.name})

    # The walk --------------------------------------------------------------------------------------

    def walk(self) -> None:
        """Ask question after question until the review is saved or left."""
        if not self.preparation.workspace.exists:
            self.greet()
        while True:
            question = self.preparation.walk.current
            if question is None:
                if self.review():
                    return
                continue
            self.announce(question)
            self.take(question, prompts.ask(self.asked(question)))

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

    def announce(self, question: Question) -> None:
        """The step's heading when a step begins: where one is and how much is left."""
        if question.step == self.announced:
            return
        if self.announced:
            self.look(self.announced)
        self.announced = question.step
        step, progress = self.preparation.walk.guide.step(question.step), self.preparation.walk.progress()
        place = _("Step %(step)s of %(steps)s") % {"step": progress.step, "steps": progress.steps}
        left = ngettext("%(count)s question left", "%(count)s questions left", progress.left)
        self.console.print()
        self.say(f"{place} · {step.title}", "bold")
        needed = _("%(count)s of them needed") % {"count": progress.required}
        self.say(f"{left % {'count': progress.left}}, {needed}", "dim" if screen.colours() else "")
        if step.intro:
            self.say(step.intro)

    def look(self, step: str) -> None:
        """The text so far, after a step that completes one."""
        document = LOOKS.get(step)
        if document is None or (document == "invitation" and not self.preparation.wants_mail):
            return
        if any(question.step == step for question in self.preparation.missing()):
            return
        self.say(_("So far it reads:"), "bold")
        self.show(document)

    def show(self, document: str) -> None:
        """A text as it would be saved, under its file's name."""
        self.console.print(Rule(Text(drafts.FILES[document]), align="left", characters="─", style=""))
        self.console.print(Text(screen.visible(self.preparation.render(document)).rstrip("\n")))
        self.console.print(Rule(characters="─", style=""))

    def asked(self, question: Question) -> prompts.Asked:
        """The question with all that its prompt may need."""
        preparation = self.preparation
        now, lang = clock.now(), preparation.guide.lang
        return prompts.Asked(
            question=question,
            choices=preparation.walk.choices(question),
            value=preparation.walk.answers.get(question.key),
            unfinished=preparation.unfinished.get(question.key, ""),
            lang=lang,
            now=now,
            people=tuple(person.name for person in preparation.workspace.people())
            if question.kind in ("person", "referrals")
            else (),
            suggestions=suggest_times(now, lang) if question.kind == "times" else (),
        )

    def take(self, question: Question, outcome: prompts.Answered | prompts.Back) -> None:
        """Save what was answered, or go back."""
        if isinstance(outcome, prompts.Back):
            if not self.preparation.back(outcome.unfinished):
                self.say(_("This is the first question."))
            return
        self.preparation.answer(outcome.value)
        if question.note and outcome.value in question.note.one_of:
            self.say(question.note.text, "italic")

    def leave(self, unfinished: str, error: type[LeftError] = LeftError) -> None:
        """Keep the half-typed answer and say how to go on."""
        preparation = self.preparation
        preparation.leave(unfinished)
        where = preparation.workspace.answers_file(preparation.slug) if preparation.slug else None
        raise error(
            _("Everything you typed is saved in %(file)s; go on with: %(command)s")
            % {"file": where or preparation.workspace.network_file, "command": self.command("prepare")}
        )

    def command(self, name: str) -> str:
        """A command line for this person that works from the present folder."""
        workspace = self.preparation.workspace
        found = locate(None, os.environ, Path.cwd()) == workspace.root
        place = "" if found else shlex.join(["--workspace", str(workspace.root)])
        return " ".join(part for part in ("netinvite", name, self.preparation.slug, place) if part)

    # The review ------------------------------------------------------------------------------------

    def menu(self, ask: str, choices: list[Choice], default: str = "") -> str | None:
        """Choose one; ``None`` when somebody goes back."""
        question = Question(
            "menu", "menu", "choice", ask, required=True, choices=tuple(choices), default=default or None
        )
        asked = prompts.Asked(
            question=question,
            choices=question.choices,
            value=None,
            unfinished="",
            lang=self.preparation.guide.lang,
            now=clock.now(),
            people=(),
            suggestions=(),
        )
        outcome = prompts.ask(asked)
        return str(outcome.value) if isinstance(outcome, prompts.Answered) else None

    def review(self) -> bool:
        """Every answer, the finished texts, and what to do with them; True when it is over."""
        documents = self.preparation.documents()
        self.show_review(documents)
        choices = [Choice("save", _("Save the texts")), Choice("change", _("Change an answer"))]
        if "invitation" not in documents:
            choices.append(Choice("mail", _("Save, and write the mail as well")))
        choices += [Choice("back", _("Go back")), Choice("leave", _("Leave; the answers are saved"))]
        action = self.menu(_("Does it read the way you would say it?"), choices) or "back"
        return _ACTIONS[action](self)

    def show_review(self, documents: tuple[str, ...]) -> None:
        """All answers by step, then all texts."""
        self.announced = ""
        self.console.print()
        self.say(_("Review"), "bold")
        for step in self.preparation.walk.steps():
            self.say(step.title, "bold")
            for question in self.preparation.walk.visible():
                if question.step == step.key:
                    self.show_answer(question)
        for document in documents:
            self.console.print()
            self.show(document)

    def show_answer(self, question: Question) -> None:
        """One question and, set in below it, its answer."""
        lock = _("[for you alone]") + " " if question.private else ""
        self.console.print(Padding(Text(screen.visible(lock + _asked_text(question))), (0, 0, 0, 2)))
        answer = Text(screen.visible(self.answer_text(question)), style="bold")
        self.console.print(Padding(answer, (0, 0, 0, 4)))

    def summary(self, question: Question) -> str:
        """One question and its answer in a line, to choose from."""
        return f"{_asked_text(question)} – {self.answer_text(question)}"

    def answer_text(self, question: Question) -> str:
        """The answer as a person reads it."""
        value = self.preparation.walk.answers.get(question.key)
        labels = {choice.key: choice.label for choice in self.preparation.walk.choices(question)}
        return value_text(value, labels, self.preparation.guide.lang)

    def save(self) -> bool:
        """Write the drafts; edited ones are asked about one by one."""
        self.write(self.preparation.documents())
        return True

    def save_with_mail(self) -> bool:
        """Write the drafts, and the mail although another way was chosen."""
        self.show("invitation")
        self.write(("pitch", "invitation", "guide"))
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
                    kept.append(preparation.workspace.folder(preparation.slug) / drafts.FILES[document])
        preparation.save_drafts(texts)
        folder = preparation.workspace.folder(preparation.slug)
        report(Saved(preparation, tuple(folder / drafts.FILES[d] for d in texts), tuple(kept)))
        self.what_next(documents)

    def overwrite(self, document: str, text: str) -> bool:
        """Show how the edited file differs and ask; True to overwrite it."""
        draft = drafts.look(self.preparation.workspace, self.preparation.slug, document)
        name = draft.file.name
        self.say(_("%(file)s was edited by hand. The difference (- yours, + new):") % {"file": name})
        lines = difflib.unified_diff(draft.text.splitlines(), text.splitlines(), lineterm="", n=1)
        self.say("\n".join(list(lines)[2:]))
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

    def change(self) -> bool:
        """Pick one answer and ask it again."""
        walk = self.preparation.walk
        choices = [Choice(question.key, self.summary(question)) for question in walk.visible()]
        key = self.menu(_("Which answer?"), choices)
        if key:
            self.preparation.walk = walk.jump(key)
        return False

    def go_back(self) -> bool:
        """To the last question."""
        self.preparation.back()
        return False

    def stop(self) -> bool:
        """Leave without writing drafts."""
        self.say(_("The answers are saved. Go on with: %(command)s") % {"command": self.command("prepare")})
        return True

    def what_next(self, documents: tuple[str, ...]) -> None:
        """The last words on the screen."""
        name, mail = self.preparation.greeting, self.command("mail")
        self.console.print()
        self.say(_("What now?"), "bold")
        self.say(_("Say the pitch aloud a few times: %(command)s") % {"command": self.command("pitch")})
        if self.preparation.wants_mail:
            self.say(
                _("Try to call %(name)s once more; if that fails, print the mail: %(command)s")
                % {"name": name, "command": mail}
            )
        else:
            self.say(_("Then make contact with %(name)s, and bring guide.md along.") % {"name": name})
            if "invitation" not in documents:
                self.say(_("Should %(name)s be hard to reach: %(command)s") % {"name": name, "command": mail})


_ACTIONS: dict[str, Callable[[Desk], bool]] = {
    "save": Desk.save,
    "mail": Desk.save_with_mail,
    "change": Desk.change,
    "back": Desk.go_back,
    "leave": Desk.stop,
}


def _asked_text(question: Question) -> str:
    return question.stem + " …" if question.stem else question.ask


def value_text(value: Value | None, labels: dict[str, str], lang: str) -> str:
    """A value in a line: labels for choices, dates as people write them, a dash for nothing."""
    if value is None or value == ():
        return "–"
    items = value if isinstance(value, tuple) else (value,)
    return "; ".join(_item_text(item, labels, lang) for item in items)


def _item_text(item: Any, labels: dict[str, str], lang: str) -> str:
    if isinstance(item, Need | Referral):
        return item.name
    if hasattr(item, "hour"):
        return format_time(item, lang)
    if hasattr(item, "year"):
        return format_date(item, lang)
    text = str(item)
    return labels.get(text, text.replace("\n", " "))
