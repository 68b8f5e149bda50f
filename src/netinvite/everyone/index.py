"""What was read of everyone the last time, kept beside their files; valid while those have not changed.

``.index.json`` is a cache by size and time of change: deleting it changes nothing, and a damaged one is made
anew. Each entry holds what ``facts`` found.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from netinvite import __version__, files
from netinvite.errors import NetinviteError
from netinvite.workspace import Workspace

INDEX = ".index.json"
# One that is larger takes longer to read than somebody waits after pressing Tab.
QUICKLY_READ = 1_000_000


class Index:
    """The entries that still hold, and those that are made now; ``save`` keeps them.

    ``needs`` are the network's as pairs of name and kind; ``None`` when nobody has looked yet.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.file = workspace.root / INDEX
        self.mark = _mark(workspace)
        self.needs: list[list[str]] | None = None
        self.entries: dict[str, Any] = {}
        self._load()
        self.kept: dict[str, Any] = {}
        self.changed = self.needs is None

    def _load(self) -> None:
        data = _read(self.file)
        if data.get("mark") == self.mark and isinstance(data.get("people"), dict):
            self.entries = data["people"]
            self.needs = _pairs(data.get("needs"))

    def get(self, slug: str, stamp: str) -> dict[str, Any] | None:
        """What is known of a person whose answers bear ``stamp``; ``None`` when they have to be read."""
        found = self.entries.get(slug)
        if not isinstance(found, dict) or found.get("stamp") != stamp:
            return None
        entry = found.get("facts")
        if not isinstance(entry, dict):
            return None
        self.kept[slug] = found
        return entry

    def put(self, slug: str, stamp: str, entry: dict[str, Any]) -> dict[str, Any]:
        """Remember what was read; ``stamp`` is the answers' from before, so that no change is missed."""
        self.kept[slug] = {"stamp": stamp, "facts": entry}
        self.changed = True
        return entry

    def save(self) -> None:
        """Keep what was read; a folder that cannot be written to is read all the same."""
        if not self.changed and self.kept.keys() == self.entries.keys():
            return
        if not self.workspace.root.is_dir():
            return
        # Not waited for: it is made anew whenever it is not there.
        with suppress(NetinviteError), self.workspace.lock(seconds=0):
            # Whoever was forgotten meanwhile, and what was said of them, does not come back.
            stamps = self.workspace.stamps()
            held = {slug: one for slug, one in self.kept.items() if one["stamp"] == stamps.get(slug)}
            data = {"mark": self.mark, "needs": self.needs, "people": held}
            files.write(self.file, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def names(root: Path) -> dict[str, str]:
    """Full names by folder, as far as they are known without reading a person's file."""
    file = root / INDEX
    try:
        if file.stat().st_size > QUICKLY_READ:
            return {}
        people = _read(file)["people"]
        found = {slug: entry["facts"]["name"] for slug, entry in people.items()}
    except (OSError, KeyError, TypeError, AttributeError):
        return {}
    return {slug: name for slug, name in found.items() if isinstance(name, str)}


def _read(file: Path) -> dict[str, Any]:
    try:
        return files.read_json(file)
    except NetinviteError:
        return {}


def _pairs(found: object) -> list[list[str]] | None:
    right = isinstance(found, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
        for pair in found
    )
    return found if right and isinstance(found, list) else None


def _mark(workspace: Workspace) -> str:
    """What every entry depends on: the program, the network's answers and the user's own guides."""
    own = workspace.own_templates
    guides = sorted(own.glob("*/guide.toml")) if own else []
    return " ".join([__version__, *(files.stamp(file) for file in (workspace.network_file, *guides))])
