"""What a change of the network's own answers means for others: its needs, and in whose name texts are
written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from netinvite.app.preparation import Preparation
from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import _
from netinvite.model import keys
from netinvite.model.keys import SET_ASIDE
from netinvite.model.needs import needs_in
from netinvite.model.people import Person, apart, shortened
from netinvite.model.questions import Value
from netinvite.model.wording import listed, unstopped
from netinvite.store import drafts
from netinvite.store.inventory import INVITATION, organisers
from netinvite.store.parsed import Keys
from netinvite.store.presence import holding
from netinvite.store.reading import at, texts_at
from netinvite.store.workspace import Workspace
from netinvite.values import replace

_PLACES = (keys.COVERS.path, (SET_ASIDE, str(keys.COVERS)))


def need_names(value: Value | None) -> tuple[str, ...]:
    """The names in an answer about the needs."""
    return tuple(need.name for need in needs_in(value))


def needs_gone(before: Value | None, after: Value | None) -> list[str]:
    """The needs that were there before and are not there by that name after a change."""
    left = set(need_names(after))
    return [name for name in need_names(before) if name not in left]


def added(before: Value | None, after: Value | None) -> set[str]:
    """The names of the needs that are new."""
    return {*need_names(after)} - {*need_names(before)}


def not_noted(preparation: Preparation, names: set[str]) -> set[str]:
    """Those of ``names`` that are noted for nobody, as far as it can be read."""
    covers = preparation.walk.answers.get(keys.COVERS)
    left = names - {str(name) for name in covers} if isinstance(covers, tuple) else set(names)
    others = [one for one in preparation.workspace.people() if one.slug != preparation.slug] if left else []
    return {name for name in left if not any(_covers(preparation.workspace, one, name) for one in others)}


def let_go_of_needs(preparation: Preparation, names: set[str]) -> None:
    """Take needs out of what the network needs, and stay at the question where one is; with the last of them
    nothing was ever said of needs."""
    walk, needs = preparation.walk, needs_in(preparation.walk.answers.get(keys.NEEDS))
    left = tuple(need for need in needs if need.name not in names)
    answers = {key: value for key, value in walk.answers.items() if key != keys.NEEDS}
    preparation.walk = replace(walk, answers={**answers, **({keys.NEEDS: left} if left else {})})
    preparation.save()


def new_needs(before: Value | None, answers: Mapping[str, Value | None]) -> str:
    """A sentence on what somebody covers that was no need ``before``; "" where there is none such."""
    covers, known = answers.get(keys.COVERS), need_names(before)
    names = [str(name) for name in covers if name not in known] if isinstance(covers, tuple) else []
    added = [name for name in names if name in need_names(answers.get(keys.NEEDS))]
    if not added:
        return ""
    return _("New among what the network needs: %(needs)s.") % {"needs": listed(map(unstopped, added))}


def covering(workspace: Workspace, name: str) -> list[Person]:
    """Whoever is noted as covering a need of this name; a damaged file is passed over, and told elsewhere."""
    return [person for person in workspace.people() if _covers(workspace, person, name)]


def _covers(workspace: Workspace, person: Person, name: str) -> bool:
    try:
        data = workspace.read(workspace.answers_file(person.slug))
    except WorkspaceError:
        return False
    return any(name in texts_at(data, *place) for place in _PLACES)


def rename_need(workspace: Workspace, person: Person, old: str, new: str) -> None:
    """Put the new name of a need in place of the old one in what is noted of a person."""
    file = workspace.answers_file(person.slug)
    with holding(workspace, person.slug, person.name):
        data = workspace.read(file)
        changes: dict[Keys, Any] = {}
        for place in _PLACES:
            if old in (names := texts_at(data, *place)):
                changes[place] = list(renamed(names, old, new))
        workspace.update(file, changes)


def renamed(names: Sequence[str], old: str, new: str) -> tuple[str, ...]:
    """``names`` with ``new`` for ``old``, none of them twice."""
    return tuple(dict.fromkeys(new if name == old else name for name in names))


def concerns_need(name: str, people: Sequence[Person]) -> str:
    """Whom it concerns that a need is no longer there by this name."""
    called = apart({person.slug: person.name for person in people})
    words = {"need": name, "people": shortened([*called.values()])}
    return _("“%(need)s” is no longer among the needs; it was noted for: %(people)s.") % words


def organiser_changed(preparation: Preparation, values: Mapping[str, Value | None]) -> list[str]:
    """The keys of the organiser's answers that ``values`` would change, where people are there already.

    What was never answered, or skipped, is not changed by an answer.
    """
    if not preparation.workspace.slugs():
        return []
    known = preparation.walk.answers
    return [
        key
        for key, value in values.items()
        if key.startswith(f"{keys.ORGANISER}.") and known.get(key) is not None and known[key] != value
    ]


def others_are_written_to(preparation: Preparation) -> bool:
    """Whether anybody else has texts in the name of the organiser at hand."""
    workspace, mine = preparation.workspace, preparation.organiser
    others = (slug for slug in workspace.slugs() if slug != preparation.slug)
    return any(_is_written_to(workspace, slug, mine) for slug in others)


def _is_written_to(workspace: Workspace, slug: str, organiser: str) -> bool:
    known = (drafts.path(workspace, slug, one) for one in ("pitch", INVITATION))
    if not any(os.path.exists(file) for file in known):  # noqa: PTH110  # texts, no Paths
        return False
    try:
        return at(workspace.read(workspace.answers_file(slug)), *keys.OWNER) == organiser
    except WorkspaceError:
        return False


def is_anothers_name(preparation: Preparation, values: Mapping[str, Value | None]) -> bool:
    """Whether another one than the organiser at hand may sit here, in whose name others are written to
    already. Only a name says so: any other answer is one's own to correct."""
    return keys.OWN_NAME in organiser_changed(preparation, values) and others_are_written_to(preparation)


def concerns_organiser(
    preparation: Preparation, values: Mapping[str, Value | None], changed: list[str], *, asked: bool = False
) -> str:
    """What would stand in everybody's texts, and what stands there; ``asked``: each by its question's words,
    for whoever sees no keys."""
    known, guide = preparation.walk.answers, preparation.guide
    asks = {key: question.ask for key in changed if asked and (question := guide.question(key))}
    by_key = _("%(key)s: “%(new)s” instead of “%(old)s”")
    by_words = _("%(ask)s “%(new)s” instead of “%(old)s”")
    lines = [
        (by_words if key in asks else by_key)
        % {"key": key, "ask": asks.get(key), "new": values[key] or "–", "old": known[key]}
        for key in changed
    ]
    told = _("Everybody's texts here are written in the name of %(name)s. This would change it: %(changes)s.")
    if organisers(preparation.workspace.root):
        told = _("Whoever belongs to %(name)s is written to in that name. This would change it: %(changes)s.")
    return told % {"name": known.get(keys.OWN_NAME) or "–", "changes": "; ".join(lines)}


def refuse_other_organiser(preparation: Preparation, values: Mapping[str, Value | None]) -> None:
    """``UsageError`` where the organiser's answers would change."""
    if keys := organiser_changed(preparation, values):
        raise UsageError(
            concerns_organiser(preparation, values, keys),
            _(
                "Leave them out to keep what is there, or allow it with --change-organiser. Are you somebody "
                "else? Say so with --as."
            ),
        )
