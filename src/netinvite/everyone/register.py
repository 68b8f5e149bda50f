"""What is known of everyone, read from the workspace; the index spares reading what has not changed."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from netinvite.errors import NetinviteError
from netinvite.everyone.index import INDEX as INDEX
from netinvite.everyone.index import Index
from netinvite.everyone.people import Facts, Talk
from netinvite.names import fold
from netinvite.values import Need
from netinvite.workspace import Workspace

if TYPE_CHECKING:
    from netinvite.everyone.facts import Source


class Register(NamedTuple):
    """Everyone who could be read, the network's needs, and what could not be read and why."""

    everyone: list[Facts]
    needs: tuple[Need, ...]
    problems: list[str]


def read(workspace: Workspace) -> Register:
    """Read everyone; a damaged record is a problem of that person alone and stays untouched."""
    reader = _Reader(workspace)
    needs = tuple(Need(name, kind) for name, kind in reader.needs())
    everyone, problems = [], []
    for slug, stamp in workspace.stamps().items():
        try:
            facts, mistyped = reader.facts(slug, stamp)
            everyone.append(facts)
            problems += mistyped
        except NetinviteError as error:
            problems.append(error.message)
    problems += workspace.odd().values()
    reader.index.save()
    return Register(_linked(everyone), needs, problems)


class _Reader:
    """Takes from the index what still holds, and the rest from the files."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.index = Index(workspace)

    @cached_property
    def source(self) -> Source:
        """Guides and rules of questions, which are not paid for while the index holds."""
        from netinvite.everyone.facts import Source

        return Source(self.workspace)

    def needs(self) -> list[list[str]]:
        if self.index.needs is None:
            self.index.needs = self.source.needs()
        return self.index.needs

    def facts(self, slug: str, stamp: str) -> tuple[Facts, list[str]]:
        if entry := self.index.get(slug, stamp):
            try:
                return _facts(slug, entry), entry["mistyped"]
            except (KeyError, TypeError, AttributeError):
                pass  # the index is damaged there; the file is not
        entry = self.index.put(slug, stamp, self.source.entry(slug))
        return _facts(slug, entry), entry["mistyped"]


def _facts(slug: str, entry: dict[str, Any]) -> Facts:
    return Facts(
        id=slug,
        name=entry["name"],
        finished=entry["finished"],
        invited=_day(entry["invited"]),
        covers=tuple(entry["covers"]),
        referred_by=entry["referred_by"],
        alternative=entry["alternative"],
        former=tuple(entry["former"]),
        talks=tuple(
            Talk(_day(talk["date"]), talk["outcome"], talk["next"], _day(talk["next_date"]))
            for talk in entry["talks"]
        ),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _linked(everyone: list[Facts]) -> list[Facts]:
    """Names of those who named somebody become ids, where exactly one person here has that name."""
    if not any(facts.referred_by for facts in everyone):
        return everyone
    ids: dict[str, list[str]] = {}
    for facts in everyone:
        ids.setdefault(fold(facts.name), []).append(facts.id)
    return [_linked_to(ids.get(fold(facts.referred_by), []), facts) for facts in everyone]


def _linked_to(found: list[str], facts: Facts) -> Facts:
    return facts._replace(referred_by=found[0] if len(found) == 1 else "")
