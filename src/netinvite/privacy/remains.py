"""What stays when a person is forgotten: named, with the reason and the place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from netinvite.errors import WorkspaceError
from netinvite.language import _, refusal
from netinvite.privacy.mentions import occurs, spelled
from netinvite.privacy.sought import Sought
from netinvite.privacy.sources import HISTORIES, inside, is_ordinary, walk
from netinvite.workspace import Workspace

# As --output calls what it writes into a folder, and what is kept of somebody who is gone.
_MADE_FOR = re.compile(r"(?P<slug>.+?)(?:-\d{4}-\d\d-\d\d.*)?\.(?:eml|ics|mbox)|kept-(?P<gone>.+)\.toml")


@dataclass(frozen=True, slots=True)
class Left:
    """A file or folder in which something stays, why, and at which places (keys or lines)."""

    path: str
    reason: str
    places: tuple[str, ...] = ()


def left_by_name(workspace: Workspace, sought: Sought, gone: set[Path]) -> Iterator[Left]:
    """Histories, links, and files whose own names tell the person. ``gone``: those that go."""
    yield from _histories(workspace)
    own = workspace.folder(sought.slug)
    others = [slug for slug in workspace.slugs() if slug != sought.slug]
    for path in walk(workspace.root, own):
        if path in gone:
            continue
        if os.path.islink(path):  # noqa: PTH114  # which says no where it may not look
            if _tells(sought, f"{path.name}\n{path.readlink()}"):
                yield Left(inside(workspace, path), _("a link; what it leads to is not touched"))
        elif _tells(sought, path.name):
            yield Left(inside(workspace, path), _("the name is in the file name; rename it"))
        elif is_ordinary(path) and _is_made_for(sought.slug, path.name, others):
            yield Left(inside(workspace, path), _("made for this person; remove it"))


def _tells(sought: Sought, text: str) -> bool:
    if sought.name.one_word:
        return bool(sought.hits(text.replace("_", " ")))
    return occurs(sought.name.full, text)


def _is_made_for(slug: str, name: str, others: list[str]) -> bool:
    """Whether a file is called by the slug, and not by a longer one of somebody else."""
    made = _MADE_FOR.fullmatch(name)
    if made and slug in (made["slug"], made["gone"]):
        return True
    called = re.compile(rf"(?<![^\W_]){re.escape(slug)}(?![^\W_])")
    if "-" not in slug or not called.search(name):
        return False
    return not any(slug in other and other in name for other in others)


def why_it_still_says(sought: Sought, text: str) -> str:
    """Why the characters of the name stand in a text that does not mean the person; "" where they do not."""
    if sought.name.one_word or not occurs(sought.name.full, text):
        return ""
    return _("part of somebody else's name")


def is_said(sought: Sought, said: str) -> bool:
    """Whether the characters of a name of several words stand in what a file says, in one spelling."""
    return not sought.name.one_word and spelled(sought.name.full) in said


def content(file: Path) -> bytes:
    """What is in a file that has to be searched; without it nobody can say that the name is gone."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise unsearched(file, error) from None


def stop(error: OSError) -> None:
    """For ``os.walk``: a folder that cannot be listed ends the search."""
    raise unsearched(Path(str(error.filename or "")), error) from None


def unsearched(path: Path, error: OSError) -> WorkspaceError:
    """The sentence for what cannot be searched."""
    words = {"path": path, "reason": refusal(error)}
    return WorkspaceError(
        _("%(path)s cannot be searched for the name: %(reason)s.") % words,
        _("See to that and give the same command again; it goes on where it stopped."),
    )


def _histories(workspace: Workspace) -> Iterator[Left]:
    for place, folders, names in os.walk(workspace.root):
        for name in sorted({*folders, *names} & set(HISTORIES)):
            yield Left(inside(workspace, Path(place) / name), _("earlier versions are kept there"))
        folders[:] = [folder for folder in folders if folder not in HISTORIES]
    for above in workspace.root.absolute().parents:
        if (above / ".git").exists():
            yield Left(str(above / ".git"), _("earlier versions are kept there"))
