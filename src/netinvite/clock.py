"""What time it is, on this computer or in the time zone that the network names; ``NETINVITE_NOW`` sets the
computer's clock for tests and pictures (ISO, local)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, TypeVar, cast

from netinvite.errors import UsageError
from netinvite.language import _
from netinvite.libraries import at_first_use

if TYPE_CHECKING:
    import zoneinfo
else:
    # 3 ms, for a network that names its own.
    zoneinfo = at_first_use("zoneinfo")

_Moment = TypeVar("_Moment", bound=date)
# Years; weeks, months and time zones are counted from the moment on, in both directions.
EARLIEST, LATEST = 1970, 2999


class _Place:
    """Where the clock hangs; ``find`` gives the name of its time zone, "" for that of this computer. It is
    said once, with ``unknown``, where nobody knows a zone of this name."""

    def __init__(self, find: Callable[[], str] | None, unknown: Callable[[], None]) -> None:
        self.find, self.unknown = find, unknown
        self._zone: tzinfo | None = None
        self._known = find is None

    @property
    def zone(self) -> tzinfo | None:
        """``None`` for this computer's."""
        if not self._known:
            self._known = True
            name = self.find() if self.find else ""
            self._zone = _called(name)
            if name and self._zone is None:
                self.unknown()
        return self._zone


def _unsaid() -> None:
    """Nobody is told."""


_place = [_Place(None, _unsaid)]


def count_in(find: Callable[[], str] | None, unknown: Callable[[], None] = _unsaid) -> None:
    """Let times from now on be those of the time zone that ``find`` names, which is asked when the time is;
    "" and ``None``: of this computer's. ``unknown`` tells that there is none of that name."""
    _place[:] = [_Place(find, unknown)]


def _called(name: str) -> tzinfo | None:
    """The zone of this name; that of this computer for one that nobody knows."""
    if not name:
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def shifted(moment: _Moment, by: timedelta) -> _Moment:
    """A day or a moment that much later, or earlier; the last or first that there is where there is none."""
    try:
        return moment + by
    except OverflowError:
        return cast("_Moment", type(moment).max if by > timedelta(0) else type(moment).min)


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name."""
    return _called(name) is not None


def now() -> datetime:
    """The local time, naive, to the minute."""
    fixed = os.environ.get("NETINVITE_NOW")
    try:
        moment = datetime.fromisoformat(fixed) if fixed else datetime.now()
        if not EARLIEST <= moment.year <= LATEST:
            raise ValueError
    except ValueError:
        raise UsageError(
            _("NETINVITE_NOW=%(moment)s is not a date and time.") % {"moment": fixed},
            _("Write it as 2026-11-25T12:00, or leave it out."),
        ) from None
    if zone := _place[0].zone:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None, second=0, microsecond=0)


def aware(moment: datetime) -> datetime:
    """A local moment with its time zone."""
    zone = _place[0].zone
    return moment.replace(tzinfo=zone) if zone else moment.astimezone()


def local(moment: datetime) -> datetime:
    """A moment with a time zone as a local one, naive."""
    return moment.astimezone(_place[0].zone).replace(tzinfo=None)


def shown(moment: datetime) -> datetime:
    """What a clock shows at a local moment: a later one where the clocks go forward."""
    if zone := _place[0].zone:
        return local(moment.replace(tzinfo=zone).astimezone(UTC))
    return datetime.fromtimestamp(moment.timestamp())
