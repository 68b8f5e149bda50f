"""Text for a person's eyes: wrapped at words, control characters made visible, never markup."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import textwrap
import unicodedata
from functools import lru_cache

_BIDIRECTIONAL = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def width() -> int:
    """The terminal's width in columns, at most 80: longer lines are hard to read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 80)


def visible(text: str) -> str:
    """``text`` with every control character but newline and tab shown as ``\\x1b`` or ``\\u202e``."""
    if text.isprintable():
        return text
    return "".join(character if _harmless(character) else _shown(character) for character in text)


def _harmless(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _BIDIRECTIONAL


def _shown(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def wrap(text: str, columns: int | None = None, indent: str = "") -> str:
    """``text`` wrapped at words, line by line; a list item's further lines are set in."""
    columns = columns or width()
    return "\n".join(_wrap_line(line, columns, indent) for line in visible(text).split("\n"))


def _wrap_line(line: str, columns: int, indent: str) -> str:
    hanging = "  " if line.startswith("- ") else ""
    return textwrap.fill(
        line,
        columns,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_on_hyphens=False,
        break_long_words=False,
    )


def put(text: str, *, styled: bool = False) -> None:
    """Print to standard output. On a terminal control characters are made visible, unless they are the
    program's own (``styled``), and a character that it cannot encode gets a stand-in."""
    _write(sys.stdout, text, styled=styled)


def tell(text: str) -> None:
    """Print to standard error: everything that is not the content asked for."""
    # A terminal that went away can be told nothing; that is no fault of the job that is being done.
    with contextlib.suppress(OSError):
        _write(sys.stderr, wrap(text) if sys.stderr.isatty() else visible(text))


def _write(stream: object, text: str, *, styled: bool = False) -> None:
    if not styled and stream.isatty():  # type: ignore[attr-defined]  # any text stream
        text = visible(text)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    shown = text.encode(encoding, "replace").decode(encoding)
    stream.write(shown + "\n")  # type: ignore[attr-defined]  # any text stream
    stream.flush()  # type: ignore[attr-defined]  # any text stream


def plain() -> bool:
    """Whether nothing may be drawn: NETINVITE_PLAIN says so, or nobody knows that the terminal can do more.

    NETINVITE_PLAIN=0 lets it be drawn on whatever terminal it is.
    """
    wish = os.environ.get("NETINVITE_PLAIN", "")
    return wish != "0" if wish else not _can_be_drawn_on(os.environ.get("TERM", ""))


@lru_cache
def _can_be_drawn_on(term: str) -> bool:
    """Whether TERM names a terminal whose cursor can be moved, as far as this computer knows terminals."""
    if sys.platform == "win32" or not (term and sys.stdout.isatty()):
        return sys.platform == "win32" or bool(term and term != "dumb")
    try:
        import _curses as curses  # the module around it takes twice as long to load
    except ImportError:
        return term != "dumb"
    try:
        curses.setupterm(term, sys.stdout.fileno())
        return bool(curses.tigetstr("cup"))
    except curses.error:
        return False


def colours() -> bool:
    """Whether colours are wanted: NO_COLOR unset, and not in plain mode."""
    return not os.environ.get("NO_COLOR") and not plain()
