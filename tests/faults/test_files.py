"""What the campaign found, each held by a test of its own."""

from __future__ import annotations

import builtins
import errno
import io
import os
import time

import pytest

from netinvite.app import given
from netinvite.errors import NetinviteError, UnreadableError, WorkspaceError
from netinvite.importing import plan as importing
from netinvite.importing.contact import Contact, Found
from netinvite.privacy.forget import forget, plan_forget
from netinvite.store import files, several
from netinvite.store.inventory import language_of
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace

fcntl = pytest.importorskip("fcntl")
LEFTOVER = ".netinvite-abc.tmp"


@pytest.fixture(autouse=True)
def just_started():
    """A process that has looked for leftovers nowhere yet."""
    files.look_through.cache_clear()


@pytest.fixture
def place(tmp_path):
    """A workspace with Åse Lund."""
    found = Workspace(tmp_path / "net")
    found.open_for_writing()
    found.update(found.network_file, {("lang",): "en"})
    found.update(found.answers_file("aase-lund"), {("person", "name"): "Åse Lund"})
    files.look_through.cache_clear()
    return found


def leftover(folder, text="half an answer"):
    file = folder / LEFTOVER
    file.write_text(text, encoding="utf-8")
    return file


# Leftovers -----------------------------------------------------------------------------------------


def test_writing_takes_away_what_a_killed_run_left_there(tmp_path):
    """Also outside of a workspace, where mails are written to."""
    file = leftover(tmp_path)
    files.write(tmp_path / "mail.eml", "new")
    assert not file.exists()


def test_what_a_living_process_writes_stays(tmp_path):
    """Its lock tells it from a leftover."""
    file = leftover(tmp_path)
    with file.open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        files.sweep([tmp_path])
        assert file.exists()
    files.sweep([tmp_path])
    assert not file.exists()


def test_a_file_that_was_made_this_moment_stays(tmp_path):
    """Between its making and its lock nothing is in it; an old empty one goes."""
    file = leftover(tmp_path, "")
    files.sweep([tmp_path])
    assert file.exists()
    old = time.time() - files.JUST_MADE - 1
    os.utime(file, (old, old))
    files.sweep([tmp_path])
    assert not file.exists()


def test_a_link_is_not_swept_through(place, tmp_path):
    """A person's folder that is a link elsewhere: there nothing is taken away."""
    (tmp_path / "elsewhere").mkdir()
    file = leftover(tmp_path / "elsewhere")
    (place.people_folder / "link").symlink_to(tmp_path / "elsewhere")
    place.open_for_writing()
    assert file.exists()


def test_tidying_makes_no_workspace(tmp_path):
    """Where nobody has begun, nothing is made."""
    Workspace(tmp_path / "net").tidy()
    assert not (tmp_path / "net").exists()


# Folders -------------------------------------------------------------------------------------------


def test_a_folder_left_empty_is_nobodys(place):
    """A run that broke off before the first file does not make the next one count on."""
    place.folder("bo-bro").mkdir()
    leftover(place.folder("bo-bro"))
    assert place.new_slug("Bo Bro") == "bo-bro"
    assert place.new_slug("Åse Lund") == "aase-lund-2"
    place.tidy()
    assert not place.folder("bo-bro").exists()


def test_a_damaged_file_may_be_the_same_persons(place):
    """Somebody whose file cannot be read is not made a second time."""
    place.answers_file("aase-lund").write_text("[person\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="not valid TOML"):
        place.new_slug("Åse Lund")
    assert place.new_slug("Bo Bro") == "bo-bro"


def test_a_folder_that_is_a_file_is_named(tmp_path):
    """An import into a workspace whose people are a file ends, and says so."""
    found = Workspace(tmp_path / "net")
    found.root.mkdir()
    found.people_folder.touch()
    planned = importing.plan(found, load_guide("en"), Found((Contact(1, "Bo Bro"),)))
    with pytest.raises(WorkspaceError, match="people"):
        importing.carry_out(found, load_guide("en"), planned)


def test_people_outside_of_the_workspace_are_refused(place, tmp_path):
    """A people folder that is a link out is not written to."""
    place.people_folder.rename(tmp_path / "elsewhere")
    place.people_folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WorkspaceError, match="leads out of the workspace"):
        place.open_for_writing()


def test_a_lock_that_is_a_link_is_refused(place, tmp_path):
    """What it leads to is not emptied."""
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (place.root / ".lock").unlink()
    (place.root / ".lock").symlink_to(victim)
    with pytest.raises(WorkspaceError, match="it is a link"):
        place.open_for_writing()
    assert victim.read_text(encoding="utf-8") == "mine"


# Reading -------------------------------------------------------------------------------------------


def _failing(monkeypatch, wanted, number):
    """Let the files of the name ``wanted`` be unreadable."""
    real = open

    def opened(file, *how, **more):
        if str(file) == str(wanted):
            raise OSError(number, os.strerror(number), str(file))
        return real(file, *how, **more)

    # Path.read_bytes asks io, files asks the builtin.
    monkeypatch.setattr(io, "open", opened)
    monkeypatch.setattr(builtins, "open", opened)


def test_somebody_who_cannot_be_read_is_not_somebody_else(place, monkeypatch):
    """With too many files open nobody is taken for unknown."""
    _failing(monkeypatch, place.answers_file("aase-lund"), errno.EMFILE)
    with pytest.raises(UnreadableError):
        place.people()


def test_forgetting_stops_where_it_cannot_look(place, monkeypatch):
    """A file that cannot be searched may hold the name: nothing is erased, and it is said."""
    place.update(
        place.answers_file("bo-bro"), {("person", "name"): "Bo", ("person", "referred_by"): "Åse Lund"}
    )
    plan = plan_forget(place, place.person("aase-lund"))
    with monkeypatch.context() as patch:
        _failing(patch, place.answers_file("bo-bro"), errno.EIO)
        with pytest.raises(WorkspaceError, match="cannot be searched"):
            forget(place, plan)
    assert place.answers_file("aase-lund").exists()
    forget(place, plan)
    assert "Åse Lund" not in place.answers_file("bo-bro").read_text(encoding="utf-8")


def test_forgetting_stops_where_it_may_not_look(place, monkeypatch):
    """A folder that may not be listed may hold an index with the name in it."""
    plan = plan_forget(place, place.person("aase-lund"))
    real = os.listdir

    def listdir(path):
        if path == place.root:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: listdir(path) and scan(path))
    monkeypatch.setattr(type(place.root), "iterdir", lambda self: (self / name for name in listdir(self)))
    with pytest.raises(WorkspaceError, match="cannot be searched"):
        forget(place, plan)
    assert place.answers_file("aase-lund").exists()


def test_the_language_is_not_waited_for(tmp_path):
    """A pipe or a device as network.toml stops no help page."""
    os.mkfifo(tmp_path / "network.toml")
    assert language_of(tmp_path) == ""
    (tmp_path / "network.toml").unlink()
    (tmp_path / "network.toml").symlink_to("/dev/zero")
    assert language_of(tmp_path) == ""


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 3000], ids=["number", "lists"])
def test_toml_that_only_python_refuses(place, value):
    """Five thousand digits, three thousand brackets: refused with the file's name."""
    file = place.answers_file("aase-lund")
    with pytest.raises(WorkspaceError, match="not valid TOML"):
        place.parse(file, f"a = {value}\n")
    with pytest.raises(NetinviteError, match="not valid TOML"):
        given.gather([("answers.toml", f"a = {value}\n")], [])


# The disk ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_rename_that_is_not_confirmed(tmp_path, monkeypatch, number, told):
    """A network drive that cannot confirm is no fault; a disk that fails to is told, as what it is."""
    real, calls = os.fsync, []

    def fsync(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    file = tmp_path / "file"
    if told:
        with pytest.raises(WorkspaceError, match="is written, but the disk does not confirm it"):
            files.write(file, "new")
    else:
        files.write(file, "new")
    assert file.read_text(encoding="utf-8") == "new"


def test_putting_back_needs_no_room(tmp_path, monkeypatch):
    """When the disk is full in the middle, the old files come back without being written."""
    one, two = tmp_path / "one", tmp_path / "two"
    for file in (one, two):
        file.write_text("old", encoding="utf-8")
    real = files.write

    def full(file, content):
        if file == two or one.read_text(encoding="utf-8") == "new":
            raise files.unwritable(file, OSError(errno.ENOSPC, "No space left on device"))
        real(file, content)

    monkeypatch.setattr(files, "write", full)
    with pytest.raises(WorkspaceError, match="No space left"):
        several.write({one: "new", two: "new"})
    assert [file.read_text(encoding="utf-8") for file in (one, two)] == ["old", "old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
