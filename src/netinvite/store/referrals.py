"""Who was named in a conversation becomes a candidate, and is none where it is taken back."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Mapping
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.model import keys
from netinvite.model.keys import REFERRAL
from netinvite.model.people import Person, fold
from netinvite.model.questions import Referral, Value
from netinvite.store import files, owners
from netinvite.store.inventory import ANSWERS_FILE, DRAFTS, INDEX
from netinvite.store.parsed import ABSENT, Keys
from netinvite.store.presence import holding, is_sitting
from netinvite.store.reading import text_at
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple

# What stands there, and lies beside it, of somebody of whom nothing but that is known.
_BARE = {
    "schema": frozenset[str](),
    keys.PERSON: frozenset(
        (
            *(key.name for key in (keys.NAME, keys.RELATION, keys.REFERRED_BY, keys.MENTION_REFERRER)),
            keys.OWNER[-1],
        )
    ),
    REFERRAL: frozenset(keys.OF_A_REFERRAL),
}
_BARE_FILES = frozenset((ANSWERS_FILE, DRAFTS, INDEX))


def namesakes(workspace: Workspace, by: Person, name: str) -> list[Person]:
    """Who can be meant by a name that ``by`` gave: everyone of this very name, or of several the one whom
    ``by`` named before."""
    found = [one for one in workspace.called(name) if one.slug != by.slug]
    before = [one for one in found if _is_named_by(workspace, one.slug, by.name)]
    return before if len(before) == 1 else found


def _is_named_by(workspace: Workspace, slug: str, by: str) -> bool:
    table = workspace.read(workspace.answers_file(slug)).get(REFERRAL, {})
    return fold(str(table.get("by", ""))) == fold(by)


def refer(
    workspace: Workspace, by: Person, value: Value, meant: dict[Referral, str] | None = None
) -> list[tuple[Person, bool]]:
    """Make a candidate of everyone whom ``by`` named: the person, and whether they are new here.

    A name that is known is linked, never doubled; a referral to oneself is none. Of a name that several have
    ``meant`` has the folder, or "" for somebody new, which it then has; where nothing is said, nobody is
    linked.
    """
    named = [item for item in value if isinstance(item, Referral)] if isinstance(value, tuple) else []
    others = [item for item in named if fold(item.name) != fold(by.name)]
    if not others:
        return []
    with holding(workspace, by.slug, by.name):
        meant = {} if meant is None else meant
        found = [(item, _whom(workspace, by, item, meant)) for item in dict.fromkeys(others)]
        # Of somebody new what is said twice in one conversation is said of one.
        new: dict[str, Person] = {}
        made = {item: _candidate(workspace, by, item, who[0], new) for item, who in found if who}
        meant.update({item: candidate[0].slug for item, candidate in made.items()})
        return [*made.values()]


def _whom(
    workspace: Workspace, by: Person, referral: Referral, meant: Mapping[Referral, str]
) -> tuple[Person | None] | None:
    """Who is meant, or nobody who is here; ``None`` where that is not said."""
    said = meant.get(referral)
    if said is not None and (not said or files.is_there(workspace.answers_file(said))):
        return (workspace.person(said) if said else None,)
    found = namesakes(workspace, by, referral.name)
    return (next(iter(found), None),) if len(found) < 2 else None


def _candidate(
    workspace: Workspace, by: Person, referral: Referral, known: Person | None, new: dict[str, Person]
) -> tuple[Person, bool]:
    known = known or new.get(fold(referral.name))
    slug = known.slug if known else workspace.new_slug(referral.name)
    file = workspace.answers_file(slug)
    person: dict[str, Any] = workspace.read(file).get(keys.PERSON, {}) if known else {}
    changes: dict[Keys, Any] = {
        (REFERRAL, "by"): by.name,
        (REFERRAL, "gives"): referral.gives,
        (REFERRAL, "kind"): referral.kind or ABSENT,
    }
    if not person.get(keys.REFERRED_BY.name):
        changes[keys.REFERRED_BY.path] = by.name
        changes[keys.MENTION_REFERRER.path] = "yes" if referral.mention else "no"
    if not known:
        changes = {keys.NAME.path: referral.name, keys.RELATION.path: "referred", **changes}
        if files.is_there(workspace.organiser_file(workspace.by)):
            changes[keys.OWNER] = workspace.by
    workspace.update(file, changes)
    if not known:
        owners.begin(workspace, slug)
    candidate = workspace.person(slug)
    if not known:
        new[fold(referral.name)] = candidate
    return candidate, not known


# Taken back ----------------------------------------------------------------------------------------

# What becomes of somebody who was named in a conversation that is taken back: nothing else brought them here,
# and they are gone; they were there, and nothing says any more who named them; their own answers say it yet.
GONE, UNLINKED, STAYS = "gone", "unlinked", "stays"


class Named(NamedTuple):
    """Somebody who was named in a conversation that was taken back, and what became of them."""

    person: Person
    fate: str


def unrefer(workspace: Workspace, by: str, talk: Mapping[str, Any], still: Collection[str]) -> list[Named]:
    """Take back, under the lock, what ``refer`` did with those whom ``by`` (a name) named in a conversation
    and in no other one, in which ``still`` (folded names) are."""
    named = talk.get(keys.REFERRALS.name)
    told = {fold(str(one.get("name", ""))): one for one in named or () if isinstance(one, dict)}
    found = [
        (person, told[name])
        for person in workspace.people()
        if (name := fold(person.name)) in told and name not in still
    ]
    fates = ((person, _fate_or_stays(workspace, by, person.slug, one)) for person, one in found)
    return [Named(person, fate) for person, fate in fates if fate]


def _fate_or_stays(workspace: Workspace, by: str, slug: str, said: Mapping[str, Any]) -> str:
    """As ``_fate``; what cannot be read or written stays."""
    with contextlib.suppress(WorkspaceError, OSError):
        return _fate(workspace, by, slug, said)
    return STAYS


def _fate(workspace: Workspace, by: str, slug: str, said: Mapping[str, Any]) -> str:
    """What becomes of one; "" for somebody of whom nothing says that ``by`` named them."""
    file = workspace.answers_file(slug)
    data = workspace.read(file)
    table = data.get(REFERRAL, {})
    is_said = fold(text_at(data, *keys.REFERRED_BY.path)) == fold(by)
    if fold(str(table.get("by", ""))) != fold(by):
        return STAYS if is_said else ""
    if _is_bare(workspace, slug, data) and _is_removed(workspace, slug):
        return GONE
    if all(table.get(key, "") == said.get(key, "") for key in ("gives", "kind")):
        workspace.update(file, {(REFERRAL, key): ABSENT for key in table})
        return STAYS if is_said else UNLINKED
    return STAYS


def _is_bare(workspace: Workspace, slug: str, data: Mapping[str, Any]) -> bool:
    """Whether nothing but that they were named is known of somebody, and nobody works on it."""
    tables = [(name, table if isinstance(table, dict) else {}) for name, table in data.items()]
    if not all(name in _BARE and table.keys() <= _BARE[name] for name, table in tables):
        return False
    folder, is_new = workspace.folder(slug), text_at(data, *keys.RELATION.path) == "referred"
    there = os.listdir(folder)  # noqa: PTH208  # names, not Paths
    is_bare = is_new and _BARE_FILES.issuperset(there) and not folder.is_symlink()
    return is_bare and not is_sitting(workspace, slug)


def _is_removed(workspace: Workspace, slug: str) -> bool:
    """Take somebody's folder away, the answers last; whether it could be."""
    folder = workspace.folder(slug)
    with contextlib.suppress(OSError):
        for name in sorted(_BARE_FILES, key=lambda name: name == ANSWERS_FILE):
            files.remove(folder / name)
        folder.rmdir()
        files.settle(folder.parent)
    return not files.is_there(workspace.answers_file(slug))
