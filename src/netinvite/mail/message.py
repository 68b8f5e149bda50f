"""The MIME message that mail programs take: ASCII, folded, encoded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email import quoprimime
from email.charset import Charset
from email.header import Header
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from netinvite.language import _
from netinvite.libraries import regex
from netinvite.mail.address import (
    SPECIALS,
    MailError,
    mailbox,
    quote,
    wire_address,
)
from netinvite.mail.draft import Mail, body_text
from netinvite.model.addresses import FEW
from netinvite.model.characters import SURROGATE, header_line
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.mail.attachments import Attachment

LINE = 76  # RFC 2047, section 2: no line with an encoded word is longer
LONGEST = 998  # RFC 5322, section 2.1.1
# Paragraphs; the letters of one network have fewer that come back.
SHARED = 128
_DOT, _FROM = regex(r"^\.$", re.MULTILINE), regex(r"^From ", re.MULTILINE)
_UTF_8 = Charset("utf-8")


def mime(mail: Mail, attachments: Sequence[Attachment] = (), *, extra: Sequence[str] = ()) -> bytes:
    """The mail as ``sendmail -t``, msmtp and mutt take it: ASCII, LF line ends, lines of at most 76.

    To is one line of any length, and an attached message is as it is. ``extra`` are header lines to stand
    after Subject. Raises MailError where there is no recipient, or no address that could be written.
    """
    made = parts(mail, attachments)
    return encoded([*filter(None, made.headers), *extra, *made.content])


class Parts(NamedTuple):
    """The lines of a message: the headers From ("" where nobody is known to write), To and Subject, and what
    follows, the content's own headers, a blank line and the content."""

    headers: tuple[str, str, str]
    content: list[str]


def parts(mail: Mail, attachments: Sequence[Attachment]) -> Parts:
    """A message in its parts; raises as ``mime`` does."""
    sender = _mailbox_header("From", mail.sender) if header_line(mail.sender) else ""
    headers = sender, recipient(mail), _subject_header(mail.subject)
    return Parts(headers, ["MIME-Version: 1.0", *_content(mail.body, attachments)])


def encoded(lines: Sequence[str]) -> bytes:
    """Lines as they are sent; what an attached message has beyond ASCII is as it was there."""
    return "\n".join(lines).encode("ascii", "surrogateescape")


def recipient(mail: Mail) -> str:
    """The To header; MailError where there is no address."""
    if not header_line(mail.to):
        raise MailError(
            _("This person has no email address, so the email has no recipient."),
            _("Give it with --set person.email=name@example.org when you prepare them."),
        )
    folded = _mailbox_header("To", mail.to)
    # dma reads the first line alone.
    whole = folded.replace("\n", "")
    return whole if len(whole) <= LONGEST else folded


def _content(body: str, attachments: Sequence[Attachment]) -> list[str]:
    """The headers of the content, a blank line and the content; attachments as multipart/mixed.

    Not multipart/alternative: some programs then show the calendar and hide the text.
    """
    text = [
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        _quoted_printable(body),
    ]
    if not attachments:
        return text

    parts = [text, *(attachment.part() for attachment in attachments)]
    boundary = _boundary(parts)
    lines = [f'Content-Type: multipart/mixed; boundary="{boundary}"']
    if any(not line.isascii() for lines_of_part in parts for line in lines_of_part):
        lines.append("Content-Transfer-Encoding: 8bit")
    lines.append("")
    for lines_of_part in parts:
        lines += [f"--{boundary}", *lines_of_part]
    return [*lines, f"--{boundary}--", ""]


def _boundary(parts: Sequence[Sequence[str]]) -> str:
    """A line that stands in no part; one that is a message of its own may have such lines."""
    whole = "\n".join(line for lines in parts for line in lines)
    return next(mark for number in count() if (mark := f"=_netinvite.{number}") not in whole)


@lru_cache(FEW)
def _mailbox_header(header: str, typed: str) -> str:
    name, email = mailbox(typed)
    target = wire_address(email)
    if not name:
        return _joined(f"{header}:", target)
    return _joined(f"{header}: {_phrase(header, name)}", f"<{target}>")


def _joined(start: str, end: str) -> str:
    """``start end``, on two lines where one would be too long."""
    room = LINE - len(start.rpartition("\n")[2])
    return f"{start} {end}" if len(end) < room else f"{start}\n {end}"


def _phrase(header: str, name: str) -> str:
    """A display name as RFC 5322 and 2047 want it: atoms, a quoted string, or encoded words."""
    safe = quote(name) if SPECIALS.search(name) else name
    if _plain(name) and len(f"{header}: {safe}") <= LINE:
        return safe
    return _encoded_words(header, name)


def _subject_header(subject: str) -> str:
    subject = header_line(subject)
    if _plain(subject) and len(f"Subject: {subject}") <= LINE:
        return f"Subject: {subject}".rstrip()
    return f"Subject: {_encoded_words('Subject', subject)}"


def _plain(text: str) -> bool:
    """Whether no reader can take the text for anything but what it says."""
    return text.isascii() and "=?" not in text


@lru_cache(FEW)
def _encoded_words(header: str, text: str) -> str:
    # What fits on the first line is one word; the library counts anew at each letter.
    word = _UTF_8.header_encode(text)
    if len(f"{header}: {word}") <= LINE:
        return word
    return Header(text, "utf-8", maxlinelen=LINE, header_name=header).encode()


def _quoted_printable(body: str) -> str:
    return "".join([f"{_paragraph(line)}\n" for line in body_text(body).split("\n")[:-1]])


@lru_cache(SHARED)
def _paragraph(text: str) -> str:
    """What stands between two line ends of the text; most of it everyone's mails have in common."""
    octets = text if text.isascii() else SURROGATE.sub("\ufffd", text).encode().decode("latin-1")
    quoted = quoprimime.body_encode(octets, maxlinelen=LINE - 2)  # two spare, for what comes below
    # Some programs end a message at a lone dot, or begin one at "From ", even here.
    return _FROM.sub("=46rom ", _DOT.sub("=2E", quoted))
