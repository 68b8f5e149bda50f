"""``netinvite prepare``."""

from typing import TYPE_CHECKING, Annotated

import typer

from netinvite.cli import asking, completion, pairs, unread, versions
from netinvite.cli.options import Answers, As, Folder, NoInput, Plain, Settings, WrittenIn
from netinvite.cli.output import tell_all
from netinvite.cli.place import workspace_of
from netinvite.commands import joined
from netinvite.language import _
from netinvite.libraries import unswept
from netinvite.ui import screen

if TYPE_CHECKING:
    from netinvite.app.prepare import Saved


def prepare(
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="PERSON",
            click_type=completion.PERSON,
            help="A name, a part of a name, or the name of the person's folder; a name that nobody has "
            "begins somebody new. Left out: whom the answers name, the one you have not finished with, or "
            "whom you choose.",
            show_default=False,
        ),
    ] = None,
    answers: Answers = None,
    settings: Settings = None,
    no_input: NoInput = False,
    example: Annotated[
        bool,
        typer.Option("--example", help="Show the whole result on a ready example, in a temporary folder."),
    ] = False,
    new: Annotated[
        bool,
        typer.Option(
            "--new",
            help="Somebody new, even if there is a person of the same name, or nearly the same; with "
            "--no-input that has to be said.",
        ),
    ] = False,
    rename: Annotated[
        bool,
        typer.Option(
            "--rename", help="Let answers given here give somebody who is here already another name."
        ),
    ] = False,
    change_organiser: Annotated[
        bool,
        typer.Option(
            "--change-organiser",
            help="Let answers given here change who the organiser is, in whose name everybody's texts are "
            "written.",
        ),
    ] = False,
    sits: As = None,
    take_over: Annotated[
        bool,
        typer.Option(
            "--take-over", help="Let somebody else's person be yours from now on, and write it in the log."
        ),
    ] = False,
    short: Annotated[
        bool, typer.Option("--short", help="Ask what the texts need, and no more; so it is without --full.")
    ] = False,
    full: Annotated[
        bool,
        typer.Option("--full", help="Ask everything that there is to think about; what is answered stays."),
    ] = False,
    calendar: Annotated[
        str | None,
        typer.Option(
            "--calendar",
            metavar="FILE",
            click_type=completion.FILE,
            help="Your own calendar, an .ics file: no time is proposed that overlaps something in it. Else "
            "NETINVITE_CALENDAR, or calendar in your config.toml.",
            show_default=False,
        ),
    ] = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: WrittenIn = None,
) -> None:
    pairs.refuse(pairs.PREPARE)
    with unswept():
        # 60 ms: guides, questions, what writes files.
        from netinvite.app import ahead

        ahead.put_off()
        from netinvite.app.busy import OwnCalendar
        from netinvite.app.prepare import Order, run_scripted, take_up
        from netinvite.model import keys
        from netinvite.model.questions import FULL, SHORT
        from netinvite.model.typed import as_one

    if example:
        # See above.
        from netinvite.app.example import example as made_of_example

        _show(made_of_example(lang or ""), ["--workspace", workspace] if workspace else [])
        return
    given = asking.sources(answers)
    if not no_input:
        asking.need_terminal(_("netinvite prepare asks questions and needs a terminal;"))
    depth = FULL if full else SHORT
    own = OwnCalendar(calendar)
    order = Order(
        person, given, settings or [], new, lang or "", change_organiser, depth, own, sits, take_over, rename
    )
    place = workspace_of(workspace, begins=True, tells=no_input, asks=not no_input)
    if not no_input:
        versions.settle(place, person, lang or "")
    opened = take_up(place, order)
    told: set[str] = set()
    unread.tell(place, opened.preparation.slug, told)
    if no_input:
        if opened.preparation.slug:
            asking.tell_taken(place, person, place.person(opened.preparation.slug))
        saved = run_scripted(opened)
        given_name = keys.NAME in opened.answers.where
        tell_all([*saved.lines(), *(as_one(saved.preparation.name) if given_name else ())])
        slug = saved.preparation.slug
    else:
        with unswept():
            # 80 ms: prompt_toolkit.
            from netinvite.wizard.prepare import PreparationDesk

        desk = PreparationDesk(opened)
        desk.typed = person or ""
        desk.run()
        slug = desk.preparation.slug
        # Of whoever was chosen meanwhile.
        unread.tell(place, slug, told)
    versions.refuse_left(place, slug)


def _show(saved: "Saved", network: list[str]) -> None:
    """The texts of the example, and where they lie; ``network``: how a command names the user's own."""
    tell_all(saved.notes)
    for file in saved.written:
        screen.put(_("Here is %(file)s:") % {"file": file.name} if screen.plain() else _rule(file.name))
        screen.put(screen.wrap(file.read_text(encoding="utf-8")))
    words = {"folder": saved.preparation.workspace.root}
    screen.tell(_("The example lies in %(folder)s; your own files were not touched.") % words)
    screen.tell(_("Your turn: %(command)s") % {"command": joined("prepare", *network)})


def _rule(title: str) -> str:
    line = screen.line()
    return f"{line * 2} {title} " + line * max(3, screen.width() - len(title) - 4)
