"""Two options of a command: both are carried out, or the command is refused and both are named."""

from __future__ import annotations

import email
import shutil
from itertools import combinations

import pytest

from netinvite.cli import app, pairs
from netinvite.mail import clipboard, desktop
from netinvite.store.workspace import Workspace

SLUG = "jonas-oestergaard"
TABLES = {
    "mail": pairs.MAIL,
    "prepare": pairs.PREPARE,
    "interview": pairs.INTERVIEW,
    "status": pairs.STATUS,
    "check": pairs.CHECK,
    "pitch": pairs.PITCH,
    "leaflet": pairs.LEAFLET,
    "export": pairs.EXPORT,
    "import": pairs.IMPORT,
    "forget": pairs.FORGET,
}
# Each option of mail as it is given, {} standing for the folder of the test.
GIVEN = {
    "PERSON": [SLUG],
    "--format": ["--format", "mbox"],
    "--output": ["--output", "{}/out/"],
    "--force": ["--force"],
    "--attach": ["--attach", "{}/note.txt"],
    "--invite": ["--invite"],
    "--all": ["--all"],
    "--state": ["--state", "ready"],
    "--need": ["--need", "contact with the young people"],
    "--open": ["--open"],
    "--copy": ["--copy"],
    "--sent": ["--sent", "2026-11-24"],
}
# Said of every command, and changing nothing of what the others do.
EVERYWHERE = {"--workspace", "--lang", "--plain", "--help", "--as"}
VALUES = {
    "PERSON": ["jonas"],
    "FILE": ["people.vcf"],
    "--set": ["--set", "person.name=Bo"],
    "--answers": ["--answers", "a.toml"],
    "--format": ["--format", "json"],
    "--output": ["--output", "x"],
    "--ics": ["--ics", "x.ics"],
    "--feed": ["--feed", "x.ics"],
    "--explain": ["--explain", "M001"],
    "--accept": ["--accept", "M001"],
    "TEXT": ["jonas"],
    "--state": ["--state", "ready"],
    "--need": ["--need", "rooms"],
    "--sort": ["--sort", "name"],
    "--pace": ["--pace", "120"],
    "--confirm": ["--confirm", "Bo"],
    "--logo": ["--logo", "x.png"],
    "--calendar": ["--calendar", "x.ics"],
    "--as": ["--as", "bo"],
    "--also": ["--also", "X"],
    "--organiser": ["--organiser", "bo"],
}


def refused(table, one, other):
    """Whether the table keeps the two apart."""
    return any(
        isinstance(rule, pairs.Apart) and {one, other} in [{rule.one, name} for name in rule.others]
        for rule in table
    )


@pytest.fixture
def net(ready, tmp_path, monkeypatch):
    """A workspace with one person, a file to send along, and a desktop that only notes what it is given."""
    (tmp_path / "note.txt").write_text("a note\n", encoding="utf-8")
    opened = []
    monkeypatch.setattr(desktop, "open_file", opened.append)
    monkeypatch.setattr(clipboard, "copy", lambda text, otherwise: opened.append(text) or "the clipboard")
    return shutil.copytree(ready, tmp_path / "net"), opened


def mail(net, *options):
    folder, _opened = net
    arguments = [part.format(folder.parent) for option in options for part in GIVEN[option]]
    return app.run(["mail", *arguments, "-w", str(folder)])


def test_the_table_of_options_is_whole():
    """An option that comes new to mail is seen here."""
    assert {pairs.name_of(parameter) for parameter in app.build("mail").params} - EVERYWHERE == set(GIVEN)


def what_happened(net, out):
    """The options of mail that had an effect."""
    folder, opened = net
    written = [file.read_bytes() for file in sorted((folder.parent / "out").glob("*"))]
    mails = [file for file in written if b"Subject:" in file] + ([out.encode()] if "Subject:" in out else [])
    opened_files = [str(one) for one in opened if str(one).endswith(".eml")]
    mails += [(folder / "people" / SLUG / ".invitation.eml").read_bytes() for _one in opened_files]
    found = {"PERSON", "--all", "--force"}
    found |= {"--output"} if written else set()
    found |= {"--open"} if opened_files else set()
    found |= {"--copy"} if opened and not opened_files else set()
    for one in mails:
        message = email.message_from_bytes(one.partition(b"\n")[2] if one[:5] == b"From " else one)
        kinds = [part.get_content_type() for part in message.walk()]
        found |= {"--format"} if one.startswith(b"From ") else set()
        found |= {"--attach"} if "note.txt" in [part.get_filename() for part in message.walk()] else set()
        found |= {"--invite"} if "text/calendar" in kinds else set()
    if 'when = "2026-11-24"' in Workspace(folder).answers_file(SLUG).read_text(encoding="utf-8"):
        found.add("--sent")
    return found


@pytest.mark.sampled(15)
@pytest.mark.parametrize(("one", "other"), list(combinations(GIVEN, 2)))
def test_two_options_of_mail_both_count_or_are_refused(net, capsys, one, other):
    """Every pair: exit 2 with both named and nothing done, or both have their effect."""
    code = mail(net, one, other)
    out, err = capsys.readouterr()
    if refused(pairs.MAIL, one, other):
        assert code == 2
        assert one in err and other in err
        assert what_happened(net, out) <= {"PERSON", "--all", "--force"}
    elif "--force" in (one, other) and "--output" not in (one, other):
        assert code == 2
        assert "--force belongs to --output" in err
    elif {one, other} & {"--state", "--need"} and "--all" not in (one, other):
        assert code == 2
        assert "belongs to --all" in err
    elif "--all" in (one, other) and {one, other} & {"--attach", "--invite", "--state", "--need"}:
        # On a pipe everyone's need a form or a folder, whatever goes along.
        assert code == 2
        assert "--format mbox" in err
    else:
        assert code == 0
        assert {one, other} <= what_happened(net, out)


@pytest.mark.parametrize("command", TABLES)
def test_what_a_table_names_is_there(command):
    """A rule about an option that was renamed is seen here."""
    names = {pairs.name_of(parameter) for parameter in app.build(command).params}
    for rule in TABLES[command]:
        assert {rule.one, *rule.others} <= names


@pytest.mark.parametrize(
    ("command", "one", "other"),
    [
        (command, rule.one, other)
        for command, table in TABLES.items()
        for rule in table
        if command != "mail" and isinstance(rule, pairs.Apart)
        for other in rule.others
    ],
)
def test_pairs_of_other_commands_are_refused(command, one, other, tmp_path, capsys):
    """Exit 2, both named, before anything is read or written."""
    needed = ["people.vcf"] if command == "import" else []
    given = [part for name in (one, other) for part in VALUES.get(name, [name])]
    assert app.run([command, *needed, *given, "-w", str(tmp_path / "net")]) == 2
    err = capsys.readouterr().err
    assert one in err and other in err
    assert not (tmp_path / "net").exists()


@pytest.mark.parametrize(
    "line",
    [
        ["pitch", "--pace", "120"],
        ["leaflet", "--force"],
        ["forget", "jonas", "--confirm", "Jonas"],
        ["mail", "jonas", "--force"],
    ],
)
def test_an_option_of_another_one_is_not_left_out(line, tmp_path, capsys):
    """What says nothing without its other option is refused."""
    assert app.run([*line, "-w", str(tmp_path / "net")]) == 2
    assert " belongs to --" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["template", "mailto", "text"])
@pytest.mark.parametrize("with_it", ["--attach", "--invite"])
def test_a_form_that_carries_no_files_is_refused(net, capsys, form, with_it):
    """The text alone has no place for a file."""
    folder, _opened = net
    more = [part.format(folder.parent) for part in GIVEN[with_it]]
    assert app.run(["mail", SLUG, "--format", form, *more, "-w", str(folder)]) == 2
    assert form in capsys.readouterr().err


def test_the_folder_of_mails_names_them_by_their_form(net):
    """A program goes by the ending."""
    folder, _opened = net
    for form, ending in (("eml", ".eml"), ("mime", ".eml"), ("mbox", ".mbox"), ("template", ".txt")):
        out = folder.parent / form
        assert app.run(["mail", "--all", "--format", form, "-o", f"{out}/", "-w", str(folder)]) == 0
        assert [file.name for file in out.iterdir()] == [f"{SLUG}{ending}"]


def test_an_empty_output_is_no_terminal(net, capsys):
    """``-o "$nothing"`` prints to nobody's surprise."""
    folder, _opened = net
    assert app.run(["mail", SLUG, "-o", "", "-w", str(folder)]) == 2
    assert "--output" in capsys.readouterr().err
