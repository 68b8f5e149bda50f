"""``netinvite mail``."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from netinvite import completion, screen
from netinvite.commands import pairs
from netinvite.commands.options import Folder, Force, Language, PersonName, workspace_of
from netinvite.commands.printing import draft_of, put_bytes
from netinvite.drafts import Looks
from netinvite.errors import UsageError
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
            help="mime (sendmail, msmtp, mutt), template (s-nail, claws-mail, alot, nmh), aerc, eml (a "
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
        bool,
        typer.Option(
            "--all",
            help="The mails of all who are ready: a file each into a folder, or one mailbox (--format mbox).",
        ),
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in your mail program.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Copy subject and text to the clipboard.")] = False,
    sent: Annotated[
        str | None,
        typer.Option(
            "--sent",
            metavar="DATE",
            click_type=completion.words(lambda: [TODAY]),
            help="Record that it was sent, today or on a day gone by; nothing is sent.",
            show_default=False,
        ),
    ] = None,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    pairs.refuse(pairs.MAIL)
    if output == "":
        raise UsageError(_("--output names no file."), _("Give the path of a file or a folder."))
    from netinvite.post import Order, Post

    place = workspace_of(workspace)
    # A Path would lose the slash that says that it is to be a folder.
    folder = bool(output and output.endswith(("/", os.sep)))
    target = Path(output) if output else None
    order = Order(form, target, force, invite, tuple(attach or ()), everyone, folder)
    looks = Looks(place)
    post = Post(place, order, lambda slug: draft_of(looks, slug, "invitation"))
    if everyone:
        raise typer.Exit(int(bool(_mail_everyone(post))))
    _mail_one(post, place.find(person), open_it=open_it, copy=copy, sent=sent)


def _mail_everyone(post: Any) -> int:
    from netinvite import rounds

    target = rounds.target(post.order, terminal=sys.stdout.isatty())
    this = rounds.Round(post)
    if target == rounds.FOLDER:
        post.order = post.order._replace(folder=True)
        this.go(post.write)
        screen.tell(_("The mails lie in %(folder)s.") % {"folder": post.order.output})
    elif target == rounds.MAILBOX:
        _fill_mailbox(post, this)
    elif target == rounds.STREAM:
        this.go(lambda slug: put_bytes(post.build(slug, "mbox")))
    else:
        this.go(lambda slug: _show(post, slug, apart=True))
    this.tell()
    return int(this.failed)


def _fill_mailbox(post: Any, this: Any) -> None:
    """All or nothing into one file."""
    from netinvite import outputs

    file = post.order.output
    outputs.refuse_to_overwrite(file, force=post.order.force)
    mails: list[bytes] = []
    this.go(lambda slug: mails.append(post.build(slug, "mbox")))
    if mails:
        outputs.write(file, b"".join(mails))
        screen.tell(_("Written: %(file)s") % {"file": file})


def _show(post: Any, slug: str, *, apart: bool = False) -> None:
    """The mail as one reads it; what goes with it is named."""
    from netinvite.mail import format_draft

    enclosed = post.attachments(slug)
    letter = post.letter(slug)
    screen.put(screen.wrap(format_draft(letter).rstrip("\n")))
    if not letter.to:
        post.tell_unknown(slug)
    for one in enclosed:
        screen.tell(_("With it goes: %(file)s") % {"file": one.name})
    if apart:
        screen.put("-" * screen.width())


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
        _show(post, person.slug)


def _record_sent(workspace: Workspace, person: Person, typed: str) -> None:
    from netinvite import clock, post
    from netinvite.dates import format_date
    from netinvite.schedule import parse_past_date

    now, lang = clock.now(), active()
    day = now.date() if typed == TODAY else parse_past_date(typed, lang, now)
    post.record_sent(workspace, person, day)
    words = {"name": person.name, "day": format_date(day, lang)}
    screen.tell(_("Recorded: the invitation to %(name)s was sent %(day)s.") % words)


def amend(command: Any) -> None:
    """Let ``--sent`` stand alone: Typer has no word for an option whose value can be left out."""
    for option in command.params:
        if option.name == "sent":
            option._flag_needs_value, option.flag_value = True, TODAY
