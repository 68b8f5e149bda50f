"""The letters of an address book: text of which every part keeps its bytes until it is known what they are.

One byte in another encoding says nothing of the lines beside it: each name is read as UTF-8, and only the
bytes in it that are none as Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from netinvite.addressbooks.addressbook import ContactsError
from netinvite.language import _

UNREADABLE = "\ufffd"
_FALLBACK = "netinvite-cp1252"
# As "surrogateescape" keeps a byte that is no UTF-8.
_KEPT = re.compile("[\udc80-\udcff]")
# Where a file in UTF-16 begins after another one, and where it ends before another one.
_WIDE = re.compile(rb"\xff\xfe(?=[\t\n\r -~]\0)|\xfe\xff(?=\0[\t\n\r -~])")
_NARROW = re.compile(rb"(?:\xef\xbb\xbf)?(?:(?i:BEGIN:VCARD)|[\t\n\r -~]{24})")
# Programs say these of what is UTF-8; what is really in them is hardly ever UTF-8 as well.
_LATIN = ("ascii", "iso8859-1", "iso8859-15", "cp1252")
# No encodings of letters, or slow ones.
_REFUSED = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem", "utf-7")


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


def readable(text: str) -> tuple[str, bool]:
    """``text`` in letters, and whether Windows-1252 was tried for some; what is neither is UNREADABLE."""
    return decoded(_bytes(text)) if _KEPT.search(text) else (text, False)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def relettered(text: str, charset: str) -> tuple[str, bool]:
    """``text`` of a line that names its own encoding."""
    return (text, False) if text.isascii() else decoded(_bytes(text), charset)


def decoded(data: bytes, charset: str = "") -> tuple[str, bool]:
    """``data`` in the encoding it says it has, else UTF-8, else Windows-1252; whether it had to be tried."""
    named = _known(charset)
    for encoding in ("utf-8", named) if named in _LATIN else (named, "utf-8"):
        try:
            return data.decode(encoding or "utf-8"), False
        except (LookupError, UnicodeError):
            continue
    return data.decode("utf-8", _FALLBACK), True


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset.strip('" ')).name if charset else ""
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if name.replace("_", "-") in _REFUSED else name


def _from_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _from_windows)
