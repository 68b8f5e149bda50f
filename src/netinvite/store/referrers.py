"""Who suggested somebody, where an answer says it by the id of a person here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from netinvite.model.keys import REFERRED_BY
from netinvite.store import folders
from netinvite.store.inventory import is_slug
from netinvite.store.network import Network
from netinvite.store.reading import text_at

if TYPE_CHECKING:
    from netinvite.model.questions import Value
    from netinvite.store.records import Record


def put_name(network: Network, record: Record) -> None:
    """In the place of an id the name, in the answers as they are read; the file stays as it is."""
    if REFERRED_BY in record.answers:
        record.answers[REFERRED_BY] = named(network, REFERRED_BY, record.answers[REFERRED_BY])


def named(network: Network, key: str, value: Value | None) -> Value | None:
    """An answer with the name of whoever suggested somebody in the place of the id; any other as it is."""
    if key == REFERRED_BY and isinstance(value, str) and is_slug(value):
        return network.person(value).name if folders.is_person(network.root, value) else value
    return value


def id_in(data: Mapping[str, Any]) -> str:
    """What may be an id in parsed answers; "" for a name."""
    said = text_at(data, *REFERRED_BY.path)
    return said if is_slug(said) else ""
