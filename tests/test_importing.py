"""Contacts into the workspace: what is there stays, and it is all or nothing."""

from __future__ import annotations

import os
import stat
import tomllib
import unicodedata

import pytest
from extent import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netinvite.errors import NetinviteError, WorkspaceError
from netinvite.importing import plan as importing
from netinvite.importing.contact import Contact, Found, Problem
from netinvite.importing.read import parse
from netinvite.store import files
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace

GUIDE = load_guide("en")
KEPT = '# mine\nschema = 1\n\n[person]\nname = "Anna Holm"  # a friend\nrole = "leads"\nemail = ""\n'


@pytest.fixture
def place(tmp_path):
    place = Workspace(tmp_path / "net")
    place.open_for_writing()
    files.write(place.network_file, 'schema = 1\nlang = "en"\n')
    files.write(place.answers_file("anna-holm"), KEPT)
    return place


def plan(place, *people):
    return importing.plan(place, GUIDE, Found(people))


def bring(place, *people):
    planned = plan(place, *people)
    importing.carry_out(place, GUIDE, planned)
    return planned


def person(place, slug):
    return tomllib.loads(place.answers_file(slug).read_text("utf-8"))["person"]


def state(place):
    return {
        path: path.read_bytes() if path.is_file() else None
        for path in place.root.rglob("*")
        if path.name != ".lock"
    }


def test_somebody_new(place):
    """Gets a folder and the answers of the guide."""
    bring(place, Contact(1, "Bo Ås", "cook", "Inn", "bo@example.org", "12345678"))
    assert person(place, "bo-aas") == {
        "name": "Bo Ås",
        "role": "cook",
        "organisation": "Inn",
        "email": "bo@example.org",
        "phone": "12345678",
    }


def test_planning_writes_nothing(place):
    """A dry run is a plan."""
    before = state(place)
    assert plan(place, Contact(1, "Bo"))
    assert state(place) == before


def test_only_empty_answers_are_filled(place):
    """What was answered stays, comments too; what the file says otherwise is named."""
    planned = bring(place, Contact(1, "ANNA  holm", "cook", "Inn", "anna@example.org"))
    assert not planned.new
    assert planned.filled[0].values == {"person.organisation": "Inn", "person.email": "anna@example.org"}
    assert planned.recognised[0].kept == ("role",)
    text = place.answers_file("anna-holm").read_text("utf-8")
    assert "# mine" in text and "# a friend" in text and 'role = "leads"' in text


def test_importing_twice_changes_nothing(place):
    """The second plan is empty."""
    people = (Contact(1, "Anna Holm", email="a@example.org"), Contact(2, "Bo", email="bo@example.org"))
    bring(place, *people)
    before = state(place)
    assert not bring(place, *people)
    assert state(place) == before


def test_composed_and_decomposed_names_are_one(place):
    """Also within the file."""
    decomposed = unicodedata.normalize("NFD", "Åse Ø")
    planned = plan(place, Contact(1, "Åse Ø"), Contact(2, decomposed, phone="12345678"))
    assert [(entry.name, entry.values["person.phone"]) for entry in planned.new] == [("Åse Ø", "12345678")]


def test_two_of_one_name_are_told_apart_by_mail_or_not_at_all(place):
    """Nothing is guessed."""
    files.write(place.answers_file("anna-holm-2"), '[person]\nname = "Anna Holm"\nemail = "b@example.org"\n')
    planned = plan(place, Contact(1, "Anna Holm", phone="12345678"))
    assert not planned and "several" in planned.problems[0].text
    planned = plan(place, Contact(1, "Anna Holm", phone="12345678", email="b@example.org"))
    assert [entry.slug for entry in planned.filled] == ["anna-holm-2"]


def test_a_value_that_does_not_fit_is_left_out_and_named(place):
    """With its place; the rest is taken."""
    planned = plan(place, Contact(7, "Bo", role="\x1b[31m", email="not an email", phone="1"))
    assert planned.new[0].values == {"person.name": "Bo"}
    assert [(problem.line, problem.name) for problem in planned.problems] == [(7, "Bo")] * 3


@pytest.mark.parametrize("name", ["", "a\x1bb", "\u202eabc", "x" * 301])
def test_a_card_without_a_usable_name_is_skipped_and_named(place, name):
    """Whatever else it has."""
    planned = plan(place, Contact(3, name, phone="12345678"))
    assert not planned
    assert planned.problems[-1].line == 3


def test_a_phones_invisible_marks_are_taken_off(place):
    """As telephones copy them."""
    planned = plan(place, Contact(1, "Bo", phone="\u202a+45 12\u201134 56 78\u202c"))
    assert planned.new[0].values["person.phone"] == "+45 12-34 56 78"


def test_a_damaged_file_is_named_and_nobody_is_doubled(place):
    """It stays as it is; others are imported."""
    files.write(place.answers_file("anna-holm"), "<<<<<<< HEAD\n")
    before = place.answers_file("anna-holm").read_bytes()
    planned = bring(place, Contact(1, "Anna Holm"), Contact(2, "Bo"))
    assert [entry.name for entry in planned.new] == ["Bo"]
    assert [problem.line for problem in planned.problems] == [0, 1]
    assert place.answers_file("anna-holm").read_bytes() == before


def test_a_name_is_never_a_path(place):
    """Folder names are made, not taken."""
    planned = bring(place, Contact(1, "../../etc/passwd"))
    assert planned.new[0].slug == "etc-passwd"


def test_an_empty_folder_becomes_a_workspace(tmp_path):
    """With the language of the guide."""
    place = Workspace(tmp_path / "fresh")
    bring(place, Contact(1, "Bo"))
    assert place.exists and [someone.name for someone in place.people()] == ["Bo"]


@pytest.mark.parametrize("many", [3, 20])
@pytest.mark.parametrize("fails_at", range(4))
@pytest.mark.parametrize("fault", [OSError(28, "No space left"), KeyboardInterrupt()], ids=["full", "ctrl+c"])
@pytest.mark.parametrize(("where", "call"), [(files, "begun"), (os, "fsync"), (os, "replace")])
def test_all_or_nothing(place, monkeypatch, many, fails_at, fault, where, call):
    """Whichever file cannot be begun, confirmed or put in its place, every file is as it was and no folder is
    left over; of many that wait for the disk together, too."""
    people = [Contact(1, "Anna Holm", phone="12345678"), *(Contact(n, f"Bo {n}") for n in range(2, 2 + many))]
    planned = plan(place, *people)
    before, real, calls = state(place), getattr(where, call), []

    def fails(*given):
        calls.append(given)
        if len(calls) == fails_at + 1:
            raise fault
        return real(*given)

    monkeypatch.setattr(where, call, fails)
    with pytest.raises((WorkspaceError, KeyboardInterrupt)):
        importing.carry_out(place, GUIDE, planned)
    assert state(place) == before


def test_many_are_written_as_few_are(place):
    """Each in a folder for its owner alone, with nothing beside the answers."""
    bring(place, *(Contact(n, f"Bo {n}", email=f"b{n}@example.org") for n in range(1, 21)))
    for slug in (one.slug for one in place.people() if one.slug.startswith("bo-")):
        assert [file.name for file in place.folder(slug).iterdir()] == ["answers.toml"]
        paths = (place.folder(slug), place.answers_file(slug))
        modes = [stat.S_IMODE(path.stat().st_mode) for path in paths]
        assert modes == [0o700, 0o600]


def test_a_workspace_that_changed_meanwhile_is_left_alone(place):
    """What was shown is what is done, or nothing."""
    planned = plan(place, Contact(1, "Bo"))
    files.write(place.answers_file("bo"), '[person]\nname = "Bo"\n')
    before = state(place)
    with pytest.raises(WorkspaceError, match="changed meanwhile"):
        importing.carry_out(place, GUIDE, planned)
    assert state(place) == before


def test_a_plan_that_holds_is_not_made_twice(place, monkeypatch):
    """Nothing has changed since it was shown."""
    planned = plan(place, Contact(1, "Bo"), Contact(2, "Anna Holm", email="anna@example.org"))
    monkeypatch.setattr(importing, "_plan", None)
    importing.carry_out(place, GUIDE, planned)
    assert person(place, "bo") == {"name": "Bo"} and person(place, "anna-holm")["email"] == "anna@example.org"


def test_whoever_could_be_read_again_is_not_passed_over(place, monkeypatch):
    """A disk that failed for a moment leaves nobody out."""
    real = Workspace.read

    def fails(self, file):
        if file == place.answers_file("anna-holm"):
            raise WorkspaceError("for a moment")
        return real(self, file)

    with monkeypatch.context() as moment:
        moment.setattr(Workspace, "read", fails)
        planned = plan(place, Contact(1, "Bo"), Contact(2, "Anna Holm", email="anna@example.org"))
    assert planned.new and planned.problems
    before = state(place)
    with pytest.raises(WorkspaceError, match="changed meanwhile"):
        importing.carry_out(place, GUIDE, planned)
    assert state(place) == before


def test_what_changes_nothing_for_those_imported_stops_nothing(place):
    """Somebody else was prepared for meanwhile."""
    planned = plan(place, Contact(1, "Bo"))
    files.write(place.answers_file("kim-dahl"), '[person]\nname = "Kim Dahl"\n')
    importing.carry_out(place, GUIDE, planned)
    assert person(place, "bo") == {"name": "Bo"}


def test_a_folder_that_was_empty_is_looked_into_again(place):
    """Something lies in it by now, whatever it is."""
    place.folder("bo").mkdir()
    planned = plan(place, Contact(1, "Bo"))
    (place.folder("bo") / "pitch.md").write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="changed meanwhile"):
        importing.carry_out(place, GUIDE, planned)


@pytest.mark.parametrize("there", ["nothing", "a folder", "a file", "a link", "drafts", "capitals"])
def test_a_folder_that_is_taken_is_nobody_elses(place, there):
    """As whoever is prepared for by hand is given one."""
    folder = place.folder("BO" if there == "capitals" else "bo")
    if there in ("a folder", "drafts", "capitals"):
        folder.mkdir()
    if there in ("drafts", "capitals"):
        (folder / "pitch.md").write_text("mine", encoding="utf-8")
    if there == "a file":
        folder.write_text("mine", encoding="utf-8")
    if there == "a link":
        folder.symlink_to(place.root / "elsewhere")
    assert plan(place, Contact(1, "Bo")).new[0].slug == place.new_slug("Bo")


@pytest.mark.parametrize("many", [1, 20])
@pytest.mark.skipif(os.name == "nt", reason="Windows confirms no folder")
def test_all_that_is_new_is_confirmed_by_the_disk(place, monkeypatch, many):
    """Each file, that it has its name in its folder, and that the folder has its own."""
    confirmed = set()
    monkeypatch.setattr(os, "fsync", lambda handle: confirmed.add(os.fstat(handle).st_ino))
    planned = bring(place, *(Contact(n, f"Bo {n}") for n in range(1, many + 1)))
    for slug in (entry.slug for entry in planned.new):
        for path in (place.answers_file(slug), place.folder(slug), place.people_folder):
            assert path.stat().st_ino in confirmed


def test_what_the_reader_found_is_passed_on(place):
    """Problems and fields left are in the plan."""
    found = Found((Contact(1, "Bo"),), (Problem(9, "", "cut"),), ("NOTE",))
    planned = importing.plan(place, GUIDE, found)
    assert planned.problems == found.problems and planned.left == found.left


TEXT = st.one_of(
    st.text(max_size=12), st.sampled_from(["Anna Holm", "a@example.org", "12345678", "x\ny", '"""'])
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(60)
)
@given(st.lists(st.builds(Contact, st.integers(1, 9), TEXT, TEXT, TEXT, TEXT, TEXT), max_size=5))
def test_whatever_stands_there_is_readable_afterwards(tmp_path_factory, people):
    """Any texts: no traceback, and a second import finds everybody again."""
    place = Workspace(tmp_path_factory.mktemp("any"))
    assert {entry.slug for entry in bring(place, *people).new} == set(place.slugs())
    again = plan(place, *people)
    assert not again.new


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(60)
)
@given(st.binary(max_size=120))
def test_any_file_is_imported_whole_or_refused(tmp_path_factory, data):
    """No traceback, no partial import."""
    place = Workspace(tmp_path_factory.mktemp("any"))
    try:
        found = parse(b"Name;Role\n" + data, "x")
        importing.carry_out(place, GUIDE, importing.plan(place, GUIDE, found))
    except NetinviteError:
        assert place.slugs() == []
