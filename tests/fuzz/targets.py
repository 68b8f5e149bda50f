"""What is given the inputs, and what must hold for each: one function a kind of input.

An input may be refused with a ``NetinviteError``; everything else that is raised is a fault.
"""

from __future__ import annotations

import io
import random
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from faults.scenarios import entries
from readyexample import example

from fuzz.mutating import mutated, text
from fuzz.watching import Broken, Watch, harmless
from netinvite import mail
from netinvite.app import given
from netinvite.cli.import_ import told
from netinvite.errors import NetinviteError
from netinvite.importing import plan, read
from netinvite.importing.contact import FIELDS, Found
from netinvite.language import templates_dir
from netinvite.mail.forms import FORMS
from netinvite.model import guide, kinds
from netinvite.model import times as schedule
from netinvite.model.questions import by_step
from netinvite.model.walk import Walk
from netinvite.render import engine
from netinvite.render.documents import DOCUMENTS
from netinvite.render.jobs import Job
from netinvite.store import inventory
from netinvite.store.records import ABOUT, load_guide, record_of
from netinvite.store.workspace import Workspace
from netinvite.ui import screen

NOW = datetime(2026, 11, 25, 12, 0)
TEMPLATES = templates_dir()
CORPUS = Path(__file__).parent / "corpus"
HEADERS = {"to", "subject", "from", "mime-version", "content-type", "content-transfer-encoding", "x-unsent"}
COMMANDS = (
    ("status",),
    ("status", "--json"),
    ("status", "--due"),
    ("today",),
    ("today", "--json"),
    ("mail", "aase-lund"),
    ("mail", "aase-lund", "--format", "text"),
    ("mail", "aase-lund", "--format", "template"),
    ("mail", "--all", "--format", "mbox"),
    ("mail", "aase-lund", "--output", "out/mail.eml", "--force"),
    ("pitch", "aase-lund"),
    ("interview", "aase-lund", "--guide"),
    ("check",),
    ("export", "aase-lund"),
    ("export", "--all", "--format", "json"),
    ("export", "aase-lund", "--format", "toml"),
    ("prepare", "aase-lund", "--no-input"),
    ("prepare", "Bo Bro", "--no-input", "--set=person.role=is head of a school"),
    ("interview", "bo-bro", "--no-input", "--answers", "in/talk.toml"),
    ("import", "in/people.csv", "--yes"),
    ("leaflet",),
    ("leaflet", "--format", "html"),
    ("mail", "aase-lund", "--sent"),
    ("log", "aase-lund", "no-answer", "--note", "back on Friday"),
    ("log", "aase-lund", "sent", "--date", "yesterday"),
    ("later", "aase-lund", "in", "two", "weeks"),
    ("forget", "bo-bro", "--yes", "--confirm", "Bo Bro"),
    ("templates", "check"),
)
MADE = (
    "net/network.toml",
    "net/people/*/*",
    "net/people/*/.drafts",
    "net/people/*/.index.json",
    "net/.index.json",
    "in/*",
)


@dataclass(slots=True)
class Desk:
    """A worker's folder with a workspace in it, its watch, and what was there at first."""

    folder: Path
    watch: Watch
    files: dict[str, bytes]

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.folder / "net")

    def restore(self) -> None:
        """Put everything back as it was."""
        for name, entry in reversed(list(entries(self.folder))):
            if entry.is_dir(follow_symlinks=False):
                if f"{name}/" not in self.files:
                    Path(entry).rmdir()
            elif name not in self.files or entry.is_symlink():
                Path(entry).unlink()
        for name, data in self.files.items():
            path = self.folder / name
            if name.endswith("/"):
                path.mkdir(exist_ok=True)
            elif not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)


def _seeds(pattern: str) -> list[bytes]:
    files = sorted(TEMPLATES.glob(pattern)) or sorted(CORPUS.glob(pattern))
    assert files, pattern
    return [file.read_bytes() for file in files]


CARDS, TABLES, DRAFTS = _seeds("*.vcf"), _seeds("*.csv"), _seeds("*.txt")
ANSWERS, GUIDES = _seeds("*/example.toml"), _seeds("*/guide.toml")
SOURCES = {
    name: _seeds(f"*/{name}")
    for name in ("pitch.md.j2", "invitation.txt.j2", "conversation.md.j2", "leaflet.html.j2")
}


def cards(desk: Desk, dice: random.Random) -> None:
    """An address book of cards: every field on one line, nobody without a name."""
    _taken(read.parse(mutated(CARDS, dice), "people.vcf"))


def tables(desk: Desk, dice: random.Random) -> None:
    """An address book as a table."""
    _taken(read.parse(mutated(TABLES, dice), "people.csv"))


def _taken(found: Found) -> None:
    for contact in found.contacts:
        for name in FIELDS:
            value = getattr(contact, name)
            if value != " ".join(value.split()):
                raise Broken(f"{name} is not one line: {value!r}")


def plans(desk: Desk, dice: random.Random) -> None:
    """What an import would do, and how it is told."""
    kind, seeds = dice.choice((("vcf", CARDS), ("csv", TABLES)))
    found = read.parse(mutated(seeds, dice), f"people.{kind}")
    planned = plan.plan(desk.workspace, load_guide("en"), found)
    for line in told(planned, Path(f"people.{kind}")):
        harmless(screen.visible(line))
    for entry in (*planned.new, *planned.filled):
        if not (entry.slug.isascii() and entry.slug.replace("-", "").isalnum() and len(entry.slug) <= 60):
            raise Broken(f"a folder {entry.slug!r}")


def drafts(desk: Desk, dice: random.Random) -> None:
    """A draft that was edited: what becomes of it as a mail."""
    data = mutated(DRAFTS, dice).decode("utf-8")
    _sent(mail.parse_draft(data, "invitation.txt"), dice)


def letters(desk: Desk, dice: random.Random) -> None:
    """A mail of hostile fields, in one of its forms."""
    to = f"{text(dice, 20)} <anna@example.org>" if dice.random() < 0.8 else text(dice)
    _sent(
        mail.Mail(to, text(dice), text(dice, 200), dice.choice(("", "Maja <maja@example.org>", text(dice)))),
        dice,
    )


def _sent(letter: mail.Mail, dice: random.Random) -> None:
    form = dice.choice(("mime", "mime", "eml", "mbox", "template", "aerc", "mailto", "text"))
    data = FORMS[form](letter, (), NOW)
    if form in ("mime", "eml", "mbox"):
        _one_recipient(data, form)
    elif form in ("template", "aerc"):
        lines = data.decode("utf-8").split("\n\n", 1)[0].split("\n")
        if [line.partition(":")[0] for line in lines] not in (["To", "Subject"], ["From", "To", "Subject"]):
            raise Broken(f"headers {lines}")
    elif form == "mailto" and set(parse_qs(urlsplit(data.decode("ascii").strip()).query)) - {
        "subject",
        "body",
    }:
        raise Broken(f"a link with more: {data!r}")


def _one_recipient(data: bytes, form: str) -> None:
    if not data.isascii() or any(len(line) > 998 for line in data.splitlines()):
        raise Broken("not ASCII, or too long a line")
    head, _blank, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    if form == "mbox":
        head = head.partition(b"\n")[2]
        if body.startswith(b"From ") or b"\nFrom " in body:
            raise Broken("a second message in the mailbox")
    if b"\r" in head + body or b"\0" in data:
        raise Broken("a bare carriage return or a zero")
    allowed = HEADERS | {"date"} if form == "mbox" else HEADERS
    message = message_from_bytes(head + b"\n\n" + body, policy=policy.compat32)
    names = [name.lower() for name in message]
    if len(set(names)) != len(names) or not set(names) <= allowed or message.defects:
        raise Broken(f"headers {names} {message.defects}")
    for name in ("To", "From"):
        if name in message and len(getaddresses([str(message[name]).replace("\n", "")])) != 1:
            raise Broken(f"{name}: {message[name]!r}")


def answers(desk: Desk, dice: random.Random) -> None:
    """A file of answers, as --answers takes it."""
    there = given.gather([("answers.toml", mutated(ANSWERS, dice).decode("utf-8", "replace"))], [])
    walk = Walk.start(load_guide("en"), ABOUT, {})
    values = given.values(there, walk.guide, walk, NOW)
    walk = walk.put(values)
    given.refuse(there, [question for question in walk.open_questions() if question.required])


def settings(desk: Desk, dice: random.Random) -> None:
    """One answer of any kind, as somebody types it, or as --set gives it."""
    walk = Walk.start(load_guide("en"), ABOUT, {})
    question = dice.choice(QUESTIONS)
    if question.kind in kinds.TYPED and dice.random() < 0.5:
        kinds.TYPED[question.kind].parse(question, text(dice))
    else:
        there = given.gather([], [f"{question.key}={text(dice)}"])
        given.values(there, walk.guide, walk, NOW)


def times(desk: Desk, dice: random.Random) -> None:
    """A time or a date as people write it."""
    words = (
        "tirsdag",
        "kl.",
        "10",
        "14.30",
        "1/12",
        "i morgen",
        "næste",
        "december",
        "2027",
        "klokken",
        "-",
        ":",
    )
    typed = " ".join(
        dice.choices((*words, "tuesday", "at", "noon", "next week", text(dice, 8)), k=dice.randrange(1, 5))
    )
    read = dice.choice((schedule.read_times, schedule.read_days))
    read(typed, dice.choice(("da", "en")), NOW, back=dice.random() < 0.3)


def records(desk: Desk, dice: random.Random) -> None:
    """A file of the workspace: what cannot be an answer is named, and the rest is read."""
    name = dice.choice(("net/network.toml", "net/people/aase-lund/answers.toml"))
    file = desk.folder / name
    data = desk.workspace.parse(file, mutated([desk.files[name]], dice).decode("utf-8", "replace"))
    record = record_of(data, load_guide("en"), *ABOUT, "conversation")
    Walk.start(load_guide("en"), ABOUT, record.answers).rendered()


def guides(desk: Desk, dice: random.Random) -> None:
    """A guide that was changed: it is refused by name, or can be walked through."""
    data = mutated(GUIDES, dice).decode("utf-8", "replace")
    try:
        parsed = tomllib.loads(data)
    except (ValueError, RecursionError):
        return
    walk = Walk.start(guide.parse(parsed, "guide.toml"), ABOUT, {})
    for _question in walk.visible():
        walk.progress()


def templates(desk: Desk, dice: random.Random) -> None:
    """A template that was changed: it is refused by name and line, or makes a text."""
    name = dice.choice(tuple(SOURCES))
    folder = desk.folder / "net" / "templates" / "en"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(mutated(SOURCES[name], dice))
    document = inventory.find(name.removesuffix(".j2"), folder.parent, "en") or DOCUMENTS["pitch"]
    document = next((known for known in DOCUMENTS.values() if f"{known.file}.j2" == name), document)
    try:
        engine.render(
            Job(document, "en", VALUES, GUIDE.open_questions[:1], folder.parent, GUIDE.private(), KEYS)
        )
    finally:
        (folder / name).unlink()


def shown(desk: Desk, dice: random.Random) -> None:
    """Any text, on its way to a terminal."""
    harmless(screen.wrap(text(dice, 300), dice.choice((12, 40, 80))))
    harmless(screen.visible(mutated(DRAFTS, dice).decode("utf-8", "replace")))


def commands(desk: Desk, dice: random.Random) -> None:
    """A file of a workspace is changed, and a command is given on a terminal."""
    for _ in range(dice.choice((1, 1, 2))):
        name = dice.choice([path for path in desk.files if not path.endswith("/")])
        (desk.folder / name).write_bytes(mutated([desk.files[name]], dice))
    try:
        _given(desk, dice.choice(COMMANDS))
    finally:
        desk.restore()


class _Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def _given(desk: Desk, arguments: tuple[str, ...]) -> None:
    from netinvite.cli.app import run

    out, err = (_Screen(io.BytesIO(), encoding="utf-8") for _ in range(2))
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        code = run([*arguments, "-w", str(desk.folder / "net")])
    finally:
        sys.stdout, sys.stderr = kept
    said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    for stream in said:
        harmless(stream)
    if code not in (0, 1, 2) or "Traceback" in "".join(said):
        raise Broken(f"exit code {code} of {arguments}: {said[1][:300]}")


GUIDE = load_guide("en")
QUESTIONS = tuple(GUIDE.questions(*ABOUT, "conversation"))
KEYS = tuple(question.key for question in GUIDE.questions(*ABOUT))
VALUES = by_step(Walk.start(GUIDE, ABOUT, example("en")).rendered())
Target = Callable[[Desk, random.Random], None]
# How many inputs each gets in the full run: what is quick and takes other people's words gets most.
TARGETS: dict[str, tuple[Target, int]] = {
    "vCards": (cards, 16_000),
    "tables (CSV)": (tables, 16_000),
    "imports": (plans, 3_000),
    "edited drafts": (drafts, 24_000),
    "mails of hostile fields": (letters, 16_000),
    "answers files": (answers, 5_000),
    "typed answers": (settings, 9_000),
    "typed times": (times, 1_500),
    "files of a workspace": (records, 6_000),
    "guides": (guides, 2_500),
    "templates": (templates, 1_500),
    "texts on a terminal": (shown, 6_000),
    "commands on a changed workspace": (commands, 1_000),
}
REFUSED = NetinviteError
