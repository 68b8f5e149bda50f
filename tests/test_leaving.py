"""An organiser who leaves; and what export and forget know of organisers."""

from __future__ import annotations

import json

import pytest
from organisers import BO, JONAS, answers, give, look_at, told, write
from readyexample import EXAMPLE

from netinvite import language
from netinvite.cli import app
from netinvite.store.parsed import ABSENT
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.whole

SIGRID = "sigrid-lund"
YES = ("--yes", "--confirm", "Bo Krag")


def made(net):
    """Jonas belongs to Maja Holm, Sigrid to Bo Krag, who has phoned both."""
    more = ("--set", "person.name=Sigrid Lund", "--set", "person.email=sigrid@example.org")
    first = ("prepare", "--no-input", "--answers", EXAMPLE, "-w", str(net))
    assert app.run([*first]) == 0 and app.run([*first, "--new", *more]) == 0
    write(net)
    give(net, "bo-krag", SIGRID)
    for slug in (JONAS, SIGRID):
        assert app.run(["log", slug, "no-answer", "--as", "bo-krag", "-w", str(net)]) == 0


@pytest.fixture
def two(once):
    return once(made)


def leave(capfd, net, *words):
    return told(capfd, net, "forget", "--organiser", "bo", *words)


@pytest.mark.parametrize("to", ["maja", "eva"])
def test_the_people_are_handed_over(two, capfd, to):
    """To the first, whose people have no owner, or to another."""
    write(two, "eva-lund", BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva"))
    code, _out, err = leave(capfd, two, "--to", to, *YES)
    assert code == 0 and "Sigrid Lund" in err, err
    assert answers(two, SIGRID)["person"].get("owner") == {"maja": None, "eva": "eva-lund"}[to]
    assert not (two / "organisers" / "bo-krag.toml").exists()
    code, out, _err = told(capfd, two, "mail", SIGRID, "--as", to)
    assert code == 0 and "Bo Krag" not in out


def test_nothing_says_any_more_who_it_was(two, capfd):
    """What was done stays, and so does when."""
    leave(capfd, two, "--to", "maja", *YES)
    for slug in (JONAS, SIGRID):
        entry = answers(two, slug)["contact_log"][0]
        assert (entry["what"], entry["by"]) == ("no-answer", "someone")


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("who", "to"), [("bo-krag", "maja"), ("maja-holm", "bo")])
def test_no_file_names_whoever_has_left(two, capfd, who, to):
    """Not even as a file is called, nor where it is noted which texts were seen; edited or not."""
    for slug, sits in ((JONAS, "maja-holm"), (SIGRID, "bo-krag")):
        prepared = ("prepare", slug, "--no-input", "--as", sits, "--set", "reflection.motive=Because.")
        assert told(capfd, two, *prepared)[0] == 0
        file = two / "people" / slug / "pitch.md"
        file.write_text("My own words.\n", encoding="utf-8")
    name = {"bo-krag": "Bo Krag", "maja-holm": "Maja Holm"}[who]
    words = ("--to", to, "--yes", "--confirm", name)
    assert told(capfd, two, "forget", "--organiser", who, *words)[0] == 0
    assert told(capfd, two, "status")[0] == 0
    for file in two.rglob("*"):
        assert who not in file.name
        text = file.read_text("utf-8") if file.is_file() else ""
        assert who not in text and name not in text, file


def some_days_ago(net):
    """Bo has tried to reach Sigrid."""
    place = Workspace(net)
    (own,) = (place.folder(SIGRID) / "log").glob("bo-krag*.toml")
    place.update(own, {("contact_log", 0, "when"): "2026-11-20"})


@pytest.mark.parametrize("others", [True, False])
@pytest.mark.parametrize(
    ("lang", "begun", "already", "noted"),
    [
        ("en", "Someone called on 20", "Someone has tried to reach Sigrid", "Taken over from someone."),
        (
            "da",
            "Nogen ringede den 20",
            "Nogen har allerede prøvet at få fat i Sigrid",
            "Overtaget fra nogen.",
        ),
    ],
)
def test_who_it_was_is_said_in_the_language_of_whoever_reads(two, capfd, lang, begun, already, noted, others):
    """Whichever it was done in, and whether others are left or one organises now: everywhere the same."""
    if others:
        write(two, "eva-lund", BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva"))
    language.activate("da" if lang == "en" else "en")
    some_days_ago(two)
    leave(capfd, two, "--to", "maja", *YES)
    language.activate(lang)
    out = told(capfd, two, "today", "--no-input", "--as", "maja")[1]
    # That somebody was handed over nobody said.
    assert begun in out and noted not in out, out
    _code, _out, err = told(capfd, two, "mail", "--all", "--format", "mbox", "--as", "maja")
    assert already in err, err


def test_who_it_was_in_a_language_of_before_is_said_so_too(two, capfd):
    """As an older netinvite left it."""
    some_days_ago(two)
    leave(capfd, two, "--to", "maja", *YES)
    place = Workspace(two)
    place.update(place.answers_file(SIGRID), {("contact_log", 0, "by"): "nogen"})
    assert "Someone called on 20" in told(capfd, two, "today", "--no-input")[1]


def test_where_the_name_still_stands_is_named(two, capfd):
    """An edited draft, or a note, is for its owner to change."""
    (two / "people" / JONAS / "note.md").write_text("Ask Bo Krag.\n", encoding="utf-8")
    _code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    assert f"people/{JONAS}/note.md: the name stands there" in err


@pytest.mark.parametrize(
    ("lang", "note"), [("en", "Taken over from someone."), ("da", "Overtaget fra nogen.")]
)
def test_the_log_says_that_somebody_was_handed_over(two, capfd, lang, note):
    """When, and to whom; not from whom."""
    # Whatever language whoever does it speaks.
    language.activate({"en": "da", "da": "en"}[lang])
    Workspace(two).update(two / "network.toml", {("lang",): lang})
    leave(capfd, two, "--to", "maja", *YES)
    entry = answers(two, SIGRID)["contact_log"][-1]
    assert entry == {
        "when": "2026-11-25 12:00",
        "recorded-in-minute": 2,
        "by": "maja-holm",
        "note": note,
        "taken_over_from": "someone",
    }
    assert len(answers(two)["contact_log"]) == 1


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("Taken over from Bo Krag.", "Taken over from someone."),
        ("Overtaget fra Bo Krag.", "Overtaget fra nogen."),
        ("Prepared further in the name of Bo Krag.", "Prepared further in the name of someone."),
        ("Ask Bo Krag.", "Ask Bo Krag."),
    ],
)
def test_a_note_that_the_program_wrote_loses_the_name(two, capfd, note, left):
    """In the language in which it was written; what somebody wrote is theirs."""
    place = Workspace(two)
    place.update(place.answers_file(JONAS), {("contact_log", 0, "note"): note})
    _code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    assert answers(two)["contact_log"][0]["note"] == left
    assert (f"people/{JONAS}/answers.toml: the name stands there" in err) == (note == left)


def phoned(capfd, net):
    """Sigrid is to be phoned by Bo, who says who he is."""
    way = ("--set", "contact.way=call", "--set", "contact.talk=phone")
    assert told(capfd, net, "prepare", SIGRID, "--no-input", "--as", "bo-krag", *way)[0] == 0
    return answers(net, SIGRID)["contact"]["opening"]


def test_a_proposal_follows_whoever_takes_over(two, capfd):
    """Nobody rings and says that it is Bo Krag."""
    assert "Bo Krag" in phoned(capfd, two)
    _code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    assert "Maja Holm" in answers(two, SIGRID)["contact"]["opening"]
    assert "contact.opening" not in err
    assert "Bo Krag" not in told(capfd, two, "pitch", SIGRID)[1]


def test_texts_that_nobody_edited_are_written_anew_at_once(two, capfd):
    """Whoever edits them afterwards edits their own."""
    folder = two / "people" / SIGRID
    assert told(capfd, two, "mail", SIGRID, "--as", "bo-krag")[0] == 0
    assert "Bo Krag" in (folder / "invitation.txt").read_text("utf-8")
    _code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    for name in ("pitch.md", "invitation.txt"):
        text = (folder / name).read_text("utf-8")
        assert "Maja Holm" in text and "Bo Krag" not in text
    assert "3 texts are written anew." in err and "Unchanged" not in err


def test_an_edited_text_stays_and_is_named_first(two, capfd):
    """With what is to be done."""
    file = two / "people" / SIGRID / "invitation.txt"
    assert told(capfd, two, "mail", SIGRID, "--as", "bo-krag")[0] == 0
    file.write_text(file.read_text("utf-8") + "PS. See you.\n", encoding="utf-8")
    (two / "note.md").write_text("Ask Bo Krag.\n", encoding="utf-8")
    before = file.read_bytes()
    _code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    assert file.read_bytes() == before
    named = [line for line in err.splitlines() if line.startswith("Unchanged")]
    assert named == [
        f"Unchanged – people/{SIGRID}/invitation.txt: edited by hand, and the name stands there; change it "
        "yourself.",
        "Unchanged – note.md: the name stands there; look yourself.",
    ]
    code, _out, err = told(capfd, two, "mail", SIGRID, "--output", str(two.parent / "x.eml"))
    assert code == 2 and "who has left stands in it" in err and not (two.parent / "x.eml").exists()
    assert "Bo Krag" not in err
    file.write_text(file.read_text("utf-8").replace("Bo Krag", "Maja Holm"), encoding="utf-8")
    look_at(two, None, SIGRID)
    assert told(capfd, two, "mail", SIGRID)[0] == 0


def noted_of_the_name(net, slug=SIGRID):
    """The lines that say by its checksum whose name stands in the email."""
    noted = (net / "people" / slug / ".drafts").read_text("utf-8")
    return [line for line in noted.splitlines() if line.startswith("left")]


@pytest.mark.parametrize("way", ["let go", "written anew"])
def test_of_the_name_no_more_is_kept_than_its_checksum_while_it_stands_there(two, capfd, way):
    """Of the email alone; let go without the name, or written anew, nothing of it is left."""
    assert told(capfd, two, "mail", SIGRID, "--as", "bo-krag")[0] == 0
    for name in ("invitation.txt", "pitch.md"):
        file = two / "people" / SIGRID / name
        file.write_text(f"{file.read_text('utf-8')}PS. Bo Krag.\n", encoding="utf-8")
    leave(capfd, two, "--to", "maja", *YES)
    [line] = noted_of_the_name(two)
    assert line.startswith("left invitation.txt ")
    file = two / "people" / SIGRID / "invitation.txt"
    look_at(two, None, SIGRID)
    assert noted_of_the_name(two) == [line]
    if way == "let go":
        file.write_text(file.read_text("utf-8").replace("Bo Krag", "Maja Holm"), encoding="utf-8")
        look_at(two, None, SIGRID)
    else:
        file.unlink()
        assert told(capfd, two, "prepare", SIGRID, "--no-input")[0] == 0
    assert noted_of_the_name(two) == []


def test_an_edited_text_of_another_that_names_them_is_changed(two, capfd):
    """Nobody was taken over: whoever changes it has done what there was to do."""
    file = two / "people" / JONAS / "invitation.txt"
    file.write_text(file.read_text("utf-8") + "PS. Bo Krag says hello.\n", encoding="utf-8")
    leave(capfd, two, "--to", "maja", *YES)
    assert told(capfd, two, "mail", JONAS)[0] == 2
    file.write_text(file.read_text("utf-8").replace("Bo Krag", "Bo"), encoding="utf-8")
    assert told(capfd, two, "mail", JONAS)[0] == 0


def test_a_text_that_cannot_be_written_yet_is_named_with_the_way(two, capfd):
    """Where the one who takes over has not said yet what stands in it."""
    assert told(capfd, two, "mail", SIGRID, "--as", "bo-krag")[0] == 0
    write(two, "eva-lund", 'schema = 2\n[organiser]\nname = "Eva Lund"\n')
    code, _out, err = leave(capfd, two, "--to", "eva", *YES)
    assert code == 0 and answers(two, SIGRID)["person"]["owner"] == "eva-lund"
    assert (
        f"invitation.txt: it is written anew once the preparation is finished: netinvite prepare {SIGRID}"
        in err
    )


def test_somebody_whose_answers_are_not_in_order_is_handed_over_too(two, capfd):
    """With the note; the rest is told of where they are prepared."""
    place = Workspace(two)
    place.update(place.answers_file(SIGRID), {("reflection", "why"): ["two", "texts"]})
    code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    assert code == 0, err
    assert "owner" not in answers(two, SIGRID)["person"]
    assert answers(two, SIGRID)["contact_log"][-1]["note"] == "Taken over from someone."


@pytest.mark.sampled(1)
@pytest.mark.parametrize("signed", ["Bo Krag", "Bo", "B. Krag"])
def test_an_edited_text_of_theirs_goes_nowhere_however_it_is_signed(two, capfd, signed):
    """Before whoever takes over has looked at it; it is named with the command."""
    file = two / "people" / SIGRID / "invitation.txt"
    assert told(capfd, two, "mail", SIGRID, "--as", "bo-krag")[0] == 0
    text = file.read_text("utf-8").replace("Bo Krag", signed) + "PS. See you.\n"
    file.write_text(text, encoding="utf-8")
    _code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    assert f"Unchanged – people/{SIGRID}/invitation.txt: edited by hand" in err
    code, out, err = told(capfd, two, "mail", SIGRID)
    assert (code, out) == (2, "") and f"netinvite edit {SIGRID} mail" in err
    file.write_text(text.replace(signed, "Maja Holm"), encoding="utf-8")
    assert told(capfd, two, "mail", SIGRID)[0] == 2
    look_at(two, None, SIGRID)
    assert told(capfd, two, "mail", SIGRID)[0] == 0


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "were given before Maja Holm took over, and wait in their fields to be looked at:"),
        ("da", "er givet, før Maja Holm overtog, og står i felterne, til du har set dem igennem:"),
    ],
)
def test_on_a_terminal_what_was_true_of_the_one_who_left_is_asked_again(two, capfd, monkeypatch, lang, said):
    """As where somebody takes over: the old answers wait in their fields, and no mail goes out before."""
    monkeypatch.setattr("netinvite.cli.privacy.type_in", lambda *_words: "bo krag")
    assert told(capfd, two, "mail", SIGRID, "--as", "bo-krag")[0] == 0
    before = answers(two, SIGRID)
    language.activate(lang)
    code, _out, err = leave(capfd, two, "--to", "maja")
    assert code == 0 and said in err, err
    found = answers(two, SIGRID)["unfinished"]
    assert [*found] == ["person.relation", "person.met", "reflection.why", "contact.tried"]
    assert found["reflection.why"] == before["reflection"]["why"]
    asks = " ".join(load_guide(lang).question(key).ask for key in found)
    assert f"  Sigrid Lund: {asks} netinvite prepare {SIGRID}" in err and "person." not in err
    code, out, err = told(capfd, two, "mail", SIGRID)
    assert (code, out) == (2, "") and f"prepare {SIGRID}" in err


def test_what_waits_since_it_was_anothers_is_named_too(two, capfd, monkeypatch):
    """Where whoever had the person meanwhile has answered a part of it, and leaves: with ``--yes``."""
    write(two, "eva-lund", BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva"))
    monkeypatch.setattr("netinvite.cli.privacy.type_in", lambda *_words: "bo krag")
    assert leave(capfd, two, "--to", "eva")[0] == 0
    place = Workspace(two)
    place.update(
        place.answers_file(SIGRID),
        {("person", "relation"): "met", ("unfinished", "person.relation"): ABSENT},
    )
    words = ("--to", "maja", "--yes", "--confirm", "Eva Lund")
    err = told(capfd, two, "forget", "--organiser", "eva", *words)[2]
    assert "How well do you know each other? Where did you meet? Why this person?" in err, err


def talked(capfd, net, slug, sits):
    """Record a conversation."""
    words = ("--set=conversation.outcome=considers", "--set=conversation.next=calls again")
    more = (f"--set=conversation.changes=Said to {sits}", "--set=conversation.date=2026-11-24")
    assert told(capfd, net, "interview", slug, "--no-input", "--as", sits, *words, *more)[0] == 0


def test_conversations_stay_without_the_name(two, capfd):
    """In their order among those of others, and what was half typed is not lost."""
    for sits in ("bo-krag", "maja-holm"):
        talked(capfd, two, JONAS, sits)
    place = Workspace(two)
    own = place.folder(JONAS) / "log/bo-krag.toml"
    place.update(own, {("unfinished", "conversation.view"): "That we"})
    assert leave(capfd, two, "--to", "maja", *YES)[0] == 0
    found = answers(two)
    assert [talk["by"] for talk in found["conversation"]] == ["someone", "maja-holm"]
    assert found["conversation"][0]["changes"] == "Said to bo-krag"
    assert found["unfinished"] == {"conversation.view": "That we"} and not own.exists()
    assert told(capfd, two, "status")[0] == 0


# Whoever has left already -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "da"])
def test_what_came_back_of_somebody_who_has_left_is_named_and_let_go(two, capfd, lang):
    """As another copy of the folder gave it back: by the list, with the command that takes it away, which
    takes over what is new alone, in whichever language the first was given."""
    own = two / "people" / JONAS / "log/bo-krag.toml"
    came_back = own.read_text("utf-8")
    assert leave(capfd, two, "--to", "maja", *YES)[0] == 0
    more = '  {when = "2026-11-25 11:00", what = "message", by = "bo-krag"},\n]'
    own.parent.mkdir(exist_ok=True)
    own.write_text(came_back.rstrip().removesuffix("]") + more + "\n", encoding="utf-8")
    give(two, "bo-krag")
    language.activate(lang)
    code, _out, err = told(capfd, two, "status")
    assert code == 1 and "forget --organiser bo-krag --to " in err
    give(two, "")
    code, out, err = told(capfd, two, "status")
    assert code == 1 and str(own) not in out
    assert "log/bo-krag.toml" in err or "answers.toml" in err
    assert "netinvite forget --organiser bo-krag" in err and "Sigrid Lund" in out
    give(two, "bo-krag")
    words = ("--to", "maja", "--yes", "--confirm", "bo-krag")
    code, _out, err = told(capfd, two, "forget", "--organiser", "bo-krag", *words)
    assert code == 0, err
    found = answers(two)
    assert [(one["what"], one["by"]) for one in found["contact_log"][:2]] == [
        ("no-answer", "someone"),
        ("message", "someone"),
    ]
    assert "owner" not in found["person"] and not own.exists()
    assert told(capfd, two, "status")[0] == 0


def test_by_whom_something_was_is_looked_at_where_several_organise(two, capfd):
    """In the answers, in others' files, and for each but once."""
    write(two, "eva-lund", BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva"))
    place = Workspace(two)
    for slug in (JONAS, SIGRID):
        place.update(place.answers_file(slug), {("contact_log", 0, "when"): "2026-11-20"})
        place.update(place.answers_file(slug), {("contact_log", 0, "by"): "kim-dahl"})
    for command in (("status",), ("today", "--no-input"), ("status", "--due")):
        code, _out, err = told(capfd, two, *command)
        assert code == 1 and err.count("“kim-dahl”") == 1, err
        assert JONAS in err and SIGRID in err
    assert told(capfd, two, "forget", "--organiser", "kim-dahl", "--yes", "--confirm", "Kim-Dahl")[0] == 0
    assert told(capfd, two, "status")[0] == 0


def test_what_was_true_of_the_one_who_left_is_named(two, capfd):
    """Where they met, why they asked: it need not be true of whoever writes now."""
    _code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    told = err.partition("were given before Maja Holm took over; see whether they are true now:\n")[2]
    assert told.startswith(
        "  Sigrid Lund: How well do you know each other? Where did you meet? Why this person? "
        "Have you tried to meet or call the person? netinvite"
    )


def test_people_are_left_to_nobody(two, capfd):
    """Without --to it is refused, and nothing changes."""
    code, _out, err = leave(capfd, two, *YES)
    assert code == 2 and "Sigrid Lund" in err and "--to" in err
    assert (two / "organisers" / "bo-krag.toml").exists()


def test_whoever_has_nobody_may_simply_go(two, capfd):
    """Nobody has to take anybody over."""
    give(two, "", SIGRID)
    assert leave(capfd, two, *YES)[0] == 0
    assert not (two / "organisers" / "bo-krag.toml").exists()


@pytest.mark.parametrize(("words", "said"), [(("--yes", "--confirm", "Bo"), "full name"), ((), "--confirm")])
def test_the_full_name_is_asked_for(two, capfd, words, said):
    """As for everybody who is forgotten."""
    code, _out, err = leave(capfd, two, "--to", "maja", *words)
    assert code == 2 and said in err
    assert answers(two, SIGRID)["person"]["owner"] == "bo-krag"


def test_one_cannot_hand_over_to_oneself(two, capfd):
    """That would be nobody."""
    assert leave(capfd, two, "--to", "bo-krag", *YES)[0] == 2


def test_a_damaged_file_stops_it(two, capfd):
    """Nobody could say whose that person is."""
    (two / "people" / JONAS / "answers.toml").write_text("[person\n", encoding="utf-8")
    code, _out, err = leave(capfd, two, "--to", "maja", *YES)
    assert code == 1 and "answers.toml" in err
    assert (two / "organisers" / "bo-krag.toml").exists()


# A person -----------------------------------------------------------------------------------------


def test_forgetting_somebody_takes_them_out_of_an_organisers_words(two, capfd):
    """And out of the drafts that are made of them."""
    write(two, text=BO.replace("the library is", "Jonas Østergård says that the library is"))
    assert told(capfd, two, "mail", SIGRID, "--as", "bo")[0] == 0
    code, _out, err = told(capfd, two, "forget", JONAS, "--yes", "--confirm", "Jonas Østergård")
    assert code == 0 and "organisers/bo-krag.toml" in err, err
    text = (two / "organisers" / "bo-krag.toml").read_text("utf-8")
    assert "Jonas" not in text and "someone says" in text
    assert "Jonas Østergård" not in (two / "people" / SIGRID / "invitation.txt").read_text("utf-8")


def test_forgetting_somebody_takes_them_out_of_conversations_too(two, capfd):
    """Which stand in the file of whoever recorded them; export names the place before."""
    words = ("--set=conversation.outcome=considers", "--set=conversation.next=Sigrid Lund calls")
    named = """--set=conversation.referrals=[{name = "Sigrid Lund", gives = "knows all", kind = "access"}]"""
    code, _out, err = told(capfd, two, "interview", JONAS, "--no-input", "--as", "bo-krag", *words, named)
    assert code == 0, err
    own = f"people/{JONAS}/log/bo-krag.toml"
    assert "Sigrid Lund" in (two / own).read_text("utf-8")
    _code, out, _err = told(capfd, two, "export", SIGRID, "--format", "json")
    assert own in {one["file"] for one in json.loads(out)["mention"]}
    _code, out, _err = told(capfd, two, "export", JONAS, "--format", "json")
    assert json.loads(out)["answers"]["conversation"][0]["next"] == "Sigrid Lund calls"
    assert told(capfd, two, "forget", SIGRID, "--yes", "--confirm", "Sigrid Lund")[0] == 0
    text = (two / own).read_text("utf-8")
    assert "Sigrid" not in text and answers(two)["conversation"][0]["next"].lower() == "someone calls"
    assert told(capfd, two, "status")[0] == 0


def test_forgetting_a_namesake_leaves_the_organiser(two, capfd):
    """Whose people belong to them as before."""
    place = Workspace(two)
    place.update(place.answers_file(JONAS), {("person", "name"): "Bo Krag"})
    code, _out, err = told(capfd, two, "forget", JONAS, *YES)
    assert code == 0, err
    assert (two / "organisers" / "bo-krag.toml").read_text("utf-8") == BO
    assert answers(two, SIGRID)["person"]["owner"] == "bo-krag"
    assert "remove it" not in err and "rename it" not in err


def test_export_tells_whose_somebody_is_and_what_organisers_say_of_them(two, capfd):
    """The owner stands among the answers, a mention among the mentions."""
    write(two, text=BO.replace("the library is", "Sigrid Lund says that the library is"))
    _code, out, _err = told(capfd, two, "export", SIGRID, "--format", "json")
    found = json.loads(out)
    assert found["answers"]["person"]["owner"] == "bo-krag"
    assert "organisers/bo-krag.toml" in {one["file"] for one in found["mention"]}
