"""Pipes, devices, links and folders where files are expected: refused or passed over, never waited for."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
import sys
import threading
from pathlib import Path

import pytest
from faults.scenarios import ASE, EXAMPLE, REFERRED

from fuzz.watching import in_time
from netinvite.cli import app

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files"),
]
PLACES = (
    "network.toml",
    "people/aase-lund/answers.toml",
    "people/aase-lund/invitation.txt",
    "people/aase-lund/.drafts",
    "people/aase-lund/.index.json",
    "people/aase-lund",
    "people",
    ".index.json",
    ".lock",
    "templates",
    "templates/en/guide.toml",
    "templates/en/pitch.md.j2",
    "templates/en/reminder.txt.j2",
    "templates/en/words.toml",
    "templates/.shipped.json",
)
COMMANDS = (
    ("status",),
    ("mail", "aase-lund"),
    ("pitch", "bo-bro"),
    ("check",),
    ("export", "aase-lund"),
    ("prepare", "bo-bro", "--no-input", "--set=person.role=is head of a school"),
    ("interview", "bo-bro", "--guide"),
    ("mail", "bo-bro", "--sent"),
    ("templates", "check"),
    ("leaflet",),
    ("import", "../people.csv", "--yes"),
    ("forget", "bo-bro", "--yes", "--confirm", "Bo Bro"),
)
SECRET = "what stands outside of the workspace"
LETTER = f"To: aase@example.org\nSubject: Hello\n\nDear Åse, {SECRET}.\n"


def _fifo(place, outside):
    os.mkfifo(place)


def _device(place, outside):
    place.symlink_to("/dev/zero")


def _folder(place, outside):
    place.mkdir()


def _itself(place, outside):
    place.symlink_to(place)


def _nowhere(place, outside):
    place.symlink_to(outside / "nothing")


def _outside(place, outside):
    place.symlink_to(outside / "secret.txt")


def _folder_outside(place, outside):
    place.symlink_to(outside, target_is_directory=True)


def _socket(place, outside):
    # The path of a socket is short, so it is made beside its place.
    before = Path.cwd()
    os.chdir(place.parent)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(place.name)
    os.chdir(before)


KINDS = (_fifo, _device, _folder, _itself, _nowhere, _outside, _folder_outside, _socket)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A workspace with two people, made once."""
    folder = tmp_path_factory.mktemp("model") / "net"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        patch.setenv("NETINVITE_LANG", "en")
        for arguments in (ASE, REFERRED, ("status",)):
            assert app.run([*arguments, "-w", str(folder)]) == 0
    return folder


@pytest.fixture
def net(model, tmp_path, monkeypatch):
    """A copy of it, and beside it what must not be touched."""
    shutil.copytree(model, tmp_path / "net")
    (tmp_path / "people.csv").write_text("Name;Email\nEva Krog;eva@example.org\n", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "outside/.netinvite-mine.tmp").write_text(SECRET, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "net")
    return tmp_path / "net"


def _take_away(place):
    if place.is_dir():
        shutil.rmtree(place)
    elif place.exists():
        place.unlink()
    place.parent.mkdir(parents=True, exist_ok=True)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("place", PLACES)
def test_a_thing_that_is_no_file_stops_nothing_for_long(net, capsys, place, kind):
    """Every command ends by itself with a sentence or its work, and what lies outside stays as it is."""
    _take_away(net / place)
    kind(net / place, net.parent / "outside")
    for arguments in random.Random(f"{place} {kind.__name__}").sample(COMMANDS, 6):
        with in_time():
            code = app.run([*arguments, "-w", str(net)])
        said = capsys.readouterr()
        assert code in (0, 1, 2), (arguments, said.err)
        assert "Traceback" not in said.err
        # An answer to a question may lie behind a link; a text that goes out may not.
        if arguments[0] == "mail":
            assert SECRET not in said.out, arguments
    outside = net.parent / "outside"
    assert sorted(path.name for path in outside.iterdir()) == [".netinvite-mine.tmp", "secret.txt"]
    assert (outside / "secret.txt").read_text(encoding="utf-8") == LETTER


@pytest.mark.parametrize(
    "arguments",
    [("import", "{}", "--yes"), ("prepare", "--no-input", "--answers", "{}")],
    ids=lambda it: it[0],
)
@pytest.mark.parametrize("kind", [_fifo, _device, _folder, _itself, _nowhere, _socket])
def test_what_cannot_be_read_in_is_refused(net, capsys, arguments, kind):
    """A pipe nobody writes to, a device without end: refused within seconds, and nothing changed."""
    kind(net.parent / "given", net.parent / "outside")
    before = sorted(net.rglob("*"))
    with in_time():
        code = app.run([part.format(net.parent / "given") for part in arguments] + ["-w", str(net)])
    assert code in (1, 2)
    assert "given" in capsys.readouterr().err
    assert sorted(net.rglob("*")) == before


@pytest.mark.sampled(1)
@pytest.mark.parametrize("slow", [0.2, 0.6])
def test_a_pipe_that_is_written_to_is_read(net, capsys, slow):
    """``netinvite import <(command)`` works, also where the command takes its time."""
    pipe = net.parent / "pipe"
    os.mkfifo(pipe)
    opened = threading.Event()

    def write():
        with pipe.open("w", encoding="utf-8") as stream:
            opened.wait(2)
            threading.Event().wait(slow)
            stream.write((net.parent / "people.csv").read_text(encoding="utf-8"))

    keep = os.open(pipe, os.O_RDWR)
    writer = threading.Thread(target=write)
    writer.start()
    while not _is_open(pipe, 2):
        pass
    os.close(keep)
    opened.set()
    with in_time():
        assert app.run(["import", str(pipe), "--yes", "-w", str(net)]) == 0
    writer.join()
    assert (net / "people/eva-krog/answers.toml").exists()


def _is_open(pipe, times):
    """Whether this process has the pipe open so many times."""
    links = []
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            links.append(str(link.readlink()))
    return links.count(str(pipe)) >= times


def test_answers_through_a_pipe_are_taken(net, capsys):
    """``--answers <(command)`` too."""
    text = Path(EXAMPLE).read_text(encoding="utf-8")
    reading, writing = os.pipe()
    writer = threading.Thread(target=lambda: (os.write(writing, text.encode()), os.close(writing)))
    writer.start()
    with in_time():
        code = app.run(["prepare", "--no-input", "--answers", f"/dev/fd/{reading}", "-w", str(net)])
    writer.join()
    os.close(reading)
    assert code == 0, capsys.readouterr().err


def test_an_endless_file_is_not_taken_into_memory(net, capsys):
    """A file of a terabyte is refused by its size."""
    with (net / "people/aase-lund/answers.toml").open("wb") as stream:
        stream.truncate(1 << 40)
    with in_time():
        assert app.run(["prepare", "aase-lund", "--no-input", "-w", str(net)]) == 1
    assert "more than 500 kB" in capsys.readouterr().err
