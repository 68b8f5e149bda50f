"""What the network and a person's file tell, as a guide asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netinvite.guide import load
from netinvite.moves import refuse_damaged
from netinvite.parsed import at
from netinvite.questions import Guide
from netinvite.records import Record, network_of, record_of
from netinvite.walk import Walk
from netinvite.workspace import Workspace

ABOUT = ("network", "person")
WAY, TIMES = "contact.way", "contact.times"
# Ways of making contact that need no mail.
PERSONAL, MAIL = ("meet", "call", "video"), "mail"


class Told:
    """The files of a workspace; guide and the network's answers are read once for each language.

    ``lang`` is the network's language, ``fallback`` where it says none.
    """

    def __init__(self, workspace: Workspace, fallback: str) -> None:
        self.workspace = workspace
        self.data = workspace.read(workspace.network_file)
        self.lang = str(self.data.get("lang", "")) or fallback
        self._known: dict[str, tuple[Guide, Record]] = {}

    def network(self, lang: str = "") -> tuple[Guide, Record]:
        """The guide and the network's answers in ``lang``, or in the network's own where that is ""."""
        lang = lang or self.lang
        if lang not in self._known:
            guide = load(lang, self.workspace.own_templates)
            self._known[lang] = (guide, network_of(self.data, guide))
        return self._known[lang]

    def walk(self, slug: str, data: Mapping[str, Any]) -> Walk:
        """The walk that a person's answers, parsed as ``data``, have come to; a ``WorkspaceError`` names a
        table that is damaged."""
        return self.walk_and_record(slug, data)[0]

    def walk_and_record(self, slug: str, data: Mapping[str, Any]) -> tuple[Walk, Record]:
        """``walk``, and what the person's file holds; ``unfit`` has the network's answers too."""
        guide, network = self.network(lang_of(data))
        record = record_of(data, guide, "person")
        refuse_damaged(self.workspace.answers_file(slug), record.problems)
        record.unfit.update(network.unfit)
        return walk_of(guide, network, record), record


def walk_of(guide: Guide, network: Record, person: Record) -> Walk:
    """The walk that the network's and a person's answers have come to."""
    walk = Walk.start(guide, ABOUT, {**network.answers, **person.answers})
    as_well = walk.answers.get(WAY) in PERSONAL and TIMES in person.answers.keys() - person.aside
    return walk.want(for_mail(guide)) if as_well else walk


def for_mail(guide: Guide) -> list[str]:
    """The keys of what is asked only where a mail is the way, and for a mail that is wanted as well."""
    conditions = ((question.key, question.when) for question in guide.questions("person"))
    return [key for key, when in conditions if when and when.key == WAY and MAIL in when.one_of]


def lang_of(data: Mapping[str, Any]) -> str:
    """The person's own language; "" for the network's."""
    return at(data, "person", "lang")
