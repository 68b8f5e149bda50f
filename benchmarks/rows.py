"""The figures and their goals, each measured against something that runs beside it."""

from __future__ import annotations

import itertools
import json
import shutil
import statistics
import subprocess
import tomllib
from collections.abc import Callable, Iterable

from bench import INSIDE, Bench, Figure, against
from environments import environment
from keyboard import first_question, followed_keys, next_question
from timing import Command, Timed, interleaved

ALL = 10_000
BARE, MERGE = "a bare Typer command", "mailmerge's dry run"


def start(bench: Bench) -> list[Figure]:
    """The version and the help."""
    timed = interleaved(
        {BARE: bench.bare(), "version": bench.ours("--version"), "help": bench.ours("--help")}, bench.rounds
    )
    return [against(f"`--{name}`", timed, BARE, 1.15, name) for name in ("version", "help")]


def mail(bench: Bench) -> list[Figure]:
    """One mail on a pipe: the draft as it lies on disk, and rendered afresh."""
    place = bench.make("people", 1)
    network = place / "network.toml"
    told = network.read_text(encoding="utf-8")
    turns = itertools.count()

    def change() -> None:
        network.write_text(
            told.replace("only when it was late", f"after {next(turns)} days"), encoding="utf-8"
        )

    line = ("mail", "person-00000", "-w", str(place))
    commands = {BARE: bench.bare(), MERGE: bench.mailmerge(1), "ours": bench.ours(*line)}
    timed = interleaved(commands, bench.rounds)
    fresh = interleaved({**commands, "ours": bench.ours(*line, before=change)}, bench.rounds)
    return [
        against("`mail NAME` on a pipe, draft current", timed, BARE, 1.15),
        against("`mail NAME` on a pipe, draft current", timed, MERGE, 0.53),
        against("`mail NAME`, rendered afresh", fresh, BARE, None),
        against("`mail NAME`, rendered afresh", fresh, MERGE, 0.9),
    ]


def complete(bench: Bench) -> list[Figure]:
    """Names of people for the shell."""
    place = bench.make("people", 200)
    typed = {"_NETINVITE_COMPLETE": "bash_complete", "COMP_WORDS": "netinvite mail per", "COMP_CWORD": "2"}
    ours = bench.ours(env={**typed, "NETINVITE_WORKSPACE": str(place)})
    timed = interleaved({BARE: bench.bare(), "ours": ours}, bench.rounds)
    return [against("Tab after `mail`: 200 people's names", timed, BARE, 1.3)]


def status(bench: Bench) -> list[Figure]:
    """200 people, read for the first time and again."""
    place = bench.make("people", 200)
    index = place / ".index.json"
    line = ("status", "-w", str(place))
    again = interleaved({BARE: bench.bare(), "ours": bench.ours(*line)}, bench.rounds)
    first = bench.ours(*line, before=lambda: index.unlink(missing_ok=True))
    cold = interleaved({BARE: bench.bare(), "ours": first}, max(3, bench.rounds // 4))
    return [
        against("`status`, 200 people", again, BARE, 3.0),
        against("`status`, 200 people, without the index", cold, BARE, None),
    ]


def doctor(bench: Bench) -> list[Figure]:
    """All that is looked at, with 200 people; what does not work here is no fault."""
    ours = bench.ours("doctor", "-w", str(bench.make("people", 200)), codes=(0, 1))
    timed = interleaved({BARE: bench.bare(), "ours": ours}, bench.rounds)
    return [against("`doctor`, 200 people", timed, BARE, 5.0)]


def status_of_all(bench: Bench) -> list[Figure]:
    """10,000 people, nothing changed."""
    place = bench.make("people", ALL)
    parse = "reading every file as TOML"
    line = [bench.built.python, str(INSIDE / "parse.py"), str(place)]
    timed = interleaved({parse: Command(line), "ours": bench.ours("status", "-w", str(place))}, 3)
    return [against("`status`, 10,000 people, nothing changed", timed, parse, 0.1)]


def today(bench: Bench) -> list[Figure]:
    """300 people in play, four in five of them due; nothing changed."""
    place = bench.make("followed", 300)
    timed = interleaved({BARE: bench.bare(), "ours": bench.ours("today", "-w", str(place))}, bench.rounds)
    return [against("`today`, 300 people", timed, BARE, 2.0)]


def today_of_all(bench: Bench) -> list[Figure]:
    """10,000 people in play, and the memory that it takes."""
    place = bench.make("followed", ALL)
    timed = interleaved({BARE: bench.bare(), "ours": bench.ours("today", "-w", str(place))}, 3)
    peak = timed["ours"].memory / 1e6
    return [
        against("`today`, 10,000 people", timed, BARE, None),
        Figure("`today`, 10,000 people: most memory", peak, 60.0, "", unit="MB"),
    ]


def mail_to_all(bench: Bench) -> list[Figure]:
    """10,000 drafts as one mailbox, and the memory that it takes."""
    place = bench.make("people", ALL)
    ours = bench.ours("mail", "--all", "--format", "mbox", "-w", str(place))
    timed = interleaved({MERGE: bench.mailmerge(ALL), "ours": ours}, 3)
    peak = timed["ours"].memory / 1e6
    return [
        against("`mail --all`, 10,000 drafts", timed, MERGE, 0.7),
        Figure("`mail --all`, 10,000 drafts: most memory", peak, 30.0, "", unit="MB"),
    ]


def importing(bench: Bench) -> list[Figure]:
    """10,000 cards, and the memory that they take."""
    what, parse = "`import`, 10,000 cards", "reading every card with vobject"
    if "khard" not in bench.built.versions:
        return [Figure(what, None, None, parse, "could not be had")]
    cards, into = bench.folder / "cards.vcf", bench.folder / "imported"
    cards.write_text("".join(map(_card, range(ALL))), encoding="utf-8")
    line = ("import", str(cards), "--yes", "-w", str(into))
    ours = bench.ours(*line, before=lambda: bench.aside(into))
    # khard brings vobject along.
    theirs = Command([bench.built.program("khard", "python"), str(INSIDE / "cards.py"), str(cards)])
    timed = interleaved({parse: theirs, "ours": ours}, 3)
    peak = timed["ours"].memory / 1e6
    return [
        against(what, timed, parse, None),
        Figure(f"{what}: most memory", peak, None, "", unit="MB"),
    ]


def _card(number: int) -> str:
    name, phone = f"Person Number{number}", f"+45 {20_000_000 + number}"
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:Number{number};Person;;;")
    more = (f"EMAIL;TYPE=INTERNET:p{number}@example.org", f"TEL;TYPE=CELL:{phone}", "END:VCARD")
    return "\r\n".join((*lines, *more, ""))


def forgetting(bench: Bench) -> list[Figure]:
    """One of 300 people, each with drafts, and the memory that it takes."""
    place, copy = bench.make("people", 300), bench.folder / "forgetting"

    def anew() -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(place, copy)

    who = tomllib.loads((place / "people/person-00000/answers.toml").read_text(encoding="utf-8"))
    words = ("--yes", "--confirm", who["person"]["name"])
    ours = bench.ours("forget", "person-00000", *words, "-w", str(copy), before=anew)
    timed = interleaved({BARE: bench.bare(), "ours": ours}, max(3, bench.rounds // 4))
    peak = timed["ours"].memory / 1e6
    return [
        against("`forget`, one of 300 people", timed, BARE, None),
        Figure("`forget`, one of 300 people: most memory", peak, None, "", unit="MB"),
    ]


def saving(bench: Bench) -> list[Figure]:
    """Saving one answer, beside the least that makes it last."""
    place = bench.copy(bench.make("people", 1), "saving")
    line = [bench.built.python, str(INSIDE / "saving.py"), str(place), str(bench.rounds * 5)]
    found = json.loads(subprocess.run(line, check=True, env=environment(), stdout=subprocess.PIPE).stdout)
    timed = {"ours": Timed(found["netinvite"]), "bare": Timed(found["bare"])}
    base = "temporary file, fsync, rename, fsync"
    return [against("saving an answer", {**timed, base: timed["bare"]}, base, 2.0)]


def times(bench: Bench) -> list[Figure]:
    """Reading a line of times as people write them."""
    line = [bench.built.python, str(INSIDE / "times.py"), str(bench.rounds)]
    found = json.loads(subprocess.run(line, check=True, env=environment(), stdout=subprocess.PIPE).stdout)
    return [Figure("reading a time in words", statistics.median(found), 1.0, "", unit="ms")]


def leaflet(bench: Bench) -> list[Figure]:
    """The leaflet as PDF."""
    what, weasyprint = "`leaflet --format pdf`", "WeasyPrint"
    if "weasyprint" in bench.built.absent:
        return [Figure(what, None, 0.25, weasyprint, "could not be had")]
    place, html = bench.make("people", 1), bench.folder / "leaflet.html"
    line = [bench.built.program("netinvite"), "leaflet", "-w", str(place), "--output"]
    subprocess.run([*line, str(html), "--force"], check=True, env=environment(), stderr=subprocess.DEVNULL)
    theirs = Command([bench.built.program("weasyprint"), str(html), str(bench.folder / "theirs.pdf")])
    ours = Command([*line, str(bench.folder / "ours.pdf"), "--force"])
    timed = interleaved({weasyprint: theirs, "ours": ours}, max(3, bench.rounds // 4))
    return [against(what, timed, weasyprint, 0.25)]


def peers(bench: Bench) -> list[Figure]:
    """How long each peer takes to begin, for comparison: no goals."""
    words = {"khard": ["--version"], "cookiecutter": ["--version"], "copier": ["--version"]}
    lines = {name: [bench.built.program(name), *more] for name, more in words.items()}
    lines |= {"mailmerge": [bench.built.program("mailmerge"), "--version"]}
    lines |= {"commitizen": [bench.built.program("commitizen", "cz"), "version"]}
    there = {name: Command(line) for name, line in lines.items() if name in bench.built.versions}
    timed = interleaved({BARE: bench.bare(), **there}, max(3, bench.rounds // 4))
    return [against(f"for comparison: {name}'s version", timed, BARE, None, name) for name in there]


Row = Callable[[Bench], list[Figure]]
ROWS: dict[str, Row] = {
    "start": start,
    "mail": mail,
    "complete": complete,
    "status": status,
    "doctor": doctor,
    "today": today,
    "first": first_question,
    "next": next_question,
    "keys": followed_keys,
    "saving": saving,
    "times": times,
    "import": importing,
    "forget": forgetting,
    "leaflet": leaflet,
    "all status": status_of_all,
    "all today": today_of_all,
    "all mail": mail_to_all,
    "peers": peers,
}
QUICK = ("start", "mail", "complete", "status", "doctor", "today", "first", "next", "keys", "saving", "times")


def chosen(only: Iterable[str], *, quick: bool) -> list[Row]:
    """The rows to run, by name."""
    words = list(only)
    names = [name for name in ROWS if any(word in name for word in words)] if words else list(ROWS)
    return [ROWS[name] for name in names if not quick or words or name in QUICK]
