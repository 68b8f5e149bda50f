"""Whom a mail goes to: the draft's recipient or, where it names none, the address in the answers; and what
speaks against writing to this person now.
"""

from __future__ import annotations

import os
import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from netinvite import files
from netinvite.errors import NetinviteError, WorkspaceError
from netinvite.everyone.addresses import email_of, peek, shared
from netinvite.language import _
from netinvite.mail import Mail, MailError, address
from netinvite.mail.address import key, mailbox
from netinvite.parsed import text_at
from netinvite.workspace import ANSWERS_FILE, Workspace

if TYPE_CHECKING:
    from netinvite.everyone.already import Already

# A line of TOML that begins a table or sets a key of this name, however it is written.
_MENTIONED = rb"^[ \t]*\[*[ \t]*[\"']?(?:invited|conversation)\b"


class Addressee:
    """A person as their answers tell of them, parsed only where something has to be known of them.

    The properties raise ``WorkspaceError`` where the file is damaged.
    """

    def __init__(self, workspace: Workspace, slug: str) -> None:
        self.workspace = workspace
        self.slug = slug

    @cached_property
    def answers(self) -> bytes:
        """The file as it is; nothing where there is none."""
        # As text: of thousands of people, making a Path of each takes longer than reading.
        file = f"{self.workspace.people_folder}{os.sep}{self.slug}{os.sep}{ANSWERS_FILE}"
        try:
            return peek(file)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise files.unreadable(file, error) from None

    @cached_property
    def data(self) -> dict[str, Any]:
        """The answers, parsed."""
        return self.workspace.read(self.workspace.answers_file(self.slug))

    @property
    def name(self) -> str:
        """The full name, or that of the folder."""
        return text_at(self.data, "person", "name") or self.slug

    @property
    def email(self) -> str:
        """The address in the answers, or ""."""
        return email_of(self.data)

    @property
    def already(self) -> Already | None:
        """What was sent or said already."""
        answers = self.answers
        if b"invited" not in answers and b"conversation" not in answers:
            return None
        if not re.search(_MENTIONED, answers, re.MULTILINE):
            return None
        from netinvite.everyone import already

        return already.already(self.data, str(self.workspace.answers_file(self.slug)))

    def has(self, email: str) -> bool:
        """Whether the answers know this address; quick where it stands there as it is."""
        return email.encode() in self.answers or key(email) == key(self.email)


def addressed(letter: Mail, who: Addressee, own: str) -> tuple[Mail, list[str]]:
    """The letter with a recipient where one is known, and notes: on an address that is not the answers', or
    that is the organiser's ``own``."""
    try:
        to, notes = _recipient(letter, who)
    except WorkspaceError as error:
        to, notes = letter.to, [error.message]
    if own and to and key(mailbox(to)[1]) == key(own):
        notes.append(_("It is addressed to you yourself: %(email)s.") % {"email": own})
    return letter._replace(to=to), notes


def _recipient(letter: Mail, who: Addressee) -> tuple[str, list[str]]:
    if not letter.to:
        if not who.email:
            return "", []
        to = _known(who)
        return to, [_("The draft has no recipient; the answers have one, %(to)s.") % {"to": to}]
    email = mailbox(letter.to)[1]
    if who.has(email) or not who.email:
        return letter.to, []
    words = {"draft": email, "answers": who.email}
    return letter.to, [_("It goes to %(draft)s, as the draft says; the answers say %(answers)s.") % words]


def _known(who: Addressee) -> str:
    try:
        return address(*mailbox(address(who.name, who.email)))
    except MailError as fault:
        file = who.workspace.answers_file(who.slug)
        raise MailError(f"{file}: {fault.message}", fault.hint) from None


def unknown(who: Addressee) -> MailError:
    """The sentence for somebody who has no address, neither in the draft nor in the answers."""
    return MailError(
        _("No mail address of %(name)s is known, so the mail has no recipient.") % {"name": who.name},
        _("Give it with: netinvite prepare %(slug)s --no-input --set person.email=name@example.org")
        % {"slug": who.slug},
    )


def doubts(letter: Mail, who: Addressee, today: date) -> list[str]:
    """What whoever writes to this person wants to know first: a mail or a talk before, a shared address."""
    found = [_where_they_stand(who, today)]
    if letter.to:
        found.append(shared(who.workspace, who.slug, mailbox(letter.to)[1]))
    return [sentence for sentence in found if sentence]


def _where_they_stand(who: Addressee, today: date) -> str:
    try:
        if (found := who.already) is None:
            return ""
        from netinvite.everyone.already import sentence

        return sentence(who.name, found, today)
    except NetinviteError as error:
        return error.message
