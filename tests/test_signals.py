"""Told to end at any kind of question, the program keeps what was answered and what is half typed, and leaves
a sane terminal."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest
from readyexample import SLUG, open_at
from terminal import EMPTIED, PATIENCE, PROGRAM, Terminal

from netinvite.cli import app
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.whole


@dataclass(frozen=True)
class Place:
    """A question of one kind; ``typed`` is what stands in it when the signal comes, ``kept`` what of it is
    found again ("" where nothing is typed, but chosen)."""

    kind: str
    key: str
    typed: str
    kept: str


PLACES = [
    Place("text", "organiser.name", "Half Typed Æøå", "Half Typed Æøå"),
    Place("long", "reflection.motive", "first\x1b\rsecond", "first\nsecond"),
    Place("sentence", "organiser.introduction", "half typed æøå", "half typed æøå"),
    Place("line", "contact.subject", f"{EMPTIED}Your vie", "Your vie"),
    Place("lines", "organiser.signature", f"{EMPTIED * 3}first\x1b\rsecond", "first\nsecond"),
    Place("needs", "network.needs", "rooms in the e", "rooms in the e"),
    Place("email", "person.email", "jonas@exa", "jonas@exa"),
    Place("phone", "person.phone", "12 34", "12 34"),
    Place("choice", "person.relation", "\x1b[B", ""),
    Place("choices", "reflection.covers", " ", "contact with the young people"),
    Place("person", "reflection.alternative", "Sig", "Sig"),
    Place("times", "contact.times", "Tuesd", "Tuesd"),
    Place("date", "conversation.date", "\x1524 nov", "24 nov"),
    Place("scale", "conversation.importance", "7", ""),
    Place("referrals", "conversation.referrals", "Tove Fr", "Tove Fr"),
]
REVIEW = Place("review", "", "", "")
IDS = [place.kind for place in (*PLACES, REVIEW)]
OF_KIND = {place.kind: place for place in PLACES}
# Where a line is typed, and the name of the answer in its table.
KEY, NAME = "organiser.name", "name"
needs_bash = pytest.mark.skipif(not Path("/bin/bash").exists(), reason="bash is not installed")
SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


def command(net, key):
    how = ["interview"] if key.startswith("conversation.") else ["prepare", "--full"]
    return [*how, SLUG, "--workspace", str(net), "--lang", "en"]


def begin(net, place):
    """The program at the question, with the keys typed."""
    open_at(net, place.key)
    terminal = Terminal(command(net, place.key), net.parent)
    terminal.modes = modes(terminal)
    if not place.key:
        terminal.go_on_to("Does it read the way you would say it?", "Enter")
        return terminal
    question = load_guide("en").question(place.key)
    # What was prepared for a conversation is shown first.
    terminal.go_on_to(question.ask, "Enter")
    for keys in place.typed.split("|"):
        terminal.press(keys)
    return terminal


def modes(terminal):
    return termios.tcgetattr(terminal.child.child_fd)


def answered(net):
    """All that is answered, without what is half typed, and that a conversation is not looked over yet."""
    found = {}
    for file in (net / "network.toml", net / "people" / SLUG / "answers.toml"):
        data = tomllib.loads(file.read_text("utf-8"))
        for talk in data.get("conversation", ()):
            talk.pop("to-confirm", None)
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
    for mode in (b"2004", b"1049"):
        assert terminal.raw.rfind(b"\x1b[?%sh" % mode) <= terminal.raw.rfind(b"\x1b[?%sl" % mode)
    for switched_on, switched_off in ((b"\x1b[?25l", b"\x1b[?25h"),):
        assert terminal.raw.rfind(switched_on) <= terminal.raw.rfind(switched_off)


def ended(terminal):
    """Read to the end, with the terminal still open; the exit code."""
    terminal.read_on()
    terminal.child.wait()
    return terminal.child.exitstatus


@pytest.mark.sampled(2)
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


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "place",
    [*(OF_KIND[kind] for kind in ("text", "choice", "times", "referrals")), REVIEW],
    ids=lambda place: place.kind,
)
def test_a_terminal_that_is_closed(net, place):
    """The window is gone, without a word: what was there is kept."""
    terminal = begin(net, place)
    before = answered(net)
    assert terminal.hang_up() == 129
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


@pytest.mark.sampled(1)
@needs_bash
@pytest.mark.parametrize("how", ["\x1a", signal.SIGTSTP], ids=["Ctrl+Z", "SIGTSTP"])
@pytest.mark.parametrize(
    "place", [OF_KIND[kind] for kind in ("text", "choice", "times")], ids=lambda place: place.kind
)
def test_put_aside_and_taken_up_again(net, place, how):
    """Stopped, the shell has a sane terminal; brought back, the question is there with what was typed."""
    open_at(net, place.key)
    question = load_guide("en").question(place.key)
    shell = a_shell(net)
    run = " ".join([sys.executable, *PROGRAM[1:], *command(net, place.key)])
    shell.send(f"{run}\r")
    shell.wait(question.ask, "Enter")
    for keys in place.typed.split("|") if place.kept else ():
        shell.press(keys)
    if isinstance(how, str):
        shell.send(how)
    else:
        os.kill(_program(shell.child.pid), how)
    shell.wait("Stopped")
    shell.send("\recho sa''ne\r")
    shell.wait("sane")
    shell.press("fg\r")
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


@pytest.mark.sampled(1)
@needs_bash
@pytest.mark.parametrize("how", ["\x1a", signal.SIGTSTP], ids=["Ctrl+Z", "SIGTSTP"])
def test_put_aside_line_by_line(net, how):
    """In plain mode too: what is half typed goes along with the program, and is not typed to the shell."""
    open_at(net, KEY)
    shell = a_shell(net)
    run = " ".join([sys.executable, *PROGRAM[1:], *command(net, KEY), "--plain"])
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
    shell.press(" X")
    shell.send("\x03")
    shell.wait("go on with")
    assert half_typed(net, KEY) == "half typed X"
    shell.child.close(force=True)


@pytest.mark.sampled(1)
@needs_bash
@pytest.mark.parametrize("plain", ["", "1"], ids=["drawn", "plain"])
@pytest.mark.parametrize(("number", "code"), SIGNALS[1:], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_while_put_aside(net, number, code, plain):
    """A stopped program that is told to end ends when it goes on, and keeps what was half typed."""
    open_at(net, KEY)
    terminal = Terminal(command(net, KEY), net.parent, NETINVITE_PLAIN=plain)
    terminal.wait("/leave:" if plain else "Enter:")
    terminal.press("half typed")
    terminal.child.kill(signal.SIGTSTP)
    terminal.settle()
    assert Path(f"/proc/{terminal.child.pid}/stat").read_text("ascii").split()[2] == "T"
    terminal.child.kill(number)
    terminal.child.kill(signal.SIGCONT)
    assert ended(terminal) == code
    assert half_typed(net, KEY) == "half typed"
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
    _program(terminal.child.pid)
    terminal.settle()
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


@pytest.mark.sampled(1)
@pytest.mark.parametrize("trap", ["", "trap '' TERM HUP"], ids=["ends", "stays"])
@pytest.mark.parametrize("how", [signal.SIGTERM, "close"], ids=["SIGTERM", "closed"])
def test_a_signal_while_an_editor_is_open(net, how, trap):
    """What was saved in the editor is kept; the editor ends with the program, also against its will."""
    script = net.parent / "editor"
    script.write_text(EDITOR.format(trap=trap, sleep="sleep 60"), encoding="ascii")
    script.chmod(0o700)
    place = OF_KIND["long"]
    open_at(net, place.key)
    terminal = Terminal(command(net, place.key), net.parent, EDITOR=str(script), VISUAL="")
    terminal.wait(load_guide("en").question(place.key).ask, "Enter")
    terminal.send("\x05")
    terminal.wait("the editor is open")
    if how == "close":
        assert terminal.hang_up() == 129
    else:
        terminal.child.kill(how)
        assert ended(terminal) == 143
        assert b"Traceback" not in terminal.raw
    assert half_typed(net, place.key) == "written in the editor"


@pytest.mark.sampled(1)
@pytest.mark.parametrize("plain", ["", "1"], ids=["drawn", "plain"])
@pytest.mark.parametrize(("number", "code"), SIGNALS, ids=["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_while_the_terminal_takes_nothing(net, number, code, plain):
    """Output that was held up (Ctrl+S, a window that hangs) holds up neither the saving nor the end."""
    open_at(net, KEY)
    terminal = Terminal(command(net, KEY), net.parent, NETINVITE_PLAIN=plain)
    terminal.wait("/leave:" if plain else "Enter:")
    terminal.press("a farmer")
    hold(terminal)
    terminal.send("\r" if plain else " and more")
    terminal.taken()
    terminal.child.kill(number)
    assert ended(terminal) == code
    kept = [str(answered(net)["network.toml"].get("organiser", {}).get(NAME)), half_typed(net, KEY)]
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
    app.run(["import", "--yes", str(a_card(net)), "--workspace", str(net)])
    unfinished(net, KEY, "half typed")
    terminal = Terminal(["prepare", "--workspace", str(net)], net.parent, NETINVITE_PLAIN=plain)
    terminal.wait("Whom is it about?", "/leave:" if plain else "Enter:")
    if how == "close":
        assert terminal.hang_up() == 129
    else:
        terminal.interrupt(how)
        assert ended(terminal) == {"\x03": 130}.get(how, 143)
    assert half_typed(net, KEY) == "half typed"


def a_card(net):
    card = net.parent / "card.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tove Lund\r\nEND:VCARD\r\n", encoding="ascii")
    return card


def test_a_signal_while_another_netinvite_holds_the_workspace(net):
    """An answer waits for the lock as ever; then it is kept, and the first signal heeded."""
    terminal = begin(net, OF_KIND["text"])
    with Workspace(net).lock():
        terminal.send("\r")
        terminal.read(0.5)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            terminal.child.kill(number)
            terminal.read(0.1)
    assert ended(terminal) == 143
    assert answered(net)["network.toml"]["organiser"][NAME] == OF_KIND["text"].typed


def test_a_signal_while_nobody_lets_go_of_the_workspace(net, monkeypatch):
    """A lock that is never free holds the program up for ten seconds, and no longer."""
    terminal = begin(net, OF_KIND["text"])
    with Workspace(net).lock():
        terminal.child.kill(signal.SIGTERM)
        began = time.monotonic()
        assert ended(terminal) == 1
        assert time.monotonic() - began < 2 * PATIENCE
    assert "Another netinvite holds" in terminal.text
    assert b"Traceback" not in terminal.raw
