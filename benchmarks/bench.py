"""What every row stands on: programs, workspaces to run them in, and figures with their goals."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from environments import Environments, environment
from timing import Command, Timed, ratio

INSIDE = Path(__file__).parent / "inside"


@dataclass(frozen=True, slots=True)
class Figure:
    """``value``, in ``unit`` (ratios have none), is to be at most ``goal``.

    ``base`` is what it is held against, ``taken`` the two medians.
    """

    what: str
    value: float | None
    goal: float | None
    base: str
    taken: str = ""
    unit: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; ``None`` where there is none, or nothing was measured."""
        return None if self.goal is None or self.value is None else self.value <= self.goal


@dataclass(slots=True)
class Bench:
    """The environments, a folder to work in, and workspaces of each size, made when they are asked for."""

    built: Environments
    folder: Path
    rounds: int
    made: dict[tuple[str, ...], Path] = field(default_factory=dict)

    def make(self, what: str, *counts: int) -> Path:
        """A workspace or file of ``inside/workspaces.py``."""
        key = (what, *map(str, counts))
        if key not in self.made:
            self.made[key] = self.folder / "-".join(key)
            line = [self.built.python, str(INSIDE / "workspaces.py"), what, str(self.made[key]), *key[1:]]
            subprocess.run(line, check=True, env=environment())
        return self.made[key]

    def ours(self, *words: str, **settings: object) -> Command:
        """A command line of netinvite's."""
        return Command([self.built.program("netinvite"), *words], **settings)  # type: ignore[arg-type]

    def bare(self) -> Command:
        """The smallest Typer application, with netinvite's own Typer."""
        return Command([self.built.python, str(INSIDE / "bare_app.py")])

    def copy(self, place: Path, name: str) -> Path:
        """A workspace to be changed, as it was made."""
        target = self.folder / f"{place.name}-{name}"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(place, target)
        return target

    def aside(self, place: Path) -> None:
        """Move a folder away, where it is there. Where thousands of folders were removed, some file systems
        take ten times as long to make new ones, for a minute."""
        if place.exists():
            place.rename(Path(tempfile.mkdtemp(dir=self.folder)) / place.name)

    def mailmerge(self, count: int) -> Command:
        """mailmerge's dry run of ``count`` rows, with the example's mail."""
        folder = self.folder / f"mailmerge-{count}"
        if not folder.is_dir():
            folder.mkdir()
            _mailmerge_files(folder, count, self.make("people", 1) / "people/person-00000/invitation.txt")
        return Command([self.built.program("mailmerge"), "--dry-run", "--no-limit"], folder=folder)


def _mailmerge_files(folder: Path, count: int, invitation: Path) -> None:
    text = invitation.read_text(encoding="utf-8").partition("\n\n")[2]
    head = "TO: {{email}}\nSUBJECT: {{subject}}\nFROM: Maja Holm <maja.holm@example.org>\n\n"
    body = text.replace("Jonas", "{{name}}").replace("Anna", "{{name}}")
    (folder / "mailmerge_template.txt").write_text(head + body, encoding="utf-8")
    lines = [f"p{number}@example.org,Anna Østergård,May I hear your view?" for number in range(count)]
    (folder / "mailmerge_database.csv").write_text(
        "\n".join(["email,name,subject", *lines]), encoding="utf-8"
    )
    (folder / "mailmerge_server.conf").write_text(
        "[smtp_server]\nhost = localhost\nport = 25\n", encoding="utf-8"
    )


def against(
    what: str, timed: Mapping[str, Timed], base: str, goal: float | None, name: str = "ours"
) -> Figure:
    value = ratio(timed[name], timed[base])
    return Figure(what, value, goal, base, taken=f"{shown(timed[name].median)} : {shown(timed[base].median)}")


def shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
