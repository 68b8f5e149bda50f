"""What lies where, and what it is called: a workspace's folder, its files, the documents that are made.

``network.toml`` holds the first organiser's and the network's answers, ``organisers/<slug>.toml`` a further
organiser's, ``people/<slug>/answers.toml`` those about one person. Documents are the shipped ones and those
that a user's own templates add. Needs neither TOML nor a template engine: help and Tab look here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from errno import ELOOP
from pathlib import Path

from netinvite.errors import UnreadableError, cannot_be_read
from netinvite.language import _, templates_dir
from netinvite.libraries import regex
from netinvite.values import NamedTuple

NETWORK_FILE = "network.toml"
ANSWERS_FILE = "answers.toml"
PEOPLE = "people"
# The organisers besides the first, a file each.
ORGANISERS = "organisers"
TEMPLATES = "templates"
# What each organiser recorded with a person, where several organise: a folder beside the answers.
LOG = "log"
# What netinvite notes for itself; ``DRAFTS`` and ``CHECKED`` beside each person's answers (before:
# ``DRAFTS_BEFORE``), and an ``INDEX`` there, among the people and beside the network's.
INDEX, ID, DRAFTS, DRAFTS_BEFORE = ".index.json", ".workspace-id", ".drafts", ".drafts.json"
CHECKED = ".checked.json"
# What this copy alone has beside somebody's answers, and nobody wrote: git does not carry it, and leaves it
# where somebody was forgotten in another copy.
REHEARSALS, OPENED = ".rehearsals.json", ".invitation.eml"
OWN_TO_A_COPY = frozenset((INDEX, REHEARSALS, OPENED))
# What tells this copy of the folder from other ones, where git carries it.
COPY = ".copy-id"
# Where one's own calendar feeds lie.
FEEDS = ".feeds"
# Bytes; the index of 10,000 people with a log has 6 MB.
LARGEST_INDEX = 50_000_000
# Among the user's own templates: the shipped texts as they were when they were copied.
REMEMBERED = ".shipped.json"
# The workspace's language stands among the first characters of its file.
HEAD = 16_384


def nearest(env: Mapping[str, str], folder: Path | None = None) -> Path | None:
    """The workspace that nobody has to name: NETINVITE_WORKSPACE, else the nearest folder upwards that holds
    ``network.toml``, or people without it (from ``folder``, else the current one); ``None`` where there is
    neither.

    A ``RuntimeError`` or ``OSError`` where the system does not know home or current folder.
    """
    if wish := env.get("NETINVITE_WORKSPACE", ""):
        return Path(wish).expanduser().absolute()
    here = folder or Path.cwd()
    return next((place for place in (here, *here.parents) if _is_network(place)), None)


def _is_network(place: Path) -> bool:
    return (place / NETWORK_FILE).is_file() or lacks_network_file(place)


def lacks_network_file(root: Path) -> bool:
    """Whether people lie in a folder, and ``network.toml`` is gone: what syncs it, or git, left it out."""
    people = f"{root}{os.sep}{PEOPLE}"
    if os.path.lexists(root / NETWORK_FILE):
        return False
    try:
        names = os.listdir(people)  # noqa: PTH208  # names, not Paths
    except OSError:
        return False
    return any(os.path.isfile(f"{people}{os.sep}{name}{os.sep}{ANSWERS_FILE}") for name in names)  # noqa: PTH113


def network_file_lacks(root: Path) -> str:
    """The sentence for that, with what to do."""
    told = _(
        "%(file)s is missing, and people lie beside it. Put it back, from a copy or with git; without it "
        "netinvite asks anew what it said of you and the network."
    )
    return told % {"file": root / NETWORK_FILE}


def language_of(root: Path) -> str:
    """The workspace's ``lang`` without parsing the whole file (help must be quick); "" when unknown."""
    file = root / NETWORK_FILE
    try:
        # A pipe or a device of that name could go on for ever.
        if not file.is_file():
            return ""
        with file.open(encoding="utf-8") as stream:
            head = stream.read(HEAD)
    except (OSError, ValueError):
        return ""
    match = _LANG.search(head.split("\n[")[0])
    return match[1] if match and not head.startswith("[") else ""


# Who somebody is, where several organise.
SITS = "NETINVITE_AS"
_LANG = regex(r'^lang\s*=\s*"([A-Za-z_-]+)"', re.MULTILINE)
_SLUG = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEPT = regex(r"kept-\d+\.toml")


def beside(file: Path) -> Path:
    """Where a new version of a text is put when the edited one is kept: ``invitation.new.txt``."""
    return file.with_name(f"{file.stem}.new{file.suffix}")


def is_kept_name(name: str) -> bool:
    """Whether a file is called as what was typed about somebody and stands in no answers."""
    return bool(_KEPT.fullmatch(name))


def is_slug(name: str) -> bool:
    """Whether it can be the name of an organiser's file, and leads nowhere else."""
    return bool(_SLUG.fullmatch(name))


def organisers(root: Path) -> list[str]:
    """The organisers besides the first, by the names of their files, sorted. What a synced drive leaves
    beside them, as ``bo-krag (1).toml``, is none. An ``UnreadableError`` where they cannot be listed, for
    everybody would be taken for the first one's."""
    folder = f"{root}{os.sep}{ORGANISERS}"
    try:
        found = os.listdir(folder)  # noqa: PTH208  # names, not Paths
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        # A link that leads to itself is no folder.
        if error.errno == ELOOP:
            return []
        raise UnreadableError(cannot_be_read(folder, error), of_this_file=False) from None
    return sorted(name[:-5] for name in found if name.endswith(".toml") and is_slug(name[:-5]))


def people_folded(root: Path) -> frozenset[str]:
    """The names of all that lies among the people, as a file system compares them that knows no capitals; an
    ``UnreadableError`` where they cannot be listed."""
    folder = f"{root}{os.sep}{PEOPLE}"
    try:
        return frozenset(map(str.casefold, os.listdir(folder)))  # noqa: PTH208  # names, not Paths
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError as error:
        raise UnreadableError(cannot_be_read(folder, error), of_this_file=False) from None


def in_several_names(root: Path, named: str | None, env: Mapping[str, str]) -> bool:
    """Whether it matters who works here: several organise, or somebody is ``named``, or is in ``env``."""
    return bool(named or env.get(SITS) or organisers(root))


def logged(folder: str) -> str:
    """Time of change (ns) and size (bytes) of what each organiser recorded in a person's folder, as one text;
    "" where none did."""
    logs = f"{folder}{os.sep}{LOG}"
    # A third of what it takes to be refused, for thousands of people.
    if not os.access(logs, os.F_OK):
        return ""
    try:
        with os.scandir(logs) as entries:
            found = sorted((one.name, one.stat()) for one in entries)
    except OSError:
        return ""
    return "".join(f" {name} {stat.st_mtime_ns} {stat.st_size}" for name, stat in found)


def is_forgotten(folder: str | Path) -> bool:
    """Whether nothing lies in a person's folder but what this copy alone has; what cannot be looked into is
    somebody's."""
    try:
        with os.scandir(folder) as entries:
            there = list(entries)
        own = (one.name in OWN_TO_A_COPY and one.is_file(follow_symlinks=False) for one in there)
        return bool(there) and all(own) and not os.path.islink(folder)  # noqa: PTH114  # as text, too
    except OSError:
        return False


# Documents ---------------------------------------------------------------------------------------

ENDING = ".j2"


class Document(NamedTuple):
    """``outgoing``: the other person may see or hear it, so it never holds a private answer."""

    file: str
    outgoing: bool
    html: bool = False


# The document that goes to the person, an email.
INVITATION = "invitation"
DOCUMENTS = {
    "pitch": Document("pitch.md", outgoing=True),
    INVITATION: Document("invitation.txt", outgoing=True),
    "conversation": Document("conversation.md", outgoing=False),
}
# What each draft's file is called.
FILES = {name: document.file for name, document in DOCUMENTS.items()}
_NAME = regex(r"[^\W_][\w-]*\.(txt|md|html)")
_PRIVATE = regex(r"\s*\{#[-+]?\s*private\s*[-+]?#\}")


# What templates were called before, and what they are called now.
RENAMED = {"guide.md.j2": "conversation.md.j2"}


def is_part(template: str) -> bool:
    """Whether a template only serves others, which include it: its name begins with "_"."""
    return template.startswith("_")


def is_document_name(template: str) -> bool:
    """Whether a template's file name makes a document: ``reminder.txt.j2``, ``thanks.md.j2``."""
    return bool(_NAME.fullmatch(template.removesuffix(ENDING))) and template.endswith(ENDING)


def shipped_names() -> frozenset[str]:
    """The names of the shipped templates, of all languages."""
    return frozenset(file.name for file in templates_dir().glob(f"*/*{ENDING}"))


def added(own: Path | None, lang: str) -> dict[str, Document]:
    """The documents that a user's own templates add in ``lang``, by file name (``reminder.txt``).

    The other person may see them, unless the first line of the template is ``{# private #}``.
    """
    if own is None or not (own / lang).is_dir():
        return {}
    templates = sorted(
        file for file in (own / lang).glob(f"*{ENDING}") if is_document_name(file.name) and file.is_file()
    )
    shipped = shipped_names() if templates else frozenset()
    return {
        file.stem: _seen(file.stem)._replace(outgoing=not _declared_private(file))
        for file in templates
        if file.name not in shipped and file.name not in RENAMED
    }


def _declared_private(template: Path) -> bool:
    try:
        with template.open(encoding="utf-8-sig", errors="replace") as stream:
            return bool(_PRIVATE.match(stream.readline(200)))
    except OSError:
        return False


def others(lang: str) -> dict[str, Document]:
    """The shipped documents that are no drafts (the leaflet), by file name; anybody may see them."""
    taken = {document.file for document in DOCUMENTS.values()}
    files = {file.stem for file in (templates_dir() / lang).glob(f"*{ENDING}") if not is_part(file.name)}
    return {file: _seen(file) for file in sorted(files - taken)}


def _seen(file: str) -> Document:
    return Document(file, outgoing=True, html=file.endswith(".html"))


def find(document: str, own: Path | None, lang: str) -> Document | None:
    """The document of this name, a draft (``pitch``) or another one by its file (``leaflet.html``, a user's
    ``reminder.txt``); ``None`` when there is none."""
    if document in DOCUMENTS:
        return DOCUMENTS[document]
    found = added(own, lang).get(document)
    if found is None and f"{document}{ENDING}" in shipped_names() and not is_part(document):
        return _seen(document)
    return found


def has_templates(own: Path | None, lang: str) -> bool:
    """Whether the user has templates (code, not only a guide) of their own in ``lang``."""
    return own is not None and next((own / lang).rglob(f"*{ENDING}"), None) is not None
