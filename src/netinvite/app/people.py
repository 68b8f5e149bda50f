"""What is known of everyone, read from the files; the index spares reading what has not changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, datetime
from functools import cached_property
from typing import Any

from netinvite import clock
from netinvite.app import halftyped, team
from netinvite.app.astray import Astray
from netinvite.app.daysoff import DaysOff
from netinvite.app.entries import Source, facts_of, is_current, waits
from netinvite.app.glance import Glance
from netinvite.app.index import Index
from netinvite.app.linked import linked
from netinvite.app.team import Known, Team
from netinvite.app.thinkers import without_others
from netinvite.errors import NetinviteError, OwnerError, UsageError, on_line
from netinvite.language import _, active
from netinvite.model import due as model
from netinvite.model.due import DAYS, Due
from netinvite.model.followup import Wrong, numbers
from netinvite.model.people import apart
from netinvite.model.standing import Facts
from netinvite.store import inventory, logs
from netinvite.store.network import Network
from netinvite.store.owners import first
from netinvite.values import NamedTuple

FOLLOWUP = "followup"


class Needed(NamedTuple):
    """A need, as the index has it."""

    name: str
    kind: str


class Register(NamedTuple):
    """Everyone who could be read, the network's needs, and what could not be read and why.

    ``days`` until somebody is due (see ``model.due``); ``unset`` is the fault in the network's
    ``[followup]``; ``only``: the organiser about whose people alone is asked;
    ``team``: who organises. ``notes``: what is to be said beside the problems, of the index.
    """

    everyone: list[Facts]
    needs: tuple[Needed, ...]
    problems: list[str]
    days: Mapping[str, int] = DAYS
    unset: NetinviteError | None = None
    only: str = ""
    team: Team = Team()
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """The problems, and what else is to be said."""
        return [*self.problems, *self.notes]

    @property
    def meant(self) -> list[Facts]:
        """Everyone who is asked about: of one organiser, where ``only`` names one."""
        return [one for one in self.everyone if one.owner == self.only] if self.only else self.everyone

    @property
    def names(self) -> dict[str, str]:
        """What everyone is called, by id; two of one name are told apart."""
        return apart({facts.id: facts.name for facts in self.everyone})

    @property
    def known(self) -> Known:
        """What sentences on somebody say of others."""
        return Known(self.names, self.team)


def read(workspace: Network, *, marks: bool = False, glance: Glance | None = None) -> Register:
    """Read everyone; a damaged record is a problem of that person alone and stays untouched. ``marks``: texts
    in which git left two versions of a line are problems too. ``glance``: what is shown of them, and kept."""
    reader, now = _Reader(workspace), clock.now()
    needs = tuple(Needed(name, kind) for name, kind in reader.needs())
    everyone, problems, astray = list[Facts](), list[str](), Astray(workspace)
    lying = (glance and glance.lying) or workspace.look()
    _sweep(workspace, lying.others)
    for slug, stamp in lying.stamps.items():
        try:
            facts, entry = reader.facts(slug, stamp)
            everyone.append(facts)
            problems += [*_mistyped(workspace, slug, entry), *_ahead(workspace, facts, now)]
            astray.take(facts, entry)
        except OwnerError as error:
            astray.lost.setdefault(error.owner, []).append((slug, error))
        except NetinviteError as error:
            problems.append(" ".join(filter(None, (error.message, _joined_by(workspace, slug)))))
    if inventory.lacks_network_file(workspace.root):
        problems.insert(0, inventory.network_file_lacks(workspace.root))
    # Of all who belong to one organiser the same may be said.
    problems = list(dict.fromkeys([*problems, *astray.sentences(), *lying.odd().values()]))
    days, unset = reader.days(now.year)
    problems += [unset.message] if unset else []
    everyone = linked(everyone)
    organise = team.of(workspace, everyone)
    everyone = without_others(workspace, organise, _owned(organise, everyone))
    found = Register(everyone, needs, problems, days, unset, workspace.only, organise)
    if marks:
        from netinvite.app import clone  # 10 ms, for whoever has git join texts

        problems += clone.marks_of(workspace, reader.index, [facts.id for facts in found.meant])
    half = halftyped.of_everyone(workspace, found.meant, lambda: found.names)
    if glance:
        head = glance.take(found, lying, reader.drafts)
        reader.index.head = "" if half else head, lying.stamps
    reader.index.save()
    return found._replace(notes=(*_to_confirm(workspace, found), *half, *filter(None, [reader.index.told])))


def ahead(workspace: Network) -> Iterator[None]:
    """Read for later what ``read`` would, each person whose files are not known yet a piece; whatever is
    wrong is told there."""
    reader = _Reader(workspace)
    reader.needs()
    reader.days(clock.now().year)
    yield
    for slug, stamp in workspace.stamps().items():
        known = len(reader.index.made)
        with suppress(NetinviteError):
            reader.facts(slug, stamp)
        if len(reader.index.made) > known:
            yield
    reader.index.save()
    yield


def _to_confirm(workspace: Network, found: Register) -> list[str]:
    """A sentence for each conversation that is not noted to the end, with the command that leads there."""
    names, me, first = found.names, found.team.me, found.team.first
    told = {
        False: _("The conversation with %(name)s is not noted to the end yet; go on with: %(command)s"),
        True: _(
            "The conversation with %(name)s is not noted to the end yet, and whoever was named in it "
            "is on the list only after that; go on with: %(command)s"
        ),
    }
    said = []
    for facts in found.meant:
        waiting = [talk for talk in facts.talks if talk.to_confirm and me in ("", talk.by or first)]
        if waiting:
            words = {"name": names[facts.id], "command": workspace.command("interview", facts.id)}
            said.append(told[any(talk.named for talk in waiting)] % words)
    return said


def _sweep(workspace: Network, others: Iterable[str]) -> None:
    """Let go of what lies of people who were forgotten in another copy, their names among it. ``others``: the
    folders that are no person's."""
    if any(inventory.is_forgotten(f"{workspace.people_folder}{os.sep}{name}") for name in others):
        # 35 ms, as of ``Index.save``.
        from netinvite.store.workspace import Workspace

        # Not waited for: whoever holds the folder does the same.
        with suppress(NetinviteError), Workspace.of(workspace).lock(seconds=0):
            pass


def _owned(organise: Team, everyone: list[Facts]) -> list[Facts]:
    """Everyone with an owner where there are several; nobody else has one."""
    if not organise.names:
        return [facts._replace(owner="") if facts.owner else facts for facts in everyone]
    organisers = tuple(organise.names)
    return [one._replace(owner=one.owner or organise.first, organisers=organisers) for one in everyone]


def organised(workspace: Network, facts: Facts) -> Facts:
    """Somebody who alone was read, with who organises."""
    if not (further := inventory.organisers(workspace.root)):
        return facts
    mine = first(workspace)
    return facts._replace(owner=facts.owner or mine, organisers=(mine, *further))


def _joined_by(workspace: Network, slug: str) -> str:
    """How the answers can be joined where git left two versions of them; "" else."""
    # 60 ms: guides, what writes; for what is not in order alone.
    from netinvite.app import versions

    return versions.way(workspace, slug)


def due(register: Register, now: datetime) -> list[Due]:
    """Who is due at ``now``, each once, the most urgent first, of others' people those to whom whoever asks
    has promised something; a ``UsageError`` where ``[followup]`` is not what it must be."""
    return due_and_coming(register, now)[0]


def due_and_coming(register: Register, now: datetime) -> tuple[list[Due], list[Due]]:
    """``due``, and who will be within the next seven days, by day; a ``UsageError`` as of ``due``."""
    return model.due_and_coming(register.everyone, now, _days(register), register.only)


def days_of(workspace: Network) -> Mapping[str, int]:
    """How many days until somebody is due, where nobody else is looked at; the usual ones where
    ``[followup]`` is wrong."""
    table = workspace.read(workspace.network_file).get(FOLLOWUP, {})
    return numbers(table, DaysOff(workspace, {}))[0]


def _days(register: Register) -> Mapping[str, int]:
    if register.unset:
        raise register.unset
    return register.days


def _ahead(workspace: Network, facts: Facts, now: datetime) -> list[str]:
    """What of a log lies in the future, if anything."""
    if not facts.log or facts.log[-1].moment <= now:
        return []
    return logs.ahead(workspace, facts.id, now)


class _Reader:
    """Takes from the index what still holds, and the rest from the files."""

    def __init__(self, workspace: Network) -> None:
        self.workspace = workspace
        self.index = Index(workspace)
        # The stamps of the invitations that wait to go.
        self.drafts: dict[str, str] = {}

    @cached_property
    def source(self) -> Source:
        """Guides and rules of questions, which are not paid for while the index holds."""
        return Source(self.workspace)

    def needs(self) -> list[list[str]]:
        if self.index.needs is None:
            self.index.needs = self.source.needs()
        return self.index.needs

    def days(self, year: int) -> tuple[Mapping[str, int], NetinviteError | None]:
        """How many days until somebody is due, and what is wrong with how the network sets them; ``year`` is
        the present one, and what is counted ends in it or in those beside it, as a rule."""
        off = DaysOff(self.workspace, self.index.off)
        for near in range(max(year - 1, MINYEAR), min(year + 1, MAXYEAR) + 1):
            off.of(near)
        self.index.changed |= off.years != self.index.off
        self.index.off = off.years
        if self.index.followup is not None:
            return numbers(self.index.followup, off)[0], None
        table = self.workspace.read(self.workspace.network_file).get(FOLLOWUP, {})
        days, wrong = numbers(table, off)
        if wrong:
            return days, _misset(self.workspace, wrong[0])
        self.index.followup = dict(table)
        return days, None

    def facts(self, slug: str, stamp: str) -> tuple[Facts, dict[str, Any]]:
        """What is known of a person, and the entry of the index that says it."""
        if (entry := self.index.get(slug, stamp)) and is_current(self.workspace, slug, entry):
            try:
                return facts_of(slug, entry), self._noted(slug, entry)
            except (KeyError, TypeError, ValueError, AttributeError):
                pass  # the index is damaged there; the file is not
        entry = self.index.put(slug, stamp, self.source.entry(slug))
        return facts_of(slug, entry), self._noted(slug, entry)

    def _noted(self, slug: str, entry: dict[str, Any]) -> dict[str, Any]:
        if waits(entry):
            self.drafts[slug] = entry.get("draft", "")
        return entry


def _mistyped(workspace: Network, slug: str, entry: Mapping[str, Any]) -> list[str]:
    """What cannot be read in a person's files, where the index has any: in the language in use, which may be
    another one than when it was read."""
    if not entry.get("mistyped"):
        return []
    # 15 ms: guides and questions; nothing is wrong as a rule.
    from netinvite.app import misfits
    from netinvite.store.records import Told

    return misfits.of(workspace, slug, Told(workspace, active()))


def _misset(workspace: Network, wrong: Wrong) -> UsageError:
    # 2 ms; nothing is wrong as a rule.
    from netinvite.places import lines_of, nearest_line

    file = workspace.network_file
    line = nearest_line(lines_of(workspace.text(file)), (FOLLOWUP, *wrong.path))
    return UsageError(
        on_line(file, line, wrong.problem),
        _("Write it as %(example)s below [followup].") % {"example": "invited = 10"},
    )
