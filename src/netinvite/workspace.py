"""The workspace: one folder a network, plain files, one writer at a time.

``network.toml`` holds the organiser's and the network's answers, ``people/<slug>/answers.toml`` those
about one person. In both, ``[set_aside]`` keeps answers whose question does not apply at present and
``[unfinished]`` what was typed and not yet given.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from netinvite import files
from netinvite.errors import UnreadableError, UsageError, WorkspaceError
from netinvite.language import _
from netinvite.names import Person, matches, shortened, slug_of, unknown
from netinvite.parsed import toml

NETWORK_FILE = "network.toml"
ANSWERS_FILE = "answers.toml"
PEOPLE = "people"
TEMPLATES = "templates"
SCHEMA = 1
LOCK_SECONDS = 10
# Seconds; looked at more seldom, a lock that many want is hardly ever seen free.
LOOK_AGAIN = 0.01
# The workspace's language stands among the first characters of its file.
HEAD = 16_384
# A team that keeps the folder in git shares answers and drafts, not what each copy makes for itself.
OWN_TO_EACH_COPY = ".index.json\n.lock\n.invitation.eml\n.rehearsals.json\n.netinvite-*.tmp\nkept-*.toml\n"


def locate(option: str | None, env: Mapping[str, str], folder: Path) -> Path:
    """The workspace's folder: the option, NETINVITE_WORKSPACE, the nearest folder upwards that holds
    ``network.toml``, else ``netinvite`` in the user's documents folder."""
    if wish := option or env.get("NETINVITE_WORKSPACE", ""):
        return Path(wish).expanduser().absolute()
    for place in (folder, *folder.parents):
        if (place / NETWORK_FILE).is_file():
            return place
    from platformdirs import user_documents_path

    return user_documents_path() / "netinvite"


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
    match = re.search(r'^lang\s*=\s*"([A-Za-z_-]+)"', head.split("\n[")[0], re.MULTILINE)
    return match[1] if match and not head.startswith("[") else ""


class Known(NamedTuple):
    """What a file says: parsed, and as it is written ("" where it is not there)."""

    data: dict[str, Any]
    text: str


class Workspace:
    """The files of one network."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.network_file = root / NETWORK_FILE
        self.people_folder = root / PEOPLE
        self._swept = False
        self._held = False
        # The file last written and its document: to parse it again would take as long as all the rest.
        self._known: tuple[Path, str, Any] | None = None

    @property
    def own_templates(self) -> Path | None:
        """The user's own templates folder, where there is one."""
        folder = self.root / TEMPLATES
        return folder if folder.is_dir() else None

    @property
    def exists(self) -> bool:
        """Whether somebody has begun here."""
        return self.network_file.is_file()

    def folder(self, slug: str) -> Path:
        """The folder of a person."""
        return self.people_folder / slug

    def answers_file(self, slug: str) -> Path:
        """The file with everything known of a person."""
        return self.folder(slug) / ANSWERS_FILE

    # People ----------------------------------------------------------------------------------------

    def slugs(self) -> list[str]:
        """Everyone's folder name, sorted. Links that lead out of the workspace are passed over."""
        return list(self.stamps())

    def stamps(self) -> dict[str, str]:
        """The stamp (``files.stamp``) of everyone's answers by folder name, sorted."""
        if not self.people_folder.is_dir() or not self.holds(self.people_folder):
            return {}
        try:
            with os.scandir(self.people_folder) as entries:
                found = ((entry.name, self._stamp_of(entry)) for entry in entries)
                return dict(sorted(pair for pair in found if pair[1]))
        except OSError as error:
            raise files.unreadable(self.people_folder, error) from None

    def _stamp_of(self, entry: os.DirEntry[str]) -> str:
        """The stamp of a person's answers; "" where the folder is no person's."""
        # As text: of thousands of people, making a Path of each takes longer than asking the system.
        file = f"{entry.path}{os.sep}{ANSWERS_FILE}"
        try:
            found = os.lstat(file)
        except OSError:
            return ""
        if S_ISREG(found.st_mode) and not entry.is_symlink():
            return files.stamped(found)
        # Resolving a path costs ten times as much as seeing that it is no link.
        return files.stamp(file) if Path(file).is_file() and self.holds(Path(file)) else ""

    def holds(self, path: Path) -> bool:
        """Whether a path lies in the workspace, also after its links are followed."""
        return path.resolve().is_relative_to(self.root.resolve())

    def person(self, slug: str) -> Person:
        """A person as a list shows them; one whose file is damaged is known by their slug alone.

        ``UnreadableError`` where the system does not give the file: taking them for somebody unknown would
        make them anew.
        """
        try:
            table = self.read(self.answers_file(slug)).get("person", {})
        except UnreadableError:
            raise
        except WorkspaceError:
            table = {}
        text = {key: value for key, value in table.items() if isinstance(value, str)}
        return Person(slug, text.get("name") or slug, text.get("organisation", ""), text.get("lang", ""))

    def people(self) -> list[Person]:
        """Everyone."""
        return [self.person(slug) for slug in self.slugs()]

    def find(self, name: str | None) -> Person:
        """The one person whom ``name`` means: a slug, a full name, or an unambiguous part of either.

        ``UsageError`` when nobody is meant, or several are. A name is compared, never opened as a path.
        """
        if name is None:
            return self._only(self.slugs())
        if self._is_slug(name):
            return self.person(name)
        people = self.people()
        found = matches(name, people)
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                _("“%(name)s” can mean %(people)s.")
                % {"name": name, "people": shortened([str(person) for person in found], "; ")},
                _("Write the name in brackets, which only one of them has."),
            )
        raise unknown(name, people)

    def _is_slug(self, name: str) -> bool:
        """Whether a person's folder has this very name; looking at everyone's files would take longer."""
        try:
            with os.scandir(self.people_folder) as entries:
                found = any(entry.name == name and self._stamp_of(entry) for entry in entries)
        except OSError:
            return False
        return found and self.holds(self.people_folder)

    def _only(self, slugs: list[str]) -> Person:
        if len(slugs) == 1:
            return self.person(slugs[0])
        if not slugs:
            raise UsageError(
                _("Nobody is prepared yet in %(folder)s.") % {"folder": self.root},
                _("Begin with: netinvite prepare"),
            )
        raise UsageError(
            _("Whom do you mean: %(people)s?") % {"people": shortened(slugs)},
            _("Add one of these names to the command."),
        )

    def new_slug(self, name: str) -> str:
        """A slug for a new person that nobody has; ``WorkspaceError`` where a damaged file may be theirs."""
        base = slug_of(name)
        slug, number = base, 2
        while not self.is_free(slug):
            self.read(self.answers_file(slug))
            slug, number = f"{base}-{number}", number + 1
        return slug

    def is_free(self, slug: str) -> bool:
        """Whether nobody has this folder name. A folder that a broken-off run left empty is free."""
        folder = self.folder(slug)
        if folder.is_symlink():
            return False
        if not self.people_folder.is_dir():
            return True
        try:
            with os.scandir(folder) as entries:
                return all(files.is_leftover(entry.name) for entry in entries)
        except FileNotFoundError:
            return True
        except NotADirectoryError:
            return False
        except OSError as error:
            raise files.unreadable(folder, error) from None

    # Reading ---------------------------------------------------------------------------------------

    def read(self, file: Path) -> dict[str, Any]:
        """The parsed TOML of a file of the workspace; {} when it is not there."""
        return self.known(file).data

    def known(self, file: Path) -> Known:
        """A file's TOML, and the text that it is read from."""
        text = self.text(file)
        return Known(self.parse(file, text), text) if text or file.exists() else Known({}, "")

    def text(self, file: Path) -> str:
        """A file's text; "" when it is not there."""
        if not file.exists():
            return ""
        try:
            return files.read(file)
        except UnreadableError:
            # Whoever does not hold the lock may find it and then not any more: somebody was forgotten.
            if file.exists():
                raise
            return ""

    def parse(self, file: Path, text: str) -> dict[str, Any]:
        """The parsed TOML of ``text``, which stands in ``file``; ``WorkspaceError`` when it is damaged."""
        hint = _("Mend that line in an editor; nothing was changed.")
        data = toml(text, str(file), WorkspaceError, hint)
        schema = data.get("schema", SCHEMA)
        if not isinstance(schema, int) or schema > SCHEMA:
            raise WorkspaceError(
                _("%(file)s was made by a newer netinvite.") % {"file": file},
                _("Upgrade netinvite, then try again; nothing was changed."),
            )
        return data

    # Writing ---------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def lock(self, seconds: float | None = None) -> Iterator[None]:
        """Hold the workspace for one read-change-write; waits at most ten ``seconds``.

        Whoever holds it may take it again: what is read and what is written then belong together.
        """
        if self._held:
            yield
            return
        with self._alone(LOCK_SECONDS if seconds is None else seconds):
            self._held = True
            try:
                yield
            finally:
                self._held = False

    @contextlib.contextmanager
    def _alone(self, seconds: float) -> Iterator[None]:
        from filelock import FileLock, Timeout

        files.make_folder(self.root)
        path = self.root / ".lock"
        if path.is_symlink():
            # Older versions of filelock empty the file that a link leads to.
            raise files.unwritable(path, OSError(_("it is a link")))
        lock = FileLock(path, timeout=seconds, mode=0o600)
        try:
            lock.acquire(poll_interval=LOOK_AGAIN)
        except Timeout:
            raise WorkspaceError(
                _("Another netinvite holds %(folder)s%(who)s.") % {"folder": self.root, "who": _holder(path)},
                _("Wait until it is done, or end it, and try again; nothing was changed."),
            ) from None
        except OSError as error:
            raise files.unwritable(path, error) from None
        try:
            with contextlib.suppress(OSError):
                path.write_text(str(os.getpid()), encoding="ascii")
            if not self._swept:
                self._sweep()
            yield
        finally:
            lock.release()

    def tidy(self) -> None:
        """Take away what a killed or broken-off run left, where somebody has begun here."""
        if self.people_folder.is_dir():
            self._swept = False
            with self.lock():
                pass

    def _sweep(self) -> None:
        """Under the lock: temporary files, and people's folders with nothing in them."""
        self._swept = True
        with contextlib.suppress(OSError):
            files.sweep([self.root, self.people_folder])
            if self.people_folder.is_symlink():
                return
            emptied = 0
            for folder in self.people_folder.iterdir():
                files.sweep([folder])
                # Succeeds for an empty folder only.
                with contextlib.suppress(OSError):
                    folder.rmdir()
                    emptied += 1
            if emptied:
                files.settle(self.people_folder)

    def open_for_writing(self) -> None:
        """Make sure that answers can be saved before the first is asked for; sweep what a killed run left."""
        self._swept = self._swept and self._held
        with self.lock():
            if not self._swept:
                self._sweep()
            files.make_folder(self.people_folder)
            if not self.holds(self.people_folder):
                raise files.unwritable(self.people_folder, OSError(_("it leads out of the workspace")))
            ignore = self.root / ".gitignore"
            if not ignore.exists():
                files.write(ignore, OWN_TO_EACH_COPY)

    def update(self, file: Path, changes: Mapping[tuple[str | int, ...], Any]) -> Known:
        """Set or take out (``ABSENT``) keys of a TOML file; comments and all other keys stay as they are.

        What the file says then. Whether what is there may be changed is asked under the same ``lock``.
        """
        if not changes:
            return self.known(file)
        import tomlkit

        from netinvite.tomlfile import put

        with self.lock():
            text = files.read(file).removeprefix("\ufeff") if file.exists() else f"schema = {SCHEMA}\n"
            known, self._known = self._known, None
            if known and known[:2] == (file, text):
                document = known[2]
            else:
                self.parse(file, text)
                document = tomlkit.parse(text)
            for path, value in changes.items():
                put(document, path, value)
            text = tomlkit.dumps(document)
            data = self.parse(file, text)
            files.write(file, text)
            self._known = (file, text, document)
        return Known(data, text)


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return _(" (process %(pid)s)") % {"pid": int(path.read_text(encoding="ascii"))}
    return ""
