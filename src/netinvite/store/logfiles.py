"""Which files organisers keep of what they recorded with a person. Apart from what stands in them (``logs``),
so that whoever only asks whether there is one loads little."""

from __future__ import annotations

import os
from pathlib import Path

from netinvite.errors import refuse_conflict
from netinvite.store import files, inventory
from netinvite.store.folders import link_out
from netinvite.store.inventory import is_slug
from netinvite.store.network import Network


def of_each(workspace: Network, slug: str) -> list[Path]:
    """The files of what organisers recorded with a person, sorted; a ``WorkspaceError`` where they cannot be
    listed, or lie outside of the workspace."""
    folder = f"{workspace.people_folder}{os.sep}{slug}{os.sep}{inventory.LOG}"
    try:
        names = os.listdir(folder)  # noqa: PTH208  # of thousands of people, a Path of each takes too long
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise files.unreadable(folder, error) from None
    found = [Path(folder, name) for name in sorted(names) if _is_log(name)]
    for file in found:
        refuse_outside(workspace, file)
    return found


def refuse_two_versions(workspace: Network, slug: str) -> None:
    """A ``WorkspaceError`` where git left two versions anywhere in a person's answers, or of what was noted:
    nothing on that person is handed on until one of them stands."""
    for file in (workspace.answers_file(slug), *of_each(workspace, slug)):
        refuse_conflict(file, workspace.text(file))


def _is_log(name: str) -> bool:
    """Whether a file's name is an organiser's, with that of a copy or without."""
    by, *copy, ending = name.split(".") if "." in name else (name, "")
    return ending == "toml" and len(copy) < 2 and is_slug(by) and all(map(str.isalnum, copy))


def refuse_outside(workspace: Network, file: Path) -> None:
    """A ``WorkspaceError`` for a file that lies outside of the workspace."""
    if not workspace.holds(file):
        raise link_out(file)


def of_one(workspace: Network, slug: str, by: str) -> list[Path]:
    """The files of what one organiser recorded with a person, sorted; a ``WorkspaceError`` as of
    ``of_each``."""
    return [file for file in of_each(workspace, slug) if whose(file) == by]


def whose(file: Path) -> str:
    """By whom the file of an organiser is."""
    return file.name.partition(".")[0]
