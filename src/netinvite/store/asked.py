"""What a conversation asks, and which one it is, in which file, that is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from netinvite.errors import GuideError
from netinvite.language import _, guide_file
from netinvite.model import keys
from netinvite.model.keys import CONVERSATION as STEP
from netinvite.model.questions import Guide
from netinvite.model.standing import DECLINES
from netinvite.store import reading
from netinvite.store.contacts import is_mine, to_record_in
from netinvite.store.logfiles import whose
from netinvite.store.logs import Recorded
from netinvite.store.reading import texts_at
from netinvite.store.talks import TO_CONFIRM, tables
from netinvite.store.workspace import Workspace
from netinvite.values import replace


def not_brought(guide: Guide, data: Mapping[str, Any]) -> frozenset[str]:
    """The keys of the scales that belong to an open question which was not chosen for the conversation."""
    chosen = texts_at(data, *keys.OPEN_QUESTIONS.path)
    open_questions = {question.key for question in guide.open_questions} - set(chosen)
    scales = (question for question in guide.questions(STEP) if question.kind == "scale")
    return frozenset(question.key for question in scales if question.name in open_questions)


def half_typed(data: Mapping[str, Any]) -> dict[str, str]:
    """What stands half typed of a conversation in a parsed file, by key."""
    return {key: text for key, text in reading.half_typed(data).items() if key.startswith(f"{STEP}.")}


def place_of(
    guide: Guide, talks: list[dict[str, Any]], unfinished: Mapping[str, str], *, asks: bool = True
) -> int:
    """Which conversation to go on with, or a new one after them all.

    What is half typed belongs to one that has been begun, unless it is the very first question. Where
    somebody is asked (``asks``), one whose last page was never answered is gone on with.
    """
    first = next(guide.questions(STEP)).key
    names = [key.partition(".")[2] for key in unfinished if key != first]
    begun = [place for place, talk in enumerate(talks) if _is_open(guide, talk)]
    fitting = [place for place in begun if not any(name in talks[place] for name in names)]
    if names and begun:
        return (fitting or begun)[-1]
    if talks and (names or _is_open(guide, talks[-1])):
        return len(talks) - 1
    waiting = (place for place, talk in enumerate(talks) if asks and talk.get(TO_CONFIRM))
    return max(waiting, default=len(talks))


def file_of(
    workspace: Workspace, slug: str, guide: Guide, recorded: Recorded, *, last: dict[str, Any] | None
) -> Path:
    """Where a conversation stands, or is to: whoever works here records in the file of their own, where there
    is one, and goes on with what was begun in another one of theirs, or in the answers."""
    answers = workspace.answers_file(slug)
    if last is not None:
        told = ((file, data.get(STEP, [])) for file, data in recorded.files.items())
        return next((file for file, talks in told if any(talk is last for talk in talks)), answers)
    own = to_record_in(workspace, slug, workspace.by)
    if own is None:
        return answers
    mine = [file for file in recorded.files if file == answers or whose(file) == workspace.by]
    begun = [file for file in mine if _is_begun(workspace, slug, guide, recorded.files[file], file)]
    return own if own in begun else next(iter(begun), own)


def _is_begun(workspace: Workspace, slug: str, guide: Guide, data: Mapping[str, Any], file: Path) -> bool:
    """Whether a conversation of whoever works here is to be gone on with in a file."""
    talks, half = tables(data, str(file)), half_typed(data)
    place = place_of(guide, talks, half)
    by = [str(talk.get("by", "")) for talk in talks[place:][:1]]
    return is_mine(workspace, by[0], slug) if by else bool(half)


def before(talks: list[dict[str, Any]], table: dict[str, Any] | None) -> dict[str, Any]:
    """The conversation before the one that is ``table``, or before a new one."""
    place = next((place for place, talk in enumerate(talks) if talk is table), len(talks))
    return talks[place - 1] if place else {}


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
