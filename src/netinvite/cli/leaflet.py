"""``netinvite leaflet``. Templates and pages, imported in its functions, take 45 ms to load."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite.cli import asking, completion, pairs, unread, whose
from netinvite.cli.options import Folder, Force, Language, NoInput, Plain
from netinvite.cli.output import put_bytes, put_text, tell_all, tell_below
from netinvite.cli.place import network_of, workspace_of
from netinvite.cli.tofile import STANDARD, refuse_to_overwrite, write_file
from netinvite.errors import UsageError
from netinvite.language import _, active, ngettext
from netinvite.store.inventory import language_of
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.app.leaflet import Leaflet
    from netinvite.model.questions import Question
    from netinvite.store.network import Network


def _forms() -> Iterable[str]:
    from netinvite.pages.press import FORMS

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
    edit: Annotated[
        bool, typer.Option("--edit", help="Read it first, and change an answer at its number.")
    ] = False,
    force: Force = False,
    no_input: NoInput = False,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.LEAFLET)
    from netinvite.pages import press

    place = network_of(workspace)
    output = None if str(output) == STANDARD else output
    form = press.form_of(form, output)
    if form == "pdf" and output is None and sys.stdout.isatty():
        raise UsageError(
            _("A PDF is nothing to read on a terminal."),
            _("Write it to a file: %(command)s")
            % {"command": place.command("leaflet", "--output", _("leaflet.pdf"))},
        )
    spoken = lang or active()
    seen = asking.on_terminal() and not no_input
    if edit:
        asking.need_terminal(
            _("netinvite leaflet --edit shows pages and needs a terminal;"),
            _("without --edit the leaflet is printed."),
        )
    with ExitStack() as meanwhile:
        if form == "pdf" and place.exists and not edit:
            meanwhile.enter_context(press.ahead(own=place.own_templates is not None))
        from netinvite.app import leaflet as making
        from netinvite.pages.logo import read

        mark = read(logo) if logo else None
        was_read = False
        if place.exists and (edit or (seen and making.is_open(place, spoken))):
            # A sitting takes as long as it takes.
            meanwhile.close()
            # 80 ms: prompt_toolkit.
            from netinvite.wizard.leaflet import ask

            whose.look(place, None)
            opened = workspace_of(workspace)
            opened.by = place.by
            was_read = ask(opened, spoken, edits=edit)
        unread.tell(place)
        made = making.make(place, spoken, form, mark)
    if output:
        screen.tell(_("Written: %(file)s") % {"file": _write(place, made, output, force=force)})
    else:
        _print(made, form)
    # Whoever has read it on a page has seen what is left out.
    told = [*made.notes, *(() if was_read else _lacking(made, place, spoken))]
    if seen and (was_read or not made.missing):
        told.append(_("Change an answer with: %(command)s") % {"command": _editing(place, spoken)})
    tell_all(told) if output else tell_below(told)


def _editing(place: Network, lang: str) -> str:
    """The command that shows the leaflet to be changed."""
    more = [] if lang == language_of(place.root) else ["--lang", lang]
    return place.command("leaflet", "--edit", *more)


def _write(place: Network, made: Leaflet, output: Path, *, force: bool) -> Path:
    """To a file, or under its own name into a folder; the file."""
    file = output / made.name if output.is_dir() else output
    refuse_to_overwrite(place, file, force=force)
    # Made to be handed out: on a shared drive, others are to open it.
    write_file(file, made.data, public=True)
    return file


def _print(made: Leaflet, form: str) -> None:
    if not sys.stdout.isatty():
        put_bytes(made.data)
        return
    text = made.data.decode().rstrip("\n")
    if form == "md":
        put_text(text, marked=True)
    else:
        screen.put(text)


def _lacking(made: Leaflet, place: Network, lang: str) -> Iterator[str]:
    """What the leaflet lacks, those together that one command helps with."""
    from netinvite.app.leaflet import finished

    if not made.missing:
        return
    whose.look(place, None)
    groups: dict[tuple[bool, str, str], list[Question]] = {}
    finished_one = finished(place, lang)
    for question in made.missing:
        # What the leaflet says of the first organiser nobody else answers with a person of theirs.
        known = "" if _is_of_the_first(question.key, place) else finished_one
        waits = question.key in made.waits
        how = _how_to_look(made, question.key, place, lang) if waits or not known else ""
        groups.setdefault((waits, how, known), []).append(question)
    for (waits, how, known), questions in groups.items():
        yield _head(len(questions), waits=waits)
        yield from (f"  {question.key}: {question.ask}" for question in questions)
        if not how and asking.on_terminal() and not _is_of_the_first(questions[0].key, place):
            how = _("Answer with: %(command)s") % {"command": _editing(place, lang)}
        yield how or _how_to_answer(questions[0].key, place, known)


def _is_of_the_first(key: str, place: Network) -> bool:
    """Whether it is about the first organiser, and somebody else works here."""
    from netinvite.model.keys import is_personal
    from netinvite.store.owners import first

    return bool(place.by) and is_personal(key) and place.by != first(place)


def _head(count: int, *, waits: bool) -> str:
    if waits:
        told = ngettext(
            "One answer waits to be looked at, and its part is left out of the leaflet:",
            "%(count)s answers wait to be looked at, and their parts are left out of the leaflet:",
            count,
        )
    else:
        told = ngettext(
            "One answer is missing, and its part is left out of the leaflet:",
            "%(count)s answers are missing, and their parts are left out of the leaflet:",
            count,
        )
    return told % {"count": count}


def _how_to_look(made: Leaflet, key: str, place: Network, lang: str) -> str:
    """The command that asks it on a terminal; "" where none does, because it was skipped."""
    from netinvite.app.leaflet import anyone

    if key not in made.never:
        return ""
    slug = "" if key in made.asked else anyone(place, lang)
    more = [slug] if slug else [] if lang == language_of(place.root) else ["--lang", lang]
    command = place.command("leaflet" if key in made.asked else "prepare", *more)
    return _("You are asked on a terminal with: %(command)s") % {"command": command}


def _how_to_answer(key: str, place: Network, slug: str) -> str:
    if not slug:
        return _("Write the answers into %(file)s.") % {"file": place.network_file}
    command = place.command("prepare", slug, "--no-input", "--set", f"{key}=…")
    return _("Answer as in: %(command)s, or in %(file)s.") % {"command": command, "file": place.network_file}
