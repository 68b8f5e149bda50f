"""A home folder from which a mail is sent, and what must be true of the mail that arrives."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr
from pathlib import Path

from mailrecipes import ME, SEARCHED

from netinvite import guide

JONAS = "jonas@example.org"
SPOKEN = "Jonas Østergård"
SUBJECT = "Må jeg høre dit syn på unge og ensomhed?"
PATIENCE = 60
# What would lead a program past the settings of the test, to those of the person who runs it.
ELSEWHERE = (
    *("MAIL", "MAILDIR", "MAILCAPS", "EMAIL", "REPLYTO", "EDITOR", "VISUAL", "BROWSER"),
    *("MH", "MHCONTEXT", "MBLAZE", "NOTMUCH_CONFIG", "NOTMUCH_PROFILE", "GNUPGHOME", "CURL_HOME"),
    *("GIT_DIR", "GIT_CONFIG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS"),
    *("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION"),
    *("KDE_FULL_SESSION", "GNOME_DESKTOP_SESSION_ID", "SSH_TTY", "SSH_CONNECTION"),
    *("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"),
)


class Desk:
    """``home`` with a prepared workspace in it, and ``netinvite`` on the path; ``text`` is the draft's."""

    def __init__(self, home, monkeypatch, lang="da"):
        self.home, self.workspace = home, home / "network"
        self.workspace.mkdir()
        (home / "bin").mkdir()
        (home / "run").mkdir(mode=0o700)
        (home / "tmp").mkdir()
        self.program("netinvite", f'exec {shlex.quote(sys.executable)} -m netinvite "$@"')
        for name in ELSEWHERE:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PATH", f"{home / 'bin'}{os.pathsep}{SEARCHED}")
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
        # alot leaves its drafts there.
        monkeypatch.setenv("TMPDIR", str(home / "tmp"))
        # Where a running program listens for a second one.
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
        # s-nail looks into the home folder of the user, not into HOME, when that user is root.
        monkeypatch.setenv("MAILRC", str(home / ".mailrc"))
        example = guide.templates_dir() / lang / "example.toml"
        self.run(f"netinvite prepare --workspace . --answers {shlex.quote(str(example))} --no-input")
        draft = next(self.workspace.glob("people/*/invitation.txt")).read_text(encoding="utf-8")
        self.text = draft.partition("\n\n")[2]

    def program(self, name, script):
        file = self.home / "bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def settings(self, files):
        """The settings files of a program; $HOME in them is the home folder."""
        for name, text in files.items():
            file = self.home / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("$HOME", str(self.home)), encoding="utf-8")
            file.chmod(0o600)

    def done(self, command, *around):
        """The command as a shell runs it in the workspace (inside the command ``around``): how it ended."""
        return subprocess.run(
            [*around, "bash", "-c", f"set -o pipefail\n{command}"],
            cwd=self.workspace,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )

    def run(self, command, *around):
        """The same for a command that has to succeed: its output."""
        done = self.done(command, *around)
        assert done.returncode == 0, (done.returncode, done.stdout[-3000:], done.stderr[-3000:])
        return done.stdout


def header(message, name):
    """The one header of that name, on one line, as it was sent."""
    assert len(message.get_all(name, [])) == 1, f"{name} is not there once:\n{message}"
    return message[name].replace("\n", "")


def words(encoded):
    return str(make_header(decode_header(encoded)))


def mailbox(message, name):
    """The decoded name and the address, the header being taken apart before anything is decoded."""
    spoken, address = parseaddr(header(message, name))
    return words(spoken), address


def text_of(part):
    return part.get_payload(decode=True).decode(part.get_content_charset("utf-8")).replace("\r\n", "\n")


def parts(message):
    return [part for part in message.walk() if not part.is_multipart()]


def check_letter(data, text, *, spoken=SPOKEN, loose_end=False):
    """The message says what the draft says: recipient, sender, subject and text; the message."""
    message = message_from_bytes(data.replace(b"\r\n", b"\n"), policy=policy.compat32)
    assert mailbox(message, "To") == (spoken, JONAS)
    assert mailbox(message, "From") == ("Maja Holm", ME)
    assert words(header(message, "Subject")) == SUBJECT
    assert not message["Cc"]
    assert not message["Bcc"]
    first = parts(message)[0]
    assert first.get_content_type() == "text/plain"
    came = text_of(first)
    assert (came.rstrip("\n") + "\n" if loose_end else came) == text
    return message


def check_delivery(sink, recipe, text):
    """One mail came, to the one recipient, with CRLF and nothing else at the line ends; the message."""
    deliveries = sink.wait()
    assert [(mail.sender, mail.recipients) for mail in deliveries] == [(ME, [JONAS])]
    data = deliveries[0].data
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    spoken = "" if recipe.by_link else SPOKEN
    return check_letter(data, text, spoken=spoken, loose_end=recipe.loose_end)


def can_overlay():
    """Whether this user may lay other files over some of /etc, for one command alone."""
    return (
        Path("/etc/dma").is_dir()
        and subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0
    )
