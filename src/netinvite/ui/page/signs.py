"""The signs that a page is drawn with: those that most fonts have, or plain characters."""

from __future__ import annotations

import codecs
import io
import sys

from netinvite.values import Frozen


class Signs(Frozen):
    """``field`` stands before each row of a field, ``rule`` before each of a text; ``menu``: before the item
    pointed to, what is above, what is below; ``bar``: a step that is done, one that is not."""

    field: str
    rule: str
    menu: tuple[str, str, str]
    bar: tuple[str, str]

    @property
    def dot(self) -> str:
        """What parts two things in a row."""
        return f" {self.bar[1]} "


# Found in at least five of seven fonts that terminals come with, and in Consolas.
DRAWN = Signs("▌ ", "│ ", ("›", "↑", "↓"), ("■", "·"))
ASCII = Signs("| ", "| ", (">", "^", "v"), ("#", "-"))


def signs() -> Signs:
    """Those that the terminal's encoding has."""
    every = "".join((DRAWN.field, DRAWN.rule, *DRAWN.menu, *DRAWN.bar))
    try:
        every.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return DRAWN


def read_letters() -> None:
    """Let letters be read where Python was told of ASCII alone: what a terminal sends then is UTF-8."""
    if isinstance(sys.stdin, io.TextIOWrapper) and codecs.lookup(sys.stdin.encoding).name == "ascii":
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
