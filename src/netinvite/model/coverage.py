"""What the network needs and who covers it, who named whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from netinvite.model.standing import IN_PLAY, Facts, state
from netinvite.values import NamedTuple


class Need(Protocol):
    """A need of the network, as questions have it or as the index does."""

    @property
    def name(self) -> str:
        """What is needed."""
        raise NotImplementedError

    @property
    def kind(self) -> str:
        """Knowledge, skill, access or resource."""
        raise NotImplementedError


class Coverage(NamedTuple):
    """Who covers a need (ids), who may, and, where nobody does, names to ask instead."""

    need: Need
    covered_by: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


class Branch(NamedTuple):
    """A person and everyone whom that person named."""

    id: str
    named: tuple[Branch, ...] = ()


def coverage(needs: Sequence[Need], everyone: Sequence[Facts]) -> list[Coverage]:
    """For each need who covers it, who may, and whom to ask where nobody does."""
    states = {facts.id: state(facts) for facts in everyone}
    out = []
    for need in needs:
        known = [facts for facts in everyone if need.name in facts.covers]
        covered = tuple(facts.id for facts in known if states[facts.id] == "joins")
        possible = tuple(facts.id for facts in known if states[facts.id] in IN_PLAY)
        ask = (
            () if covered or possible else tuple(dict.fromkeys(f.alternative for f in known if f.alternative))
        )
        out.append(Coverage(need, covered, possible, ask))
    return out


def former_needs(everyone: Sequence[Facts]) -> dict[str, list[str]]:
    """What people (ids) are noted for and the network no longer lists, by name."""
    found: dict[str, list[str]] = {}
    for facts in everyone:
        for name in facts.former:
            found.setdefault(name, []).append(facts.id)
    return found


def referrals(everyone: Sequence[Facts]) -> list[Branch]:
    """The trees of who named whom, from those whom nobody here named.

    A cycle (a named b, b named a) is cut where it closes; a referral to oneself is none.
    """
    ids = {facts.id for facts in everyone}
    children: dict[str, list[str]] = {}
    for facts in everyone:
        if facts.referred_by in ids and facts.referred_by != facts.id:
            children.setdefault(facts.referred_by, []).append(facts.id)
    named = {child for found in children.values() for child in found}
    seen: set[str] = set()
    roots = [facts.id for facts in everyone if facts.id in children and facts.id not in named]
    trees = [_branch(root, children, seen) for root in roots]
    # What is left stands in a cycle: it begins with whoever comes first.
    for facts in everyone:
        if facts.id in children and facts.id not in seen:
            trees.append(_branch(facts.id, children, seen))  # noqa: PERF401  # seen grows on the way
    return trees


def _branch(start: str, children: dict[str, list[str]], seen: set[str]) -> Branch:
    seen.add(start)
    return Branch(start, tuple(_branch(c, children, seen) for c in children.get(start, ()) if c not in seen))
