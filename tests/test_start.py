"""What a quick command does not load: a module that is imported needlessly is waited for at every start."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from readyexample import EXAMPLE

from netinvite import libraries
from netinvite.app import ahead
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


@pytest.mark.sampled(1)
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


@pytest.mark.sampled(1)
@pytest.mark.parametrize("module", ["prepare", "interview", "edit", "leaflet"])
def test_no_walk_loads_questionary(module):
    """A page needs none of it, and the first question is there the sooner."""
    ask = f"import sys, netinvite.wizard.{module}; print('questionary' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# Which modules are loaded, and not only known by name, once the desk of a preparation is; and whether another
# part of the program can be asked for then.
DESK = """
import json, sys
from netinvite.app import ahead
ahead.put_off()
import netinvite.wizard.prepare, netinvite.wizard.edit
from netinvite import libraries
there = [name for name, module in sys.modules.items() if not isinstance(module, libraries._Late)]
from netinvite.app.whatnow import told
from netinvite.mail import mime
print(json.dumps([there, callable(told) and callable(mime)]))
"""
# Beside them what no page asks for at first: how wide the letters of the world are, OpenSSL.
NO_PAGE = {"_hashlib", "_ssl", "dataclasses", "wcwidth"}


def test_no_first_question_waits_for_what_it_does_not_need():
    """It is known by name, and comes when something in it is asked for."""
    done = subprocess.run([sys.executable, "-c", DESK], capture_output=True, text=True, check=True)
    there, comes = json.loads(done.stdout)
    assert {*there} & {*ahead._OWN, ahead._NO_PAGE, *NO_PAGE} == set()
    assert comes


# How wide letters are, before the package is loaded, which then has them; and whether one of those did it.
WIDTHS = """
import json, sys
from netinvite.libraries import NARROW, take_up_terminal
take_up_terminal()
from prompt_toolkit.utils import get_cwidth
letters = [chr(one) for first, last in NARROW for one in range(ord(first), ord(last) + 1)]
ours, early = [get_cwidth(letter) for letter in letters], "wcwidth.table_wide" in sys.modules
others = [get_cwidth(letter) for letter in "漢\u0301\t"]
import wcwidth
print(json.dumps([ours == [wcwidth.wcwidth(one) for one in letters], early, others, wcwidth.wcswidth("漢a")]))
"""


def test_letters_are_as_wide_as_they_are_said_to_be():
    """Those that are known without asking are no wider for the package; another one loads it."""
    done = subprocess.run([sys.executable, "-c", WIDTHS], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [True, False, [2, 0, 0], 3]


@pytest.fixture
def late(tmp_path, monkeypatch):
    """A package and a module in it that note when they are loaded."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "__init__.py").write_text("word = 'house'\n")
    (tmp_path / "house" / "room.py").write_text("__all__ = ['word']\nword = 'room'\n")
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_module_is_loaded_when_something_in_it_is_asked_for(late):
    """Neither by its import nor as a part of its package, which is not loaded for it either."""
    house, room = libraries.at_first_use("house"), libraries.at_first_use("house.room")
    import house.room as imported
    from house import room as taken

    assert imported is taken is room is sys.modules["house.room"]
    assert "word" not in vars(room) and "word" not in vars(house)
    assert not hasattr(room, "__path__") and "word" not in vars(room)
    assert room.word == "room" and "word" not in vars(house)
    assert house.word == "house" and type(house) is type(room) is type(sys)
    with pytest.raises(AttributeError):
        _ = room.other


def test_all_of_a_module_can_be_taken_before_it_is_loaded(late):
    """What it says is all of it is asked for."""
    libraries.at_first_use("house.room")
    found = {}
    exec("from house.room import *", found)
    assert found["word"] == "room"


def test_what_is_not_there_is_said_at_once():
    """As by its import."""
    with pytest.raises(ModuleNotFoundError, match="no_such_house"):
        libraries.at_first_use("no_such_house")
