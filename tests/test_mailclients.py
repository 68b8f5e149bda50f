"""Real mail programs take what ``netinvite mail`` prints; what arrives is compared with the draft.

Each program is skipped where it is not installed; ``.ci/mailclients`` installs them all.
"""

from __future__ import annotations

import re
import shutil
import sys

import pytest
from desktop import desktop
from imapserver import dovecot
from maildata import ADDRESS, COMMANDS, HARD, IN_A_LINK, JONAS, LETTERS, LONG
from maildesk import SPOKEN, SUBJECT, Desk, in_shell
from mailread import check_delivery, check_letter, parts
from mailrecipes import (
    AERC,
    ALOT,
    CALENDAR,
    CARRYING,
    CLIPBOARD,
    DOCUMENT,
    DOUBLE_CLICK,
    DRAFTS,
    EDITING,
    IN_AERC,
    SEARCHED,
    SENDING,
    SHOW,
    WINDOWS,
)
from mailtransports import ME
from sink import Sink

pytestmark = [
    pytest.mark.mailclients,
    pytest.mark.skipif(sys.platform == "win32", reason="the recipes are for a POSIX shell"),
]


def recipes(*wanted, letters=(None,), shells=True):
    """A test for each recipe and letter (None: the draft as rendered), and for the hard one in each shell.

    Skipped where a program or a shell is not there.
    """
    ways = [
        (recipe, letter, shell)
        for recipe in wanted
        for place, letter in enumerate(letters)
        for shell in recipe.shells
        if shell == recipe.shells[0] or (shells and place == 0)
    ]
    return pytest.mark.parametrize(("recipe", "letter", "shell"), [_way(*way) for way in ways])


def _way(recipe, letter, shell):
    missing = recipe.missing + ([] if shutil.which(shell, path=SEARCHED) else [shell])
    by = f" ({recipe.transport.name})" if recipe.transport else ""
    return pytest.param(
        recipe,
        letter,
        shell,
        id=f"{recipe.name}{by}-{letter.key if letter else 'as rendered'}-{shell}",
        marks=pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}"),
    )


@pytest.fixture
def desk(home, monkeypatch):
    desk = Desk(home, monkeypatch)
    yield desk
    assert not desk.trapped, "a name, an address or a text ran a command"


@pytest.fixture
def sink():
    with Sink() as server:
        yield server


def prepare(desk, recipe, port, letter=None):
    """Give the program its settings, the draft its letter; skip where it is built without what it needs."""
    if recipe.able and desk.done(recipe.able).returncode:
        pytest.skip(f"{recipe.program} is built without it: {recipe.able}")
    desk.settings(recipe.settings(port))
    if recipe.transport:
        recipe.transport.set_up(desk, port)
    if letter:
        desk.edit(letter)


def typed_into(desk, recipe, shell="bash"):
    """The recipe in a terminal of 40 lines."""
    pexpect = pytest.importorskip("pexpect")
    program, *arguments = in_shell(shell, recipe.command)
    return pexpect.spawn(program, arguments, cwd=desk.workspace, timeout=20, dimensions=(40, 120))


@recipes(*SENDING, letters=(*LETTERS, ADDRESS))
def test_what_a_program_sends_is_the_draft(recipe, letter, shell, desk, sink):
    prepare(desk, recipe, sink.port, letter)
    done = desk.done(recipe.command, shell)
    if recipe.refusal and recipe.refusal in done.stderr:
        assert done.returncode
        assert not sink.deliveries
        return
    assert done.returncode == 0, done
    message = check_delivery(sink, recipe, desk.letter)
    assert len(parts(message)) == 1


@recipes(*SENDING, shells=False)
def test_nothing_is_sent_where_netinvite_refuses(recipe, letter, shell, desk, sink):
    prepare(desk, recipe, sink.port)
    desk.draft.write_text("To: a@example.org, b@example.org\nSubject: x\n\nx\n", encoding="utf-8")
    done = desk.done(recipe.command, shell)
    assert done.returncode
    assert b"a@example.org" in done.stderr
    # Exim writes to the sender that there was no recipient.
    assert [mail for mail in sink.wait(patience=0.3) if mail.recipients != [ME]] == []


@recipes(*EDITING, letters=LETTERS)
def test_a_mail_is_seen_and_edited_before_it_is_sent(recipe, letter, shell, desk, sink):
    prepare(desk, recipe, sink.port, letter)
    desk.program("edit", f'grep -qF -e "{letter.text.splitlines()[2]}" "$1" && echo "PS. Rettet" >>"$1"')
    screen = typed_into(desk, recipe, shell)
    try:
        screen.expect(f"To: .*{JONAS}")
        screen.send("\r")
        screen.expect("Subject: ")
        screen.send("\r")
        screen.expect("y:Send")
        assert not sink.deliveries
        screen.send("y")
        screen.expect(screen.delimiter)
    finally:
        screen.close(force=True)
    check_delivery(sink, recipe, letter._replace(text=f"{letter.text}PS. Rettet\n"))


@recipes(ALOT, letters=LETTERS)
def test_alot_opens_the_template(recipe, letter, shell, desk, sink):
    prepare(desk, recipe, sink.port, letter)
    desk.program("edit", f'grep -qF -e "{letter.text.splitlines()[2]}" "$1"')
    desk.run("cd && NOTMUCH_CONFIG=~/.notmuch-config notmuch new")
    screen = typed_into(desk, recipe, shell)
    try:
        screen.expect("envelope")
        assert not sink.deliveries
        screen.send("y")
        check_delivery(sink, recipe, letter)
    finally:
        screen.close(force=True)


@recipes(AERC, letters=LETTERS)
def test_aerc_opens_the_template(recipe, letter, shell, desk, sink):
    assert f"`{IN_AERC}`" in DOCUMENT.read_text(encoding="utf-8")
    prepare(desk, recipe, sink.port, letter)
    desk.program("edit", f'grep -qF -e "{letter.text.splitlines()[2]}" "$1"')
    screen = typed_into(desk, recipe, shell)
    try:
        screen.expect(r"messages\)")
        screen.send(f"{IN_AERC}\r")
        screen.expect("Send this email")
        assert not sink.deliveries
        screen.send("y")
        check_delivery(sink, recipe, letter)
        # A shell that is closed over it does not end it.
        screen.send(":quit -f\r")
        screen.wait()
    finally:
        screen.close(force=True)


@recipes(WINDOWS[0], letters=LETTERS, shells=False)
def test_claws_mail_opens_the_mail_in_a_window(recipe, letter, shell, desk, sink):
    _sent_from_a_window(recipe, letter, shell, desk, sink)


@recipes(WINDOWS[1], letters=(None, LONG, IN_A_LINK), shells=False)
def test_the_desktop_opens_a_link_in_its_mail_program(recipe, letter, shell, desk, sink):
    _sent_from_a_window(recipe, letter, shell, desk, sink)


def _sent_from_a_window(recipe, letter, shell, desk, sink):
    prepare(desk, recipe, sink.port, letter)
    title = f"{re.escape(desk.letter.subject)} - Compose message"
    with desktop() as screen, screen.running(in_shell(shell, recipe.command), desk.workspace):
        assert screen.window(title), "no window to write in"
        assert not sink.deliveries
        for _attempt in range(10):
            # A window that has just come does not hear every key.
            if window := screen.window(title, patience=0):
                screen.press(window, "ctrl+Return")
            if sink.wait(patience=3):
                break
        check_delivery(sink, recipe, desk.letter)


@recipes(CLIPBOARD, letters=(HARD,), shells=False)
def test_subject_and_text_are_on_the_clipboard(recipe, letter, shell, desk, monkeypatch):
    desk.edit(letter)
    copied = ""
    with desktop() as screen, screen.running(in_shell(shell, recipe.command), desk.workspace) as program:
        assert program.wait(20) == 0
        monkeypatch.setenv("DISPLAY", screen.env["DISPLAY"])
        copied = desk.run("xclip -selection clipboard -out").decode()
    assert copied == f"{letter.subject}\n\n{letter.text}"


@recipes(*CARRYING, letters=(HARD,))
def test_files_come_along(recipe, letter, shell, desk, sink):
    leaflet = b"%PDF-1.7\n\x00\xff\r\n.\r\nFrom me\n" * 50
    (desk.workspace / "møde.pdf").write_bytes(leaflet)
    desk.run(CALENDAR.command)
    calendar = sorted(file.read_bytes() for file in (desk.workspace / "calendar").glob("*.ics"))
    assert len(calendar) == 2
    prepare(desk, recipe, sink.port, letter)
    desk.run(recipe.command, shell)
    message = check_delivery(sink, recipe, letter)
    assert message.get_content_type() == "multipart/mixed"
    _text, pdf, *entries = parts(message)
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", "møde.pdf")
    assert pdf.get_payload(decode=True) == leaflet
    assert {entry.get_content_type() for entry in entries} == {"text/calendar"}
    assert sorted(entry.get_payload(decode=True) for entry in entries) == calendar


@recipes(CALENDAR, shells=False)
def test_the_folder_holds_the_mail_and_an_entry_for_each_time(recipe, letter, shell, desk):
    desk.run(recipe.command, shell)
    endings = sorted(file.suffix for file in (desk.workspace / "calendar").iterdir())
    assert endings == [".eml", ".ics", ".ics"]


@recipes(SHOW, DOUBLE_CLICK)
def test_mshow_shows_the_draft(recipe, letter, shell, desk):
    shown = desk.run(recipe.command, shell) or desk.run("mshow ./jonas.eml")
    head, _blank, body = shown.decode().partition("\n\n")
    assert f"To: {SPOKEN} <{JONAS}>" in head.splitlines()
    assert f"Subject: {SUBJECT}" in head.splitlines()
    assert desk.letter.text in body


@recipes(*DRAFTS, letters=(HARD, COMMANDS))
def test_git_puts_the_mail_into_a_folder_of_an_imap_server(recipe, letter, shell, desk):
    if "--all" in recipe.command:
        # What is hard to read is left out with everyone's: the text is the one that keeps the rules.
        letter = letter._replace(subject=SUBJECT, text=desk.letter.text)
    with dovecot() as server:
        prepare(desk, recipe, server.port, letter)
        desk.run(recipe.command, shell)
        mails = server.mails()
    assert len(mails) == 1
    assert len(parts(check_letter(mails[0], recipe, letter, sent=False))) == 1
