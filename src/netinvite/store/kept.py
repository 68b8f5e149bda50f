"""What was typed about somebody and stands in no answers: it could not be saved, or was taken back.

It is a file as ``--answers`` takes it, ``kept-<number>.toml`` in the person's own folder: there it stays
theirs whatever they are called later, and goes with all the rest. Of somebody who is gone, or whose folder is
another's by now, it lies in the workspace's folder below the name; where that is gone too, in a temporary
one.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netinvite import clock
from netinvite.errors import UsageError, WorkspaceError
from netinvite.language import _
from netinvite.libraries import at_first_use
from netinvite.model import keys
from netinvite.model.people import Person, fold
from netinvite.store import files
from netinvite.store.inventory import is_kept_name
from netinvite.store.network import Network
from netinvite.store.parsed import Absent, Keys
from netinvite.store.presence import Presence, refuse_gone
from netinvite.store.reading import loads
from netinvite.store.talks import names_in as named_in
from netinvite.store.writing import below
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    import tempfile
else:
    # Hardly ever needed.
    tempfile = at_first_use("tempfile")


class About(NamedTuple):
    """Whom something typed is about: ``slug`` of the folder, "" for somebody who has none yet, the ``name``,
    and the folder as it was when somebody sat at it."""

    slug: str
    name: str
    presence: Presence | None = None


def kept(
    workspace: Network, error: WorkspaceError, about: About, changes: Mapping[Keys, Any]
) -> WorkspaceError:
    """``error`` with the place where what was typed is kept, if something was."""
    file = keep(workspace, about, changes)
    if file is None:
        return error
    return type(error)(error.message, f"{error.hint}\n{told(file)}".strip())


def told(file: Path) -> str:
    """Where what was typed is kept."""
    sentence = _("What you typed is kept in %(file)s; remove that file when you have no more use for it.")
    return sentence % {"file": file}


def keep(workspace: Network, about: About, changes: Mapping[Keys, Any]) -> Path | None:
    """The file in which what was typed is kept; ``None`` where nothing was, or nothing could be written."""
    if text := _toml(about.name, changes):
        for folder in _folders(workspace, about):
            with contextlib.suppress(WorkspaceError, OSError):
                return _written(folder, text)
    return None


def keep_beside(workspace: Network, about: About, changes: Mapping[Keys, Any]) -> Path | None:
    """The file in the person's folder, who is there, in which what is taken back is kept; ``None`` where
    nothing was said, and a ``WorkspaceError`` where it cannot be written: then nothing may be taken back."""
    if not (text := _toml(about.name, changes)):
        return None
    folder = workspace.folder(about.slug)
    try:
        return _written(folder, text)
    except OSError as error:
        raise files.unwritable(folder, error) from None


def _plain(path: Keys) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))


def _is_typed(value: object) -> bool:
    return not isinstance(value, Absent) and value not in ("", [])


def _toml(name: str, changes: Mapping[Keys, Any]) -> str:
    """The answers as ``--answers`` takes them, below the name, by which those who are gone are found; ""
    where nothing is typed."""
    texts = {_plain(path): value for path, value in changes.items() if _is_typed(value)}
    return below([" ".join(name.split()), f"{clock.now():%Y-%m-%d %H:%M}"], texts) if texts else ""


def _folders(workspace: Network, about: About) -> Iterator[Path]:
    """Where it belongs, and where else it can lie."""
    if about.slug and _is_theirs(workspace, about):
        yield workspace.folder(about.slug)
    if workspace.root.is_dir():
        yield workspace.root
    with contextlib.suppress(OSError):
        yield Path(tempfile.mkdtemp(prefix="netinvite-kept-"))


def _is_theirs(workspace: Network, about: About) -> bool:
    """Whether the folder of that slug is the person's yet."""
    file = workspace.answers_file(about.slug)
    if not (file.is_file() and workspace.holds(file)):
        return False
    if about.presence and about.presence.is_there():
        return True
    with contextlib.suppress(WorkspaceError):
        refuse_gone(workspace, about.slug, about.name)
        return True
    return False


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


# What lies there ---------------------------------------------------------------------------------


def beside(workspace: Network) -> list[Path]:
    """What is kept in the workspace's own folder, sorted: of those who are gone, or were it."""
    return sorted(filter(is_kept, workspace.root.glob("kept-*.toml")))


def is_kept(file: Path) -> bool:
    """Whether something typed is kept in a file."""
    return is_kept_name(file.name) and file.is_file() and not file.is_symlink()


def name_in(file: Path) -> str:
    """The full name under which something is kept; "" where the file does not say it."""
    with contextlib.suppress(WorkspaceError):
        return files.read(file).partition("\n")[0].removeprefix("#").strip()
    return ""


def names_in(folder: Path) -> list[str]:
    """The names under which something is kept in a person's folder: what they are called, or were."""
    return [*filter(None, dict.fromkeys(map(name_in, filter(is_kept, sorted(folder.glob("kept-*.toml"))))))]


def of_nobody(workspace: Network, names: Iterable[str]) -> list[Path]:
    """What is kept in the workspace's own folder under none of these ``names`` of people: of somebody who is
    gone, or is called otherwise by now; nothing says which."""
    known = set(map(fold, names))
    return [file for file in beside(workspace) if fold(name_in(file)) not in known]


def told_of_nobody() -> str:
    """Why that is to be looked at."""
    return _("kept under a name that nobody here has now; look whether it is about this person")


def answers_in(file: Path) -> dict[str, Any] | None:
    """What is kept in a file, parsed; ``None`` for any other file, and for one that is damaged."""
    if is_kept(file):
        with contextlib.suppress(WorkspaceError, ValueError, RecursionError):
            return loads(files.read(file))
    return None


def whom(workspace: Network, name: str | None) -> Person:
    """The person who is meant; also one who is not here, about whom something is kept, or who is named in
    it."""
    try:
        return workspace.find(name)
    except (UsageError, WorkspaceError):
        if found := _gone(workspace, name or ""):
            return found
        raise


def _gone(workspace: Network, name: str) -> Person | None:
    """Somebody who is not here, about whom something is kept, or who is named in it; ``name`` is the full
    one, or that of a folder in which no answers lie."""
    theirs = filter(is_kept, workspace.people_folder.glob("*/kept-*.toml"))
    for file in (*beside(workspace), *theirs):
        slug = "" if file.parent == workspace.root else file.parent.name
        is_gone = not (slug and workspace.answers_file(slug).is_file())
        if is_gone and (full := name_in(file)) and (fold(full) == fold(name) or slug == name):
            return Person(slug or workspace.new_slug(full), full)
        talk = (answers_in(file) or {}).get(keys.CONVERSATION)
        named = named_in(talk.get(keys.REFERRALS.name)) if isinstance(talk, dict) else ()
        if full := next((one for one in named if fold(one) == fold(name)), ""):
            return Person(workspace.new_slug(full), full)
    return None
