"""What the files say of each person, as the index keeps it: texts and lists only."""

from __future__ import annotations

from typing import Any

from netinvite.interview import tables
from netinvite.language import DEFAULT
from netinvite.parsed import at
from netinvite.told import Told
from netinvite.values import Need
from netinvite.workspace import Workspace


class Source:
    """Reads one file after the other."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.told = Told(workspace, DEFAULT)

    def needs(self) -> list[list[str]]:
        """The network's needs: name and kind of each."""
        found = self.told.network()[1].answers.get("network.needs")
        needs = found if isinstance(found, tuple) else ()
        return [[need.name, need.kind] for need in needs if isinstance(need, Need)]

    def entry(self, slug: str) -> dict[str, Any]:
        """What one person's file says; a ``WorkspaceError`` where it is damaged."""
        file = self.workspace.answers_file(slug)
        data = self.workspace.read(file)
        walk = self.told.walk(slug, data)
        rendered = walk.rendered()
        covers = rendered.get("reflection.covers", ())
        return {
            "name": str(walk.answers.get("person.name") or slug),
            "finished": not any(question.required for question in walk.open_questions()),
            "invited": at(data, "invited", "date"),
            "covers": list(covers) if isinstance(covers, tuple) else [],
            "referred_by": str(rendered.get("person.referred_by", "")) or at(data, "referral", "by"),
            "alternative": str(rendered.get("reflection.alternative", "")),
            "talks": [_talk(talk) for talk in tables(data, str(file))],
        }


def _talk(talk: dict[str, Any]) -> dict[str, str]:
    return {key: str(talk.get(key, "")) for key in ("date", "outcome", "next", "next_date")}
