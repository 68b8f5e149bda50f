"""The contact log where several organise: what each of them recorded, in a file of their own.

``people/<slug>/log/<organiser>.toml`` has it as the answers have theirs, an entry a line. Two who record
something with one person at the same time, each in a copy of the folder, change two files, and git has
nothing to ask: no union of lines could be trusted with entries that are taken back, or from which a name is
taken out. What was recorded while one organised, or by hand, stands in the answers and stays there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.model import contacts
from netinvite.model.contacts import LOG, Entry, Unfit
from netinvite.store import files, inventory
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
    found = [Path(folder, name) for name in sorted(names) if name.endswith(".toml") and is_slug(name[:-5])]
    for file in found:
        _refuse_outside(workspace, file)
    return found


def _refuse_outside(workspace: Network, file: Path) -> None:
    if not workspace.holds(file):
        raise WorkspaceError(
            _("%(file)s is a link out of the workspace, and is not followed.") % {"file": file},
            _("Put a file of its own in its place, or take the link away."),
        )


def of_one(workspace: Network, slug: str, by: str) -> Path:
    """The file of what an organiser recorded with a person; a ``WorkspaceError`` for one that lies outside of
    the workspace."""
    file = workspace.folder(slug) / inventory.LOG / f"{by}.toml"
    _refuse_outside(workspace, file)
    return file


def to_record_in(workspace: Network, slug: str, by: str) -> Path | None:
    """``of_one`` of whoever records something; ``None`` where one organises, and the answers have it."""
    return of_one(workspace, slug, by) if is_slug(by) and inventory.organisers(workspace.root) else None


def read(
    workspace: Network, slug: str, data: Mapping[str, Any]
) -> tuple[list[Entry], list[tuple[Path, Unfit]]]:
    """Everything in a person's log, as it happened, and what does not fit, with its file; ``data`` are the
    answers, parsed. A ``WorkspaceError`` where a file is damaged."""
    entries, odd = contacts.read(data)
    unfit = [(workspace.answers_file(slug), one) for one in odd]
    for file in of_each(workspace, slug):
        found, odd = contacts.read(workspace.read(file))
        entries += found
        unfit += [(file, one) for one in odd]
    return sorted(entries, key=lambda entry: entry.moment), unfit


def taken_back(workspace: Network, slug: str, data: Mapping[str, Any]) -> int:
    """How often an entry was taken back."""
    others = map(workspace.read, of_each(workspace, slug))
    return sum(map(contacts.taken_back, (data, *others)))


def whole(workspace: Network, slug: str, data: dict[str, Any]) -> dict[str, Any]:
    """The answers with the entries of all in the place of their own."""
    logs = [found.get(LOG, []) for found in (data, *map(workspace.read, of_each(workspace, slug)))]
    together = [entry for log in logs if isinstance(log, list) for entry in log]
    return {**data, LOG: together} if together else data


def tables(file: Path, data: Mapping[str, Any]) -> list[Any]:
    """The entries in a parsed file, as they stand there; a ``WorkspaceError`` for no log."""
    log = data.get(LOG, [])
    if not isinstance(log, list):
        problem = _("“%(key)s” must be a list of tables.") % {"key": LOG}
        raise WorkspaceError(
            _("%(file)s: %(problem)s") % {"file": file, "problem": problem},
            _("Fix that in an editor; nothing was changed."),
        )
    return log
