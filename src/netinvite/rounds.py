"""``mail --all``: whoever is ready gets a mail, everyone else is named with the reason."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from netinvite import clock, drafts, screen
from netinvite.errors import NetinviteError, UnfinishedError, UsageError
from netinvite.everyone import already
from netinvite.language import _, ngettext
from netinvite.mail.address import key, mailbox
from netinvite.parsed import text_at
from netinvite.post import Order, Post

PROGRESS_FROM = 50
# More than these are named by reason, not a line each.
LINE_EACH = 12
FOLDER, MAILBOX, STREAM, SCREEN = "folder", "mailbox", "stream", "screen"
# A reason of its own beside the states.
OTHERWISE = "otherwise"


class Left(NamedTuple):
    """Somebody who got no mail, and why: a state or ``OTHERWISE``; ``email`` where it is known."""

    name: str
    why: str
    day: date | None = None
    email: str = ""


def target(order: Order, *, terminal: bool) -> str:
    """Where everyone's mails go: FOLDER, MAILBOX (a file), STREAM (standard output) or SCREEN.

    A ``UsageError`` where several mails would become one message: whoever sends that sends the texts of all
    to the first.
    """
    if order.output:
        return _file_or_folder(order)
    if order.form not in ("", "mbox"):
        raise UsageError(
            _("Everyone's mails in the form “%(form)s” would run together into one.") % {"form": order.form},
            _("Take --format mbox, or write a file each: --output FOLDER/"),
        )
    if order.form or not terminal:
        _refuse_pipe(order)
        return STREAM
    return SCREEN


def _refuse_pipe(order: Order) -> None:
    if not order.form:
        raise UsageError(
            _("--all on a pipe would be one message with everybody's mails in it."),
            _("Write a file each (netinvite mail --all --output FOLDER/), or say --format mbox."),
        )


def _file_or_folder(order: Order) -> str:
    from netinvite.mail.forms import ENDINGS

    output = order.output
    assert output is not None
    ending = ENDINGS.get(output.suffix.lower(), "")
    if order.folder or output.is_dir() or not (output.suffix or order.form == "mbox"):
        return FOLDER
    if (ending or order.form) != "mbox" or order.form not in ("", "mbox"):
        raise UsageError(
            _("Everyone's mails do not go into one file such as %(file)s.") % {"file": output},
            _("Name a folder, with a slash at its end, or a mailbox that ends in .mbox."),
        )
    return MAILBOX


class Round:
    """One round of mails. ``failed`` counts those who are ready and whose mail could not go."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.workspace = post.workspace
        self.left: list[Left] = []
        self.failed = 0
        # Whose mail went to an address.
        self._went: dict[str, str] = {}

    def go(self, give: Callable[[str], object]) -> None:
        """``give`` the mail of each person who is ready, by folder name."""
        for problem in self.workspace.odd().values():
            self.failed += 1
            screen.tell(problem)
        for slug in self._progress(self.workspace.slugs()):
            try:
                if left := self._standing_apart(slug):
                    self.left.append(left)
                else:
                    self._give(slug, give)
            except UnfinishedError:
                self.left.append(Left(self.post.addressee(slug).name, "thinking"))
            except NetinviteError as error:
                self.failed += 1
                screen.tell(f"{slug}: {error.message} {error.hint}".strip())

    def _standing_apart(self, slug: str) -> Left | None:
        """Why somebody is not to get a mail now, as far as their answers tell."""
        who = self.post.addressee(slug)
        if found := who.already:
            return Left(who.name, found.state, found.day, who.email)
        # For a meeting or a call there is no mail to be missed, unless one was written.
        if os.path.exists(drafts.path(self.workspace, slug, "invitation")):  # noqa: PTH110  # see there
            return None
        if text_at(who.data, "contact", "way") in ("", "mail"):
            return None
        return Left(who.name, OTHERWISE)

    def _give(self, slug: str, give: Callable[[str], object]) -> None:
        email = key(mailbox(self.post.letter(slug).to)[1])
        if other := self._went.get(email):
            raise NetinviteError(
                _("%(other)s got a mail at the same address, %(email)s.") % {"other": other, "email": email},
                _("Whom it is meant for only you know: netinvite mail %(slug)s") % {"slug": slug},
            )
        give(slug)
        self._went[email] = slug

    def _progress(self, slugs: list[str]) -> Iterator[str]:
        if len(slugs) < PROGRESS_FROM or not sys.stderr.isatty():
            yield from slugs
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(slugs, description="", console=Console(stderr=True), transient=True)

    # What is said at the end -----------------------------------------------------------------------

    def tell(self) -> None:
        """Who was left out and why, whose address somebody else was written to at, and how many mails."""
        for line in self._lines() if len(self.left) <= LINE_EACH else self._groups():
            screen.tell(line)
        for left in self.left:
            if left.email and (other := self._went.get(key(left.email))):
                words = {"name": left.name, "other": other, "email": left.email}
                screen.tell(_("%(name)s has the address that %(other)s was written to: %(email)s.") % words)
        done = len(self._went)
        screen.tell(ngettext("%(count)s mail.", "%(count)s mails.", done) % {"count": done})

    def _lines(self) -> Iterator[str]:
        today, words = clock.now().date(), _reasons()
        for left in self.left:
            if left.day:
                found = already.Already(left.why, left.day)
                yield _("No mail: %(sentence)s") % {"sentence": already.sentence(left.name, found, today)}
            else:
                yield _("No mail to %(name)s: %(reason)s.") % {"name": left.name, "reason": words[left.why]}

    def _groups(self) -> Iterator[str]:
        for why, reason in _reasons().items():
            if names := [left.name for left in self.left if left.why == why]:
                words = {"count": len(names), "reason": reason, "names": ", ".join(names)}
                yield _("No mail, %(reason)s (%(count)s): %(names)s") % words


def _reasons() -> dict[str, str]:
    return {**already.reasons(), OTHERWISE: _("to be met or called")}
