"""The invitation as a mail: the draft that people edit, and the message that mail programs take."""

from netinvite.mail.address import MailError, address
from netinvite.mail.draft import Mail, format_draft, from_sender, parse_draft, sender_of, text_begins
from netinvite.mail.message import mime

__all__ = [
    "Mail",
    "MailError",
    "address",
    "format_draft",
    "from_sender",
    "mime",
    "parse_draft",
    "sender_of",
    "text_begins",
]
