"""``--copy``: what says that it was copied, was; no program holds the caller's pipe; no escape in a file."""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest
from desktop import desktop
from readyexample import prepared

from netinvite.mail import clipboard
from netinvite.mail import desktop as desktops

TEXT = "Må jeg?\n\nKære Åse 🙂\n"
INSTEAD = "netinvite mail anna --format text"
SAID_OSC = "OSC 52"
pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts"),
]


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """A computer with only these programs (name, script), and this environment."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("SSH_TTY", "SSH_CONNECTION", "TMUX", "STY", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("cat", "sh", "sleep"):
        (folder / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(folder))

    def made(programs, **environment):
        for name, script in programs.items():
            (folder / name).write_text(f"#!/bin/sh\nkept={tmp_path}/{name}\n{script}\n")
            (folder / name).chmod(0o755)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return tmp_path

    return made


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Standard error as a terminal: what it is sent."""
    found = Terminal()
    # pytest puts its own in the place of sys.stderr when the test begins.
    streams = SimpleNamespace(stderr=found, stdout=io.StringIO(), platform=sys.platform)
    monkeypatch.setattr(clipboard, "sys", streams)
    return found


GOOD = 'case "$*" in *-out*) cat "$kept" ;; *) cat > "$kept" ;; esac'


def test_it_was_copied_where_it_can_be_read_back(computer):
    """And the sentence says so."""
    place = computer({"xclip": GOOD}, DISPLAY=":7")
    assert clipboard.copy(TEXT, INSTEAD) == "Copied to the clipboard of this computer."
    assert (place / "xclip").read_text("utf-8") == TEXT


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "script",
    [
        "cat > /dev/null",
        "exit 1",
        "exit 0",
        'case "$*" in *-out*) echo other ;; esac',
        "sleep 30",
        "kill -9 $$",
    ],
)
def test_what_cannot_be_read_back_was_not_copied(computer, terminal, monkeypatch, script):
    """A program that says that all is well, fails or hangs: the next way is tried, and its doubt said."""
    monkeypatch.setattr(desktops, "PATIENCE", 0.5)
    computer({"xclip": script}, DISPLAY=":7")
    assert SAID_OSC in clipboard.copy(TEXT, INSTEAD)
    assert terminal.getvalue() == f"\x1b]52;c;{base64.b64encode(TEXT.encode()).decode()}\x07"


def test_the_next_program_is_tried(computer):
    """xclip without a display to talk to, xsel with one."""
    script = 'case "$*" in *output*) cat "$kept" ;; *) cat > "$kept" ;; esac'
    computer({"xclip": "exit 1", "xsel": script}, DISPLAY=":7")
    assert clipboard.copy(TEXT, INSTEAD) == "Copied to the clipboard of this computer."


@pytest.mark.parametrize("variable", ["SSH_TTY", "SSH_CONNECTION"])
def test_over_ssh_it_may_not_have_arrived(computer, terminal, variable):
    """The clipboard of a computer far away is of no use; the sentence says what to do instead."""
    place = computer({"xclip": GOOD}, DISPLAY=":7", **{variable: "x"})
    said = clipboard.copy(TEXT, INSTEAD)
    assert "--format text" in said and not said.startswith("Copied")
    assert not (place / "xclip").exists()
    assert terminal.getvalue()


@pytest.mark.parametrize(("script", "widely"), [('echo "$@" > $kept; cat >> $kept', True), (None, False)])
def test_in_tmux_it_is_in_its_buffer(computer, terminal, script, widely):
    """With -w, which tells the terminal as well; tmux before 3.2 knows none."""
    old = 'case "$*" in *-w*) exit 1 ;; *) echo "$@" > $kept; cat >> $kept ;; esac'
    place = computer({"tmux": script or old}, TMUX="/tmp/x,1,0", SSH_TTY="/dev/pts/1")
    said = clipboard.copy(TEXT, INSTEAD)
    assert said.startswith("Copied to the buffer of tmux") and ("set-clipboard" in said) == widely
    options = "load-buffer -w -" if widely else "load-buffer -"
    assert (place / "tmux").read_text("utf-8") == f"{options}\n{TEXT}"
    assert terminal.getvalue() == ""


def test_without_the_program_tmux_is_asked_to_pass_it_on(computer, terminal):
    """In its own envelope, with each escape doubled."""
    computer({}, TMUX="/tmp/x,1,0")
    assert SAID_OSC in clipboard.copy("x", INSTEAD)
    assert terminal.getvalue() == "\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\"


def test_in_screen_it_goes_in_pieces(computer, terminal):
    """GNU screen drops a longer string than it has room for."""
    computer({}, STY="1.x")
    clipboard.copy("å" * 2000, INSTEAD)
    parts = re.findall(r"\x1bP(.*?)\x1b\\", terminal.getvalue(), re.DOTALL)
    assert all(len(part) <= 250 for part in parts)
    whole = "".join(parts)
    assert whole.startswith("\x1b]52;c;") and base64.b64decode(whole[7:-1]).decode() == "å" * 2000


@pytest.mark.parametrize(("text", "term", "said"), [
    ("x" * 80_000, "xterm", "too long"), ("x", "dumb", "No clipboard"), ("x", "", "No clipboard"),
])  # fmt: skip
def test_what_no_terminal_takes_is_refused(computer, terminal, text, term, said):
    """Too long a mail, or a terminal that would show the escape as text."""
    computer({}, TERM=term)
    with pytest.raises(clipboard.ClipboardError, match=said) as caught:
        clipboard.copy(text, INSTEAD)
    assert "--format text" in caught.value.hint and terminal.getvalue() == ""


def test_no_escape_goes_into_a_file(computer, capfd):
    """Where nothing is a terminal there is no clipboard."""
    computer({})
    with pytest.raises(clipboard.ClipboardError, match="No clipboard"):
        clipboard.copy(TEXT, INSTEAD)
    assert capfd.readouterr() == ("", "")


def test_the_clipboard_holds_no_pipe(computer):
    """What stays behind to own the selection has neither our output nor our session."""
    place = computer(
        {"xclip": 'case "$*" in *-out*) cat "$kept" ;; *) cat > "$kept"; sleep 20 & ;; esac'}, DISPLAY=":7"
    )
    code = "from netinvite.mail import clipboard; print(clipboard.copy('x', 'netinvite mail'))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=15, check=True
    )
    assert done.stdout == "Copied to the clipboard of this computer.\n" and (place / "xclip").exists()


# With the real programs ----------------------------------------------------------------------------


def installed(*names):
    missing = [name for name in names if not shutil.which(name)]
    return pytest.mark.skipif(bool(missing), reason=f"without {', '.join(missing)}")


def copied(net, **environment):
    """``--copy`` behind a pipe: it ends though the clipboard's owner goes on; what was said."""
    line = f'"{sys.executable}" -m netinvite mail -w "{net}" --copy 2>&1 | cat'
    env = {**os.environ, **environment}
    env.pop("TMUX", None) if "TMUX" not in environment else None
    return subprocess.run(
        ["bash", "-c", line], env=env, capture_output=True, text=True, timeout=30, check=True
    ).stdout


@pytest.mark.mailclients
@pytest.mark.parametrize("program", ["xclip", "xsel"])
@installed("Xvfb", "xclip", "xsel")
def test_a_real_clipboard_has_it(tmp_path, monkeypatch, program):
    """Also behind a pipe, with either program alone."""
    net = prepared(tmp_path / "net")
    path = tmp_path / "bin"
    path.mkdir()
    for name in (program, "bash", "cat"):
        (path / name).symlink_to(shutil.which(name))
    with desktop() as screen:
        said = copied(net, DISPLAY=screen.env["DISPLAY"], PATH=str(path), SSH_TTY="", SSH_CONNECTION="")
        assert "Copied to the clipboard of this computer." in said
        found = subprocess.run(
            ["xclip", "-selection", "clipboard", "-out"], env=screen.env, capture_output=True, check=True
        ).stdout.decode()
    draft = (net / "people" / "jonas-oestergaard" / "invitation.txt").read_text("utf-8")
    assert found.rstrip().endswith(draft.partition("\n\n")[2].rstrip())


@pytest.mark.mailclients
@installed("tmux")
def test_a_real_tmux_has_it(tmp_path):
    """Its buffer, read back by itself."""
    net, socket = prepared(tmp_path / "net"), str(tmp_path / "s")
    tmux = ["tmux", "-S", socket, "-f", "/dev/null"]
    subprocess.run([*tmux, "new-session", "-d", "sleep 60"], check=True, timeout=30)
    try:
        said = copied(net, TMUX=f"{socket},1,0", DISPLAY="", SSH_TTY="x")
        assert "Copied to the buffer of tmux" in said
        kept = subprocess.run([*tmux, "show-buffer"], capture_output=True, text=True, check=True).stdout
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, timeout=30)
    assert "Dear Jonas" in kept
