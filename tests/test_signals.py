"""Told to end at any kind of question, the program keeps what was answered and what is half typed, and leaves
a sane terminal."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import termios
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest
from readyexample import EXAMPLE
from terminal import PATIENCE, PROGRAM, Terminal, shown

from netinvite import cli, guide
from netinvite.tomlfile import ABSENT
from netinvite.workspace import Workspace

SLUG = "jonas-oestergaard"
TALK = {
    "date": "2026-11-24",
    "importance": 8,
    "readiness": 5,
    "outcome": "considers",
    "next": "I call again.",
}


@dataclass(frozen=True)
class Place:
    """A question of one kind; ``typed`` is what stands in it when the signal comes, ``kept`` what of it is
    found again ("" where nothing is typed, but chosen)."""

    kind: str
    key: str
    typed: str
    kept: str


PLACES = [
    Place("text", "organiser.role", "half typed æøå", "half typed æøå"),
    Place("long", "network.motivation", "first\x1b\rsecond", "first\nsecond"),
    Place("list", "network.values", "courage, cur", "courage, cur"),
    Place("needs", "network.needs", "rooms in the e", "rooms in the e"),
    Place("email", "person.email", "jonas@exa", "jonas@exa"),
    Place("phone", "person.phone", "12 34", "12 34"),
    Place("choice", "person.relation", "\x1b[B", ""),
    Place("choices", "reflection.covers", " ", "knows the young people"),
    Place("person", "reflection.alternative", "Sig", "Sig"),
    Place("times", "contact.times", "2\r|Tuesd", "Tuesd"),
    Place("date", "conversation.date", "\x1524 nov", "24 nov"),
    Place("scale", "conversation.importance", "7", ""),
    Place("referrals", "conversation.referrals", "Tove Fr", "Tove Fr"),
]
REVIEW = Place("review", "", "", "")
IDS = [place.kind for place in (*PLACES, REVIEW)]
needs_bash = pytest.mark.skipif(not Path("/bin/bash").exists(), reason="bash is not installed")
SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    """A workspace in which everything is answered."""
    folder = tmp_path_factory.mktemp("complete") / "net"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        assert cli.run(["prepare", "--no-input", "--answers", EXAMPLE, "-w", str(folder)]) == 0
    return folder


@pytest.fixture
def net(complete, tmp_path):
    """A copy of it."""
    return shutil.copytree(complete, tmp_path / "net")


def open_at(net, key):
    """Take the answer to ``key`` and to all after it out, so that the program begins there."""
    about = ("conversation",) if key.startswith("conversation.") else ("network", "person")
    place, known = Workspace(net), guide.load("en")
    found, reached = {}, False
    for question in known.questions(*about):
        reached |= question.key == key
        file = place.network_file
        path = (question.step, question.name)
        if question.step == "conversation":
            file, path = place.answers_file(SLUG), ("conversation", 0, question.name)
            answer = TALK.get(question.name, "")
        else:
            file = file if known.step(question.step).about == "network" else place.answers_file(SLUG)
            answer = tomllib.loads(file.read_text("utf-8")).get(path[0], {}).get(path[1], "")
        found.setdefault(file, {})[path] = ABSENT if reached and key else answer
    for file, changes in found.items():
        place.update(file, changes)


def command(net, key):
    name = "interview" if key.startswith("conversation.") else "prepare"
    return [name, SLUG, "--workspace", str(net), "--lang", "en"]


def begin(net, place):
    """The program at the question, with the keys typed."""
    open_at(net, place.key)
    terminal = Terminal(command(net, place.key), net.parent)
    terminal.modes = modes(terminal)
    if not place.key:
        terminal.wait("Does it read the way you would say it?", "Enter")
        return terminal
    question = guide.load("en").question(place.key)
    terminal.wait(shown(question), "Enter")
    for keys in place.typed.split("|"):
        terminal.send(keys)
        settle(terminal)
    return terminal


def settle(terminal):
    """Read until nothing more comes."""
    before = None
    while before != len(terminal.raw):
        before = len(terminal.raw)
        terminal.read(0.15)


def modes(terminal):
    return termios.tcgetattr(terminal.child.child_fd)


def answered(net):
    """All that is answered, without what is half typed."""
    found = {}
    for file in (net / "network.toml", net / "people" / SLUG / "answers.toml"):
        data = tomllib.loads(file.read_text("utf-8"))
        found[file.name] = {step: table for step, table in data.items() if step != "unfinished"}
    return found


def half_typed(net, key):
    for file in (net / "network.toml", net / "people" / SLUG / "answers.toml"):
        data = tomllib.loads(file.read_text("utf-8")).get("unfinished", {})
        if key in data:
            return data[key]
    return ""


def sane(terminal):
    """The modes are those from before, the cursor is there, pastes are not bracketed any more."""
    assert modes(terminal) == terminal.modes
    assert not terminal.screen.cursor.hidden
    for switched_on, switched_off in ((b"\x1b[?2004h", b"\x1b[?2004l"), (b"\x1b[?25l", b"\x1b[?25h")):
        assert terminal.raw.rfind(switched_on) <= terminal.raw.rfind(switched_off)
    assert b"\x1b[?1049h" not in terminal.raw


def ended(terminal):
    """Read to the end, with the terminal still open; the exit code."""
    terminal.read_on()
    terminal.child.wait()
    return terminal.child.exitstatus


@pytest.mark.parametrize(("number", "code"), SIGNALS, ids=["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("place", [*PLACES, REVIEW], ids=IDS)
def test_a_signal_at_a_question(net, place, number, code):
    """Every answer is kept, the half-typed one too; the terminal is as before; the exit code says why."""
    terminal = begin(net, place)
    before = answered(net)
    terminal.child.kill(number)
    assert ended(terminal) == code
    assert answered(net) == before
    assert place.kept in half_typed(net, place.key)
    sane(terminal)
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize(
    "place", [PLACES[0], PLACES[6], PLACES[9], PLACES[12], REVIEW], ids=lambda place: place.kind
)
def test_a_terminal_that_is_closed(net, place):
    """The window is gone, without a word: what was there is kept."""
    terminal = begin(net, place)
    before = answered(net)
    assert closed(terminal) == 129
    assert answered(net) == before
    assert place.kept in half_typed(net, place.key)


def a_shell(net):
    """An interactive shell on a screen."""
    shell = Terminal(["--version"], net.parent)
    shell.end()
    shell.child = pexpect.spawn(
        "/bin/bash",
        ["--norc", "--noprofile", "-i"],
        cwd=str(net.parent),
        dimensions=(24, 80),
        timeout=PATIENCE,
        env={**os.environ, "TERM": "xterm", "PS1": "READY$ "},
    )
    shell.child.delaybeforesend = None
    shell.wait("READY$")
    return shell


@needs_bash
@pytest.mark.parametrize("how", ["\x1a", signal.SIGTSTP], ids=["Ctrl+Z", "SIGTSTP"])
@pytest.mark.parametrize("place", [PLACES[0], PLACES[6], PLACES[9]], ids=lambda place: place.kind)
def test_put_aside_and_taken_up_again(net, place, how):
    """Stopped, the shell has a sane terminal; brought back, the question is there with what was typed."""
    open_at(net, place.key)
    question = guide.load("en").question(place.key)
    shell = a_shell(net)
    run = " ".join([sys.executable, *PROGRAM[1:], *command(net, place.key)])
    shell.send(f"{run}\r")
    shell.wait(shown(question), "Enter")
    for keys in place.typed.split("|") if place.kept else ():
        shell.send(keys)
        settle(shell)
    if isinstance(how, str):
        shell.send(how)
    else:
        os.kill(_program(shell.child.pid), how)
    shell.wait("Stopped")
    shell.send("\recho sa''ne\r")
    shell.wait("sane")
    shell.send("fg\r")
    settle(shell)
    if place.kept:
        shell.send("X")
        shell.wait(f"{place.kept}X")
    shell.send("\x03")
    shell.wait("go on with")
    shell.send("echo code $?\r")
    shell.wait("code 130")
    if place.kept:
        assert f"{place.kept}X" in half_typed(net, place.key)
    shell.child.close(force=True)


@needs_bash
@pytest.mark.parametrize("how", ["\x1a", signal.SIGTSTP], ids=["Ctrl+Z", "SIGTSTP"])
def test_put_aside_line_by_line(net, how):
    """In plain mode too: what is half typed goes along with the program, and is not typed to the shell."""
    open_at(net, "organiser.role")
    shell = a_shell(net)
    run = " ".join([sys.executable, *PROGRAM[1:], *command(net, "organiser.role"), "--plain"])
    shell.send(f"{run}\r")
    shell.wait("/leave:")
    shell.send("half typed")
    shell.wait("half typed")
    if isinstance(how, str):
        shell.send(how)
    else:
        os.kill(_program(shell.child.pid), how)
    shell.wait("Stopped")
    shell.send("echo sa''ne\r")
    shell.wait("READY$ echo", "sane")
    shell.send("fg\r")
    shell.wait("fg", "half typed")
    shell.send(" X")
    settle(shell)
    shell.send("\x03")
    shell.wait("go on with")
    assert half_typed(net, "organiser.role") == "half typed X"
    shell.child.close(force=True)


@needs_bash
@pytest.mark.parametrize("plain", ["", "1"], ids=["drawn", "plain"])
@pytest.mark.parametrize(("number", "code"), SIGNALS[1:], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_while_put_aside(net, number, code, plain):
    """A stopped program that is told to end ends when it goes on, and keeps what was half typed."""
    open_at(net, "organiser.role")
    terminal = Terminal(command(net, "organiser.role"), net.parent, NETINVITE_PLAIN=plain)
    terminal.wait("/leave:" if plain else "Enter:")
    terminal.send("half typed")
    settle(terminal)
    terminal.child.kill(signal.SIGTSTP)
    settle(terminal)
    assert Path(f"/proc/{terminal.child.pid}/stat").read_text("ascii").split()[2] == "T"
    terminal.child.kill(number)
    terminal.child.kill(signal.SIGCONT)
    assert ended(terminal) == code
    assert half_typed(net, "organiser.role") == "half typed"
    assert b"Traceback" not in terminal.raw


def _program(shell):
    """The process that the shell started."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text(encoding="ascii")
        if found := children.split():
            return int(found[0])
    raise AssertionError("the program was never started")


ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize(("how", "code"), [("\x03", 130), (signal.SIGTERM, 143)], ids=["Ctrl+C", "SIGTERM"])
def test_a_signal_while_a_text_is_made(net, how, code):
    """A template of one's own that takes its time is not waited for, nor taken for a wrong one."""
    own = net / "templates" / "en"
    own.mkdir(parents=True)
    (own / "pitch.md.j2").write_text(ENDLESS, encoding="utf-8")
    open_at(net, "")
    terminal = Terminal(command(net, ""), net.parent)
    while b"Review" not in terminal.raw:
        assert terminal.read(PATIENCE)
    settle(terminal)
    terminal.interrupt(how)
    assert ended(terminal) == code
    assert "Everything you typed is saved" in terminal.text
    assert "pitch.md.j2" not in terminal.text


EDITOR = """\
#!/bin/sh
{trap}
printf 'written in the editor' > "$1"
echo 'the editor is open'
exec {sleep}
"""


@pytest.mark.parametrize("trap", ["", "trap '' TERM HUP"], ids=["ends", "stays"])
@pytest.mark.parametrize("how", [signal.SIGTERM, "close"], ids=["SIGTERM", "closed"])
def test_a_signal_while_an_editor_is_open(net, how, trap):
    """What was saved in the editor is kept; the editor ends with the program, also against its will."""
    script = net.parent / "editor"
    script.write_text(EDITOR.format(trap=trap, sleep="sleep 60"), encoding="ascii")
    script.chmod(0o700)
    place = PLACES[1]
    open_at(net, place.key)
    terminal = Terminal(command(net, place.key), net.parent, EDITOR=str(script), VISUAL="")
    terminal.wait(shown(guide.load("en").question(place.key)), "Enter")
    terminal.send("\x05")
    terminal.wait("the editor is open")
    if how == "close":
        assert closed(terminal) == 129
    else:
        terminal.child.kill(how)
        assert ended(terminal) == 143
        assert b"Traceback" not in terminal.raw
    assert half_typed(net, place.key) == "written in the editor"


def closed(terminal):
    """Close the window; the exit code."""
    os.close(terminal.child.child_fd)
    end = time.monotonic() + PATIENCE
    found = (0, 0)
    while found[0] == 0 and time.monotonic() < end:
        found = os.waitpid(terminal.child.pid, os.WNOHANG)
        time.sleep(0.02)
    terminal.child.closed = terminal.child.ptyproc.closed = True
    return os.waitstatus_to_exitcode(found[1]) if found[0] else None


@pytest.mark.parametrize("plain", ["", "1"], ids=["drawn", "plain"])
@pytest.mark.parametrize(("number", "code"), SIGNALS, ids=["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_while_the_terminal_takes_nothing(net, number, code, plain):
    """Output that was held up (Ctrl+S, a window that hangs) holds up neither the saving nor the end."""
    open_at(net, "organiser.role")
    terminal = Terminal(command(net, "organiser.role"), net.parent, NETINVITE_PLAIN=plain)
    terminal.wait("/leave:" if plain else "Enter:")
    terminal.send("a farmer")
    settle(terminal)
    hold(terminal)
    terminal.send("\r" if plain else " and more")
    time.sleep(0.3)
    terminal.child.kill(number)
    assert ended(terminal) == code
    kept = [str(answered(net)["network.toml"]["organiser"].get("role")), half_typed(net, "organiser.role")]
    assert any("a farmer" in text for text in kept)


def hold(terminal):
    """Stop the terminal's output, as Ctrl+S does, in whatever mode it is."""
    other = os.open(Path(f"/proc/{terminal.child.pid}/fd/1").readlink(), os.O_RDWR | os.O_NOCTTY)
    termios.tcflow(other, termios.TCOOFF)
    os.close(other)


def unfinished(net, key, text):
    """Somebody left with ``text`` half typed to ``key``."""
    open_at(net, key)
    place = Workspace(net)
    place.update(place.network_file, {("unfinished", key): text})


@pytest.mark.parametrize("plain", ["", "1"], ids=["drawn", "plain"])
@pytest.mark.parametrize("how", ["\x03", signal.SIGTERM, "close"], ids=["Ctrl+C", "SIGTERM", "closed"])
def test_what_was_half_typed_the_last_time_outlives_a_menu(net, how, plain):
    """Who leaves at a menu that is no question of the guide takes nothing away from what was kept."""
    cli.run(["import", "--yes", str(a_card(net)), "--workspace", str(net)])
    unfinished(net, "organiser.role", "half typed")
    terminal = Terminal(["prepare", "--workspace", str(net)], net.parent, NETINVITE_PLAIN=plain)
    terminal.wait("Whom is it about?", "/leave:" if plain else "Enter:")
    if how == "close":
        assert closed(terminal) == 129
    else:
        terminal.interrupt(how)
        assert ended(terminal) == {"\x03": 130}.get(how, 143)
    assert half_typed(net, "organiser.role") == "half typed"


def a_card(net):
    card = net.parent / "card.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tove Lund\r\nEND:VCARD\r\n", encoding="ascii")
    return card


def test_a_signal_while_another_netinvite_holds_the_workspace(net):
    """An answer waits for the lock as ever; then it is kept, and the first signal heeded."""
    terminal = begin(net, PLACES[0])
    with Workspace(net).lock():
        terminal.send("\r")
        terminal.read(0.5)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            terminal.child.kill(number)
            terminal.read(0.1)
    assert ended(terminal) == 143
    assert answered(net)["network.toml"]["organiser"]["role"] == PLACES[0].typed


def test_a_signal_while_nobody_lets_go_of_the_workspace(net, monkeypatch):
    """A lock that is never free holds the program up for ten seconds, and no longer."""
    terminal = begin(net, PLACES[0])
    with Workspace(net).lock():
        terminal.child.kill(signal.SIGTERM)
        began = time.monotonic()
        assert ended(terminal) == 1
        assert time.monotonic() - began < 2 * PATIENCE
    assert "Another netinvite holds" in terminal.text
    assert b"Traceback" not in terminal.raw
