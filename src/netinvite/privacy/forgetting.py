"""A person's right to be forgotten: what would go, and the going.

``plan_forget`` says beforehand what is removed, replaced and left; ``forget`` does it. All new texts are
made before the first is written, and the person's own answers go last: after a fault the same command
finds the person again and goes on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from netinvite import drafts, files
from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import _, refusal
from netinvite.names import Person
from netinvite.parsed import json_of
from netinvite.presence import is_kept, refuse_another
from netinvite.privacy.mentions import Mention, Name, spelling, without
from netinvite.privacy.remains import Left, Work, content, says, staying, stop, unsearched
from netinvite.privacy.rights import everything, inside, is_mention, name_of, sources
from netinvite.workspace import ANSWERS_FILE, Workspace


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``forget`` does: paths from the workspace's folder on; ``someone`` replaces each mention."""

    person: Person
    name: Name
    someone: str
    removed: tuple[str, ...]
    mentions: tuple[Mention, ...]
    left: tuple[Left, ...]
    copies: str


def plan_forget(workspace: Workspace, person: Person) -> Plan:
    """What would be removed, replaced and left; nothing is changed."""
    return _plan(workspace, person, name_of(workspace, person, workspace.people()))


def confirmed(plan: Plan, typed: str) -> bool:
    """Whether ``typed`` is the person's full name (any case, composed or decomposed)."""
    return spelling(typed) == spelling(plan.name.full)


def require_confirmed(plan: Plan, typed: str) -> None:
    """``UsageError`` when ``typed`` is not the full name; it says nothing of the name itself."""
    if not confirmed(plan, typed):
        raise UsageError(
            _("That is not the person's full name; nothing was changed."),
            _('Write it out, as in --confirm "Full Name".'),
        )


def forget(workspace: Workspace, plan: Plan) -> Plan:
    """Carry the plan out under the workspace's lock; returns what was done, and what is left now.

    What came in since the plan was made goes with it. ``WorkspaceError`` when a file cannot be changed.
    """
    with workspace.lock():
        refuse_another(workspace, plan.person)
        # Somebody whose name contains this one may have come in.
        name = Name(plan.name.full, name_of(workspace, plan.person, workspace.people()).longer)
        done = _plan(workspace, plan.person, name)
        work = _work(workspace, plan.person, name)
        for file, text in work.rewritten.items():
            files.write(file, text)
        for file in work.removed:
            _remove(file)
        _remove_folder(workspace.folder(plan.person.slug))
        left = tuple(staying(workspace, name, Work()))
    return Plan(done.person, done.name, done.someone, done.removed, done.mentions, left, done.copies)


def _plan(workspace: Workspace, person: Person, name: Name) -> Plan:
    work = _work(workspace, person, name)
    changed = {inside(workspace, file) for file in work.rewritten}
    found = [mention for mention in everything(workspace, person).mentions if mention.file in changed]
    return Plan(
        person,
        name,
        _("someone"),
        tuple(inside(workspace, file) for file in work.removed),
        tuple(found),
        tuple(staying(workspace, name, work)),
        _("Copies that git, a synced drive or a backup keep are not reached from here; remove them there."),
    )


# What is to be done --------------------------------------------------------------------------------


def _work(workspace: Workspace, person: Person, name: Name) -> Work:
    work = Work()
    for file in sources(workspace, person.slug, stop):
        data = b"" if _leftover(file) else content(file)
        if not says(name, file, data, person.slug):
            continue
        if _cached_mail(file):
            work.removed.append(file)
        elif not _namesake(workspace, file, name):
            new = _new_text(workspace, file, data, person, name)
            if new is not None:
                work.rewritten[file] = new
    _follow_up(workspace, work)
    work.removed += [*_caches(workspace, person, name), *_leftovers(workspace, person.slug)]
    work.removed += _own(workspace.folder(person.slug))
    return work


def _new_text(workspace: Workspace, file: Path, data: bytes, person: Person, name: Name) -> str | None:
    """The text without the mentions; None where it stays. Damaged TOML stays: it is named as left."""
    try:
        old = data.decode("utf-8")
        if file.suffix != ".toml":
            new = name.replace(old, _("someone"))
        else:
            workspace.parse(file, old)
            old = old.removeprefix("\ufeff")
            new = without(old, lambda text: _replaced(name, person.slug, text))
    except (WorkspaceError, ValueError):
        return None
    return new if new != old else None


def _replaced(name: Name, slug: str, text: str) -> str:
    linked = text == slug and is_mention(name, slug)(text)
    return _("someone") if linked else name.replace(text, _("someone"))


def _follow_up(workspace: Workspace, work: Work) -> None:
    """A draft that nobody edited does not count as edited because a name was taken out of it."""
    for file in [file for file in work.rewritten if file.suffix in (".md", ".txt", ".html")]:
        index = file.parent / drafts.INDEX
        if not index.is_file():
            continue
        old = content(file).decode("utf-8")
        try:
            entries = json_of(work.rewritten.get(index) or content(index))
            if entries[file.name]["digest"] == drafts.digest(old):
                entries[file.name]["digest"] = drafts.digest(work.rewritten[file])
                work.rewritten[index] = json.dumps(entries, indent=1) + "\n"
        except (ValueError, KeyError, TypeError):
            continue


def _cached_mail(file: Path) -> bool:
    """A hidden mail, made anew whenever the invitation is opened; its text can be encoded."""
    return file.name.startswith(".") and file.suffix == ".eml"


def _namesake(workspace: Workspace, file: Path, name: Name) -> bool:
    """Whether the file is about somebody of the very same name, who keeps it."""
    table, owner = "organiser", workspace.network_file
    if file != workspace.network_file:
        slug = file.relative_to(workspace.people_folder).parts[0]
        table, owner = "person", workspace.answers_file(slug)
    if not owner.is_file():
        return False
    data = content(owner)
    try:
        own = workspace.parse(owner, data.decode("utf-8")).get(table, {})
    except (WorkspaceError, UnicodeDecodeError):
        return False
    return isinstance(own, dict) and spelling(str(own.get("name", ""))) == spelling(name.full)


def _caches(workspace: Workspace, person: Person, name: Name) -> Iterator[Path]:
    """Hidden JSON beside the people is an index: it is made anew when it is not there.

    What was typed about somebody who was gone is theirs too.
    """
    for folder in (workspace.root, workspace.people_folder):
        for file in _beside(folder):
            hidden = file.name.startswith(".") and file.suffix == ".json"
            if (
                (hidden or is_kept(file))
                and not file.is_symlink()
                and says(name, file, content(file), person.slug)
            ):
                yield file


def _leftovers(workspace: Workspace, slug: str) -> Iterator[Path]:
    """Temporary files that a killed run left; the lock says that nobody is writing them."""
    for folder in (workspace.root, workspace.people_folder):
        yield from (file for file in _beside(folder) if _leftover(file))
    yield from (file for file in sources(workspace, slug, stop) if _leftover(file))


def _beside(folder: Path) -> list[Path]:
    """The files in a folder; not by ``glob``, which passes over a folder that it may not read."""
    try:
        return sorted(file for file in folder.iterdir() if file.is_file())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unsearched(folder, error) from None


def _leftover(file: Path) -> bool:
    return files.is_leftover(file.name)


def _own(folder: Path) -> list[Path]:
    """All in the person's folder, the answers last; of a link only the link itself."""
    if folder.is_symlink():
        return [folder]
    if not folder.exists():
        return []
    found: list[Path] = []
    for place, inner, names in os.walk(folder, onerror=stop):
        found += [Path(place) / name for name in names]
        found += [Path(place) / name for name in inner if (Path(place) / name).is_symlink()]
    return sorted(found, key=lambda file: (file == folder / ANSWERS_FILE, file))


# Doing it ------------------------------------------------------------------------------------------


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise _not_removed(file, error) from None


def _remove_folder(folder: Path) -> None:
    if folder.is_symlink() or not folder.is_dir():
        return
    for place, _folders, _names in os.walk(folder, topdown=False, onerror=stop):
        try:
            Path(place).rmdir()
        except OSError as error:
            raise _not_removed(Path(place), error) from None


def _not_removed(path: Path, error: OSError) -> WorkspaceError:
    words = {"path": path, "reason": refusal(error)}
    return WorkspaceError(
        _("%(path)s cannot be removed: %(reason)s.") % words,
        _("See to that and give the same command again; it goes on where it stopped."),
    )
