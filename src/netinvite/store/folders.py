"""The people's folders: whose answers lie there, by their stamps, and what does not belong among them.

Folders are listed, answers are not read: Tab looks here. A ``root`` is a workspace's folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from errno import ELOOP
from operator import itemgetter
from pathlib import Path
from stat import S_ISREG

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.model.people import is_text
from netinvite.store import files
from netinvite.store.inventory import (
    ANSWERS_FILE,
    DRAFTS,
    DRAFTS_BEFORE,
    FILES,
    INDEX,
    LOG,
    PEOPLE,
    is_kept_name,
    logged,
)
from netinvite.values import NamedTuple


def stamps(root: Path) -> dict[str, str]:
    """The stamp (``files.stamp``) of everyone's answers by folder name, sorted. Links that lead out of the
    workspace are passed over."""
    return look(root).stamps


def odd(root: Path) -> dict[str, str]:
    """What lies among the people and is nobody who can be read: its name, and what is wrong with it."""
    return look(root).odd()


class Lying(NamedTuple):
    """What lay among the people of the workspace ``root``: everyone's ``stamps``, and the names of ``others``
    that are no plain files."""

    root: Path
    stamps: dict[str, str]
    others: list[str]

    def odd(self) -> dict[str, str]:
        """As the function of this name."""
        found = {name: _wrong_with(self.root, self.root / PEOPLE / name) for name in self.others}
        return {name: problem for name, problem in found.items() if problem}


def look(root: Path) -> Lying:
    """All that lies among the people, in one look."""
    entries = _entries(root)
    people = {name: stamp for name, stamp in entries if stamp and (name.isascii() or is_text(name))}
    are_all = len(people) == len(entries)
    return Lying(root, people, [] if are_all else [name for name, _stamp in entries if name not in people])


def is_person(root: Path, name: str) -> bool:
    """Whether a person's folder has this very name; looking at everyone's files would take longer."""
    try:
        with os.scandir(root / PEOPLE) as entries:
            found = any(entry.name == name and _stamp_of(root, entry) for entry in entries)
    except OSError:
        return False
    return found and holds(root, root / PEOPLE)


def is_free(root: Path, slug: str) -> bool:
    """Whether nobody has this folder name. One that a broken-off run, or git, left empty is free."""
    people = root / PEOPLE
    if (people / slug).is_symlink():
        return False
    if not people.is_dir():
        return True
    try:
        with os.scandir(people / slug) as entries:
            return all(files.is_leftover(entry.name) or entry.name == INDEX for entry in entries)
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    except OSError as error:
        raise files.unreadable(people / slug, error) from None


def holds(root: Path, path: Path) -> bool:
    """Whether a path lies in the workspace, also after its links are followed."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except RuntimeError:
        # A link that leads to itself, before Python 3.13: it leads nowhere else, and reading it says why.
        return True


def leads_out(root: Path, file: Path) -> bool:
    """Whether a file is a link that leads out of the workspace."""
    return file.is_symlink() and not holds(root, file)


def refuse_link_out(root: Path, file: Path) -> None:
    """A ``WorkspaceError`` for a link out of the workspace: whoever shares the folder can put one there."""
    if leads_out(root, file):
        raise link_out(file)


def link_out(file: Path) -> WorkspaceError:
    """What is said of such a link, and what to do."""
    return WorkspaceError(
        _("%(file)s is a link out of the workspace, and is not followed.") % {"file": file},
        _("Put a file of its own in its place, or take the link away."),
    )


def _entries(root: Path) -> list[tuple[str, str]]:
    """The name of all that lies among the people but plain files, with the stamp of the answers in it or "",
    sorted."""
    people = root / PEOPLE
    try:
        if not people.is_dir() or not holds(root, people):
            return []
        with os.scandir(people) as entries:
            # No two have one name; to compare pairs takes twice as long.
            return sorted(_stamped(root, entries), key=itemgetter(0))
    except OSError as error:
        raise files.unreadable(people, error) from None


def _stamped(root: Path, entries: Iterable[os.DirEntry[str]]) -> Iterator[tuple[str, str]]:
    # Of thousands of people, each call costs as much as asking the system; as files.stamped, and as logged.
    lstat, access, answers, log = os.lstat, os.access, f"{os.sep}{ANSWERS_FILE}", f"{os.sep}{LOG}"
    for entry in entries:
        folder = entry.path
        try:
            found = lstat(folder + answers)
            usual = S_ISREG(found.st_mode) and not entry.is_symlink() and not access(folder + log, os.F_OK)
        except OSError:
            usual = False
        if usual:
            yield entry.name, f"{found.st_mtime_ns} {found.st_size}"
        # A plain file, such as an index, is nobody and was nobody's.
        elif entry.is_symlink() or not entry.is_file():
            yield entry.name, _stamp_of(root, entry)


def _stamp_of(root: Path, entry: os.DirEntry[str]) -> str:
    """The stamp of a person's answers; "" where the folder is no person's."""
    # As text: of thousands of people, making a Path of each takes longer than asking the system.
    file = f"{entry.path}{os.sep}{ANSWERS_FILE}"
    try:
        found = os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        # A folder that may not be looked into is somebody's all the same.
        return "" if error.errno == ELOOP else "?"
    if S_ISREG(found.st_mode) and not entry.is_symlink():
        return files.stamped(found) + logged(entry.path)
    # Resolving a path costs ten times as much as seeing that it is no link.
    inside = Path(file).is_file() and holds(root, Path(file))
    return files.stamp(file) + logged(entry.path) if inside else ""


def _wrong_with(root: Path, folder: Path) -> str:
    """What is wrong with a folder among the people; "" for what never was a person's."""
    astray = _("%(path)s is a link that leads nowhere or out of the network's folder.") % {"path": folder}
    try:
        if folder.is_symlink() and not (folder.exists() and holds(root, folder)):
            return astray
        if not folder.is_dir():
            return ""
        if not is_text(folder.name):
            return _("The name of the folder %(path)s is not UTF-8; rename it.") % {"path": folder}
        there = set(os.listdir(folder))  # noqa: PTH208  # Path.iterdir makes a Path of each
    except OSError as error:
        return files.unreadable(folder, error).message
    except RuntimeError:
        # How Python before 3.13 tells of a link that leads to itself.
        return astray
    if ANSWERS_FILE in there:
        return _("%(path)s is not an ordinary file of this folder.") % {"path": folder / ANSWERS_FILE}
    if (LOG in there or any(map(is_kept_name, there))) and not there & {
        DRAFTS,
        DRAFTS_BEFORE,
        *FILES.values(),
    }:
        # Git keeps what is new of a folder that another copy took away.
        told = _(
            "%(path)s is missing, though somebody recorded something beside it: the person was forgotten, "
            "perhaps in another copy. Take the folder away, or put that file back."
        )
        return told % {"path": folder / ANSWERS_FILE}
    # Where these lie, answers lay too.
    if there & {DRAFTS, DRAFTS_BEFORE, LOG, *FILES.values()}:
        return _("%(path)s is missing, though drafts lie beside it.") % {"path": folder / ANSWERS_FILE}
    return ""
