"""``netinvite mail``: to files, to everyone, to the desktop; nothing is written over or sent."""

from __future__ import annotations

import email
import mailbox
import os
import stat
import subprocess
import sys
from email import policy

import pytest
from readyexample import EXAMPLE
from terminal import Terminal, without_terminal

from netinvite.cli import app, asking
from netinvite.mail import attachments, clipboard, desktop
from netinvite.store.workspace import Workspace


def run(*arguments):
    return app.run([str(argument) for argument in arguments])


@pytest.fixture
def net(once, capsys):
    """A workspace with one person who is to get a mail."""
    folder = once(prepare)
    capsys.readouterr()
    return folder


def prepare(folder, *more):
    return run("prepare", "-w", folder, "--lang", "en", "--answers", EXAMPLE, "--no-input", *more)


@pytest.mark.parametrize("name", ["jonas.pdf", "jonas.docx", "jonas.html"])
def test_an_ending_that_tells_no_form_is_refused(net, tmp_path, capsys, name):
    """As the leaflet refuses it; with ``--format`` it is a name like any other."""
    file = tmp_path / name
    assert run("mail", "-w", net, "-o", file) == 2 and not file.exists()
    assert "names no form of an email. End it with .eml" in capsys.readouterr().err
    assert run("mail", "-w", net, "-o", file, "--format", "mime") == 0 and file.exists()


def test_a_file_in_the_place_of_a_folder_is_told_of(net, capsys):
    """By name, and with nothing that frightens about room."""
    before = (net / "network.toml").read_bytes()
    assert run("mail", "-w", net, "-o", net / "network.toml" / "x.eml") == 1
    told = capsys.readouterr().err
    assert "network.toml is no folder, and a folder is needed there." in told and "Make room" not in told
    assert (net / "network.toml").read_bytes() == before


def test_a_file_is_written_by_its_ending(net, tmp_path, capsys):
    """An .eml is a draft with CRLF, for its owner alone."""
    file = tmp_path / "jonas.eml"
    assert run("mail", "-w", net, "-o", file) == 0
    assert email.message_from_bytes(file.read_bytes(), policy=policy.default)["X-Unsent"] == "1"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    captured = capsys.readouterr()
    assert captured.out == "" and str(file) in captured.err


def test_a_file_that_is_there_stays(net, tmp_path, capsys):
    """Without --force nothing is written over."""
    file = tmp_path / "jonas.eml"
    file.write_text("mine")
    assert run("mail", "-w", net, "-o", file) == 2
    assert file.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert run("mail", "-w", net, "-o", file, "--force") == 0
    assert file.read_text() != "mine"


def test_times_are_written_as_calendar_files(net, tmp_path):
    """Into a folder go the mail and one .ics for each proposed time."""
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("mail", "-w", net, "--invite", "-o", folder) == 0
    assert sorted(file.name for file in folder.iterdir()) == [
        "jonas-oestergaard-2026-12-01-1000.ics",
        "jonas-oestergaard-2026-12-03-1430.ics",
        "jonas-oestergaard.eml",
    ]


def test_everyone_on_a_pipe_is_one_mailbox(net, tmp_path):
    """--all prints a mailbox; who has no address is named, the others are still written, exit 1."""
    assert prepare(net, "--set", "person.name=Åse Lund", "--set", "person.email=aase@example.org") == 0
    assert prepare(net, "--set", "person.name=Bo Bro", "--set", "person.email=") == 0
    outcome = subprocess.run(
        [sys.executable, "-m", "netinvite", "mail", "--all", "--format", "mbox", "-w", str(net)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert outcome.returncode == 1
    assert b"bo-bro" in outcome.stderr and b"2 emails" in outcome.stderr
    file = tmp_path / "all.mbox"
    file.write_bytes(outcome.stdout)
    assert [message["To"].rpartition("<")[2] for message in mailbox.mbox(file)] == [
        "aase@example.org>",
        "jonas@example.org>",
    ]


def test_everyone_into_a_folder(net, tmp_path, capsys):
    """--all with a folder writes a file each; whoever is called instead is not missed."""
    assert prepare(net, "--set", "person.name=Åse Lund", "--set", "contact.way=call") == 0
    assert run("mail", "-w", net, "--all", "-o", tmp_path / "out") == 0
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["jonas-oestergaard.eml"]


def test_sent_is_recorded_and_nothing_printed(net, capsys):
    """--sent alone means today; with a date, that day."""
    assert run("mail", "-w", net, "--sent") == 0
    answers = Workspace(net).answers_file("jonas-oestergaard")
    assert 'when = "2026-11-25 12:00"' in answers.read_text("utf-8")
    assert run("mail", "jonas", "-w", net, "--sent", "24 November") == 0
    assert 'when = "2026-11-24"' in answers.read_text("utf-8")
    assert capsys.readouterr().out == ""


def test_sent_twice_is_noted_already(net, capsys):
    """As a second “no-answer”: what is kept once is not said to be noted twice."""
    said = []
    for _time in range(2):
        assert run("mail", "-w", net, "--sent") == 0
        said.append(capsys.readouterr().err.splitlines()[0])
    assert said[0].startswith("Recorded: the invitation to Jonas Østergård was sent")
    assert said[1].startswith("Noted already: the invitation to Jonas Østergård was sent")
    answers = Workspace(net).answers_file("jonas-oestergaard").read_text("utf-8")
    assert answers.count('what = "sent"') == 1


def test_whoever_is_called_got_no_invitation(net, capsys):
    """None was written for whoever is met or called; one that was written elsewhere is noted as that."""
    person = ("--set=person.name=Bo Bro", "--set=contact.way=call", "--set=person.phone=12345678")
    assert run("prepare", "-w", net, "--answers", str(EXAMPLE), "--no-input", *person) == 0
    capsys.readouterr()
    assert run("mail", "bo-bro", "-w", net, "--sent") == 2
    err = " ".join(capsys.readouterr().err.split())
    assert "No email was written for Bo Bro" in err and "netinvite log bo-bro sent" in err


def test_what_was_never_written_has_not_gone(net, capsys):
    """It is refused with what is missing, and how to note a mail that was written elsewhere."""
    file = net / "people" / "bo-bro" / "answers.toml"
    file.parent.mkdir()
    file.write_text('schema = 2\n\n[person]\nname = "Bo Bro"\n', encoding="utf-8")
    before = file.read_bytes()
    assert run("mail", "bo-bro", "-w", net, "--sent") == 2
    err = " ".join(capsys.readouterr().err.split())
    assert "No email to Bo Bro is written yet" in err and "Why this person?" in err
    assert "netinvite log bo-bro sent" in err and file.read_bytes() == before
    assert run("log", "bo-bro", "sent", "-w", net) == 0
    assert 'what = "sent"' in file.read_text("utf-8")


def test_a_mail_that_was_written_can_have_gone_though_answers_are_missing_now(net):
    """The draft lies there, and may be what went."""
    file = Workspace(net).answers_file("jonas-oestergaard")
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("why = ")), encoding="utf-8")
    assert run("mail", "-w", net, "--sent") == 0


def test_a_sent_mail_keeps_its_draft_current(net):
    """Recording it leaves the draft as it was."""
    draft = net / "people" / "jonas-oestergaard" / "invitation.txt"
    before = draft.read_text("utf-8")
    run("mail", "-w", net, "--sent")
    run("mail", "-w", net, "--format", "text")
    assert draft.read_text("utf-8") == before


def test_open_hands_over_an_eml(net, tmp_path, monkeypatch):
    """The desktop's opener gets a file that is for its owner alone."""
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {tmp_path}/opened\n')
    program.chmod(0o755)
    (tmp_path / "xdg-mime").write_text("#!/bin/sh\necho mail.desktop\n")
    (tmp_path / "xdg-mime").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert run("mail", "-w", net, "--open") == 0
    opened = (tmp_path / "opened").read_text()
    assert opened.startswith(str(net)) and opened.endswith(".eml")


def gone(net):
    return f"When it has gone: netinvite mail jonas-oestergaard --sent --workspace {net}\n"


@pytest.mark.parametrize("form", ["mime", "text"])
def test_after_a_pipe_how_to_record_that_it_went(net, capsys, form):
    """With the network that it belongs to; the mail itself has none of it."""
    assert run("mail", "-w", net, "--format", form) == 0
    captured = capsys.readouterr()
    assert captured.err == gone(net) and "--sent" not in captured.out


def test_after_a_file_how_to_record_that_it_went(net, capsys, tmp_path):
    """Below where it was written."""
    assert run("mail", "-w", net, "--output", tmp_path / "mail.eml") == 0
    assert capsys.readouterr().err.endswith(f"mail.eml\n{gone(net)}")


def test_below_the_mail_that_is_read_how_to_record_that_it_went(net, capsys, monkeypatch):
    """On the screen, behind a blank line; nothing of it in the mail."""
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    assert run("mail", "-w", net) == 0
    captured = capsys.readouterr()
    assert "--sent" not in captured.out
    assert " ".join(captured.err.split()) == gone(net).strip()


def test_it_is_short_where_the_network_is_found(net, capsys, monkeypatch):
    """In the network's own folder the command names no other."""
    monkeypatch.chdir(net)
    assert run("mail", "--format", "text") == 0
    assert capsys.readouterr().err == "When it has gone: netinvite mail jonas-oestergaard --sent\n"


def test_after_handing_it_over_how_to_record_that_it_went(net, capsys, monkeypatch):
    """--open and --copy say it last."""
    monkeypatch.setattr(desktop, "open_file", lambda file: True)
    monkeypatch.setattr(clipboard, "copy", lambda text, by_hand: "Copied.")
    for way in ("--open", "--copy"):
        assert run("mail", "-w", net, way) == 0
        assert capsys.readouterr().err.endswith(gone(net))


def test_what_is_recorded_is_not_asked_for_again(net, capsys):
    """Once today's is recorded; the day after somebody may write anew."""
    assert run("mail", "-w", net, "--sent", "yesterday") == 0
    capsys.readouterr()
    assert run("mail", "-w", net, "--format", "text") == 0
    assert gone(net) in capsys.readouterr().err
    assert run("mail", "-w", net, "--sent") == 0
    capsys.readouterr()
    assert run("mail", "-w", net, "--format", "text") == 0
    assert gone(net) not in capsys.readouterr().err


def test_on_a_real_terminal_it_stands_below_the_mail_too(net):
    """As the program that drew it left the screen."""
    terminal = Terminal(["mail", "-w", str(net)], net, rows=60)
    assert terminal.end() == 0
    mail, told = terminal.raw.split(b"When it has gone:")
    assert b"Maja Holm" in mail and b"--sent" not in mail and b"--sent" in told


def test_no_program_for_mail_files_is_noticed(net, tmp_path, monkeypatch):
    """Where the desktop knows no program for mail files, the link is opened, whatever xdg-open says."""
    for name, script in (
        ("xdg-open", f'printf "%s" "$1" > {tmp_path}/opened'),
        ("xdg-mime", "exit 0"),
    ):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert run("mail", "-w", net, "--open") == 0
    assert (tmp_path / "opened").read_text().startswith("mailto:")


def test_a_program_that_stays_open_is_not_waited_for(net, tmp_path, monkeypatch):
    """A bare window manager runs the mail program itself; netinvite ends all the same."""
    program = tmp_path / "xdg-open"
    program.write_text("#!/bin/sh\nexec sleep 3\n")
    program.chmod(0o755)
    (tmp_path / "xdg-mime").write_text("#!/bin/sh\necho mail.desktop\n")
    (tmp_path / "xdg-mime").chmod(0o755)
    monkeypatch.setattr(desktop, "PATIENCE_TO_OPEN", 0.1)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert run("mail", "-w", net, "--open") == 0


def test_a_slash_makes_a_folder(net, tmp_path):
    """A folder that is not there yet is made, for the mail and its calendar files."""
    assert run("mail", "-w", net, "--invite", "-o", f"{tmp_path}/new/") == 0
    names = sorted(file.name for file in (tmp_path / "new").iterdir())
    assert "jonas-oestergaard.eml" in names
    assert sum(name.endswith(".ics") for name in names) == 2


def test_open_falls_back_to_a_link(net, tmp_path, monkeypatch):
    """Where no program takes the file, the mailto link is opened."""
    program = tmp_path / "xdg-open"
    program.write_text(
        f'#!/bin/sh\ncase "$1" in mailto:*) printf "%s" "$1" > {tmp_path}/opened;; *) exit 3;; esac\n'
    )
    program.chmod(0o755)
    (tmp_path / "xdg-mime").write_text("#!/bin/sh\necho mail.desktop\n")
    (tmp_path / "xdg-mime").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert run("mail", "-w", net, "--open") == 0
    assert (tmp_path / "opened").read_text().startswith("mailto:jonas@example.org?subject=")


def test_no_opener_is_said(net, monkeypatch, capsys):
    """Without xdg-open the sentence points at a file."""
    monkeypatch.setenv("PATH", "")
    assert run("mail", "-w", net, "--open") == 1
    assert "--output" in capsys.readouterr().err


def test_a_large_file_is_refused(net, tmp_path, capsys):
    """Above ten megabytes an attachment is refused with its size."""
    file = tmp_path / "film.bin"
    with file.open("wb") as stream:
        stream.truncate(attachments.LARGEST + 1)
    assert run("mail", "-w", net, "--format", "mime", "--attach", file) == 2
    assert "11 MB" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["nowhere.pdf", "."])
def test_what_is_no_file_is_refused(net, path, capsys):
    """A missing file or a folder cannot be attached."""
    assert run("mail", "-w", net, "--format", "mime", "--attach", path) == 2
    assert path in capsys.readouterr().err


def test_an_unknown_form_is_said(net, capsys):
    """The forms there are, are named."""
    assert run("mail", "-w", net, "--format", "docx") == 2
    assert "template" in capsys.readouterr().err


def test_invite_without_times_is_said(net, capsys):
    """A person without proposed times gets no calendar entries."""
    assert prepare(net, "--set", "contact.way=call") == 0
    assert run("mail", "-w", net, "--invite", "--format", "mime") == 2
    assert "netinvite prepare" in capsys.readouterr().err


def test_the_leaflet_goes_along(net, capsys, tmp_path, monkeypatch):
    """--attach leaflet takes the network's own; a file of that name in the folder is ./leaflet."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leaflet").write_text("mine", encoding="utf-8")
    assert run("mail", "-w", net, "--format", "mime", "--attach", "leaflet", "--attach", "./leaflet") == 0
    captured = capsys.readouterr()
    made, own = email.message_from_string(captured.out, policy=policy.default).iter_attachments()
    assert made.get_filename().startswith("leaflet-network-on-young-people")
    assert made.get_content_type() == "application/pdf"
    assert own.get_payload(decode=True) == b"mine"
    assert "./leaflet" in captured.err


@pytest.mark.parametrize("typed", ["2026-11-26", "tomorrow", "next Friday", "1 December", "jonas"])
def test_nothing_was_sent_on_a_day_to_come(net, capsys, typed):
    """Exit 2, and nothing is recorded."""
    answers = Workspace(net).answers_file("jonas-oestergaard")
    before = answers.read_bytes()
    assert run("mail", "-w", net, "--sent", typed) == 2
    assert answers.read_bytes() == before
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("terminal", [False, True])
def test_a_name_behind_sent_is_no_day(net, capsys, monkeypatch, terminal):
    """Nobody is chosen from a list for it, and nothing is recorded; the command that was meant is named."""
    monkeypatch.setattr(asking, "on_terminal", lambda: terminal)
    assert run("mail", "-w", net, "--sent", "jonas") == 2
    told = capsys.readouterr().err
    assert "“jonas” is not a day." in told and "netinvite mail jonas-oestergaard --sent" in told
    assert "contact_log" not in Workspace(net).read(Workspace(net).answers_file("jonas-oestergaard"))


@pytest.mark.parametrize(("lang", "words"), [("da", ("Til", "Emne")), ("en", ("To", "Subject"))])
def test_on_a_terminal_the_headers_are_words_of_the_language(net, lang, words):
    """As sentences name them; what goes to a program says To and Subject."""
    terminal = Terminal(["mail", "-w", str(net), "--lang", lang], net, rows=60)
    assert terminal.end() == 0
    shown = terminal.display
    assert shown[0].startswith(f"{words[0]}: Jonas") and shown[1].startswith(f"{words[1]}: ")
    piped = without_terminal("mail", "-w", str(net), "--lang", lang, "--format", "template").stdout
    assert "\nTo: Jonas" in piped and "\nSubject: " in piped


def test_on_a_terminal_what_goes_along_is_named(net, capsys, monkeypatch):
    """The mail is shown to be read; files are not left out in silence."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("mail", "-w", net, "--invite") == 0
    captured = capsys.readouterr()
    assert "Dear Jonas" in captured.out
    assert "With it goes: 2026-12-01-1000.ics" in captured.err
