"""The forms in which ``netinvite mail`` gives a mail, each for another kind of program."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from netinvite import clock
from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.mail.address import SPECIALS, MailError, address, mailbox, wire_address
from netinvite.mail.draft import Mail, body_text
from netinvite.mail.message import encoded, mime, parts, recipient
from netinvite.model.characters import header_line

if TYPE_CHECKING:
    from netinvite.mail.attachments import Attachment

LONGEST_LINK = 2_000
_IN_LINKS = regex("[%?]")
_NOTHING = regex("(?!)")
Writer: TypeAlias = "Callable[[Mail, Sequence[Attachment], datetime], bytes]"


def _mime(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    return mime(mail, attachments)


def eml(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """A message to open with a double click: ``X-Unsent`` makes it a draft; CRLF line ends.

    ``X-Unsent`` is not the first line, for ``file`` and xdg-open would take the message for text. No line of
    the text ends in blanks, for Thunderbird would join it with the next; "-- " begins a signature.
    """
    draft = mail._replace(body=_without_loose_blanks(mail.body))
    return mime(draft, attachments, extra=["X-Unsent: 1"]).replace(b"\n", b"\r\n")


def _without_loose_blanks(body: str) -> str:
    return "\n".join(line if line == "-- " else line.rstrip(" \t") for line in body_text(body).split("\n"))


def template(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """Headers as they are read, one line each, and the text: UTF-8, for s-nail, claws, alot, nmh.

    A name goes without % and ?, and an address with one is refused: claws reads the recipient as a link, in
    which "?cc=" adds others.
    """
    recipient(mail)
    if _IN_LINKS.search(mailbox(mail.to)[1]):
        raise MailError(
            _("The form “template” cannot carry the address %(email)s.") % {"email": mailbox(mail.to)[1]},
            _("Use --format mime or eml for it."),
        )
    return _as_read("template", mail, attachments, _IN_LINKS)


def aerc(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """The same for aerc, which fills in its templates as Go's text/template does, and runs ``exec`` there."""
    return _as_read("aerc", mail, attachments, _NOTHING).replace(b"{{", b'{{"{{"}}')


def _as_read(form: str, mail: Mail, attachments: Sequence[Attachment], unfit: re.Pattern[str]) -> bytes:
    _without_attachments(form, attachments)
    recipient(mail)
    lines = [f"To: {_unencoded(mail.to, unfit)}", f"Subject: {header_line(mail.subject)}"]
    if header_line(mail.sender):
        lines.insert(0, f"From: {_unencoded(mail.sender, unfit)}")
    return ("\n".join([*lines, ""]) + "\n" + body_text(mail.body)).encode("utf-8", "replace")


def _unencoded(typed: str, unfit: re.Pattern[str]) -> str:
    """One mailbox in plain letters, as it was understood; the name without what is unfit.

    A name beyond ASCII goes without what would need quotes, too: s-nail and others encode within the quotes,
    and an encoded word in quotes is none.
    """
    name, email = mailbox(typed)
    name = unfit.sub(" ", name)
    return address(name if name.isascii() else SPECIALS.sub(" ", name), email)


def mbox(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """One message of a mailbox file: the "From " line, then From, Date, Subject in that order.

    No line of the body begins with "From ": quoted-printable writes it otherwise.
    """
    made = parts(mail, attachments)
    sender, to, subject = made.headers
    address = wire_address(mailbox(mail.sender)[1]) if sender else "netinvite@localhost"
    begun, sent = _dated(now)
    lines = [f"From {address} {begun}", sender or f"From: {address}", sent, subject, to, *made.content]
    head, blank, body = encoded(lines).partition(b"\n\n")
    body = body.rstrip(b"\n")
    # An attached message is as it is, and may hold such a line.
    quoted = re.sub(rb"^From ", b">From ", body, flags=re.MULTILINE) if b"From " in body else body
    return b"".join((head, blank, quoted, b"\n\n"))


@lru_cache(maxsize=1)
def _dated(now: datetime) -> tuple[str, str]:
    """The moment on the "From " line, and the header Date; of one minute everyone's have the same."""
    return f"{now:%a %b %d %H:%M:%S %Y}", f"Date: {clock.aware(now):%a, %d %b %Y %H:%M:%S %z}"


def mailto(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """A link by RFC 6068; a ``UsageError`` where it would be longer than programs take."""
    _without_attachments("mailto", attachments)
    recipient(mail)
    target = quote(wire_address(mailbox(mail.to)[1]), safe="@")
    body = body_text(mail.body).rstrip("\n").replace("\n", "\r\n")
    subject = quote(header_line(mail.subject), safe="")
    link = f"mailto:{target}?subject={subject}&body={quote(body, safe='', errors='replace')}"
    if len(link) > LONGEST_LINK:
        raise UsageError(
            _("As a mailto link the email has %(count)s characters; programs take at most %(limit)s.")
            % {"count": len(link), "limit": LONGEST_LINK},
            _("Write it to a file instead, with --output FILE.eml in place of --format mailto."),
        )
    return link.encode("ascii") + b"\n"


def text(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """The text alone, for copying."""
    return body_text(mail.body).encode("utf-8", "replace")


def _without_attachments(form: str, attachments: Sequence[Attachment]) -> None:
    if attachments:
        raise UsageError(
            _("The form “%(form)s” cannot carry files.") % {"form": form},
            _("Use --format mime or eml for them."),
        )


FORMS: dict[str, Writer] = {
    "mime": _mime,
    "template": template,
    "aerc": aerc,
    "eml": eml,
    "mbox": mbox,
    "mailto": mailto,
    "text": text,
}
ENDINGS = {".eml": "eml", ".mbox": "mbox", ".txt": "template"}
# A message as it is sent: a file so called, or of no ending, tells no other form.
PLAINLY = ("", ".mail")


def form_of(file: Path) -> str:
    """The form that the ending of a file tells; a ``UsageError`` for one that tells another kind of file."""
    ending = file.suffix.lower()
    if ending in ENDINGS or ending in PLAINLY or (file.exists() and not file.is_file()):
        return ENDINGS.get(ending, "mime")
    raise UsageError(
        _("The ending of %(file)s names no form of an email.") % {"file": file},
        _("End it with .eml, .mbox or .txt, or add --format."),
    )
