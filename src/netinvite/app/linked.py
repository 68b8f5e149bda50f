"""Who named whom: names become ids, with the day on which somebody was named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from netinvite.model.people import fold
from netinvite.model.standing import Facts, Talk


def linked(everyone: list[Facts]) -> list[Facts]:
    """Names of those who named somebody become ids, where exactly one person here has that name; an id stays.
    With the day on which they did, as their conversations tell it, or else what was kept of it."""
    if not any(facts.referred_by for facts in everyone):
        return everyone
    ids: dict[str, list[str]] = {}
    for facts in everyone:
        ids.setdefault(fold(facts.name), []).append(facts.id)
    named, names = dict(_named(everyone)), {facts.id: fold(facts.name) for facts in everyone}
    return [_linked_to(ids, names, named, facts) if facts.referred_by else facts for facts in everyone]


def _linked_to(
    ids: Mapping[str, list[str]],
    names: Mapping[str, str],
    named: Mapping[tuple[str, str], Talk],
    facts: Facts,
) -> Facts:
    by = names.get(facts.referred_by) or fold(facts.referred_by)
    found = [facts.referred_by] if facts.referred_by in names else ids.get(by, [])
    talk = named.get((by, fold(facts.name)), Talk())
    who = found[0] if len(found) == 1 else ""
    return facts._replace(referred_by=who, named_on=talk.day or facts.named_on, named_by=talk.by)


def _named(everyone: list[Facts]) -> Iterator[tuple[tuple[str, str], Talk]]:
    """Who named whom, as folded names, and in which conversation."""
    for facts in everyone:
        for talk in facts.talks:
            yield from (((fold(facts.name), fold(name)), talk) for name in talk.named)
