"""``netinvite pitch``."""

from __future__ import annotations

from typing import Annotated

import typer

from netinvite.commands import pairs
from netinvite.commands.options import Folder, Language, PersonName, Plain, workspace_of
from netinvite.commands.printing import draft_of, print_draft
from netinvite.drafts import Looks


def pitch(
    person: PersonName = None,
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="Say it aloud, sentence by sentence, against the clock."),
    ] = False,
    pace: Annotated[
        int | None,
        typer.Option(
            "--pace",
            metavar="WORDS",
            min=60,
            max=240,
            help="Words a minute for --rehearse. Else 130 in Danish, 140 in English.",
            show_default=False,
        ),
    ] = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.PITCH)
    place = workspace_of(workspace)
    if not rehearse:
        print_draft(draft_of(Looks(place), place.find(person).slug, "pitch"))
        return
    from netinvite.rehearse import rehearsing

    rehearsing.need_terminal()
    who = place.find(person)
    rehearsing.rehearse(place, who, draft_of(Looks(place), who.slug, "pitch"), pace)
