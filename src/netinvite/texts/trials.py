"""Trial renderings: answers made up at random, the same in every run, through the templates in force."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from netinvite import confined, mail
from netinvite.errors import TemplateError
from netinvite.inventory import Document
from netinvite.language import _
from netinvite.questions import NEED_KINDS, Guide, Question
from netinvite.rendering import Job, PlacedError
from netinvite.texts.problems import Problem
from netinvite.told import ABOUT
from netinvite.values import Need, Referral, Value
from netinvite.walk import Walk, by_step

SEEDS = 8
ANSWERED = 0.6
_DAY = datetime(2026, 12, 1, 10, 0)
_WORDS = (
    "unge og ensomhed",
    "I saw it happen.",
    "Det blev for sent!",
    "what would help?",
    "{{ 7 * 7 }} {% raw %}",
    "“quoted” & <b>bold</b>",
    "a very long answer " * 12,
    "Æblegrød",
    "x",
)


def trial(
    document: Document, guide: Guide, own: Path | None, template: Path, about: tuple[str, ...] = ABOUT
) -> Iterator[Problem]:
    """What goes wrong when the document is rendered with nothing, with everything and with anything
    answered. The first of its kind is told; ``template`` is the file to name where no line is to blame."""
    answers = [{}, filled(guide, about), *(drawn(guide, seed, about) for seed in range(SEEDS))]
    jobs = [_job(document, guide, own, values, about) for values in answers]
    for number, outcome in enumerate(confined.render_all(jobs)):
        if isinstance(outcome, PlacedError):
            yield _problem(outcome, own, guide.lang, template, _setting(number))
            return
        if isinstance(outcome, TemplateError):
            yield Problem(template, 1, outcome.message, outcome.hint)
            return
        if problem := _mail_problem(document, outcome, answers[number]):
            yield Problem(template, 1, f"{problem} {_setting(number)}")
            return


def _setting(number: int) -> str:
    settings = (_("(with nothing answered)"), _("(with every question answered)"))
    if number < len(settings):
        return settings[number]
    return _("(with made-up answers, set %(number)s)") % {"number": number - len(settings) + 1}


def _problem(error: PlacedError, own: Path | None, lang: str, template: Path, setting: str) -> Problem:
    named = [Path(error.file), own / lang / error.file if own else template]
    file = next((file for file in named if file.is_file()), template)
    return Problem(file, error.line or 1, f"{error.reason} {setting}", error.hint)


def _mail_problem(document: Document, text: str, answers: dict[str, Value]) -> str:
    """Whether ``netinvite mail`` could read the text, where it is the mail."""
    if document.file != "invitation.txt":
        return ""
    try:
        subject = mail.parse_draft(text, document.file).subject
    except mail.MailError as error:
        return error.message
    return "" if subject or not answers else _("there is no line that begins with “Subject:” and has a text.")


def _job(
    document: Document, guide: Guide, own: Path | None, answers: dict[str, Value], about: tuple[str, ...]
) -> Job:
    chosen = answers.get("plan.questions", ())
    picked = chosen if isinstance(chosen, tuple) else ()
    return Job(
        document,
        guide.lang,
        by_step(answers),
        tuple(item.ask for item in guide.open_questions if item.key in picked),
        own,
        guide.private(),
        tuple(question.key for question in guide.questions(*about)),
    )


# Answers -------------------------------------------------------------------------------------------


def filled(guide: Guide, about: tuple[str, ...] = ABOUT) -> dict[str, Value]:
    """An answer to every question, whether it applies or not."""
    chance = random.Random(0)
    return {question.key: sample(question, guide, chance) for question in guide.questions(*about)}


def drawn(guide: Guide, seed: int, about: tuple[str, ...] = ABOUT) -> dict[str, Value]:
    """Answers to some of the questions; only those that apply then, as they would stand in a text."""
    chance = random.Random(seed)
    answers: dict[str, Value | None] = {
        question.key: sample(question, guide, chance)
        for question in guide.questions(*about)
        if chance.random() < ANSWERED
    }
    return Walk(guide, about, answers).rendered()


def sample(question: Question, guide: Guide, chance: random.Random) -> Value:
    """A made-up answer to ``question``, of its kind."""
    return _SAMPLES.get(question.kind, _text)(question, guide, chance)


def _text(question: Question, _guide: Guide, chance: random.Random) -> str:
    example = question.example if isinstance(question.example, str) else ""
    return chance.choice([example or "x", *_WORDS]).strip()


def _long(question: Question, guide: Guide, chance: random.Random) -> str:
    return "\n".join(_text(question, guide, chance) for _line in range(chance.randint(1, 3)))


def _list(question: Question, _guide: Guide, chance: random.Random) -> tuple[str, ...]:
    return tuple(chance.sample(_WORDS, chance.randint(1, question.max or 3)))


def _choice(question: Question, guide: Guide, chance: random.Random) -> str:
    return chance.choice(_keys(question, guide))


def _choices(question: Question, guide: Guide, chance: random.Random) -> tuple[str, ...]:
    keys = _keys(question, guide)
    return tuple(chance.sample(keys, chance.randint(1, min(len(keys), question.max or len(keys)))))


def _keys(question: Question, guide: Guide) -> list[str]:
    if question.choices_from == "questions":
        return [item.key for item in guide.open_questions] or ["x"]
    return [choice.key for choice in question.choices] or list(_WORDS)


def _times(question: Question, _guide: Guide, chance: random.Random) -> tuple[datetime, ...]:
    count = chance.randint(1, question.max or 3)
    return tuple(_DAY + timedelta(days=day, minutes=30 * chance.randint(0, 12)) for day in range(count))


def _date(_question: Question, _guide: Guide, chance: random.Random) -> date:
    return _DAY.date() + timedelta(days=chance.randint(0, 300))


def _needs(_question: Question, _guide: Guide, chance: random.Random) -> tuple[Need, ...]:
    names = chance.sample(_WORDS, chance.randint(1, 4))
    return tuple(Need(name.strip(), chance.choice(NEED_KINDS)) for name in names)


def _referrals(_question: Question, _guide: Guide, chance: random.Random) -> tuple[Referral, ...]:
    return tuple(Referral(name, gives="x", mention=chance.random() < 0.5) for name in _NAMES[:2])


_NAMES = ("Signe Bro", "Østergård, Jonas", "Dr. Åse Holm", "O’Hara", "Bo")
_SAMPLES: dict[str, Callable[[Question, Guide, random.Random], Value]] = {
    "long": _long,
    "email": lambda _question, _guide, _chance: "anna.jensen@example.org",
    "phone": lambda _question, _guide, _chance: "12 34 56 78",
    "list": _list,
    "choice": _choice,
    "choices": _choices,
    "scale": lambda _question, _guide, chance: chance.randint(0, 10),
    "date": _date,
    "times": _times,
    "needs": _needs,
    "person": lambda _question, _guide, chance: chance.choice(_NAMES),
    "referrals": _referrals,
}
