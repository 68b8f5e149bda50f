"""Who is there: the people's folders, and whether whoever is written about is still who they were.

Folders are listed, answers are not read: Tab looks here. A ``root`` is a workspace's folder.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from errno import ELOOP
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from netinvite.errors import GoneError, UsageError, WorkspaceError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model.people import Person, fold, is_text, slug_of
from netinvite.store import files
from netinvite.store.inventory import ANSWERS_FILE, DRAFTS, DRAFTS_BEFORE, FILES, INDEX, LOG, PEOPLE, logged
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.store.network import Network
    from netinvite.store.workspace import Workspace

_KEPT = regex(r"kept-\d+\.toml")


# Folders -------------------------------------------------------------------------------------------


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


def _entries(root: Path) -> list[tuple[str, str]]:
    """The name of all that lies among the people but plain files, with the stamp of the answers in it or "",
    sorted."""
    people = root / PEOPLE
    try:
        if not people.is_dir() or not holds(root, people):
            return []
        with os.scandir(people) as entries:
            return sorted(_stamped(root, entries))
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
    if LOG in there and not there & {DRAFTS, DRAFTS_BEFORE, *FILES.values()}:
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


# Whoever is written about -----------------------------------------------------------------------


class Presence:
    """A person's folder as it was when somebody began to work on it.

    It is held open, so that the system gives its number to no other: one of the same name, made after the
    person was forgotten, is somebody else's.
    """

    def __init__(self, workspace: Network, slug: str) -> None:
        self.workspace, self.slug = workspace, slug
        self._handle: int | None = None
        with contextlib.suppress(OSError):
            self._handle = os.open(workspace.folder(slug), os.O_RDONLY)

    def __del__(self) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def refuse_another(self, name: str) -> None:
        """A ``GoneError`` where another folder lies in its place; where none lies there nothing is said."""
        if self._handle is None:
            return
        then = os.fstat(self._handle)
        with contextlib.suppress(OSError):
            now = self.workspace.folder(self.slug).stat()
            if (then.st_dev, then.st_ino) != (now.st_dev, now.st_ino):
                raise _another(self.workspace.answers_file(self.slug), name or self.slug)


@contextlib.contextmanager
def holding(workspace: Workspace, slug: str, name: str = "", seconds: float | None = None) -> Iterator[None]:
    """The lock, for a change in the folder of a person who is there; else a ``GoneError``.

    ``name``: what the person is called. A folder of that slug that is somebody else's is not theirs.
    """
    # Before the lock too, which would make the folder of a workspace anew that is gone.
    refuse_absent(workspace, slug, name)
    with workspace.lock(seconds):
        refuse_gone(workspace, slug, name)
        yield


def refuse_gone(workspace: Network, slug: str, name: str = "") -> None:
    """A ``GoneError`` where the person is not there any more; to be asked under the lock."""
    refuse_absent(workspace, slug, name)
    file = workspace.answers_file(slug)
    if name and fold(workspace.name_of(slug)) != fold(name):
        raise _another(file, name)


def refuse_another(workspace: Network, person: Person) -> None:
    """A ``GoneError`` where the folder is by now somebody else's; one that is gone or damaged is not."""
    file = workspace.answers_file(person.slug)
    if file.is_file() and fold(workspace.person(person.slug).name) != fold(person.name):
        raise _another(file, person.name)


def _another(file: Path, name: str) -> GoneError:
    return GoneError(
        _("%(file)s is not about %(name)s any more: the person was forgotten, or was given another name.")
        % {"file": file, "name": name}
    )


def refuse_absent(workspace: Network, slug: str, name: str = "") -> None:
    """A ``GoneError`` where the person's answers are not there."""
    file = workspace.answers_file(slug)
    if not file.is_file():
        raise GoneError(
            _("%(name)s is not in the workspace any more: %(file)s is gone.")
            % {"name": name or slug, "file": file}
        )


@contextlib.contextmanager
def sitting(workspace: Network, slug: str) -> Iterator[None]:
    """Let others see, as long as this lasts, that somebody records a conversation with this person."""
    handle, mark = None, workspace.root / _mark(slug, str(os.getpid()))
    with contextlib.suppress(OSError):
        handle = os.open(mark, os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
        files.claim(handle)
    try:
        yield
    finally:
        if handle is not None:
            with contextlib.suppress(OSError):
                os.close(handle)
                mark.unlink(missing_ok=True)


def is_sitting(workspace: Network, slug: str) -> bool:
    """Whether somebody records a conversation with this person just now."""
    begins, ends = f"{files.PREFIX}@{slug}@", files.SUFFIX
    with contextlib.suppress(OSError):
        names = os.listdir(workspace.root)  # noqa: PTH208  # names, not Paths
        marks = [name for name in names if name.startswith(begins) and name.endswith(ends)]
        return any(_is_claimed(workspace.root / name) for name in marks)
    return False


def _is_claimed(mark: Path) -> bool:
    with contextlib.suppress(OSError):
        return files.in_use(mark)
    return False


def _mark(slug: str, process: str) -> str:
    # As a temporary file: what a killed process left is swept.
    return f"{files.PREFIX}@{slug}@{process}{files.SUFFIX}"


def is_kept(file: Path) -> bool:
    """Whether a file in the workspace's folder holds what was typed and could not be saved."""
    return bool(_KEPT.fullmatch(file.name)) and file.is_file() and not file.is_symlink()


def kept_about(file: Path) -> str:
    """The full name of whom a kept file is about; "" for any other file."""
    if is_kept(file):
        with contextlib.suppress(WorkspaceError):
            return files.read(file).partition("\n")[0].removeprefix("#").strip()
    return ""


def whom(workspace: Network, name: str | None) -> Person:
    """The person who is meant; also one who is gone, of whom a file tells that was kept since."""
    try:
        return workspace.find(name)
    except UsageError:
        if full := _kept_about(workspace, name or ""):
            return Person(slug_of(full), full)
        raise


def _kept_about(workspace: Network, name: str) -> str:
    """The full name of somebody gone about whom something is kept, where ``name`` is it; else ""."""
    found = map(kept_about, workspace.root.glob("kept-*.toml"))
    return next((full for full in found if full and fold(full) == fold(name)), "")
