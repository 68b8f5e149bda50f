"""The forms in which ``netinvite mail`` gives a mail, each for another kind of program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import quote

from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.mail.address import FEW, mailbox, one_line, wire_address
from netinvite.mail.draft import Mail, body_text
from netinvite.mail.message import Attachment, mime, recipient

LONGEST_LINK = 2_000
Writer: TypeAlias = Callable[[Mail, Sequence[Attachment], datetime], bytes]


def _mime(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    return mime(mail, attachments)


def eml(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """A message to open with a double click: ``X-Unsent`` makes it a draft; CRLF line ends."""
    return mime(mail, attachments, first=["X-Unsent: 1"]).replace(b"\n", b"\r\n")


def template(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """Headers as they are read, one line each, and the text: UTF-8, for s-nail, claws, alot, aerc, nmh."""
    _without_attachments("template", attachments)
    recipient(mail)
    lines = [f"To: {one_line(mail.to)}", f"Subject: {one_line(mail.subject)}"]
    if one_line(mail.sender):
        lines.insert(0, f"From: {one_line(mail.sender)}")
    return ("\n".join([*lines, ""]) + "\n" + body_text(mail.body)).encode("utf-8", "replace")


def mbox(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """One message of a mailbox file: the "From " line, then From, Date, Subject in that order.

    No line of the body begins with "From ": quoted-printable writes it otherwise.
    """
    head, _blank, body = mime(mail, attachments).partition(b"\n\n")
    lines = head.decode("ascii").replace("\n ", "\0").split("\n")
    found = {line.partition(":")[0]: line.replace("\0", "\n ") for line in lines}
    address = wire_address(mailbox(mail.sender)[1]) if one_line(mail.sender) else "netinvite@localhost"
    headers = [
        found.pop("From", f"From: {address}"),
        f"Date: {_date(now)}",
        found.pop("Subject"),
        *found.values(),
    ]
    start = f"From {address} {now:%a %b %d %H:%M:%S %Y}"
    return "\n".join([start, *headers, "", ""]).encode("ascii") + body.rstrip(b"\n") + b"\n\n"


@lru_cache(FEW)
def _date(now: datetime) -> str:
    from email.utils import format_datetime

    return format_datetime(now.astimezone())


def mailto(mail: Mail, attachments: Sequence[Attachment], now: datetime) -> bytes:
    """A link by RFC 6068; a ``UsageError`` where it would be longer than programs take."""
    _without_attachments("mailto", attachments)
    recipient(mail)
    target = quote(wire_address(mailbox(mail.to)[1]), safe="@")
    body = body_text(mail.body).rstrip("\n").replace("\n", "\r\n")
    subject = quote(one_line(mail.subject), safe="")
    link = f"mailto:{target}?subject={subject}&body={quote(body, safe='', errors='replace')}"
    if len(link) > LONGEST_LINK:
        raise UsageError(
            _("As a mailto link the mail has %(count)s characters; programs take at most %(limit)s.")
            % {"count": len(link), "limit": LONGEST_LINK},
            _("Write it to a file instead: netinvite mail NAME --output NAME.eml"),
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
    "eml": eml,
    "mbox": mbox,
    "mailto": mailto,
    "text": text,
}
ENDINGS = {".eml": "eml", ".mbox": "mbox", ".txt": "template"}
