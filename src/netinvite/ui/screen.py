"""Text for a person's eyes: wrapped at words, control characters made visible, never markup."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice

from netinvite import commands, libraries
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.model.characters import DIRECTION, is_control

# Lines written together.
_AT_ONCE = 200


def width() -> int:
    """The terminal's width in columns, at most 80: longer lines are hard to read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 80)


def visible(text: str) -> str:
    """``text`` with every control character but newline and tab shown as ``\\x1b`` or ``\\u202e``."""
    # Of thousands of lines, letter by letter takes longer than all the rest.
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(character if _harmless(character) else _shown(character) for character in text)


def _harmless(character: str) -> bool:
    if character in "\n\t":
        return True
    return not is_control(character) and character not in DIRECTION


def _shown(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def wrap(text: str, columns: int | None = None, indent: str = "") -> str:
    """``text`` wrapped at words, line by line; a list item's further lines are set in. A command behind a
    colon begins on a line of its own where it does not fit, and is left to the terminal to wrap: copied from
    there it is one line."""
    columns = columns or width()
    return "\n".join(_wrap_line(line, columns, indent) for line in visible(text).split("\n"))


# What is set in, and what a list item begins with, or what was chosen of a menu.
_ITEM = regex(r" > | *(?:- |\d{1,2}[.)] )?")


def _wrap_line(line: str, columns: int, indent: str) -> str:
    told, colon, rest = (
        line.rpartition(f": {commands.program()} ") if commands.PROGRAM in line else ("", "", "")
    )
    if not told:
        return _filled(line, columns, indent)
    head, command = _filled(f"{told}:", columns, indent), f"{colon[2:]}{rest}"
    row = head.rpartition("\n")[2]
    if len(row) + 1 + len(command) <= columns:
        return f"{head} {command}"
    hanging = " " * len(_ITEM.match(line)[0])  # type: ignore[index]  # it matches nothing, too
    if commands.is_one(command):
        return f"{head}\n{indent}{hanging}{command}"
    return f"{head}\n{_filled(command, columns, indent + hanging)}"


def _filled(line: str, columns: int, indent: str) -> str:
    hanging = " " * len(_ITEM.match(line)[0])  # type: ignore[index]  # it matches nothing, too
    return textwrap.fill(
        line,
        columns,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_on_hyphens=False,
        break_long_words=False,
    )


def in_rows(
    parts: Iterable[str],
    columns: int,
    between: str,
    size: Callable[[str], int] = len,
    *,
    in_order: bool = True,
) -> list[str]:
    """``parts`` one behind the other, with ``between`` between two of a row; no row ends inside of a part.
    ``size`` gives the columns of a text; where they need not be ``in_order``, each stands on the first row
    that has room."""
    rows: list[str] = []
    for part in parts:
        at = max(len(rows) - 1, 0) if in_order else 0
        while at < len(rows) and size(f"{rows[at]}{between}{part}") > columns:
            at += 1
        rows[at:] = [f"{rows[at]}{between}{part}", *rows[at + 1 :]] if at < len(rows) else [part]
    return rows


def link_marks(target: str) -> tuple[str, str]:
    """What stands before and behind a text that leads to ``target`` (OSC 8, as most terminals know it); ""
    where nothing is drawn, or the terminal would print it."""
    if plain() or not sys.stdout.isatty() or os.environ.get("TERM", "") in _NO_LINKS:
        return "", ""
    return f"\x1b]8;;{target}\x1b\\", "\x1b]8;;\x1b\\"


# The text consoles of Linux and of old machines.
_NO_LINKS = ("linux", "vt100", "vt220", "ansi")


def put(text: str, *, styled: bool = False) -> None:
    """Print to standard output. On a terminal control characters are made visible, unless they are the
    program's own (``styled``), and a character that it cannot encode gets a stand-in."""
    _write(sys.stdout, text, styled=styled)


def put_all(lines: Iterable[str], *, styled: bool = False) -> None:
    """``put`` each: some hundreds at once, which is quicker than one by one, and takes less room than all."""
    rest = iter(lines)
    while some := list(islice(rest, _AT_ONCE)):
        put("\n".join(some), styled=styled)


_hearer: Callable[[str], None] | None = None


@contextlib.contextmanager
def heard_by(hear: Callable[[str], None]) -> Iterator[None]:
    """Hand what would be printed to standard error to ``hear``: nothing is printed across a page."""
    global _hearer
    before, _hearer = _hearer, hear
    try:
        yield
    finally:
        _hearer = before


def tell(text: str) -> None:
    """Print to standard error: everything that is not the content asked for."""
    if _hearer:
        _hearer(text)
        return
    # A terminal that went away can be told nothing; that is no fault of the job that is being done.
    with contextlib.suppress(OSError):
        _write(sys.stderr, wrap(text) if sys.stderr.isatty() else visible(text))


def _write(stream: object, text: str, *, styled: bool = False) -> None:
    if not styled and stream.isatty():  # type: ignore[attr-defined]  # any text stream
        text = visible(text)
    letters = getattr(stream, "encoding", None) or "utf-8"
    shown = text.encode(letters, "replace").decode(letters)
    stream.write(shown + "\n")  # type: ignore[attr-defined]  # any text stream
    stream.flush()  # type: ignore[attr-defined]  # any text stream


def line() -> str:
    """The sign that lines are drawn with: a plain one where the encoding has no other."""
    with contextlib.suppress(UnicodeEncodeError, LookupError):
        "─".encode(encoding())
        return "─"
    return "-"


def encoding() -> str:
    """How letters are written to standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def plain() -> bool:
    """Whether nothing may be drawn: NETINVITE_PLAIN says so, or nobody knows that the terminal can do more.

    NETINVITE_PLAIN=0 lets it be drawn on whatever terminal it is.
    """
    wish = os.environ.get("NETINVITE_PLAIN", "")
    return wish != "0" if wish else not _can_be_drawn_on(os.environ.get("TERM", ""))


def why_plain() -> str:
    """Why nothing is drawn, where nobody wished it; "" elsewhere."""
    if os.environ.get("NETINVITE_PLAIN", "") or not plain() or not sys.stdout.isatty():
        return ""
    term = os.environ.get("TERM", "")
    if term == "dumb":
        return ""
    told = _("TERM says “%(term)s”, a terminal that is not known here, so the questions come line by line.")
    return told % {"term": term} if term else _("TERM is not set, so the questions come line by line.")


def _can_be_drawn_on(term: str) -> bool:
    """Whether TERM names a terminal whose cursor can be moved; who writes into a file needs not know it."""
    if sys.platform == "win32" or not (term and sys.stdout.isatty()):
        return sys.platform == "win32" or bool(term and term != "dumb")
    return knows(term)


@lru_cache
def knows(term: str) -> bool:
    """Whether this computer knows the terminal that TERM names, and its cursor can be moved."""
    curses = libraries.curses()
    if curses is None:
        return bool(term and term != "dumb")
    try:
        curses.setupterm(term, 1)
        return bool(curses.tigetstr("cup"))
    except curses.error:
        return False


def colours() -> bool:
    """Whether colours are wanted: NO_COLOR unset, and not in plain mode."""
    return not os.environ.get("NO_COLOR") and not plain()
