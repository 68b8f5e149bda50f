"""Trial renderings: answers made up at random, the same in every run, through the templates in force."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from netinvite import mail
from netinvite.customise.shelf import Problem
from netinvite.errors import TemplateError
from netinvite.language import _
from netinvite.model import kinds
from netinvite.model.keys import OPEN_QUESTIONS
from netinvite.model.questions import Guide, Question, Value, by_step
from netinvite.model.walk import Walk
from netinvite.render import limits
from netinvite.render.faults import PlacedError
from netinvite.render.jobs import Job
from netinvite.store.inventory import Document
from netinvite.store.records import ABOUT
from netinvite.values import replace

SEEDS = 8
ANSWERED = 0.6
_NAMES = ("Signe Bro", "Østergård, Jonas", "Dr. Åse Holm", "O’Hara", "Bo")
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
    for number, outcome in enumerate(limits.render_all(jobs)):
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
    chosen = answers.get(OPEN_QUESTIONS, ())
    picked = chosen if isinstance(chosen, tuple) else ()
    return Job(
        document,
        guide.lang,
        by_step(answers),
        tuple(item for item in guide.open_questions if item.key in picked),
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
    kind = kinds.of(question)
    if kind.chosen:
        keys = [choice.key for choice in guide.choices(question)] or list(_WORDS)
        return _some(question, keys, chance) if kind.several else chance.choice(keys)
    if kind.several and kind.typed:
        return _some(question, _WORDS, chance)
    if kind.typed and kind.names_people:
        return chance.choice(_NAMES)
    if kind.typed and kind.example == kinds.TEXT.example:
        return _text(question, chance, lines="lines" in kind.holds)
    value = kind.sample(question, chance)
    names = _NAMES if kind.names_people else _WORDS
    return _renamed(value, chance.sample(names, 2)) if kind.parts else value


def _text(question: Question, chance: random.Random, *, lines: bool) -> str:
    example = question.example if isinstance(question.example, str) else ""
    count = chance.randint(1, 3) if lines else 1
    return "\n".join(chance.choice([example or "x", *_WORDS]).strip() for _line in range(count))


def _some(question: Question, among: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    return tuple(chance.sample(among, chance.randint(1, min(len(among), question.max or 3))))


def _renamed(value: Any, names: Sequence[str]) -> Any:
    """Things of several parts by other names."""
    return tuple(replace(value[0], name=name.strip()) for name in names)
