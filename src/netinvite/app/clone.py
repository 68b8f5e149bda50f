"""What git is set to where the network's folder lies in git; nothing is set from here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.errors import NetinviteError, WorkspaceError, conflict_in, conflict_left
from netinvite.language import _
from netinvite.store import files, folders
from netinvite.store.inventory import ENDING, FILES, is_document_name
from netinvite.store.joining import is_in_git, setting
from netinvite.store.network import Network

if TYPE_CHECKING:
    from netinvite.app.index import Index

_OFF = ("false", "no", "off", "0")


def carries_lines(root: Path) -> str:
    """What to set in this clone, so that git does not take two people for one; "" where nothing is.

    No file in a repository can say it: attributes are looked at after git has found who was renamed. And git
    from 2.34 to 2.49 heeds ``merge.renames`` only where it is told to join as it did before.
    """
    if not is_in_git(root):
        return ""
    joins = setting(root, "pull.twohead")
    renames = setting(root, "merge.renames") if joins == "recursive" else ""
    if joins == "resolve" or renames.lower() in _OFF:
        return ""
    return _(
        "git may take somebody who was forgotten, and somebody new, for one person with another name, and "
        "carry lines from one to the other. Once in this clone: git config merge.renames false, and "
        "git config pull.twohead recursive"
    )


def told_of(file: Path) -> str:
    """The sentence for a text in which git left two versions of a line; "" for any other."""
    line = _marked(file)
    return conflict_left(file, line) if line else ""


def marks_of(network: Network, index: Index, slugs: Iterable[str]) -> Iterator[str]:
    """``marks_in`` the texts of many people; those that the index knows to have none are not read."""
    for slug in slugs:
        texts = _texts_of(network, slug)
        if texts is None or index.unmarked.get(slug) != texts:
            told, whole = _read(network, slug)
            index.note_unmarked(slug, texts if whole and not told else None)
            yield from told


def make_whole(network: Network, slug: str, file: Path) -> bool:
    """Let a text in which git left two versions be the one of this copy again, where nobody edited either:
    it follows the answers as before. Whether it does."""
    with suppress(NetinviteError):
        # 30 ms: what writes, TOML; for what is not in order alone.
        from netinvite.store import drafts, joining, versions

        text = drafts.text_of(file)
        known = {*(noted := drafts.Looks(network).noted(slug))[0].of(file.name)}
        known.add(noted[1].get(file.name, {}).get("digest", ""))
        for both in (versions.sides(text), joining.sides(file)):
            # git's own words come without the end of their last line.
            mine, theirs = (side if side.endswith("\n") else f"{side}\n" for side in both or ("", ""))
            is_ours = {drafts.digest(mine), drafts.digest(theirs)} <= known
            if is_ours and versions.adds_nothing(text, (mine, theirs)):
                return _put_back(network, slug, file, text, mine) and _with_names(network, slug, file)
    return False


def _with_names(network: Network, slug: str, file: Path) -> bool:
    """``True``; the conversation guide names whose the thoughts in it are, as far as that can be told."""
    if file.name == FILES["conversation"]:
        # See above.
        from netinvite.app.refreshing import name_anew

        with suppress(NetinviteError):
            name_anew(network, slug)
    return True


def _put_back(network: Network, slug: str, file: Path, before: str, text: str) -> bool:
    """Put a text in the place of the one that was read ``before``; whether it was there still."""
    # See above.
    from netinvite.store.presence import holding
    from netinvite.store.workspace import Workspace

    with holding(Workspace.of(network), slug):
        if is_there_still := files.read(file) == before:
            files.write(file, text)
        return is_there_still


def whole_text(network: Network, slug: str, file: Path) -> str:
    """A draft's text, made whole where it can be."""
    # See above; whoever needs it has it loaded.
    from netinvite.store.drafts import text_of

    text = text_of(file)
    return text_of(file) if conflict_in(text) and make_whole(network, slug, file) else text


def _texts_of(network: Network, slug: str) -> str | None:
    """Name, time of change (ns) and size (bytes) of each text in a person's folder, as one text; ``None``
    where that cannot be told."""
    try:
        with os.scandir(f"{network.people_folder}{os.sep}{slug}") as entries:
            there = sorted((one.name, one) for one in entries if is_document_name(f"{one.name}{ENDING}"))
            return " ".join(f"{name} {files.stamped(one.stat())}" for name, one in there)
    except OSError:
        return None


def marks_in(network: Network, slug: str) -> list[str]:
    """A sentence for each text in a person's folder in which git left two versions of a line, or that is a
    link out of the workspace; one that cannot be read is told of by whoever needs it."""
    return _read(network, slug)[0]


def _read(network: Network, slug: str) -> tuple[list[str], bool]:
    """``marks_in``, and whether every text could be read."""
    folder = network.folder(slug)
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names, not Paths
    except OSError:
        return [], False
    texts = [folder / name for name in names if is_document_name(f"{name}{ENDING}")]
    out = [file for file in texts if folders.leads_out(network.root, file)]
    found = [(file, _marked(file)) for file in texts if file.is_file() and file not in out]
    found = [(file, 0 if line and make_whole(network, slug, file) else line) for file, line in found]
    told = [conflict_left(file, line) for file, line in found if line]
    told += [folders.link_out(file).in_full for file in out]
    return told, all(line is not None for _file, line in found)


def _marked(file: Path) -> int | None:
    try:
        return conflict_in(files.read(file))
    except WorkspaceError:
        return None
