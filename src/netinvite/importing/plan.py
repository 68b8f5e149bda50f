"""Contacts into the workspace: first a plan that can be shown, then all of it or nothing.

Somebody known already gets their empty answers filled; nothing is overwritten. Where only the name, or only
the address is the same, nobody is given another's details: it is asked, or the contact is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from netinvite.errors import AnswerError, WorkspaceError
from netinvite.importing.contact import UNREADABLE, Contact, Found, Problem, label, tidy_phone
from netinvite.importing.likeness import SOMEBODY_ELSE, UNASKED, Ask, Doubt, Everyone, Likeness, Target, why
from netinvite.importing.owners import Owners
from netinvite.language import _
from netinvite.model import keys, kinds
from netinvite.model.keys import SET_ASIDE
from netinvite.model.people import slug_of
from netinvite.model.questions import Guide, Question, Value
from netinvite.store import inventory, owners, several, writing
from netinvite.store.reading import SCHEMA, text_at
from netinvite.store.records import record_of
from netinvite.store.workspace import Workspace

NAME = Question(*keys.NAME.path, "text", ask="", required=True)
# What tells who somebody is.
_TELLING = (keys.NAME, keys.EMAIL, keys.PHONE, keys.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person is to be given: ``values`` by question (``person.email``), as TOML has them."""

    line: int
    slug: str
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A contact that is somebody known (or met earlier in the file); ``asked``: because somebody said so.
    ``kept``: the fields where the answer that is there stays though the file says otherwise."""

    line: int
    given: str
    slug: str
    name: str
    asked: bool = False
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. ``filled`` are known people with empty answers that the file can fill;
    ``doubts`` are left out, and among the problems too; ``shared`` are mail addresses with the names of those
    who have them; ``said`` is what was said to doubts, by the place of the contact in the file; ``seen`` is
    the workspace's state."""

    found: Found
    new: tuple[Entry, ...] = ()
    filled: tuple[Entry, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    said: Mapping[int, str] = field(default_factory=dict)
    seen: tuple[object, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.new or self.filled)


def plan(workspace: Workspace, guide: Guide, found: Found, ask: Ask | None = None) -> Plan:
    """What importing ``found`` would do to the workspace as it is now; reads only.

    ``ask`` is asked who is meant where that is in doubt; without it those contacts are left out.
    """
    return _plan(workspace, guide, found, lambda _place, doubt: ask(doubt) if ask else UNASKED)


def _plan(workspace: Workspace, guide: Guide, found: Found, ask: Callable[[int, Doubt], str]) -> Plan:
    planner = _Planner(workspace, guide, ask, found.headings.get("owner", ""))
    planner.everyone.are_several(found.contacts)
    for place, contact in enumerate(found.contacts):
        planner.take(place, contact)
    touched = [target for target in planner.touched.values() if target.values]
    return Plan(
        found,
        new=tuple(_entry(target) for target in touched if target.new),
        filled=tuple(_entry(target) for target in touched if not target.new),
        recognised=tuple(planner.recognised),
        doubts=tuple(planner.doubts),
        problems=(*found.problems, *planner.problems),
        left=tuple(dict.fromkeys((*found.left, *(found.headings.get(key, key) for key in planner.unasked)))),
        shared=tuple(planner.everyone.shared(found.contacts)),
        said=planner.said,
        # What could not be read a moment ago may be read in the next.
        seen=() if planner.damaged else planner.seen,
    )


def _entry(target: Target) -> Entry:
    return Entry(target.line, target.slug, target.name, dict(target.values))


class _Planner:
    """Decides on one contact after the other; those before it count as known. ``whose``: the heading of the
    column that names an organiser, where there is one."""

    def __init__(
        self, workspace: Workspace, guide: Guide, ask: Callable[[int, Doubt], str], whose: str
    ) -> None:
        self.workspace, self.guide, self.ask = workspace, guide, ask
        self.everyone = Everyone()
        self.damaged: set[str] = set()
        self.touched: dict[str, Target] = {}
        self.recognised: list[Recognised] = []
        self.doubts: list[Doubt] = []
        self.problems: list[Problem] = []
        self.unasked: dict[str, None] = {}
        self.taken: set[str] = set()
        self.said: dict[int, str] = {}
        # Before anybody is read, so that no change is missed.
        self.seen = workspace.state()
        self.folders = inventory.people_folded(workspace.root)
        self.owners = Owners(workspace, whose)
        for slug in workspace.slugs():
            self._know(slug)

    def _know(self, slug: str) -> None:
        try:
            data = self.workspace.read(self.workspace.answers_file(slug))
        except WorkspaceError as error:
            # Somebody of the same name has a number after it.
            self.damaged.add(re.sub(r"-\d+$", "", slug))
            self.problems.append(Problem(0, slug, error.message))
            return
        name, email, phone, organisation = (_text_of(data, key) for key in _TELLING)
        self.everyone.add(Target(slug, name or slug, email, phone, organisation=organisation))

    def take(self, place: int, contact: Contact) -> None:
        """Decide on one contact."""
        values = self._valid(contact)
        name, email, phone, organisation = (str(values.get(key, "")) for key in _TELLING)
        if not name:
            self._skip(contact, _("skipped: it has no name that can be used."))
            return
        likeness = self.everyone.like(name, email, phone, organisation)
        if likeness.person:
            self._known(contact, likeness.person, values)
        elif slug_of(name) in self.damaged:
            self._skip(contact, _("skipped: the file of a person of this name is damaged."))
        elif problem := self.owners.problem(contact):
            self._skip(contact, problem)
        elif likeness.like:
            doubt = likeness.doubt(contact.line, name, email, phone)
            self._ask(place, contact, likeness, doubt, values)
        else:
            self._begin(contact, name, values)

    def _ask(
        self, place: int, contact: Contact, likeness: Likeness, doubt: Doubt, values: dict[str, Any]
    ) -> None:
        said = self.said[place] = self.ask(place, doubt)
        meant = next((one for one in likeness.like if one.slug == said), None)
        if meant:
            self._known(contact, meant, values, asked=True)
        elif said == SOMEBODY_ELSE:
            if likeness.by == "phone":
                self.everyone.share(doubt.phone)
            self._begin(contact, doubt.name, values)
        else:
            self.doubts.append(doubt)
            text = _("left out, as you said")
            if said == UNASKED:
                text = _("left out, for it is not certain who this is: %(why)s") % {"why": why(doubt)}
            self._skip(contact, text)

    def _skip(self, contact: Contact, text: str) -> None:
        self.problems.append(Problem(contact.line, (contact.name or contact.email)[:60], text))

    def _valid(self, contact: Contact) -> dict[str, Any]:
        """The contact's values by question; what does not fit is named and left out."""
        values: dict[str, Any] = {}
        for name in self.owners.fields:
            typed = getattr(contact, name)
            question = self.guide.question(f"{keys.PERSON}.{name}") or (NAME if name == "name" else None)
            if question is None and typed and name != keys.CALLED.name:
                self.unasked[name] = None
            if question is None or not typed:
                continue
            try:
                if (value := _value(question, name, typed)) is not None:
                    values[question.key] = kinds.of(question).to_toml(value)
            except AnswerError as error:
                text = _("%(field)s left out: %(reason)s") % {"field": label(name), "reason": error.message}
                self._skip(contact, text)
        return values

    def _begin(self, contact: Contact, name: str, values: dict[str, Any]) -> None:
        slug, number = slug_of(name), 2
        # Of thousands, hardly anybody has such a folder.
        while slug in self.taken or (slug in self.folders and not self.workspace.is_free(slug)):
            slug, number = f"{slug_of(name)}-{number}", number + 1
        self.taken.add(slug)
        target = Target(slug, name, "", new=True, line=contact.line)
        target.give({**values, **self.owners.of(contact)})
        self.touched[slug] = target
        self.everyone.add(target)

    def _known(
        self, contact: Contact, target: Target, values: Mapping[str, Any], *, asked: bool = False
    ) -> None:
        if not self._is_readable(target):
            self._skip(contact, _("skipped: %(reason)s") % {"reason": target.damage})
            return
        if target.slug not in self.touched:
            target.line = contact.line
            self.touched[target.slug] = target
        kept = target.give(values)
        self.everyone.add(target)
        self.recognised.append(Recognised(contact.line, contact.name, target.slug, target.name, asked, kept))

    def _is_readable(self, target: Target) -> bool:
        """Read what a known person has answered; a file with a problem is left as it is."""
        if target.answered is None and not target.new:
            file = self.workspace.answers_file(target.slug)
            record = record_of(self.workspace.read(file), self.guide, "person")
            target.answered = record.raw
            if record.problems:
                target.damage = _("%(file)s: %(problem)s") % {"file": file, "problem": record.problems[0]}
        return not target.damage


def _text_of(data: Mapping[str, Any], key: keys.Key) -> str:
    """A text of the person's table, or one that is set aside."""
    aside = data.get(SET_ASIDE)
    found = text_at(data, *key.path)
    return found or (text_at(aside, key) if isinstance(aside, dict) else "")


def _value(question: Question, name: str, typed: str) -> Value | None:
    if UNREADABLE in typed:
        raise AnswerError(_("not all of its letters can be read."))
    typed = tidy_phone(typed) if name == "phone" else typed
    return kinds.of(question).from_toml(question, typed, question.choices)


# Carrying out --------------------------------------------------------------------------------------


def carry_out(workspace: Workspace, guide: Guide, planned: Plan) -> tuple[Path, ...]:
    """Do what was planned, all or nothing; the files written.

    ``WorkspaceError`` when the workspace has changed since, or a file cannot be written.
    """
    if not planned:
        return ()
    workspace.open_for_writing()
    with workspace.lock():
        if not _holds(workspace, guide, planned):
            raise WorkspaceError(
                _("The workspace has changed meanwhile."), _("Import the file again; nothing was changed.")
            )
        texts = _texts(workspace, guide, planned)
        several.write(texts)
        owners.begin(workspace, *(entry.slug for entry in planned.new))
    return tuple(texts)


def _holds(workspace: Workspace, guide: Guide, planned: Plan) -> bool:
    """Whether the plan is still the same; it is made once more only where that is not certain."""
    folders = inventory.people_folded(workspace.root)
    free = (workspace.is_free(one.slug) for one in planned.new if one.slug in folders)
    if planned.seen == workspace.state() and all(free):
        return True
    said = planned.said
    return _plan(workspace, guide, planned.found, lambda place, _doubt: said.get(place, UNASKED)) == planned


def _texts(workspace: Workspace, guide: Guide, planned: Plan) -> dict[Path, str]:
    texts = {}
    # First: where the run is killed, the next one finds people to take and goes on; this it would not miss.
    if not workspace.exists:
        texts[workspace.network_file] = f'schema = {SCHEMA}\nlang = "{guide.lang}"\n'
    for entry in planned.filled:
        file = workspace.answers_file(entry.slug)
        texts[file] = writing.filled(file, entry.values)
    for entry in planned.new:
        texts[workspace.answers_file(entry.slug)] = writing.begun(entry.values)
    return texts
