"""What now: the last words of every command fit where the person stands."""

from __future__ import annotations

import re
import shlex

import pytest
from readyexample import SLUG, prepared

from netinvite.app import whatnow
from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.language import activate
from netinvite.model.standing import STATES
from netinvite.store.conversations import Interview
from netinvite.store.workspace import Workspace
from netinvite.wizard.interview import whom_else

NOW = "2026-11-25"


def logged(what, when=NOW):
    return f'\n[[contact_log]]\nwhen = "{when}"\nwhat = "{what}"\n'


def talked(outcome="", when=NOW, more=""):
    said = f'outcome = "{outcome}"\n' if outcome else ""
    return f'\n[[conversation]]\ndate = "{when}"\n{said}{more}'


LIES = {
    "ready": "",
    "tried": logged("no-answer"),
    "invited": logged("sent"),
    "answered": logged("sent", "2026-11-20") + logged("replied"),
    "talked": talked(),
    **{outcome: talked(outcome) for outcome in ("joins", "considers", "later", "declines")},
}


@pytest.fixture
def net(once, capsys):
    folder = once(prepared)
    capsys.readouterr()
    return folder


def add(net, text, slug=SLUG):
    file = net / "people" / slug / "answers.toml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def said(net, slug=SLUG):
    return [one.replace(f" --workspace {net}", "") for one in whatnow.of(Workspace(net), slug)]


@pytest.mark.parametrize(
    ("tried", "told"),
    [
        ("rung", ("once more", "--date yesterday", "If nobody answers")),
        ("came-by", ("Try to call", "--date yesterday", "If nobody answers")),
        ("both", ("You have called and come by", "--date yesterday", "After the conversation")),
        ("no", ("Try to call", "first", "If nobody answers")),
    ],
)
def test_what_was_tried_by_the_answers_can_be_noted(net, tried, told):
    """With its day; whoever tried both is not sent to do it again, and who tried nothing has nothing to
    note."""
    place = Workspace(net)
    place.update(place.answers_file(SLUG), {("contact", "tried"): tried})
    text, at = " ".join(said(net)), 0
    for words in told:
        at = text.find(words, at)
        assert at >= 0, (words, text)
    assert ("--date" in text) is (tried != "no")
    assert ("If nobody answers" in text) is (tried != "both")
    assert tried != "both" or "Try to call" not in text


# By state: what is said, in this order.
TOLD = {
    "ready": ("netinvite pitch", "once more", "netinvite log {} no-answer", "netinvite interview {}"),
    "tried": ("again on Monday 30 November", "netinvite mail", "no-answer", "interview", "netinvite later"),
    "invited": ("by Wednesday 2 December, call", "netinvite log {} replied", "netinvite interview {}"),
    "answered": ("waits for you now", "netinvite interview {}", "netinvite later {}"),
    "talked": ("netinvite today reminds you", "netinvite interview {} --last"),
    "joins": ("Hand over the leaflet", "netinvite leaflet"),
    "considers": ("thinking it over", "on Wednesday 9 December", "netinvite interview {}"),
    "later": ("just now", "netinvite today reminds you", "netinvite later {} 'in two weeks'"),
    "declines": ("leave it at that", "netinvite interview {} --last"),
}


@pytest.mark.parametrize("state", LIES)
def test_every_state_has_its_words(net, state):
    """With the commands that come next."""
    add(net, LIES[state])
    text, place = " ".join(said(net)), 0
    for words in TOLD[state]:
        place = text.find(words.format(SLUG), place)
        assert place >= 0, (words, text)


def test_the_table_has_every_state():
    """Each state that there is, and no other."""
    assert set(whatnow.TABLE) == set(STATES) == {"thinking", *LIES}


@pytest.mark.parametrize("state", [state for state in LIES if state != "ready"])
def test_nobody_who_was_reached_is_to_be_prepared_for(net, state):
    """No pitch to rehearse, and no first contact to make."""
    add(net, LIES[state])
    told = " ".join(said(net))
    assert "netinvite pitch" not in told and "netinvite prepare" not in told


@pytest.mark.parametrize("state", ["talked", "joins", "considers", "later", "declines"])
def test_nobody_who_was_talked_with_is_invited_anew(net, state):
    """No first email either, and nobody to be called for the first time."""
    add(net, LIES[state])
    assert not re.search(r"netinvite (mail|log)", " ".join(said(net)))


@pytest.mark.parametrize("state", LIES)
@pytest.mark.parametrize("lang", ["en", "da"])
def test_commands_work_as_they_stand(net, state, lang, capsys, monkeypatch):
    """Each names a command that there is, this person, and the network; in both languages."""
    monkeypatch.setenv("NETINVITE_LANG", lang)
    activate(lang)
    add(net, LIES[state])
    for sentence in whatnow.of(Workspace(net), SLUG):
        for command in re.findall(r"netinvite [a-z].*?--workspace \S+", sentence):
            words = shlex.split(command)
            assert words[1] in app.COMMANDS
            assert words[1] in ("leaflet", "today") or words[2] == SLUG
            assert words[-1] == str(net)


def test_three_calls_without_an_answer_want_another_way(net):
    """It is not called a fourth time in the same way."""
    add(net, "".join(logged("no-answer", f"2026-11-{day}") for day in (20, 22, 24)))
    assert "another way" in said(net)[0]


def test_after_a_promise_its_day_is_named(net):
    """Not the days that are counted without one."""
    add(net, talked("considers", more='next = "I call again."\nnext_date = "2026-12-01"\n'))
    assert any("on Tuesday 1 December" in one for one in said(net))


def test_whoever_was_asked_whom_they_know_is_not_asked_again(net):
    """A no that named somebody is over."""
    add(net, talked("declines", more="referrals = []\n"))
    assert not any("Ask whom" in one for one in said(net))


@pytest.mark.parametrize("note", ["can we talk again?", ""])
def test_whoever_writes_after_their_no_is_told_of_with_what_they_wrote(net, note):
    """In the very minute of the interview too; nobody is told to thank and leave it."""
    add(net, talked("declines", more=f'referrals = []\nrecorded-at = "{NOW} 12:00"\n'))
    said_in = f'note = "{note}"\n' if note else ""
    add(net, f'\n[[contact_log]]\nwhen = "{NOW} 12:00"\nwhat = "replied"\n{said_in}')
    (told,) = said(net)
    assert (
        "wrote after saying no" in told
        and note in told
        and "is for you to say" in told.replace("What", "what")
    )


def test_whoever_is_only_thought_of_is_prepared(net):
    """With the command that does it."""
    folder = net / "people" / "bo-bro"
    folder.mkdir()
    (folder / "answers.toml").write_text('schema = 2\n\n[person]\nname = "Bo Bro"\n', "utf-8")
    assert said(net, "bo-bro") == ["Prepare the first contact to Bo Bro: netinvite prepare bo-bro"]


# Where it is said ---------------------------------------------------------------------------------


def run(*arguments):
    return app.run([str(argument) for argument in arguments])


def test_after_sending_what_comes_next(net, capsys):
    """When to call if nothing comes, and how an answer is recorded."""
    assert run("mail", "jonas", "--sent", "-w", net) == 0
    err = capsys.readouterr().err
    assert "If nothing has come by" in err and f"netinvite log {SLUG} replied" in err


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ("Name,Email\nBo Bro,bo@example.org\n", "to Bo Bro: netinvite prepare bo-bro"),
        ("Name,Email\nBo Bro,bo@example.org\nEva Eg,eva@example.org\n", "to one of them: netinvite prepare"),
    ],
)
def test_after_an_import_they_are_to_be_prepared(net, capsys, tmp_path, people, told):
    """One by name; of several the command that asks whom."""
    file = tmp_path / "people.csv"
    file.write_text(people, "utf-8")
    assert run("import", file, "--yes", "-w", net) == 0
    assert told in capsys.readouterr().err


# Whom else ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "offered"), [("tried", True), ("answered", True), ("declines", False)])
def test_whom_else_takes_those_in_play(net, state, offered):
    """Whoever was tried, or has answered, may still cover it; whoever declined does not."""
    place = Workspace(net)
    covers = [need["name"] for need in place.read(place.network_file)["network"]["needs"]]
    place.update(place.answers_file(SLUG), {("reflection", "covers"): covers})
    folder = net / "people" / "bo-bro"
    folder.mkdir()
    noted = f'schema = 2\n\n[person]\nname = "Bo Bro"\n\n[reflection]\ncovers = {covers}\n{LIES[state]}'
    (folder / "answers.toml").write_text(noted, "utf-8")
    person = place.person(SLUG)
    interview = Interview.open(place, "en", person, last=False)
    assert ("Bo Bro" in whom_else(interview, Preparation.open(place, "en", person))) == offered
