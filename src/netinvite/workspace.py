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
from errno import ELOOP
from pathlib import Path
from stat import S_ISREG
from typing import Any

from netinvite import files
from netinvite.errors import UnreadableError, UsageError, WorkspaceError
from netinvite.language import _, refusal
from netinvite.names import Person, fold, is_text, matches, shortened, slug_of, unknown
from netinvite.parsed import misshapen, toml

NETWORK_FILE = "network.toml"
ANSWERS_FILE = "answers.toml"
PEOPLE = "people"
TEMPLATES = "templates"
SCHEMA = 1
# Bytes: a thousand pages. To read and write more as TOML takes longer than anybody waits.
LARGEST_ANSWERS = 500_000
LOCK_SECONDS = 10
# Seconds; looked at more seldom, a lock that many want is hardly ever seen free.
LOOK_AGAIN = 0.01
# Characters; a name that is longer is none.
LONGEST = 2_000
# The workspace's language stands among the first characters of its file.
HEAD = 16_384
# A team that keeps the folder in git shares answers and drafts, not what each copy makes for itself.
OWN_TO_EACH_COPY = ".index.json\n.lock\n.invitation.eml\n.rehearsals.json\n.netinvite-*.tmp\nkept-*.toml\n"


def locate(option: str | None, env: Mapping[str, str], folder: Path | None = None) -> Path:
    """The workspace's folder: the option, NETINVITE_WORKSPACE, the nearest folder upwards that holds
    ``network.toml`` (from ``folder``, else the current one), else ``netinvite`` in the user's documents.

    A ``UsageError`` where the system knows neither home nor current folder, or does not let it be seen.
    """
    try:
        if wish := option or env.get("NETINVITE_WORKSPACE", ""):
            return Path(wish).expanduser().absolute()
        here = folder or Path.cwd()
        for place in (here, *here.parents):
            if (place / NETWORK_FILE).is_file():
                return place
        from platformdirs import user_documents_path

        documents = user_documents_path()
        if not documents.is_absolute():
            raise RuntimeError
        return documents / "netinvite"
    except RuntimeError:
        raise _nowhere(_("This computer does not say where your home folder is.")) from None
    except OSError as error:
        words = {"folder": error.filename or ".", "reason": refusal(error)}
        raise _nowhere(
            _("The network's folder cannot be looked for from here: %(folder)s: %(reason)s.") % words
        ) from None


def _nowhere(message: str) -> UsageError:
    return UsageError(message, _("Name it in full, as in --workspace /path/to/folder."))


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


class Known:
    """What a file says: parsed, and as it is written ("" where it is not there)."""

    # No NamedTuple, for every start would pay for making it.
    def __init__(self, data: dict[str, Any], text: str) -> None:
        self.data, self.text = data, text


class Workspace:
    """The files of one network."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.network_file = root / NETWORK_FILE
        self.people_folder = root / PEOPLE
        self._swept = False
        self._held = False
        # The file last written and its document: to parse it again would take as long as all the rest.
        self._known: tuple[Path, str, Any, dict[str, Any]] | None = None

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
        return {name: stamp for name, stamp in self._entries() if stamp and is_text(name)}

    def odd(self) -> dict[str, str]:
        """What lies among the people and is nobody who can be read: its name, and what is wrong with it."""
        from netinvite.oddities import wrong_with

        rest = [name for name, stamp in self._entries() if not (stamp and is_text(name))]
        found = {name: wrong_with(self.folder(name), ANSWERS_FILE, self.holds) for name in rest}
        return {name: problem for name, problem in found.items() if problem}

    def _entries(self) -> list[tuple[str, str]]:
        """The name of all that lies among the people, with the stamp of the answers in it or "", sorted."""
        try:
            if not self.people_folder.is_dir() or not self.holds(self.people_folder):
                return []
            with os.scandir(self.people_folder) as entries:
                return sorted((entry.name, self._stamp_of(entry)) for entry in entries)
        except OSError as error:
            raise files.unreadable(self.people_folder, error) from None

    def _stamp_of(self, entry: os.DirEntry[str]) -> str:
        """The stamp of a person's answers; "" where the folder is no person's."""
        # As text: of thousands of people, making a Path of each takes longer than asking the system.
        file = f"{entry.path}{os.sep}{ANSWERS_FILE}"
        try:
            found = os.lstat(file)
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            # A folder that may not be looked into is somebody's all the same.
            return "" if error.errno == ELOOP else "?"
        if S_ISREG(found.st_mode) and not entry.is_symlink():
            return files.stamped(found)
        # Resolving a path costs ten times as much as seeing that it is no link.
        return files.stamp(file) if Path(file).is_file() and self.holds(Path(file)) else ""

    def holds(self, path: Path) -> bool:
        """Whether a path lies in the workspace, also after its links are followed."""
        return path.resolve().is_relative_to(self.root.resolve())

    def person(self, slug: str) -> Person:
        """A person as a list shows them; one whose file is damaged is known by their slug alone.

        ``UnreadableError`` where the system gives no file at this moment: taking everyone for unknown would
        make them anew.
        """
        try:
            table = self.read(self.answers_file(slug)).get("person", {})
        except UnreadableError as error:
            if not error.of_this_file:
                raise
            table = {}
        except WorkspaceError:
            table = {}
        text = {key: value for key, value in table.items() if isinstance(value, str) and len(value) < LONGEST}
        return Person(slug, text.get("name") or slug, text.get("organisation", ""), text.get("lang", ""))

    def people(self) -> list[Person]:
        """Everyone."""
        return [self.person(slug) for slug in self.slugs()]

    def called(self, name: str) -> list[Person]:
        """Everyone of this very name. ``WorkspaceError`` where somebody whose file could not be read may be
        meant: taken for unknown, they would be made anew."""
        people = self.people()
        for one in people:
            if one.name == one.slug and re.sub(r"-\d+$", "", one.slug) == slug_of(name):
                self.read(self.answers_file(one.slug))
                if self.person(one.slug) != one:
                    raise WorkspaceError(
                        _("%(file)s could not be read a moment ago.") % {"file": self.answers_file(one.slug)},
                        _("Try again; nothing was changed."),
                    )
        return [one for one in people if fold(one.name) == fold(name)]

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
        self.refuse_odd(name)
        raise unknown(name, people)

    def _is_slug(self, name: str) -> bool:
        """Whether a person's folder has this very name; looking at everyone's files would take longer."""
        try:
            with os.scandir(self.people_folder) as entries:
                found = any(entry.name == name and self._stamp_of(entry) for entry in entries)
        except OSError:
            return False
        return found and self.holds(self.people_folder)

    def refuse_odd(self, name: str) -> None:
        """A ``WorkspaceError`` where what this name would mean is there and cannot be read."""
        odd = self.odd()
        if problem := odd.get(name) or odd.get(slug_of(name)):
            raise WorkspaceError(problem)

    def _only(self, slugs: list[str]) -> Person:
        if len(slugs) == 1:
            return self.person(slugs[0])
        if problem := next(iter(self.odd().values()), "") if not slugs else "":
            raise WorkspaceError(problem)
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
        """The parsed TOML of a file of the workspace; {} when it is not there. ``WorkspaceError`` when it is
        damaged: also a link that leads nowhere, and a file with nothing in it, are not nothing."""
        return self.known(file).data

    def known(self, file: Path) -> Known:
        """A file's TOML, and the text that it is read from."""
        text = self.text(file)
        return Known(self.parse(file, text), text) if text or files.is_there(file) else Known({}, "")

    def text(self, file: Path) -> str:
        """A file's text; "" when it is not there."""
        if not files.is_there(file):
            return ""
        try:
            return files.read(file, LARGEST_ANSWERS)
        except UnreadableError:
            # Whoever does not hold the lock may find it and then not any more: somebody was forgotten.
            if files.is_there(file):
                raise
            return ""

    def parse(self, file: Path, text: str) -> dict[str, Any]:
        """The parsed TOML of ``text``, which stands in ``file``; ``WorkspaceError`` when it is damaged."""
        if not text.strip("\ufeff \t\r\n"):
            raise WorkspaceError(
                _("%(file)s is empty.") % {"file": file},
                _("Put an earlier copy in its place, or delete it to begin anew; nothing was changed."),
            )
        hint = _("Mend that line in an editor; nothing was changed.")
        return self._in_shape(file, toml(text, str(file), WorkspaceError, hint))

    def _in_shape(self, file: Path, data: dict[str, Any]) -> dict[str, Any]:
        if problem := misshapen(data):
            raise WorkspaceError(
                _("%(file)s: %(problem)s") % {"file": file, "problem": problem},
                _("Mend that in an editor; nothing was changed."),
            )
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
        from filelock import FileLock, SoftFileLock, Timeout

        files.make_folder(self.root)
        path = self.root / ".lock"
        if path.is_symlink():
            # Older versions of filelock empty the file that a link leads to.
            raise files.unwritable(path, OSError(_("it is a link")))
        # Where the system knows no locks, a file that is there is the lock.
        if not issubclass(FileLock, SoftFileLock):
            # Made here, it needs no change of its mode, which not every file system has.
            with contextlib.suppress(OSError):
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
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
        from netinvite.tomlfile import changed, document_of, ended

        with self.lock():
            text = files.read(file, LARGEST_ANSWERS) if files.is_there(file) else f"schema = {SCHEMA}\n"
            known, self._known = self._known, None
            if known and known[:2] == (file, text):
                document, data = known[2:]
            else:
                data = self.parse(file, text)
                text = ended(text.removeprefix("\ufeff"))
                document = document_of(text)
            made = changed(text, document, data, changes)
            # A file with nothing in it is taken for a damaged one.
            text = made.text or f"schema = {SCHEMA}\n"
            data = self._in_shape(file, made.data) if made.text else {"schema": SCHEMA}
            files.write(file, text)
            # Where tomlkit got it wrong its document is no longer what the file says.
            if made.is_document and made.text:
                self._known = (file, text, document, data)
        return Known(data, text)


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return _(" (process %(pid)s)") % {"pid": int(path.read_text(encoding="ascii"))}
    return ""
