"""What works on this computer, what does not, and what to do: a function for each thing, and all of them.

Whoever needs help sends it to somebody, so that no name and no path stands in it; of what its owner has
chosen, it has TERM alone.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Thread

from netinvite import __version__
from netinvite.app import neighbours
from netinvite.app.soundness import workspace
from netinvite.app.states import Place, Row, State
from netinvite.language import (
    DOMAIN,
    LOCALES,
    VARIABLE,
    _,
    active,
    folders,
    languages,
    of_environment,
    templates_dir,
)
from netinvite.mail import desktop
from netinvite.values import NamedTuple

# Seconds until what asks other programs is given up.
PATIENCE = neighbours.SECONDS + 0.5
# Columns and rows that a page needs.
LEAST_WINDOW = (24, 6)
# The languages that netinvite comes with.
SHIPPED = ("da", "en")
DANISH = "æøåÆØÅ"


class Terminal(NamedTuple):
    """What is seen of the terminal: ``size`` in columns and rows, ``None`` where there is none.

    ``known``: whether this computer knows what TERM names; ``plain``: whether lines are wished for.
    """

    size: tuple[int, int] | None
    known: bool
    plain: bool
    colours: bool
    encoding: str


def works(rows: Sequence[Row]) -> bool:
    """Whether nothing fails."""
    return all(row.state is not State.FAILS for row in rows)


def look(place: Place, seen: Terminal, lang: str) -> list[Row]:
    """Everything, in the order in which it is told. ``lang`` is what names the language."""
    asked = {name: _Asked(name, ask) for name, ask in _programs(place).items()}
    here: dict[str, Callable[[], Row]] = {
        "version": version,
        "python": python,
        "terminal": partial(terminal, seen),
        "letters": partial(letters, seen),
        "language": partial(spoken, lang),
        "workspace": partial(workspace, place),
    }
    rows = [_guarded(name, ask) for name, ask in here.items()]
    return [*rows, *(one.answer() for one in asked.values())]


def _programs(place: Place) -> dict[str, Callable[[], Row]]:
    """What may wait for other programs, all of it at once."""
    return {
        "clipboard": neighbours.clipboard,
        "mail": neighbours.mail_program,
        "editor": neighbours.editor,
        "pdf": neighbours.pdf,
        "calendar": partial(neighbours.calendar, place),
    }


def _guarded(name: str, ask: Callable[[], Row]) -> Row:
    """The row; what goes wrong in one hides no other."""
    try:
        return ask()
    except Exception as error:
        told = _("This could not be looked at: %(kind)s.") % {"kind": type(error).__name__}
        return Row(name, State.FAILS, told)


class _Asked:
    """A row that somebody else's program may keep waiting."""

    def __init__(self, name: str, ask: Callable[[], Row]) -> None:
        self._row = Row(name, State.FAILS, _("This does not answer."))
        self._until = time.monotonic() + PATIENCE
        self._thread = Thread(target=self._fill, args=(name, ask), daemon=True)
        self._thread.start()

    def _fill(self, name: str, ask: Callable[[], Row]) -> None:
        self._row = _guarded(name, ask)

    def answer(self) -> Row:
        """The row; that it does not answer, where it has not by then."""
        self._thread.join(max(self._until - time.monotonic(), 0.0))
        return self._row


# The program ---------------------------------------------------------------------------------------


def version() -> Row:
    """netinvite's own, and whether its texts came with it."""
    told = f"netinvite {__version__}"
    texts = [templates_dir() / lang / "guide.toml" for lang in SHIPPED]
    # English ones stand in the code.
    words = LOCALES / "da" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if all(file.is_file() for file in (words, *texts)):
        return Row("version", State.WORKS, told)
    lacking = _("%(version)s: texts that belong to it are not there.") % {"version": told}
    return Row("version", State.FAILS, lacking, _("Install it again."))


def python() -> Row:
    """Python and the system below it."""
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    return Row("python", State.WORKS, f"Python {platform.python_version()}, {system}")


# The terminal --------------------------------------------------------------------------------------


def terminal(seen: Terminal) -> Row:
    """Whether pages can be drawn."""
    if desktop.in_mintty():
        return Row("terminal", State.FAILS, desktop.no_terminal_in_mintty(), desktop.use_winpty())
    if seen.size is None:
        return Row("terminal", State.UNKNOWN, _("There is no terminal here."))
    columns, rows = seen.size
    term = os.environ.get("TERM", "")
    words = {
        "columns": columns,
        "rows": rows,
        "colours": _("colours") if seen.colours else _("no colours"),
        "term": f"TERM={term}" if term else _("TERM is not set"),
    }
    told = _("%(columns)s columns, %(rows)s rows, %(colours)s, %(term)s.") % words
    if seen.plain:
        as_wished = _("Questions come line by line, as you wish.")
        return Row("terminal", State.WORKS, f"{told} {as_wished}")
    if not seen.known:
        to_do = _("Questions come line by line. For pages, set TERM to what your terminal is: xterm-256color")
        return Row("terminal", State.FAILS, told, to_do)
    if columns < LEAST_WINDOW[0] or rows < LEAST_WINDOW[1]:
        return Row("terminal", State.FAILS, told, _("Make the window larger."))
    return Row("terminal", State.WORKS, told)


def letters(seen: Terminal) -> Row:
    """Whether Danish can be read."""
    told = _("Letters are written as %(encoding)s.") % {"encoding": seen.encoding}
    try:
        DANISH.encode(seen.encoding)
    except (LookupError, UnicodeEncodeError):
        to_do = _("Danish ones get a stand-in. Set PYTHONUTF8=1, or on Linux and macOS LC_ALL=C.UTF-8.")
        return Row("letters", State.FAILS, told, to_do)
    return Row("letters", State.WORKS, told)


def spoken(named_by: str) -> Row:
    """The language that is spoken, and what names it."""
    known = languages(folders()[-1])
    if (lang := active()) not in known or (named_by == VARIABLE and not of_environment(os.environ)):
        told = _("%(by)s names a language that is not there.") % {"by": named_by}
        choice = _("Choose one of: %(names)s") % {"names": ", ".join(known)}
        return Row("language", State.FAILS, told, choice)
    words = {"lang": lang, "by": named_by}
    return Row("language", State.WORKS, _("“%(lang)s”, named by %(by)s.") % words if named_by else f"{lang}.")
