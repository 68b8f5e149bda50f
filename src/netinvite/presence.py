"""Whoever is written about is still there, and is who they were; else nothing of them is made anew.

What was typed and cannot be saved, as the person is gone or the file damaged meanwhile, is kept in a file of
its own in the workspace's folder, ``kept-<number>.toml``, or in a temporary folder where that is gone too.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from glob import escape
from pathlib import Path
from typing import Any

from netinvite import clock, files
from netinvite.errors import GoneError, UsageError, WorkspaceError
from netinvite.language import _
from netinvite.names import Person, fold, slug_of
from netinvite.parsed import text_at
from netinvite.tomlfile import Absent
from netinvite.workspace import Workspace

Changes = Mapping[tuple[str | int, ...], Any]
_KEPT = re.compile(r"kept-\d+\.toml")


class Presence:
    """A person's folder as it was when somebody began to work on it.

    It is held open, so that the system gives its number to no other: one of the same name, made after the
    person was forgotten, is somebody else's.
    """

    def __init__(self, workspace: Workspace, slug: str) -> None:
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


def refuse_gone(workspace: Workspace, slug: str, name: str = "") -> None:
    """A ``GoneError`` where the person is not there any more; to be asked under the lock."""
    refuse_absent(workspace, slug, name)
    file = workspace.answers_file(slug)
    if name and fold(text_at(workspace.read(file), "person", "name") or slug) != fold(name):
        raise _another(file, name)


def refuse_another(workspace: Workspace, person: Person) -> None:
    """A ``GoneError`` where the folder is by now somebody else's; one that is gone or damaged is not."""
    file = workspace.answers_file(person.slug)
    if file.is_file() and fold(workspace.person(person.slug).name) != fold(person.name):
        raise _another(file, person.name)


def _another(file: Path, name: str) -> GoneError:
    return GoneError(
        _("%(file)s is not about %(name)s any more: the person was forgotten, or was given another name.")
        % {"file": file, "name": name}
    )


def refuse_absent(workspace: Workspace, slug: str, name: str = "") -> None:
    """A ``GoneError`` where the person's answers are not there."""
    file = workspace.answers_file(slug)
    if not file.is_file():
        raise GoneError(
            _("%(name)s is not in the workspace any more: %(file)s is gone.")
            % {"name": name or slug, "file": file}
        )


@contextlib.contextmanager
def sitting(workspace: Workspace, slug: str) -> Iterator[None]:
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


def is_sitting(workspace: Workspace, slug: str) -> bool:
    """Whether somebody records a conversation with this person just now."""
    for mark in workspace.root.glob(_mark(escape(slug), "*")):
        with contextlib.suppress(OSError):
            if files.in_use(mark):
                return True
    return False


def _mark(slug: str, process: str) -> str:
    # As a temporary file: what a killed process left is swept.
    return f"{files.PREFIX}@{slug}@{process}{files.SUFFIX}"


def kept(workspace: Workspace, error: WorkspaceError, name: str, changes: Changes) -> WorkspaceError:
    """``error`` with the place where what was typed about the person ``name`` is kept, if something was."""
    texts = {_plain(path): value for path, value in changes.items() if _is_typed(value)}
    if not texts:
        return error
    file = _keep(workspace, _toml(name, texts))
    if file is None:
        return error
    told = _("What you typed is kept in %(file)s; remove that file when you have no more use for it.")
    return type(error)(error.message, f"{error.hint} {told % {'file': file}}".strip())


def is_kept(file: Path) -> bool:
    """Whether a file in the workspace's folder holds what was typed and could not be saved."""
    return bool(_KEPT.fullmatch(file.name)) and file.is_file() and not file.is_symlink()


def kept_about(file: Path) -> str:
    """The full name of whom a kept file is about; "" for any other file."""
    if is_kept(file):
        with contextlib.suppress(WorkspaceError):
            return files.read(file).partition("\n")[0].removeprefix("#").strip()
    return ""


def whom(workspace: Workspace, name: str | None) -> Person:
    """The person who is meant; also one who is gone, of whom a file tells that was kept since."""
    try:
        return workspace.find(name)
    except UsageError:
        if full := _kept_about(workspace, name or ""):
            return Person(slug_of(full), full)
        raise


def _kept_about(workspace: Workspace, name: str) -> str:
    """The full name of somebody gone about whom something is kept, where ``name`` is it; else ""."""
    found = map(kept_about, workspace.root.glob("kept-*.toml"))
    return next((full for full in found if full and fold(full) == fold(name)), "")


def _plain(path: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))


def _is_typed(value: object) -> bool:
    return not isinstance(value, Absent) and value not in ("", [])


def _toml(name: str, texts: Mapping[tuple[str, ...], Any]) -> str:
    """The answers as ``--answers`` takes them, below the person's name, by which ``forget`` finds them."""
    import tomlkit

    from netinvite.tomlfile import put

    document = tomlkit.document()
    document.add(tomlkit.comment(" ".join(name.split())))
    document.add(tomlkit.comment(f"{clock.now():%Y-%m-%d %H:%M}"))
    for path, value in texts.items():
        put(document, path, value)
    return tomlkit.dumps(document)


def _keep(workspace: Workspace, text: str) -> Path | None:
    """Where it was written: in the workspace, else among the temporary files, else nowhere."""
    if workspace.root.is_dir():
        with contextlib.suppress(WorkspaceError, OSError):
            return _written(workspace.root, text)
    import tempfile

    with contextlib.suppress(WorkspaceError, OSError):
        return _written(Path(tempfile.mkdtemp(prefix="netinvite-kept-")), text)
    return None


def _written(folder: Path, text: str) -> Path:
    """Not under the lock, which somebody else may hold: the name is taken by making the file."""
    number = 1
    while True:
        file = folder / f"kept-{number}.toml"
        try:
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            number += 1
            continue
        try:
            files.write(file, text)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        return file
