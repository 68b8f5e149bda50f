"""``netinvite status``."""

from pathlib import Path
from typing import Annotated

import typer

from netinvite import screen
from netinvite.commands import pairs
from netinvite.commands.options import Folder, Language, Plain, workspace_of
from netinvite.language import _, active


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, for programs.")] = False,
    due: Annotated[
        bool,
        typer.Option("--due", help="Only what is due today or overdue; exit 1 when there is something."),
    ] = False,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics", metavar="FILE", help="Write the next steps as calendar entries.", show_default=False
        ),
    ] = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.STATUS)
    from netinvite import clock
    from netinvite.everyone import overview, people, register

    place = workspace_of(workspace)
    found = register.read(place)
    today = clock.now().date()
    if ics:
        overview.write_calendar(found, place, ics, clock.now())
        screen.tell(_("Written: %(file)s") % {"file": ics})
        raise typer.Exit(int(bool(found.problems)))
    if due:
        steps = people.due(people.overview(found.everyone, today), today)
        for line in overview.steps(steps, active()):
            screen.put(screen.visible(line))
        raise typer.Exit(int(bool(steps or found.problems)))
    if as_json:
        screen.put(overview.as_json(found, today))
    else:
        overview.show(found, today, active())
    for problem in found.problems:
        screen.tell(problem)
    raise typer.Exit(int(bool(found.problems)))
