"""What docs/team.md has two people type, each in a copy of their own, makes one network of both."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import organisers
import pytest
from readyexample import EXAMPLE

from netinvite.cli import app

# git is not on every computer.
pytestmark = pytest.mark.whole
PAGES = Path(__file__).parents[1] / "docs"
# Bo's answers, where the page lets him sit at a terminal; whom he prepares is somebody else.
SIGRID = ("--set=person.name=Sigrid Lund", "--set=person.email=sigrid@example.org")
HIS = "--set=organiser.email=bo@example.org"
STAND_IN = f'#!/bin/sh\nexec "{sys.executable}" -m netinvite "$@"\n'


def typed(line, folder, env):
    """What a shell in ``folder`` prints; a line that fails ends the test."""
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stderr}"
    return done.stdout


def blocks(page):
    """The lines of the page's part on git, block by block."""
    section = re.split(r"(?m)^## In? git\n", page.read_text(encoding="utf-8"))[1].split("\n## ")[0]
    return [found.splitlines() for found in re.findall(r"(?m)((?:^ {4}.*\n)+)", section)]


@pytest.mark.parametrize("page", ["team.md", "team.da.md"])
def test_the_lines_of_the_page_lead_to_one_network(ready, tmp_path, home, page):
    """Typed by two people with nothing set, in the order in which they stand, each ends without a fault."""
    first, both, *_more = blocks(PAGES / page)
    place = tmp_path / "maja"
    shutil.copytree(ready, place / "youth-network")
    (tmp_path / "bo").mkdir()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "netinvite").write_text(STAND_IN, encoding="utf-8")
    (tmp_path / "bin" / "netinvite").chmod(0o755)
    names = {f"GIT_{who}_NAME": "Somebody" for who in ("AUTHOR", "COMMITTER")}
    env = {**os.environ, **names, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    env["PYTHONPATH"] = str(Path(app.__file__).parents[2])
    git_config = {"GIT_AUTHOR_EMAIL": "maja@example.org", "GIT_COMMITTER_EMAIL": "maja@example.org"}
    typed("\n".join(first), place, {**env, **git_config})
    (place / "youth-network").rename(tmp_path / "before")
    typed(f"git clone --bare before {tmp_path / 'origin'}", tmp_path, env)
    (tmp_path / "bo.toml").write_text(organisers.BO, encoding="utf-8")
    given = shlex.join(
        ["--answers", EXAMPLE, "--answers", str(tmp_path / "bo.toml"), *SIGRID, HIS, "--no-input"]
    )
    where, said = {"maja": place, "bo": tmp_path / "bo"}, {}
    for row in both[1:]:
        for who, line in zip(where, re.split(r" {3,}", row.strip()), strict=True):
            line = line.replace("git clone …", f"git clone {tmp_path / 'origin'}")
            if line.startswith("cd "):
                where[who] /= line.removeprefix("cd ")
                continue
            more = given if line.startswith("netinvite prepare") else ""
            said[who] = typed(f"{line} {more}", where[who], env)
    assert "Jonas" in said["maja"] and "Maja Holm" in said["maja"]
    assert "Sigrid" in said["bo"] and "Bo Krag" in said["bo"]
    # What she noted has come to him.
    noted = where["bo"] / "people" / "jonas-oestergaard" / "answers.toml"
    assert "no-answer" in noted.read_text(encoding="utf-8")
