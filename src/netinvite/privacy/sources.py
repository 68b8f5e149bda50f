"""The files of a workspace that can mention people, each read once: whose they are, and which are drafts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.language import _, refusal
from netinvite.model.keys import CALLED, GREETING, HEADING, ORGANISATION, ORGANISER, PERSON
from netinvite.model.people import Person
from netinvite.privacy.lying import inside, is_ordinary, walk
from netinvite.privacy.names import Called, spelling
from netinvite.privacy.ours import of_the_user
from netinvite.privacy.reached import Address, Phone, phones
from netinvite.privacy.texts import Role, Roles, readings, strings
from netinvite.store import drafts, inventory, kept, logfiles, ours
from netinvite.store.reading import text_at
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple

# Tables in tables in tables: no answers are nested as deeply.
DEEPEST = 50
Read = Callable[[Path], bytes | None]


@dataclass
class Source:
    """A file: ``path`` from the workspace's folder on, ``slug`` of the person whose it is ("" for nobody's).

    ``table`` is its TOML, where it is a valid file of answers; ``problem`` says why it is none.
    """

    file: Path
    path: str
    slug: str
    data: bytes
    table: dict[str, Any] | None = None
    problem: str = ""

    @cached_property
    def text(self) -> str:
        """The text, "" where it is none."""
        try:
            return self.data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            return ""

    @cached_property
    def said(self) -> str:
        """All that it says, in one spelling."""
        if self.table is not None and "\\" not in self.text:
            return spelling(self.text)
        if self.table is not None:
            return spelling("\n".join([self.text, *(text for _keys, text in strings(self.table))]))
        return spelling("\n".join(readings(self.file, self.data)))

    @cached_property
    def digits(self) -> str:
        """All its digits."""
        return "".join(filter(str.isdigit, self.said))


def answers(
    workspace: Workspace, read: Read, before: Mapping[Path, Source] = MappingProxyType({})
) -> dict[Path, Source]:
    """The answers of network, organisers and everyone, by file; links are passed over. What stands in a file
    as it did ``before`` is not parsed again."""
    found = {}
    for slug, file in _answers_files(workspace):
        if is_ordinary(file) and (data := read(file)) is not None:
            old = before.get(file)
            found[file] = old if old and old.data == data else _answers(workspace, slug, file, data)
    return found


def _answers_files(workspace: Workspace) -> Iterator[tuple[str, Path]]:
    further = map(workspace.organiser_file, inventory.organisers(workspace.root))
    yield from (("", file) for file in (workspace.network_file, *further))
    for slug in workspace.slugs():
        if not workspace.folder(slug).is_symlink():
            yield slug, workspace.answers_file(slug)
            # What cannot be listed is met again, and told of, where every file is looked for.
            with suppress(WorkspaceError):
                yield from [(slug, file) for file in logfiles.of_each(workspace, slug)]


def _answers(workspace: Workspace, slug: str, file: Path, data: bytes) -> Source:
    source = Source(file, inside(workspace, file), slug, data)
    try:
        table = workspace.parse(file, data.decode("utf-8"))
        # What nobody writes by hand is searched as text.
        source.table = table if _is_shallow(table) else None
    except UnicodeDecodeError:
        source.problem = str(file)
    except WorkspaceError as error:
        source.problem = error.message
    return source


def _is_shallow(table: dict[str, Any]) -> bool:
    level: list[Any] = [table]
    for _depth in range(DEEPEST):
        held = (item.values() if isinstance(item, dict) else item for item in level)
        level = [value for values in held for value in values if isinstance(value, (dict, list))]
        if not level:
            return True
    return False


def sources(
    workspace: Workspace,
    known: Mapping[Path, Source],
    read: Read,
    *,
    without: str = "",
    fault: Callable[[OSError], None] | None = None,
    lying: list[Path] | None = None,
) -> Iterator[Source]:
    """Every file of the workspace, but for links, earlier versions, and the folder of ``without``.

    ``known`` are those that are read already. A folder that cannot be listed is told to ``fault``. ``lying``
    gets all that is met, links and folders too.
    """
    own = workspace.folder(without) if without else None
    for file in walk(workspace.root, own, fault):
        if lying is not None:
            lying.append(file)
        if source := known.get(file) or _source(workspace, file, read):
            yield source


def _source(workspace: Workspace, file: Path, read: Read) -> Source | None:
    if not is_ordinary(file) or (data := read(file)) is None:
        return None
    path = inside(workspace, file)
    parts = path.split("/")
    slug = parts[1] if parts[0] == workspace.people_folder.name and len(parts) > 2 else ""
    return Source(file, path, slug, of_the_user(path, data), kept.answers_in(file))


def content(file: Path) -> bytes:
    """What is in a file that has to be searched; without it nobody can say that the name is gone."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise unsearched(file, error) from None


def stop(error: OSError) -> None:
    """For ``os.walk``: a folder that cannot be listed ends the search."""
    raise unsearched(Path(str(error.filename or "")), error) from None


def unsearched(path: Path, error: OSError) -> WorkspaceError:
    """The sentence for what cannot be searched."""
    words = {"path": path, "reason": refusal(error)}
    return WorkspaceError(
        _("%(path)s cannot be searched for the name: %(reason)s.") % words,
        _("See to that and give the same command again; it goes on where it stopped."),
    )


def person_of(workspace: Workspace, slug: str, known: Mapping[Path, Source]) -> Person:
    """A person as a list shows them, without reading their file again."""
    source = known.get(workspace.answers_file(slug))
    if source is None or source.table is None:
        return workspace.person(slug)
    named = {key: text_at(source.table, PERSON, key) for key in ("name", "organisation", "lang")}
    return Person(slug, named["name"] or slug, named["organisation"], named["lang"])


_TITLES = ORGANISATION.path, HEADING.path, ("network", "name")  # which was a question before


@dataclass(frozen=True, slots=True)
class Owner(Called):
    """Whom a file of answers is about, and their mail addresses and phone numbers."""

    source: Source
    addresses: tuple[Address | Phone, ...]


Circle = Mapping[Path, Owner]


def circle(known: Mapping[Path, Source], roles: Roles) -> Circle:
    """The owner of each file of answers; a log beside somebody's has no other."""
    return {
        file: _owner(source, roles) for file, source in known.items() if file.parent.name != inventory.LOG
    }


def _owner(source: Source, roles: Roles) -> Owner:
    table = source.table or {}
    about = PERSON if source.slug else ORGANISER
    titles = tuple(text for keys in _TITLES if (text := text_at(table, *keys)))
    # A damaged file is known by its folder, as everywhere.
    name = text_at(table, about, "name") or source.slug
    called = " ".join(text_at(table, *key.path) for key in (CALLED, GREETING))
    return Owner(name, called, titles, source, tuple(_addresses(source, roles)))


def _addresses(source: Source, roles: Roles) -> Iterator[Address | Phone]:
    for text in _written(source, roles):
        if "@" in text:
            yield Address(text)
        else:
            yield from phones(text)


def _written(source: Source, roles: Roles) -> Iterator[str]:
    """The mail addresses and phone numbers that a file of answers gives as its person's."""
    if source.table is None:
        for line in re.finditer(r"""(?m)^\s*(?:person\.)?(?:email|phone)\s*=\s*["'](.+?)["']""", source.text):
            yield line[1]
    for _keys, text, role in roles.texts(source.table or {}):
        if text.strip() and role is Role.ADDRESS:
            yield text


_BESIDE = re.compile(r"\.new(\.\w+)$")


class Drafted(NamedTuple):
    """A draft: what it is made from, in which language, and whether somebody edited it."""

    document: str
    lang: str
    edited: bool


class Drafts:
    """The drafts of a workspace; the note on those of a person is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._of = cache(lambda folder: (ours.read(folder), ours.index(folder)))

    def of(self, source: Source) -> Drafted | None:
        """What a file is as a draft; ``None`` where it is none.

        An ``UnreadableError`` where nobody can say whether it was edited.
        """
        if not source.slug or source.path.count("/") != 2:
            return None
        known, index = self._of(source.file.parent)
        name = _BESIDE.sub(r"\1", source.file.name)
        if name not in known.texts and name not in inventory.FILES.values():
            return None
        texts, entry = known.of(source.file.name), index.get(source.file.name, {})
        document = next((document for document, file in inventory.FILES.items() if file == name), name)
        found = drafts.digest(source.text)
        lang = ours.language(texts, entry, found)
        return Drafted(document, lang, edited=not (lang and (found in texts or found == entry.get("digest"))))
