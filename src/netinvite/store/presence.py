"""Who is there: whether whoever is written about is still who they were, and who sits at what."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.errors import GoneError
from netinvite.language import _
from netinvite.model.people import Person, fold
from netinvite.store import files

if TYPE_CHECKING:
    from netinvite.store.network import Network
    from netinvite.store.workspace import Workspace


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

    def is_there(self) -> bool:
        """Whether this very folder lies there yet, whatever the person is called by now; False where that
        is not known."""
        if self._handle is None:
            return False
        with contextlib.suppress(GoneError):
            self.refuse_another("")
            return self.workspace.folder(self.slug).is_dir()
        return False


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
