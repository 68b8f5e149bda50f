"""A language is a folder: in a language made of brackets the program says nothing without them."""

from __future__ import annotations

import io
import re
import shutil
import tomllib
from contextlib import redirect_stderr, redirect_stdout

import bracketed
import plainterminal
import pytest
from bracketed import LANG, unbracketed

from netinvite import language
from netinvite.cli import app
from netinvite.model import keys
from netinvite.model.walk import Walk
from netinvite.store.inventory import TEMPLATES
from netinvite.store.records import ABOUT, load_guide, record_of

# Names of the program and its commands, formats, and keys of a guide; days and months are Babel's.
NAMES = (
    r"\bnetinvite\s+log\s+(?:\S+\s+)?replied\b",
    r"\bnetinvite\b",
    rf"\b(?:{'|'.join(app.COMMANDS)}|list|copy|diff)\b",
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    r"\b[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d{4}",
    r"\b(?:da|en|xx)\b",
)
pytestmark = pytest.mark.whole
ANSWERED = ("--no-input", "--set", 'contact.times=["2027-01-12 10:00", "2027-01-14 14:30"]')


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace in which the language lies, somebody prepared in it; and what was said meanwhile."""
    net = tmp_path_factory.mktemp("made") / "net"
    folder, said = bracketed.make(net / TEMPLATES), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        speak(patch, net)
        patch.setenv("HOME", str(net.parent))
        patch.setenv("NETINVITE_NOW", "2026-11-25T12:00")
        answers = ["--answers", str(folder / "example.toml"), *ANSWERED]
        assert app.run(["prepare", "--lang", LANG, *answers]) == 0
    return net, said.getvalue()


def speak(patch, net):
    """Use the workspace, and speak its language from now on."""
    patch.setenv("NETINVITE_LANG", LANG)
    patch.setenv("NETINVITE_WORKSPACE", str(net))
    patch.setenv("COLUMNS", "200")
    language.look_in(net / TEMPLATES)
    language.activate(LANG)


@pytest.fixture
def net(made, tmp_path, monkeypatch):
    """A copy of the workspace, spoken in."""
    net = shutil.copytree(made[0], tmp_path / "net")
    speak(monkeypatch, net)
    monkeypatch.chdir(tmp_path)
    return net


def told(capsys, *arguments, code=0):
    """What a command says, on both streams."""
    assert app.run(list(arguments)) == code
    said = capsys.readouterr()
    return said.out + said.err


def files_of(net):
    """The texts that were written about people."""
    return {
        file.name: file.read_text("utf-8")
        for file in sorted((net / "people").glob("*/*.*"))
        if not file.name.startswith(".") and file.suffix in (".md", ".txt")
    }


def test_the_drafts(made):
    """Pitch, invitation, conversation guide, and what is said while they are written."""
    net, said = made
    found = {"said": said, **files_of(net)}
    assert said and len(found) > 3
    left = {name: unbracketed(text, *NAMES, r"(?m)^(?:To|Subject):") for name, text in found.items()}
    assert {name: words for name, words in left.items() if words} == {}


def test_a_walk_in_plain_mode(tmp_path, monkeypatch):
    """Every question with its help and its complaint, in a terminal, line by line."""
    folder = bracketed.make(tmp_path / "new" / TEMPLATES)
    data = tomllib.loads((folder / "example.toml").read_text("utf-8"))
    guide = load_guide(LANG, folder.parent)
    monkeypatch.setattr(plainterminal, "INVITED", re.compile(rb"/\S+[^\n]*(\r\n[^\n]*)?:\r\n$"))
    place = ["--workspace", str(tmp_path / "new"), "--lang", LANG]
    terminal = plainterminal.PlainTerminal(["prepare", *place], tmp_path, columns=200)
    answers = record_of(data, guide, *ABOUT).answers
    # A name that begins small would be asked about.
    answers[keys.NAME] = "Qjonas Qøstergård"
    answering = plainterminal.PlainAnswering(terminal, "en", answers=answers)
    answering.walk = Walk.start(guide, ABOUT, {})
    answering.wait()
    terminal.type("")
    terminal.wait()
    terminal.type("Qmaja Qholm")
    answering.walk = answering.walk.answer("Qmaja Qholm")
    answering.until()
    terminal.wait()
    terminal.child.close(force=True)
    assert len(terminal.raw) > 3000
    assert unbracketed(terminal.raw.decode(), *NAMES, r"\b(?:To|Subject):") == []


COMMANDS = [
    ["--help"],
    *([name, "--help"] for name in app.COMMANDS),
    *(["templates", name, "--help"] for name in ("list", "copy", "diff", "check")),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help(net, capsys, command):
    """Every command's."""
    capsys.readouterr()
    kept = (r"\[[^\]]*\]", r"\b[A-Z]+(?:=[A-Z]+)?\b", r"\b[a-z]+(?:\|[a-z]+)+")
    assert unbracketed(told(capsys, *command), *NAMES, *kept) == []


JONAS = "qjonas-qoestergaard"
SAID = """[conversation]
outcome = "later"
date = 2026-11-20
view = "qsaid"
next = "qcall qagain"
next_date = 2026-12-02
referrals = [{ name = "Qsigne Qbro", gives = "qrooms", kind = "resource", mention = true }]
"""
VCARD = """BEGIN:VCARD
VERSION:3.0
N:Qberg;Qanna;;;
FN:Qanna Qberg
EMAIL:anna@example.org
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Qjonas Qøstergaard
EMAIL:jonas@example.org
END:VCARD
"""
# Headers of a mail, words in capitals of the help, formats, choices of the guide, and what Babel says.
KEPT = (
    r"(?m)^(?:To|Subject|From):",
    r"\b[A-Z]{2,}\b",
    r"\b(?:mime|template|aerc|eml|mbox|mailto|text|md|html|pdf|bash|zsh|fish|warning|error|notice|file|line|col|title|hint)\b",
    r"\[(?:person|reflection|contact|conversation)\] \w+ = .*",
    r"\bSwedish\b",
)
# A command line, and the code it ends with.
SPOKEN = [
    ("status", 0),
    ("status --due", None),
    ("check", None),
    ("check --list", 0),
    ("check --explain M001", 0),
    ("check --format github", None),
    (f"mail {JONAS} --format template", 0),
    (f"mail {JONAS} --format text", 0),
    (f"mail {JONAS} --attach leaflet --output out.eml", 0),
    (f"mail {JONAS} --invite --output invite.eml", 0),
    (f"mail {JONAS} --sent", 0),
    (f"pitch {JONAS}", 0),
    (f"interview {JONAS} --guide", 0),
    (f"interview {JONAS} --answers said.toml --no-input", 0),
    ("leaflet", 0),
    ("leaflet --format html --output out.html", 0),
    ("templates list", 0),
    ("templates check", None),
    ("templates diff", 0),
    ("templates copy pitch", None),
    ("templates copy sv", 0),
    ("import people.vcf --dry-run", 1),
    ("import people.vcf --yes", 1),
    (f"forget {JONAS} --yes --confirm {JONAS}", None),
    ("nonsense", 2),
    ("mail --nonsense", 2),
    ("mail --format", 2),
    ("mail --format nonsense", 2),
    ("mail qnobody", 2),
    ("mail a b c", 2),
    (f"mail {JONAS} --all", 2),
    ("check --explain M999", 2),
    ("check qnobody", 2),
    ("pitch qnobody", 2),
    ("pitch --pace", 2),
    ("prepare --set nonsense", 2),
    ("prepare --set contact.minutes=qx --no-input", 2),
    ("prepare --set person.email=qx --no-input", 2),
    ("prepare --answers qnone.toml --no-input", None),
    ("prepare --answers broken.toml --no-input", 2),
    ("prepare --new --no-input", 2),
    ("prepare --lang qq --no-input", 2),
    ("interview --no-input", 2),
    ("leaflet --format nonsense", 2),
    ("leaflet --output qnowhere/x.doc", 2),
    ("import qnone.vcf", None),
    ("import broken.toml --yes", None),
    ("export qnobody --all", 2),
    ("export qnobody", 2),
    ("forget qnobody", 2),
    ("templates", None),
    ("templates copy nonsense", 2),
    ("templates diff words", 0),
    ("templates nonsense", 2),
    ("--show-completion nonsense", 2),
    ("status --long --due", 2),
]


@pytest.mark.parametrize(("command", "code"), SPOKEN, ids=[command for command, _code in SPOKEN])
def test_what_a_command_says(net, capsys, command, code):
    """Its results, its notes and its complaints."""
    here = net.parent
    for name, text in (("said.toml", SAID), ("people.vcf", VCARD), ("broken.toml", "qx = [\n")):
        (here / name).write_text(text, encoding="utf-8")
    draft = net / "people" / JONAS / "invitation.txt"
    if command.startswith("check"):
        # Something for the rules to find.
        draft.write_text(re.sub(r"(?m)^- .*$", "- Qbad", draft.read_text("utf-8")), encoding="utf-8")
    capsys.readouterr()
    ended = app.run(command.split())
    said = capsys.readouterr()
    typed = [rf"\b{re.escape(word)}\b" for word in command.split()[1:] or [command] if word[:1] != "-"]
    assert unbracketed(said.out + said.err, *NAMES, *KEPT, *typed) == []
    assert ended == code or (code is None and ended in (0, 1, 2))
