"""What stays when a person is forgotten, and looking for a name in files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from netinvite.errors import WorkspaceError
from netinvite.language import _, refusal
from netinvite.privacy.mentions import Name, occurs, readings
from netinvite.privacy.rights import inside, regular_files
from netinvite.workspace import Workspace

HISTORIES = (".git", ".hg", ".svn", ".jj", ".stversions", ".dropbox.cache")


@dataclass(frozen=True, slots=True)
class Left:
    """A file or folder in which the name stays, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class Work:
    """Files to write anew and to remove."""

    rewritten: dict[Path, str] = field(default_factory=dict)
    removed: list[Path] = field(default_factory=list)


def staying(workspace: Workspace, name: Name, work: Work) -> Iterator[Left]:
    """Where the name still stands once ``work`` is done, and why."""
    yield from _histories(workspace)
    gone = set(work.removed)
    for path in _walk(workspace.root):
        if path in gone:
            continue
        where = inside(workspace, path)
        if path.is_symlink():
            if occurs(name.full, f"{path.name}\n{path.readlink()}"):
                yield Left(where, _("a link; what it leads to is not touched"))
        elif occurs(name.full, path.name) and not _emptied(workspace, path, gone):
            yield Left(where, _("the name is in the file name; rename it"))
        elif path.is_file() and (reason := _still_says(name, path, work)):
            yield Left(where, reason)


def _emptied(workspace: Workspace, path: Path, gone: set[Path]) -> bool:
    """A folder of which nothing stays: the person's own."""
    if not path.is_dir() or not path.is_relative_to(workspace.people_folder):
        return False
    inner = list(regular_files(path))
    return bool(inner) and all(file in gone for file in inner)


def _still_says(name: Name, file: Path, work: Work) -> str:
    if file in work.rewritten:
        said = occurs(name.full, work.rewritten[file])
    else:
        try:
            data = file.read_bytes()
        except OSError:
            return _("it cannot be read; look yourself")
        said = any(occurs(name.full, text) for text in readings(file, data))
    if not said:
        return ""
    if file in work.rewritten or says(name, file, data):
        return _("not a file that netinvite changes, or a namesake's or a damaged one; look yourself")
    return _("part of somebody else's name")


def says(name: Name, file: Path, data: bytes, slug: str = "") -> bool:
    """Whether the bytes of ``file`` mention the person."""
    return any(name.stands_in(text) or (slug and slug in text) for text in readings(file, data))


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


def _walk(root: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(root):
        folders[:] = sorted(folder for folder in folders if folder not in HISTORIES)
        yield from (Path(place) / name for name in [*folders, *sorted(names)] if name not in HISTORIES)


def _histories(workspace: Workspace) -> Iterator[Left]:
    for place, folders, names in os.walk(workspace.root):
        for name in sorted({*folders, *names} & set(HISTORIES)):
            yield Left(inside(workspace, Path(place) / name), _("earlier versions are kept there"))
        folders[:] = [folder for folder in folders if folder not in HISTORIES]
    for above in workspace.root.absolute().parents:
        if (above / ".git").exists():
            yield Left(str(above / ".git"), _("earlier versions are kept there"))
