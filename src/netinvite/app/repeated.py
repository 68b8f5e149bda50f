"""What is repeated of answers that nobody saw in a field: sentences, whole, and proposals that were taken."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from netinvite.app.given import Given
from netinvite.language import _
from netinvite.model import confided, kinds
from netinvite.model.doubts import of_answer
from netinvite.model.keys import ASKED_BY, MINUTES, NAME, OWN_NAME
from netinvite.model.proposals import keys_in
from netinvite.model.questions import Question, Value, minutes_in
from netinvite.model.walk import Walk
from netinvite.store.network import Network
from netinvite.values import replace

if TYPE_CHECKING:
    from netinvite.app.preparation import Preparation

# Letters of an answer that another takes the place of.
_SHORT = 40


def told(given: Given, before: Walk, preparation: Preparation, found: str) -> list[str]:
    """All that is repeated where nobody was asked anything; ``found``: what the rules say of the texts."""
    walk, also = preparation.walk, _instead(given, preparation)
    asked = doubts(given, walk, preparation.workspace, found=found)
    others = [*proposals(given, before, walk), *asked, *lengths(given, walk)]
    return [*sentences(given, also=also), *replaced(given, before, walk), *others]


def replaced(given: Given, before: Walk, walk: Walk) -> list[str]:
    """The answers of ``before`` that what was given took the place of, the old and the new one, short."""
    asked = [one for one in walk.guide.questions(*walk.about) if one.key in given.where]
    found = [
        changed(before, one, old, walk.answers.get(one.key))
        for one in asked
        if (old := before.answers.get(one.key)) not in (None, walk.answers.get(one.key))
    ]
    return [_("Replaced:"), *(f"- {told}" for told in found)] if found else []


def changed(walk: Walk, question: Question, old: Value | None, new: Value | None) -> str:
    """An answer's key with the old and the new one, short; of private ones only that there is another."""
    if question.private:
        return _("%(key)s: another private note") % {"key": question.key}
    told = [_("no answer") if one is None else _short(_told(walk, question, one)) for one in (old, new)]
    return f"{question.key}: {' → '.join(told)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"


def sentences(
    given: Given, besides: Container[str] = (), also: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """The sentences that were given, as they stand in every text, and ``also`` these; no line where there is
    none. Those of the keys ``besides`` were not taken."""
    found = {key: text for key, text in given.sentences.items() if key not in besides}
    return _listed(_("As it will stand in the texts:"), {**found, **also})


def _instead(given: Given, preparation: Preparation) -> dict[str, str]:
    """What the texts say in the place of answers that were taken out, by their keys."""
    # 20 ms, which no first question waits for.
    from netinvite.app.reading import text_around

    walk, found = preparation.walk, {}
    for question in walk.visible():
        if question.key in given.where and walk.answers.get(question.key) is None and not question.private:
            letter = text_around(preparation, question)
            found[question.key] = letter.instead() if letter else ""
    return {key: text for key, text in found.items() if text}


def doubts(
    given: Given, walk: Walk, workspace: Network, besides: Container[str] = (), found: str = ""
) -> list[str]:
    """What may not have been meant in a sentence or a name that was given, or gives a private answer away, as
    its field would have asked; not what the rules ``found`` of it."""
    told = {question.key: one for question, one in _doubted(given, walk, workspace, besides, found)}
    return _listed(_("Look at this once more, whether it is meant so:"), told)


def asked_about(given: Given, walk: Walk, workspace: Network, besides: Container[str] = ()) -> list[str]:
    """The same where somebody sits at the questions: each doubt behind the question's own words."""
    return [f"{question.ask} {told}" for question, told in _doubted(given, walk, workspace, besides)]


def _doubted(
    given: Given, walk: Walk, workspace: Network, besides: Container[str], found: str = ""
) -> Iterator[tuple[Question, str]]:
    looked_at = {**_names(given, walk), **given.sentences}
    for key, text in {**looked_at, **_texts(given, walk, looked_at)}.items():
        question = walk.guide.question(key)
        if question and key not in besides:
            # A capital in the sentence itself makes no name.
            others = replace(walk, answers={**walk.answers, key: None})
            names = partial(names_known, workspace, others)
            asked = of_answer(walk.ready(question), text, names) if key in looked_at else []
            asked += confided.told(text, confided.beside(walk, question))
            left = [one for one in asked if one not in found]
            if left:
                yield question, " ".join(left)


def _texts(given: Given, walk: Walk, besides: Container[str]) -> dict[str, str]:
    """All else that was given in words, by key."""
    found = {key: walk.answers.get(key) for key in given.where if key not in besides}
    return {key: text for key, text in found.items() if isinstance(text, str)}


def _names(given: Given, walk: Walk) -> dict[str, str]:
    """The names that were given, by key: of whoever is written to, and of whoever writes."""
    found = {key: walk.answers.get(key) for key in (OWN_NAME, NAME) if key in given.where}
    return {str(key): name for key, name in found.items() if isinstance(name, str)}


def names_known(workspace: Network, walk: Walk) -> list[str]:
    """The words that are known as names: in the answers, and of everybody who is here."""
    called = [word for person in workspace.people() for word in person.name.split()]
    return [*called, *kinds.names_in(walk.guide.questions(), walk.answers)]


def lengths(given: Given, walk: Walk) -> list[str]:
    """That the conversation takes as long as the answers say, where a time was given with another length."""
    minutes = minutes_in(walk.rendered().get(MINUTES, ""))
    if not minutes or given.lengths <= {minutes}:
        return []
    return [_("The conversation takes %(count)s minutes, as in the answers.") % {"count": minutes}]


def proposals(given: Given, before: Walk, walk: Walk) -> list[str]:
    """What was not given and taken as it was proposed since ``before``, or is so because nobody is asked."""
    taken = [(question, value) for question, value in _taken(before, walk) if question.key not in given.where]
    found = {question.key: _told(walk, question, value) for question, value in taken}
    return _listed(_("Taken as it was proposed:"), found)


def _taken(before: Walk, walk: Walk) -> Iterator[tuple[Question, Value]]:
    there = walk.rendered()
    for question in walk.visible():
        value = there.get(question.key)
        known = question.key in walk.answers and before.answers.get(question.key) == value
        if value is None or known or not _is_used(walk, question):
            continue
        if value == walk.proposed(question) or _follows(before, question):
            yield question, value


def _follows(before: Walk, question: Question) -> bool:
    """Whether an earlier answer stands in the first words of one that was there before."""
    return bool([*keys_in(question.first)]) and before.answers.get(question.key) is not None


def _is_used(walk: Walk, question: Question) -> bool:
    """Whether this command asks such a question, in one of its ways."""
    if question.choices_from == NAME and question.key not in walk.answers:
        # The greeting shows it.
        return False
    holds = all(one.holds(walk.answers.get(one.key)) for one in question.asked_when)
    return holds and ASKED_BY.get(question.asked_in, "") == walk.by and not question.private


def _told(walk: Walk, question: Question, value: Value) -> str:
    labels = {choice.key: choice.label for choice in walk.choices(question)}
    return (
        value
        if isinstance(value, str) and value not in labels
        else kinds.of(question).in_a_line(value, labels, str)
    )


def _listed(head: str, texts: dict[str, str]) -> list[str]:
    rows = [f"- {key}: {text}".replace("\n", "\n  ") for key, text in texts.items()]
    return [head, *rows] if rows else []
