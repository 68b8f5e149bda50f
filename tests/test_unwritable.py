"""What cannot be written is told with what helps against that reason, and with the option that was used."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from readyexample import SLUG

from netinvite.cli import app
from netinvite.store import files, workspace

REASONS = [
    (errno.ENOSPC, "Make room on that disk."),
    (errno.EROFS, "Copy the network's folder to another disk, and name the copy with --workspace."),
    (errno.EACCES, "Give yourself the right to write there, or ask whoever has it."),
    (errno.EISDIR, "A folder has that name: move it away or give it another one."),
    (errno.EIO, "Nothing was changed there."),
]
OPTIONS = [
    (["mail", "jonas", "-o"], "jonas.eml", "-o"),
    (["leaflet", "-o"], "leaflet.md", "-o"),
    (["status", "--ics"], "calendar.ics", "--ics"),
]


@pytest.fixture
def net(ready, tmp_path):
    return Path(shutil.copytree(ready, tmp_path / "net"))


def run(net, capsys, *words):
    capsys.readouterr()
    code = app.run([*map(str, words), "-w", str(net)])
    return code, " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(("number", "way"), REASONS)
def test_what_helps_fits_the_reason(number, way):
    """No room is made on a disk that can only be read."""
    error = files.unwritable(Path("x"), OSError(number, os.strerror(number)))
    assert error.hint.endswith(way)
    assert ("room" in error.hint) == (number == errno.ENOSPC)


@pytest.mark.parametrize(("words", "name", "option"), OPTIONS)
def test_an_output_is_named_otherwise_with_its_own_option(net, capsys, monkeypatch, words, name, option):
    """The network's folder is in order, and ``--workspace`` would lead to another network."""

    def refused(file, *_more, **_):
        raise files.unwritable(file, OSError(errno.EROFS, os.strerror(errno.EROFS)))

    monkeypatch.setattr(files, "write", refused)
    code, told = run(net, capsys, *words, net.parent / name)
    assert (code, "--workspace." in told) == (1, False)
    assert told.endswith(f"Nothing was changed there. Name another place with {option}.")


def test_the_networks_folder_is_named_and_not_its_lock(net, capsys, monkeypatch):
    """Of a lock nobody knows who only records something."""

    def refused(*_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(workspace, "taken", refused)
    code, told = run(net, capsys, "log", SLUG, "no-answer")
    assert code == 1
    assert told.startswith(f"{net} cannot be written: Read-only file system.")


def test_a_folder_in_the_place_of_a_text_is_told_as_one(net, capsys):
    """It is to be moved away; the disk has room."""
    draft = net / "people" / SLUG / "invitation.txt"
    draft.unlink()
    (draft / "in it").mkdir(parents=True)
    _code, told = run(net, capsys, "prepare", SLUG, "--no-input", "--set", "person.role=a cook")
    assert "A folder has that name: move it away or give it another one." in told
