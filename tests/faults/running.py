"""Starts a campaign, or one run under the shim, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from faults.shim import build, preloaded


def campaign(wanted: str = "", how: str = "quick", workers: int = os.cpu_count() or 1) -> dict[str, Any]:
    """What a campaign did: ``places``, ``scenarios``, ``calls`` (counts by name), ``losses`` (sentences).

    ``how`` is ``quick`` (each call fails with one of the errors, by turns) or ``thorough`` (with each).
    """
    with tempfile.TemporaryDirectory(dir=_quick()) as name:
        folder = Path(name)
        command = [sys.executable, "-m", "faults.campaign", str(folder), str(workers), how, wanted]
        done = subprocess.run(
            command, env=preloaded(build(folder)), capture_output=True, encoding="utf-8", check=False
        )
    if done.returncode:
        raise AssertionError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _quick() -> str | None:
    """A file system in memory: what is tried is the program, not this machine's disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
