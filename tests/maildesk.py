"""A home folder from which a mail is sent, and what must be true of the mail that arrives."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile

from maildata import TRAP, Letter
from mailrecipes import SEARCHED

from netinvite.language import templates_dir

SPOKEN = "Jonas Østergård"
SUBJECT = "Må jeg høre dit syn på unge og ensomhed?"
PATIENCE = 60
PREPARED: dict[str, tempfile.TemporaryDirectory[str]] = {}
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
    """``home`` with a prepared workspace in it, and ``netinvite`` on the path; ``letter`` is the draft's."""

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
        self._prepare(lang)
        self.draft = next(self.workspace.glob("people/*/invitation.txt"))
        text = self.draft.read_text(encoding="utf-8").partition("\n\n")[2]
        self.letter = Letter("as rendered", SPOKEN, SUBJECT, text)
        self.program(TRAP, f"touch {shlex.quote(str(home / 'sprung by something'))}")

    def _prepare(self, lang):
        """The ready example in the workspace: prepared once, then copied."""
        if lang in PREPARED:
            shutil.copytree(PREPARED[lang].name, self.workspace, dirs_exist_ok=True)
            return
        example = templates_dir() / lang / "example.toml"
        self.run(f"netinvite prepare --workspace . --answers {shlex.quote(str(example))} --no-input")
        # Letters of any kind are carried here; what the method says of them is nothing.
        with (self.workspace / "network.toml").open("a", encoding="utf-8") as file:
            file.write('\n[check]\noff = ["M001", "M003", "M015", "M017", "M020"]\n')
        PREPARED[lang] = tempfile.TemporaryDirectory(prefix="netinvite-prepared-")
        shutil.copytree(self.workspace, PREPARED[lang].name, dirs_exist_ok=True)

    def edit(self, letter):
        """Write the letter into the draft, as somebody with an editor would."""
        self.letter = letter
        self.draft.write_text(letter.draft, encoding="utf-8")

    @property
    def trapped(self):
        return (self.home / "sprung by something").exists()

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

    def done(self, command, shell="bash"):
        """The command as a shell runs it in the workspace: how it ended, in the worst of its parts."""
        return subprocess.run(
            in_shell(shell, command),
            cwd=self.workspace,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )

    def run(self, command, shell="bash"):
        """The same for a command that has to succeed: its output."""
        done = self.done(command, shell)
        assert done.returncode == 0, (done.returncode, done.stdout[-3000:], done.stderr[-3000:])
        return done.stdout


def in_shell(shell, command):
    """What runs the command as somebody types it into that shell, without their settings."""
    if shell == "fish":
        worst = "set ended $pipestatus\nfor code in $ended\ntest $code -eq 0; or exit $code\nend"
        return ["fish", "--no-config", "-c", f"{command}\n{worst}"]
    return [shell, *(["-f"] if shell == "zsh" else []), "-c", f"set -o pipefail\n{command}"]
