"""``netinvite interview``."""

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
from netinvite.commands.printing import draft_of, print_draft
from netinvite.drafts import Looks


def interview(
    person: PersonName = None,
    guide: Annotated[bool, typer.Option("--guide", help="Print the questions to bring along.")] = False,
    last: Annotated[bool, typer.Option("--last", help="Change the last conversation.")] = False,
    answers: Answers = None,
    settings: Settings = None,
    no_input: NoInput = False,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.INTERVIEW)
    place = workspace_of(workspace)
    if guide:
        print_draft(draft_of(Looks(place), place.find(person).slug, "guide"))
        return
    from netinvite import prepare as command

    order = command.Order(person, answers or [], settings or [], False, lang or "", no_input)
    opened = command.take_up_interview(place, order, last=last)
    if no_input:
        from netinvite import clock, interviewing

        interviewing.scripted(opened.interview, opened.answers, clock.now())
        return
    from netinvite import interviewing, wizard

    desk = interviewing.open_desk(opened.interview, opened.answers)
    desk.run()
    if desk.prepare_next:
        wizard.run(command.take_up(place, command.Order(desk.prepare_next, [], [], False, lang or "", False)))
