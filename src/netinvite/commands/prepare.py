"""``netinvite prepare``."""

from __future__ import annotations

from typing import Annotated

import typer

from netinvite.commands import pairs
from netinvite.commands.options import (
    Answers,
    Folder,
    Language,
    NoInput,
    PersonName,
    Plain,
    Settings,
    workspace_of,
)


def prepare(
    person: PersonName = None,
    answers: Answers = None,
    settings: Settings = None,
    no_input: NoInput = False,
    example: Annotated[
        bool,
        typer.Option("--example", help="Show the whole result on a ready example, in a temporary folder."),
    ] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Somebody new, even if there is a person of the same name.")
    ] = False,
    change_organiser: Annotated[
        bool,
        typer.Option(
            "--change-organiser",
            help="Let answers given here change who the organiser is, in whose name everybody's texts are "
            "written.",
        ),
    ] = False,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.PREPARE)
    from netinvite import prepare as command

    order = command.Order(person, answers or [], settings or [], new, lang or "", no_input, change_organiser)
    if example:
        command.example(order)
        return
    opened = command.take_up(workspace_of(workspace), order)
    if no_input:
        command.run_scripted(opened)
    else:
        from netinvite import wizard

        wizard.run(opened)
