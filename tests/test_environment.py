"""Wherever netinvite is started (no home, no folder, closed streams): a sentence, never a traceback."""

from __future__ import annotations

import errno
import os
import re
import shlex
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import netinvite
from netinvite import commands
from netinvite.cli import app, tofile
from netinvite.cli.place import locate
from netinvite.errors import UsageError, WorkspaceError
from netinvite.store import files
from netinvite.store.workspace import Workspace

pytestmark = [pytest.mark.whole, pytest.mark.skipif(sys.platform == "win32", reason="what POSIX has")]
SLUG = "jonas-oestergaard"


def shell(line, cwd, **env):
    """A command line for sh in which ``$N`` is netinvite; with nothing else in its environment."""
    given = {
        "PATH": os.environ["PATH"],
        "N": f"{shlex.quote(sys.executable)} -m netinvite",
        "PYTHONPATH": str(Path(netinvite.__file__).parents[1]),
        "NETINVITE_LANG": "en",
        "HOME": str(cwd),
        **env,
    }
    given = {name: value for name, value in given.items() if value is not None}
    done = subprocess.run(["sh", "-c", line], cwd=cwd, env=given, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


# Where it is started -------------------------------------------------------------------------------

# How the system answers for a user that it does not know.
UNKNOWN = (
    "import os, pwd, sys\n"
    "def getpwuid(uid): raise KeyError(uid)\n"
    "pwd.getpwuid = getpwuid\n"
    "sys.argv = ['netinvite', *sys.argv[1:]]\n"
    "from netinvite.__main__ import main\n"
    "main()\n"
)


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("--version", 0, ""),
        ("--help", 0, ""),
        ("", 0, ""),
        ("status", 2, "home folder is. Name it in full, as in --workspace"),
        ("status -w '~/x'", 2, "home folder is. Name it in full, as in --workspace"),
        ("status -w net", 0, ""),
        ("mail -w net", 0, ""),
    ],
)
def test_nobody_knows_the_home(net, arguments, code, said):
    """No HOME and no entry for the user."""
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(UNKNOWN)} {arguments}"
    done = shell(command, net.parent, HOME=None)
    assert (done.returncode, said in done.stderr.decode()) == (code, True), done.stderr.decode()


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [("--version", 0), ("--help", 0), ("status", 2), ("status -w rel", 2), ("status -w {net}", 0)],
)
def test_the_current_folder_is_gone(net, arguments, code):
    """Removed under somebody's feet: what needs none works, and the rest says how to go on."""
    line = f"mkdir gone && cd gone && rmdir ../gone && $N {arguments.format(net=net)}"
    done = shell(line, net.parent)
    assert done.returncode == code
    assert ("--workspace" in done.stderr.decode()) is bool(code)


def refusing(monkeypatch, below):
    """Nothing below this folder may be looked at, as in a folder of mode 000 (tests may be root)."""
    real = {name: getattr(os, name) for name in ("stat", "lstat", "open", "scandir", "listdir", "mkdir")}

    def wrapped(name):
        def call(path, *arguments, **more):
            if isinstance(path, (str, os.PathLike)) and str(path).startswith(f"{below}"):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real[name](path, *arguments, **more)

        return call

    for name in real:
        monkeypatch.setattr(os, name, wrapped(name))


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("status", "--json"),
        ("mail", "jonas"),
        ("mail", "--all"),
        ("pitch", "jonas"),
        ("check",),
        ("prepare", "jonas", "--no-input"),
        ("interview", "jonas", "--guide"),
        ("export", "jonas"),
        ("forget", "jonas", "--yes", "--confirm", "x"),
        ("templates", "check"),
        ("leaflet",),
    ],
    ids=" ".join,
)
def test_a_workspace_that_may_not_be_looked_into(net, monkeypatch, capsys, arguments):
    """Mode 000: one sentence with a path, and nobody is taken for not there."""
    refusing(monkeypatch, net)
    code = app.run([*arguments, "-w", str(net)])
    said = capsys.readouterr().err
    assert (code, str(net) in said, "Permission denied" in said) == (1, True, True), said


def test_below_a_folder_that_may_not_be_looked_into(net, monkeypatch, capsys):
    """Also where the workspace has to be looked for."""
    monkeypatch.chdir(net)
    refusing(monkeypatch, net)
    with pytest.raises(UsageError, match="cannot be looked for from here"):
        locate(None, {})
    assert app.run(["--version"]) == 0


@pytest.mark.parametrize("moment", ["garbage", "9999-12-31T23:59", "0001-01-01", "2026-13-01"])
def test_the_clock_is_set_to_no_moment(net, monkeypatch, capsys, moment):
    """It is said how to write one."""
    monkeypatch.setenv("NETINVITE_NOW", moment)
    assert app.run(["status", "-w", str(net)]) == 2
    assert f"NETINVITE_NOW={moment} is not a date and time." in capsys.readouterr().err
    assert app.run(["--version"]) == 0


@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", ["xx_YY", "!!", "da_DK.latin1"])
def test_an_odd_locale_and_terminal(net, name):
    """A language and a terminal that nobody knows."""
    done = shell("$N status -w net", net.parent, LC_ALL=name, LANG=name, LANGUAGE=name, TERM="nonsense")
    assert (done.returncode, b"Jonas" in done.stdout) == (0, True)


def test_a_file_system_without_modes(net, monkeypatch, capsys):
    """Nothing depends on a change of mode."""

    def refuse(*_given, **_named):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    for name in ("chmod", "fchmod", "lchmod"):
        monkeypatch.setattr(os, name, refuse, raising=False)
    (net / ".lock").unlink()
    assert app.run(["prepare", "jonas", "--no-input", "--set=person.role=a cook", "-w", str(net)]) == 0
    assert app.run(["mail", "jonas", "--output", str(net.parent / "a.eml"), "-w", str(net)]) == 0


# Standard streams ----------------------------------------------------------------------------------


@pytest.mark.sampled(2)
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-", "> /dev/full"])
def test_an_output_that_takes_nothing(net, closed):
    """What was to be printed is lost, and that is exit 1."""
    done = shell(f"$N mail -w net {closed}", net.parent)
    assert done.returncode == 1
    assert ("The output cannot be written" in done.stderr.decode()) is ("2>&-" not in closed)


@pytest.mark.parametrize("closed", ["2>&-", "<&-"])
def test_a_stream_that_is_not_needed(net, closed):
    """The mail comes whole."""
    assert b"Subject:" in shell(f"$N mail -w net {closed}", net.parent).stdout


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "arguments",
    ["status", "status --json", "mail", "pitch", "export", "interview --guide", "leaflet", "check --list"],
)
def test_a_reader_that_goes_away(net, arguments):
    """``| head -1``: 141, and not a word about it; how to record a mail is said before the mail."""
    where = "" if "--list" in arguments else "-w net"
    # Only once the pipe has no reader any more.
    line = f"( sleep 0.2; $N {arguments} {where}; echo $? > code ) | true; cat code"
    done = shell(line, net.parent)
    told = re.sub(rb"When it has gone: netinvite mail .* --sent .*\n", b"", done.stderr)
    assert (done.stdout.strip(), told) == (b"141", b"")


# Outputs -------------------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "arguments", ["mail jonas -o -", "leaflet -o -", "leaflet -f pdf -o -", "status --ics -"]
)
def test_a_hyphen_is_standard_output(net, arguments):
    """What would be written to a file is printed, and nothing is told of a file."""
    done = shell(f"$N {arguments} -w net", net.parent)
    begins = {"mail": b"From:", "leaflet": b"#", "status": b"BEGIN:VCALENDAR"}[arguments.split()[0]]
    assert done.returncode == 0
    assert done.stdout.startswith(b"%PDF" if "pdf" in arguments else begins)
    assert b"Written" not in done.stderr
    assert not (net.parent / "-").exists()


def test_a_feed_needs_a_name(net):
    """It is read again and again, which standard output cannot be."""
    done = shell("$N status --feed - -w net", net.parent)
    assert (done.returncode, done.stdout, b"Give it a name" in done.stderr) == (2, b"", True)


OUTPUTS = (
    ("mail", "jonas", "--output", "{}"),
    ("leaflet", "--format", "md", "--output", "{}"),
    ("status", "--ics", "{}"),
)


def into(net, arguments, place):
    """A command with this output."""
    return app.run([part.format(place) for part in arguments] + ["-w", str(net)])


def forced(arguments):
    """With and without ``--force``, where there is one."""
    return [arguments] if arguments[0] == "status" else [arguments, (*arguments, "--force")]


@pytest.mark.parametrize("arguments", OUTPUTS, ids=lambda it: it[0])
def test_a_device_is_written_to(net, tmp_path, arguments, capsys):
    """And never replaced: a link to one neither."""
    (tmp_path / "link").symlink_to("/dev/null")
    for given in forced(arguments):
        assert into(net, given, "/dev/null") == 0
        assert into(net, given, tmp_path / "link") == 0
        assert into(net, given, "/dev/full") == 1
        assert "/dev/full cannot be written: No space left" in capsys.readouterr().err
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("arguments", OUTPUTS, ids=lambda it: it[0])
def test_a_pipe_is_written_to(net, tmp_path, arguments):
    """Its reader gets all of it, and the pipe stays."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for given in forced(arguments):
        got = []
        reader = threading.Thread(target=lambda got=got: got.append(pipe.read_bytes()))
        reader.start()
        assert into(net, given, pipe) == 0
        reader.join()
        assert len(got[0]) > 80
    assert pipe.is_fifo()


def test_a_pipe_that_nobody_reads_is_not_waited_for(net, tmp_path, capsys, monkeypatch):
    """It is said."""
    monkeypatch.setattr(tofile, "PATIENCE", 0.1)
    os.mkfifo(tmp_path / "pipe")
    assert into(net, OUTPUTS[0], tmp_path / "pipe") == 1
    assert "it is a pipe that nobody reads" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", OUTPUTS, ids=lambda it: it[0])
def test_a_socket_stays(net, tmp_path, monkeypatch, arguments):
    """It cannot be opened like a file, and is not replaced."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
    for given in forced(arguments):
        assert into(net, given, "socket") == 1
    assert (tmp_path / "socket").is_socket()


def test_a_folder_is_not_replaced(net, tmp_path, capsys):
    """A calendar has no name of its own to be called by in a folder."""
    (tmp_path / "folder").mkdir()
    assert into(net, OUTPUTS[2], tmp_path / "folder") == 2
    assert "Name a file in it" in capsys.readouterr().err
    assert (tmp_path / "folder").is_dir()


@pytest.mark.parametrize("arguments", OUTPUTS[:2], ids=lambda it: it[0])
def test_a_link_is_followed(net, tmp_path, arguments, capsys):
    """What it leads to is written, with --force where it is there; the link stays."""
    (tmp_path / "link").symlink_to("target")
    assert into(net, arguments, tmp_path / "link") == 0
    assert into(net, arguments, tmp_path / "link") == 2
    assert into(net, (*arguments, "--force"), tmp_path / "link") == 0
    assert (tmp_path / "link").is_symlink()
    assert not (tmp_path / "target").is_symlink()
    (tmp_path / "loop").symlink_to("loop")
    assert into(net, (*arguments, "--force"), tmp_path / "loop") == 1
    assert (tmp_path / "loop").is_symlink()


def test_standard_output_by_its_name(net):
    """Also where the shell has opened a file for it: what stands there stays."""
    line = "echo first > out; $N leaflet -w net --format md --output /dev/stdout >> out; cat out"
    done = shell(line, net.parent)
    assert done.stdout.startswith(b"first\n# ")


@pytest.mark.parametrize("all_of_them", [True, False])
def test_what_a_killed_run_left_in_an_output_folder_goes(net, tmp_path, all_of_them):
    """A later run that writes there takes it away, and nothing but its own pattern."""
    folder = tmp_path / "mails"
    folder.mkdir()
    for name in (".netinvite-abcd1234.tmp", ".netinvite-notes", "mine.tmp"):
        (folder / name).write_text("half a mail", encoding="utf-8")
    files.look_through.cache_clear()
    order = ["--all", "--output", str(folder)] if all_of_them else ["jonas", "--output", str(folder)]
    assert app.run(["mail", *order, "-w", str(net)]) == 0
    assert {file.name for file in folder.iterdir()} == {".netinvite-notes", "mine.tmp", f"{SLUG}.eml"}


# Files that are there and cannot be seen -----------------------------------------------------------


def test_a_link_to_nowhere_is_no_missing_file(tmp_path):
    """It is not begun anew."""
    place = Workspace(tmp_path)
    place.network_file.symlink_to("nowhere")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        place.read(place.network_file)
    with pytest.raises(WorkspaceError, match="cannot be read"):
        place.update(place.network_file, {("network", "name"): "x"})


def test_the_program_was_unpacked_where_the_network_would_lie(home, monkeypatch, capsys):
    """It is not mixed with people's answers; one that was begun there goes on."""
    root = locate(None, {})
    (root / ".venv").mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(root / ".venv"))
    assert app.run(["status"]) == 2
    assert "among netinvite's own files" in capsys.readouterr().err
    assert app.run(["--version"]) == 0
    assert app.run(["status", "-w", str(home / "net")]) == 2
    (root / "network.toml").write_text('schema = 2\nlang = "en"\n', encoding="utf-8")
    assert app.run(["status"]) == 0


# How it is called ----------------------------------------------------------------------------------

PROGRAM = Path(sys.executable).with_name("netinvite")


@pytest.mark.sampled(1)
@pytest.mark.skipif(not PROGRAM.is_file(), reason="netinvite is not installed beside this Python")
@pytest.mark.parametrize(("found", "said"), [(False, "bin/netinvite"), (True, "netinvite")])
def test_a_command_that_is_named_can_be_typed(tmp_path, found, said):
    """Whoever starts it by its path, as README begins, is told of commands with that path."""
    (tmp_path / "bin").symlink_to(PROGRAM.parent)
    others = "/usr/bin:/bin"
    path = f"{PROGRAM.parent}{os.pathsep}{others}" if found else others
    done = shell("bin/netinvite", tmp_path, PATH=path)
    assert f"Begin here: {said} prepare" in " ".join(done.stdout.decode().split())
    assert f"All commands:     {said} --help" in done.stdout.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("C:\\net\\.venv\\Scripts\\netinvite", ".venv\\Scripts\\netinvite prepare"),
        ("C:\\my net\\netinvite.exe", "netinvite prepare"),
        ("netinvite", "netinvite prepare"),
    ],
)
def test_a_command_that_is_named_on_windows(monkeypatch, typed, said):
    """A path without quotation marks, which PowerShell would print instead of running it."""
    import ntpath

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "argv", [typed])
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setattr(ntpath, "relpath", lambda path: path.replace("C:\\net\\", ""))
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert commands.joined("prepare") == said
