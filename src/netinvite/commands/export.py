"""``netinvite export``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from netinvite import completion, screen
from netinvite.commands import pairs
from netinvite.commands.options import Folder, Language, PersonName, workspace_of


def _forms() -> Iterable[str]:
    from netinvite.privacy.rights import FORMATS

    return FORMATS


def export(
    person: PersonName = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="toml|md|json",
            click_type=completion.words(_forms),
            help="md is for reading, the others for programs.",
        ),
    ] = "md",
    everyone: Annotated[bool, typer.Option("--all", help="What is kept on everyone.")] = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.EXPORT)
    from netinvite import formats
    from netinvite.privacy import rights

    formats.refuse_unknown(form, rights.FORMATS)
    place = workspace_of(workspace)
    kept = rights.everyone(place) if everyone else rights.everything(place, place.find(person))
    screen.put(rights.FORMATS[form](kept).rstrip("\n"))
    problems = [problem for one in (kept if isinstance(kept, list) else [kept]) for problem in one.problems]
    for problem in dict.fromkeys(problems):
        screen.tell(problem)
    raise typer.Exit(int(bool(problems)))
