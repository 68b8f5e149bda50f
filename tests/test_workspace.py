"""The workspace: found, private, one writer at a time, and nothing of a person's own lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
import tomllib
import unicodedata
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netinvite import places
from netinvite.cli.place import locate
from netinvite.errors import UsageError, WorkspaceError
from netinvite.model import people as names
from netinvite.model.people import Person, slug_of
from netinvite.model.questions import Need
from netinvite.store import files, workspace
from netinvite.store.inventory import language_of
from netinvite.store.parsed import ABSENT
from netinvite.store.records import load_guide, record_of
from netinvite.store.workspace import Workspace

HOLD = """
import sys
import time
from pathlib import Path
from netinvite.store.workspace import Workspace
with Workspace(Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""
COMMENTED = """\
# My network.
schema = 1
mood = "good"  # mine

[network]
# Agreed with Bo.
name = "Old name"   # may change
colour = "red"
values = ["mod", "ro"]
"""


@pytest.fixture
def place(tmp_path):
    return Workspace(tmp_path / "net")


@pytest.fixture
def people(place):
    """A workspace with four people, two of them called Anna."""
    for name, organisation in (
        ("Anna Jensen", "Nordby"),
        ("Anna Holm", ""),
        ("Jonas Østergård", "Værestedet Åen"),
        ("Bo", ""),
    ):
        add(place, slug_of(name), name, organisation)
    return place


def add(place, slug, name, organisation=""):
    place.update(
        place.answers_file(slug),
        {("person", "name"): name, ("person", "organisation"): organisation},
    )


@contextmanager
def umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def held(place):
    """Another process holds the workspace meanwhile; its process is given."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(place.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline().strip() == b"held"
        try:
            yield other
        finally:
            other.stdin.close()


# Where ---------------------------------------------------------------------------------------------


def test_option_wins(tmp_path):
    """The option decides before the environment does."""
    assert locate(str(tmp_path / "a"), {"NETINVITE_WORKSPACE": "/b"}, tmp_path) == tmp_path / "a"


def test_environment_wins_over_folder(tmp_path):
    """NETINVITE_WORKSPACE decides before the current folder does."""
    (tmp_path / "network.toml").touch()
    assert locate(None, {"NETINVITE_WORKSPACE": "/b"}, tmp_path) == Path("/b")


def test_home_is_expanded(home):
    """A tilde in the option means the home folder."""
    assert locate("~/net", {}, Path("/")) == home / "net"


def test_relative_option_is_made_absolute(tmp_path, monkeypatch):
    """A relative folder is seen from the current one."""
    monkeypatch.chdir(tmp_path)
    assert locate("net", {}, tmp_path) == tmp_path / "net"


@pytest.mark.parametrize("below", [".", "people", "people/anna"])
def test_nearest_folder_upwards(tmp_path, below):
    """Inside a workspace, that one is meant."""
    (tmp_path / "network.toml").touch()
    assert locate(None, {}, tmp_path / below) == tmp_path


def test_documents_folder_else(tmp_path, home):
    """Elsewhere it is netinvite in the documents folder."""
    assert locate(None, {}, tmp_path) == home / "documents_dir" / "netinvite"


@pytest.mark.parametrize(
    ("content", "lang"),
    [
        (b'# mine\nlang = "da"\n', "da"),
        (b'lang="en"', "en"),
        (b'[person]\nlang = "da"\n', ""),
        (b"lang = 7", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_language_of(tmp_path, content, lang):
    """The workspace's language is read at a glance, and is unknown where that is not possible."""
    (tmp_path / "network.toml").write_bytes(content)
    assert language_of(tmp_path) == lang


def test_language_of_nothing(tmp_path):
    """Where no workspace is, no language is known."""
    assert language_of(tmp_path) == ""


# Slugs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Anna Jensen", "anna-jensen"),
        ("Jonas Østergård", "jonas-oestergaard"),
        (unicodedata.normalize("NFD", "Åse Ærø"), "aase-aeroe"),
        ("ÅSE", "aase"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "person"),
        ("🙂", "person"),
        ("", "person"),
        ("Con", "con-1"),
        ("LPT1", "lpt1-1"),
        ("李小龍", "li-xiao-long"),
    ],
)
def test_slug_of(name, slug):
    """A name gives a file name that every system takes."""
    assert slug_of(name) == slug


@given(st.text(max_size=200))
def test_every_slug_is_safe(name):
    """Whatever the name, the slug is short, plain and no path."""
    slug = slug_of(name)
    assert 0 < len(slug) <= names.SLUG_LENGTH and set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_new_slug_is_free(people):
    """A second person of the same name gets a slug of their own."""
    assert people.new_slug("Anna Jensen") == "anna-jensen-2"


def test_new_slug_in_an_empty_workspace(place):
    """The first person gets the plain slug."""
    assert place.new_slug("Anna Jensen") == "anna-jensen"


# Whom ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("anna-jensen", "anna-jensen"),
        ("Anna Jensen", "anna-jensen"),
        ("anna  JENSEN", "anna-jensen"),
        ("jensen", "anna-jensen"),
        ("jonas", "jonas-oestergaard"),
        ("Østergård", "jonas-oestergaard"),
        ("oestergaard", "jonas-oestergaard"),
        (unicodedata.normalize("NFD", "Jonas Østergård"), "jonas-oestergaard"),
        (unicodedata.normalize("NFD", "rgård"), "jonas-oestergaard"),
        ("Bo", "bo"),
    ],
)
def test_find(people, name, slug):
    """A slug, a name, or a part that only one person has, finds that person."""
    assert people.find(name).slug == slug


def test_decomposed_name_on_disk_is_found(place):
    """A name saved in decomposed form is found by the composed one."""
    add(place, "aase", unicodedata.normalize("NFD", "Åse"))
    assert place.find("Åse").slug == "aase"


def test_exact_name_wins_over_a_part(people):
    """A full name means that person, even where it is a part of another's."""
    add(people, "bo-holm", "Bo Holm")
    assert people.find("bo").slug == "bo"


def test_ambiguous_name_lists_everybody_meant(people):
    """A part that several people have is refused with all of them."""
    with pytest.raises(UsageError) as caught:
        people.find("anna")
    assert "Anna Holm (anna-holm); Anna Jensen, Nordby (anna-jensen)" in caught.value.message


@pytest.mark.parametrize("typed", ["Anna Jenson", "jenson"])
def test_close_name_is_suggested(people, typed):
    """A slip in a name, or in one word of it, is answered with the name that is there."""
    with pytest.raises(UsageError) as caught:
        people.find(typed)
    assert "Did you mean “Anna Jensen" in caught.value.hint


def test_unknown_name_lists_who_is_there(people):
    """A name like none is answered with those there are."""
    with pytest.raises(UsageError) as caught:
        people.find("Zacharias")
    assert "anna-holm, anna-jensen, bo, jonas-oestergaard" in caught.value.hint


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..", ".", "people/bo", "..\\bo", "", "  ", "\x00"]
)
def test_a_name_is_no_path(people, name):
    """What looks like a path finds nobody."""
    with pytest.raises(UsageError, match="Nobody here is called"):
        people.find(name)


def test_nobody_named_means_the_only_one(place):
    """With one person, the name can be left out."""
    add(place, "bo", "Bo")
    assert place.find(None).slug == "bo"


def test_nobody_named_among_several(people):
    """With several people, the name is asked for."""
    with pytest.raises(UsageError, match="anna-holm, anna-jensen, bo, jonas-oestergaard"):
        people.find(None)


def test_nobody_named_in_an_empty_workspace(place):
    """Without anybody, the way to begin is named."""
    with pytest.raises(UsageError) as caught:
        place.find(None)
    assert "netinvite prepare" in caught.value.hint


def test_damaged_person_is_known_by_slug(people):
    """A person whose file is damaged is still listed."""
    people.answers_file("bo").write_text("= broken", encoding="utf-8")
    assert people.person("bo") == Person("bo", "bo")


def test_link_out_of_the_workspace_is_nobody(people, tmp_path):
    """A link that leads out of the workspace is passed over."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "answers.toml").write_text('[person]\nname = "Eve"\n', encoding="utf-8")
    (people.people_folder / "eve").symlink_to(outside)
    assert "eve" not in people.slugs()


# Reading -------------------------------------------------------------------------------------------


def test_absent_file_is_empty(place):
    """A file that is not there holds nothing."""
    assert place.read(place.network_file) == {}


def test_windows_file_is_read(place):
    """A byte order mark and Windows line ends do no harm."""
    place.root.mkdir()
    place.network_file.write_bytes(b'\xef\xbb\xbfschema = 1\r\nlang = "da"\r\n')
    assert place.read(place.network_file) == {"schema": 1, "lang": "da"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name = = 1\n", "is not valid TOML"),
        (b"name = 'a'\nname = 'b'\n", "stands twice, in line 1 and in line 2"),
        (b"name = '\xff'\n", "is not UTF-8 text"),
        (b"schema = 3\n", "was made by a newer netinvite"),
        (b"schema = 'one'\n", "was made by a newer netinvite"),
    ],
)
def test_unreadable_file_is_named(place, content, says):
    """A file that cannot be understood is refused by its name."""
    place.root.mkdir()
    place.network_file.write_bytes(content)
    with pytest.raises(WorkspaceError) as caught:
        place.read(place.network_file)
    assert caught.value.message.startswith(str(place.network_file)) and says in caught.value.message


@pytest.mark.parametrize("content", [b"name = = 1\n", b"name = '\xff'\n", b"schema = 3\n"])
def test_unreadable_file_is_not_overwritten(place, content):
    """A file that cannot be understood is left as it is by a change."""
    place.root.mkdir()
    place.network_file.write_bytes(content)
    with pytest.raises(WorkspaceError):
        place.update(place.network_file, {("network", "name"): "x"})
    assert place.network_file.read_bytes() == content


RECORD = {
    "person": {"name": "Bo", "relation": "friend", "email": "", "lang": "da"},
    "set_aside": {"person.referred_by": "Ali"},
    "unfinished": {"reflection.why": "you have", "x": 3},
}


def test_record_reads_answers():
    """A value that fits its question is an answer."""
    assert record_of(RECORD, load_guide("en"), "person").answers["person.name"] == "Bo"


def test_record_knows_what_was_skipped():
    """An empty value is a question that was skipped."""
    assert record_of(RECORD, load_guide("en"), "person").answers["person.email"] is None


def test_record_lists_what_does_not_fit():
    """A value that does not fit is told with its key, and is no answer."""
    record = record_of(RECORD, load_guide("en"), "person")
    assert record.unfit["person.relation"].startswith("“friend”") and "person.relation" not in record.answers


def test_record_reads_what_was_set_aside():
    """An answer set aside is still an answer."""
    assert record_of(RECORD, load_guide("en"), "person").answers["person.referred_by"] == "Ali"


def test_record_reads_what_is_unfinished():
    """Texts half typed are kept apart from the answers."""
    assert record_of(RECORD, load_guide("en"), "person").unfinished == {"reflection.why": "you have"}


def test_record_reads_the_language():
    """A person's own language is read with the answers."""
    assert record_of(RECORD, load_guide("en"), "person").lang == "da"


def test_record_takes_any_need_for_a_choice():
    """What a person covers is not checked against needs that stand in another file."""
    data = {"reflection": {"covers": ["rooms"]}, "network": {"needs": [{"name": "x"}]}}
    assert record_of(data, load_guide("en")).answers == {
        "network.needs": (Need("x"),),
        "reflection.covers": ("rooms",),
    }


# Writing -------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mask", [0o000, 0o077, 0o022])
def test_folders_are_private(place, mask):
    """Every folder is its owner's alone, whatever the umask."""
    with umask(mask):
        place.open_for_writing()
        add(place, "bo", "Bo")
    folders = [place.root, place.people_folder, place.folder("bo")]
    assert {mode(folder) for folder in folders} == {0o700}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mask", [0o000, 0o077, 0o022])
def test_files_are_private(place, mask):
    """Every file is its owner's alone, whatever the umask."""
    with umask(mask):
        place.update(place.network_file, {("network", "name"): "x"})
        add(place, "bo", "Bo")
    written = [file for file in place.root.rglob("*") if file.is_file()]
    assert {mode(file) for file in written} == {0o600}


def changed(place, changes, text=COMMENTED):
    """What ``network.toml`` says after these changes."""
    place.root.mkdir(exist_ok=True)
    place.network_file.write_text(text, encoding="utf-8")
    place.update(place.network_file, changes)
    return place.network_file.read_text(encoding="utf-8")


def test_comments_survive(place):
    """A change of one value leaves every other byte as it was."""
    text = changed(place, {("network", "name"): "New name"})
    assert text == COMMENTED.replace("Old name", "New name")


def test_unknown_keys_survive(place):
    """Keys that netinvite does not know stay."""
    data = tomllib.loads(changed(place, {("network", "topic"): "t"}))
    assert (data["mood"], data["network"]["colour"]) == ("good", "red")


def test_same_value_is_not_rewritten(place):
    """Setting what stands there already changes nothing."""
    assert changed(place, {("network", "values"): ["mod", "ro"]}) == COMMENTED


def test_absent_takes_a_key_out(place):
    """An answer taken out leaves no trace."""
    assert "colour" not in tomllib.loads(changed(place, {("network", "colour"): ABSENT}))["network"]


def test_absent_takes_an_empty_table_out(place):
    """A table that holds nothing any more goes too; the file does not become an empty one."""
    text = changed(place, {("unfinished", "a.b"): ABSENT}, '[unfinished]\n"a.b" = "x"\n')
    assert tomllib.loads(text) == {"schema": 2}


def test_absent_where_nothing_is(place):
    """Taking out what is not there changes nothing."""
    assert changed(place, {("nowhere", "key"): ABSENT}) == COMMENTED


def test_new_file_states_its_schema(place):
    """A new file says which schema it has."""
    place.update(place.network_file, {("network", "name"): "x"})
    assert place.read(place.network_file) == {"schema": 2, "network": {"name": "x"}}


def test_no_change_writes_nothing(place):
    """Without a change nothing is made, not even a folder."""
    place.update(place.network_file, {})
    assert not place.root.exists()


@pytest.mark.parametrize(
    "value",
    [
        "one\ntwo",
        "\nfirst line empty",
        "'''\n\"\"\"",
        'a "quoted"\nline with \\ in it',
        'ends in a quote\n"',
        [{"name": "a", "kind": "skill"}, {"name": 'b "c"', "kind": "access"}],
        [],
        7,
        "tab\tand \u00a0blank",
    ],
)
def test_values_come_back(place, value):
    """Any value that an answer can have is read back as it was."""
    place.update(place.network_file, {("network", "value"): value})
    assert place.read(place.network_file)["network"]["value"] == value


def test_long_texts_have_lines_of_their_own(place):
    """A text of several lines is written as one, so that it can be edited."""
    place.update(place.network_file, {("network", "moment"): "one\ntwo"})
    assert "\none\ntwo" in place.network_file.read_text(encoding="utf-8").replace('"""', "\n")


def test_failed_write_leaves_the_old_file(place, monkeypatch):
    """After a fault while writing, the old file stands."""
    changed(place, {})

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(WorkspaceError, match="No space left"):
        place.update(place.network_file, {("network", "name"): "x"})
    assert place.network_file.read_text(encoding="utf-8") == COMMENTED


def test_failed_write_leaves_no_leftover(place, monkeypatch):
    """After a fault while writing, no temporary file stays."""
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(WorkspaceError, match="Input/output error"):
        files.write(place.network_file, "x")
    assert list(place.root.iterdir()) == []


def test_file_in_the_way_is_named(tmp_path):
    """A workspace whose folder is a file is refused by its name."""
    (tmp_path / "net").touch()
    with pytest.raises(WorkspaceError, match="is no folder"):
        Workspace(tmp_path / "net").open_for_writing()


def test_leftovers_are_swept(people):
    """What a killed run left is removed, for the network and for every person."""
    leftovers = [folder / ".netinvite-abc.tmp" for folder in (people.root, people.folder("bo"))]
    for file in leftovers:
        file.write_text("My name is Bo")
    people.open_for_writing()
    assert not any(file.exists() for file in leftovers)


def test_sweeping_spares_everything_else(people):
    """A user's own temporary files stay."""
    mine = people.folder("bo") / "notes.tmp"
    mine.touch()
    people.open_for_writing()
    assert mine.exists()


# One writer ----------------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(workspace, "LOCK_SECONDS", 0)


@pytest.mark.usefixtures("impatient")
def test_held_workspace_is_a_sentence(place):
    """A workspace that another process holds is refused with that process."""
    with held(place) as other, pytest.raises(WorkspaceError) as caught:
        place.update(place.network_file, {("network", "name"): "x"})
    assert f"Another netinvite holds {place.root} (process {other.pid})" in caught.value.message


@pytest.mark.usefixtures("impatient")
def test_held_workspace_is_not_written(place):
    """While another process holds the workspace, nothing is written."""
    with held(place), pytest.raises(WorkspaceError):
        place.update(place.network_file, {("network", "name"): "x"})
    assert not place.network_file.exists()


@pytest.mark.usefixtures("impatient")
def test_lock_ends_with_its_process(place):
    """When the other process has gone, the workspace is free again."""
    with held(place):
        pass
    place.update(place.network_file, {("network", "name"): "x"})
    assert place.network_file.exists()


def test_lock_is_let_go_after_a_fault(place):
    """A fault under the lock frees the workspace."""
    with pytest.raises(ZeroDivisionError), place.lock():
        raise ZeroDivisionError
    with place.lock():
        pass


@pytest.mark.parametrize(("hours", "left"), [(1, True), (30, False)])
def test_what_an_editor_was_given_is_swept_after_a_day(place, hours, left):
    """After a kill the editor may be open still; a day later what it was given goes."""
    place.open_for_writing()
    folder = place.root / ".netinvite-x.tmp"
    folder.mkdir()
    file = folder / "answer.txt"
    file.write_text("half typed", encoding="utf-8")
    then = time.time() - hours * 3600
    for path in (file, folder):
        os.utime(path, (then, then))
    place.open_for_writing()
    assert folder.exists() is left


@pytest.mark.parametrize("text", ["a = [1 }", "a = [ }", "a = [[]}", "a = {b = 1 ]}", "a = [1 2]", "a = [,]"])
def test_what_is_no_list_ends_the_search_for_what_stands_twice(text):
    """Nothing is looked for behind it, and nothing for ever."""
    assert places.twice_in(f"{text}\n") is None and isinstance(places.lines_of(text), dict)
