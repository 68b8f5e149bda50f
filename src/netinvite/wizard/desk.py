"""The desk at which a person answers: one screen, one walk, saved after every answer, left at any time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from netinvite import clock
from netinvite.app.ahead import pieces
from netinvite.app.busy import length
from netinvite.app.repeated import names_known
from netinvite.language import _
from netinvite.leaving import Ended, HungUpError, LeftError, end_if_noted, listening, noted
from netinvite.model import confided, kinds
from netinvite.model.questions import Choice, Question
from netinvite.model.workdays import FREE, Busy, none_is_free, suggest_times
from netinvite.ui.editor import edit_in
from netinvite.ui.fronts import Front, Stage
from netinvite.ui.parts import Answered, Asked, Back, Left, Turned
from netinvite.wizard.about import AboutDesk
from netinvite.wizard.front import paged_front
from netinvite.wizard.numbers import Numbers
from netinvite.wizard.talks import talk_in
from netinvite.wizard.told import Telling, beside, followed, left, value_lines, value_typed

if TYPE_CHECKING:
    from netinvite.wizard.sitting import Sitting


class Desk(AboutDesk):
    """One sitting; ``name``: the command that comes back here. ``background`` can be read again meanwhile."""

    name: ClassVar[str] = ""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.front: Front = paged_front()
        self.numbers = Numbers()
        self.announced = self.background = ""

    def meanwhile(self) -> AbstractContextManager[None]:
        """What others see as long as the sitting lasts; it ends while signals are still listened to."""
        return nullcontext()

    def run(self) -> None:
        """Walk to the end; whatever ends it before, everything is saved."""
        self.sitting.workspace.open_for_writing()
        edit_in(self.sitting.workspace.root)
        with listening(), self.meanwhile():
            try:
                with self.front.open(self.ahead()):
                    self.begin()
                    self.walk()
                    end_if_noted()
            except Left as left:
                self.leave(left.unfinished)
            except Ended as ended:
                self.leave(ended.unfinished, ended.error)
            except OSError:
                if sys.stdin.isatty():
                    raise
                self.leave(None, noted() or HungUpError)

    def begin(self) -> None:
        """What comes before the first question."""

    def ahead(self) -> Iterator[None]:
        """What is needed later, piece by piece; nothing is before the first answer."""
        sitting = self.sitting
        return pieces(sitting.workspace, self.kept_in(sitting.walk.current), sitting.guide.lang)

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
        if question.asked_in == self.announced:
            return
        if self.announced:
            self.look(self.announced)
        if self._goes_back_to(question):
            self.say(_("An earlier step once more, for what was not asked there yet."))
        self.announced = question.asked_in
        step, progress = self.sitting.walk.guide.step(question.asked_in), self.sitting.walk.progress()
        intro = step.intro if progress.left else ""
        about = self.named_above(question)
        self.front.begin_step(Stage(step.title, intro, progress.step, progress.steps, left(progress), about))

    def _goes_back_to(self, question: Question) -> bool:
        """Whether the walk comes by itself to a question of a step before the one that was announced."""
        steps = [step.key for step in self.sitting.guide.steps]
        is_begun = bool(self.announced) and not self.sitting.walk.furthest
        return is_begun and steps.index(question.asked_in) < steps.index(self.announced)

    def asked(self, question: Question) -> Asked:
        """The question with all that its prompt may need."""
        sitting = self.sitting
        now, lang, kind = clock.now(), sitting.guide.lang, kinds.of(question)
        self.about = self.named_above(question)
        times, minutes = kind.proposes_times, length(sitting.walk.answers)
        busy = self.busy() if times else FREE
        suggestions = suggest_times(now, lang, busy=busy, minutes=minutes) if times else ()
        value = sitting.walk.answers.get(question.key)
        if times and value is None and busy is not FREE and not suggestions:
            self.say(none_is_free())
        return Asked(
            question=sitting.walk.ready(question),
            choices=sitting.walk.choices(question) or sitting.walk.greetings(question),
            value=value,
            # Whoever emptied the field does not find it full again.
            proposed=sitting.walk.proposed(question) if sitting.walk.is_open(question) else None,
            unfinished=sitting.unfinished.get(question.key, ""),
            unfit=bool(sitting.no_fit(question)),
            lang=lang,
            now=now,
            people=tuple(person.name for person in sitting.workspace.people()) if kind.names_people else (),
            suggestions=suggestions,
            overlap=busy.overlap,
            offered=busy.offered,
            minutes=minutes,
            talk=talk_in(sitting) if times else None,
            around=lambda: self.around(question),
            other_way=self.other_way(),
            background=self.background,
            names=lambda: names_known(sitting.workspace, sitting.walk),
            private=lambda: confided.beside(sitting.walk, question),
            progress=sitting.walk.progress(),
            claims=True,
            about=self.about,
        )

    def other_way(self) -> str:
        """What another way through the questions asks; "" where there is none."""
        return ""

    def turn_way(self, unfinished: str) -> None:
        """Go through the questions in the other way from now on."""

    def busy(self) -> Busy:
        """When one has something else to do, as far as this desk knows."""
        return FREE

    def take(self, question: Question, outcome: Answered | Back | Turned) -> None:
        """Save what was answered, or go back."""
        if isinstance(outcome, Turned):
            self.turn_way(outcome.unfinished)
            return
        if isinstance(outcome, Back):
            if not self.sitting.back(outcome.unfinished):
                self.at_first()
            self.tell_news()
            return
        before = self.sitting.walk
        self.sitting.answer(outcome.value)
        self.tell_news()
        for told in followed(before, self.sitting.walk):
            self.say(told)
        if outcome.value is None:
            self.tell_instead(question)
        if question.note and outcome.value in question.note.one_of:
            self.say(question.note.text, "italic")

    def at_first(self) -> None:
        """What happens where somebody goes back at the first question."""
        self.say(_("No question comes before this one."))

    def tell_news(self) -> None:
        """What somebody else did to the same answers meanwhile."""
        for told in self.sitting.take_news():
            self.say(told, "bold")

    def leave(self, unfinished: str | None, error: type[LeftError] = LeftError) -> None:
        """Keep the half-typed answer and say how to go on; ``None`` where no question was being asked."""
        question = self.sitting.walk.current
        self.sitting.leave(unfinished)
        words = {"file": self._lies_in(question), "command": self.resume()}
        saved = _("Everything you typed is saved in %(file)s; go on with: %(command)s") % words
        if not self._lies_in(question).exists():
            saved = _("You have typed nothing yet; go on with: %(command)s") % words
        raise error("\n".join([*self.sitting.take_news(), saved]))

    def _lies_in(self, question: Question | None) -> Path:
        """Where what was typed lies, of whatever there is: of a network that nothing is said of yet, the
        person's file."""
        sitting, file = self.sitting, self.kept_in(question)
        of_network = {one.key for one in sitting.guide.questions("network")}
        is_said = of_network & {*sitting.unfinished, *sitting.walk.answers}
        other = sitting.slug and file == sitting.workspace.network_file and not is_said
        return self.kept_in(None) if other else file

    def kept_in(self, question: Question | None) -> Path:
        """The file that the answer to ``question`` lies in; the person's, where they are known, for none."""
        sitting = self.sitting
        network = question and sitting.guide.about(question) == "network"
        if network or not sitting.slug:
            return sitting.workspace.network_file
        return sitting.workspace.answers_file(sitting.slug)

    def resume(self) -> str:
        """A command line that comes back here, in this language too."""
        lang = self.sitting.guide.lang
        return self.command(self.name, *self.way(), *([] if lang == self.usual_lang() else ["--lang", lang]))

    def way(self) -> list[str]:
        """What leads the same way through the questions again."""
        return []

    # The review ------------------------------------------------------------------------------------

    def menu(self, ask: str, choices: list[Choice], default: str = "", *, claims: bool = False) -> str | None:
        """Choose one; ``None`` when somebody goes back. ``claims``: Enter alone chooses none."""
        question = Question(
            "menu", "menu", "choice", ask, required=True, choices=tuple(choices), default=default or None
        )
        now, lang = clock.now(), self.sitting.guide.lang
        asked = Asked(question, question.choices, None, "", lang, now, claims=claims, about=self.about)
        try:
            outcome = self.front.ask(asked)
        except Left:
            raise Left(None) from None
        except Ended as ended:
            raise Ended(ended.error) from None
        return str(outcome.value) if isinstance(outcome, Answered) else None

    def show_answers(self, *, headed: bool = True) -> None:
        """All answers, by step."""
        self.announced = ""
        if headed:
            self.front.heading(*filter(None, (self.called, _("Review"))))
        for step in self.sitting.walk.steps():
            self.say(step.title, "bold")
            for question in self.sitting.walk.asked():
                if question.asked_in == step.key and not self._is_left_out(question):
                    self.show_answer(question)

    def _is_left_out(self, question: Question) -> bool:
        """On pages, what was skipped is not worth a row."""
        return self.front.follows and self.sitting.walk.answers.get(question.key) in (None, ())

    def show_answer(self, question: Question) -> None:
        """One question and, set in below it, its answer."""
        lock = _("[for you alone]") + " " if question.private else ""
        self.say(lock + question.ask, indent=2)
        for line in self.answer_text(question, value_lines).split("\n"):
            self.say(line, "bold", indent=4)

    def answer_text(self, question: Question, told: Telling = value_typed) -> str:
        """The answer as a person reads it, as ``told`` tells it."""
        value = self.sitting.walk.answers.get(question.key)
        return told(question, value, self.sitting.walk.choices(question), self.sitting.guide.lang)

    def change(self) -> bool:
        """Pick one answer and ask it again."""
        walk = self.sitting.walk
        labels = {one.key: beside(one.ask, self.answer_text(one)) for one in walk.answerable()}
        key = self.menu(_("Which answer?"), self.numbers.choices(labels))
        if key:
            self.announced = ""
            self.sitting.walk = walk.jump(key)
        return False

    def go_back(self) -> bool:
        """To the last question."""
        self.sitting.back()
        return False
