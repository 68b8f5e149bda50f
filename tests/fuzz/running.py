"""Runs the targets in as many processes as there are processors, and counts.

An input is known by its target and number: ``python -m fuzz.running TARGET NUMBER`` gives it again.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

import sparing
from faults.scenarios import ASE, BY_NAME, LOG, NOW, REFERRED, snapshot

from fuzz.targets import REFUSED, TARGETS, Desk
from fuzz.watching import MEGABYTES, Broken, Hung, Watch, in_time, megabytes

SHOWN = 20
# Own templates are rendered by a child that is ended after five seconds (tests/test_template_limits.py); here
# they are rendered without it.
ENDED = ("templates",)


def sized(share: float) -> dict[str, int]:
    """How many inputs each target gets; ``share`` 1.0 is the full run."""
    return {name: max(10, int(count * share)) for name, (_target, count) in TARGETS.items()}


def run(share: float, workers: int = os.cpu_count() or 1) -> dict[str, object]:
    """What was tried and found: ``inputs`` and ``refused`` by target, ``findings``, ``megabytes``."""
    base = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=base) as name:
        folder = Path(name).resolve()
        children = [_fork(folder, number, workers, share) for number in range(workers)]
        for child in children:
            os.waitpid(child, 0)
        parts = [_part(folder / f"{number}.json") for number in range(workers)]
    total: dict[str, object] = {"megabytes": max(part["megabytes"] for part in parts)}
    total["findings"] = [finding for part in parts for finding in part["findings"]]
    for key in ("inputs", "refused"):
        total[key] = {target: sum(part[key].get(target, 0) for part in parts) for target in TARGETS}
    return total


def _part(file: Path) -> dict:
    if not file.exists():
        return {"megabytes": 0, "findings": ["a worker broke off"], "inputs": {}, "refused": {}}
    return json.loads(file.read_text(encoding="utf-8"))


def _fork(folder: Path, number: int, workers: int, share: float) -> int:
    child = os.fork()
    if child:
        return child
    try:
        # More than this and the input is a fault, as a MemoryError.
        most = 4 * MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        part = _work(folder / f"desk{number}", number, workers, share)
        (folder / f"{number}.json").write_text(json.dumps(part), encoding="utf-8")
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def desk_in(folder: Path) -> Desk:
    """A workspace with two people, a conversation and everything that is made of it."""
    from netinvite.cli.app import run as command

    os.environ.update(
        NETINVITE_NOW=NOW,
        NETINVITE_LANG="en",
        NETINVITE_PLAIN="1",
        HOME=str(folder.parent / "home"),
        TERM="dumb",
    )
    for place in (folder, folder / "in", folder / "out", folder / "tmp"):
        place.mkdir(parents=True)
    os.chdir(folder)
    tempfile.tempdir = str(folder / "tmp")
    for scenario in ("interview", "import, a table"):
        for name, text in BY_NAME[scenario].inputs.items():
            (folder / "in" / name).write_text(text, encoding="utf-8")
    kept = os.dup(1), os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    for arguments in (ASE, REFERRED, ("status",)):
        assert command([*arguments, "-w", str(folder / "net")]) == 0
    os.dup2(kept[0], 1)
    os.dup2(kept[1], 2)
    with (folder / "net/people/aase-lund/answers.toml").open("a", encoding="utf-8") as answers:
        answers.write(LOG)
    (folder / "net/.gitignore").unlink()
    files = {name: data for name, data in snapshot(folder).items() if not name.endswith(".lock")}
    return Desk(folder, Watch(), files)


def _work(folder: Path, number: int, workers: int, share: float) -> dict[str, object]:
    desk = desk_in(folder)
    sparing.repetition()
    inputs, refused, findings = {}, {}, []
    for target, count in sized(share).items():
        mine = range(number, count, workers)
        inputs[target], refused[target] = len(mine), 0
        for seed in mine:
            outcome = tried(desk, target, seed)
            refused[target] += outcome == "refused"
            if outcome not in ("", "refused") and len(findings) < SHOWN:
                findings.append(f"{target} {seed}: {outcome}")
        desk.restore()
    if _outside(folder):
        findings.append(f"files beside the workspace: {_outside(folder)}")
    return {"inputs": inputs, "refused": refused, "findings": findings, "megabytes": megabytes()}


def tried(desk: Desk, target: str, seed: int) -> str:
    """The outcome of one input: "" (taken), "refused", or what is wrong."""
    dice = random.Random(f"{target} {seed}")
    try:
        with desk.watch.over(desk.folder), in_time():
            TARGETS[target][0](desk, dice)
    except (REFUSED, UnicodeDecodeError) as error:
        return "refused" if isinstance(error, REFUSED) else ""
    except Hung as error:
        return "refused" if target in ENDED else str(error)
    except Broken as error:
        return str(error)
    except BaseException as error:
        return "".join(traceback.format_exception(error)[-4:])
    return ""


def _outside(folder: Path) -> list[str]:
    """What lies beside the worker's folder and belongs to no worker."""
    return [
        path.name
        for path in folder.parent.iterdir()
        if not path.name.startswith("desk") and path.suffix != ".json"
    ]


def main() -> None:
    """Give one input again, and show what happens."""
    target, seed = sys.argv[1], int(sys.argv[2])
    folder = Path(tempfile.mkdtemp()).resolve()
    try:
        desk = desk_in(folder / "desk")
        TARGETS[target][0](desk, random.Random(f"{target} {seed}"))
    finally:
        os.chdir("/")
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
