"""A calendar file of the user's own: which one, and when it says that they are busy.

It is named on the command line, in the environment or in the user's own config, and by nothing that others
can write: a path in a shared file would let them look at what lies on this computer. A process of its own
reads it (``mail/occupied.py``), so that one that never ends takes two seconds. Whatever is wrong with it is
said once, and the work goes on without it.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from netinvite import clock
from netinvite.app.preparation import Preparation
from netinvite.errors import NetinviteError
from netinvite.language import _, quoted, refusal
from netinvite.libraries import regex
from netinvite.model import keys
from netinvite.model.questions import Value, minutes_in
from netinvite.model.workdays import FREE, MINUTES, Busy, Range, in_the_way
from netinvite.store import ownconfig
from netinvite.store.network import Network

VARIABLE = "NETINVITE_CALENDAR"
# So far ahead it is read; an event that comes back for ever has to end somewhere.
AHEAD = timedelta(days=366)
# What the process ends with that was too slow: SIGALRM, SIGPROF, or the number of one without signals.
LATE = (14, 27)
# Names; more of them tell nobody more.
MOST_ZONES = 5
# Seconds in which a busy computer starts a process.
STARTING = 20.0
# Longer than any name of a drive.
_ADDRESS = regex(r"(?:[a-z][a-z0-9+.-]+://|(?:https?|webcals?|mailto|data):)", re.IGNORECASE)


class OwnCalendar:
    """The calendar that its owner named, read when it is first asked for.

    ``named``: what the command line says, else the environment; ``None`` where neither does, so that the
    config may; "" for no calendar at all.
    """

    def __init__(self, named: str | None) -> None:
        self.named = os.environ.get(VARIABLE) if named is None else named
        self._read: dict[tuple[str, ...], Busy] = {}
        self._notes: list[str] = []
        self._look()

    def _look(self) -> None:
        if self.named and (reason := _unfit(self.named)):
            self._leave_aside(reason)

    def take_notes(self) -> list[str]:
        """What is wrong with it, each sentence once."""
        notes, self._notes = self._notes, []
        return notes

    def busy(self, network: Network, answers: Mapping[str, Value | None]) -> Busy:
        """When its owner is busy, for ``AHEAD`` from today, in the time zone that the network's times are
        in. The own address among the ``answers`` tells which events its owner declined."""
        if self.named is None:
            self.named = self._configured(network.root)
            self._look()
        if not self.named:
            return FREE
        order = (network.zone(), str(answers.get(keys.OWN_EMAIL) or ""))
        if order not in self._read:
            self._read[order] = self._ask(self.named, *order)
        return self._read[order] if self.named else FREE

    def _configured(self, root: Path) -> str:
        try:
            return _in_config(root)
        except NetinviteError as error:
            self._notes.append(_without(error.in_full))
            return ""

    def _ask(self, file: str, zone: str, mine: str) -> Busy:
        today = clock.now().replace(hour=0, minute=0)
        times = {"first": today.isoformat(), "last": (today + AHEAD).isoformat()}
        outcome = _asked({"file": _path(file), **times, "zone": zone, "mine": [mine] if mine else []})
        if "busy" not in outcome:
            self._leave_aside(_reason(outcome))
            return FREE
        if outcome["partly"]:
            left_out = _("In the calendar %(file)s there are events that cannot be read; they are left out.")
            self._notes.append(left_out % {"file": file})
        if zones := [quoted(name) for name in outcome["zones"]]:
            told = _(
                "Unknown time zones in the calendar %(file)s: %(zones)s. Times in them are taken as they "
                "stand."
            )
            self._notes.append(told % {"file": file, "zones": ", ".join(zones[:MOST_ZONES])})
        return Busy(Range(*map(datetime.fromisoformat, one)) for one in outcome["busy"])

    def _leave_aside(self, reason: str) -> None:
        """Say why, and ask no more of it."""
        words = {"file": self.named, "reason": reason}
        self._notes.append(_without(_("The calendar %(file)s cannot be used: %(reason)s.") % words))
        self.named = ""


def look(root: Path | None, seconds: float) -> tuple[str, str]:
    """What names a calendar of one's own (``VARIABLE``, or the config's file), "" where nothing does; and why
    it cannot be used, "" where it can. No path stands in it. It may take so many seconds. A
    ``NetinviteError`` where the config itself is damaged."""
    named, by = os.environ.get(VARIABLE), VARIABLE
    if named is None:
        by = ownconfig.CONFIG
        named = _in_config(root or Path())
    if not named or (reason := _unfit(named)):
        return (by, reason) if named else ("", "")
    first = clock.now().replace(hour=0, minute=0)
    times = {"first": first.isoformat(), "last": (first + AHEAD).isoformat()}
    outcome = _asked({"file": _path(named), **times, "zone": "", "mine": []}, seconds)
    return by, "" if "busy" in outcome else _reason(outcome)


def _without(problem: str) -> str:
    return " ".join((problem, _("netinvite goes on without it.")))


# Which file ----------------------------------------------------------------------------------------


def _path(named: str) -> str:
    return os.path.abspath(os.path.expanduser(named))  # noqa: PTH100, PTH111  # a Path refuses a home unknown


def _unfit(named: str) -> str:
    """Why a file of this name is no calendar, as far as one sees without opening it; "" where it may be."""
    if _ADDRESS.match(named):
        return _(
            "it is an address, and netinvite fetches nothing; save the calendar as a file, and name that"
        )
    try:
        mode = os.stat(_path(named)).st_mode  # noqa: PTH116  # see _path
    except (OSError, ValueError) as error:
        return refusal(error) if isinstance(error, OSError) else _("this is no name of a file")
    return "" if stat.S_ISREG(mode) else _("it is no ordinary file")


def _in_config(root: Path) -> str:
    """The calendar that the config names; "" where there is none. A ``WorkspaceError`` with file and line
    where it says something else."""
    file, data = ownconfig.read(root)
    named = data.get(ownconfig.CALENDAR, "")
    # Which folder a shorter one would begin in, nobody could tell.
    if file and not (isinstance(named, str) and (not named or _is_full(named))):
        problem = _("“calendar” must be the full path of a file.")
        raise ownconfig.wrong(file, ownconfig.CALENDAR, problem, ownconfig.how_named())
    return str(named)


def _is_full(named: str) -> bool:
    """Whether it is the same file wherever one stands; of an address something else is said."""
    return bool(_ADDRESS.match(named)) or os.path.isabs(os.path.expanduser(named))  # noqa: PTH111, PTH117  # see _path


# The process that reads it -------------------------------------------------------------------------


def _asked(order: dict[str, Any], seconds: float = STARTING) -> dict[str, Any]:
    # -P: nothing in the current folder, which may be shared, is ever imported.
    command = [sys.executable, "-P", "-m", "netinvite.mail.occupied"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(order).encode("ascii"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            # Ctrl+C is for the one who asks.
            start_new_session=True,
            check=False,
        )
        late = abs(done.returncode) in LATE
        return {"fault": "slow"} if late else dict(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return {"fault": "slow"}
    except OSError as error:
        return {"fault": "refused", "errno": error.errno, "strerror": error.strerror}
    except ValueError:
        return {"fault": "damaged"}


def _reason(outcome: Mapping[str, Any]) -> str:
    fault = outcome["fault"]
    if fault == "refused":
        return refusal(OSError(outcome["errno"], outcome["strerror"]))
    return {
        "kind": _("it is no ordinary file"),
        "large": _("it has more than 5 MB"),
        "none": _("it holds no calendar"),
        "cut": _("it breaks off, or its parts do not fit together"),
        "slow": _("to read it takes longer than two seconds"),
        "memory": _("to read it takes too much memory"),
    }.get(fault, _("it is damaged"))


# What overlaps -------------------------------------------------------------------------------------


def overlaps(calendar: OwnCalendar | None, preparation: Preparation, times: Sequence[datetime]) -> list[str]:
    """What is to be said of times that nobody saw in a field: which overlap something, and what is wrong with
    the calendar."""
    answers, lang = preparation.walk.answers, preparation.guide.lang
    if calendar is None:
        return []
    busy, minutes = calendar.busy(preparation.workspace, answers) if times else FREE, length(answers)
    found = [(time, busy.overlap(time, minutes)) for time in times]
    return [*calendar.take_notes(), *(in_the_way(time, one, lang) for time, one in found if one)]


def length(answers: Mapping[str, Value | None]) -> int:
    """The minutes of the conversation that is asked for; so many as a guide proposes where nobody said."""
    return minutes_in(answers.get(keys.MINUTES, "")) or MINUTES
