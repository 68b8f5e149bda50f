"""Whose a private thought on somebody is, as far as the files say it. What loads little, for the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netinvite.app import team, unseen
from netinvite.model.standing import Facts
from netinvite.store import inventory, owners
from netinvite.store.joining import is_in_git
from netinvite.store.network import Network


def thinker(network: Network, slug: str, answers: Mapping[str, Any], key: str) -> str:
    """The organiser who had the private thought ``key`` on somebody, where the ``answers`` say whose it is;
    ``team.LEFT`` where nobody can know, as another one had the person, or prepared them in another copy; ""
    for the one to whom the person belongs."""
    if by := owners.noted_by(answers).get(key, ""):
        return by
    return team.LEFT if is_open(network, slug) else ""


def is_open(network: Network, slug: str) -> bool:
    """Whether a thought of which nothing is noted may be another one's than the owner's."""
    return team.is_handed_over(network, slug) or bool(prepared_by_others(network, slug))


def prepared_by_others(network: Network, slug: str) -> set[str]:
    """Who prepared somebody besides the one to whom the person belongs, as what is noted of the texts alone
    says: nobody has taken the person over since."""
    if not (inventory.organisers(network.root) or is_in_git(network.root)):
        return set()
    whose = owners.owner(network, network.read(network.answers_file(slug)))
    found = unseen.seen_elsewhere(network, slug) - {whose}
    return set() if found and team.is_handed_over(network, slug) else found


def without_others(network: Network, organise: team.Team, everyone: list[Facts]) -> list[Facts]:
    """Everyone without what another one thought than whoever sits here."""
    if not organise.names and not any(facts.alternative_by for facts in everyone):
        return everyone
    me = organise.me if organise.names else owners.first(network)
    return [
        facts
        if not facts.alternative or (facts.alternative_by or facts.owner or me) == me != ""
        else facts._replace(alternative="")
        for facts in everyone
    ]
