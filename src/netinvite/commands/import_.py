"""``netinvite import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netinvite import screen
from netinvite.commands import pairs
from netinvite.commands.asking import agreed, type_in
from netinvite.commands.options import Folder, Language, workspace_of
from netinvite.language import _, active, ngettext


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A vCard (.vcf) or a table (.csv).", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would do, and stop.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.IMPORT)
    from netinvite.addressbooks import contacts, importing, intake
    from netinvite.guide import load

    place = workspace_of(workspace)
    if not dry_run:
        place.tidy()
    guide = load(active(), place.own_templates)
    planned = importing.plan(place, guide, contacts.read(file))
    for line in intake.told(planned, file):
        screen.put(screen.visible(line))
    if dry_run or not planned:
        raise typer.Exit(int(bool(planned.problems)))
    if not yes and not agreed(type_in(_("Write yes to do this."), _("Give --yes to do it without asking."))):
        screen.tell(_("Nothing was changed."))
        raise typer.Exit(1)
    importing.carry_out(place, guide, planned)
    count = len(planned.new) + len(planned.filled)
    done = ngettext("%(count)s person is in the workspace.", "%(count)s people are in the workspace.", count)
    screen.tell(done % {"count": count})
    raise typer.Exit(int(bool(planned.problems)))
