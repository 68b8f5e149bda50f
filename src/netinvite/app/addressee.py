"""Whom a mail goes to, whose a mail address is, and what is said of them first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from netinvite.errors import NetinviteError, WorkspaceError
from netinvite.language import _
from netinvite.mail import Mail, MailError, address
from netinvite.mail.address import key, mailbox
from netinvite.model.characters import header_line
from netinvite.model.keys import CONVERSATION, EMAIL, LOG, NAME
from netinvite.model.people import Person, fold
from netinvite.store import files, logfiles, namesakes
from netinvite.store.inventory import ANSWERS_FILE
from netinvite.store.network import Network
from netinvite.store.reading import text_at

if TYPE_CHECKING:
    from netinvite.app.already import Already

# Bytes, more than a person's answers have; to make room for the longest file each time would take longer.
PIECE = 16_384
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def whose(workspace: Network, address: str, *, but: str = "") -> list[Person]:
    """Everybody with this mail address (except ``but``), by folder name; capitals and the form of the domain
    do not count.

    The files are searched as bytes: to parse those of hundreds of people would take longer than all that
    ``mail`` does besides. One that cannot be read is passed over; its own commands tell of it.
    """
    wanted = key(address)
    if "@" not in wanted:
        return []
    return [person for slug in _that(workspace, wanted, but) for person in _with(workspace, slug, wanted)]


def _that(workspace: Network, wanted: str, but: str) -> Iterator[str]:
    """The folders whose answers seem to hold the address."""
    local = wanted.rpartition("@")[0]
    begins = f"{local}@".encode() if local.isascii() else b"@"
    with suppress(OSError):
        people = workspace.people_folder
        for slug in sorted(os.listdir(people)):  # noqa: PTH208  # names, not Paths
            try:
                found = slug != but and peek(f"{people}{os.sep}{slug}{os.sep}{ANSWERS_FILE}").lower()
            except OSError:
                continue
            if found and begins in found and _spelled(wanted).search(found):
                yield slug


def peek(file: str, *, follow: bool = True) -> bytes:
    """An ordinary file's content; a pipe of that name is not waited for. Unless told to ``follow`` links, an
    ``OSError`` for one."""
    handle = os.open(file, _AT_ONCE | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    try:
        data = os.read(handle, PIECE)
        while len(data) % PIECE == 0 and len(data) < files.LARGEST and (more := os.read(handle, PIECE)):
            data += more
    finally:
        os.close(handle)
    return data


@cache
def _spelled(wanted: str) -> re.Pattern[bytes]:
    """How the address can stand in a file in small letters: as it is, or its domain in letters beyond a-z."""
    local, _at_sign, domain = wanted.rpartition("@")
    if not local.isascii():
        return re.compile(b"@")
    after = rb"[^\s\"'<>@]*(?:[\x80-\xff]|xn--)"
    return re.compile(re.escape(local.encode()) + b"@(?:" + re.escape(domain.encode()) + b"|" + after + b")")


def _with(workspace: Network, slug: str, wanted: str) -> list[Person]:
    with suppress(NetinviteError):
        data = workspace.read(workspace.answers_file(slug))
        if key(email_of(data)) == wanted and slug in workspace.slugs():
            return [workspace.person(slug)]
    return []


def email_of(data: Mapping[str, Any]) -> str:
    """The address in a person's parsed answers, also one whose question does not apply at present."""
    return header_line(text_at(data, *EMAIL.path) or text_at(data, "set_aside", EMAIL))


def shared(workspace: Network, slug: str, address: str) -> str:
    """A sentence that names who else has the address; "" where nobody has."""
    others = whose(workspace, address, but=slug)
    if not others:
        return ""
    words = {"email": header_line(address), "people": "; ".join(map(str, others))}
    return _("The address %(email)s is also that of %(people)s.") % words


def of_another(letter: Mail, who: Addressee) -> str:
    """A sentence where the letter goes to somebody else who is here: to an address that the answers on this
    person do not have, or by that one's name; "" for any other."""
    name, email = mailbox(letter.to) if letter.to else ("", "")
    if email and key(email) != key(who.email) and (others := whose(who.workspace, email, but=who.slug)):
        words = {"name": who.called, "others": "; ".join(map(str, others)), "email": email}
        return _("The email to %(name)s is addressed to %(others)s: %(email)s.") % words
    if others := _called(who.workspace, name, but=email) if name and fold(name) != fold(who.name) else []:
        words = {"name": who.called, "others": "; ".join(map(str, others))}
        return _("The To line of the email to %(name)s names %(others)s.") % words
    return ""


def _called(workspace: Network, name: str, *, but: str) -> list[Person]:
    """Everybody of this very name, but those who are said to share this address."""
    found = [person for person in workspace.people() if fold(person.name) == fold(name)]
    sharing = whose(workspace, but) if found else []
    return [person for person in found if person not in sharing]


def held_back(letter: Mail, who: Addressee, told: str) -> MailError:
    """For an email that is not handed on because it goes to somebody else, which is ``told``, or was."""
    email = mailbox(letter.to)[1]
    words = {
        "name": who.called,
        "edit": who.workspace.command("edit", who.slug, "mail"),
        "set": who.workspace.command("prepare", who.slug, "--no-input", "--set", f"{EMAIL}={email}"),
    }
    meant = _("If it is meant so, say --output FILE on a terminal, where you are asked.")
    if key(email) != key(who.email):
        meant = _("If the address is that of %(name)s too: %(set)s") % words
    leading_on = "\n".join(
        [_("The email was not handed on."), _("To change the text: %(edit)s") % words, meant]
    )
    return MailError(told, leading_on) if told else MailError(leading_on)


# One person ----------------------------------------------------------------------------------------

# A line of TOML that begins a table or sets a key of this name, however it is written.
_AFTER = (b"invited", CONVERSATION.encode(), LOG.encode())
_MENTIONED = rb"^[ \t]*\[*[ \t]*[\"']?(?:invited|conversation|contact_log)\b"


class Addressee:
    """A person as their answers tell of them, parsed only where something has to be known of them.

    The properties raise ``WorkspaceError`` where the file is damaged.
    """

    def __init__(self, workspace: Network, slug: str) -> None:
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
    def called(self) -> str:
        """The name, with the folder where another one has it too."""
        return namesakes.told(self.workspace, self.slug, self.name)

    @property
    def name(self) -> str:
        """The full name, or that of the folder."""
        return text_at(self.data, *NAME.path) or self.slug

    @property
    def email(self) -> str:
        """The address in the answers, or ""."""
        return email_of(self.data)

    @property
    def already(self) -> Already | None:
        """What was sent or said already."""
        answers, noted = self.answers, False
        if any(word in answers for word in _AFTER):
            noted = bool(re.search(_MENTIONED, answers, re.MULTILINE))
        if not noted and not logfiles.of_each(self.workspace, self.slug):
            return None
        # 5 ms: logs, states.
        from netinvite.app.already import already

        return already(self.workspace, self.slug, self.data)

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
    an_address = "person.email=" + _("name@example.org")
    return MailError(
        _("No email address of %(name)s is known, so the email has no recipient.") % {"name": who.called},
        _("Give it with: %(command)s")
        % {"command": who.workspace.command("prepare", who.slug, "--no-input", "--set", an_address)},
    )


def doubts(letter: Mail, who: Addressee, today: date) -> list[str]:
    """What whoever writes to this person wants to know first: a mail or a talk before, a shared address."""
    found = [_where_they_stand(who, today)]
    if letter.to:
        found.append(shared(who.workspace, who.slug, mailbox(letter.to)[1]))
    return [sentence for sentence in found if sentence]


def _where_they_stand(who: Addressee, today: date) -> str:
    try:
        if not (found := who.already):
            return ""
        # See above.
        from netinvite.app.already import sentence
        from netinvite.app.team import doer

        return sentence(who.called, found, today, doer(who.workspace, who.slug, who.data))
    except NetinviteError as error:
        return error.message


def to_record(who: Addressee, today: date, sits: str = "") -> list[str]:
    """How to record that a mail has gone, as whoever said who they are (``sits``); nothing where it is known
    that one went today."""
    with suppress(NetinviteError):
        if (found := who.already) and (found.state, found.day) == ("invited", today):
            return []
    sent = ["--sent", *(["--as", sits] if sits else [])]
    return [_("When it has gone: %(command)s") % {"command": who.workspace.command("mail", who.slug, *sent)}]
