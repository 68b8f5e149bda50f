"""Saved drafts: is one there, current, edited by hand? Needs no template engine, so that ``mail`` is quick.

``people/<slug>/.drafts.json`` keeps, for each file, the digest of the text last rendered and of what it
was rendered from. It can be deleted: a draft without an entry counts as edited, and is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from netinvite import __version__, files, inventory
from netinvite.errors import NetinviteError, WorkspaceError
from netinvite.language import _
from netinvite.shipped import guide_file, templates_dir
from netinvite.workspace import Workspace

FILES = {name: document.file for name, document in inventory.DOCUMENTS.items()}
INDEX = ".drafts.json"
_AFTERWARDS = re.compile(rb"\[+\s*(?:conversation|invited)\s*[].]")


class Draft(NamedTuple):
    """A draft as it lies on disk. ``text`` is "" when there is none."""

    file: Path
    text: str
    edited: bool
    current: bool

    @property
    def saved(self) -> bool:
        """Whether the file is there."""
        return bool(self.text)


def file_name(document: str) -> str:
    """The file that a document is written to; one that the user's templates add is called by its file."""
    return FILES.get(document, document)


def added(workspace: Workspace, lang: str) -> tuple[str, ...]:
    """The documents that the user's own templates add in ``lang``; they are written with the drafts."""
    return tuple(inventory.added(workspace.own_templates, lang))


def look(workspace: Workspace, slug: str, document: str) -> Draft:
    """The saved draft, and whether it is edited and current."""
    file = workspace.folder(slug) / file_name(document)
    if not file.is_file():
        return Draft(file, "", edited=False, current=False)
    if file.is_symlink() and not workspace.holds(file):
        raise WorkspaceError(
            _("%(file)s is a link out of the workspace, and is not followed.") % {"file": file},
            _("Put a file of its own in its place, or take the link away."),
        )
    text = files.read(file)
    entry = _entries(workspace, slug).get(file_name(document), {})
    lang, found = entry.get("lang"), digest(text)
    edited = found not in (entry.get("digest"), entry.get("before"))
    return Draft(
        file,
        text,
        edited=edited,
        current=isinstance(lang, str)
        and (edited or found == entry.get("digest"))
        and entry.get("inputs") == inputs(workspace, slug, lang, document),
    )


def save(workspace: Workspace, slug: str, lang: str, texts: dict[str, str]) -> None:
    """Write rendered texts, and remember that nobody edited them yet.

    The index goes first, and knows the texts from before too: after a fault in between, neither the old
    ones nor the new ones count as edited.
    """
    folder, entries = workspace.folder(slug), _entries(workspace, slug)
    for document, text in texts.items():
        name = file_name(document)
        before = _unedited(folder / name, entries.get(name, {}))
        entries[name] = {
            "digest": digest(text),
            "inputs": inputs(workspace, slug, lang, document),
            "lang": lang,
            **({"before": before} if before not in ("", digest(text)) else {}),
        }
    files.write(folder / INDEX, json.dumps(entries, indent=1) + "\n")
    for document, text in texts.items():
        files.write(folder / file_name(document), text)


def _unedited(file: Path, entry: dict[str, Any]) -> str:
    """The digest of the text that is there; "" where somebody edited it, or there is none."""
    found = digest(files.read(file)) if file.is_file() else ""
    return found if found in (entry.get("digest"), entry.get("before")) else ""


def is_clean(workspace: Workspace, slug: str, draft: Draft, now: datetime) -> bool:
    """Whether the rules found no error in this very text, made of these answers, and none came with time."""
    entry = _entries(workspace, slug).get(draft.file.name, {})
    clean = entry.get("clean")
    if not isinstance(clean, dict) or clean.get("digest") != digest(draft.text):
        return False
    # What a current draft is made of was looked at when the draft was.
    made = entry["inputs"] if draft.current else _made(workspace, slug, entry, draft)
    return clean.get("inputs") == made and now.isoformat() < str(clean.get("until", ""))


def note_clean(workspace: Workspace, slug: str, draft: Draft, until: datetime) -> None:
    """Remember that the rules found no error; a folder that cannot be written to is left alone."""
    entries = _entries(workspace, slug)
    entry = entries.get(draft.file.name)
    if entry is None:
        return
    made = _made(workspace, slug, entry, draft)
    entry["clean"] = {"digest": digest(draft.text), "inputs": made, "until": until.isoformat()}
    with suppress(NetinviteError):
        files.write(workspace.folder(slug) / INDEX, json.dumps(entries, indent=1) + "\n")


def _made(workspace: Workspace, slug: str, entry: Mapping[str, Any], draft: Draft) -> str:
    """The digest of what the draft would be made of now."""
    name = draft.file.name
    document = next((document for document, file in FILES.items() if file == name), name)
    return inputs(workspace, slug, str(entry.get("lang")), document)


def beside(file: Path) -> Path:
    """Where a new version is put when the edited one is kept: ``invitation.new.txt``."""
    return file.with_name(f"{file.stem}.new{file.suffix}")


def save_beside(file: Path, text: str) -> None:
    """Write a new version beside the edited file, which stays as it is."""
    files.write(beside(file), text)


def digest(text: str) -> str:
    """SHA-256 of a text, hexadecimal; line ends do not count (git and editors change them)."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def inputs(workspace: Workspace, slug: str, lang: str, document: str) -> str:
    """The digest of all that a draft is made of: answers, guide, templates, version."""
    total = sha256(__version__.encode())
    answers = (workspace.network_file, workspace.answers_file(slug))
    for file in (*answers, *_sources(workspace, lang, document)):
        total.update(file.name.encode() + b"\0")
        if stamp := _stamp(file):
            total.update(_content(file, stamp, file in answers))
    return total.hexdigest()


def _stamp(file: Path) -> tuple[int, int] | None:
    """Time of change and size of an ordinary file."""
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if S_ISREG(found.st_mode) else None


# Few: what all drafts are made of comes again and again, one person's answers do not.
@lru_cache(maxsize=16)
def _content(file: Path, stamp: tuple[int, int], answers: bool) -> bytes:
    return made_of(file.read_bytes()) if answers else file.read_bytes()


def made_of(answers: bytes) -> bytes:
    """A file of answers without the tables that no draft is made of: what came after the invitation.

    Read by lines, not as TOML: ``mail`` has to be quick, and the rest counts as it is written.
    """
    kept, skipped, quoted = [], False, False
    for line in answers.splitlines(keepends=True):
        if not quoted and line.startswith(b"["):
            skipped = bool(_AFTERWARDS.match(line))
        if not skipped:
            kept.append(line)
        quoted ^= (line.count(b'"""') + line.count(b"'''")) % 2 == 1
    return b"".join(kept).rstrip()


def _sources(workspace: Workspace, lang: str, document: str) -> list[Path]:
    own = workspace.own_templates
    mine = sorted(f for f in (own / lang).rglob("*") if f.suffix in (".j2", ".toml")) if own else []
    shipped = templates_dir() / lang / f"{file_name(document)}.j2"
    return [guide_file(lang, own), shipped, *mine]


def _entries(workspace: Workspace, slug: str) -> dict[str, Any]:
    # One that cannot be read is told: as if it were not there, every draft would count as edited by hand.
    entries = files.read_json(workspace.folder(slug) / INDEX)
    return {name: entry for name, entry in entries.items() if isinstance(entry, dict)}
