"""Saved drafts: is one there, current, edited by hand? Needs no template engine, so that ``mail`` is quick.

Which texts nobody edited is noted for everyone who shares the folder, what they are made of by each copy for
itself (``ours``). A draft of which nothing is noted counts as edited, and is kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import TYPE_CHECKING, Any

from netinvite import clock
from netinvite.errors import NetinviteError, WorkspaceError, conflict_in
from netinvite.language import _, languages
from netinvite.libraries import at_first_use, regex
from netinvite.store import files, folders, inventory, ours
from netinvite.store.inventory import ANSWERS_FILE, FILES, NETWORK_FILE
from netinvite.store.joining import is_changed_here
from netinvite.store.madeof import content, made_of, organiser, sources, take, used, with_answers
from netinvite.store.owners import owner_named, told_for
from netinvite.store.presence import holding
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.libraries import Hash
    from netinvite.store import ownconfig
    from netinvite.store.network import Network
    from netinvite.store.workspace import Workspace
else:
    # 3 ms, for an edited email where several organise.
    ownconfig = at_first_use("netinvite.store.ownconfig")

# What the file of a document was called in versions before.
_BEFORE = {"conversation": "guide.md"}
digest = ours.digest
# Characters; rules and forms of mail are made for what people write.
LONGEST = 200_000
_LANGUAGE = regex(r"[A-Za-z][\w-]{0,30}")


class Draft(NamedTuple):
    """A draft as it lies on disk; ``text`` is "" for none. ``clean_until``: the moment (ISO) until which the
    rules are known to find no error in it, or "". ``inputs``: the digest of what it would be made of now, or
    "". ``held``: it goes nowhere as it is. ``of_answers``: the answers once gave a text that lay there."""

    file: Path
    text: str
    edited: bool
    current: bool
    clean_until: str = ""
    inputs: str = ""
    held: bool = False
    of_answers: bool = False

    @property
    def saved(self) -> bool:
        """Whether the file is there."""
        return bool(self.text)


def text_of(file: Path, root: Path | None = None) -> str:
    """The text of a draft, or of another one in the workspace ``root``; a ``WorkspaceError`` where it cannot
    be read, is a link out of the workspace, or is far too long to be one."""
    folders.refuse_link_out(root or file.parents[2], file)
    text = files.read(file)
    if len(text) > LONGEST:
        raise WorkspaceError(
            _("%(file)s has more than 200,000 characters, too many for a letter or a pitch.")
            % {"file": file},
            _("Look at what is in it and shorten it; it was left as it is."),
        )
    return text


def language(workspace: Network, slug: str, document: str) -> str:
    """The language that a saved draft was written in; "" where that is not known, or it has no guide now."""
    folder, name = f"{workspace.people_folder}{os.sep}{slug}", file_name(document)
    known = ours.read(folder).of(name)
    # Most are of one language, whichever they are.
    one = len(set(known.values())) == 1
    lang = ours.language(known, {} if one else ours.index(folder).get(name, {}))
    return lang if lang in languages(workspace.own_templates) else ""


def file_name(document: str) -> str:
    """The file that a document is written to; one that the user's templates add is called by its file."""
    return FILES.get(document, document)


def added(workspace: Network, lang: str) -> tuple[str, ...]:
    """The documents that the user's own templates add in ``lang``; they are written with the drafts."""
    return tuple(inventory.added(workspace.own_templates, lang))


def path(workspace: Network, slug: str, document: str) -> str:
    """Where a document lies, as text: of thousands of people, a Path of each takes longer than reading."""
    return f"{workspace.people_folder}{os.sep}{slug}{os.sep}{file_name(document)}"


def look(workspace: Network, slug: str, document: str) -> Draft:
    """The saved draft, and whether it is edited and current."""
    return Looks(workspace).look(slug, document)


class Looks:
    """Looks at one saved draft after the other; what all are made of is looked at once."""

    def __init__(self, workspace: Network) -> None:
        self.workspace = workspace
        self._shared: dict[tuple[str, str], Hash] = {}
        self._network: bytes | None = None
        self._in_several_names = bool(inventory.organisers(workspace.root))
        self._noted: tuple[str, ours.Ours, dict[str, dict[str, Any]]] = "", ours.Ours(), {}

    def noted(self, slug: str) -> tuple[ours.Ours, dict[str, dict[str, Any]]]:
        """What is noted of a person's texts for everyone, and by this copy; of each in turn read once."""
        if self._noted[0] != slug:
            folder = f"{self.workspace.people_folder}{os.sep}{slug}"
            self._noted = slug, ours.read(folder), ours.index(folder)
        return self._noted[1:]

    def look(self, slug: str, document: str) -> Draft:
        """The saved draft, and whether it is edited and current."""
        name = file_name(document)
        file = Path(path(self.workspace, slug, document))
        if not self._is_there(file):
            return Draft(file, "", edited=False, current=False)
        text = text_of(file)
        noted, index = self.noted(slug)
        found, last = digest(text), (entry := index.get(name, {})).get("digest")
        lang = ours.language(known := noted.of(name), entry, found)
        edited = not ours.is_noted(known, entry, found)
        made = self.inputs(slug, lang, document)
        same = lang == entry.get("lang") and self._is_of_today(slug, entry, document, made)
        # An edited one is of today's answers where these give what it was edited from.
        current = same and (found == last or (edited and last in known))
        held = noted.holds(name, found, edited=edited, current=current) or bool(edited and conflict_in(text))
        if edited and self._in_several_names and document == inventory.INVITATION:
            held |= not self._is_let_go(slug, name, found)
        return Draft(file, text, edited, current, _clean_until(entry, found, made), made, held, bool(known))

    def _is_let_go(self, slug: str, name: str, found: str) -> bool:
        with suppress(NetinviteError):
            me = owner_named(self.workspace, self.workspace.read(self.workspace.answers_file(slug)))
            let = (known := self.noted(slug)[0]).let_go(name, me)
            if found in let or not let or not ownconfig.is_oneself(self.workspace, me):
                return found in let
            # Whoever edited it once edits on.
            return is_changed_here(self.workspace.folder(slug) / name, {*let, *known.of(name)}, digest)
        return True

    def look_back(self, slug: str, document: str) -> Draft:
        """``look``; where there is none, the draft under the name that it had before."""
        draft, name = self.look(slug, document), _BEFORE.get(document, "")
        return self.look(slug, name) if name and not draft.saved else draft

    def _is_there(self, file: Path) -> bool:
        try:
            found = os.lstat(file)
        except (OSError, ValueError):
            return False
        if not S_ISLNK(found.st_mode):
            return S_ISREG(found.st_mode)
        if file.is_file():
            folders.refuse_link_out(self.workspace.root, file)
        return file.is_file()

    def _is_of_today(self, slug: str, entry: Mapping[str, Any], document: str, made: str) -> bool:
        """Whether the answers of today give what was rendered last."""
        return bool(made) and (entry.get("inputs") == made or self._uses_the_same(slug, entry, document))

    def _uses_the_same(self, slug: str, entry: Mapping[str, Any], document: str) -> bool:
        """Whether what was answered since is nothing that the draft is made of."""
        uses, lang = entry.get("uses"), str(entry["lang"])
        if not isinstance(uses, list) or not all(isinstance(key, str) for key in uses):
            return False
        with suppress(NetinviteError):
            answers = self.workspace.read(self.workspace.answers_file(slug))
            network = self.workspace.read(self.workspace.network_file)
            network = told_for(self.workspace, slug, answers, network)
            shared = sources(self.workspace, lang, document)
            return bool(entry.get("used") == used(shared, uses, lang, network, answers))
        return False

    def inputs(self, slug: str, lang: str, document: str) -> str:
        """Digest of all that a draft is made of (version, guide, templates, answers); "" for no language."""
        if not _LANGUAGE.fullmatch(lang):
            return ""
        shared = self._shared_by(lang, document)
        answers = content(path(self.workspace, slug, ANSWERS_FILE))
        own = organiser(self.workspace, slug, answers) if self._in_several_names else b""
        return with_answers(shared, own, answers)

    def shared(self, lang: str, document: str) -> str:
        """The digest of what all drafts in ``lang`` are made of: of ``inputs`` all but a person's answers."""
        return self._shared_by(lang, document).hexdigest() if _LANGUAGE.fullmatch(lang) else ""

    def made_of(self, document: str) -> dict[str, str]:
        """``shared``, by each language in which a draft was looked at."""
        return {lang: self.shared(lang, one) for lang, one in self._shared if one == document}

    def _shared_by(self, lang: str, document: str) -> Hash:
        key = (lang, document)
        if key not in self._shared:
            if self._network is None:
                self._network = content(self.workspace.network_file)
            self._shared[key] = sources(self.workspace, lang, document)
            take(self._shared[key], NETWORK_FILE, made_of(self._network))
        return self._shared[key]


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
    uses: Mapping[str, Mapping[str, Any]] | None = None,
    name: str = "",
    seen: Iterable[ours.Seen] = (),
) -> None:
    """Write rendered texts, and remember that nobody edited them yet.

    ``made``: the digest of what each was rendered from, "" where that is not known; else it is of what lies
    there. ``uses``: where it is known of which answers a text is made, their keys and the digest of ``used``,
    as the index has them; ``seen``: which of them an organiser has seen. A ``GoneError`` where the person,
    called ``name``, is not there. The record goes first, and knows the texts from before too: after a fault
    in between, neither old ones nor new ones count as edited.
    """
    folder, looks = workspace.folder(slug), Looks(workspace)
    old = [lies for document in texts if (lies := of_before(workspace, slug, document, lang))]
    with holding(workspace, slug, name):
        known, index = ours.read(folder), ours.index(folder)
        for document, text in texts.items():
            inputs = looks.inputs(slug, lang, document) if made is None else made.get(document, "")
            noted = {"digest": digest(text), "lang": lang, "inputs": inputs}
            index[file_name(document)] = {**noted, **(uses or {}).get(document, {})}
        by_file = {file_name(document): text for document, text in texts.items()}
        _write(folder, by_file, lang, known, set(seen))
        if gone := [lies for lies in old if ours.unedited(lies, known, index)]:
            _take_away(gone, known, index)
            ours.write(folder, known)
        ours.keep(folder, index)


def _write(folder: Path, texts: dict[str, str], lang: str, known: ours.Ours, seen: set[ours.Seen]) -> None:
    """Write texts, by file, and the record before and after; what is there already stays as it is."""
    index = ours.index(folder)
    before = {file: ours.unedited(folder / file, known, index) for file in texts}
    noted = {file: known.of(file).get(digest(text)) == lang for file, text in texts.items()}
    new = {file: text for file, text in texts.items() if not noted[file] or digest(text) not in before[file]}
    if not new and known.seen.issuperset(seen):
        return
    known.seen.update(seen)
    known.since = known.since or ours.oldest(folder, FILES.values()) or clock.now().date()
    known.tell_of_names_no_more(folder, new)
    for file, text in new.items():
        known.texts[file] = {**before[file], digest(text): lang}
    ours.write(folder, known)
    for file, text in new.items():
        files.write(folder / file, text)
    known.texts |= {file: {digest(text): lang} for file, text in new.items()}
    ours.write(folder, known)


def note_made(workspace: Workspace, slug: str, document: str, text: str, entry: Mapping[str, Any]) -> None:
    """Remember in this copy what a text would be rendered as now, and of what (``lang``, ``inputs`` and what
    else the index has). Nothing is waited for, no text is written, and nobody has seen it yet."""
    with suppress(NetinviteError), holding(workspace, slug, seconds=0):
        index, name = ours.index(folder := workspace.folder(slug)), file_name(document)
        now = {**entry, **ours.seen(index, name), "digest": digest(text)}
        ours.keep(folder, {**index, name: now})


def of_before(workspace: Network, slug: str, document: str, lang: str) -> Path | None:
    """The file of a document under the name that it had before, where one lies there."""
    file = workspace.folder(slug) / (name := _BEFORE.get(document, ""))
    return file if name and name not in added(workspace, lang) and file.is_file() else None


def _take_away(gone: list[Path], known: ours.Ours, index: dict[str, dict[str, Any]]) -> None:
    for file in gone:
        files.remove(file)
        known.texts.pop(file.name, None)
        index.pop(file.name, None)
