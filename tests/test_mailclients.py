"""Real mail programs take what ``netinvite mail`` prints; what arrives is compared with the draft.

Each program is skipped where it is not installed; ``.ci/mailclients`` installs them all.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from mailrecipes import ME, SENDING
from sink import Sink

from netinvite import guide

JONAS = "jonas@example.org"
SUBJECT = "Må jeg høre dit syn på unge og ensomhed?"
PATIENCE = 60

pytestmark = pytest.mark.mailclients


class Desk:
    """A home folder with a prepared workspace and ``netinvite`` on the path."""

    def __init__(self, home, monkeypatch):
        self.home, self.workspace = home, home / "network"
        self.workspace.mkdir()
        (home / "bin").mkdir()
        self.program("netinvite", f'exec {shlex.quote(sys.executable)} -m netinvite "$@"')
        monkeypatch.setenv("PATH", f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}{os.pathsep}/usr/sbin")
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.delenv("MAIL", raising=False)
        example = guide.templates_dir() / "da" / "example.toml"
        self.run(f"netinvite prepare --workspace . --answers {shlex.quote(str(example))} --no-input")
        draft = next(self.workspace.glob("people/*/invitation.txt")).read_text(encoding="utf-8")
        self.text = draft.partition("\n\n")[2]
        assert "på" in self.text

    def program(self, name, script):
        file = self.home / "bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def settings(self, files):
        for name, text in files.items():
            file = self.home / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            file.chmod(0o600)

    def run(self, command):
        """The command as a shell runs it in the workspace; its output."""
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail\n{command}"],
            cwd=self.workspace,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, (done.returncode, done.stdout[-3000:], done.stderr[-3000:])
        return done.stdout


@pytest.fixture
def desk(home, monkeypatch):
    return Desk(home, monkeypatch)


@pytest.fixture
def sink():
    with Sink() as server:
        yield server


def need(recipe):
    missing = [name for name in (recipe.program, *recipe.needs) if not shutil.which(name)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def named(recipe):
    return pytest.param(recipe, id=recipe.name)


def header(message, name):
    assert len(message.get_all(name, [])) == 1, f"{name} is not there once:\n{message}"
    return str(make_header(decode_header(message[name].replace("\n", ""))))


def text_of(part):
    return part.get_payload(decode=True).decode(part.get_content_charset("utf-8")).replace("\r\n", "\n")


def check_letter(data, text):
    """The message says what the draft says: recipient, sender, subject and text; the message."""
    message = message_from_bytes(data.replace(b"\r\n", b"\n"), policy=policy.compat32)
    assert parseaddr(header(message, "To")) == ("Jonas Østergård", JONAS)
    assert parseaddr(header(message, "From")) == ("Maja Holm", ME)
    assert header(message, "Subject") == SUBJECT
    assert not message["Cc"] and not message["Bcc"]
    first = next(part for part in message.walk() if not part.is_multipart())
    assert first.get_content_type() == "text/plain"
    assert text_of(first) == text
    return message


def check_delivery(sink, text):
    """One mail came, to the one recipient, with CRLF and nothing else at the line ends; the message."""
    deliveries = sink.wait()
    assert [(mail.sender, mail.recipients) for mail in deliveries] == [(ME, [JONAS])]
    data = deliveries[0].data
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    return check_letter(data, text)


@pytest.mark.parametrize("recipe", map(named, SENDING))
def test_what_a_program_sends_is_the_draft(recipe, desk, sink):
    need(recipe)
    desk.settings(recipe.settings(sink.port))
    desk.run(recipe.command)
    message = check_delivery(sink, desk.text)
    assert not message.is_multipart()
