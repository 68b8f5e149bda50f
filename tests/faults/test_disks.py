"""Real disks that are full or read-only (with ``--whole``: root alone can make them), and no home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faults.judging import Outcome, losses, losses_after
from faults.scenarios import ASE, BY_NAME, EXAMPLE, REFERRED, Scenario, snapshot

pytestmark = pytest.mark.whole

PAGE = 4096


def run(folder, *arguments, **env):
    """The real program with its workspace below ``folder``."""
    environment = {**os.environ, "NETINVITE_LANG": "en", **env}
    environment = {name: value for name, value in environment.items() if value is not None}
    command = [sys.executable, "-P", "-m", "netinvite", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Outcome(done.returncode, done.stderr, snapshot(folder)), done.stdout


def mounted(place, *options):
    """Mount something at ``place``; a skip with the reason where this user may not."""
    done = subprocess.run(["mount", *options, str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path):
    """A disk of a megabyte, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux":
        pytest.skip("disks in memory are mounted so on Linux only")
    mounted(place, "-t", "tmpfs", "-o", "size=1m", "tmpfs")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, pages: int):
    """Leave room for so many pages of 4096 bytes; the file that takes the rest."""
    free = os.statvfs(place).f_bavail - pages
    filler = place / "filler"
    filler.write_bytes(b"\0" * PAGE * free)
    assert os.statvfs(place).f_bavail == pages
    return filler


@pytest.mark.parametrize("pages", [0, 2, 5, 9])
def test_a_full_disk_loses_nothing(disk, pages):
    """Whether there is room for none of the files or for some: the old state or the new, and a word on it."""
    scenario = Scenario("on a full disk", (*ASE, "--set=person.role=is head of a school"))
    for folder in ("in", "out"):
        (disk / folder).mkdir()
    assert run(disk, *ASE, "-w", "net")[0].code == 0
    old = snapshot(disk)
    assert run(disk, *scenario.arguments, "-w", "net")[0].code == 0
    new = snapshot(disk)
    for path in new:
        if not path.endswith("/"):
            (disk / path).write_bytes(old[path])
    filler = fill(disk, pages)
    outcome, _printed = run(disk, *scenario.arguments, "-w", "net")
    filler.unlink()
    outcome.found.pop("filler")
    following, _printed = run(disk, *scenario.arguments, "-w", "net")
    found = list(losses(scenario, old, new, outcome, "write"))
    assert found + list(losses_after(scenario, new, outcome.found, following)) == []
    assert outcome.code == 0 or "No space left on device" in outcome.said


def test_an_import_on_a_full_disk_is_none(disk):
    """Of many people either all are taken or nobody."""
    table = "Name;Email\n" + "".join(f"Person {n};p{n}@example.org\n" for n in range(40))
    (disk / "people.csv").write_text(table, encoding="utf-8")
    assert run(disk, *ASE, "-w", "net")[0].code == 0
    before = sorted((disk / "net/people").iterdir())
    filler = fill(disk, 30)
    outcome, _printed = run(disk, "import", "people.csv", "--yes", "-w", "net")
    assert outcome.code == 1
    assert "No space left on device" in outcome.said
    assert sorted((disk / "net/people").iterdir()) == before
    filler.unlink()
    assert run(disk, "import", "people.csv", "--yes", "-w", "net")[0].code == 0
    assert len(list((disk / "net/people").iterdir())) == 41


def two_people(folder):
    """Åse Lund, and Bo Bro whom she named."""
    for arguments in (ASE, REFERRED):
        assert run(folder.parent, *arguments, "-w", folder.name)[0].code == 0


@pytest.fixture
def frozen(disk, once):
    """A workspace that can only be read."""
    place = shutil.copytree(once(two_people), disk / "net")
    mounted(place, "--bind", str(place))
    mounted(place, "-o", "remount,ro,bind")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("prepare", "aase-lund", "--no-input", "--set=person.role=is head of a school"),
        ("interview", "aase-lund", "--no-input", "--answers", "in/talk.toml"),
        ("import", "in/people.csv", "--yes"),
        ("mail", "aase-lund", "--sent"),
        ("forget", "aase-lund", "--yes", "--confirm", "Åse Lund"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_folder_that_can_only_be_read_is_named(frozen, arguments):
    """What would write says why it does not, and changes nothing."""
    (frozen.parent / "in").mkdir()
    for name, text in {**BY_NAME["interview"].inputs, **BY_NAME["import, a table"].inputs}.items():
        (frozen.parent / "in" / name).write_text(text, encoding="utf-8")
    before = snapshot(frozen)
    outcome, _printed = run(frozen.parent, *arguments, "-w", "net")
    assert outcome.code == 1
    assert "Read-only file system" in outcome.said
    assert "Traceback" not in outcome.said
    assert snapshot(frozen) == before


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("status",), "Åse Lund"),
        (("mail", "aase-lund", "--format", "text"), "Dear"),
        (("pitch", "aase-lund"), "I am Maja Holm"),
        (("export", "aase-lund"), "Åse Lund"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_folder_that_can_only_be_read_is_read(frozen, arguments, printed):
    """What only reads works there."""
    outcome, text = run(frozen.parent, *arguments, "-w", "net")
    assert (outcome.code, printed in text) == (0, True), (outcome.said, text)


def test_without_a_home_the_workspace_that_is_named_is_used(tmp_path):
    """HOME is not needed where a folder is given."""
    outcome, _printed = run(tmp_path, *ASE, "-w", "net", HOME=None)
    assert outcome.code == 0
    assert "net/people/aase-lund/answers.toml" in outcome.found


def test_without_a_home_the_documents_folder_is_used(tmp_path):
    """Without HOME too the workspace is the one in the user's documents."""
    documents = tmp_path / "documents"
    outcome, _printed = run(
        tmp_path, "prepare", "--no-input", "--answers", EXAMPLE, HOME=None, XDG_DOCUMENTS_DIR=str(documents)
    )
    assert outcome.code == 0, outcome.said
    assert "documents/netinvite/people/jonas-oestergaard/answers.toml" in outcome.found


def test_a_home_that_cannot_be_is_named(tmp_path):
    """A home that is a file is told as what is no folder, without a traceback."""
    (tmp_path / "home").touch()
    home = str(tmp_path / "home")
    outcome, _printed = run(
        tmp_path, "prepare", "--no-input", "--answers", EXAMPLE, HOME=home, XDG_DOCUMENTS_DIR=f"{home}/docs"
    )
    assert outcome.code == 1
    assert f"{home} is no folder, and a folder is needed there" in outcome.said
