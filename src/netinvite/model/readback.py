"""How a time is said back: in full, how far away it is, and whether few are at work then."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from netinvite.language import _
from netinvite.model.dates import format_date, format_range, format_time
from netinvite.model.inwords import away
from netinvite.model.workdays import off_work

if TYPE_CHECKING:
    from netinvite.model.moments import Moment

OPENS, CLOSES = time(8), time(18)


def read_back(moment: Moment, lang: str, now: datetime) -> str:
    """One line: "torsdag den 3. december kl. 10–11, om 8 dage"; with the year where it is not that of
    ``now``, and with ``few_at_work``."""
    told = f"{in_full(moment, lang, now)}, {away(moment.start.date(), now)}"
    return "; ".join(filter(None, (told, few_at_work(moment, lang))))


def read_back_day(day: date, lang: str, now: datetime) -> str:
    """One line: "torsdag den 3. december, om 8 dage"; with the year where it is not that of ``now``."""
    return f"{format_date(day, lang, year=day.year != now.year)}, {away(day, now)}"


def in_full(moment: Moment, lang: str, now: datetime) -> str:
    """Weekday, date, time of day and both ends of a range; the year where it is not that of ``now``."""
    year = moment.start.year != now.year
    if moment.end is None:
        return format_time(moment.start, lang, year=year)
    return format_range(moment.start, moment.end, lang, year=year)


def few_at_work(moment: Moment, lang: str) -> str:
    """Why few are at work then: a day off, or before 8 or after 18; "" where nothing speaks against it."""
    reason = off_work(moment.start.date(), lang)
    if not reason and moment.start.time() < OPENS:
        reason = _("before 8:00")
    ends = moment.end or moment.start
    if not reason and (moment.start.time() >= CLOSES or ends > datetime.combine(moment.start, CLOSES)):
        reason = _("after 18:00")
    return _("few are at work then: %(reason)s") % {"reason": reason} if reason else ""
