"""Seconds to save one answer, and to replace the same file with nothing around it; turn by turn, as JSON."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from netinvite.app.preparation import Preparation
from netinvite.store.workspace import Workspace


def bare(file: Path, content: bytes) -> None:
    """Temporary file, fsync, rename, fsync of the folder."""
    handle, temporary = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(handle)
    Path(temporary).replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


workspace = Workspace(Path(sys.argv[1]))
preparation = Preparation.open(workspace, "en", workspace.find(None))
preparation.walk = preparation.walk.jump("reflection.why")
file = workspace.answers_file(preparation.slug)
beside = file.with_name("bare.toml")
content = file.read_bytes()
taken: dict[str, list[float]] = {"netinvite": [], "bare": []}
for turn in range(int(sys.argv[2]) + 1):
    start = time.perf_counter()
    preparation.walk = preparation.walk.jump("reflection.why")
    preparation.answer(f"you know the field, said for the {turn}. time")
    middle = time.perf_counter()
    bare(beside, content)
    end = time.perf_counter()
    if turn:
        taken["netinvite"].append(middle - start)
        taken["bare"].append(end - middle)
sys.stdout.write(json.dumps(taken) + "\n")
