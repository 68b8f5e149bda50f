"""The environments that are measured: netinvite as its users have it, and each peer apart from the others.

They lie in ``.venv-benchmarks`` beside the project and are used again; netinvite itself is built anew.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".venv-benchmarks"
QUICK = ("mailmerge", "commitizen")
PEERS = (*QUICK, "khard", "cookiecutter", "copier", "weasyprint", "matplotlib")


@dataclass(slots=True)
class Environments:
    """Where the programs are, and which versions; ``absent`` are peers that could not be had."""

    place: Path = PLACE
    versions: dict[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)

    @classmethod
    def build(cls, *, quick: bool) -> Environments:
        """Make what is missing; netinvite non-editable, everything compiled."""
        built = cls()
        _environment("netinvite")
        if not _has(built.program("netinvite", "typst")):
            _install("netinvite", f"{ROOT}[pdf]")
        _install("netinvite", "--no-deps", "--force-reinstall", str(ROOT))
        for name in ("netinvite", "typer", "click", "questionary", "prompt_toolkit"):
            built.versions[name] = _version("netinvite", name)
        for peer in QUICK if quick else PEERS:
            built._peer(peer)
        return built

    def _peer(self, name: str) -> None:
        try:
            if not (self.place / name).is_dir():
                _environment(name)
                _install(name, name)
            self.versions[name] = _version(name, name)
        except subprocess.CalledProcessError:
            shutil.rmtree(self.place / name, ignore_errors=True)
            self.absent.append(name)

    def program(self, environment: str, name: str = "") -> str:
        """The path of a program in an environment; the environment's own name unless another is given."""
        return str(self.place / environment / BIN / (name or environment))

    @property
    def python(self) -> str:
        """The interpreter that netinvite is installed for."""
        return self.program("netinvite", "python")


BIN = "Scripts" if os.name == "nt" else "bin"


def environment() -> dict[str, str]:
    """What programs are run with: bytecode is used, output is buffered, nothing of the user's own.

    The times that the example proposes lie ahead of the fixed moment.
    """
    own = ("PYTHON", "NETINVITE_", "LC_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    ours = {"NETINVITE_LANG": "en", "NETINVITE_NOW": "2026-11-25T12:00"}
    return {**kept, **ours, "LANG": "C.UTF-8", "LANGUAGE": "", "TERM": "xterm-256color"}


def _environment(name: str) -> None:
    if not (PLACE / name / BIN).is_dir():
        subprocess.run([sys.executable, "-m", "venv", str(PLACE / name)], check=True)


def _install(name: str, *what: str) -> None:
    """Quietly; pip compiles what it installs."""
    pip = [str(PLACE / name / BIN / "python"), "-m", "pip", "install", "--quiet", "--compile"]
    subprocess.run([*pip, *what], check=True, env=environment(), stderr=subprocess.PIPE, cwd=ROOT)


def _has(program: str) -> bool:
    return Path(program).parent.is_dir() and bool(_version("netinvite", "typst"))


def _version(name: str, package: str) -> str:
    ask = f"from importlib.metadata import version; print(version({package!r}))"
    command = [str(PLACE / name / BIN / "python"), "-c", ask]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip()


def machine() -> dict[str, str]:
    """What the page says of the machine: no names, no paths."""
    return {
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
