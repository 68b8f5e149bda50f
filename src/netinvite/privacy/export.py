"""A person's right to see all that is kept on them: collected, and written as TOML, Markdown or JSON."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomlkit

from netinvite.errors import NetinviteError, WorkspaceError, cannot_be_read
from netinvite.language import _
from netinvite.model.people import Person
from netinvite.privacy.lying import inside
from netinvite.privacy.names import spelled
from netinvite.privacy.page import Page, Words
from netinvite.privacy.sought import Found, Sought, sought
from netinvite.privacy.sources import Circle, Drafts, Source, answers, circle, person_of, sources
from netinvite.privacy.texts import Mention, Roles
from netinvite.store import feeds, files, inventory, kept, logs
from netinvite.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the person's folder. ``encoding`` is utf-8, or base64 for what is not text."""

    path: str
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept on a person; ``problems`` names what could not be read, ``feeds`` the calendars that
    programs subscribe to, which tell what stands in the answers."""

    workspace: Workspace
    person: Person
    answers: dict[str, Any]
    files: tuple[KeptFile, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """All files that can mention people, read once; everyone in the workspace; what could not be read."""

    sources: tuple[Source, ...]
    people: tuple[Person, ...]
    problems: tuple[str, ...]
    circle: Circle
    roles: Roles
    drafts: Drafts


def library(workspace: Workspace) -> Library:
    """Read all that can mention people. A damaged file stops nothing: it is searched as text."""
    problems: list[str] = []
    roles = Roles(workspace)
    known = answers(workspace, lambda file: _read(file, problems))
    problems += [source.problem for source in known.values() if source.problem]
    problems += workspace.odd().values()
    found = (source for source in sources(workspace, known, lambda file: _read(file, problems)))
    return Library(
        tuple(source for source in found if not _is_own_note(source.file)),
        tuple(person_of(workspace, slug, known) for slug in workspace.slugs()),
        tuple(problems),
        circle(known, roles),
        roles,
        Drafts(workspace),
    )


def _is_own_note(file: Path) -> bool:
    """What netinvite notes for itself of what stands in other files, and its lock."""
    ours = (inventory.DRAFTS, inventory.DRAFTS_BEFORE, inventory.INDEX, inventory.FEEDS, inventory.COPY)
    return file.name in (*ours, ".lock", ".gitignore", ".gitattributes")


def _read(file: Path, problems: list[str]) -> bytes | None:
    try:
        # No text is larger.
        return file.read_bytes() if file.stat().st_size <= files.LARGEST else None
    except OSError as error:
        problems.append(files.unreadable(file, error).message)
        return None


def everything(workspace: Workspace, person: Person, known: Library | None = None) -> Kept:
    """All that is kept on ``person``, mentions in other files of the workspace included.

    ``problems`` names damaged files and links. ``known`` spares reading the workspace again.
    """
    known = known or library(workspace)
    problems: list[str] = []
    told = _answers(workspace, workspace.answers_file(person.slug), problems) or {}
    told = _with_logs(workspace, person.slug, told, problems)
    theirs = [*regular_files(workspace.folder(person.slug)), *kept_beside(workspace, person, known)]
    copied = tuple(_kept(workspace, file) for file in theirs)
    told_whole = {file.path for file in copied}
    found = tuple(one for one in mentions(workspace, person, known) if one.file not in told_whole)
    problems += known.problems
    return Kept(
        workspace, person, told, copied, found, tuple(dict.fromkeys(problems)), tuple(feeds.known(workspace))
    )


def kept_beside(workspace: Workspace, person: Person, known: Library) -> Iterator[Path]:
    """What is kept in the workspace's own folder under the person's name, where no two bear it."""
    if [spelled(one.name) for one in known.people].count(spelled(person.name)) <= 1:
        yield from (
            file for file in kept.beside(workspace) if spelled(kept.name_in(file)) == spelled(person.name)
        )


def everyone(workspace: Workspace) -> list[Kept]:
    """``everything`` on each person of the workspace."""
    known = library(workspace)
    return [everything(workspace, person, known) for person in known.people]


def regular_files(folder: Path, fault: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """The files below ``folder``, sorted; symbolic links are not followed, not even ``folder`` itself.

    A folder that cannot be read is passed over, or told to ``fault``.
    """
    if folder.is_symlink():
        return
    for place, folders, names in os.walk(folder, onerror=fault):
        folders.sort()
        for name in sorted(names):
            file = Path(place) / name
            if file.is_file() and not file.is_symlink():
                yield file


def mentions(workspace: Workspace, person: Person, known: Library) -> Iterator[Mention]:
    """Every mention of ``person`` outside the person's own folder: of the name, a mail address, a number."""
    wanted = sought(workspace, person, known.circle)
    for source in known.sources:
        if source.slug != person.slug:
            places = dict.fromkeys((found.key, found.text) for found in _found(source, wanted, known))
            yield from (Mention(source.path, key, text) for key, text in places)


def _found(source: Source, wanted: Sought, known: Library) -> Iterator[Found]:
    """What ``forget`` would replace or name."""
    found = wanted.found(source, known.roles)
    if not wanted.one_word or not found:
        return iter(found)
    # Words of a template, or of somebody who is called so.
    words = source.slug in wanted.bearers or _is_unedited(source, known.drafts)
    return (one for one in found if one.sure or not words)


def _is_unedited(source: Source, drafts: Drafts) -> bool:
    with suppress(NetinviteError):
        draft = drafts.of(source)
        return draft is not None and not draft.edited
    return False


def _answers(workspace: Workspace, file: Path, problems: list[str]) -> dict[str, Any] | None:
    if file.is_symlink() or file.parent.is_symlink():
        problems.append(_("%(file)s is a link and was not followed.") % {"file": file})
        return None
    try:
        return workspace.read(file)
    except WorkspaceError as error:
        problems.append(error.message)
        return None


def _with_logs(workspace: Workspace, slug: str, told: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    """The answers with what each organiser recorded."""
    try:
        return logs.whole(workspace, slug, told)
    except WorkspaceError as error:
        problems.append(error.message)
        return told


def _kept(workspace: Workspace, file: Path) -> KeptFile:
    path = inside(workspace, file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise WorkspaceError(cannot_be_read(file, error)) from None
    try:
        return KeptFile(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        return KeptFile(path, base64.b64encode(data).decode("ascii"), "base64")


# Writers -------------------------------------------------------------------------------------------


def as_data(kept: Kept) -> dict[str, Any]:
    """``kept`` as plain tables: problems, person, answers, file, mention."""
    return {
        "problems": list(kept.problems),
        "feeds": list(kept.feeds),
        "person": kept.person._asdict(),
        "answers": kept.answers,
        "file": [asdict(file) for file in kept.files],
        "mention": [asdict(mention) for mention in kept.mentions],
    }


def as_toml(kept: Kept | Sequence[Kept]) -> str:
    """One person's as tables of their own; several people's as ``[[people]]``."""
    return tomlkit.dumps(_in_order(_one_or_all(kept)))


def as_json(kept: Kept | Sequence[Kept]) -> str:
    """The tables of ``as_toml`` as JSON; dates as texts."""
    return json.dumps(_one_or_all(kept), ensure_ascii=False, indent=2, default=str) + "\n"


def as_markdown(kept: Kept | Sequence[Kept], words: Words = MappingProxyType({})) -> str:
    """To be read and handed over; ``words`` as of ``Page``."""
    people = [kept] if isinstance(kept, Kept) else kept
    return "".join(f"{line}\n" for one in people for line in Page(one.workspace, words).lines(one))


def _one_or_all(kept: Kept | Sequence[Kept]) -> dict[str, Any]:
    return as_data(kept) if isinstance(kept, Kept) else {"people": [as_data(one) for one in kept]}


def _in_order(value: Any) -> Any:
    """Tables after all else: a value that follows a table in TOML would belong to it."""
    if isinstance(value, list):
        return [_in_order(item) for item in value]
    if not isinstance(value, dict):
        return value
    pairs = sorted(value.items(), key=lambda pair: _rank(pair[1]))
    return {key: _in_order(item) for key, item in pairs}


def _rank(value: Any) -> int:
    if isinstance(value, dict):
        return 2
    return int(isinstance(value, list) and any(isinstance(item, dict) for item in value))


FORMATS: dict[str, Callable[..., str]] = {
    "toml": as_toml,
    "md": as_markdown,
    "json": as_json,
}
