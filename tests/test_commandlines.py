"""Each command line of README and docs/ does what it says, or docs/platforms.md says why nobody tried."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import commandlines
import organisers
import pytest
from readyexample import EXAMPLES, prepared

from netinvite import language
from netinvite.cli import app
from netinvite.mail import clipboard, desktop

PLATFORMS = commandlines.ROOT / "docs" / "platforms.md"
LINES = commandlines.lines()
OURS = [line for line in LINES if line.is_ours and not commandlines.run_elsewhere(line)]
OTHERS = ("Anna Jensen", "Signe Bro", "Sigrid Lund")
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Dam\r\nN:Dam;Ida;;;\r\nEND:VCARD\r\n"
# Of these lines one of several things is to be chosen, which needs somebody: it says so.
NEEDS_SOMEBODY = re.compile("terminal|--yes|--confirm|looked at it|set på den")


# What a line takes for granted.
BEFORE = {
    "netinvite log jonas --undo": ["log jonas no-answer"],
    "netinvite templates check sv": ["templates copy sv --from en"],
    "netinvite prepare --lang sv": ["templates copy sv --from en"],
}


def not_run():
    """The lines that docs/platforms.md names, each with the reason."""
    section = PLATFORMS.read_text(encoding="utf-8").partition("\n## Lines that no test runs")[2]
    rows = re.findall(r"(?m)^\| (`.+`) \| (.+) \|$", section)
    return {line: reason for names, reason in rows for line in re.findall("`([^`]+)`", names)}


def make(folder, lang):
    """A network of some people and two organisers, and what else lies in the folder of somebody who reads."""
    net = folder / "net"
    prepared(net, lang)
    jonas = (net / "people" / "jonas-oestergaard" / "answers.toml").read_text("utf-8")
    for name in OTHERS:
        place = net / "people" / name.lower().replace(" ", "-")
        place.mkdir()
        own = jonas.replace("Jonas Østergård", name).replace("jonas@", f"{name.split()[0].lower()}@")
        (place / "answers.toml").write_text(own, encoding="utf-8")
    organisers.write(net)
    for name in ("people.vcf", "personer.vcf"):
        (folder / name).write_text(CARD, encoding="utf-8")
    (folder / "people.csv").write_text("Name,Email\nIda Dam,ida@example.org\n", encoding="utf-8")
    shutil.copy(EXAMPLES[lang], folder / "answers.toml")
    for name in ("calendar.ics", "home/calendar.ics", "home/kalender.ics"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(CALENDAR, encoding="utf-8")
    (folder / "lines.txt").write_text("Thursday at 10-11 or 2pm\n", encoding="utf-8")
    (folder / "linjer.txt").write_text("torsdag kl. 10-11 eller 14\n", encoding="utf-8")
    (folder / "letter.txt").write_text("Dear Jonas,\n\nMay I call you?\n", encoding="utf-8")
    (folder / "møde.pdf").write_bytes(b"%PDF-1.4\n")


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """That folder, by language."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        for lang in ("da", "en"):
            language.activate(lang)
            make(tmp_path_factory.mktemp(lang) / "desk", lang)
            made[lang] = next(tmp_path_factory.getbasetemp().glob(f"{lang}*/desk"))
    language.activate("en")
    return made


@pytest.fixture
def desk(desks, tmp_path, monkeypatch):
    """A copy of it to stand in, for a language; a desktop and a clipboard that take everything."""

    def copied(lang):
        folder = shutil.copytree(desks[lang], tmp_path / "desk")
        monkeypatch.chdir(folder)
        monkeypatch.setenv("HOME", str(folder / "home"))
        monkeypatch.setenv("NETINVITE_WORKSPACE", str(folder / "net"))
        monkeypatch.setenv("NETINVITE_AS", "maja-holm")
        monkeypatch.setenv("NETINVITE_LANG", lang)
        monkeypatch.setattr(desktop, "open_file", lambda file: True)
        monkeypatch.setattr(clipboard, "copy", lambda text, otherwise: "Copied.")
        language.activate(lang)
        return folder

    return copied


def test_every_line_is_run_or_named():
    """By a test, or with the reason why none does."""
    named = not_run()
    left = [
        line.text
        for line in LINES
        if not (line in OURS or line.text in IN_A_SHELL or line.text in named)
        and not commandlines.run_elsewhere(line)
    ]
    assert left == []


def test_what_is_named_as_not_run_stands_on_a_page():
    """And has a reason."""
    texts = {line.text for line in LINES}
    assert [line for line, reason in not_run().items() if line not in texts or len(reason) < 10] == []


@pytest.mark.parametrize(("begins", "file", "words"), commandlines.ELSEWHERE)
def test_the_test_that_runs_a_line_is_there(begins, file, words):
    """Under that name, and some line needs it."""
    assert words in (commandlines.ROOT / file).read_text(encoding="utf-8")
    assert any(re.match(begins, line.text) for line in LINES)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("line", OURS, ids=lambda line: f"{line.page}: {line.text}")
def test_a_line_does_what_it_says(desk, capsys, line):
    """Done, or something was found; a question that needs somebody at a terminal is asked for by name."""
    desk(line.lang)
    for before in BEFORE.get(line.text, ()):
        assert app.run(before.split()) == 0
    capsys.readouterr()
    # In a sentence it is the command's name, in whichever way it is called.
    words = [line.words[1], "--help"] if line.is_name else line.words[1:]
    code = app.run(words)
    said = capsys.readouterr()
    assert code in (0, 1) or (code == 2 and NEEDS_SOMEBODY.search(said.err)), said.err


# What a shell makes of a line, with stand-ins for other programs; and what is to be seen then.
IN_A_SHELL = {
    "netinvite times - --json < lines.txt": "T14:00",
    "netinvite times - --json < linjer.txt": "T14:00",
    "pbpaste | netinvite check - --lang en": "M0",
    'for mail in out/*.eml; do sendmail -t < "$mail"; done': "To:",
    "netinvite mail jonas --as maja-holm | sendmail -t": "To:",
    "0 7 * * 1-5  netinvite status --due || true": "",
    "*/15 7-18 * * 1-5  netinvite status --feed ~/netinvite.ics": "",
}
STAND_INS = {
    "netinvite": f'exec "{sys.executable}" -m netinvite "$@"',
    "pbpaste": "cat letter.txt",
    "sendmail": "cat",
}


@pytest.mark.skipif(sys.platform == "win32", reason="lines for sh")
@pytest.mark.sampled(1)
@pytest.mark.parametrize(("text", "seen"), IN_A_SHELL.items())
def test_a_line_for_the_shell_does_what_it_says(desk, text, seen):
    """With the shell's pipes and files."""
    folder = desk("da" if "linjer" in text else "en")
    place = folder / "bin"
    place.mkdir()
    for name, script in STAND_INS.items():
        (place / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (place / name).chmod(0o755)
    (folder / "out").mkdir()
    (folder / "out" / "jonas.eml").write_text("To: jonas@example.org\n", encoding="utf-8")
    line = re.sub(r"^(\S+ +){5}(?=netinvite)", "", text) if text[0] in "0*" else text
    env = {**os.environ, "PATH": f"{place}{os.pathsep}{os.environ['PATH']}"}
    env["PYTHONPATH"] = str(Path(app.__file__).parents[2])
    done = subprocess.run(["sh", "-c", line], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode in (0, 1), seen in done.stdout) == (True, True), done.stderr


def blocks(page):
    """The lines for each system below the heading of whoever begins from zero."""
    section = re.split(r"(?m)^### ", page.read_text(encoding="utf-8"))[1]
    parts = re.split(r"(?m)^\*\*(\w+)\.\*\*", section)[1:]
    return {
        name: re.findall(r"(?m)^ {4}(.+)$", text) for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


@pytest.mark.parametrize("page", ["README.md", "README.da.md"])
def test_the_lines_from_zero_are_the_same_on_every_system(page):
    """But for how each writes a path: what is tried on one is tried for all."""
    found = blocks(commandlines.ROOT / page)
    assert list(found) == ["Windows", "macOS", "Linux"]
    assert found["Linux"][1:] == found["macOS"]
    changes = {"py -m": "python3 -m", "\\": "/", "Scripts": "bin"}
    posix = "\n".join(found["Windows"])
    for theirs, ours in changes.items():
        posix = posix.replace(theirs, ours)
    assert posix.splitlines() == found["macOS"]
    assert " && ".join(found["macOS"]) in (commandlines.ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", "README.da.md"])
def test_the_lines_for_windows_are_lines_for_powershell(page):
    """5.1 knows neither && nor ||, and no / where the program of a command stands."""
    for line in blocks(commandlines.ROOT / page)["Windows"]:
        assert not re.search(r"&&|\|\||^\S*/|[$`{}();@]", line)
