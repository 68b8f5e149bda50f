"""Contacts into the workspace: first a plan that can be shown, then all of it or nothing.

Somebody known already (same name, or same mail) gets their empty answers filled; nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from netinvite import files
from netinvite.addressbooks import together
from netinvite.addressbooks.addressbook import FIELDS, Contact, Found, Problem
from netinvite.answers import parse_text, to_toml
from netinvite.errors import AnswerError, WorkspaceError
from netinvite.language import _
from netinvite.names import fold, slug_of
from netinvite.questions import Guide, Question
from netinvite.records import record_of
from netinvite.workspace import SCHEMA, Workspace

NAME = Question("person", "name", "text", ask="", required=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person is to be given: ``values`` by question (``person.email``), as TOML has them."""

    line: int
    slug: str
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A contact that is somebody known (or met earlier in the file), ``by`` name or mail; ``kept``: the
    fields where the answer that is there stays though the file says otherwise."""

    line: int
    given: str
    slug: str
    name: str
    by: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. ``filled`` are known people with empty answers that the file can fill."""

    found: Found
    new: tuple[Entry, ...] = ()
    filled: tuple[Entry, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    problems: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.filled)


def plan(workspace: Workspace, guide: Guide, found: Found) -> Plan:
    """What importing ``found`` would do to the workspace as it is now; reads only."""
    planner = _Planner(workspace, guide)
    for contact in found.contacts:
        planner.take(contact)
    touched = [target for target in planner.touched.values() if target.values]
    return Plan(
        found,
        new=tuple(target.entry() for target in touched if target.new),
        filled=tuple(target.entry() for target in touched if not target.new),
        recognised=tuple(planner.recognised),
        problems=(*found.problems, *planner.problems),
        left=(*found.left, *(key for key in planner.unasked if key not in found.left)),
    )


@dataclass(slots=True)
class _Target:
    """Somebody who may be given answers; ``answered`` is read when they are first met."""

    slug: str
    name: str
    email: str
    new: bool = False
    line: int = 0
    answered: dict[str, Any] | None = None
    damage: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def entry(self) -> Entry:
        return Entry(self.line, self.slug, self.name, dict(self.values))

    def give(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Fill what is empty; the fields that stay though the value is another one."""
        there = {**(self.answered or {}), **self.values}
        self.values.update({key: value for key, value in values.items() if there.get(key) in (None, "", [])})
        return tuple(
            key.partition(".")[2]
            for key, value in values.items()
            if there.get(key) not in (None, "", []) and fold(str(there[key])) != fold(str(value))
        )


class _Planner:
    """Knows everyone by name and by mail."""

    def __init__(self, workspace: Workspace, guide: Guide) -> None:
        self.workspace, self.guide = workspace, guide
        self.by_name: dict[str, list[_Target]] = {}
        self.by_mail: dict[str, list[_Target]] = {}
        self.damaged: set[str] = set()
        self.touched: dict[str, _Target] = {}
        self.recognised: list[Recognised] = []
        self.problems: list[Problem] = []
        self.unasked: dict[str, None] = {}
        self.taken: set[str] = set()
        for slug in workspace.slugs():
            self._know(slug)

    def _know(self, slug: str) -> None:
        try:
            table = self.workspace.read(self.workspace.answers_file(slug)).get("person", {})
        except WorkspaceError as error:
            self.damaged.add(slug)
            self.problems.append(Problem(0, slug, error.message))
            return
        texts = table if isinstance(table, dict) else {}
        name, email = texts.get("name"), texts.get("email")
        self._add(
            _Target(
                slug,
                name if isinstance(name, str) and name else slug,
                email if isinstance(email, str) else "",
            )
        )

    def _add(self, target: _Target) -> None:
        self.by_name.setdefault(fold(target.name), []).append(target)
        if target.email:
            self.by_mail.setdefault(fold(target.email), []).append(target)

    def take(self, contact: Contact) -> None:
        """Decide on one contact."""
        values = self._valid(contact)
        name = values.get("person.name")
        if not isinstance(name, str):
            self._skip(contact, _("skipped: it has no name that can be used."))
            return
        several, target, by = self._find(name, str(values.get("person.email", "")))
        if several:
            self._skip(contact, _("skipped: several people here have this name."))
        elif target is None and slug_of(name) in self.damaged:
            self._skip(contact, _("skipped: the file of a person of this name is damaged."))
        elif target is None:
            self._begin(contact, name, values)
        elif self._readable(target):
            self._fill(contact, target, by, values)
        else:
            self._skip(contact, _("skipped: %(reason)s") % {"reason": target.damage})

    def _skip(self, contact: Contact, why: str) -> None:
        self.problems.append(Problem(contact.line, contact.name[:60], why))

    def _valid(self, contact: Contact) -> dict[str, Any]:
        """The contact's values by question; what does not fit is named and left out."""
        values: dict[str, Any] = {}
        for name in FIELDS:
            typed = getattr(contact, name)
            question = self.guide.question(f"person.{name}") or (NAME if name == "name" else None)
            if question is None and typed:
                self.unasked[name] = None
            if question is None or not typed:
                continue
            try:
                if (value := parse_text(question, _tidy(name, typed))) is not None:
                    values[question.key] = to_toml(value, question)
            except AnswerError as error:
                why = _("%(field)s left out: %(reason)s") % {"field": name, "reason": error.message}
                self._skip(contact, why)
        return values

    def _find(self, name: str, email: str) -> tuple[bool, _Target | None, str]:
        """Whether several are meant; else who, and by what they are recognised."""
        same = self.by_name.get(fold(name), [])
        mail = self.by_mail.get(fold(email), []) if email else []
        both = [target for target in same if target in mail]
        if len(same) == 1 or len(both) == 1:
            return False, (both or same)[0], "name"
        if same or len(mail) > 1:
            return True, None, ""
        return False, mail[0] if mail else None, "mail"

    def _begin(self, contact: Contact, name: str, values: dict[str, Any]) -> None:
        slug, number = slug_of(name), 2
        while slug in self.taken or not self.workspace.is_free(slug):
            slug, number = f"{slug_of(name)}-{number}", number + 1
        self.taken.add(slug)
        target = _Target(slug, name, str(values.get("person.email", "")), new=True, line=contact.line)
        target.give(values)
        self.touched[slug] = target
        self._add(target)

    def _readable(self, target: _Target) -> bool:
        """Read what a known person has answered; a file with a problem is left as it is."""
        if target.answered is None and not target.new:
            file = self.workspace.answers_file(target.slug)
            record = record_of(self.workspace.read(file), self.guide, "person")
            target.answered = record.raw
            if record.problems:
                target.damage = _("%(file)s: %(problem)s") % {"file": file, "problem": record.problems[0]}
        return not target.damage

    def _fill(self, contact: Contact, target: _Target, by: str, values: Mapping[str, Any]) -> None:
        if target.slug not in self.touched:
            target.line = contact.line
            self.touched[target.slug] = target
        kept = target.give(values)
        email = str(target.values.get("person.email", ""))
        if email and not target.email:
            target.email = email
            self.by_mail.setdefault(fold(email), []).append(target)
        self.recognised.append(Recognised(contact.line, contact.name, target.slug, target.name, by, kept))


def _tidy(field: str, typed: str) -> str:
    """Telephones wrap numbers in invisible marks of direction and use other dashes: neither is meant."""
    if field != "phone":
        return typed
    dashes = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-")
    marks = dict.fromkeys((0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
    return typed.translate({**dashes, **marks})


# Carrying out --------------------------------------------------------------------------------------


def carry_out(workspace: Workspace, guide: Guide, planned: Plan) -> tuple[Path, ...]:
    """Do what was planned, all or nothing; the files written.

    ``WorkspaceError`` when the workspace has changed since, or a file cannot be written.
    """
    if not planned:
        return ()
    workspace.open_for_writing()
    with workspace.lock():
        if plan(workspace, guide, planned.found) != planned:
            raise WorkspaceError(
                _("The workspace has changed meanwhile."), _("Import the file again; nothing was changed.")
            )
        texts = _texts(workspace, guide, planned)
        together.write(texts)
    return tuple(texts)


def _texts(workspace: Workspace, guide: Guide, planned: Plan) -> dict[Path, str]:
    texts = {}
    # First: where the run is killed, the next one finds people to take and goes on; this it would not miss.
    if not workspace.exists:
        texts[workspace.network_file] = f'schema = {SCHEMA}\nlang = "{guide.lang}"\n'
    for entry in (*planned.filled, *planned.new):
        file = workspace.answers_file(entry.slug)
        texts[file] = _text(file, entry.values)
    return texts


def _text(file: Path, values: Mapping[str, Any]) -> str:
    """What ``file`` is to hold: as it is, comments too, and these values."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text = files.read(file).removeprefix("\ufeff") if file.exists() else f"schema = {SCHEMA}\n"
    try:
        document: Any = tomlkit.parse(text)
        for key, value in values.items():
            step, name = key.split(".", 1)
            if step not in document:
                document[step] = tomlkit.table()
            document[step][name] = value
        return tomlkit.dumps(document)
    except TOMLKitError:
        raise WorkspaceError(
            _("%(file)s cannot be added to.") % {"file": file},
            _("Mend it in an editor; nothing was changed."),
        ) from None
