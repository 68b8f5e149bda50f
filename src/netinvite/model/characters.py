"""Characters that are no letters: that control, that nobody sees, that turn a text around; single lines."""

from __future__ import annotations

import codecs
import re
import unicodedata

from netinvite.errors import AnswerError
from netinvite.language import _
from netinvite.libraries import regex

# The controls of C0 and C1, and halves of a character.
CONTROL, SURROGATE = regex("[\x00-\x1f\x7f-\x9f]"), regex("[\ud800-\udfff]")
_BREAKS = regex("[\t-\r\x1c-\x1f\x85\u2028\u2029 ]+")
# Overrides, embeddings and isolates make a text read otherwise than it is: "ude" + "\u202egpj.exe" looks like
# a picture. A mark of direction alone does so only beside digits and signs; Arabic and Hebrew may need it.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
DIRECTION = TURNING + "\u061c\u200e\u200f"
# Characters that are quoted before one that cannot be read.
_BEFORE = 20
LINE_ENDS = "\u2028\u2029"
# Beside the category Cf: joiners, fillers and variation selectors.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u3164\uffa0").union(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def is_control(sign: str) -> bool:
    """Whether it is a control character, or half of a character."""
    return unicodedata.category(sign) in ("Cc", "Cs")


def is_unseen(sign: str) -> bool:
    """Whether nobody sees it in a text."""
    return unicodedata.category(sign) == "Cf" or sign in _UNSEEN


def without_unseen_start(text: str, also: str = "") -> str:
    """``text`` from the first character on that is seen, and is none of ``also``."""
    first = text[:1]
    if first and first.isascii() and first not in also:
        return text
    place = next((n for n, sign in enumerate(text) if sign not in also and not is_unseen(sign)), len(text))
    return text[place:]


def one_line(text: str) -> str:
    """``text`` with one blank for every run of blanks and line ends of any kind."""
    return " ".join(text.split())


def header_line(text: str) -> str:
    """``text`` on one line, without control characters; U+00A0, which breaks no line, stays, and half a
    character becomes U+FFFD."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    whole = CONTROL.sub("", _BREAKS.sub(" ", SURROGATE.sub("\ufffd", text)))
    return re.sub(" +", " ", whole).strip()


# Bytes ---------------------------------------------------------------------------------------------


def read_bytes(data: bytes) -> tuple[str, bool]:
    """``data`` as text, and whether some of it was no UTF-8 and was read as Windows-1252. No byte is lost:
    one that has no letter there becomes a control character, which no answer may hold."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
        if "\ufffd" not in text:
            return text, False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("utf-8", _FALLBACK), True


def is_whole(text: str) -> bool:
    """Whether it holds no byte that was no letter when it was read ("surrogateescape")."""
    return text.isascii() or not SURROGATE.search(text)


def whole(text: str) -> str:
    """``text`` with letters put together that came as single bytes ("surrogateescape"): a terminal may write
    UTF-8 where Python was told of another encoding, or no UTF-8 at all."""
    return text if is_whole(text) else read_bytes(text.encode("utf-8", "surrogateescape"))[0]


def read_otherwise() -> str:
    """What is said of letters that had to be tried."""
    return _("Some letters were read as Windows-1252, not as UTF-8; look whether they are right.")


def refuse_bytes(text: str) -> None:
    """An ``AnswerError`` for a text with such bytes in it: which letters they are cannot be known."""
    if is_whole(text):
        return
    before = SURROGATE.split(text, maxsplit=1)[0][-_BEFORE:]
    told = _("A letter cannot be read, the one behind “%(before)s” (it is no UTF-8); type it anew.")
    first = _("The first letter cannot be read (it is no UTF-8); type it anew.")
    raise AnswerError(told % {"before": before} if before else first)


_FALLBACK = "netinvite-every-byte"


def _every_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "".join(map(_letter, error.object[error.start : error.end])), error.end


def _letter(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(_FALLBACK, _every_byte)
