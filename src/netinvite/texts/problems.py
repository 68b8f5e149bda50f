"""What is wrong with a text of one's own, and where."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from netinvite import files


class Problem(NamedTuple):
    """One thing that is wrong: the file, the line (1 where no line is to blame), and what would help."""

    file: Path
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{files.shown(self.file)}:{self.line}: {self.message}"
