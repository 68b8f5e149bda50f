"""A workspace with three people, made once, and the commands that are given in a copy of it."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from faults.scenarios import ASE, INTERVIEW, LOG, REFERRED, TABLE, TALK, prepare

from netinvite.cli import app, completion
from netinvite.store import files

NOW = "2026-11-25T12:00"
SLUG = "aase-lund"
CAJ = prepare("Caj Dam", "--set=person.email=caj@example.org")
# About somebody else, or about everyone: {0} is the whole person.
OTHERS = (
    ("mail", "bo-bro"),
    ("mail", "Bo Bro"),
    ("mail", "bo-bro", "--format", "mbox"),
    ("mail", "bo-bro", "--invite", "--format", "eml"),
    ("mail", "bo-bro", "--sent"),
    ("pitch", "bo-bro"),
    ("interview", "bo-bro", "--guide"),
    ("interview", "bo-bro", "--no-input", "--answers", "../in/talk.toml"),
    ("prepare", "bo-bro", "--no-input", "--set=person.role=is head of a school"),
    ("prepare", "Dorte Fisk", "--no-input", "--answers", "../in/dorte.toml"),
    ("log", "bo-bro", "no-answer", "--note", "back on Friday"),
    ("log", "bo-bro", "sent", "--date", "yesterday"),
    ("later", "bo-bro", "in", "two", "weeks"),
    ("leaflet",),
    ("templates", "check"),
    ("templates", "list"),
)
# What a problem elsewhere may turn to exit 1, the work being done.
TOLERANT = (
    ("check", "bo-bro"),
    ("export", "bo-bro"),
    ("import", "../in/people.csv", "--yes"),
    ("forget", "caj-dam", "--yes", "--confirm", "Caj Dam"),
)
EVERYONE = (
    ("status",),
    ("status", "--json"),
    ("status", "--due"),
    ("status", "--due", "--json"),
    ("today",),
    ("today", "--json"),
    ("status", "--ics", "../out/steps.ics"),
    ("status", "--feed", "../out/feed.ics"),
    ("mail", "--all", "--format", "mbox"),
    ("mail", "--all", "--output", "../out/mails", "--force"),
    ("check",),
    ("check", "--format", "json"),
    ("export", "--all", "--format", "json"),
    ("export", "--all", "--format", "toml"),
    ("export", "--all"),
)
PERSONS = (
    ("mail", SLUG),
    ("mail", SLUG, "--format", "mbox"),
    ("mail", SLUG, "--invite", "--format", "eml"),
    ("mail", SLUG, "--output", "../out/aase.eml", "--force"),
    ("pitch", SLUG),
    ("interview", SLUG, "--guide"),
    ("check", SLUG),
    ("export", SLUG),
    ("export", SLUG, "--format", "toml"),
    ("export", SLUG, "--format", "json"),
    ("prepare", SLUG, "--no-input", "--set=person.role=is head of a school"),
    ("interview", SLUG, "--no-input", "--answers", "../in/talk.toml"),
    ("interview", SLUG, "--no-input", "--last", "--answers", "../in/talk.toml"),
    ("mail", SLUG, "--sent"),
    ("log", SLUG, "no-answer", "--note", "back on Friday"),
    ("log", SLUG, "sent", "--date", "yesterday"),
    ("later", SLUG, "in", "two", "weeks"),
    ("import", "../in/people.csv", "--yes"),
    ("forget", SLUG, "--yes", "--confirm", "Åse Lund"),
)
TAB = {"_NETINVITE_COMPLETE": "bash_complete", "COMP_WORDS": "netinvite mail ", "COMP_CWORD": "2"}


class Said(NamedTuple):
    """What a command did: its exit code and what stands on its outputs."""

    code: int
    out: str
    err: str


@contextlib.contextmanager
def _streams() -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    made = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace") for _ in range(2)]
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = made
    try:
        yield made[0], made[1]
    finally:
        sys.stdout, sys.stderr = kept


def give(net: Path, *arguments: str) -> Said:
    """A command in this process, as from a pipe."""
    files.look_through.cache_clear()
    with _streams() as (out, err):
        code = app.run([*arguments, "-w", str(net)])
    return Said(code, *(stream.buffer.getvalue().decode("utf-8", "replace") for stream in (out, err)))


def tab(net: Path) -> Said:
    """What a shell is offered for a person's name."""
    env = {**TAB, "COMP_WORDS": f"netinvite mail -w {net} ", "COMP_CWORD": "4"}
    os.environ.update(env)
    assert completion.asked()
    try:
        with _streams() as (out, err):
            code = app.run([])
    finally:
        for name in env:
            del os.environ[name]
    return Said(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def model_in(folder: Path) -> Path:
    """Åse Lund with everything that there can be, Bo Bro whom she named, and Caj Dam."""
    net = folder / "net"
    (folder / "in").mkdir(parents=True)
    (folder / "out").mkdir()
    (folder / "in/talk.toml").write_text(TALK, encoding="utf-8")
    (folder / "in/people.csv").write_text(TABLE, encoding="utf-8")
    talk = (*INTERVIEW[:-1], str(folder / "in/talk.toml"))
    shutil.copy(ASE[3], folder / "in/dorte.toml")
    dorte = folder / "in/dorte.toml"
    text = dorte.read_text(encoding="utf-8")
    dorte.write_text(text.replace("Jonas Østergård", "Dorte Fisk").replace("jonas@", "dorte@"), "utf-8")
    for arguments in (ASE, REFERRED, CAJ, talk, ("mail", SLUG, "--sent", "2026-11-20")):
        said = give(net, *arguments)
        assert said.code == 0, said.err
    with (net / "people" / SLUG / "answers.toml").open("a", encoding="utf-8") as answers:
        answers.write(LOG)
    record = '[{"when": "2026-11-24T10:00", "seconds": 55, "pace": 120, "sentences": 9}]\n'
    (net / "people" / SLUG / ".rehearsals.json").write_text(record, encoding="utf-8")
    return net


def everything(folder: Path) -> dict[str, bytes]:
    """All ordinary files below ``folder``."""
    found = (Path(place, name) for place, _folders, names in os.walk(folder) for name in names)
    return {str(file): file.read_bytes() for file in found if file.is_file()}
