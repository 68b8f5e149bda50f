"""Whose a private thought on somebody is, as far as the files say it. What loads little, for the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netinvite.app import team, unseen
from netinvite.store import owners
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
    return team.is_handed_over(network, slug) or bool(unseen.prepared_by_others(network, slug))
