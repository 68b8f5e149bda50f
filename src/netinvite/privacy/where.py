"""Where in a file somebody is mentioned, in words: an entry of the contact log and a conversation by day."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from netinvite import places
from netinvite.errors import NetinviteError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model import inwords
from netinvite.model.contacts import LOG, Entry, read_when
from netinvite.model.keys import CONVERSATION, DATE
from netinvite.privacy.texts import Mention, told
from netinvite.store.network import Network

_RECORDED = regex(rf"({LOG}|{CONVERSATION})\[(\d+)\](?:\.(\w+))?.*")


def with_place(network: Network, mention: Mention) -> str:
    """A mention in a line: file, place and text."""
    return f"{mention.file}, {in_words(network, mention.file, mention.key)}: {mention.text}"


def in_words(network: Network, file: str, key: str) -> str:
    """The place that a mention in a file of the network calls ``key``: the line, the key of an answer, or the
    day of what was recorded, with its line."""
    found = _RECORDED.fullmatch(key)
    with suppress(NetinviteError, LookupError, TypeError):
        if found:
            return _of_recorded(network, file, found[1], int(found[2]), found[3] or "")
    return told(key)


def _of_recorded(network: Network, file: str, table: str, number: int, name: str) -> str:
    place = network.root / file
    recorded: dict[str, Any] = network.read(place)[table][number]
    when = read_when(recorded.get("when" if table == LOG else DATE.name))
    line = places.nearest_line(places.lines_of(network.text(place)), (table, number, name))
    words = {"line": line, "day": inwords.Days().tell(Entry(when).day, year=True) if when else ""}
    if table == LOG:
        return (_("contact on %(day)s, line %(line)s") if when else _("contact, line %(line)s")) % words
    if when:
        return _("conversation on %(day)s, line %(line)s") % words
    return _("conversation, line %(line)s") % words
