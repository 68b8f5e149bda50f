"""Whatever goes wrong with a file, at whatever moment: the old state or the new one, never something between.

What makes the faults is compiled and traced by programs that not every computer has: with ``--whole`` alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faults import running, shim
from faults.judging import Outcome, losses, losses_after
from faults.scenarios import BY_NAME, NOW, snapshot

pytestmark = [pytest.mark.whole, pytest.mark.skipif(bool(shim.missing()), reason=shim.missing())]
strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
TRACED = (
    "openat,open,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,fsync,fdatasync,write,pwrite64"
)
TRACED += ",chmod,fchmod,fchmodat,ftruncate,link,linkat"
NAMES = {"mkdirat": "mkdir", "renameat": "rename", "renameat2": "rename", "fdatasync": "fsync"}
NAMES |= {
    "fchmod": "chmod",
    "fchmodat": "chmod",
    "linkat": "link",
    "pwrite64": "write",
    "ftruncate": "truncate",
}
# Faults that strace makes in the real program: a system call, its number, what becomes of it.
REAL = (
    ("prepare, the first person", "fsync", 1, "error=EIO"),
    ("prepare, the first person", "rename", 5, "error=ENOSPC"),
    ("prepare, the first person", "mkdir", 3, "error=EROFS"),
    ("prepare, the first person", "fsync", 9, "signal=KILL"),
    ("interview", "rename", 2, "signal=KILL"),
    ("interview", "fsync", 2, "error=EACCES"),
    ("import, a table", "fsync", 3, "error=ENOSPC"),
    ("import, a table", "rename", 2, "error=EROFS"),
    ("mail to a file", "rename", 1, "signal=KILL"),
    ("mail recorded as sent", "fsync", 1, "error=ENOSPC"),
    ("forget", "unlink", 2, "error=EACCES"),
    ("forget", "unlink", 3, "signal=KILL"),
    ("forget", "rmdir", 1, "error=EIO"),
)


@pytest.mark.alone
@pytest.mark.timeout(900)
def test_no_fault_loses_anything():
    """Every call on a file fails, or the process is killed there; nothing is lost.

    The errors come by turns; ``docs/reliability.py`` makes each of them at each call.
    """
    found = running.campaign()
    assert found["losses"] == []
    assert set(found["scenarios"]) == set(BY_NAME)
    assert sum(found["scenarios"].values()) > 3000


class Desk:
    """The real program, each run a process of its own, in the folder of a scenario."""

    def __init__(self, folder, scenario):
        self.folder, self.scenario = folder, scenario
        for place in (folder, folder / "in", folder / "out"):
            place.mkdir()
        for name, text in scenario.inputs.items():
            (folder / "in" / name).write_text(text, encoding="utf-8")
        for arguments in scenario.before:
            assert self.run(arguments).code == 0
        for path, text in scenario.edits:
            (folder / path).write_text(text, encoding="utf-8")

    def run(self, arguments, *under, program=("netinvite",), **more):
        command = [*under, sys.executable, "-P", "-m", *program, *arguments, "-w", str(self.folder / "net")]
        environment = {**os.environ, "NETINVITE_NOW": NOW, "NETINVITE_LANG": "en", **more}
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, check=False)
        code = -done.returncode + 128 if done.returncode < 0 else done.returncode
        killed = code in (128 + 9,)
        return Outcome(-9 if killed else code, done.stderr.decode(), snapshot(self.folder))


def undisturbed(folder, name):
    """The folder of a scenario before and after a run that nothing disturbs."""
    folder.mkdir()
    desk = Desk(folder / "desk", BY_NAME[name])
    shutil.copytree(desk.folder, folder / "old")
    clean = desk.run(desk.scenario.arguments)
    assert clean.code == 0, clean.said


def at(folder, name):
    """The desk of a scenario in a folder where it stands."""
    desk = object.__new__(Desk)
    desk.folder, desk.scenario = folder, BY_NAME[name]
    return desk


@strace
@pytest.mark.parametrize("name", ["mail recorded as sent", "interview", "forget", "import, a table"])
def test_the_shim_sees_what_the_kernel_sees(once, tmp_path, name):
    """Of one and the same run, strace and the shim tell the same calls on the same files, in order."""
    scenario = BY_NAME[name]
    desk = at(once(undisturbed, name) / "old", name)
    library = shim.build(tmp_path)
    log, said = tmp_path / "log", tmp_path / "said"
    under = ("strace", "-f", "-y", "-e", f"trace={TRACED}", "-o", str(log), "-E", f"LD_PRELOAD={library}")
    paths = shim.preloaded(library)["PYTHONPATH"]
    program = ("faults.once", str(desk.folder), str(said))
    outcome = desk.run(scenario.arguments, *under, program=program, PYTHONPATH=paths)
    assert outcome.code == 0, outcome.said
    assert said.read_text(encoding="ascii").split() == list(_traced(log, desk.folder))


def _traced(log, folder):
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        # The folder that a path starts from says nothing where the path is absolute.
        found = re.match(r"\d+ +(\w+)\((.*)\) += ", re.sub('AT_FDCWD<[^>]*>, "/', '"/', line))
        if not found or not re.search(rf"{re.escape(str(folder))}[/\">]", found[2]):
            continue
        name = NAMES.get(found[1], found[1])
        if name in ("openat", "open"):
            name = "open" if re.search("O_WRONLY|O_RDWR|O_CREAT", found[2]) else "read"
        if name == "unlinkat":
            name = "rmdir" if "AT_REMOVEDIR" in found[2] else "unlink"
        yield name


@strace
@pytest.mark.parametrize(("name", "call", "number", "fault"), REAL)
def test_a_fault_of_the_kernel_loses_nothing(once, name, call, number, fault):
    """The same with the real program and faults that strace makes in the kernel's answers."""
    scenario = BY_NAME[name]
    made = once(undisturbed, name)
    new, desk = snapshot(made / "desk"), at(made / "old", name)
    old = snapshot(desk.folder)
    under = ("strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}")
    outcome = desk.run(scenario.arguments, *under, "-e", f"inject={call}:{fault}:when={number}")
    assert outcome.code != 0, "the fault was never made"
    found = list(losses(scenario, old, new, outcome, call))
    following = desk.run(scenario.next_run(outcome.found))
    assert found + list(losses_after(scenario, new, outcome.found, following)) == []


def test_the_judge_knows_a_loss():
    """Half a file, a missing person and a left-over are each called a loss."""
    scenario = BY_NAME["import, a table"]
    old, new = {"net/a": b"old"}, {"net/a": b"new", "net/b": b"new"}
    half = Outcome(1, "No room.", {"net/a": b"ne"})
    some = Outcome(1, "No room.", {"net/a": b"new"})
    left = Outcome(1, "No room.", {"net/a": b"old", "net/.netinvite-x.tmp": b"new"})
    silent = Outcome(1, "", {"net/a": b"old"})
    untrue = Outcome(0, "", {"net/a": b"old"})
    for outcome in (half, some, left, silent, untrue):
        assert list(losses(scenario, old, new, outcome, "write"))
    assert not list(losses(scenario, old, new, Outcome(1, "No room.", old), "write"))
    assert list(losses_after(scenario, new, old, Outcome(0, "", old)))
    assert not list(losses_after(scenario, new, old, Outcome(0, "", new)))


def test_a_campaign_sees_a_program_that_writes_in_place(tmp_path):
    """Were files written in place, the campaign would find losses: it can fail."""
    broken = Path(tmp_path / "sitecustomize.py")
    broken.write_text(
        "import netinvite.store.files as files\n"
        "files.write = lambda file, content: (files.make_folder(file.parent), file.write_bytes(\n"
        "    content.encode() if isinstance(content, str) else content))\n",
        encoding="utf-8",
    )
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(tmp_path), before)))
    try:
        assert running.campaign("mail recorded")["losses"]
    finally:
        os.environ["PYTHONPATH"] = before
