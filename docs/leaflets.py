"""Draws the leaflets of the documentation from the ready examples: ``python docs/leaflets.py``.

Needs the extra ``pdf`` and pdftoppm (Debian: poppler-utils).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from leaflets import LANGS, made  # noqa: E402  # the networks of the tests lie beside them


def draw(lang: str) -> None:
    """Write ``docs/leaflet.<lang>.png``."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "leaflet.pdf"
        file.write_bytes(made(Path(folder), "pdf", lang).data)
        picture = ROOT / "docs" / f"leaflet.{lang}"
        subprocess.run(["pdftoppm", "-r", "64", "-png", "-singlefile", file, picture], check=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit("docs/leaflets.py takes no argument: nothing checks pictures that hang on fonts.")
    for language in LANGS:
        draw(language)
