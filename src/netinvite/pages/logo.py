"""A logo for the leaflet: PNG, JPEG or SVG, known by its content, and nothing in it that reaches outside."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from netinvite.errors import UsageError
from netinvite.language import _, refusal
from netinvite.libraries import regex
from netinvite.values import NamedTuple

LARGEST = 2_000_000
# A small file can hold a picture that no memory holds.
MOST_PIXELS = 50_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FORBIDDEN = {"script", "foreignobject", "iframe", "embed", "object"}
_REFERENCES = ("href", "src")
_URL = regex(r"""url\(\s*["']?\s*([^"')]*)""", re.I)
_INSIDE = regex(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.I)


class Logo(NamedTuple):
    """A picture, its type found in its content; ``name`` is what it may be called as a file."""

    name: str
    mime: str
    data: bytes

    @property
    def uri(self) -> str:
        """The picture as a ``data:`` address. In an <img> no script of it runs and nothing is fetched."""
        return f"data:{self.mime};base64,{base64.b64encode(self.data).decode('ascii')}"


class _UnfitError(Exception):
    """Carries the reason to ``read``, which knows the file."""


def read(file: Path) -> Logo:
    """The logo in ``file``; a ``UsageError`` says why it cannot be one."""
    try:
        if not file.is_file():
            raise _UnfitError(_("there is no such file"))
        if file.stat().st_size > LARGEST:
            raise _UnfitError(_("it is larger than 2 MB"))
        return look(file.read_bytes())
    except _UnfitError as reason:
        why = str(reason)
    except OSError as error:
        why = refusal(error)
    raise UsageError(
        _("%(file)s cannot be the logo: %(reason)s.") % {"file": file, "reason": why},
        _("Take a PNG, JPEG or SVG file of at most 2 MB."),
    )


def look(data: bytes) -> Logo:
    """What the bytes are, whatever the file was called."""
    if data.startswith(_PNG):
        _whole(_png_pixels(data))
        return Logo("logo.png", "image/png", data)
    if data.startswith(_JPEG):
        _whole(_jpeg_pixels(data))
        return Logo("logo.jpg", "image/jpeg", data)
    if re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", data):
        _SvgReader().read(data)
        return Logo("logo.svg", "image/svg+xml", data)
    raise _UnfitError(_("it is no PNG, JPEG or SVG picture, whatever its name says"))


def _whole(pixels: int) -> None:
    if not pixels:
        raise _UnfitError(_("the picture is damaged"))
    if pixels > MOST_PIXELS:
        raise _UnfitError(_("it has too many pixels"))


def _png_pixels(data: bytes) -> int:
    """Width times height; 0 where a chunk is cut off or does not match its check sum."""
    pixels, place = 0, len(_PNG)
    while place + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + size]
        end = place + 8 + size
        if end + 4 > len(data) or zlib.crc32(kind + body) != struct.unpack_from(">I", data, end)[0]:
            return 0
        if kind == b"IHDR" and size == 13:
            width, height = struct.unpack_from(">II", body)
            pixels = width * height
        if kind == b"IEND":
            return pixels
        place = end + 4
    return 0


def _jpeg_pixels(data: bytes) -> int:
    """Width times height from the frame header; 0 where there is none or the end is missing."""
    if b"\xff\xd9" not in data[-64:]:
        return 0
    for marker, body in _jpeg_segments(data):
        # SOF0 to SOF15, without DHT, JPG and DAC, which share their range.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and len(body) >= 5:
            height, width = struct.unpack_from(">HH", body, 1)
            return int(width * height)
    return 0


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment up to the picture's own data."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker, size = data[place + 1], struct.unpack_from(">H", data, place + 2)[0]
        if marker == 0xFF:
            place += 1
            continue
        yield marker, data[place + 4 : place + 2 + size]
        if marker == 0xDA:
            return
        place += 2 + size


class _SvgReader:
    """Reads an SVG once; scripts, entities and references to anything outside are refused.

    A program that shows it in an <img> would not follow them; others, such as a mail program, might.
    """

    def __init__(self) -> None:
        self.root = ""
        self.style: list[str] = []
        self.in_style = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction

    def read(self, data: bytes) -> None:
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError):
            raise _UnfitError(_("it is no PNG, JPEG or SVG picture, whatever its name says")) from None
        if self.root != "svg":
            raise _UnfitError(_("it is no PNG, JPEG or SVG picture, whatever its name says"))
        self._css("".join(self.style))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2].lower()
        self.root = self.root or element
        self.in_style = element == "style"
        if element in _FORBIDDEN:
            raise _UnfitError(_("it holds a script or a page (<%(name)s>)") % {"name": name})
        for attribute, value in attributes.items():
            self._attribute(attribute, value)

    def _attribute(self, name: str, value: str) -> None:
        prefix, _colon, local = name.lower().rpartition(":")
        if local.startswith("on") and not prefix:
            raise _UnfitError(_("it holds a script (%(name)s)") % {"name": name})
        # An animation could give a reference later what it may not have now.
        moved = local == "attributename" and value.lower().endswith(_REFERENCES)
        if moved or local == "base" or (local in _REFERENCES and not _INSIDE.match(value.strip())):
            raise self._outside(value)
        # What editors keep for themselves, such as inkscape:export-filename, is not style.
        if not prefix and local != "xmlns":
            self._css(value)

    def _outside(self, place: str) -> _UnfitError:
        return _UnfitError(_("it refers to something outside itself (%(place)s)") % {"place": place[:60]})

    def _css(self, text: str) -> None:
        outside = [target for target in _URL.findall(text) if not _INSIDE.match(target)]
        if "@import" in text.lower():
            outside.append("@import")
        # An escape could spell either of them.
        if "\\" in text:
            outside.append("\\")
        if outside:
            raise self._outside(outside[0])

    def _end(self, name: str) -> None:
        self.in_style = False

    def _text(self, text: str) -> None:
        if self.in_style:
            self.style.append(text)

    def _entity(self, *_declared: object) -> None:
        raise _UnfitError(_("it declares entities; save it as plain SVG"))

    def _instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise self._outside(data)
