"""The rehearsals of a pitch so far: ``people/<slug>/.rehearsals.json``. It can be deleted."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from netinvite import files
from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.parsed import json_of
from netinvite.presence import holding
from netinvite.workspace import Workspace

INDEX = ".rehearsals.json"


@dataclass(frozen=True, slots=True)
class Past:
    """One rehearsal to the end: when (ISO, local), whole seconds, words a minute, how many sentences."""

    when: str
    seconds: int
    pace: int
    sentences: int

    @property
    def day(self) -> datetime:
        """The moment it ended."""
        return datetime.fromisoformat(self.when)


def past(workspace: Workspace, slug: str) -> list[Past]:
    """The rehearsals so far, the oldest first; a ``WorkspaceError`` where the file is damaged."""
    file = _file(workspace, slug)
    if not file.exists():
        return []
    try:
        return [_past(entry) for entry in json_of(files.read(file))]
    except (ValueError, TypeError, KeyError):
        raise WorkspaceError(
            _("%(file)s is damaged.") % {"file": file},
            _("It holds the times of earlier rehearsals; remove it to begin anew."),
        ) from None


def keep(workspace: Workspace, slug: str, rehearsal: Past) -> None:
    """Add a rehearsal to those so far; a ``GoneError`` where the person is gone."""
    with holding(workspace, slug):
        entries = [asdict(one) for one in (*past(workspace, slug), rehearsal)]
        files.write(_file(workspace, slug), json.dumps(entries, indent=1) + "\n")


def _past(entry: Any) -> Past:
    found = Past(str(entry["when"]), int(entry["seconds"]), int(entry["pace"]), int(entry["sentences"]))
    datetime.fromisoformat(found.when)
    return found


def _file(workspace: Workspace, slug: str) -> Path:
    return workspace.folder(slug) / INDEX
