"""``netinvite doctor``: what works here, what does not, what to do; and not a word that is anybody's own."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_environment import UNKNOWN, refusing, shell
from test_platforms import lacking

from netinvite import language
from netinvite.app import doctor, neighbours
from netinvite.cli import app
from netinvite.store import ownconfig

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts"),
]
NAMES = [
    *("version", "python", "terminal", "letters", "language", "workspace"),
    *("clipboard", "mail", "editor", "pdf", "calendar"),
]
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """A computer with these programs alone, each a script."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "sleep"):
        (folder / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(folder))

    def made(**programs):
        for name, script in programs.items():
            (folder / name.replace("_", "-")).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name.replace("_", "-")).chmod(0o755)

    return made


@pytest.fixture
def rows(net, capsys):
    """What the command says in JSON, by name, and what it ends with."""

    def asked(*arguments):
        code = app.run(["doctor", "--json", *(arguments or ("-w", str(net)))])
        said = json.loads(capsys.readouterr().out)
        assert said["works"] is (code == 0) is all(row["state"] != "fails" for row in said["rows"])
        return {row["name"]: row for row in said["rows"]}

    return asked


def test_everything_is_told_in_order(rows, capsys):
    """In JSON, and in lines that begin with what they are about."""
    assert list(rows()) == NAMES
    app.run(["doctor"])
    assert len(re.findall(r"^\S.*: ", capsys.readouterr().out, re.MULTILINE)) == len(NAMES)


def test_a_computer_on_which_all_works(rows, computer, monkeypatch):
    """Exit 0."""
    computer(xclip="exit 0", nano="", xdg_open="", xdg_mime="echo m.desktop")
    home = Path(os.environ["XDG_DATA_HOME"]) / "applications"
    home.mkdir(parents=True)
    (home / "m.desktop").write_text("[Desktop Entry]\nCategories=Email;\n")
    monkeypatch.setenv("DISPLAY", ":7")
    found = rows()
    assert [name for name, row in found.items() if row["state"] == "fails"] == []
    assert {found[name]["state"] for name in ("clipboard", "mail", "editor", "pdf", "workspace")} == {"works"}


def test_a_bare_computer(rows, computer):
    """No program is there; each row says what to do; a folder that is named is to be there."""
    computer()
    found = rows("-w", "nowhere")
    for name in ("clipboard", "mail", "editor"):
        assert found[name]["state"] == "fails" and found[name]["to_do"]
    assert found["workspace"]["state"] == "fails" and found["calendar"]["state"] == "unused"
    assert not Path("nowhere").exists()


# The network's folder ------------------------------------------------------------------------------


def test_damaged_files_are_counted_and_not_named(rows, net):
    """Whose they are, ``status`` says."""
    (net / "people" / "jonas-oestergaard" / "answers.toml").write_text("[person\n", encoding="utf-8")
    row = rows()["workspace"]
    assert (row["state"], "1 thing" in row["told"], "netinvite status" in row["to_do"]) == (
        "fails",
        True,
        True,
    )


def test_whoever_cannot_be_read_is_counted_too(rows, net):
    """Two damaged ones are not left out of how many there are."""
    for name in ("bo", "ib"):
        (net / "people" / name).mkdir()
        (net / "people" / name / "answers.toml").write_text("[person\n", encoding="utf-8")
    row = rows()["workspace"]
    assert "1 of 3 people can be read. 2 things" in row["told"]


def test_a_file_where_a_folder_belongs(rows, net):
    """No right to read it would help."""
    file = net / "network.toml"
    row = rows("--workspace", str(file))["workspace"]
    assert (row["state"], row["to_do"]) == ("fails", "Name a folder.")
    assert "A file is in its place." in row["told"]


def test_a_damaged_config_is_named_as_what_is_damaged(rows, monkeypatch):
    """It may name no calendar at all."""
    file = ownconfig.file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[organiser\n", encoding="utf-8")
    monkeypatch.delenv("NETINVITE_CALENDAR", raising=False)
    row = rows()["calendar"]
    assert (row["state"], "Your own config.toml is damaged" in row["told"]) == ("fails", True)
    assert "another file" not in row["to_do"]


def test_where_danish_cannot_be_read_it_is_said_without_its_letters():
    """In Danish too."""
    language.activate("da")
    seen = doctor.Terminal((80, 24), known=True, plain=False, colours=True, encoding="ascii")
    row = doctor.letters(seen)
    assert f"{row.told} {row.to_do}".isascii()


def test_a_damaged_network(rows, net):
    """What everybody needs."""
    (net / "network.toml").write_text("[network\n", encoding="utf-8")
    assert rows()["workspace"]["told"].endswith("A file that everybody needs is damaged.")


def test_no_right_to_look(rows, net, monkeypatch):
    """Mode 000."""
    refusing(monkeypatch, net)
    row = rows()["workspace"]
    assert (row["state"], "Permission denied" in row["told"]) == ("fails", True)


def test_no_right_to_write(rows, net, monkeypatch):
    """A folder that can be read alone; tests may be root."""
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    row = rows()["workspace"]
    assert (row["state"], "cannot be written to" in row["told"]) == ("fails", True)


def test_a_full_disk(rows, net, monkeypatch):
    """Before the first answer is lost."""
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 0))
    assert "The disk is full." in rows()["workspace"]["told"]


def test_nobody_knows_the_home(tmp_path):
    """Nor is there a network: it is said how to name one."""
    done = shell(
        f"{shlex.quote(sys.executable)} -c {shlex.quote(UNKNOWN)} doctor --json", tmp_path, HOME=None
    )
    row = next(row for row in json.loads(done.stdout)["rows"] if row["name"] == "workspace")
    assert (done.returncode, row["state"], "--workspace" in row["to_do"]) == (1, "fails", True)


def test_the_current_folder_is_gone(tmp_path):
    """The other rows are there all the same."""
    done = shell("mkdir gone && cd gone && rmdir ../gone && $N doctor --json", tmp_path)
    assert [row["name"] for row in json.loads(done.stdout)["rows"]] == NAMES


def test_nothing_is_written(net, tmp_path):
    """Beside the index, which is made anew at any time."""
    before = set(tmp_path.rglob("*"))
    app.run(["doctor", "-w", str(net)])
    assert {file.name for file in set(tmp_path.rglob("*")) - before} <= {".index.json", ".lock"}


# Other programs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("programs", "environment", "state", "told"),
    [
        ({"xclip": "exit 0"}, {"DISPLAY": ":7"}, "works", "xclip"),
        ({"xclip": "exit 1"}, {"DISPLAY": ":7"}, "fails", "does not answer"),
        ({"xclip": "exit 1"}, {"DISPLAY": "far:7"}, "unknown", "xclip"),
        ({"xclip": "exit 1", "xsel": "exit 0"}, {"DISPLAY": ":7"}, "works", "xsel"),
        ({"wl_copy": "", "wl_paste": "exit 1"}, {"WAYLAND_DISPLAY": "wayland-7"}, "fails", "does not answer"),
        ({"wl_copy": "", "wl_paste": ""}, {"WAYLAND_DISPLAY": "wayland-7"}, "works", "wl-copy"),
        ({"xclip": "exit 0"}, {"DISPLAY": ":7", "SSH_TTY": "/dev/pts/1"}, "fails", "No clipboard"),
        ({"tmux": "exit 0"}, {"TMUX": "x"}, "works", "tmux"),
        ({}, {}, "fails", "No clipboard"),
    ],
)
def test_the_clipboard_that_would_be_copied_to(computer, monkeypatch, programs, environment, state, told):
    """Nothing is put on it."""
    computer(**programs)
    monkeypatch.setattr(os, "isatty", lambda handle: False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    row = neighbours.clipboard()
    assert (row.state, told in row.told) == (state, True)


def test_an_empty_clipboard_is_one(computer, tmp_path, monkeypatch):
    """Its desktop takes calls."""
    import socket

    computer(wl_copy="", wl_paste="exit 1")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "w")
    with socket.socket(socket.AF_UNIX) as desktop:
        monkeypatch.chdir(tmp_path)
        desktop.bind("w")
        desktop.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
        assert neighbours.clipboard().state == "works"


@pytest.mark.parametrize(("said", "state"), [("", "fails"), ("gone.desktop", "unknown")])
def test_the_mail_program_is_the_desktops(computer, said, state):
    """As ``mail --open`` finds it."""
    computer(xdg_open="", xdg_mime=f"echo {said}")
    assert neighbours.mail_program().state == state


@pytest.mark.parametrize(
    ("environment", "state"),
    [
        ({"EDITOR": "mine --wait"}, "works"),
        ({"VISUAL": "gone", "EDITOR": "mine"}, "works"),
        ({"EDITOR": "gone"}, "fails"),
        ({"EDITOR": "mine 'open"}, "fails"),
        ({}, "works"),
    ],
)
def test_the_editor_is_the_one_that_is_named(computer, monkeypatch, environment, state):
    """Else one that is here."""
    computer(mine="", nano="")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    row = neighbours.editor()
    assert row.state == state
    assert "mine" not in row.told


def test_without_typst_it_is_said_how_to_have_it(monkeypatch):
    """However netinvite was installed."""
    monkeypatch.setitem(sys.modules, "typst", None)
    row = neighbours.pdf()
    assert row.state == "fails"
    assert all(word in row.to_do for word in ('".[pdf]"', "pipx inject", "uv tool"))


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("text", "state"), [(CALENDAR, "works"), ("no calendar", "fails"), (None, "fails")])
def test_ones_own_calendar_is_read(rows, tmp_path, monkeypatch, text, state):
    """Where it is named."""
    file = tmp_path / "Bodil.ics"
    if text:
        file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("NETINVITE_CALENDAR", str(file))
    row = rows()["calendar"]
    assert (row["state"], "NETINVITE_CALENDAR" in row["told"]) == (state, True)


def test_programs_that_do_not_answer_are_not_waited_for(rows, computer, monkeypatch):
    """All of them at once, within the time of one; nothing of them goes on."""
    computer(xclip="sleep 61", xsel="sleep 61", xdg_open="", xdg_mime="sleep 61", gio="sleep 61")
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr(neighbours, "SECONDS", 0.3)
    begun = time.monotonic()
    found = rows()
    assert (found["clipboard"]["state"], found["mail"]["state"]) == ("fails", "unknown")
    assert time.monotonic() - begun < 30
    left = subprocess.run(["/bin/ps", "-eo", "args"], capture_output=True, text=True, check=False).stdout
    assert "sleep 61" not in left


def test_one_fault_hides_no_other(rows, monkeypatch):
    """It is told by its kind."""
    monkeypatch.setattr(neighbours, "editor", lambda: 1 // 0)
    row = rows()["editor"]
    assert (row["state"], "ZeroDivisionError" in row["told"]) == ("fails", True)


# The terminal --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "state", "to_do"),
    [
        ({}, "works", ""),
        ({"size": None}, "unknown", ""),
        ({"size": (20, 5)}, "fails", "larger"),
        ({"known": False}, "fails", "TERM"),
        ({"known": False, "plain": True}, "works", ""),
    ],
)
def test_whether_pages_can_be_drawn(change, state, to_do):
    """A window with room, and a TERM that is known."""
    seen = doctor.Terminal((80, 24), known=True, plain=False, colours=True, encoding="utf-8")
    row = doctor.terminal(seen._replace(**change))
    assert (row.state, to_do in row.to_do) == (state, True)


@pytest.mark.parametrize(("encoding", "state"), [("utf-8", "works"), ("cp1252", "works"), ("ascii", "fails")])
def test_whether_danish_can_be_read(encoding, state):
    """Its letters are in the terminal's encoding."""
    seen = doctor.Terminal((80, 24), known=True, plain=False, colours=True, encoding=encoding)
    assert doctor.letters(seen).state == state


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("arguments", "environment", "by", "state"),
    [
        (["--lang", "da"], {"NETINVITE_LANG": "en"}, "--lang", "works"),
        ([], {"NETINVITE_LANG": "da"}, "NETINVITE_LANG", "works"),
        ([], {"NETINVITE_LANG": "xx"}, "NETINVITE_LANG", "fails"),
        ([], {}, "network.toml", "works"),
    ],
)
def test_what_names_the_language(net, arguments, environment, by, state):
    """In the order in which it counts."""
    given = {"NETINVITE_LANG": None, **environment}
    done = shell(f"$N doctor --json -w net {' '.join(arguments)}", net.parent, **given)
    row = next(row for row in json.loads(done.stdout)["rows"] if row["name"] == "language")
    assert (row["state"], by in row["told"]) == (state, True)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("command", [["prepare"], ["interview"]])
def test_git_bash_on_windows_is_told_plainly(net, monkeypatch, command):
    """Its window is no terminal for programs of Windows: what to do stands there."""
    monkeypatch.setenv("MSYSTEM", "MINGW64")
    done = lacking(*command, "-w", net)
    assert (done.returncode, b"winpty" in done.stderr, b"--no-input" in done.stderr) == (2, True, False)
    assert b"winpty" in lacking("doctor").stdout


def test_every_row_is_there_on_windows(monkeypatch, net):
    """Without what POSIX alone has."""
    said = json.loads(lacking("doctor", "--json", "-w", net).stdout)
    assert [row["name"] for row in said["rows"]] == NAMES
    assert not any("looked at" in row["told"] for row in said["rows"])


# Nothing personal ----------------------------------------------------------------------------------

OWN = ("bodil", "jonas", "maja", "østergård", "secret")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("how", ["whole", "damaged", "named", "config"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_word_of_anybodys_stands_in_it(net, tmp_path, monkeypatch, capsys, how, form):
    """Neither a name nor a folder, whatever is wrong: it can be sent to somebody who helps."""
    home = tmp_path / "Bodil Secret"
    home.mkdir()
    place = Path(shutil.move(net, home / "Majas netværk"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("EDITOR", str(home / "secret-editor"))
    monkeypatch.setenv("NETINVITE_CALENDAR", str(home / "bodil.ics"))
    if how == "damaged":
        (place / "people" / "jonas-oestergaard" / "answers.toml").write_text("[person\n", encoding="utf-8")
    if how == "named":
        monkeypatch.setenv("NETINVITE_WORKSPACE", str(place))
        monkeypatch.setenv("NETINVITE_LANG", "secret")
    if how == "config":
        monkeypatch.delenv("NETINVITE_CALENDAR")
        (home / "netinvite").mkdir()
        (home / "netinvite" / "config.toml").write_text("secret = 1\n", encoding="utf-8")
    app.run(["doctor", *form, *([] if how == "named" else ["-w", str(place)])])
    out, err = capsys.readouterr()
    said = (out + err).casefold()
    assert [word for word in OWN if word in said] == []
