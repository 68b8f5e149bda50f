"""Who was named in a conversation becomes a candidate."""

from __future__ import annotations

from typing import Any

from netinvite.model import keys
from netinvite.model.people import Person, fold
from netinvite.model.questions import Referral, Value
from netinvite.store import files, owners
from netinvite.store.parsed import Keys
from netinvite.store.presence import holding
from netinvite.store.workspace import Workspace


def refer(workspace: Workspace, by: Person, value: Value) -> list[tuple[Person, bool]]:
    """Make a candidate of everyone whom ``by`` named: the person, and whether they are new here.

    A name that is known is linked, never doubled; a referral to oneself is none.
    """
    named = [item for item in value if isinstance(item, Referral)] if isinstance(value, tuple) else []
    others = [item for item in named if fold(item.name) != fold(by.name)]
    if not others:
        return []
    with holding(workspace, by.slug, by.name):
        people = {fold(person.name): person for person in reversed(workspace.people())}
        return [_candidate(workspace, by, item, people) for item in others]


def _candidate(
    workspace: Workspace, by: Person, referral: Referral, people: dict[str, Person]
) -> tuple[Person, bool]:
    known = people.get(fold(referral.name)) or next(iter(workspace.called(referral.name)), None)
    slug = known.slug if known else workspace.new_slug(referral.name)
    file = workspace.answers_file(slug)
    person: dict[str, Any] = workspace.read(file).get(keys.PERSON, {}) if known else {}
    changes: dict[Keys, Any] = {
        ("referral", "by"): by.name,
        ("referral", "gives"): referral.gives,
        ("referral", "kind"): referral.kind,
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
    candidate = people[fold(referral.name)] = workspace.person(slug)
    return candidate, not known
