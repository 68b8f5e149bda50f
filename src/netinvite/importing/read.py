"""People from an address book: vCard 2.1, 3.0, 4.0, or a table (CSV) with English, Danish, German,
Norwegian or Swedish headings.

Only name, role, organisation, mail and phone are taken. Everything here is text as the file has it:
whether it can stand as an answer is settled by ``importing``. Nothing in a file is opened as a path.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from netinvite.errors import UsageError, cannot_be_read
from netinvite.importing.contact import LARGEST_FILE, ContactsError, Found
from netinvite.importing.table import rows
from netinvite.importing.vcard import cards, is_vcard
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.store import files
from netinvite.store.reading import loads

_TAKES_ANSWERS = "netinvite prepare --answers FILE"


def read(file: Path) -> Found:
    """What ``file`` holds; ``UsageError`` when it cannot be read, ``ContactsError`` when it is no use."""
    try:
        data = files.read_given(file, LARGEST_FILE)
    except OSError as error:
        raise UsageError(
            cannot_be_read(file, error),
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
    if _is_toml(text):
        told = _("%(file)s is no address book: it holds answers or settings (TOML).") % {"file": where}
        raise ContactsError(told, _("Answers are taken with: %(command)s") % {"command": _TAKES_ANSWERS})
    return cards(text) if is_vcard(text) else rows(text, where)


def _is_toml(text: str) -> bool:
    """Whether it is settings to the last line, as no address book is."""
    try:
        return bool(loads(text))
    except (ValueError, RecursionError):
        return False


# Letters -------------------------------------------------------------------------------------------

# Where a file in UTF-16 begins after another one, and where it ends before another one.
_WIDE = regex(rb"\xff\xfe(?=[\t\n\r -~]\0)|\xfe\xff(?=\0[\t\n\r -~])")
_NARROW = regex(rb"(?:\xef\xbb\xbf)?(?:(?i:BEGIN:VCARD)|[\t\n\r -~]{24})")


def text_of(data: bytes, where: str) -> str:
    """The text of a file with single line ends; bytes that are no UTF-8 stay in it for ``readable``.

    ``ContactsError`` where it is no text.
    """
    text = "".join(_stretches(data)).replace("\ufeff", "")
    if data and not re.search(r"[^\W\d_]", text):
        raise ContactsError(
            _("%(file)s is no text file.") % {"file": where},
            _("Export it again as vCard or CSV, in UTF-8; nothing was changed."),
        )
    return re.sub(r"\r+\n|\r", "\n", text)


def _stretches(data: bytes) -> Iterator[str]:
    """The text, piece by piece where files of one and of two bytes a letter were joined."""
    begin = 0
    while begin < len(data):
        wide = _wide(data[begin : begin + 4])
        end = (_NARROW if wide else _WIDE).search(data, begin + 2)
        stretch = data[begin : end.start() if end else len(data)]
        yield stretch.decode(wide, "replace") if wide else stretch.decode("utf-8", "surrogateescape")
        begin += len(stretch)


def _wide(head: bytes) -> str:
    """The encoding of text with two or four bytes a letter, by its first bytes; "" for any other."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark: the first letter is an ASCII one and has a zero beside it.
    if head[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if head[:1] == b"\0" else ""
