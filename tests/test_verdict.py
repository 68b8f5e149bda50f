"""Errors against the method are told before a mail is saved or printed, and stop nobody's own mail."""

from __future__ import annotations

import pytest
from readyexample import EXAMPLE

from netinvite import checking, cli
from netinvite.workspace import Workspace


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command in the workspace; gives exit code, standard output and standard error."""

    def call(*arguments):
        code = cli.run([*map(str, arguments), "-w", str(tmp_path / "net")])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def net(run, tmp_path):
    for name in ("Jonas Bro", "Ida Lund"):
        command = ["prepare", "--lang", "en", "--answers", EXAMPLE, "--no-input"]
        who = [f"--set=person.name={name}", f"--set=person.email={name[:2]}@example.org"]
        assert run(*command, *who)[0] == 0
    return Workspace(tmp_path / "net")


def break_it(net, slug="jonas-bro"):
    """Take the times out of a saved invitation."""
    file = net.folder(slug) / "invitation.txt"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "December" not in line), encoding="utf-8")


def test_a_good_draft_says_nothing(run, net):
    """Nothing on standard error."""
    assert run("mail", "jonas", "--format", "text")[2] == ""


def test_an_error_is_told_and_the_mail_printed(run, net):
    """The place, the rule and what would be better; the mail comes all the same."""
    break_it(net)
    code, out, err = run("mail", "jonas", "--format", "text")
    assert code == 0
    assert "Dear Jonas" in out
    assert "invitation.txt" in err
    assert "M001" in err


def test_with_everyones_it_is_left_out(run, net):
    """The others go, the one with an error is named, exit 1."""
    break_it(net)
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 1
    assert "Dear Ida" in out
    assert "Dear Jonas" not in out
    assert "jonas-bro:" in err
    assert "1 mail." in err


def test_a_time_that_has_gone_by_is_told(run, net, monkeypatch):
    """What was without errors when it was saved is judged again once the first time is there."""
    monkeypatch.setenv("NETINVITE_NOW", "2026-12-02T12:00")
    assert "M003" in run("mail", "jonas", "--format", "text")[2]


def test_a_verdict_is_remembered(run, net, monkeypatch):
    """A draft that was found without errors is not judged each time it is printed."""
    monkeypatch.setattr(checking, "Checker", lambda *arguments: pytest.fail("judged again"))
    assert run("mail", "jonas", "--format", "text")[0] == 0


def test_preparing_tells_errors_and_saves(run, net, tmp_path, monkeypatch):
    """What was left to be filled in is said on standard error; the drafts are written."""
    own = tmp_path / "net" / "templates" / "en"
    own.mkdir(parents=True)
    (own / "pitch.md.j2").write_text("Hello TODO.\n", encoding="utf-8")
    (own / "invitation.txt.j2").write_text(
        "To: {{ address(person.name, person.email) }}\nSubject: Hello\n\nHello TODO\n", encoding="utf-8"
    )
    code, _out, err = run("prepare", "jonas", "--no-input")
    assert code == 0
    assert "M015" in err
    assert "TODO" in (net.folder("jonas-bro") / "invitation.txt").read_text(encoding="utf-8")
