"""The desk for a motivation interview: what was prepared, what was said, what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from netinvite import clock, given
from netinvite.desk import Desk, value_text
from netinvite.everyone.people import IN_PLAY, state
from netinvite.everyone.register import read
from netinvite.interview import STEP, Interview, past
from netinvite.language import _
from netinvite.names import Person
from netinvite.preparation import Preparation
from netinvite.presence import holding, sitting
from netinvite.questions import Choice, Question
from netinvite.records import record_of
from netinvite.wording import Wording

SHOWN_BEFORE = ("reflection.why", "reflection.assumption")
SHOWN_LAST = ("date", "outcome", "changes", "next")


class InterviewDesk(Desk):
    """Records one conversation; ``prepare_next`` is whom somebody wants to prepare at once, or ""."""

    name = "interview"

    def __init__(self, interview: Interview, preparation: Preparation) -> None:
        super().__init__(interview)
        self.interview = interview
        self.preparation = preparation
        self.prepare_next = ""

    def run(self) -> None:
        """Meanwhile, whoever else records a conversation with the same person begins one of their own."""
        with sitting(self.interview.workspace, self.interview.slug):
            super().run()

    def begin(self) -> None:
        """What was prepared, and what was said the last time."""
        self.say(_("Conversation with %(name)s") % {"name": self.interview.name}, "bold")
        answers = self.preparation.walk.rendered()
        for key in SHOWN_BEFORE:
            question = self.preparation.guide.question(key)
            if question and key in answers:
                self._recall(question, str(answers[key]))
        own = [str(answers["plan.own"])] if "plan.own" in answers else []
        for text in (*self.preparation.chosen_questions(), *own):
            self.say(f"- {text}")
        self._last_time()

    def _last_time(self) -> None:
        guide = self.interview.guide
        before = record_of({STEP: self.interview.before}, guide, STEP).answers
        if not before:
            return
        self.say(_("Last time:"), "bold")
        for name in SHOWN_LAST:
            question = guide.question(f"{STEP}.{name}")
            if question and before.get(question.key) not in (None, ()):
                labels = {choice.key: choice.label for choice in question.choices}
                self._recall(question, value_text(before[question.key], labels, guide.lang))

    def _recall(self, question: Question, answer: str) -> None:
        """An earlier answer: as the sentence that it completes, or below its question."""
        if question.stem:
            self.say(Wording(self.interview.guide.lang).completes(answer, question.stem))
        else:
            self.say(question.ask)
            self.say(answer, indent=2)

    def review(self) -> bool:
        """Every answer, and whether they may stand; a day is asked for where the talk goes on."""
        missing = self.interview.missing()
        if missing:
            self.say(_("You agreed to talk again: when?"))
            self.interview.walk = self.interview.walk.jump(missing[0].key)
            return False
        self.show_answers()
        choices = [
            Choice("keep", _("Keep it like this")),
            Choice("change", _("Change an answer")),
            Choice("back", _("Go back")),
        ]
        action = self.menu(_("Is this what was said?"), choices) or "back"
        return _ACTIONS[action](self)

    def keep(self) -> bool:
        """Link those who were named, and say what follows."""
        self.interview.save()
        referred = self.interview.refer()
        self.tell_news()
        for person, new in referred:
            words = _("%(name)s is now on your list.") if new else _("%(name)s is linked.")
            self.say(words % {"name": person.name})
        outcome = str(self.interview.walk.answers.get(f"{STEP}.outcome"))
        self.say(_("What now?"), "bold")
        self.say(str(self.interview.walk.answers.get(f"{STEP}.next") or ""))
        if outcome == "joins":
            self.say(_("Hand over the leaflet, and say what you agreed and when."))
        if outcome == "declines":
            self._whom_else()
        return True

    def _whom_else(self) -> None:
        """Who else covers the same, offered for preparation at once."""
        names = whom_else(self.interview, self.preparation)
        if not names:
            self.say(_("Nobody else with the same competence is known yet: ask whom others know."))
            return
        choices = [Choice("nobody now", _("Nobody now")), *(Choice(name, name) for name in names)]
        picked = self.menu(_("Whom else? Prepare one of them now:"), choices)
        self.prepare_next = picked if picked and picked != "nobody now" else ""


_ACTIONS: dict[str, Callable[[InterviewDesk], bool]] = {
    "keep": InterviewDesk.keep,
    "change": InterviewDesk.change,
    "back": InterviewDesk.go_back,
}


def whom_else(interview: Interview, preparation: Preparation) -> list[str]:
    """Names of those with the same competence: who was thought of, who was named, who is in play."""
    answers = preparation.walk.rendered()
    covers = answers.get("reflection.covers", ())
    same = set(covers) if isinstance(covers, tuple) else set()
    found = [str(answers["reflection.alternative"])] if "reflection.alternative" in answers else []
    found += [person.name for person, _new in interview.refer()]
    found += [
        facts.name
        for facts in read(interview.workspace).everyone
        if facts.id != interview.slug and same & set(facts.covers) and state(facts) in IN_PLAY
    ]
    return list(dict.fromkeys(found))


def scripted(interview: Interview, answers: given.Given, now: datetime) -> list[tuple[Person, bool]]:
    """Take the answers, ask nothing; everything wrong or missing is refused at once, and nothing written."""
    values = given.values(answers, interview.guide, interview.walk, now)
    interview.put(values)
    if "date" not in {key.partition(".")[2] for key in interview.walk.answers}:
        interview.put({f"{STEP}.date": now.date()})
    if past(interview.walk.answers.get(f"{STEP}.next_date"), now.date()):
        answers.problems.append(_("%(key)s: the day has gone by.") % {"key": f"{STEP}.next_date"})
    given.refuse(answers, interview.missing(), interview.unfit)
    with holding(interview.workspace, interview.slug, interview.name):
        interview.save(strict=True)
        return interview.refer()


def open_desk(interview: Interview, answers: given.Given) -> InterviewDesk:
    """The desk, with what was prepared for the conversation and the answers given beforehand."""
    values = given.values(answers, interview.guide, interview.walk, clock.now())
    given.refuse(answers, ())
    if values:
        interview.put(values)
    lang = interview.guide.lang
    return InterviewDesk(interview, Preparation.open(interview.workspace, lang, interview.person))
