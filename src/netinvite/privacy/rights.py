"""A person's right to see all that is kept on them: collected, and written as TOML, Markdown or JSON."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.language import _, refusal
from netinvite.names import Person
from netinvite.privacy.mentions import Mention, Name, in_lines, in_toml, spelling, told
from netinvite.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the person's folder. ``encoding`` is utf-8, or base64 for what is not text."""

    path: str
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept on a person; ``problems`` names what could not be read."""

    person: Person
    answers: dict[str, Any]
    files: tuple[KeptFile, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can mention people: whose it is, its text, its parsed TOML, all it says in one spelling."""

    path: str
    slug: str
    text: str
    data: dict[str, Any] | None
    said: str


@dataclass(frozen=True, slots=True)
class Library:
    """All sources, read once; everyone in the workspace; what could not be read."""

    sources: tuple[Source, ...]
    people: tuple[Person, ...]
    problems: tuple[str, ...]


def library(workspace: Workspace) -> Library:
    """Read all that can mention people. A damaged file stops nothing: it is searched as text."""
    problems: list[str] = []
    found = tuple(_source(workspace, file, problems) for file in sources(workspace))
    problems += workspace.odd().values()
    return Library(found, tuple(workspace.people()), tuple(problems))


def everything(workspace: Workspace, person: Person, known: Library | None = None) -> Kept:
    """All that is kept on ``person``, mentions in other files of the workspace included.

    ``problems`` names damaged files and links. ``known`` spares reading the workspace again.
    """
    known = known or library(workspace)
    problems: list[str] = []
    answers = _answers(workspace, workspace.answers_file(person.slug), problems) or {}
    kept = tuple(_kept(workspace, file) for file in regular_files(workspace.folder(person.slug)))
    found = tuple(mentions(workspace, person, known))
    return Kept(person, answers, kept, found, tuple(dict.fromkeys((*problems, *known.problems))))


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


def sources(
    workspace: Workspace, slug: str = "", fault: Callable[[OSError], None] | None = None
) -> Iterator[Path]:
    """The files that can mention people: network.toml, and all in folders of people other than ``slug``.

    A folder that cannot be read is passed over, or told to ``fault``.
    """
    if workspace.network_file.is_file() and not workspace.network_file.is_symlink():
        yield workspace.network_file
    if workspace.people_folder.is_dir() and not workspace.people_folder.is_symlink():
        for entry in sorted(workspace.people_folder.iterdir()):
            if entry.name != slug:
                yield from regular_files(entry, fault)


def name_of(workspace: Workspace, person: Person, people: Sequence[Person]) -> Name:
    """The name to look for. It is found in a damaged file too, where the person is known by the slug."""
    full = person.name
    if full == person.slug:
        full = _written_name(workspace.answers_file(person.slug)) or full
    wanted = spelling(full)
    others = [other.name for other in people if other.slug != person.slug]
    longer = tuple(dict.fromkeys(other for other in others if wanted in _spelled(other) != wanted))
    return Name(full, longer)


# Of names only, for all are compared with each: whole texts would fill it.
_spelled = lru_cache(maxsize=20_000)(spelling)


def _written_name(file: Path) -> str:
    try:
        text = file.read_bytes().decode("utf-8", "ignore")
    except OSError:
        return ""
    match = re.search(r"""(?m)^\s*(?:person\.)?name\s*=\s*["'](.+?)["']\s*(?:#.*)?$""", text)
    return match[1] if match else ""


def is_mention(name: Name, slug: str) -> Callable[[str], bool]:
    """Whether a string of TOML means the person: it contains the full name, or is the slug."""
    return lambda text: ("-" in slug and text == slug) or name.stands_in(text)


def mentions(workspace: Workspace, person: Person, known: Library) -> Iterator[Mention]:
    """Every mention of ``person`` outside the person's own folder."""
    name = name_of(workspace, person, known.people)
    wanted = spelling(name.full)
    for source in known.sources:
        if source.slug != person.slug and (wanted in source.said or person.slug in source.said):
            yield from (Mention(source.path, key, text) for key, text in _found(source, person.slug, name))


def _source(workspace: Workspace, file: Path, problems: list[str]) -> Source:
    data = _answers(workspace, file, problems) if file.suffix == ".toml" else None
    text = _text(file)
    said = [text, *(value for _key, value in in_toml(data, bool))]
    path = inside(workspace, file)
    slug = "" if file == workspace.network_file else path.split("/")[1]
    return Source(path, slug, text, data, spelling("\n".join(said)))


def _found(source: Source, slug: str, name: Name) -> list[tuple[str, str]]:
    found = list(in_toml(source.data, is_mention(name, slug)))
    # Comments, damaged files and drafts are searched as text; a string found above is not told twice.
    lines = in_lines(source.text, name)
    return found + [(key, line) for key, line in lines if not (found and _is_value(line, name))]


def _is_value(line: str, name: Name) -> bool:
    return "#" not in line or name.stands_in(line.split("#", 1)[0])


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _answers(workspace: Workspace, file: Path, problems: list[str]) -> dict[str, Any] | None:
    if file.is_symlink() or file.parent.is_symlink():
        problems.append(_("%(file)s is a link and was not followed.") % {"file": file})
        return None
    try:
        return workspace.read(file)
    except WorkspaceError as error:
        problems.append(error.message)
        return None


def inside(workspace: Workspace, file: Path) -> str:
    """The path of ``file`` from the workspace's folder on, with forward slashes."""
    return file.relative_to(workspace.root).as_posix()


def _kept(workspace: Workspace, file: Path) -> KeptFile:
    path = inside(workspace, file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise WorkspaceError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": refusal(error)}
        ) from None
    try:
        return KeptFile(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        return KeptFile(path, base64.b64encode(data).decode("ascii"), "base64")


# Writers -------------------------------------------------------------------------------------------


def as_data(kept: Kept) -> dict[str, Any]:
    """``kept`` as plain tables: problems, person, answers, file, mention."""
    return {
        "problems": list(kept.problems),
        "person": kept.person._asdict(),
        "answers": kept.answers,
        "file": [asdict(file) for file in kept.files],
        "mention": [asdict(mention) for mention in kept.mentions],
    }


def as_toml(kept: Kept | Sequence[Kept]) -> str:
    """One person's as tables of their own; several people's as ``[[people]]``."""
    import tomlkit

    return tomlkit.dumps(_in_order(_one_or_all(kept)))


def as_json(kept: Kept | Sequence[Kept]) -> str:
    """The tables of ``as_toml`` as JSON; dates as texts."""
    return json.dumps(_one_or_all(kept), ensure_ascii=False, indent=2, default=str) + "\n"


def as_markdown(kept: Kept | Sequence[Kept]) -> str:
    """To be read and handed over."""
    people = [kept] if isinstance(kept, Kept) else kept
    return "".join(f"{line}\n" for one in people for line in _markdown(one))


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


def _markdown(kept: Kept) -> Iterator[str]:
    yield "# " + _("All that is kept on %(name)s") % {"name": kept.person.name}
    yield from ("", "## " + _("Answers"), "", *_bullets(kept.answers))
    yield from ("", "## " + _("Where others mention the person"), "")
    for mention in kept.mentions:
        yield f"- {mention.file}, {told(mention.key)}: " + mention.text.replace("\n", "\n  ")
    if not kept.mentions:
        yield _("Nowhere.")
    yield from ("", "## " + _("Files"))
    for file in kept.files:
        yield from ("", f"### {file.path}", "", *_fenced(file))
    if kept.problems:
        yield from ("", "## " + _("What could not be read"), "", *(f"- {text}" for text in kept.problems))
    yield ""


def _bullets(value: Any, indent: str = "") -> Iterator[str]:
    pairs = value.items() if isinstance(value, dict) else [(str(n + 1), item) for n, item in enumerate(value)]
    for key, item in pairs:
        if isinstance(item, (dict, list)):
            yield f"{indent}- {key}:"
            yield from _bullets(item, indent + "  ")
        else:
            yield f"{indent}- {key}: " + str(item).replace("\n", f"\n{indent}  ")


def _fenced(file: KeptFile) -> tuple[str, str, str]:
    """The text between fences that are longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", file.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return (f"{fence}{'' if file.encoding == 'utf-8' else file.encoding}", file.text.rstrip("\n"), fence)


FORMATS: dict[str, Callable[[Kept | Sequence[Kept]], str]] = {
    "toml": as_toml,
    "md": as_markdown,
    "json": as_json,
}
