"""What docs/check.md says of editors and CI works with what ``netinvite check`` prints."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from netinvite import language
from netinvite.cli import app as cli

PAGE = (Path(__file__).parents[1] / "docs" / "check.md").read_text(encoding="utf-8")
LETTER = "Hej Jonas\n\n\tEn\tside om kvæsthuset [titel], og du må gerne.\n\nVil du være med i netværket?\n"


def block(kind):
    """The first example of this kind on the page."""
    return re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[1]


@pytest.fixture
def printed(tmp_path, monkeypatch, capsys):
    """What ``check`` prints of a letter in a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(tmp_path))
    (tmp_path / "brev.txt").write_text(LETTER, encoding="utf-8")

    def check(*arguments, lang="en"):
        language.activate(lang)
        assert cli.run(["check", "brev.txt", *arguments]) == 1
        language.activate("en")
        return capsys.readouterr().out

    return check


@pytest.fixture
def expected(printed):
    """Line and column of each finding."""
    found = json.loads(printed("--format", "json", lang="da"))
    assert {one["column"] for one in found} > {1}
    return [(one["line"], one["column"], one["rule"]) for one in found]


@pytest.mark.whole
@pytest.mark.skipif(not shutil.which("vim"), reason="vim is not here")
def test_vim_goes_to_each_finding(printed, expected, tmp_path):
    """With the lines of the page; letters outside ASCII count as one, and so does a tab."""
    (tmp_path / "found").write_text(printed(lang="da"), encoding="utf-8")
    lines = "\n".join(line for line in block("vim").splitlines() if not line.startswith("set makeprg"))
    told = "[bufname(''), line('.'), charcol('.')]"
    each = f"for one in range(1, len(getqflist()))\nexec 'cc ' .. one\ncall add(places, {told})\nendfor\n"
    out = "call writefile([json_encode(places), json_encode(getqflist())], 'out')\nqa!\n"
    script = f"set encoding=utf-8\n{lines}\ncgetfile found\nlet places = []\n{each}{out}"
    (tmp_path / "script.vim").write_text(script, encoding="utf-8")
    subprocess.run(
        ["vim", "-es", "-u", "NONE", "-i", "NONE", "-S", "script.vim"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
    places, found = map(json.loads, (tmp_path / "out").read_text("utf-8").splitlines())
    assert places == [["brev.txt", line, column] for line, column, _rule in expected]
    assert [one["text"][:4] for one in found] == [rule for _line, _column, rule in expected]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_problem_matcher_finds_each_finding(printed, lang):
    """In both languages, and takes no hint for one."""
    (task,) = json.loads(block("json"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    found = [re.match(pattern["regexp"], line) for line in printed(lang=lang).splitlines()]
    told = json.loads(printed("--format", "json", lang=lang))
    places = [
        (one[pattern["file"]], int(one[pattern["line"]]), int(one[pattern["column"]]), one[pattern["code"]])
        for one in found
        if one
    ]
    assert places == [(one["file"], one["line"], one["column"], one["rule"]) for one in told]


def test_the_steps_for_github_run(printed):
    """Each command of the page, with its arguments."""
    commands = re.findall(r"run: netinvite check ([^>|\n]*)", PAGE)
    assert len(commands) == 2
    for command in commands:
        told = printed(*command.split())
        assert told.startswith("::") or json.loads(told)["version"] == "2.1.0"
