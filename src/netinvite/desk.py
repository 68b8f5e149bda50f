"""The desk at which a person answers: one screen, one walk, saved after every answer, left at any time."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any, ClassVar, Protocol

from netinvite import clock, plain, prompts, screen
from netinvite.commandline import command
from netinvite.dates import format_date, format_time
from netinvite.language import _, choose, ngettext
from netinvite.leaving import Ended, HungUpError, LeftError, end_if_noted, listening, noted
from netinvite.prompts.parts import Front
from netinvite.proposing import suggest_times
from netinvite.questions import Choice, Guide, Question
from netinvite.values import Need, Referral, Value
from netinvite.walk import Walk
from netinvite.workspace import Workspace, language_of


class Sitting(Protocol):
    """What a desk works on: a walk whose answers are saved at once."""

    workspace: Workspace
    guide: Guide
    walk: Walk
    unfinished: dict[str, str]

    @property
    def slug(self) -> str:
        """The person's folder, or "" before it is known."""

    def answer(self, value: Value | None) -> None:
        """Answer the present question, and save."""

    def back(self, unfinished: str = "") -> bool:
        """Go back; False at the first question."""

    def leave(self, unfinished: str | None = None) -> None:
        """Keep what was half typed; ``None`` leaves that as it is."""

    def no_fit(self, question: Question) -> str:
        """Why an earlier answer does not fit the question; "" where it does."""

    def take_news(self) -> list[str]:
        """What others did meanwhile, each sentence once."""


def front() -> Front:
    """The front end that this terminal and its owner want."""
    return plain.Plain() if screen.plain() else prompts.Drawn()


class Desk:
    """One sitting, its front, and the step last announced. ``name`` is the command that comes back here."""

    name: ClassVar[str] = ""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self.front: Front = front()
        self.announced = ""

    def run(self) -> None:
        """Walk to the end; whatever ends it before, everything is saved."""
        self.sitting.workspace.open_for_writing()
        # What is loaded by now stays: looking through it for garbage would hold up an answer.
        gc.freeze()
        with listening():
            try:
                self.begin()
                self.walk()
                end_if_noted()
            except prompts.Left as left:
                self.leave(left.unfinished)
            except Ended as ended:
                self.leave(ended.unfinished, ended.error)
            except OSError:
                if sys.stdin.isatty():
                    raise
                self.leave(None, noted() or HungUpError)

    def begin(self) -> None:
        """What comes before the first question."""

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a paragraph, wrapped at words; never markup."""
        self.front.say(text, style, indent)

    # The walk --------------------------------------------------------------------------------------

    def walk(self) -> None:
        """Ask question after question until the review is over."""
        while True:
            question = self.sitting.walk.current
            if question is None:
                if self.review():
                    return
                continue
            self.announce(question)
            if why := self.sitting.no_fit(question):
                self.say(_("The answer that is there does not fit this question: %(why)s") % {"why": why})
            self.take(question, self.front.ask(self.asked(question)))

    def review(self) -> bool:
        """What happens when every question is answered; True when the sitting is over."""
        raise NotImplementedError

    def look(self, step: str) -> None:
        """What is shown when the step ``step`` is done; nothing, unless a desk has something to show."""

    def announce(self, question: Question) -> None:
        """The step's heading when a step begins: where one is and how much is left."""
        if question.step == self.announced:
            return
        if self.announced:
            self.look(self.announced)
        self.announced = question.step
        step, progress = self.sitting.walk.guide.step(question.step), self.sitting.walk.progress()
        place = _("Step %(step)s of %(steps)s") % {"step": progress.step, "steps": progress.steps}
        self.front.heading(*([place] if progress.steps > 1 else []), step.title)
        left = ngettext("%(count)s question left", "%(count)s questions left", progress.left)
        needed = _("%(count)s of them needed") % {"count": progress.required}
        # None is left where an answer is only changed.
        if progress.left:
            self.say(f"{left % {'count': progress.left}}, {needed}")
        if step.intro:
            self.say(step.intro)

    def asked(self, question: Question) -> prompts.Asked:
        """The question with all that its prompt may need."""
        sitting = self.sitting
        now, lang = clock.now(), sitting.guide.lang
        return prompts.Asked(
            question=question,
            choices=sitting.walk.choices(question),
            value=sitting.walk.answers.get(question.key),
            unfinished=sitting.unfinished.get(question.key, ""),
            lang=lang,
            now=now,
            people=tuple(person.name for person in sitting.workspace.people())
            if question.kind in ("person", "referrals")
            else (),
            suggestions=suggest_times(now, lang) if question.kind == "times" else (),
        )

    def take(self, question: Question, outcome: prompts.Answered | prompts.Back) -> None:
        """Save what was answered, or go back."""
        if isinstance(outcome, prompts.Back):
            if not self.sitting.back(outcome.unfinished):
                self.say(_("This is the first question."))
            self.tell_news()
            return
        self.sitting.answer(outcome.value)
        self.tell_news()
        if question.note and outcome.value in question.note.one_of:
            self.say(question.note.text, "italic")

    def tell_news(self) -> None:
        """What somebody else did to the same answers meanwhile."""
        for told in self.sitting.take_news():
            self.say(told, "bold")

    def leave(self, unfinished: str | None, error: type[LeftError] = LeftError) -> None:
        """Keep the half-typed answer and say how to go on; ``None`` where no question was being asked."""
        question = self.sitting.walk.current
        self.sitting.leave(unfinished)
        saved = _("Everything you typed is saved in %(file)s; go on with: %(command)s") % {
            "file": self.kept_in(question),
            "command": self.resume(),
        }
        raise error("\n".join([*self.sitting.take_news(), saved]))

    def kept_in(self, question: Question | None) -> Path:
        """The file that the answer to ``question`` lies in; the person's, where they are known, for none."""
        sitting = self.sitting
        network = question and sitting.guide.step(question.step).about == "network"
        if network or not sitting.slug:
            return sitting.workspace.network_file
        return sitting.workspace.answers_file(sitting.slug)

    def resume(self) -> str:
        """A command line that comes back here, in this language too."""
        lang = self.sitting.guide.lang
        return self.command(self.name, *([] if lang == self.usual_lang() else ["--lang", lang]))

    def usual_lang(self) -> str:
        """The language of this sitting where nobody says another one."""
        workspace, slug = self.sitting.workspace, self.sitting.slug
        own = workspace.person(slug).lang if slug else ""
        said = (own, os.environ.get("NETINVITE_LANG", ""), language_of(workspace.root))
        return choose(*said, env=os.environ)

    def command(self, name: str, *more: str) -> str:
        """A command line for this person that works from the present folder."""
        slug = self.sitting.slug
        return command(self.sitting.workspace, name, *([slug] if slug else []), *more)

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
            lang=self.sitting.guide.lang,
            now=clock.now(),
            people=(),
            suggestions=(),
        )
        try:
            outcome = self.front.ask(asked)
        except prompts.Left:
            raise prompts.Left(None) from None
        except Ended as ended:
            raise Ended(ended.error) from None
        return str(outcome.value) if isinstance(outcome, prompts.Answered) else None

    def show_answers(self) -> None:
        """All answers, by step."""
        self.announced = ""
        self.front.heading(_("Review"))
        for step in self.sitting.walk.steps():
            self.say(step.title, "bold")
            for question in self.sitting.walk.visible():
                if question.step == step.key:
                    self.show_answer(question)

    def show_answer(self, question: Question) -> None:
        """One question and, set in below it, its answer."""
        lock = _("[for you alone]") + " " if question.private else ""
        self.say(lock + _asked_text(question), indent=2)
        self.say(self.answer_text(question), "bold", indent=4)

    def summary(self, question: Question) -> str:
        """One question and its answer in a line, to choose from."""
        return f"{_asked_text(question)} – {self.answer_text(question)}"

    def answer_text(self, question: Question) -> str:
        """The answer as a person reads it."""
        value = self.sitting.walk.answers.get(question.key)
        labels = {choice.key: choice.label for choice in self.sitting.walk.choices(question)}
        return value_text(value, labels, self.sitting.guide.lang)

    def change(self) -> bool:
        """Pick one answer and ask it again."""
        walk = self.sitting.walk
        choices = [Choice(question.key, self.summary(question)) for question in walk.visible()]
        key = self.menu(_("Which answer?"), choices)
        if key:
            self.sitting.walk = walk.jump(key)
        return False

    def go_back(self) -> bool:
        """To the last question."""
        self.sitting.back()
        return False


def _asked_text(question: Question) -> str:
    return question.stem + " …" if question.stem else question.ask


def value_text(value: Value | None, labels: dict[str, str], lang: str) -> str:
    """A value in a line: labels for choices, dates as people write them, words for nothing."""
    if value is None or value == ():
        return _("not answered")
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
