"""Takes the picture of docs/mail.md from the real Claws Mail: ``python docs/mailpicture.py``.

Needs claws-mail, Xvfb, xdotool and ImageMagick's ``import``; nobody sees the window.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from desktop import desktop  # noqa: E402  # these lie beside the tests
from maildesk import Desk, in_shell  # noqa: E402
from mailrecipes import WINDOWS  # noqa: E402

CLAWS = WINDOWS[0]
DRAWN = 2  # seconds until the window has its text and its buttons


def take(target: Path) -> None:
    """Write the window with the example's mail in it to ``target`` (PNG, 64 colours)."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", folder)
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
            patch.delenv(name, raising=False)
        desk = Desk(Path(folder), patch, lang="en")
        desk.settings(CLAWS.settings(9))
        with desktop() as screen, screen.running(in_shell("bash", CLAWS.command), desk.workspace):
            window = screen.window("Compose message")
            time.sleep(DRAWN)
            shot = ["import", "-window", window, "+dither", "-colors", "64", "-strip", str(target)]
            subprocess.run(shot, env=screen.env, check=True)


if __name__ == "__main__":
    take(ROOT / "docs" / "claws-mail.png")
