"""Several processes write into one workspace at once, and every change is there afterwards."""

from __future__ import annotations

import multiprocessing
import sys
import tomllib

import pytest

from netinvite.store.workspace import Workspace

CHANGES, PEOPLE = 1000, 50
pytestmark = [pytest.mark.whole, pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")]


def _write(root, start, number, processes):
    place = Workspace(root)
    start.wait()
    for change in range(number, CHANGES, processes):
        # At any time, all processes write into the same few files.
        file = place.answers_file(f"person{change // processes % PEOPLE}")
        place.update(file, {("person", f"change{change}"): f"by process {number}"})


@pytest.mark.sampled(1)
@pytest.mark.parametrize("processes", [2, 5, 20])
def test_a_thousand_changes_of_several_processes_are_all_there(tmp_path, processes):
    """Read, change, write under one lock: nobody overwrites what another one wrote."""
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(processes)
    writers = [
        fork.Process(target=_write, args=(tmp_path / "net", start, number, processes))
        for number in range(processes)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * processes
    found = {}
    for file in (tmp_path / "net").glob("people/*/answers.toml"):
        found |= tomllib.loads(file.read_text(encoding="utf-8"))["person"]
    assert found == {f"change{n}": f"by process {n % processes}" for n in range(CHANGES)}
    assert not list((tmp_path / "net").rglob("*.tmp"))
