"""What is not in order about who organises: named once, with the file and the whole way out."""

from __future__ import annotations

import pytest
from organisers import BO, JONAS, answers, told, write
from terminal import Program
from test_mine import SIGRID, made
from test_sitting import git

from netinvite import language
from netinvite.app import whatnow
from netinvite.store.workspace import Workspace

PHONE = 'phone = "87 65 43 21"\n'
MARKS = f'<<<<<<< HEAD\n{PHONE}=======\nphone = "11 11 11 11"\n>>>>>>> x\n'
LINE = BO.splitlines().index(PHONE.rstrip()) + 1


@pytest.fixture
def two(once, monkeypatch):
    """Jonas belongs to Maja Holm, Sigrid to Bo Krag, in whose file git left two versions of a line."""
    net = once(made)
    monkeypatch.setenv("PATH", "/nowhere")
    write(net, text=BO.replace(PHONE, MARKS))
    return net


def said(text):
    return " ".join(text.split())


WHOSE = {
    "en": "Whose organiser's file cannot be read: Sigrid Lund.",
    "da": "Deres organisators fil kan ikke læses: Sigrid Lund.",
}


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("command", [("status",), ("today", "--no-input")])
def test_people_whose_organisers_file_cannot_be_read_stay(two, monkeypatch, capfd, command, lang):
    """They are in the list; the file is named once, with its line and what to do."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-10T12:00")
    language.activate(lang)
    for _again in range(2):
        code, out, err = told(capfd, two, *command, "--as", "maja")
        line = {"en": f"bo-krag.toml, line {LINE}: ", "da": f"bo-krag.toml, linje {LINE}: "}[lang]
        assert code == 1 and "Sigrid Lund" in out and "Jonas" in out
        assert said(err).count(line) == 1 and "<<<<<<<" in err and WHOSE[lang] in said(err)


@pytest.mark.parametrize(
    "command",
    [
        ("mail", SIGRID),
        ("mail", SIGRID, "--copy"),
        ("mail", SIGRID, "--output", "x.eml"),
        ("mail", SIGRID, "--sent"),
        ("log", SIGRID, "sent"),
        ("mail", "--all", "--format", "mbox"),
    ],
)
@pytest.mark.parametrize("sits", ["maja-holm", "bo-krag"])
def test_nothing_of_theirs_goes_out(two, capfd, monkeypatch, tmp_path, command, sits):
    """Nor has it gone; the file is named with its line."""
    monkeypatch.chdir(tmp_path)
    code, out, err = told(capfd, two, *command, "--as", sits)
    assert code == 1 and "sigrid@example.org" not in out and f"bo-krag.toml, line {LINE}: " in said(err)
    assert not (tmp_path / "x.eml").exists() and "contact_log" not in answers(two, SIGRID)


def test_what_comes_next_is_to_mend_the_file(two):
    """Before an email is thought of."""
    told = whatnow.of(Workspace(two), SIGRID)
    assert any(f"bo-krag.toml, line {LINE}: " in line for line in told)
    assert not any("netinvite mail" in line for line in told)


@pytest.mark.parametrize("command", [("mail", SIGRID), ("mail", JONAS), ("log", SIGRID, "talked")])
def test_whose_address_stands_in_it_is_told_of_no_other_name(two, capfd, monkeypatch, tmp_path, command):
    """Git says who it is: the one whose file it is."""
    git(monkeypatch, tmp_path, "bo.krag@example.org")
    code, out, err = told(capfd, two, *command)
    assert (code, out) == (1, "") and f"bo-krag.toml, line {LINE}: " in said(err) and "--as" not in err


def test_whom_nothing_tells_is_told_of_the_file_first(two, capfd, monkeypatch, tmp_path):
    """And may be another one; an address that is part of another's says nothing."""
    git(monkeypatch, tmp_path, "krag@example.org")
    code, out, err = told(capfd, two, "mail", JONAS)
    assert (code, out) == (2, "") and f"bo-krag.toml, line {LINE}: " in said(err)
    assert "If you are another one: --as NAME (maja-holm)." in said(err)


@pytest.mark.parametrize("sits", [(), ("--as", "bo"), ("--as", "Bo Krag")])
@pytest.mark.parametrize("email", ["krag@example.org", "maja.holm@example.org"])
def test_of_their_people_the_file_alone_is_told_of(two, capfd, monkeypatch, tmp_path, sits, email):
    """Whoever it is who asks: nothing goes out in that name, and no other name is offered."""
    git(monkeypatch, tmp_path, email)
    code, out, err = told(capfd, two, "mail", SIGRID, *sits)
    assert (code, out) == (1, "") and f"bo-krag.toml, line {LINE}: " in said(err)
    assert "<<<<<<<" in err and "--as" not in err and "maja" not in err


@pytest.mark.sampled(1)
@pytest.mark.parametrize("command", [("mail", SIGRID), ("edit", SIGRID, "mail"), ("prepare", SIGRID)])
def test_on_a_terminal_too(two, tmp_path, command):
    """Before anybody is asked who they are."""
    terminal = Program([*command, "-w", str(two)], tmp_path, columns=200)
    code = terminal.end()
    text = said(terminal.raw.decode())
    assert code == 1 and f"bo-krag.toml, line {LINE}: " in text and "--as" not in text, text


@pytest.mark.parametrize(("others", "to"), [(True, "NAME"), (False, "maja-holm")])
def test_the_way_out_is_always_the_whole_command(two, capfd, others, to):
    """For somebody's people, and for what they recorded alone; the only one left is named."""
    write(two)
    assert told(capfd, two, "log", JONAS, "no-answer", "--as", "bo-krag")[0] == 0
    (two / "organisers" / "bo-krag.toml").unlink()
    if others:
        write(two, "eva-lund", BO.replace("Bo Krag", "Eva Lund").replace("bo.krag", "eva"))
    whole = f"netinvite forget --organiser bo-krag --to {to}"
    err = said(told(capfd, two, "status")[2])
    # Carried out once, there is nothing left that a second could do.
    assert err.count("forget --organiser") == err.count(whole) == 1
    Workspace(two).update(two / "people" / SIGRID / "answers.toml", {("person", "owner"): "maja-holm"})
    err = said(told(capfd, two, "status")[2])
    assert err.count("forget --organiser") == err.count(whole) == 1
