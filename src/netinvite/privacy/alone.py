"""Where the first name alone of somebody stands, or what they are called: whom it means, a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from netinvite.model.keys import CALLED
from netinvite.privacy.forget import Plan
from netinvite.privacy.names import among, spelled
from netinvite.privacy.sought import Sought
from netinvite.privacy.sources import Circle, Source, answers, circle, content, sources
from netinvite.privacy.texts import Mention, Roles
from netinvite.store.inventory import TEMPLATES
from netinvite.store.reading import text_at
from netinvite.store.workspace import Workspace

# A link to the folder is the survey's to find.
_NO_FOLDER = "\0"


def names_alone(workspace: Workspace, plan: Plan) -> tuple[str, ...]:
    """What somebody may be called besides their full name: the first word of it with a capital, and what a
    greeting calls them; none that is looked for already."""
    own = plan.work.known.get(workspace.answers_file(plan.person.slug))
    first = next((word for word in plan.name.full.split() if word[:1].isupper() and word[-1].isalnum()), "")
    said = text_at(own.table or {}, *CALLED.path) if own else ""
    sought = {spelled(name) for name in (plan.name.full, *plan.also)}
    return tuple(name for name in dict.fromkeys((first, said)) if name and spelled(name) not in sought)


def standing_alone(workspace: Workspace, plan: Plan, names: Iterable[str]) -> dict[str, tuple[Mention, ...]]:
    """By each of ``names`` the places outside the person's own folder where it stands alone, as a word."""
    known = answers(workspace, content, plan.work.known)
    own = known.get(workspace.answers_file(plan.person.slug))
    everyone = circle(known, roles := Roles(workspace))
    looked = {name: _alone(name, plan, own, everyone) for name in names}
    found: dict[str, list[Mention]] = {name: [] for name in looked}
    for source in sources(workspace, known, _read, without=plan.person.slug) if looked else ():
        if source.file.name.startswith(".") or source.path.startswith(f"{TEMPLATES}/"):
            continue
        for name, sought in looked.items():
            found[name] += _places(source, sought, roles)
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items() if places}


def _alone(name: str, plan: Plan, own: Source | None, everyone: Circle) -> Sought:
    """``name`` where it is no part of a name that is known; of those called so, their own files mean them."""
    others = [owner for owner in everyone.values() if owner.source is not own]
    wanted = among(name, others)
    longer = (*wanted.longer, plan.name.full, *plan.also)
    bearers = frozenset(owner.source.slug for owner in others if owner.by(name))
    return Sought(replace(wanted, longer=longer), _NO_FOLDER, bearers=bearers)


def _places(source: Source, sought: Sought, roles: Roles) -> Iterator[Mention]:
    if source.slug not in sought.bearers:
        yield from (Mention(source.path, one.key, one.text) for one in sought.found(source, roles))


def _read(file: Path) -> bytes | None:
    """What cannot be read is told of by the survey."""
    try:
        return file.read_bytes()
    except OSError:
        return None
