"""What is private stays with the organiser; what is kept is for nobody else; what is forgotten is gone."""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from extent import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readyexample import EXAMPLE, example

from netinvite import language
from netinvite.cli import app
from netinvite.errors import TemplateError
from netinvite.language import templates_dir
from netinvite.model.questions import Guide, OpenQuestion, Question, by_step
from netinvite.model.walk import Walk
from netinvite.render import documents, engine
from netinvite.render.jobs import Job
from netinvite.store import inventory
from netinvite.store.records import ABOUT, load_guide

TEMPLATES = templates_dir()
OUTGOING = ("pitch", "invitation", "leaflet.md", "leaflet.html", "leaflet.typ")
# Words that no template holds and that no rule of wording changes.
SECRET = "Xyloquartz"
TALK = """\
[conversation]
date = "2026-11-24"
busy = "Xyloquartz busy."
view = "Xyloquartz view."
worthwhile = "Xyloquartz worthwhile."
importance = 8
readiness = 5
changes = "Xyloquartz changes."
outcome = "considers"
next = "Xyloquartz next"
next_date = "2026-12-08"
referrals = [{ name = "Tove Friis", gives = "Xyloquartz gives", kind = "knowledge", mention = false }]
"""
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40)


# Private answers -----------------------------------------------------------------------------------


def answer_to(draw, question: Question, known: Guide):
    """A random answer to a question of words; a private one holds the secret word."""
    if question.key in known.private():
        return f"{draw(TEXTS)} {SECRET} {draw(TEXTS)}".strip()
    return draw(TEXTS).strip() or None


@st.composite
def walks(draw):
    """Everything answered: as the example does, or at random where words are asked for."""
    lang = draw(st.sampled_from(("da", "en")))
    known, answers = load_guide(lang), example(lang)
    for question in known.questions(*ABOUT):
        worded = question.kind in ("text", "long", "person", "sentence", "line", "lines")
        if question.key in known.private() or (worded and draw(st.integers(0, 3)) == 0):
            answers[question.key] = answer_to(draw, question, known)
        elif question.choices and question.kind == "choice" and draw(st.booleans()):
            answers[question.key] = draw(st.sampled_from([choice.key for choice in question.choices]))
    return Walk.start(known, ABOUT, answers)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(walks())
def test_private_answers_never_stand_in_an_outgoing_document(walk):
    """Whatever is answered, nothing private is in the pitch, the mail or the leaflet."""
    known = walk.guide
    assert SECRET in str(by_step(walk.rendered()))
    for name in OUTGOING:
        text = documents.render(
            name,
            known.lang,
            by_step(walk.rendered()),
            (OpenQuestion("what", "view", "What?"),),
            own=None,
            private=known.private(),
            keys=[question.key for question in known.questions(*ABOUT)],
        )
        assert SECRET not in text


def test_every_outgoing_document_is_tried():
    """The property above goes over all documents that are shipped and not private."""
    shipped = {name for name, document in inventory.DOCUMENTS.items() if document.outgoing}
    assert shipped | set(inventory.others("en")) == set(OUTGOING)


@pytest.mark.parametrize(
    "source",
    [
        "{{ reflection.barrier }}",
        "{{ reflection['barrier'] }}",
        "{{ reflection }}",
        "{{ reflection|string }}",
        "{{ reflection.__dict__ }}",
        "{{ reflection|attr('barrier') }}",
        "{{ reflection|list }}",
        "{% for key in reflection %}{{ reflection[key] }}{% endfor %}",
        "{{ self._TemplateReference__context }}",
        "{{ self.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% set x = cycler.__init__ %}{{ x.__globals__ }}",
        "{{ namespace(r=reflection).r.barrier }}",
        "{{ [reflection]|map(attribute='barrier')|join }}",
    ],
)
def test_no_template_reaches_a_private_answer(tmp_path, source):
    """A template that was written to get at one is refused, or gets nothing."""
    known = load_guide("en")
    answers = {**example("en"), **dict.fromkeys(known.private(), SECRET)}
    walk = Walk.start(known, ABOUT, answers)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "pitch.md.j2").write_text(source, encoding="utf-8")
    job = Job(
        inventory.DOCUMENTS["pitch"],
        "en",
        by_step(walk.rendered()),
        (),
        tmp_path,
        known.private(),
        tuple(question.key for question in known.questions(*ABOUT)),
    )
    try:
        assert SECRET not in engine.render(job)
    except TemplateError as refusal:
        assert SECRET not in f"{refusal.message} {refusal.hint}"


@pytest.fixture
def net(once, monkeypatch):
    """A network with somebody prepared and spoken with, and somebody referred by them."""
    monkeypatch.setenv("NETINVITE_LANG", "en")
    return once(spoken_with)


def spoken_with(folder):
    talk = folder.with_name("talk.toml")
    talk.write_text(TALK, encoding="utf-8")
    private = [f"--set={key}={SECRET} private" for key in load_guide("en").private()]
    for arguments in (
        ["prepare", "--no-input", "--answers", EXAMPLE, "--set=person.name=Åse Lund", *private],
        ["interview", "aase-lund", "--no-input", "--answers", str(talk)],
        ["prepare", "aase-lund", "--no-input", "--set=person.role=is head of a school"],
    ):
        assert app.run([*arguments, "-w", str(folder)]) == 0


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "arguments",
    [
        ("pitch", "aase-lund"),
        *(("mail", "aase-lund", "--format", form) for form in ("mime", "template", "eml", "mbox", "text")),
        ("mail", "aase-lund", "--invite", "--attach", "leaflet"),
        *(("leaflet", "--format", form) for form in ("md", "html")),
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_what_is_said_in_private_or_in_a_talk_is_not_sent(net, capfdbinary, arguments):
    """Neither private answers nor what the person said leave with a mail, a pitch or a leaflet."""
    capfdbinary.readouterr()
    assert app.run([*arguments, "-w", str(net)]) == 0
    sent = capfdbinary.readouterr().out
    assert len(sent) > 300
    message = email.message_from_bytes(sent, policy=email.policy.default)
    parts = [part.get_payload(decode=True) or b"" for part in message.walk() if not part.is_multipart()]
    assert SECRET.encode() not in b"".join([sent, *parts])
    assert SECRET in (net / "people/aase-lund/answers.toml").read_text(encoding="utf-8")


def test_what_is_said_in_private_is_not_in_the_files_to_send(net):
    """Nor do they stand in the drafts that lie ready."""
    for name in ("pitch.md", "invitation.txt"):
        assert SECRET not in (net / "people/aase-lund" / name).read_text(encoding="utf-8")


# Forgetting ----------------------------------------------------------------------------------------

NAMES = (
    "Åse Lund",
    "Åse Lund",
    "Zoë O’Brien-Smith",
    "李小龍",
    "Nguyễn Thị Ánh",
    'Jon "Joe" Holm',
    "ANNA HOLM",
)


def spellings(name):
    """A name as bytes of a file may hold it."""
    for form in ("NFC", "NFD"):
        for text in {unicodedata.normalize(form, name), unicodedata.normalize(form, name).casefold()}:
            yield from (text.encode(), text.encode("utf-16-le"), json.dumps(text)[1:-1].encode())


@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", NAMES)
def test_no_byte_of_a_forgotten_name_is_left(tmp_path, capsys, name):
    """After forget no file of the workspace holds the name, and no path does: not in any spelling."""
    net = tmp_path / "net"
    mention = tmp_path / "mention.toml"
    mention.write_text(
        TALK.replace("Tove Friis", name.replace('"', '\\"')).replace(
            "Xyloquartz view.", f"{name.replace(chr(34), chr(92) + chr(34))}s project."
        ),
        encoding="utf-8",
    )
    prepare = ["prepare", "--no-input", "--answers", EXAMPLE]
    for arguments in (
        [*prepare, f"--set=person.name={name}"],
        [
            *prepare,
            "--set=person.name=Bo Bro",
            "--set=person.relation=referred",
            f"--set=person.referred_by={name}",
        ],
        ["interview", "bo-bro", "--no-input", "--answers", str(mention)],
        ["status"],
        ["mail", "--all", "--output", str(net / "mails")],
    ):
        assert app.run([*arguments, "-w", str(net)]) == 0, capsys.readouterr().err
    slug = next(path.name for path in (net / "people").iterdir() if path.is_dir() and path.name != "bo-bro")
    (net / "people" / slug / ".netinvite-killed.tmp").write_text(f"about {name}", encoding="utf-8")
    for file in (net / "mails").iterdir():
        file.unlink()
    found = [path for path in net.rglob("*") if any(form in _bytes(path) for form in spellings(name))]
    assert len(found) >= 3
    assert app.run(["forget", slug, "--yes", "--confirm", name, "-w", str(net)]) == 0
    for path in net.rglob("*"):
        assert not any(form in _bytes(path) for form in spellings(name)), path
        assert slug not in path.as_posix()
    assert "Bo Bro" in (net / "people/bo-bro/answers.toml").read_text(encoding="utf-8")


def _bytes(path: Path) -> bytes:
    return path.name.encode() + (path.read_bytes() if path.is_file() else b"")


# The pages for a data protection officer -----------------------------------------------------------

PAGES = {
    lang: Path(__file__).parent.parent / "docs" / name
    for lang, name in (("en", "privacy.md"), ("da", "privacy.da.md"))
}


def _page(lang):
    return (
        PAGES[lang]
        .read_text(encoding="utf-8")
        .replace("<navn>", "<name>")
        .replace("NAVN", "NAME")
        .replace("ORGANISATOR", "ORGANISER")
    )


def test_both_pages_say_the_same():
    """The same files, commands and articles, the same sections and rows of tables."""
    english, danish = _page("en"), _page("da")
    for pattern in (r"`[^`]+`", r"(?:article|artikel) (\d+)"):
        assert sorted(re.findall(pattern, english)) == sorted(re.findall(pattern, danish))
    for start in ("## ", "| ", "- "):
        counts = [sum(line.startswith(start) for line in page.splitlines()) for page in (english, danish)]
        assert counts[0] == counts[1]


def test_every_file_that_is_kept_is_named(net, monkeypatch):
    """Whatever a command leaves in the workspace stands in the page."""
    monkeypatch.setattr("netinvite.mail.desktop.open_file", lambda file: None)
    said = [f"--set=conversation.{one}" for one in ("busy=ill", "outcome=joins", "next=call")]
    commands = (
        ["status"],
        ["mail", "aase-lund", "--open"],
        ["templates", "copy", "pitch.md.j2"],
        ["interview", "aase-lund", "--no-input", *said],
        ["log", "aase-lund", "--undo"],
    )
    for arguments in commands:
        assert app.run([*arguments, "-w", str(net)]) == 0
    assert list(net.rglob("kept-1.toml"))
    for file in [path for path in net.rglob("*") if path.is_file()]:
        name = "templates/" if "templates" in file.parts else file.name
        assert f"`{name}`" in _page("en") or f"/{name}`" in _page("en"), name


# Permissions ---------------------------------------------------------------------------------------

COMMANDS = (
    ("prepare", "--no-input", "--answers", EXAMPLE, "--set=person.name=Åse Lund"),
    ("prepare", "--no-input", "--answers", EXAMPLE, "--set=person.name=Bo Bro"),
    ("interview", "aase-lund", "--no-input", "--answers", "talk.toml"),
    ("log", "aase-lund", "--undo"),
    ("interview", "aase-lund", "--no-input", "--answers", "talk.toml"),
    ("import", "people.csv", "--yes"),
    ("mail", "aase-lund", "--output", "mails/one/aase.eml"),
    ("mail", "--all", "--output", "mails/all"),
    ("mail", "aase-lund", "--open"),
    ("mail", "aase-lund", "--sent"),
    ("pitch", "aase-lund"),
    ("check",),
    ("leaflet", "--output", "leaflet/leaflet.html"),
    ("leaflet", "--output", "leaflet/leaflet.md"),
    ("templates", "copy", "pitch.md.j2"),
    ("status",),
    ("status", "--ics", "steps/steps.ics"),
    ("status", "--feed", "steps/feed.ics"),
    ("export", "aase-lund"),
    ("forget", "bo-bro", "--yes", "--confirm", "Bo Bro"),
    ("prepare", "--example"),
)


# One process for all: each start takes longer than what the command does.
ONE_BY_ONE = """
import json, sys
from netinvite.cli import app
for arguments in json.loads(sys.argv[1]):
    assert app.run(arguments) in (0, 1), arguments
"""


@pytest.mark.sampled(1)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mask", [0o000, 0o077], ids=["000", "077"])
def test_every_file_and_folder_is_its_owners_alone(tmp_path, mask):
    """Whatever the umask, and whichever command made it; but the leaflet is made for others."""
    inputs = {
        "talk.toml": TALK,
        "people.csv": "Name;Email\nEva Krog;eva@example.org\n",
        "bin/xdg-open": "#!/bin/sh\n",
    }
    for name, text in inputs.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o700)
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir(mode=0o700)
    given_files = {tmp_path / name for name in inputs} | {tmp_path / name for name in ("bin", "home", "tmp")}
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("XDG_")},
        "NETINVITE_LANG": "en",
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "DISPLAY": ":0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    lines = [[*arguments, *(() if "--example" in arguments else ("-w", "a/b/net"))] for arguments in COMMANDS]
    done = subprocess.run(
        [sys.executable, "-P", "-c", ONE_BY_ONE, json.dumps(lines)],
        cwd=tmp_path,
        env=environment,
        umask=mask,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    made = [path for path in tmp_path.rglob("*") if path not in given_files and not path.is_symlink()]
    assert len([path for path in made if path.is_file()]) > 25
    handed_out = [path for path in made if path.relative_to(tmp_path).parts[0] == "leaflet"]
    for path in handed_out:
        assert stat.S_IMODE(path.stat().st_mode) == (0o777 if path.is_dir() else 0o666) & ~mask
    wanted = {True: 0o700, False: 0o600}
    open_ones = {
        path.relative_to(tmp_path).as_posix(): oct(stat.S_IMODE(path.stat().st_mode))
        for path in made
        if path not in handed_out and stat.S_IMODE(path.stat().st_mode) != wanted[path.is_dir()]
    }
    assert open_ones == {}


def as_cloned(net, mode, git=None):
    """As git makes a clone, with the rights of the system, in which nobody has worked."""
    for own in (".index.json", ".lock", ".copy-id"):
        (net / own).unlink(missing_ok=True)
    (net / ".git").mkdir()
    (net / ".git").chmod(git or mode)
    net.chmod(mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(
    ("mode", "git", "is_used", "said"),
    [
        # Opened to a group, and git begun in it: writing for a group is meant.
        (0o770, 0o755, True, 0),
        (0o775, 0o775, False, 0),
        # Git began in what somebody had opened for reading; or a clone was opened otherwise than git does.
        (0o755, 0o755, True, 1),
        (0o750, 0o755, False, 1),
    ],
)
def test_rights_that_somebody_may_have_set_stay_and_are_told_once(net, capfd, mode, git, is_used, said):
    """Nobody loses what a colleague opened for them, and nothing untrue is said of who made it."""
    as_cloned(net, mode, git)
    if is_used:
        (net / ".lock").touch()
    for again in (0, 1):
        assert app.run(["status", "-w", str(net)]) == 0
        told = " ".join(capfd.readouterr().err.split())
        assert stat.S_IMODE(net.stat().st_mode) == mode and "git had made" not in told
        told_open = f"Others on this computer can open {net}. To keep it for you alone: chmod 700 {net}"
        assert (told_open in told) == (said and not again)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("lang", ["en", "da"])
def test_a_folder_that_git_made_is_closed_and_that_is_said_once(net, capfd, monkeypatch, lang):
    """A clone has the rights that are usual on a system, and what is private lies in it."""
    language.activate(lang)
    monkeypatch.setenv("NETINVITE_LANG", lang)
    monkeypatch.setenv("PATH", "/nowhere")
    as_cloned(net, 0o755)
    (net / "people").chmod(0o755)
    told = {"en": "now you alone can", "da": "nu kan kun du"}[lang]
    for said in (1, 0):
        assert app.run(["status", "-w", str(net)]) == 0
        assert " ".join(capfd.readouterr().err.split()).count(told) == said
        assert stat.S_IMODE(net.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(("is_clone", "mode"), [(False, 0o755), (True, 0o2770)])
def test_a_folder_that_somebody_shares_on_purpose_stays_so_and_doctor_says_it(net, capfd, is_clone, mode):
    """What another one than git opened, or is a group's, is not taken from anybody."""
    if is_clone:
        (net / ".git").mkdir()
    net.chmod(mode)
    app.run(["status", "-w", str(net)])
    assert stat.S_IMODE(net.stat().st_mode) == mode and "alone can" not in capfd.readouterr().err
    app.run(["doctor", "-w", str(net)])
    assert "Others on this computer can open it." in " ".join(capfd.readouterr().out.split())
    net.chmod(0o700)
    app.run(["doctor", "-w", str(net)])
    assert "Others on this computer" not in capfd.readouterr().out
