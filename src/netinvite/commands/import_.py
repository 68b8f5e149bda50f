"""``netinvite import``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite import screen
from netinvite.commands import pairs
from netinvite.commands.asking import agreed, chosen, type_in
from netinvite.commands.options import Folder, Language, workspace_of
from netinvite.language import _, active

if TYPE_CHECKING:
    from netinvite.addressbooks.plans import Doubt


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
    asking = sys.stdin.isatty() and not (yes or dry_run)
    planned = importing.plan(place, guide, contacts.read(file), partial(_meant, file) if asking else None)
    for line in intake.told(planned, file, asked=asking):
        screen.put(screen.visible(line))
    if dry_run or not planned:
        raise typer.Exit(int(bool(planned.problems)))
    if planned.doubts and not (yes or asking):
        screen.tell(_("Nothing was changed; --yes takes all but those who are left out."))
        raise typer.Exit(1)
    if not yes and not agreed(type_in(_("Write yes to do this."), _("Give --yes to do it without asking."))):
        screen.tell(_("Nothing was changed."))
        raise typer.Exit(1)
    importing.carry_out(place, guide, planned)
    for line in intake.done(planned):
        screen.tell(line)
    raise typer.Exit(int(bool(planned.problems)))


def _meant(file: Path, doubt: Doubt) -> str:
    """Ask who a contact is; at the end of input the import ends."""
    from netinvite.addressbooks.intake import asked
    from netinvite.addressbooks.plans import LEFT_OUT, SOMEBODY_ELSE

    for line in asked(doubt, file):
        screen.tell(line)
    slugs = [one.slug for one in doubt.like]
    # Several are told apart by their folder's name, which stands behind each.
    words = {slug: slug for slug in slugs} if len(slugs) > 1 else {_("same"): slugs[0], "same": slugs[0]}
    words |= {_("other"): SOMEBODY_ELSE, "other": SOMEBODY_ELSE, _("out"): LEFT_OUT, "out": LEFT_OUT}
    if len(slugs) > 1:
        question = _(
            "Write the name in brackets of who it is, “other” for somebody else, “out” to leave it out."
        )
    else:
        question = _("Write “same” for the same person, “other” for somebody else, “out” to leave it out.")
    if (said := chosen(question, words)) is None:
        screen.tell(_("Nothing was changed."))
        raise typer.Exit(1)
    return said
