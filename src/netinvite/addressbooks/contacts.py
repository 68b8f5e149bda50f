"""People from an address book: vCard 2.1, 3.0, 4.0, or a table (CSV) with English, Danish, German,
Norwegian or Swedish headings.

Only name, role, organisation, mail and phone are taken. Everything here is text as the file has it:
whether it can stand as an answer is settled by ``importing``. Nothing in a file is opened as a path.
"""

from __future__ import annotations

from pathlib import Path

from netinvite import files
from netinvite.addressbooks.addressbook import (
    FIELDS,
    LARGEST_FILE,
    LARGEST_RECORD,
    Contact,
    ContactsError,
    Found,
    Problem,
)
from netinvite.addressbooks.lettering import text_of
from netinvite.addressbooks.tables import rows
from netinvite.addressbooks.vcards import cards, is_vcard
from netinvite.errors import UsageError
from netinvite.language import _, refusal

__all__ = [
    "FIELDS",
    "LARGEST_FILE",
    "LARGEST_RECORD",
    "Contact",
    "ContactsError",
    "Found",
    "Problem",
    "parse",
    "read",
]


def read(file: Path) -> Found:
    """What ``file`` holds; ``UsageError`` when it cannot be read, ``ContactsError`` when it is no use."""
    try:
        data = files.read_given(file, LARGEST_FILE)
    except OSError as error:
        raise UsageError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": refusal(error)},
            _("Give the path of a vCard or CSV file."),
        ) from None
    except ValueError:
        raise UsageError(_("This is no file name."), _("Give the path of a vCard or CSV file.")) from None
    return parse(data, str(file))


def parse(data: bytes, where: str) -> Found:
    """What the bytes of a file hold; ``where`` names it in messages."""
    if len(data) > LARGEST_FILE:
        raise ContactsError(
            _("%(file)s has more than %(limit)s MB.") % {"file": where, "limit": LARGEST_FILE // 1_000_000},
            _("Export fewer people, or without photos; nothing was changed."),
        )
    text = text_of(data, where)
    return cards(text) if is_vcard(text) else rows(text, where)
