"""People from an address book: vCard 2.1, 3.0, 4.0, or a table (CSV) with Danish or English headings.

Only name, role, organisation, mail and phone are taken. Everything here is text as the file has it:
whether it can stand as an answer is settled by ``importing``. Nothing in a file is opened as a path.
"""

from __future__ import annotations

import codecs
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
    text = decode(data, where).replace("\r\n", "\n").replace("\r", "\n")
    return cards(text) if is_vcard(text) else rows(text, where)


def decode(data: bytes, where: str) -> str:
    """The text of a file in UTF-8, UTF-8 with BOM, UTF-16 or Windows-1252."""
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise ContactsError(
        _("%(file)s is no text file.") % {"file": where},
        _("Export it again as vCard or CSV, in UTF-8; nothing was changed."),
    )


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    # UTF-16 without a mark: the first letter is an ASCII one and has a zero beside it.
    if data[1:2] == b"\0":
        return ("utf-16-le",)
    if data[:1] == b"\0":
        return ("utf-16-be",)
    return ("utf-8", "cp1252")
