"""``[followup]`` in the network's file: after how many days somebody is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from netinvite.errors import did_you_mean, nearest
from netinvite.language import _
from netinvite.model.counted import Days, never
from netinvite.model.due import DAYS
from netinvite.values import NamedTuple

LONGEST = 3_650


class Wrong(NamedTuple):
    """What cannot be used in ``[followup]``: the path below it, and why."""

    path: tuple[str, ...]
    problem: str


def numbers(table: object, off: Callable[[date], bool] = never) -> tuple[Days, list[Wrong]]:
    """``DAYS`` as ``[followup]`` changes them, with the days ``off``, and what cannot be used there; 0
    switches a reason off."""
    if not isinstance(table, Mapping):
        return Days(DAYS, off), [Wrong((), _("[followup] must be a table."))]
    wrong = [found for key, value in table.items() if (found := _wrong(key, value))]
    known = {key: value for key, value in table.items() if key in DAYS and not _wrong(key, value)}
    return Days({**DAYS, **known}, off), wrong


def _wrong(key: str, value: Any) -> Wrong | None:
    if key not in DAYS:
        close = did_you_mean(nearest(key, DAYS))
        known = _("Choose one of: %(names)s") % {"names": ", ".join(DAYS)}
        problem = _("“%(key)s” is not among the reasons for which somebody is due.") % {"key": key}
        return Wrong((key,), f"{problem} {close or known}")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST:
        problem = _("“%(key)s” must be a number of days; 0 switches it off.")
        return Wrong((key,), problem % {"key": key})
    return None
