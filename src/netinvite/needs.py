"""A need of the network that is worded anew: who was noted as covering it, and the new words in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.names import Person, shortened
from netinvite.parsed import texts_at
from netinvite.presence import holding
from netinvite.records import SET_ASIDE
from netinvite.tomlfile import Keys
from netinvite.values import Need, Value
from netinvite.workspace import Workspace

NEEDS, COVERS = "network.needs", "reflection.covers"
_PLACES = (("reflection", "covers"), (SET_ASIDE, COVERS))


def named(value: Value | None) -> tuple[str, ...]:
    """The names in an answer about the needs."""
    items = value if isinstance(value, tuple) else ()
    return tuple(item.name for item in items if isinstance(item, Need))


def gone(before: Value | None, after: Value | None) -> list[str]:
    """The needs that were there before and are not there by that name after a change."""
    left = set(named(after))
    return [name for name in named(before) if name not in left]


def covering(workspace: Workspace, name: str) -> list[Person]:
    """Whoever is noted as covering a need of this name; a damaged file is passed over, and told elsewhere."""
    return [person for person in workspace.people() if _covers(workspace, person, name)]


def _covers(workspace: Workspace, person: Person, name: str) -> bool:
    try:
        data = workspace.read(workspace.answers_file(person.slug))
    except WorkspaceError:
        return False
    return any(name in texts_at(data, *place) for place in _PLACES)


def rename(workspace: Workspace, person: Person, old: str, new: str) -> None:
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


def concerns(name: str, people: Sequence[Person]) -> str:
    """Whom it concerns that a need is no longer there by this name."""
    words = {"need": name, "people": shortened([person.name for person in people])}
    return _("“%(need)s” is no longer among the needs; it was noted for: %(people)s.") % words
