"""The index of everyone: what was read of each, as long as nothing has changed.

``.index.json`` is a cache by size and time of change: deleting it changes nothing, and a damaged one or one
of another version is made anew, which is said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from netinvite import __version__
from netinvite.errors import NetinviteError, UnwritableError
from netinvite.language import _
from netinvite.model.followup import numbers
from netinvite.store import files, inventory
from netinvite.store.network import Network

# Of what an entry is made; counted up where that changes.
FORM = 11
# What of a language counts.
_TABLES = ("guide.toml", "speech.toml")


class Index:
    """The entries that still hold, and those that are made now; ``save`` keeps them.

    ``needs`` are the network's as pairs of name and kind, ``followup`` what it changes of the days until
    somebody is due; ``None`` when nobody has looked yet. ``off`` are the days off of some years.
    ``unmarked``: by folder, the texts in which git left no marks, where somebody looked for them. ``told``:
    what is to be said of an index that was left out, or cannot be kept; "" for nothing. ``head``: what stands
    on a line of its own before the rest, to be read alone (``Glance``), and of which people, by their stamps.
    """

    # How that line begins.
    HEAD = '{"glance":'

    def __init__(self, workspace: Network) -> None:
        self.workspace = workspace
        self.file = workspace.root / inventory.INDEX
        self.mark = mark_of(workspace)
        self.needs: list[list[str]] | None = None
        self.followup: dict[str, int] | None = None
        self.off: dict[str, list[str]] = {}
        self.unmarked: dict[str, str] = {}
        self.told = ""
        self.head: tuple[str, Mapping[str, str]] = "", {}
        self.entries = self._load()
        self.held: set[str] = set()
        self.made: dict[str, Any] = {}
        self.changed = self.needs is None or self.followup is None

    def _load(self) -> dict[str, Any]:
        data = _index_at(self.file)
        self.told = left_out(self.file, data, str(data.get("mark")).partition(" ")[0] == __version__)
        people = data.get("people")
        if data.get("mark") != self.mark or not isinstance(people, dict):
            return {}
        self.needs = _pairs(data.get("needs"))
        self.off = _years(data.get("off"))
        self.unmarked = _texts(data.get("unmarked"))
        found = data.get("followup")
        self.followup = found if isinstance(found, dict) and not numbers(found)[1] else None
        return people

    def get(self, slug: str, stamp: str) -> dict[str, Any] | None:
        """What is known of a person whose answers bear ``stamp``; ``None`` when they have to be read. It is
        given once: of thousands of people, what was taken is not held here too."""
        found = self.entries.get(slug)
        if not isinstance(found, dict) or found.get("stamp") != stamp:
            return None
        entry = found.get("facts")
        if not isinstance(entry, dict):
            return None
        del self.entries[slug]
        self.held.add(slug)
        return entry

    def put(self, slug: str, stamp: str, entry: dict[str, Any]) -> dict[str, Any]:
        """Remember what was read; ``stamp`` is the answers' from before, so that no change is missed."""
        self.made[slug] = {"stamp": stamp, "facts": entry}
        self.changed = True
        return entry

    def note_unmarked(self, slug: str, texts: str | None) -> None:
        """Remember in which texts of a person are no marks; ``None`` where some are, or nobody knows."""
        self.changed |= self.unmarked.pop(slug, None) != texts
        if texts is not None:
            self.unmarked[slug] = texts

    def save(self) -> None:
        """Keep what was read; a folder that cannot be written to is read all the same."""
        is_needed = self.changed or bool(self.entries)
        if not (is_needed or self.head[0]) or not self.workspace.root.is_dir():
            return
        try:
            self._write() if is_needed else self._put_on()
        except UnwritableError as error:
            # Without its head it is slower, and nothing is read anew.
            self.told = cannot_be_kept(error) if is_needed else self.told
        except NetinviteError:
            # Not waited for: it is made anew whenever it is not there.
            return

    def _write(self) -> None:
        # To write takes 35 ms to load (filelock, tomlkit), and is not needed while the index holds.
        from netinvite.store.workspace import Workspace

        with Workspace.of(self.workspace).lock(seconds=0):
            # Whoever was forgotten meanwhile, and what was said of them, does not come back.
            stamps = self.workspace.stamps()
            kept = {slug: one for slug, one in self._kept().items() if one["stamp"] == stamps.get(slug)}
            about = {"mark": self.mark, "needs": self.needs, "followup": self.followup, "off": self.off}
            marks = {slug: texts for slug, texts in self.unmarked.items() if slug in stamps}
            data = {**about, **({"unmarked": marks} if marks else {}), "people": kept}
            text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            files.write(self.file, self._headed(text) if self.head[1] == stamps else text)

    def _put_on(self) -> None:
        """Put another head on what is there."""
        # See above.
        from netinvite.store.workspace import Workspace

        # To sweep the folders of thousands takes as long as to work out what is shown of them.
        with Workspace.of(self.workspace).lock(seconds=0, sweep=False):
            text = files.read(self.file, inventory.LARGEST_INDEX)
            if self.head[1] == self.workspace.stamps():
                rest = text.partition(",\n")[2] if text.startswith(self.HEAD) else text[1:]
                files.write(self.file, self._headed(f"{{{rest}"))

    def _headed(self, text: str) -> str:
        """The object that ``text`` is, with its head."""
        return f"{self.HEAD}{self.head[0]},\n{text[1:]}" if self.head[0] else text

    def _kept(self) -> dict[str, Any]:
        """What was made, and what still held: that is read once more, where somebody else wrote meanwhile as
        they had it."""
        again = Index(self.workspace).entries if self.held else {}
        held = {slug: again[slug] for slug in self.held if isinstance(again.get(slug), dict)}
        return {**{slug: one for slug, one in held.items() if "stamp" in one}, **self.made}


def _index_at(file: Path) -> dict[str, Any]:
    try:
        return files.read_json(file, inventory.LARGEST_INDEX)
    except NetinviteError:
        return {}


def left_out(file: Path, data: Mapping[str, Any], is_ours: bool) -> str:
    """What is to be said of an index that cannot be used; "" where it ``is_ours``, or none is there."""
    words = {"file": files.shown(file)}
    if not data and file.exists():
        return _("%(file)s is damaged; it is made anew.") % words
    if data and not is_ours:
        return _("%(file)s is of another version of netinvite; it is made anew.") % words
    return ""


def cannot_be_kept(error: UnwritableError) -> str:
    """What is to be said where each command has to read everything."""
    return _("What was read of everyone cannot be kept: %(reason)s") % {"reason": error.message}


def _pairs(found: object) -> list[list[str]] | None:
    right = isinstance(found, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
        for pair in found
    )
    return found if right and isinstance(found, list) else None


def _years(found: object) -> dict[str, list[str]]:
    right = isinstance(found, dict) and all(
        isinstance(days, list) and all(isinstance(day, str) for day in days) for days in found.values()
    )
    return found if right and isinstance(found, dict) else {}


def _texts(found: object) -> dict[str, str]:
    right = isinstance(found, dict) and all(isinstance(text, str) for text in found.values())
    return found if right and isinstance(found, dict) else {}


def mark_of(workspace: Network) -> str:
    """What every entry depends on: the program, answers of network and organisers, one's own languages."""
    own = workspace.own_templates
    tables = sorted(file for name in _TABLES for file in own.glob(f"*/{name}")) if own else []
    others = map(workspace.organiser_file, inventory.organisers(workspace.root))
    stamps = (files.stamp(file) for file in (workspace.network_file, *others, *tables))
    return " ".join([__version__, str(FORM), *stamps])
