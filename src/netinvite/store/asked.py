"""What a conversation asks, and which one in a person's file it is that is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from netinvite.errors import GuideError
from netinvite.language import _, guide_file
from netinvite.model import keys
from netinvite.model.keys import CONVERSATION as STEP
from netinvite.model.questions import Guide
from netinvite.model.standing import DECLINES
from netinvite.store.reading import texts_at
from netinvite.store.workspace import Workspace


def not_brought(guide: Guide, data: Mapping[str, Any]) -> frozenset[str]:
    """The keys of the scales that belong to an open question which was not chosen for the conversation."""
    chosen = texts_at(data, *keys.OPEN_QUESTIONS.path)
    open_questions = {question.key for question in guide.open_questions} - set(chosen)
    scales = (question for question in guide.questions(STEP) if question.kind == "scale")
    return frozenset(question.key for question in scales if question.name in open_questions)


def place_of(guide: Guide, talks: list[dict[str, Any]], unfinished: Mapping[str, str], *, last: bool) -> int:
    """Which conversation to go on with, or a new one after them all.

    What is half typed belongs to one that has been begun, unless it is the very first question.
    """
    first = next(guide.questions(STEP)).key
    names = [key.partition(".")[2] for key in unfinished if key != first]
    begun = [place for place, talk in enumerate(talks) if _is_open(guide, talk)]
    fitting = [place for place in begun if not any(name in talks[place] for name in names)]
    if names and not last and begun:
        return (fitting or begun)[-1]
    if talks and (last or names or _is_open(guide, talks[-1])):
        return len(talks) - 1
    return len(talks)


def _is_open(guide: Guide, talk: Mapping[str, Any]) -> bool:
    asked = after(guide, talk.get(keys.OUTCOME.name)).questions(STEP)
    required = [question.name for question in asked if question.required]
    return any(not talk.get(name) for name in required)


def after(guide: Guide, outcome: object) -> Guide:
    """The guide as it asks once it is known how a conversation ended: after a no nothing more need follow."""
    step = guide.question(keys.NEXT)
    if outcome != DECLINES or step is None:
        return guide
    free = replace(step, required=False, example="")
    steps = []
    for one in guide.steps:
        asked = (free if question.key == step.key else question for question in one.questions)
        steps.append(replace(one, questions=tuple(asked)))
    return replace(guide, steps=tuple(steps))


def refuse_silent(guide: Guide, workspace: Workspace) -> None:
    """A ``GuideError`` where an own guide asks nothing about a conversation."""
    if next(guide.questions(STEP), None) is None:
        raise GuideError(
            _("%(file)s asks nothing about a conversation, so none can be recorded.")
            % {"file": guide_file(guide.lang, workspace.own_templates)},
            _("Put a question into its step “%(step)s”.") % {"step": STEP},
        )
