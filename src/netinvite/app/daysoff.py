"""On which days nobody is at work: weekends, and the days off of the country of the network's language."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from datetime import date, timedelta

from netinvite.errors import NetinviteError
from netinvite.language import DEFAULT
from netinvite.store import inventory
from netinvite.store.network import Network

_DAY = timedelta(days=1)
_SATURDAY = 5


class DaysOff:
    """Says of a day whether it is one. ``years`` are those that are known, each with its days off but for
    weekends, as ISO dates; a year that is not there is looked up once."""

    def __init__(self, workspace: Network, years: Mapping[str, list[str]]) -> None:
        self.workspace = workspace
        self.years = dict(years)
        self._known = {year: frozenset(days) for year, days in years.items()}
        # Of thousands of people, most are due on the same few days.
        self._asked: dict[date, bool] = {}

    def __call__(self, day: date) -> bool:
        if day not in self._asked:
            self._asked[day] = day.weekday() >= _SATURDAY or day.isoformat() in self.of(day.year)
        return self._asked[day]

    def of(self, year: int) -> frozenset[str]:
        """The days off of a year that are no weekend."""
        key = str(year)
        if key not in self._known:
            self.years[key] = _looked_up(self.workspace, year)
            self._known[key] = frozenset(self.years[key])
        return self._known[key]


def _looked_up(workspace: Network, year: int) -> list[str]:
    # 40 ms: calendars of countries. The index keeps what they say.
    from netinvite.model.workdays import off_work

    lang = inventory.language_of(workspace.root) or DEFAULT
    days = [date(year, 1, 1) + ahead * _DAY for ahead in range(366 if isleap(year) else 365)]
    try:
        return [day.isoformat() for day in days if day.weekday() < _SATURDAY and off_work(day, lang)]
    except NetinviteError:
        # What is wrong with the language's table is told where times are proposed.
        return []
