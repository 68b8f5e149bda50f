"""``netinvite interview``."""

from __future__ import annotations

from typing import Annotated

import typer

from netinvite import clock
from netinvite.cli import asking, pairs, unread, whose
from netinvite.cli.options import (
    Answers,
    As,
    Folder,
    Language,
    NoInput,
    PersonName,
    Plain,
    Settings,
)
from netinvite.cli.output import draft_of, print_draft, tell_all
from netinvite.cli.place import network_of, workspace_of
from netinvite.language import _, active, speaking
from netinvite.libraries import unswept
from netinvite.store import namesakes
from netinvite.store.drafts import Looks

# Who comes first in the menu: with whom there may have been a talk.
TO_TALK_WITH = ("invited", "answered", "talked", "tried", "considers", "later")


def interview(
    person: PersonName = None,
    guide: Annotated[
        bool, typer.Option("--guide", help="Print the conversation guide: the questions to bring along.")
    ] = False,
    last: Annotated[bool, typer.Option("--last", help="Change the last conversation.")] = False,
    answers: Answers = None,
    settings: Settings = None,
    no_input: NoInput = False,
    sits: As = None,
    plain: Plain = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.INTERVIEW)
    if guide:
        network = network_of(workspace)
        whose.look(network, sits)
        who = asking.whom(network, person, TO_TALK_WITH)
        draft = draft_of(Looks(network), who.slug, "conversation")
        print_draft(whose.tell_whose_thoughts(network, who, draft))
        return
    given = asking.sources(answers)
    if not no_input:
        asking.need_terminal(_("netinvite interview asks questions and needs a terminal;"))
    with unswept():
        # 160 ms: guides, questions, what writes files, prompt_toolkit.
        from netinvite.app import ahead

        ahead.put_off()
        from netinvite.app import repeated, waiting, whatnow
        from netinvite.app.prepare import Order, take_up, take_up_interview
        from netinvite.model.typed import as_one
        from netinvite.wizard import interview as interviewing
        from netinvite.wizard import named
        from netinvite.wizard.prepare import PreparationDesk

    place = workspace_of(workspace)
    whose.sit(place, sits)
    if not no_input:
        person = asking.whom(place, person, TO_TALK_WITH).slug
    elif person:
        asking.tell_taken(place, person, place.find(person))
    order = Order(person, given, settings or [], lang=lang or "")
    reader = active()
    opened = take_up_interview(place, order, last=last, asks=not no_input)
    with speaking(reader):
        whose.tell_whose(place, opened.interview.person)
    unread.tell(place, opened.interview.slug)
    if no_input:
        referred = interviewing.scripted(opened.interview, opened.answers, clock.now())
        name = {"name": namesakes.told(place, opened.interview.slug, opened.interview.name)}
        if referred is None:
            tell_all([_("This conversation with %(name)s is recorded already; nothing was changed.") % name])
            return
        recorded = _("The conversation with %(name)s is recorded.") % name
        following = whatnow.of(place, opened.interview.slug)
        told = [
            *repeated.sentences(opened.answers),
            *repeated.doubts(opened.answers, opened.interview.walk, place),
            recorded,
            *named.linked(place, referred),
            *named.called_so_too(place, opened.interview.slug, [one for one, _new in referred]),
            *(told for one, new in referred if new for told in as_one(one.name)),
            *waiting.half_typed(opened.interview, place.command("interview", opened.interview.slug)),
        ]
        tell_all([*told, *following])
        return
    desk = interviewing.open_desk(opened.interview, opened.answers)
    desk.run()
    if desk.prepare_next:
        PreparationDesk(take_up(place, Order(desk.prepare_next, lang=lang or "", sits=sits))).run()
