"""Writes ``docs/reliability.md`` with the figures of a run that it makes. ``--check`` says whether the page
has the present form: the same scenarios and kinds of input, and nothing lost. Needs Linux and gcc."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent / "tests"
FILE = Path(__file__).with_name("reliability.md")
sys.path.insert(0, str(TESTS))

from faults import running as faults  # noqa: E402  # the harnesses lie among the tests
from faults.scenarios import SCENARIOS  # noqa: E402
from fuzz import running as inputs  # noqa: E402
from fuzz.targets import TARGETS  # noqa: E402

PAGE = """\
# What happens when something goes wrong

Written by `python docs/reliability.py` from a run of the harnesses in `tests/faults` and `tests/fuzz`; do
not edit. `.ci/run` makes a shorter one each time: the same calls and kills, of the errors at each call one by
turns, and a quarter of the inputs.

## Faults
Each command is run again and again, and each time one call that it makes on a file goes wrong: it fails
for want of room (ENOSPC), of a working disk (EIO), of permission (EACCES), on a read-only disk (EROFS) or
with too many files open (EMFILE); the disk is full from there on; the process is killed before the call
(`kill -9`), or in the middle of it. A file that is only read fails in the three ways in which reading can.
After every fault

- each file is as it was or as it should be, never something between (of a first organiser who leaves, a file
  that is written more than once may be whole as it is on its way); an import is done for all or for nobody;
- the exit code says that it failed, and a sentence says why; there is no traceback;
- no temporary file with anything in it is left, after a kill none after the next run;
- the same command, given again, gets where it should have got. After `forget` no byte of the name is left.

| command | places | faults |
| --- | --- | --- |
{scenarios}
| **together** | **{places}** | **{faults}** |

Losses: **{losses}**.

The calls: {calls}.

The faults are made by a library that is loaded below Python. Tests with strace hold it to the truth: it
sees the calls that the kernel sees, one by one, and the same faults made in the kernel lose nothing either.
Further tests fill real disks, mount them read-only, and let 2, 5 and 20 processes make 1,000 changes at once:
all of them are there afterwards.

## Odd and hostile input
Real files (address books, answers, guides, templates, edited drafts, whole workspaces) are damaged at
random: bits turned, lines doubled, exchanged and cut, values of another kind, control characters, header
lines, template code. Each is taken or refused with a sentence. None may end in a traceback, take longer than
5 seconds, change a file outside of the workspace, open a socket, start a program, bring a control character
to the terminal, or add a header or a recipient to a mail.

| input | tried | refused |
| --- | --- | --- |
{inputs}
| **together** | **{tried}** | **{refused}** |

Harm done: **{findings}**. Memory: at most {megabytes} MB (300 are allowed).

## Not tried
- Power cuts: what the disk itself loses. Files are written beside the old one, confirmed (`fsync`), renamed,
  and the folder confirmed; that is what file systems ask for.
- Windows and macOS: these harnesses need Linux.
- Synced drives and network drives that break their own promises.
- Two faults at the same time, but for the disk that stays full.
"""


def figures() -> dict[str, Any]:
    """What the harnesses count when they try everything."""
    return {"faults": faults.campaign(how="thorough"), "inputs": inputs.run(1.0)}


def page(found: dict[str, Any]) -> str:
    """The page with these figures."""
    made, tried = found["faults"], found["inputs"]
    return PAGE.format(
        scenarios=_rows((name, made["places"][name], made["scenarios"][name]) for name in made["places"]),
        places=_count(sum(made["places"].values())),
        faults=_count(sum(made["scenarios"].values())),
        losses=_count(len(made["losses"])),
        calls=", ".join(f"{name} {_count(count)}" for name, count in sorted(made["calls"].items())),
        inputs=_rows((name, tried["inputs"][name], tried["refused"][name]) for name in tried["inputs"]),
        tried=_count(sum(tried["inputs"].values())),
        refused=_count(sum(tried["refused"].values())),
        findings=_count(len(tried["findings"])),
        megabytes=tried["megabytes"],
    )


def _rows(rows: Any) -> str:
    return "\n".join(f"| {name} | {_count(one)} | {_count(other)} |" for name, one, other in rows)


def _count(number: int) -> str:
    return f"{number:,}"


def wrong_with(text: str) -> str:
    """What is wrong with the page as it stands; "" where its form is the present one and nothing was lost."""
    kinds = {
        name: dict.fromkeys((scenario.name for scenario in SCENARIOS), 0) for name in ("places", "scenarios")
    }
    some = {"faults": {**kinds, "calls": {}, "losses": []}}
    some["inputs"] = {name: dict.fromkeys(TARGETS, 0) for name in ("inputs", "refused")}
    some["inputs"] |= {"findings": [], "megabytes": 0}
    if _form(text) != _form(page(some)):
        return f"{FILE.name} has another form; run python docs/reliability.py"
    faults_made, inputs_tried = (_sum(text, column) for column in ("faults", "tried"))
    if "Losses: **0**" not in text or "Harm done: **0**" not in text:
        return f"{FILE.name} tells of losses"
    if faults_made < 3_000 or inputs_tried < 100_000:
        return f"{FILE.name} tells of too few trials: {faults_made} faults, {inputs_tried} inputs"
    return ""


def _form(text: str) -> str:
    """The page without its figures."""
    return re.sub(r"[\d,]+", "0", re.sub(r"(?m)^The calls: .*$", "", text))


def _sum(text: str, column: str) -> int:
    """The last row under the heading ``column``."""
    table = text.split(f"| {column} |")[1] if column == "tried" else text.split("| faults |")[1]
    row = next(line for line in table.splitlines() if line.startswith("| **together**"))
    place = 2 if column == "tried" else 3
    return int(row.split("|")[place].strip(" *").replace(",", ""))


def main() -> None:
    if "--check" in sys.argv:
        sys.exit(wrong_with(FILE.read_text(encoding="utf-8")) or 0)
    found = figures()
    FILE.write_text(page(found), encoding="utf-8")
    lost = found["faults"]["losses"] + found["inputs"]["findings"]
    sys.exit("\n".join(lost) if lost else 0)


if __name__ == "__main__":
    main()
