"""Real mail programs take what ``netinvite mail`` prints; what arrives is compared with the draft.

Each program is skipped where it is not installed; ``.ci/mailclients`` installs them all.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from desktop import desktop
from imapserver import dovecot
from maildesk import JONAS, SPOKEN, SUBJECT, Desk, can_overlay, check_delivery, check_letter, parts
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
    SENDING,
    SENDMAIL,
    SHOW,
    WINDOWS,
)
from sink import Sink

pytestmark = [
    pytest.mark.mailclients,
    pytest.mark.skipif(sys.platform == "win32", reason="the recipes are for a POSIX shell"),
]


def recipes(*wanted):
    """A test for each recipe, skipped where its program is not there."""
    return pytest.mark.parametrize(
        "recipe",
        [
            pytest.param(
                recipe,
                id=recipe.name,
                marks=pytest.mark.skipif(
                    bool(recipe.missing), reason=f"not installed: {', '.join(recipe.missing)}"
                ),
            )
            for recipe in wanted
        ],
    )


@pytest.fixture
def desk(home, monkeypatch):
    return Desk(home, monkeypatch)


@pytest.fixture
def sink():
    with Sink() as server:
        yield server


def prepare(desk, recipe, port):
    """Give the program its settings; skip where it is built without what the test needs."""
    if recipe.able and desk.done(recipe.able).returncode:
        pytest.skip(f"{recipe.program} is built without it: {recipe.able}")
    desk.settings(recipe.settings(port))


def typed_into(desk, recipe):
    """The recipe in a terminal of 40 lines."""
    pexpect = pytest.importorskip("pexpect")
    return pexpect.spawn("bash", ["-c", recipe.command], cwd=desk.workspace, timeout=20, dimensions=(40, 120))


@recipes(*SENDING)
def test_what_a_program_sends_is_the_draft(recipe, desk, sink):
    prepare(desk, recipe, sink.port)
    done = desk.done(recipe.command)
    if recipe.refusal and recipe.refusal in done.stderr:
        assert done.returncode
        assert not sink.deliveries
        return
    assert done.returncode == 0, done
    message = check_delivery(sink, recipe, desk.text)
    assert len(parts(message)) == 1


@recipes(*EDITING)
def test_a_mail_is_seen_and_edited_before_it_is_sent(recipe, desk, sink):
    prepare(desk, recipe, sink.port)
    desk.program("edit", 'grep -q "^Kære Jonas" "$1" && echo "PS. Rettet i hånden." >>"$1"')
    shell = typed_into(desk, recipe)
    shell.expect(f"To: .*{JONAS}")
    shell.send("\r")
    shell.expect("Subject: .*ensomhed")
    shell.send("\r")
    shell.expect("y:Send")
    assert not sink.deliveries
    shell.send("y")
    shell.expect(shell.delimiter)
    check_delivery(sink, recipe, desk.text + "PS. Rettet i hånden.\n")


@recipes(ALOT)
def test_alot_opens_the_template(recipe, desk, sink):
    prepare(desk, recipe, sink.port)
    desk.program("edit", 'grep -q "^Kære Jonas" "$1"')
    desk.run("cd && NOTMUCH_CONFIG=~/.notmuch-config notmuch new")
    shell = typed_into(desk, recipe)
    try:
        shell.expect("envelope")
        assert not sink.deliveries
        shell.send("y")
        check_delivery(sink, recipe, desk.text)
    finally:
        shell.close(force=True)


@recipes(AERC)
def test_aerc_opens_the_template(recipe, desk, sink):
    assert f"`{IN_AERC}`" in DOCUMENT.read_text(encoding="utf-8")
    prepare(desk, recipe, sink.port)
    desk.program("edit", 'grep -q "^Kære Jonas" "$1"')
    shell = typed_into(desk, recipe)
    try:
        shell.expect(r"messages\)")
        shell.send(f"{IN_AERC}\r")
        shell.expect("Send this email")
        assert not sink.deliveries
        shell.send("y")
        check_delivery(sink, recipe, desk.text)
    finally:
        shell.close(force=True)


@recipes(*WINDOWS)
def test_claws_mail_opens_the_mail_in_a_window(recipe, desk, sink):
    prepare(desk, recipe, sink.port)
    title = f"{re.escape(SUBJECT)} - Compose message"
    with desktop() as screen, screen.running(recipe.command, desk.workspace):
        assert screen.window(title), "no window to write in"
        assert not sink.deliveries
        for _attempt in range(10):
            # A window that has just come does not hear every key.
            if window := screen.window(title, patience=0):
                screen.press(window, "ctrl+Return")
            if sink.wait(patience=3):
                break
        check_delivery(sink, recipe, desk.text)


@recipes(CLIPBOARD)
def test_subject_and_text_are_on_the_clipboard(recipe, desk, monkeypatch):
    copied = ""
    with desktop() as screen, screen.running(recipe.command, desk.workspace) as program:
        assert program.wait(20) == 0
        monkeypatch.setenv("DISPLAY", screen.env["DISPLAY"])
        copied = desk.run("xclip -selection clipboard -out").decode()
    assert copied == f"{SUBJECT}\n\n{desk.text}"


@recipes(*CARRYING)
def test_files_come_along(recipe, desk, sink):
    leaflet = b"%PDF-1.7\n\x00\xff\r\n.\r\nFrom me\n" * 50
    (desk.workspace / "møde.pdf").write_bytes(leaflet)
    desk.run(CALENDAR.command)
    calendar = sorted(file.read_bytes() for file in (desk.workspace / "calendar").glob("*.ics"))
    assert len(calendar) == 2
    prepare(desk, recipe, sink.port)
    desk.run(recipe.command)
    message = check_delivery(sink, recipe, desk.text)
    assert message.get_content_type() == "multipart/mixed"
    _text, pdf, *entries = parts(message)
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", "møde.pdf")
    assert pdf.get_payload(decode=True) == leaflet
    assert {entry.get_content_type() for entry in entries} == {"text/calendar"}
    assert sorted(entry.get_payload(decode=True) for entry in entries) == calendar


@recipes(CALENDAR)
def test_the_folder_holds_the_mail_and_an_entry_for_each_time(recipe, desk):
    desk.run(recipe.command)
    endings = sorted(file.suffix for file in (desk.workspace / "calendar").iterdir())
    assert endings == [".eml", ".ics", ".ics"]


@recipes(SENDMAIL)
def test_sendmail_takes_the_recipient_from_the_mail(recipe, desk, sink):
    sendmail = Path(shutil.which("sendmail", path="/usr/sbin:/usr/lib")).resolve()
    if sendmail.name != "dma":
        pytest.skip(f"sendmail is {sendmail.name}, not dma")
    if not can_overlay():
        pytest.skip("dma has its settings in /etc; this user cannot lay others over them")
    prepare(desk, recipe, sink.port)
    for folder in (desk.home / "dma", desk.home / "spool"):
        shutil.chown(folder, "root", "mail")
        folder.chmod(0o2770)
    for file in (desk.home / "dma").iterdir():
        file.chmod(0o644)
    inside = (
        f"mount --bind {shlex.quote(str(desk.home / 'dma'))} /etc/dma && "
        f"mount --bind {shlex.quote(str(desk.home / 'spool'))} /var/spool/dma && "
        'exec "$@"'
    )
    desk.run(recipe.command, "unshare", "--mount", "sh", "-c", inside, "sh")
    message = check_delivery(sink, recipe, desk.text)
    assert message["Date"]
    assert message["Message-ID"]


@recipes(SHOW, DOUBLE_CLICK)
def test_mshow_shows_the_draft(recipe, desk):
    shown = desk.run(recipe.command) or desk.run("mshow ./jonas.eml")
    head, _blank, body = shown.decode().partition("\n\n")
    assert f"To: {SPOKEN} <{JONAS}>" in head.splitlines()
    assert f"Subject: {SUBJECT}" in head.splitlines()
    assert desk.text in body


@recipes(*DRAFTS)
def test_git_puts_the_mail_into_a_folder_of_an_imap_server(recipe, desk):
    with dovecot() as server:
        prepare(desk, recipe, server.port)
        desk.run(recipe.command)
        mails = server.mails()
    assert len(mails) == 1
    assert len(parts(check_letter(mails[0], desk.text, loose_end=recipe.loose_end))) == 1
