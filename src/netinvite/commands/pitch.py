"""``netinvite pitch``."""

from __future__ import annotations

from netinvite.commands.options import Folder, Language, PersonName, workspace_of
from netinvite.commands.printing import draft_named, print_draft


def pitch(person: PersonName = None, workspace: Folder = None, lang: Language = None) -> None:
    print_draft(draft_named(workspace_of(workspace), person, "pitch"))
