"""The questions that the program itself knows by key, and what their answers must hold.

Everything else in a guide is its own: asked, kept, and set into texts by templates alone. All of these may
be left out but ``NAME``; what is there must be what the code counts on, or the guide is refused (``wrong``).
Printing a saved mail needs these names too, so this module loads nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from netinvite.language import _

if TYPE_CHECKING:
    from netinvite.model.answers import Kind
    from netinvite.model.questions import Guide, Step

# At the top of the network's file: the time zone of all its times.
ZONE = "timezone"
# The steps, and what each is about.
ORGANISER, NETWORK, PRACTICAL = "organiser", "network", "practical"
PERSON, REFLECTION, CONTACT, PLAN = "person", "reflection", "contact", "plan"
CONVERSATION = "conversation"
# What a person was told and said, beside the answers.
LOG = "contact_log"
STEPS = {
    **dict.fromkeys((ORGANISER, NETWORK, PRACTICAL), "network"),
    **dict.fromkeys((PERSON, REFLECTION, CONTACT, PLAN), "person"),
    CONVERSATION: "conversation",
}


# Tables in a file of answers that are no steps: what does not apply now, what is half typed, the network's
# answers in other languages than its own.
SET_ASIDE, UNFINISHED, LANGUAGES = "set_aside", "unfinished", "languages"

# Steps that one command alone asks, all others being asked by the wizard.
ASKED_BY = {PRACTICAL: "leaflet"}


class Key(str):
    """A question's key (``step.name``); its kind holds one of ``holds``, or anything where there is none."""

    holds: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[str, str]:
        """Table and key in a file of answers."""
        step, _dot, name = self.partition(".")
        return step, name

    @property
    def name(self) -> str:
        """The key in the step's table."""
        return self.path[1]


ALL: list[Key] = []


def _key(key: str, *holds: str) -> Key:
    made = Key(key)
    made.holds = holds
    ALL.append(made)
    return made


# One text, on a line or on several, typed or chosen.
_WORDS = "line", "lines", "choice"

OWN_NAME = _key("organiser.name", "line", "choice")
INTRODUCTION = _key("organiser.introduction", *_WORDS)
MOTIVATION = _key("organiser.motivation", *_WORDS)
MOMENT = _key("organiser.moment", *_WORDS)
OWN_EMAIL = _key("organiser.email", "address")
OWN_PHONE = _key("organiser.phone", "line", "phone")
SIGNATURE = _key("organiser.signature", *_WORDS)

THEME = _key("network.theme", *_WORDS)
PURPOSE = _key("network.purpose", *_WORDS)
VALUES = _key("network.values", *_WORDS)
NEEDS = _key("network.needs", "needs")

HEADING = _key("practical.heading", *_WORDS)
# Only whether there is an answer.
ABOUT = _key("practical.about")
CONTRIBUTION = _key("practical.contribution")
GAIN = _key("practical.gain")
MEETINGS = _key("practical.meetings")
PLACE = _key("practical.place")
PERIOD = _key("practical.period")
COSTS = _key("practical.costs")

NAME = _key("person.name", "line")
CALLED = _key("person.called", "line")
RELATION = _key("person.relation", "choice")
MET = _key("person.met", *_WORDS)
REFERRED_BY = _key("person.referred_by", "line")
MENTION_REFERRER = _key("person.mention_referrer", "choice")
SUGGESTED = _key("person.suggested", *_WORDS)
ROLE = _key("person.role", *_WORDS)
ORGANISATION = _key("person.organisation", *_WORDS)
PHONE = _key("person.phone", "line", "phone")
EMAIL = _key("person.email", "address")
GREETING = _key("person.greeting", *_WORDS)

COVERS = _key("reflection.covers", "choices")
WHY = _key("reflection.why", *_WORDS)
SEEN = _key("reflection.seen", *_WORDS)
CURIOUS = _key("reflection.curious", *_WORDS)
BARRIER = _key("reflection.barrier", *_WORDS)
ASSUMPTION = _key("reflection.assumption", *_WORDS)
ALTERNATIVE = _key("reflection.alternative", "line")

WAY = _key("contact.way", "choice")
OPENING = _key("contact.opening", *_WORDS)
TRIED = _key("contact.tried", "choice")
TALK = _key("contact.talk", "choice")
MINUTES = _key("contact.minutes", "choice", "number")
TIMES = _key("contact.times", "times")
SUBJECT = _key("contact.subject", *_WORDS)

OPEN_QUESTIONS = _key("plan.questions", "choices")
OWN_QUESTION = _key("plan.own", *_WORDS)

DATE = _key("conversation.date", "day")
CHANGES = _key("conversation.changes")
OUTCOME = _key("conversation.outcome", "choice")
REFERRALS = _key("conversation.referrals", "referrals")
NEXT = _key("conversation.next", *_WORDS)
NEXT_DATE = _key("conversation.next_date", "day")

# Questions of before: what is asked in their place now, alone or together with something else.
NOW = {
    "organiser.role": INTRODUCTION,
    "organiser.organisation": INTRODUCTION,
    "network.name": HEADING,
    "network.topic": THEME,
    "network.motivation": MOTIVATION,
    "network.moment": MOMENT,
    "reflection.ease": BARRIER,
}

# No questions: the language that a person is written to in; the organiser in whose name, by the name of their
# file, where it is not the first one.
LANG, OWNER = ("person", "lang"), ("person", "owner")
# The table that says by whom somebody was named, and what it says of that; the day where the conversation in
# which it was said is kept nowhere any more.
REFERRAL, OF_A_REFERRAL = "referral", ("by", "gives", "kind", "day")
# The table that says whose private answers are of somebody who was taken over.
NOTED_BY = "noted_by"


def is_personal(key: str) -> bool:
    """Whether a question is about the organiser, so that each answers it for themselves."""
    return key.startswith(f"{ORGANISER}.")


def wrong(guide: Guide, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str, list[str]]]:
    """What the program cannot rely on in ``guide``: a step's or question's key, the problem, the kinds that
    would do."""
    for step in guide.steps:
        if problem := wrong_step(step):
            yield step.key, problem, []
    for key in ALL:
        question = guide.question(key)
        if question and key.holds and not set(key.holds) & set(kinds[question.kind].holds):
            problem = _("netinvite uses this answer itself, and it cannot be of the kind “%(kind)s”.")
            fitting = [name for name, kind in kinds.items() if set(key.holds) & set(kind.holds)]
            yield key, problem % {"kind": question.kind}, fitting
    name = guide.question(NAME)
    if name is None:
        yield NAME, _("this question is missing; netinvite cannot do without it."), []
    elif name.when or not name.required:
        yield NAME, _("this has to be asked of everybody: with required = true, and without when."), []


def wrong_step(step: Step) -> str:
    """What the program cannot rely on in a step; "" for nothing."""
    if (about := STEPS.get(step.key, step.about)) != step.about:
        return _("this step must be about “%(about)s”.") % {"about": about}
    if step.about == STEPS[CONVERSATION] and step.key != CONVERSATION:
        problem = _("what is asked about a conversation must stand in the step “%(step)s”.")
        return problem % {"step": CONVERSATION}
    return ""
