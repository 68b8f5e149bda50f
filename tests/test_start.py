"""What a quick command does not load: a module that is imported needlessly is waited for at every start."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from readyexample import EXAMPLE

from netinvite.cli import app

# Tells which modules a command has loaded by the time it ends.
PROBE = """
import atexit, json, sys
atexit.register(lambda: sys.stderr.write("\\n" + json.dumps(sorted(sys.modules))))
sys.argv[0] = "netinvite"
from netinvite.__main__ import main
main()
"""
# Some are there by name and read at their first use; what they consist of is not.
HEAVY = {
    *(
        "questionary",
        "prompt_toolkit",
        "jinja2",
        "tomlkit",
        "babel",
        "holidays.registry",
        "icalendar",
    ),
    *("email_validator.syntax", "idna", "filelock", "slugify.slugify", "pyperclip", "tzlocal"),
}
# What is known of questions and answers; and what only a terminal needs.
GUIDE, DRAWN = {"netinvite.model.guide", "netinvite.model.answers", "netinvite.model.walk"}, {"rich"}

# What files of answers say, and how days and times are said in full.
WRITTEN = {
    *("netinvite.model.walk", "netinvite.model.questions", "netinvite.store.records", "tomllib._parser"),
    *("netinvite.model.dates", "netinvite.speech"),
}


@pytest.fixture
def net(tmp_path, capsys):
    """A network whose drafts are current and whose index is made."""
    folder = str(tmp_path / "net")
    assert app.run(["prepare", "-w", folder, "--answers", EXAMPLE, "--no-input"]) == 0
    app.run(["status", "-w", folder])
    capsys.readouterr()
    return folder


def loaded(*arguments):
    """The names of the modules that a command has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--version"], {*HEAVY, *GUIDE, *DRAWN, "tomllib", "dataclasses", "hashlib"}),
        (["--help"], {*HEAVY, *GUIDE, *DRAWN, "tomllib", "dataclasses", "hashlib"}),
        (["mail", "jonas-oestergaard"], {*HEAVY, *GUIDE, *DRAWN, "dataclasses", "tempfile", "mimetypes"}),
        (["pitch", "jonas-oestergaard"], {*HEAVY, *GUIDE, *DRAWN}),
        (["today"], {*HEAVY, *DRAWN, *WRITTEN, "dataclasses"}),
        (["today", "--json"], {*HEAVY, *DRAWN, *WRITTEN, "dataclasses"}),
        (["status"], {*HEAVY, *WRITTEN}),
        (["status", "--json"], {*HEAVY, *WRITTEN}),
        (["status", "--due"], {*HEAVY, *WRITTEN}),
    ],
)
def test_a_quick_command_loads_little(net, arguments, unneeded):
    """The draft is current, the index holds: nothing is rendered, asked or worked out."""
    place = [] if arguments[0].startswith("-") else ["-w", net]
    assert loaded(*arguments, *place) & unneeded == set()


def test_tab_loads_little(net, monkeypatch):
    """Names come from folders and the index."""
    for name, value in (
        ("_NETINVITE_COMPLETE", "zsh_complete"),
        ("COMP_WORDS", f"netinvite mail -w {net} j"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COMP_CWORD", "4")
    assert loaded() & {*HEAVY, *GUIDE, *DRAWN, "tomllib", "dataclasses"} == set()


@pytest.mark.parametrize("module", ["prepare", "interview", "edit", "leaflet"])
def test_no_walk_loads_questionary(module):
    """A page needs none of it, and the first question is there the sooner."""
    ask = f"import sys, netinvite.wizard.{module}; print('questionary' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
