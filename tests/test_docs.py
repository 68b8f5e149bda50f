"""What can rot in the documentation is written by a program, and is current."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from netinvite.model import contacts
from netinvite.model.due import DAYS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.whole
def test_the_tutorial_is_what_netinvite_does(tmp_path):
    """Every question, answer and printed line of the tutorial, in both languages."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "tutorial.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_pictures_of_the_leaflet_are_drawn_of_the_one_of_today():
    """Of its text and layout in each language, by what the pictures say."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "leaflets.py", "--check"],
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
    known.add("times")
    assert commands(danish) & known == commands(english) & known == known


def paths_named(page):
    """Each path on a page and the folder it may be meant in: that of the one before it on the same line."""
    for line in page.read_text(encoding="utf-8").splitlines():
        folder = ROOT
        for word in " ".join(re.findall(r"`([^`]+)`", line)).split():
            if re.fullmatch(r"[\w.<>*-]*[\w>]/[\w./<>*-]*|[\w<>*-]+\.(py|toml|po|j2|md|ini|cfg)", word):
                yield pytest.param(word, folder, id=word)
                found = places(word, folder)
                folder = next((place if place.is_dir() else place.parent for place in found), folder)


def places(path, folder):
    """What a path may mean, from the project, the package or ``folder``; ``<lang>`` stands for any name."""
    pattern = re.sub("<[^>]*>", "*", path).rstrip("/")
    return [place for base in (ROOT, ROOT / "src" / "netinvite", folder) for place in base.glob(pattern)]


@pytest.mark.parametrize(("path", "folder"), [*paths_named(ROOT / "CONTRIBUTING.md")])
def test_what_the_map_of_the_house_names_is_there(path, folder):
    """A newcomer finds every file and folder that CONTRIBUTING.md sends them to."""
    assert places(path, folder)


@pytest.mark.parametrize("page", ["followup.md", "followup.da.md"])
def test_the_days_until_somebody_is_due_are_those_that_count(page):
    """Each key of ``[followup]`` with its number, and the example of a log is read as it stands."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \| (\d+|–) \|", text, re.MULTILINE)
    told = {key: number for keys, number in rows for key in re.findall("`([^`]+)`", keys)}
    at_once = ("step", "declines", "bounced")
    assert told == {key: "–" if key in at_once else str(days) for key, days in DAYS.items()}
    examples = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (example,) = (part for part in examples if "contact_log" in part)
    entries, unfit = contacts.read(tomllib.loads(example))
    assert ([entry.what for entry in entries], unfit) == (["sent", "no-answer", "moved"], [])
