"""Draws the leaflets of the documentation from the ready examples: ``python docs/leaflets.py``.

Needs the extra ``pdf`` and pdftoppm (Debian: poppler-utils). ``--check`` only says whether they are current,
by what each picture says it was drawn of: the same leaflet looks otherwise with other fonts.
"""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from unittest import mock

from netinvite.app import leaflet
from netinvite.pages import press

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from leaflets import LANGS, made  # noqa: E402  # the networks of the tests lie beside them

PICTURES = {lang: ROOT / "docs" / f"leaflet.{lang}.png" for lang in LANGS}
# Of a PNG: its signature and its header, behind which a text may stand; what that text begins with.
HEAD, MARK = 8 + 25, b"tEXtmade of\0"


def made_of(lang: str) -> str:
    """The digest of all that a leaflet is set from: its text, and its layout."""
    kept = []

    def keep(text: str, _logo: object) -> press.Pressed:
        kept.append(text.encode())
        return press.Pressed(b"", ())

    form = leaflet.Form(leaflet.FORMS["pdf"].document, keep)
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(leaflet.FORMS, typ=form):
        made(Path(folder), "typ", lang)
    layout = (press.HERE / "layout.typ").read_bytes()
    return hashlib.sha256(b"\0".join([*kept, layout])).hexdigest()


def current(lang: str) -> bool:
    """Whether a picture was drawn of the leaflet of today."""
    return PICTURES[lang].read_bytes()[HEAD + 4 :].startswith(MARK + made_of(lang).encode())


def draw(lang: str) -> None:
    """Write ``docs/leaflet.<lang>.png``."""
    with tempfile.TemporaryDirectory() as folder:
        file, picture = Path(folder) / "leaflet.pdf", Path(folder) / "leaflet"
        file.write_bytes(made(Path(folder), "pdf", lang).data)
        subprocess.run(["pdftoppm", "-r", "64", "-png", "-singlefile", file, picture], check=True)
        drawn = picture.with_suffix(".png").read_bytes()
    said = MARK + made_of(lang).encode()
    chunk = struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))
    PICTURES[lang].write_bytes(drawn[:HEAD] + chunk + drawn[HEAD:])


def main() -> None:
    if "--check" in sys.argv:
        old = [PICTURES[lang].name for lang in LANGS if not current(lang)]
        sys.exit(f"out of date: {', '.join(old)}; python docs/leaflets.py" if old else 0)
    for lang in LANGS:
        draw(lang)


if __name__ == "__main__":
    main()
