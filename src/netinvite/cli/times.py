"""``netinvite times``: how times in words are understood.

What its functions import takes 60 ms (the grammar, with Babel's names of days) and 150 ms more where a time
is said back (holidays); help needs none of it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from netinvite import clock
from netinvite.cli.options import Folder, Language
from netinvite.cli.place import keep_time_of, locate
from netinvite.errors import AnswerError, UsageError, cannot_be_read, no_language
from netinvite.language import _, active, folders, look_in
from netinvite.speech import templates
from netinvite.store.inventory import NETWORK_FILE, TEMPLATES
from netinvite.ui import screen

if TYPE_CHECKING:
    from pathlib import Path

    from netinvite.model.moments import Moment

STANDARD_INPUT = "-"
# Bytes of a line that are read: more than the longest that is taken, so that it is refused as too long.
_LONGEST = 4096
_REFUSED = 2


def times(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help="A time or several, as you would write them. With - each line of standard input.",
            show_default=False,
        ),
    ] = None,
    day: Annotated[bool, typer.Option("--day", help="Read days; a time of day is passed over.")] = False,
    back: Annotated[bool, typer.Option("--back", help="Look back: what is meant has been.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print an object for each line, for programs.")
    ] = False,
    workspace: Folder = None,
    lang: Language = None,
) -> None:
    way = _Way(_language(lang or active(), workspace), clock.now(), day, back)
    if not words:
        # As above.
        from netinvite.model.timeexample import example_time

        example = example_time(way.lang, way.now)
        raise UsageError(
            _("The words to be read are missing."),
            _("Give them, as in: %(command)s") % {"command": f'netinvite times "{example}"'},
        )
    given: Iterable[tuple[int, str | bytes]] = (
        _lines() if words == [STANDARD_INPUT] else [(0, " ".join(words))]
    )
    refused = False
    for number, line in given:
        refused |= bool(line.strip() or not number) and _tell(way, line, number, as_json)
    raise typer.Exit(_REFUSED if refused else 0)


def _language(lang: str, workspace: str | None) -> str:
    """The language of the words; a ``UsageError`` where there are no tables of it."""
    # The shipped languages need no network's folder.
    with nullcontext() if workspace else suppress(UsageError):
        root = locate(workspace, os.environ)
        look_in(root / TEMPLATES)
        _keep_time_of(root)
    if not templates(lang, folders()):
        raise no_language(lang)
    return lang


def _keep_time_of(root: Path) -> None:
    """Let the time be that of a network, where there is one."""
    if (root / NETWORK_FILE).is_file():
        # 15 ms, where there is none to be spared.
        from netinvite.store.network import Network

        keep_time_of(Network(root))


@dataclass(frozen=True, slots=True)
class _Way:
    """How words are to be read."""

    lang: str
    now: datetime
    day: bool
    back: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of a line: ``found`` (days have no end), what is open (``ask``), and why it is refused."""

    typed: str
    found: Sequence[Moment | date] = ()
    ask: Sequence[datetime | date] = ()
    why: str = ""

    @property
    def refused(self) -> bool:
        return bool(self.why)


def _read(way: _Way, typed: str) -> _Read:
    from netinvite.model import moments
    from netinvite.model import times as reading

    read = reading.read_days if way.day else reading.read_times
    try:
        return _Read(typed, read(typed, way.lang, way.now, back=way.back))
    except moments.TimeAmbiguous as two:
        starts = list(dict.fromkeys(one.start for one in two.candidates))
        return _Read(typed, ask=[one.date() for one in starts] if way.day else starts, why=two.message)
    except moments.DayOrTime as two:
        return _Read(typed, ask=[two.moment, two.day], why=two.message)
    except AnswerError as error:
        return _Read(typed, why=error.in_full)


def _tell(way: _Way, line: str | bytes, number: int, as_json: bool) -> bool:
    """Print what becomes of a line (``number``: of standard input); whether it is refused or open."""
    read = _decoded(way, line)
    if as_json:
        screen.put(json.dumps(_object(read), ensure_ascii=False))
    elif read.refused:
        words = {"number": number, "message": read.why}
        screen.tell(_("Line %(number)s: %(message)s") % words if number else read.why)
    else:
        for one in read.found:
            said = _said(one, way)
            screen.put(screen.wrap(said) if sys.stdout.isatty() else said)
    return read.refused


def _decoded(way: _Way, line: str | bytes) -> _Read:
    if isinstance(line, str):
        return _read(way, line)
    try:
        return _read(way, line.decode())
    except UnicodeDecodeError:
        return _Read(line.decode(errors="replace"), why=_("It is not UTF-8 text."))


def _said(one: Moment | date, way: _Way) -> str:
    from netinvite.model.readback import read_back, read_back_day

    if isinstance(one, date):
        return read_back_day(one, way.lang, way.now)
    return read_back(one, way.lang, way.now)


def _object(read: _Read) -> dict[str, object]:
    return {
        "typed": read.typed,
        "moments": [_pair(one) for one in read.found],
        "ask": [_iso(one) for one in read.ask],
        "refused": None if read.ask else read.why or None,
    }


def _pair(one: Moment | date) -> dict[str, str | None]:
    if isinstance(one, date):
        return {"start": _iso(one), "end": None}
    return {"start": _iso(one.start), "end": _iso(one.end) if one.end else None}


def _iso(when: date) -> str:
    return when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()


def _lines() -> Iterator[tuple[int, bytes]]:
    """The lines of standard input with their numbers; of one that is far too long only the beginning."""
    if sys.stdin.isatty():
        screen.tell(_("Write a line and press Enter; Ctrl+D ends."))
    source = sys.stdin.buffer
    try:
        for number, line in enumerate(iter(partial(source.readline, _LONGEST), b""), 1):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = source.readline(_LONGEST)
            yield number, line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").rstrip(b"\r\n")
    except OSError as error:
        raise UsageError(cannot_be_read(_("standard input"), error)) from None
