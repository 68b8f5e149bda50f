"""Saved drafts: is one there, current, edited by hand? Needs no template engine, so that ``mail`` is quick.

``people/<slug>/.drafts.json`` keeps, for each file, the digest of the text last rendered and of what it
was rendered from. It can be deleted: a draft without an entry counts as edited, and is kept.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import TYPE_CHECKING, Any, NamedTuple

from netinvite import __version__, files, inventory
from netinvite.errors import NetinviteError, WorkspaceError
from netinvite.language import _
from netinvite.shipped import guide_file, templates_dir
from netinvite.workspace import ANSWERS_FILE, NETWORK_FILE, Workspace

if TYPE_CHECKING:
    from hashlib import _Hash as Hash


def _sha256() -> Callable[[bytes], Hash]:
    """SHA-256 without OpenSSL where Python has its own: loading OpenSSL takes longer than all that is hashed
    here. The standard library's ``random`` does the same."""
    for module in ("_sha2", "_sha256", "hashlib"):
        with suppress(ImportError):
            made: Callable[[bytes], Hash] = import_module(module).sha256
            return made
    raise AssertionError


sha256 = _sha256()
FILES = {name: document.file for name, document in inventory.DOCUMENTS.items()}
INDEX = ".drafts.json"
# Characters; rules and forms of mail are made for what people write.
LONGEST = 200_000
# Only where a line begins, and with no more brackets than TOML has: in a line of brackets it looks once.
_AFTERWARDS = re.compile(rb"^\[{1,2}[ \t]*(?:conversation|invited)[ \t]*[].]", re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z][\w-]{0,30}")


class Draft(NamedTuple):
    """A draft as it lies on disk. ``text`` is "" when there is none.

    ``clean_until`` is the moment (ISO) until which the rules are known to find no error in it, or "".
    ``inputs`` is the digest of what a draft would be made of now, "" where there is none.
    """

    file: Path
    text: str
    edited: bool
    current: bool
    clean_until: str = ""
    inputs: str = ""

    @property
    def saved(self) -> bool:
        """Whether the file is there."""
        return bool(self.text)


def text_of(file: Path) -> str:
    """The text of a draft; a ``WorkspaceError`` where it cannot be read, or is far too long to be one."""
    text = files.read(file)
    if len(text) > LONGEST:
        raise WorkspaceError(
            _("%(file)s has more than 200,000 characters, too many for a letter or a pitch.")
            % {"file": file},
            _("Look at what is in it and shorten it; it was left as it is."),
        )
    return text


def file_name(document: str) -> str:
    """The file that a document is written to; one that the user's templates add is called by its file."""
    return FILES.get(document, document)


def added(workspace: Workspace, lang: str) -> tuple[str, ...]:
    """The documents that the user's own templates add in ``lang``; they are written with the drafts."""
    return tuple(inventory.added(workspace.own_templates, lang))


def path(workspace: Workspace, slug: str, document: str) -> str:
    """Where a document lies, as text: of thousands of people, a Path of each takes longer than reading."""
    return f"{workspace.people_folder}{os.sep}{slug}{os.sep}{file_name(document)}"


def look(workspace: Workspace, slug: str, document: str) -> Draft:
    """The saved draft, and whether it is edited and current."""
    return Looks(workspace).look(slug, document)


class Looks:
    """Looks at one saved draft after the other; what all are made of is looked at once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._shared: dict[tuple[str, str], Hash] = {}
        self._network: bytes | None = None

    def look(self, slug: str, document: str) -> Draft:
        """The saved draft, and whether it is edited and current."""
        name = file_name(document)
        file = Path(path(self.workspace, slug, document))
        if not self._is_there(file):
            return Draft(file, "", edited=False, current=False)
        text = text_of(file)
        entry = _entries(f"{file.parent}{os.sep}{INDEX}").get(name, {})
        lang, found = entry.get("lang"), digest(text)
        edited = found not in (entry.get("digest"), entry.get("before"))
        made = self.inputs(slug, lang, document) if isinstance(lang, str) else ""
        current = bool(made) and (edited or found == entry.get("digest")) and entry.get("inputs") == made
        return Draft(file, text, edited, current, _clean_until(entry, found, made), made)

    def _is_there(self, file: Path) -> bool:
        try:
            found = os.lstat(file)
        except (OSError, ValueError):
            return False
        if not S_ISLNK(found.st_mode):
            return S_ISREG(found.st_mode)
        if file.is_file() and not self.workspace.holds(file):
            raise WorkspaceError(
                _("%(file)s is a link out of the workspace, and is not followed.") % {"file": file},
                _("Put a file of its own in its place, or take the link away."),
            )
        return file.is_file()

    def inputs(self, slug: str, lang: str, document: str) -> str:
        """The digest of all that a draft is made of: version, guide, templates, answers; "" where ``lang``
        is no language, but the path of something else perhaps."""
        if not _LANGUAGE.fullmatch(lang):
            return ""
        key = (lang, document)
        if key not in self._shared:
            if self._network is None:
                self._network = _content(self.workspace.network_file)
            self._shared[key] = sources(self.workspace, lang, document)
            _take(self._shared[key], NETWORK_FILE, made_of(self._network))
        return _with_answers(self._shared[key], _content(path(self.workspace, slug, ANSWERS_FILE)))


def inputs(shared: Hash, network: str, answers: str) -> str:
    """The digest of all that a draft is made of: ``sources``, and the two files of answers as texts."""
    total = shared.copy()
    _take(total, NETWORK_FILE, made_of(network.encode()))
    return _with_answers(total, answers.encode())


def _with_answers(shared: Hash, answers: bytes) -> str:
    total = shared.copy()
    _take(total, ANSWERS_FILE, made_of(answers))
    return total.hexdigest()


def _clean_until(entry: Mapping[str, Any], found: str, made: str) -> str:
    """Until when the rules find no error in this very text, made of these answers."""
    clean = entry.get("clean")
    if not isinstance(clean, dict) or not made:
        return ""
    holds = clean.get("digest") == found and clean.get("inputs") == made
    return str(clean.get("until", "")) if holds else ""


def save(
    workspace: Workspace,
    slug: str,
    lang: str,
    texts: dict[str, str],
    *,
    made: Mapping[str, str] | None = None,
    name: str = "",
) -> None:
    """Write rendered texts, and remember that nobody edited them yet.

    ``made``: the digest of what each was rendered from, "" where that is not known; else it is of what lies
    there. A ``GoneError`` where the person, called ``name``, is not there. The index goes first, and knows
    the texts from before too: after a fault in between, neither old ones nor new ones count as edited.
    """
    from netinvite.presence import holding

    folder, looks = workspace.folder(slug), Looks(workspace)
    with holding(workspace, slug, name):
        entries = _entries(folder / INDEX)
        for document, text in texts.items():
            file = file_name(document)
            before = _unedited(folder / file, entries.get(file, {}))
            entries[file] = {
                "digest": digest(text),
                "inputs": looks.inputs(slug, lang, document) if made is None else made.get(document, ""),
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


def note_clean(workspace: Workspace, slug: str, draft: Draft, until: datetime) -> None:
    """Remember that the rules found no error in the draft, held against what its ``inputs`` are of.

    Not waited for: a folder that somebody else holds, or that cannot be written to, is left alone.
    """
    from netinvite.presence import holding

    with suppress(NetinviteError), holding(workspace, slug, seconds=0):
        file = workspace.folder(slug) / INDEX
        entries = _entries(file)
        if (entry := entries.get(draft.file.name)) is None:
            return
        entry["clean"] = {"digest": digest(draft.text), "inputs": draft.inputs, "until": until.isoformat()}
        files.write(file, json.dumps(entries, indent=1) + "\n")


def beside(file: Path) -> Path:
    """Where a new version is put when the edited one is kept: ``invitation.new.txt``."""
    return file.with_name(f"{file.stem}.new{file.suffix}")


def save_beside(file: Path, text: str) -> None:
    """Write a new version beside the edited file, which stays as it is."""
    files.write(beside(file), text)


def digest(text: str) -> str:
    """SHA-256 of a text, hexadecimal; line ends do not count (git and editors change them)."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def sources(workspace: Workspace, lang: str, document: str) -> Hash:
    """The digest, so far, of what is no answer: version, guide and templates."""
    total = sha256(__version__.encode())
    for file in _sources(workspace, lang, document):
        _take(total, file.name, _content(file))
    return total


def _take(total: Hash, name: str, content: bytes) -> None:
    total.update(name.encode() + b"\0")
    total.update(content)


def _content(file: str | Path) -> bytes:
    """What an ordinary file holds; nothing where there is none."""
    try:
        if S_ISREG(os.stat(file).st_mode):  # noqa: PTH116  # see path
            with open(file, "rb", buffering=0) as stream:  # noqa: PTH123
                return stream.read()
    except OSError:
        pass
    return b""


def made_of(answers: bytes) -> bytes:
    """A file of answers without the tables that no draft is made of: what came after the invitation.

    Read by lines, not as TOML: ``mail`` has to be quick, and the rest counts as it is written.
    """
    if not _AFTERWARDS.search(answers):
        return answers.rstrip()
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


def _entries(file: str | Path) -> dict[str, Any]:
    # One that cannot be read is told: as if it were not there, every draft would count as edited by hand.
    entries = files.read_json(file)
    return {name: entry for name, entry in entries.items() if isinstance(entry, dict)}
