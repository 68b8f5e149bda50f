"""A mail handed to a program of the desktop; and that one was sent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netinvite import clock
from netinvite.app import going
from netinvite.app.deliver import Post
from netinvite.language import _
from netinvite.mail import clipboard, desktop
from netinvite.mail.forms import FORMS
from netinvite.model.contacts import SENT, made
from netinvite.model.people import Person
from netinvite.store import files, inventory, namesakes
from netinvite.store.presence import holding

if TYPE_CHECKING:
    from pathlib import Path

    from netinvite.app.contact import Instead
    from netinvite.store.workspace import Workspace


def open_mail(post: Post, slug: str) -> str:
    """Open the mail in the desktop's mail program; a sentence that says how far that is certain."""
    # To write takes 35 ms to load (filelock, tomlkit); a round needs none of it.
    from netinvite.store.workspace import Workspace

    workspace = post.workspace
    file = workspace.folder(slug) / inventory.OPENED
    content = post.build(slug, "eml")
    with holding(Workspace.of(workspace), slug):
        files.write(file, content)
    by_hand = workspace.command("mail", slug, "--output", f"{slug}.eml")
    try:
        known = _opened(post, slug, file)
    except desktop.HandoverError as error:
        hint = _("Write the email to a file instead: %(command)s") % {"command": by_hand}
        raise desktop.HandoverError(error.message, hint) from None
    words = {"name": namesakes.told(workspace, slug), "command": by_hand}
    if known:
        return _("The email to %(name)s is open in your email program.") % words
    told = _(
        "The email to %(name)s was handed to this desktop, which does not say what it opens it with. "
        "If no email program comes up: %(command)s"
    )
    return told % words


def _opened(post: Post, slug: str, file: Path) -> bool:
    """Whether a mail program is known to have the file, or the link where no program opens files."""
    try:
        return desktop.open_file(str(file))
    except desktop.HandoverError:
        if post.order.invite or post.order.attach:
            raise
    return desktop.open_file(FORMS["mailto"](post.letter(slug), [], clock.now()).decode().strip())


def copy(post: Post, slug: str) -> str:
    """Subject and text to the clipboard; a sentence that says to which."""
    letter = post.letter(slug)
    return clipboard.copy(
        f"{letter.subject}\n\n{letter.body}", post.workspace.command("mail", slug, "--format", "text")
    )


def record_sent(workspace: Workspace, person: Person, day: date, instead: Instead) -> bool:
    """Record that the invitation was sent, with the times that it proposes, or those that ``instead`` gets
    where they cannot be read; whether it was not noted already. A ``UsageError`` for a day to come."""
    going.refuse_to_have_gone(workspace, person.slug)
    # 60 ms: calendars.
    from netinvite.app.appointments import proposed_to
    from netinvite.store.contacts import append

    now = clock.now()
    when = now if day == now.date() else day
    entry = made(SENT, now, when=when, times=proposed_to(workspace, person, day, instead))
    return append(workspace, person.slug, entry, person.name) is None
