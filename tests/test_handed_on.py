"""What goes out, and what does not: an email, a pitch, a file of which netinvite cannot know that it may."""

from __future__ import annotations

import pytest
from readyexample import EXAMPLE

from netinvite.cli import app
from netinvite.store.workspace import Workspace

CONTACT = '\n[[contact_log]]\nwhen = "2026-11-24 10:00"\nwhat = "no-answer"\n'
MARKS = '<<<<<<< HEAD\nnote = "in vain"\n=======\nnote = "busy"\n>>>>>>> theirs\n'


def two_people(folder):
    """Anna Lee and Jonas Reed, prepared to the end."""
    for name in ("Anna Lee", "Jonas Reed"):
        first = name.partition(" ")[0]
        who = {"name": name, "email": f"{first.lower()}@example.org", "greeting": f"Dear {first},"}
        given = [f"--set=person.{key}={value}" for key, value in who.items()]
        command = ["prepare", "--lang", "en", "--answers", EXAMPLE, "--no-input", *given]
        assert app.run([*command, "-w", str(folder)]) == 0


@pytest.fixture
def net(once):
    return Workspace(once(two_people))


@pytest.fixture
def run(net, capfd):
    """Run a command in the workspace; gives exit code, standard output and standard error."""

    def call(*arguments):
        capfd.readouterr()
        code = app.run([*map(str, arguments), "-w", str(net.root)])
        return code, *capfd.readouterr()

    return call


def change(file, before, after):
    """Put other words into a file, as an editor does."""
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


# What git could not join -----------------------------------------------------------------------------


def in_an_entry(file):
    """Two versions of a note in the contact log."""
    file.write_text(file.read_text("utf-8") + CONTACT + MARKS, encoding="utf-8")


def in_a_text(file):
    """Two versions of a line of a text of several, which is TOML all the same."""
    change(file, 'alternative = "Signe Bro"', f'alternative = """\n{MARKS}"""')


@pytest.mark.parametrize("where", [in_an_entry, in_a_text])
def test_where_git_left_two_versions_of_an_answer_nothing_on_that_person_is_handed_on(
    net, run, tmp_path, where
):
    """Email, pitch, conversation guide: the file and the line are named, exit 1; of others all goes on."""
    where(net.answers_file("jonas-reed"))
    forms = (["mail"], ["mail", "--format", "eml"], ["mail", "-o", tmp_path / "x.eml"], ["mail", "--sent"])
    for command, *options in (*forms, ["mail", "--copy"], ["pitch"], ["interview", "--guide"], ["check"]):
        code, out, err = run(command, "jonas", *options)
        assert (code, out) == (1, ""), command
        assert "jonas-reed/answers.toml, line " in err and "git left two versions" in err, command
    assert not (tmp_path / "x.eml").exists()
    code, out, err = run("mail", "--all", "--format", "mbox")
    assert code == 1 and "anna@example.org" in out and "jonas@example.org" not in out
    assert run("mail", "anna")[0] == run("pitch", "anna")[0] == 0
