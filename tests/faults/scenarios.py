"""The commands that are put through every fault, each in a workspace with something to lose."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from readyexample import EXAMPLE

NOW = "2026-11-25T12:00"
TEMPORARY = (".netinvite-", ".tmp")
# What each run makes for itself: no answers in it, and never the same twice.
UNCOMPARED = (".lock", ".index.json", ".gitignore")
TABLE = (
    "Name;Organisation;Email\n"
    "Åse Lund;Northby Library;aase@example.org\n"
    "Ida Ørsted;The Harbour School;ida@example.org\n"
    "Bo Bro;;bo@example.org\n"
)
CARDS = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{mail}@example.org\nEND:VCARD\n"
    for name, mail in (("Kim Dahl", "kim"), ("Eva Krog", "eva"))
)
TALK = """\
[conversation]
date = "2026-11-24"
busy = "Two new volunteers."
view = "Those who vanish are those who never made trouble."
worthwhile = "If one young person gets help sooner."
importance = 8
readiness = 5
changes = "Meetings in the morning."
outcome = "considers"
next = "sends the leaflet"
next_date = "2026-12-08"
referrals = [
  { name = "Tove Friis", gives = "does research on loneliness", kind = "knowledge", mention = true },
]
"""
# Every key that an entry of the contact log can have.
LOG = """
[[contact_log]]
when = "2026-11-18"
what = "no-answer"
how = "call"
by = "maja-holm"
note = "The desk said: before nine."

[[contact_log]]
when = "2026-11-19 10:15"
what = "sent"
how = "mail"
times = ["2026-12-01 10:00", "2026-12-03 14:30"]

[[contact_log]]
when = 2026-11-21
what = "moved"
until = "2026-11-24" # after the holiday

[[contact_log]]
when = "2026-11-22 09:00"
by = "maja-holm"
note = "Taken over from Maja Holm."
taken_over_from = "Maja Holm"

[[contact_log]]
when = "2026-11-22 10:00"
by = "maja-holm"
note = "Prepared further in the name of Maja Holm."
in_the_name_of = "Maja Holm"
"""
LOG_KEYS = (
    "when",
    "what",
    "how",
    "by",
    "note",
    "times",
    "until",
    "taken_over_from",
    "in_the_name_of",
)
# Written more than once in a run; what is there at last counts.
INDEX = ".drafts"
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Scenario:
    """``arguments`` is what goes wrong; ``before`` makes the workspace; ``again`` (else the same) is the
    next run, given what is there; ``atomic``: all files are new or all are old, unless it was killed;
    ``in_steps``: a file may also be whole as a run that nothing disturbs writes it on its way."""

    name: str
    arguments: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    atomic: bool = False
    again: Callable[[Files], tuple[str, ...]] | None = None
    erased: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    in_steps: bool = False

    def next_run(self, found: Files) -> tuple[str, ...]:
        """The command that a person would give next."""
        return self.again(found) if self.again else self.arguments


def prepare(name: str, *more: str) -> tuple[str, ...]:
    """A command that prepares somebody from the example's answers."""
    return ("prepare", "--no-input", "--answers", EXAMPLE, f"--set=person.name={name}", *more)


ASE = prepare("Åse Lund", "--set=person.email=aase@example.org")
REFERRED = prepare("Bo Bro", "--set=person.relation=referred", "--set=person.referred_by=Åse Lund")
INTERVIEW = ("interview", "aase-lund", "--no-input", "--answers", "in/talk.toml")


def _same_talk(found: Files) -> tuple[str, ...]:
    """Where the conversation is kept already, the next run completes that one."""
    kept = b"[[conversation]]" in found.get("net/people/aase-lund/answers.toml", b"")
    return (*INTERVIEW, "--last") if kept else INTERVIEW


def _left(found: Files) -> tuple[str, ...]:
    """Whoever is gone already need not leave again."""
    there = "net/organisers/bo-krag.toml" in found
    return BY_NAME["forget, an organiser"].arguments if there else ("status",)


def _first_left(found: Files) -> tuple[str, ...]:
    """Whoever takes the place has a file of their own until it is done."""
    there = "net/organisers/bo-krag.toml" in found
    return BY_NAME["forget, the first organiser"].arguments if there else ("status",)


# An organiser of the example's network who is not the first; Åse Lund belongs to the first.
BO = (
    "--as=Bo Krag",
    "--set=organiser.name=Bo Krag",
    "--set=organiser.email=bo.krag@example.org",
    "--set=organiser.phone=87 65 43 21",
    "--set=organiser.signature=Bo Krag",
    "--set=organiser.introduction=I am Bo Krag, a librarian in Northby.",
    "--set=organiser.motivation=It matters to me because the library is open at night.",
    "--set=organiser.moment=",
)
BOS = prepare("Bo Bro", *BO)

SCENARIOS = (
    Scenario("prepare, the first person", ASE),
    Scenario("prepare, answers changed", (*ASE, "--set=person.role=is head of a school"), (ASE,)),
    Scenario(
        "prepare, a draft edited by hand",
        (*ASE, "--change-organiser", "--set=organiser.introduction=I am a consultant."),
        (ASE,),
        edits=(("net/people/aase-lund/pitch.md", "My own words.\n"),),
    ),
    Scenario("interview", INTERVIEW, (ASE,), inputs={"talk.toml": TALK}, again=_same_talk),
    Scenario(
        "import, a table",
        ("import", "in/people.csv", "--yes"),
        (
            (
                "prepare",
                "--no-input",
                "--answers",
                EXAMPLE,
                "--set=person.name=Åse Lund",
                "--set=person.email=",
                "--set=person.organisation=Northby Library",
            ),
        ),
        inputs={"people.csv": TABLE},
        atomic=True,
    ),
    Scenario(
        "import, cards",
        ("import", "in/people.vcf", "--yes"),
        inputs={"people.vcf": CARDS},
        atomic=True,
    ),
    Scenario("mail to a file", ("mail", "aase-lund", "--output", "out/aase.eml", "--force"), (ASE,)),
    Scenario(
        "mail, everyone's to a folder", ("mail", "--all", "--output", "out", "--force"), (ASE, REFERRED)
    ),
    Scenario(
        "mail, a draft made afresh",
        ("mail", "aase-lund"),
        (ASE, prepare("Bo Bro", "--change-organiser", "--set=organiser.phone=87 65 43 21")),
    ),
    Scenario("mail recorded as sent", ("mail", "aase-lund", "--sent", "2026-11-24"), (ASE,)),
    Scenario(
        "mail recorded as sent once more",
        ("mail", "aase-lund", "--sent", "2026-11-24"),
        (ASE, ("mail", "aase-lund", "--sent", "2026-11-20")),
    ),
    Scenario(
        "forget",
        ("forget", "aase-lund", "--yes", "--confirm", "Åse Lund"),
        (ASE, REFERRED, ("status",)),
        inputs={"talk.toml": TALK},
        erased="Åse Lund",
    ),
    Scenario("prepare, the first of a new organiser's", BOS, (ASE,)),
    Scenario(
        "prepare, somebody taken over",
        ("prepare", "aase-lund", "--as=bo-krag", "--take-over", "--no-input"),
        (ASE, BOS),
        edits=(("net/people/aase-lund/pitch.md", "My own words.\n"),),
    ),
    Scenario(
        "prepare, taken over by somebody new",
        ("prepare", "aase-lund", *BO, "--take-over", "--no-input"),
        (ASE,),
    ),
    Scenario(
        "forget, an organiser",
        ("forget", "--organiser=bo-krag", "--to=maja-holm", "--yes", "--confirm=Bo Krag"),
        (
            ASE,
            BOS,
            prepare("Caj Dam", *BO),
            ("log", "aase-lund", "no-answer", "--as=bo-krag"),
        ),
        again=_left,
    ),
    Scenario(
        "forget, the first organiser",
        ("forget", "--organiser=maja-holm", "--to=bo-krag", "--yes", "--confirm=Maja Holm"),
        (
            ASE,
            BOS,
            ("log", "aase-lund", "no-answer", "--as=maja-holm"),
        ),
        again=_first_left,
        in_steps=True,
    ),
    Scenario("leaflet to a file", ("leaflet", "--output", "out/leaflet.md", "--force"), (ASE,)),
    Scenario("templates copy", ("templates", "copy", "pitch.md.j2"), (ASE,)),
    Scenario("status", ("status",), (ASE, REFERRED)),
)

BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


def entries(folder: Path, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in a folder by its path, what is in a folder after it."""
    with os.scandir(folder) as found:
        for entry in found:
            yield f"{below}{entry.name}", entry
            if entry.is_dir(follow_symlinks=False):
                yield from entries(Path(entry), f"{below}{entry.name}/")


def snapshot(folder: Path) -> Files:
    """Every file below ``folder`` by its path, and every folder (its path ends in /) with nothing."""
    return dict(
        (f"{path}/", b"") if entry.is_dir() else (path, Path(entry).read_bytes())
        for path, entry in entries(folder)
    )


def temporary(found: Files) -> list[str]:
    """Left-over temporary files with something in them."""
    return [path for path, data in found.items() if _is_temporary(path) and data]


def _is_temporary(path: str) -> bool:
    start, end = TEMPORARY
    return path.rpartition("/")[2].startswith(start) and path.endswith(end)


def _lasting(record: str, found: Files) -> bytes:
    """What a record says of the texts that are there; after a fault it may know those of before as well."""
    folder = record.rpartition("/")[0]
    texts = {hashlib.sha256(data).hexdigest().encode() for path, data in found.items() if folder in path}
    lines = found[record].splitlines(keepends=True)
    return b"".join(line for line in lines if line.startswith(b"since") or line.split()[-1] in texts)


def seen(found: Files) -> set[bytes]:
    """What the records say of who saw which text that is there."""
    records = {path: data for path, data in compared(found).items() if path.rpartition("/")[2] == INDEX}
    lines = (line for data in records.values() for line in data.splitlines())
    return {line for line in lines if line.startswith(b"seen")}


def unseen(found: Files) -> Files:
    """``compared``, but for what ``seen`` tells."""
    return {
        path: b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(b"seen"))
        if path.rpartition("/")[2] == INDEX
        else data
        for path, data in compared(found).items()
    }


def compared(found: Files) -> Files:
    """What must be old or new."""
    return {
        path: _lasting(path, found) if path.rpartition("/")[2] == INDEX else data
        for path, data in found.items()
        if path.rpartition("/")[2] not in UNCOMPARED and not (_is_temporary(path) and not data)
    }
