"""The files of one network as they are read: who is there, and what a file says.

In the file of the network and in each person's, ``[set_aside]`` keeps answers whose question does not apply
at present and ``[unfinished]`` what was typed and not yet given.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from netinvite import commands
from netinvite.errors import NetinviteError, UnreadableError, UsageError, WorkspaceError, refuse_conflict
from netinvite.language import _
from netinvite.model.keys import LANG, NAME, ORGANISATION, PERSON, ZONE
from netinvite.model.people import Person, by_folder, fold, matches, only_folder, shortened, slug_of, unknown
from netinvite.store import files, folders, inventory
from netinvite.store.inventory import (
    ANSWERS_FILE,
    ID,
    NETWORK_FILE,
    ORGANISERS,
    PEOPLE,
    TEMPLATES,
    nearest,
)
from netinvite.store.reading import SCHEMA, misshapen, text_at, toml

# Bytes: a thousand pages. To read and write more as TOML takes longer than anybody waits.
LARGEST_ANSWERS = 500_000
# Characters; a name that is longer is none.
LONGEST = 2_000
# Hexadecimal digits.
ID_LENGTH = 32
_ID = re.compile(rf"(?m)^[0-9a-f]{{{ID_LENGTH}}}$")


class Known:
    """What a file says: parsed, and as it is written ("" where it is not there)."""

    # No NamedTuple, for every start would pay for making it.
    def __init__(self, data: dict[str, Any], text: str) -> None:
        self.data, self.text = data, text


class Network:
    """The files of one network, to be read. ``found``: commands find its folder without being told."""

    def __init__(self, root: Path, *, found: bool = False) -> None:
        self.root = root
        self.found = found
        # Who works here, "" where one organises or nobody has said; whose people alone are meant, "" for all;
        # whether people whose owner nobody knows are read as the first one's: somebody takes them over.
        self.by, self.only, self.adopts = "", "", False
        self.network_file = root / NETWORK_FILE
        self.people_folder = root / PEOPLE

    @property
    def own_templates(self) -> Path | None:
        """The user's own templates folder, where there is one."""
        folder = self.root / TEMPLATES
        return folder if folder.is_dir() else None

    @property
    def exists(self) -> bool:
        """Whether somebody has begun here."""
        return self.network_file.is_file()

    @property
    def id(self) -> str:
        """The network's random id, by which what leaves it can be known again; "" as long as it has none.

        The first in the file: two copies that each made one are joined by git as a conflict.
        """
        try:
            found = _ID.search(files.read(self.root / ID))
        except WorkspaceError:
            return ""
        return found[0] if found else ""

    def zone(self) -> str:
        """The name of the time zone that the network's times are in; "" for this computer's, and where that
        cannot be read."""
        try:
            # Most networks name none, and what is parsed takes a moment.
            named = ZONE in self.text(self.network_file)
            return text_at(self.read(self.network_file), ZONE) if named else ""
        except NetinviteError:
            return ""

    def folder(self, slug: str) -> Path:
        """The folder of a person."""
        return self.people_folder / slug

    def answers_file(self, slug: str) -> Path:
        """The file with everything known of a person."""
        return self.folder(slug) / ANSWERS_FILE

    def command(self, *words: str) -> str:
        """``netinvite`` with these words, as it means this network from the present folder."""
        return commands.joined(*words, *self.named())

    def named(self) -> list[str]:
        """What a command says to mean this network from the present folder; nothing where it is found."""
        return [] if self.found or self._is_nearest() else ["--workspace", str(self.root)]

    def _is_nearest(self) -> bool:
        try:
            return nearest(os.environ) == self.root
        except (OSError, RuntimeError):
            return False

    # People ----------------------------------------------------------------------------------------

    def slugs(self) -> list[str]:
        """Everyone's folder name, sorted."""
        return list(self.stamps())

    def state(self) -> tuple[object, ...]:
        """What tells one state of the answers from another: stamps of the files, all names among the people,
        and who works here."""
        others = map(self.organiser_file, inventory.organisers(self.root))
        told = [files.stamp(file) for file in (self.network_file, *others)]
        return self.stamps(), told, inventory.people_folded(self.root), self.by

    def stamps(self) -> dict[str, str]:
        """The stamp of everyone's answers by folder name (``folders.stamps``)."""
        return folders.stamps(self.root)

    def odd(self) -> dict[str, str]:
        """What lies among the people and is nobody who can be read (``folders.odd``)."""
        return folders.odd(self.root)

    def look(self) -> folders.Lying:
        """All that lies among the people, in one look (``folders.look``)."""
        return folders.look(self.root)

    def holds(self, path: Path) -> bool:
        """Whether a path lies in the workspace, also after its links are followed."""
        return folders.holds(self.root, path)

    def name_of(self, slug: str) -> str:
        """The full name in a person's file, else the folder's; a ``WorkspaceError`` for a damaged file."""
        return text_at(self.read(self.answers_file(slug)), "person", "name") or slug

    def person(self, slug: str) -> Person:
        """A person as a list shows them; one whose file is damaged is known by their slug alone.

        ``UnreadableError`` where the system gives no file at this moment: taking everyone for unknown would
        make them anew.
        """
        try:
            table = self.read(self.answers_file(slug)).get(PERSON, {})
        except UnreadableError as error:
            if not error.of_this_file:
                raise
            table = {}
        except WorkspaceError:
            table = {}
        text = {key: value for key, value in table.items() if isinstance(value, str) and len(value) < LONGEST}
        return Person(
            slug, text.get(NAME.name) or slug, text.get(ORGANISATION.name, ""), text.get(LANG[1], "")
        )

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

        ``UsageError`` when nobody is meant, or several are, an ``OnlyFolderError`` where somebody had that
        name before. A name is compared, never opened as a path.
        """
        if name is None:
            return self._only(self.slugs())
        if folders.is_person(self.root, name):
            return self.person(name)
        people = self.people()
        found = matches(name, people)
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                _("“%(name)s” can mean %(people)s.")
                % {"name": name, "people": shortened([str(person) for person in found], "; ")},
                _("Write what stands in the brackets: only one of them has it."),
            )
        self.refuse_odd(name)
        if once := by_folder(name, people):
            raise only_folder(name, once)
        raise unknown(name, people, self.command("prepare"))

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
                _("You have not prepared anyone yet in %(folder)s.") % {"folder": self.root},
                _("Begin with: %(command)s") % {"command": self.command("prepare")},
            )
        raise UsageError(
            _("Whom do you mean: %(people)s?") % {"people": shortened(slugs)},
            _("Add one of these names to the command."),
        )

    def new_slug(self, name: str) -> str:
        """A slug for a new person that nobody has; ``WorkspaceError`` where a damaged file may be theirs."""
        base = slug_of(name)
        slug, number = base, 2
        while not folders.is_free(self.root, slug):
            self.read(self.answers_file(slug))
            slug, number = f"{base}-{number}", number + 1
        return slug

    # Organisers ------------------------------------------------------------------------------------

    def organiser_file(self, slug: str) -> Path:
        """The file of an organiser who is not the first."""
        return self.root / ORGANISERS / f"{slug}.toml"

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
        # In a text of several lines they are TOML.
        refuse_conflict(file, text)
        hint = _("Fix that line in an editor; nothing was changed.")
        return self._in_shape(file, toml(text, str(file), WorkspaceError, hint))

    def _in_shape(self, file: Path, data: dict[str, Any]) -> dict[str, Any]:
        if problem := misshapen(data):
            raise WorkspaceError(
                _("%(file)s: %(problem)s") % {"file": file, "problem": problem},
                _("Fix that in an editor; nothing was changed."),
            )
        schema = data.get("schema", SCHEMA)
        if not isinstance(schema, int) or schema > SCHEMA:
            raise WorkspaceError(
                _("%(file)s was made by a newer netinvite.") % {"file": file},
                _("Upgrade netinvite, then try again; nothing was changed."),
            )
        return data
