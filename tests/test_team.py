"""A team keeps the folder in git: different persons merge, a conflict stops one person only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from readyexample import EXAMPLES
from terminal import Terminal

from netinvite import language
from netinvite.app import belonging, people, verdicts, versions
from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.cli.versions import settle
from netinvite.store import contacts, drafts, joining, organisers
from netinvite.store.conversations import Interview
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace

# git is not on every computer.
pytestmark = pytest.mark.whole
EXAMPLE = EXAMPLES["da"]
TALK = str(Path(__file__).parent / "data" / "conversation.da.toml")


def git(folder, *arguments):
    names = ("-c", "user.name=Maja", "-c", "user.email=maja@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *names, *arguments], cwd=folder, check=True, capture_output=True, text=True, timeout=60
    ).stdout


def prepare(folder, name):
    assert (
        app.run(
            ["prepare", "-w", str(folder), "--answers", EXAMPLE, f"--set=person.name={name}", "--no-input"]
        )
        == 0
    )


def commit(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "work")


def cloned(folder, *names):
    """One workspace with Jonas in it, cloned once for each name."""
    origin = folder / "origin"
    prepare(origin, "Jonas Østergård")
    git(origin, "init", "-b", "main")
    commit(origin)
    for name in names:
        git(folder, "clone", str(origin), name)


@pytest.fixture
def clones(once):
    """Two clones of it, and Danish as in the command before."""
    folder = once(cloned, "one", "two")
    language.activate("da")
    return folder / "one", folder / "two"


def test_two_people_work_on_different_persons(clones):
    """One interviews Jonas, the other prepares Åse; git merges without a question."""
    one, two = clones
    assert app.run(["interview", "jonas", "-w", str(one), "--answers", TALK, "--no-input"]) == 0
    prepare(two, "Åse Berg")
    app.run(["status", "-w", str(two), "--json"])
    for folder in clones:
        commit(folder)
    git(one, "pull", "--no-rebase", "--no-edit", str(two), "main")
    found = people.read(Workspace(one))
    assert found.problems == []
    assert [facts.id for facts in found.everyone] == [
        "aase-berg",
        "aase-lund",
        "jonas-oestergaard",
        "signe-bro",
    ]
    assert len(next(f for f in found.everyone if f.id == "jonas-oestergaard").talks) == 1


@pytest.mark.parametrize("left", [(), (".rehearsals.json", ".invitation.eml")])
def test_of_whoever_was_forgotten_in_another_clone_no_folder_stays(clones, left):
    """Its name is theirs: what this clone noted for itself goes with the next command that reads people, and
    whatever somebody wrote, or put elsewhere, stays."""
    one, two = clones
    assert app.run(["status", "-w", str(two)]) == 0
    folder = two / "people" / "jonas-oestergaard"
    for name in (".index.json", *left):
        (folder / name).write_text("{}", encoding="utf-8")
    words = ("--yes", "--confirm", "Jonas Østergård")
    assert app.run(["forget", "jonas", "-w", str(one), *words]) == 0
    commit(one)
    git(two, "pull", "--no-rebase", "--no-edit", str(one), "main")
    assert (folder / ".index.json").exists()
    (two / ".index.json").unlink()
    others = {"noted": "note.md", "edited": "pitch.md", "logged": "log/bo-krag.toml"}
    for name, file in others.items():
        (two / "people" / name / file).parent.mkdir(parents=True)
        (two / "people" / name / file).write_text("mine", encoding="utf-8")
        (two / "people" / name / ".index.json").write_text("{}", encoding="utf-8")
    outside = two.parent / "outside"
    outside.mkdir()
    (outside / ".index.json").write_text("{}", encoding="utf-8")
    (two / "people" / "linked").symlink_to(outside)
    app.run(["status", "-w", str(two)])
    assert not folder.exists() and (outside / ".index.json").exists()
    for name, file in others.items():
        assert (two / "people" / name / file).exists() and (two / "people" / name / ".index.json").exists()


def test_a_folder_left_behind_goes_though_nothing_else_has_changed(clones):
    """Where the list of people is in order already."""
    two = clones[1]
    app.run(["status", "-w", str(two)])
    folder = two / "people" / "tove-kjaer"
    folder.mkdir()
    (folder / ".index.json").write_text("{}", encoding="utf-8")
    app.run(["today", "--no-input", "-w", str(two)])
    assert not folder.exists()


def test_a_conflict_stops_that_person_only(clones, capsys):
    """Conflict markers in one file are named; the others are listed."""
    one, two = clones
    prepare(one, "Åse Berg")
    commit(one)
    for folder, role in ((one, "leder"), (two, "chef")):
        assert (
            app.run(["prepare", "jonas", "-w", str(folder), f"--set=person.role={role}", "--no-input"]) == 0
        )
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        git(one, "pull", "--no-rebase", "--no-edit", str(two), "main")
    capsys.readouterr()
    assert app.run(["status", "-w", str(one)]) == 1
    captured = capsys.readouterr()
    assert "Åse Berg" in captured.out
    assert "jonas-oestergaard" in captured.err and "<<<<<<<, =======" in captured.err


# Each in their own name ---------------------------------------------------------------------------

ADDRESSES = {"one": "maja.holm@example.org", "two": "bo.krag@example.org", "three": "eva@example.org"}
OF_THEIRS = {
    "name": "{name}",
    "introduction": "Jeg er {name}, bibliotekar i Nordby.",
    "motivation": "Det betyder noget for mig, fordi biblioteket er den sidste dør, der er åben.",
    "moment": "",
    "email": "{email}",
    "phone": "87 65 43 21",
    "signature": "{name}",
}


def theirs(name, email):
    """What an organiser says of themselves, on a command line."""
    told = {key: text.format(name=name, email=email) for key, text in OF_THEIRS.items()}
    return [f"--set=organiser.{key}={text}" for key, text in told.items()]


def prepared(folder, name, sits, *more):
    words = ["--no-input", "--as", sits, "--answers", EXAMPLE, f"--set=person.name={name}", *more]
    assert app.run(["prepare", "--new", "-w", str(folder), *words]) == 0


def email_of(name):
    return f"--set=person.email={name.split()[0].lower()}@example.org"


def pull(folder, other):
    git(folder, "pull", "--no-rebase", "--no-edit", str(other), "main")


def recorded(folder, slug="jonas-oestergaard"):
    """Who recorded what about somebody, and what they noted."""
    return [(entry.by, entry.what, entry.note) for entry in contacts.of(Workspace(folder), slug)]


def whose(folder):
    """Who belongs to whom."""
    return {facts.name: facts.owner for facts in people.read(Workspace(folder)).everyone}


def organising(folder):
    """Bo and Eva have each begun to organise in their clone, with a person each."""
    cloned(folder, *ADDRESSES)
    for name, email in ADDRESSES.items():
        git(folder / name, "config", "user.email", email)
        git(folder / name, "config", "user.name", name)
    two, three = folder / "two", folder / "three"
    prepared(two, "Sigrid Lund", "Bo Krag", email_of("Sigrid"), *theirs("Bo Krag", ADDRESSES["two"]))
    prepared(three, "Kim Dahl", "Eva Lund", email_of("Kim"), *theirs("Eva Lund", ADDRESSES["three"]))
    for place in (two, three):
        commit(place)


@pytest.fixture
def three(once):
    """Maja's clone, Bo's and Eva's, and Danish as in the command before."""
    folder = once(organising)
    language.activate("da")
    return tuple(folder / name for name in ADDRESSES)


def shared(folders):
    """All of them pull from all others."""
    for folder in folders:
        for other in folders:
            if other != folder:
                pull(folder, other)


def test_each_adds_themselves_and_everything_merges(three):
    """Two who begin to organise at the same time, each in a clone, are both there afterwards."""
    shared(three)
    expected = {"Jonas Østergård": "maja-holm", "Sigrid Lund": "bo-krag", "Kim Dahl": "eva-lund"}
    for folder in three:
        found = whose(folder)
        assert {name: found[name] for name in expected} == expected
        assert people.read(Workspace(folder)).problems == []


@pytest.mark.parametrize(
    ("clone", "own", "others"),
    [
        ("one", "jonas-oestergaard", ["sigrid-lund", "kim-dahl"]),
        ("two", "sigrid-lund", ["jonas-oestergaard", "kim-dahl"]),
        ("three", "kim-dahl", ["jonas-oestergaard", "sigrid-lund"]),
    ],
)
def test_nobody_writes_in_anothers_name(three, capfd, clone, own, others):
    """Git itself says whose clone it is; each prints the mails of their own people and no other."""
    shared(three)
    folder = next(folder for folder in three if folder.name == clone)
    capfd.readouterr()
    assert app.run(["mail", own, "-w", str(folder)]) == 0
    assert f"<{ADDRESSES[clone]}>" in capfd.readouterr().out.partition("To:")[0]
    for other in others:
        assert app.run(["mail", other, "-w", str(folder)]) == 2
        assert capfd.readouterr().out == ""


def test_the_hint_says_who_somebody_said_they_are(three, tmp_path, capfd):
    """To record that it went says ``--as`` where that was said; where no email goes, none lies anywhere."""
    one = three[0]
    capfd.readouterr()
    assert app.run(["mail", "jonas", "-w", str(one), "--as", "maja"]) == 0
    assert "netinvite mail jonas-oestergaard --sent --as maja" in " ".join(capfd.readouterr().err.split())
    shared(three)
    bos = ["mail", "--all", "-w", str(three[1]), "--as", "bo-krag", "--output", f"{tmp_path / 'out'}/"]
    for count, state in ((0, ["--state", "invited"]), (1, [])):
        capfd.readouterr()
        app.run([*bos, *state])
        assert capfd.readouterr().err.count("ligger i") == count


def test_each_sees_their_own(three, capfd):
    """With --mine."""
    shared(three)
    for folder, slug in zip(three, ("jonas-oestergaard", "sigrid-lund", "kim-dahl"), strict=True):
        capfd.readouterr()
        assert app.run(["status", "--mine", "--json", "-w", str(folder)]) == 0
        found = json.loads(capfd.readouterr().out)["people"]
        assert slug in {one["id"] for one in found} and len({one["owner"] for one in found}) == 1


def test_work_on_different_people_merges_without_a_conflict(three):
    """One records, another takes over, a third forgets; afterwards all three have the same."""
    shared(three)
    one, two, three_ = three
    assert app.run(["log", "jonas", "no-answer", "-w", str(one)]) == 0
    assert app.run(["prepare", "kim", "--take-over", "--no-input", "-w", str(two)]) == 0
    assert app.run(["forget", "sigrid", "--yes", "--confirm", "Sigrid Lund", "-w", str(three_)]) == 0
    for folder in three:
        commit(folder)
    shared(three)
    for folder in three:
        found = whose(folder)
        assert found["Kim Dahl"] == "bo-krag" and "Sigrid Lund" not in found
        assert recorded(folder) == [("maja-holm", "no-answer", "")]


def test_a_conflict_in_an_organisers_file_stops_their_people_only(three, capfd):
    """The marks that git left are named with their file; others' mails go."""
    shared(three)
    one, two, _three = three
    for folder, phone in ((one, "11 11 11 11"), (two, "22 22 22 22")):
        file = folder / "organisers" / "bo-krag.toml"
        file.write_text(file.read_text("utf-8").replace("87 65 43 21", phone), encoding="utf-8")
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(one, two)
    capfd.readouterr()
    assert app.run(["mail", "jonas", "-w", str(one), "--as", "maja-holm"]) == 0
    capfd.readouterr()
    assert app.run(["mail", "sigrid", "-w", str(one), "--as", "maja-holm"]) == 1
    told = capfd.readouterr()
    assert told.out == "" and "organisers/bo-krag.toml" in told.err


# What lies in git ---------------------------------------------------------------------------------

LOOKING = (
    ["mail", "jonas", "--as", "maja-holm"],
    ["pitch", "jonas"],
    ["interview", "jonas", "--guide"],
    ["check"],
    ["status"],
    ["today"],
)


def changed(folder):
    """What git would commit."""
    return git(folder, "status", "--porcelain").splitlines()


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_looking_changes_nothing_that_git_carries(three, words):
    """In a clone that never wrote those texts, and after the network has got a new need."""
    one, two, _three = three
    app.run(["prepare", "sigrid", "-w", str(two), "--no-input", '--set=reflection.covers=["dans"]'])
    commit(two)
    pull(one, two)
    # The rules may find something.
    assert app.run([*words, "-w", str(one)]) in (0, 1)
    assert changed(one) == []


def test_one_who_looks_and_one_who_prepares(three):
    """Whoever looked at somebody else's person has nothing to join."""
    one, two, _three = three
    app.run(["prepare", "sigrid", "-w", str(two), "--no-input", '--set=reflection.covers=["dans"]'])
    for words in LOOKING:
        app.run([*words, "-w", str(two)])
    commit(two)
    assert (
        app.run(["prepare", "jonas", "-w", str(one), "--no-input", "--set=reflection.motive=Savner os"]) == 0
    )
    commit(one)
    pull(one, two)
    assert changed(one) == []


SETTINGS = ("--set=reflection.motive=Han savner nogen", "--set=person.greeting=Hej Jonas")


def answered_by_both(one, two):
    """Each changes another answer about Jonas, and git joins answers and texts."""
    for folder, setting in zip((one, two), SETTINGS, strict=True):
        assert app.run(["prepare", "jonas", "-w", str(folder), "--no-input", setting]) == 0
        commit(folder)
    pull(one, two)


def test_what_git_joins_is_nobodys_edit(clones, capfd):
    """Both answers stand in the texts, and these are written anew when an answer changes."""
    one, two = clones
    answered_by_both(one, two)
    capfd.readouterr()
    for words in (["mail", "jonas"], ["pitch", "jonas"], ["interview", "jonas", "--guide"]):
        assert app.run([*words, "-w", str(one)]) == 0
        said = capfd.readouterr()
        assert "rettet i hånden" not in said.err
    assert "Hej Jonas" in (one / "people/jonas-oestergaard/invitation.txt").read_text("utf-8")
    assert "Han savner nogen" in said.out
    app.run(["prepare", "jonas", "-w", str(two), "--no-input", "--set=person.greeting=Kære ven"])
    app.run(["prepare", "jonas", "-w", str(one), "--no-input", "--set=person.greeting=Kære ven"])
    assert "Kære ven" in (one / "people/jonas-oestergaard/invitation.txt").read_text("utf-8")


def test_a_text_that_git_joined_is_written_anew_where_nobody_looked(clones):
    """The very next thing is another answer."""
    one, two = clones
    answered_by_both(one, two)
    app.run(["prepare", "jonas", "-w", str(one), "--no-input", "--set=reflection.motive=Noget andet"])
    guide = (one / "people/jonas-oestergaard/conversation.md").read_text("utf-8")
    assert "Noget andet" in guide and "Han savner nogen" not in guide


@pytest.mark.parametrize("side", ["--ours", "--theirs"])
def test_either_side_of_a_text_is_nobodys_edit(clones, capfd, side):
    """Where git could not join a text, whichever is chosen follows the answers from then on; the record
    itself is joined."""
    one, two = clones
    for folder, greeting in ((one, "Hej Jonas"), (two, "Kære ven")):
        app.run(["prepare", "jonas", "-w", str(folder), "--no-input", f"--set=person.greeting={greeting}"])
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(one, two)
    theirs = git(one, "diff", "--name-only", "--diff-filter=U").split()
    assert sorted(theirs) == [
        f"people/jonas-oestergaard/{name}" for name in ("answers.toml", "invitation.txt")
    ]
    git(one, "checkout", "--ours", theirs[0])
    git(one, "checkout", side, theirs[1])
    commit(one)
    capfd.readouterr()
    assert app.run(["mail", "jonas", "-w", str(one)]) == 0
    said = capfd.readouterr()
    assert "Hej Jonas" in said.out and "rettet i hånden" not in said.err


def test_whoever_was_forgotten_elsewhere_leaves_no_folder(clones):
    """What each copy makes for itself goes at the next run that writes, and the place is free."""
    one, two = clones
    app.run(["mail", "jonas", "-w", str(one)])
    assert app.run(["forget", "jonas", "-w", str(two), "--yes", "--confirm", "Jonas Østergård"]) == 0
    commit(two)
    pull(one, two)
    prepare(one, "Åse Berg")
    assert not (one / "people/jonas-oestergaard").exists()


def attributes(folder):
    return (folder / ".gitattributes").read_text("utf-8")


def test_what_git_is_told_is_said_once(clones):
    """Below what stands there already, and in no folder without git."""
    one, two = clones
    (one / ".gitattributes").write_text("*.md diff=markdown", "utf-8")
    for surname in ("Berg", "Vang"):
        prepare(one, f"Åse {surname}")
        prepare(two, f"Bo {surname}")
    assert attributes(one) == f"*.md diff=markdown\n\n{attributes(two)}"
    assert attributes(two).count("merge=union") == 1


def test_what_somebody_says_otherwise_to_git_stays(clones):
    """A line that was taken out of force is not written anew."""
    one, _two = clones
    otherwise = "# people/*/.drafts merge=union\n"
    (one / ".gitattributes").write_text(otherwise, "utf-8")
    prepare(one, "Åse Berg")
    assert attributes(one) == otherwise


def test_without_git_there_is_no_such_file(tmp_path):
    """A folder that is no repository gets none."""
    prepare(tmp_path / "net", "Jonas Østergård")
    assert not (tmp_path / "net/.gitattributes").exists()


# What is recorded ---------------------------------------------------------------------------------


def log(folder, *words, slug="jonas-oestergaard", sits=""):
    """Record something, as whoever's clone it is."""
    sits = ("--as", sits) if sits else ()
    assert app.run(["log", slug, *words, *sits, "-w", str(folder)]) == 0


def without_marks(file):
    """Take git's marks out, and nothing else."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line[:7] not in ("<<<<<<<", "=======", ">>>>>>>")]
    file.write_text("".join(kept), "utf-8")


def test_two_who_record_something_about_one_person(three):
    """Git asks nothing, both entries are there, and no answer was touched."""
    shared(three)
    one, two, _three = three
    before = (one / "people/jonas-oestergaard/answers.toml").read_bytes()
    log(one, "no-answer", "--note", "bortrejst")
    log(two, "talked", "--note", "ringer fredag")
    for folder in (one, two):
        commit(folder)
    shared((one, two))
    for folder in (one, two):
        assert recorded(folder) == [
            ("bo-krag", "talked", "ringer fredag"),
            ("maja-holm", "no-answer", "bortrejst"),
        ]
        assert (folder / "people/jonas-oestergaard/answers.toml").read_bytes() == before
        assert people.read(Workspace(folder)).problems == []


def test_one_who_takes_over_and_one_who_records(three):
    """The other way round as well, with a note of before in the answers."""
    shared(three)
    one, two, _three = three
    assert app.run(["prepare", "jonas", "--take-over", "--no-input", "-w", str(two)]) == 0
    log(two, "no-answer")
    log(one, "message")
    for folder in (one, two):
        commit(folder)
    shared((one, two))
    for folder in (one, two):
        assert whose(folder)["Jonas Østergård"] == "bo-krag"
        assert sorted(what for _by, what, _note in recorded(folder)) == ["", "message", "no-answer"]


def talked(folder, *more):
    """Record a conversation with Jonas, as whoever's clone it is."""
    more = ("--set=conversation.referrals=", *more)
    assert app.run(["interview", "jonas", "-w", str(folder), "--answers", TALK, "--no-input", *more]) == 0


def talks(folder):
    """Who had a conversation with Jonas, and what followed, as they were noted."""
    [facts] = [one for one in people.read(Workspace(folder)).everyone if one.id == "jonas-oestergaard"]
    return [(talk.by, talk.next_step) for talk in facts.talks]


def test_two_who_had_a_conversation_with_one_person(three, monkeypatch):
    """Git asks nothing, both are there in the order in which they were noted, and no answer was touched."""
    shared(three)
    one, two, _three = three
    before = (one / "people/jonas-oestergaard/answers.toml").read_bytes()
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-25T12:05")
    talked(one, "--set=conversation.next=Maja ringer")
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-25T12:10")
    talked(two, "--set=conversation.next=Bo ringer")
    for folder in (one, two):
        commit(folder)
    shared((one, two))
    for folder in (one, two):
        assert talks(folder) == [("maja-holm", "Maja ringer"), ("bo-krag", "Bo ringer")]
        assert (folder / "people/jonas-oestergaard/answers.toml").read_bytes() == before
        assert people.read(Workspace(folder)).problems == []


def test_ones_own_conversation_is_changed_and_nobody_elses(three, monkeypatch, capfd):
    """Whichever file it stands in."""
    shared(three)
    one, two, _three = three
    talked(one, "--set=conversation.next=Maja ringer")
    commit(one)
    pull(two, one)
    words = ("--last", "--set=conversation.next=Bo ringer", "--no-input")
    assert app.run(["interview", "jonas", "-w", str(two), *words]) == 2
    assert app.run(["interview", "jonas", "-w", str(one), *words]) == 0
    assert talks(one) == [("maja-holm", "Bo ringer")] and talks(two) == [("maja-holm", "Maja ringer")]


def test_one_who_takes_over_and_one_who_has_a_conversation(three):
    """The note of the one and the conversation of the other stand in files of their own."""
    shared(three)
    one, two, _three = three
    assert app.run(["prepare", "jonas", "--take-over", "--no-input", "-w", str(two)]) == 0
    talked(one)
    for folder in (one, two):
        commit(folder)
    shared((one, two))
    for folder in (one, two):
        assert whose(folder)["Jonas Østergård"] == "bo-krag"
        assert [by for by, _next in talks(folder)] == ["maja-holm"]
        assert recorded(folder) == [("bo-krag", "", "Overtaget fra Maja Holm.")]


@pytest.mark.parametrize("side", ["--ours", "--theirs"])
def test_a_text_that_one_edited_while_another_took_over(three, capfd, side):
    """Git asks which is to stand; the one that was edited goes nowhere before the new owner has looked at
    it, however it is signed."""
    shared(three)
    one, two, _three = three
    file = "people/jonas-oestergaard/invitation.txt"
    text = (one / file).read_text("utf-8").replace("Maja Holm", "Maja").replace("Ellers", "Hvis ikke")
    (one / file).write_text(text, "utf-8")
    assert app.run(["prepare", "jonas", "--take-over", "--no-input", "-w", str(two)]) == 0
    for folder in (one, two):
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)
    git(two, "checkout", side, file)
    commit(two)
    capfd.readouterr()
    code = app.run(["mail", "jonas", "-w", str(two)])
    said = capfd.readouterr()
    assert (code == 0) == (side == "--ours") and ("From: Bo Krag" in said.out) == (code == 0)
    assert side == "--ours" or "netinvite edit jonas-oestergaard mail" in said.err


def test_entries_of_one_minute_are_in_one_order_in_every_copy(three):
    """Whoever pulled from whom."""
    shared(three)
    for folder, what in zip(three, ("no-answer", "talked", "message"), strict=True):
        log(folder, what)
        commit(folder)
    shared(three)
    found = [recorded(folder) for folder in three]
    assert found[0] == found[1] == found[2]
    assert [by for by, _what, _note in found[0]] == ["bo-krag", "eva-lund", "maja-holm"]


def test_what_one_took_back_does_not_come_back(three):
    """Though the other recorded something meanwhile."""
    shared(three)
    one, two, _three = three
    log(one, "talked")
    commit(one)
    pull(two, one)
    log(one, "--undo")
    log(two, "no-answer")
    for folder in (one, two):
        commit(folder)
    shared((one, two))
    assert recorded(one) == recorded(two) == [("bo-krag", "no-answer", "")]


def test_a_name_that_one_forgot_does_not_come_back(three):
    """Out of the notes of everyone, whoever recorded something meanwhile."""
    shared(three)
    one, two, three_ = three
    log(one, "talked", "--note", "Sigrid Lund kender ham")
    commit(one)
    for folder in (two, three_):
        pull(folder, one)
    assert app.run(["forget", "sigrid", "--yes", "--confirm", "Sigrid Lund", "-w", str(three_)]) == 0
    log(two, "no-answer")
    for folder in (two, three_):
        commit(folder)
    pull(two, three_)
    assert recorded(two)[-1] == ("maja-holm", "talked", "nogen kender ham")
    logs = (two / "people/jonas-oestergaard/log").iterdir()
    assert "Sigrid" not in "".join(file.read_text("utf-8") for file in logs)


def own_file(folder, by="maja-holm"):
    """Where somebody recorded something with Jonas in this copy."""
    [file] = (folder / "people/jonas-oestergaard/log").glob(f"{by}.*")
    return file


@pytest.mark.parametrize("attribute", ["", "people/*/log/* merge=union\n"])
def test_why_git_is_not_told_to_keep_the_lines_of_both(three, attribute):
    """A name that was forgotten would be there again, where whoever noted it notes something more."""
    shared(three)
    one, two, _three = three
    log(one, "talked", "--note", "Sigrid Lund kender ham")
    (one / ".gitattributes").write_text(attribute, "utf-8")
    commit(one)
    pull(two, one)
    assert app.run(["forget", "sigrid", "--yes", "--confirm", "Sigrid Lund", "-w", str(two)]) == 0
    log(one, "no-answer")
    for folder in (one, two):
        commit(folder)
    if attribute:
        pull(one, two)
        assert "Sigrid Lund kender ham" in own_file(one).read_text("utf-8")
    else:
        with pytest.raises(subprocess.CalledProcessError):
            pull(one, two)
        assert app.run(["status", "-w", str(one)]) == 1


def test_two_clones_of_one_organiser(three):
    """Each is a copy with a file of its own: git asks nothing, and nothing is doubled; what was recorded last
    can be taken back in either."""
    one, two, _three = three
    shared(three)
    log(one, "no-answer", "--date", "2026-11-25 11:00")
    talked(one, "--set=conversation.next=Fra den ene")
    log(two, "talked", sits="maja-holm")
    talked(two, "--set=conversation.next=Fra den anden", "--as=maja-holm")
    for folder in (one, two):
        assert not [line for line in changed(folder) if ".copy-id" in line]
        commit(folder)
    shared((one, two))
    assert recorded(one) == recorded(two) == [("maja-holm", "no-answer", ""), ("maja-holm", "talked", "")]
    assert talks(one) == talks(two)
    assert {said for _by, said in talks(one)} == {"Fra den ene", "Fra den anden"}
    log(one, "--undo")
    assert len(recorded(one)) == 2 and len(talks(one)) == 1


def taken_back_in_each(one, two, sits=""):
    """What is left of what was recorded with Jonas, once each clone took one thing back, by notes."""
    left = []
    for folder in (one, two):
        log(folder, "--undo", sits=sits)
        left.append([note for _by, _what, note in recorded(folder)])
    return left


@pytest.mark.parametrize("first", ["fra den ene", "fra den anden"])
def test_of_one_minute_both_clones_take_back_the_same(three, first):
    """One organiser records in two clones in one minute: each takes back what both show last."""
    one, two, _three = three
    shared(three)
    notes = sorted(["fra den ene", "fra den anden"], key=lambda note: note != first)
    for folder, note in zip((one, two), notes, strict=True):
        log(folder, "--note", note, sits="maja-holm")
        commit(folder)
    shared((one, two))
    shown = [note for _by, _what, note in recorded(one)]
    assert len(shown) == 2 and taken_back_in_each(one, two, "maja-holm") == [shown[:1], shown[:1]]


@pytest.mark.parametrize("first", ["fra den ene", "fra den anden"])
def test_of_one_minute_that_each_clone_joins_both_take_back_the_same(clones, first):
    """One organises alone, in two clones, and each puts in order what git left of the other one's file."""
    one, two = clones
    notes = sorted(["fra den ene", "fra den anden"], key=lambda note: note != first)
    for folder, note in zip((one, two), notes, strict=True):
        for words in (note, f"{note}, og mere"):
            log(folder, "--note", words)
        commit(folder)
        git(folder, "tag", "before")
    for folder, other in ((one, two), (two, one)):
        with pytest.raises(subprocess.CalledProcessError):
            git(folder, "pull", "--no-rebase", "--no-edit", str(other), "refs/tags/before")
        settle(Workspace(folder), JONAS, "da")
    shown = [note for _by, _what, note in recorded(one)]
    assert len(shown) == 4 and {*shown[:2]} == {*notes}
    assert taken_back_in_each(one, two) == [shown[:3], shown[:3]]
    assert recorded(one) == recorded(two)


def test_a_conversation_that_was_begun_in_another_copy_is_gone_on_with(three):
    """Where it stands, as long as nothing of it is recorded in this copy."""
    one, two, _three = three
    shared(three)
    log(one, "talked")
    place = Workspace(one)
    place.update(
        own_file(one), {("conversation", 0, "view"): "Halvt", ("conversation", 0, "by"): "maja-holm"}
    )
    commit(one)
    pull(two, one)
    there = Workspace(two)
    there.by = "maja-holm"
    log(two, "no-answer", sits="maja-holm")
    opened = Interview.open(there, "da", there.find("jonas"))
    assert opened.walk.answers["conversation.view"] == "Halvt" and opened.file.name == own_file(one).name


@pytest.mark.parametrize("name", ["a folder", "empty", "a path", "a link to itself"])
def test_a_copys_name_that_is_none_stops_nobody(three, name):
    """What is recorded stands in the organiser's file then, as without git."""
    one = three[0]
    shared(three)
    file = one / ".copy-id"
    {
        "a folder": file.mkdir,
        "empty": file.touch,
        "a path": lambda: file.write_text("../../x", "utf-8"),
        "a link to itself": lambda: file.symlink_to(file),
    }[name]()
    log(one, "no-answer")
    assert own_file(one).name == "maja-holm.toml"


def test_a_folder_of_before_keeps_its_copys_name_to_itself(clones):
    """The line is added once to what somebody keeps out of git already; one that was taken out of force stays
    so."""
    one, two = clones
    for folder, text in ((one, "*.bak\n"), (two, "# .copy-id\n")):
        (folder / ".gitignore").write_text(text, "utf-8")
        found = {joining.copy_id(folder) for _time in range(2)}
        assert len(found) == 1 and len(found.pop()) == 6
    assert (one / ".gitignore").read_text("utf-8") == "*.bak\n.copy-id\n"
    assert (two / ".gitignore").read_text("utf-8") == "# .copy-id\n"


def test_marks_in_a_log_stop_that_person_only(three, capfd):
    """The file is named, with what to do."""
    shared(three)
    one, _two, _three = three
    log(one, "talked")
    file = own_file(one)
    file.write_text(f"<<<<<<< HEAD\n{file.read_text('utf-8')}=======\n>>>>>>> x\n", "utf-8")
    capfd.readouterr()
    assert app.run(["status", "-w", str(one)]) == 1
    said = capfd.readouterr()
    assert f"log/{file.name}" in said.err and "<<<<<<<, =======" in said.err
    assert "Sigrid Lund" in said.out and "Jonas" not in said.out
    assert app.run(["log", "jonas", "no-answer", "-w", str(one)]) == 1
    assert app.run(["prepare", "kim", "-w", str(one), "--take-over", "--as", "maja", "--no-input"]) == 0
    for words in ((), ("--sent",), ("--copy",), ("--output", str(one.parent / "x.eml"))):
        capfd.readouterr()
        assert app.run(["mail", "jonas", *words, "-w", str(one), "--as", "maja"]) == 1
        said = capfd.readouterr()
        assert not said.out and f"{file.name}, linje 1" in said.err and "<<<<<<<, =======" in said.err
    assert app.run(["mail", "kim", "-w", str(one), "--as", "maja"]) == 0


def test_what_is_recorded_of_somebody_forgotten_elsewhere_is_named(three, capfd):
    """Git keeps the new file where the other clone took the folder away; it can be forgotten."""
    shared(three)
    one, two, _three = three
    assert app.run(["forget", "jonas", "--yes", "--confirm", "Jonas Østergård", "-w", str(one)]) == 0
    log(two, "talked")
    for folder in (one, two):
        commit(folder)
    pull(one, two)
    capfd.readouterr()
    assert app.run(["status", "-w", str(one)]) == 1
    err = capfd.readouterr().err
    assert "people/jonas-oestergaard/answers.toml" in err and "Fjern mappen" in err
    shutil.rmtree(one / "people/jonas-oestergaard")
    assert app.run(["status", "-w", str(one)]) == 0


def test_what_the_one_who_left_did_meanwhile_is_found_and_let_go(three, capfd):
    """Bo records and prepares in his clone while Maja lets him leave in hers: the list names what came back,
    with the command that takes it over and takes the name out."""
    shared(three)
    one, two, _three = three
    log(two, "no-answer")
    commit(two)
    pull(one, two)
    forget = ("forget", "--organiser", "bo-krag", "--to", "maja-holm", "--yes", "--confirm")
    assert app.run([*forget, "Bo Krag", "-w", str(one)]) == 0
    log(two, "talked", "--note", "ringer fredag")
    talked(two, "--set=conversation.next=Bo ringer")
    prepared(two, "Ida Dam", "bo-krag", email_of("Ida"), *theirs("Bo Krag", ADDRESSES["two"]))
    for folder in (one, two):
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(one, two)
    left = git(one, "diff", "--name-only", "--diff-filter=U").split()
    assert left == [f"people/jonas-oestergaard/log/{own_file(two, 'bo-krag').name}"]
    commit(one)
    capfd.readouterr()
    assert app.run(["status", "-w", str(one)]) == 1
    err = capfd.readouterr().err
    assert left[0] in err and "ida-dam/answers.toml" in err
    assert err.count("forget --organiser bo-krag") == 1
    assert app.run([*forget, "bo-krag", "-w", str(one)]) == 0
    capfd.readouterr()
    assert app.run(["status", "-w", str(one)]) == 0
    assert "bo-krag" not in capfd.readouterr().err and not (one / left[0]).exists()
    assert [one for one in recorded(one) if one[1]] == [
        ("someone", "no-answer", ""),
        ("someone", "talked", "ringer fredag"),
    ]
    assert talks(one) == [("someone", "Bo ringer")]
    assert whose(one)["Ida Dam"] == "maja-holm"
    assert app.run(["mail", "ida", "-w", str(one), "--as", "maja-holm"]) == 0


# Who went and who came ----------------------------------------------------------------------------


SETTING = ("config merge.renames false", "config pull.twohead recursive")


def one_forgets_and_one_notes(one, two):
    """One forgets Jonas and prepares somebody new with like answers; the other notes something private."""
    app.run(["forget", "jonas", "--yes", "--confirm", "Jonas Østergård", "-w", str(one)])
    prepare(one, "Åse Berg")
    app.run(
        [
            "prepare",
            "jonas",
            "-w",
            str(two),
            "--no-input",
            "--set=reflection.motive=Han vil væk fra sin stilling",
        ]
    )
    for folder in (one, two):
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)


def holding(folder):
    """The files of somebody new in which the private note stands."""
    found = (folder / "people/aase-berg").rglob("*.*")
    return [file.name for file in found if file.is_file() and "sin stilling" in file.read_text("utf-8")]


def test_nobody_gets_lines_of_somebody_who_was_forgotten(clones):
    """With the setting that is told of, git asks what is to become of the forgotten person's files."""
    one, two = clones
    for words in SETTING:
        git(two, *words.split())
    one_forgets_and_one_notes(one, two)
    assert holding(two) == []
    conflicts = set(git(two, "diff", "--name-only", "--diff-filter=U").split())
    assert {path.split("/")[1] for path in conflicts} == {"jonas-oestergaard"}


def test_no_file_of_the_repository_can_say_so(clones):
    """Why it has to be said to each: whatever attributes the texts have, git takes one for the other."""
    one, two = clones
    for folder in (one, two):
        (folder / ".gitattributes").write_text("people/** -diff -merge\n", "utf-8")
        commit(folder)
    pull(two, one)
    one_forgets_and_one_notes(one, two)
    assert "conversation.md" in holding(two)


def test_the_setting_is_told_of_until_it_is_made(three, capfd):
    """To whoever forgets somebody, and where several organise with the list."""
    shared(three)
    one, _two, _three = three
    app.run(["forget", "kim", "--yes", "--confirm", "Kim Dahl", "-w", str(one)])
    assert f"git {SETTING[0]}" in capfd.readouterr().err
    for words in SETTING:
        assert app.run(["status", "-w", str(one)]) == 0
        assert f"git {words}" in capfd.readouterr().err
        git(one, *words.split())
    assert app.run(["status", "-w", str(one)]) == 0
    app.run(["forget", "sigrid", "--yes", "--confirm", "Sigrid Lund", "-w", str(one)])
    assert "merge.renames" not in capfd.readouterr().err


def test_two_new_needs(three):
    """A need stands on a line of its own: of git's marks nothing but the marks has to go."""
    shared(three)
    one, two, _three = three
    for folder, slug, need in ((one, "jonas", "dans"), (two, "sigrid", "både")):
        covers = f'--set=reflection.covers=["{need}"]'
        assert app.run(["prepare", slug, "--no-input", covers, "-w", str(folder)]) == 0
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(one, two)
    assert git(one, "diff", "--name-only", "--diff-filter=U").split() == ["network.toml"]
    without_marks(one / "network.toml")
    found = people.read(Workspace(one))
    assert found.problems == []
    assert {"dans", "både"} <= {name for name, _kind in found.needs}


def test_marks_in_a_record_of_before_make_nobody_an_editor(clones, capfd):
    """The texts are what the answers give, and that is enough; git's marks in a text are named."""
    one, _two = clones
    folder = one / "people/jonas-oestergaard"
    (folder / ".drafts").unlink()
    (folder / ".drafts.json").write_text('<<<<<<< HEAD\n{"a": 1}\n=======\n{}\n>>>>>>> x\n', "utf-8")
    for words in (["mail", "jonas"], ["pitch", "jonas"], ["interview", "jonas", "--guide"]):
        capfd.readouterr()
        assert app.run([*words, "-w", str(one)]) == 0
        assert "rettet i hånden" not in capfd.readouterr().err
    text = (folder / "pitch.md").read_text("utf-8")
    marked = f"<<<<<<< HEAD\n{text}=======\n{text}Og mere.\n>>>>>>> x\n"
    (folder / "pitch.md").write_text(marked, "utf-8")
    assert app.run(["pitch", "jonas", "-w", str(one)]) == 1
    assert "pitch.md" in (said := capfd.readouterr().err) and "<<<<<<<, =======" in said


JONAS, WHY = "jonas-oestergaard", "reflection.why"
SIGRID = "sigrid-lund"
SAID = "du og jeg er vokset op sammen"


def changed_elsewhere(one, two, merged):
    """Bo takes Jonas over and sends him a first email; Maja, who does not know yet, says why she asks him."""
    shared((one, two))
    assert app.run(["prepare", JONAS, "-w", str(two), "--take-over", "--as", "bo-krag", "--no-input"]) == 0
    assert mailed(two) == 0
    commit(two)
    setting = f"--set={WHY}={SAID}"
    assert app.run(["prepare", JONAS, "-w", str(one), "--as", "maja", "--no-input", setting]) == 0
    if merged == "answers":
        # What git leaves where the texts lie apart from each other.
        folder = one / "people" / JONAS
        git(one, "checkout", "--", *(str(folder / name) for name in ("pitch.md", "invitation.txt")))
    commit(one)
    try:
        pull(two, one)
    except subprocess.CalledProcessError:
        for name in git(two, "diff", "--name-only", "--diff-filter=U").split():
            git(two, "checkout", "--ours", name)
        commit(two)
    assert SAID in (two / "people" / JONAS / "answers.toml").read_text("utf-8")
    if merged == "joined":
        # What git made of the texts of both is what the answers of both give.
        place = Workspace(two)
        text = Preparation.of(place, place.person(JONAS)).render("invitation")
        (two / "people" / JONAS / "invitation.txt").write_text(text, encoding="utf-8")
        assert SAID in " ".join(text.split()) and drafts.look(place, JONAS, "invitation").edited


def mailed(folder, *words):
    return app.run(["mail", JONAS, "-w", str(folder), "--as", "bo-krag", *(words or ("--format", "text"))])


@pytest.mark.parametrize("merged", ["texts", "answers", "joined"])
def test_what_another_one_answered_goes_nowhere_unseen(three, tmp_path, capfd, merged):
    """In the owner's name it would say another's words; what looks at it lets it go."""
    one, two, _three = three
    changed_elsewhere(one, two, merged)
    text = two / "people" / JONAS / "invitation.txt"
    before = text.read_bytes()
    for words in ((), ("--output", str(tmp_path / "x.eml")), ("--open",), ("--copy",)):
        capfd.readouterr()
        assert mailed(two, *words) == 2
        said = capfd.readouterr()
        assert not said.out and "er ændret, siden du så mailen" in " ".join(said.err.split())
        assert f"netinvite edit {JONAS} mail" in said.err
    assert app.run(["mail", "--all", "-w", str(two), "--as", "bo-krag", "-f", "mbox"]) == 1
    said = capfd.readouterr()
    assert SAID not in said.out and f"{JONAS}: Svar om" in said.err
    # Looking at the pitch, or at who is there, is not looking at the email.
    for words in (["pitch", JONAS], ["status"], ["check", JONAS], ["log", JONAS, "no-answer"]):
        app.run([*words, "-w", str(two)])
    assert f"netinvite edit {JONAS} mail" in capfd.readouterr().err
    assert mailed(two) == 2 and text.read_bytes() == before
    terminal = Terminal(["edit", JONAS, "mail", "--as", "bo-krag", "-w", str(two)], tmp_path, rows=60)
    # Which of them it is, by whom, and where it stands.
    terminal.wait("Ændret, siden du så mailen: ”Hvorfor netop denne person?” (af Maja,", "du og jeg")
    screen = terminal.screen
    bold = {row for row in range(60) if any(cell.bold for cell in screen.buffer[row].values())}
    assert [row for row in bold if "vokset op sammen" in screen.display[row]]
    terminal.send("\r")
    assert terminal.end() == 0
    capfd.readouterr()
    assert mailed(two) == 0 and SAID in " ".join(capfd.readouterr().out.split())
    assert mailed(two) == 0


def test_what_another_one_answered_is_named_line_by_line_and_once(three, tmp_path):
    """Above the email; who changed what is not committed git does not know; once looked at, nothing has."""
    two = three[1]
    bos(two)
    place = Workspace(two)
    changes = {("person", "met"): "Vi mødtes i maj.", ("contact", "minutes"): "30"}
    place.update(place.answers_file(JONAS), changes)
    said = []
    for _again in range(2):
        terminal = Terminal(["edit", JONAS, "mail", "--plain", "--as", "bo-krag", "-w", str(two)], tmp_path)
        terminal.wait("Gem teksterne")
        terminal.send("1\r")
        assert terminal.end() == 0
        said.append(" ".join(terminal.raw.decode().split()))
    assert "Ændret, siden du så mailen: ”" in said[0] and "siger git" not in said[0]
    named = said[0].partition("Ændret, siden du så mailen: ")[2].partition(". ")[0]
    assert named.count("”") == 4 and "mødt" in named, named
    assert "Ændret, siden" not in said[1] and mailed(two) == 0


def test_ones_own_answers_and_the_networks_hold_nothing(three, tmp_path, capfd):
    """What the owner answers, and what all say together, is as ever; but an answer that is given without
    asking is no look at what waits already."""
    one, two, _three = three
    changed_elsewhere(one, two, "texts")
    prepare = ["prepare", JONAS, "-w", str(two), "--as", "bo-krag", "--no-input"]
    assert app.run([*prepare, f"--set={WHY}=du kender alle der"]) == 0 and mailed(two) == 2
    terminal = Terminal(["edit", JONAS, "mail", "--as", "bo-krag", "-w", str(two)], tmp_path, rows=60)
    terminal.wait("Kære Jonas")
    terminal.send("\r")
    assert terminal.end() == 0 and mailed(two) == 0
    assert app.run([*prepare[:4], "--no-input", f"--set={WHY}=du kender dem der"]) == 0 and mailed(two) == 0
    purpose = "at færre unge i Nordby er alene"
    place = Workspace(two)
    place.update(place.network_file, {("network", "purpose"): purpose})
    place.update(place.organiser_file("bo-krag"), {("organiser", "motivation"): "Det betyder noget for mig."})
    capfd.readouterr()
    assert mailed(two) == 0 and "Nordby" in capfd.readouterr().out


def cloned_anew(folder, tmp_path):
    """What Bo has after cloning his own copy: all that git carries."""
    commit(folder)
    tmp_path.mkdir(exist_ok=True)
    git(tmp_path, "clone", str(folder), "anew")
    anew = tmp_path / "anew"
    git(anew, "config", "user.email", "bo.krag@example.org")
    # As whoever works there finds it after the first command.
    anew.chmod(0o700)
    return anew


def bos(two):
    """Jonas is Bo's, who has prepared him to the end."""
    prepared = ["prepare", JONAS, "-w", str(two), "--no-input"]
    assert app.run([*prepared, "--take-over"]) == 0
    assert app.run([*prepared, f"--set={WHY}=du kender alle"]) == 0


def test_what_its_owner_has_seen_goes_from_a_new_clone(three, tmp_path, capfd):
    """The shared record says so, of this very text and these answers; a deleted index is a new copy too."""
    two = three[1]
    bos(two)
    anew = cloned_anew(two, tmp_path)
    assert not [*anew.rglob(".index.json")]
    before = changed(anew)
    assert mailed(anew) == 0 and mailed(anew) == 0
    assert changed(anew) == before
    (two / "people" / JONAS / ".index.json").unlink()
    place = Workspace(two)
    place.update(place.network_file, {("network", "purpose"): "at færre unge i Nordby er alene"})
    capfd.readouterr()
    assert mailed(two) == 0 and "Nordby" in capfd.readouterr().out


@pytest.mark.parametrize("way", ["answer", "text", "never written"])
def test_what_nobody_is_known_to_have_seen_goes_nowhere_from_a_new_clone(three, tmp_path, capfd, way):
    """Another one's answer that was merged alone; a text of before; and none at all."""
    two = three[1]
    bos(two)
    folder, place = two / "people" / JONAS, Workspace(two)
    if way == "answer":
        place.update(place.answers_file(JONAS), {("reflection", "why"): f"Jeg spørger dig, fordi {SAID}."})
    elif way == "text":
        record = folder / ".drafts"
        lines = record.read_text("utf-8").splitlines(keepends=True)
        record.write_text("".join(line for line in lines if not line.startswith("seen")), encoding="utf-8")
    else:
        (folder / "invitation.txt").unlink()
    anew = cloned_anew(two, tmp_path)
    capfd.readouterr()
    for words in ((), ("--output", str(tmp_path / "x.eml"))):
        assert mailed(anew, *words) == 2
        said = capfd.readouterr()
        assert not said.out and f"netinvite edit {JONAS} mail" in said.err
        assert "kan denne kopi af mappen ikke vide" in " ".join(said.err.split()), said.err
    terminal = Terminal(["edit", JONAS, "mail", "--as", "bo-krag", "-w", str(anew)], tmp_path, rows=60)
    terminal.wait("Kære Jonas")
    terminal.send("\r")
    assert terminal.end() == 0
    assert mailed(anew) == 0
    again = cloned_anew(anew, tmp_path / "again")
    assert mailed(again) == 0


@pytest.mark.parametrize("left", ["deleted", "written"])
def test_what_an_older_copy_remembers_lets_nothing_of_anothers_go(three, tmp_path, capfd, left):
    """Maja's own copy wrote Jonas' email before Bo took him over unasked: every copy says the same."""
    one, two, _three = three
    assert app.run(["prepare", JONAS, "-w", str(one), "--no-input", f"--set={WHY}=du kender alle"]) == 0
    edited(one, "Mest af alt", "Helst af alt")
    committed(one)
    shared((one, two))
    assert app.run(["prepare", JONAS, "-w", str(two), "--take-over", "--no-input"]) == 0
    (two / "people" / JONAS / "invitation.txt").unlink()
    if left == "written":
        assert app.run(["prepare", JONAS, "-w", str(two), "--no-input"]) == 0
        assert (two / "people" / JONAS / "invitation.txt").exists()
    anew = cloned_anew(two, tmp_path)
    pull(one, two)
    said = set()
    for folder in (two, anew, one):
        for words in ((), ("--sent",), ("--output", str(tmp_path / "x.eml"))):
            capfd.readouterr()
            assert mailed(folder, *words) == 2, (folder, words)
            told = capfd.readouterr()
            assert not told.out
            said.add(told.err.partition(" --workspace")[0])
        capfd.readouterr()
        assert app.run(["log", JONAS, "sent", "-w", str(folder), "--as", "bo-krag"]) == 2
        said.add(capfd.readouterr().err.partition(" --workspace")[0])
    assert len(said) == 1 and f"netinvite edit {JONAS} mail" in said.pop()
    assert recorded(one)[-1][1] != "sent"


def test_what_its_owner_saw_in_another_clone_goes_from_this_one(three, tmp_path):
    """Though this one wrote the email of other answers: the shared record says so."""
    two = three[1]
    bos(two)
    anew = cloned_anew(two, tmp_path)
    place = Workspace(anew)
    place.update(place.answers_file(JONAS), {("reflection", "why"): f"Jeg spørger dig, fordi {SAID}."})
    terminal = Terminal(["edit", JONAS, "mail", "--as", "bo-krag", "-w", str(anew)], tmp_path, rows=60)
    terminal.wait("Kære Jonas")
    terminal.send("\r")
    assert terminal.end() == 0 and mailed(anew) == 0
    committed(anew)
    pull(two, anew)
    assert mailed(two) == 0


# Two versions of an answer -------------------------------------------------------------------------


def in_conflict(one, two):
    """Bo takes Jonas over, which moves answers into their fields; Maja changes two of them meanwhile."""
    shared((one, two))
    place = Workspace(two)
    preparation = Preparation.of(place, place.person(JONAS))
    place.by = "bo-krag"
    belonging.take_over(preparation, organisers.find(place, "bo-krag"))
    commit(two)
    settings = (f"--set={WHY}={SAID}", "--set=person.role=leder af værestedet i havnen")
    assert app.run(["prepare", JONAS, "-w", str(one), "--as", "maja", "--no-input", *settings]) == 0
    commit(one)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)
    file = place.answers_file(JONAS)
    assert "<<<<<<<" in file.read_text("utf-8")
    return place, file


def test_two_versions_of_an_answer_are_chosen_from(three, tmp_path, capfd):
    """Where both changed it, each of both is shown; what one alone changed is taken, and what both say stays;
    a list names the way."""
    one, two, _three = three
    place, file = in_conflict(one, two)
    code = app.run(["status", "-w", str(two)])
    said = " ".join(capfd.readouterr().err.split())
    assert code == 1 and "answers.toml, linje" in said and f"netinvite prepare {JONAS}" in said, said
    assert app.run(["prepare", JONAS, "-w", str(two), "--as", "bo-krag", "--no-input"]) == 1
    terminal = Terminal(["prepare", "jonas", "--as", "bo-krag", "-w", str(two)], tmp_path, rows=40)
    terminal.wait("(skal ses igennem)", "vokset op sammen")
    terminal.send("2\r")
    terminal.wait("Hvor godt kender I hinanden?")
    terminal.send("\x03")
    terminal.end()
    said = " ".join(terminal.text.split())
    assert "siger det, du valgte" in said and "leder af værestedet i havnen" not in said
    mine, theirs = said.partition("Kun ændret i den anden kopi")[::2]
    assert "Kun ændret i denne kopi" in mine and "Hvem hører personen til?" in mine
    assert "Hvad laver personen?" in theirs
    answers = place.read(file)
    assert SAID in answers["reflection"]["why"] and answers["person"]["owner"] == "bo-krag"
    assert answers["person"]["role"].startswith("leder af værestedet i havnen")
    assert "person.met" in answers["unfinished"] and WHY not in answers["unfinished"]


@pytest.mark.parametrize("done", ["", "added", "committed"])
def test_where_nobody_changed_the_same_answer_nothing_is_asked(clones, tmp_path, done):
    """Two that stand side by side, each changed by one; in a file that was added already, or committed with
    its marks, too."""
    one, two = clones
    met, email = "Vi mødtes i havnen.", "jonas.o@example.org"
    for folder, path, told in ((one, "met", met), (two, "email", email)):
        place = Workspace(folder)
        place.update(place.answers_file(JONAS), {("person", path): told})
        committed_by(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)
    if done:
        git(two, "add", "people")
    if done == "committed":
        commit(two)
    terminal = Terminal(["prepare", JONAS, "-w", str(two)], tmp_path, rows=40)
    terminal.wait("Gennemsyn")
    terminal.send("\x03")
    terminal.end()
    said = " ".join(terminal.text.split())
    assert "answers.toml er i orden igen" in said and "to udgaver" not in said
    person = place.read(place.answers_file(JONAS))["person"]
    assert (person["met"], person["email"]) == (met, email)


@pytest.mark.parametrize("taken_back", [False, True])
def test_one_alone_who_records_and_one_who_begins_and_takes_over(three, taken_back):
    """Maja, alone in her clone, records and changes answers; Bo has begun, and takes Jonas over: git asks
    nothing about the answers."""
    one, two, _three = three
    place = Workspace(one)
    assert app.run(["mail", JONAS, "--sent", "-w", str(one)]) == 0
    if taken_back:
        log(one, "no-answer")
        assert app.run(["log", JONAS, "--undo", "-w", str(one)]) == 0
    place.update(place.answers_file(JONAS), {("contact", "minutes"): "30", ("reflection", "motive"): "Ro"})
    committed_by(one)
    assert app.run(["prepare", JONAS, "-w", str(two), "--take-over", "--no-input"]) == 0
    committed(two)
    pull(two, one)
    place = Workspace(two)
    answers = place.read(place.answers_file(JONAS))
    assert whose(two)["Jonas Østergård"] == "bo-krag" and answers["contact"]["minutes"] == "30"
    assert answers["noted_by"]["reflection.motive"] == "maja-holm" and answers["reflection"]["motive"] == "Ro"
    assert ("", "sent", "") in recorded(two)
    assert people.read(place).problems == []


def test_what_two_recorded_in_one_file_stands_there_together(clones, tmp_path):
    """Of one organiser who works in two clones, each of which records; what was taken back in one stays so,
    and of an answer it is asked."""
    one, two = clones
    log(one, "no-answer", "--date", "2026-11-20", "--note", "hun er på ferie")
    committed(one)
    pull(two, one)
    assert app.run(["log", JONAS, "--undo", "-w", str(one)]) == 0
    for folder, words, own in (
        (one, ["sent"], "Hvad så?"),
        (two, ["no-answer", "--note", "optaget"], "Hvor?"),
    ):
        log(folder, *words)
        place = Workspace(folder)
        place.update(place.answers_file(JONAS), {("plan", "own"): own})
        committed(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)
    git(two, "checkout", "--ours", f"people/{JONAS}/conversation.md")
    terminal = Terminal(["prepare", JONAS, "-w", str(two)], tmp_path, rows=40)
    terminal.wait("git har efterladt to udgaver", "Hvor?", "Hvad så?")
    terminal.send("2\r")
    terminal.wait("siger det, du valgte")
    terminal.send("\x03")
    terminal.end()
    assert "står der nu samlet" in " ".join(terminal.text.split())
    place = Workspace(two)
    assert place.read(place.answers_file(JONAS))["plan"]["own"] == "Hvad så?"
    assert sorted(recorded(two)) == [("", "no-answer", "optaget"), ("", "sent", "")]


def begun_twice(one, two):
    """Each clone begins Hans Dahl, who has a conversation behind him in the one; git leaves two versions."""
    prepare(one, "Hans Dahl")
    prepare(two, "Hans Dahl")
    said = ("referral", "by"), ("referral", "gives"), ("referral", "kind")
    place = Workspace(one)
    values = dict(zip(said, ("Eva Lund", "nøgler", "access"), strict=True))
    place.update(place.answers_file("hans-dahl"), {**values, ("person", "lang"): "en"})
    place = Workspace(two)
    file = place.answers_file("hans-dahl")
    place.update(file, {("person", "phone"): "12345678", ("plan", "questions"): ["day", "tried", "view"]})
    for folder in (one, two):
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)
    return place, file


@pytest.mark.parametrize("done", ["", "added", "committed"])
def test_of_somebody_whom_both_began_what_one_alone_said_is_taken(clones, tmp_path, done):
    """And told, in the words of its question; what both said otherwise is asked, in the words of choices."""
    one, two = clones
    place, file = begun_twice(one, two)
    if done:
        git(two, "add", "-A")
    if done == "committed":
        git(two, "commit", "-m", "work")
    terminal = Terminal(["prepare", "hans", "-w", str(two)], tmp_path, rows=40)
    terminal.wait("Hvilke spørgsmål vil du have med?", "Hvordan ser det ud fra din stol?")
    terminal.send("1\r")
    terminal.wait("siger det, du valgte")
    terminal.send("\x03")
    terminal.end()
    said = " ".join(terminal.text.split())
    assert "Hvem nævnte personen i en samtale?" in said
    assert not any(code in said for code in ("referral.", "person.lang", "importance"))
    answers = place.read(file)
    assert answers["referral"] == {"by": "Eva Lund", "gives": "nøgler", "kind": "access"}
    assert answers["person"]["lang"] == "en" and answers["person"]["phone"] == "12345678"
    assert answers["plan"]["questions"] == ["day", "tried", "view"]


def test_choices_are_called_what_the_page_calls_them(clones):
    """In the language that asks, not by the words of the file."""
    one, two = clones
    for folder, way in ((one, "call"), (two, "meet")):
        place = Workspace(folder)
        place.update(place.answers_file(JONAS), {("contact", "way"): way})
        committed_by(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)
    place = Workspace(two)
    for lang in ("da", "en"):
        with language.speaking(lang):
            (two_ways,) = versions.to_choose(place, versions.of(place, JONAS))
        (question,) = (one for one in load_guide(lang).questions() if one.key == "contact.way")
        labels = {choice.key: choice.label for choice in question.choices}
        assert two_ways == ("contact.way", question.ask, labels["meet"], labels["call"])


def test_the_page_names_git_and_whose_each_version_is(three, tmp_path):
    """In the network's language; who noted a thought is asked in words."""
    one, two, _three = three
    shared((one, two))
    for folder, by in ((one, "bo-krag"), (two, "eva-lund")):
        place = Workspace(folder)
        place.update(place.answers_file(JONAS), {("noted_by", "reflection.motive"): by})
        committed_by(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)
    words = ["prepare", JONAS, "--as", "bo-krag", "-w", str(two)]
    terminal = Terminal(words, tmp_path, rows=40, LC_ALL="en_GB.UTF-8", NETINVITE_LANG="")
    terminal.wait("git har efterladt to udgaver. Hvem har noteret det?")
    told = " ".join(terminal.text.split())
    assert "noted_by" not in told and "Bo Krag – i den anden kopi, af one" in told
    assert "En tidligere organisator" in told or "Eva Lund" in told or "en tidligere organisator" in told
    assert "i denne kopi, af two" in told
    terminal.send("\x1b")
    terminal.end()


@pytest.mark.parametrize(("here", "picked"), [("one", "1"), ("one", "2"), ("three", "1"), ("three", "2")])
def test_whose_a_thought_is_follows_the_version_that_is_chosen(three, tmp_path, here, picked):
    """Though git joined who noted it without asking: only one of both said so."""
    shared(three)
    one, _two, eva = three
    motive = ("reflection", "motive")
    for folder, changes in (
        (one, {motive: "Han keder sig"}),
        (eva, {motive: "Han savner nogen", ("noted_by", "reflection.motive"): "eva-lund"}),
    ):
        place = Workspace(folder)
        place.update(place.answers_file(JONAS), changes)
        committed_by(folder)
    folder, other = (one, eva) if here == "one" else (eva, one)
    with pytest.raises(subprocess.CalledProcessError):
        pull(folder, other)
    words = ["prepare", JONAS, "--as", "maja-holm", "-w", str(folder)]
    terminal = Terminal(words, tmp_path, rows=40)
    terminal.wait("git har efterladt to udgaver", "Han keder sig")
    terminal.send(f"{picked}\r")
    terminal.wait("siger det, du valgte")
    terminal.send("\x03")
    terminal.end()
    assert "Hvem har noteret det" not in terminal.text
    place = Workspace(folder)
    answers = place.read(place.answers_file(JONAS))
    is_evas = answers["reflection"]["motive"] == "Han savner nogen"
    assert is_evas == ((here == "three") == (picked == "1"))
    assert answers.get("noted_by", {}) == ({"reflection.motive": "eva-lund"} if is_evas else {})


def test_whoever_chooses_nothing_leaves_both(three, tmp_path):
    """Escape, and the file is as git left it."""
    one, two, _three = three
    _place, file = in_conflict(one, two)
    before = file.read_bytes()
    terminal = Terminal(["prepare", JONAS, "--as", "bo-krag", "-w", str(two)], tmp_path, rows=40)
    terminal.wait("(skal ses igennem)", "vokset op sammen")
    terminal.send("\x1b")
    terminal.wait("Intet er ændret.")
    assert terminal.end() == 130 and file.read_bytes() == before


def test_whoever_only_reads_texts_is_in_nobodys_way(three, capfd):
    """git pulls what another one wrote anew, though everybody's texts were read here after the network said
    something else."""
    shared(three)
    one, two, _three = three
    place = Workspace(one)
    place.update(place.network_file, {("network", "purpose"): "at færre unge i Nordby er alene"})
    commit(one)
    pull(two, one)
    for words in (["pitch", "sigrid"], ["interview", "sigrid", "--guide"], ["pitch", JONAS]):
        capfd.readouterr()
        assert app.run([*words, "-w", str(one)]) == 0
        assert "Nordby" in capfd.readouterr().out or "pitch" not in words
    assert changed(one) == []
    assert app.run(["mail", "sigrid", "-w", str(two), "--as", "bo-krag"]) == 0
    assert " M people/sigrid-lund/invitation.txt" in changed(two)
    commit(two)
    pull(one, two)
    text = " ".join((one / "people" / "sigrid-lund" / "invitation.txt").read_text("utf-8").split())
    assert "Nordby er alene" in text
    # Nothing is written where the text would be the same.
    for folder, slug, sits in ((two, "sigrid-lund", "bo-krag"), (one, JONAS, "maja-holm")):
        for _again in range(2):
            app.run(["mail", slug, "-w", str(folder), "--as", sits])
        commit(folder) if changed(folder) else None
        assert app.run(["mail", slug, "-w", str(folder), "--as", sits]) == 0 and changed(folder) == []


@pytest.fixture
def namesakes(clones):
    """Two people of one name begin to organise, each in a clone and with a person; git joins neither."""
    one, two = clones
    for folder, email in ((one, "bo@example.org"), (two, "krag@example.org")):
        told = theirs("Bo Krag", email)
        prepared(folder, "Sigrid Lund" if folder is one else "Kim Dahl", "Bo Krag", *told)
        commit(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(two, one)
    return one, two


def test_two_new_organisers_of_one_name(namesakes, capfd):
    """Git leaves both in one file; it is named, with the addresses that tell them apart and the way out."""
    two = namesakes[1]
    capfd.readouterr()
    assert app.run(["status", "-w", str(two)]) == 1
    err = capfd.readouterr().err
    assert "bo-krag.toml: er det to personer, krag@example.org, bo@example.org?" in err
    assert "bo-krag-2.toml" in err and "git to udgaver" in err


@pytest.mark.parametrize(
    ("side", "own", "other"), [("--ours", "kim", "sigrid"), ("--theirs", "sigrid", "kim")]
)
def test_one_of_two_organisers_of_one_name_is_kept_whole(namesakes, capfd, side, own, other):
    """Nothing goes in the wrong name until they are told apart, in neither clone; a file of one's own does
    it, and a look where they are one."""
    one, two = namesakes
    git(two, "checkout", side, "organisers/bo-krag.toml")
    commit(two)
    pull(one, two)
    for folder in (one, two):
        capfd.readouterr()
        assert app.run(["mail", own, "-w", str(folder), "--as", "bo-krag"]) == 0
        capfd.readouterr()
        assert app.run(["mail", other, "-w", str(folder), "--as", "bo-krag"]) == 2
        said = capfd.readouterr()
        assert not said.out and "bo-krag-2.toml" in said.err and f"netinvite edit {other}" in said.err
        assert app.run(["mail", "--all", "-w", str(folder), "--as", "bo-krag", "-f", "mbox"]) == 1
        assert app.run(["status", "-w", str(folder)]) == 1
        assert "bo-krag-2.toml" in capfd.readouterr().err
    version = "MERGE_HEAD" if side == "--ours" else "HEAD"
    kept = git(two, "show", f"{'HEAD^2' if version == 'MERGE_HEAD' else 'HEAD^1'}:organisers/bo-krag.toml")
    (two / "organisers/bo-krag-2.toml").write_text(kept.replace("Bo Krag", "Bo Dam Krag"), "utf-8")
    place = Workspace(two)
    slug = {"kim": "kim-dahl", "sigrid": "sigrid-lund"}[other]
    place.update(place.answers_file(slug), {("person", "owner"): "bo-krag-2"})
    capfd.readouterr()
    assert app.run(["status", "-w", str(two)]) == 0
    assert app.run(["mail", other, "-w", str(two), "--as", "bo-krag"]) == 2


def test_whoever_prepares_without_asking_has_not_looked(namesakes, capfd):
    """The other Bo's email is written anew, and waits on; with an answer that is given, too."""
    two = namesakes[1]
    git(two, "checkout", "--ours", "organisers/bo-krag.toml")
    commit(two)
    sigrid = ["sigrid", "-w", str(two), "--as", "bo-krag"]
    for words in ((), ("--set=reflection.why=du kender alle",)):
        capfd.readouterr()
        assert app.run(["prepare", *sigrid, "--no-input", *words]) == 0
        assert "netinvite edit sigrid-lund mail" in " ".join(capfd.readouterr().err.split())
        for more in ((), ("--copy",)):
            assert app.run(["mail", *sigrid, *more]) == 2
            assert not capfd.readouterr().out
    assert app.run(["prepare", "kim", *sigrid[1:], "--no-input"]) == 0
    assert app.run(["mail", "kim", *sigrid[1:]]) == 0


def test_whoever_says_who_they_are_has_not_looked_without_asking(three, capfd):
    """In the owner's own copy too: it may be another one, who was told to write in that name so. What changes
    nothing holds nothing, and of whom the copy itself knows it is as ever."""
    two = three[1]
    here = ["-w", str(two)]
    bos = [*here, "--as", "bo-krag"]
    prepare = ["prepare", "sigrid", "--no-input"]
    assert app.run([*prepare, *bos]) == 0 and app.run(["mail", "sigrid", *bos]) == 0
    assert app.run([*prepare, "--set=reflection.why=du kender alle", *bos]) == 0
    assert "netinvite edit sigrid-lund mail" in " ".join(capfd.readouterr().err.split())
    noted = drafts.ours.read(two / "people/sigrid-lund")
    text = (two / "people/sigrid-lund/invitation.txt").read_text("utf-8")
    assert "du kender alle" in " ".join(text.split()) and not noted.seen_of("invitation.txt", text)
    for sits in (here, bos):
        assert app.run(["mail", "sigrid", *sits]) == 2
    let_go_by_looking(two, "sigrid-lund")
    assert app.run(["mail", "sigrid", *bos]) == 0
    assert app.run([*prepare, "--set=reflection.why=du kender mange", *here]) == 0
    assert app.run(["mail", "sigrid", *here]) == 0


def let_go_by_looking(folder, person):
    """What ``edit NAME mail`` does where nobody edited anything."""
    place = Workspace(folder)
    preparation = Preparation.of(place, place.person(person))
    place.by = preparation.organiser
    verdicts.save(preparation, {"invitation": preparation.render("invitation")}, looked=True)


@pytest.mark.parametrize("how", ["in her name", "taken over"])
def test_what_is_written_without_asking_nobody_has_seen(three, capfd, how):
    """By another one in the owner's name; by whoever takes over an email that waited."""
    one, two, _eva = three
    shared(three)
    if how == "taken over":
        place = Workspace(one)
        place.update(place.answers_file(JONAS), {("reflection", "why"): "du kender alle"})
        commit(one)
        pull(two, one)
        assert app.run(["mail", JONAS, "-w", str(one), "--as", "maja-holm"]) == 2
    folder, person, sits = (two, JONAS, "bo-krag") if how == "taken over" else (one, "kim-dahl", "eva-lund")
    words = ["--take-over"] if how == "taken over" else ["--set=reflection.why=du kender mange"]
    sits = ["-w", str(folder), "--as", sits]
    assert app.run(["prepare", person, "--no-input", *words, *sits]) == 0
    noted = drafts.ours.read(folder / "people" / person)
    text = (folder / "people" / person / "invitation.txt").read_text("utf-8")
    assert not noted.seen_of("invitation.txt", text)
    assert app.run(["mail", person, *sits]) == 2
    assert f"netinvite edit {person} mail" in " ".join(capfd.readouterr().err.split())


# Whoever left in one clone and went on in another ---------------------------------------------------

FORGET_MAJA = ("forget", "--organiser", "maja-holm", "--to", "bo-krag", "--yes", "--confirm")


def committed(folder):
    """What there is to be committed, if anything."""
    if changed(folder):
        commit(folder)


def settled(folder, other, side="--ours"):
    """Pull, and take one side of each text that git could not join."""
    try:
        pull(folder, other)
    except subprocess.CalledProcessError:
        for name in git(folder, "diff", "--name-only", "--diff-filter=U").split():
            git(folder, "checkout", side, name)
        commit(folder)


@pytest.fixture
def left(three):
    """Maja leaves in Bo's clone, who is the first organiser then, and goes on in her own."""
    shared(three)
    one, two, _three = three
    assert app.run([*FORGET_MAJA, "Maja Holm", "-w", str(two)]) == 0
    committed(two)
    return one, two


@pytest.mark.parametrize("way", ["mail", "call"])
def test_whom_the_first_prepared_after_leaving_is_handed_over_too(left, capfd, way):
    """She belongs to nobody by her answers; who saw her texts is known: nothing goes before a look, her
    private thoughts are somebody's, and what was true of Maja is named."""
    one, two = left
    words = ["--set=reflection.motive=Hun keder sig", f"--set=contact.way={way}"]
    words += ["--set=person.phone=12 34 56 78"] if way == "call" else []
    prepared(one, "Lone Dam", "maja-holm", email_of("Lone"), *words)
    committed(one)
    settled(two, one)
    capfd.readouterr()
    assert app.run(["status", "-w", str(two)]) == 1
    assert "forget --organiser maja-holm --to NAVN" in " ".join(capfd.readouterr().err.split())
    lone = ["lone-dam", "-w", str(two), "--as", "bo-krag"]
    assert app.run(["mail", *lone]) in (2, 3)
    capfd.readouterr()
    assert app.run([*FORGET_MAJA, "maja-holm", "-w", str(two)]) == 0
    said = capfd.readouterr().err
    assert "Hører fra nu af til Bo Krag: Lone Dam." in said and "  Lone Dam: Hvor godt kender I" in said
    answers = Workspace(two).read(two / "people/lone-dam/answers.toml")
    assert set(answers["noted_by"].values()) == {"someone"} and "reflection.motive" in answers["noted_by"]
    assert ("bo-krag", "", "Overtaget fra nogen.") in recorded(two, "lone-dam")
    assert "Nogen har noteret: Hun keder sig" in " ".join(
        (two / "people/lone-dam/conversation.md").read_text("utf-8").split()
    )
    assert app.run(["mail", *lone]) in (2, 3)
    assert way == "call" or "netinvite edit lone-dam mail" in capfd.readouterr().err
    assert app.run(["prepare", *lone, "--no-input"]) == 0
    assert app.run(["mail", *lone]) in (2, 3)
    assert app.run(["status", "-w", str(two)]) == 0
    assert "maja-holm" not in "".join(
        file.read_text("utf-8") for file in (two / "people/lone-dam").rglob("*") if file.is_file()
    )


def test_the_name_is_asked_for_and_no_file_is_to_be_put_back_that_there_never_was(left, tmp_path, capfd):
    """The first organiser stands in the network's own file; the name stands in the texts that she wrote
    meanwhile."""
    one, two = left
    prepared(one, "Lone Dam", "maja-holm", email_of("Lone"))
    committed(one)
    settled(two, one)
    capfd.readouterr()
    assert app.run(["status", "-w", str(two)]) == 1
    said = " ".join(capfd.readouterr().err.split())
    assert "netinvite forget --organiser maja-holm --to " in said and "maja-holm.toml" not in said, said
    words = ["forget", "--organiser", "maja-holm", "--to", "bo-krag", "-w", str(two)]
    terminal = Terminal(words, tmp_path, rows=60)
    terminal.wait("Skriv det fulde navn, Maja Holm,")
    terminal.send("Maja Holm\r")
    terminal.wait("Maja Holm er ikke længere organisator her.")
    assert terminal.end() == 0


def test_where_no_text_says_the_name_the_word_itself_is_asked_for(left, tmp_path):
    """Of what was only recorded."""
    one, two = left
    log(one, "no-answer", slug="sigrid-lund", sits="maja-holm")
    for file in (one / "people").rglob("*.txt"):
        file.unlink()
    committed(one)
    settled(two, one)
    for file in [*(two / "people").rglob("*.md"), *(two / "people").rglob("*.txt")]:
        file.unlink()
    words = ["forget", "--organiser", "maja-holm", "--to", "bo-krag", "-w", str(two)]
    terminal = Terminal(words, tmp_path, rows=60)
    terminal.wait("Skriv maja-holm, som filerne fra den, der er holdt op, hedder")
    terminal.send("maja-holm\r")
    assert terminal.end() == 0


def test_whoever_looks_first_keeps_whose_the_thoughts_are(left, tmp_path, capfd):
    """Bo follows the advice of mail before the second forget: it goes, and Lone's traces are there yet."""
    one, two = left
    prepared(one, "Lone Dam", "maja-holm", email_of("Lone"), "--set=reflection.motive=Hun keder sig")
    committed(one)
    settled(two, one)
    lone = ["-w", str(two), "--as", "bo-krag"]
    terminal = Terminal(["edit", "lone-dam", "mail", *lone], tmp_path, rows=60)
    terminal.wait("Lone Dam")
    terminal.send("\r")
    assert terminal.end() == 0
    noted = Workspace(two).read(two / "people/lone-dam/answers.toml")["noted_by"]
    assert noted["reflection.motive"] == "maja-holm"
    for _again in range(2):
        assert app.run(["mail", "lone", *lone]) == 0
        assert (
            app.run(["prepare", "lone", "-w", str(two), "--no-input", "--set=reflection.why=du kender mange"])
            == 0
        )
    capfd.readouterr()
    assert app.run(["status", "-w", str(two)]) == 1
    assert "forget --organiser maja-holm --to NAVN" in " ".join(capfd.readouterr().err.split())
    assert app.run([*FORGET_MAJA, "maja-holm", "-w", str(two)]) == 0
    assert "Hører fra nu af til Bo Krag: Lone Dam." in capfd.readouterr().err
    answers = Workspace(two).read(two / "people/lone-dam/answers.toml")
    assert set(answers["noted_by"].values()) == {"someone"}
    assert "Nogen har noteret: Hun keder sig" in " ".join(
        (two / "people/lone-dam/conversation.md").read_text("utf-8").split()
    )
    assert app.run(["status", "-w", str(two)]) == 0


def test_before_anybody_looks_no_thought_is_told_as_anothers(left, capfd, tmp_path):
    """In the guide, at the conversation, and where the email is refused; whoever else reads it, too."""
    one, two = left
    prepared(one, "Lone Dam", "maja-holm", email_of("Lone"), "--set=reflection.assumption=Hun keder sig")
    committed(one)
    settled(two, one)
    lone = ["lone-dam", "-w", str(two), "--as"]
    for sits in ("bo-krag", "eva-lund"):
        capfd.readouterr()
        assert app.run(["interview", "--guide", *lone, sits]) == 0
        said = capfd.readouterr()
        guide = " ".join(said.out.split())
        assert "En tidligere organisator har noteret: Hun keder sig" in guide
        assert ("står der, hvem der har haft dem" in " ".join(said.err.split())) == (sits == "eva-lund")
    assert app.run(["mail", *lone, "bo-krag"]) == 2
    assert "En tidligere organisator har forberedt personen." in " ".join(capfd.readouterr().err.split())
    terminal = Terminal(["interview", *lone, "bo-krag", "--plain"], tmp_path, rows=60)
    terminal.wait("En tidligere organisator har noteret: Hun keder sig")
    terminal.send("\x03")
    terminal.end()
    assert not changed(two)


@pytest.mark.parametrize("sits", ["maja-holm", "eva-lund"])
def test_whoever_takes_over_before_that_keeps_whose_the_thoughts_are(left, capfd, sits):
    """Of somebody whom Eva prepared in Maja's name, or Maja herself, and whom the answers give to Bo."""
    one, two = left
    eva = one.parent / "three"
    prepared(eva if sits == "eva-lund" else one, "Per Vang", "maja-holm", email_of("Per"))
    if sits == "maja-holm":
        committed(one)
        settled(eva, one)
    committed(eva)
    settled(eva, two)
    assert whose(eva)["Per Vang"] == "bo-krag"
    take = ["prepare", "per", "--take-over", "--no-input", "--as", "eva-lund", "-w", str(eva)]
    assert app.run(take) == 0
    file = "people/per-vang/answers.toml"
    noted = Workspace(eva).read(eva / file)["noted_by"]
    assert {*noted.values()} == {"maja-holm"} and "reflection.motive" in noted
    committed(eva)
    settled(two, eva)
    capfd.readouterr()
    assert app.run(["status", "-w", str(two)]) == 1
    assert "maja-holm" in capfd.readouterr().err
    assert app.run([*FORGET_MAJA, "maja-holm", "-w", str(two)]) == 0
    assert {*Workspace(two).read(two / file)["noted_by"].values()} == {"someone"}
    assert whose(two)["Per Vang"] == "eva-lund"


@pytest.mark.parametrize("herself", [True, False])
@pytest.mark.parametrize("others", [True, False])
def test_the_clone_that_prepared_for_whoever_left_says_so_too(left, capfd, others, herself):
    """Though it wrote the texts itself: nothing goes, and the list names the people and the whole command;
    also where she let herself go in another clone of hers."""
    one, two = left
    if herself:
        git(one, "config", "user.email", "maja@example.org")
    if not others:
        forget = ("forget", "--organiser", "eva-lund", "--to", "bo-krag", "--yes", "--confirm", "Eva Lund")
        assert app.run([*forget, "-w", str(two)]) == 0
        committed(two)
    prepared(one, "Lone Dam", "maja-holm", email_of("Lone"), "--set=reflection.motive=Hun keder sig")
    committed(one)
    settled(one, two, "--theirs")
    capfd.readouterr()
    lone = ["lone-dam", "-w", str(one), "--as", "bo-krag"]
    for _again in range(2):
        assert app.run(["mail", *lone]) == 2
        assert "netinvite edit lone-dam mail" in capfd.readouterr().err
        app.run(["prepare", *lone, "--no-input"])
        capfd.readouterr()
    assert app.run(["status", "-w", str(one)]) == 1
    told = " ".join(capfd.readouterr().err.split())
    to = "NAVN" if others else "bo-krag"
    assert "Lone Dam" in told and f"forget --organiser maja-holm --to {to}" in told
    assert app.run([*FORGET_MAJA, "maja-holm", "-w", str(one)]) == 0
    assert "Hører fra nu af til Bo Krag: Lone Dam." in capfd.readouterr().err
    assert app.run(["status", "-w", str(one)]) == 0
    noted = Workspace(one).read(one / "people/lone-dam/answers.toml")["noted_by"]
    assert noted["reflection.motive"] == "someone"


def test_whoever_is_called_otherwise_by_herself_has_not_left(clones, capfd):
    """Her texts say another name from now on, and nothing is asked."""
    one, _two = clones
    git(one, "config", "user.email", "maja@example.org")
    words = ["--change-organiser", "--set=organiser.name=Maja Berg", "--no-input"]
    assert app.run(["prepare", "jonas", "-w", str(one), *words]) == 0
    for _again in range(2):
        capfd.readouterr()
        assert app.run(["status", "-w", str(one)]) == 0
        assert "maja-holm" not in capfd.readouterr().err
        assert app.run(["mail", "jonas", "-w", str(one)]) == 0
        committed(one)


def begun(folder, name, sits):
    """Somebody of whom a first answer or two are kept, and no text."""
    place = Workspace(folder)
    place.by = sits
    preparation = Preparation.open(place, "da", organiser="" if sits == "maja-holm" else sits)
    preparation.put({"person.name": name, "reflection.motive": "Hun keder sig"})
    preparation.save()
    assert not [*(folder / "people" / preparation.slug).glob("*.txt")]


def test_whom_the_first_began_elsewhere_is_hers_though_nothing_is_written(left, capfd):
    """The list names the person; what she noted stays hers, and the same command hands the person over."""
    one, two = left
    begun(one, "Lone Dam", "maja-holm")
    committed(one)
    settled(two, one)
    capfd.readouterr()
    assert app.run(["status", "-w", str(two)]) == 1
    told = " ".join(capfd.readouterr().err.split())
    assert "”maja-holm” forberedte Lone Dam" in told
    assert "forget --organiser maja-holm --to NAVN" in told
    place = Workspace(two)
    place.by = "bo-krag"
    preparation = Preparation.of(place, place.person("lone-dam"))
    preparation.keep_whose()
    assert preparation.anothers("reflection.motive") == "maja-holm"
    assert app.run([*FORGET_MAJA, "maja-holm", "-w", str(two)]) == 0
    assert "Hører fra nu af til Bo Krag: Lone Dam." in capfd.readouterr().err
    assert app.run(["status", "-w", str(two)]) == 0
    assert not names_in_files(two, "maja-holm", "Maja Holm")


def test_nothing_is_noted_of_whoever_begins_where_the_answers_name_the_owner(three):
    """Nor in a folder that nobody shares."""
    one, two, _three = three
    begun(two, "Lone Dam", "bo-krag")
    assert not (two / "people/lone-dam/.drafts").exists()
    begun(one, "Lone Dam", "maja-holm")
    assert (one / "people/lone-dam/.drafts").read_text("utf-8") == "begun maja-holm\n"


@pytest.mark.parametrize("way", ["before looking", "all"])
def test_what_is_typed_of_somebody_elses_person_is_ones_own(left, capfd, way):
    """All of the private questions, or some of them: before and after the person is handed over."""
    one, two = left
    prepared(one, "Lone Dam", "maja-holm", email_of("Lone"), "--set=reflection.motive=Hun keder sig")
    committed(one)
    settled(two, one)
    file = two / "people/lone-dam/answers.toml"
    lone = ["lone", "-w", str(two), "--as", "bo-krag", "--no-input"]
    keys = ["motive", "barrier", "assumption", "alternative"] if way == "all" else ["motive"]
    for key in keys:
        assert app.run(["prepare", *lone, f"--set=reflection.{key}=Det tror jeg"]) == 0
    for _again in range(2):
        assert app.run(["prepare", *lone, "--set=reflection.why=du kender mange"]) == 0
    capfd.readouterr()
    assert app.run(["interview", "lone", "--guide", "-w", str(two), "--as", "bo-krag"]) == 0
    guide = " ".join(capfd.readouterr().out.split())
    assert "noteret: Det tror jeg" not in guide and ": Det tror jeg" in guide
    assert ("har noteret: " in guide) == (way != "all")
    assert app.run([*FORGET_MAJA, "maja-holm", "-w", str(two)]) == 0
    noted = Workspace(two).read(file).get("noted_by", {})
    assert all(noted[f"reflection.{key}"] == "bo-krag" for key in keys)
    assert {*noted.values()} == {"bo-krag", *(["someone"] if way != "all" else [])}


def test_an_edited_text_that_one_who_left_signed_goes_in_nobodys_name(three, tmp_path, capfd):
    """Nobody is offered to let it go: it is said whose name signs it, and check says so; signed anew, it
    is."""
    shared(three)
    one, two, _three = three
    edited(one, "Mest af alt", "Helst af alt")
    assert app.run([*FORGET_MAJA, "Maja Holm", "-w", str(one)]) == 0
    sits = ["-w", str(one), "--as", "bo-krag"]
    terminal = Terminal(["edit", JONAS, "mail", "--plain", *sits], tmp_path, rows=60)
    terminal.wait("Gem teksterne")
    terminal.send("1\r")
    terminal.wait("Den kan ikke sendes, som den er.", "Maja Holm står i den")
    terminal.send("\r")
    terminal.end()
    said = " ".join(terminal.raw.decode().split())
    assert "underskrevet Maja Holm" in said and "Den må sendes" not in said and "netinvite mail" not in said
    for words in ((), ("--sent",), ("--copy",)):
        capfd.readouterr()
        assert app.run(["mail", JONAS, *words, *sits]) == 2
        assert not capfd.readouterr().out
    assert app.run(["check", JONAS, "-w", str(one)]) == 1
    said = capfd.readouterr()
    assert "Maja Holm" in " ".join((said.err + said.out).split())
    committed(one)
    settled(two, one)
    assert app.run(["mail", JONAS, "-w", str(two), "--as", "bo-krag"]) == 2
    edited(one, "\nMaja Holm\n", "\nBo Krag\n")
    # He works in her clone from now on, and git says so.
    git(one, "config", "user.email", ADDRESSES["two"])
    assert f"Fra nu af må invitation.txt sendes, som den er: netinvite mail {JONAS}" in let_go(
        one, tmp_path, "bo-krag"
    )
    capfd.readouterr()
    assert app.run(["mail", JONAS, *sits]) == 0
    assert "Helst af alt" in " ".join(capfd.readouterr().out.split())


@pytest.mark.parametrize("who", ["bo-krag", "maja-holm"])
def test_what_one_who_left_signed_and_git_brings_later_goes_in_nobodys_name(three, tmp_path, capfd, who):
    """As it was forgotten elsewhere the text was nobody's edit; the version of before is kept whole."""
    shared(three)
    one, two, eva = three
    theirs_, person = (two, "sigrid-lund") if who == "bo-krag" else (one, JONAS)
    forgetting, name = (one, "Bo Krag") if who == "bo-krag" else (two, "Maja Holm")
    edited(theirs_, f"\n{name}\n", f"\nDin\n{name}\n", person)
    committed(theirs_)
    forget = ["forget", "--organiser", who, "--to", "eva-lund", "--yes", "--confirm", name]
    assert app.run([*forget, "-w", str(forgetting)]) == 0
    committed(forgetting)
    settled(theirs_, forgetting)
    pull(eva, theirs_)
    assert f"\nDin\n{name}\n" in (eva / "people" / person / "invitation.txt").read_text("utf-8")
    sits = ["-w", str(eva), "--as", "eva-lund"]
    assert app.run(["mail", person, *sits]) == 2
    said = looked_at(eva, tmp_path, "eva-lund", person)
    assert f"{name} står i den" in said and "Den må sendes" not in said
    for words in ((), ("--sent",), ("--copy",)):
        capfd.readouterr()
        assert app.run(["mail", person, *words, *sits]) == 2
        assert not capfd.readouterr().out
    assert app.run(["check", person, "-w", str(eva)]) == 1
    edited(eva, f"\n{name}\n", "\nEva Lund\n", person)
    let_go(eva, tmp_path, "eva-lund", person)
    assert app.run(["mail", person, *sits]) == 0


def test_those_of_the_heir_are_nobody_elses_though_she_recorded_something(left, capfd):
    """Bo's own person stays Bo's, and what waits to be seen is not written anew by the second run."""
    one, two = left
    log(one, "no-answer", slug="sigrid-lund")
    setting = "--set=reflection.why=du kender alle"
    assert app.run(["prepare", "jonas", "-w", str(one), "--as", "maja", "--no-input", setting]) == 0
    committed(one)
    settled(two, one)
    assert mailed(two) == 2
    assert app.run([*FORGET_MAJA, "maja-holm", "-w", str(two)]) == 0
    capfd.readouterr()
    assert mailed(two) == 2
    assert "noted_by" not in Workspace(two).read(two / "people/sigrid-lund/answers.toml")
    assert recorded(two, "sigrid-lund") == [("someone", "no-answer", "")]
    assert app.run(["mail", "sigrid", "-w", str(two), "--as", "bo-krag"]) == 0


def test_where_one_is_left_what_another_one_saw_waits_too(clones, capfd):
    """The only organiser has not seen it; one who is there alone from the beginning is never asked."""
    one, two = clones
    assert app.run(["mail", "jonas", "-w", str(one)]) == 0
    prepared(two, "Sigrid Lund", "Bo Krag", email_of("Sigrid"), *theirs("Bo Krag", ADDRESSES["two"]))
    assert app.run([*FORGET_MAJA, "Maja Holm", "-w", str(two)]) == 0
    prepared(one, "Lone Dam", "maja-holm", email_of("Lone"))
    for folder in (one, two):
        committed(folder)
    settled(two, one)
    assert not (two / "organisers/bo-krag.toml").exists()
    capfd.readouterr()
    assert app.run(["mail", "lone", "-w", str(two)]) == 2
    assert "netinvite edit lone-dam mail" in capfd.readouterr().err
    assert app.run(["mail", "sigrid", "-w", str(two)]) == 0


@pytest.mark.parametrize("plain", [True, False])
def test_where_one_is_left_what_is_edited_then_goes_once_it_was_looked_at(clones, tmp_path, plain):
    """And is not written over."""
    one, two = clones
    prepared(two, "Sigrid Lund", "Bo Krag", email_of("Sigrid"), *theirs("Bo Krag", ADDRESSES["two"]))
    assert app.run([*FORGET_MAJA, "Maja Holm", "-w", str(two)]) == 0
    prepared(one, "Lone Dam", "maja-holm", email_of("Lone"))
    for folder in (one, two):
        committed(folder)
    settled(two, one)
    edited(two, "\nMaja Holm\n", "\nBo Krag\n", "lone-dam")
    mail = ["mail", "lone", "-w", str(two)]
    assert app.run(mail) == 2
    words = ["edit", "lone-dam", "mail", *(["--plain"] if plain else []), "-w", str(two)]
    terminal = Terminal(words, tmp_path, rows=60)
    if plain:
        terminal.wait("Gem teksterne")
        terminal.send("1\r")
    else:
        terminal.wait("Enter: videre")
        terminal.send("\r")
    terminal.wait("Behold min")
    terminal.send("1\r")
    assert terminal.end() == 0
    assert "\nBo Krag\n" in (two / "people/lone-dam/invitation.txt").read_text("utf-8")
    assert app.run(mail) == 0


def takes_over_meanwhile(one, two):
    """Bo takes Jonas over in his clone, while Maja leaves in hers, and Eva is the first."""
    shared((one, two))
    take = ["prepare", JONAS, "--take-over", "--no-input", "--as", "bo-krag", "-w", str(two)]
    assert app.run(take) == 0
    forget = ("forget", "--organiser", "maja", "--to", "eva-lund", "--yes", "--confirm", "Maja Holm")
    assert app.run([*forget, "-w", str(one)]) == 0
    for folder in (one, two):
        committed(folder)
    settled(one, two)


def names_in_files(folder, *names):
    """The files of people in which one of these names stands."""
    found = (file for file in (folder / "people").rglob("*") if file.is_file())
    return [file.name for file in found if any(name in file.read_text("utf-8") for name in names)]


@pytest.mark.parametrize("name", ["maja-holm", "Maja Holm"])
def test_a_name_that_a_note_of_a_taking_over_brought_back(three, capfd, name):
    """It is told of, found by slug or name, and goes out of the log."""
    one, two, _three = three
    shared(three)
    takes_over_meanwhile(one, two)
    assert names_in_files(one, "Maja Holm")
    capfd.readouterr()
    assert app.run(["status", "-w", str(one)]) == 1
    assert "forget --organiser maja-holm" in " ".join(capfd.readouterr().err.split())
    code = app.run(["forget", "--organiser", name, "--to", "eva", "--yes", "--confirm", name, "-w", str(one)])
    assert code == 0, capfd.readouterr().err
    assert not names_in_files(one, "Maja Holm", "maja-holm", "Maja")
    assert ("bo-krag", "", "Overtaget fra nogen.") in recorded(one)
    assert app.run(["status", "-w", str(one)]) == 0


def test_a_slug_of_whoever_has_left_is_shown_to_nobody(three, capfd):
    """Whose thought it was is “a former organiser”, as long as nobody took the name out; that can be done."""
    one = three[0]
    shared(three)
    place = Workspace(one)
    place.update(place.answers_file(JONAS), {("noted_by", "reflection.motive"): "kim-storm"})
    capfd.readouterr()
    assert app.run(["interview", JONAS, "--guide", "-w", str(one), "--as", "maja-holm"]) == 0
    said = " ".join(capfd.readouterr().out.split())
    assert "im-storm" not in said and "En tidligere organisator har noteret: " in said
    forget = ["forget", "--organiser", "Kim Storm", "--yes", "--confirm", "Kim Storm", "-w", str(one)]
    assert app.run(forget) == 0
    assert not names_in_files(one, "kim-storm")


def test_a_conversation_that_was_changed_meanwhile_stays_one(three, capfd):
    """As whoever had it says it now, with the words of both; then it is the organiser's whose the person
    is to change, and nobody else's."""
    one, two, _three = three
    shared(three)
    talked(two, "--set=conversation.next=Bo ringer")
    committed(two)
    pull(one, two)
    forget = ("forget", "--organiser", "bo-krag", "--to", "maja-holm", "--yes", "--confirm")
    assert app.run([*forget, "Bo Krag", "-w", str(one)]) == 0
    more = ["--last", "--no-input", "--set=conversation.next=Bo ringer fredag", "--as", "bo-krag"]
    assert app.run(["interview", "jonas", "-w", str(two), *more]) == 0
    for folder in (one, two):
        committed(folder)
    with pytest.raises(subprocess.CalledProcessError):
        pull(one, two)
    commit(one)
    assert len(talks(one)) == 2
    assert app.run([*forget, "bo-krag", "-w", str(one)]) == 0
    assert talks(one) == [("someone", "Bo ringer fredag")]
    last = [
        "interview",
        "jonas",
        "-w",
        str(one),
        "--last",
        "--no-input",
        "--set=conversation.next=Jeg ringer",
    ]
    assert app.run([*last, "--as", "eva-lund"]) == 2
    assert app.run([*last, "--as", "maja-holm"]) == 0
    assert talks(one) == [("someone", "Jeg ringer")]


# What another one edited ---------------------------------------------------------------------------


def edited(folder, old, new, person=JONAS):
    """Change some words of the email to Jonas in an editor."""
    file = folder / "people" / person / "invitation.txt"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def committed_by(folder):
    """Commit as whoever's clone it is."""
    words = ["git", "-c", "commit.gpgsign=false", "commit", "-qam", "edited"]
    # What git takes for an address where the clone names none.
    env = {**os.environ, "EMAIL": "maja@example.org"}
    subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=60, env=env)


def let_go(folder, tmp_path, sits, person=JONAS):
    """Look at the email to Jonas, line by line, and say that it may go; what was on the screen."""
    return _decided(folder, tmp_path, sits, person, "Den må sendes, som den er", "2")


def looked_at(folder, tmp_path, sits, person=JONAS):
    """Look at the email, line by line, and leave it; what was on the screen."""
    return _decided(folder, tmp_path, sits, person, "Hvad skal der ske", "1")


def _decided(folder, tmp_path, sits, person, asked, key):
    terminal = Terminal(["edit", person, "mail", "--plain", "--as", sits, "-w", str(folder)], tmp_path)
    terminal.wait("Gem teksterne")
    terminal.send("1\r")
    terminal.wait(asked)
    terminal.send(f"{key}\r")
    terminal.end()
    return " ".join(terminal.raw.decode().split())


def test_what_another_one_edited_goes_nowhere_unseen(three, tmp_path, capfd):
    """Pulled by git, though she never edited it; let go, it goes, and so does what she edits on; what he
    edits afterwards waits again."""
    one, two, _three = three
    shared(three)
    mail = ["mail", JONAS, "-w", str(one), "--as", "maja-holm"]
    assert app.run(mail) == 0
    edited(two, "Mest af alt", "Helst af alt")
    committed_by(two)
    pull(one, two)
    for words in ((), ("--output", str(tmp_path / "x.eml")), ("--open",), ("--copy",)):
        capfd.readouterr()
        assert app.run([*mail, *words]) == 2
        said = capfd.readouterr()
        assert not said.out and f"netinvite edit {JONAS} mail" in said.err
    assert app.run(["mail", "--all", "-w", str(one), "--as", "maja-holm", "-f", "mbox"]) == 1
    app.run(["log", JONAS, "no-answer", "-w", str(one), "--as", "maja-holm"])
    assert f"netinvite edit {JONAS} mail" in capfd.readouterr().err
    for words in (["mail", JONAS, "--sent"], ["log", JONAS, "sent"]):
        capfd.readouterr()
        assert app.run([*words, "-w", str(one), "--as", "maja-holm"]) == 2
        assert f"netinvite edit {JONAS} mail" in capfd.readouterr().err
    assert [what for _by, what, _note in recorded(one)] == ["no-answer"]
    assert app.run(["log", JONAS, "sent", "--how", "post", "-w", str(one), "--as", "maja-holm"]) == 0
    assert app.run(["log", JONAS, "--undo", "-w", str(one), "--as", "maja-holm"]) == 0
    assert "Forskellen (- af two, siger git, + ny):" in let_go(one, tmp_path, "maja-holm")
    assert app.run(mail) == 0
    edited(one, "Helst af alt", "Allerhelst")
    assert app.run(mail) == 0
    committed_by(one)
    assert app.run(mail) == 0
    shared((two, one))
    edited(two, "Allerhelst", "Især")
    committed_by(two)
    pull(one, two)
    assert app.run(mail) == 2


def test_what_was_let_go_goes_from_another_clone_too(three, tmp_path):
    """The shared record says so, of this very text."""
    one, two, _three = three
    shared(three)
    edited(one, "Mest af alt", "Helst af alt")
    assert app.run(["mail", JONAS, "-w", str(one), "--as", "maja-holm"]) == 2
    let_go(one, tmp_path, "maja-holm")
    committed(one)
    pull(two, one)
    assert app.run(["mail", JONAS, "-w", str(two), "--as", "maja-holm"]) == 0


def test_where_one_organises_an_edited_text_goes_as_ever(clones):
    """Whoever edited it, in whichever clone."""
    one, two = clones
    edited(two, "Mest af alt", "Helst af alt")
    committed(two)
    pull(one, two)
    assert app.run(["mail", JONAS, "-w", str(one)]) == 0
    assert "let " not in (one / "people" / JONAS / ".drafts").read_text("utf-8")


@pytest.mark.parametrize("one_organises", [True, False])
def test_a_text_with_gits_marks_goes_nowhere(three, tmp_path, capfd, one_organises):
    """It is named as that, with its line and the way out, and nobody is offered to let it go."""
    one = three[0]
    if one_organises:
        shutil.rmtree(one / "organisers", ignore_errors=True)
    else:
        shared(three)
    edited(one, "Jeg spørger netop", "<<<<<<< HEAD\nJeg spurgte\n=======\nJeg spørger netop")
    edited(one, "Kan vi finde", ">>>>>>> x\nKan vi finde")
    sits = ["-w", str(one), "--as", "maja-holm"]
    for words in ((), ("--output", str(tmp_path / "x.eml")), ("--copy",), ("--sent",)):
        capfd.readouterr()
        assert app.run(["mail", JONAS, *words, *sits]) == 1
        said = capfd.readouterr()
        assert not said.out and "invitation.txt, linje 10: " in said.err
        assert "hånden" not in said.err
    assert app.run(["mail", "--all", "-f", "mbox", *sits]) == 1
    assert "Jeg spurgte" not in capfd.readouterr().out
    app.run(["log", JONAS, "no-answer", *sits])
    assert "invitation.txt, linje 10" in capfd.readouterr().err
    terminal = Terminal(["edit", JONAS, "mail", "--plain", *sits], tmp_path, rows=60)
    terminal.wait("Gem teksterne")
    terminal.send("1\r")
    terminal.wait("Hvad skal der ske")
    terminal.send("1\r")
    assert terminal.end() == 1
    assert "Den må sendes" not in terminal.text and "to udgaver" in " ".join(terminal.text.split())
    assert app.run(["mail", JONAS, *sits]) == 1


def marked(file):
    """Let git leave two versions of a text's last line; the line on which the first begins."""
    *lines, last = file.read_text("utf-8").splitlines(keepends=True)
    both = ["<<<<<<< HEAD\n", last, "=======\n", "Vi ses\n", ">>>>>>> x\n"]
    file.write_text("".join([*lines, *both]), encoding="utf-8")
    return len(lines) + 1


SHOWN = {
    "pitch.md": ["pitch", JONAS],
    "invitation.txt": ["mail", JONAS],
    "conversation.md": ["interview", JONAS, "--guide"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_gits_marks_in_a_text_are_one_finding(clones, tmp_path, capfd, name):
    """Said once, with the line, wherever the text is looked at; nothing of it is printed."""
    one = clones[0]
    file = one / "people" / JONAS / name
    line = marked(file)
    loose = tmp_path / name
    shutil.copy(file, loose)
    looks = (["check", JONAS], ["check"], ["check", str(file)], ["check", str(loose)])
    for words in (*looks, ["status"], ["today", "--no-input"], ["today", "--json"], SHOWN[name]):
        capfd.readouterr()
        assert app.run([*words, "-w", str(one)]) == 1, words
        said = capfd.readouterr()
        assert "<<<<<<<" not in said.out and said.err.count("<<<<<<<") == 1, words
        assert f"{name}, linje {line}: " in said.err
    assert not capfd.readouterr().out
    capfd.readouterr()
    prepare = ["prepare", JONAS, "--no-input", "-w", str(one)]
    assert app.run(prepare) == 1
    said = capfd.readouterr().err
    assert said.count("<<<<<<<") == 1 and "i hånden" not in said, said
    file.unlink()
    assert app.run(prepare) == 0


def test_in_the_review_gits_marks_are_told_as_that_alone(clones, tmp_path):
    """No rule takes them for something that was left to be filled in; nor do the last words call it an
    edit."""
    one = clones[0]
    for name in SHOWN:
        marked(one / "people" / JONAS / name)
    terminal = Terminal(["prepare", JONAS, "--plain", "-w", str(one)], tmp_path, rows=60)
    terminal.wait("Gem teksterne")
    terminal.send("1\r")
    for name in SHOWN:
        terminal.wait(f"Hvad skal der ske med {name}?")
        terminal.send("1\r")
    assert terminal.end() == 1
    said, _mark, last = " ".join(terminal.raw.decode().split()).rpartition("Hvad skal der ske")
    assert "udfyldt" not in said and "Beholdt" not in last and last.count("<<<<<<<") == len(SHOWN)


def test_the_guide_of_another_ones_person_is_written_anew_without_the_name(three):
    """Of somebody whom Bo took over meanwhile, and who is not handed to anybody."""
    one, two, _three = three
    shared(three)
    assert app.run(["prepare", JONAS, "--take-over", "--no-input", "--as", "bo-krag", "-w", str(two)]) == 0
    forget = ("forget", "--organiser", "maja", "--to", "eva-lund", "--yes", "--confirm", "Maja Holm")
    assert app.run([*forget, "-w", str(one)]) == 0
    for folder in (one, two):
        committed(folder)
    settled(two, one)
    assert names_in_files(two, "Maja Holm har noteret")
    again = ("forget", "--organiser", "maja-holm", "--to", "eva-lund", "--yes", "--confirm", "maja-holm")
    assert app.run([*again, "-w", str(two)]) == 0
    assert whose(two)["Jonas Østergård"] == "bo-krag" and not names_in_files(two, "Maja", "maja-holm")


@pytest.mark.parametrize("joined", ["by the next command", "by hand, with the side of before"])
def test_a_guide_that_git_joined_names_whose_a_thought_is(three, joined):
    """Maja notes something of Jonas while Bo takes him over: the file says so, as the screen does."""
    one, two, _three = three
    shared(three)
    assert app.run(["prepare", JONAS, "--take-over", "--no-input", "--as", "bo-krag", "-w", str(two)]) == 0
    noted = ("--no-input", "--as", "maja-holm", "--set", "reflection.barrier=Bo keder ham.")
    assert app.run(["prepare", JONAS, *noted, "-w", str(one)]) == 0
    for folder in (one, two):
        committed(folder)
    if joined.startswith("by hand"):
        settled(one, two)
    else:
        with pytest.raises(subprocess.CalledProcessError):
            pull(one, two)
        assert app.run(["status", "-w", str(one)]) == 0
        commit(one)
    pull(two, one)
    guide = two / "people" / JONAS / "conversation.md"
    if joined.startswith("by hand"):
        assert app.run(["interview", JONAS, "--guide", "--as", "bo-krag", "-w", str(two)]) == 0
    assert "Maja Holm har noteret: Bo keder ham." in guide.read_text("utf-8")
    assert '"reflection.barrier" = "someone"' not in (guide.parent / "answers.toml").read_text("utf-8")


def test_what_another_one_edits_and_sends_in_the_owners_name_goes_nowhere_unseen(three, tmp_path):
    """Bo let a version of his email go. What Maja changes in it in her clone waits, whoever she says that she
    is, committed or not, and so does what he wrote before she did; in his own clone he edits on."""
    one, two, _three = three
    shared(three)
    his = ["mail", SIGRID, "-w", str(two)]
    hers = ["mail", SIGRID, "-w", str(one), "--as", "bo-krag"]
    edited(two, "Mest af alt", "Helst af alt", SIGRID)
    let_go(two, tmp_path, "bo-krag", SIGRID)
    committed(two)
    pull(one, two)
    assert app.run(hers) == 0
    edited(two, "Helst af alt", "Allerhelst", SIGRID)
    for sits in ([], ["--as", "bo-krag"]):
        assert app.run([*his, *sits]) == 0
    committed_by(two)
    pull(one, two)
    assert app.run(hers) == 2
    edited(one, "Allerhelst", "Allermest", SIGRID)
    assert app.run(hers) == 2
    committed_by(one)
    assert app.run(hers) == 2
    assert app.run([*hers[:-2], "--sent", "--as", "bo-krag"]) == 2
    assert "Kun Bo Krag kan sige god for den" in looked_at(one, tmp_path, "bo-krag", SIGRID)
    assert app.run(hers) == 2
    assert app.run(his) == 0


@pytest.mark.parametrize("joined", ["pulled", "joined, and not committed yet"])
def test_what_is_edited_on_top_of_another_ones_words_goes_nowhere_unseen(three, tmp_path, joined):
    """Bo changes a word in his email, into which git brought a sentence of Maja's that he never let go."""
    one, two, _three = three
    shared(three)
    his = ["mail", SIGRID, "-w", str(two)]
    edited(two, "Mest af alt", "Helst af alt", SIGRID)
    let_go(two, tmp_path, "bo-krag", SIGRID)
    committed(two)
    pull(one, two)
    edited(one, "Helst af alt", "Allerhelst", SIGRID)
    committed_by(one)
    if joined == "pulled":
        pull(two, one)
        edited(two, "Allerhelst", "Allermest", SIGRID)
        committed_by(two)
    else:
        git(two, "fetch", str(one), "main")
        git(two, "merge", "--no-commit", "--no-ff", "FETCH_HEAD")
    assert app.run(his) == 2
    let_go(two, tmp_path, "bo-krag", SIGRID)
    assert app.run(his) == 0


def test_whom_nothing_but_a_name_on_the_command_line_tells_has_not_written_it(three, tmp_path, monkeypatch):
    """Git knows another address in Bo's clone: what he changes waits, until he says by his own settings that
    it is he."""
    two = three[1]
    mail = ["mail", SIGRID, "-w", str(two)]
    edited(two, "Mest af alt", "Helst af alt", SIGRID)
    git(two, "config", "user.email", ADDRESSES["two"])
    let_go(two, tmp_path, "bo-krag", SIGRID)
    git(two, "config", "user.email", "bo@example.com")
    edited(two, "Helst af alt", "Allerhelst", SIGRID)
    assert app.run([*mail, "--as", "bo-krag"]) == 2
    monkeypatch.setenv("NETINVITE_AS", "bo-krag")
    assert app.run(mail) == 0
