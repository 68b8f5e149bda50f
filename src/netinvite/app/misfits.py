"""What stands in files of answers and cannot be read, in sentences with file and line; nothing of it is
changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from netinvite import clock
from netinvite.errors import NetinviteError
from netinvite.language import _, active
from netinvite.model import keys
from netinvite.model.keys import CONVERSATION, SET_ASIDE, ZONE
from netinvite.model.questions import Guide
from netinvite.store import faulty, logs
from netinvite.store.faulty import Misfit
from netinvite.store.logs import Recorded
from netinvite.store.network import Network
from netinvite.store.records import Record, Told, record_of
from netinvite.store.talks import tables

# What an email cannot do without, and what it says of before where that cannot be read.
IN_EMAIL = (keys.NAME, keys.EMAIL, keys.GREETING, keys.TIMES)


def of(network: Network, slug: str, told: Told) -> list[str]:
    """``damaged`` of a person, whose files are read; nothing where one is damaged as a whole, which whoever
    reads it is told."""
    with suppress(NetinviteError):
        data = network.read(network.answers_file(slug))
        walk, record = told.walk_and_record(slug, data)
        return damaged(network, walk.guide, record, logs.read(network, slug, data))
    return []


def of_network(told: Told) -> list[str]:
    """What cannot be read in the network's answers, the writer's own address among it."""
    with suppress(NetinviteError):
        record, file = told.network()[1], told.workspace.network_file
        wrong = {key: why for key, why in record.unfit.items() if key in (*record.mistyped, keys.OWN_EMAIL)}
        found = [(file, keys.Key(key).path, f"{key}: {why}") for key, why in wrong.items()]
        return faulty.told(told.workspace, found)
    return []


def damaged(network: Network, guide: Guide, record: Record, recorded: Recorded) -> list[str]:
    """What cannot be read in a person's answers, contact log and conversations, whatever the guide."""
    found = [
        *_of_answers(next(iter(recorded.files)), record),
        *faulty.of_log(recorded.unfit),
        *(one for file, data in recorded.files.items() for one in _of_talks(file, data, guide)),
    ]
    return faulty.told(network, found)


def in_email(network: Network, slug: str) -> list[str]:
    """Of a person's answers, those that the email needs and that do not fit: it would go to an address, or
    propose times, of before. Nothing where all is in order, or is damaged as a whole."""
    with suppress(NetinviteError):
        data = network.read(network.answers_file(slug))
        record = Told(network, active()).walk_and_record(slug, data)[1]
        return faulty.told(network, _needed(network.answers_file(slug), record))
    return []


def _needed(file: Path, record: Record) -> Iterator[Misfit]:
    for key in IN_EMAIL:
        if key in record.unfit and key not in record.aside:
            yield file, key.path, f"{key}: {record.unfit[key]}"


def _of_answers(file: Path, record: Record) -> Iterator[Misfit]:
    needed = list(_needed(file, record))
    yield from needed
    for key, why in record.mistyped.items():
        place = (SET_ASIDE, key) if key in record.aside else keys.Key(key).path
        if (found := (file, place, f"{key}: {why}")) not in needed:
            yield found


def _of_talks(file: Path, data: Mapping[str, Any], guide: Guide) -> Iterator[Misfit]:
    """How a conversation ended is one of four words whatever the guide; other choices may be of before."""
    for number, talk in enumerate(tables(data, str(file))):
        record = record_of({CONVERSATION: talk}, guide, CONVERSATION)
        for key, why in record.unfit.items():
            if key in record.mistyped or key == keys.OUTCOME:
                yield file, (CONVERSATION, number, keys.Key(key).name), f"{key}: {why}"


def of_zone(network: Network) -> list[str]:
    """That nobody knows the time zone that the network's file names."""
    name = network.zone()
    if not name or clock.is_zone(name):
        return []
    told = _("There is no time zone “%(name)s”; times are those of this computer's clock.") % {"name": name}
    return faulty.told(network, [(network.network_file, (ZONE,), told)])
