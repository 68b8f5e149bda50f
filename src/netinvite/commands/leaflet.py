"""``netinvite leaflet``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite import completion, screen
from netinvite.commands import pairs
from netinvite.commands.options import Folder, Force, Language, workspace_of
from netinvite.commands.printing import put_bytes
from netinvite.errors import UsageError
from netinvite.language import _, active, ngettext

if TYPE_CHECKING:
    from netinvite.leaflet.making import Leaflet
    from netinvite.workspace import Workspace


def _forms() -> Iterable[str]:
    from netinvite.leaflet.making import FORMS

    return FORMS


def leaflet(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="md|html|pdf",
            click_type=completion.words(_forms),
            help="The form. Else the ending of --output tells it, or else it is md.",
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file or into a folder; never over a file that is there. What is written to "
            "leaflet.md in the network's folder, netinvite check reads.",
            show_default=False,
        ),
    ] = None,
    logo: Annotated[
        Path | None,
        typer.Option(
            "--logo",
            metavar="FILE",
            help="A logo for html and pdf: PNG, JPEG or SVG, 2 MB at most.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.LEAFLET)
    from netinvite.leaflet import making
    from netinvite.leaflet.logo import read

    form = making.form_of(form, output)
    if form == "pdf" and output is None and sys.stdout.isatty():
        raise UsageError(
            _("A PDF is nothing to read on a terminal."),
            _("Write it to a file: netinvite leaflet --output leaflet.pdf"),
        )
    place = workspace_of(workspace)
    made = making.make(place, lang or active(), form, read(logo) if logo else None)
    if output:
        screen.tell(_("Written: %(file)s") % {"file": making.write(made, output, force=force)})
    else:
        _print(made, form)
    _tell(made, place)


def _print(made: Leaflet, form: str) -> None:
    if not sys.stdout.isatty():
        put_bytes(made.data)
        return
    text = made.data.decode().rstrip("\n")
    screen.put(screen.wrap(text) if form == "md" else screen.visible(text))


def _tell(made: Leaflet, place: Workspace) -> None:
    for note in made.notes:
        screen.tell(note)
    if not made.missing:
        return
    count = len(made.missing)
    head = ngettext(
        "One answer is missing, and its part is left out of the leaflet:",
        "%(count)s answers are missing, and their parts are left out of the leaflet:",
        count,
    )
    screen.tell(head % {"count": count})
    for question in made.missing:
        screen.tell(f"  {question.key}: {question.ask}")
    screen.tell(_how_to_answer(made.missing[0].key, place))


def _how_to_answer(key: str, place: Workspace) -> str:
    slugs = place.slugs()
    if not slugs:
        return _("Write the answers into %(file)s.") % {"file": place.network_file}
    words = {"slug": slugs[0], "key": key, "file": place.network_file}
    how = _('Answer as in: netinvite prepare %(slug)s --no-input --set %(key)s="…", or in %(file)s.')
    return how % words
