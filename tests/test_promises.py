"""Where several organise, what each promised stays theirs to keep, whatever the others record."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from organisers import BO, JONAS, told, write
from readyexample import EXAMPLE

from netinvite import language
from netinvite.app.people import organised
from netinvite.cli import app
from netinvite.model.contacts import MOVED, TALKED, Entry
from netinvite.model.due import of
from netinvite.model.promises import Step, promises
from netinvite.model.standing import Facts, Talk
from netinvite.store.workspace import Workspace

MAJA, BOS = "maja-holm", "bo-krag"
KEYS = ("--set=conversation.next=lend him the keys", "--set=conversation.next_date=2026-11-24")
NOW = "2026-11-24T09:00"


def made(net):
    """Jonas belongs to Maja Holm; Bo Krag organises too."""
    assert app.run(["prepare", "--no-input", "--answers", EXAMPLE, "-w", str(net)]) == 0
    write(net, BOS, BO)


@pytest.fixture
def two(once, monkeypatch):
    net = once(made)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-05T10:00")
    return net


def talks(net, sits, outcome, *more, capfd):
    """Record a conversation with Jonas, as somebody."""
    words = ("interview", "jonas", "--no-input", f"--set=conversation.outcome={outcome}", "--as", sits)
    code, _out, err = told(capfd, net, *words, *more)
    assert code == 0, err


def rows(net, capfd, *words):
    """Who is due, and why."""
    code, out, err = told(capfd, net, "today", "--json", *words)
    assert code == 0, err
    return {one["id"]: one for one in json.loads(out)["due"]}


def shared_promise(net, monkeypatch, capfd):
    """Maja promises something, Bo talks with the same person a little later."""
    talks(net, "maja", "joins", *KEYS, capfd=capfd)
    monkeypatch.setenv("NETINVITE_NOW", "2026-11-05T11:00")
    later = ("--set=conversation.next=ask again", "--set=conversation.next_date=2027-01-12")
    talks(net, "bo", "later", *later, capfd=capfd)
    monkeypatch.setenv("NETINVITE_NOW", NOW)


@pytest.mark.parametrize(
    ("sits", "said"),
    [
        (
            "maja",
            "Promised for 24 November: lend him the keys (Bo Krag had a conversation too, on 5 November.)",
        ),
        (
            "bo",
            "Maja Holm promised for 24 November: lend him the keys "
            "(You had a conversation too, on 5 November.)",
        ),
    ],
)
def test_anothers_later_conversation_leaves_a_promise_due(two, monkeypatch, capfd, sits, said):
    """On its day, with who had the other one."""
    shared_promise(two, monkeypatch, capfd)
    row = rows(two, capfd, "--as", sits)[JONAS]
    assert (row["why"], row["due"], row["by"]) == (said, "2026-11-24", MAJA)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "(Bo Krag put the next contact off until"), ("da", "(Bo Krag har")]
)
def test_anothers_postponement_leaves_a_promise_due(two, monkeypatch, capfd, lang, said):
    """And is told of, with the day."""
    talks(two, "maja", "joins", *KEYS, capfd=capfd)
    assert told(capfd, two, "later", "jonas", "2026-12-15", "--as", "bo")[0] == 0
    monkeypatch.setenv("NETINVITE_NOW", NOW)
    language.activate(lang)
    row = rows(two, capfd, "--as", "maja")[JONAS]
    assert row["due"] == "2026-11-24" and said in row["why"]


def test_whoever_promised_sees_it_among_their_own(two, monkeypatch, capfd):
    """Though the person is somebody else's."""
    talks(two, "bo", "joins", *KEYS, capfd=capfd)
    more = ("--set=conversation.next=ask again", "--set=conversation.next_date=2027-01-12")
    talks(two, "maja", "later", *more, capfd=capfd)
    monkeypatch.setenv("NETINVITE_NOW", NOW)
    row = rows(two, capfd, "--mine", "--as", "bo")[JONAS]
    assert row["why"].startswith("Promised for 24 November: lend him the keys")


@pytest.mark.parametrize(("sits", "left"), [("maja", "later"), ("bo", "step")])
def test_whoever_promised_says_what_became_of_it(two, monkeypatch, capfd, sits, left):
    """Done, by nobody else."""
    shared_promise(two, monkeypatch, capfd)
    assert told(capfd, two, "log", "jonas", "moved", "--as", sits)[0] == 0
    assert (JONAS in rows(two, capfd, "--as", "maja")) == (left == "step")


@pytest.mark.parametrize("words", [("log", "jonas", "moved"), ("later", "jonas", "2026-12-15")])
def test_whoever_puts_off_what_another_promised_is_told_that_it_stays(two, monkeypatch, capfd, words):
    """And until when; whoever promised it is told nothing of the kind."""
    shared_promise(two, monkeypatch, capfd)
    stays = "What Maja Holm promised for 24 November stays until Maja Holm keeps it or puts it off"
    assert stays in " ".join(told(capfd, two, *words, "--as", "bo")[2].split())
    assert "What Maja Holm promised" not in told(capfd, two, *words, "--as", "maja")[2]


def test_the_page_has_every_next_step(two, monkeypatch, capfd):
    """Whose each is, too."""
    shared_promise(two, monkeypatch, capfd)
    out = told(capfd, two, "today", "--no-input", "--as", "maja")[1]
    assert "Next step by Bo Krag, 12 January: ask again" in out


PROMISE = Talk(date(2026, 11, 5), "joins", "send it", date(2026, 11, 24), by="maja-holm")
BOS_OWN = Talk(date(2026, 11, 6), "joins", by="bo-krag")


@pytest.mark.parametrize(
    ("log", "organisers", "found"),
    [
        ((), (MAJA, BOS), [Step("send it", date(2026, 11, 24), MAJA)]),
        (
            (Entry(date(2026, 11, 24), TALKED, by=BOS),),
            (MAJA, BOS),
            [Step("send it", date(2026, 11, 24), MAJA)],
        ),
        ((Entry(date(2026, 11, 24), TALKED, by=MAJA),), (MAJA, BOS), []),
        (
            (Entry(date(2026, 11, 10), MOVED, until=date(2026, 12, 1)),),
            (MAJA, BOS),
            [Step("send it", date(2026, 12, 1), MAJA)],
        ),
        # Whoever took the person over answers for it, too.
        (
            (
                Entry(date(2026, 11, 9), by=BOS, taken_from="Maja Holm"),
                Entry(date(2026, 11, 24), TALKED, by=BOS),
            ),
            (MAJA, BOS),
            [],
        ),
        # Whoever has left keeps nothing any more: it is the owner's.
        ((Entry(date(2026, 11, 24), TALKED, by=BOS),), (BOS, "ada-lund"), []),
    ],
)
def test_who_settles_a_promise(log, organisers, found):
    """Those who keep it, and nobody else."""
    facts = Facts("a", "A", log=log, talks=(PROMISE, BOS_OWN), owner=BOS, organisers=organisers)
    assert promises(facts) == found


def test_one_alone_is_read_as_all_are(two, capfd):
    """With who organises."""
    facts = organised(Workspace(two), Facts("a", "A", talks=(PROMISE, BOS_OWN)))
    assert facts.organisers == (MAJA, BOS)
    due = of(facts, datetime(2026, 11, 24, 9))
    assert due and (due.reason, due.day) == ("step", date(2026, 11, 24))


@pytest.mark.parametrize(
    ("sits", "said"),
    [
        ("maja", "Bo Krag had the conversation on 5 November; how it ended is still open."),
        ("bo", "You talked on 5 November; how it ended is still open."),
    ],
)
def test_check_names_who_did_what_as_today_does(two, monkeypatch, capfd, sits, said):
    """Nobody who organises is a former organiser."""
    assert told(capfd, two, "log", "jonas", "talked", "--as", "bo")[0] == 0
    monkeypatch.setenv("NETINVITE_NOW", NOW)
    monkeypatch.setenv("NETINVITE_AS", sits)
    err = told(capfd, two, "check", "jonas")[2]
    assert said in err and rows(two, capfd)[JONAS]["why"] == said


def test_check_names_who_stayed_the_first_organiser_alone(two, monkeypatch, capfd):
    """Where the others have left."""
    assert told(capfd, two, "log", "jonas", "talked", "--as", "maja")[0] == 0
    (two / "organisers" / "bo-krag.toml").unlink()
    monkeypatch.setenv("NETINVITE_NOW", NOW)
    assert "You talked on 5 November" in told(capfd, two, "check", "jonas")[2]


# Without a day -------------------------------------------------------------------------------------

UNDATED = ("interview", "jonas", "--no-input", "--as", "maja", "--set=conversation.next=lend him the keys")


@pytest.mark.parametrize("outcome", ["joins", "declines"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Promised on 5 November, without a day: lend him the keys"),
        ("da", "Lovet den 5. november uden en dag: lend him the keys"),
    ],
)
def test_a_promise_without_a_day_is_due_after_a_week(two, monkeypatch, capfd, outcome, lang, said):
    """It is said on which day, and stays due until it is kept or done."""
    code, _out, err = told(
        capfd, two, *UNDATED, f"--set=conversation.outcome={outcome}", "--set=conversation.referrals="
    )
    assert code == 0, err
    assert "reminds you of Jonas Østergård on Thursday 12 November" in " ".join(err.split())
    assert "12 Nov" in told(capfd, two, "status")[1]
    monkeypatch.setenv("NETINVITE_NOW", "2027-02-01T09:00")
    language.activate(lang)
    row = rows(two, capfd, "--as", "maja")[JONAS]
    assert (row["why"], row["due"]) == (said, "2026-11-12")
    assert "CANCELLED" not in told(capfd, two, "status", "--ics")[1]
    assert told(capfd, two, "log", "jonas", "moved", "--as", "maja")[0] == 0
    assert not rows(two, capfd)


def test_where_days_are_counted_these_remind_of_it():
    """Whoever has not decided yet is due after the days of that."""
    facts = Facts("a", "A", talks=(Talk(date(2026, 11, 5), "considers", "send it"),))
    assert promises(facts) == [Step("send it")]
    due = of(facts, datetime(2026, 11, 24, 9))
    assert due and (due.reason, due.day) == ("considers", date(2026, 11, 19))
