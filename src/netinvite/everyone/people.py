"""Everyone at a glance: where each person stands, which needs are covered, who named whom. Pure views.

A state is worked out from what is recorded, never kept: *thinking* (the preparation is unfinished), *ready*
(it is finished), *invited* (a mail was sent), *talked*, *joins*, *considers*, *later*, *declines*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from netinvite.values import Need

STATES = ("thinking", "ready", "invited", "talked", "joins", "considers", "later", "declines")
OUTCOMES = ("joins", "considers", "later", "declines")
# Who may still cover a need: everyone but those who said no.
IN_PLAY = tuple(state for state in STATES if state not in ("joins", "declines"))


class Talk(NamedTuple):
    """A conversation as it was recorded; ``outcome`` and ``next_step`` are "" where nobody said."""

    day: date | None = None
    outcome: str = ""
    next_step: str = ""
    next_date: date | None = None


class Facts(NamedTuple):
    """What is known of one person; ``covers`` names needs, ``former`` what is no need any more,
    ``referred_by`` is a person's id or ""."""

    id: str
    name: str
    finished: bool = False
    invited: date | None = None
    talks: tuple[Talk, ...] = ()
    covers: tuple[str, ...] = ()
    referred_by: str = ""
    alternative: str = ""
    former: tuple[str, ...] = ()


class Standing(NamedTuple):
    """Where one person stands."""

    id: str
    name: str
    state: str
    next_step: str = ""
    next_date: date | None = None
    overdue: bool = False
    covers: tuple[str, ...] = ()
    referred_by: str = ""


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


def state(facts: Facts) -> str:
    """One of ``STATES``: the outcome of the last conversation, else how far the preparation is."""
    if facts.talks:
        outcome = facts.talks[-1].outcome
        return outcome if outcome in OUTCOMES else "talked"
    if facts.invited:
        return "invited"
    return "ready" if facts.finished else "thinking"


def standing(facts: Facts, today: date) -> Standing:
    """Where a person stands; overdue is a next step whose day is before ``today``."""
    last = facts.talks[-1] if facts.talks else Talk()
    return Standing(
        id=facts.id,
        name=facts.name,
        state=state(facts),
        next_step=last.next_step,
        next_date=last.next_date,
        overdue=last.next_date is not None and last.next_date < today,
        covers=facts.covers,
        referred_by=facts.referred_by,
    )


def overview(everyone: Iterable[Facts], today: date) -> list[Standing]:
    """Everyone: what is overdue first, then by the day of the next step, then by name."""
    found = [standing(facts, today) for facts in everyone]
    return sorted(found, key=lambda one: (one.next_date is None, one.next_date or today, one.name.casefold()))


def due(everyone: Sequence[Standing], today: date) -> list[Standing]:
    """Whose next step is today or overdue."""
    return [one for one in everyone if one.next_date is not None and one.next_date <= today]


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
