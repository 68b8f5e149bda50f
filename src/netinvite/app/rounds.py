"""Everyone's mails in one round, in which whoever is left out is named with the reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from netinvite import clock
from netinvite.app import addressee, already
from netinvite.app.deliver import Order, Post
from netinvite.app.team import doer
from netinvite.errors import NetinviteError, UnfinishedError, UsageError
from netinvite.language import _, ngettext
from netinvite.mail.address import key, mailbox
from netinvite.mail.forms import ENDINGS
from netinvite.model import offers
from netinvite.model.keys import WAY
from netinvite.model.people import apart
from netinvite.model.standing import DECLINES, STATES, Facts, state
from netinvite.model.wording import listed
from netinvite.store import drafts, inventory, namesakes
from netinvite.store.network import Network
from netinvite.store.owners import owner_in
from netinvite.store.reading import text_at
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.app.people import Register

LINE_EACH = 12  # more are named by reason, not a line each
FOLDER, MAILBOX, STREAM, SCREEN = "folder", "mailbox", "stream", "screen"
OTHERWISE, NO_NEED = "otherwise", "no need"  # reasons of their own beside the states
# Whoever has said yes or no is written to by name alone; who else can be meant with everyone.
BY_NAME = ("joins", DECLINES)
TO_ALL = tuple(state for state in STATES if state not in ("thinking", *BY_NAME))


class Left(NamedTuple):
    """Somebody who got no mail, and why: a state, ``OTHERWISE`` or ``NO_NEED``; ``email`` where known."""

    name: str
    why: str
    day: date | None = None
    email: str = ""
    slug: str = ""


def target(order: Order, *, terminal: bool) -> str:
    """Where everyone's mails go: FOLDER, MAILBOX (a file), STREAM (standard output) or SCREEN.

    A ``UsageError`` where several mails would become one message: whoever sends that sends the texts of all
    to the first.
    """
    if order.output:
        return _file_or_folder(order)
    if order.form not in ("", "mbox"):
        raise UsageError(
            _("Everyone's emails in the form “%(form)s” would run together into one.") % {"form": order.form},
            _("Take --format mbox, or write a file each: --output FOLDER/"),
        )
    if order.form or not terminal:
        _refuse_pipe(order)
        return STREAM
    return SCREEN


def _refuse_pipe(order: Order) -> None:
    if not order.form:
        raise UsageError(
            _("--all on a pipe would be one message with everybody's emails in it."),
            _("Write a file each (--output FOLDER/), or say --format mbox."),
        )


def _file_or_folder(order: Order) -> str:
    output = order.output
    assert output is not None
    ending = ENDINGS.get(output.suffix.lower(), "")
    if order.folder or output.is_dir() or not (output.suffix or order.form == "mbox"):
        return FOLDER
    if (ending or order.form) != "mbox" or order.form not in ("", "mbox"):
        raise UsageError(
            _("Everyone's emails do not go into one file such as %(file)s.") % {"file": output},
            _("Name a folder, with a slash at its end, or a mailbox that ends in .mbox."),
        )
    return MAILBOX


def of_all(workspace: Network, states: Sequence[str]) -> tuple[str, ...]:
    """These states; a ``UsageError`` where somebody who has said yes or no would get everyone's mail."""
    if any(state in BY_NAME for state in states):
        raise UsageError(
            _("Whoever has said yes or no gets no email with all the others."),
            _("Write to them one by one: %(command)s") % {"command": workspace.command("mail", _("NAME"))},
        )
    return tuple(states)


class Round:
    """One round of mails. ``failed`` counts those who are meant and whose mail could not go."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.workspace = post.workspace
        self.stamps, self.odd = (lying := self.workspace.look()).stamps, list(lying.odd().values())
        self.slugs = list(self.stamps)
        self.left, self.failed = list[Left](), 0
        # Whose mail went to an address.
        self.went: dict[str, str] = {}

    def go(self, give: Callable[[str], object]) -> Iterator[list[str]]:
        """``give`` the mail of each person who is meant, by folder name; after each of ``self.slugs`` what is
        to be told of them, and before the first what is to be told of whoever cannot be read."""
        self.failed += len(self.odd)
        yield self.odd
        for slug in self.slugs:
            try:
                may_go = (cleared := self.post.cleared) and cleared.may_go(slug, self.stamps[slug])
                if not may_go and (left := self._standing_apart(slug)):
                    self.left.append(left)
                else:
                    self._give(slug, give)
            except UnfinishedError:
                self.left.append(Left(self.post.addressee(slug).name, "thinking", slug=slug))
            except NetinviteError as error:
                self.failed += 1
                yield [*self.post.take_notes(), f"{slug}: {error.in_full}"]
                continue
            yield self.post.take_notes()

    def _standing_apart(self, slug: str) -> Left | None:
        """Why somebody is not to get a mail now, as far as their answers tell."""
        who = self.post.addressee(slug)
        found = who.already
        if whose := self._of_another(who):
            return Left(who.name, whose, slug=slug)
        if facts := self._known.get(slug):
            if (now := state(facts)) not in (self.post.order.states or ("ready",)):
                return Left(who.name, now, found.day if found else None, who.email, slug)
            if self.post.order.needs and not set(self.post.order.needs) & set(facts.covers):
                return Left(who.name, NO_NEED, None, who.email, slug)
        elif found:
            return Left(who.name, found.state, found.day, who.email, slug)
        # For a meeting or a call there is no mail to be missed, unless one was written.
        if os.path.exists(drafts.path(self.workspace, slug, inventory.INVITATION)):  # noqa: PTH110  # see there
            return None
        if text_at(who.data, *WAY.path) in ("", "mail"):
            return None
        return Left(who.name, OTHERWISE, slug=slug)

    def _of_another(self, who: addressee.Addressee) -> str:
        """The organiser, other than whoever sits here, to whom somebody belongs; "" for none."""
        if not self.workspace.by:
            return ""
        owner = owner_in(who.data, self.post.network)
        # One whom nobody knows is told of when the mail is made.
        return f"@{owner}" if owner != self.workspace.by and owner in self._others else ""

    @cached_property
    def _others(self) -> dict[str, str]:
        """The names of all other organisers."""
        # Only where several organise, 2 ms.
        from netinvite.store.organisers import names

        return {slug: name for slug, name in names(self.workspace).items() if slug != self.workspace.by}

    @cached_property
    def _register(self) -> Register:
        """Everyone who can be read."""
        # The index, 30 ms.
        from netinvite.app.people import read

        return read(self.workspace)

    def offered_twice(self) -> list[str]:
        """What is to be said of times in these mails that are offered to somebody else as well."""
        if len(self.slugs) < 2:
            return []
        if (known := self._offers()) is not None:
            return offers.of_several(offers.twice(known, {*self.slugs}))
        # See above.
        from netinvite.app import onoffer

        if self.post.cleared:
            self.post.cleared.note_offers(self._register.everyone)
        return onoffer.twice(self._register, self.went.values())

    def _offers(self) -> Iterator[offers.Offer] | None:
        """What is on offer, where everyone got an email that was known to be fit to go, and to nobody else;
        ``None`` where everyone has to be read for it."""
        cleared = self.post.cleared
        return cleared.offers(self.slugs) if cleared and len(self.went) == len(self.slugs) else None

    def save(self) -> list[str]:
        """Keep what the next round need not look at again; what is to be said of it."""
        return self.post.cleared.save() if self.post.cleared else []

    @cached_property
    def _known(self) -> dict[str, Facts]:
        """Everyone; nobody where only whoever is ready is meant, which the answers tell."""
        wanted = self.post.order.states or self.post.order.needs
        return {facts.id: facts for facts in self._register.everyone} if wanted else {}

    def _give(self, slug: str, give: Callable[[str], object]) -> None:
        email = key(mailbox(self.post.letter(slug).to)[1])
        if other := self.went.get(email):
            raise NetinviteError(
                _("%(other)s got an email at the same address, %(email)s.")
                % {"other": other, "email": email},
                _("Whom it is meant for only you know: %(command)s")
                % {"command": self.workspace.command("mail", slug)},
            )
        give(slug)
        self.went[email] = slug

    # What is said at the end -----------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        """Who was left out and why, whose address somebody else was written to at, and how many mails."""
        yield from self._each() if len(self.left) <= LINE_EACH else self._groups()
        for left in self.left:
            if left.email and (other := self.went.get(key(left.email))):
                words = {"name": left.name, "other": other, "email": left.email}
                yield _("%(name)s has the address that %(other)s was written to: %(email)s.") % words
        yield ngettext("%(count)s email.", "%(count)s emails.", len(self.went)) % {"count": len(self.went)}

    def to_record(self) -> list[str]:
        """How to record that the mails have gone; nothing where there are none."""
        sent = ["--sent", *(["--as", self.post.order.sits] if self.post.order.sits else [])]
        words = {"command": self.workspace.command("mail", _("NAME"), *sent)}
        return [_("When they have gone, for each: %(command)s") % words] if self.went else []

    def _each(self) -> Iterator[str]:
        today, words = clock.now().date(), self._reasons()
        for left in self.left:
            name = namesakes.told(self.workspace, left.slug, left.name)
            if left.day:
                by = doer(self.workspace, left.slug, self.post.addressee(left.slug).data)
                told = already.sentence(name, already.Already(left.why, left.day), today, by)
                yield _("No email: %(sentence)s") % {"sentence": told}
            else:
                yield _("No email to %(name)s: %(reason)s.") % {"name": name, "reason": words[left.why]}

    def _groups(self) -> Iterator[str]:
        everyone = {slug: facts.name for slug, facts in self._known.items()}
        called = apart(everyone | {left.slug: left.name for left in self.left})
        for why, reason in self._reasons().items():
            if names := [called[left.slug] for left in self.left if left.why == why]:
                words = {"count": len(names), "reason": reason, "names": listed(names)}
                yield _("No email, %(reason)s (%(count)s): %(names)s") % words

    def _reasons(self) -> dict[str, str]:
        others = {OTHERWISE: _("to be met or called"), NO_NEED: _("noted for another need, or for none")}
        if self.workspace.by:
            told = _("belongs to %(owner)s")
            others |= {f"@{slug}": told % {"owner": name} for slug, name in self._others.items()}
        return {**already.reasons(), "ready": _("ready, and not written to yet"), **others}
