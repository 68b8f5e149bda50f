"""The files of a workspace that can mention people, each read once."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.names import Person
from netinvite.parsed import text_at
from netinvite.privacy.mentions import spelling, strings
from netinvite.privacy.readings import readings
from netinvite.workspace import Workspace

# Kept by programs that keep earlier versions; named, never searched.
HISTORIES = (".git", ".hg", ".svn", ".jj", ".stversions", ".dropbox.cache")
# Tables in tables in tables: no answers are nested as deeply.
DEEPEST = 50
UNSEEN = -1
Read = Callable[[Path], bytes | None]


@dataclass
class Source:
    """A file: ``path`` from the workspace's folder on, ``slug`` of the person whose it is ("" for nobody's).

    ``table`` is its TOML, where it is a valid file of answers; ``problem`` says why it is none.
    """

    file: Path
    path: str
    slug: str
    data: bytes
    table: dict[str, Any] | None = None
    problem: str = ""

    @cached_property
    def text(self) -> str:
        """The text, "" where it is none."""
        try:
            return self.data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            return ""

    @cached_property
    def said(self) -> str:
        """All that it says, in one spelling."""
        if self.table is not None and "\\" not in self.text:
            return spelling(self.text)
        if self.table is not None:
            return spelling("\n".join([self.text, *(text for _keys, text in strings(self.table))]))
        return spelling("\n".join(readings(self.file, self.data)))

    @cached_property
    def digits(self) -> str:
        """All its digits."""
        return "".join(filter(str.isdigit, self.said))


def inside(workspace: Workspace, file: Path) -> str:
    """The path of ``file`` from the workspace's folder on, with forward slashes."""
    return file.relative_to(workspace.root).as_posix()


def answers(workspace: Workspace, read: Read) -> dict[Path, Source]:
    """The network's answers and everyone's, by file; links are passed over."""
    found = {}
    for slug, file in _answers_files(workspace):
        if is_ordinary(file) and (data := read(file)) is not None:
            found[file] = _answers(workspace, slug, file, data)
    return found


def _answers_files(workspace: Workspace) -> Iterator[tuple[str, Path]]:
    yield "", workspace.network_file
    for slug in workspace.slugs():
        if not workspace.folder(slug).is_symlink():
            yield slug, workspace.answers_file(slug)


def _answers(workspace: Workspace, slug: str, file: Path, data: bytes) -> Source:
    source = Source(file, inside(workspace, file), slug, data)
    try:
        table = workspace.parse(file, data.decode("utf-8"))
        # What nobody writes by hand is searched as text.
        source.table = table if _is_shallow(table) else None
    except UnicodeDecodeError:
        source.problem = str(file)
    except WorkspaceError as error:
        source.problem = error.message
    return source


def _is_shallow(table: dict[str, Any]) -> bool:
    level: list[Any] = [table]
    for _depth in range(DEEPEST):
        held = (item.values() if isinstance(item, dict) else item for item in level)
        level = [value for values in held for value in values if isinstance(value, (dict, list))]
        if not level:
            return True
    return False


def sources(
    workspace: Workspace,
    known: Mapping[Path, Source],
    read: Read,
    *,
    without: str = "",
    fault: Callable[[OSError], None] | None = None,
) -> Iterator[Source]:
    """Every file of the workspace, but for links, earlier versions, and the folder of ``without``.

    ``known`` are those that are read already. A folder that cannot be listed is told to ``fault``.
    """
    own = workspace.folder(without) if without else None
    for file in walk(workspace.root, own, fault):
        if source := known.get(file) or _source(workspace, file, read):
            yield source


def walk(
    root: Path, without: Path | None = None, fault: Callable[[OSError], None] | None = None
) -> Iterator[Path]:
    """All that lies below ``root``, but for earlier versions and the folder ``without``.

    Links are not followed. A folder that cannot be listed is passed over, or told to ``fault``.
    """
    folders = [root]
    while folders:
        try:
            entries = sorted(folders.pop().iterdir())
        except OSError as error:
            if fault:
                fault(error)
            continue
        for entry in entries:
            if entry.name not in HISTORIES and entry != without:
                yield entry
                if _is_folder(entry):
                    folders.append(entry)


def _is_folder(path: Path) -> bool:
    mode = _mode(path)
    return mode != UNSEEN and stat.S_ISDIR(mode)


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


def _source(workspace: Workspace, file: Path, read: Read) -> Source | None:
    if not is_ordinary(file) or (data := read(file)) is None:
        return None
    path = inside(workspace, file)
    parts = path.split("/")
    slug = parts[1] if parts[0] == workspace.people_folder.name and len(parts) > 2 else ""
    return Source(file, path, slug, data)


def person_of(workspace: Workspace, slug: str, known: Mapping[Path, Source]) -> Person:
    """A person as a list shows them, without reading their file again."""
    source = known.get(workspace.answers_file(slug))
    if source is None or source.table is None:
        return workspace.person(slug)
    named = {key: text_at(source.table, "person", key) for key in ("name", "organisation", "lang")}
    return Person(slug, named["name"] or slug, named["organisation"], named["lang"])
