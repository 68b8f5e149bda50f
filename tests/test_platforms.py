"""Windows and macOS, simulated: what POSIX alone has is not needed; each desktop opens a mail its own way.

What no simulation shows is named in docs/platforms.md.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import filelock
import pytest
from readyexample import EXAMPLE

from netinvite.errors import NetinviteError, WorkspaceError
from netinvite.mail import desktop
from netinvite.store import files, locking
from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.whole

TESTS = Path(__file__).parent
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Łukasz Ø\nN:Ø;Łukasz;;;\nEMAIL:lukasz@example.org\nEND:VCARD\n"


def lacking(*arguments, encoding="utf-8", stdin=""):
    """Run netinvite where POSIX-only modules and names are missing."""
    env = {**os.environ, "PYTHONPATH": str(TESTS), "PYTHONIOENCODING": encoding, "NETINVITE_LANG": "en"}
    env.pop("PYTHONUTF8", None)
    command = [sys.executable, "-X", "warn_default_encoding", "-m", "lacking", *map(str, arguments)]
    return subprocess.run(command, env=env, input=stdin.encode(), capture_output=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A network with one person, made without POSIX."""
    folder = tmp_path_factory.mktemp("made") / "net"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        done = lacking("prepare", "-w", folder, "--answers", EXAMPLE, "--no-input")
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture
def net(made, tmp_path):
    """A copy of it."""
    return shutil.copytree(made, tmp_path / "net")


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["mail", "--format", "eml"], b"X-Unsent: 1\r\n"),
        (["pitch"], b"loneliness"),
        (["interview", "--guide"], b"# "),
        (["status"], "Jonas Østergård".encode()),
        (["status", "--json"], b'"people"'),
        (["check", "--strict"], b""),
        (["leaflet"], b"# "),
        (["export", "--format", "json"], b"jonas@example.org"),
        (["templates", "list"], b"pitch"),
        (["forget", "jonas-oestergaard", "--yes", "--confirm", "Jonas Østergård"], b""),
    ],
)
def test_a_command_needs_nothing_that_windows_lacks(net, arguments, wanted):
    """Every command does its job without fcntl, termios, resource and the signals of POSIX."""
    done = lacking(*arguments, "-w", net)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr.decode()
    assert wanted in done.stdout


def test_own_templates_are_rendered_without_limits_of_memory(net):
    """Windows has no limit of memory for a process; the limit of time holds."""
    own = net / "templates" / "en"
    own.mkdir(parents=True)
    (own / "pitch.md.j2").write_text("Mine for {{ person.name }}\n", encoding="utf-8")
    assert "Mine for Jonas Østergård" in lacking("pitch", "-w", net).stdout.decode()


def test_people_are_imported(net, tmp_path):
    """From a vCard in UTF-8, whatever the console's own encoding is."""
    (tmp_path / "cards.vcf").write_text(CARD, encoding="utf-8")
    assert lacking("import", tmp_path / "cards.vcf", "--yes", "-w", net, encoding="cp850").returncode == 0
    assert "Łukasz Ø" in (net / "people" / "lukasz-oe" / "answers.toml").read_text(encoding="utf-8")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("encoding", ["cp437", "cp850", "cp1252", "ascii"])
def test_a_console_that_lacks_a_letter_gets_a_stand_in(net, encoding):
    """A name that the console cannot show ends nothing."""
    done = lacking("status", "-w", net, encoding=encoding)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"Jonas" in done.stdout


def test_a_mail_on_a_pipe_is_the_same_in_every_console(net):
    """Bytes for another program do not depend on the console's encoding."""
    assert lacking("mail", "-w", net, encoding="cp850").stdout == lacking("mail", "-w", net).stdout


# Opening -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["C:\\Users\\Åse\\net\\people\\anna\\.invitation.eml", "mailto:a@example.org"]
)
def test_windows_opens_by_startfile(monkeypatch, target):
    """A file and a link alike, without a shell."""
    opened = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    desktop.open_file(target)
    assert opened == [target]


def test_windows_without_a_mail_program_says_so(monkeypatch):
    """``startfile`` raises what is no ``HandoverError``; that is told, with another way."""

    def startfile(target):
        raise OSError(0, "Application not found", target)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", startfile, raising=False)
    with pytest.raises(desktop.HandoverError, match="Windows found no program"):
        desktop.open_file("a.eml")


@pytest.fixture
def mac(tmp_path, monkeypatch):
    """A Mac whose ``open`` keeps what it was given and ends with a status of one's choice."""

    def made(status):
        program = tmp_path / "bin" / "open"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/opened\nexit {status}\n')
        program.chmod(0o755)
        return tmp_path / "opened"

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return made


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_mac_opens_by_open(mac, tmp_path):
    """One argument, whatever is in the name."""
    opened = mac(0)
    desktop.open_file(str(tmp_path / "a mail; rm -rf.eml"))
    assert opened.read_text() == f"{tmp_path}/a mail; rm -rf.eml\n"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_mac_without_a_mail_program_says_so(mac):
    """``open`` ends with 1; that is told, with another way."""
    mac(1)
    with pytest.raises(NetinviteError, match="open found no program"):
        desktop.open_file("a.eml")


# Files ---------------------------------------------------------------------------------------------


def test_a_file_that_another_program_holds_open_stays_whole(tmp_path, monkeypatch):
    """Windows refuses to replace it (a sharing violation); the old text stands, nothing is left beside it."""
    file = tmp_path / "answers.toml"
    file.write_text("old", encoding="utf-8")

    def held(self, target):
        raise PermissionError(
            13, "The process cannot access the file because it is being used by another process"
        )

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(WorkspaceError, match="another process"):
        files.write(file, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["answers.toml"]
    assert file.read_text(encoding="utf-8") == "old"


def test_windows_is_not_asked_to_confirm_a_folder(tmp_path, monkeypatch):
    """A folder cannot be opened there to be flushed."""
    file = tmp_path / "answers.toml"
    monkeypatch.setattr(os, "open", lambda *_given: pytest.fail("opened the folder"))
    monkeypatch.setattr(os, "name", "nt")
    files.confirm(file)


def test_notepads_marks_and_line_ends_are_no_change(net):
    """Answers that Notepad saved (a mark at the start, CRLF) are the same answers, and stay readable."""
    for file in (net / "network.toml", net / "people" / "jonas-oestergaard" / "answers.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert "Jonas Østergård" in lacking("status", "-w", net).stdout.decode()
    assert (
        lacking("prepare", "-w", net, "--no-input", "--set", "person.phone=12345678", "jonas").returncode == 0
    )


# The lock ------------------------------------------------------------------------------------------


def _hold(folder, begun, end):
    locking.fcntl, filelock.FileLock = None, filelock.SoftFileLock
    with Workspace(folder).lock():
        begun.set()
        end.wait(10)


def test_a_lock_without_the_systems_help_keeps_others_out(tmp_path, monkeypatch):
    """Where a drive knows no locks, a file that is there is the lock; the holder is named."""
    monkeypatch.setattr(locking, "fcntl", None)
    monkeypatch.setattr("filelock.FileLock", filelock.SoftFileLock)
    monkeypatch.setattr("netinvite.store.workspace.LOCK_SECONDS", 0.1)
    begun, end = multiprocessing.Event(), multiprocessing.Event()
    other = multiprocessing.Process(target=_hold, args=(tmp_path, begun, end))
    other.start()
    try:
        assert begun.wait(10)
        with pytest.raises(WorkspaceError, match=rf"process {other.pid}"), Workspace(tmp_path).lock():
            pass
    finally:
        end.set()
        other.join()
    with Workspace(tmp_path).lock():
        assert (tmp_path / ".lock").exists()


@pytest.mark.skipif(locking.fcntl is None, reason="the system has no such lock")
def test_a_lock_keeps_out_whoever_takes_it_by_the_library(tmp_path):
    """As another version of netinvite does; and it is free again afterwards, with its file there."""
    other = filelock.FileLock(tmp_path / ".lock", timeout=0)
    with Workspace(tmp_path).lock(), pytest.raises(filelock.Timeout):
        other.acquire()
    with other:
        assert locking.taken(tmp_path / ".lock", 0) is None
    give_back = locking.taken(tmp_path / ".lock", 0)
    give_back()
    assert (tmp_path / ".lock").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(locking.fcntl is None, reason="the system has no such lock")
@pytest.mark.parametrize(
    ("number", "raised"), [(errno.ENOSYS, None), (errno.ENOLCK, OSError), (errno.EAGAIN, None)]
)
def test_what_the_system_says_of_its_lock(number, raised, tmp_path, monkeypatch):
    """Where it has none the library is asked; what is held is waited for; anything else is told, and the
    file is not kept open."""

    def refused(handle, operation):
        raise OSError(number, os.strerror(number))

    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir())) if opened.is_dir() else 0
    monkeypatch.setattr(locking, "fcntl", SimpleNamespace(flock=refused, LOCK_EX=2, LOCK_NB=4, LOCK_UN=8))
    monkeypatch.setattr(locking, "_by_library", lambda path, seconds: "library")
    if raised:
        with pytest.raises(raised):
            locking.taken(tmp_path / ".lock", 0.02)
    else:
        assert locking.taken(tmp_path / ".lock", 0.02) == ("library" if number == errno.ENOSYS else None)
    if before:
        assert len(list(opened.iterdir())) == before


def test_a_lock_file_that_nobody_else_may_read_names_nobody(tmp_path, monkeypatch):
    """Windows locks the bytes too, so that the holder's number cannot be read nor written by others."""

    def refused(self, *_given, **_named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("netinvite.store.workspace.LOCK_SECONDS", 0.1)
    with filelock.FileLock(tmp_path / ".lock"):
        monkeypatch.setattr(Path, "read_text", refused)
        with (
            pytest.raises(WorkspaceError, match=r"Another netinvite holds .*\.$"),
            Workspace(tmp_path).lock(),
        ):
            pass
    monkeypatch.setattr(Path, "write_text", refused)
    with Workspace(tmp_path).lock():
        pass
