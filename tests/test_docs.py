"""What can rot in the documentation is written by a program, and is current."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_the_tutorial_is_what_netinvite_does(tmp_path):
    """Every question, answer and printed line of the tutorial, in both languages."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "tutorial.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Every link to a file of the project finds it."""
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    broken = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert broken == []


def test_the_readmes_have_the_same_commands():
    """What one language shows, the other shows too."""
    danish, english = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.da.md", "README.md"))

    def commands(text):
        return {command.split()[0] for command in re.findall(r"netinvite ([a-z][^`\n]*)", text)}

    known = {"prepare", "pitch", "mail", "interview", "status", "check", "leaflet", "import", "templates"}
    assert commands(danish) & known == commands(english) & known == known
