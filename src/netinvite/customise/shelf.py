"""Which texts there are in each language, which file is in force, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from netinvite.errors import UsageError, did_you_mean, nearest
from netinvite.language import _, languages, templates_dir
from netinvite.store import files, inventory
from netinvite.store.inventory import TEMPLATES
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong: the file, the line (1 where no line is to blame), and what would help."""

    file: Path
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{files.shown(self.file)}:{self.line}: {self.message}"


GUIDE = "guide.toml"
_DATA = frozenset((GUIDE, "example.toml", "words.toml", "speech.toml"))


@dataclass(frozen=True, slots=True)
class Text:
    """One text of one language: ``own`` and ``shipped`` are its files, ``None`` where there is none."""

    lang: str
    name: str
    own: Path | None
    shipped: Path | None

    @property
    def file(self) -> Path:
        """The file in force."""
        found = self.own or self.shipped
        if found is None:
            raise FileNotFoundError(self.name)
        return found


def texts(workspace: Workspace) -> list[Text]:
    """Every text, by language and name."""
    own = workspace.own_templates
    return [text for lang in languages(own) for text in of_language(own, lang)]


def of_language(own: Path | None, lang: str) -> list[Text]:
    """The texts of one language, the guide first."""
    mine, theirs = _own_files(own, lang), shipped_files(lang)
    names = sorted(mine.keys() | theirs.keys(), key=lambda name: (name != GUIDE, name))
    return [Text(lang, name, mine.get(name), theirs.get(name)) for name in names]


def shipped_files(lang: str) -> dict[str, Path]:
    """The shipped files of a language, by name."""
    folder = templates_dir() / lang
    files = sorted(folder.iterdir()) if lang in languages() else []
    return {file.name: file for file in files if file.is_file() and not file.name.startswith(".")}


def _own_files(own: Path | None, lang: str) -> dict[str, Path]:
    """A user's own files that are texts, by their path below the language's folder."""
    if own is None:
        return {}
    folder, known = own / lang, _DATA | shipped_files(lang).keys()
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {name: file for name, file in found.items() if name.endswith(inventory.ENDING) or name in known}


def own_languages(own: Path | None) -> list[str]:
    """The languages that have a text of the user's own."""
    if own is None:
        return []
    return sorted(folder.name for folder in own.iterdir() if folder.is_dir() and _own_files(own, folder.name))


def own_place(workspace: Workspace, lang: str, name: str) -> Path:
    """Where a user's own text lies, or would."""
    return workspace.root / TEMPLATES / lang / name


def resolve(typed: str, names: Iterable[str]) -> str:
    """The text that ``typed`` means: ``pitch``, ``pitch.md`` and ``pitch.md.j2`` are the same one.

    ``UsageError`` with the nearest name when none is meant, or several are. Compared, never opened as a path.
    """
    known = sorted(set(names))
    found = [name for name in known if typed in (name, name.removesuffix(inventory.ENDING))]
    found = found or [name for name in known if typed == name.partition(".")[0]]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            _("“%(name)s” can mean %(texts)s.") % {"name": typed, "texts": ", ".join(found)},
            _("Write the whole name."),
        )
    raise UsageError(_("There is no text “%(name)s”.") % {"name": typed}, _near(typed, known))


def _near(typed: str, known: list[str]) -> str:
    by_stem = {name.partition(".")[0]: name for name in known} | {name: name for name in known}
    if close := nearest(typed, by_stem):
        return did_you_mean(by_stem[close])
    return _("These are there: %(known)s.") % {"known": ", ".join(known)}
