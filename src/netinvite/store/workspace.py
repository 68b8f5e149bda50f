"""The workspace as it is written: one writer at a time. What cannot be saved is ``kept``."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.libraries import sha256
from netinvite.store import files, folders, joining
from netinvite.store.inventory import ANSWERS_FILE, COPY, ID, OPENED, ORGANISERS, REHEARSALS, is_forgotten
from netinvite.store.locking import taken
from netinvite.store.network import ID_LENGTH, LARGEST_ANSWERS, Known, Network
from netinvite.store.parsed import Keys
from netinvite.store.reading import SCHEMA, copied
from netinvite.store.writing import changed, document_of, ended

LOCK_SECONDS = 10
# Reasons that may lie in the file of the lock alone.
_ITS_OWN = (errno.EACCES, errno.EPERM, errno.EISDIR, errno.ELOOP)
# A team that keeps the folder in git shares answers and drafts, not what each copy makes for itself.
OWN_TO_EACH_COPY = (
    f".index.json\n.lock\n.feeds\n{COPY}\n{OPENED}\n{REHEARSALS}\n.netinvite-*.tmp\nkept-*.toml\n"
)


class Workspace(Network):
    """The files of one network, to be read and changed."""

    def __init__(self, root: Path, *, found: bool = False) -> None:
        super().__init__(root, found=found)
        self._swept = self._said = False
        self._held = False
        # The file last written and its document: to parse it again would take as long as all the rest.
        self._known: tuple[Path, str, Any, dict[str, Any]] | None = None

    @classmethod
    def of(cls, network: Network) -> Workspace:
        """The network to be changed too; the very one where it can be, which may hold the lock."""
        if isinstance(network, cls):
            return network
        made = cls(network.root, found=network.found)
        made.by, made.only, made.adopts = network.by, network.only, network.adopts
        return made

    @contextlib.contextmanager
    def lock(self, seconds: float | None = None, *, sweep: bool = True) -> Iterator[None]:
        """Hold the workspace for one read-change-write; waits at most ten ``seconds``. The first time it is
        taken to change what people wrote, what a killed run left goes (``sweep``).

        Whoever holds it may take it again: what is read and what is written then belong together.
        """
        if self._held:
            yield
            return
        with self._alone(LOCK_SECONDS if seconds is None else seconds, sweep=sweep):
            self._held = True
            try:
                yield
            finally:
                self._held = False

    @contextlib.contextmanager
    def _alone(self, seconds: float, *, sweep: bool) -> Iterator[None]:
        files.make_folder(self.root)
        path = self.root / ".lock"
        if path.is_symlink():
            # What it leads to is somebody's.
            raise files.unwritable(path, OSError(_("it is a link")))
        try:
            give_back = taken(path, seconds)
        except OSError as error:
            # Of the lock nobody knows; it is named where it alone is in the way.
            alone = error.errno in _ITS_OWN and os.access(self.root, os.W_OK)
            raise files.unwritable(path if alone else self.root, error) from None
        if give_back is None:
            raise WorkspaceError(
                _("Another netinvite holds %(folder)s%(who)s.") % {"folder": self.root, "who": _holder(path)},
                _("Wait until it is done, or end it, and try again; nothing was changed."),
            )
        try:
            _sign(path)
            if sweep and not self._swept:
                self._sweep()
            yield
        finally:
            give_back()

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
            files.sweep([self.root, self.people_folder, self.root / ORGANISERS])
            if self.people_folder.is_symlink():
                return
            with os.scandir(self.people_folder) as entries:
                there = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
            if sum(map(_emptied, there)):
                files.settle(self.people_folder)

    def is_free(self, slug: str) -> bool:
        """Whether nobody has this folder name (``folders.is_free``)."""
        return folders.is_free(self.root, slug)

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

    def update(self, file: Path, changes: Mapping[Keys, Any]) -> Known:
        """Set or take out (``ABSENT``) keys of a TOML file; comments and all other keys stay as they are.

        What the file says then. Whether what is there may be changed is asked under the same ``lock``.
        """
        if not changes:
            return self.known(file)
        with self.lock():
            text = files.read(file, LARGEST_ANSWERS) if files.is_there(file) else f"schema = {SCHEMA}\n"
            known, self._known = self._known, None
            if not known or known[:2] != (file, text):
                known = self._parsed(file, text)
            _file, text, document, data = known
            made = changed(text, document, data, changes)
            # A file with nothing in it is taken for a damaged one.
            text = made.text or f"schema = {SCHEMA}\n"
            data = self._in_shape(file, made.data) if made.text else {"schema": SCHEMA}
            files.write(file, text)
            if not self._said:
                self._said = True
                joining.say(self.root)
            # Where tomlkit got it wrong its document is no longer what the file says.
            if made.is_document and made.text:
                self._known = (file, text, document, data)
        return Known(data, text)

    def _parsed(self, file: Path, text: str) -> tuple[Path, str, Any, dict[str, Any]]:
        """As ``_known``, of a file's text, whose last line is ended."""
        data, text = self.parse(file, text), ended(text.removeprefix("\ufeff"))
        return file, text, document_of(text), data

    def know(self, file: Path) -> None:
        """Parse a file that will be changed, where it is there: then that takes less time."""
        if files.is_there(file):
            self._known = self._parsed(file, files.read(file, LARGEST_ANSWERS))

    def parse(self, file: Path, text: str) -> dict[str, Any]:
        """As ``Network.parse``; what was written here last is known without being parsed again."""
        if self._known and self._known[:2] == (file, text):
            return dict(copied(self._known[3]))
        return super().parse(file, text)

    def own_id(self) -> str:
        """The network's ``id``, made when it is first asked for. Git carries it to every copy.

        It lies in a file of its own: in ``network.toml`` it would make every draft one of older answers.
        Where nothing can be written it follows from the folder's path, so that it stays the same.
        """
        if self.id:
            return self.id
        file = self.root / ID
        try:
            with self.lock():
                if not self.id:
                    files.write(file, f"{os.urandom(ID_LENGTH // 2).hex()}\n")
                return self.id
        except WorkspaceError:
            if os.access(self.root, os.W_OK) and not file.exists():
                raise
            return sha256(os.fsencode(self.root.resolve())).hexdigest()[:ID_LENGTH]


def _emptied(folder: str) -> bool:
    """Sweep among a person's files; whether the folder went, for nothing of anybody's was in it."""
    # Succeeds for an empty folder only; of thousands, a Path of each name takes longer than looking.
    with contextlib.suppress(OSError):
        names = os.listdir(folder)  # noqa: PTH208
        if any(map(files.is_leftover, names)):
            files.sweep([Path(folder)])
        if ANSWERS_FILE in names:
            return False
        if is_forgotten(folder):
            for name in names:
                (Path(folder) / name).unlink(missing_ok=True)
        Path(folder).rmdir()
        return True
    return False


def _sign(path: Path) -> None:
    """Say in the lock who holds it. Whoever held it last need not: to empty a file can wait for the disk."""
    with contextlib.suppress(OSError):
        mine = str(os.getpid()).encode("ascii")
        # To read a pipe would wait for somebody who writes.
        if path.is_file() and path.read_bytes() != mine:
            path.write_bytes(mine)


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        if not path.is_file():
            return ""
        return _(" (process %(pid)s)") % {"pid": int(path.read_text(encoding="ascii"))}
    return ""
