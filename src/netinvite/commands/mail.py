"""``netinvite mail``."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from netinvite import completion, screen
from netinvite.commands.options import Folder, Force, Language, PersonName, workspace_of
from netinvite.commands.printing import draft_of, put_bytes
from netinvite.drafts import Looks
from netinvite.language import _, active
from netinvite.names import Person
from netinvite.workspace import Workspace

TODAY = "today"


def _forms() -> Iterable[str]:
    from netinvite.mail.forms import FORMS

    return FORMS


def mail(
    person: PersonName = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORM",
            click_type=completion.words(_forms),
            help="mime (sendmail, msmtp, mutt), template (s-nail, claws-mail, alot, aerc, nmh), eml (a "
            "double click), mbox, mailto or text.",
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            click_type=completion.FILE,
            help="Write to a file (its ending tells the form) or into a folder; never over a file that is "
            "there.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
    attach: Annotated[
        list[str] | None,
        typer.Option(
            "--attach",
            metavar="FILE",
            click_type=completion.FILE,
            help="Send a file along, 10 MB at most; leaflet sends the network's own.",
            show_default=False,
        ),
    ] = None,
    invite: Annotated[
        bool, typer.Option("--invite", help="Send the proposed times along as calendar entries.")
    ] = False,
    everyone: Annotated[
        bool, typer.Option("--all", help="Everyone's: one mailbox on a pipe, or a file each into a folder.")
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in your mail program.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Copy subject and text to the clipboard.")] = False,
    sent: Annotated[
        str | None,
        typer.Option(
            "--sent",
            metavar="DATE",
            click_type=completion.words(lambda: [TODAY]),
            help="Record that it was sent, today or on the date given; nothing is sent.",
            show_default=False,
        ),
    ] = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    from netinvite.post import Order, Post

    place = workspace_of(workspace)
    # A Path would lose the slash that says that it is to be a folder.
    folder = everyone or bool(output and output.endswith(("/", os.sep)))
    target = Path(output) if output else None
    order = Order(form, target, force, invite, tuple(attach or ()), everyone, folder)
    looks = Looks(place)
    post = Post(place, order, lambda slug: draft_of(looks, slug, "invitation"))
    if everyone:
        raise typer.Exit(int(bool(_mail_everyone(post))))
    _mail_one(post, place.find(person), open_it=open_it, copy=copy, sent=sent)


def _mail_everyone(post: Any) -> int:
    if post.order.output:
        return int(post.everyone(post.write))
    return int(post.everyone(lambda slug: put_bytes(post.build(slug, "mbox"))))


def _mail_one(post: Any, person: Person, *, open_it: bool, copy: bool, sent: str | None) -> None:
    if sent is not None:
        _record_sent(post.workspace, person, sent)
    elif post.order.output:
        for file in post.write(person.slug):
            screen.tell(_("Written: %(file)s") % {"file": file})
    elif open_it:
        screen.tell(post.open(person.slug))
    elif copy:
        screen.tell(post.copy(person.slug))
    elif post.order.form or not sys.stdout.isatty():
        put_bytes(post.build(person.slug, "mime"))
    else:
        from netinvite.mail import format_draft

        screen.put(screen.wrap(format_draft(post.letter(person.slug)).rstrip("\n")))


def _record_sent(workspace: Workspace, person: Person, typed: str) -> None:
    from netinvite import clock, post
    from netinvite.dates import format_date
    from netinvite.schedule import parse_date

    now, lang = clock.now(), active()
    day = now.date() if typed == TODAY else parse_date(typed, lang, now)
    post.record_sent(workspace, person, day)
    words = {"name": person.name, "day": format_date(day, lang)}
    screen.tell(_("Recorded: the invitation to %(name)s was sent %(day)s.") % words)


def amend(command: Any) -> None:
    """Let ``--sent`` stand alone: Typer has no word for an option whose value can be left out."""
    for option in command.params:
        if option.name == "sent":
            option._flag_needs_value, option.flag_value = True, TODAY
