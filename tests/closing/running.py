"""Starts trials in a process of their own, which has loaded the program before it forks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent


def trials(count: int, first: int = 0, path: Path | None = None) -> dict[str, Any]:
    """What trials ``first`` and following did: ``trials``, ``kinds`` (counts by name), ``words`` (how many
    had to be kept), ``losses`` (sentences). ``path`` comes first where Python looks for modules.
    """
    base = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=base) as folder:
        places = [str(place) for place in (path, TESTS) if place]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(places), "HOME": folder, "NETINVITE_LANG": "en"}
        command = [sys.executable, "-m", "closing.trials", folder, str(count), str(first)]
        done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-4000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found
