"""The commands that are put through every fault, each in a workspace with something to lose."""

from __future__ import annotations

import json
from collections.abc import Callable
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
# Written more than once in a run; what is there at last counts.
INDEX = ".drafts.json"
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Scenario:
    """``arguments`` is what goes wrong; ``before`` makes the workspace; ``again`` (else the same) is the
    next run, given what is there; ``atomic``: all files are new or all are old, unless it was killed."""

    name: str
    arguments: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    atomic: bool = False
    again: Callable[[Files], tuple[str, ...]] | None = None
    erased: str = ""
    inputs: dict[str, str] = field(default_factory=dict)

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


SCENARIOS = (
    Scenario("prepare, the first person", ASE),
    Scenario("prepare, answers changed", (*ASE, "--set=person.role=is head of a school"), (ASE,)),
    Scenario(
        "prepare, a draft edited by hand",
        (*ASE, "--change-organiser", "--set=organiser.role=a consultant"),
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
        "forget",
        ("forget", "aase-lund", "--yes", "--confirm", "Åse Lund"),
        (ASE, REFERRED, ("status",)),
        inputs={"talk.toml": TALK},
        erased="Åse Lund",
    ),
    Scenario("leaflet to a file", ("leaflet", "--output", "out/leaflet.md", "--force"), (ASE,)),
    Scenario("templates copy", ("templates", "copy", "pitch.md.j2"), (ASE,)),
    Scenario("status", ("status",), (ASE, REFERRED)),
)

BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


def snapshot(folder: Path) -> Files:
    """Every file below ``folder`` by its path, and every folder (its path ends in /) with nothing."""
    found: Files = {}
    for path in folder.rglob("*"):
        place = path.relative_to(folder).as_posix()
        if path.is_dir():
            found[f"{place}/"] = b""
        else:
            found[place] = path.read_bytes()
    return found


def temporary(found: Files) -> list[str]:
    """Left-over temporary files with something in them."""
    return [path for path, data in found.items() if _is_temporary(path) and data]


def _is_temporary(path: str) -> bool:
    start, end = TEMPORARY
    return path.rpartition("/")[2].startswith(start) and path.endswith(end)


def compared(found: Files) -> Files:
    """What must be old or new."""
    return {
        path: _lasting(data) if path.rpartition("/")[2] == INDEX else data
        for path, data in found.items()
        if path.rpartition("/")[2] not in UNCOMPARED and not (_is_temporary(path) and not data)
    }


def _lasting(index: bytes) -> bytes:
    """What an index of drafts says of the texts that are there, without how they came there."""
    entries = json.loads(index)
    kept = {name: [entry[key] for key in ("digest", "inputs", "lang")] for name, entry in entries.items()}
    return json.dumps(kept, sort_keys=True).encode()
