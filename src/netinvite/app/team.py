"""Who organises, for sentences on what was done: one's own deeds are told with “you”, others' with a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from netinvite.language import _, languages, speaking
from netinvite.model import contacts
from netinvite.model.people import apart
from netinvite.model.standing import Facts
from netinvite.store import inventory
from netinvite.store.network import Network

_NOBODY: Mapping[str, str] = MappingProxyType({})


class Team(NamedTuple):
    """``names`` by slug, empty where one organises; ``first``: whose is what was noted before there were
    others; ``me``: who sits here, "" where nobody has said."""

    names: Mapping[str, str] = _NOBODY
    first: str = ""
    me: str = ""

    def other(self, by: str) -> str:
        """What whoever an entry is ``by`` is called; "" for whoever sits here. One who has left is called
        what the file says."""
        slug = by or self.first
        if slug == self.me:
            return ""
        return self.names.get(slug) or slug[:1].upper() + slug[1:]

    def by(self, by: str) -> str | None:
        """Who an entry is ``by``, for programs; ``None`` where one organises."""
        return (by or self.first or None) if self.names else None

    def name(self, slug: str) -> str:
        """What an organiser is called."""
        return self.names.get(slug, slug)


class Known(NamedTuple):
    """The ``names`` of people by id, and who organises: what sentences on somebody say of others."""

    names: Mapping[str, str] = _NOBODY
    team: Team = Team()


def of(network: Network, everyone: Iterable[Facts]) -> Team:
    """Who organises this network; where that is one, who that is is read only if a log names anybody."""
    if not inventory.organisers(network.root):
        return Team(me=(first := _first(network)), first=first) if _is_signed(everyone) else Team()
    # 3 ms, where several organise.
    from netinvite.store import organisers

    first = _first(network)
    slugs = filter(None, (first, *inventory.organisers(network.root)))
    names = apart({slug: organisers.name_of(network, slug) for slug in slugs})
    return Team(names, first, network.by)


def nobodies(own: Path | None) -> set[str]:
    """What stands in a log for somebody who has left, in every language there is (``own``: the user's
    templates)."""
    found = set()
    for lang in languages(own):
        with speaking(lang):
            found.add(_("someone"))
    return found


def doer(network: Network, slug: str, data: Mapping[str, Any]) -> str:
    """What another organiser than whoever works here is called who was in contact last with the person whose
    answers are ``data``; "" for nobody else, and where one organises."""
    if not inventory.organisers(network.root):
        return ""
    # 3 ms, where several organise.
    from netinvite.store import logs, organisers

    recorded = logs.read(network, slug, data)
    entries = [one for one in recorded.entries if one.what not in (contacts.MOVED, contacts.NOTED)]
    found = [str(talk.get("by", "")) for talk in recorded.talks] or [one.by for one in entries]
    if not found:
        return ""
    by = found[-1] or _first(network)
    return "" if by == network.by else Team({by: organisers.name_of(network, by)}).other(by)


def _first(network: Network) -> str:
    return network.first_organiser(network.read(network.network_file))


def _is_signed(everyone: Iterable[Facts]) -> bool:
    return any(
        any(entry.by for entry in facts.log) or any(talk.by for talk in facts.talks) for facts in everyone
    )
