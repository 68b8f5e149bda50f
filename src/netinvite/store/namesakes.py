"""People of one name: a sentence about one of them has the folder as well."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from netinvite.errors import NetinviteError
from netinvite.model.people import Person, apart, fold, slug_of
from netinvite.store.inventory import people_folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netinvite.store.network import Network


def told(network: Network, slug: str, name: str = "") -> str:
    """What somebody is called, by a ``name`` that is known already or as their file has it; with the folder
    where another one has the same name. The file of a folder with another name is not read."""
    if not slug:
        return name
    name = name or network.name_of(slug)
    with suppress(NetinviteError):
        return apart({slug: name, **{one.slug: one.name for one in _like(network, slug, name)}})[slug]
    return name


def _like(network: Network, slug: str, name: str) -> Iterator[Person]:
    """Who may have this name, by what their folders are called."""
    begins = {slug_of(name), re.sub(r"-\d+$", "", slug)}
    for one in people_folded(network.root):
        if one != slug and re.sub(r"-\d+$", "", one) in begins:
            found = network.person(one)
            yield found._replace(name=name) if fold(found.name) == fold(name) else found
