"""Which files in other people's folders are drafts, and whether somebody edited them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from netinvite import drafts, files
from netinvite.privacy.sources import Source
from netinvite.shipped import templates_dir
from netinvite.workspace import Workspace

_BESIDE = re.compile(r"\.new(\.\w+)$")
_WORDS = re.compile(r"\w+")


class Drafted(NamedTuple):
    """A draft: what it is made from, in which language, and whether somebody edited it."""

    document: str
    lang: str
    edited: bool


class Drafts:
    """The drafts of a workspace; the note on those of a person is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._entries: dict[Path, dict[str, Any]] = {}

    def of(self, source: Source) -> Drafted | None:
        """What a file is as a draft; ``None`` where it is none.

        An ``UnreadableError`` where nobody can say whether it was edited.
        """
        if not source.slug or source.path.count("/") != 2:
            return None
        entries = self._of(source.file.parent)
        name = _BESIDE.sub(r"\1", source.file.name)
        if name not in entries and name not in drafts.FILES.values():
            return None
        entry = entries.get(source.file.name)
        entry = entry if isinstance(entry, Mapping) else {}
        document = next((document for document, file in drafts.FILES.items() if file == name), name)
        lang = entry.get("lang")
        same = drafts.digest(source.text) in (entry.get("digest"), entry.get("before"))
        return Drafted(document, str(lang), edited=not (same and isinstance(lang, str)))

    def _of(self, folder: Path) -> dict[str, Any]:
        if folder not in self._entries:
            self._entries[folder] = files.read_json(folder / drafts.INDEX)
        return self._entries[folder]

    def is_of_a_template(self, line: str, word: str) -> bool:
        """Whether ``word``, where it stands in ``line``, is a word of a template, with those beside it."""
        said = _WORDS.findall(line)
        around = [said[max(0, place - 1) : place + 2] for place, found in enumerate(said) if found == word]
        return bool(around) and all(f" {' '.join(words)} " in self._templates for words in around)

    @cached_property
    def _templates(self) -> str:
        """The words of all templates, the user's own too, one blank between."""
        folders = [templates_dir(), *filter(None, [self.workspace.own_templates])]
        texts = [
            file.read_text(encoding="utf-8", errors="replace")
            for folder in folders
            for file in sorted(folder.rglob("*"))
            if file.suffix in (".j2", ".toml") and file.is_file()
        ]
        return f" {' '.join(_WORDS.findall(' '.join(texts)))} "
