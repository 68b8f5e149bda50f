"""Which pictures may be a logo: known by their content, whole, small, and closed in themselves."""

from __future__ import annotations

import pytest
from leaflets import SVG, made, png

from netinvite.errors import UsageError
from netinvite.pages import logo

JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "01" * 64
    + "ffc00011080010001003011100021100031100ffda000c03010002110311003f00"
    + "00ffd9"
)
XMLNS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside="", attributes=""):
    return f"<svg {XMLNS} {attributes}>{inside}</svg>"


@pytest.fixture
def read(tmp_path):
    def call(data, name="logo.png"):
        file = tmp_path / name
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        return logo.read(file)

    return call


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (png(), "image/png"),
        (JPEG, "image/jpeg"),
        (SVG, "image/svg+xml"),
        ("\ufeff" + SVG, "image/svg+xml"),
        (('<?xml version="1.0" encoding="UTF-16"?>' + SVG).encode("utf-16"), "image/svg+xml"),
    ],
)
def test_the_content_tells_the_kind(read, data, mime):
    """Whatever the file is called."""
    assert read(data, "logo.txt").mime == mime


CLOSED = [
    '<use href="#a"/><g id="a"/>',
    '<rect fill="url(#shade)"/>',
    '<image href="data:image/png;base64,AAAA"/>',
    '<style>.a { fill: #0b5563; mask: url("#m") }</style>',
    "<!-- url(http://example.org/x) -->",
    '<?xpacket begin="x"?>',
    "<metadata xmlns:x='http://example.org/ns#'><x:a x:resource='http://example.org/b'/></metadata>",
    '<g xmlns:inkscape="http://example.org/i" inkscape:export-filename="C:\\logo.png"/>',
]


@pytest.mark.parametrize("inside", CLOSED)
def test_what_drawing_programs_write_is_taken(read, inside):
    """References inside the file, embedded pictures, the notes of an editor."""
    assert read(svg(inside)).name == "logo.svg"


OPEN = [
    "<script>alert(1)</script>",
    "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
    "<foreignObject><p/></foreignObject>",
    '<rect onload="alert(1)"/>',
    '<a href="javascript:alert(1)"/>',
    '<image href="https://example.org/x.png"/>',
    '<image xlink:href="//example.org/x.png"/>',
    '<image href="x.png"/>',
    '<image href="file:///etc/passwd"/>',
    '<use href="data:image/svg+xml;base64,AAAA"/>',
    '<rect fill="url(https://example.org/x)"/>',
    "<rect style=\"fill: URL( 'other.svg#a' )\"/>",
    "<style>@import 'https://example.org/x.css';</style>",
    "<style><![CDATA[ a { fill: url(x.svg#a) } ]]></style>",
    "<style>a { fill: u\\72l(https://example.org/x) }</style>",
    '<g xml:base="https://example.org/"/>',
    '<set attributeName="xlink:href" to="https://example.org/x"/>',
]


@pytest.mark.parametrize("inside", OPEN)
def test_what_reaches_outside_is_refused(read, inside):
    """Scripts and references, in every way of writing them."""
    with pytest.raises(UsageError, match=r"script|outside") as caught:
        read(svg(inside), "logo.svg")
    assert "logo.svg" in caught.value.message


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no PNG, JPEG or SVG"),
        (b"GIF89a" + bytes(20), "no PNG, JPEG or SVG"),
        ("# Not a picture", "no PNG, JPEG or SVG"),
        ("<html><svg/></html>", "no PNG, JPEG or SVG"),
        (svg()[:-3], "no PNG, JPEG or SVG"),
        (f'<?xml version="1.0" encoding="nonsense"?>{SVG}', "no PNG, JPEG or SVG"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{svg("&a;")}', "entities"),
        (f'<?xml-stylesheet href="x.css"?>{SVG}', "outside"),
        (png()[:-6], "damaged"),
        (png().replace(b"IDAT", b"IDAX"), "damaged"),
        (JPEG[:40], "damaged"),
        (png()[:20], "damaged"),
        (bytes(2_000_001), "larger than 2 MB"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_content(read, data, reason):
    """A good ending helps nothing."""
    with pytest.raises(UsageError, match=reason):
        read(data, "logo.png")


def test_a_picture_that_would_fill_the_memory_is_refused(read):
    """A few bytes can be a wall of pixels."""
    import struct
    import zlib

    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    end = b"IEND"
    data += struct.pack(">I", 0) + end + struct.pack(">I", zlib.crc32(end))
    with pytest.raises(UsageError, match="too many pixels"):
        read(data)


def test_a_folder_is_no_logo(tmp_path):
    """Nor is what is not there."""
    with pytest.raises(UsageError, match="no such file"):
        logo.read(tmp_path)


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_png_becomes_part_of_the_leaflet(tmp_path, form):
    """The file grows by it, and is made without a word."""
    plain = made(tmp_path, form)
    with_logo = made(tmp_path, form, logo=logo.look(png(200, 80)))
    assert len(with_logo.data) > len(plain.data) and with_logo.notes == ()
