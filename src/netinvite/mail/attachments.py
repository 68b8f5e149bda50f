"""Files that go with a mail: what each is, and the part of the message that it becomes."""

from __future__ import annotations

import codecs
import mimetypes
import re
import unicodedata
from base64 import encodebytes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from netinvite.errors import UsageError, cannot_be_read
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.mail.message import LONGEST
from netinvite.model.characters import DIRECTION, header_line
from netinvite.values import NamedTuple

LONGEST_NAME = 100
LARGEST = 10_000_000
ANY = "application/octet-stream"
MESSAGE = "message/rfc822"
# Not every computer knows these; RFC 2046, 5545, 6350, 7763.
_KINDS = {
    ".csv": "text/csv",
    ".eml": MESSAGE,
    ".htm": "text/html",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".vcf": "text/vcard",
}
_PACKED = {"bzip2": "application/x-bzip2", "gzip": "application/gzip", "xz": "application/x-xz"}
# A name that reads otherwise than it is would open as another kind of file.
_TURNS_NOTHING = dict.fromkeys(map(ord, DIRECTION))
_ENDING = regex(r"(?:\.tar)?\.[^.\s]{1,16}$")
_MARKS = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32"} | {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = regex(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*((?:iso-|windows-|koi8-|shift|euc-|big5|gb)[a-z0-9_-]{1,20})""",
    re.IGNORECASE,
)
_MARKUP = ("text/html", "text/xml", "text/xml-external-parsed-entity")
_HEADER = regex(rb"[!-9;-~]+[ \t]*:")


class Attachment(NamedTuple):
    """A file that goes with the mail: its name, MIME type and content."""

    name: str
    kind: str
    data: bytes

    def part(self) -> list[str]:
        """The headers of the part, a blank line and its content; bytes beyond ASCII as surrogates."""
        kind = _labelled(self.kind, self.data)
        whole = kind == MESSAGE
        encoding, content = _as_it_is(self.data) if whole else ("base64", _base64(self.data))
        return [
            f"Content-Type: {kind}",
            f"Content-Disposition: attachment;{_written(file_name(self.name))}",
            f"Content-Transfer-Encoding: {encoding}",
            "",
            content,
        ]


def kind_of(name: str) -> str:
    """The MIME type that a file's ending says."""
    found = _ENDING.search(name.lower())
    ending = found[0] if found else ""
    if ending in _KINDS:
        return _KINDS[ending]
    # The ending alone: a whole name could look like an address ("data:,a.txt").
    kind, packed = mimetypes.guess_type(f"file{ending}")
    return _PACKED.get(packed, ANY) if packed else kind or ANY


def _labelled(kind: str, data: bytes) -> str:
    """The type as it can be sent: a text with its character set, a message only if it needs no encoding."""
    if kind.startswith("text/") and "charset=" not in kind:
        charset = _charset(kind, data)
        return f"{kind}; charset={charset}" if charset else ANY
    if kind.startswith("message/"):
        return MESSAGE if kind == MESSAGE and _travels_as_it_is(data) else ANY
    return kind


def _charset(kind: str, data: bytes) -> str:
    """The character set of a text; "" for what is none."""
    if mark := next((mark for mark in _MARKS if data.startswith(mark)), b""):
        return _MARKS[mark] if _decodes(data, _MARKS[mark]) else ""
    if b"\0" in data:
        return ""
    return next((charset for charset in _candidates(kind, data) if _decodes(data, charset)), "")


def _candidates(kind: str, data: bytes) -> Iterator[str]:
    yield "utf-8"
    if kind in _MARKUP and (found := _DECLARED.search(data[:1024])):
        yield found[1].decode("ascii").lower()
    yield from ("windows-1252", "iso-8859-1")


def _decodes(data: bytes, charset: str) -> bool:
    try:
        return isinstance(data.decode(charset), str)
    except (LookupError, UnicodeError):
        return False


def _travels_as_it_is(data: bytes) -> bool:
    """Whether a message can be a part without being encoded, as RFC 2046, section 5.2.1, wants it.

    A lone dot ends the mail in some programs, and could not be written otherwise.
    """
    lines = _lines(data)
    return (
        bool(_HEADER.match(data))
        and not re.search(rb"[\0\r]", b"\n".join(lines))
        and b"." not in lines
        and max(map(len, lines)) <= LONGEST
    )


def _lines(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").split(b"\n")


def _as_it_is(data: bytes) -> tuple[str, str]:
    content = b"\n".join(_lines(data)).decode("ascii", "surrogateescape")
    return ("7bit" if data.isascii() else "8bit"), content


def _base64(data: bytes) -> str:
    return encodebytes(data).decode("ascii").rstrip("\n")


def file_name(name: str) -> str:
    """A name for any computer: composed, one line, no folder, at most 100 characters with its ending."""
    name = header_line(unicodedata.normalize("NFC", name).translate(_TURNS_NOTHING))
    name = re.sub(r"[/\\]", "_", name) or "file"
    if len(name) <= LONGEST_NAME:
        return name
    found = _ENDING.search(name)
    ending = found[0] if found else ""
    return name.removesuffix(ending)[: LONGEST_NAME - len(ending)].rstrip() + ending


def _written(name: str) -> str:
    """Not both forms of the name: some readers then take the poorer one."""
    if re.fullmatch(r"[A-Za-z0-9._-]{1,40}", name):
        return f' filename="{name}"'
    return "\n" + _continued(quote(name, safe=""))


def _continued(encoded: str) -> str:
    """A percent-encoded file name by RFC 2231, in pieces that fit a line and cut no octet."""
    pieces = re.findall(r"(?:%[0-9A-F]{2}|[^%]){1,16}", encoded)
    marks = [f" filename*{n}*={piece}" for n, piece in enumerate(pieces)]
    marks[0] = f" filename*0*=utf-8''{pieces[0]}"
    return ";\n".join(marks)


def of_file(file: Path) -> Attachment:
    """A file to go with the mail, its type by its name; at most ten megabytes."""
    try:
        if not file.is_file():
            raise UsageError(
                _("%(file)s is no file that could be attached.") % {"file": file},
                _("Give the path of a file."),
            )
        size = file.stat().st_size
        if size > LARGEST:
            raise UsageError(
                _("%(file)s has %(size)s MB; many servers refuse more than 10 MB.")
                % {"file": file, "size": -(-size // 1_000_000)},
                _("Make it smaller, or send a link to it."),
            )
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(cannot_be_read(file, error)) from None
    return Attachment(file.name, kind_of(file.name), data)
