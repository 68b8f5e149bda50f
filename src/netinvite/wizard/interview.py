"""The desk for a motivation interview: what was prepared, what was said, what follows from it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from textwrap import indent as set_in

from netinvite import clock
from netinvite.app import given, whatnow
from netinvite.app.people import read
from netinvite.app.preparation import Preparation
from netinvite.app.sitting import thoughts
from netinvite.app.turning import own_language
from netinvite.language import _, choose, of_environment
from netinvite.leaving import LeftError
from netinvite.model import keys
from netinvite.model.keys import CONVERSATION as STEP
from netinvite.model.people import Person
from netinvite.model.questions import Choice, Question, Value
from netinvite.model.standing import DECLINES, IN_PLAY, state
from netinvite.store import logs
from netinvite.store.asked import after
from netinvite.store.contacts import is_mine
from netinvite.store.conversations import Interview
from netinvite.store.presence import holding, sitting
from netinvite.store.records import record_of
from netinvite.store.talks import past
from netinvite.ui import screen
from netinvite.ui.parts import Asked
from netinvite.values import replace
from netinvite.wizard.named import NamedDesk, called_so_too, linked, refuse_several
from netinvite.wizard.told import value_lines

SHOWN_BEFORE = (keys.WHY, keys.ASSUMPTION)
SHOWN_LAST = (keys.DATE, keys.OUTCOME, keys.CHANGES, keys.NEXT)


class InterviewDesk(NamedDesk):
    """Records one conversation; ``prepare_next`` is whom somebody wants to prepare at once, or ""."""

    name = "interview"

    def __init__(self, interview: Interview, preparation: Preparation) -> None:
        super().__init__(interview)
        interview.asks = True
        self.preparation = preparation
        self.prepare_next = ""
        # Whether the last page was answered, and who was on the list then.
        self.is_kept, self.referred = False, list[tuple[Person, bool]]()

    def way(self) -> list[str]:
        """Where this one was looked over before, another conversation would be begun."""
        interview = self.interview
        said = interview.recorded and not interview.to_confirm and not interview.missing(agreed=False)
        return [*super().way(), *(["--last"] if said else [])]

    def leave(self, unfinished: str | None, error: type[LeftError] = LeftError) -> None:
        """As every desk; nothing is left of a conversation of which nothing is said, and one that was said to
        be right is recorded, whatever was asked after it."""
        if self.is_kept:
            raise error("\n".join(self._recorded()))
        self.interview.leave(unfinished)
        if self.interview.forgo():
            told = _(
                "Nothing was noted of this conversation, so nothing is kept. To begin again: %(command)s"
            )
            raise error(told % {"command": self.resume()})
        super().leave(None, error)

    def meanwhile(self) -> AbstractContextManager[None]:
        """Whoever else records a conversation with the same person begins one of their own."""
        return sitting(self.interview.workspace, self.interview.slug)

    def kept_in(self, question: Question | None) -> Path:
        """Where the conversation stands."""
        return self.interview.file

    def usual_lang(self) -> str:
        """One's own before the person's: nobody else reads what is noted here."""
        workspace, person = self.interview.workspace, self.interview.person
        said = (of_environment(os.environ), own_language(workspace, person))
        return choose(*said, env=os.environ)

    def begin(self) -> None:
        """What was prepared, and what was said the last time."""
        self._tell(_("Conversation with %(name)s") % {"name": self.called}, "bold")
        if told := thoughts(self.interview.workspace, self.interview.person, named=True):
            self._tell(told, "italic")
            self.preparation.reader = self.interview.workspace.by or self.preparation.reader
        answers = self.preparation.walk.rendered()
        for key in SHOWN_BEFORE:
            question = self.preparation.guide.question(key)
            if question and key in answers:
                self._recall(question, self.preparation.said_by(key, str(answers[key])))
                self._tell("")
        own = [str(answers[keys.OWN_QUESTION])] if keys.OWN_QUESTION in answers else []
        for brought in self.preparation.guide.chosen(answers):
            self._tell(f"- {brought.ask}")
            if brought.then:
                self._tell(brought.then, indent=2)
        for text in own:
            self._tell(f"- {text}")
        self._last_time()

    def _tell(self, text: str, style: str = "", indent: int = 0) -> None:
        """Say it, and let it be read again."""
        self.say(text, style, indent)
        self.background += f"{set_in(text, ' ' * indent)}\n"

    def _last_time(self) -> None:
        guide = self.interview.guide
        before = record_of({STEP: self.interview.before}, guide, STEP).answers
        if not before:
            return
        self._tell("")
        self._tell(_("Last time:"), "bold")
        for key in SHOWN_LAST:
            question = guide.question(key)
            if question and before.get(key) not in (None, ()):
                self._recall(question, value_lines(question, before[key], question.choices, guide.lang))

    def _recall(self, question: Question, answer: str) -> None:
        """An earlier answer, below its question."""
        self._tell(question.ask)
        self._tell(answer, indent=2)

    def review(self) -> bool:
        """Every answer, and whether they may stand; a day is asked for where the talk goes on."""
        missing = self.interview.missing()
        if missing:
            self.interview.walk = self.interview.walk.jump(missing[0].key)
            return False
        self.show_answers()
        choices = [
            Choice("keep", _("Keep it like this")),
            Choice("change", _("Change an answer")),
        ]
        if self.interview.left_out():
            choices.append(Choice("scales", _("Note the numbers from 0 to 10 as well")))
        choices.append(Choice("back", _("Go back")))
        action = self.menu(_("Is this what was said?"), choices) or "back"
        return _ACTIONS[action](self)

    def asked(self, question: Question) -> Asked:
        """As every desk; the day on which the conversation goes on is needed."""
        asked = super().asked(question)
        needed = question.required or self.interview.needs(question)
        return replace(asked, question=replace(asked.question, required=needed))

    def announce(self, question: Question) -> None:
        """As every desk; the step whose day is asked for stands above that."""
        super().announce(question)
        following = self.interview.walk.answers.get(keys.NEXT)
        if question.key == keys.NEXT_DATE and following and self.front.follows:
            self.say(str(following))

    def keep(self) -> bool:
        """Link those who were named, and say what follows."""
        if not self.settle_named():
            return False
        self.interview.save()
        self.referred = self.interview.refer()
        self.interview.confirm()
        self.is_kept = True
        self.tell_news()
        if str(self.interview.walk.answers.get(keys.OUTCOME)) == DECLINES:
            # Asked first: what is said after the last question stays on the ordinary screen.
            self._whom_else()
        first, *more = self._recorded()
        screen.tell(first)
        for told in more:
            self.say(told)
        self.say(_("What now?"), "bold")
        if following := self.interview.walk.answers.get(keys.NEXT):
            self.say(str(following))
        for told in whatnow.of(self.interview.workspace, self.interview.slug):
            self.say(told)
        return True

    def _recorded(self) -> list[str]:
        """Where it is recorded, and what became of those who were named."""
        words = {"name": self.called, "file": self.interview.file}
        told = _("The conversation with %(name)s is recorded in %(file)s.") % words
        known = [person for person, new in self.referred if not new]
        of_name = called_so_too(self.interview.workspace, self.interview.slug, known)
        return [told, *linked(self.interview.workspace, self.referred), *of_name]

    def ask_scales(self) -> bool:
        """The scales that were not on the conversation guide."""
        self.interview.ask_scales()
        return False

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
    "scales": InterviewDesk.ask_scales,
    "back": InterviewDesk.go_back,
}


def whom_else(interview: Interview, preparation: Preparation) -> list[str]:
    """Names of those with the same competence: who was thought of, who was named, who is in play."""
    answers = preparation.walk.rendered()
    covers = answers.get(keys.COVERS, ())
    same = set(covers) if isinstance(covers, tuple) else set()
    found = [str(answers[keys.ALTERNATIVE])] if keys.ALTERNATIVE in answers else []
    found += [person.name for person, _new in interview.refer()]
    found += [
        facts.name
        for facts in read(interview.workspace).everyone
        if facts.id != interview.slug and same & set(facts.covers) and state(facts) in IN_PLAY
    ]
    return list(dict.fromkeys(found))


def scripted(interview: Interview, answers: given.Given, now: datetime) -> list[tuple[Person, bool]] | None:
    """Take the answers, ask nothing; everything wrong or missing is refused at once, and nothing written.
    ``None`` where this very conversation is recorded already."""
    values = _values(interview, answers, now)
    interview.put(values)
    interview.take_half(answers.half)
    if keys.DATE not in {**interview.walk.answers, **interview.unfinished, **interview.unfit}:
        interview.put({keys.DATE: now.date()})
    if past(interview.walk.answers.get(keys.NEXT_DATE), now.date()):
        answers.problems.append(_("%(key)s: the day has gone by.") % {"key": keys.NEXT_DATE})
    given.refuse(answers, interview.missing(agreed=False), interview.unfit, interview.unfinished)
    refuse_several(interview)
    with holding(interview.workspace, interview.slug, interview.name):
        if _is_recorded(interview):
            return None
        # It is not noted to the end where something of it is half typed.
        interview.to_confirm = not interview.unfinished.keys().isdisjoint(answers.half)
        interview.save(strict=True)
        return interview.refer()


def _is_recorded(interview: Interview) -> bool:
    """Whether a new conversation says what one says that whoever works here recorded before."""
    if interview.recorded:
        return False
    workspace, slug, walk = interview.workspace, interview.slug, interview.walk
    said = {one.key: walk.answers[one.key] for one in walk.visible() if one.key in walk.answers}
    talks = logs.read(workspace, slug, workspace.read(workspace.answers_file(slug))).talks
    mine = (talk for talk in talks if is_mine(workspace, str(talk.get("by", "")), slug))
    return any(record_of({STEP: talk}, interview.guide, STEP).answers == said for talk in mine)


def _values(interview: Interview, answers: given.Given, now: datetime) -> dict[str, Value | None]:
    """What is given, read as the questions are after the outcome that is given with it."""
    outcome = answers.typed.get(keys.OUTCOME, answers.raw.get(keys.OUTCOME))
    guide = interview.walk.guide if outcome is None else after(interview.guide, outcome)
    return given.values(answers, guide, interview.walk, now)


def open_desk(
    interview: Interview, answers: given.Given, desk: type[InterviewDesk] = InterviewDesk
) -> InterviewDesk:
    """The desk, with what was prepared for the conversation and the answers given beforehand."""
    values = _values(interview, answers, clock.now())
    given.refuse(answers, ())
    if values:
        interview.put(values)
    interview.take_half(answers.half)
    workspace, person = interview.workspace, interview.person
    lang = own_language(workspace, person) or interview.guide.lang
    preparation = Preparation.open(workspace, lang, person)
    preparation.keep_whose()
    return desk(interview, preparation)
