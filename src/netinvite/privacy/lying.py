"""What lies in a workspace's folder, and what the names of files tell of somebody."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from netinvite.language import _
from netinvite.privacy.names import occurs
from netinvite.privacy.sought import Sought
from netinvite.store import feeds
from netinvite.store.inventory import organisers
from netinvite.store.workspace import Workspace

# Kept by programs that keep earlier versions; named, never searched.
HISTORIES = (".git", ".hg", ".svn", ".jj", ".stversions", ".dropbox.cache")
UNSEEN = -1
# As --output calls what it writes into a folder, and what is kept of somebody who is gone.
_MADE_FOR = re.compile(r"(?P<slug>.+?)(?:-\d{4}-\d\d-\d\d.*)?\.(?:eml|ics|mbox)|kept-(?P<gone>.+)\.toml")


@dataclass(frozen=True, slots=True)
class Left:
    """A file or folder in which something stays, why, and at which places (keys or lines)."""

    path: str
    reason: str
    places: tuple[str, ...] = ()


def inside(workspace: Workspace, file: Path) -> str:
    """The path of ``file`` from the workspace's folder on, with forward slashes."""
    root, path = f"{workspace.root}{os.sep}", f"{file}"
    # As most do; a Path of each of thousands takes longer than reading them.
    if path.startswith(root):
        return path[len(root) :].replace(os.sep, "/")
    return file.relative_to(workspace.root).as_posix()


def walk(
    root: Path, without: Path | None = None, fault: Callable[[OSError], None] | None = None
) -> Iterator[Path]:
    """All that lies below ``root``, but for earlier versions and the folder ``without``.

    Links are not followed. A folder that cannot be listed is passed over, or told to ``fault``.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as there:
                entries = sorted(there, key=lambda entry: entry.name)
        except OSError as error:
            if fault:
                fault(error)
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.name not in HISTORIES and path != without:
                yield path
                if _is_folder(entry):
                    folders.append(path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.is_dir(follow_symlinks=False)
    return False


def is_ordinary(file: Path) -> bool:
    """Whether it is a file and no link; one that the system does not show is one: reading it says why."""
    mode = _mode(file)
    return mode == UNSEEN or stat.S_ISREG(mode)


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0
    except OSError:
        return UNSEEN


def left_by_name(
    workspace: Workspace, sought: Sought, gone: set[Path], lying: Iterable[Path]
) -> Iterator[Left]:
    """Histories, and links and files whose own names tell the person, of those ``lying`` there. ``gone``:
    those that go."""
    yield from _histories(workspace)
    others = [slug for slug in workspace.slugs() if slug != sought.slug]
    # One of that name is an organiser's.
    gone = {*gone, *map(workspace.organiser_file, organisers(workspace.root))}
    # In the folders of thousands of people the same few names stand.
    tells = cache(lambda name: _tells(sought, name))
    is_made = cache(lambda name: _is_made_for(sought.slug, name, others))
    for path in lying:
        if path in gone:
            continue
        if os.path.islink(path):  # noqa: PTH114  # which says no where it may not look
            if _tells(sought, f"{path.name}\n{path.readlink()}"):
                yield Left(inside(workspace, path), _("a link; what it leads to is not touched"))
        elif tells(path.name):
            yield Left(inside(workspace, path), _("the name is in the file name; rename it"))
        elif is_made(path.name) and is_ordinary(path):
            yield Left(inside(workspace, path), _("made for this person; remove it"))


def feeds_of(workspace: Workspace) -> Iterator[Left]:
    """Calendars that programs subscribe to: what they say of the person goes when they are written anew."""
    for place in feeds.known(workspace):
        file, command = Path(place), workspace.command("status", "--feed", place)
        path = inside(workspace, file) if file.is_relative_to(workspace.root) else place
        reason = _("a calendar that programs subscribe to; write it anew: %(command)s") % {"command": command}
        yield Left(path, reason)


def _tells(sought: Sought, text: str) -> bool:
    if any(occurs(name.full, text) for name in sought.names if not name.one_word):
        return True
    return sought.name.one_word and bool(sought.hits(text.replace("_", " ")))


def _is_made_for(slug: str, name: str, others: list[str]) -> bool:
    """Whether a file is called by the slug, and not by a longer one of somebody else."""
    made = _MADE_FOR.fullmatch(name)
    if made and slug in (made["slug"], made["gone"]):
        return True
    called = re.compile(rf"(?<![^\W_]){re.escape(slug)}(?![^\W_])")
    if "-" not in slug or not called.search(name):
        return False
    return not any(slug in other and other in name for other in others)


def _histories(workspace: Workspace) -> Iterator[Left]:
    for place, folders, names in os.walk(workspace.root):
        for name in sorted({*folders, *names} & set(HISTORIES)):
            yield Left(inside(workspace, Path(place) / name), _("earlier versions are kept there"))
        folders[:] = [folder for folder in folders if folder not in HISTORIES]
    for above in workspace.root.absolute().parents:
        if (above / ".git").exists():
            yield Left(str(above / ".git"), _("earlier versions are kept there"))
