"""What the files say of each person, as the index keeps it: texts and lists only."""

from __future__ import annotations

from typing import Any

from netinvite.interview import tables
from netinvite.language import DEFAULT
from netinvite.needs import COVERS
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
        walk, record = self.told.walk_and_record(slug, data)
        needed = [question.key for question in walk.open_questions() if question.required]
        rendered = walk.rendered()
        covers, noted = _list(rendered.get(COVERS)), _list(walk.answers.get(COVERS))
        return {
            "name": str(walk.answers.get("person.name") or slug),
            # What was answered and does not fit any more is asked again; nobody is unprepared for that.
            "finished": all(key in record.unfit for key in needed),
            "invited": at(data, "invited", "date"),
            "covers": covers,
            "former": [name for name in noted if name not in covers],
            "referred_by": str(rendered.get("person.referred_by", "")) or at(data, "referral", "by"),
            "alternative": str(rendered.get("reflection.alternative", "")),
            "mistyped": [f"{file}: {problem}" for problem in record.mistyped],
            "talks": [_talk(talk) for talk in tables(data, str(file))],
        }


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, tuple) else []


def _talk(talk: dict[str, Any]) -> dict[str, str]:
    return {key: str(talk.get(key, "")) for key in ("date", "outcome", "next", "next_date")}
