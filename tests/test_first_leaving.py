"""The first organiser leaves: another one takes that place in ``network.toml``, and the people."""

from __future__ import annotations

import tomllib

import pytest
from organisers import BO, JONAS, answers, give, told, write
from test_leaving import SIGRID, made, talked

from netinvite import language
from netinvite.store import drafts
from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.whole

YES = ("--yes", "--confirm", "Maja Holm")
BOS = BO + '\n[languages.da.organiser]\nmotivation = "Det betyder noget for mig, fordi døren er åben."\n'


@pytest.fixture
def two(once):
    return once(made)


def leave(capfd, net, *words):
    return told(capfd, net, "forget", "--organiser", "maja", *words)


def network(net):
    return tomllib.loads((net / "network.toml").read_text("utf-8"))


def test_another_one_takes_the_place(two, capfd):
    """With all that they say of themselves; what the network says, and comments, stay."""
    write(two, text=BOS)
    file, before = two / "network.toml", network(two)
    file.write_text("# Ours.\n" + file.read_text("utf-8"), encoding="utf-8")
    code, _out, err = leave(capfd, two, "--to", "bo", *YES)
    assert code == 0, err
    assert "Bo Krag takes the place of Maja Holm in network.toml" in err
    now = network(two)
    assert now["organiser"] == tomllib.loads(BOS)["organiser"]
    assert now["languages"] == {"da": {"organiser": tomllib.loads(BOS)["languages"]["da"]["organiser"]}}
    assert now["network"] == before["network"] and file.read_text("utf-8").startswith("# Ours.\n")
    assert not (two / "organisers" / "bo-krag.toml").exists()
    for slug in (JONAS, SIGRID):
        assert "owner" not in answers(two, slug)["person"]
    assert told(capfd, two, "status")[0] == 0


def test_nobody_gets_what_the_one_who_left_did(two, capfd):
    """What names nobody was theirs: entries, conversations, and an invitation of before."""
    talked(capfd, two, JONAS, "maja-holm")
    place = Workspace(two)
    for own in (place.folder(JONAS) / "log").glob("maja-holm*.toml"):
        own.unlink()
    file = place.answers_file(JONAS)
    log = {("contact_log", 0, "when"): "2026-11-19", ("contact_log", 0, "what"): "no-answer"}
    talk = {("conversation", 0, "outcome"): "considers", ("conversation", 0, "date"): "2026-11-24"}
    place.update(file, {**log, **talk, ("invited", "date"): "2026-11-18"})
    assert leave(capfd, two, "--to", "bo", *YES)[0] == 0
    found = answers(two)
    by = {(one.get("what"), one["when"][:10]): one["by"] for one in found["contact_log"] if "note" not in one}
    assert by == {
        ("no-answer", "2026-11-19"): "someone",
        ("sent", "2026-11-18"): "someone",
        ("no-answer", "2026-11-25"): "bo-krag",
    }
    assert [one["by"] for one in found["conversation"]] == ["someone"]


@pytest.mark.parametrize(
    ("lang", "note"), [("en", "Taken over from someone."), ("da", "Overtaget fra nogen.")]
)
def test_the_log_says_when_the_people_were_taken_over(two, capfd, lang, note):
    """By whom; of those who belonged to the heir before nothing is noted."""
    # Whatever language whoever does it speaks.
    language.activate({"en": "da", "da": "en"}[lang])
    Workspace(two).update(two / "network.toml", {("lang",): lang})
    leave(capfd, two, "--to", "bo", *YES)
    entry = answers(two)["contact_log"][-1]
    assert entry == {
        "when": "2026-11-25 12:00",
        "recorded-in-minute": 2,
        "by": "bo-krag",
        "note": note,
        "taken_over_from": "someone",
    }
    assert len(answers(two, SIGRID)["contact_log"]) == 1


def test_texts_are_written_anew_in_the_new_name(two, capfd):
    """What nobody edited; the others' are as they were."""
    _code, _out, err = leave(capfd, two, "--to", "bo", *YES)
    assert "3 texts are written anew." in err
    code, out, _err = told(capfd, two, "mail", JONAS)
    assert code == 0 and "Bo Krag" in out and "Maja" not in out
    assert "Maja" not in (two / "people" / JONAS / "invitation.txt").read_text("utf-8")
    assert told(capfd, two, "mail", SIGRID)[0] == 0
    assert drafts.look(Workspace(two), JONAS, "invitation").current


def test_an_edited_text_of_theirs_goes_nowhere(two, capfd):
    """Before whoever takes over has looked at it."""
    file = two / "people" / JONAS / "invitation.txt"
    file.write_text(file.read_text("utf-8").replace("Maja Holm", "Maja") + "PS.\n", encoding="utf-8")
    _code, _out, err = leave(capfd, two, "--to", "bo", *YES)
    assert f"Unchanged – people/{JONAS}/invitation.txt: edited by hand" in err
    code, out, err = told(capfd, two, "mail", JONAS)
    assert (code, out) == (2, "") and f"netinvite edit {JONAS} mail" in err


def test_on_a_terminal_what_was_true_of_them_is_asked_again(two, capfd, monkeypatch):
    """As of any other who leaves."""
    monkeypatch.setattr("netinvite.cli.privacy.type_in", lambda *_words: "maja holm")
    code, _out, err = leave(capfd, two, "--to", "bo")
    assert code == 0 and "wait in their fields" in err
    assert "reflection.why" in answers(two)["unfinished"]
    assert told(capfd, two, "mail", JONAS)[0] == 2


def test_where_the_name_stands_in_what_the_network_says_is_named(two, capfd):
    """In the file that stays."""
    Workspace(two).update(two / "network.toml", {("network", "theme"): "Maja Holm's network is about it."})
    _code, _out, err = leave(capfd, two, "--to", "bo", *YES)
    assert "Unchanged – network.toml: the name stands there; look yourself." in err


def test_one_whose_file_is_called_otherwise_keeps_what_they_recorded(two, capfd):
    """Whoever married is known by the new name from then on; their own entries stay theirs."""
    write(two, text=BO.replace('name = "Bo Krag"', 'name = "Bo Lund"'))
    assert leave(capfd, two, "--to", "bo-krag", *YES)[0] == 0
    assert [one["by"] for one in answers(two)["contact_log"]] == ["bo-lund", "bo-lund"]
    assert not [*(two / "people" / JONAS / "log").glob("bo-krag*")]
    code, _out, err = told(capfd, two, "status")
    assert code == 0, err


def test_a_third_keeps_their_people(two, capfd):
    """Eva's stay hers."""
    write(two, "eva-lund", BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva"))
    give(two, "eva-lund")
    assert leave(capfd, two, "--to", "bo", *YES)[0] == 0
    assert answers(two)["person"]["owner"] == "eva-lund" and not answers(two).get("unfinished")
    assert told(capfd, two, "mail", JONAS, "--as", "eva-lund")[0] == 0
    assert told(capfd, two, "mail", JONAS, "--as", "bo-krag", "--output", str(two.parent / "x"))[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "with --to: bo-krag"), (("--to", "maja"), "from themselves"), (("--to", "kim"), "No organiser")],
)
def test_somebody_has_to_take_the_place(two, capfd, words, said):
    """Nothing changes."""
    before = (two / "network.toml").read_bytes()
    code, _out, err = leave(capfd, two, *words, *YES)
    assert code == 2 and said in err, err
    assert (two / "network.toml").read_bytes() == before and (two / "organisers" / "bo-krag.toml").exists()


def test_who_is_alone_is_told_what_to_do(net, capfd):
    """Somebody has to be there."""
    code, _out, err = leave(capfd, net, *YES)
    assert code == 2 and "Let somebody else begin here first: netinvite prepare --as 'Bo Krag'" in err, err


def test_who_would_be_taken_for_another_one_cannot_be_the_first(two, capfd):
    """The first one is known by the name alone."""
    write(two, "bo-krag-2")
    code, _out, err = leave(capfd, two, "--to", "bo-krag-2", *YES)
    assert code == 2 and "bo-krag.toml" in err and network(two)["organiser"]["name"] == "Maja Holm"


def test_what_broke_off_is_named_and_ended(two, capfd):
    """The file that was to go says what the other one says already."""
    text = (two / "organisers" / "bo-krag.toml").read_text("utf-8")
    assert leave(capfd, two, "--to", "bo", *YES)[0] == 0
    write(two, text=text)
    give(two, "bo-krag")
    code, _out, err = told(capfd, two, "status")
    assert code == 1 and "netinvite forget --organiser bo-krag" in err and "broke off" in err, err
    code, _out, err = told(capfd, two, "forget", "--organiser", "bo-krag")
    assert code == 0 and "Bo Krag is the first organiser now" in err
    assert "owner" not in answers(two)["person"] and told(capfd, two, "status")[0] == 0
    write(two, text=text.replace("librarian", "teacher"))
    code, _out, err = told(capfd, two, "status")
    assert code == 1 and "broke off" not in err and "two organisers are called Bo Krag" in err
