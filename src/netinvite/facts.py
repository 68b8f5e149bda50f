"""What the files say of each person, as the index keeps it: texts and lists only."""

from __future__ import annotations

from typing import Any

from netinvite.errors import WorkspaceError
from netinvite.guide import Guide, load
from netinvite.interview import tables
from netinvite.language import DEFAULT, _
from netinvite.parsed import at
from netinvite.values import Need
from netinvite.walk import Walk
from netinvite.workspace import Record, Workspace, network_of, record_of

ABOUT = ("network", "person")


class Source:
    """The files of a workspace; guide and network's answers are read once for each language."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.data = workspace.read(workspace.network_file)
        self.known: dict[str, tuple[Guide, Record]] = {}

    def needs(self) -> list[list[str]]:
        """The network's needs: name and kind of each."""
        found = self._network("")[1].answers.get("network.needs")
        needs = found if isinstance(found, tuple) else ()
        return [[need.name, need.kind] for need in needs if isinstance(need, Need)]

    def entry(self, slug: str) -> dict[str, Any]:
        """What one person's file says; a ``WorkspaceError`` where it is damaged."""
        file = self.workspace.answers_file(slug)
        data = self.workspace.read(file)
        guide, network = self._network(at(data, "person", "lang"))
        record = record_of(data, guide, "person")
        if record.problems:
            raise WorkspaceError(_("%(file)s: %(problem)s") % {"file": file, "problem": record.problems[0]})
        walk = Walk.start(guide, ABOUT, {**network.answers, **record.answers})
        rendered = walk.rendered()
        covers = rendered.get("reflection.covers", ())
        return {
            "name": str(record.answers.get("person.name") or slug),
            "finished": not any(question.required for question in walk.open_questions()),
            "invited": at(data, "invited", "date"),
            "covers": list(covers) if isinstance(covers, tuple) else [],
            "referred_by": str(rendered.get("person.referred_by", "")) or at(data, "referral", "by"),
            "alternative": str(rendered.get("reflection.alternative", "")),
            "talks": [_talk(talk) for talk in tables(data, str(file))],
        }

    def _network(self, lang: str) -> tuple[Guide, Record]:
        """The guide and the network's answers in ``lang``, or in the network's own where that is ""."""
        lang = lang or str(self.data.get("lang", "")) or DEFAULT
        if lang not in self.known:
            guide = load(lang, self.workspace.own_templates)
            self.known[lang] = (guide, network_of(self.data, guide))
        return self.known[lang]


def _talk(talk: dict[str, Any]) -> dict[str, str]:
    return {key: str(talk.get(key, "")) for key in ("date", "outcome", "next", "next_date")}
